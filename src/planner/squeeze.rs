//! Making room for something that does not fit: minutes of work in several sessions flow to its other sessions, a
//! session is cut in two or moves, a review goes to another day. What is covered stays covered. Which item is worth
//! the effort is decided by the searches.

use super::model::{NEVER, at};
use super::problem::{Day, Minutes};
use super::rng::Rng;
use super::state::State;

/// So many days are tried.
const TRIES: usize = 2;

/// Working memory, so that nothing is allocated per attempt.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    queue: Vec<Day>,
    /// By day: the day the search came from and the item whose minutes move; `None` while not seen.
    from: Vec<Option<(Day, u32)>>,
}

/// Puts all open work of `i` on days of `lo..=hi`, making room on one of them; on failure nothing has changed.
pub(crate) fn force(
    state: &mut State,
    paths: &mut Paths,
    rng: &mut Rng,
    i: usize,
    (lo, hi): (Day, Day),
) -> bool {
    if hi < lo {
        return false;
    }
    let item = &state.model.items[i];
    let mark = state.mark();
    if make_room(state, paths, rng, i, (lo, hi), item.open) {
        return true;
    }
    if !item.splittable || item.open < 2 * item.shortest {
        return false;
    }
    // As much as a day has room for, and the rest where room can be made.
    let start = random_day(rng, lo, hi);
    let mut tries = 0;
    for day in (start..=hi).chain(lo..start) {
        let room = state.study_room(i, day);
        if room < item.shortest {
            continue;
        }
        tries += 1;
        let first = room.min(item.open - item.shortest);
        state.add_study(i, day, first);
        if make_room(state, paths, rng, i, (lo, hi), item.open - first) {
            return true;
        }
        state.undo_to(mark);
        if tries >= TRIES {
            break;
        }
    }
    false
}

fn random_day(rng: &mut Rng, lo: Day, hi: Day) -> Day {
    lo + rng.below((hi - lo + 1).max(1) as usize) as Day
}

/// Puts `need` minutes of `i` on a day of `lo..=hi` on which room for them can be made.
fn make_room(
    state: &mut State,
    paths: &mut Paths,
    rng: &mut Rng,
    i: usize,
    (lo, hi): (Day, Day),
    need: Minutes,
) -> bool {
    let model = state.model;
    let start = random_day(rng, lo, hi);
    let mut tries = 0;
    for day in (start..=hi).chain(lo..start) {
        let d = at(day);
        let open = model.limit[d] >= need
            && state.studies[d] < model.study_limit[d]
            && !model.buffer[d]
            && !state.studied_on[d].contains(&(i as u32))
            && !model.items[i].has_study_pin(day);
        if !open {
            continue;
        }
        let mark = state.mark();
        if free_up(state, paths, rng, day, need) && still_fits(state, i, day) {
            state.add_study(i, day, need);
            return true;
        }
        state.undo_to(mark);
        tries += 1;
        if tries >= TRIES {
            break;
        }
    }
    false
}

/// Whether what was moved leaves `day`, and the parts of `i` that are placed, inside the window of `i`.
fn still_fits(state: &State, i: usize, day: Day) -> bool {
    let Some((lo, hi)) = state.window(i) else {
        return false;
    };
    let parts = state.items[i].study.iter().map(|s| s.0);
    parts.chain([day]).all(|d| (lo..=hi).contains(&d))
}

fn minutes_on(state: &State, j: usize, day: Day) -> Minutes {
    let study = &state.items[j].study;
    study.iter().find(|s| s.0 == day).map_or(0, |s| s.1)
}

/// Moves minutes off `day` until `need` are free there.
fn free_up(state: &mut State, paths: &mut Paths, rng: &mut Rng, day: Day, need: Minutes) -> bool {
    let d = at(day);
    let turn = rng.below(3);
    for tactic in 0..3 {
        match (tactic + turn) % 3 {
            0 => flow(state, paths, day, need),
            1 => {
                let mut n = state.reviewed_on[d].len();
                while n > 0 && need > state.free(day) {
                    n -= 1;
                    if let Some(&j) = state.reviewed_on[d].get(n) {
                        move_review_off(state, rng, j as usize, day);
                    }
                }
            }
            _ => {
                let mut n = state.studied_on[d].len();
                while n > 0 && need > state.free(day) {
                    n -= 1;
                    if let Some(&j) = state.studied_on[d].get(n) {
                        let short = need - state.free(day);
                        if !cut_off(state, rng, j as usize, day, short) {
                            move_session_off(state, rng, j as usize, day);
                        }
                    }
                }
            }
        }
        if need <= state.free(day) {
            return true;
        }
    }
    false
}

/// Moves minutes along chains of items with several sessions, from `day` to days with free minutes.
fn flow(state: &mut State, paths: &mut Paths, day: Day, need: Minutes) {
    while need > state.free(day) {
        let Some(end) = find_path(state, paths, day) else {
            return;
        };
        let mut amount = (need - state.free(day)).min(state.free(end));
        let mut to = end;
        while let Some(Some((from, j))) = paths.from.get(at(to)).copied() {
            if from == to {
                break;
            }
            let item = &state.model.items[j as usize];
            amount = amount.min(minutes_on(state, j as usize, from) - item.shortest);
            to = from;
        }
        if amount <= 0 {
            return;
        }
        let mut to = end;
        while let Some(Some((from, j))) = paths.from.get(at(to)).copied() {
            if from == to {
                break;
            }
            let j = j as usize;
            let (here, there) = (minutes_on(state, j, from), minutes_on(state, j, to));
            set_minutes(state, j, from, here - amount);
            set_minutes(state, j, to, there + amount);
            to = from;
        }
    }
}

/// The nearest day with free minutes that minutes of `day` can reach.
fn find_path(state: &State, paths: &mut Paths, day: Day) -> Option<Day> {
    paths.from.clear();
    paths.from.resize(state.model.days, None);
    paths.queue.clear();
    paths.queue.push(day);
    *paths.from.get_mut(at(day))? = Some((day, 0));
    let mut head = 0;
    while let Some(&from) = paths.queue.get(head) {
        head += 1;
        for &j in &state.studied_on[at(from)] {
            let item = &state.model.items[j as usize];
            let study = &state.items[j as usize].study;
            if study.len() < 2 || minutes_on(state, j as usize, from) <= item.shortest {
                continue;
            }
            for &(to, _) in study {
                let slot = paths.from.get_mut(at(to))?;
                if slot.is_none() {
                    *slot = Some((from, j));
                    if state.free(to) > 0 {
                        return Some(to);
                    }
                    paths.queue.push(to);
                }
            }
        }
    }
    None
}

/// Cuts a part of at least `short` minutes off the session of `j` on `day`, for another day before its completion.
fn cut_off(state: &mut State, rng: &mut Rng, j: usize, day: Day, short: Minutes) -> bool {
    let item = &state.model.items[j];
    let here = minutes_on(state, j, day);
    let part = short.max(item.shortest);
    if !item.splittable || here - part < item.shortest {
        return false;
    }
    let Some((lo, hi)) = state.window(j) else {
        return false;
    };
    // Not after the completion: what waits for it and its reviews stay as they are.
    let hi = hi.min(state.items[j].complete);
    if hi < lo {
        return false;
    }
    let start = random_day(rng, lo, hi);
    let to = (start..=hi)
        .chain(lo..start)
        .find(|&d| d != day && state.study_room(j, d) >= part && minutes_on(state, j, d) == 0);
    if let Some(to) = to {
        set_minutes(state, j, day, here - part);
        state.add_study(j, to, part);
    }
    to.is_some()
}

/// Moves the session of `j` on `day` to another day, if that leaves its reviews and interviews as they are.
fn move_session_off(state: &mut State, rng: &mut Rng, j: usize, day: Day) {
    let here = minutes_on(state, j, day);
    let Some((lo, hi)) = state.window(j) else {
        return;
    };
    let complete = state.items[j].complete;
    let review = state.items[j].reviews.first().map(|&r| r - 1);
    let wants = &state.model.items[j].wants;
    let want = wants.iter().map(|w| w.day - 1).find(|&w| w >= complete);
    let last = review.or(want).unwrap_or(complete);
    let hi = hi.min(last.max(complete));
    if hi < lo {
        return;
    }
    let start = random_day(rng, lo, hi);
    let to = (start..=hi)
        .chain(lo..start)
        .find(|&d| d != day && state.study_room(j, d) >= here && minutes_on(state, j, d) == 0);
    if let Some(to) = to {
        state.drop_study(j, day);
        state.add_study(j, to, here);
    }
}

fn set_minutes(state: &mut State, j: usize, day: Day, minutes: Minutes) {
    state.drop_study(j, day);
    state.add_study(j, day, minutes);
}

/// Moves the review of `j` on `day` to another day on which it serves the same interviews.
fn move_review_off(state: &mut State, rng: &mut Rng, j: usize, day: Day) {
    let complete = state.items[j].complete;
    let wants = &state.model.items[j].wants;
    let until = wants.iter().map(|w| w.day).find(|&w| w > day);
    let (Some(until), true) = (until, complete != NEVER) else {
        return;
    };
    state.drop_review(j, day);
    let (lo, hi) = ((complete + 1).max(0), until - 1);
    let start = random_day(rng, lo, hi);
    let to = (start..=hi)
        .rev()
        .chain((lo..start).rev())
        .find(|&d| d != day && state.review_fits(j, d));
    state.add_review(j, to.unwrap_or(day));
}
