//! When things are done: reviews, days and parts, by the second part of the score, while the value covered never
//! falls. First every review at its best day, then simulated annealing over reviews and study days.

use super::model::{NEVER, at};
use super::place::{Fit, place_study};
use super::problem::{Day, SessionKind};
use super::search::Search;
use super::state::State;

/// So many of the last days between two interviews or reviews are tried for one more review.
const LATE: usize = 6;

/// The search for the best day of one more review of an item.
struct Trial {
    item: usize,
    /// Value covered, and value × recall, without it.
    base: (i64, i64),
    /// The reviews it has, rising.
    days: Vec<Day>,
    /// Working memory.
    with: Vec<Day>,
    /// What the best day gains, and the day.
    best: Option<((i64, i64), Day)>,
}

impl Trial {
    /// Weighs a review on `day`; returns the minutes above the fair load it would cost.
    fn weigh(&mut self, state: &mut State, day: Day) -> i64 {
        let model = state.model;
        let item = &model.items[self.item];
        let weights = &model.problem.weights;
        let place = self.days.partition_point(|&r| r < day);
        self.with.clear();
        self.with.extend_from_slice(&self.days[..place]);
        self.with.push(day);
        self.with.extend_from_slice(&self.days[place..]);
        let (z1, recall) = state.worth_with(self.item, &self.with);
        let over = state.load[at(day)] + item.review - model.problem.fair[at(day)];
        let smooth = i64::from(over.clamp(0, item.review));
        let gain =
            weights.recall * (recall - self.base.1) - weights.review - weights.smooth * smooth
                + weights.shift * item.previous_weight(SessionKind::Review, day);
        let key = (z1 - self.base.0, gain);
        if self.best.is_none_or(|b| key > b.0) {
            self.best = Some((key, day));
        }
        smooth
    }
}

impl Search<'_, '_> {
    /// Gives every item the reviews that pay, the most valuable first.
    pub fn add_reviews(&mut self) {
        let model = self.state.model;
        let mut order: Vec<(i64, u32)> = (0..model.items.len() as u32)
            .filter(|&i| {
                let item = &model.items[i as usize];
                item.review > 0 && item.worth > 0 && self.state.items[i as usize].complete != NEVER
            })
            .map(|i| {
                let item = &model.items[i as usize];
                (-(item.worth * 1024 / i64::from(item.review.max(1))), i)
            })
            .collect();
        order.sort_unstable();
        for round in 0..2 {
            for (n, &(_, i)) in order.iter().enumerate() {
                if self.stopped(n) {
                    return;
                }
                let i = i as usize;
                if round == 0 && !self.state.items[i].reviews.is_empty() {
                    // The first review may have been put anywhere: look again.
                    self.again(i);
                }
                self.add_best_review(i);
            }
        }
        self.state.commit();
    }

    /// Takes the last review of `i` away and puts it back at its best day.
    fn again(&mut self, i: usize) {
        let Some(&day) = self.state.items[i].reviews.last() else {
            return;
        };
        let (z1, before) = {
            self.state.settle();
            (self.state.terms.z1, self.state.z2())
        };
        let mark = self.state.mark();
        self.state.drop_review(i, day);
        self.add_best_review(i);
        self.state.settle();
        if (self.state.terms.z1, self.state.z2()) < (z1, before) {
            self.state.undo_to(mark);
        }
    }

    /// Adds the review of `i` that gains most, if one gains.
    pub fn add_best_review(&mut self, i: usize) -> bool {
        let model = self.state.model;
        let item = &model.items[i];
        let complete = self.state.items[i].complete;
        let Some(last_want) = item.wants.last() else {
            return false;
        };
        if complete == NEVER || !self.state.review_left(i) {
            return false;
        }
        let lo = (complete + 1).max(0);
        let base = self.state.worth_of(i);
        let weights = &model.problem.weights;
        let covered = item.left == 0 || base.0 == item.worth;
        let most = weights.recall * (1000 * item.worth - base.1);
        if covered && item.previous.is_empty() && most <= weights.review {
            return false;
        }
        let mut trial = Trial {
            item: i,
            base,
            days: std::mem::take(&mut self.days),
            with: std::mem::take(&mut self.with),
            best: None,
        };
        trial.days.clear();
        trial.days.extend_from_slice(&self.state.items[i].reviews);
        trial.days.extend_from_slice(&item.pinned_reviews);
        trial.days.sort_unstable();
        // Between two interviews or reviews later is better: the last days that take it, until one is free of charge.
        let mut until = last_want.day;
        while until > lo {
            let want = item.wants.iter().rev().map(|w| w.day);
            let want = want.into_iter().find(|&d| d < until);
            let before = trial.days.iter().rev().copied().find(|&r| r < until);
            let from = want.max(before.map(|r| r + 1)).map_or(lo, |d| d.max(lo));
            let fitting = (from..until)
                .rev()
                .filter(|&d| self.state.review_fits(i, d));
            let tried: Vec<Day> = fitting.take(LATE).collect();
            for day in tried {
                if trial.weigh(&mut self.state, day) == 0 {
                    break;
                }
            }
            until = match before {
                Some(review) if from == review + 1 => review,
                _ => from,
            };
        }
        // Early ones only matter close to the completion.
        let early = if model.items.len() > 400 { 3 } else { 8 };
        let near =
            (lo..last_want.day.min(lo + 4 * early)).filter(|&d| self.state.review_fits(i, d));
        let tried: Vec<Day> = near.take(early as usize).collect();
        let shown = item.previous.iter().filter(|p| p.0 == SessionKind::Review);
        for day in tried.into_iter().chain(shown.map(|p| p.1)) {
            if (lo..last_want.day).contains(&day) && self.state.review_fits(i, day) {
                trial.weigh(&mut self.state, day);
            }
        }
        let best = trial.best.filter(|b| b.0 > (0, 0));
        self.days = trial.days;
        self.with = trial.with;
        if let Some((_, day)) = best {
            self.state.add_review(i, day);
        }
        best.is_some()
    }

    /// Simulated annealing on the second part of the score; ends at the best plan found.
    pub fn polish(&mut self, steps: usize, start: i64) {
        let model = self.state.model;
        if model.items.is_empty() || steps == 0 {
            return;
        }
        self.state.commit();
        self.note();
        let mut z2 = self.state.z2();
        let mut z1 = self.state.terms.z1;
        let mut before = self.state.terms;
        for step in 0..steps {
            if self.stopped(step) {
                break;
            }
            // Cools by squares from `start` to nothing over nine tenths of the steps.
            let left = (steps as i64 - step as i64 * 10 / 9).max(0) as f64 / steps as f64;
            let temperature = ((start * model.unit) as f64 * left * left) as i64;
            let changed = match self.rng.below(100) {
                0..25 => self.move_review(),
                25..40 => self.swap_reviews(),
                40..50 => self.add_or_drop_review(),
                50..62 => self.swap_days(),
                _ => self.replace_some(),
            };
            if !changed {
                self.state.rollback();
                continue;
            }
            self.state.settle();
            let now1 = self.state.terms.z1;
            let now2 = self.state.z2();
            let tolerance = self.cooling.tolerance(&mut self.rng, temperature);
            let calm = self.is_calm(&before);
            if calm && (now1 > z1 || (now1 == z1 && now2 + tolerance >= z2)) {
                self.state.commit();
                (z1, z2) = (now1, now2);
                before = self.state.terms;
                if (z1, z2) > (self.best.terms.z1, self.best.z2) {
                    self.best = self.state.snapshot();
                }
            } else {
                self.state.rollback();
            }
        }
        self.back_to_best();
    }

    /// An item with at least one review that is not pinned.
    fn random_reviewed(&mut self) -> Option<(usize, Day)> {
        let count = self.state.items.len();
        for _ in 0..16 {
            let i = self.rng.below(count);
            let reviews = self.state.items[i].reviews.len();
            if reviews > 0 {
                return Some((i, self.state.items[i].reviews[self.rng.below(reviews)]));
            }
        }
        None
    }

    fn move_review(&mut self) -> bool {
        let Some((i, day)) = self.random_reviewed() else {
            return false;
        };
        self.state.drop_review(i, day);
        if self.rng.chance(25) {
            return self.add_best_review(i);
        }
        self.random_review_day(i).is_some_and(|to| {
            self.state.add_review(i, to);
            to != day
        })
    }

    /// A random day on which `i` could be reviewed for one of its interviews.
    fn random_review_day(&mut self, i: usize) -> Option<Day> {
        let lo = self.state.items[i].complete.saturating_add(1).max(0);
        let hi = self.state.model.items[i].wants.last()?.day - 1;
        if hi < lo {
            return None;
        }
        let length = (hi - lo + 1) as usize;
        for _ in 0..4 {
            let day = lo + self.rng.below(length) as Day;
            if self.state.review_fits(i, day) {
                return Some(day);
            }
        }
        None
    }

    fn swap_reviews(&mut self) -> bool {
        let (Some((a, day_a)), Some((b, day_b))) = (self.random_reviewed(), self.random_reviewed())
        else {
            return false;
        };
        if a == b || day_a == day_b {
            return false;
        }
        self.state.drop_review(a, day_a);
        self.state.drop_review(b, day_b);
        for (i, day) in [(a, day_b), (b, day_a)] {
            if !self.state.review_fits(i, day) {
                return false;
            }
            self.state.add_review(i, day);
        }
        true
    }

    fn add_or_drop_review(&mut self) -> bool {
        if self.rng.chance(40) {
            let Some((i, day)) = self.random_reviewed() else {
                return false;
            };
            self.state.drop_review(i, day);
            return true;
        }
        let i = self.rng.below(self.state.items.len());
        self.state.items[i].complete != NEVER && self.add_best_review(i)
    }

    /// Exchanges the days of two items that are studied in one session each.
    fn swap_days(&mut self) -> bool {
        let (Some(a), Some(b)) = (self.random_placed(None), self.random_placed(None)) else {
            return false;
        };
        let single = |i: usize| {
            let study = &self.state.items[i].study;
            (study.len() == 1).then(|| study[0])
        };
        let (Some((day_a, minutes_a)), Some((day_b, minutes_b))) = (single(a), single(b)) else {
            return false;
        };
        if day_a == day_b || a == b {
            return false;
        }
        let reviews = [a, b].map(|i| self.state.items[i].reviews.clone());
        self.state.lift(a);
        self.state.lift(b);
        for (i, day, minutes) in [(a, day_b, minutes_a), (b, day_a, minutes_b)] {
            let inside = self
                .state
                .window(i)
                .is_some_and(|(lo, hi)| (lo..=hi).contains(&day));
            if !inside || self.state.study_room(i, day) < minutes {
                return false;
            }
            self.state.add_study(i, day, minutes);
        }
        for (i, old) in [a, b].into_iter().zip(reviews) {
            self.put_reviews(i, &old);
        }
        true
    }

    /// Puts back the reviews that still serve and adds what pays.
    fn put_reviews(&mut self, i: usize, old: &[Day]) {
        for &day in old {
            if self.state.review_fits(i, day) && self.state.review_left(i) {
                self.state.add_review(i, day);
            }
        }
        if self.state.items[i].complete != NEVER {
            while self.add_best_review(i) {}
        }
    }

    /// Takes a few items away and puts them back in another way, sometimes after one that was left out.
    fn replace_some(&mut self) -> bool {
        let Some(first) = self.random_placed(None) else {
            return false;
        };
        let mut chosen = vec![first];
        let centre = self.state.items[first].complete;
        let more = [0, 0, 1, 1, 2, 3][self.rng.below(6)];
        for _ in 0..more {
            let near = self.rng.chance(60).then_some((centre, 4));
            if let Some(i) = self.random_placed(near)
                && !chosen.contains(&i)
            {
                chosen.push(i);
            }
        }
        let incoming = if self.rng.chance(20) {
            self.random_lacking().filter(|i| !chosen.contains(i))
        } else {
            None
        };
        let keep_reviews = self.rng.chance(60);
        let old: Vec<Vec<Day>> = chosen
            .iter()
            .map(|&i| self.state.items[i].reviews.clone())
            .collect();
        for &i in &chosen {
            if incoming.is_some() {
                let mut gone = std::mem::take(&mut self.gone);
                gone.clear();
                self.state.lift_with_dependants(i, &mut gone);
                self.gone = gone;
            } else {
                self.state.lift(i);
            }
        }
        if let Some(i) = incoming {
            let manner = self.random_manner();
            if !super::place::insert_closure(
                &mut self.state,
                &mut self.scratch,
                &mut self.rng,
                i,
                manner,
            ) {
                return false;
            }
        }
        let turn = self.rng.below(chosen.len());
        for n in 0..chosen.len() {
            let n = (n + turn) % chosen.len();
            let i = chosen[n];
            if !self.put_back(i) && incoming.is_none() {
                return false;
            }
            if keep_reviews {
                self.put_reviews(i, &old[n]);
            } else {
                self.put_reviews(i, &[]);
            }
        }
        true
    }

    /// Puts the study of `i` on other days, mostly at random.
    fn put_back(&mut self, i: usize) -> bool {
        let model = self.state.model;
        let mut manner = self.random_manner();
        if self.rng.chance(60) {
            manner.fit = Fit::Random;
        }
        let item = &model.items[i];
        let review = Day::from(item.needs_review());
        let mut deadlines = item.wants.iter().map(|w| w.day - 1 - review);
        if item.wants.is_empty() {
            let last = model.last_day();
            return place_study(
                &mut self.state,
                &mut self.scratch,
                &mut self.rng,
                i,
                last,
                manner,
            );
        }
        let state = &mut self.state;
        deadlines.any(|deadline| {
            place_study(state, &mut self.scratch, &mut self.rng, i, deadline, manner)
        })
    }
}
