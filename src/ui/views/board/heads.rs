//! The columns of the board without their cards, and the words and figures of their heads.
//!
//! Not here: weeks (`week.rs`) and interviews (`interview.rs`), the cards (`model.rs`).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Minutes, Plan, Status, StepId};
use crate::ui::format;
use crate::ui::theme::Icon;

use super::filter::Filter;
use super::model::{Badge, Card, Column, Deck, Key};

/// What a column's cards add up to, whether they pass the filter or not.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) count: usize,
    done: usize,
    skipped: usize,
    begun: usize,
    left: Minutes,
    whole: Minutes,
    spent: Minutes,
}

impl Tally {
    pub(super) fn add(&mut self, card: &Card) {
        self.count += 1;
        self.spent += card.facts.spent;
        match card.item.status {
            Status::Skipped => {
                self.skipped += 1;
                return;
            }
            Status::Done => self.done += 1,
            Status::InProgress => self.begun += 1,
            Status::ToDo => {}
        }
        // What the schedule leaves out is not to be done: it must not weigh on anybody.
        if card.facts.cut.is_none() {
            self.left += card.facts.left;
            self.whole += card.facts.whole;
        }
    }
}

/// A column without its cards.
pub(super) fn column(key: Key, title: impl Into<String>, badge: Badge, empty: &str) -> Column {
    Column {
        key,
        title: title.into(),
        badge,
        count: String::new(),
        limit: None,
        bar: None,
        over: false,
        note: String::new(),
        help: String::new(),
        name: String::new(),
        empty: empty.to_owned(),
        cards: Vec::new(),
    }
}

pub(super) fn step_columns(plan: &Plan, deck: &Deck, filter: &Filter) -> Vec<Column> {
    let shown = |step: Option<&StepId>| {
        filter.steps.is_empty() || filter.steps.iter().any(|chosen| chosen.as_ref() == step)
    };
    let mut columns: Vec<Column> = plan
        .steps_in_order()
        .into_iter()
        .filter(|step| shown(Some(&step.id)))
        .map(|step| {
            let badge = Badge::Step(u8::try_from(step.order).unwrap_or(u8::MAX));
            let key = Key::Step(Some(step.id.clone()));
            let empty = "Nothing here yet. Drag a card here, or add an item.";
            let mut column = column(key, step.short_title(), badge, empty);
            column.help = if step.purpose.is_empty() {
                step.title.clone()
            } else {
                format!("{}: {}", step.title, step.purpose)
            };
            column
        })
        .collect();
    let loose = |card: &Arc<Card>| card.item.step.is_none() && filter.has_step(&card.item);
    if filter.steps.contains(&None) || deck.cards().iter().rev().any(loose) {
        let mut rest = column(
            Key::Step(None),
            "Resources",
            Badge::Step(0),
            "Supporting material without a step. Drag a card here to take it out of its step.",
        );
        "Supporting material, and items that belong to no step".clone_into(&mut rest.help);
        columns.push(rest);
    }
    columns
}

pub(super) fn status_columns() -> Vec<Column> {
    let describe = |status| match status {
        Status::ToDo => (
            Icon::Circle,
            "Everything is begun. Drag a card here to put it back.",
        ),
        Status::InProgress => (
            Icon::CircleDot,
            "Nothing is begun. Start a session, or drag a card here.",
        ),
        Status::Done => (
            Icon::CheckCircle,
            "What you finish comes here. Drag a card here, or press D on it.",
        ),
        Status::Skipped => (
            Icon::CircleOff,
            "What you leave out on purpose comes here. Drag a card here, or press X on it.",
        ),
    };
    Status::ALL
        .into_iter()
        .map(|status| {
            let (icon, empty) = describe(status);
            let title = format::status(status);
            column(Key::Status(status), title, Badge::Icon(icon), empty)
        })
        .collect()
}

/// Words and figures of a column's head.
pub(super) fn finish(column: &mut Column, tally: &Tally, everything: usize) {
    let items = format::count(tally.count, "item", "items");
    match &column.key {
        Key::Step(_) | Key::Interview(_) | Key::NotAsked => {
            let all = tally.count - tally.skipped;
            column.count = match tally.count {
                0 => "0".to_owned(),
                _ => format!("{}/{all}", tally.done),
            };
            column.bar = Some(done_share(tally));
            column.note = if tally.left > Minutes::ZERO {
                format!("{} left", format::hours(tally.left))
            } else if tally.done == all {
                "all done".to_owned()
            } else {
                "left out".to_owned()
            };
            if tally.count == 0 {
                column.note.clear();
            }
            column.name = format!("{}, {items}, {} done", column.title, tally.done);
        }
        Key::Status(status) => {
            column.count = tally.count.to_string();
            column.bar = Some(share(tally.count, everything));
            column.note = match status {
                Status::ToDo | Status::InProgress => {
                    format!("{} left", format::hours(tally.left))
                }
                Status::Done => format!("{} spent", format::hours(tally.spent)),
                Status::Skipped => String::new(),
            };
            column.name = format!("{}, {items}", column.title);
        }
        Key::Week(_) => {
            column.count = tally.count.to_string();
            column.name = format!("{}, {items}", column.title);
        }
        Key::NotPlanned => {
            column.count = tally.count.to_string();
            column.note = format!("{} to plan", format::hours(tally.left));
            column.name = format!("{}, {items}", column.title);
        }
        Key::Finished => {
            column.count = tally.count.to_string();
            column.bar = Some(share(tally.count, everything));
            column.note = format!("{} spent", format::hours(tally.spent));
            column.name = format!("{}, {items}", column.title);
        }
    }
    if !column.note.is_empty() {
        column.name = format!("{}, {}", column.name, column.note);
    }
}

/// What the head says of the limit.
pub(super) fn limit(column: &mut Column, tally: &Tally, limits: &BTreeMap<String, u8>) {
    let Some(&most) = limits.get(&column.key.id(false)) else {
        return;
    };
    let count = match column.key {
        Key::Step(_) => tally.begun,
        _ => tally.count,
    };
    column.limit = Some((count, most));
    let counted = column.key.counted();
    column.name = format!("{}, {count} of at most {most} {counted}", column.name);
    if count > usize::from(most) {
        "Finish one before the next".clone_into(&mut column.note);
        if !matches!(column.key, Key::Step(_) | Key::Status(Status::InProgress)) {
            "More than you wanted here".clone_into(&mut column.note);
        }
        column.bar = None;
        column.over = true;
        column.name = format!("{}: {}", column.name, column.note.to_lowercase());
    }
}

fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 {
        return 0.0;
    }
    part as f32 / whole as f32
}

fn done_share(tally: &Tally) -> f32 {
    if tally.whole == Minutes::ZERO {
        return share(tally.done, tally.count - tally.skipped);
    }
    let whole = tally.whole.max(tally.left).0 as f32;
    (1.0 - tally.left.0 as f32 / whole).clamp(0.0, 1.0)
}
