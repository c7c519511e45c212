//! Writes a journal file: each record with one write, a new file whenever a save made the old one superfluous.
//!
//! Not here: the thread (`mod.rs`), the text (`lines.rs`).

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::Plan;
use crate::store::fs::Fs;
use crate::store::hash::Hash;

use super::lines::{self, Record};
use super::patch::Patch;

/// A journal longer than this is begun anew after a save, in bytes.
const LONG: u64 = 128 << 10;
/// A journal longer than this is begun anew even without a save, in bytes.
const TOO_LONG: u64 = 32 << 20;
/// How journal files are called: this and a number.
const NAME: &str = "journal-";

/// Writes records to the newest journal file of a folder.
pub struct Writer {
    fs: Arc<dyn Fs>,
    folder: PathBuf,
    file: File,
    handle: Arc<File>,
    path: PathBuf,
    /// Bytes written to it.
    bytes: u64,
    /// The number of the next record.
    next: u64,
    /// A write or a sync failed, and nobody knows what is in the file: nothing more is added to it, the next change begins
    /// a new one.
    distrusted: bool,
    /// The content that the last `file` record names.
    marked: Option<Hash>,
    /// What the plan's file holds.
    content: Option<Hash>,
    saved: Arc<Plan>,
    /// The plan as the journal has it.
    last: Arc<Plan>,
}

/// The journal files in a folder, the newest first, with their numbers.
///
/// # Errors
/// Where the folder cannot be read.
pub fn files(fs: &dyn Fs, folder: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let mut files: Vec<(u64, PathBuf)> = fs
        .list(folder)?
        .into_iter()
        .filter_map(|entry| {
            let number = entry.name.to_str()?.strip_prefix(NAME)?.parse().ok()?;
            Some((number, folder.join(&entry.name)))
        })
        .collect();
    files.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    Ok(files)
}

fn invalid(error: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

impl Writer {
    /// Begins a new file: `saved` is what `content` of the plan's file reads as, `now` is the plan. Older files go.
    ///
    /// # Errors
    /// Where the system refuses; the older files are then as they were.
    pub fn begin(
        fs: Arc<dyn Fs>,
        folder: PathBuf,
        content: Option<Hash>,
        saved: Arc<Plan>,
        now: Arc<Plan>,
    ) -> io::Result<Self> {
        let older = files(&*fs, &folder)?;
        let number = older
            .first()
            .map_or(0, |(number, _)| number.saturating_add(1));
        let path = folder.join(format!("{NAME}{number}"));
        let mut file = fs.create(&path, None)?;
        let first = Record::Journal(now.id.clone());
        let second = Record::File(content, Patch::between(&saved, &now));
        let text = lines::line(0, &first)
            .and_then(|text| Ok(text + &lines::line(1, &second)?))
            .map_err(invalid);
        let begun = text.and_then(|text| {
            fs.write(&mut file, text.as_bytes())?;
            fs.sync(&file)?;
            fs.sync_folder(&folder)?;
            Ok((text.len() as u64, Arc::new(file.try_clone()?)))
        });
        let (bytes, handle) = match begun {
            Ok(begun) => begun,
            Err(error) => {
                drop(file);
                let _ = fs.remove(&path);
                return Err(error);
            }
        };
        // From here on the new file says it all.
        for (_, path) in older {
            if let Err(error) = fs.remove(&path) {
                log::warn!("{}: {error}", path.display());
            }
        }
        Ok(Self {
            fs,
            folder,
            file,
            handle,
            path,
            bytes,
            next: 2,
            distrusted: false,
            marked: content,
            content,
            saved,
            last: now,
        })
    }

    fn anew(&mut self, now: Arc<Plan>) -> io::Result<()> {
        let (fs, folder) = (Arc::clone(&self.fs), self.folder.clone());
        let saved = Arc::clone(&self.saved);
        *self = Self::begin(fs, folder, self.content, saved, now)?;
        Ok(())
    }

    /// The file, to sync it on another thread.
    pub fn handle(&self) -> Arc<File> {
        Arc::clone(&self.handle)
    }

    /// Says that a sync of the file failed: everything is written afresh to another one.
    pub fn distrust(&mut self) {
        self.distrusted = true;
    }

    fn write(&mut self, record: &Record) -> io::Result<u64> {
        let text = lines::line(self.next, record).map_err(invalid)?;
        let length = text.len() as u64;
        if let Err(error) = self.fs.write(&mut self.file, text.as_bytes()) {
            self.distrusted = true;
            return Err(error);
        }
        self.next += 1;
        self.bytes += length;
        Ok(length)
    }

    /// The plan changed. How many bytes that took.
    ///
    /// # Errors
    /// Where the system refuses; the next edit then says this one too.
    pub fn edit(&mut self, now: &Arc<Plan>) -> io::Result<u64> {
        if self.distrusted || self.bytes > TOO_LONG {
            self.anew(Arc::clone(now))?;
            return Ok(self.bytes);
        }
        let patch = Patch::between(&self.last, now);
        let mut length = 0;
        if !patch.is_empty() {
            length = self.write(&Record::Edit(patch))?;
        }
        self.last = Arc::clone(now);
        Ok(length)
    }

    /// The plan's file is about to get this content, which reads as `saved`.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn about_to_save(&mut self, content: Hash, saved: &Plan) -> io::Result<()> {
        if self.distrusted {
            self.anew(Arc::clone(&self.last))?;
        }
        let patch = Patch::between(saved, &self.last);
        self.write(&Record::File(Some(content), patch))?;
        self.marked = Some(content);
        Ok(())
    }

    /// The plan's file has this content now, and it is safe elsewhere too as the base of a merge.
    ///
    /// # Errors
    /// Where a new file was to be begun and could not; then the old one goes on.
    pub fn saved(&mut self, content: Hash, saved: Arc<Plan>) -> io::Result<()> {
        self.content = Some(content);
        self.saved = saved;
        // A file that does not know this content would be of no use to the next start.
        self.distrusted |= self.marked != Some(content);
        if self.bytes > LONG || self.distrusted {
            self.anew(Arc::clone(&self.last))?;
        }
        Ok(())
    }

    /// Ends it: a journal that says no more than the plan's file goes.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn end(self) -> io::Result<()> {
        let superfluous = self.content.is_some() && *self.last == *self.saved;
        if superfluous {
            return self.fs.remove(&self.path);
        }
        self.fs.sync_data(&self.file)
    }
}
