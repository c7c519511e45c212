//! The weeks as columns, and which day of a week a card dropped on it is planned for.
//!
//! Not here: what is sent for it (`drops.rs`).

use crate::domain::{Day, Minutes, Plan, PlanIndex, Weekday};
use crate::ui::format;
use crate::ui::theme::Icon;

use super::model::{Badge, Column, Deck, Key, column};

/// The most weeks that get a column.
const MOST_WEEKS: i64 = 104;

/// The weeks from today's until the last interview, then what is not planned and what is done.
pub(super) fn columns(
    plan: &Plan,
    index: &PlanIndex,
    deck: &Deck,
    today: Day,
    first: Weekday,
) -> Vec<Column> {
    let this = today.week_start(first);
    let sessions = deck.last_session();
    let end = plan
        .last_day()
        .into_iter()
        .chain(sessions)
        .max()
        .unwrap_or(today);
    let weeks = (end.week_start(first).since(this) / 7).clamp(0, MOST_WEEKS);
    let mut columns: Vec<Column> = (0..=weeks)
        .map(|n| week(plan, index, this.plus(7 * n), n))
        .collect();
    columns.push(column(
        Key::NotPlanned,
        "Not planned",
        Badge::Icon(Icon::Hourglass),
        "Everything that is open has its date.",
    ));
    columns.push(column(
        Key::Finished,
        "Done",
        Badge::Icon(Icon::CheckCircle),
        "What you finish comes here. Drag a card here, or press D on it.",
    ));
    columns
}

fn week(plan: &Plan, index: &PlanIndex, start: Day, n: i64) -> Column {
    let days = || (0..7).map(|n| start.plus(n));
    let title = match n {
        0 => "This week".to_owned(),
        1 => "Next week".to_owned(),
        _ => span(start),
    };
    let interviews: Vec<String> = plan
        .interviews_in_order()
        .iter()
        .filter(|interview| (0..7).contains(&interview.on.since(start)))
        .map(|interview| format!("{} on {}", interview.name, format::day(interview.on)))
        .collect();
    let icon = if interviews.is_empty() {
        Icon::CalendarRange
    } else {
        Icon::Flag
    };
    let empty = "Nothing planned. Drag a card here to plan it for this week.";
    let mut column = column(Key::Week(start), title, Badge::Icon(icon), empty);
    let load: Minutes = days().map(|day| index.day(day).load).sum();
    let there: Minutes = days().map(|day| plan.availability.minutes(day)).sum();
    column.over = load > there;
    column.bar = Some(match there.0 {
        0 if load == Minutes::ZERO => 0.0,
        0 => 1.0,
        there => (load.0 as f32 / there as f32).min(1.0),
    });
    column.note = format!("{} of {}", format::hours(load), format::hours(there));
    if column.over {
        column.note = format!("{}: too full", column.note);
    }
    column.help = span(start);
    for interview in interviews {
        column.help = format!("{}. {interview}", column.help);
    }
    column
}

/// “7 – 13 Dec”, “28 Dec – 3 Jan”.
fn span(start: Day) -> String {
    let end = start.plus(6);
    let long = |day: Day| day.date().format("%-d %b").to_string();
    if start.ymd().1 == end.ymd().1 {
        return format!("{} – {}", start.date().format("%-d"), long(end));
    }
    format!("{} – {}", long(start), long(end))
}

/// “this week”, “next week”, “the week of 7 Dec”.
pub(super) fn name(start: Day, this: Day) -> String {
    match start.since(this) / 7 {
        0 => "this week".to_owned(),
        1 => "next week".to_owned(),
        _ => format!("the week of {}", start.date().format("%-d %b")),
    }
}

/// The day of a week with the most time left for `minutes`, on or after today; of equal ones the weekday it had
/// before, else the first. Days off come last.
pub(super) fn best_day(
    plan: &Plan,
    index: &PlanIndex,
    start: Day,
    today: Day,
    had: Option<Day>,
) -> Day {
    let free = |day: Day| {
        let there = i64::from(plan.availability.minutes(day).0);
        (there > 0, there - i64::from(index.day(day).load.0))
    };
    let mut best: Option<(Day, (bool, i64))> = None;
    for day in (0..7).map(|n| start.plus(n)).filter(|day| *day >= today) {
        let room = free(day);
        let usual = had.is_some_and(|had| had.weekday() == day.weekday());
        if best.is_none_or(|(_, most)| room > most || (room == most && usual)) {
            best = Some((day, room));
        }
    }
    best.map_or(start.max(today), |(day, _)| day)
}
