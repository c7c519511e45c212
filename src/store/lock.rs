//! One window a plan: a lock file in the plan's local state, never the plan itself (a lock on the plan is gone with the
//! first save, which puts another file in its place). It is let go when the program ends, however it ends.
//!
//! Who wants to take over leaves a request; who holds the lock sees it within [`super::watch::EVERY`], saves and lets go.
//!
//! Not here: two computers on one synced folder, which no lock can help (their changes are merged).

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::domain::time::Stamp;

use super::fs::Fs;

/// How the lock file is called.
const NAME: &str = "lock";
/// How a request to let go is called.
const REQUEST: &str = "take-over";
/// The most bytes of either.
const MAX_BYTES: usize = 1_000;
/// Between two looks whether it was let go.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A lock that is held. Dropping it lets go.
#[derive(Debug)]
pub struct Held {
    file: File,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Said outright: a program that is being started at this moment has the file open, too, for some milliseconds.
        let _ = self.file.unlock();
    }
}

/// What became of a try to lock.
#[derive(Debug)]
pub enum Lock {
    /// This window has it.
    Held(Held),
    /// Another window has it.
    Other(Other),
    /// This file system has no locks: nothing keeps two windows apart.
    Unsupported,
}

/// Who has the lock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Other {
    /// The number of its process, where it could be read.
    pub pid: Option<u32>,
    /// Since when it has it.
    pub since: Option<Stamp>,
}

/// Tries to lock a plan's local state.
///
/// # Errors
/// Where the system refuses to make the lock file.
pub fn lock(fs: &dyn Fs, folder: &Path, now: Stamp) -> io::Result<Lock> {
    let path = folder.join(NAME);
    let mut file = fs.open_lock(&path)?;
    match fs.try_lock(&file) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            return Ok(Lock::Other(other(fs, &path)));
        }
        Err(error) if error.kind() == io::ErrorKind::Unsupported => return Ok(Lock::Unsupported),
        Err(error) => return Err(error),
    }
    // Only to be shown: without it the lock is as good.
    let text = format!("{} {}\n", std::process::id(), now.0);
    if let Err(error) = fs.rewrite(&mut file, text.as_bytes()) {
        log::warn!("{}: {error}", path.display());
    }
    let _ = fs.remove(&folder.join(REQUEST));
    Ok(Lock::Held(Held { file }))
}

fn other(fs: &dyn Fs, path: &Path) -> Other {
    let bytes = fs.read(path, MAX_BYTES).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut words = text.split_whitespace();
    Other {
        pid: words.next().and_then(|word| word.parse().ok()),
        since: words.next().and_then(|word| word.parse().ok()).map(Stamp),
    }
}

/// Whether somebody asks this window to let go.
pub fn is_asked(fs: &dyn Fs, folder: &Path) -> bool {
    fs.look(&folder.join(REQUEST)).is_ok()
}

/// Asks the window that has the lock to let go, and waits until it did, at most so long. Still [`Lock::Other`] then: it
/// does not answer.
///
/// # Errors
/// Where the system refuses.
pub fn take_over(
    fs: &Arc<dyn Fs>,
    folder: &Path,
    now: Stamp,
    timeout: Duration,
) -> io::Result<Lock> {
    let request: PathBuf = folder.join(REQUEST);
    match fs.create(&request, None) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    let found = wait(fs, folder, now, timeout)?;
    if let Lock::Other(_) = &found {
        let _ = fs.remove(&request);
    }
    Ok(found)
}

/// Waits until whoever has the lock lets go, at most so long.
///
/// # Errors
/// Where the system refuses.
pub fn wait(fs: &Arc<dyn Fs>, folder: &Path, now: Stamp, timeout: Duration) -> io::Result<Lock> {
    let mut left = timeout;
    loop {
        let found = lock(&**fs, folder, now)?;
        let (Lock::Other(_), Some(less)) = (&found, left.checked_sub(LOOK_EVERY)) else {
            return Ok(found);
        };
        left = less;
        std::thread::sleep(LOOK_EVERY);
    }
}
