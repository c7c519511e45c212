//! Why a file was not saved or not opened, in words for the user.
//!
//! Not here: what is wrong within a file (`format/error.rs`).

use std::io;
use std::path::PathBuf;

use crate::store::format::{ReadError, WriteError};
use crate::store::hash::Hash;

/// Why nothing was saved. The file is what it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Another program changed the file since it was last read or written.
    #[error("{file} was changed by another program. It was not overwritten.")]
    ChangedOutside {
        /// The file's name.
        file: String,
        /// What it holds now.
        found: Hash,
    },
    /// Another program changed the file at the very moment of the save, and again while that was being put right: this
    /// plan is in the file, and the other program's version lies beside it.
    #[error("{file} was changed by another program while it was saved. Its version is in “{}”.", kept.display())]
    BothKept {
        /// The file's name.
        file: String,
        /// Where the other version is.
        kept: PathBuf,
    },
    /// The file that the plan was read from is no longer there.
    #[error("{file} is no longer there. Save it again, or somewhere else.")]
    Gone {
        /// The file's name.
        file: String,
    },
    /// Something has the name already.
    #[error("{file} already exists. It was not overwritten.")]
    Exists {
        /// The file's name.
        file: String,
    },
    /// Another window of this program has the plan now.
    #[error("{file} is open in another window now. It was not saved from this one.")]
    TakenOver {
        /// The file's name.
        file: String,
    },
    /// Far fewer items than were saved last, and nobody said that they deleted them.
    #[error(
        "{file} was not saved: {from} items were saved last, {to} are left. If that is what you want, save it again."
    )]
    Shrunk {
        /// The file's name.
        file: String,
        /// How many items were saved last.
        from: usize,
        /// How many there are now.
        to: usize,
    },
    /// It may not be written to.
    #[error("{file} is read-only. Save the plan under another name.")]
    ReadOnly {
        /// The file's name.
        file: String,
    },
    /// The plan could not be put into the format.
    #[error("{file} was not saved: {error}")]
    Write {
        /// The file's name.
        file: String,
        /// Why.
        error: WriteError,
    },
    /// The system refused.
    #[error("{file} was not saved: {}", say(.error))]
    Io {
        /// The file's name.
        file: String,
        /// What the system said.
        error: io::Error,
    },
}

impl SaveError {
    /// Whether the user has to decide before another try can help.
    pub fn needs_decision(&self) -> bool {
        !matches!(self, Self::Io { .. })
    }
}

/// Why a file was not opened. It was not changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system refused.
    #[error("{file}: {}. Nothing was changed.", say(.error))]
    Io {
        /// The file's name.
        file: String,
        /// What the system said.
        error: io::Error,
    },
    /// It is no plan.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// What the system said, in plain words.
pub fn say(error: &io::Error) -> String {
    let text = match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::QuotaExceeded => "your share of the disk is used up",
        io::ErrorKind::FileTooLarge => "the file would be too large for this disk",
        io::ErrorKind::ReadOnlyFilesystem => "this disk is read-only",
        io::ErrorKind::PermissionDenied => "there is no permission for it",
        io::ErrorKind::NotFound => "there is no such file or folder",
        io::ErrorKind::IsADirectory => "this is a folder",
        io::ErrorKind::NotADirectory => "a folder on the way to it is none",
        _ => match error.raw_os_error() {
            Some(5) if cfg!(unix) => "the disk reports an error",
            _ => return error.to_string(),
        },
    };
    text.to_owned()
}
