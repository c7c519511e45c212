//! Ruin and recreate: what lies around one item is lifted out, and the best of it put back.

use super::super::model::NEVER;
use super::super::place::{Manner, insert, insert_closure};
use super::super::problem::Day;
use super::Search;

impl<'m, 'c> Search<'m, 'c> {
    /// Takes a few items away: near one day, or anywhere.
    pub fn ruin(&mut self, target: usize) {
        let model = self.state.model;
        let mut gone = std::mem::take(&mut self.gone);
        gone.clear();
        self.lift_late_chain(target, &mut gone);
        self.state.lift_with_dependants(target, &mut gone);
        // A calm search takes little away: a session shown before that has to move counts against it.
        let calm = self.most_gone < i64::MAX;
        let wanted = match calm {
            true => self.rng.below(3),
            false => 1 + self.rng.below(7),
        };
        let near = self.rng.chance(60);
        let from = self.scratch.levels.get(target).map_or(0, |&l| l as usize);
        let mut wants = model.items[target].wants.iter().skip(from);
        let want = wants.find(|w| !super::super::outcome::covered(&self.state, target, w.day));
        let anchor = match want {
            Some(want) if self.rng.chance(50) => {
                let first = model.items[target].earliest.min(want.day);
                let day = first + self.rng.below((want.day - first) as usize) as Day;
                self.random_placed(Some((day, 4)))
            }
            _ => None,
        };
        let anchor = anchor.or_else(|| self.random_placed(None));
        if let Some(anchor) = anchor.filter(|_| wanted > 0) {
            let centre = self.state.items[anchor].complete;
            self.state.lift_with_dependants(anchor, &mut gone);
            for _ in 1..wanted {
                let limit = near.then_some((centre, 3));
                if let Some(i) = self.random_placed(limit) {
                    self.state.lift_with_dependants(i, &mut gone);
                }
            }
        }
        self.loose.clear();
        if self.rng.chance(60) {
            for _ in 0..1 + self.rng.below(if calm { 2 } else { 30 }) {
                let i = self.rng.below(self.state.items.len());
                if !self.state.items[i].reviews.is_empty() {
                    self.state.lift_reviews(i);
                    self.loose.push(i as u32);
                }
            }
        }
        self.gone = gone;
    }

    /// Takes what `target` waits for away where it is too late for its first interview that is not covered.
    fn lift_late_chain(&mut self, target: usize, gone: &mut Vec<u32>) {
        let model = self.state.model;
        let item = &model.items[target];
        let from = self.scratch.levels.get(target).map_or(0, |&l| l as usize);
        let mut wants = item.wants.iter().skip(from);
        let Some(want) =
            wants.find(|w| !super::super::outcome::covered(&self.state, target, w.day))
        else {
            return;
        };
        if self.rng.chance(25) {
            return;
        }
        let deadline = want.day - 1 - Day::from(item.needs_review());
        let mut stack = item.prerequisites.clone();
        while let Some(p) = stack.pop() {
            let placed = &self.state.items[p as usize];
            let room = |d: Day| i64::from(self.state.study_room(target, d));
            if placed.complete != NEVER
                && model.items[p as usize].open > 0
                && (placed.complete.max(0)..=deadline).map(room).sum::<i64>() < i64::from(item.open)
            {
                stack.extend_from_slice(&model.items[p as usize].prerequisites);
                self.state.lift_with_dependants(p as usize, gone);
            }
        }
    }

    /// Puts reviews back that were taken away, and gives one to what has none.
    fn tighten(&mut self, manner: Manner) {
        let mut loose = std::mem::take(&mut self.loose);
        if loose.len() > 1 {
            let turn = self.rng.below(loose.len());
            loose.rotate_left(turn);
        }
        for &i in &loose {
            let i = i as usize;
            if self.state.items[i].complete != NEVER {
                insert(&mut self.state, &mut self.scratch, &mut self.rng, i, manner);
            }
        }
        self.loose = loose;
    }

    /// Puts the target in first, then what was taken away and other things that are left out.
    pub fn recreate(&mut self, target: usize) {
        let manner = self.random_manner();
        let forced = Manner {
            squeeze: true,
            ..manner
        };
        insert_closure(
            &mut self.state,
            &mut self.scratch,
            &mut self.rng,
            target,
            forced,
        );
        let early = self.rng.chance(50);
        if early {
            self.tighten(manner);
        }
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.clear();
        for &i in &self.gone {
            candidates.push((0, i));
        }
        let most = 12;
        let count = self.wanted.len();
        let start = self.rng.below(count);
        for n in (start..count).chain(0..start).take(4 * most) {
            let i = self.wanted[n];
            if candidates.len() >= most {
                break;
            }
            if self.state.items[i as usize].complete == NEVER
                && self.scratch.levels.get(i as usize) != Some(&super::super::focus::OUT)
                && !self.gone.contains(&i)
            {
                candidates.push((0, i));
            }
        }
        let packing = !self.scratch.levels.is_empty();
        for slot in &mut candidates {
            let noise = 600 + self.rng.below(800) as i64;
            // What is worth most first; when everything is to go in, what is hardest to place first.
            let key = match packing {
                true => i64::from(self.state.model.items[slot.1 as usize].shortest),
                false => self.density[slot.1 as usize],
            };
            slot.0 = -(key * noise);
        }
        candidates.sort_unstable();
        for &(_, i) in &candidates {
            let i = i as usize;
            let item = &self.state.model.items[i];
            if self.state.items[i].complete != NEVER
                || item.wants.is_empty()
                || self.scratch.levels.get(i) == Some(&super::super::focus::OUT)
                || (!item.mock && i64::from(item.open) > self.state.room)
            {
                continue;
            }
            let mut manner = if self.rng.chance(50) {
                manner
            } else {
                self.random_manner()
            };
            manner.squeeze = self.rng.chance(30);
            insert_closure(&mut self.state, &mut self.scratch, &mut self.rng, i, manner);
        }
        self.candidates = candidates;
        if !early {
            self.tighten(manner);
        }
    }
}
