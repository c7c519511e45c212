//! The pace of a first plan: a draft in which the steps of the path overlap instead of standing one after the other in
//! blocks, to be made legal and completed by the planner like a plan shown before.
//!
//! Mixing topics helps to keep them apart (interleaving, g = 0.42 overall: Brunmair & Richter 2019, Psychological
//! Bulletin 145), and whoever studies one step for weeks has forgotten it when the next ones are done. The score of the
//! planner looks at single days; this is about weeks. The later steps begin one after the other; of those that have
//! begun, the earliest gets most of the time and the others share the rest by the work they have left. On every day
//! goes on what is furthest behind its share. No day is left idle for it.
//!
//! Not here: the rules of a legal plan and the reviews (`schedule`), and whether a plan in the path's order is taken at
//! all (`entry`).

use super::problem::{Day, ItemIndex, ItemKind, Minutes, Problem, Session, SessionKind};

/// So much of a day goes to the earliest step that is not done, in per cent; the other steps share the rest.
const EARLIEST: i64 = 60;
/// A day with so many minutes more has place for one session more, in minutes.
const SESSION: Minutes = 60;

/// What one step has left, in its order.
struct Step {
    /// From this day on it gets its share.
    begins: Day,
    /// The next item last.
    left: Vec<ItemIndex>,
    minutes: i64,
    /// How far it is behind its share, in hundredths of a minute.
    behind: i64,
}

impl Step {
    /// Minutes of the next item are on a day, and so many of it are left.
    fn book(&mut self, minutes: Minutes, left: Minutes) {
        self.minutes -= i64::from(minutes);
        self.behind -= 100 * i64::from(minutes);
        if left == 0 {
            self.left.pop();
        }
    }
}

/// Study sessions for the items of a problem, paced over its days up to `last_study`. `no_study` says on which days
/// nothing new is studied.
pub(crate) fn draft(problem: &Problem, no_study: &[bool], last_study: Day) -> Vec<Session> {
    let end = last_study.saturating_add(1).clamp(0, problem.days);
    let mut steps = steps(problem, end);
    let mut left: Vec<Minutes> = problem.items.iter().map(|i| i.remaining()).collect();
    let mut complete: Vec<Option<Day>> = left.iter().map(|&m| (m <= 0).then_some(-1)).collect();
    let mut sessions = Vec::new();
    for day in 0..end {
        let d = usize::try_from(day).unwrap_or(usize::MAX);
        let minutes = problem.capacity.get(d).copied().unwrap_or(0);
        if minutes <= 0 || no_study.get(d).copied().unwrap_or(false) {
            continue;
        }
        share_out(&mut steps, day, minutes);
        let mut rest = minutes;
        let mut today: Vec<ItemIndex> = Vec::new();
        let most = problem
            .max_items
            .min(u32::try_from(minutes / SESSION).unwrap_or(0).max(1));
        // Once round for the steps that are behind; what is left of the day goes to whatever still fits.
        for round in 0..2 {
            let mut tried = vec![false; steps.len()];
            while rest > 0 && today.len() < problem.max_items as usize {
                let slots = (most as usize).saturating_sub(today.len()).max(1);
                let Some(n) = next(&steps, &tried, day) else {
                    break;
                };
                let step = &mut steps[n];
                tried[n] = true;
                let Some(&i) = step.left.last() else { continue };
                let item = &problem.items[i];
                let before = |p: &ItemIndex| complete[*p].is_some_and(|on| on < day);
                let open = (item.earliest..=item.latest).contains(&day) && !today.contains(&i);
                if !open || !item.prerequisites.iter().all(before) {
                    continue;
                }
                let slot = match round {
                    0 => rest / Minutes::try_from(slots).unwrap_or(1),
                    _ => rest,
                };
                let Some(taken) = take(item.splittable, item.min_session, left[i], slot, rest)
                else {
                    continue;
                };
                sessions.push(Session {
                    item: i,
                    kind: SessionKind::Study,
                    day,
                    minutes: taken,
                });
                today.push(i);
                rest -= taken;
                left[i] -= taken;
                step.book(taken, left[i]);
                if left[i] == 0 {
                    complete[i] = Some(day);
                }
            }
        }
        // Where nothing else goes in, what is there already takes longer.
        let own = sessions
            .iter_mut()
            .rev()
            .take_while(|s: &&mut Session| s.day == day);
        for session in own {
            let i = session.item;
            let shortest = problem.items[i].min_session;
            let more = match left[i] {
                all if all <= rest => all,
                some => rest.min(some - shortest).max(0),
            };
            let step = steps.iter_mut().find(|s| s.left.last() == Some(&i));
            if let Some(step) = step.filter(|_| more > 0) {
                session.minutes += more;
                rest -= more;
                left[i] -= more;
                step.book(more, left[i]);
                if left[i] == 0 {
                    complete[i] = Some(day);
                }
            }
        }
    }
    sessions
}

/// How many of the minutes left of an item go into a slot of a day that has `rest` minutes: none shorter than
/// `shortest`, and none that leaves less than that.
fn take(
    splittable: bool,
    shortest: Minutes,
    left: Minutes,
    slot: Minutes,
    rest: Minutes,
) -> Option<Minutes> {
    if left <= slot || (left <= rest && (!splittable || left < slot + shortest)) {
        return Some(left);
    }
    let most = slot.max(shortest).min(rest).min(left - shortest);
    (splittable && most >= shortest).then_some(most)
}

/// The steps of the problem in their order, with what is open.
fn steps(problem: &Problem, end: Day) -> Vec<Step> {
    let mut items: Vec<ItemIndex> = (0..problem.items.len())
        .filter(|&i| problem.items[i].kind == ItemKind::Study && problem.items[i].remaining() > 0)
        .collect();
    items.sort_by_key(|&i| {
        let item = &problem.items[i];
        (item.step, -item.position, i)
    });
    let count = items
        .chunk_by(|&a, &b| problem.items[a].step == problem.items[b].step)
        .count();
    let by_step = items.chunk_by(|&a, &b| problem.items[a].step == problem.items[b].step);
    by_step
        .enumerate()
        .map(|(rank, items)| {
            let minutes = items
                .iter()
                .map(|&i| i64::from(problem.items[i].remaining()));
            // Of five steps the second begins after 5 % of the time, the third after 20 %, the last after half of it.
            let share = (3 * rank as i64 - 2).max(0);
            let begins = i64::from(end) * share / (4 * count.max(1) as i64);
            Step {
                begins: Day::try_from(begins).unwrap_or(0),
                left: items.to_vec(),
                minutes: minutes.sum(),
                behind: 0,
            }
        })
        .collect()
}

/// Gives every step that has begun its share of a day.
fn share_out(steps: &mut [Step], day: Day, minutes: Minutes) {
    let open = |s: &Step| !s.left.is_empty() && s.begins <= day;
    let Some(first) = steps.iter().position(open) else {
        return;
    };
    let others = || {
        steps
            .iter()
            .enumerate()
            .filter(|(n, s)| *n != first && open(s))
    };
    let work: i64 = others().map(|(_, s)| s.minutes).sum();
    let minutes = 100 * i64::from(minutes);
    for (n, step) in steps.iter_mut().enumerate() {
        if !open(step) {
            continue;
        }
        step.behind += match (n == first, work) {
            (true, 0) => minutes,
            (true, _) => minutes * EARLIEST / 100,
            (false, work) => minutes * (100 - EARLIEST) / 100 * step.minutes / work.max(1),
        };
    }
}

/// The step to go on with: of those that have begun the one furthest behind, else the next one.
fn next(steps: &[Step], tried: &[bool], day: Day) -> Option<usize> {
    let open = || {
        let all = steps.iter().enumerate().zip(tried);
        all.filter(|((_, s), tried)| !**tried && !s.left.is_empty())
            .map(|(step, _)| step)
    };
    let begun = open().filter(|(_, s)| s.begins <= day);
    let furthest = begun.max_by_key(|(n, s)| (s.behind, std::cmp::Reverse(*n)));
    furthest.or_else(|| open().next()).map(|(n, _)| n)
}
