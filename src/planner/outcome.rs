//! Reads the answer off a finished plan: sessions, verdict, why something is missing. Reasons of sessions are in
//! `reason`. Nothing is decided here, only stated.

use super::check::ProblemError;
use super::model::NEVER;
use super::problem::{ItemIndex, Minutes, Problem, SessionKind};
use super::schedule::{DropReason, Dropped, PlannedSession, Reason, Schedule, Score, Verdict};
use super::search::Search;
use super::state::State;

/// The answer to a problem that is not sound: no plan, everything missing.
pub(crate) fn unsound(problem: &Problem, errors: Vec<ProblemError>) -> Schedule {
    let wanted = |i: &ItemIndex| {
        let item = &problem.items[*i];
        item.remaining() > 0 && item.value.iter().any(|&v| v > 0)
    };
    let dropped: Vec<Dropped> = (0..problem.items.len())
        .filter(wanted)
        .map(|item| Dropped {
            item,
            interviews: Vec::new(),
            reason: DropReason::Invalid,
            took: Vec::new(),
        })
        .collect();
    Schedule {
        sessions: Vec::new(),
        verdict: Verdict {
            fits: false,
            dropped,
            shortfall_minutes: 0,
            dropped_minutes: 0,
            planned_minutes: 0,
            capacity_minutes: 0,
            invalid: errors,
        },
        score: Score::default(),
        finished: true,
        reshuffle: None,
    }
}

/// The answer of a finished search.
pub(crate) fn read(search: &mut Search) -> Schedule {
    let sessions = sessions(&mut search.state);
    let verdict = verdict(&search.state);
    let score = score(&search.state);
    Schedule {
        sessions,
        verdict,
        score,
        finished: !search.cancelled,
        reshuffle: None,
    }
}

fn sessions(state: &mut State) -> Vec<PlannedSession> {
    let model = state.model;
    let mut all: Vec<(u32, PlannedSession)> = Vec::new();
    for (i, item) in model.items.iter().enumerate() {
        let placed = &state.items[i];
        let mut put = |kind, day, minutes, pinned| {
            all.push((
                i as u32,
                PlannedSession {
                    item: item.source,
                    kind,
                    day,
                    minutes,
                    pinned,
                    reason: Reason::PinnedByYou,
                },
            ));
        };
        for &(day, minutes) in &placed.study {
            put(SessionKind::Study, day, minutes, false);
        }
        for &day in &placed.reviews {
            put(SessionKind::Review, day, item.review, false);
        }
        if let Some(day) = placed.mock {
            put(SessionKind::Mock, day, item.left, false);
        }
    }
    let mut canonical = vec![0; model.items.len()];
    for (i, item) in model.items.iter().enumerate() {
        canonical[item.source] = i as u32;
    }
    for pin in &model.problem.pins {
        all.push((
            canonical[pin.item],
            PlannedSession {
                item: pin.item,
                kind: pin.kind,
                day: pin.day,
                minutes: pin.minutes,
                pinned: true,
                reason: Reason::PinnedByYou,
            },
        ));
    }
    all.sort_by_key(|(i, s)| (s.day, s.kind, model.rank[*i as usize]));
    for (i, session) in &mut all {
        session.reason = super::reason::of(state, *i as usize, session);
    }
    all.into_iter().map(|(_, s)| s).collect()
}

fn score(state: &State) -> Score {
    let model = state.model;
    let t = &state.terms;
    let (mut gone, mut shown) = (0, 0);
    for (i, item) in model.items.iter().enumerate() {
        let placed = &state.items[i];
        for &(kind, day, _, _) in &item.previous {
            let here = match kind {
                SessionKind::Study => {
                    placed.study.iter().any(|s| s.0 == day) || item.has_study_pin(day)
                }
                SessionKind::Review => {
                    placed.reviews.contains(&day) || item.pinned_reviews.contains(&day)
                }
                SessionKind::Mock => placed.mock == Some(day) || item.pinned_mock == Some(day),
            };
            shown += 1;
            gone += u32::from(!here);
        }
    }
    Score {
        z1: t.z1,
        z1_all: model.worth,
        z2: state.z2(),
        recall: t.recall,
        reviews: t.reviews,
        fragments: t.fragments,
        smooth: t.smooth,
        mono: t.mono,
        moved: t.moved,
        moved_sessions: (gone, shown),
    }
}

fn verdict(state: &State) -> Verdict {
    let model = state.model;
    let mut dropped = Vec::new();
    let mut dropped_minutes = 0;
    let placed_items: Vec<usize> = (0..model.items.len())
        .filter(|&i| !state.items[i].study.is_empty())
        .collect();
    let mut ranked: Vec<usize> = (0..model.items.len()).collect();
    ranked.sort_by(|&a, &b| {
        let id = |i: usize| model.problem.items[model.items[i].source].id.as_str();
        id(a).cmp(id(b))
    });
    for i in ranked {
        if !state.lacking(i) {
            continue;
        }
        let item = &model.items[i];
        let placed = &state.items[i];
        let planned: Minutes = placed.study.iter().map(|s| s.1).sum::<Minutes>()
            + item.pinned_study.iter().map(|s| s.1).sum::<Minutes>();
        let mock = placed.mock.is_some() || item.pinned_mock.is_some();
        dropped_minutes += item.left - if mock { item.left } else { planned };
        if placed.reviews.is_empty() && item.pinned_reviews.is_empty() {
            dropped_minutes += item.review;
        }
        // Who took the time is told for as many items as anyone would read.
        let others = if dropped.len() < 20 {
            &placed_items[..]
        } else {
            &[]
        };
        let (reason, took) = super::reason::of_drop(state, i, others);
        dropped.push(Dropped {
            item: item.source,
            interviews: item
                .wants
                .iter()
                .filter(|w| !covered(state, i, w.day))
                .map(|w| w.interview)
                .collect(),
            reason,
            took,
        });
    }
    Verdict {
        fits: dropped.is_empty(),
        dropped,
        shortfall_minutes: shortfall(state),
        dropped_minutes,
        planned_minutes: state.load.iter().sum(),
        capacity_minutes: model.problem.effective_capacity().iter().sum(),
        invalid: Vec::new(),
    }
}

/// Whether `i` counts as prepared for an interview on `day`.
pub(crate) fn covered(state: &State, i: usize, day: i32) -> bool {
    let item = &state.model.items[i];
    let placed = &state.items[i];
    if placed.complete == NEVER || placed.complete >= day {
        return false;
    }
    !item.needs_review()
        || placed
            .reviews
            .iter()
            .chain(&item.pinned_reviews)
            .any(|&r| placed.complete < r && r < day)
}

/// Minutes that are certainly missing before some interview, whatever the plan.
fn shortfall(state: &State) -> Minutes {
    let model = state.model;
    let mut short = 0_i64;
    let mut pinned_in_buffer = vec![0_i64; model.days];
    for item in &model.items {
        for &(day, minutes) in &item.pinned_study {
            if model.buffer[super::model::at(day)] {
                pinned_in_buffer[super::model::at(day)] += i64::from(minutes);
            }
        }
    }
    let mut want = vec![false; model.items.len()];
    let (mut study, mut all) = (0_i64, 0_i64);
    for (k, interview) in model.problem.interviews.iter().enumerate() {
        let mut stack: Vec<u32> = Vec::new();
        for (i, item) in model.items.iter().enumerate() {
            if item.wants.iter().any(|w| w.interview <= k) {
                stack.push(i as u32);
            }
        }
        while let Some(i) = stack.pop() {
            let item = &model.items[i as usize];
            if want[i as usize] || item.left == 0 {
                continue;
            }
            want[i as usize] = true;
            if !item.mock {
                study += i64::from(item.left);
            }
            all += i64::from(item.left) + i64::from(item.review);
            stack.extend_from_slice(&item.prerequisites);
        }
        let (mut room_study, mut room_all) = (0_i64, 0_i64);
        let before = super::model::at(interview.day);
        for (d, &limit) in model.limit.iter().enumerate().take(before) {
            let minutes = i64::from(limit);
            room_all += minutes;
            room_study += if model.buffer[d] {
                pinned_in_buffer[d]
            } else {
                minutes
            };
        }
        short = short.max(study - room_study).max(all - room_all);
    }
    Minutes::try_from(short).unwrap_or(Minutes::MAX)
}
