//! Which set of items to aim at: sets that would be worth more than the best plan and need few minutes, found by
//! counting minutes only; then packing one of them while everything else is left aside. Counting decides *which*,
//! packing decides *where*.

use super::model::{Model, NEVER};
use super::problem::Day;
use super::search::Search;

/// Not in the set.
pub(crate) const OUT: u8 = u8::MAX;

/// A set of items to aim at.
#[derive(Clone, Debug, Default)]
struct Aim {
    /// For each item the first interview, by place in its wants, that it is to be covered for; or [`OUT`].
    level: Vec<u8>,
    worth: i64,
    /// Minutes left over, added up over the interviews.
    slack: i64,
}

/// Minutes before each different interview day: for study, and for everything.
struct Rooms {
    days: Vec<(Day, i64, i64)>,
    deadline: Vec<Day>,
    /// Minutes that the set counted last leaves before the last interview.
    spare: i64,
}

impl Rooms {
    fn new(model: &Model) -> Self {
        let mut days: Vec<(Day, i64, i64)> = Vec::new();
        for interview in &model.problem.interviews {
            let before = model.limit.iter().zip(&model.buffer);
            let (mut study, mut all) = (0, 0);
            for (&limit, &buffered) in before.take(super::model::at(interview.day)) {
                all += i64::from(limit);
                if !buffered {
                    study += i64::from(limit);
                }
            }
            days.push((interview.day, study, all));
        }
        days.dedup_by_key(|d| d.0);
        Self {
            days,
            deadline: vec![Day::MAX; model.items.len()],
            spare: 0,
        }
    }

    /// Minutes left over when the set is counted, or `None` when it cannot fit.
    fn slack(&mut self, model: &Model, level: &[u8]) -> Option<i64> {
        self.deadline.fill(Day::MAX);
        let mut need = [(0_i64, 0_i64); 8];
        for &i in model.order.iter().rev() {
            let i = i as usize;
            let item = &model.items[i];
            let wanted = level[i] != OUT;
            let own = item
                .wants
                .get(level[i] as usize)
                .map_or(Day::MAX, |w| w.day);
            let deadline = own.min(self.deadline[i]);
            if deadline == Day::MAX || item.left == 0 {
                continue;
            }
            for &p in &item.prerequisites {
                let slot = &mut self.deadline[p as usize];
                *slot = (*slot).min(deadline);
            }
            let k = self.days.partition_point(|d| d.0 < deadline).min(7);
            let study = if item.mock { 0 } else { i64::from(item.left) };
            let review = if wanted { i64::from(item.review) } else { 0 };
            need[k].0 += study;
            need[k].1 += i64::from(item.left) + review;
        }
        let (mut study, mut all, mut slack) = (0, 0, 0);
        for (k, &(_, room_study, room_all)) in self.days.iter().enumerate().take(8) {
            study += need[k].0;
            all += need[k].1;
            if study > room_study || all > room_all {
                return None;
            }
            slack += room_all - all;
            self.spare = room_all - all;
        }
        Some(slack)
    }
}

impl Search<'_, '_> {
    /// Aims at sets that would be better than the best plan, one after the other.
    pub fn aim(&mut self, rounds: usize, steps: usize) {
        let model = self.state.model;
        if self.wanted.is_empty() || model.items.len() > 600 {
            return;
        }
        let mut rooms = Rooms::new(model);
        let mut tried: Vec<Vec<u8>> = Vec::new();
        for _ in 0..rounds {
            if self.best.terms.z1 >= model.worth || self.stopped(0) {
                break;
            }
            let best = std::mem::take(&mut self.best);
            self.state.restore(&best);
            self.best = best;
            let Some(aim) = self.choose(&mut rooms, &tried, 40) else {
                continue;
            };
            self.pack(&aim, steps);
            tried.push(aim.level);
        }
        self.scratch.levels.clear();
        let best = std::mem::take(&mut self.best);
        self.state.restore(&best);
        self.best = best;
    }

    /// Tries to place everything, where counting minutes does not rule it out: then no item may be given up for
    /// being worth little, and what is hard to place goes first.
    pub fn fit_all(&mut self, steps: usize) {
        let model = self.state.model;
        if self.best.terms.z1 >= model.worth || model.items.len() > 2000 {
            return;
        }
        let mut all = Aim {
            level: vec![OUT; model.items.len()],
            worth: model.worth,
            slack: 0,
        };
        for &i in &self.wanted {
            all.level[i as usize] = 0;
        }
        if Rooms::new(model).slack(model, &all.level).is_none() {
            return;
        }
        self.pack(&all, steps);
        let best = std::mem::take(&mut self.best);
        self.state.restore(&best);
        self.best = best;
    }

    /// The set that the plan covers.
    fn present(&self) -> Aim {
        let model = self.state.model;
        let mut now = Aim {
            level: vec![OUT; model.items.len()],
            ..Aim::default()
        };
        for &i in &self.wanted {
            let item = &model.items[i as usize];
            let first = item
                .wants
                .iter()
                .position(|w| super::outcome::covered(&self.state, i as usize, w.day));
            if let Some(n) = first {
                now.level[i as usize] = n as u8;
            }
        }
        now
    }

    /// The most promising of some random changes of the set that the plan covers.
    fn choose(&mut self, rooms: &mut Rooms, tried: &[Vec<u8>], tries: usize) -> Option<Aim> {
        let model = self.state.model;
        let base = self.present();
        let mut best: Option<Aim> = None;
        let mut order: Vec<(i64, u32)> = Vec::new();
        for _ in 0..tries {
            let mut aim = base.clone();
            for _ in 0..self.rng.below(4) {
                let i = self.wanted[self.rng.below(self.wanted.len())] as usize;
                drop_from(model, &mut aim.level, i);
            }
            order.clear();
            for &i in &self.wanted {
                if aim.level[i as usize] != 0 {
                    let noise = 500 + self.rng.below(1000) as i64;
                    order.push((-(self.density[i as usize] * noise), i));
                }
            }
            order.sort_unstable();
            rooms.slack(model, &aim.level);
            let mut spare = rooms.spare;
            for &(_, i) in &order {
                let item = &model.items[i as usize];
                let wants = item.wants.len().min(OUT as usize) as u8;
                let was = aim.level[i as usize];
                if was == OUT && i64::from(item.left + item.review) > spare {
                    continue;
                }
                for level in 0..wants.min(was) {
                    let saved = add_to(model, &mut aim.level, i as usize, level);
                    if rooms.slack(model, &aim.level).is_some() {
                        spare = rooms.spare;
                        break;
                    }
                    for (j, old) in saved {
                        aim.level[j as usize] = old;
                    }
                }
            }
            aim.worth = worth(model, &aim.level);
            aim.slack = rooms.slack(model, &aim.level).unwrap_or(-1);
            let better = best.as_ref().is_none_or(|b| aim.slack > b.slack);
            if aim.worth > self.best.terms.z1 && better && !tried.contains(&aim.level) {
                best = Some(aim);
            }
        }
        best
    }

    /// Tries to place exactly the set `aim`, starting from the plan as it is.
    fn pack(&mut self, aim: &Aim, steps: usize) {
        let model = self.state.model;
        let mut needed: Vec<bool> = aim.level.iter().map(|&l| l != OUT).collect();
        for &i in model.order.iter().rev() {
            if needed[i as usize] {
                for &p in &model.items[i as usize].prerequisites {
                    needed[p as usize] = true;
                }
            }
        }
        let mut gone = std::mem::take(&mut self.gone);
        gone.clear();
        for (i, &kept) in needed.iter().enumerate() {
            if !kept {
                self.state.lift_with_dependants(i, &mut gone);
            } else if aim.level[i] == OUT {
                self.state.lift_reviews(i);
            }
        }
        self.gone = gone;
        self.state.commit();
        self.scratch.levels.clone_from(&aim.level);
        let mut missing: Vec<u32> = Vec::new();
        let mut cost = self.missing(aim, &mut missing);
        for step in 0..steps {
            if missing.is_empty() || self.stopped(step) {
                break;
            }
            let target = missing[self.rng.below(missing.len())] as usize;
            self.ruin(target);
            self.recreate(target);
            self.state.settle();
            let now = self.missing(aim, &mut missing);
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
                self.missing(aim, &mut missing);
            }
        }
        self.scratch.levels.clear();
    }

    /// The items of the set that are not covered as aimed at, and their minutes.
    fn missing(&self, aim: &Aim, list: &mut Vec<u32>) -> i64 {
        list.clear();
        let mut minutes = 0;
        for &i in &self.wanted {
            let level = aim.level[i as usize];
            let item = &self.state.model.items[i as usize];
            if let Some(want) = item.wants.get(level as usize)
                && !super::outcome::covered(&self.state, i as usize, want.day)
            {
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

fn worth(model: &Model, level: &[u8]) -> i64 {
    let items = model.items.iter().zip(level);
    items
        .map(|(item, &l)| {
            let wants = item.wants.iter().skip(l as usize);
            wants.map(|w| w.value).sum::<i64>()
        })
        .sum()
}

/// Takes `i` out with everything that waits for it.
fn drop_from(model: &Model, level: &mut [u8], i: usize) {
    let mut stack = vec![i as u32];
    let mut visits = 0;
    while let Some(i) = stack.pop() {
        level[i as usize] = OUT;
        visits += 1;
        if visits < 1000 {
            stack.extend_from_slice(&model.items[i as usize].dependants);
        }
    }
}

/// Puts `i` in, with what it needs first where that is wanted itself; returns what was changed.
fn add_to(model: &Model, level: &mut [u8], i: usize, to: u8) -> Vec<(u32, u8)> {
    let mut changed = vec![(i as u32, level[i])];
    level[i] = to;
    let day = model.items[i].wants.get(to as usize).map_or(0, |w| w.day);
    let mut stack = model.items[i].prerequisites.clone();
    while let Some(p) = stack.pop() {
        let item = &model.items[p as usize];
        if item.left == 0 || level[p as usize] != OUT || item.wants.is_empty() {
            continue;
        }
        let first = item.wants.iter().position(|w| w.day >= day).unwrap_or(0);
        changed.push((p, level[p as usize]));
        level[p as usize] = first as u8;
        stack.extend_from_slice(&item.prerequisites);
    }
    changed
}
