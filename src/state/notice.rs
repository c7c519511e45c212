//! Notices: what happened to the plan outside this window, or waits for the user's word. They stay until they are answered
//! or put away; what merely was done goes into toasts.
//!
//! Not here: how it is noticed (`store/watch`, `store/open`), what is done about it (`keeping.rs`).

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::merge::Changes;
use crate::store::lock::Other;

use super::document::Revision;

/// The most that are shown at once.
const MOST: usize = 3;

/// What is said.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Changes of the last session are back.
    Restored {
        /// How many, in a sentence.
        text: String,
        /// Whether some are lost.
        damaged: bool,
    },
    /// Another program's changes were taken in.
    Merged {
        /// What changed in the plan by it.
        changes: Arc<Changes>,
        /// Where both sides said something: in words, one each.
        conflicts: Arc<Vec<String>>,
        /// The plan after it: undo takes it back while the plan is still this.
        revision: Option<Revision>,
    },
    /// Another window has the plan.
    OtherWindow(Other),
    /// Another window has taken the plan over.
    TakenOver,
    /// A sync program left copies with other changes beside the plan.
    Copies(Vec<PathBuf>),
    /// The file is no longer there.
    Gone,
    /// The file is damaged or empty now.
    Damaged(String),
    /// A save waits: so few items are left.
    Shrunk {
        /// How many were saved last.
        from: usize,
        /// How many there are now.
        to: usize,
    },
    /// Something else to read.
    Text(String),
}

/// A notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Tells notices apart.
    pub id: u64,
    /// What it says.
    pub what: What,
}

/// What the user does with a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Its first button.
    First,
    /// Its second one.
    Second,
    /// Its cross.
    Dismiss,
}

/// The notices on screen, the newest last.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    all: Vec<Notice>,
    next: u64,
}

impl Notices {
    /// Says something, in the place of what was said of the same sort.
    pub fn say(&mut self, what: What) {
        let same = |other: &Notice| match (&other.what, &what) {
            (What::Text(a), What::Text(b)) => a == b,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        };
        self.all.retain(|other| !same(other));
        self.next += 1;
        self.all.push(Notice {
            id: self.next,
            what,
        });
        if self.all.len() > MOST {
            self.all.remove(0);
        }
    }

    /// All that are shown.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.all.iter()
    }

    /// Takes one away.
    pub fn take(&mut self, id: u64) -> Option<Notice> {
        let at = self.all.iter().position(|notice| notice.id == id)?;
        Some(self.all.remove(at))
    }

    /// Takes away those for which this says yes: they no longer hold.
    pub fn forget(&mut self, which: impl Fn(&What) -> bool) {
        self.all.retain(|notice| !which(&notice.what));
    }

    /// Takes all away: another plan is open.
    pub fn clear(&mut self) {
        self.all.clear();
    }
}
