//! How the work of one item is laid on days: all on one, or cut into parts. Only days with room are chosen here;
//! what may be studied when, and the first review, is in `place`.

use super::model::at;
use super::place::{Fit, Manner, Scratch, pick};
use super::problem::{Day, Minutes, SessionKind};
use super::rng::Rng;
use super::state::State;

/// The one day for all open work of `i`, by the wish `fit`.
pub(crate) fn whole_day(
    state: &State,
    scratch: &mut Scratch,
    rng: &mut Rng,
    i: usize,
    lo: Day,
    hi: Day,
    fit: Fit,
) -> bool {
    let item = &state.model.items[i];
    let need = item.open;
    scratch.days.clear();
    let day = if item.pinned_study.is_empty() {
        let rooms = state.study_rooms(lo, hi);
        let place = match fit {
            Fit::Earliest => rooms.iter().position(|&r| r >= need),
            Fit::Latest => rooms.iter().rposition(|&r| r >= need),
            Fit::Tightest => {
                let mut best: Option<(Minutes, usize)> = None;
                for (n, &room) in rooms.iter().enumerate() {
                    if room >= need && best.is_none_or(|b| room < b.0) {
                        best = Some((room, n));
                    }
                }
                best.map(|b| b.1)
            }
            Fit::Random => {
                let start = rng.below(rooms.len());
                let (before, after) = rooms.split_at(start);
                let later = after.iter().position(|&r| r >= need);
                let later = later.map(|n| n + start);
                later.or_else(|| before.iter().position(|&r| r >= need))
            }
        };
        place.map(|n| lo + n as Day)
    } else {
        pick(rng, fit, lo, hi, |d| state.study_room(i, d) >= need)
    };
    scratch.days.extend(day.map(|d| (d, need)));
    day.is_some()
}

/// Cuts the open work over several days: each part at least the shortest, as few and as they come.
pub(crate) fn cut_days(
    state: &State,
    scratch: &mut Scratch,
    rng: &mut Rng,
    i: usize,
    lo: Day,
    hi: Day,
    manner: Manner,
) -> bool {
    let item = &state.model.items[i];
    let shortest = item.shortest;
    scratch.days.clear();
    if hi < lo {
        return false;
    }
    // Most attempts fail: find that out by a plain sum first.
    let rooms = state.study_rooms(lo, hi);
    let useful = rooms.iter().map(|&r| if r >= shortest { r } else { 0 });
    if useful.sum::<Minutes>() < item.open {
        return false;
    }
    let room = |d: Day| {
        let room = state.study_room(i, d);
        if room >= shortest { room } else { 0 }
    };
    let days = &mut scratch.days;
    let enough = match manner.fit {
        Fit::Earliest => gather(days, (lo..=hi).map(|d| (d, room(d))), item.open, shortest),
        Fit::Latest => gather(
            days,
            (lo..=hi).rev().map(|d| (d, room(d))),
            item.open,
            shortest,
        ),
        Fit::Tightest => {
            // The roomiest days first makes the fewest parts, the smallest first fills gaps.
            let sign = if manner.fill_gaps { 1 } else { -1 };
            scratch.rooms.clear();
            let usable = (lo..=hi).map(|d| (d, room(d))).filter(|s| s.1 > 0);
            scratch.rooms.extend(usable);
            scratch
                .rooms
                .sort_unstable_by_key(|&(d, room)| (sign * room, d));
            gather(days, scratch.rooms.iter().copied(), item.open, shortest)
        }
        Fit::Random => {
            let start = lo + rng.below((hi - lo + 1) as usize) as Day;
            let around = (start..=hi).chain(lo..start);
            gather(days, around.map(|d| (d, room(d))), item.open, shortest)
        }
    };
    if enough {
        let mut turn = 0;
        if manner.varied {
            leave_gaps(days, state, rng, item.open, shortest);
            turn = rng.below(days.len());
        }
        pour(days, item.open, shortest, turn);
    }
    enough
}

/// Chooses days (with their rooms) until `open` minutes fit in parts of at least `shortest`; the smallest rooms are
/// given up when there would be too many parts.
fn gather(
    days: &mut Vec<(Day, Minutes)>,
    rooms: impl Iterator<Item = (Day, Minutes)>,
    open: Minutes,
    shortest: Minutes,
) -> bool {
    let most = at(open / shortest.max(1)).max(1);
    let mut sum: Minutes = days.iter().map(|s| s.1).sum();
    let smallest = |days: &[(Day, Minutes)]| {
        let rooms = days.iter().enumerate().map(|(n, s)| (s.1, n));
        rooms.min().map(|(room, n)| (n, room))
    };
    for (day, room) in rooms {
        if sum >= open {
            break;
        }
        if room < shortest || days.iter().any(|s| s.0 == day) {
            continue;
        }
        days.push((day, room));
        sum += room;
        if days.len() > most
            && let Some((n, room)) = smallest(days)
        {
            days.remove(n);
            sum -= room;
        }
    }
    while sum >= open
        && days.len() > 1
        && let Some((n, room)) = smallest(days)
        && sum - room >= open
    {
        days.remove(n);
        sum -= room;
    }
    sum >= open
}

/// Gives up some of the room that is not needed, so that what stays free on a day fits another item or a review.
fn leave_gaps(
    days: &mut [(Day, Minutes)],
    state: &State,
    rng: &mut Rng,
    open: Minutes,
    shortest: Minutes,
) {
    let mut spare = days.iter().map(|s| s.1).sum::<Minutes>() - open;
    let turn = rng.below(days.len());
    for n in 0..days.len() {
        if spare <= 0 {
            break;
        }
        let other = &state.model.items[rng.below(state.model.items.len())];
        let gap = match rng.below(4) {
            0 => other.review,
            1 => spare,
            _ => other.shortest,
        };
        let at = (n + turn) % days.len();
        let gap = gap.min(spare).min(days[at].1 - shortest);
        days[at].1 -= gap;
        spare -= gap;
    }
}

/// Turns rooms into parts: everyone the shortest, then the rest from the day number `turn` on.
fn pour(days: &mut [(Day, Minutes)], open: Minutes, shortest: Minutes, turn: usize) {
    let count = days.len();
    let mut rest = open - shortest * count as Minutes;
    for n in 0..count {
        let slot = &mut days[(n + turn) % count];
        let more = (slot.1 - shortest).min(rest);
        slot.1 = shortest + more;
        rest -= more;
    }
}

/// The days of the plan before, with the lengths that fit; what is still over goes to the first other days.
pub(crate) fn days_as_before(
    state: &State,
    scratch: &mut Scratch,
    i: usize,
    lo: Day,
    hi: Day,
) -> bool {
    let item = &state.model.items[i];
    let shortest = item.shortest;
    let days = &mut scratch.days;
    days.clear();
    let before = item
        .previous
        .iter()
        .filter(|p| p.0 == SessionKind::Study && (lo..=hi).contains(&p.1))
        .map(|p| (p.1, state.study_room(i, p.1)));
    if !item.splittable || item.open < 2 * shortest {
        days.extend(before.filter(|s| s.1 >= item.open).take(1));
        for slot in days.iter_mut() {
            slot.1 = item.open;
        }
        return !days.is_empty();
    }
    let all = before.chain((lo..=hi).map(|d| (d, state.study_room(i, d))));
    if !gather(days, all, item.open, shortest) {
        return false;
    }
    // Without a day of the plan before this would be no repair.
    let kept = |s: &(Day, Minutes)| item.previous_weight(SessionKind::Study, s.0) > 0;
    if !days.iter().any(kept) {
        return false;
    }
    pour(days, item.open, shortest, 0);
    true
}
