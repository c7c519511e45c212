//! Which items are studied, and how thoroughly, so that the most valuable preparation fits the time: minutes are poured
//! in by value per minute, first to be able to talk about everything that matters, then to be interview-ready, and
//! thoroughly only when nothing wanted is left below that. Days are not looked at, only what they hold in all before
//! each interview; whether it can really be laid out is found out by the planner.
//!
//! Never below what the user fixed; what the plan before held keeps its place unless something else is worth a quarter more.

use crate::domain::Depth;

use super::from_plan::{Facts, Task};

/// Room kept free, in percent of the time there is: for being ready, and (more) for going deep. It is the slack that a
/// missed day is caught up in.
const FILL_READY: i64 = 95;
const FILL_DEEP: i64 = 85;
/// What is held already may use everything.
const FILL_HELD: i64 = 100;

/// What is studied, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Depths {
    /// For each task its choice (index into [`Task::choices`]), or `None`: left out.
    pub choice: Vec<Option<usize>>,
    /// For each chosen task the interview (index) it is to be ready for.
    pub due: Vec<usize>,
    /// What the whole is worth.
    pub credit: i64,
    /// Minutes before the last interview that are not given away.
    pub slack: i64,
}

/// What the plan before had of each task: the choice it was planned at.
pub(crate) type Held = Vec<Option<usize>>;

/// What the plan before had. Empty of meaning where nothing was planned.
pub(crate) fn held(facts: &Facts) -> Held {
    let planned = facts.tasks.iter().map(|task| {
        if !task.was_planned && task.pinned == 0 {
            return None;
        }
        task.choices.iter().position(|c| c.depth == task.item.depth)
    });
    planned.collect()
}

/// A step up for one task: from nothing or a lower choice to a higher one.
#[derive(Clone, Copy, Debug)]
struct Rise {
    task: usize,
    to: usize,
    /// Worth per minute, scaled; higher goes first.
    density: i64,
    held: bool,
    deep: bool,
}

/// How much is taken, and may be, before one interview.
#[derive(Clone, Copy, Debug, Default)]
struct Room {
    study: i64,
    all: i64,
    sessions: i64,
    reviews: i64,
}

struct Pour<'f, 'a> {
    facts: &'f Facts<'a>,
    choice: Vec<Option<usize>>,
    due: Vec<usize>,
    /// By interview: what there is, and what is taken by everything due by then.
    there: Vec<Room>,
    taken: Vec<Room>,
    longest: i64,
    /// Minutes held back because packing did not work out before.
    held_back: i64,
}

/// Chooses. `held_back` minutes are treated as not there (0 at first; more after a try that could not be laid out).
pub(crate) fn choose(facts: &Facts, held: &Held, held_back: i64) -> Depths {
    let mut pour = Pour::new(facts, held_back);
    for (n, task) in facts.tasks.iter().enumerate() {
        if task.pinned > 0 && pour.choice[n].is_none() {
            let choice = held.get(n).copied().flatten().unwrap_or(0);
            pour.force(n, choice);
        }
    }
    let mut rises = Vec::new();
    for (n, task) in facts.tasks.iter().enumerate() {
        rises_of(facts, n, task, held.get(n).copied().flatten(), &mut rises);
    }
    rises.sort_by(|a, b| {
        let place = |r: &Rise| facts.tasks[r.task].position;
        (a.deep, -a.density, place(a), a.to).cmp(&(b.deep, -b.density, place(b), b.to))
    });
    let mut all_ready = true;
    for rise in &rises {
        if rise.deep && !all_ready {
            break;
        }
        if pour.choice[rise.task].is_some_and(|c| c >= rise.to) {
            continue;
        }
        let fill = match (rise.held, rise.deep) {
            (true, _) => FILL_HELD,
            (false, false) => FILL_READY,
            (false, true) => FILL_DEEP,
        };
        let risen = pour.rise(rise.task, rise.to, fill);
        if !risen && !rise.deep {
            all_ready = false;
        }
    }
    pour.finish()
}

/// The rises of one task in the order they are worth taking.
fn rises_of(facts: &Facts, n: usize, task: &Task, held: Option<usize>, rises: &mut Vec<Rise>) {
    if !task.is_asked() {
        return;
    }
    let asked: i64 = task.asked.iter().sum();
    let mut from: Option<usize> = None;
    loop {
        let first = from.map_or(0, |f| f + 1);
        let (cost0, gain0) = from.map_or((0, 0), |f| (cost(facts, task, f), task.choices[f].gain));
        let mut best: Option<(i64, usize)> = None;
        for to in first..task.choices.len() {
            let deep = task.choices[to].depth == Depth::Deep && to > 0;
            if deep && to > first {
                break;
            }
            let more = (cost(facts, task, to) - cost0).max(1);
            let gain = (task.choices[to].gain - gain0).max(0);
            let density = gain.saturating_mul(asked).saturating_mul(1_000) / more;
            if best.is_none_or(|(b, _)| density > b) {
                best = Some((density, to));
            }
        }
        let Some((density, to)) = best else { break };
        let is_held = held.is_some_and(|h| h >= to);
        rises.push(Rise {
            task: n,
            to,
            density: if is_held {
                density.saturating_mul(5) / 4
            } else {
                density
            },
            held: is_held,
            deep: task.choices[to].depth == Depth::Deep && to > 0,
        });
        from = Some(to);
    }
}

/// Minutes a choice takes, its first review counted.
fn cost(facts: &Facts, task: &Task, choice: usize) -> i64 {
    let left = task.choices.get(choice).map_or(0, |c| c.left);
    i64::from(left) + i64::from(facts.review())
}

impl<'f, 'a> Pour<'f, 'a> {
    fn new(facts: &'f Facts<'a>, held_back: i64) -> Self {
        let rules = &facts.plan.rules;
        let mut there = Vec::with_capacity(facts.aims.len());
        let mut sum = Room::default();
        let mut day = 0;
        for aim in &facts.aims {
            let end = usize::try_from(aim.day)
                .unwrap_or(0)
                .min(facts.capacity.len());
            while day < end {
                let free = facts.capacity[day];
                sum.all += i64::from(free);
                if free >= facts.review().max(1) {
                    sum.reviews += i64::from(rules.max_reviews);
                }
                if !facts.buffer[day] && free >= facts.shortest {
                    sum.study += i64::from(free);
                    sum.sessions += i64::from(rules.max_items.max(1));
                }
                day += 1;
            }
            there.push(sum);
        }
        let longest = facts.capacity.iter().copied().max().unwrap_or(0).max(1);
        Self {
            facts,
            choice: vec![None; facts.tasks.len()],
            due: vec![0; facts.tasks.len()],
            taken: vec![Room::default(); there.len()],
            there,
            longest: i64::from(longest),
            held_back,
        }
    }

    /// What one choice of a task takes.
    fn need(&self, task: usize, choice: usize) -> Room {
        let left = self.facts.tasks[task].choices[choice].left;
        let left = i64::from(left);
        Room {
            study: left,
            all: left + i64::from(self.facts.review()),
            sessions: (left + self.longest - 1) / self.longest,
            reviews: i64::from(self.facts.review() > 0),
        }
    }

    fn add(&mut self, due: usize, room: Room, sign: i64) {
        for taken in self.taken.iter_mut().skip(due) {
            taken.study += sign * room.study;
            taken.all += sign * room.all;
            taken.sessions += sign * room.sessions;
            taken.reviews += sign * room.reviews;
        }
    }

    fn fits(&self, from: usize, fill: i64) -> bool {
        let mut pairs = self.taken.iter().zip(&self.there).skip(from);
        pairs.all(|(taken, there)| {
            let study = (there.study - self.held_back).max(0);
            let all = (there.all - self.held_back).max(0);
            taken.study * 100 <= study * fill
                && taken.all * 100 <= all * fill
                && taken.sessions <= there.sessions
                && taken.reviews <= there.reviews
        })
    }

    fn set(&mut self, task: usize, choice: usize, due: usize) {
        if let Some(old) = self.choice[task] {
            let need = self.need(task, old);
            self.add(self.due[task], need, -1);
        }
        let need = self.need(task, choice);
        self.add(due, need, 1);
        self.choice[task] = Some(choice);
        self.due[task] = due;
    }

    /// What the user has put on a day is studied, whether there is time or not.
    fn force(&mut self, task: usize, choice: usize) {
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

    /// Lifts a task, and whatever must come before it, for the first interview that it can be ready for.
    fn rise(&mut self, task: usize, to: usize, fill: i64) -> bool {
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
                None => {
                    if let Some(now) = self.choice[t] {
                        let need = self.need(t, now);
                        self.add(self.due[t], need, -1);
                        self.choice[t] = None;
                    }
                }
            }
        }
        false
    }

    /// What must be complete before `task` and is not chosen yet, or only for a later interview than `due`.
    fn waiting(&self, task: usize, due: usize) -> Vec<usize> {
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

    fn finish(self) -> Depths {
        let credit = (0..self.choice.len())
            .filter_map(|t| {
                let choice = self.choice[t]?;
                Some(credit(&self.facts.tasks[t], choice, self.due[t]))
            })
            .sum();
        let slack = match (self.there.last(), self.taken.last()) {
            (Some(there), Some(taken)) => (there.all - taken.all).max(0),
            _ => 0,
        };
        Depths {
            choice: self.choice,
            due: self.due,
            credit,
            slack,
        }
    }
}

/// What a task is worth when it is ready at a choice for the interview `due` and all after it.
pub(crate) fn credit(task: &Task, choice: usize, due: usize) -> i64 {
    let asked: i64 = task.asked.iter().skip(due).sum();
    let gain = task.choices.get(choice).map_or(0, |c| c.gain);
    gain.saturating_mul(asked)
}
