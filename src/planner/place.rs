//! Putting one item, or an item with everything it still needs, into a plan under construction: which days, how the
//! work is cut, where the first review goes. One attempt at a time; which item is tried, and whether the result is
//! kept, is decided by the searches.

use super::model::{NEVER, at};
use super::problem::{Day, Minutes, SessionKind};
use super::rng::Rng;
use super::state::State;

/// Which days are preferred for study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// The first day with room.
    Earliest,
    /// The last day with room.
    Latest,
    /// The day that is left fullest.
    Tightest,
    /// A random day with room.
    Random,
}

/// How an item is put into the plan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    pub fit: Fit,
    /// One session if one day has the room, before the work is cut.
    pub whole_first: bool,
    /// Take the days of the plan shown before, where they still serve.
    pub as_before: bool,
    /// Skip a wanted interview in so many of 100 cases and serve only the later ones.
    pub skip: usize,
    /// First review on the last day with room (otherwise the first).
    pub late_review: bool,
}

impl Manner {
    pub const PLAIN: Self = Self {
        fit: Fit::Earliest,
        whole_first: true,
        as_before: false,
        skip: 0,
        late_review: true,
    };
}

/// Working memory of the placement, so that nothing is allocated per attempt.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    days: Vec<(Day, Minutes)>,
    rooms: Vec<(Day, Minutes)>,
    chain: Vec<u32>,
    stack: Vec<u32>,
}

/// Puts `target` with its missing prerequisites into the plan, all covered by their first reviews where wanted.
/// On failure nothing has changed.
pub(crate) fn insert_closure(
    state: &mut State,
    scratch: &mut Scratch,
    rng: &mut Rng,
    target: usize,
    manner: Manner,
) -> bool {
    let mark = state.mark();
    let mut chain = std::mem::take(&mut scratch.chain);
    let mut stack = std::mem::take(&mut scratch.stack);
    missing_chain(state, target, &mut chain, &mut stack);
    let last = state.model.items[target]
        .wants
        .last()
        .map_or(Day::MAX, |w| w.day);
    let mut good = true;
    for &i in &chain {
        let i = i as usize;
        good = if i == target {
            insert(state, scratch, rng, i, manner)
        } else {
            let first = Manner {
                fit: if manner.fit == Fit::Random {
                    Fit::Random
                } else {
                    Fit::Earliest
                },
                ..manner
            };
            (!state.model.items[i].wants.is_empty() && insert(state, scratch, rng, i, first))
                || place_study(state, scratch, rng, i, last - 1, first)
        };
        if !good {
            break;
        }
    }
    scratch.chain = chain;
    scratch.stack = stack;
    if !good {
        state.undo_to(mark);
    }
    good
}

/// `target` and what must be complete before it and is not, prerequisites first.
fn missing_chain(state: &State, target: usize, chain: &mut Vec<u32>, stack: &mut Vec<u32>) {
    chain.clear();
    stack.clear();
    stack.push(target as u32);
    while let Some(i) = stack.pop() {
        if chain.contains(&i) {
            continue;
        }
        chain.push(i);
        for &p in &state.model.items[i as usize].prerequisites {
            if state.items[p as usize].complete == NEVER {
                stack.push(p);
            }
        }
    }
    chain.sort_unstable_by_key(|&i| state.model.rank[i as usize]);
}

/// Puts one item whose prerequisites are complete into the plan so that it is covered for as many of its
/// interviews as possible. On failure nothing has changed.
pub(crate) fn insert(
    state: &mut State,
    scratch: &mut Scratch,
    rng: &mut Rng,
    i: usize,
    manner: Manner,
) -> bool {
    let model = state.model;
    let item = &model.items[i];
    let mark = state.mark();
    let count = item.wants.len();
    for (n, want) in item.wants.iter().enumerate() {
        if n > 0 && item.wants[n - 1].day == want.day {
            continue;
        }
        if n + 1 < count && manner.skip > 0 && rng.chance(manner.skip) {
            continue;
        }
        let deadline = want.day - 1 - Day::from(item.needs_review());
        if place_study(state, scratch, rng, i, deadline, manner)
            && first_review(state, rng, i, want.day, manner)
        {
            return true;
        }
        state.undo_to(mark);
    }
    false
}

/// Puts the study (or the mock) of `i` on days up to `deadline`; nothing to do when it is complete in time.
pub(crate) fn place_study(
    state: &mut State,
    scratch: &mut Scratch,
    rng: &mut Rng,
    i: usize,
    deadline: Day,
    manner: Manner,
) -> bool {
    let model = state.model;
    let item = &model.items[i];
    let complete = state.items[i].complete;
    if complete != NEVER {
        return complete <= deadline;
    }
    // Pinned days count as study days: what is pinned after the deadline cannot be brought forward.
    if item.pinned_study.last().is_some_and(|p| p.0 > deadline) {
        return false;
    }
    let Some((lo, hi)) = state.window(i) else {
        return false;
    };
    let hi = hi.min(deadline);
    if item.mock {
        let day = if manner.as_before {
            let before = item.previous.iter().map(|p| p.1);
            before
                .filter(|&d| (lo..=hi).contains(&d))
                .find(|&d| state.mock_fits(i, d))
        } else {
            None
        };
        let day = day.or_else(|| pick(rng, manner.fit, lo, hi, |d| state.mock_fits(i, d)));
        if let Some(day) = day {
            state.add_mock(i, day);
        }
        return day.is_some();
    }
    let found = (manner.as_before && days_as_before(state, scratch, i, lo, hi))
        || (manner.whole_first && whole_day(state, scratch, rng, i, lo, hi, manner.fit))
        || (item.splittable
            && item.open >= 2 * item.shortest
            && cut_days(state, scratch, rng, i, lo, hi, manner.fit))
        || (!manner.whole_first && whole_day(state, scratch, rng, i, lo, hi, manner.fit));
    if !found {
        return false;
    }
    for n in 0..scratch.days.len() {
        let (day, minutes) = scratch.days[n];
        state.add_study(i, day, minutes);
    }
    true
}

/// The day of `lo..=hi` that `fits`, by the wish `fit`.
fn pick(
    rng: &mut Rng,
    fit: Fit,
    lo: Day,
    hi: Day,
    mut fits: impl FnMut(Day) -> bool,
) -> Option<Day> {
    match fit {
        Fit::Earliest | Fit::Tightest => (lo..=hi).find(|&d| fits(d)),
        Fit::Latest => (lo..=hi).rev().find(|&d| fits(d)),
        Fit::Random => {
            if hi < lo {
                return None;
            }
            let start = lo + rng.below((hi - lo + 1) as usize) as Day;
            (start..=hi).chain(lo..start).find(|&d| fits(d))
        }
    }
}

fn whole_day(
    state: &State,
    scratch: &mut Scratch,
    rng: &mut Rng,
    i: usize,
    lo: Day,
    hi: Day,
    fit: Fit,
) -> bool {
    let need = state.model.items[i].open;
    let day = if fit == Fit::Tightest {
        (lo..=hi)
            .filter_map(|d| {
                let room = state.study_room(i, d);
                (room >= need).then_some((room, d))
            })
            .min()
            .map(|(_, d)| d)
    } else {
        pick(rng, fit, lo, hi, |d| state.study_room(i, d) >= need)
    };
    scratch.days.clear();
    scratch.days.extend(day.map(|d| (d, need)));
    day.is_some()
}

/// Cuts the open work over several days: each session at least the shortest, none too short left over.
fn cut_days(
    state: &State,
    scratch: &mut Scratch,
    rng: &mut Rng,
    i: usize,
    lo: Day,
    hi: Day,
    fit: Fit,
) -> bool {
    let item = &state.model.items[i];
    let shortest = item.shortest;
    scratch.days.clear();
    let mut rest = item.open;
    let mut take = |d: Day, room: Minutes, days: &mut Vec<(Day, Minutes)>| {
        if room >= shortest {
            let part = cut(rest, room, shortest);
            if part > 0 {
                days.push((d, part));
                rest -= part;
            }
        }
        rest == 0
    };
    match fit {
        Fit::Earliest => (lo..=hi).any(|d| take(d, state.study_room(i, d), &mut scratch.days)),
        Fit::Latest => (lo..=hi)
            .rev()
            .any(|d| take(d, state.study_room(i, d), &mut scratch.days)),
        Fit::Tightest => {
            // The roomiest days first: fewest parts.
            scratch.rooms.clear();
            for d in lo..=hi {
                let room = state.study_room(i, d);
                if room >= shortest {
                    scratch.rooms.push((d, room));
                }
            }
            scratch.rooms.sort_unstable_by_key(|&(d, room)| (-room, d));
            let rooms = &scratch.rooms;
            let days = &mut scratch.days;
            rooms.iter().any(|&(d, room)| take(d, room, days))
        }
        Fit::Random => {
            if hi < lo {
                return false;
            }
            let start = lo + rng.below((hi - lo + 1) as usize) as Day;
            (start..=hi)
                .chain(lo..start)
                .any(|d| take(d, state.study_room(i, d), &mut scratch.days))
        }
    }
}

/// How much of `rest` goes into `room` so that what is left over is nothing or a full session; 0 if nothing can.
pub(crate) fn cut(rest: Minutes, room: Minutes, shortest: Minutes) -> Minutes {
    if rest <= room {
        return rest;
    }
    let part = room.min(rest - shortest);
    if part >= shortest { part } else { 0 }
}

/// The days of the plan before, with their lengths where they fit, stretched for what was missed; what is still
/// over goes to the first other days with room.
fn days_as_before(state: &State, scratch: &mut Scratch, i: usize, lo: Day, hi: Day) -> bool {
    let item = &state.model.items[i];
    let shortest = item.shortest;
    scratch.days.clear();
    let mut rest = item.open;
    let before = item
        .previous
        .iter()
        .filter(|p| p.0 == SessionKind::Study && (lo..=hi).contains(&p.1));
    for &(_, day, minutes, _) in before {
        let room = state.study_room(i, day);
        if scratch.days.iter().any(|s| s.0 == day) || room < shortest || rest == 0 {
            continue;
        }
        if !item.splittable && (room < rest || !scratch.days.is_empty()) {
            continue;
        }
        let wish = if item.splittable {
            minutes.max(shortest)
        } else {
            rest
        };
        let part = cut(rest, room.min(wish), shortest);
        if part > 0 {
            scratch.days.push((day, part));
            rest -= part;
        }
    }
    if scratch.days.is_empty() {
        return false;
    }
    for slot in &mut scratch.days {
        if rest == 0 {
            break;
        }
        let room = state.study_room(i, slot.0) - slot.1;
        let more = if rest <= room {
            rest
        } else {
            room.min(rest - shortest)
        };
        if more > 0 {
            slot.1 += more;
            rest -= more;
        }
    }
    for d in lo..=hi {
        if rest == 0 {
            break;
        }
        let room = state.study_room(i, d);
        if room >= shortest && !scratch.days.iter().any(|s| s.0 == d) {
            let part = cut(rest, room, shortest);
            if part > 0 {
                scratch.days.push((d, part));
                rest -= part;
            }
        }
    }
    rest == 0
}

/// Makes sure that `i` has a review between its completion and `interview`.
fn first_review(
    state: &mut State,
    rng: &mut Rng,
    i: usize,
    interview: Day,
    manner: Manner,
) -> bool {
    let item = &state.model.items[i];
    let complete = state.items[i].complete;
    if !item.needs_review() || complete == NEVER {
        return complete < interview;
    }
    let counted = |r: &Day| (complete + 1..interview).contains(r);
    if state.items[i].reviews.iter().any(counted) {
        return true;
    }
    if !state.review_left(i) {
        return false;
    }
    let (lo, hi) = (complete + 1, interview - 1);
    let before = item.previous.iter().filter(|p| p.0 == SessionKind::Review);
    let day = before
        .map(|p| p.1)
        .rev()
        .filter(|d| manner.as_before && (lo..=hi).contains(d))
        .find(|&d| state.review_fits(i, d));
    let fit = if manner.late_review {
        Fit::Latest
    } else {
        manner.fit
    };
    // Buffer days take no new study: a review there costs the least.
    let buffered = |d: Day| state.model.buffer[at(d)];
    let day = day
        .or_else(|| pick(rng, fit, lo, hi, |d| buffered(d) && state.review_fits(i, d)))
        .or_else(|| pick(rng, fit, lo, hi, |d| state.review_fits(i, d)));
    if let Some(day) = day {
        state.add_review(i, day);
    }
    day.is_some()
}
