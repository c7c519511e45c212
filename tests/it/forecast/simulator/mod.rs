//! Simulated people who follow a plan: what they log up to a day, and what becomes of them after it. It shares no code with
//! the forecast but the published memory model, and draws from other distributions than the forecast believes in.
//!
//! People differ in how often they study when they planned to, whether misses come in runs, how much of a day they use, how long things take them
//! (all in all, by step, by item), and how well they remember. Nothing here knows what the forecast makes of it.
//!
//! Not here: who they are (`people`).

mod log;
mod people;

use std::collections::BTreeMap;

use cairn::domain::id::Id;
use cairn::domain::{
    Day, Effort, Grade, Interview, Item, ItemId, Kind, Minutes, Moment, Notes, Outcome, Plan,
    Prompt, Review, Round, Session, SessionKind, Status, Step, StepId, Weekly,
};
use cairn::planner::fsrs::{DEFAULT_PARAMETERS, Fsrs, Memory};

use log::*;
pub use people::{Character, Dice};

/// What is planned: items, hours, the day of the interview.
#[derive(Clone, Debug)]
pub struct Set {
    pub steps: usize,
    pub items: usize,
    pub weekly: [u32; 7],
    /// Days from the start to the interview, and from the start to today.
    pub interview: i64,
    pub today: i64,
    /// Prompts an item has.
    pub prompts: usize,
}

/// What became of it.
#[derive(Clone, Debug)]
pub struct Truth {
    /// The day on which all was done.
    pub done: Option<Day>,
    /// Coverage × recall on the day of the interview, 0 to 1.
    pub ready: f64,
}

pub fn start() -> Day {
    Day::from_ymd(2027, 1, 4).expect("a day")
}

struct Thing {
    id: ItemId,
    estimate: f64,
    takes: f64,
    spent: f64,
    importance: f64,
    done_on: Option<i64>,
    last: Option<i64>,
    memory: Memory,
    seen: i64,
    reviews: Vec<i64>,
}

fn minutes_on(set: &Set, day: i64) -> f64 {
    if day == set.interview || day == set.interview - 1 {
        return 0.0;
    }
    f64::from(set.weekly[day.rem_euclid(7) as usize])
}

/// Lives a life: the plan as it stands on `set.today`, and what became of it.
pub fn live(seed: u64, set: &Set, who: &Character) -> (Plan, Truth) {
    let mut dice = Dice::new(seed);
    let mut plan = Plan::empty(Id::slug("plan"), "Plan", start());
    plan.availability.weekly = Weekly::of_minutes(set.weekly.map(Minutes));
    let mut onsite = Interview::new(
        Id::slug("onsite"),
        "Onsite",
        Round::Onsite,
        start().plus(set.interview),
    );
    onsite.buffer_days = 1;
    plan.interviews.put(onsite);
    for n in 0..set.steps {
        let id: StepId = Id::slug(&format!("step-{n}"));
        plan.steps
            .put(Step::new(id, n as u32 + 1, format!("Step {n}")));
    }
    let mut things: Vec<Thing> = (0..set.items)
        .map(|n| {
            let step = n * set.steps / set.items;
            let estimate = (dice.between(4.0, 20.0) as u32 * 15) as f64;
            let importance = dice.whole(2, 4);
            let id: ItemId = Id::slug(&format!("item-{n:03}"));
            let mut item = Item::new(id.clone(), Kind::Topic, format!("Item {n}"));
            item.step = Some(Id::slug(&format!("step-{step}")));
            item.order = n as i64;
            item.importance = importance as u8;
            item.effort = Effort::flat(Minutes(estimate as u32));
            plan.items.put(item);
            for p in 0..set.prompts {
                let prompt = Prompt::new(
                    Id::slug(&format!("{id}-p{p}")),
                    id.clone(),
                    "What?",
                    Notes::default(),
                );
                plan.prompts.put(prompt);
            }
            let own = dice.about(who.items.0, who.items.1);
            Thing {
                id,
                estimate,
                takes: estimate * who.pace[step] * own,
                spent: 0.0,
                importance: [1.0, 1.0, 2.0, 3.0, 5.0, 8.0][importance as usize],
                done_on: None,
                last: None,
                memory: Memory {
                    stability: DEFAULT_PARAMETERS[2] * who.memory,
                    difficulty: 5.0,
                },
                seen: 0,
                reviews: Vec::new(),
            }
        })
        .collect();
    let mut number = 0;
    let mut draft = lay(set, &things, 0);
    let mut came = true;
    let fsrs = Fsrs::default();
    let mut ready = 0.0;
    let mut done = None;
    for day in 0..set.interview + 400 {
        if day == set.today {
            write(&mut plan, &things, &draft, set, day);
        }
        if day == set.interview {
            ready = readiness(&fsrs, &things, day);
            if done.is_some() {
                break;
            }
        }
        // Every Monday what is left is laid out anew.
        if day % 7 == 0 && day > 0 {
            draft = lay(set, &things, day);
        }
        let there = minutes_on(set, day);
        let due: f64 = draft
            .iter()
            .filter(|(on, ..)| *on <= day)
            .map(|(.., m)| m)
            .sum();
        let reviews: Vec<usize> = (0..things.len())
            .filter(|&n| things[n].reviews.contains(&day))
            .collect();
        if there <= 0.0 && reviews.is_empty() {
            continue;
        }
        if due <= 0.0 && reviews.is_empty() {
            continue;
        }
        came = dice.roll() < if came { who.attends } else { who.recovers };
        let used = dice.about(who.uses.0, who.uses.1);
        let recalls: Vec<f64> = (0..things.len() * set.prompts.max(1))
            .map(|_| dice.roll())
            .collect();
        if !came {
            continue;
        }
        for n in reviews {
            review(
                &mut plan,
                set,
                &fsrs,
                &mut things[n],
                day,
                &recalls[n * set.prompts.max(1)..],
                &mut number,
            );
        }
        let mut time = there * used;
        let planned_today = take_due(&mut draft, day, &things, time);
        for (n, share, planned) in planned_today {
            let thing = &mut things[n];
            let minutes = share.min(time).min(thing.takes - thing.spent);
            if minutes <= 0.0 {
                continue;
            }
            time -= minutes;
            thing.spent += minutes;
            thing.last = Some(day);
            if thing.takes - thing.spent < 8.0 {
                thing.spent = thing.takes;
                thing.done_on = Some(day);
                thing.seen = day;
                thing.reviews = vec![day + 3, day + 9];
                thing.reviews.retain(|r| *r < set.interview);
            }
            if day < set.today {
                log(
                    &mut plan,
                    thing,
                    SessionKind::Study,
                    day,
                    (planned, minutes),
                    &mut number,
                );
            }
        }
        if things.iter().all(|t| t.done_on.is_some()) && done.is_none() {
            done = Some(start().plus(day));
            if day > set.interview {
                break;
            }
        }
    }
    (plan, Truth { done, ready })
}

/// Lays what is open on days from `day` on: as much as the estimates say is left, nine tenths of each day.
fn lay(set: &Set, things: &[Thing], day: i64) -> Vec<(i64, usize, f64)> {
    let mut draft = Vec::new();
    let (mut on, mut room) = (day, minutes_on(set, day) * 0.9);
    for (n, thing) in things
        .iter()
        .enumerate()
        .filter(|(_, t)| t.done_on.is_none())
    {
        let mut left = (thing.estimate - thing.spent).max(30.0);
        while left > 0.5 {
            while room < 5.0 {
                on += 1;
                room = minutes_on(set, on) * 0.9;
            }
            let minutes = left.min(room);
            draft.push((on, n, minutes));
            left -= minutes;
            room -= minutes;
        }
    }
    draft
}

/// What is done on a day of what is due, oldest first: by item, the minutes that go to it and those that were planned.
fn take_due(
    draft: &mut Vec<(i64, usize, f64)>,
    day: i64,
    things: &[Thing],
    time: f64,
) -> Vec<(usize, f64, f64)> {
    let mut left = time;
    let mut taken: Vec<(usize, f64, f64)> = Vec::new();
    let mut keep = Vec::new();
    for (on, n, minutes) in draft.drain(..) {
        let thing = &things[n];
        let already: f64 = taken
            .iter()
            .filter(|(m, ..)| *m == n)
            .map(|(_, m, _)| *m)
            .sum();
        let open = thing.takes - thing.spent - already;
        if thing.done_on.is_some() || open <= 0.0 {
            continue;
        }
        if on > day || left <= 0.0 {
            keep.push((on, n, minutes));
            continue;
        }
        // A slow reader's hour gets through less than an hour of the plan.
        let real = minutes * (thing.takes - thing.spent) / (thing.estimate - thing.spent).max(30.0);
        let real = real.min(open);
        let now = real.min(left);
        left -= now;
        taken.push((n, now, minutes));
        if now < real - 1.0 {
            keep.push((on, n, minutes * (1.0 - now / real)));
        }
    }
    *draft = keep;
    taken
}

fn review(
    plan: &mut Plan,
    set: &Set,
    fsrs: &Fsrs,
    thing: &mut Thing,
    day: i64,
    dice: &[f64],
    number: &mut usize,
) {
    let recall = fsrs.recall((day - thing.seen) as f64, thing.memory.stability);
    let right = dice
        .iter()
        .take(set.prompts.max(1))
        .filter(|d| **d < recall)
        .count();
    let recalled = right * 2 >= set.prompts.max(1);
    if day < set.today {
        log(plan, thing, SessionKind::Review, day, (10.0, 10.0), number);
        for (p, luck) in dice.iter().enumerate().take(set.prompts) {
            *number += 1;
            let grade = if *luck < recall {
                Grade::Good
            } else {
                Grade::Again
            };
            let at = moment(day);
            let review = Review::new(
                Id::slug(&format!("r{number}")),
                Id::slug(&format!("{}-p{p}", thing.id)),
                at,
                grade,
                20,
            );
            plan.reviews.put(review);
        }
    }
    thing.memory = if recalled {
        fsrs.after_recall(thing.memory, recall)
    } else {
        fsrs.after_lapse(thing.memory, recall)
    };
    thing.seen = day;
}

fn readiness(fsrs: &Fsrs, things: &[Thing], day: i64) -> f64 {
    let (mut there, mut all) = (0.0, 0.0);
    for thing in things {
        let worth = thing.importance * thing.estimate;
        all += worth;
        let Some(last) = thing.done_on.map(|_| thing.seen).or(thing.last) else {
            continue;
        };
        let covered = (thing.spent / thing.takes).min(1.0);
        there += worth * covered * fsrs.recall((day - last) as f64, thing.memory.stability);
    }
    there / all
}
