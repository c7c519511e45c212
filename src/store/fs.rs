//! The few file operations that saving is made of, behind a trait, so that tests can let each of them fail.
//!
//! Not here: in which order they are done, and what a failure means (`file.rs`).

use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

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
}

/// The file system of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Fs for Disk {
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }

    fn read(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        let mut file = File::open(path)?.take(most.saturating_add(1));
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
