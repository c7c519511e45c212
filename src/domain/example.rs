//! A plan to look around in: somebody's made-up six weeks, moved so that today lies in the sixth.
//!
//! Whole weeks are moved, so that evenings stay evenings and week-ends week-ends. What the log holds for today and later
//! has not taken place yet: it is to come again. Not here: the log itself (`data/samples`), opening it (`state/example.rs`).

use std::collections::BTreeSet;

use super::id::ItemId;
use super::item::Status;
use super::plan::Plan;
use super::session::{Outcome, Why};
use super::table::{Row, Table};
use super::time::{Day, Minutes, Moment};
use super::week::Week;

/// Which week of the example today is to be in, from 0.
const SIXTH: i64 = 5;

/// The example as it is on a study day.
pub fn as_of(example: &Plan, today: Day) -> Plan {
    let days = Week::of(today)
        .monday()
        .since(week_of_today(example).monday());
    let mut plan = moved(example, days);
    not_yet(&mut plan, today);
    plan.example = true;
    plan
}

/// The week of the example that today was to be in when it was moved.
pub fn week_of_today(example: &Plan) -> Week {
    Week::of(example.start_on).plus(SIXTH)
}

/// The plan with every date so many days later (negative: earlier).
pub fn moved(plan: &Plan, days: i64) -> Plan {
    let mut moved = plan.clone();
    let later = |day: Day| day.plus(days);
    let at = |moment: Moment| moment.plus_days(days);
    moved.start_on = later(plan.start_on);
    moved.interviews = each(&plan.interviews, |one| one.on = later(one.on));
    let exceptions = plan.availability.exceptions.iter();
    moved.availability.exceptions = exceptions.map(|(day, m)| (later(*day), *m)).collect();
    let mut busy: Table<super::Busy> = plan
        .availability
        .busy
        .iter()
        .map(|busy| super::Busy::clone(busy))
        .collect();
    busy = each(&busy, |one| one.on = later(one.on));
    moved.availability.busy = busy.into();
    moved.items = each(&plan.items, |item| {
        item.done_at = item.done_at.map(at);
        for part in &mut item.parts {
            part.done_on = part.done_on.map(later);
        }
    });
    moved.sessions = each(&plan.sessions, |session| {
        session.on = later(session.on);
        session.ended_at = session.ended_at.map(at);
        if let Some(Why::For { on, .. }) = &mut session.why {
            *on = later(*on);
        }
    });
    moved.reviews = each(&plan.reviews, |review| review.at = at(review.at));
    moved.runs = each(&plan.runs, |run| {
        run.started = at(run.started);
        run.finished = run.finished.map(at);
        run.running_since = None;
    });
    let weeks = plan.weeks.iter();
    moved.weeks = weeks
        .map(|(week, note)| (Week::of(later(week.monday())), note.clone()))
        .collect();
    moved.timer = None;
    // What the schedule was made for names days: it is looked at anew.
    moved.made_for = 0;
    moved
}

/// Takes back what the log holds for today and later.
fn not_yet(plan: &mut Plan, today: Day) {
    plan.sessions = each(&plan.sessions, |session| {
        if session.on >= today && session.outcome != Outcome::Planned {
            session.outcome = Outcome::Planned;
            session.spent = Minutes::ZERO;
            session.ended_at = None;
        }
    });
    plan.reviews.retain(|review| review.at.day() < today);
    plan.runs.retain(|run| run.started.day() < today);
    plan.weeks.retain(|week, _| week.sunday() < today);
    let spent = plan.sessions.iter().filter(|s| s.spent > Minutes::ZERO);
    let studied: BTreeSet<ItemId> = spent.map(|session| session.item.clone()).collect();
    plan.items = each(&plan.items, |item| {
        for part in &mut item.parts {
            part.done_on = part.done_on.filter(|day| *day < today);
        }
        if item.done_at.is_some_and(|at| at.day() >= today) {
            item.done_at = None;
            item.status = Status::InProgress;
        }
        if item.status == Status::InProgress && !studied.contains(&item.id) {
            item.status = Status::ToDo;
            item.rating = None;
            item.notes = Default::default();
        }
    });
}

/// The same table with each row changed.
fn each<T: Row + Clone>(table: &Table<T>, mut change: impl FnMut(&mut T)) -> Table<T> {
    let rows = table.iter().map(|row| {
        let mut row = T::clone(row);
        change(&mut row);
        row
    });
    rows.collect()
}
