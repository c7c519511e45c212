//! What a plan adds up to, for reports and pictures: by week, by step, in words.
//!
//! Not here: sums by item and by day (`domain/index.rs`), readiness, which the planner knows.

use crate::domain::schedule::CutReason;
use crate::domain::{
    Day, Depth, Item, ItemId, Minutes, Outcome, Plan, PlanIndex, Session, Status, Step, Weekday,
    times,
};

/// The most weeks that are shown one by one: five years.
pub const MAX_WEEKS: usize = 260;

/// A week, from Monday.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    /// Its Monday.
    pub from: Day,
    /// The time there is on the days of the plan.
    pub capacity: Minutes,
    /// What is still planned.
    pub ahead: Minutes,
    /// What was spent.
    pub done: Minutes,
}

/// The weeks from the first study day to the last interview or session, at most [`MAX_WEEKS`].
pub fn weeks(plan: &Plan, index: &PlanIndex) -> Vec<Week> {
    let (first, last) = days(plan, index);
    let mut weeks = Vec::new();
    let mut from = first.week_start(Weekday::Mon);
    while from <= last && weeks.len() < MAX_WEEKS {
        let mut week = Week {
            from,
            capacity: Minutes::ZERO,
            ahead: Minutes::ZERO,
            done: Minutes::ZERO,
        };
        for day in from.until(from.plus(7)) {
            if day >= plan.start_on && plan.last_day().is_none_or(|last| day <= last) {
                week.capacity += plan.availability.minutes(day);
            }
            for id in &index.day(day).sessions {
                if let Some(session) = plan.sessions.get(id) {
                    week.done += session.spent;
                    if session.outcome == Outcome::Planned {
                        week.ahead += session.minutes.saturating_sub(session.spent);
                    }
                }
            }
        }
        weeks.push(week);
        let next = from.plus(7);
        if next <= from {
            break;
        }
        from = next;
    }
    weeks
}

/// The first and the last day that a plan says anything about.
pub fn days(plan: &Plan, index: &PlanIndex) -> (Day, Day) {
    let sessions = index.days();
    let first = sessions.map(|(day, _)| day).min();
    let last = index.days().map(|(day, _)| day).max();
    let first = first.map_or(plan.start_on, |day| day.min(plan.start_on));
    let ends = [last, plan.last_day(), Some(plan.start_on)];
    let last = ends.into_iter().flatten().max().unwrap_or(plan.start_on);
    (first, last)
}

/// A session with the time of day that it comes at; none on a day without any time.
pub struct Timed<'a> {
    /// The session.
    pub session: &'a Session,
    /// From when to when, on the axis of its study day.
    pub slot: Option<crate::domain::Slot>,
}

/// The sessions of a day in the order that they are taken.
pub fn sessions<'a>(plan: &'a Plan, index: &PlanIndex, day: Day) -> Vec<Timed<'a>> {
    let there = index.day(day).sessions.iter();
    let there: Vec<&Session> = there
        .filter_map(|id| plan.sessions.get(id).map(|session| &**session))
        .collect();
    let slots = times::of_sessions(plan, day, there.iter().copied());
    let timed = plan.availability.starts_at(day).is_some();
    let all = there.into_iter().zip(slots);
    all.map(|(session, slot)| Timed {
        session,
        slot: timed.then_some(slot),
    })
    .collect()
}

/// How far a step is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepSums {
    /// Items that are finished.
    pub done: usize,
    /// Items, those left out by the user not counted.
    pub all: usize,
    /// Minutes spent.
    pub spent: Minutes,
    /// Minutes of study still needed.
    pub left: Minutes,
}

impl StepSums {
    /// Of these items.
    pub fn of(plan: &Plan, index: &PlanIndex, items: &[&Item]) -> Self {
        let mut sums = Self::default();
        for item in items {
            sums.spent += index.item(&item.id).spent;
            sums.left += index.remaining(plan, &item.id);
            sums.done += usize::from(item.status == Status::Done);
            sums.all += usize::from(item.status != Status::Skipped);
        }
        sums
    }

    /// Of a hundred, how much of the time that it takes is spent.
    pub fn percent_of_time(&self) -> u32 {
        let whole = self.spent + self.left;
        if self.left == Minutes::ZERO && self.done == self.all && self.all > 0 {
            return 100;
        }
        let spent = u64::from(self.spent.0) * 100;
        let percent = spent.checked_div(u64::from(whole.0)).unwrap_or(0);
        u32::try_from(percent).unwrap_or(0)
    }
}

/// The number that a step is shown with; 0 where there is none.
pub fn number(step: Option<&Step>) -> u32 {
    step.map_or(0, |step| step.order)
}

/// “core”.
pub fn depth(depth: Depth) -> &'static str {
    match depth {
        Depth::Lean => "lean",
        Depth::Core => "core",
        Depth::Deep => "deep",
    }
}

/// “to do”.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::ToDo => "to do",
        Status::InProgress => "in progress",
        Status::Done => "done",
        Status::Skipped => "skipped",
    }
}

/// Why something is left out, as a sentence.
pub fn cut_reason(plan: &Plan, reason: &CutReason) -> String {
    match reason {
        CutReason::NoTime => "The time goes to items that are worth more an hour.".to_owned(),
        CutReason::TooLong => "No day is long enough for it in one go.".to_owned(),
        CutReason::Window => "No day is left that takes new material.".to_owned(),
        CutReason::Prerequisite(item) => format!(
            "It builds on {}, which is left out.",
            plan.short_title_of(item)
        ),
        CutReason::NoReview => {
            "There is time to study it, but none to review it before the interview.".to_owned()
        }
        CutReason::NotAsked => "No interview ahead asks for it.".to_owned(),
    }
}

/// What became of a session, in a word.
pub fn outcome(session: &Session, today: Day) -> &'static str {
    match session.outcome {
        Outcome::Done => "done",
        Outcome::Skipped => "skipped",
        Outcome::Planned if session.is_missed(today) => "missed",
        Outcome::Planned => "planned",
    }
}

/// The number of the step that an item belongs to; 0 where there is none.
pub fn step_of(plan: &Plan, item: &ItemId) -> u32 {
    let item = plan.items.get(item);
    plan.step_number(item.and_then(|item| item.step.as_ref()))
}
