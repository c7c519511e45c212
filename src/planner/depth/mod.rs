//! Which items are studied, and how thoroughly, so that the most valuable preparation fits the time: minutes are poured
//! in by value per minute, first to be able to talk about everything that matters, then to be interview-ready, and
//! thoroughly only when nothing wanted is left below that. Days are not looked at, only what they hold in all before
//! each interview; whether it can really be laid out is found out by the planner.
//!
//! Never below what the user fixed. No must (importance 5) is left out while something that is nice to have (importance
//! 1 or 2) has time in which the must could be studied: that is seen to at the end of every choice ([`Pour::give_way`]).
//!
//! A first plan is chosen by [`choose`]. A replan keeps the depths in force ([`keep`]): what no longer fits is lowered,
//! the least valuable first, and what was left out stays out unless there is clearly room.
//!
//! Reading order: `rises.rs` (what one more step is worth), `give_way.rs`, `forward.rs`.

mod forward;
mod give_way;
mod rises;

pub(crate) use rises::cost;
use rises::{density, is_deep, rises_of, sort};

use super::from_plan::{Facts, Task};

/// Room kept free, in percent of the time there is: for being ready, and (more) for going deep. It is the slack that a
/// missed day is caught up in.
const FILL_READY: i64 = 95;
const FILL_DEEP: i64 = 85;

/// What is held already may use everything.
const FILL_HELD: i64 = 100;

/// What the user asked for by fixing its depth may use nearly as much.
const FILL_WISHED: i64 = 98;

/// What a replan may fill with things that were left out, or deepen: less than a first plan may, so that a few minutes
/// more on one day, or a session done early, bring nothing else to the fore.
const FILL_CLEAR: i64 = 93;
const FILL_DEEPER: i64 = 82;

/// From this importance on an item is a must, up to that one it is nice to have.
const MUST: u8 = 5;
const NICE: u8 = 2;

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
pub(crate) fn choose(facts: &Facts, held_back: i64) -> Depths {
    let mut pour = Pour::new(facts, held_back);
    pour.force_pinned(&[]);
    let mut rises = Vec::new();
    for (n, task) in facts.tasks.iter().enumerate() {
        rises_of(facts, n, task, None, &mut rises);
    }
    sort(facts, &mut rises);
    pour.take(&rises, FILL_READY, FILL_DEEP, i64::MAX);
    pour.give_way(FILL_READY);
    pour.pull_forward(FILL_READY);
    pour.finish()
}

/// Keeps what is held, as far as there is time for it; then takes in what is new, and, where there is clearly room,
/// more of what was left out.
pub(crate) fn keep(facts: &Facts, held: &Held) -> Depths {
    keep_with(facts, held, true)
}

/// As [`keep`], and nothing gives way for what the user asks for now.
pub(crate) fn keep_as_it_is(facts: &Facts, held: &Held) -> Depths {
    keep_with(facts, held, false)
}

fn keep_with(facts: &Facts, held: &Held, wishes: bool) -> Depths {
    let mut pour = Pour::new(facts, 0);
    pour.force_pinned(held);
    let mut rises = Vec::new();
    for (n, task) in facts.tasks.iter().enumerate() {
        // What was left out comes in again only later, unless the user asked for it by fixing its depth.
        let new = !facts.was_left_out(task) || task.fixed;
        match held.get(n).copied().flatten() {
            Some(to) if task.is_asked() => rises.push(Rise {
                task: n,
                to,
                density: density(facts, task, None, to).saturating_mul(3) / 2,
                deep: is_deep(task, to),
            }),
            None if new => rises_of(facts, n, task, None, &mut rises),
            _ => {}
        }
    }
    rises.retain(|rise| !rise.deep || held.get(rise.task).copied().flatten().is_some());
    sort(facts, &mut rises);
    // What the user asks for now goes before all else, once: where it cannot be laid out, it is left out again and no
    // longer asked for now.
    rises.sort_by_key(|rise| !(wishes && facts.is_asked_now(rise.task)));
    // What was thorough and has no time for that any more is at least kept ready.
    for rise in &rises {
        let held = held.get(rise.task).copied().flatten().is_some();
        let wished = facts.tasks.get(rise.task).is_some_and(|task| task.fixed);
        let fill = match (held, wished) {
            (true, _) => FILL_HELD,
            (false, true) => FILL_WISHED,
            (false, false) => FILL_READY,
        };
        if pour.choice[rise.task].is_some_and(|c| c >= rise.to) {
            continue;
        }
        let least = if held { 0 } else { rise.to };
        for to in (least..=rise.to).rev() {
            if pour.rise(rise.task, to, fill) {
                break;
            }
        }
    }
    pour.give_way(FILL_HELD);
    let mut more = Vec::new();
    for (n, task) in facts.tasks.iter().enumerate() {
        rises_of(facts, n, task, pour.choice[n], &mut more);
    }
    sort(facts, &mut more);
    // Only what is really free: reviews and mocks that are planned take their time, too.
    pour.take(&more, FILL_CLEAR, FILL_DEEPER, facts.free_minutes() * 4 / 5);
    pour.finish()
}

/// As `depths`, with less of the tasks that could not be laid out: each at the next lower depth or left out; a must in
/// place of something that is nice to have. `None` where nothing can be lowered.
pub(crate) fn lower(facts: &Facts, depths: &Depths, missing: &[usize]) -> Option<Depths> {
    let mut pour = Pour::new(facts, 0);
    for (n, choice) in depths.choice.iter().enumerate() {
        if let Some(choice) = *choice {
            pour.set(n, choice, depths.due[n]);
        }
    }
    // What the user has put on a day is studied, and so is what it builds on.
    let mut kept = vec![false; facts.tasks.len()];
    let mut stack: Vec<usize> = (0..kept.len())
        .filter(|&n| facts.tasks[n].pinned > 0)
        .collect();
    while let Some(n) = stack.pop() {
        for &p in &facts.tasks[n].prerequisites {
            if !std::mem::replace(&mut kept[p], true) {
                stack.push(p);
            }
        }
    }
    let mut changed = false;
    for &n in missing {
        let Some(task) = facts.tasks.get(n) else {
            continue;
        };
        let Some(choice) = pour.choice[n] else {
            continue;
        };
        if task.pinned > 0 || kept[n] && choice == 0 {
            continue;
        }
        changed = true;
        if is_must(facts, n) && pour.make_room(pour.need(n, choice)) {
            continue;
        }
        if choice > 0 {
            pour.set(n, choice - 1, pour.due[n]);
        } else {
            pour.drop(n);
        }
    }
    // Nothing is studied without what it builds on.
    loop {
        let without = (0..facts.tasks.len()).find(|&n| {
            let before = &facts.tasks[n].prerequisites;
            facts.tasks[n].pinned == 0
                && pour.choice[n].is_some()
                && before.iter().any(|&p| pour.choice[p].is_none())
        });
        let Some(n) = without else { break };
        pour.drop(n);
    }
    changed.then(|| pour.finish())
}

/// Whether a task is a must.
pub(crate) fn is_must(facts: &Facts, task: usize) -> bool {
    let task = facts.tasks.get(task);
    task.is_some_and(|task| task.item.importance >= MUST && task.is_asked())
}

/// Whether anything chosen is only nice to have.
pub(crate) fn has_nice(facts: &Facts, depths: &Depths) -> bool {
    let mut tasks = facts.tasks.iter().zip(&depths.choice);
    tasks.any(|(task, choice)| task.item.importance <= NICE && choice.is_some())
}

/// Whether anything that is only nice to have is chosen to be studied thoroughly.
pub(crate) fn has_deep_nice(facts: &Facts, depths: &Depths) -> bool {
    let mut tasks = facts.tasks.iter().zip(&depths.choice);
    tasks.any(|(task, choice)| {
        task.item.importance <= NICE && choice.is_some_and(|c| is_deep(task, c))
    })
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

    /// Takes what fits, in order: to be ready up to `ready` per cent of the time, and where everything asked for is
    /// ready, to go deep up to `deep` per cent; of what fits, what takes no more than `spare` minutes in all.
    fn take(&mut self, rises: &[Rise], ready: i64, deep: i64, mut spare: i64) {
        let mut all_ready = true;
        let all = |pour: &Self| pour.taken.last().map_or(0, |taken| taken.all);
        for rise in rises {
            if rise.deep && !all_ready {
                break;
            }
            if self.choice[rise.task].is_some_and(|c| c >= rise.to) {
                continue;
            }
            let fill = if rise.deep { deep } else { ready };
            // What it builds on may have been chosen for its sake at the least depth: the rise starts there.
            let task = &self.facts.tasks[rise.task];
            let now = self.choice[rise.task].map_or(0, |c| cost(self.facts, task, c));
            let before = all(self);
            let risen = cost(self.facts, task, rise.to) - now <= spare
                && self.rise(rise.task, rise.to, fill);
            spare -= all(self) - before;
            all_ready &= risen || rise.deep;
        }
    }

    /// What the user has put on a day is studied at the depth in force.
    fn force_pinned(&mut self, held: &[Option<usize>]) {
        for (n, task) in self.facts.tasks.iter().enumerate() {
            if task.pinned > 0 && self.choice[n].is_none() {
                let depth = task.choices.iter().position(|c| c.depth == task.item.depth);
                let choice = held.get(n).copied().flatten().or(depth).unwrap_or(0);
                self.force(n, choice);
            }
        }
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
