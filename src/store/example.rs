//! The one file of the example, and what this machine keeps of it: all of it goes when nobody looks around any more. There
//! is nothing of the user's own in it; who wants to keep it makes a plan of it first.
//!
//! Not here: what it holds (`data/samples`), when it is opened and left (`state/example.rs`).

use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::domain::time::Stamp;

use super::fs::{Disk, Fs};
use super::local::Local;
use super::lock::{self, Lock};
use super::places::{EXTENSION, Places};

/// How long this program itself may take to let go of the example that it has just closed.
const OWN: Duration = Duration::from_secs(6);
/// How long another window may.
const SHORT: Duration = Duration::from_millis(200);

/// Deletes the example's file and its local state, and copies that earlier versions of the program left. One that another
/// window has open stays. It may wait some seconds: call it on a thread.
pub fn put_away(places: &Places, now: Stamp) {
    let folder = places.examples();
    let fs: Arc<dyn Fs> = Arc::new(Disk);
    for entry in fs.list(&folder).unwrap_or_default() {
        let path = folder.join(&entry.name);
        let is_example = entry.name.to_string_lossy().starts_with("Example")
            && path.extension() == Some(OsStr::new(EXTENSION));
        if is_example && is_free(&fs, &path, places, now) {
            let local = Local::of(Arc::clone(&fs), places, &path);
            for gone in [
                std::fs::remove_file(&path),
                std::fs::remove_dir_all(local.folder()),
            ] {
                if let Err(error) = gone {
                    log::warn!("{}: {error}", path.display());
                }
            }
        }
    }
    // Only where nothing is left in it.
    let _ = std::fs::remove_dir(&folder);
}

/// Whether no window has it.
fn is_free(fs: &Arc<dyn Fs>, path: &Path, places: &Places, now: Stamp) -> bool {
    let local = Local::of(Arc::clone(fs), places, path);
    if local.make().is_err() {
        return false;
    }
    let found = match lock::lock(&**fs, local.folder(), now) {
        Ok(Lock::Other(other)) => {
            let own = other.pid == Some(std::process::id());
            lock::wait(fs, local.folder(), now, if own { OWN } else { SHORT })
        }
        found => found,
    };
    !matches!(found, Ok(Lock::Other(_)) | Err(_))
}
