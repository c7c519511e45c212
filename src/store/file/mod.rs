//! Reading a plan's file, and saving it so that at every moment the file is the old one or the new one, whole: a new file
//! beside it, synced, then exchanged with it in one step. What another program wrote meanwhile is never overwritten.
//!
//! Not here: when to save (`saver.rs`), what to do about another program's change (the caller decides), keeping older
//! versions.

mod error;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::domain::Plan;

use super::format::{self, Loaded, MAX_FILE_BYTES, WriteError};
use super::fs::Fs;
use super::hash::Hash;
pub use error::{OpenError, SaveError, say};

/// What the program believes to be in the place that it saves to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Nothing: a new file.
    Absent,
    /// What it last read or wrote.
    Known(Hash),
    /// The user said to overwrite whatever is there.
    Any,
}

/// A save that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What the file holds now: the base of the next save.
    pub hash: Hash,
    /// Something to tell the user although it was saved.
    pub warning: Option<String>,
    /// Whether another program that saved at the very moment would have been noticed: not every disk can do that.
    pub protected: bool,
}

/// What a save puts another file in the place of.
#[derive(Clone, Copy, Debug)]
pub enum Old<'a> {
    /// It lies at this path now, under a name of no use, and holds this. Whoever keeps it moves it away; else it goes.
    Moved(&'a Path, &'a [u8]),
    /// It is about to be replaced, and holds this: the last moment for a copy.
    There(&'a [u8]),
}

/// Keeps what a save swaps out.
pub type KeepOld<'a> = dyn FnMut(Old<'_>) + 'a;

/// The name of a file, as it is said to the user.
pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |n| n.to_string_lossy().into(),
    )
}

/// Reads the bytes of a file, at most [`MAX_FILE_BYTES`] of them and one more (the reader then says that it is too large).
///
/// # Errors
/// Where the system refuses.
pub fn read_bytes(fs: &dyn Fs, path: &Path) -> Result<Vec<u8>, OpenError> {
    let file = name_of(path);
    fs.read(path, MAX_FILE_BYTES)
        .map_err(|error| OpenError::Io { file, error })
}

/// Opens a plan.
///
/// # Errors
/// Where the file cannot be read or is no plan.
pub fn open_plan(fs: &dyn Fs, path: &Path) -> Result<Loaded, OpenError> {
    let bytes = read_bytes(fs, path)?;
    Ok(format::read_plan_bytes(&bytes, &name_of(path))?)
}

/// Saves a plan, after making sure that what is written reads back as the same plan.
///
/// # Errors
/// Where it was not saved; the file is what it was.
pub fn save_plan(fs: &dyn Fs, path: &Path, plan: &Plan, base: Base) -> Result<Saved, SaveError> {
    let text = format::write_plan(plan).map_err(|error| SaveError::Write {
        file: name_of(path),
        error,
    })?;
    save_text(fs, path, (plan, &text), base, &mut |_| {})
}

/// Saves a plan that is already a text. The text is read back while the disk is busy with it, and before it takes the
/// place of what is there: where it is not the same plan, nothing is saved. `keep` is shown what was there.
///
/// # Errors
/// Where it was not saved; the file is what it was.
pub fn save_text(
    fs: &dyn Fs,
    path: &Path,
    (plan, text): (&Plan, &str),
    base: Base,
    keep: &mut KeepOld<'_>,
) -> Result<Saved, SaveError> {
    std::thread::scope(|scope| {
        let check = || format::check_reads_back(text, plan);
        let aside = std::thread::Builder::new().spawn_scoped(scope, check);
        let sure = || match aside {
            Ok(aside) => aside.join().unwrap_or_else(|_| {
                let text = "reading it back ended by a fault".to_owned();
                Err(WriteError::ReadBack(text))
            }),
            Err(_) => check(),
        };
        let file = name_of(path);
        let sure = || sure().map_err(|error| SaveError::Write { file, error });
        save_sure(fs, path, text.as_bytes(), base, keep, sure)
    })
}

/// Saves bytes: the file is the old one or the new one at every moment.
///
/// # Errors
/// Where they were not saved; the file is what it was.
pub fn save_bytes(fs: &dyn Fs, path: &Path, bytes: &[u8], base: Base) -> Result<Saved, SaveError> {
    save_sure(fs, path, bytes, base, &mut |_| {}, || Ok(()))
}

/// As [`save_bytes`], where `sure` says yes once they are on the disk and before anything else is touched; `keep` is shown
/// what was there.
fn save_sure(
    fs: &dyn Fs,
    path: &Path,
    bytes: &[u8],
    base: Base,
    keep: &mut KeepOld<'_>,
    sure: impl FnOnce() -> Result<(), SaveError>,
) -> Result<Saved, SaveError> {
    let save = Save {
        fs,
        target: target(fs, path, base).map_err(|error| failed(path, error))?,
        name: name_of(path),
    };
    let permissions = save.permissions()?;
    let temp = save.new_file(bytes, permissions.as_ref())?;
    // From here on: what is at `temp` goes, except where it is another program's work.
    let hash = Hash::of(bytes);
    let put = |there| match there {
        Some(there) => save.put_over(&temp, bytes, there, keep),
        None => save.put_new(&temp),
    };
    // What is there is read while another thread reads the new text back; it is read again where it moved since. Neither
    // is more than a first look: what counts is what the exchange brings out.
    let before = fs.look(&save.target).ok();
    let first = save.check(base);
    let again = |there| {
        let same = before.is_some() && fs.look(&save.target).ok() == before;
        if same { Ok(there) } else { save.check(base) }
    };
    let outcome = sure().and(first).and_then(again).and_then(put);
    let protected = match outcome {
        Ok(protected) => protected,
        Err(error @ SaveError::BothKept { .. }) => return Err(error),
        Err(error) => {
            let _ = fs.remove(&temp);
            return Err(error);
        }
    };
    let warning = match fs.sync_folder(folder_of(&save.target)) {
        Ok(()) => None,
        Err(error) => {
            let back = fs.read(&save.target, MAX_FILE_BYTES);
            if back.as_ref().map(|back| Hash::of(back)).ok() != Some(hash) {
                return Err(save.failed(error));
            }
            Some(format!(
                "{} is saved, but the disk did not confirm it ({}).",
                save.name,
                say(&error)
            ))
        }
    };
    Ok(Saved {
        hash,
        warning,
        protected,
    })
}

/// Where the bytes go in the end: symbolic links are followed, so that the link stays a link.
/// The folder of a new file is made where it is not there.
fn target(fs: &dyn Fs, path: &Path, base: Base) -> io::Result<PathBuf> {
    let missing = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
    match fs.canonical(path) {
        Err(error) if missing(&error) => {
            let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
            let folder = match fs.canonical(folder_of(path)) {
                Err(error) if missing(&error) && !matches!(base, Base::Known(_)) => {
                    fs.make_folder(folder_of(path))?;
                    fs.canonical(folder_of(path))?
                }
                folder => folder?,
            };
            Ok(folder.join(name))
        }
        found => found,
    }
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn failed(path: &Path, error: io::Error) -> SaveError {
    let file = name_of(path);
    SaveError::Io { file, error }
}

/// One save on its way.
struct Save<'a> {
    fs: &'a dyn Fs,
    target: PathBuf,
    name: String,
}

impl Save<'_> {
    fn failed(&self, error: io::Error) -> SaveError {
        let file = self.name.clone();
        SaveError::Io { file, error }
    }

    /// The mode that the new file takes over from the old one.
    fn permissions(&self) -> Result<Option<std::fs::Permissions>, SaveError> {
        match self.fs.permissions(&self.target) {
            Ok(found) if found.readonly() => Err(SaveError::ReadOnly {
                file: self.name.clone(),
            }),
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Writes the bytes to a new file in the same folder and waits until they are on the disk.
    fn new_file(
        &self,
        bytes: &[u8],
        permissions: Option<&std::fs::Permissions>,
    ) -> Result<PathBuf, SaveError> {
        for _ in 0..100 {
            let temp = self.target.with_file_name(temp_name(&self.target));
            let mut file = match self.fs.create(&temp, permissions) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => {
                    // The name is ours alone: whatever came of it goes.
                    let _ = self.fs.remove(&temp);
                    return Err(self.failed(error));
                }
            };
            let written = self
                .fs
                .write(&mut file, bytes)
                .and_then(|()| self.fs.sync(&file));
            drop(file);
            return match written {
                Ok(()) => Ok(temp),
                Err(error) => {
                    let _ = self.fs.remove(&temp);
                    Err(self.failed(error))
                }
            };
        }
        Err(self.failed(io::ErrorKind::AlreadyExists.into()))
    }

    fn there(&self) -> Result<Option<Hash>, SaveError> {
        match self.fs.read(&self.target, usize::MAX - 1) {
            Ok(bytes) => Ok(Some(Hash::of(&bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// What is there now, where that is what was expected.
    fn check(&self, base: Base) -> Result<Option<Hash>, SaveError> {
        let file = self.name.clone();
        match (base, self.there()?) {
            (Base::Any, there) => Ok(there),
            (Base::Absent, None) => Ok(None),
            (Base::Absent, Some(_)) => Err(SaveError::Exists { file }),
            (Base::Known(_), None) => Err(SaveError::Gone { file }),
            (Base::Known(known), Some(found)) if known == found => Ok(Some(found)),
            (Base::Known(_), Some(found)) => Err(SaveError::ChangedOutside { file, found }),
        }
    }

    /// Whether it was put there in one step.
    fn put_new(&self, temp: &Path) -> Result<bool, SaveError> {
        match self.fs.rename_new(temp, &self.target) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(SaveError::Exists {
                file: self.name.clone(),
            }),
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                if self.there()?.is_some() {
                    let file = self.name.clone();
                    return Err(SaveError::Exists { file });
                }
                let renamed = self.fs.rename_over(temp, &self.target);
                renamed.map(|()| false).map_err(|error| self.failed(error))
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Whether it was put there in one step.
    fn put_over(
        &self,
        temp: &Path,
        bytes: &[u8],
        there: Hash,
        keep: &mut KeepOld<'_>,
    ) -> Result<bool, SaveError> {
        match self.fs.exchange(temp, &self.target) {
            Ok(()) => self.look_at_old(temp, bytes, there, keep).map(|()| true),
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                let old = self.fs.read(&self.target, usize::MAX - 1);
                let old = old.map_err(|error| self.failed(error))?;
                let (file, found) = (self.name.clone(), Hash::of(&old));
                if found != there {
                    return Err(SaveError::ChangedOutside { file, found });
                }
                keep(Old::There(&old));
                let renamed = self.fs.rename_over(temp, &self.target);
                renamed.map(|()| false).map_err(|error| self.failed(error))
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    /// The new file is in its place, and what was there lies at `temp`. Another program may have written it between the
    /// check and the exchange: then it is put back, and this save did not happen.
    fn look_at_old(
        &self,
        temp: &Path,
        bytes: &[u8],
        there: Hash,
        keep: &mut KeepOld<'_>,
    ) -> Result<(), SaveError> {
        let Ok(old) = self.fs.read(temp, usize::MAX - 1) else {
            // It was there a moment ago with what was expected; it stays beside the plan, out of the way.
            return Ok(());
        };
        let found = Hash::of(&old);
        if found == there {
            keep(Old::Moved(temp, &old));
            let _ = self.fs.remove(temp);
            return Ok(());
        }
        let file = self.name.clone();
        let back = self.fs.exchange(temp, &self.target);
        let ours = self.fs.read(temp, usize::MAX - 1);
        if back.is_ok() && ours.is_ok_and(|ours| ours == bytes) {
            return Err(SaveError::ChangedOutside { file, found });
        }
        let kept = temp.to_path_buf();
        Err(SaveError::BothKept { file, kept })
    }
}

/// `.~NAME.PID.N.tmp`: sync programs leave such names alone.
fn temp_name(target: &Path) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{}{}.{count}.tmp", temp_start(target), std::process::id())
}

fn temp_start(target: &Path) -> String {
    let mut name = name_of(target);
    while name.len() > 180 {
        name.pop();
    }
    format!(".~{name}.")
}

/// The process that made a temporary file of this plan, where the name is of one.
pub fn temp_of(name: &str, target: &Path) -> Option<u32> {
    let rest = name.strip_prefix(&temp_start(target))?;
    let (process, count) = rest.strip_suffix(".tmp")?.split_once('.')?;
    count.parse::<u64>().ok()?;
    process.parse().ok()
}
