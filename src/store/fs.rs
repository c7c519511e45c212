//! The few file operations that saving is made of, behind a trait, so that tests can let each of them fail.
//!
//! Not here: in which order they are done, and what a failure means (`file.rs`).

use std::ffi::OsString;
use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How a file looks from outside. The same look does not prove the same content: times can be set back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its length in bytes.
    pub bytes: u64,
    /// When it was written to, where the file system says so.
    pub modified: Option<SystemTime>,
    /// Which file it is on its disk, and when anything of it last changed (which no program can set back); zeros where the
    /// system does not say.
    pub number: [i64; 3],
    /// Whether it is a file, and not a folder or something else.
    pub is_file: bool,
}

impl Look {
    fn of(found: &std::fs::Metadata) -> Self {
        Self {
            bytes: found.len(),
            modified: found.modified().ok(),
            number: system::number(found),
            is_file: found.is_file(),
        }
    }
}

/// One name in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub name: OsString,
    /// What has it.
    pub look: Look,
}

/// File operations. Each does one thing and reports its error as it is.
pub trait Fs: Send + Sync {
    /// The path without symbolic links; an error where nothing is there.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;
    /// The whole content, up to `most` bytes and one more.
    fn read(&self, path: &Path, most: usize) -> io::Result<Vec<u8>>;
    /// Who may do what with it.
    fn permissions(&self, path: &Path) -> io::Result<Permissions>;
    /// A new file; an error where something has that name.
    fn create(&self, path: &Path, permissions: Option<&Permissions>) -> io::Result<File>;
    /// Writes all of it.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()>;
    /// Waits until the file is on the disk. After an error the file must not be trusted, and not be tried again.
    fn sync(&self, file: &File) -> io::Result<()>;
    /// Exchanges two files in one step. [`io::ErrorKind::Unsupported`] where this system cannot.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    /// Gives a file a name that nothing has. [`io::ErrorKind::Unsupported`] where this system cannot do it in one step.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file a name, in the place of what has it.
    fn rename_over(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Waits until the names in a folder are on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Makes a folder, and those above it.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// Deletes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// How it looks, links followed.
    fn look(&self, path: &Path) -> io::Result<Look>;
    /// The files in a folder, in no order.
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>>;
    /// Gives a file a second name, that nothing has.
    fn link(&self, file: &Path, name: &Path) -> io::Result<()>;
    /// Waits until what was written to the file is on the disk. As for [`Self::sync`], an error is for ever.
    fn sync_data(&self, file: &File) -> io::Result<()>;
    /// Opens a lock file, and makes it where it is not there. Its content stays.
    fn open_lock(&self, path: &Path) -> io::Result<File>;
    /// Locks it for this program alone, until the file is dropped or the program ends, however it ends.
    /// [`io::ErrorKind::WouldBlock`] where another has it, [`io::ErrorKind::Unsupported`] where this file system has none.
    fn try_lock(&self, file: &File) -> io::Result<()>;
    /// Replaces the content of an open file.
    fn rewrite(&self, file: &mut File, bytes: &[u8]) -> io::Result<()>;
}

/// The file system of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Fs for Disk {
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }

    fn read(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        let file = File::open(path)?;
        let expected = file.metadata().map_or(0, |found| found.len()).min(most);
        // The room for it at once, and a little more to see its end.
        let mut bytes = Vec::new();
        let room = usize::try_from(expected).unwrap_or(0).saturating_add(64);
        bytes
            .try_reserve(room)
            .map_err(|_| io::ErrorKind::OutOfMemory)?;
        let mut file = file.take(most.saturating_add(1));
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn permissions(&self, path: &Path) -> io::Result<Permissions> {
        Ok(std::fs::metadata(path)?.permissions())
    }

    fn create(&self, path: &Path, permissions: Option<&Permissions>) -> io::Result<File> {
        let file = OpenOptions::new().write(true).create_new(true).open(path)?;
        if let Some(permissions) = permissions {
            // A file system without modes must not keep the user from saving.
            let _ = file.set_permissions(permissions.clone());
        }
        Ok(file)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        system::exchange(one, other)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        system::rename_new(from, to)
    }

    fn rename_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        system::sync_folder(folder)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir_all(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        Ok(Look::of(&std::fs::metadata(path)?))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            // It may be gone again already.
            let Ok(found) = entry.metadata() else {
                continue;
            };
            let (name, look) = (entry.file_name(), Look::of(&found));
            entries.push(Entry { name, look });
        }
        Ok(entries)
    }

    fn link(&self, file: &Path, name: &Path) -> io::Result<()> {
        std::fs::hard_link(file, name)
    }

    fn sync_data(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }

    fn open_lock(&self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        options.open(path)
    }

    fn try_lock(&self, file: &File) -> io::Result<()> {
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => io::ErrorKind::WouldBlock.into(),
            // ENOLCK: said by network folders.
            TryLockError::Error(error) if cfg!(unix) && error.raw_os_error() == Some(37) => {
                io::Error::new(io::ErrorKind::Unsupported, error)
            }
            TryLockError::Error(error) => error,
        })
    }

    fn rewrite(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        use std::io::Seek as _;
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(bytes)
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
mod system {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    fn with(flags: RenameFlags, from: &Path, to: &Path) -> io::Result<()> {
        renameat_with(CWD, from, CWD, to, flags).map_err(|errno| match errno {
            // File systems without these flags (FAT, NFS, some in user space) say it in one of these ways.
            Errno::INVAL | Errno::NOSYS | Errno::PERM | Errno::OPNOTSUPP => {
                io::Error::new(io::ErrorKind::Unsupported, io::Error::from(errno))
            }
            errno => io::Error::from(errno),
        })
    }

    pub fn number(found: &std::fs::Metadata) -> [i64; 3] {
        use std::os::unix::fs::MetadataExt as _;
        [found.ino().cast_signed(), found.ctime(), found.ctime_nsec()]
    }

    pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
        with(RenameFlags::EXCHANGE, one, other)
    }

    pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
        with(RenameFlags::NOREPLACE, from, to)
    }

    pub fn sync_folder(folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
mod system {
    use std::io;
    use std::path::Path;

    pub fn number(_: &std::fs::Metadata) -> [i64; 3] {
        [0; 3]
    }

    pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub fn rename_new(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Folders cannot be synced everywhere; the rename itself is journalled there.
    pub fn sync_folder(_: &Path) -> io::Result<()> {
        Ok(())
    }
}
