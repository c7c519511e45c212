//! What the last session left on this machine: its journal, the text that was agreed on last, and temporary files of saves
//! that a kill cut short. Nothing of it is deleted before what it says is safe elsewhere.
//!
//! Not here: what is made of it (`open.rs`).

use std::path::{Path, PathBuf};

use crate::domain::time::Stamp;
use crate::domain::{Plan, PlanId};

use super::backups::{self, Why};
use super::file::{folder_of, name_of, say, temp_of};
use super::format::{self, MAX_FILE_BYTES};
use super::hash::Hash;
use super::journal::lines::{self, Read, Replayed};
use super::journal::{nothing, writer};
use super::local::{Local, canonical};

/// What the last session left.
#[derive(Default)]
pub(super) struct Remains {
    /// The journal, as much of it as can be read.
    pub journal: Read,
    /// Its bytes.
    bytes: Vec<u8>,
    /// The text that was agreed on last.
    pub base: Option<(Hash, Plan)>,
    /// Why there may be a journal that could not be read: it must stay.
    pub refused: Option<String>,
}

/// What is there of a plan.
pub(super) fn of(local: &Local) -> Remains {
    let mut remains = Remains {
        base: local.base(),
        ..Remains::default()
    };
    let fs = local.fs();
    let files = match writer::files(&**fs, local.folder()) {
        Ok(files) => files,
        Err(error) => {
            remains.refused = Some(say(&error));
            return remains;
        }
    };
    for (_, path) in files {
        let bytes = match fs.read(&path, lines::MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(error) => {
                remains.refused = Some(say(&error));
                return remains;
            }
        };
        let read = lines::read(&bytes);
        // A file that a kill cut short at its first lines says nothing yet: then the older one says it all.
        let better = read.records.len() + usize::from(read.lost > 0)
            > remains.journal.records.len() + usize::from(remains.journal.lost > 0);
        if better && remains.journal.records.is_empty() {
            (remains.journal, remains.bytes) = (read, bytes);
        }
    }
    remains
}

impl Remains {
    /// Whether the journal may be of this plan.
    pub fn is_of(&self, id: &PlanId) -> bool {
        self.journal.plan.as_ref().is_none_or(|of| of == id)
    }

    /// The newest plan that this machine knows of, where the file does not say it.
    pub fn last(&self) -> Option<Replayed> {
        let journal = &self.journal;
        let alone = journal.replay(None, &nothing());
        let Some((hash, plan)) = &self.base else {
            return alone;
        };
        let on_base = journal.replay(Some(*hash), plan);
        // The later of the two: the journal began with no file, or one that is no plan, or the text was agreed on since.
        match (alone, on_base) {
            (Some(alone), Some(_)) if journal.place_of(None) > journal.place_of(Some(*hash)) => {
                Some(alone)
            }
            (_, Some(on_base)) => Some(on_base),
            (Some(alone), None) => Some(alone),
            (None, None) => self.on(plan).or_else(|| {
                Some(Replayed {
                    plan: plan.clone(),
                    changes: 0,
                })
            }),
        }
    }

    /// Whether the journal, where it says anything, goes on from the text that was agreed on last.
    pub fn fits(&self, base: Hash) -> bool {
        let read = &self.journal;
        read.records.is_empty() || read.lost > 0 || read.knows(Some(base)) || read.knows(None)
    }

    /// What a journal that lost its beginning makes of the plan that it most likely began with.
    pub fn on(&self, plan: &Plan) -> Option<Replayed> {
        let fits = self.journal.lost > 0 && self.is_of(&plan.id);
        fits.then(|| self.journal.replay_all(plan))
    }

    /// Puts a copy of the journal aside where it was damaged, or where nothing was made of it.
    pub fn put_aside(&self, local: &Local, used: bool) -> Option<String> {
        let edits = |record: &lines::Record| !matches!(record, lines::Record::File(_, patch) if patch.is_empty());
        let left_over = !used && self.journal.records.iter().any(edits);
        if self.journal.lost == 0 && !left_over {
            return None;
        }
        Some(match local.put_aside("journal", &self.bytes) {
            Ok(path) => format!(
                "A journal that {} is kept as “{}”.",
                match left_over {
                    true => "does not belong to this file",
                    false => "is damaged",
                },
                path.display()
            ),
            Err(error) => format!("A damaged journal could not be kept ({}).", say(&error)),
        })
    }
}

/// How old a temporary file must be that may be another computer's, in seconds.
const OLD: i64 = 60;

/// Takes away what saves of programs that are no more left beside the plan: what is known goes, the rest is put aside.
pub(super) fn clear_temps(
    local: &Local,
    path: &Path,
    now: Stamp,
    known: &dyn Fn(Hash) -> bool,
) -> Vec<String> {
    let fs = local.fs();
    let path = canonical(&**fs, path);
    let folder = folder_of(&path);
    let mut notes = Vec::new();
    for entry in fs.list(folder).unwrap_or_default() {
        let Some(process) = entry.name.to_str().and_then(|name| temp_of(name, &path)) else {
            continue;
        };
        if runs(process) {
            continue;
        }
        let temp: PathBuf = folder.join(&entry.name);
        let Ok(bytes) = fs.read(&temp, MAX_FILE_BYTES) else {
            continue;
        };
        let age = entry.look.modified.and_then(|modified| {
            let since = modified.duration_since(std::time::SystemTime::UNIX_EPOCH);
            i64::try_from(since.ok()?.as_secs()).ok()
        });
        let old = age.is_none_or(|then| now.0.saturating_sub(then).abs() > OLD);
        let hash = Hash::of(&bytes);
        let plan = format::read_plan_bytes(&bytes, &name_of(&path)).ok();
        let safe = match (known(hash) || bytes.is_empty(), &plan) {
            (true, Some(plan)) => {
                // What the last save swapped out, or what it did not get to put in place.
                let counts = Some(backups::Counts::of(&plan.plan));
                let from = backups::From::File(&temp, &bytes);
                let _ = backups::add(&**fs, &local.backups(), from, now, counts, Why::Saved);
                true
            }
            (true, None) => true,
            (false, _) if !old => false,
            (false, _) => match local.put_aside(&name_of(&path), &bytes) {
                Ok(aside) => {
                    if plan.is_some() {
                        notes.push(format!(
                            "A version that was not saved to its end is kept as “{}”.",
                            aside.display()
                        ));
                    }
                    true
                }
                Err(_) => false,
            },
        };
        if safe {
            let _ = fs.remove(&temp);
        }
    }
    notes
}

#[cfg(target_os = "linux")]
fn runs(process: u32) -> bool {
    process == std::process::id() || Path::new(&format!("/proc/{process}")).exists()
}

#[cfg(not(target_os = "linux"))]
fn runs(process: u32) -> bool {
    process == std::process::id()
}
