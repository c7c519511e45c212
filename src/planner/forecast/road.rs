//! The plan as the road ahead: the work in the order it is planned, the days with their time, the interviews with what
//! they ask for. Nothing uncertain is in it.
//!
//! Not here: what becomes of it (`course`).

use std::collections::BTreeMap;

use crate::domain::{
    CutReason, Day, InterviewId, Item, ItemId, Minutes, Outcome, Plan, SessionKind, StepId,
};
use crate::planner::choice::{Choice, choices};
use crate::planner::from_plan::{Facts, asks, count, rest};
use crate::planner::fsrs::{Fsrs, Memory};
use crate::planner::memory;
use crate::planner::readiness::{at_most, size};

use super::evidence::{after, answers, group, is_open_study};
use super::left_out::LeftOut;

/// So many days after the last interview (or after the last session) are looked at.
const BEYOND: i32 = 240;
/// No more days than this are looked at.
const MOST_DAYS: i32 = 1_000;

/// An item with time to study.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub item: ItemId,
    /// The step's place in the order of the path; the number of steps: none.
    pub step: usize,
    /// Whose pace it has.
    pub group: usize,
    /// What it was estimated to take in all, and what it has taken so far, in minutes.
    pub estimate: f64,
    pub studied: f64,
    /// The share of it that is known to be done, 0 to 1.
    pub begun: f64,
    /// By interview: what it is worth, and what is there when all of it is done and recalled.
    pub value: Vec<f64>,
    pub gain: f64,
    /// Days from the last study to each planned review.
    pub reviews: Vec<i32>,
    pub memory: Memory,
    /// By interview: whether it is planned for it. What two interviews ask for and the plan has after the first is for the
    /// second.
    pub asked: Vec<bool>,
}

/// A finished item.
#[derive(Clone, Debug)]
pub(super) struct Finished {
    pub step: usize,
    pub value: Vec<f64>,
    pub gain: f64,
    pub memory: Memory,
    /// The day of the last study or review, from today (0 or before), and the days of reviews to come.
    pub last: i32,
    pub reviews: Vec<i32>,
}

/// A planned session, or what is not planned at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub work: usize,
    pub day: i32,
    /// The share of the work's open minutes, 0 to 1.
    pub share: f64,
}

/// The road.
#[derive(Clone, Debug, Default)]
pub(super) struct Road {
    /// The memory model of the plan.
    pub fsrs: Fsrs,
    pub steps: Vec<StepId>,
    /// Interviews ahead: id, day from today.
    pub aims: Vec<(InterviewId, i32)>,
    pub work: Vec<Work>,
    pub finished: Vec<Finished>,
    pub left_out: Vec<LeftOut>,
    /// In the order they are planned.
    pub blocks: Vec<Block>,
    /// Minutes of each day: what there is for study, and what reviews and mocks take.
    pub time: Vec<f64>,
    pub other: Vec<f64>,
    /// By interview and day: minutes of reviews and mocks of what it asks for.
    pub other_for: Vec<Vec<f64>>,
    /// By interview: what could be, in minutes × importance.
    pub whole: Vec<f64>,
    /// The share of days with time, up to the last session, on which anything is planned.
    pub used: f64,
}

impl Road {
    /// Reads the plan: O(n log n).
    pub fn read(plan: &Plan, today: Day) -> Self {
        let facts = Facts::read(plan, today);
        let steps: Vec<StepId> = plan.steps_in_order().iter().map(|s| s.id.clone()).collect();
        let aims: Vec<(InterviewId, i32)> = facts
            .aims
            .iter()
            .map(|aim| (aim.interview.id.clone(), aim.day))
            .collect();
        let mut road = Self {
            fsrs: Fsrs::of(&plan.rules),
            whole: vec![0.0; aims.len()],
            steps,
            aims,
            ..Self::default()
        };
        road.read_items(&facts);
        road.read_blocks(&facts);
        road.read_days(&facts);
        road
    }

    fn value(&mut self, plan: &Plan, item: &Item, asked: &[i64]) -> Vec<f64> {
        let size = f64::from(size(plan, item));
        let value: Vec<f64> = asked.iter().map(|&a| a as f64 * size).collect();
        for (sum, value) in self.whole.iter_mut().zip(&value) {
            *sum += value;
        }
        value
    }

    pub fn place(&self, step: Option<&StepId>) -> usize {
        let place = step.and_then(|step| self.steps.iter().position(|one| one == step));
        place.unwrap_or(self.steps.len())
    }

    fn read_items(&mut self, facts: &Facts) {
        let plan = facts.plan;
        let fsrs = Fsrs::of(&plan.rules);
        let answers = answers(plan);
        let mut reviews: BTreeMap<&ItemId, Vec<i32>> = BTreeMap::new();
        let mut planned: BTreeMap<&ItemId, i32> = BTreeMap::new();
        let mut studied: BTreeMap<&ItemId, (u32, u32)> = BTreeMap::new();
        for session in plan.sessions.iter() {
            let day = number(session.on, facts.today);
            let item = &session.item;
            match session.kind {
                SessionKind::Study => {
                    let sum = studied.entry(item).or_default();
                    sum.0 = sum.0.saturating_add(session.spent.0);
                    sum.1 = sum.1.saturating_add(session.units);
                    if session.outcome == Outcome::Planned {
                        let last = planned.entry(item).or_insert(day);
                        *last = (*last).max(day);
                    }
                }
                SessionKind::Review if session.is_ahead(facts.today) => {
                    reviews.entry(item).or_default().push(day);
                }
                _ => {}
            }
        }
        for days in reviews.values_mut() {
            days.sort_unstable();
            days.dedup();
        }
        let none = Vec::new();
        let days: Vec<i32> = facts.aims.iter().map(|aim| aim.day).collect();
        for task in &facts.tasks {
            let item = task.item;
            let Some(choice) = at_most(&task.choices, item.depth) else {
                continue;
            };
            let value = self.value(plan, item, &task.asked);
            let gain = gain(plan, item, choice);
            let is_planned = planned.contains_key(&item.id);
            let cut = plan.cuts.get(&item.id).map(|cut| &cut.reason);
            if !is_planned && cut.is_some_and(|reason| *reason != CutReason::NotAsked) {
                let studied = studied.get(&item.id).map_or(0, |(minutes, _)| *minutes);
                let left = f64::from(choice.whole) - f64::from(studied);
                self.left_out.push(LeftOut {
                    step: self.place(item.step.as_ref()),
                    group: group(&self.steps, item.step.as_ref(), item.estimate.is_some()),
                    estimate: left.max(5.0),
                    value,
                    gain,
                    memory: memory::start(plan, item),
                });
                continue;
            }
            if !is_planned && !task.is_asked() {
                continue;
            }
            let last = planned.get(&item.id).copied().unwrap_or(0);
            let after_last = reviews.get(&item.id).unwrap_or(&none).iter();
            let (minutes, pages) = studied.get(&item.id).copied().unwrap_or_default();
            self.work.push(Work {
                item: item.id.clone(),
                step: self.place(item.step.as_ref()),
                group: group(&self.steps, item.step.as_ref(), item.estimate.is_some()),
                estimate: match item.estimate {
                    Some(_) => f64::from(choice.whole.max(5)),
                    None => f64::from(count(plan.path_effort(item, choice.depth)).max(5)),
                },
                studied: f64::from(minutes),
                begun: super::evidence::share_done(item, pages).unwrap_or(0.0),
                asked: due(&task.asked, &days, planned.get(&item.id).copied()),
                value,
                gain,
                reviews: after_last
                    .map(|day| day - last)
                    .filter(|gap| *gap > 0)
                    .collect(),
                memory: memory::start(plan, item),
            });
        }
        for done in &facts.done {
            let choices = choices(plan, done.item, 0);
            let Some(choice) = at_most(&choices, done.item.depth) else {
                continue;
            };
            let value = self.value(plan, done.item, &done.asked);
            // A prompt is taken to be learnt when its item was finished: its first answer is a review.
            let (mut memory, mut last) = (done.memory, done.last);
            if let Some(days) = answers.get(&done.item.id) {
                (memory, last) = (memory::start(plan, done.item), done.finished);
                for &(day, yes, no) in days {
                    let day = number(day, facts.today).min(0);
                    if day > last {
                        memory = after(&fsrs, memory, f64::from(day - last), yes >= no);
                        last = day;
                    }
                }
            }
            let ahead = reviews.get(&done.item.id).unwrap_or(&none);
            self.finished.push(Finished {
                step: self.place(done.item.step.as_ref()),
                value,
                gain: gain(plan, done.item, choice),
                memory,
                last,
                reviews: ahead.clone(),
            });
        }
    }

    fn read_blocks(&mut self, facts: &Facts) {
        let places: BTreeMap<ItemId, usize> = self
            .work
            .iter()
            .enumerate()
            .map(|(n, work)| (work.item.clone(), n))
            .collect();
        // Day, place in the path (what was missed comes first, in its order), work, minutes.
        let mut blocks: Vec<(i32, usize, f64)> = Vec::new();
        for session in facts.plan.sessions.iter().filter(|s| is_open_study(s)) {
            if let Some(&work) = places.get(&session.item) {
                let day = number(session.on, facts.today).max(0);
                blocks.push((day, work, f64::from(rest(session).max(1))));
            }
        }
        let last = blocks.iter().map(|(day, ..)| *day).max().unwrap_or(0);
        let mut has = vec![0.0_f64; self.work.len()];
        for (_, work, minutes) in &blocks {
            if let Some(sum) = has.get_mut(*work) {
                *sum += minutes;
            }
        }
        // What is open and not planned comes after all that is.
        for (n, (work, has)) in self.work.iter().zip(&mut has).enumerate() {
            let left = (work.estimate - work.studied).max(5.0);
            if *has < 1.0 {
                *has = left;
                blocks.push((last, n, left));
            }
        }
        blocks.sort_by_key(|(day, work, _)| (*day, *work));
        self.blocks = blocks
            .into_iter()
            .map(|(day, work, minutes)| Block {
                work,
                day,
                share: minutes / has.get(work).copied().unwrap_or(minutes),
            })
            .collect();
    }

    fn read_days(&mut self, facts: &Facts) {
        let plan = facts.plan;
        let last = self.blocks.iter().map(|block| block.day).max().unwrap_or(0);
        let days = (facts.days.max(last) + BEYOND).min(MOST_DAYS);
        let known = facts.there.len();
        for n in 0..days {
            let day = facts.today.plus(i64::from(n));
            let place = usize::try_from(n).unwrap_or(0);
            let minutes = match facts.there.get(place) {
                Some(_) if facts.buffer.get(place) == Some(&true) => 0,
                Some(minutes) => *minutes,
                None if place == known && known > 0 => 0,
                None if day < plan.start_on => 0,
                None => count(plan.availability.minutes(day)),
            };
            self.time.push(f64::from(minutes));
        }
        self.other = vec![0.0; self.time.len()];
        self.other_for = vec![self.other.clone(); self.aims.len()];
        let mut on = vec![false; self.time.len()];
        for session in plan.sessions.iter().filter(|s| s.is_ahead(facts.today)) {
            let place = usize::try_from(session.on.since(facts.today)).unwrap_or(usize::MAX);
            if let Some(slot) = on.get_mut(place) {
                *slot = true;
            }
            if session.kind == SessionKind::Study {
                continue;
            }
            let minutes = f64::from(rest(session).max(0));
            if let Some(slot) = self.other.get_mut(place) {
                *slot += minutes;
            }
            let item = plan.items.get(&session.item);
            for (aim, days) in facts.aims.iter().zip(&mut self.other_for) {
                let asks = item.is_some_and(|item| asks(aim.interview, item) > 0);
                if let Some(slot) = days.get_mut(place).filter(|_| asks) {
                    *slot += minutes;
                }
            }
        }
        let until = usize::try_from(last + 1).unwrap_or(0);
        let open = self.time.iter().take(until).filter(|m| **m > 0.0).count();
        let used = on.iter().take(until).filter(|on| **on).count();
        self.used = used as f64 / open.max(1) as f64;
        // Reviews take their time of the same day.
        for (time, other) in self.time.iter_mut().zip(&self.other) {
            *time = (*time - other).max(0.0);
        }
    }
}

/// By interview: whether an item that is planned until this day is planned for it.
fn due(asked: &[i64], days: &[i32], planned: Option<i32>) -> Vec<bool> {
    let last = asked.iter().rposition(|&a| a > 0);
    let pairs = asked.iter().zip(days).enumerate();
    let is_due = |(k, (&asked, &day)): (usize, (&i64, &i32))| {
        asked > 0 && (Some(k) == last || planned.is_some_and(|until| until < day))
    };
    pairs.map(is_due).collect()
}

/// Days from today.
fn number(day: Day, today: Day) -> i32 {
    i32::try_from(day.since(today))
        .unwrap_or(0)
        .clamp(-4_000, MOST_DAYS)
}

/// What an item gives at its depth for each minute of its size: “core” is 1.
fn gain(plan: &Plan, item: &Item, choice: &Choice) -> f64 {
    choice.gain as f64 / f64::from(size(plan, item).max(1))
}

/// Minutes left at a depth, for what is skipped.
pub(super) fn open_minutes(work: &Work) -> Minutes {
    Minutes((work.estimate - work.studied).max(0.0) as u32)
}
