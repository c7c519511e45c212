//! What it would mean to put a session on another day, in words, before it is done.
//!
//! Not here: the ghost and the highlight (`drag.rs`), the edit itself (`domain/edit.rs`).

use crate::domain::item::Status;
use crate::domain::link::Relation;
use crate::domain::session::{Outcome, Session, SessionKind};
use crate::domain::time::{Day, Minutes};
use crate::domain::{ItemId, Plan, PlanIndex};
use crate::ui::format;

/// What a move would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Landing {
    /// Whether it can be put there at all.
    pub allowed: bool,
    /// “Fri 4 Dec: 1 h 30 of 1 h”.
    pub headline: String,
    /// What would be too much, or break what is known.
    pub warnings: Vec<String>,
    /// What the day would hold.
    pub load: Minutes,
}

/// What it would mean to move a session to a day.
pub fn landing(plan: &Plan, index: &PlanIndex, session: &Session, to: Day, today: Day) -> Landing {
    let capacity = plan.availability.minutes(to);
    let stays = session.on == to;
    let mut load = index.day(to).load;
    if !stays {
        load += session.load();
    }
    let figure = if capacity == Minutes::ZERO {
        format::minutes(load)
    } else {
        format!("{} of {}", format::minutes(load), format::minutes(capacity))
    };
    let mut made = Landing {
        allowed: true,
        headline: format!("{}: {figure}", format::day(to)),
        warnings: Vec::new(),
        load,
    };
    if stays {
        made.headline = format!("{}: stays where it is", format::day(to));
        return made;
    }
    if to < today {
        made.allowed = false;
        made.headline = format!("{} is over: nothing can be planned on it", format::day(to));
        return made;
    }
    made.warnings = [
        time(plan, to, load, capacity),
        interviews(plan, session, to),
        counts(plan, index, session, to),
        order(plan, index, session, to),
    ]
    .concat();
    made
}

fn time(plan: &Plan, to: Day, load: Minutes, capacity: Minutes) -> Vec<String> {
    if plan.availability.is_day_off(to) {
        return vec!["It is a day off".to_owned()];
    }
    if capacity == Minutes::ZERO {
        return vec!["No time is set for that day".to_owned()];
    }
    let over = load.saturating_sub(capacity);
    if over == Minutes::ZERO {
        return Vec::new();
    }
    vec![format!(
        "{} more than there is time for",
        format::minutes(over)
    )]
}

fn interviews(plan: &Plan, session: &Session, to: Day) -> Vec<String> {
    let mut said = Vec::new();
    for interview in plan.interviews_in_order() {
        let name = &interview.name;
        if to == interview.on {
            said.push(format!("It is the day of {name}"));
        } else if session.on < interview.on && to > interview.on {
            said.push(format!("It would come after {name}"));
        }
        let before = interview.on.since(to);
        let buffer = (1..=i64::from(interview.buffer_days)).contains(&before);
        if buffer && session.kind == SessionKind::Study {
            said.push(format!("A buffer day before {name}: nothing new"));
        }
    }
    said
}

fn counts(plan: &Plan, index: &PlanIndex, session: &Session, to: Day) -> Vec<String> {
    let same = |kind: SessionKind| {
        let there = index.day(to).sessions.iter();
        let there = there.filter_map(|id| plan.sessions.get(id));
        there
            .filter(|s| s.kind == kind && s.outcome != Outcome::Skipped)
            .count()
            + 1
    };
    let (count, most, words) = match session.kind {
        SessionKind::Study => (
            same(SessionKind::Study),
            plan.rules.max_items,
            "study sessions",
        ),
        SessionKind::Review => (same(SessionKind::Review), plan.rules.max_reviews, "reviews"),
        SessionKind::Mock => return Vec::new(),
    };
    if count <= usize::from(most) {
        return Vec::new();
    }
    vec![format!("{count} {words} on a day; you set at most {most}")]
}

/// Study sessions of an item that are still to come.
fn study_ahead<'a>(
    plan: &'a Plan,
    index: &'a PlanIndex,
    item: &ItemId,
) -> impl Iterator<Item = Day> + 'a {
    let sessions = index.item(item).sessions.iter();
    sessions
        .filter_map(|id| plan.sessions.get(id))
        .filter(|s| s.kind == SessionKind::Study && s.outcome == Outcome::Planned)
        .map(|s| s.on)
}

fn is_open(plan: &Plan, item: &ItemId) -> bool {
    plan.items.get(item).is_some_and(|i| i.status.is_open())
}

fn order(plan: &Plan, index: &PlanIndex, session: &Session, to: Day) -> Vec<String> {
    let mut said = Vec::new();
    if session.kind != SessionKind::Study {
        let last = study_ahead(plan, index, &session.item).max();
        if let Some(last) = last.filter(|last| *last > to) {
            said.push(format!(
                "It would come before it is studied ({})",
                format::day(last)
            ));
        }
        return said;
    }
    for near in index.links(&session.item) {
        if near.relation != Relation::BuildsOn || !is_open(plan, &near.item) {
            continue;
        }
        let title = plan.short_title_of(&near.item);
        if near.forward {
            let last = study_ahead(plan, index, &near.item).max();
            if let Some(last) = last.filter(|last| *last > to) {
                said.push(format!(
                    "It builds on {title}, which comes later ({})",
                    format::day(last)
                ));
            }
        } else {
            let first = study_ahead(plan, index, &near.item).min();
            if let Some(first) = first.filter(|first| *first < to) {
                said.push(format!(
                    "{title} builds on it and comes earlier ({})",
                    format::day(first)
                ));
            }
        }
    }
    said.extend(in_list(plan, index, session, to));
    // More than a few would hide the day.
    said.truncate(3);
    said
}

/// Items of one ordered list are studied in their order.
fn in_list(plan: &Plan, index: &PlanIndex, session: &Session, to: Day) -> Option<String> {
    let item = plan.items.get(&session.item)?;
    if item.sequence.is_empty() || item.status == Status::Done {
        return None;
    }
    let others = plan.items.iter().filter(|other| {
        other.sequence == item.sequence && other.id != item.id && other.status.is_open()
    });
    for other in others {
        let before = other.order < item.order;
        let clash = if before {
            study_ahead(plan, index, &other.id)
                .max()
                .filter(|day| *day > to)
        } else {
            study_ahead(plan, index, &other.id)
                .min()
                .filter(|day| *day < to)
        };
        if let Some(day) = clash {
            let (title, day) = (other.short_title(), format::day(day));
            return Some(if before {
                format!("{title} comes first in its list ({day})")
            } else {
                format!("{title} comes after it in its list ({day})")
            });
        }
    }
    None
}
