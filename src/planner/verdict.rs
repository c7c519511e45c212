//! How a schedule comes out, in numbers, and what it would take to keep what it leaves out.
//!
//! Not here: the words (`ui`).

use crate::domain::{
    Cut, CutReason, Day, Depth, ItemId, Minutes, Plan, Session, Table, Verdict, Weekday,
};

use super::depth;
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
///
/// The promise: where the user fixes that depth and there is `per_day` more on each of the days that have any time and
/// take new material before the last interview that asks for the item (or as much more as `minutes` on some of
/// them, or [`Self::per_weekday`] on the weekdays among them), a replan takes the item in at that depth and lowers
/// nothing else for it. Found by choosing depths for that much time, not by laying the days out: in about five of six
/// generated plans a quick replan takes the item in, in the others what fits by the hour does not fit by the day, and a
/// little more is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToKeep {
    /// More time in all than there is before the interview; zero: with its depth fixed, a replan takes it in as it is.
    pub minutes: Minutes,
    /// As much more on each day that has any time and takes new material, rounded up to five minutes.
    pub per_day: Minutes,
    /// How many such days there are.
    pub days: u32,
    /// The day of the interview before which it is needed.
    pub until: Day,
    /// As much more on each such weekday, Monday to Friday, rounded up to five minutes; zero where there are none.
    pub per_weekday: Minutes,
    /// How many such weekdays there are.
    pub weekdays: u32,
    /// Where the plan begins after today: the last day, from today on, from which on that time would be there besides.
    pub start_on: Option<Day>,
}

/// Time is looked for in steps of so many minutes.
const STEP: i64 = 5;

/// What it would take to study `item` at `depth`. `None` where the item is not open, takes no time at that depth, no
/// interview ahead asks for it, or no time of the world would do.
#[must_use]
pub fn to_keep(plan: &Plan, today: Day, item: &ItemId, depth: Depth) -> Option<ToKeep> {
    let mut facts = Facts::read(plan, today);
    let n = facts.tasks.iter().position(|t| t.item.id == *item)?;
    let task = facts.tasks.get(n)?;
    let mut asked = facts.aims.iter().zip(&task.asked);
    let last = asked
        .rfind(|(_, asked)| **asked > 0)
        .map(|(aim, _)| aim.day)?;
    let wanted = *task.at(depth)?;
    let mut held = depth::held(&facts);
    let now = held.get(n).copied().flatten();
    let there_already = now.and_then(|now| task.choices.get(now));
    let kept = there_already.is_some_and(|now| now.depth >= depth);
    let there_now = there_already.map_or(0, |now| i64::from(now.left + facts.review()));
    let planned = depth::keep_as_it_is(&facts, &held);
    if let (Some(task), Some(slot)) = (facts.tasks.get_mut(n), held.get_mut(n)) {
        *slot = kept.then_some(0);
        task.choices = vec![wanted];
        task.fixed = true;
    }
    let end = usize::try_from(last).unwrap_or(0).min(facts.capacity.len());
    let days: Vec<usize> = (0..end)
        .filter(|&d| {
            let there = facts.there.get(d).is_some_and(|&m| m > 0);
            there && facts.buffer.get(d) == Some(&false)
        })
        .collect();
    let weekdays = days.iter().filter(|&&d| is_weekday(today, d)).count();
    let base = facts.capacity.clone();
    let others = held.clone();
    let mut enough = |steps: i64| {
        facts.capacity.clone_from(&base);
        spread(&mut facts.capacity, &days, steps * STEP);
        let with = depth::keep_as_it_is(&facts, &held);
        let mut pairs = with.choice.iter().zip(&planned.choice).enumerate();
        pairs.all(|(t, (with, planned))| {
            if t == n {
                with.is_some()
            } else {
                with >= planned.min(&others[t])
            }
        })
    };
    let most = i64::try_from(days.len()).unwrap_or(0) * 24 * 60 / STEP;
    let by_choice = least(&mut enough, most)? * STEP;
    // Reviews and mocks that are planned take their time, too: only what is really free is free.
    let with = depth::keep_as_it_is(&facts, &held);
    let more: i64 = with
        .choice
        .iter()
        .zip(&planned.choice)
        .enumerate()
        .filter(|(t, (with, now))| *t != n && now.is_none() && with.is_some())
        .filter_map(|(t, (with, _))| Some(depth::cost(&facts, facts.tasks.get(t)?, (*with)?)))
        .sum();
    let own = facts
        .tasks
        .get(n)
        .map_or(0, |task| depth::cost(&facts, task, 0));
    let until = today.plus(i64::from(last));
    let ahead = plan.sessions.iter();
    let ahead = ahead.filter(|s| s.is_ahead(today) && s.on < until);
    let taken: i64 = ahead.map(|s| i64::from(rest(s))).sum();
    let there: i64 = facts.there.iter().take(end).map(|&m| i64::from(m)).sum();
    let missing = match kept {
        true => 0,
        false => own + more - there_now - (there - taken).max(0),
    };
    let minutes = by_choice.max((missing + STEP - 1) / STEP * STEP);
    let per = |days: usize| {
        let days = i64::try_from(days).unwrap_or(1);
        let each = if days == 0 {
            0
        } else {
            (minutes + days - 1) / days
        };
        whole((each + STEP - 1) / STEP * STEP)
    };
    let count = |days: usize| u32::try_from(days).unwrap_or(u32::MAX);
    Some(ToKeep {
        minutes: whole(minutes),
        per_day: per(days.len()),
        days: count(days.len()),
        until,
        per_weekday: per(weekdays),
        weekdays: count(weekdays),
        start_on: earlier_start(plan, today, minutes),
    })
}

fn whole(minutes: i64) -> Minutes {
    Minutes(u32::try_from(minutes).unwrap_or(u32::MAX))
}

fn is_weekday(today: Day, day: usize) -> bool {
    let day = i64::try_from(day).map_or(today, |day| today.plus(day));
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Puts so many minutes more on these days, evenly.
fn spread(capacity: &mut [i32], days: &[usize], minutes: i64) {
    let count = i64::try_from(days.len()).unwrap_or(0).max(1);
    for (n, &day) in days.iter().enumerate() {
        let more = minutes / count + i64::from((n as i64) < minutes % count);
        if let Some(slot) = capacity.get_mut(day) {
            *slot = slot
                .saturating_add(i32::try_from(more).unwrap_or(0))
                .min(24 * 60);
        }
    }
}

/// The least number up to `most` that is enough; what is enough stays enough.
fn least(enough: &mut impl FnMut(i64) -> bool, most: i64) -> Option<i64> {
    if enough(0) {
        return Some(0);
    }
    let (mut low, mut high) = (0, 8);
    while !enough(high) {
        if high >= most {
            return None;
        }
        (low, high) = (high, (high * 3).min(most));
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if enough(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

/// The last day before the plan begins, from today on, from which on so much time is there besides.
fn earlier_start(plan: &Plan, today: Day, minutes: i64) -> Option<Day> {
    if minutes == 0 || plan.start_on <= today {
        return None;
    }
    let mut sum = 0;
    let mut day = plan.start_on;
    while day > today {
        day = day.plus(-1);
        sum += i64::from(plan.availability.minutes(day).0);
        if sum >= minutes {
            return Some(day);
        }
    }
    None
}
