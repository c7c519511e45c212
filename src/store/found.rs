//! What is in a plan's file right now, where another program may be in the middle of writing it; and copies beside it that a
//! sync program made because two sides changed it.
//!
//! Not here: what is done about it (`open.rs`, `watch.rs`).

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::file::{OpenError, folder_of, name_of, read_bytes};
use super::format::{self, Loaded, MAX_FILE_BYTES};
use super::fs::Fs;
use super::hash::Hash;

/// Two reads this far apart that are equal: nobody is writing.
pub const CALM: Duration = Duration::from_millis(150);
/// So often a file that is no plan is read again before it is called damaged: 3 seconds.
const TRIES: u32 = 20;
/// So often a file that changes all the time is read again: 9 seconds.
const CHANGES: u32 = 60;

/// What is in a file.
#[derive(Debug)]
pub enum Found {
    /// A plan, and its bytes.
    Plan(Box<Loaded>, Vec<u8>),
    /// Something that is no plan, or a damaged one.
    Bad(OpenError, Vec<u8>),
    /// Nothing at all: 0 bytes, or blanks.
    Empty(Vec<u8>),
    /// There is no file.
    Gone,
    /// The system refuses to read it.
    Refused(OpenError),
}

/// Reads a plan's file once nobody writes to it any more. A content that is `known` needs no second look. `pause` waits,
/// and says whether to go on; where it says no, what was read last is what is found.
pub fn look(
    fs: &dyn Fs,
    path: &Path,
    known: &dyn Fn(Hash) -> bool,
    pause: &dyn Fn(Duration) -> bool,
) -> Found {
    let mut before: Option<Hash> = None;
    let (mut tries, mut changes) = (0, 0);
    loop {
        let bytes = match read_bytes(fs, path) {
            Ok(bytes) => bytes,
            Err(OpenError::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => {
                // Between the two steps of a program that deletes and writes afresh there is no file either.
                tries += 1;
                if tries < TRIES / 2 && before.is_some() && pause(CALM) {
                    continue;
                }
                return Found::Gone;
            }
            Err(error) => return Found::Refused(error),
        };
        let hash = Hash::of(&bytes);
        let calm = known(hash) || before == Some(hash);
        if !calm && changes < CHANGES {
            changes += 1;
            before = Some(hash);
            if pause(CALM) {
                continue;
            }
        }
        let error = match format::read_plan_bytes(&bytes, &name_of(path)) {
            Ok(loaded) => return Found::Plan(Box::new(loaded), bytes),
            Err(error) => error,
        };
        tries += 1;
        if tries < TRIES && pause(CALM) {
            continue;
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Found::Empty(bytes);
        }
        return Found::Bad(error.into(), bytes);
    }
}

/// Copies of a plan that a sync program put beside it, without those that hold what was taken in already.
pub fn copies(fs: &dyn Fs, path: &Path, settled: &[Hash]) -> Vec<PathBuf> {
    let taken = |copy: &PathBuf| {
        let bytes = || fs.read(copy, MAX_FILE_BYTES);
        !settled.is_empty() && bytes().is_ok_and(|bytes| settled.contains(&Hash::of(&bytes)))
    };
    let folder = folder_of(path);
    let name = name_of(path);
    let mut copies: Vec<PathBuf> = fs
        .list(folder)
        .unwrap_or_default()
        .into_iter()
        .filter(|entry| entry.look.is_file)
        .filter(|entry| {
            entry
                .name
                .to_str()
                .is_some_and(|other| is_copy(other, &name))
        })
        .map(|entry| folder.join(entry.name))
        .filter(|copy| !taken(copy))
        .collect();
    copies.sort();
    copies
}

/// Whether a file of this name is a copy of the other that a sync program made: Syncthing, Dropbox, Nextcloud, ownCloud,
/// Seafile, pCloud and their like.
pub fn is_copy(name: &str, of: &str) -> bool {
    super::conflicts::is_copy_of(of, name)
}
