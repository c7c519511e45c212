//! What happens to a plan that is shown: a day is done or missed, an item comes or goes, a day gets longer. Each change
//! gives the problem that the plan is made anew for. Shared by the tests of replans; nothing is asserted here.

use cairn::planner::{Item, ItemKind, PastMemory, Problem, Schedule, Session, SessionKind};

/// The same problem with `plan` as the plan shown before.
pub fn shown(problem: &Problem, plan: &Schedule) -> Problem {
    let mut next = problem.clone();
    next.previous = plan
        .sessions
        .iter()
        .map(|s| Session {
            item: s.item,
            kind: s.kind,
            day: s.day,
            minutes: s.minutes,
        })
        .collect();
    next
}

/// Stability after a review that was recalled, `gap` days after the last contact.
fn after_recall(w: &[f64; 21], stability: f64, difficulty: f64, gap: i32) -> f64 {
    let factor = 0.9_f64.powf(-1.0 / w[20]) - 1.0;
    let recall = (1.0 + factor * f64::from(gap) / stability).powf(-w[20]);
    let growth = w[8].exp()
        * (11.0 - difficulty)
        * stability.powf(-w[9])
        * ((w[10] * (1.0 - recall)).exp() - 1.0);
    stability * (1.0 + growth)
}

/// A day later: what was planned for the first day took place (`done`) or did not. `None` when there is no day left.
pub fn next_day(problem: &Problem, plan: &Schedule, done: bool) -> Option<Problem> {
    let mut next = shown(problem, plan);
    if problem.days < 3 || problem.interviews[0].day < 2 {
        return None;
    }
    for s in plan.sessions.iter().filter(|s| s.day == 0 && done) {
        let item = &mut next.items[s.item];
        match s.kind {
            SessionKind::Study => {
                item.done += s.minutes;
                if item.remaining() == 0 {
                    item.memory = Some(PastMemory {
                        stability: item.stability,
                        last: 0,
                    });
                }
            }
            // A held mock is no longer wanted.
            SessionKind::Mock => item.value.fill(0),
            SessionKind::Review => {
                if let Some(memory) = &mut item.memory {
                    let gap = -memory.last;
                    memory.stability =
                        after_recall(&problem.fsrs, memory.stability, item.difficulty, gap);
                    memory.last = 0;
                }
            }
        }
    }
    next.days -= 1;
    next.capacity.remove(0);
    next.fair.remove(0);
    for interview in &mut next.interviews {
        interview.day -= 1;
    }
    for item in &mut next.items {
        item.earliest = (item.earliest - 1).max(0);
        item.latest -= 1;
        if let Some(memory) = &mut item.memory {
            memory.last -= 1;
        }
    }
    for sessions in [&mut next.previous, &mut next.pins] {
        sessions.retain_mut(|s| {
            s.day -= 1;
            s.day >= 0
        });
    }
    next.previous.retain(|s| {
        let item = &next.items[s.item];
        item.kind == ItemKind::Study || item.value.iter().any(|&v| v > 0)
    });
    Some(next)
}

/// One more item, the least that one can want.
pub fn one_more(problem: &Problem, plan: &Schedule, minutes: i32) -> Problem {
    let mut next = shown(problem, plan);
    let value = problem.interviews.iter();
    let value = value.map(|k| i64::from(minutes) / 5 * if k.id == "onsite" { 2 } else { 1 });
    next.items.push(Item {
        id: "one-more".to_owned(),
        kind: ItemKind::Study,
        step: 2,
        list: None,
        position: 5_000,
        estimate: minutes,
        done: 0,
        prerequisites: Vec::new(),
        value: value.collect(),
        min_session: minutes.min(30),
        splittable: minutes >= 60,
        review_minutes: 10,
        stability: 2.3065,
        difficulty: 5.0,
        memory: None,
        earliest: 0,
        latest: problem.days - 1,
    });
    next
}

/// Without the planned item that is worth least a minute and that nothing waits for. `None` where there is none.
pub fn one_less(problem: &Problem, plan: &Schedule) -> Option<Problem> {
    let worth = |i: usize| {
        let item = &problem.items[i];
        let value: i64 = item.value.iter().sum();
        value * 1_000 / i64::from(item.remaining().max(1))
    };
    let gone = (0..problem.items.len())
        .filter(|&i| {
            let item = &problem.items[i];
            item.kind == ItemKind::Study
                && item.remaining() > 0
                && plan.sessions.iter().any(|s| s.item == i)
                && problem.pins.iter().all(|p| p.item != i)
                && problem.items.iter().all(|o| !o.prerequisites.contains(&i))
        })
        .min_by_key(|&i| (worth(i), i))?;
    let mut next = shown(problem, plan);
    next.items.remove(gone);
    let moved = |i: usize| if i > gone { i - 1 } else { i };
    for item in &mut next.items {
        for p in &mut item.prerequisites {
            *p = moved(*p);
        }
    }
    next.previous.retain(|s| s.item != gone);
    for s in next.previous.iter_mut().chain(&mut next.pins) {
        s.item = moved(s.item);
    }
    Some(next)
}

/// Half an hour more on one day, on which there is time anyway.
pub fn longer_day(problem: &Problem, day: usize) -> Option<Problem> {
    let free = problem.effective_capacity();
    let days: Vec<usize> = (0..free.len()).filter(|&d| free[d] > 0).collect();
    let day = *days.get(day % days.len().max(1))?;
    let mut next = problem.clone();
    next.capacity[day] += 30;
    Some(next)
}

/// The same problem with its items, pins and sessions in another order.
pub fn permuted(problem: &Problem, by: u64) -> Problem {
    let count = problem.items.len();
    let mut dice = super::generator::Dice::new(by);
    let mut order: Vec<usize> = (0..count).collect();
    for n in (1..count).rev() {
        order.swap(n, dice.roll(0, n as i32) as usize);
    }
    let mut place = vec![0; count];
    for (to, &from) in order.iter().enumerate() {
        place[from] = to;
    }
    let mut other = problem.clone();
    other.items = order
        .iter()
        .map(|&from| problem.items[from].clone())
        .collect();
    for item in &mut other.items {
        for p in &mut item.prerequisites {
            *p = place[*p];
        }
        item.prerequisites.reverse();
    }
    for sessions in [&mut other.pins, &mut other.previous] {
        for s in sessions.iter_mut() {
            s.item = place[s.item];
        }
        sessions.reverse();
    }
    other
}

/// The problem without a plan shown before: what planning from nothing would find.
pub fn from_nothing(problem: &Problem) -> Problem {
    let mut other = problem.clone();
    other.previous.clear();
    other
}

/// How much of the time there is will not be needed, in per mille: everything wanted that is not finished, with one
/// review each, against the days before the interview that wants it. The least over the interviews; below 0 where there
/// is too much to do.
pub fn slack(problem: &Problem) -> i64 {
    let free = problem.effective_capacity();
    let buffer = problem.buffer_days();
    let left = |i: &&Item| i64::from(i.remaining());
    let per_mille = (0..problem.interviews.len()).flat_map(|k| {
        let end = problem.interviews[k].day.min(problem.days) as usize;
        let wanted = |i: &&Item| i.remaining() > 0 && i.value.iter().take(k + 1).any(|&v| v > 0);
        let items = || problem.items.iter().filter(wanted);
        let work: i64 = items().map(|i| left(&i)).sum();
        let study: i64 = items()
            .filter(|i| i.kind == ItemKind::Study)
            .map(|i| left(&i))
            .sum();
        let reviews: i64 = items().map(|i| i64::from(i.review_minutes)).sum();
        let room: i64 = free.iter().take(end).map(|&m| i64::from(m)).sum();
        let days = free.iter().zip(&buffer).take(end);
        let new: i64 = days.filter(|d| !d.1).map(|d| i64::from(*d.0)).sum();
        [
            (room - work - reviews) * 1_000 / room.max(1),
            (new - study) * 1_000 / new.max(1),
        ]
    });
    per_mille.min().unwrap_or(0)
}
