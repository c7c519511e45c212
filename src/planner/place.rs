//! Putting one item, or an item with everything it still needs, into a plan under construction: which days, how the
//! work is cut, where the first review goes. One attempt at a time; which item is tried, and whether the result is
//! kept, is decided by the searches.

use super::model::{NEVER, at};
use super::parts::{cut_days, days_as_before, whole_day};
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
    /// First review on the last day with room (otherwise as `fit`).
    pub late_review: bool,
    /// Small gaps first: for parts of an item, and for a first review outside the buffer.
    pub fill_gaps: bool,
    /// Keep to the days after the last interview it is not for, where they have room.
    pub own_stretch: bool,
    /// Cut work in varied ways, not always filling the first days.
    pub varied: bool,
    /// Make room by moving minutes of other work, when there is none.
    pub squeeze: bool,
}

impl Manner {
    pub const PLAIN: Self = Self {
        fit: Fit::Earliest,
        whole_first: true,
        as_before: false,
        skip: 0,
        late_review: true,
        fill_gaps: false,
        own_stretch: true,
        varied: false,
        squeeze: false,
    };
}

/// Working memory of the placement, so that nothing is allocated per attempt.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// While one set is packed: the first want each item is covered for (see `focus`); empty otherwise.
    pub levels: Vec<u8>,
    pub days: Vec<(Day, Minutes)>,
    pub rooms: Vec<(Day, Minutes)>,
    pub paths: super::squeeze::Paths,
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
    let wants = &state.model.items[target].wants;
    let from = scratch.levels.get(target).map_or(0, |&l| l as usize);
    // The whole chain has to be there for one interview of the target: for the earliest that works.
    let mut good = false;
    for (n, want) in wants.iter().enumerate().skip(from) {
        let last_try = n + 1 == wants.len() || chain.len() == 1;
        if !last_try && manner.skip > 0 && rng.chance(manner.skip) {
            continue;
        }
        good = chain.iter().all(|&i| {
            let i = i as usize;
            if i == target {
                let cap = if chain.len() == 1 { Day::MAX } else { want.day };
                return insert_until(state, scratch, rng, i, cap, manner);
            }
            let first = Manner {
                fit: if manner.fit == Fit::Random {
                    Fit::Random
                } else {
                    Fit::Earliest
                },
                // Early matters more here than in one piece.
                whole_first: manner.whole_first && !(manner.varied && rng.chance(50)),
                ..manner
            };
            (!state.model.items[i].wants.is_empty()
                && insert_until(state, scratch, rng, i, want.day, first))
                || place_study(state, scratch, rng, i, want.day - 1, first)
        });
        if good || last_try {
            break;
        }
        state.undo_to(mark);
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
    insert_until(state, scratch, rng, i, Day::MAX, manner)
}

/// As [`insert`], with all study before day `cap`.
fn insert_until(
    state: &mut State,
    scratch: &mut Scratch,
    rng: &mut Rng,
    i: usize,
    cap: Day,
    manner: Manner,
) -> bool {
    let model = state.model;
    let item = &model.items[i];
    let mark = state.mark();
    let count = item.wants.len();
    let from = scratch.levels.get(i).map_or(0, |&level| level as usize);
    for (n, want) in item.wants.iter().enumerate().skip(from) {
        if n > 0 && item.wants[n - 1].day == want.day && n > from {
            continue;
        }
        if n + 1 < count && manner.skip > 0 && scratch.levels.is_empty() && rng.chance(manner.skip)
        {
            continue;
        }
        let deadline = (want.day - 1 - Day::from(item.needs_review())).min(cap - 1);
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
    if !item.mock && i64::from(item.open) > state.room {
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
    let mut found = manner.as_before && days_as_before(state, scratch, i, lo, hi);
    // Days before an interview that this work is not for are left to what is, while there are others.
    let interviews = model.problem.interviews.iter().map(|k| k.day);
    let stretch = interviews.filter(|&d| lo < d && d <= hi).max();
    for from in [stretch.filter(|_| manner.own_stretch), Some(lo)] {
        let (Some(from), false) = (from, found) else {
            continue;
        };
        if hi < from {
            continue;
        }
        found = (manner.whole_first && whole_day(state, scratch, rng, i, from, hi, manner.fit))
            || (item.splittable
                && item.open >= 2 * item.shortest
                && cut_days(state, scratch, rng, i, from, hi, manner))
            || (!manner.whole_first && whole_day(state, scratch, rng, i, from, hi, manner.fit));
    }
    if !found {
        if !manner.squeeze {
            return false;
        }
        return super::squeeze::force(state, &mut scratch.paths, rng, i, (lo, hi));
    }
    for n in 0..scratch.days.len() {
        let (day, minutes) = scratch.days[n];
        state.add_study(i, day, minutes);
    }
    true
}

/// The day of `lo..=hi` that `fits`, by the wish `fit`.
pub(crate) fn pick(
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
    let quiet = &state.model.quiet_days;
    let quiet = &quiet[quiet.partition_point(|&d| d < lo)..quiet.partition_point(|&d| d <= hi)];
    let day = day
        .or_else(|| {
            let last = quiet.len() as Day - 1;
            let fits = |n: Day| state.review_fits(i, quiet[at(n)]);
            pick(rng, fit, 0, last, fits).map(|n| quiet[at(n)])
        })
        .or_else(|| {
            if manner.fill_gaps {
                let days = (lo..=hi).filter(|&d| state.review_fits(i, d));
                days.min_by_key(|&d| (state.free(d), -d))
            } else {
                pick(rng, fit, lo, hi, |d| state.review_fits(i, d))
            }
        });
    if let Some(day) = day {
        state.add_review(i, day);
    }
    day.is_some()
}
