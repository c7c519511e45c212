//! The recall curve of one item: how likely it is recalled on each day, from the day it was finished to a day ahead.
//!
//! Reviews that took place count as they went: by the answers to its prompts (most recalled, or not), else as recalled.
//! Planned reviews count as recalled. Not here: the memory model (`fsrs`), how it is drawn (`ui`).

use std::collections::BTreeMap;

use crate::domain::{Day, Item, Outcome, Plan, SessionKind, Status};

use super::forecast::answers;
use super::fsrs::Fsrs;
use super::memory;

/// The longest curve, in days.
const LONGEST: i64 = 400;

/// A day of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OnDay {
    /// The day.
    pub day: Day,
    /// Recall on it, before a review of that day, in per mille (0 to 1000).
    pub per_mille: u16,
    /// A review on it: whether it was recalled (a planned one: taken as recalled).
    pub review: Option<bool>,
}

/// The curve of an item from the day it was finished; `None` where it is not finished. O(n) in the plan's sessions and ratings.
#[must_use]
pub fn curve(plan: &Plan, item: &Item, today: Day, until: Day) -> Option<Vec<OnDay>> {
    if item.status != Status::Done {
        return None;
    }
    let sessions = || plan.sessions.iter().filter(|s| s.item == item.id);
    let studied = sessions().filter(|s| s.kind == SessionKind::Study && s.spent.0 > 0);
    let finished = item.done_at.map(|at| at.day());
    let begun = finished.or_else(|| studied.map(|s| s.on).max())?;
    let until = until.max(today).min(begun.plus(LONGEST));
    let mut reviews: BTreeMap<Day, bool> = BTreeMap::new();
    for session in sessions().filter(|s| s.kind == SessionKind::Review) {
        let when = session.ended_at.map_or(session.on, |at| at.day());
        if session.outcome == Outcome::Done || session.is_ahead(today) {
            reviews.insert(when, true);
        }
    }
    for (day, yes, no) in answers(plan).remove(&item.id).unwrap_or_default() {
        reviews.insert(day, yes >= no);
    }
    let fsrs = Fsrs::of(&plan.rules);
    let (mut memory, mut last) = (memory::start(plan, item), begun);
    let days = begun.until(until.plus(1)).map(|day| {
        let since = day.since(last) as f64;
        let recall = fsrs.recall(since, memory.stability);
        let review = reviews.get(&day).copied().filter(|_| day > begun);
        if let Some(recalled) = review {
            memory = match recalled {
                true => fsrs.after_recall(memory, recall),
                false => fsrs.after_lapse(memory, recall),
            };
            last = day;
        }
        OnDay {
            day,
            per_mille: (recall * 1_000.0).round().clamp(0.0, 1_000.0) as u16,
            review,
        }
    });
    Some(days.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;
    use crate::domain::{Kind, Minutes, Moment, Session};

    #[test]
    fn it_falls_and_a_review_lifts_it() {
        let today = Day::from_ymd(2026, 11, 30).unwrap_or(Day::MIN);
        let mut plan = Plan::empty(Id::slug("p"), "P", today.plus(-20));
        let mut item = Item::new(Id::slug("a"), Kind::Topic, "A");
        assert_eq!(curve(&plan, &item, today, today.plus(10)), None);
        item.status = Status::Done;
        item.done_at = Moment::parse("2026-11-20T20:00:00").ok();
        plan.items.put(item.clone());
        let review = |id: &str, on: Day| {
            Session::new(
                Id::slug(id),
                Id::slug("a"),
                SessionKind::Review,
                on,
                Minutes(10),
            )
        };
        plan.sessions.put(review("r", today.plus(5)));
        let days = curve(&plan, &item, today, today.plus(10)).unwrap_or_default();
        assert_eq!(days.len(), 21);
        let at = |n: usize| days.get(n).map_or(0, |d| d.per_mille);
        // Stability 2.3065 days: 0.774 after ten days (`readiness`).
        assert_eq!((at(0), at(10)), (1_000, 774));
        assert!(at(15) < at(10) && at(16) > 950, "{days:?}");
        assert_eq!(days.get(15).and_then(|d| d.review), Some(true));
    }
}
