//! What opening a plan needs and what comes of it.
//!
//! Not here: how it is opened (`mod.rs`).

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::Plan;
use crate::domain::merge::Report;
use crate::store::backups::{Backup, Why};
use crate::store::format::Loaded;
use crate::store::fs::Fs;
use crate::store::hash::Hash;
use crate::store::journal::nothing;
use crate::store::keep::{Keep, OnNews};
use crate::store::local::Time;
use crate::store::lock::Other;
use crate::store::places::Places;

use super::desk::Desk;
use crate::store::remains::Remains;

/// What to open a plan with.
#[derive(Clone)]
pub struct Opening {
    /// The plan's file.
    pub path: PathBuf,
    /// The folders of this user.
    pub places: Places,
    /// The file system.
    pub fs: Arc<dyn Fs>,
    /// The clock.
    pub time: Time,
    /// Takes what happens to the plan from then on.
    pub on_news: OnNews,
    /// Whether another window is to let go of it.
    pub take_over: bool,
}

/// What came of opening.
pub enum Outcome {
    /// It is open.
    Opened(Box<Opened>),
    /// The file is there and is no plan, or is not there. Nothing was changed.
    Trouble(Box<Trouble>),
    /// The other window does not let go.
    NoAnswer(Other),
}

/// A plan that is open.
pub struct Opened {
    /// The plan as it is now: what the last session did not save is in it, and what another program changed. Its hash is
    /// that of the file.
    pub loaded: Loaded,
    /// What the file holds.
    pub base: Arc<Plan>,
    /// To hand to [`crate::store::Saver::keep`]. None: it may only be looked at.
    pub keep: Option<Arc<Keep>>,
    /// Another window has it: it may only be looked at here.
    pub other: Option<Other>,
    /// How many changes of the last session were restored.
    pub restored: Option<Restored>,
    /// The file was changed by another program since this machine last saved it: what it held then. What was not saved of
    /// the last session is merged.
    pub outside: Option<Arc<Plan>>,
    /// What was merged, where the last session had changes that were not saved and another program had some, too.
    pub merged: Option<Merge>,
    /// Sentences for the user.
    pub notes: Vec<String>,
    /// Copies beside the file that a sync program made.
    pub copies: Vec<PathBuf>,
}

impl Opened {
    /// Whether the file does not hold this plan yet.
    pub fn is_dirty(&self) -> bool {
        self.loaded.plan != *self.base
    }
}

/// The plan of the last session and another program's, made one.
pub struct Merge {
    /// The plan of the last session; it is a backup, too.
    pub ours: Arc<Plan>,
    /// What was done.
    pub report: Report,
}

/// Changes of the last session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// How many are in the plan again.
    pub changes: u64,
    /// How many are lost, where the journal was damaged.
    pub lost: u64,
}

impl std::fmt::Display for Restored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { changes, lost } = *self;
        match (changes, lost) {
            (1, 0) => f.write_str("1 change from the last session was restored."),
            (n, 0) => write!(f, "{n} changes from the last session were restored."),
            (n, lost) => write!(
                f,
                "{n} of {} changes from the last session were restored; the rest is damaged.",
                n.saturating_add(lost)
            ),
        }
    }
}

/// What is wrong with a plan's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is no plan, or a damaged one.
    Damaged,
    /// It is empty.
    Empty,
    /// It is not there.
    Gone,
    /// It cannot be read.
    Refused,
}

/// A plan that cannot be opened from its file.
pub struct Trouble {
    /// What is wrong.
    pub wrong: Wrong,
    /// In a sentence.
    pub error: String,
    /// The window that has the plan open: it holds what the file lacks.
    pub other: Option<Other>,
    /// Where a copy of a damaged file is.
    pub copy: Option<PathBuf>,
    /// The plan as this machine had it last, unsaved changes included.
    pub last: Option<Box<Plan>>,
    /// The earlier versions, the newest first.
    pub backups: Vec<Backup>,
    pub(super) desk: Option<Box<Desk>>,
    pub(super) remains: Remains,
    pub(super) content: Option<Hash>,
}

impl Trouble {
    /// Goes on with this plan in place of the file: [`Self::last`], or one of the backups. The file is replaced by the next
    /// save, and is a backup from then on.
    pub fn go_on(self, plan: Plan) -> Opened {
        let base = Arc::new(nothing());
        let now = Arc::new(plan);
        let loaded = Loaded {
            migrated_from: None,
            plan: Plan::clone(&now),
            notes: Vec::new(),
            read_only: None,
            hash: self.content.unwrap_or_else(|| Hash::of(b"")),
        };
        let mut notes = Vec::new();
        let taken = self.last.as_deref() == Some(&*now);
        let keep = self.desk.map(|desk| {
            if let Some(local) = &desk.local {
                // What the user did not choose is not lost for that.
                notes.extend(self.remains.put_aside(local, taken));
            }
            desk.keep(
                self.content,
                None,
                Arc::clone(&base),
                now,
                Why::Original,
                &mut notes,
            )
        });
        Opened {
            loaded,
            base,
            keep,
            other: None,
            restored: None,
            outside: None,
            merged: None,
            notes,
            copies: Vec::new(),
        }
    }
}
