//! What the log says about the user: which planned days took place, how much of them, how long things took against
//! their estimates, how well they were recalled.
//!
//! Not here: what is concluded from it (`belief`).

use std::collections::BTreeMap;

use crate::domain::{
    Day, ItemId, Minutes, Moment, Outcome, Plan, Session, SessionKind, Status, StepId,
};
use crate::planner::from_plan::count;
use crate::planner::fsrs::{Fsrs, Memory};
use crate::planner::memory;

/// Days further back than this say little about the days to come.
const LOOK_BACK: i64 = 56;

/// How long things took in one group of items.
#[derive(Clone, Debug, Default)]
pub(super) struct Paces {
    /// Logarithms of time taken over time estimated, each with its weight (1: a finished item).
    pub seen: Vec<(f64, f64)>,
}

impl Paces {
    /// Sum of the weights.
    pub fn weight(&self) -> f64 {
        self.seen.iter().map(|(_, weight)| weight).sum()
    }

    /// Weighted mean of the logarithms; 0 where nothing was seen.
    pub fn mean(&self) -> f64 {
        let weight = self.weight();
        if weight <= 0.0 {
            return 0.0;
        }
        self.seen.iter().map(|(x, w)| x * w).sum::<f64>() / weight
    }
}

/// What the log says.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// Planned days that took place, and that did not.
    pub shown: u32,
    pub missed: u32,
    /// Of days after a missed day: how many took place, and how many did not.
    pub after_miss: (u32, u32),
    /// Whether the last planned day took place.
    pub last_shown: bool,
    /// Minutes done over minutes planned, of each planned day that took place.
    pub shares: Vec<f64>,
    /// By group: the steps in their order, then what has none, then what has the user's own estimate.
    pub paces: Vec<Paces>,
    /// How the logarithm of the memory's strength is weighed by recalled and forgotten prompts: steps of
    /// [`super::belief::GRID`].
    pub recalled: Vec<(f64, f64, bool)>,
    /// Finished items that were timed.
    pub finished: u32,
}

/// The group an item belongs to.
pub(super) fn group(steps: &[StepId], step: Option<&StepId>, own_estimate: bool) -> usize {
    if own_estimate {
        return steps.len() + 1;
    }
    let place = step.and_then(|step| steps.iter().position(|one| one == step));
    place.unwrap_or(steps.len())
}

/// How much of an item is known to be done: of its pages those that were read, else of its parts those that were
/// ticked; 0 to 1. `None` where neither is kept.
pub(super) fn share_done(item: &crate::domain::Item, pages: u32) -> Option<f64> {
    let all = item.pages_at(item.depth);
    if all > 0 && pages > 0 {
        return Some(f64::from(pages.min(all)) / f64::from(all));
    }
    let (done, all) = item.parts_done();
    (done > 0 && all > 1).then(|| done as f64 / all as f64)
}

impl Evidence {
    /// Reads the log: O(n log n). `used`: the share of days with time on which the plan ahead has anything.
    pub fn read(plan: &Plan, steps: &[StepId], today: Day, used: f64) -> Self {
        let mut evidence = Self {
            paces: vec![Paces::default(); steps.len() + 2],
            last_shown: true,
            ..Self::default()
        };
        evidence.read_days(plan, today, used);
        evidence.read_paces(plan, steps);
        evidence.read_recall(plan);
        evidence
    }

    fn read_days(&mut self, plan: &Plan, today: Day, used: f64) {
        // Minutes planned and done.
        let mut days: BTreeMap<Day, (u32, u32)> = BTreeMap::new();
        for session in plan.sessions.iter() {
            if session.outcome != Outcome::Skipped {
                days.entry(session.on).or_default().0 += count(session.minutes).max(0) as u32;
            }
            if session.spent > Minutes::ZERO {
                let when = session.ended_at.map_or(session.on, |at| at.day());
                days.entry(when).or_default().1 += session.spent.0;
            }
        }
        // A plan may begin on a day to come.
        let from = today.plus(-LOOK_BACK).max(plan.start_on).min(today);
        let Some(first) = days.range(from..today).next().map(|(day, _)| *day) else {
            return;
        };
        for day in first.until(today) {
            let (planned, done) = days.get(&day).copied().unwrap_or_default();
            if planned == 0 && done == 0 {
                // A replan takes missed sessions off their days. Such a day counts where the plan uses nearly all.
                let there = plan.availability.minutes(day) > Minutes::ZERO;
                if !there || used < 0.75 {
                    continue;
                }
            }
            let shown = done > 0;
            if !self.last_shown {
                match shown {
                    true => self.after_miss.0 += 1,
                    false => self.after_miss.1 += 1,
                }
            }
            match shown {
                true => self.shown += 1,
                false => self.missed += 1,
            }
            self.last_shown = shown;
            if shown && planned > 0 {
                let share = f64::from(done) / f64::from(planned);
                self.shares.push(share.clamp(0.05, 1.5));
            }
        }
    }

    fn read_paces(&mut self, plan: &Plan, steps: &[StepId]) {
        let mut sums: BTreeMap<&ItemId, (u32, u32)> = BTreeMap::new();
        for session in plan.sessions.iter() {
            if session.kind == SessionKind::Study && session.spent > Minutes::ZERO {
                let sum = sums.entry(&session.item).or_default();
                sum.0 = sum.0.saturating_add(session.spent.0);
                sum.1 = sum.1.saturating_add(session.units);
            }
        }
        for (id, (studied, pages)) in sums {
            let Some(item) = plan.items.get(id) else {
                continue;
            };
            let estimate = item
                .estimate
                .unwrap_or_else(|| plan.path_effort(item, item.depth));
            let estimate = f64::from(estimate.0);
            if item.status == Status::Skipped || estimate <= 0.0 || studied < 5 {
                continue;
            }
            let took = f64::from(studied);
            let own = item.estimate.is_some();
            let seen = match (item.status == Status::Done, share_done(item, pages)) {
                (true, _) => {
                    self.finished += 1;
                    Some(((took / estimate).ln(), 1.0))
                }
                // What is begun says less the less of it is done.
                (false, Some(share)) if share >= 0.15 => {
                    Some(((took / (share * estimate)).ln(), share.min(0.9)))
                }
                // It has taken longer than it should already.
                (false, _) if took > estimate => Some(((took / estimate).ln() + 0.1, 0.5)),
                _ => None,
            };
            let group = group(steps, item.step.as_ref(), own);
            if let (Some((x, weight)), Some(paces)) = (seen, self.paces.get_mut(group)) {
                paces.seen.push((x.clamp(-1.5, 1.5), weight));
            }
        }
    }

    fn read_recall(&mut self, plan: &Plan) {
        let fsrs = Fsrs::of(&plan.rules);
        for (item, answers) in answers(plan) {
            let Some(item) = plan.items.get(item) else {
                continue;
            };
            let Some(begun) = item.done_at.map(|at| at.day()) else {
                continue;
            };
            let (mut memory, mut last) = (memory::start(plan, item), begun);
            for (day, yes, no) in answers {
                let days = day.since(last) as f64;
                if days < 1.0 {
                    continue;
                }
                for _ in 0..yes.min(20) {
                    self.recalled.push((days, memory.stability, true));
                }
                for _ in 0..no.min(20) {
                    self.recalled.push((days, memory.stability, false));
                }
                memory = after(&fsrs, memory, days, yes >= no);
                last = day;
            }
        }
    }
}

/// The memory after a review so many days after the last one.
pub(super) fn after(fsrs: &Fsrs, memory: Memory, days: f64, recalled: bool) -> Memory {
    let recall = fsrs.recall(days, memory.stability);
    match recalled {
        true => fsrs.after_recall(memory, recall),
        false => fsrs.after_lapse(memory, recall),
    }
}

/// Answers to the prompts of each item by day: how many were recalled, how many not.
pub(crate) fn answers(plan: &Plan) -> BTreeMap<&ItemId, Vec<(Day, u32, u32)>> {
    let mut all: Vec<(Moment, &ItemId, bool)> = plan
        .reviews
        .iter()
        .filter_map(|review| {
            let prompt = plan.prompts.get(&review.prompt)?;
            Some((review.at, &prompt.item, review.grade.is_recalled()))
        })
        .collect();
    all.sort_unstable();
    let mut answers: BTreeMap<&ItemId, Vec<(Day, u32, u32)>> = BTreeMap::new();
    for (at, item, recalled) in all {
        let days = answers.entry(item).or_default();
        let day = at.day();
        if days.last().is_none_or(|last| last.0 != day) {
            days.push((day, 0, 0));
        }
        if let Some(last) = days.last_mut() {
            match recalled {
                true => last.1 += 1,
                false => last.2 += 1,
            }
        }
    }
    answers
}

/// Whether a session counts as work done or planned of new material.
pub(super) fn is_open_study(session: &Session) -> bool {
    session.kind == SessionKind::Study && session.outcome == Outcome::Planned
}
