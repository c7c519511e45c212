//! One attempt at a plan: a choice of depths posed as a problem, the planner's answer to it, and the schedule that comes
//! of it with depths, cuts and their reasons.
//!
//! Not here: which attempts are made, and which is taken (`entry`).

use std::collections::BTreeMap;

use crate::domain::{Cut, CutReason, Depth, ItemId, Minutes, Schedule, Session, Table};

use super::choice::Choice;
use super::depth::{self, Depths};
use super::from_plan::{Facts, Task};
use super::pace;
use super::pose::{self, Order, Posed, Stands};
use super::problem::SessionKind;
use super::schedule::{DropReason, Dropped, Schedule as Answer};
use super::worth::{self, Worth};
use super::{Effort, Part, verdict, way_back};

/// How many of the sessions of a first plan's draft may go elsewhere, in per cent.
const DRAFTED: i64 = 20;

/// How an attempt is made.
#[derive(Clone)]
pub(crate) struct Manner<'a> {
    /// The last day of new material.
    pub until: i32,
    /// Whether the steps keep the order of the path.
    pub order: Order<'a>,
    /// Whether what is chosen for a later interview than an earlier one waits for the earlier one to be over.
    pub by_due: bool,
    /// How many of the sessions planned before may go elsewhere, in per cent; `None`: where they were does not matter.
    pub moves: Option<i64>,
    pub effort: Effort,
    /// How much of the effort's work this attempt gets, in per cent.
    pub work: usize,
}

/// One choice of depths, laid out.
pub(crate) struct Attempt<'a> {
    pub depths: Depths,
    pub manner: Manner<'a>,
    posed: Posed<'a>,
    answer: Answer,
    /// What is ready in time is worth so much.
    pub credit: i64,
    /// Chosen tasks that are asked for and could not be laid out for any interview, and their minutes.
    pub missing: Vec<usize>,
    pub missing_minutes: i64,
    /// Sessions of the plan before that are gone, per mille.
    pub moved: i64,
}

impl<'a> Attempt<'a> {
    /// Lays a choice of depths out.
    pub fn new(
        facts: &Facts<'a>,
        depths: Depths,
        manner: Manner<'a>,
        cancelled: &dyn Fn() -> bool,
    ) -> Self {
        let mocks = pose::mocks(facts, &depths);
        let mut posed = {
            let due: &[usize] = if manner.by_due { &depths.due } else { &[] };
            pose::pose(
                facts,
                &depths.choice,
                due,
                &mocks,
                manner.until,
                &manner.order,
            )
        };
        if manner.moves.is_none() {
            posed.problem.previous.clear();
        }
        let mut moves = manner.moves;
        if moves.is_none() && matches!(manner.order, Order::Path(_)) && facts.aims.len() == 1 {
            posed.problem.previous = pace::draft(&posed.problem, &facts.buffer, manner.until);
            moves = Some(DRAFTED);
        }
        let part = Part {
            work: manner.work,
            moves,
            reviews: facts.recall.is_some(),
        };
        let solve =
            |posed: &Posed| super::schedule_part(&posed.problem, manner.effort, part, cancelled);
        let mut answer = solve(&posed);
        if !answer.verdict.invalid.is_empty() {
            // A plan that no rule foresaw: what the user placed stays in any case, the rest is planned round it.
            debug_assert!(false, "unsound problem: {:?}", answer.verdict.invalid);
            posed.problem.pins.clear();
            posed.problem.previous.clear();
            answer = solve(&posed);
        }
        let mut attempt = Self {
            depths,
            manner,
            posed,
            credit: 0,
            answer,
            missing: Vec::new(),
            missing_minutes: 0,
            moved: 0,
        };
        attempt.weigh(facts);
        attempt
    }

    /// What it is worth when moves are taken off: moving a tenth of the plan costs as much as a fiftieth of what is ready,
    /// and from a fifth on five times that.
    pub fn calm_credit(&self) -> i64 {
        let price = self.moved + 4 * (self.moved - 200).max(0);
        self.credit.saturating_mul((5_000 - price).max(1))
    }

    fn weigh(&mut self, facts: &Facts) {
        let ahead = facts.free.iter().filter(|s| facts.number(s.on).is_some());
        let (ahead, (gone, shown)) = (ahead.count() as i64, self.answer.score.moved_sessions);
        let stay = i64::from(shown) - i64::from(gone);
        self.moved = ((ahead - stay) * 1_000).checked_div(ahead).unwrap_or(0);
        let dropped = by_item(&self.answer);
        for (n, stands) in self.posed.stands.iter().enumerate() {
            let Stands::Task(t) = *stands else { continue };
            let (Some(task), Some(choice)) = (
                facts.tasks.get(t),
                self.depths.choice.get(t).copied().flatten(),
            ) else {
                continue;
            };
            match ready_for(task, dropped.get(&n).copied()) {
                Some(due) => {
                    let credit = depth::credit(task, choice, due);
                    self.credit = self.credit.saturating_add(credit);
                }
                None if !task.is_asked() => {}
                None => {
                    self.missing.push(t);
                    self.missing_minutes +=
                        task.choices.get(choice).map_or(0, |c| i64::from(c.left));
                }
            }
        }
    }

    /// The schedule that comes of it, and what it is worth.
    pub fn schedule(&self, facts: &Facts) -> (Schedule, Worth) {
        let sessions = way_back::sessions(facts, &self.posed, &self.answer);
        let dropped = by_item(&self.answer);
        let mut place: Vec<Option<usize>> = vec![None; facts.tasks.len()];
        for (n, stands) in self.posed.stands.iter().enumerate() {
            if let Stands::Task(t) = *stands
                && let Some(slot) = place.get_mut(t)
            {
                *slot = Some(n);
            }
        }
        let planned: Vec<bool> = {
            let mut planned = vec![false; self.posed.stands.len()];
            for s in &self.answer.sessions {
                if s.kind == SessionKind::Study && !s.pinned {
                    planned[s.item] = true;
                }
            }
            planned
        };
        let mut choice = self.depths.choice.clone();
        let mut left_out: BTreeMap<usize, CutReason> = BTreeMap::new();
        for (t, task) in facts.tasks.iter().enumerate() {
            let Some(n) = place.get(t).copied().flatten() else {
                left_out.insert(t, CutReason::NoTime);
                continue;
            };
            let drop = dropped.get(&n).copied();
            // What is studied only for what waits for it is late, but not left out.
            if ready_for(task, drop).is_none() && planned.get(n) != Some(&true) {
                let reason = drop.map_or(CutReason::NoTime, |d| self.reason(facts, n, d));
                left_out.insert(t, reason);
                if let Some(slot) = choice.get_mut(t) {
                    *slot = None;
                }
            }
        }
        finish(facts, sessions, &choice, &left_out)
    }

    fn reason(&self, facts: &Facts, n: usize, dropped: &Dropped) -> CutReason {
        match dropped.reason {
            DropReason::Window => CutReason::Window,
            DropReason::TooLong => match self.posed.problem.items.get(n) {
                Some(item) if !item.splittable => CutReason::TooLong,
                _ => CutReason::NoTime,
            },
            DropReason::Prerequisite { item } => match self.posed.item(facts, item) {
                Some(item) => CutReason::Prerequisite(item.id.clone()),
                None => CutReason::NoTime,
            },
            DropReason::NoReviewSlot => CutReason::NoReview,
            DropReason::Capacity | DropReason::Invalid => CutReason::NoTime,
        }
    }
}

/// The schedule of these sessions, with what is chosen and why the rest is left out, and what it is worth.
fn finish(
    facts: &Facts,
    sessions: Vec<Session>,
    choice: &[Option<usize>],
    left_out: &BTreeMap<usize, CutReason>,
) -> (Schedule, Worth) {
    let cuts = cuts(facts, left_out);
    let depths = depths_of(facts, choice);
    let weighed = worth::of(facts, choice, &sessions);
    let verdict = verdict::of(facts, &sessions, choice, &cuts, weighed.late);
    let schedule = Schedule {
        sessions,
        depths,
        cuts,
        verdict,
        made_for: 0,
    };
    (schedule, weighed.worth)
}

fn by_item(answer: &Answer) -> BTreeMap<usize, &Dropped> {
    let dropped = answer.verdict.dropped.iter();
    dropped.map(|d| (d.item, d)).collect()
}

/// The first interview that a task is ready for.
fn ready_for(task: &Task, dropped: Option<&Dropped>) -> Option<usize> {
    let mut asking = (0..task.asked.len()).filter(|&k| task.asked.get(k).is_some_and(|&a| a > 0));
    match dropped {
        None => asking.next(),
        Some(d) if d.reason == DropReason::Invalid => None,
        Some(d) => asking.find(|k| !d.interviews.contains(k)),
    }
}

/// What is left out, with reasons that hold for all of it.
fn cuts(facts: &Facts, left_out: &BTreeMap<usize, CutReason>) -> Table<Cut> {
    let any_time = facts.there.iter().any(|&m| m > 0);
    let any_day = facts
        .there
        .iter()
        .zip(&facts.buffer)
        .any(|(&m, &b)| m > 0 && !b);
    let cuts = left_out.iter().filter_map(|(&t, reason)| {
        let task = facts.tasks.get(t)?;
        let first = task.prerequisites.iter().find(|p| {
            let asked = facts.tasks.get(**p).is_some_and(Task::is_asked);
            left_out.contains_key(p) && asked
        });
        let reason = if !task.is_asked() {
            CutReason::NotAsked
        } else if !any_time {
            CutReason::NoTime
        } else if !any_day {
            CutReason::Window
        } else if let Some(first) = first.and_then(|&p| facts.tasks.get(p)) {
            CutReason::Prerequisite(first.item.id.clone())
        } else {
            reason.clone()
        };
        Some(Cut::new(task.item.id.clone(), reason, needs(task)))
    });
    cuts.collect()
}

/// The least time a task would still need.
fn needs(task: &Task) -> Minutes {
    let left = task.choices.first().map_or(0, |c| c.left - task.pinned);
    Minutes(u32::try_from(left).unwrap_or(0))
}

/// The depth of every task that the user did not fix; the least one for what is left out.
fn depths_of(facts: &Facts, choice: &[Option<usize>]) -> BTreeMap<ItemId, Depth> {
    let open = facts.tasks.iter().enumerate();
    let free = open.filter(|(_, task)| !task.item.depth_fixed);
    free.filter_map(|(t, task)| {
        let chosen = choice.get(t).copied().flatten();
        let at = chosen.or_else(|| task.is_asked().then_some(0))?;
        let chosen = task.choices.get(at)?;
        Some((task.item.id.clone(), chosen.depth))
    })
    .collect()
}

/// The schedule in force, as it is.
pub(crate) fn stay(facts: &Facts, choice: &[Option<usize>]) -> (Schedule, Worth) {
    let own = facts.fixed.iter().chain(&facts.free);
    let mut sessions: Vec<Session> = own.map(|s| (*s).clone()).collect();
    way_back::in_order(facts, &mut sessions);
    let left_out = facts
        .tasks
        .iter()
        .enumerate()
        .filter(|(t, _)| choice.get(*t).copied().flatten().is_none())
        .map(|(t, task)| {
            let before = facts.plan.cuts.get(&task.item.id);
            (
                t,
                before.map_or(CutReason::NoTime, |cut| cut.reason.clone()),
            )
        })
        .collect();
    finish(facts, sessions, choice, &left_out)
}

/// The schedule in force, word for word: nothing that planning reads has changed since it was made.
pub(crate) fn as_it_stands(facts: &Facts) -> (Schedule, Worth) {
    let own = facts.fixed.iter().chain(&facts.free);
    let mut sessions: Vec<Session> = own.map(|s| (*s).clone()).collect();
    way_back::in_order(facts, &mut sessions);
    let cuts = facts.plan.cuts.clone();
    let choice = facts.tasks.iter().map(|task| {
        let at = |c: &Choice| c.depth == task.item.depth;
        let chosen = task.choices.iter().position(at);
        chosen.filter(|_| !cuts.contains(&task.item.id))
    });
    let choice: Vec<Option<usize>> = choice.collect();
    let weighed = worth::of(facts, &choice, &sessions);
    let schedule = Schedule {
        verdict: verdict::of(facts, &sessions, &choice, &cuts, weighed.late),
        depths: depths_of(facts, &choice),
        sessions,
        cuts,
        made_for: facts.plan.made_for,
    };
    (schedule, weighed.worth)
}

/// Without an interview after today there is nothing to work towards: what the user placed stays, nothing is planned.
pub(crate) fn nothing_ahead(facts: &Facts) -> Schedule {
    let mut sessions: Vec<Session> = facts.fixed.iter().map(|s| (*s).clone()).collect();
    way_back::in_order(facts, &mut sessions);
    let cuts: Table<Cut> = facts
        .tasks
        .iter()
        .map(|task| {
            let choice = task.at(task.item.depth).or_else(|| task.choices.first());
            let left = choice.map_or(0, |c| c.left);
            let left = Minutes(u32::try_from(left).unwrap_or(0));
            Cut::new(task.item.id.clone(), CutReason::NotAsked, left)
        })
        .collect();
    let verdict = verdict::of(facts, &sessions, &[], &cuts, 0);
    Schedule {
        sessions,
        depths: BTreeMap::new(),
        cuts,
        verdict,
        made_for: 0,
    }
}
