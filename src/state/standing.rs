//! How the schedule stands: whether it still serves the plan as it is now, and what changed where it does not. Looked at
//! once a revision and day; nothing is ever planned or asked by itself.
//!
//! Not here: planning (`planning.rs`), the words (`ui/format`).

use std::collections::VecDeque;
use std::sync::Arc;

use crate::domain::Plan;
use crate::domain::time::Day;
use crate::planner::cause::put_too_late;
use crate::planner::{Cause, causes, misfits, serves, serves_knowing};

use super::app_state::AppState;
use super::document::Revision;
use super::jobs::Event;
use super::planning::IN_FRAME;

/// How many revisions are remembered: undo finds its words again.
const REMEMBERED: usize = 64;

/// Whether the schedule fits the plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Standing {
    /// It serves, or differs in nothing that the user did.
    #[default]
    Serves,
    /// It does not serve any more, because of this.
    OutOfDate(Vec<Cause>),
}

impl Standing {
    /// What changed, where the schedule does not serve any more.
    pub fn causes(&self) -> &[Cause] {
        match self {
            Self::Serves => &[],
            Self::OutOfDate(causes) => causes,
        }
    }
}

type Key = (Revision, Day);

#[derive(Clone, Debug)]
struct Known {
    key: Key,
    standing: Arc<Standing>,
    reference: Reference,
}

/// The last plan whose schedule served.
#[derive(Clone, Debug)]
struct Reference {
    plan: Arc<Plan>,
    /// What did not fit together when it was opened.
    misfits: Vec<Cause>,
}

/// What is known of the plan's schedules.
#[derive(Debug, Default)]
pub(super) struct Standings {
    known: VecDeque<Known>,
    reference: Option<Reference>,
    /// What is being looked at off the frame.
    asked: Option<Key>,
}

impl Standings {
    /// Another plan was opened.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    fn learn(&mut self, key: Key, plan: &Arc<Plan>, serves: bool) -> Arc<Standing> {
        let mut found = Vec::new();
        // What the user put after the last interview is no concern of the planner's, but it is of the user's.
        let before = self.reference.as_ref();
        let late = before.is_some_and(|old| put_too_late(&old.plan, plan, key.1) > 0);
        if !serves || late {
            let reference = self.reference.get_or_insert_with(|| Reference {
                plan: Arc::clone(plan),
                misfits: misfits(plan, key.1),
            });
            let is_missed = |cause: &&Cause| matches!(cause, Cause::Missed { .. });
            found = causes(&reference.plan, plan, key.1);
            let old = reference.misfits.iter().filter(|cause| !is_missed(cause));
            found.extend(old.cloned());
        } else {
            self.reference = Some(Reference {
                plan: Arc::clone(plan),
                misfits: Vec::new(),
            });
        }
        let standing = match found.is_empty() {
            true => Standing::Serves,
            false => Standing::OutOfDate(found),
        };
        self.remember(key, Arc::new(standing))
    }

    fn remember(&mut self, key: Key, standing: Arc<Standing>) -> Arc<Standing> {
        let Some(reference) = self.reference.clone() else {
            return standing;
        };
        self.known.retain(|known| known.key != key);
        self.known.push_back(Known {
            key,
            standing: Arc::clone(&standing),
            reference,
        });
        if self.known.len() > REMEMBERED {
            self.known.pop_front();
        }
        standing
    }
}

impl AppState {
    /// How the schedule stands. For a large plan this is found off the frame: until then the last answer holds.
    pub fn standing(&mut self) -> Arc<Standing> {
        let Some(document) = &self.document else {
            return Arc::default();
        };
        let key = (document.outline(), self.now.today);
        let mut known = self.standings.known.iter().rev();
        if let Some(known) = known.find(|known| known.key == key) {
            let (standing, reference) = (Arc::clone(&known.standing), known.reference.clone());
            self.standings.reference = Some(reference);
            return standing;
        }
        let plan = Arc::clone(document.plan());
        if plan.items.len() <= IN_FRAME {
            let recalled = self.recalled();
            let serves = serves_knowing(&plan, key.1, recalled.drills());
            return self.standings.learn(key, &plan, serves);
        }
        let standings = &mut self.standings;
        if standings.asked.is_none() {
            standings.asked = Some(key);
            self.jobs.start("standing", move || Event::Checked {
                revision: key.0,
                today: key.1,
                serves: serves(&plan, key.1),
            });
        }
        let last = self.standings.known.back();
        last.map(|known| Arc::clone(&known.standing))
            .unwrap_or_default()
    }

    /// Takes what was found off the frame.
    pub(super) fn checked(&mut self, revision: Revision, today: Day, serves: bool) {
        self.standings.asked = None;
        let Some(document) = &self.document else {
            return;
        };
        if (document.outline(), self.now.today) == (revision, today) {
            let plan = Arc::clone(document.plan());
            self.standings.learn((revision, today), &plan, serves);
        }
    }

    /// The schedule in force is as good as the planner can make it.
    pub(super) fn schedule_is_good(&mut self) {
        if let Some(document) = &self.document {
            let key = (document.outline(), self.now.today);
            let plan = Arc::clone(document.plan());
            self.standings.reference = None;
            self.standings.learn(key, &plan, true);
        }
    }
}
