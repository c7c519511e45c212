//! Poses the problem: one choice of depths, in the planner's terms.
//!
//! Not here: what the plan says (`from_plan`), which depths (`depth`), what becomes of the answer (`way_back`),
//! what is laid out already (`put.rs`).

mod put;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use put::mocks;
use put::{put_done, put_mocks, put_reserved, put_sessions};

use super::from_plan::{Facts, Task, count, rest};
use super::memory;
use super::problem::{self, Interview, ItemKind, MAX_MINUTES, MAX_VALUE, Problem, Weights};
use crate::domain::{Depth, Item, ItemId, SessionKind as Kind, StepId};

/// What an item of the problem stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stands<'a> {
    /// An open task, by index.
    Task(usize),
    /// Something that is done.
    Done(&'a Item),
    /// The mock of a design prompt.
    Mock(&'a Item),
    /// A session that stays and only takes its time.
    Reserved,
}

/// A problem, and what its items stand for.
#[derive(Debug)]
pub(crate) struct Posed<'a> {
    pub problem: Problem,
    pub stands: Vec<Stands<'a>>,
}

impl<'a> Posed<'a> {
    /// The plan's item behind an item of the problem.
    pub fn item(&self, facts: &Facts<'a>, index: usize) -> Option<&'a Item> {
        match *self.stands.get(index)? {
            Stands::Task(n) => facts.tasks.get(n).map(|task| task.item),
            Stands::Done(item) | Stands::Mock(item) => Some(item),
            Stands::Reserved => None,
        }
    }
}

/// Whether the steps are studied in the order of the path.
#[derive(Clone, Debug, Default)]
pub(crate) enum Order<'a> {
    /// Each item where it pays.
    #[default]
    Free,
    /// In the order of the path, but for these steps.
    Path(Vec<&'a StepId>),
}

/// Reviews of one item at most, whatever the rules allow: the expected recall looks at every outcome of each, and more
/// gain next to nothing.
const MOST_REVIEWS: u32 = 6;

/// The problem for these depths and these mocks; nothing new is studied after the day `last_study`. What is `due` by a
/// later interview waits for the earlier ones to be over; without dues nothing does.
pub(crate) fn pose<'a>(
    facts: &Facts<'a>,
    choice: &[Option<usize>],
    due: &[usize],
    mocks: &[&'a ItemId],
    last_study: i32,
    order: &Order,
) -> Posed<'a> {
    let mut problem = Problem::empty(facts.days);
    let rules = &facts.plan.rules;
    problem.capacity.clone_from(&facts.there);
    let extras = facts.reserved.iter().filter(|(_, s)| facts.is_extra(s));
    for (day, session) in extras {
        if let Some(slot) = problem.capacity.get_mut(*day) {
            *slot = (*slot - rest(session)).max(0);
        }
    }
    problem.fsrs = *super::fsrs::Fsrs::of(rules).parameters();
    problem.max_items = u32::from(rules.max_items.max(1));
    problem.max_reviews = u32::from(rules.max_reviews);
    problem.max_item_reviews = u32::from(rules.max_item_reviews).min(MOST_REVIEWS);
    problem.interviews = facts
        .aims
        .iter()
        .map(|aim| Interview {
            id: aim.interview.id.to_string(),
            day: aim.day,
            buffer_days: aim.buffer,
        })
        .collect();
    let mut posed = Posed {
        problem,
        stands: Vec::new(),
    };
    let mut of_task: Vec<Option<usize>> = vec![None; facts.tasks.len()];
    let mut by_item: BTreeMap<(&ItemId, bool), usize> = BTreeMap::new();
    let mut lists: BTreeMap<&str, u32> = BTreeMap::new();
    let in_path_order = match order {
        Order::Free => BTreeSet::new(),
        Order::Path(but) => {
            let mut steps = steps_in_path_order(facts);
            steps.retain(|step| but.iter().all(|freed| freed.as_str() != *step));
            steps
        }
    };
    for (n, task) in facts.tasks.iter().enumerate() {
        let Some(choice) = choice.get(n).copied().flatten() else {
            continue;
        };
        let name = list_of(task, &in_path_order);
        let list = name.map(|name| {
            let next = u32::try_from(lists.len()).unwrap_or(u32::MAX);
            *lists.entry(name).or_insert(next)
        });
        if let Some(slot) = of_task.get_mut(n) {
            *slot = Some(posed.stands.len());
        }
        by_item.insert((&task.item.id, false), posed.stands.len());
        posed.stands.push(Stands::Task(n));
        let mut item = of_open(facts, task, choice, list, last_study);
        let early = due
            .get(n)
            .and_then(|due| facts.aims.get(due.checked_sub(1)?));
        let begins = begins(facts, task, &in_path_order, last_study);
        let begins = begins.max(early.map_or(0, |aim| aim.day));
        item.earliest = begins.min(item.latest);
        posed.problem.items.push(item);
    }
    for (item, stands) in posed.problem.items.iter_mut().zip(&posed.stands) {
        if let Stands::Task(n) = *stands
            && let Some(task) = facts.tasks.get(n)
        {
            let before = task.prerequisites.iter();
            item.prerequisites = before
                .filter_map(|&p| of_task.get(p).copied().flatten())
                .collect();
        }
    }
    put_done(facts, &mut posed, &mut by_item);
    put_mocks(facts, mocks, &mut posed, &mut by_item);
    put_sessions(facts, &mut posed, &by_item);
    put_reserved(facts, &mut posed);
    posed.problem.fair = posed.problem.fair_load();
    posed.problem.weights = Weights::usual(posed.problem.mean_value());
    posed
}

/// The ordered list that a task belongs to: its own, else its step where that is laid out in the order of the path.
fn list_of<'a>(task: &Task<'a>, in_path_order: &BTreeSet<&str>) -> Option<&'a str> {
    if !task.item.sequence.is_empty() {
        return Some(task.item.sequence.as_str());
    }
    let step = task.item.step.as_ref()?.as_str();
    in_path_order.contains(step).then_some(step)
}

/// The first day a task may begin in a first plan: the path's later steps wait a little, so that the first days lay the
/// foundations. The r-th of m steps begins after r / 3m of the time before the first interview that asks for it.
fn begins(facts: &Facts, task: &Task, in_path_order: &BTreeSet<&str>, last_study: i32) -> i32 {
    let Some(step) = task.item.step.as_ref() else {
        return 0;
    };
    if !in_path_order.contains(step.as_str()) {
        return 0;
    }
    let steps = facts.plan.steps_in_order();
    let rank = steps.iter().position(|s| s.id == *step).unwrap_or(0);
    let aims = facts.aims.iter().zip(&task.asked);
    let first = aims
        .filter(|(_, asked)| **asked > 0)
        .map(|(aim, _)| aim.day);
    let days = first.min().unwrap_or(0).min(last_study.saturating_add(1));
    let (rank, steps) = (
        i64::try_from(rank).unwrap_or(0),
        i64::try_from(steps.len()).unwrap_or(1),
    );
    i32::try_from(i64::from(days) * rank / (3 * steps.max(1))).unwrap_or(0)
}

/// The steps whose items are studied in the order of the path: in a first plan all of them, but for those where the
/// order of the board stands against a prerequisite. A replan keeps what is there and is free to fill gaps instead: an
/// order that may not be broken would push half a step along for one missed hour.
fn steps_in_path_order<'a>(facts: &Facts<'a>) -> BTreeSet<&'a str> {
    let step = |task: &Task<'a>| task.item.step.as_ref().map(|step| step.as_str());
    let mut steps: BTreeSet<&str> = facts.tasks.iter().filter_map(step).collect();
    for task in &facts.tasks {
        for before in task
            .prerequisites
            .iter()
            .filter_map(|&n| facts.tasks.get(n))
        {
            if step(before) == step(task)
                && before.position > task.position
                && let Some(step) = step(task)
            {
                steps.remove(step);
            }
        }
    }
    steps
}

fn step_of(facts: &Facts, item: &Item) -> u8 {
    match facts.plan.step_number(item.step.as_ref()) {
        0 => u8::MAX,
        step => u8::try_from(step).unwrap_or(u8::MAX),
    }
}

fn values(asked: &[i64], minutes: i32) -> Vec<i64> {
    let fives = i64::from(minutes.max(5) / 5);
    let value = asked.iter().map(|a| (a * fives).min(MAX_VALUE));
    value.collect()
}

fn of_open(
    facts: &Facts,
    task: &Task,
    choice: usize,
    list: Option<u32>,
    last_study: i32,
) -> problem::Item {
    let (left, whole) = task
        .choices
        .get(choice)
        .map_or((1, 1), |c| (c.left, c.whole));
    let left = left.max(task.pinned).min(MAX_MINUTES);
    let longest = facts.capacity.iter().copied().max().unwrap_or(0).max(1);
    let mut shortest = facts.shortest.max(1);
    let parts = (left + longest - 1) / longest;
    if parts > 1 && parts.saturating_mul(shortest) > left {
        shortest = (left / parts).max(1);
    }
    let memory = memory::start(facts.plan, task.item);
    let mut item = problem::Item {
        id: task.item.id.to_string(),
        kind: ItemKind::Study,
        step: step_of(facts, task.item),
        list,
        position: task.position,
        estimate: left,
        done: 0,
        prerequisites: Vec::new(),
        value: values(&task.asked, whole.max(left)),
        min_session: shortest,
        splittable: task.pinned > 0 || parts > 1 || left >= 2 * shortest,
        review_minutes: facts.review(),
        stability: memory.stability,
        difficulty: memory.difficulty,
        memory: None,
        earliest: 0,
        latest: last_study.min(facts.days - 1).max(0),
    };
    if let Some(day) = reviewed_by_hand(facts, task, left) {
        item.review_minutes = 0;
        item.latest = item.latest.min(day - 1);
    }
    item
}

/// The last day that new material needs to take when it is begun today: where there is more time than work, what is
/// over is kept at the end, for catching up and for reviews, and not at the beginning. Never before a day on which the
/// plan before had study.
pub(crate) fn study_until(facts: &Facts, choice: &[Option<usize>]) -> i32 {
    let chosen = facts.tasks.iter().zip(choice);
    let work: i64 = chosen
        .filter_map(|(task, choice)| task.choices.get((*choice)?))
        .map(|c| i64::from(c.left + facts.review()))
        .sum();
    let longest = facts.capacity.iter().copied().max().unwrap_or(0);
    let enough = work + work / 12 + i64::from(longest);
    let mut sum = 0_i64;
    let days = facts.capacity.iter().zip(&facts.buffer);
    let reached = days.map(|(&minutes, &buffer)| match buffer {
        false if minutes >= facts.shortest => i64::from(minutes),
        _ => 0,
    });
    let end = reached
        .enumerate()
        .find(|(_, minutes)| {
            sum += minutes;
            sum >= enough
        })
        .map_or(facts.days, |(day, _)| day as i32);
    let before = facts.free.iter().filter(|s| s.kind == Kind::Study);
    let before = before.filter_map(|s| facts.number(s.on)).max();
    end.max(before.map_or(0, |day| day as i32))
}

/// The day of the review that the user has put down, where it can serve as the first one.
fn reviewed_by_hand(facts: &Facts, task: &Task, left: i32) -> Option<i32> {
    let day = task.review_by_hand?;
    if task.pinned_until.is_some_and(|last| last >= day) {
        return None;
    }
    let before = usize::try_from(day).ok()?;
    let days = facts.capacity.iter().zip(&facts.buffer).take(before);
    let room: i32 = days.filter(|(_, buffer)| !**buffer).map(|(c, _)| *c).sum();
    (room >= left.saturating_add(left / 4)).then_some(day)
}

/// Whether an item takes time at any depth; supporting material does not, and is never reviewed.
pub(crate) fn takes_time(facts: &Facts, item: &Item) -> bool {
    let mut depths = Depth::ALL.into_iter();
    depths.any(|depth| count(facts.plan.effort_at(item, depth)) > 0)
}
