//! Planning: asks the planner, quickly first and thoroughly right after, and holds what it found until the user says
//! yes. Nothing of the plan changes before that.
//!
//! Not here: whether the plan wants planning at all (`standing.rs`), how a proposal is shown (`ui/shell/proposal`).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::domain::time::Day;
use crate::domain::week::decide;
use crate::domain::{Answers, Decision, Edit, Plan, Schedule, Week};
use crate::planner::{Cause, Effort, Found, PlanDiff, Worth, find_plan};

use super::action::View;
use super::app_state::AppState;
use super::document::{Document, Revision};
use super::env::fresh_id;
use super::jobs::Event;
use super::standing::Standing;

/// A plan with no more items than this is planned quickly within the frame; a larger one off it.
pub const IN_FRAME: usize = 1_000;

/// A better schedule for a plan that was just made is offered where it moves at most one session in so many…
const MOVED_OF_A_NEW_PLAN: usize = 5;
/// …or where so many more items fit…
const ITEMS_WORTH_MOVING: usize = 3;
/// …or where so much more, per mille, is ready.
const READY_WORTH_MOVING: i64 = 30;

/// A schedule that can be taken.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What would come.
    pub schedule: Box<Schedule>,
    /// What it is worth.
    pub worth: Worth,
    /// What would change.
    pub diff: PlanDiff,
}

impl Offer {
    fn new(plan: &Plan, today: Day, schedule: Schedule, worth: Worth) -> Self {
        let diff = PlanDiff::between(plan, &schedule, today);
        Self {
            schedule: Box::new(schedule),
            worth,
            diff,
        }
    }

    /// Whether it moves more, or leaves more out, than another.
    fn disturbs_more_than(&self, other: &Self) -> bool {
        self.diff.moved() > other.diff.moved()
            || self.schedule.cuts.len() > other.schedule.cuts.len()
    }
}

/// By how much the full search did better than the quick one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Better {
    /// So many more items fit.
    pub items: usize,
    /// So many fewer sessions move.
    pub moves: usize,
}

impl Better {
    fn between(old: &Offer, new: &Offer) -> Self {
        let (was, is) = (old.schedule.cuts.len(), new.schedule.cuts.len());
        Self {
            items: was.saturating_sub(is),
            moves: old.diff.moved().saturating_sub(new.diff.moved()),
        }
    }
}

/// How the full search stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// It is at work.
    AtWork,
    /// It found a better schedule, which is shown.
    Better(Better),
    /// It found nothing better.
    Nothing,
    /// The user stopped it.
    Stopped,
}

/// What is done together with taking a proposal, as one step.
#[derive(Clone, Debug)]
pub(super) enum Along {
    /// The week is decided that was looked back on.
    Week(Week),
    /// This is changed, and the schedule is made for the plan as it is then.
    Edit(Box<Edit>),
}

/// A schedule that was found but not taken yet.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The revision it was found for.
    pub revision: Revision,
    /// The day it was found for.
    pub today: Day,
    /// The plan that it was found for: as it is, or with what is to be changed together with taking it.
    pub base: Arc<Plan>,
    /// Another number whenever there is something else to show.
    pub number: u64,
    /// What changed since the schedule in force was made.
    pub causes: Vec<Cause>,
    /// The schedule that leaves most of what is planned where it is.
    pub calm: Offer,
    /// A schedule worth more that moves many more sessions, where there is one.
    pub fuller: Option<Offer>,
    /// Whether the user looks at the fuller one.
    pub takes_fuller: bool,
    /// How the full search stands.
    pub search: Search,
    /// What the full search found and the window has not let in yet.
    waiting: Option<Box<Found>>,
}

impl Proposal {
    /// The schedule that is shown, and taken where the user says yes.
    pub fn shown(&self) -> &Offer {
        match &self.fuller {
            Some(fuller) if self.takes_fuller => fuller,
            _ => &self.calm,
        }
    }

    /// Whether the full search is done and wants to be let in.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }
}

/// What the planner is at work for.
#[derive(Clone, Debug)]
enum Aim {
    /// The first proposal for a large plan; nothing is shown yet.
    Quick,
    /// A better one than the proposal that is shown.
    Full,
    /// A better one than the schedule of a plan that was just made, which is worth this.
    First(Worth),
}

/// The planner at work.
#[derive(Debug)]
pub(super) struct Run {
    ticket: u64,
    cancel: Arc<AtomicBool>,
    revision: Revision,
    today: Day,
    aim: Aim,
}

impl Run {
    fn stop(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

fn fresh_number() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

impl AppState {
    /// Whether the user waits for the planner: a large plan is being planned and nothing can be shown yet.
    pub fn is_planning(&self) -> bool {
        let run = self.run.as_ref();
        run.is_some_and(|run| matches!(run.aim, Aim::Quick))
    }

    /// The ticket of the search at work: what answers to it is taken, anything else is stale.
    pub fn search_ticket(&self) -> Option<u64> {
        self.run.as_ref().map(|run| run.ticket)
    }

    /// Plans the days ahead again, together with something else: that is done once the proposal is taken, not before.
    pub(super) fn replan_along(&mut self, along: Along) {
        self.along = Some(along);
        self.replan();
    }

    /// The plan that the days ahead are planned for.
    fn base(&mut self) -> Option<Arc<Plan>> {
        let plan = self.document.as_ref().map(|d| Arc::clone(d.plan()))?;
        let Some(Along::Edit(edit)) = &self.along else {
            return Some(plan);
        };
        match plan.apply(edit) {
            Ok(next) => Some(Arc::new(next)),
            // What it was about went meanwhile.
            Err(error) => {
                self.along = None;
                self.toasts.hint(format!("Nothing was changed: {error}."));
                None
            }
        }
    }

    /// Plans the days ahead again and shows what would change.
    pub(super) fn replan(&mut self) {
        self.stop_search();
        self.proposal = None;
        let (Some(revision), Some(plan)) =
            (self.document.as_ref().map(Document::revision), self.base())
        else {
            return;
        };
        let today = self.now.today;
        if !plan.interviews.iter().any(|interview| interview.on > today) {
            // The planner would take every session out; nobody asks for that.
            self.along = None;
            self.toasts.no_interview_ahead();
            return;
        }
        if plan.items.len() <= IN_FRAME {
            let found = find_plan(&plan, today, Effort::Quick, &|| false);
            self.propose(&plan, revision, found);
        } else {
            self.search(plan, revision, Aim::Quick);
        }
    }

    /// Shows what the quick search found, and looks for a better one.
    fn propose(&mut self, plan: &Arc<Plan>, revision: Revision, found: Found) {
        let today = self.now.today;
        let causes = match &*self.standing() {
            Standing::OutOfDate(causes) => causes.clone(),
            Standing::Serves => Vec::new(),
        };
        let Some(shown) = self.document.as_ref().map(|d| Arc::clone(d.plan())) else {
            return;
        };
        let calm = Offer::new(&shown, today, found.schedule, found.worth);
        // Who asks for room for one thing does not ask for another plan.
        let fuller = found.fuller.filter(|_| !self.makes_room());
        let fuller = fuller.map(|(schedule, worth)| Offer::new(&shown, today, schedule, worth));
        let nothing = calm.diff.is_empty() && fuller.is_none();
        if nothing && crate::planner::serves(plan, today) {
            self.nothing_to_move();
            return;
        }
        self.proposal = Some(Proposal {
            revision,
            today,
            base: Arc::clone(plan),
            number: fresh_number(),
            causes,
            calm,
            fuller,
            takes_fuller: false,
            search: Search::AtWork,
            waiting: None,
        });
        self.search(Arc::clone(plan), revision, Aim::Full);
    }

    /// Whether the proposal is about something that is to be put in with it.
    fn makes_room(&self) -> bool {
        matches!(self.along, Some(Along::Edit(_)))
    }

    fn nothing_to_move(&mut self) {
        self.proposal = None;
        self.along = None;
        let standing = self.standing();
        let late = |cause: &Cause| matches!(cause, Cause::TooLate { .. });
        let late = standing.causes().iter().any(late);
        self.schedule_is_good();
        if late {
            self.toasts.hint("Nothing has to move but what you put after the interview: move it back, or unpin it and replan.");
        } else {
            self.toasts
                .say("The plan is up to date: nothing has to move.");
        }
    }

    fn search(&mut self, plan: Arc<Plan>, revision: Revision, aim: Aim) {
        if let Some(run) = self.run.take() {
            run.stop();
        }
        let (ticket, cancel, today) = (fresh_number(), Arc::default(), self.now.today);
        let effort = match aim {
            Aim::Quick => Effort::Quick,
            Aim::Full | Aim::First(..) => Effort::Full,
        };
        let stopped: Arc<AtomicBool> = Arc::clone(&cancel);
        self.run = Some(Run {
            ticket,
            cancel,
            revision,
            today,
            aim,
        });
        self.jobs.start("planner", move || Event::Planned {
            ticket,
            found: Box::new(find_plan(&plan, today, effort, &|| {
                stopped.load(Ordering::Relaxed)
            })),
        });
    }

    /// Stops the planner, wherever it is; a proposal on screen stays.
    pub(super) fn stop_search(&mut self) {
        if let Some(run) = self.run.take() {
            run.stop();
        }
        if let Some(proposal) = &mut self.proposal
            && proposal.search == Search::AtWork
        {
            proposal.search = Search::Stopped;
        }
    }

    /// Takes what the planner found, where it is still wanted.
    pub(super) fn planned(&mut self, ticket: u64, found: Box<Found>) {
        let Some(run) = self.run.take_if(|run| run.ticket == ticket) else {
            return;
        };
        let Some(document) = &self.document else {
            return;
        };
        let (plan, revision) = (Arc::clone(document.plan()), document.revision());
        if revision != run.revision || run.today != self.now.today {
            // What it found is stale; what asked for it asks again by itself.
            self.run = Some(run);
            return;
        }
        match run.aim {
            Aim::Quick => {
                if let Some(base) = self.base() {
                    self.propose(&base, revision, *found);
                }
            }
            Aim::Full => {
                if let Some(proposal) = &mut self.proposal {
                    proposal.waiting = Some(found);
                }
            }
            Aim::First(worth) => self.first_is_better(&plan, revision, worth, *found),
        }
    }

    /// Lets in what the full search found. The window asks for it while nobody presses anything, so that what is taken
    /// is always what was on screen.
    pub(super) fn let_better_in(&mut self) {
        let Some(document) = &self.document else {
            return;
        };
        let plan = Arc::clone(document.plan());
        let makes_room = self.makes_room();
        let Some(proposal) = &mut self.proposal else {
            return;
        };
        let Some(found) = proposal.waiting.take() else {
            return;
        };
        let today = proposal.today;
        proposal.search = Search::Nothing;
        if let Some((schedule, worth)) = found.fuller
            && !makes_room
            && worth > proposal.calm.worth.max(found.worth)
            && proposal
                .fuller
                .as_ref()
                .is_none_or(|known| worth > known.worth)
        {
            proposal.fuller = Some(Offer::new(&plan, today, schedule, worth));
            proposal.number = fresh_number();
        }
        if found.worth > proposal.calm.worth {
            let better = Offer::new(&plan, today, found.schedule, found.worth);
            if makes_room && better.disturbs_more_than(&proposal.calm) {
                return;
            }
            proposal.search = Search::Better(Better::between(&proposal.calm, &better));
            proposal.calm = better;
            proposal.number = fresh_number();
            let worth = proposal.calm.worth;
            proposal.fuller = proposal.fuller.take().filter(|f| f.worth > worth);
            proposal.takes_fuller &= proposal.fuller.is_some();
        }
        if proposal.calm.diff.is_empty() && proposal.fuller.is_none() {
            self.nothing_to_move();
        }
    }

    /// Before each frame: a plan that changed under a search or a proposal makes them stale. What is shown is found
    /// anew, what nobody saw yet is dropped.
    pub(super) fn drop_stale_plans(&mut self) {
        let now = (
            self.document.as_ref().map(Document::revision),
            self.now.today,
        );
        let is_stale = |revision: Revision, today: Day| (Some(revision), today) != now;
        if self
            .better
            .as_ref()
            .is_some_and(|offer| is_stale(offer.revision, offer.today))
        {
            self.better = None;
            self.toasts.close_looks();
        }
        let run = self.run.as_ref();
        let run_is_stale = run.is_some_and(|run| is_stale(run.revision, run.today));
        let shown = self.proposal.as_ref();
        let shown_is_stale = shown.is_some_and(|shown| is_stale(shown.revision, shown.today));
        if shown_is_stale || (run_is_stale && self.is_planning()) {
            self.replan();
        } else if run_is_stale {
            self.stop_search();
        }
    }

    /// Looks at the fuller schedule, or back at the calm one.
    pub(super) fn choose_fuller(&mut self, fuller: bool) {
        if let Some(proposal) = &mut self.proposal {
            proposal.takes_fuller = fuller && proposal.fuller.is_some();
            proposal.number = fresh_number();
        }
    }

    pub(super) fn accept_proposal(&mut self) {
        let Some(proposal) = self.proposal.take() else {
            return;
        };
        self.stop_search();
        let current = self.document.as_ref().map(Document::revision);
        if current != Some(proposal.revision) || proposal.today != self.now.today {
            self.replan();
            return;
        }
        let mut edit = Edit::Replan {
            schedule: proposal.shown().schedule.clone(),
            today: self.now.today,
        };
        if let Some(along) = self.along.take()
            && let Some(plan) = self.document.as_ref().map(Document::plan)
        {
            let (label, edits) = match along {
                Along::Week(week) => {
                    let label = edit.label(plan);
                    (label, vec![edit, decide(plan, week, Decision::Replan)])
                }
                Along::Edit(first) => (first.label(plan), vec![*first, edit]),
            };
            edit = Edit::Several { label, edits };
        }
        let revision = |state: &Self| state.document.as_ref().map(Document::revision);
        let before = revision(self);
        self.edit(&edit, None, true);
        if revision(self) != before {
            self.schedule_is_good();
        }
    }

    /// Keeps the plan as it is.
    pub(super) fn dismiss_proposal(&mut self) {
        if self.proposal.take().is_some() {
            self.along = None;
            self.stop_search();
        }
    }

    /// Makes a plan from the answers, schedules it and opens it. It is on disk a moment later; a fuller search goes on.
    pub(super) fn create(&mut self, answers: &Answers) {
        let id = fresh_id(&mut *self.env, "plan");
        self.open_new(answers.plan(id, crate::store::builtin::path()));
    }

    /// Schedules a plan that has no schedule yet and opens it.
    pub(super) fn open_new(&mut self, bare: Plan) {
        let today = self.now.today;
        let found = find_plan(&bare, today, Effort::Quick, &|| false);
        let schedule = Box::new(found.schedule);
        let planned = bare.apply(&Edit::Replan { schedule, today });
        let plan = match planned {
            Ok(planned) => planned,
            Err(error) => {
                self.toasts.failed(format!("Not planned: {error}."));
                bare.clone()
            }
        };
        let file = self.places.new_plan_file(&plan.name);
        let document = Document::open(plan, file, false);
        let revision = document.revision();
        self.show(document);
        self.begin_keeping();
        self.schedule_is_good();
        self.view = View::Today;
        let aim = Aim::First(found.worth);
        self.search(Arc::new(bare), revision, aim);
    }

    /// The full search of a new plan is done: offers what it found where it is better. The plan does not change by itself.
    fn first_is_better(
        &mut self,
        plan: &Arc<Plan>,
        revision: Revision,
        worth: Worth,
        found: Found,
    ) {
        let today = self.now.today;
        let calm = Offer::new(plan, today, found.schedule, found.worth);
        if found.worth <= worth || calm.diff.is_empty() {
            return;
        }
        let better = Better {
            items: plan.cuts.len().saturating_sub(calm.schedule.cuts.len()),
            moves: 0,
        };
        let ahead = plan.sessions.iter().filter(|s| s.is_ahead(today)).count();
        let changed = calm.diff.moved() + calm.diff.added().max(calm.diff.removed());
        let few = changed.saturating_mul(MOVED_OF_A_NEW_PLAN) <= ahead;
        if !few
            && better.items < ITEMS_WORTH_MOVING
            && !found.worth.beats(&worth, READY_WORTH_MOVING)
        {
            return;
        }
        self.better = Some(Box::new(Proposal {
            revision,
            today,
            base: Arc::clone(plan),
            number: fresh_number(),
            causes: Vec::new(),
            calm,
            fuller: None,
            takes_fuller: false,
            search: Search::Better(better),
            waiting: None,
        }));
        self.toasts.offer(match better.items {
            0 => "A fuller search found a better order for your plan.".to_owned(),
            1 => "A fuller search found room for 1 more item.".to_owned(),
            n => format!("A fuller search found room for {n} more items."),
        });
    }

    /// Shows the better schedule that a fuller search found for a new plan. It stays on offer until the plan changes.
    pub(super) fn look_at_better(&mut self) {
        if let Some(better) = self.better.clone() {
            self.stop_search();
            self.toasts.close_looks();
            self.along = None;
            self.proposal = Some(*better);
        }
    }
}
