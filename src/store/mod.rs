//! Files: the plan format, saving without ever tearing a file, the settings, and the embedded study path. This is the only
//! place that touches the file system.
//!
//! Not here: when to save and what to show (`state/`), anything of the screen, planning.

pub mod backups;
pub mod builtin;
pub mod conflicts;
pub mod example;
pub mod exchange;
pub mod export;
pub mod file;
pub mod format;
pub mod formats;
pub mod fs;
pub mod hash;
pub mod import;
pub mod journal;
pub mod links;
pub mod local;
pub mod lock;
pub mod merged;
pub mod places;
pub mod saver;
pub mod settings;
pub mod sound;

pub mod found;
pub mod keep;
pub mod news;
pub mod open;
mod remains;
pub mod watch;
pub use saver::{SaveEvent, Saver};
