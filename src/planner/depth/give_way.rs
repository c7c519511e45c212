//! What is nice to have gives way to what must be studied.
//!
//! Not here: the pouring itself (`mod.rs`).

use super::rises::density;
use super::{MUST, NICE, Pour, Room};

impl<'f, 'a> Pour<'f, 'a> {
    /// Leaves no must out while something nice to have has time in which the must could be studied.
    pub(super) fn give_way(&mut self, fill: i64) {
        let facts = self.facts;
        let nice = |n: usize| facts.tasks[n].item.importance <= NICE && self.choice[n].is_some();
        if !(0..facts.tasks.len()).any(nice) {
            return;
        }
        let mut musts: Vec<usize> = (0..facts.tasks.len())
            .filter(|&n| {
                let task = &facts.tasks[n];
                task.item.importance >= MUST && task.is_asked() && self.choice[n].is_none()
            })
            .collect();
        musts.sort_by_key(|&n| (-density(facts, &facts.tasks[n], None, 0), n));
        // A few that cannot be helped tell that the rest cannot either.
        let mut failures = 0;
        for must in musts {
            if failures == 8 {
                break;
            }
            if self.rise(must, 0, fill) {
                continue;
            }
            let (choice, due, taken) = (self.choice.clone(), self.due.clone(), self.taken.clone());
            if !(self.make_room(self.need(must, 0)) && self.rise(must, 0, fill)) {
                (self.choice, self.due, self.taken) = (choice, due, taken);
                failures += 1;
            }
        }
    }

    /// Lowers what is nice to have, the least valuable first, until about as much room is there; says whether it is.
    pub(super) fn make_room(&mut self, room: Room) -> bool {
        let facts = self.facts;
        let mut steps: Vec<(i64, usize)> = (0..facts.tasks.len())
            .filter_map(|n| {
                let task = &facts.tasks[n];
                let nice = task.item.importance <= NICE && task.pinned == 0;
                let at = self.choice[n].filter(|_| nice)?;
                Some((density(facts, task, None, at), n))
            })
            .collect();
        steps.sort_unstable();
        let before = self.taken.last().copied().unwrap_or_default();
        let needed: Vec<bool> = self.needed_by_others();
        for (_, n) in steps {
            loop {
                let taken = self.taken.last().copied().unwrap_or_default();
                if before.study - taken.study >= room.study && before.all - taken.all >= room.all {
                    return true;
                }
                match self.choice[n] {
                    Some(choice) if choice > 0 => self.set(n, choice - 1, self.due[n]),
                    Some(_) if !needed[n] => self.drop(n),
                    _ => break,
                }
            }
        }
        let taken = self.taken.last().copied().unwrap_or_default();
        before.study - taken.study >= room.study && before.all - taken.all >= room.all
    }

    /// Which tasks something chosen builds on.
    fn needed_by_others(&self) -> Vec<bool> {
        let mut needed = vec![false; self.choice.len()];
        for (task, choice) in self.facts.tasks.iter().zip(&self.choice) {
            if choice.is_some() {
                for &p in &task.prerequisites {
                    needed[p] = true;
                }
            }
        }
        needed
    }

    pub(super) fn drop(&mut self, task: usize) {
        if let Some(choice) = self.choice[task].take() {
            let need = self.need(task, choice);
            self.add(self.due[task], need, -1);
        }
    }

    /// What the user has put on a day is studied, whether there is time or not.
    pub(super) fn force(&mut self, task: usize, choice: usize) {
        let asked = &self.facts.tasks[task].asked;
        let due = asked.iter().position(|&a| a > 0);
        let due = due.unwrap_or(self.there.len().saturating_sub(1));
        let mut way = self.waiting(task, due);
        way.push(task);
        for t in way {
            if self.choice[t].is_none() {
                self.set(t, if t == task { choice } else { 0 }, due);
            }
        }
    }
}
