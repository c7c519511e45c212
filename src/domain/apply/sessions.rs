//! Edits of sessions, of the timer, and the arrival of a new schedule.

use crate::domain::edit::Edit;
use crate::domain::id::{ItemId, SessionId};
use crate::domain::item::{MAX_PAGES, Status};
use crate::domain::plan::Plan;
use crate::domain::schedule::Schedule;
use crate::domain::session::{Outcome, Session, SessionKind, Why};
use crate::domain::time::{Day, Minutes, Stamp};
use crate::domain::timer::Timer;

use super::{Applied, EditError, room};

/// The longest session: a day.
const LONGEST: Minutes = Minutes::hours(24);

pub(super) fn change(plan: &mut Plan, edit: &Edit) -> Applied {
    match edit {
        Edit::AddSession(session) => {
            if !plan.items.contains(&session.item) {
                return Err(EditError::NoItem(session.item.clone()));
            }
            if plan.sessions.contains(&session.id) {
                return Err(EditError::Taken(session.id.to_string()));
            }
            check_length(session.minutes)?;
            let mut session = session.clone();
            if !session.logged {
                session.pinned = true;
                session.why = session.why.or(Some(Why::You));
            }
            if session.outcome == Outcome::Done {
                begin(plan, &session.item);
            }
            plan.sessions.put(session);
            room(plan.sessions.len())
        }
        Edit::MoveSession { session, on } => on_session(plan, session, |s| {
            s.on = *on;
            s.pinned = true;
            s.why = Some(Why::You);
        }),
        Edit::ResizeSession { session, minutes } => {
            check_length(*minutes)?;
            on_session(plan, session, |s| {
                s.minutes = *minutes;
                s.pinned = true;
                s.why = Some(Why::You);
            })
        }
        Edit::PinSession { session, pinned } => on_session(plan, session, |s| {
            s.pinned = *pinned;
            if *pinned {
                s.why = Some(Why::You);
            } else if s.why == Some(Why::You) {
                s.why = Some(Why::Kept);
            }
        }),
        Edit::FinishSession { session, spent, at } => {
            check_spent(*spent)?;
            if plan.timer.as_ref().is_some_and(|t| t.session == *session) {
                plan.timer = None;
            }
            on_session(plan, session, |s| {
                s.outcome = Outcome::Done;
                s.spent = *spent;
                s.ended_at = Some(*at);
            })?;
            begin_for(plan, session);
            Ok(())
        }
        Edit::SkipSession { session, at } => {
            if plan.timer.as_ref().is_some_and(|t| t.session == *session) {
                plan.timer = None;
            }
            on_session(plan, session, |s| {
                s.outcome = Outcome::Skipped;
                s.ended_at = Some(*at);
            })
        }
        Edit::ReopenSession(session) => on_session(plan, session, |s| {
            s.outcome = Outcome::Planned;
            s.ended_at = None;
        }),
        Edit::AddMinutes { session, minutes } => {
            let so_far = plan
                .sessions
                .get(session)
                .map_or(Minutes::ZERO, |s| s.spent);
            check_spent(so_far + *minutes)?;
            on_session(plan, session, |s| s.spent += *minutes)?;
            begin_for(plan, session);
            Ok(())
        }
        Edit::SetUnits { session, units } => {
            if *units > MAX_PAGES {
                return Err(EditError::Range("a session has at most 100,000 pages"));
            }
            on_session(plan, session, |s| s.units = *units)
        }
        Edit::DeleteSession(session) => {
            if plan.timer.as_ref().is_some_and(|t| t.session == *session) {
                plan.timer = None;
            }
            plan.sessions
                .remove(session)
                .map(|_| ())
                .ok_or_else(|| EditError::NoSession(session.clone()))
        }
        Edit::StartTimer { session, at } => {
            if !plan.sessions.contains(session) {
                return Err(EditError::NoSession(session.clone()));
            }
            if plan.timer.is_some() {
                stop_timer(plan, *at)?;
            }
            crate::domain::clocks::pause_runs(plan, None, *at);
            let mut timer = Timer::new(session.clone(), *at);
            timer.rhythm = plan.rhythm.on.then(|| plan.rhythm.clone());
            plan.timer = Some(timer);
            Ok(())
        }
        Edit::StopTimer { at } => stop_timer(plan, *at),
        Edit::Replan { schedule, today } => replan(plan, schedule, *today),
        _ => Ok(()),
    }
}

fn on_session(plan: &mut Plan, id: &SessionId, change: impl FnOnce(&mut Session)) -> Applied {
    plan.sessions
        .update(id, change)
        .ok_or_else(|| EditError::NoSession(id.clone()))
}

fn check_length(minutes: Minutes) -> Applied {
    if minutes == Minutes::ZERO || minutes > LONGEST {
        return Err(EditError::Range("a session lasts 1 minute to 24 hours"));
    }
    Ok(())
}

fn check_spent(minutes: Minutes) -> Applied {
    if minutes > Minutes::MAX {
        return Err(EditError::Range("a session takes at most 10,000 hours"));
    }
    Ok(())
}

/// An item with time spent on it is begun.
fn begin(plan: &mut Plan, item: &ItemId) {
    let begins = |status| status == Status::ToDo;
    if plan.items.get(item).is_some_and(|i| begins(i.status)) {
        plan.items
            .update(item, |item| item.status = Status::InProgress);
    }
}

fn begin_for(plan: &mut Plan, session: &SessionId) {
    let Some(session) = plan.sessions.get(session) else {
        return;
    };
    if session.kind == SessionKind::Study && session.spent > Minutes::ZERO {
        let item = session.item.clone();
        begin(plan, &item);
    }
}

pub(super) fn stop_timer(plan: &mut Plan, at: Stamp) -> Applied {
    let Some(timer) = plan.timer.take() else {
        return Err(EditError::NoTimer);
    };
    let minutes = timer.minutes(at).min(LONGEST);
    if plan.sessions.contains(&timer.session) {
        on_session(plan, &timer.session, |s| s.spent += minutes)?;
        begin_for(plan, &timer.session);
    }
    Ok(())
}

/// Takes out every session ahead that is neither pinned nor begun, and puts the schedule's in. What was missed (planned
/// for a day before today and not done) goes too: its work is in the schedule again. What was spent stays.
fn replan(plan: &mut Plan, schedule: &Schedule, today: Day) -> Applied {
    let timed = plan.timer.as_ref().map(|timer| timer.session.clone());
    plan.sessions.retain(|s| {
        s.outcome != Outcome::Planned
            || s.spent > Minutes::ZERO
            || (s.pinned && s.on >= today)
            || timed.as_ref() == Some(&s.id)
    });
    // What was begun on an earlier day is over: what was spent is its log.
    let begun: Vec<SessionId> = plan
        .sessions
        .iter()
        .filter(|s| s.is_missed(today) && timed.as_ref() != Some(&s.id))
        .map(|s| s.id.clone())
        .collect();
    for id in begun {
        on_session(plan, &id, |s| s.outcome = Outcome::Done)?;
    }
    for session in &schedule.sessions {
        if !plan.items.contains(&session.item) {
            return Err(EditError::NoItem(session.item.clone()));
        }
        match plan.sessions.get(&session.id) {
            Some(there) if there.outcome == Outcome::Planned => {
                let mut next = (**there).clone();
                next.on = session.on;
                next.minutes = session.minutes;
                next.why.clone_from(&session.why);
                if next != **there {
                    plan.sessions.put(next);
                }
            }
            Some(_) => return Err(EditError::Taken(session.id.to_string())),
            None => plan.sessions.put(session.clone()),
        }
    }
    for (item, depth) in &schedule.depths {
        let changes = |i: &crate::domain::item::Item| !i.depth_fixed && i.depth != *depth;
        if plan.items.get(item).is_some_and(|i| changes(i)) {
            plan.items.update(item, |item| item.depth = *depth);
        }
    }
    if plan.cuts != schedule.cuts {
        plan.cuts = schedule.cuts.clone();
    }
    plan.made_for = schedule.made_for;
    room(plan.sessions.len())
}
