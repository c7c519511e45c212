//! Cushions: the time there is before a date less the time still needed by then. Positive is room, negative is a lack.
//!
//! Time needed is what is left to study at the depth in force of everything that an interview asks for and that the
//! schedule does not leave out. Of the whole and of an interview the planned reviews and mocks are taken off, too; of an
//! item and a step they are not. Not here: how it is shown (`ui/format`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::schedule::{Cut, CutReason};
use crate::domain::{
    Day, InterviewId, ItemId, Minutes, Outcome, Plan, Session, SessionKind, StepId,
};

use super::from_plan::Facts;

/// Cushions of a plan, in minutes with a sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cushions {
    /// Of everything before the last interview ahead; `None` where none is ahead.
    pub whole: Option<i64>,
    /// Of each interview ahead: the time before it less everything due by then.
    pub interviews: BTreeMap<InterviewId, i64>,
    /// Of each step with something open: the time before the first interview that asks for it, less what the step needs by then and
    /// what is due earlier.
    pub steps: BTreeMap<StepId, i64>,
    /// Of each open item that an interview ahead asks for: the time before that interview, less what it needs itself,
    /// what it builds on, and what is due earlier.
    pub items: BTreeMap<ItemId, i64>,
    /// The same of each item, but never more than the interview it is due for has: what one item may grow by before
    /// something has to give way.
    pub spare: BTreeMap<ItemId, i64>,
    /// How many items are left out ([`count_left_out`]).
    pub left_out: usize,
}

/// How many open items that an interview asks for are left out: none of them with study that is planned, by hand say, as
/// the forecast counts them. O(sessions + cuts).
#[must_use]
pub fn count_left_out(plan: &Plan) -> usize {
    let study = |s: &&Arc<Session>| s.kind == SessionKind::Study && s.outcome == Outcome::Planned;
    let planned = plan.sessions.iter().filter(study);
    let planned: BTreeSet<&ItemId> = planned.map(|session| &session.item).collect();
    let out = |cut: &&Arc<Cut>| {
        let item = plan.items.get(&cut.item);
        let asked = cut.reason != CutReason::NotAsked;
        asked && item.is_some_and(|item| item.status.is_open()) && !planned.contains(&cut.item)
    };
    plan.cuts.iter().filter(out).count()
}

impl Cushions {
    /// Works all of them out: O(n log n). Keep them until the plan or the day changes.
    #[must_use]
    pub fn new(plan: &Plan, today: Day) -> Self {
        let facts = Facts::work(plan, today);
        let aims = facts.aims.len();
        // Minutes there before each interview.
        let mut there = Vec::with_capacity(aims);
        let (mut sum, mut day) = (0_i64, 0_usize);
        for aim in &facts.aims {
            let end = usize::try_from(aim.day).unwrap_or(0).min(facts.there.len());
            while day < end {
                sum += facts.there.get(day).copied().map_or(0, i64::from);
                day += 1;
            }
            there.push(sum);
        }
        // For each task: when it is due (what waits for it counts too), and what it needs.
        let left: Vec<i64> = facts
            .tasks
            .iter()
            .map(|task| {
                let choice = task.at(task.item.depth).or_else(|| task.choices.first());
                choice.map_or(0, |c| i64::from(c.left))
            })
            .collect();
        let own_due: Vec<Option<usize>> = facts
            .tasks
            .iter()
            .map(|task| task.asked.iter().position(|&a| a > 0))
            .collect();
        let cut: Vec<bool> = facts
            .tasks
            .iter()
            .map(|task| plan.cuts.contains(&task.item.id))
            .collect();
        let mut due = vec![None::<usize>; facts.tasks.len()];
        for (n, own) in own_due.iter().enumerate() {
            let Some(own) = *own else { continue };
            if cut.get(n) == Some(&true) {
                continue;
            }
            let mut stack = vec![n];
            while let Some(t) = stack.pop() {
                let Some(slot) = due.get_mut(t) else { continue };
                if slot.is_some_and(|d| d <= own) {
                    continue;
                }
                *slot = Some(own);
                if let Some(task) = facts.tasks.get(t) {
                    stack.extend_from_slice(&task.prerequisites);
                }
            }
        }
        // Everything due by each interview.
        let mut needed = vec![0_i64; aims];
        for (due, left) in due.iter().zip(&left) {
            if let Some(due) = due {
                for slot in needed.iter_mut().skip(*due) {
                    *slot += left;
                }
            }
        }
        let before = |k: usize| match k.checked_sub(1) {
            Some(k) => needed.get(k).copied().unwrap_or(0),
            None => 0,
        };
        let room = |k: usize| there.get(k).copied().unwrap_or(0);
        // Reviews, mocks and what comes on top of an item's time need theirs before an interview, too.
        let mut recalls = vec![0_i64; aims];
        let planned = plan.sessions.iter().filter(|s| s.is_ahead(today));
        for session in planned.filter(|s| s.kind != SessionKind::Study || facts.is_extra(s)) {
            for (slot, aim) in recalls.iter_mut().zip(&facts.aims) {
                if session.on < aim.interview.on {
                    // What was spent of it is spent of the time there is, too.
                    let rest = session.minutes.saturating_sub(session.spent);
                    *slot += i64::from(rest.0);
                }
            }
        }
        let recall = |k: usize| recalls.get(k).copied().unwrap_or(0);
        let last = aims.saturating_sub(1);
        let mut cushions = Self {
            whole: there
                .last()
                .zip(needed.last())
                .map(|(t, n)| t - n - recall(last)),
            left_out: count_left_out(plan),
            ..Self::default()
        };
        let of_interview = |k: usize| room(k) - needed.get(k).copied().unwrap_or(0) - recall(k);
        for (k, aim) in facts.aims.iter().enumerate() {
            let id = aim.interview.id.clone();
            cushions.interviews.insert(id, of_interview(k));
        }
        let mut steps: BTreeMap<&StepId, usize> = BTreeMap::new();
        for (n, task) in facts.tasks.iter().enumerate() {
            let (Some(own), Some(own_left)) = (own_due.get(n).copied().flatten(), left.get(n))
            else {
                continue;
            };
            let mut needs = *own_left;
            let mut seen = vec![n];
            let mut stack = vec![n];
            while let Some(t) = stack.pop() {
                let Some(task) = facts.tasks.get(t) else {
                    continue;
                };
                for &p in &task.prerequisites {
                    if seen.contains(&p) {
                        continue;
                    }
                    seen.push(p);
                    stack.push(p);
                    // What is due earlier is counted there.
                    let due = due.get(p).copied().flatten();
                    if due.is_none_or(|d| d >= own) {
                        needs += facts_left(left.as_slice(), p);
                    }
                }
            }
            let cushion = room(own) - before(own) - needs;
            cushions.items.insert(task.item.id.clone(), cushion);
            let spare = cushion.min(of_interview(own));
            cushions.spare.insert(task.item.id.clone(), spare);
            if cut.get(n) == Some(&true) {
                continue;
            }
            if let Some(step) = &task.item.step {
                let due = steps.entry(step).or_insert(own);
                *due = (*due).min(own);
            }
        }
        for (step, due) in &steps {
            // Only what of the step is due by then.
            let needs: i64 = facts
                .tasks
                .iter()
                .enumerate()
                .filter(|(n, task)| {
                    task.item.step.as_ref() == Some(*step)
                        && own_due.get(*n).copied().flatten() == Some(*due)
                        && cut.get(*n) == Some(&false)
                })
                .map(|(n, _)| facts_left(left.as_slice(), n))
                .sum();
            let cushion = room(*due) - before(*due) - needs;
            cushions.steps.insert((*step).clone(), cushion);
        }
        cushions
    }

    /// The cushion of an item, where an interview ahead asks for it.
    #[must_use]
    pub fn item(&self, item: &ItemId) -> Option<i64> {
        self.items.get(item).copied()
    }
}

fn facts_left(left: &[i64], n: usize) -> i64 {
    left.get(n).copied().unwrap_or(0)
}

/// The time the user has from today on before a day, less what is spent today.
#[must_use]
pub fn time_before(plan: &Plan, today: Day, day: Day) -> Minutes {
    let spent: Minutes = plan
        .sessions
        .iter()
        .filter(|s| s.ended_at.map_or(s.on, |at| at.day()) == today)
        .map(|s| s.spent)
        .sum();
    let first = today.max(plan.start_on);
    let mut sum = Minutes::ZERO;
    for on in first.until(day) {
        let minutes = plan.availability.minutes(on);
        sum += if on == today {
            minutes.saturating_sub(spent)
        } else {
            minutes
        };
    }
    sum
}
