//! The weeks as columns, and which day of a week a card dropped on it is planned for.
//!
//! Not here: what is sent for it (`drops.rs`).

use crate::domain::{Day, Minutes, Plan, PlanIndex, SessionId, SessionKind, Weekday};
use crate::planner::{Break, Breaks, Weight};
use crate::ui::breaks::warnings;
use crate::ui::format;
use crate::ui::theme::Icon;

use super::heads::column;
use super::model::{Badge, Card, Column, Deck, Key};

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

/// Where a card dropped on a week would go.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// The day.
    pub(super) on: Day,
    /// How long, where the session is not there yet.
    pub(super) minutes: Minutes,
    /// Reviews and mocks of the item that move along, so that they come after its study.
    pub(super) follow: Vec<(SessionId, Day)>,
    /// What is broken or strained even so, most serious first.
    pub(super) breaks: Vec<Break>,
}

/// How far ahead a review is put when its study overtakes it, days.
const FOLLOW: i64 = 28;

/// The day of a week, on or after today, on which a session of an item breaks least; of equal ones the one that takes
/// along the fewest reviews, then the one with the most time left, then the weekday it had before, then the first.
pub(super) fn place(
    known: &Breaks,
    card: &Card,
    start: Day,
    today: Day,
    index: &PlanIndex,
) -> Place {
    let plan = known.plan();
    let had = card.facts.next.as_ref().map(|next| next.on.weekday());
    let days = (0..7).map(|n| start.plus(n)).filter(|day| *day >= today);
    let places = days.map(|day| {
        let free = i64::from(plan.availability.minutes(day).0) - i64::from(index.day(day).load.0);
        let place = place_on(known, card, day, free);
        let count = |weight, order| {
            let same = |one: &&Break| one.weight == weight && one.what.is_order() == order;
            place.breaks.iter().filter(same).count()
        };
        let key = (
            count(Weight::Breaks, true),
            count(Weight::Breaks, false),
            count(Weight::Strains, true) + count(Weight::Strains, false),
            place.follow.len(),
            -free,
            had != Some(day.weekday()),
        );
        (key, place)
    });
    let best = places.min_by(|a, b| a.0.cmp(&b.0));
    best.map_or_else(
        || place_on(known, card, start.max(today), 0),
        |(_, place)| place,
    )
}

fn place_on(known: &Breaks, card: &Card, on: Day, free: i64) -> Place {
    let least = known.plan().rules.min_session.max(Minutes(1));
    let left = card.facts.left.max(least);
    let free = Minutes(u32::try_from(free.max(0)).unwrap_or(0));
    let minutes = left.min(free).max(least);
    let lift = || {
        let next = card.facts.next.as_ref();
        let there = next.and_then(|next| known.lift(std::slice::from_ref(&next.session)));
        there.unwrap_or_else(|| known.lift_new(&card.item.id, SessionKind::Study, minutes))
    };
    let lifted = lift();
    let mut follow: Vec<(SessionId, Day)> = Vec::new();
    if let Some(complete) = lifted.complete_on(on) {
        let mut after = complete;
        for session in lifted.overtaken(on) {
            let Some(review) = known.lift(std::slice::from_ref(&session)) else {
                continue;
            };
            let review = review.studied_until(complete);
            let fits = |day: &Day| !warnings(&review.on(*day)).any(|_| true);
            let days = after.plus(1).until(after.plus(1 + FOLLOW));
            if let Some(day) = { days }.find(fits) {
                follow.push((session, day));
                after = day;
            }
        }
    }
    Place {
        on,
        minutes,
        breaks: lift().with_recalls(&follow).on(on),
        follow,
    }
}
