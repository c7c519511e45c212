//! What this machine keeps of a plan beside its file, below the state folder and never in a synced one: the lock, the
//! journal, the text that was last agreed on, backups, and what was damaged.
//!
//! A plan's folder is named by its path. A plan that was moved is found again by its id.
//!
//! Not here: what is in these files (`journal`, `lock.rs`, `backups.rs`).

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::time::Stamp;
use crate::domain::{Plan, PlanId};

use super::file::{Base, save_bytes};
use super::format::{self, MAX_FILE_BYTES};
use super::fs::Fs;
use super::hash::Hash;
use super::places::Places;

/// Tells the time: seconds since 1970. Only names and ages of backups depend on it.
pub type Time = Arc<dyn Fn() -> Stamp + Send + Sync>;

/// The most bytes of one of the small files.
const MAX_SMALL: usize = 64 << 10;
/// So many copies that were taken in are remembered.
const MAX_SETTLED: usize = 200;

crate::record! {
    not merged:
    /// Whose folder it is.
    pub struct Where {
        /// The plan's file.
        pub path: String,
        /// The plan.
        pub id: PlanId,
    }
}

/// The folder of a plan's local state.
#[derive(Clone)]
pub struct Local {
    fs: Arc<dyn Fs>,
    folder: PathBuf,
}

/// The path without symbolic links; where there is no file, that of its folder and its name.
pub fn canonical(fs: &dyn Fs, path: &Path) -> PathBuf {
    if let Ok(found) = fs.canonical(path) {
        return found;
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let (Some(folder), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return absolute;
    };
    match fs.canonical(folder) {
        Ok(folder) => folder.join(name),
        Err(_) => absolute,
    }
}

impl Local {
    /// The folder for the plan in this file. It need not be there.
    pub fn of(fs: Arc<dyn Fs>, places: &Places, path: &Path) -> Self {
        let path = canonical(&*fs, path);
        let hash = Hash::of(path.as_os_str().as_encoded_bytes()).to_string();
        let name = hash.get(..16).unwrap_or(&hash);
        let folder = places.state().join("plans").join(name);
        Self { fs, folder }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of the backups.
    pub fn backups(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// The folder of what was damaged.
    pub fn quarantine(&self) -> PathBuf {
        self.folder.join("quarantine")
    }

    /// The file system.
    pub fn fs(&self) -> &Arc<dyn Fs> {
        &self.fs
    }

    /// Makes the folder where it is not there.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn make(&self) -> io::Result<()> {
        if self.fs.look(&self.folder).is_ok() {
            return Ok(());
        }
        self.fs.make_folder(&self.folder)
    }

    /// Whether this machine knows the plan at this path.
    pub fn is_known(&self) -> bool {
        self.fs.look(&self.folder.join("where.ron")).is_ok()
    }

    /// Whose folder it is, where that can be read.
    pub fn whose(&self) -> Option<Where> {
        let bytes = self.fs.read(&self.folder.join("where.ron"), MAX_SMALL);
        let text = String::from_utf8(bytes.ok()?).ok()?;
        format::parse(&text, "where.ron").ok()
    }

    /// Notes whose folder it is.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn belongs_to(&self, path: &Path, id: &PlanId) -> io::Result<()> {
        // A path that is no text cannot be noted; such a plan is not found again when it is moved.
        let path = canonical(&*self.fs, path).to_string_lossy().into_owned();
        let whose = Where {
            path,
            id: id.clone(),
            unknown: Default::default(),
        };
        if self.whose().as_ref() == Some(&whose) {
            return Ok(());
        }
        let text = format::write(&whose).map_err(|error| io::Error::other(error.to_string()))?;
        self.put("where.ron", text.as_bytes())
    }

    /// Takes over the folder of a plan with this id whose file is no longer where it was: it was moved to here. Does
    /// nothing where this folder is known already. Whether it was taken over.
    pub fn attach_moved(&self, places: &Places, id: &PlanId) -> bool {
        if self.is_known() {
            return false;
        }
        let all = places.state().join("plans");
        for entry in self.fs.list(&all).unwrap_or_default() {
            let other = Self {
                fs: Arc::clone(&self.fs),
                folder: all.join(&entry.name),
            };
            let Some(whose) = other.whose().filter(|whose| whose.id == *id) else {
                continue;
            };
            let gone = matches!(self.fs.look(Path::new(&whose.path)),
                Err(error) if error.kind() == io::ErrorKind::NotFound);
            if gone && other.folder != self.folder && self.rename_from(&other.folder) {
                return true;
            }
        }
        false
    }

    /// Takes over a folder, unless another window is at it.
    fn rename_from(&self, other: &Path) -> bool {
        let Ok(file) = self.fs.open_lock(&other.join("lock")) else {
            return false;
        };
        match self.fs.try_lock(&file) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => false,
            _ => self.fs.rename_over(other, &self.folder).is_ok(),
        }
    }

    /// The text that this machine last read or saved, with its hash; none where it is not there or damaged.
    pub fn base(&self) -> Option<(Hash, Plan)> {
        let bytes = self.fs.read(&self.folder.join("base.ron"), MAX_FILE_BYTES);
        let bytes = bytes.ok()?;
        let loaded = format::read_plan_bytes(&bytes, "base.ron").ok()?;
        Some((loaded.hash, loaded.plan))
    }

    /// Whether the text that was agreed on last is this one.
    pub fn agrees(&self, hash: Hash) -> bool {
        let base = self.fs.read(&self.folder.join("base.ron"), MAX_FILE_BYTES);
        self.last_hash() == Some(hash) && base.is_ok_and(|bytes| Hash::of(&bytes) == hash)
    }

    /// The hash of what this machine last saved.
    pub fn last_hash(&self) -> Option<Hash> {
        let bytes = self.fs.read(&self.folder.join("last.hash"), MAX_SMALL);
        Hash::parse(String::from_utf8(bytes.ok()?).ok()?.trim())
    }

    /// Keeps the text that the plan's file now holds.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn agree(&self, bytes: &[u8], hash: Hash) -> io::Result<()> {
        self.put("last.hash", format!("{hash}\n").as_bytes())?;
        self.put("base.ron", bytes)
    }

    /// What copies of the plan held that a sync program made and that were taken in: they are not offered again.
    pub fn settled(&self) -> Vec<Hash> {
        let bytes = self.fs.read(&self.folder.join("copies.hash"), MAX_SMALL);
        let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let lines = text.iter().flat_map(|text| text.lines());
        lines.filter_map(Hash::parse).collect()
    }

    /// Notes that a copy which holds this was taken in. Only the newest [`MAX_SETTLED`] are remembered.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn settle(&self, hash: Hash) -> io::Result<()> {
        let mut all = self.settled();
        all.retain(|one| *one != hash);
        all.push(hash);
        let newest = all.iter().skip(all.len().saturating_sub(MAX_SETTLED));
        let text: String = newest.map(|hash| format!("{hash}\n")).collect();
        self.put("copies.hash", text.as_bytes())
    }

    /// Copies bytes to the quarantine under a name that is free. Nothing is ever deleted there.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn put_aside(&self, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        let folder = self.quarantine();
        let short = Hash::of(bytes).to_string();
        let path = folder.join(format!("{}-{name}", short.get(..8).unwrap_or(&short)));
        if self.fs.look(&path).is_ok() {
            // The same content, from an earlier try.
            return Ok(path);
        }
        match save_bytes(&*self.fs, &path, bytes, Base::Absent) {
            Ok(_) => Ok(path),
            Err(error) => Err(io::Error::other(error.to_string())),
        }
    }

    /// Writes a small file of the folder: it is the old or the new one at every moment. Not synced: each is checked by a
    /// hash, or can be done without.
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let temp = self.folder.join(format!(".~{name}.tmp"));
        match self.fs.remove(&temp) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = self.fs.create(&temp, None)?;
        let written = self.fs.write(&mut file, bytes);
        drop(file);
        written.and_then(|()| self.fs.rename_over(&temp, &self.folder.join(name)))
    }
}
