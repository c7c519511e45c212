//! Starting, stopping and pausing what is timed: the timer of a session, the clock of a design session.
//!
//! Not here: counting (`domain/timer.rs`, `domain/run.rs`), noticing that nobody is there (`attention.rs`).

use std::sync::Arc;

use crate::domain::{Edit, Run, SessionId, TimerDeed};

use super::action::View;
use super::app_state::AppState;

impl AppState {
    /// Stops the timer that runs; else starts one for the session whose card has the focus on Today, else for the selected one,
    /// else for today's next one.
    pub(super) fn toggle_timer(&mut self) {
        let at = self.now.stamp;
        let today = self.now.today;
        let Some(index) = self.index() else { return };
        let Some(plan) = self.document.as_ref().map(|d| Arc::clone(d.plan())) else {
            return;
        };
        if plan.timer.is_none() && self.timed_run().is_some() {
            return self.pause_timer();
        }
        if plan.timer.is_some() {
            self.edit(&Edit::StopTimer { at }, None, true);
            return;
        }
        let open = |id: &&SessionId| plan.sessions.get(*id).is_some_and(|s| s.is_ahead(today));
        let pointed = self.pointed.as_ref().filter(|_| self.view == View::Today);
        let selected = self.selection.session.as_ref().filter(open);
        let next = || index.day(today).sessions.iter().find(open);
        let session = pointed.filter(open).or(selected).or_else(next).cloned();
        match session {
            Some(session) => self.edit(&Edit::StartTimer { session, at }, None, true),
            None => self
                .toasts
                .say("Nothing is planned for today: plan a session first (S on an item)."),
        }
    }

    /// The design session that the keys of the timer are meant for: the one that runs, or the one on screen.
    fn timed_run(&self) -> Option<Arc<Run>> {
        let plan = self.document.as_ref()?.plan();
        let shown = self
            .run_shown
            .as_ref()
            .filter(|_| self.view == View::Practice);
        let mut open = plan.runs.iter().filter(|run| run.finished.is_none());
        let here = |run: &&Arc<Run>| run.is_running() || shown == Some(&run.id);
        open.find(here).cloned()
    }

    /// Whether there is something to pause, or to go on with.
    pub(super) fn can_pause(&self) -> bool {
        let plan = self.document.as_ref().map(|d| d.plan());
        plan.is_some_and(|plan| plan.timer.is_some()) || self.timed_run().is_some()
    }

    /// Ends the focus or the break that the timer is in; says why where there is none.
    pub(super) fn next_phase(&mut self) {
        let at = self.now.stamp;
        let Some(document) = &self.document else {
            return;
        };
        match document.plan().timer.as_ref().map(|timer| timer.rhythm.is_some()) {
            Some(true) => self.edit(&Edit::Timer(TimerDeed::NextPhase { at }), None, false),
            Some(false) => self.toasts.hint(
                "This timer counts without breaks. Focus and breaks can be switched on in Settings.",
            ),
            None => self.toasts.hint("Nothing is timed now."),
        }
    }

    /// Pauses what is timed, or lets it go on.
    pub(super) fn pause_timer(&mut self) {
        let at = self.now.stamp;
        if let Some(run) = self.timed_run() {
            let (run, deed) = (run.id.clone(), run.toggle(at));
            return self.edit(&Edit::Run { run, deed }, None, false);
        }
        let timer = self.document.as_ref().and_then(|d| d.plan().timer.as_ref());
        let deed = match timer {
            Some(timer) => timer.toggle(at),
            None => return,
        };
        self.edit(&Edit::Timer(deed), None, false);
    }
}
