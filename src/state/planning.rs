//! Planning: asks the planner off the frame, and holds what it found until the user says yes.

use std::sync::Arc;

use crate::domain::{Answers, Edit, Schedule};
use crate::planner::{Effort, PlanDiff, schedule_plan};

use super::action::View;
use super::app_state::AppState;
use super::document::{Document, Revision};
use super::env::fresh_id;
use super::jobs::Event;

/// A schedule that was found but not taken yet.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The revision it was found for.
    pub revision: Revision,
    /// What would come.
    pub schedule: Box<Schedule>,
    /// What would change.
    pub diff: PlanDiff,
}

impl AppState {
    /// Plans the days ahead again, off the frame.
    pub(super) fn replan(&mut self) {
        let Some(document) = &self.document else {
            return;
        };
        if self.planning {
            return;
        }
        let (plan, revision) = (Arc::clone(document.plan()), document.revision());
        let today = self.now.today;
        self.planning = true;
        self.jobs.start("planner", move || Event::Planned {
            revision,
            schedule: Box::new(schedule_plan(&plan, today, Effort::Full)),
        });
    }

    pub(super) fn planned(&mut self, revision: Revision, schedule: Box<Schedule>) {
        self.planning = false;
        let Some(document) = &self.document else {
            return;
        };
        if document.revision() != revision {
            // The plan changed while the planner was at work: what it found is stale.
            self.replan();
            return;
        }
        let diff = PlanDiff::between(document.plan(), &schedule, self.now.today);
        if diff.is_empty() {
            self.toasts
                .say("The plan is up to date: nothing has to move.");
            return;
        }
        self.proposal = Some(Proposal {
            revision,
            schedule,
            diff,
        });
    }

    pub(super) fn accept_proposal(&mut self) {
        let Some(proposal) = self.proposal.take() else {
            return;
        };
        let current = self.document.as_ref().map(Document::revision);
        if current != Some(proposal.revision) {
            self.replan();
            return;
        }
        self.edit(
            &Edit::Replan {
                schedule: proposal.schedule,
                today: self.now.today,
            },
            None,
            true,
        );
    }

    /// Makes a plan from the answers, schedules it and opens it. It is on disk a moment later.
    pub(super) fn create(&mut self, answers: &Answers) {
        let path = crate::store::builtin::path();
        let id = fresh_id(&mut *self.env, "plan");
        let mut plan = answers.plan(id, path);
        let today = self.now.today;
        let schedule = Box::new(schedule_plan(&plan, today, Effort::Quick));
        match plan.apply(&Edit::Replan { schedule, today }) {
            Ok(planned) => plan = planned,
            Err(error) => self.toasts.failed(format!("Not planned: {error}.")),
        }
        let file = self.places.new_plan_file(&plan.name);
        self.show(Document::open(plan, file, false));
        self.view = View::Today;
    }
}
