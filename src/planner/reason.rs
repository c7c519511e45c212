//! Why a session is where it is, and why something is missing: found by looking at the finished plan. What is said of a
//! session is true of the problem as posed, the order of the path among its rules; `way_back` looks “only” and “last” up
//! once more without that order. Of what is missing, “capacity” says that it went in nowhere as the plan stands: not that
//! no other plan had time for it.

use super::model::{NEVER, at};
use super::problem::{Day, ItemIndex, Minutes, SessionKind};
use super::schedule::{DropReason, PlannedSession, Reason};
use super::state::State;

/// Recall (per mille) below which something counts as fading.
const FADING: i64 = 800;

/// The most telling reason for one session of item `i`.
pub(crate) fn of(state: &mut State, i: usize, session: &PlannedSession) -> Reason {
    if session.pinned {
        return Reason::PinnedByYou;
    }
    match session.kind {
        SessionKind::Study => of_study(state, i, session.day, session.minutes),
        SessionKind::Review => of_review(state, i, session.day),
        SessionKind::Mock => of_mock(state, i, session.day),
    }
}

/// Minutes of day `d` that a session now on `day` could use there.
fn room_for(state: &State, i: usize, d: Day, day: Day, minutes: Minutes) -> Minutes {
    if d == day {
        return state.free(d) + minutes;
    }
    if state.items[i].study.iter().any(|s| s.0 == d) {
        return 0;
    }
    state.study_room(i, d)
}

fn of_study(state: &State, i: usize, day: Day, minutes: Minutes) -> Reason {
    let model = state.model;
    let item = &model.items[i];
    let (lo, hi) = state.window(i).unwrap_or((day, day));
    // The study must leave a day for the first review before the first interview it is in time for.
    let target = item
        .wants
        .iter()
        .find(|w| super::outcome::covered(state, i, w.day));
    let hi = target.map_or(hi, |w| hi.min(w.day - 1 - Day::from(item.needs_review())));
    let fits = |d: Day| room_for(state, i, d, day, minutes) >= minutes;
    let waiting = item
        .dependants
        .iter()
        .filter_map(|&b| {
            let other = &state.items[b as usize];
            let start = other.study.first().map(|s| s.0).or(other.mock)?;
            Some((start, b))
        })
        .min();
    if let Some((start, b)) = waiting
        && start - day <= 7
    {
        return Reason::PrerequisiteOf {
            item: model.items[b as usize].source,
            days: start - day,
        };
    }
    if let Some(want) = target
        && hi < model.last_day().min(item.latest) + 1
        && day + 14 > want.day
        && !(day + 1..=hi).any(fits)
    {
        return Reason::LastDayThatFits {
            interview: want.interview,
        };
    }
    if !(lo..=hi).any(|d| d != day && fits(d)) {
        return Reason::OnlyDay {
            free: room_for(state, i, day, day, minutes),
        };
    }
    if item.previous_weight(SessionKind::Study, day) > 0 {
        return Reason::KeptFromBefore;
    }
    if let Some((list, rank)) = item.list {
        let members = &model.lists[list as usize];
        let before = members[..rank as usize].iter().rev();
        let last = before
            .map(|&m| m as usize)
            .find(|&m| !state.items[m].study.is_empty());
        if let Some(m) = last {
            return Reason::NextInList {
                after: model.items[m].source,
            };
        }
    }
    let parts = state.items[i].study.len() + item.pinned_study.len();
    if parts > 1 {
        let before = state.items[i].study.iter().filter(|s| s.0 < day).count()
            + item.pinned_study.iter().filter(|s| s.0 < day).count();
        return Reason::PartOf {
            part: before as u32 + 1,
            parts: parts as u32,
        };
    }
    if !(lo..day).any(fits) {
        return Reason::FirstDayThatFits;
    }
    Reason::EvenLoad
}

fn of_mock(state: &State, i: usize, day: Day) -> Reason {
    let item = &state.model.items[i];
    let (lo, hi) = state.window(i).unwrap_or((day, day));
    let target = item.wants.iter().find(|w| day < w.day);
    let hi = target.map_or(hi, |w| hi.min(w.day - 1));
    if !(lo..=hi).any(|d| d != day && state.mock_fits(i, d)) {
        return Reason::OnlyDay {
            free: state.free(day) + item.left,
        };
    }
    if item.previous_weight(SessionKind::Mock, day) > 0 {
        return Reason::KeptFromBefore;
    }
    match target {
        Some(want) if !(day + 1..=hi).any(|d| state.mock_fits(i, d)) => Reason::LastDayThatFits {
            interview: want.interview,
        },
        Some(want) => Reason::MockBefore {
            interview: want.interview,
        },
        None => Reason::EvenLoad,
    }
}

fn of_review(state: &mut State, i: usize, day: Day) -> Reason {
    let model = state.model;
    let item = &model.items[i];
    let mut all: Vec<Day> = state.items[i].reviews.clone();
    all.extend_from_slice(&item.pinned_reviews);
    all.sort_unstable();
    let without: Vec<Day> = all.iter().copied().filter(|&r| r != day).collect();
    let complete = state.items[i].complete;
    let last = if item.left == 0 {
        item.refreshed
    } else {
        complete
    };
    let memory = model.classes[item.class as usize];
    let mut recall = |reviews: &[Day], on: Day| {
        let from = reviews.partition_point(|&r| r <= last);
        let to = reviews.partition_point(|&r| r < on);
        let reviews = reviews.get(from..to).unwrap_or(&[]);
        state
            .cache
            .per_mille(&model.fsrs, memory, item.class, last, reviews, on)
    };
    let short = |value: i64| u16::try_from(value).unwrap_or(0);
    // The interview it helps most.
    let best = item
        .wants
        .iter()
        .filter(|w| day < w.day && day > last)
        .map(|w| {
            let needed = item.needs_review()
                && complete < w.day
                && !without.iter().any(|&r| complete < r && r < w.day);
            let with = recall(&all, w.day);
            let none = recall(&without, w.day);
            (needed, w.value * (with - none), with, none, w.interview)
        })
        .max_by_key(|&(needed, gain, _, _, k)| (needed, gain, std::cmp::Reverse(k)));
    let Some((needed, _, with, none, interview)) = best else {
        return Reason::KeptFromBefore;
    };
    if needed {
        return Reason::NeededToCount {
            interview,
            recall: short(with),
        };
    }
    if with <= none {
        return Reason::KeptFromBefore;
    }
    let now = recall(&without, day);
    if now >= FADING && none < FADING {
        return Reason::BeforeRecallFalls {
            interview,
            now: short(now),
        };
    }
    Reason::LiftsRecall {
        interview,
        from: short(none),
        to: short(with),
    }
}

/// Why `i` is not covered for every interview that wants it, and what took its time.
pub(crate) fn of_drop(state: &State, i: usize, placed: &[usize]) -> (DropReason, Vec<ItemIndex>) {
    let model = state.model;
    let item = &model.items[i];
    let missing = item
        .wants
        .iter()
        .rev()
        .find(|w| !super::outcome::covered(state, i, w.day));
    let Some(want) = missing else {
        return (DropReason::Capacity, Vec::new());
    };
    let review = Day::from(item.needs_review());
    let deadline = (want.day - 1 - review).min(item.latest);
    let usable = |d: Day| {
        let limit = model.limit[at(d)];
        if item.mock {
            limit > 0
        } else {
            limit > 0 && !model.buffer[at(d)]
        }
    };
    let lo = item.earliest;
    if item.open > 0 {
        if !(lo..=deadline).any(usable) {
            return (DropReason::Window, Vec::new());
        }
        let most = (lo..=deadline)
            .filter(|&d| usable(d))
            .map(|d| model.limit[at(d)]);
        let carries: i64 = if item.splittable {
            most.filter(|&m| m >= item.shortest).map(i64::from).sum()
        } else {
            most.max().map_or(0, i64::from)
        };
        if carries < i64::from(item.open) {
            return (DropReason::TooLong, Vec::new());
        }
    }
    for &p in &item.prerequisites {
        let complete = state.items[p as usize].complete;
        if complete == NEVER || complete > deadline {
            let item = model.items[p as usize].source;
            return (DropReason::Prerequisite { item }, Vec::new());
        }
    }
    if state.items[i].complete < want.day {
        return (DropReason::NoReviewSlot, Vec::new());
    }
    // What is planned in its days and worth more per minute, the longest first.
    let worth_more = |other: usize| {
        let o = &model.items[other];
        o.worth * i64::from(item.left.max(1)) >= item.worth * i64::from(o.left.max(1))
    };
    let mut took: Vec<(Minutes, usize)> = (placed.iter().copied())
        .filter(|&o| o != i && worth_more(o))
        .map(|o| {
            let minutes = state.items[o].study.iter();
            let minutes = minutes.filter(|s| (lo..=deadline).contains(&s.0));
            (-minutes.map(|s| s.1).sum::<Minutes>(), o)
        })
        .filter(|&(minutes, _)| minutes < 0)
        .collect();
    took.sort_unstable();
    let took = took.into_iter().take(5);
    (
        DropReason::Capacity,
        took.map(|(_, o)| model.items[o].source).collect(),
    )
}
