//! Keeping a plan: opening with its journal and lock, what other programs and windows do to it, and what to do about a
//! damaged file. All of it happens on other threads, in `store/`; here it is decided what becomes of it.
//!
//! Reading order: `opening.rs`, `outside.rs`, `answers.rs`.
//!
//! Not here: when it is saved (`files.rs`), how notices look (`ui/shell/notices`).

mod answers;
mod opening;
mod outside;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::app_state::AppState;
use super::document::Revision;
use super::jobs::Event;
use crate::domain::Plan;
use crate::domain::merge::{Changes, Merged};
use crate::store::exchange;
use crate::store::hash::Hash;
use crate::store::lock::Other;
use crate::store::open::Trouble;

/// Changes that are looked at, without a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownChanges {
    /// What they are.
    pub title: String,
    /// The changes.
    pub changes: Arc<Changes>,
    /// What could not be merged without a choice, one line each.
    pub conflicts: Arc<Vec<String>>,
}

/// A plan whose file cannot be opened, and what there is in its place.
pub struct Troubled {
    /// The file.
    pub path: PathBuf,
    /// What is wrong, and what there is.
    pub trouble: Box<Trouble>,
    /// Both sides of the file, merged, where it is marked by git and both can be read.
    pub marked: Option<Box<Merged>>,
    /// How the file differs from the last good copy, where that was asked for: lines that begin with ` `, `-`, `+` or `@`.
    pub differs: Option<Result<Vec<String>, String>>,
}

/// A merge of another program's version, worked out for a state of the plan.
pub struct OutsideMerge {
    /// The plan's file.
    pub path: PathBuf,
    /// The state of the plan that it was worked out for.
    pub of: Revision,
    /// What the file holds.
    pub theirs: Arc<Plan>,
    /// Its hash.
    pub hash: Hash,
    /// What the file held before.
    pub base: Arc<Plan>,
    /// Both, merged.
    pub merged: Merged,
    /// What that changes here.
    pub changes: Arc<Changes>,
}

impl AppState {
    /// Works out, off the frame, how the damaged file differs from the last good copy.
    pub(super) fn show_differences(&mut self) {
        let Some(troubled) = &self.trouble else {
            return;
        };
        let path = troubled.path.clone();
        let last = troubled.trouble.last.as_deref().cloned();
        let backup = troubled.trouble.backups.first().cloned();
        self.jobs.start("differences", move || {
            let good = match (last, backup) {
                (Some(plan), _) => Ok(plan),
                (None, Some(backup)) => exchange::open_version(&backup),
                (None, None) => Err("There is nothing to compare it with.".to_owned()),
            };
            let result = good.and_then(|good| exchange::differences(&path, &good));
            Event::Differs { path, result }
        });
    }

    pub(super) fn differ(&mut self, path: &Path, result: Result<Vec<String>, String>) {
        if let Some(troubled) = self
            .trouble
            .as_mut()
            .filter(|troubled| troubled.path == path)
        {
            troubled.differs = Some(result);
        }
    }
}

/// Another window, in words.
pub fn who(other: Other) -> String {
    let pid = other.pid.map(|pid| format!("process {pid}"));
    let since = other
        .since
        .map(|since| format!("since {}", exchange::local_time(since)));
    let known: Vec<String> = pid.into_iter().chain(since).collect();
    if known.is_empty() {
        return "Another window".to_owned();
    }
    format!("Another window ({})", known.join(", "))
}
