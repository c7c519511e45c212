//! The planner's door for the program: a plan in, a schedule out. It chooses depths, asks the planner, steps back
//! where the work cannot be laid out, and leaves a schedule that still serves as it is.
//!
//! Not here: how sessions are placed (`schedule`), which depths are worth their time (`depth`).

use std::collections::BTreeMap;

use crate::domain::{Cut, CutReason, Day, Depth, ItemId, Minutes, Plan, Schedule, Session, Table};

use super::depth::{self, Depths};
use super::from_plan::{Facts, Task};
use super::pose::{self, Posed, Stands};
use super::problem::SessionKind;
use super::schedule::{DropReason, Dropped, Schedule as Answer};
use super::{Effort, settled, verdict, way_back};

/// The schedule for the days from `today` on: pure, and the same every time. It keeps what is pinned and begun where it
/// is, and moves as little of the rest as it can. To be put into the plan with `Edit::Replan`.
#[must_use]
pub fn schedule_plan(plan: &Plan, today: Day, effort: Effort) -> Schedule {
    schedule_plan_with(plan, today, effort, &|| false)
}

/// As [`schedule_plan`], and asks `cancelled` now and then whether to stop early; the schedule is legal all the same.
#[must_use]
pub fn schedule_plan_with(
    plan: &Plan,
    today: Day,
    effort: Effort,
    cancelled: &dyn Fn() -> bool,
) -> Schedule {
    let facts = Facts::read(plan, today);
    if facts.aims.is_empty() {
        return nothing_ahead(&facts);
    }
    let held = depth::held(&facts);
    let depths = depth::choose(&facts, &held, 0);
    if let Some(settled) = settled::settled(&facts, &depths) {
        return stay(&facts, &settled);
    }
    let tries = match effort {
        Effort::Quick => 2,
        Effort::Full => 5,
    };
    let until = pose::study_until(&facts, &depths.choice);
    // A first plan keeps the order of the path where that costs next to nothing.
    let first = !facts.tasks.iter().any(|t| t.before > 0 || t.pinned > 0);
    let aim = depths.credit;
    let manner = (until, first);
    let mut best = attempt(&facts, depths.clone(), manner, Effort::Quick, cancelled);
    let near =
        |credit: i64| credit.saturating_mul(1_000 + settled::WORTH_IT) >= aim.saturating_mul(1_000);
    if first && !near(best.credit) {
        let free = attempt(&facts, depths, (until, false), Effort::Quick, cancelled);
        if free.credit > best.credit {
            best = free;
        }
    }
    let mut held_back = 0;
    let mut missing = match best.manner.1 && near(best.credit) {
        true => 0,
        false => best.missing,
    };
    for _ in 1..tries {
        if missing == 0 || cancelled() {
            break;
        }
        held_back += missing + missing / 8 + 15;
        let depths = depth::choose(&facts, &held, held_back);
        let next = attempt(
            &facts,
            depths,
            (facts.days, false),
            Effort::Quick,
            cancelled,
        );
        missing = next.missing;
        if next.credit > best.credit {
            best = next;
        }
    }
    if effort == Effort::Full && !cancelled() {
        let depths = best.depths.clone();
        let full = attempt(&facts, depths, best.manner, Effort::Full, cancelled);
        if full.credit >= best.credit {
            best = full;
        }
    }
    best.schedule(&facts)
}

/// Whether the schedule in force still serves: planning anew would leave every session where it is. Much less work than
/// planning.
#[must_use]
pub fn serves(plan: &Plan, today: Day) -> bool {
    let facts = Facts::read(plan, today);
    if facts.aims.is_empty() || facts.tasks.is_empty() {
        return true;
    }
    let depths = depth::choose(&facts, &depth::held(&facts), 0);
    settled::settled(&facts, &depths).is_some()
}

/// What planning a plan anew found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The schedule to propose: the best that leaves most of what is planned where it is.
    pub schedule: Schedule,
    /// What it is worth.
    pub worth: Worth,
    /// A schedule worth more that moves many more sessions, where there is one: to be offered, never to be taken
    /// unasked.
    pub fuller: Option<(Schedule, Worth)>,
}

/// What a schedule is worth to the planner: two of the same plan and day compare as the score does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Worth {
    /// What is ready in time, by priority and depth.
    pub ready: i64,
    /// How well it is laid out: recall less what reviews, pieces, uneven days and moves cost.
    pub layout: i64,
}

/// As [`schedule_plan_with`], with what the schedule is worth and the fuller one to offer.
#[must_use]
pub fn find_plan(plan: &Plan, today: Day, effort: Effort, cancelled: &dyn Fn() -> bool) -> Found {
    Found {
        schedule: schedule_plan_with(plan, today, effort, cancelled),
        worth: Worth::default(),
        fuller: None,
    }
}

/// One choice of depths, laid out.
struct Attempt<'a> {
    depths: Depths,
    /// The last day of new material, and whether the steps keep the order of the path.
    manner: (i32, bool),
    posed: Posed<'a>,
    answer: Answer,
    /// What is ready in time is worth so much.
    credit: i64,
    /// Minutes of chosen tasks that could not be laid out.
    missing: i64,
}

fn attempt<'a>(
    facts: &Facts<'a>,
    depths: Depths,
    (until, in_order): (i32, bool),
    effort: Effort,
    cancelled: &dyn Fn() -> bool,
) -> Attempt<'a> {
    let mocks = pose::mocks(facts, &depths);
    let mut posed = pose::pose(facts, &depths.choice, &mocks, until, in_order);
    let mut answer = super::schedule_with(&posed.problem, effort, cancelled);
    if !answer.verdict.invalid.is_empty() {
        // A plan that no rule foresaw: what the user placed stays in any case, the rest is planned round it.
        debug_assert!(false, "unsound problem: {:?}", answer.verdict.invalid);
        posed.problem.pins.clear();
        posed.problem.previous.clear();
        answer = super::schedule_with(&posed.problem, effort, cancelled);
    }
    let dropped = by_item(&answer);
    let (mut credit, mut missing) = (0_i64, 0_i64);
    for (n, stands) in posed.stands.iter().enumerate() {
        let Stands::Task(t) = *stands else { continue };
        let (Some(task), Some(choice)) =
            (facts.tasks.get(t), depths.choice.get(t).copied().flatten())
        else {
            continue;
        };
        match ready_for(task, dropped.get(&n).copied()) {
            Some(due) => credit = credit.saturating_add(depth::credit(task, choice, due)),
            None if !task.is_asked() => {}
            None => missing += task.choices.get(choice).map_or(0, |c| i64::from(c.left)),
        }
    }
    Attempt {
        depths,
        manner: (until, in_order),
        posed,
        answer,
        credit,
        missing,
    }
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

impl Attempt<'_> {
    fn schedule(&self, facts: &Facts) -> Schedule {
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
        let mut late = 0;
        let mut choice = self.depths.choice.clone();
        let mut left_out: BTreeMap<usize, CutReason> = BTreeMap::new();
        for (t, task) in facts.tasks.iter().enumerate() {
            let Some(n) = place.get(t).copied().flatten() else {
                left_out.insert(t, CutReason::NoTime);
                continue;
            };
            let drop = dropped.get(&n).copied();
            match ready_for(task, drop) {
                Some(_) if drop.is_some() => late += 1,
                Some(_) => {}
                // Studied for what waits for it; asked for itself, it lacks its review.
                None if planned.get(n) == Some(&true) => late += usize::from(task.is_asked()),
                None => {
                    let reason = drop.map_or(CutReason::NoTime, |d| self.reason(facts, n, d));
                    left_out.insert(t, reason);
                    if let Some(slot) = choice.get_mut(t) {
                        *slot = None;
                    }
                }
            }
        }
        let cuts = cuts(facts, &left_out);
        let depths = depths_of(facts, &choice);
        let verdict = verdict::of(facts, &sessions, &choice, &cuts, late);
        Schedule {
            sessions,
            depths,
            cuts,
            verdict,
        }
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
fn stay(facts: &Facts, settled: &settled::Settled) -> Schedule {
    let own = facts.fixed.iter().chain(&facts.free);
    let mut sessions: Vec<Session> = own.map(|s| (*s).clone()).collect();
    way_back::in_order(facts, &mut sessions);
    let left_out = facts
        .tasks
        .iter()
        .enumerate()
        .filter(|(t, _)| settled.choice.get(*t).copied().flatten().is_none())
        .map(|(t, task)| {
            let before = facts.plan.cuts.get(&task.item.id);
            (
                t,
                before.map_or(CutReason::NoTime, |cut| cut.reason.clone()),
            )
        })
        .collect();
    let cuts = cuts(facts, &left_out);
    let depths = depths_of(facts, &settled.choice);
    let verdict = verdict::of(facts, &sessions, &settled.choice, &cuts, settled.late);
    Schedule {
        sessions,
        depths,
        cuts,
        verdict,
    }
}

/// Without an interview after today there is nothing to work towards: what the user placed stays, nothing is planned.
fn nothing_ahead(facts: &Facts) -> Schedule {
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
    }
}
