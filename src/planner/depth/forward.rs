//! A rise that fits only if something else is ready earlier: what waits for what, and what is pulled forward.

use super::rises::cost;
use super::{Pour, credit};

impl<'f, 'a> Pour<'f, 'a> {
    /// Lifts a task, and whatever must come before it, for the first interview that it can be ready for.
    pub(super) fn rise(&mut self, task: usize, to: usize, fill: i64) -> bool {
        if self.choice[task].is_some() {
            let due = self.due[task];
            return self.attempt(task, to, due, fill);
        }
        let asked = &self.facts.tasks[task].asked;
        let dues: Vec<usize> = (0..asked.len()).filter(|&k| asked[k] > 0).collect();
        dues.into_iter()
            .any(|due| self.attempt(task, to, due, fill))
    }

    fn attempt(&mut self, task: usize, to: usize, due: usize, fill: i64) -> bool {
        let mut way = self.waiting(task, due);
        way.push(task);
        let before: Vec<(usize, Option<usize>, usize)> = way
            .iter()
            .map(|&t| (t, self.choice[t], self.due[t]))
            .collect();
        for &(t, choice, old) in &before {
            match choice {
                Some(choice) if t != task => self.set(t, choice, due.min(old)),
                _ => self.set(t, if t == task { to } else { 0 }, due),
            }
        }
        if self.fits(due, fill) {
            return true;
        }
        for &(t, choice, old) in before.iter().rev() {
            match choice {
                Some(choice) => self.set(t, choice, old),
                None => self.drop(t),
            }
        }
        false
    }

    /// What must be complete before `task` and is not chosen yet, or only for a later interview than `due`.
    pub(super) fn waiting(&self, task: usize, due: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut stack = vec![task];
        while let Some(t) = stack.pop() {
            for &p in &self.facts.tasks[t].prerequisites {
                let late = self.choice[p].is_none() || self.due[p] > due;
                if late && !found.contains(&p) {
                    found.push(p);
                    stack.push(p);
                }
            }
        }
        found
    }

    /// Gives the time before each earlier interview to what that one asks for most, per minute, of all that is chosen.
    pub(super) fn pull_forward(&mut self, fill: i64) {
        let facts = self.facts;
        let last = self.there.len().saturating_sub(1);
        if last == 0 {
            return;
        }
        let before = (self.due.clone(), self.taken.clone());
        let chosen: Vec<usize> = (0..facts.tasks.len())
            .filter(|&n| self.choice[n].is_some())
            .collect();
        // Nobody is pulled at first, but by what waits for it.
        for &n in &chosen {
            let asked = facts.tasks[n].asked.iter().rposition(|&a| a > 0);
            self.move_due(n, asked.unwrap_or(last).max(self.due[n]));
        }
        for &n in &chosen {
            let due = self.due[n];
            for t in self.waiting(n, due) {
                self.move_due(t, due);
            }
        }
        for k in 0..last {
            let mut asking: Vec<(i64, usize)> = chosen
                .iter()
                .filter(|&&n| self.due[n] > k && facts.tasks[n].asked[k] > 0)
                .filter_map(|&n| {
                    let task = &facts.tasks[n];
                    let choice = self.choice[n]?;
                    let gain = task.choices.get(choice).map_or(0, |c| c.gain);
                    let minutes = cost(facts, task, choice).max(1);
                    Some((-gain.saturating_mul(task.asked[k]) * 1_000 / minutes, n))
                })
                .collect();
            asking.sort_unstable();
            for (_, n) in asking {
                if let Some(choice) = self.choice[n].filter(|_| self.due[n] > k) {
                    self.attempt(n, choice, k, fill);
                }
            }
        }
        let worth = |pour: &Self| -> i64 {
            let of = |&n: &usize| Some(credit(&facts.tasks[n], pour.choice[n]?, pour.due[n]));
            chosen.iter().filter_map(of).sum()
        };
        let pulled = worth(self);
        let after = std::mem::replace(&mut self.due, before.0);
        let taken = std::mem::replace(&mut self.taken, before.1);
        if pulled > worth(self) {
            (self.due, self.taken) = (after, taken);
        }
    }

    fn move_due(&mut self, task: usize, due: usize) {
        if let Some(choice) = self.choice[task] {
            self.set(task, choice, due);
        }
    }
}
