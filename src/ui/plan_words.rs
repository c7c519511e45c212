//! The planner's answers in words: what changed, what a new schedule does, what did not fit and what it would cost.
//!
//! Not here: dates, minutes and the reasons of single sessions (`format`).

use std::sync::Arc;

use crate::domain::{
    Cut, CutReason, Day, Depth, Item, ItemId, Minutes, Outcome, Plan, Schedule, Session,
};
use crate::planner::cause::Named;
use crate::planner::cushion::count_left_out;
use crate::planner::verdict::ToKeep;
use crate::planner::{Cause, Change, Group, PlanDiff};
use crate::state::Better;

use super::format;

/// “a”, “a and b”, “a, b and c”.
pub fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// “Because Thu 10 Dec is now a day off.” Empty where nothing changed.
pub fn because(causes: &[Cause], today: Day) -> String {
    // Keeping an item makes it a must, too: that is one thing to whoever did it.
    let kept = |named: &Named| {
        let same = |one: &Cause| matches!(one, Cause::Depth(items, _) if items == named);
        causes.iter().any(same)
    };
    let other = |one: &&Cause| !matches!(one, Cause::Importance(items) if kept(items));
    let causes: Vec<&Cause> = causes.iter().filter(other).collect();
    if causes.is_empty() {
        return String::new();
    }
    let mut parts: Vec<String> = causes.iter().take(2).map(|one| cause(one, today)).collect();
    match causes.len() {
        0..=2 => {}
        3 => parts.extend(causes.get(2).map(|one| cause(one, today))),
        n => parts.push(format!("{} more things changed", n - 2)),
    }
    format!("Because {}.", list(&parts))
}

/// One cause as a clause: “Thu 10 Dec is now a day off”.
pub fn cause(cause: &Cause, today: Day) -> String {
    let day = |on: Day| format::day_of_year(on, today);
    let sessions = |n: usize| format::count(n, "session", "sessions");
    match cause {
        Cause::Missed {
            sessions: 1,
            minutes,
        } => {
            format!("a session was missed ({})", format::minutes(*minutes))
        }
        Cause::Missed {
            sessions: n,
            minutes,
        } => {
            format!(
                "{} were missed ({})",
                sessions(*n),
                format::minutes(*minutes)
            )
        }
        Cause::Days {
            first,
            last,
            count,
            from,
            to,
            off,
            busy,
        } => {
            let words = days(*first, *last, *count, (*from, *to), *off, today);
            match busy.as_deref() {
                Some("") => format!("{words}, as you are busy"),
                Some(title) => format!("{words}, for ‘{title}’"),
                None => words,
            }
        }
        Cause::Week { from, to } => format!(
            "the week now has {} instead of {}",
            format::minutes(*to),
            format::minutes(*from)
        ),
        Cause::InterviewMoved { name, from, to } => {
            format!("{name} is now on {} instead of {}", day(*to), day(*from))
        }
        Cause::InterviewAdded { name, on } => format!("{name} on {} is new", day(*on)),
        Cause::InterviewGone { name } => format!("{name} was taken out"),
        Cause::InterviewChanged { name } => format!("{name} asks for something else now"),
        Cause::Added(items) => format!("{} new", are(items)),
        Cause::Deleted(items) => format!("{} gone", are(items)),
        Cause::Depth(items, Some(depth)) => {
            format!("{} to be studied at {}", are(items), format::depth(*depth))
        }
        Cause::Depth(items, None) => format!("the depth of {} changed", named(items)),
        Cause::Importance(items) => format!("the importance of {} changed", named(items)),
        Cause::Estimate(items) => format!("the estimate of {} changed", named(items)),
        Cause::Status(items) => format!("the status of {} changed", named(items)),
        Cause::Recall(items) => format!("what you recall of {} changed", named(items)),
        Cause::Order => "what builds on what changed".to_owned(),
        Cause::Knowledge { step } => format!("how well you know {step} changed"),
        Cause::Rules => "the rules of planning changed".to_owned(),
        Cause::Overfull { first, count: 1 } => {
            format!("{} has more planned than time", day(*first))
        }
        Cause::Overfull { first, count } => format!(
            "{count} days have more planned than time, {} first",
            day(*first)
        ),
        Cause::Unplanned(items) if items.count == 1 => {
            format!("{} has no place in the plan yet", items.first)
        }
        Cause::Unplanned(items) => format!("{} have no place in the plan yet", named(items)),
        Cause::CutShort(items) if items.count == 1 => {
            format!("{} was cut short and needs more time", items.first)
        }
        Cause::CutShort(items) => format!("{} were cut short and need more time", named(items)),
        Cause::TooLate { sessions: 1 } => {
            "you put a session after the last interview it could help".to_owned()
        }
        Cause::TooLate { sessions: n } => {
            format!("you put {n} sessions after the last interview they could help")
        }
        Cause::ByHand { sessions: 1 } => "you changed a session by hand".to_owned(),
        Cause::ByHand { sessions: n } => format!("you changed {n} sessions by hand"),
    }
}

fn days(
    first: Day,
    last: Day,
    count: usize,
    (from, to): (Minutes, Minutes),
    off: bool,
    today: Day,
) -> String {
    let near = format::day_of_year(first, today);
    if count == 1 {
        return match (off, from) {
            (true, _) => format!("{near} is now a day off"),
            (false, Minutes::ZERO) => format!("{near} now has {}", format::minutes(to)),
            (false, _) if to == Minutes::ZERO => {
                format!(
                    "{near} has no time left instead of {}",
                    format::minutes(from)
                )
            }
            _ => format!(
                "{near} now has {} instead of {}",
                format::minutes(to),
                format::minutes(from)
            ),
        };
    }
    let whole = i64::try_from(count).is_ok_and(|count| last.since(first) + 1 == count);
    let which = if whole {
        format::days(first, last, today)
    } else {
        format!("{count} days from {near} on")
    };
    if off {
        return format!("{which} are now off");
    }
    let (more, by) = if to >= from {
        ("more", to - from)
    } else {
        ("less", from - to)
    };
    format!("{which} have {} {more}", format::minutes(by))
}

/// “Murphy”, “Murphy and 2 more items”.
fn named(items: &Named) -> String {
    match items.count {
        0 | 1 => items.first.clone(),
        2 => format!("{} and 1 more item", items.first),
        n => format!("{} and {} more items", items.first, n - 1),
    }
}

fn are(items: &Named) -> String {
    let verb = if items.count <= 1 { "is" } else { "are" };
    format!("{} {verb}", named(items))
}

/// The heading of a group of changes.
pub fn group(group: Group) -> &'static str {
    match group {
        Group::Missed => "Missed, and where it goes",
        Group::Moved => "Other sessions that move",
        Group::Resized => "Same day, other length",
        Group::Restored => "Fits again",
        Group::Added => "Comes in",
        Group::Removed => "Goes",
        Group::Cut => "Left out",
        Group::Depth => "Other depth",
    }
}

/// “3 missed sessions find a new day, 2 others move.” Everything else is counted where it is listed. Empty where nothing
/// moves.
pub fn moves(diff: &PlanDiff, today: Day) -> String {
    let moved = diff.moved_ahead(today);
    let found = diff.moved() - moved;
    let missed = format::count(
        found,
        "missed session finds a new day",
        "missed sessions find a new day",
    );
    match (found, moved) {
        (0, 0) => String::new(),
        (0, moved) => format!(
            "{}.",
            format::count(moved, "session moves", "sessions move")
        ),
        (_, 0) => format!("{missed}."),
        (_, 1) => format!("{missed}, 1 other moves."),
        (_, moved) => format!("{missed}, {moved} others move."),
    }
}

/// What is lost against the plan in force: “Newly left out: Transformer and Greedy.” Empty where nothing is.
pub fn losses(plan: &Plan, diff: &PlanDiff, today: Day) -> String {
    let cut = diff
        .changes()
        .iter()
        .filter(|one| one.group(today) == Group::Cut)
        .filter(|one| {
            let own = |s: &&Arc<Session>| s.item == *one.item() && s.outcome == Outcome::Planned;
            plan.sessions.iter().any(|s| own(&s))
        });
    let mut titles: Vec<String> = cut
        .map(|one| plan.short_title_of(one.item()).to_owned())
        .collect();
    let count = titles.len();
    if count == 0 {
        return String::new();
    }
    if count > 5 {
        titles.truncate(4);
        titles.push(format!("{} more items", count - 4));
    }
    format!("Newly left out: {}.", list(&titles))
}

/// Whether everything fits with a schedule: “Everything fits.”, “2 items are only at lean so that everything fits.”, “12
/// items are left out so that the rest fits.”
pub fn verdict(schedule: &Schedule) -> String {
    let asked = |cut: &&Arc<Cut>| cut.reason != CutReason::NotAsked;
    let cut = schedule.cuts.iter().filter(asked).count();
    let reduced = usize::try_from(schedule.verdict.reduced).unwrap_or(0);
    if cut > 0 && schedule.sessions.is_empty() {
        return "No time is left for new material: review what you know.".to_owned();
    }
    match not_everything(cut, reduced) {
        Some(words) => words,
        None if schedule.verdict.fits => "Everything fits.".to_owned(),
        None => "Not everything is ready in time.".to_owned(),
    }
}

/// What is left out and reduced in a sentence; `None` where nothing is.
pub fn not_everything(cut: usize, reduced: usize) -> Option<String> {
    let is = |n: usize| if n == 1 { "is" } else { "are" };
    match (cut, reduced) {
        (0, 0) => None,
        (0, n) => Some(format!(
            "{} only at lean, so that everything fits.",
            format::count(n, "item is", "items are")
        )),
        (cut, 0) => Some(format!(
            "{} left out, so that the rest fits.",
            format::count(cut, "item is", "items are")
        )),
        (cut, n) => Some(format!(
            "{} left out and {n} {} only at lean, so that the rest fits.",
            format::count(cut, "item is", "items are"),
            is(n)
        )),
    }
}

/// How many open items are left out ([`count_left_out`]), and how many are kept below core.
pub fn did_not_fit(plan: &Plan) -> (usize, usize) {
    let cut = count_left_out(plan);
    let reduced = plan.items.iter().filter(|item| is_reduced(plan, item));
    (cut, reduced.count())
}

/// A choice between two schedules: “Calm: 3 sessions move, 2 items left out”.
pub fn choice(name: &str, diff: &PlanDiff, schedule: &Schedule) -> String {
    let moves = format::count(diff.moved(), "session moves", "sessions move");
    let asked = |cut: &&Arc<Cut>| cut.reason != CutReason::NotAsked;
    let left = match schedule.cuts.iter().filter(asked).count() {
        0 => "nothing left out".to_owned(),
        n => format!("{} left out", format::count(n, "item", "items")),
    };
    format!("{name}: {moves}, {left}")
}

/// “A better plan was found: 2 more items fit than in the quick one shown first.”
pub fn better(better: Better) -> String {
    let items = match better.items {
        0 => None,
        1 => Some("1 more item fits".to_owned()),
        n => Some(format!("{n} more items fit")),
    };
    let moves = match better.moves {
        0 => None,
        1 => Some("one session fewer moves".to_owned()),
        n => Some(format!("{n} sessions fewer move")),
    };
    let parts: Vec<String> = items.into_iter().chain(moves).collect();
    if parts.is_empty() {
        return "A better plan was found: as much is prepared, on better days.".to_owned();
    }
    format!(
        "A better plan was found: {} than in the quick one shown first.",
        list(&parts)
    )
}

/// “Tue 1 → Fri 4 Dec”, “Sat 28 Nov → today”.
pub fn from_to(from: Day, to: Day, today: Day) -> String {
    let near = |day: Day| (-1..=1).contains(&day.since(today));
    let same_month = from.ymd().0 == to.ymd().0 && from.ymd().1 == to.ymd().1;
    if near(from) || near(to) || !same_month {
        return format!(
            "{} → {}",
            format::day_near(from, today),
            format::day_near(to, today)
        );
    }
    format!(
        "{} → {}",
        from.date().format("%a %-d"),
        format::day_of_year(to, today)
    )
}

/// A change in a few words, to stand beside its item.
pub fn change(change: &Change, today: Day) -> String {
    let day = |on: Day| format::day_near(on, today);
    match change {
        Change::Moved { from, to, .. } => from_to(*from, *to, today),
        Change::Resized { on, from, to, .. } => format!(
            "{}: {} → {}",
            day(*on),
            format::minutes(*from),
            format::minutes(*to)
        ),
        Change::Added { on, minutes, .. } => {
            format!("{}, {}", day(*on), format::minutes(*minutes))
        }
        Change::Removed { on, minutes, .. } => {
            format!("{}, {}", day(*on), format::minutes(*minutes))
        }
        Change::Cut { cut, .. } => match cut.minutes {
            Minutes::ZERO => String::new(),
            minutes => format!("needs {}", format::minutes(minutes)),
        },
        Change::Restored { .. } => String::new(),
        Change::Depth { from, to, .. } => {
            format!("{} → {}", format::depth(*from), format::depth(*to))
        }
    }
}

/// Up to so much is found on one day.
const AN_HOUR: Minutes = Minutes(60);
/// Up to so much is found in half hours on a few days.
const HOURS: Minutes = Minutes(240);
const HALF_HOUR: Minutes = Minutes(30);

/// What it would take to study an item at a depth: “At core it needs 5 h more: add 20 min on all 15 study days, or start
/// on Mon 30 Nov.” What is little is said as little: “find them on any one day”.
pub fn to_keep(depth: Depth, cost: &ToKeep, today: Day) -> String {
    let depth = format::depth(depth);
    if cost.minutes == Minutes::ZERO {
        return format!(
            "At {depth} it would use up time that is kept free: fix that depth and replan."
        );
    }
    let needs = format!("At {depth} it needs {} more", format::minutes(cost.minutes));
    let mut ways = Vec::new();
    let halves = cost.minutes.0.div_ceil(HALF_HOUR.0);
    match cost.days {
        0 => {}
        2.. if cost.minutes <= AN_HOUR => ways.push("find them on any one day".to_owned()),
        days if cost.minutes <= HOURS && halves < days => {
            ways.push(format!(
                "add {} on {halves} days",
                format::minutes(HALF_HOUR)
            ));
        }
        1 => ways.push(format!(
            "add {} on the one study day that is left",
            format::minutes(cost.per_day)
        )),
        n => ways.push(format!(
            "add {} on all {n} study days",
            format::minutes(cost.per_day)
        )),
    }
    if let Some(on) = cost.start_on {
        ways.push(format!("start on {}", format::day_of_year(on, today)));
    }
    match ways.as_slice() {
        [] => format!("{needs}, and no day is left that takes new material."),
        ways => format!("{needs}: {}.", ways.join(", or ")),
    }
}

/// The depth that is worth asking the price of: the one the user fixed, else core, else the first that takes time.
pub fn wanted_depth(plan: &Plan, item: &Item) -> Depth {
    if item.depth_fixed {
        return item.depth;
    }
    let takes_time = |depth: &Depth| plan.effort_at(item, *depth) > Minutes::ZERO;
    [Depth::Core, Depth::Deep, Depth::Lean]
        .into_iter()
        .find(takes_time)
        .unwrap_or(Depth::Core)
}

/// Whether the planner keeps an item below core for lack of time.
pub fn is_reduced(plan: &Plan, item: &Item) -> bool {
    item.status.is_open()
        && !item.depth_fixed
        && item.depth < Depth::Core
        && plan.effort_at(item, Depth::Core) > plan.effort_at(item, item.depth)
        && !plan.cuts.contains(&item.id)
}

/// Why a session goes, in one line.
pub fn why_gone(plan: &Plan, schedule: &Schedule, item: &ItemId) -> String {
    let Some(it) = plan.items.get(item) else {
        return "Its item is gone.".to_owned();
    };
    let depth = schedule.depths.get(item).copied().unwrap_or(it.depth);
    match schedule.cuts.get(item) {
        Some(cut) => left_out(plan, cut),
        None if !it.status.is_open() => {
            format!("{} needs no more study.", it.short_title())
        }
        None if depth < it.depth => format!("At {} it takes less time.", format::depth(depth)),
        None => "The other sessions of it are enough.".to_owned(),
    }
}

/// “It is left out: the time goes to items that are worth more an hour.”
pub fn left_out(plan: &Plan, cut: &Cut) -> String {
    let why = format::cut(plan, cut);
    let mut signs = why.chars();
    let lower: String = match signs.next() {
        Some(first) => first.to_lowercase().chain(signs).collect(),
        None => String::new(),
    };
    format!("It is left out: {lower}")
}

/// The number that an item's step is drawn with, for badges and bars: 1 to 5, else 0.
pub fn step_of(plan: &Plan, item: &Item) -> u8 {
    let number = plan.step_number(item.step.as_ref());
    u8::try_from(number).ok().filter(|n| *n <= 5).unwrap_or(0)
}
