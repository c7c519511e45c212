//! What is known from memory and what is due of it, worked out once an outline and day, and only where something asks for
//! it. After an edit only the prompts whose ratings changed are replayed.
//!
//! Not here: the replaying (`planner/drill`), the queue (`planner/queue`).

use std::sync::{Arc, OnceLock};

use crate::domain::{Day, Plan};
use crate::planner::{Drills, Queue};

use super::app_state::AppState;
use super::document::Revision;

/// What is known from memory at one outline of the plan, on one day.
#[derive(Debug)]
pub struct Recalled {
    plan: Arc<Plan>,
    today: Day,
    /// The plan that was looked at before, with what was known then.
    before: Option<(Arc<Plan>, Arc<Drills>)>,
    drills: OnceLock<Arc<Drills>>,
    queue: OnceLock<Queue>,
}

impl Recalled {
    fn new(plan: Arc<Plan>, today: Day, before: Option<(Arc<Plan>, Arc<Drills>)>) -> Self {
        Self {
            plan,
            today,
            before,
            drills: OnceLock::new(),
            queue: OnceLock::new(),
        }
    }

    /// The memory of every prompt that was answered.
    pub fn drills(&self) -> &Arc<Drills> {
        self.drills.get_or_init(|| {
            Arc::new(match &self.before {
                Some((plan, drills)) => drills.after_edit(plan, &self.plan),
                None => Drills::read(&self.plan),
            })
        })
    }

    /// What is due today.
    pub fn queue(&self) -> &Queue {
        let make = || Queue::of(&self.plan, self.drills(), self.today);
        self.queue.get_or_init(make)
    }

    /// What the next outline can begin from.
    fn known(&self) -> Option<(Arc<Plan>, Arc<Drills>)> {
        match self.drills.get() {
            Some(drills) => Some((Arc::clone(&self.plan), Arc::clone(drills))),
            None => self.before.clone(),
        }
    }
}

/// The last of them, with what it is of.
pub(super) type Last = Option<((Revision, Day), Arc<Recalled>)>;

impl AppState {
    /// What is known from memory, of the open plan; of an empty one where none is open.
    pub fn recalled(&mut self) -> Arc<Recalled> {
        let today = self.now.today;
        let Some(document) = &self.document else {
            let none = Plan::empty(crate::domain::id::Id::slug("none"), "", today);
            return Arc::new(Recalled::new(Arc::new(none), today, None));
        };
        let key = (document.outline(), today);
        if let Some((known, recalled)) = &self.recalled
            && *known == key
        {
            return Arc::clone(recalled);
        }
        let before = self.recalled.take().and_then(|(_, last)| last.known());
        let plan = Arc::clone(document.plan());
        let recalled = Arc::new(Recalled::new(plan, today, before));
        self.recalled = Some((key, Arc::clone(&recalled)));
        recalled
    }
}
