//! Opening a plan: who has it, what is in the file, what the last session did not get to save, what another program did
//! meanwhile; and a plan again where the file is damaged, empty or gone. All of it on a worker thread.
//!
//! The order of writing is such that a kill at any step loses nothing: a new journal that knows the file comes first, then
//! the old one goes, then the agreed text follows.
//!
//! Not here: what is kept while it is open (`keep.rs`).

mod desk;
mod outcome;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::domain::Plan;
use crate::domain::merge::merge;

use super::backups::{self, Why};
use super::file::{OpenError, name_of};
use super::format::{self, Loaded};
use super::found::{self, Found};
use super::hash::Hash;
use super::local::Local;
use super::lock::{self, Lock, Other};
use super::remains::{self, Remains};
use desk::{Desk, no_state};
pub use outcome::{Merge, Opened, Opening, Outcome, Restored, Trouble, Wrong};

/// How long a window that is asked to let go may take.
pub const TAKE_OVER: Duration = Duration::from_secs(6);
/// How long this program itself may take to let go of a plan that it has just closed.
const OWN: Duration = Duration::from_secs(6);

/// A window that is just closing has the lock for a moment longer.
const SHORT: Duration = Duration::from_millis(200);

/// Opens a plan. It may wait some seconds for a program that is writing the file, and reads all of it: call it on a thread
/// with room for deeply nested files.
pub fn open(opening: Opening) -> Outcome {
    let mut notes = Vec::new();
    let fs = Arc::clone(&opening.fs);
    let local = local(&opening, &mut notes);
    let now = (opening.time)();
    let mut held = None;
    if let Some(local) = &local {
        match locked(&opening, local.folder()) {
            Ok(Lock::Held(lock)) => held = Some(lock),
            Ok(Lock::Other(other)) if opening.take_over => return Outcome::NoAnswer(other),
            Ok(Lock::Other(other)) => return beside(&opening, other),
            Ok(Lock::Unsupported) => notes.push(
                "This disk has no locks: do not open the plan in two windows at once.".to_owned(),
            ),
            Err(error) => notes.push(no_state(&error)),
        }
    }
    let remains = local.as_ref().map(remains::of).unwrap_or_default();
    let last_hash = local.as_ref().and_then(Local::last_hash);
    let known = |hash| Some(hash) == last_hash || remains.journal.knows(Some(hash));
    let found = found::look(&*fs, &opening.path, &known, &pause);
    if let Some(local) = &local {
        notes.extend(remains::clear_temps(local, &opening.path, now, &known));
    }
    let desk = Desk {
        opening,
        local,
        lock: held,
        refused: remains.refused.clone(),
    };
    match found {
        Found::Plan(loaded, bytes) => opened(desk, *loaded, &bytes, remains, last_hash, notes),
        Found::Bad(error, bytes) => trouble(
            desk,
            Wrong::Damaged,
            error.to_string(),
            Some(&bytes),
            remains,
        ),
        Found::Empty(bytes) => {
            let error = format!("{} is empty.", name_of(&desk.opening.path));
            trouble(desk, Wrong::Empty, error, Some(&bytes), remains)
        }
        Found::Gone => {
            let error = format!("{} is not there.", name_of(&desk.opening.path));
            trouble(desk, Wrong::Gone, error, None, remains)
        }
        Found::Refused(error) => trouble(desk, Wrong::Refused, error.to_string(), None, remains),
    }
}

fn pause(time: Duration) -> bool {
    std::thread::sleep(time);
    true
}

/// The plan's local state, found again where the plan was moved.
fn local(opening: &Opening, notes: &mut Vec<String>) -> Option<Local> {
    let fs = Arc::clone(&opening.fs);
    let local = Local::of(fs, &opening.places, &opening.path);
    if !local.is_known()
        && let Ok(loaded) = super::file::open_plan(&*opening.fs, &opening.path)
    {
        local.attach_moved(&opening.places, &loaded.plan.id);
    }
    match local.make() {
        Ok(()) => Some(local),
        Err(error) => {
            notes.push(no_state(&error));
            None
        }
    }
}

fn locked(opening: &Opening, folder: &Path) -> io::Result<Lock> {
    let (fs, now) = (&opening.fs, (opening.time)());
    let found = lock::lock(&**fs, folder, now)?;
    match &found {
        // This program closed the plan a moment ago, and is still at it.
        Lock::Other(other) if other.pid == Some(std::process::id()) && !opening.take_over => {
            lock::wait(fs, folder, now, OWN)
        }
        Lock::Other(_) if opening.take_over => lock::take_over(fs, folder, now, TAKE_OVER),
        Lock::Other(_) => lock::wait(fs, folder, now, SHORT),
        _ => Ok(found),
    }
}

/// Opens a plan that another window has, to look at.
fn beside(opening: &Opening, other: Other) -> Outcome {
    let loaded = match super::file::open_plan(&*opening.fs, &opening.path) {
        Ok(loaded) => loaded,
        Err(error) => {
            return Outcome::Trouble(Box::new(Trouble {
                wrong: wrong(&error),
                error: error.to_string(),
                other: Some(other),
                copy: None,
                last: None,
                backups: Vec::new(),
                desk: None,
                remains: Remains::default(),
                content: None,
            }));
        }
    };
    let base = Arc::new(loaded.plan.clone());
    Outcome::Opened(Box::new(Opened {
        loaded,
        base,
        keep: None,
        other: Some(other),
        restored: None,
        outside: None,
        merged: None,
        notes: Vec::new(),
        copies: Vec::new(),
    }))
}

fn wrong(error: &OpenError) -> Wrong {
    match error {
        OpenError::Read(_) => Wrong::Damaged,
        OpenError::Io { error, .. } if error.kind() == io::ErrorKind::NotFound => Wrong::Gone,
        OpenError::Io { .. } => Wrong::Refused,
    }
}

fn trouble(
    desk: Desk,
    wrong: Wrong,
    error: String,
    bytes: Option<&[u8]>,
    remains: Remains,
) -> Outcome {
    let content = bytes.map(Hash::of);
    let path = &desk.opening.path;
    let mut copy = None;
    let mut all = Vec::new();
    let mut last = None;
    if let Some(local) = &desk.local {
        copy = bytes
            .filter(|bytes| !bytes.is_empty())
            .and_then(|bytes| local.put_aside(&name_of(path), bytes).ok());
        all = backups::list(&**local.fs(), &local.backups()).unwrap_or_default();
        last = remains.last().map(|replayed| Box::new(replayed.plan));
    }
    Outcome::Trouble(Box::new(Trouble {
        wrong,
        error,
        other: None,
        copy,
        last,
        backups: all,
        desk: Some(Box::new(desk)),
        remains,
        content,
    }))
}

fn opened(
    desk: Desk,
    loaded: Loaded,
    bytes: &[u8],
    remains: Remains,
    last_hash: Option<Hash>,
    mut notes: Vec<String>,
) -> Outcome {
    let hash = loaded.hash;
    let base = Arc::new(loaded.plan.clone());
    let settled = desk.local.as_ref().map(Local::settled).unwrap_or_default();
    let copies = found::copies(&*desk.opening.fs, &desk.opening.path, &settled);
    let mut opened = Opened {
        loaded,
        base: Arc::clone(&base),
        keep: None,
        other: None,
        restored: None,
        outside: None,
        merged: None,
        notes: Vec::new(),
        copies,
    };
    if opened.loaded.read_only.is_some() {
        opened.notes = notes;
        return Outcome::Opened(Box::new(opened));
    }
    let why = match opened.loaded.notes.is_empty() {
        true => Why::Saved,
        false => Why::Original,
    };
    let same = remains.is_of(&base.id);
    let mut used = true;
    if remains.journal.knows(Some(hash)) && same {
        // The file is what this machine wrote into it, or was about to.
        if let Some(replayed) = remains.journal.replay(Some(hash), &base) {
            opened.restored = remains.restored(&replayed);
            opened.loaded.plan = remains.mended(replayed.plan);
        }
    } else if last_hash != Some(hash)
        && let Some((agreed, before)) = remains.base.as_ref().filter(|(_, plan)| plan.id == base.id)
    {
        // Another program wrote it.
        used = remains.fits(*agreed);
        let before = Arc::new(before.clone());
        if let Some(replayed) = remains.last() {
            opened.restored = remains.restored(&replayed);
            let plan = remains.mended(replayed.plan);
            if plan != *before {
                let merged = merge(&before, &plan, &base);
                opened.loaded.plan = merged.plan;
                let (ours, report) = (Arc::new(plan), merged.report);
                opened.merged = Some(Merge { ours, report });
            }
        }
        opened.outside = Some(before);
    } else if last_hash == Some(hash)
        && let Some(replayed) = remains.on(&base)
    {
        opened.restored = remains.restored(&replayed);
        opened.loaded.plan = remains.mended(replayed.plan);
    } else {
        used = false;
    }
    if let Some(local) = &desk.local {
        notes.extend(remains.put_aside(local, used));
    }
    let now = Arc::new(opened.loaded.plan.clone());
    let keep = desk.keep(Some(hash), Some(bytes), base, now, why, &mut notes);
    if let Some(merge) = &opened.merged {
        keep.back_up(&merge.ours, Why::Merge);
    }
    opened.keep = Some(keep);
    opened.notes = notes;
    Outcome::Opened(Box::new(opened))
}

/// The plan as it would be read back, repaired where that is needed.
fn mended(plan: Plan) -> Plan {
    let text = format::write_plan(&plan).ok();
    let read = text.and_then(|text| format::read_plan(&text, "journal").ok());
    read.map_or(plan, |loaded| loaded.plan)
}

impl Remains {
    fn restored(&self, replayed: &super::journal::lines::Replayed) -> Option<Restored> {
        let restored = Restored {
            changes: replayed.changes,
            lost: self.journal.lost,
        };
        (restored.changes > 0 || restored.lost > 0).then_some(restored)
    }

    fn mended(&self, plan: Plan) -> Plan {
        if self.journal.lost > 0 {
            return mended(plan);
        }
        plan
    }
}

/// Begins a plan that has no file yet, or takes the place of one that the user chose to replace (then with
/// [`super::Saver::replace`]).
pub fn begin(opening: Opening, plan: Plan) -> Outcome {
    let mut notes = Vec::new();
    let local = Local::of(Arc::clone(&opening.fs), &opening.places, &opening.path);
    let local = match local.make() {
        Ok(()) => Some(local),
        Err(error) => {
            notes.push(no_state(&error));
            None
        }
    };
    let mut held = None;
    if let Some(local) = &local {
        match locked(&opening, local.folder()) {
            Ok(Lock::Held(lock)) => held = Some(lock),
            Ok(Lock::Other(other)) => return Outcome::NoAnswer(other),
            Ok(Lock::Unsupported) => {}
            Err(error) => notes.push(no_state(&error)),
        }
    }
    let remains = local.as_ref().map(remains::of).unwrap_or_default();
    if let Some(local) = &local {
        // Of a plan that was here before.
        notes.extend(remains.put_aside(local, false));
    }
    let there = super::file::read_bytes(&*opening.fs, &opening.path).ok();
    let content = there.as_deref().map(Hash::of);
    let desk = Desk {
        opening,
        local,
        lock: held,
        refused: remains.refused,
    };
    // The user said what is to be here: what was, is put aside already.
    let remains = Remains::default();
    let trouble = Trouble {
        wrong: Wrong::Gone,
        error: String::new(),
        other: None,
        copy: None,
        last: None,
        backups: Vec::new(),
        desk: Some(Box::new(desk)),
        remains,
        content,
    };
    let mut opened = trouble.go_on(plan);
    opened.notes.extend(notes);
    Outcome::Opened(Box::new(opened))
}
