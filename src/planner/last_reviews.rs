//! One more review of a step shortly before an interview: which items, and on which days there is room for them. Only
//! proposed; planning them is an edit like any other.
//!
//! Not here: whether it would help (`forecast/helps`), the reviews that the planner sets itself (`schedule`).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Day, InterviewId, ItemId, Minutes, Plan, PlanIndex, SessionKind, Status, StepId,
};

use super::breaks::is_own;
use super::follow_up::{kept_days, room};
use super::from_plan::asks;

/// Where the day itself is full, so many days before it are looked at.
const EARLIER: i64 = 4;

/// Reviews that are proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastReviews {
    /// What is reviewed and when, in the order that it is chosen.
    pub planned: Vec<(ItemId, Day)>,
    /// How long each takes.
    pub each: Minutes,
    /// Whether other work has to move for them: some stand in time that is planned for what the planner may move.
    pub others_move: bool,
    /// So many more would be worth it, but there is no room.
    pub without_room: usize,
    /// So many have a review on these days already.
    pub planned_already: usize,
}

/// Reviews of what is finished of a step, or will be by then, on `on` or up to four days before it: the most important
/// first, then what was studied longest ago; no more on a day than the plan's rules allow. They go into time that is free, and
/// where there is none into time of study that the planner may put elsewhere.
/// O(items + sessions).
#[must_use]
pub fn last_reviews(
    plan: &Plan,
    index: &PlanIndex,
    today: Day,
    interview: Option<&InterviewId>,
    step: Option<&StepId>,
    on: Day,
) -> LastReviews {
    let each = plan.rules.review;
    let mut found = LastReviews {
        each,
        ..LastReviews::default()
    };
    let Some(aim) = interview.and_then(|id| plan.interviews.get(id)) else {
        return found;
    };
    let first = on.plus(-EARLIER).max(today);
    let mut last: BTreeMap<&ItemId, Day> = BTreeMap::new();
    let mut has: BTreeSet<&ItemId> = BTreeSet::new();
    let mut reviews: BTreeMap<Day, usize> = BTreeMap::new();
    for session in plan.sessions.iter() {
        let ahead = session.is_ahead(today);
        if session.kind == SessionKind::Study && (ahead || session.spent > Minutes::ZERO) {
            let day = last.entry(&session.item).or_insert(session.on);
            *day = session.on.max(*day);
        }
        if session.kind == SessionKind::Review && ahead {
            *reviews.entry(session.on).or_default() += 1;
            if session.on >= first && session.on < aim.on {
                has.insert(&session.item);
            }
        }
    }
    let mut items: Vec<_> = plan
        .items
        .iter()
        .filter(|item| item.step.as_ref() == step && asks(aim, item) > 0)
        .filter(|item| item.status != Status::Skipped)
        .filter_map(|item| {
            let studied = last.get(&item.id).copied();
            let day = match item.status {
                Status::Done => studied.unwrap_or(today.plus(-1)).min(today),
                // What is not finished by then has nothing to be reviewed.
                _ => studied.filter(|day| *day >= today && *day < on)?,
            };
            Some((std::cmp::Reverse(item.importance), day, item))
        })
        .collect();
    items.sort_by_key(|(importance, day, item)| (*importance, *day, item.order, item.id.clone()));
    let mut free: BTreeMap<Day, (Minutes, Minutes)> = BTreeMap::new();
    // Days around the other interviews are not for this one's reviews.
    let others = plan.interviews.iter().filter(|one| one.id != aim.id);
    let kept: BTreeSet<Day> = others.flat_map(|one| kept_days(one)).collect();
    let open = |day: &Day| *day >= plan.start_on && !kept.contains(day);
    for day in first.until(on.plus(1)).filter(open) {
        let there = plan.availability.minutes(day);
        let sums = index.day(day);
        let sessions = sums.sessions.iter().filter_map(|id| plan.sessions.get(id));
        let movable = sessions.filter(|session| {
            let study = session.kind == SessionKind::Study && session.is_ahead(today);
            study && is_own(session)
        });
        let movable: Minutes = movable.map(|session| session.minutes).sum();
        free.insert(day, room(there, sums.load, movable));
    }
    for (_, studied, item) in items {
        if has.contains(&item.id) {
            found.planned_already += 1;
            continue;
        }
        let may = |day: Day| {
            let count = reviews.get(&day).copied().unwrap_or(0);
            day > studied && count < usize::from(plan.rules.max_reviews)
        };
        let days = || free.iter().rev().filter(|(day, _)| may(**day));
        let in_free = days().find(|(_, (left, _))| *left >= each);
        let day = in_free.or_else(|| days().find(|(_, (left, more))| *left + *more >= each));
        let Some(day) = day.map(|(day, _)| *day) else {
            found.without_room += 1;
            continue;
        };
        if let Some((left, movable)) = free.get_mut(&day) {
            found.others_move |= *left < each;
            *movable = movable.saturating_sub(each.saturating_sub(*left));
            *left = left.saturating_sub(each);
        }
        *reviews.entry(day).or_default() += 1;
        found.planned.push((item.id.clone(), day));
    }
    found.planned.sort_by_key(|(_, day)| *day);
    found
}
