//! Reminders: the desktop says once a day that the first session is near. Off unless the user asks for it.
//!
//! Not here: showing it (`env.rs`), at what time of day sessions come (`domain/times.rs`).

use std::sync::Arc;

use crate::domain::busy::clock;
use crate::domain::edit::say_minutes;
use crate::domain::times::of_sessions;
use crate::domain::{Day, Minutes, Outcome, Plan, PlanIndex, Session};

use super::app_state::AppState;
use super::jobs::Event;

/// The longest lead, in minutes.
pub const MAX_LEAD: u16 = 120;
/// So many minutes after the session should have begun nothing is said any more: it would only blame.
const LATE: u32 = 30;

/// The day's first session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// When it comes, in minutes since the midnight that the day's date begins with.
    pub at: u32,
    /// What the reminder says.
    pub words: String,
}

impl First {
    /// The first session of a day, where nothing of the day is done or running yet.
    pub fn of(plan: &Plan, index: &PlanIndex, today: Day) -> Option<Self> {
        let sums = index.day(today);
        let sessions = sums.sessions.iter().filter_map(|id| plan.sessions.get(id));
        let sessions: Vec<&Session> = sessions.map(|session| &**session).collect();
        let begun = |s: &&Session| s.outcome == Outcome::Done || s.spent > Minutes::ZERO;
        if sessions.iter().any(begun) || plan.timer.is_some() {
            return None;
        }
        let ahead = |s: &&Session| s.outcome == Outcome::Planned;
        let open: Vec<&Session> = sessions.into_iter().filter(ahead).collect();
        let first = open.first()?;
        let slot = of_sessions(plan, today, open.iter().copied())
            .first()
            .copied()?;
        let (title, length) = (plan.short_title_of(&first.item), say_minutes(first.minutes));
        let mut words = format!("{}: {title}, {length}", clock(slot.from));
        match open.len() {
            0 | 1 => {}
            2 => words.push_str(", and one more session today"),
            n => words.push_str(&format!(", and {} more sessions today", n - 1)),
        }
        Some(Self {
            at: slot.from,
            words,
        })
    }
}

impl AppState {
    /// Minutes until the reminder is due (negative: it was due so long ago); `None`: there is none today.
    fn reminder_in(&mut self) -> Option<i64> {
        let today = self.now.today;
        if !self.settings.remind || self.settings.reminded_on == Some(today) {
            return None;
        }
        let index = self.index()?;
        let document = self.document.as_ref()?;
        let plan = Arc::clone(document.plan());
        let first = self.first.get((document.revision(), today), || {
            First::of(&plan, &index, today)
        });
        let at = i64::from(first.as_ref().as_ref()?.at);
        let lead = i64::from(self.settings.remind_lead.min(MAX_LEAD));
        Some(at - lead - self.minute_of_day())
    }

    /// Minutes since the midnight that the study day's date begins with; over 1,440 in the night after it.
    fn minute_of_day(&self) -> i64 {
        let minutes = u32::from(self.now.moment.clock().minutes());
        let night = minutes < crate::domain::busy::DAY_FROM;
        i64::from(minutes) + if night { 24 * 60 } else { 0 }
    }

    /// Shows the reminder where its time has come.
    pub(super) fn remind(&mut self) {
        self.reminder_due = self.reminder_in();
        let Some(due_in) = self.reminder_due else {
            return;
        };
        let lead = i64::from(self.settings.remind_lead.min(MAX_LEAD));
        if due_in > 0 || due_in < -(lead + i64::from(LATE)) {
            return;
        }
        let today = self.now.today;
        self.change_settings(|settings| settings.reminded_on = Some(today));
        let revision = self.document.as_ref().map_or(0, |d| d.revision());
        let first = self.first.get((revision, today), || None);
        if let Some(first) = &*first {
            self.notify(&first.words);
        }
    }

    fn notify(&mut self, words: &str) {
        let reply = self.jobs().reply();
        let reply = Box::new(move |result| reply(Event::Reminded(result)));
        self.env.notify("Study time", words, reply);
    }

    /// What became of it.
    pub(super) fn reminded(&mut self, result: Result<(), String>) {
        if let Err(error) = &result {
            log::warn!("no notification: {error}");
        }
        self.remind_refused = result.err();
    }

    /// Switches reminders on with this lead, in minutes, or off.
    pub(super) fn set_reminder(&mut self, lead: Option<u16>) {
        self.remind_refused = None;
        self.change_settings(|settings| {
            settings.remind = lead.is_some();
            if let Some(lead) = lead {
                settings.remind_lead = lead.min(MAX_LEAD);
            }
        });
    }

    /// Shows one now.
    pub(super) fn try_reminder(&mut self) {
        self.remind_refused = None;
        self.notify("This is how a reminder looks.");
    }

    /// Seconds until the reminder is due, where one is.
    pub(super) fn reminder_wake(&self) -> Option<f32> {
        // Minutes are counted in whole ones: it comes within the right minute.
        let minutes = self.reminder_due.filter(|minutes| *minutes > 0)?;
        Some(minutes as f32 * 60.0)
    }
}
