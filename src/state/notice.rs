//! Notices: what happened to the plan outside this window, or waits for the user's word. They stay until they are answered
//! or put away; what merely was done goes into toasts.
//!
//! Not here: how it is noticed (`store/watch`, `store/open`), what is done about it (`keeping/`).

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::merge::Changes;
use crate::store::lock::Other;

use super::attention::Timed;
use super::document::Revision;

/// The most that are shown at once.
const MOST: usize = 5;

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
    TakenOver {
        /// Whether something that was typed came too late for the file.
        late: bool,
    },
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
    /// Something ran on though nothing was done for a while.
    Idle {
        /// What ran.
        timed: Timed,
        /// How long, in seconds of work.
        seconds: u32,
    },
    /// Something else to read.
    Text(String),
}

/// How much a notice matters: the worst stands first, and makes no room for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// It is good to know.
    Light,
    /// It is worth a look.
    Look,
    /// It says why the plan cannot be changed or is not saved.
    Waits,
    /// The plan's file is in danger.
    Danger,
}

impl What {
    fn weight(&self) -> Weight {
        match self {
            Self::Gone | Self::Damaged(_) => Weight::Danger,
            Self::OtherWindow(_) | Self::TakenOver { .. } | Self::Shrunk { .. } => Weight::Waits,
            Self::Restored { damaged: true, .. } | Self::Copies(_) | Self::Idle { .. } => {
                Weight::Look
            }
            Self::Merged { conflicts, .. } if !conflicts.is_empty() => Weight::Look,
            Self::Merged { .. } | Self::Restored { .. } | Self::Text(_) => Weight::Light,
        }
    }
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

/// The notices on screen: the worst first, the newest first among equals.
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
        let notice = Notice {
            id: self.next,
            what,
        };
        let weight = notice.what.weight();
        let at = self
            .all
            .partition_point(|other| other.what.weight() > weight);
        self.all.insert(at, notice);
        self.all.truncate(MOST);
    }

    /// All that are shown, the worst first.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_stands_first_and_stays() {
        let mut notices = Notices::default();
        let text = |text: &str| What::Text(text.to_owned());
        notices.say(text("a"));
        notices.say(What::Gone);
        notices.say(text("b"));
        let taken = What::TakenOver { late: false };
        notices.say(taken.clone());
        notices.say(text("c"));
        let shown: Vec<What> = notices.iter().map(|notice| notice.what.clone()).collect();
        let texts = [text("c"), text("b"), text("a")];
        assert_eq!(shown, [&[What::Gone, taken.clone()], &texts[..]].concat());
        notices.say(What::Damaged("x".to_owned()));
        let shown: Vec<What> = notices.iter().map(|notice| notice.what.clone()).collect();
        let worst = [What::Damaged("x".to_owned()), What::Gone, taken];
        assert_eq!(shown, [&worst, &texts[..2]].concat());
    }
}
