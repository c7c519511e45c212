//! The days of the agenda and how tall each is: read once a revision, without the words of their sessions.
//!
//! Not here: drawing (`agenda.rs`), the words of a day (`model.rs`).

use std::collections::BTreeMap;

use crate::domain::time::{Day, Minutes};
use crate::domain::{Plan, PlanIndex};

/// Height of a day's head, points.
pub const HEAD: f32 = 42.0;
/// From the top of one row to the next.
pub const ROW: f32 = 30.0;
/// Below a day.
const GAP: f32 = 10.0;
/// Days without anything on them are listed no further ahead than this.
const FAR: i64 = 400;

/// A day of the agenda.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AgendaDay {
    /// How far below the top it begins, points.
    pub top: f32,
    /// Interviews on it.
    pub interviews: usize,
    /// What is taken by something else.
    pub busy: usize,
    /// Sessions on it.
    pub sessions: usize,
}

impl AgendaDay {
    /// How tall it is.
    pub fn height(&self) -> f32 {
        HEAD + (self.interviews + self.busy + self.sessions) as f32 * ROW + GAP
    }
}

/// All of them.
#[derive(Debug, Default)]
pub struct Days {
    /// In order.
    pub all: Vec<(Day, AgendaDay)>,
    /// Their height together.
    pub height: f32,
}

impl Days {
    /// Days with something on them; from today on until the last of those also the ones with time that is free.
    pub fn new(plan: &Plan, index: &PlanIndex, today: Day) -> Self {
        let mut days: BTreeMap<Day, AgendaDay> = BTreeMap::new();
        for (day, sums) in index.days() {
            let there = sums.sessions.iter().filter(|id| plan.sessions.contains(id));
            days.entry(day).or_default().sessions = there.count();
        }
        for interview in plan.interviews.iter() {
            days.entry(interview.on).or_default().interviews += 1;
        }
        days.entry(today).or_default();
        let last = days.keys().next_back().copied().unwrap_or(today);
        let last = last.min(today.plus(FAR));
        for day in today.until(last.plus(1)) {
            let busy = plan.availability.busy.on(day).len();
            if busy > 0 || plan.availability.minutes(day) > Minutes::ZERO {
                days.entry(day).or_default();
            }
        }
        let mut height = 0.0;
        for (day, made) in &mut days {
            made.busy = plan.availability.busy.on(*day).len();
            made.top = height;
            height += made.height();
        }
        Self {
            all: days.into_iter().collect(),
            height,
        }
    }

    /// The place of this day, or of the next one that is listed.
    pub fn place(&self, day: Day) -> usize {
        let place = self.all.partition_point(|(there, _)| *there < day);
        place.min(self.all.len().saturating_sub(1))
    }

    /// The place of the day at this height.
    pub fn at(&self, y: f32) -> usize {
        let below = self.all.partition_point(|(_, made)| made.top <= y);
        below.saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Answers;
    use crate::domain::id::Id;

    #[test]
    fn days_follow_one_another_and_are_found_by_height() {
        let today = Day::from_ymd(2026, 11, 30).expect("a day");
        let path = crate::store::builtin::path();
        let plan = Answers::sensible(today).plan(Id::slug("plan"), path);
        let index = PlanIndex::new(&plan);
        let days = Days::new(&plan, &index, today);
        assert_eq!(days.all.first().map(|(day, _)| *day), Some(today));
        let mut top = 0.0;
        for (n, (day, made)) in days.all.iter().enumerate() {
            assert!((made.top - top).abs() < 0.5);
            assert_eq!(days.at(made.top + 1.0), n);
            assert_eq!(days.place(*day), n);
            top += made.height();
        }
        assert!((days.height - top).abs() < 0.5);
    }
}
