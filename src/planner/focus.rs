//! Packing: everything is to go in, as counting minutes does not rule it out. Then nothing may be given up for being
//! worth little, and what is hard to place goes first. What to give up otherwise is a matter of `search`.

use super::model::{Model, NEVER};
use super::problem::{Day, Minutes};
use super::search::Search;

/// Not to be planned.
pub(crate) const OUT: u8 = u8::MAX;

/// Minutes before each different interview day: for study, and for everything.
pub(crate) fn rooms(model: &Model) -> Vec<(Day, i64, i64)> {
    rooms_for(model, Minutes::MAX)
}

/// As [`rooms`], and for study no more than `most` minutes a session that a day takes.
pub(crate) fn rooms_for(model: &Model, most: Minutes) -> Vec<(Day, i64, i64)> {
    let mut days: Vec<(Day, i64, i64)> = Vec::new();
    for interview in &model.problem.interviews {
        let before = model.limit.iter().zip(&model.buffer);
        let (mut study, mut all) = (0, 0);
        let before = before.zip(&model.study_limit);
        for ((&limit, &buffered), &sessions) in before.take(super::model::at(interview.day)) {
            all += i64::from(limit);
            if !buffered {
                study += i64::from(limit).min(i64::from(most) * i64::from(sessions));
            }
        }
        days.push((interview.day, study, all));
    }
    days.dedup_by_key(|d| d.0);
    days
}

impl Search<'_, '_> {
    /// Tries to place everything, where counting minutes does not rule it out; ends at the best plan.
    pub fn fit_all(&mut self, steps: usize) {
        let model = self.state.model;
        if self.best.terms.z1 >= model.worth || model.items.len() > 2000 {
            return;
        }
        if !super::select::everything_fits(model, &self.wanted, 100) {
            return;
        }
        self.scratch.levels = vec![OUT; model.items.len()];
        for &i in &self.wanted {
            self.scratch.levels[i as usize] = 0;
        }
        self.pack(steps);
        self.scratch.levels = Vec::new();
        self.back_to_best();
    }

    /// Ruin and recreate on the minutes that are missing, starting from the plan as it is.
    fn pack(&mut self, steps: usize) {
        let mut missing: Vec<u32> = Vec::new();
        let mut cost = self.missing(&mut missing);
        for step in 0..steps {
            if missing.is_empty() || self.stopped(step) {
                break;
            }
            let target = missing[self.rng.below(missing.len())] as usize;
            self.ruin(target);
            self.recreate(target);
            self.state.settle();
            let now = self.missing(&mut missing);
            let left = (steps - step) as i64;
            // Up to half an hour of work may fall out again while there is time left.
            let temperature = 30 * left / steps as i64;
            if now <= cost + self.cooling.tolerance(&mut self.rng, temperature) {
                self.state.commit();
                cost = now;
                if self.state.terms.z1 > self.best.terms.z1 {
                    self.best = self.state.snapshot();
                }
            } else {
                self.state.rollback();
                self.missing(&mut missing);
            }
        }
    }

    /// The items that are not covered for all that want them, and their minutes.
    fn missing(&self, list: &mut Vec<u32>) -> i64 {
        list.clear();
        let mut minutes = 0;
        for &i in &self.wanted {
            if self.state.lacking(i as usize) {
                let item = &self.state.model.items[i as usize];
                list.push(i);
                minutes += i64::from(item.open + item.review);
                if self.state.items[i as usize].complete == NEVER {
                    minutes += 5;
                }
            }
        }
        minutes
    }
}
