//! One step up in depth: which there are, what each is worth a minute, and which comes first.

use super::super::from_plan::{Facts, Task};
use super::Rise;
use crate::domain::Depth;

pub(super) fn sort(facts: &Facts, rises: &mut [Rise]) {
    rises.sort_by(|a, b| {
        let place = |r: &Rise| facts.tasks[r.task].position;
        (a.deep, -a.density, place(a), a.to).cmp(&(b.deep, -b.density, place(b), b.to))
    });
}

pub(super) fn is_deep(task: &Task, choice: usize) -> bool {
    choice > 0
        && task
            .choices
            .get(choice)
            .is_some_and(|c| c.depth == Depth::Deep)
}

/// What lifting a task from one choice to another is worth per minute, scaled.
pub(super) fn density(facts: &Facts, task: &Task, from: Option<usize>, to: usize) -> i64 {
    let asked: i64 = task.asked.iter().sum();
    let gain = |choice: usize| task.choices.get(choice).map_or(0, |c| c.gain);
    let (cost0, gain0) = from.map_or((0, 0), |f| (cost(facts, task, f), gain(f)));
    let more = (cost(facts, task, to) - cost0).max(1);
    let gain = (gain(to) - gain0).max(0);
    // Who fixes a depth wants the item: it counts half as much again.
    let gain = if task.fixed { gain * 3 / 2 } else { gain };
    gain.saturating_mul(asked).saturating_mul(1_000) / more
}

/// The rises of one task from a choice on, in the order they are worth taking.
pub(super) fn rises_of(
    facts: &Facts,
    n: usize,
    task: &Task,
    at: Option<usize>,
    rises: &mut Vec<Rise>,
) {
    if !task.is_asked() {
        return;
    }
    let mut from = at;
    loop {
        let first = from.map_or(0, |f| f + 1);
        let mut best: Option<(i64, usize)> = None;
        for to in first..task.choices.len() {
            if is_deep(task, to) && to > first {
                break;
            }
            let density = density(facts, task, from, to);
            if best.is_none_or(|(b, _)| density > b) {
                best = Some((density, to));
            }
        }
        let Some((density, to)) = best else { break };
        rises.push(Rise {
            task: n,
            to,
            density,
            deep: is_deep(task, to),
        });
        from = Some(to);
    }
}

/// Minutes a choice takes, its first review counted.
pub(crate) fn cost(facts: &Facts, task: &Task, choice: usize) -> i64 {
    let left = task.choices.get(choice).map_or(0, |c| c.left);
    i64::from(left) + i64::from(facts.review())
}
