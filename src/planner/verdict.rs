//! How a schedule comes out, in numbers, and what it would take to keep what it leaves out.
//!
//! Not here: the words (`ui`).

use crate::domain::{Cut, CutReason, Day, Depth, ItemId, Minutes, Plan, Session, Table, Verdict};

use super::from_plan::{Facts, rest};

/// The verdict on a schedule made of these sessions, cuts and choices. `late` counts tasks that are ready only for a
/// later interview than the first that asks for them.
pub(crate) fn of(
    facts: &Facts,
    sessions: &[Session],
    choice: &[Option<usize>],
    cuts: &Table<Cut>,
    late: usize,
) -> Verdict {
    let available = facts.there.iter().map(|&m| i64::from(m)).sum();
    let planned = sessions
        .iter()
        .filter(|s| facts.number(s.on).is_some())
        .map(|s| i64::from(rest(s)))
        .sum();
    let (mut wanted, mut reduced) = (0_i64, 0_u32);
    for (n, task) in facts.tasks.iter().enumerate() {
        if !facts.aims.is_empty() && !task.is_asked() {
            continue;
        }
        let core = if task.item.depth_fixed {
            None
        } else {
            task.at(Depth::Core)
        };
        let Some(full) = core.or_else(|| task.choices.last()) else {
            continue;
        };
        wanted += i64::from(full.left) + i64::from(facts.review());
        let chosen = choice.get(n).copied().flatten();
        let chosen = chosen.and_then(|c| task.choices.get(c));
        let below = chosen.is_some_and(|c| core.is_some_and(|core| c.depth < core.depth));
        if below && !cuts.contains(&task.item.id) {
            reduced += 1;
        }
    }
    let missing = cuts.iter().any(|cut| cut.reason != CutReason::NotAsked);
    let minutes = |m: i64| Minutes(u32::try_from(m).unwrap_or(u32::MAX));
    Verdict {
        fits: if facts.aims.is_empty() {
            facts.tasks.is_empty()
        } else {
            !missing && late == 0
        },
        available: minutes(available),
        planned: minutes(planned),
        wanted: minutes(wanted),
        reduced,
        cut: u32::try_from(cuts.len()).unwrap_or(u32::MAX),
    }
}

/// What it would take to study an item at a depth besides everything that is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToKeep {
    /// More time than the schedule has free before the interview; zero: a replan can take it in.
    pub minutes: Minutes,
    /// As much more on each day that has any time and takes new material, rounded up to five minutes.
    pub per_day: Minutes,
    /// How many such days there are.
    pub days: u32,
    /// The interview before which it is needed.
    pub until: Day,
    /// Where the plan begins after today: the day from which on that time would be there besides.
    pub start_on: Option<Day>,
}

/// What it would take to study `item` at `depth`. `None` where the item is not open, takes no time at that depth, or
/// no interview ahead asks for it.
#[must_use]
pub fn to_keep(plan: &Plan, today: Day, item: &ItemId, depth: Depth) -> Option<ToKeep> {
    let facts = Facts::read(plan, today);
    let task = facts.tasks.iter().find(|t| t.item.id == *item)?;
    let (last, aim) = facts
        .aims
        .iter()
        .zip(&task.asked)
        .rfind(|(_, asked)| **asked > 0)
        .map(|(aim, _)| (aim.day, aim))?;
    let left = task.at(depth)?.left;
    let own = task.before.saturating_add(task.pinned);
    let review = if own == 0 { facts.review() } else { 0 };
    let end = usize::try_from(last).unwrap_or(0).min(facts.capacity.len());
    let until = aim.interview.on;
    let there: i64 = facts.there.iter().take(end).map(|&m| i64::from(m)).sum();
    let ahead = plan
        .sessions
        .iter()
        .filter(|s| s.is_ahead(today) && s.on < until);
    let planned: i64 = ahead.map(|s| i64::from(rest(s))).sum();
    let more = i64::from(left) + i64::from(review) - i64::from(own);
    let missing = (more - (there - planned).max(0)).max(0);
    let days = facts
        .there
        .iter()
        .zip(&facts.buffer)
        .take(end)
        .filter(|(minutes, buffer)| **minutes > 0 && !**buffer)
        .count();
    let per_day = match days as i64 {
        0 => missing,
        days => (missing + days - 1) / days,
    };
    let minutes = |m: i64| Minutes(u32::try_from(m).unwrap_or(u32::MAX));
    Some(ToKeep {
        minutes: minutes(missing),
        per_day: minutes((per_day + 4) / 5 * 5),
        days: u32::try_from(days).unwrap_or(u32::MAX),
        until,
        start_on: None,
    })
}
