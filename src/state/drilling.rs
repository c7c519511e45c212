//! The sitting that goes on: started, revealed, rated, taken back, ended. A rating is one edit: the review, and the minutes in
//! the item's review session. A review that was planned is done once all that is due of the item has been answered; until then
//! it only gets the minutes. So a kill loses nothing, leaving early ticks nothing off, and one undo takes both back.
//!
//! The sitting follows the document: undo and redo, whoever asks for them, lead to the sitting as it was at that revision.
//!
//! Not here: the sitting itself (`sitting.rs`), how it looks (`ui/views/practice/drill`).

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{
    Day, Edit, Grade, ItemId, Minutes, Outcome, Plan, Prompt, PromptId, Review, Session, SessionId,
    SessionKind,
};
use crate::planner::Queue;

use super::action::{Action, Selection, View};
use super::app_state::AppState;
use super::command::Command;
use super::document::Revision;
use super::env::fresh_id;
use super::sitting::{Drill, Log, Sitting};

/// The sitting that goes on, as it was at each revision that it made.
#[derive(Debug, Default)]
pub struct Drilling {
    positions: Vec<(Revision, Arc<Sitting>)>,
    at: usize,
}

impl Drilling {
    /// How it stands.
    pub fn sitting(&self) -> Option<&Arc<Sitting>> {
        self.positions.get(self.at).map(|(_, sitting)| sitting)
    }

    fn change(&mut self, change: impl FnOnce(&mut Sitting)) {
        if let Some((_, sitting)) = self.positions.get_mut(self.at) {
            change(Arc::make_mut(sitting));
        }
    }
}

impl AppState {
    /// The sitting that goes on.
    pub fn sitting(&self) -> Option<&Arc<Sitting>> {
        self.drilling.sitting()
    }

    /// Whether a prompt is asked on screen: then the keys are the sitting's.
    pub fn is_drilling(&self) -> bool {
        self.view == View::Practice && self.sitting().is_some()
    }

    /// Begins a sitting and shows it.
    pub(super) fn start_drill(&mut self, drill: &Drill) {
        let Some(document) = &self.document else {
            return;
        };
        let (plan, revision) = (Arc::clone(document.plan()), document.revision());
        let item = match drill {
            Drill::Queue => None,
            Drill::Item(item) => Some(item.clone()),
            Drill::Session(session) => plan.sessions.get(session).map(|s| s.item.clone()),
        };
        let all = !matches!(drill, Drill::Session(_));
        let prompts = self.prompts(&plan, item.as_ref(), all);
        let title = item.as_ref().map_or_else(
            || "Reviews".to_owned(),
            |item| plan.short_title_of(item).to_owned(),
        );
        match Sitting::new(title.clone(), item.clone(), prompts, self.now.stamp) {
            Some(sitting) => {
                self.drilling = Drilling {
                    positions: vec![(revision, Arc::new(sitting))],
                    at: 0,
                };
                self.view = View::Practice;
                if !matches!(drill, Drill::Item(_)) {
                    // Nothing stands beside the end that the user did not put there.
                    self.selection = Selection::default();
                }
            }
            None if item.is_some() => self.toasts.hint(format!(
                "‘{title}’ has no prompts to ask. Write one on its page."
            )),
            None => self.toasts.hint("Nothing is due now."),
        }
    }

    /// Shows the answer. At the end: goes on with what is left of the sitting, else with what is due, else leaves.
    pub(super) fn reveal(&mut self) {
        let now = self.now.stamp;
        let Some(sitting) = self.sitting() else {
            return;
        };
        if sitting.ended {
            self.drilling.change(|sitting| {
                sitting.ended = false;
                sitting.since = now;
            });
        } else if sitting.current().is_some() {
            self.drilling.change(|sitting| sitting.revealed = true);
        } else if self.recalled().queue().due.is_empty() {
            self.leave_drill();
        } else {
            self.start_drill(&Drill::Queue);
        }
    }

    /// Says how the answer went. Only where it is shown.
    pub(super) fn rate(&mut self, grade: Grade) {
        let now = self.now;
        let (Some(sitting), Some(document)) = (self.sitting().cloned(), &self.document) else {
            return;
        };
        let plan = Arc::clone(document.plan());
        let before = document.revision();
        let Some(prompt) = sitting.current().and_then(|id| plan.prompts.get(id)) else {
            return;
        };
        if !sitting.revealed {
            return;
        }
        let seconds = sitting.seconds_by(now.stamp);
        let id = fresh_id(&mut *self.env, "r");
        let review = Review::new(id, prompt.id.clone(), now.moment, grade, seconds);
        let review = Edit::Review(review);
        let label = review.label(&plan);
        let mut next = Sitting::clone(&sitting);
        next.rated(grade, seconds, now.stamp);
        let mut edits = vec![review];
        edits.extend(self.log(&plan, &mut next, prompt, seconds));
        self.edit(&Edit::Several { label, edits }, None, false);
        let after = self.document.as_ref().map(|document| document.revision());
        let Some(after) = after.filter(|after| *after != before) else {
            return;
        };
        let drilling = &mut self.drilling;
        drilling.positions.truncate(drilling.at + 1);
        if let Some(position) = drilling.positions.last_mut() {
            // What else was done meanwhile is behind this rating: taking it back leads to here.
            position.0 = before;
        }
        drilling.positions.push((after, Arc::new(next)));
        drilling.at = drilling.positions.len() - 1;
    }

    /// Takes the last rating back.
    pub(super) fn undo_rating(&mut self) {
        let revision = self.document.as_ref().map(|document| document.revision());
        let drilling = &self.drilling;
        let here = drilling.positions.get(drilling.at).map(|at| at.0);
        if drilling.at == 0 || here.is_none() {
            self.toasts.hint("Nothing has been rated yet.");
        } else if here != revision {
            self.toasts
                .hint("Something else was changed since: Ctrl+Z takes that back first.");
        } else {
            self.undo();
        }
    }

    /// Ends the sitting, and shows how it went where anything was rated; from there it is left. What was rated stays.
    pub(super) fn end_drill(&mut self) {
        let midway = |s: &Arc<Sitting>| s.current().is_some() && !s.answers.is_empty();
        if self.sitting().is_some_and(midway) {
            self.drilling.change(|sitting| {
                sitting.ended = true;
                sitting.revealed = false;
            });
        } else {
            self.leave_drill();
        }
    }

    /// Leaves the sitting. What was rated stays.
    pub(super) fn leave_drill(&mut self) {
        self.drilling = Drilling::default();
    }

    /// After undo or redo: the sitting as it was then.
    pub(super) fn follow_drill(&mut self) {
        let now = self.now.stamp;
        let Some(revision) = self.document.as_ref().map(|d| d.revision()) else {
            return;
        };
        let drilling = &mut self.drilling;
        let there = drilling.positions.iter().position(|at| at.0 == revision);
        let Some(there) = there.filter(|there| *there != drilling.at) else {
            return;
        };
        let back = there < drilling.at;
        drilling.at = there;
        drilling.change(|sitting| {
            sitting.since = now;
            sitting.ended = false;
            // The answer was seen: it can be rated otherwise at once.
            sitting.revealed |= back && sitting.current().is_some();
        });
    }

    /// Before a frame: prompts that are gone are not asked.
    pub(super) fn sweep_drill(&mut self) {
        let (Some(document), Some(sitting)) = (&self.document, self.drilling.sitting()) else {
            return;
        };
        let plan = Arc::clone(document.plan());
        if !sitting.has_gone(&plan) {
            return;
        }
        let mut next = Sitting::clone(sitting);
        if next.without_gone(&plan) {
            self.drilling.change(|sitting| *sitting = next);
        }
    }

    /// Opens the form of a new prompt: of the item that is being drilled, or was drilled last where the sitting is on screen,
    /// else of the one that is selected.
    pub(super) fn new_prompt(&mut self) {
        let plan = self.document.as_ref().map(|document| document.plan());
        let shown = self.sitting().filter(|_| self.is_drilling());
        let shown = shown.and_then(|sitting| sitting.shown());
        let drilled = shown.and_then(|id| Some(plan?.prompts.get(id)?.item.clone()));
        let Some(item) = drilled.or_else(|| self.selection.item.clone()) else {
            return self
                .toasts
                .hint("Select an item first: a prompt asks about one.");
        };
        self.dispatch(Action::OpenItem(item));
        self.view_command = Some(Command::NewPrompt);
    }

    /// What a sitting asks, in order, and which of it is not due. `all`: also what is not due.
    fn prompts(
        &mut self,
        plan: &Plan,
        item: Option<&ItemId>,
        all: bool,
    ) -> (Vec<PromptId>, BTreeSet<PromptId>) {
        let (recalled, today) = (self.recalled(), self.now.today);
        let mut extra = BTreeSet::new();
        let Some(item) = item.and_then(|id| plan.items.get(id)) else {
            let due = recalled.queue().due.iter();
            return (due.map(|due| due.prompt.clone()).collect(), extra);
        };
        // Whoever chooses an item is not held to what a day takes.
        let due = Queue::whole(plan, recalled.drills(), today).due;
        let own = due.into_iter().filter(|due| due.item == item.id);
        let mut asked: Vec<PromptId> = own.map(|due| due.prompt).collect();
        let some_due = !asked.is_empty();
        if all || !some_due {
            let due: BTreeSet<PromptId> = asked.iter().cloned().collect();
            for prompt in plan.prompts_of(item) {
                if !prompt.paused && !due.contains(&prompt.id) {
                    asked.push(prompt.id.clone());
                    if some_due {
                        extra.insert(prompt.id.clone());
                    }
                }
            }
        }
        (asked, extra)
    }

    /// The edit that writes the seconds of an answer into the item's review session. `sitting`: as it is after the answer.
    fn log(
        &mut self,
        plan: &Plan,
        sitting: &mut Sitting,
        prompt: &Prompt,
        seconds: u32,
    ) -> Option<Edit> {
        let (at, today, item) = (self.now.moment, self.now.today, &prompt.item);
        let timed = plan.timer.as_ref().map(|timer| &timer.session);
        let known = sitting.logs.get(item).map(|log| log.session.clone());
        let known = known.filter(|id| plan.sessions.contains(id));
        let there = known.or_else(|| session_of(plan, item, today));
        if there.is_some() && there.as_ref() == timed {
            // The timer writes its own minutes.
            return None;
        }
        let session = there.unwrap_or_else(|| fresh_id(&mut *self.env, item.as_str()));
        let spent = plan.sessions.get(&session).map(|s| s.spent);
        let mut log = match sitting.logs.remove(item) {
            // Minutes that were corrected meanwhile stand.
            Some(log) if log.session == session && spent == Some(log.minutes()) => log,
            _ => Log {
                session: session.clone(),
                before: spent.unwrap_or_default(),
                seconds: 0,
            },
        };
        log.seconds = log.seconds.saturating_add(seconds);
        let spent = log.minutes();
        sitting.logs.insert(item.clone(), log);
        if let Some(there) = plan.sessions.get(&session) {
            let planned = there.outcome == Outcome::Planned;
            if !planned || !sitting.waits_for(plan, item) {
                return Some(Edit::FinishSession { session, spent, at });
            }
            let minutes = spent.saturating_sub(there.spent);
            return (minutes > Minutes::ZERO).then_some(Edit::AddMinutes { session, minutes });
        }
        let kind = SessionKind::Review;
        let mut new = Session::new(session, item.clone(), kind, today, spent);
        new.logged = true;
        new.outcome = Outcome::Done;
        new.spent = spent;
        new.ended_at = Some(at);
        Some(Edit::AddSession(new))
    }
}

/// The review session that answers about an item belong to: the one planned for today, else the latest that is overdue, else
/// the one that was done today.
fn session_of(plan: &Plan, item: &ItemId, today: Day) -> Option<SessionId> {
    let reviews = plan.sessions.iter();
    let reviews = reviews.filter(|s| s.kind == SessionKind::Review && s.item == *item);
    let planned = reviews
        .clone()
        .filter(|s| s.outcome == Outcome::Planned && s.on <= today)
        .max_by(|a, b| (a.on, &b.id).cmp(&(b.on, &a.id)));
    let done = |s: &&Arc<Session>| {
        let when = s.ended_at.map_or(s.on, |at| at.day());
        s.outcome == Outcome::Done && when == today
    };
    planned
        .or_else(|| reviews.clone().find(done))
        .map(|session| session.id.clone())
}
