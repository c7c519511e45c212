//! What planning the days ahead again would move, for the page that looks back on a week: worked out off the frame, and only
//! shown. Nothing of it is taken; the proposal is made when the user asks for it.
//!
//! Not here: the words (`ui/plan_words.rs`), proposals (`planning.rs`).

use std::sync::Arc;

use crate::domain::time::Day;
use crate::domain::{Plan, Schedule};
use crate::planner::{Effort, PlanDiff, schedule_plan};

use super::app_state::AppState;
use super::jobs::Event;

/// What would move.
#[derive(Clone, Debug, PartialEq)]
pub struct Moves {
    /// What would change, session by session.
    pub diff: PlanDiff,
    /// The schedule that would come.
    pub schedule: Schedule,
}

/// The last answer, and the question that is being worked out.
#[derive(Debug, Default)]
pub struct Foresight {
    known: Option<(Arc<Plan>, Day, Arc<Moves>)>,
    asked: Option<(Arc<Plan>, Day)>,
}

impl Foresight {
    /// What would move, where that is known for this plan and day.
    pub fn of(&self, plan: &Plan, today: Day) -> Option<&Arc<Moves>> {
        let (of, day, moves) = self.known.as_ref()?;
        (*day == today && is_same(of, plan)).then_some(moves)
    }
}

/// Whether planning would find the same: what is said about a week is not looked at.
fn is_same(one: &Plan, other: &Plan) -> bool {
    one.sessions.same(&other.sessions)
        && one.items.same(&other.items)
        && one.links.same(&other.links)
        && one.interviews.same(&other.interviews)
        && one.cuts.same(&other.cuts)
        && one.prompts.same(&other.prompts)
        && one.reviews.same(&other.reviews)
        && one.rules == other.rules
        && one.steps.same(&other.steps)
        && one.start_on == other.start_on
        && one.availability == other.availability
}

impl AppState {
    /// Works out what would move, where that is not known or being worked out.
    pub(super) fn foresee(&mut self) {
        let Some(document) = &self.document else {
            return;
        };
        let (plan, today) = (Arc::clone(document.plan()), self.now.today);
        if self.foresight.of(&plan, today).is_some() || self.foresight.asked.is_some() {
            return;
        }
        self.foresight.asked = Some((Arc::clone(&plan), today));
        self.jobs.start("foresight", move || {
            let schedule = schedule_plan(&plan, today, Effort::Quick);
            let diff = PlanDiff::between(&plan, &schedule, today);
            Event::Foreseen(Box::new(Moves { diff, schedule }))
        });
    }

    /// Takes the answer.
    pub(super) fn foreseen(&mut self, moves: Moves) {
        if let Some((plan, today)) = self.foresight.asked.take() {
            self.foresight.known = Some((plan, today, Arc::new(moves)));
        }
    }
}
