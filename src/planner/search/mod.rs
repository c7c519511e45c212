//! Which items are covered: several constructions, then ruin and recreate on the first part of the score. Days and
//! reviews are only good enough here to be legal and roomy; `polish` makes them good.
//!
//! Not here: lifting out and putting back (`ruin.rs`).

mod ruin;

use super::model::{Model, NEVER};
use super::place::{Fit, Manner, Scratch, insert_closure};
use super::problem::{Day, Minutes, SessionKind};
use super::rng::{Cooling, Rng};
use super::score::Terms;
use super::state::{Snapshot, State};

/// A search under way: the plan, what it has found, and its generator.
pub(crate) struct Search<'m, 'c> {
    pub state: State<'m>,
    pub scratch: Scratch,
    pub rng: Rng,
    pub cooling: Cooling,
    pub best: Snapshot,
    /// Value per closure minute, × 1024, by item.
    pub density: Vec<i64>,
    /// Items that some interview wants and that are not finished.
    pub wanted: Vec<u32>,
    pub gone: Vec<u32>,
    pub cancel: &'c dyn Fn() -> bool,
    pub cancelled: bool,
    /// Most sessions of the plan before that polishing may leave gone.
    pub most_gone: i64,
    /// Sessions of the first two days that no calm search may move.
    pub held: Vec<(u32, SessionKind, Day)>,
    /// Working memory for review days.
    pub days: Vec<Day>,
    pub with: Vec<Day>,
    /// Plans that cover as much as the best, with other items than the others here; looked for where `equals_wanted`.
    pub equals: Vec<(u64, Snapshot)>,
    pub equals_wanted: usize,
    candidates: Vec<(i64, u32)>,
    loose: Vec<u32>,
}

impl<'m, 'c> Search<'m, 'c> {
    pub fn new(model: &'m Model<'m>, cache_bits: u32, cancel: &'c dyn Fn() -> bool) -> Self {
        let state = State::new(model, cache_bits);
        let wanted = (0..model.items.len() as u32)
            .filter(|&i| {
                let item = &model.items[i as usize];
                item.left > 0 && !item.wants.is_empty()
            })
            .collect();
        Self {
            best: state.snapshot(),
            state,
            scratch: Scratch::default(),
            rng: Rng::new(0x0C41_124E),
            cooling: Cooling::new(),
            density: densities(model),
            wanted,
            gone: Vec::new(),
            cancel,
            cancelled: false,
            most_gone: i64::MAX,
            held: Vec::new(),
            days: Vec::new(),
            with: Vec::new(),
            equals: Vec::new(),
            equals_wanted: 0,
            candidates: Vec::new(),
            loose: Vec::new(),
        }
    }

    /// Keeps a plan that covers as much as the best if it covers it with other items.
    fn keep_equal(&mut self) {
        let items = &self.state.items;
        let covered = self
            .wanted
            .iter()
            .filter(|&&i| items[i as usize].complete != NEVER);
        let set = covered.fold(0_u64, |sum, &i| {
            sum.wrapping_add(
                (u64::from(i) + 1)
                    .wrapping_mul(0x9E37_79B9_7F4A_7C15)
                    .rotate_left(i % 64),
            )
        });
        if self.equals.iter().all(|equal| equal.0 != set) {
            self.equals.push((set, self.state.snapshot()));
        }
    }

    /// Asks once in a while whether the run is still wanted.
    #[inline]
    pub fn stopped(&mut self, step: usize) -> bool {
        if step.is_multiple_of(64) && !self.cancelled && (self.cancel)() {
            self.cancelled = true;
        }
        self.cancelled
    }

    /// Whether no more of the plan before is gone than may be, or than was gone already `before`.
    #[inline]
    pub fn is_calm(&self, before: &Terms) -> bool {
        let now = &self.state.terms;
        (now.gone <= self.most_gone || now.gone <= before.gone) && self.keeps_held()
    }

    /// Whether all that is held on the first two days is where it was.
    pub fn keeps_held(&self) -> bool {
        let here = |s: &(u32, SessionKind, Day)| self.state.has(s.0 as usize, s.1, s.2);
        self.held.iter().all(here)
    }

    /// Leaves only what is pinned.
    fn clear(&mut self) {
        for i in 0..self.state.items.len() {
            self.state.lift(i);
        }
    }

    /// Inserts, in order, whatever is wanted and not covered.
    pub fn fill(&mut self, order: &[u32], manner: Manner) {
        for (n, &i) in order.iter().enumerate() {
            if self.stopped(n) {
                break;
            }
            let i = i as usize;
            if self.state.items[i].dirty || self.state.lacking(i) {
                insert_closure(&mut self.state, &mut self.scratch, &mut self.rng, i, manner);
            }
        }
        self.state.commit();
    }

    /// Keeps the plan if it is the best so far.
    pub fn note(&mut self) {
        let z2 = self.state.z2();
        if (self.state.terms.z1, z2) > (self.best.terms.z1, self.best.z2) {
            self.best = self.state.snapshot();
        }
    }

    /// Goes back to the best plan so far.
    pub fn back_to_best(&mut self) {
        let best = std::mem::take(&mut self.best);
        self.state.restore(&best);
        self.best = best;
    }

    /// A few constructions by simple rules; the best is kept and restored.
    pub fn construct(&mut self) {
        let model = self.state.model;
        let mut by_density = self.wanted.clone();
        by_density.sort_by_key(|&i| (-self.density[i as usize], i));
        let loose = Manner {
            own_stretch: false,
            ..Manner::PLAIN
        };
        let gaps = Manner {
            fill_gaps: true,
            ..loose
        };
        let cut = Manner {
            whole_first: false,
            ..gaps
        };
        let tight = Manner {
            fit: Fit::Tightest,
            ..loose
        };
        let usual = super::select::usual(model, &self.wanted);
        // Some room is lost to gaps: what is chosen for less room than there is, fits better.
        let chosen = [
            (usual, 80, false, cut),
            (usual, 85, false, gaps),
            (usual, 90, true, gaps),
            (usual, 75, false, cut),
            (usual, 80, false, gaps),
            (usual, 70, false, gaps),
        ];
        let plain = [tight, Manner::PLAIN];
        // Large problems get the first few only: a construction is all they have time for.
        let few = match model.items.len() {
            ..=300 => 6,
            301..=2000 => 3,
            _ => 2,
        };
        // Where everything may fit, all of it in the order of the path.
        let all = super::select::everything_fits(model, &self.wanted, 90).then_some((
            Minutes::MAX,
            100,
            false,
            cut,
        ));
        let rest = chosen.into_iter().take(few);
        for (most, per_cent, first, manner) in all.into_iter().chain(rest) {
            let choice = super::select::choose(model, &by_density, most, per_cent, first);
            self.clear();
            self.scratch.levels = choice.level;
            self.fill(&choice.order, manner);
            self.scratch.levels = Vec::new();
            self.fill(&by_density, manner);
            self.note();
            if self.best.terms.z1 == model.worth || self.stopped(0) {
                break;
            }
        }
        for manner in plain {
            if self.best.terms.z1 == model.worth || self.stopped(0) || few < 6 {
                break;
            }
            self.clear();
            self.fill(&by_density, manner);
            self.note();
        }
        self.back_to_best();
    }

    /// A random way to place an item.
    pub fn random_manner(&mut self) -> Manner {
        let fit = match self.rng.below(10) {
            0..=3 => Fit::Earliest,
            4..=6 => Fit::Tightest,
            7 => Fit::Latest,
            _ => Fit::Random,
        };
        Manner {
            fit,
            whole_first: self.rng.chance(70),
            as_before: self
                .rng
                .chance(if self.most_gone < i64::MAX { 90 } else { 50 }),
            skip: if self.rng.chance(25) { 50 } else { 0 },
            late_review: self.rng.chance(75),
            fill_gaps: self.rng.chance(50),
            own_stretch: self.rng.chance(75),
            varied: self.rng.chance(80),
            squeeze: false,
        }
    }

    /// Ruin and recreate on the value covered; `steps` attempts at most, fewer when all is covered.
    pub fn cover(&mut self, steps: usize) {
        let model = self.state.model;
        let spread = model.problem.mean_value().max(1);
        let mut z1 = self.state.terms.z1;
        let mut before = self.state.terms;
        for step in 0..steps {
            if z1 == model.worth || self.stopped(step) {
                break;
            }
            // Four times hot and cold; the first time hotter.
            let cycle = (steps / 4).max(1);
            let left = (cycle - step % cycle) as i64;
            let peak = if step < cycle { 60 } else { 30 };
            let temperature = spread * peak * left / (100 * cycle as i64);
            let Some(target) = self.random_lacking() else {
                break;
            };
            self.ruin(target);
            self.recreate(target);
            if model.previous_count > 0 {
                self.recall_reviews();
            }
            self.state.settle();
            let now = self.state.terms.z1;
            let calm = self.is_calm(&before);
            let tolerance = self.cooling.tolerance(&mut self.rng, temperature);
            if calm && now + tolerance / 2 >= z1 {
                self.state.commit();
                z1 = now;
                before = self.state.terms;
                if now > self.best.terms.z1 {
                    self.best = self.state.snapshot();
                    self.equals.clear();
                }
                if now == self.best.terms.z1 && self.equals.len() < self.equals_wanted {
                    self.keep_equal();
                }
            } else {
                self.state.rollback();
            }
        }
        if self.state.terms.z1 < self.best.terms.z1 {
            self.back_to_best();
        }
    }

    /// Gives what was taken away the reviews of the plan before again, where they still serve.
    pub fn recall_reviews(&mut self) {
        let gone = std::mem::take(&mut self.gone);
        for &i in gone.iter().chain(&self.loose) {
            super::mend::put_reviews(&mut self.state, i as usize);
        }
        self.gone = gone;
    }

    /// Something that is wanted and not fully covered.
    pub fn random_lacking(&mut self) -> Option<usize> {
        let count = self.wanted.len();
        if count == 0 {
            return None;
        }
        let start = self.rng.below(count);
        (start..count)
            .chain(0..start)
            .map(|n| self.wanted[n] as usize)
            .find(|&i| self.state.lacking(i))
    }

    /// An item with sessions that can be taken away, if a few tries find one.
    pub fn random_placed(&mut self, near: Option<(Day, Day)>) -> Option<usize> {
        let count = self.state.items.len();
        for _ in 0..24 {
            let i = self.rng.below(count);
            let placed = &self.state.items[i];
            let day = match (placed.study.last(), placed.mock) {
                (Some(last), _) => last.0,
                (None, Some(day)) => day,
                (None, None) => continue,
            };
            if near.is_none_or(|(centre, width)| (day - centre).abs() <= width) {
                return Some(i);
            }
        }
        None
    }
}

/// Value per minute of each item together with the unfinished things it needs first, × 1024.
fn densities(model: &Model) -> Vec<i64> {
    let mut seen = vec![u32::MAX; model.items.len()];
    let mut stack = Vec::new();
    (0..model.items.len() as u32)
        .map(|i| {
            let (mut worth, mut minutes) = (0_i64, 0_i64);
            stack.clear();
            stack.push(i);
            let mut visits = 0;
            while let Some(top) = stack.pop() {
                let item = &model.items[top as usize];
                if seen[top as usize] == i || item.left == 0 {
                    continue;
                }
                seen[top as usize] = i;
                worth += item.worth;
                minutes += i64::from(item.open);
                if item.worth > 0 {
                    minutes += i64::from(item.review);
                }
                visits += 1;
                if visits < 200 {
                    stack.extend_from_slice(&item.prerequisites);
                }
            }
            worth * 1024 / minutes.max(1)
        })
        .collect()
}
