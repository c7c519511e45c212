//! What a drop of several cards does: one hint, one edit, made of what each card's own drop does.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Day, ItemId, Minutes, Status, StepId, Weekday};
use crate::planner::{Break, Weight, What};
use crate::ui::breaks::{self, Line, Mood};
use crate::ui::context::ViewContext;
use crate::ui::format;

use super::BoardView;
use super::drops::{Deed, Drop, Target};
use super::model::{Card, Column, Key, Model};
use super::week;

/// The most cards that are given a day at once.
const MOST_PLANNED: usize = 200;

impl BoardView {
    /// What letting these cards go would do; `lead` is the one under the pointer.
    pub(super) fn drop_of(
        &mut self,
        cx: &ViewContext,
        model: &Model,
        first: Weekday,
        cards: (&Card, &[ItemId]),
        target: Option<Target>,
    ) -> Drop {
        let mut drop = self.drop_together(cx, model, first, cards, target);
        let column =
            target.and_then(|target| Some((target.column, model.columns.get(target.column)?)));
        if let Some((n, column)) = column
            && drop.acts()
        {
            drop.lines.extend(over_limit(model, n, column, cards.1));
        }
        drop
    }

    fn drop_together(
        &mut self,
        cx: &ViewContext,
        model: &Model,
        first: Weekday,
        (lead, items): (&Card, &[ItemId]),
        target: Option<Target>,
    ) -> Drop {
        if items.len() < 2 {
            return self.drop(cx, model, first, lead, target);
        }
        let Some(target) = target else {
            return Drop::nowhere();
        };
        let Some(column) = model.columns.get(target.column) else {
            return Drop::nowhere();
        };
        if let Key::Step(step) = &column.key {
            return to_step(model, items, column, target, step.as_ref());
        }
        let plans = matches!(column.key, Key::Week(_));
        if plans && items.len() > MOST_PLANNED {
            let hint = format!("At most {MOST_PLANNED} cards are planned at once");
            return Drop::nothing(&hint);
        }
        let mut parts: Vec<(ItemId, Drop)> = Vec::new();
        let mut idle = Drop::nothing("Leave them where they are");
        for item in items {
            let Some(card) = model.place(item).and_then(|place| model.at(place)) else {
                continue;
            };
            let drop = self.drop(cx, model, first, card, Some(target));
            if drop.acts() {
                parts.push((item.clone(), drop));
            } else if !matches!(column.key, Key::Status(_) | Key::Finished) {
                idle = drop;
            }
        }
        if parts.is_empty() {
            return idle;
        }
        let stay = items.len() - parts.len();
        let (hint, label) = words(cx, column, first, &parts);
        let hint = match stay {
            0 => hint,
            1 => format!("{hint}; 1 stays as it is"),
            n => format!("{hint}; {n} stay as they are"),
        };
        let found = all_breaks(cx, &parts);
        let lines = if plans {
            breaks::lines(&cx.plan, &found)
        } else {
            Vec::new()
        };
        let deeds = parts.into_iter().map(|(item, drop)| (item, drop.deed));
        let deed = Deed::Several {
            label,
            deeds: deeds.collect(),
        };
        Drop {
            lines,
            breaks: found,
            ..Drop::of(hint, deed)
        }
    }
}

/// A word where more cards would be in a column than the user wants there. It hinders nothing.
fn over_limit(model: &Model, n: usize, column: &Column, items: &[ItemId]) -> Option<Line> {
    let (there, most) = column.limit?;
    let comes = |item: &&ItemId| {
        let place = model.place(item);
        let card = place.and_then(|place| model.at(place));
        card.is_some_and(|card| column.key.counts(card.item.status))
            && place.is_some_and(|(x, _)| x != n)
    };
    let then = there + items.iter().filter(comes).count();
    let over = then > there && then > usize::from(most);
    over.then(|| Line {
        mood: Mood::Warns,
        text: format!("That makes {then} of {most} {}", column.key.counted()),
    })
}

fn to_step(
    model: &Model,
    items: &[ItemId],
    column: &Column,
    target: Target,
    step: Option<&StepId>,
) -> Drop {
    let moved: BTreeSet<&ItemId> = items.iter().collect();
    let now: Vec<&ItemId> = column.cards.iter().map(|card| &card.item.id).collect();
    let mut then: Vec<&ItemId> = now.iter().copied().filter(|i| !moved.contains(i)).collect();
    let before = then.get(target.place).copied().cloned();
    let place = target.place.min(then.len());
    then.splice(place..place, items);
    if then == now {
        return Drop::nothing("Leave them where they are");
    }
    let n = items.len();
    let stays = now.len() == then.len();
    let name = before.as_ref().and_then(|item| {
        let card = model.place(item).and_then(|place| model.at(place))?;
        Some(card.item.short_title().to_owned())
    });
    let title = &column.title;
    let hint = match (stays, name) {
        (true, Some(name)) => format!("Move {n} cards before ‘{name}’"),
        (true, None) => format!("Move {n} cards to the end"),
        (false, Some(name)) => format!("Move {n} cards to {title}, before ‘{name}’"),
        (false, None) => format!("Move {n} cards to {title}, at the end"),
    };
    let label = if stays {
        format!("Moved {n} items")
    } else {
        format!("Moved {n} items to {title}")
    };
    let deeds = items.iter().map(|item| {
        let (step, before) = (step.cloned(), before.clone());
        (item.clone(), Deed::Move { step, before })
    });
    let deed = Deed::Several {
        label,
        deeds: deeds.collect(),
    };
    Drop::of(hint, deed)
}

/// The hint and the label.
fn words(
    cx: &ViewContext,
    column: &Column,
    first: Weekday,
    parts: &[(ItemId, Drop)],
) -> (String, String) {
    let n = parts.len();
    let cards = format::count(n, "card", "cards");
    let items = format::count(n, "item", "items");
    match &column.key {
        Key::Status(Status::Done) | Key::Finished => (
            format!("Mark {cards} as done"),
            format!("Marked {items} as done"),
        ),
        Key::Status(Status::InProgress) => (
            format!("Mark {cards} as in progress"),
            format!("Marked {items} as in progress"),
        ),
        Key::Status(Status::ToDo) => (
            format!("Put {cards} back to do"),
            format!("Put {items} back to do"),
        ),
        Key::Status(Status::Skipped) => (
            format!("Skip {cards}: they count as neither done nor to do"),
            format!("Skipped {items}"),
        ),
        Key::Week(start) => {
            let week = week::name(*start, cx.today().week_start(first));
            let days: BTreeSet<Day> = parts.iter().filter_map(|(_, drop)| drop.day()).collect();
            let days: Vec<String> = days.into_iter().map(format::day).collect();
            let hint = format!("Plan {cards} for {week}: {}, pinned", days.join(", "));
            (hint, format!("Planned {items} for {week}"))
        }
        _ => {
            let gone: usize = parts.iter().map(|(_, drop)| drop.unplans()).sum();
            let back = parts.iter().filter(|(_, drop)| drop.unplans() == 0).count();
            let sessions = format::count(gone, "session", "sessions");
            let hint = match (gone, back) {
                (0, _) => format!("Put {cards} back to do"),
                (_, 0) => {
                    format!("Take {sessions} of {cards} out of the calendar, until you replan")
                }
                (_, back) => format!(
                    "Take {sessions} out of the calendar, and take {} up again",
                    format::count(back, "card", "cards")
                ),
            };
            (hint, format!("Took {items} out of the calendar"))
        }
    }
}

/// What all of them break together: what each breaks, and the days that hold them only one by one.
fn all_breaks(cx: &ViewContext, parts: &[(ItemId, Drop)]) -> Vec<Break> {
    let mut found: BTreeSet<Break> = parts
        .iter()
        .flat_map(|(_, drop)| drop.breaks.iter().cloned())
        .collect();
    let mut more: BTreeMap<Day, i64> = BTreeMap::new();
    for (on, minutes, from) in parts.iter().filter_map(|(_, drop)| drop.load(cx)) {
        *more.entry(on).or_default() += i64::from(minutes.0);
        if let Some(from) = from {
            *more.entry(from).or_default() -= i64::from(minutes.0);
        }
    }
    let full = |one: &Break| matches!(one.what, What::Full { .. });
    if !found.iter().any(full) {
        for (day, minutes) in more {
            let there = cx.plan.availability.minutes(day);
            let over = i64::from(cx.index.day(day).load.0) + minutes - i64::from(there.0);
            if minutes > 0 && over > 0 {
                let over = Minutes(u32::try_from(over).unwrap_or(u32::MAX));
                let weight = Weight::Breaks;
                let what = What::Full { over, there };
                found.insert(Break { weight, what });
            }
        }
    }
    found.into_iter().collect()
}
