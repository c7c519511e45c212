//! FSRS-6, the memory model: how likely something is recalled, and what a review does to the memory.
//!
//! Source: open-spaced-repetition, FSRS-6, as published in py-fsrs 6.3.2 (whose test vectors are in
//! `tests/fixtures/planner/fsrs_vectors.json` and `fsrs_reviews.json`). Whole: first ratings, the four grades, reviews on
//! the same day, intervals; without the learning steps of minutes, which a sitting has no use for, and without the fuzz of
//! intervals. Not here: the trainer, and the prompts that are remembered (`drill`). The model is fitted on flashcards: for
//! whole topics the ranking of review days is to be trusted, the absolute percentage is an estimate.

use crate::domain::{Grade, Rules};

pub use crate::domain::apply::PARAMETERS;

/// The default parameters w0 … w20 of FSRS-6 (py-fsrs 6.3.2).
pub const DEFAULT_PARAMETERS: [f64; PARAMETERS] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
    0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/// The smallest stability the model knows, in days.
const MIN_STABILITY: f64 = 0.001;
/// The longest interval, in days: a hundred years.
const MAX_INTERVAL: f64 = 36_500.0;

/// A memory: how stable it is and how hard the thing is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Days until recall falls to 90 %; above 0.
    pub stability: f64,
    /// Difficulty, 1 (easy) … 10 (hard).
    pub difficulty: f64,
}

/// The model with its parameters, and the few values derived from them once.
#[derive(Clone, Debug, PartialEq)]
pub struct Fsrs {
    w: [f64; PARAMETERS],
    factor: f64,
    easy_start: f64,
    lapse_cap: f64,
}

impl Default for Fsrs {
    fn default() -> Self {
        Self::new(DEFAULT_PARAMETERS)
    }
}

impl Fsrs {
    /// The model with parameters `w` (w0 … w20); they should be finite and w20 above 0.
    #[must_use]
    pub fn new(w: [f64; PARAMETERS]) -> Self {
        Self {
            factor: 0.9_f64.powf(-1.0 / w[20]) - 1.0,
            easy_start: w[4] - (3.0 * w[5]).exp() + 1.0,
            lapse_cap: (w[17] * w[18]).exp(),
            w,
        }
    }

    /// The model with the parameters of a plan's rules, else with the defaults.
    #[must_use]
    pub fn of(rules: &Rules) -> Self {
        <[f64; PARAMETERS]>::try_from(rules.fsrs.as_slice())
            .map_or_else(|_| Self::default(), Self::new)
    }

    /// The parameters w0 … w20.
    #[must_use]
    pub fn parameters(&self) -> &[f64; PARAMETERS] {
        &self.w
    }

    /// Probability (0 … 1) of recall `days` after the last study or review.
    #[must_use]
    pub fn recall(&self, days: f64, stability: f64) -> f64 {
        (1.0 + self.factor * days / stability).powf(-self.w[20])
    }

    /// The memory after the first answer of all.
    #[must_use]
    pub fn first(&self, grade: Grade) -> Memory {
        let w = &self.w;
        let (stability, steps) = match grade {
            Grade::Again => (w[0], 0.0),
            Grade::Hard => (w[1], 1.0),
            Grade::Good => (w[2], 2.0),
            Grade::Easy => (w[3], 3.0),
        };
        let difficulty = w[4] - (w[5] * steps).exp() + 1.0;
        Memory {
            stability: stability.max(MIN_STABILITY),
            difficulty: difficulty.clamp(1.0, 10.0),
        }
    }

    /// The memory after an answer `days` whole days after the last one; 0 is the same day.
    #[must_use]
    pub fn after(&self, memory: Memory, days: i64, grade: Grade) -> Memory {
        let Memory {
            stability: s,
            difficulty: d,
        } = memory;
        let recall = self.recall(days.max(0) as f64, s);
        let stability = match grade {
            _ if days < 1 => self.same_day(s, grade),
            Grade::Again => self.after_lapse(memory, recall).stability,
            Grade::Hard => self.grown(memory, recall, self.w[15]),
            Grade::Good => self.grown(memory, recall, 1.0),
            Grade::Easy => self.grown(memory, recall, self.w[16]),
        };
        let easier = match grade {
            Grade::Again => -2.0,
            Grade::Hard => -1.0,
            Grade::Good => 0.0,
            Grade::Easy => 1.0,
        };
        Memory {
            stability: stability.max(MIN_STABILITY),
            difficulty: self.revert(d - (10.0 - d) * self.w[6] * easier / 9.0),
        }
    }

    /// The stability after another answer on the same day.
    fn same_day(&self, s: f64, grade: Grade) -> f64 {
        let w = &self.w;
        let steps = match grade {
            Grade::Again => -2.0,
            Grade::Hard => -1.0,
            Grade::Good => 0.0,
            Grade::Easy => 1.0,
        };
        let growth = (w[17] * (steps + w[18])).exp() * s.powf(-w[19]);
        match grade.is_recalled() {
            true => s * growth.max(1.0),
            false => s * growth,
        }
    }

    /// Whole days, at least 1, until recall falls to `target` (0 … 1).
    #[must_use]
    pub fn interval(&self, stability: f64, target: f64) -> i64 {
        let days = stability / self.factor * (target.powf(-1.0 / self.w[20]) - 1.0);
        days.round_ties_even().clamp(1.0, MAX_INTERVAL) as i64
    }

    /// The stability (days) of a memory whose recall is `recall` (0 … 1) after `days` days: the other way round.
    #[must_use]
    pub fn stability_for(&self, recall: f64, days: f64) -> f64 {
        let recall = recall.clamp(0.01, 0.9999);
        let stability = self.factor * days / (recall.powf(-1.0 / self.w[20]) - 1.0);
        stability.clamp(MIN_STABILITY, MAX_INTERVAL)
    }

    /// The memory after a review at which it was recalled; `recall` is the probability just before.
    #[must_use]
    pub fn after_recall(&self, memory: Memory, recall: f64) -> Memory {
        Memory {
            stability: self.grown(memory, recall, 1.0).max(MIN_STABILITY),
            difficulty: self.revert(memory.difficulty),
        }
    }

    /// The stability after a recall; `bonus` is less than 1 for a hard one, more for an easy one.
    fn grown(&self, memory: Memory, recall: f64, bonus: f64) -> f64 {
        let w = &self.w;
        let Memory {
            stability: s,
            difficulty: d,
        } = memory;
        let growth =
            w[8].exp() * (11.0 - d) * s.powf(-w[9]) * ((w[10] * (1.0 - recall)).exp() - 1.0);
        s * (1.0 + growth * bonus)
    }

    /// The memory after a review at which it was forgotten; `recall` is the probability just before.
    #[must_use]
    pub fn after_lapse(&self, memory: Memory, recall: f64) -> Memory {
        let w = &self.w;
        let Memory {
            stability: s,
            difficulty: d,
        } = memory;
        let fresh =
            w[11] * d.powf(-w[12]) * ((s + 1.0).powf(w[13]) - 1.0) * (w[14] * (1.0 - recall)).exp();
        Memory {
            stability: fresh.min(s / self.lapse_cap).max(MIN_STABILITY),
            difficulty: self.revert(d + (10.0 - d) * 2.0 * w[6] / 9.0),
        }
    }

    /// Difficulty drifts towards the easy start and stays within 1 … 10.
    fn revert(&self, difficulty: f64) -> f64 {
        let w7 = self.w[7];
        (w7 * self.easy_start + (1.0 - w7) * difficulty).clamp(1.0, 10.0)
    }

    /// Expected recall on day `day` of a memory last refreshed on day `last`, when it is reviewed on the
    /// given later days (rising). Both outcomes of every review are counted: n reviews, 2^n branches.
    #[must_use]
    pub fn expected(&self, memory: Memory, last: i32, reviews: &[i32], day: i32) -> f64 {
        let Some((&review, rest)) = reviews.split_first() else {
            return self.recall(f64::from(day) - f64::from(last), memory.stability);
        };
        let days = f64::from(review) - f64::from(last);
        let q = self.recall(days, memory.stability);
        q * self.expected(self.after_recall(memory, q), review, rest, day)
            + (1.0 - q) * self.expected(self.after_lapse(memory, q), review, rest, day)
    }

    /// Expected recall as [`Fsrs::expected`], rounded to whole per mille (0 … 1000): the planner compares only these.
    #[must_use]
    pub fn expected_per_mille(&self, memory: Memory, last: i32, reviews: &[i32], day: i32) -> i64 {
        let value = (1000.0 * self.expected(memory, last, reviews, day) + 0.5).floor();
        if value.is_finite() { value as i64 } else { 0 }
    }
}
