//! What a schedule is worth, read off its sessions alone: so that two schedules of one plan and day compare, whoever
//! made them and with whatever effort.
//!
//! Not here: the score the search works with (`score`), which also knows what is not finished yet.

use std::collections::BTreeMap;

use crate::domain::{Day, ItemId, Session, SessionKind as Kind};

use super::depth;
use super::from_plan::{Facts, Task};
use super::fsrs::{Fsrs, Memory};
use super::memory;
use super::problem::Weights;

/// What a schedule is worth to the planner: two of the same plan and day compare as the score does, what is ready first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Worth {
    /// What is ready in time: for each item its value (priority × what the interviews ask for it) × what its depth gives.
    pub ready: i64,
    /// How well it is laid out: recall less what reviews, pieces, uneven and one-sided days, and moves cost.
    pub layout: i64,
}

impl Worth {
    /// Whether this is worth more than `other` by over `per_mille` of what is ready.
    #[must_use]
    pub fn beats(&self, other: &Self, per_mille: i64) -> bool {
        let (mine, theirs) = (self.ready.max(0), other.ready.max(0));
        mine.saturating_mul(1_000) > theirs.saturating_mul(1_000 + per_mille)
    }
}

/// A worth, and how many tasks are ready only for a later interview than the first that asks for them.
pub(crate) struct Weighed {
    pub worth: Worth,
    pub late: usize,
}

/// What one item has in a schedule.
#[derive(Default)]
struct Laid {
    /// The last day of study, and its number of sessions.
    end: Option<i32>,
    studies: i64,
    reviews: Vec<i32>,
}

/// The first interview (index) that a task is ready for, with study up to `end` and these reviews.
fn ready_for(facts: &Facts, task: &Task, end: i32, reviews: &[i32]) -> Option<usize> {
    facts.aims.iter().enumerate().position(|(k, aim)| {
        let reviewed = || reviews.iter().any(|&r| end < r && r < aim.day);
        let asked = task.asked.get(k).is_some_and(|&a| a > 0);
        asked && end < aim.day && (facts.review() == 0 || reviewed())
    })
}

/// Weighs these sessions, where each task is studied at its choice (`None`: left out).
pub(crate) fn of(facts: &Facts, choice: &[Option<usize>], sessions: &[Session]) -> Weighed {
    let mut laid: BTreeMap<&ItemId, Laid> = BTreeMap::new();
    for s in sessions {
        let Ok(day) = i32::try_from(s.on.since(facts.today)) else {
            continue;
        };
        let item = laid.entry(&s.item).or_default();
        match s.kind {
            // On top of the item's own time: it is complete without.
            Kind::Study if facts.is_extra(s) => {}
            Kind::Study => {
                item.end = item.end.max(Some(day));
                item.studies += 1;
            }
            Kind::Review => item.reviews.push(day),
            Kind::Mock => {}
        }
    }
    let weights = Weights::usual(mean(facts));
    let fsrs = Fsrs::of(&facts.plan.rules);
    let (mut worth, mut late) = (Worth::default(), 0);
    let mut recall = |asked: &[i64], minutes: i32, memory: Memory, last: i32, laid: &Laid, due| {
        let mut days = laid.reviews.clone();
        days.retain(|&r| r > last);
        days.sort_unstable();
        // Every review doubles the histories to expect over; more than eight add nothing to see.
        let days = days.get(days.len().saturating_sub(8)..).unwrap_or(&[]);
        let wanted = facts.aims.iter().zip(asked).skip(due);
        let sum: i64 = wanted
            .filter(|(aim, asked)| **asked > 0 && last < aim.day)
            .map(|(aim, asked)| {
                let days = days
                    .get(..days.partition_point(|&r| r < aim.day))
                    .unwrap_or(&[]);
                let per_mille = match facts.review() {
                    0 => 1_000,
                    _ => fsrs.expected_per_mille(memory, last, days, aim.day),
                };
                asked * i64::from(minutes.max(5) / 5) * per_mille
            })
            .sum();
        worth.layout += sum - weights.fragment * (laid.studies - 1).max(0);
    };
    let nothing = Laid::default();
    for (task, chosen) in facts.tasks.iter().zip(choice) {
        let (Some(chosen), Some(laid)) = (*chosen, laid.get(&task.item.id)) else {
            continue;
        };
        let (Some(end), true) = (laid.end, task.is_asked()) else {
            continue;
        };
        let due = ready_for(facts, task, end, &laid.reviews);
        let first = task.asked.iter().position(|&a| a > 0);
        late += usize::from(due != first);
        let Some(due) = due else { continue };
        worth.ready = worth.ready.saturating_add(depth::credit(task, chosen, due));
        let minutes = task.choices.get(chosen).map_or(0, |c| c.whole);
        let memory = memory::start(facts.plan, task.item);
        recall(&task.asked, minutes, memory, end, laid, due);
    }
    for done in &facts.done {
        let minutes = super::from_plan::count(facts.plan.effort(done.item));
        let laid = laid.get(&done.item.id).unwrap_or(&nothing);
        recall(&done.asked, minutes, done.memory, done.last, laid, 0);
    }
    worth.layout -= days(facts, &weights, sessions);
    worth.layout -= weights.shift * moved(facts, sessions);
    Weighed { worth, late }
}

/// The mean value of what is asked for, at the depth “core”: the unit of what a layout costs.
pub(crate) fn mean(facts: &Facts) -> i64 {
    let (mut sum, mut count) = (0_i64, 0_i64);
    for task in &facts.tasks {
        let size = task.choices.iter().map(|c| i64::from(c.whole)).max();
        for &asked in task.asked.iter().filter(|a| **a > 0) {
            sum = sum.saturating_add(asked * size.unwrap_or(0) / 5);
            count += 1;
        }
    }
    sum.checked_div(count).unwrap_or(0)
}

/// What reviews, uneven days and days of one step cost.
fn days(facts: &Facts, weights: &Weights, sessions: &[Session]) -> i64 {
    struct OfDay {
        load: i64,
        studies: u32,
        step: u32,
        mixed: bool,
    }
    let mut by_day: BTreeMap<Day, OfDay> = BTreeMap::new();
    let (mut reviews, mut work) = (0, 0);
    for s in sessions {
        if facts.number(s.on).is_none() {
            continue;
        }
        let minutes = i64::from(super::from_plan::rest(s));
        let day = by_day.entry(s.on).or_insert(OfDay {
            load: 0,
            studies: 0,
            step: 0,
            mixed: false,
        });
        day.load += minutes;
        match s.kind {
            Kind::Review => reviews += 1,
            Kind::Mock => {}
            Kind::Study => {
                work += minutes;
                let item = facts.plan.items.get(&s.item);
                let step = facts.plan.step_number(item.and_then(|i| i.step.as_ref()));
                day.mixed |= day.studies > 0 && day.step != step;
                day.step = step;
                day.studies += 1;
            }
        }
    }
    let room = facts.there.iter().zip(&facts.buffer);
    let room: i64 = room.filter(|(_, b)| !**b).map(|(&m, _)| i64::from(m)).sum();
    let (mut over, mut mono) = (0, 0);
    for (&on, day) in &by_day {
        let there = facts.number(on).and_then(|d| facts.there.get(d));
        let there = there.map_or(0, |&m| i64::from(m));
        let fair = (there * work * 23).checked_div(room * 20).unwrap_or(0);
        over += (day.load - ((fair + 4) / 5 * 5).min(there)).max(0);
        mono += i64::from(day.studies > 1 && !day.mixed);
    }
    weights.review * reviews + weights.smooth * over + weights.mono * mono
}

/// Sessions of the plan before that are gone: three times the price within two days, twice within a week.
fn moved(facts: &Facts, sessions: &[Session]) -> i64 {
    let there: std::collections::BTreeSet<(&ItemId, Kind, Day)> =
        sessions.iter().map(|s| (&s.item, s.kind, s.on)).collect();
    let gone = facts.free.iter().filter_map(|s| {
        let day = facts.number(s.on)?;
        let price = match day {
            0..=2 => 3,
            3..=7 => 2,
            _ => 1,
        };
        (!there.contains(&(&s.item, s.kind, s.on))).then_some(price)
    });
    gone.sum()
}
