//! Which items are covered: several constructions, then ruin and recreate on the first part of the score. Days and
//! reviews are only good enough here to be legal and roomy; `polish` makes them good.

use super::model::{Model, NEVER};
use super::place::{Fit, Manner, Scratch, insert_closure};
use super::problem::Day;
use super::rng::{Cooling, Rng};
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
    candidates: Vec<(i64, u32)>,
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
            candidates: Vec::new(),
        }
    }

    /// Asks once in a while whether the run is still wanted.
    pub fn stopped(&mut self, step: usize) -> bool {
        if step.is_multiple_of(64) && !self.cancelled && (self.cancel)() {
            self.cancelled = true;
        }
        self.cancelled
    }

    /// Builds a plan by inserting items in the given order.
    pub fn decode(&mut self, order: &[u32], manner: Manner) {
        for i in 0..self.state.items.len() {
            self.state.lift(i);
        }
        self.fill(order, manner);
    }

    /// Inserts, in order, whatever is wanted and not covered.
    pub fn fill(&mut self, order: &[u32], manner: Manner) {
        for &i in order {
            let i = i as usize;
            if self.state.items[i].complete == NEVER || self.state.model.items[i].needs_review() {
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

    /// A few constructions by simple rules; the best is kept and restored.
    pub fn construct(&mut self) {
        let model = self.state.model;
        let deadline = |i: u32| {
            let wants = &model.items[i as usize].wants;
            wants.first().map_or(Day::MAX, |w| w.day)
        };
        let mut by_density = self.wanted.clone();
        by_density.sort_by_key(|&i| (-self.density[i as usize], i));
        let mut by_deadline = by_density.clone();
        by_deadline.sort_by_key(|&i| (deadline(i), -self.density[i as usize], i));
        let path: Vec<u32> = {
            let mut path = self.wanted.clone();
            path.sort_by_key(|&i| model.rank[i as usize]);
            path
        };
        let tight = Manner {
            fit: Fit::Tightest,
            ..Manner::PLAIN
        };
        for (order, manner) in [
            (&by_density, Manner::PLAIN),
            (&by_density, tight),
            (&by_deadline, Manner::PLAIN),
            (&path, Manner::PLAIN),
            (&by_deadline, tight),
        ] {
            self.decode(order, manner);
            self.note();
            if self.best.terms.z1 == model.worth || self.stopped(0) {
                break;
            }
        }
        let best = std::mem::take(&mut self.best);
        self.state.restore(&best);
        self.best = best;
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
            whole_first: !self.rng.chance(15),
            as_before: self.rng.chance(50),
            skip: if self.rng.chance(25) { 50 } else { 0 },
            late_review: self.rng.chance(80),
        }
    }

    /// Ruin and recreate on the value covered; `steps` attempts at most, fewer when all is covered.
    pub fn cover(&mut self, steps: usize) {
        let model = self.state.model;
        let spread = model.problem.mean_value().max(1);
        let mut z1 = self.state.terms.z1;
        for step in 0..steps {
            if z1 == model.worth || self.stopped(step) {
                break;
            }
            let left = (steps - step) as i64;
            let temperature = spread * 2 * left / (3 * steps as i64);
            let Some(target) = self.random_lacking() else {
                break;
            };
            self.ruin(target);
            self.recreate(target);
            self.state.settle();
            let now = self.state.terms.z1;
            let tolerance = self.cooling.tolerance(&mut self.rng, temperature);
            if now + tolerance / 2 >= z1 {
                self.state.commit();
                z1 = now;
                if now > self.best.terms.z1 {
                    self.best = self.state.snapshot();
                }
            } else {
                self.state.rollback();
            }
        }
        if self.state.terms.z1 < self.best.terms.z1 {
            let best = std::mem::take(&mut self.best);
            self.state.restore(&best);
            self.best = best;
        }
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

    /// Takes a few items away: near one day, or anywhere.
    fn ruin(&mut self, target: usize) {
        let mut gone = std::mem::take(&mut self.gone);
        gone.clear();
        self.state.lift_with_dependants(target, &mut gone);
        let wanted = 1 + self.rng.below(5);
        let near = self.rng.chance(60);
        let anchor = self.random_placed(None);
        if let Some(anchor) = anchor {
            let centre = self.state.items[anchor].complete;
            self.state.lift_with_dependants(anchor, &mut gone);
            for _ in 1..wanted {
                let limit = near.then_some((centre, 3));
                if let Some(i) = self.random_placed(limit) {
                    self.state.lift_with_dependants(i, &mut gone);
                }
            }
        }
        self.gone = gone;
    }

    /// Puts the target in first, then what was taken away and other things that are left out.
    fn recreate(&mut self, target: usize) {
        let manner = self.random_manner();
        insert_closure(
            &mut self.state,
            &mut self.scratch,
            &mut self.rng,
            target,
            manner,
        );
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.clear();
        for &i in &self.gone {
            candidates.push((0, i));
        }
        let most = 48;
        let count = self.wanted.len();
        let start = self.rng.below(count);
        for n in (start..count).chain(0..start).take(4 * most) {
            let i = self.wanted[n];
            if candidates.len() >= most {
                break;
            }
            if self.state.items[i as usize].complete == NEVER && !self.gone.contains(&i) {
                candidates.push((0, i));
            }
        }
        for slot in &mut candidates {
            let noise = 600 + self.rng.below(800) as i64;
            slot.0 = -(self.density[slot.1 as usize] * noise);
        }
        candidates.sort_unstable();
        for &(_, i) in &candidates {
            let i = i as usize;
            if self.state.items[i].complete != NEVER || self.state.model.items[i].wants.is_empty() {
                continue;
            }
            let manner = if self.rng.chance(50) {
                manner
            } else {
                self.random_manner()
            };
            insert_closure(&mut self.state, &mut self.scratch, &mut self.rng, i, manner);
        }
        self.candidates = candidates;
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
