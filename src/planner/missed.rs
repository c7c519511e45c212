//! What was planned for days before today and did not take place: why one would replan.
//!
//! Not here: where it goes instead (`entry`).

use std::collections::BTreeMap;

use crate::domain::{Day, Minutes, Plan, SessionId};

/// What was planned for days before today and did not take place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MissedSummary {
    /// Missed sessions by day, oldest first.
    pub days: BTreeMap<Day, Vec<SessionId>>,
    /// Minutes missed on each day.
    pub minutes: BTreeMap<Day, Minutes>,
    /// Minutes missed in all.
    pub total: Minutes,
}

impl MissedSummary {
    /// How many sessions were missed.
    #[must_use]
    pub fn count(&self) -> usize {
        self.days.values().map(Vec::len).sum()
    }
}

/// What was missed, day by day.
#[must_use]
pub fn missed_summary(plan: &Plan, today: Day) -> MissedSummary {
    let mut summary = MissedSummary::default();
    let timed = plan.timer.as_ref().map(|timer| &timer.session);
    for session in plan.sessions.iter() {
        if !session.is_missed(today) || timed == Some(&session.id) {
            continue;
        }
        let left = session.minutes.saturating_sub(session.spent);
        let ids = summary.days.entry(session.on).or_default();
        ids.push(session.id.clone());
        *summary.minutes.entry(session.on).or_default() += left;
        summary.total += left;
    }
    summary
}
