//! What a drop does: the words that say it before the card is let go, and the one edit that is sent for it. The keys
//! that move a card use the same.
//!
//! Not here: the drag itself (`drag.rs`).

use std::sync::Arc;

use crate::domain::{Day, Edit, ItemId, Minutes, Session, SessionId, SessionKind, Status, StepId};
use crate::planner::Break;
use crate::ui::breaks::{self, Line, Mood};
use crate::ui::context::ViewContext;
use crate::ui::format;

use super::model::{Card, Key, Model, Projection};
use super::week::{self, Place};

/// Where a card would land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The column.
    pub(super) column: usize,
    /// Its place among the other cards of the column.
    pub(super) place: usize,
}

/// What is done about it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    Nothing,
    Move {
        step: Option<StepId>,
        before: Option<ItemId>,
    },
    Status(Status),
    Plan {
        on: Day,
        session: Option<SessionId>,
        minutes: Minutes,
        reopen: bool,
        follow: Vec<(SessionId, Day)>,
    },
    Unplan(Vec<SessionId>),
    /// One for each of several cards, as one edit.
    Several {
        label: String,
        deeds: Vec<(ItemId, Deed)>,
    },
}

/// What a drop does.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drop {
    /// In words: “Move to Papers, before ‘GPT-2’”.
    pub(super) hint: String,
    /// What it breaks, and what moves along.
    pub(super) lines: Vec<Line>,
    /// What it breaks.
    pub(super) breaks: Vec<Break>,
    /// What is done.
    pub(super) deed: Deed,
}

impl Drop {
    pub(super) fn of(hint: String, deed: Deed) -> Self {
        Self {
            hint,
            lines: Vec::new(),
            breaks: Vec::new(),
            deed,
        }
    }

    pub(super) fn nothing(hint: &str) -> Self {
        Self::of(hint.to_owned(), Deed::Nothing)
    }

    /// Nothing is under the pointer that could take a card.
    pub(super) fn nowhere() -> Self {
        Self::nothing("Let go over a column to move it")
    }

    /// Whether anything would change.
    pub(super) fn acts(&self) -> bool {
        self.deed != Deed::Nothing
    }

    /// The edit that does it; none where nothing would change.
    pub(super) fn edit(&self, cx: &ViewContext, item: &ItemId) -> Option<Edit> {
        edit_of(self.deed.clone(), cx, item)
    }

    /// The day that it plans the card for.
    pub(super) fn day(&self) -> Option<Day> {
        match &self.deed {
            Deed::Plan { on, .. } => Some(*on),
            _ => None,
        }
    }

    /// The day that it plans the card for, for how long, and the day that it leaves.
    pub(super) fn load(&self, cx: &ViewContext) -> Option<(Day, Minutes, Option<Day>)> {
        let Deed::Plan {
            on,
            session,
            minutes,
            ..
        } = &self.deed
        else {
            return None;
        };
        let there = session.as_ref().and_then(|id| cx.plan.sessions.get(id));
        let length = there.map_or(*minutes, |session| session.minutes);
        Some((*on, length, there.map(|session| session.on)))
    }

    /// How many sessions it takes out of the calendar.
    pub(super) fn unplans(&self) -> usize {
        match &self.deed {
            Deed::Unplan(sessions) => sessions.len(),
            _ => 0,
        }
    }
}

fn edit_of(deed: Deed, cx: &ViewContext, item: &ItemId) -> Option<Edit> {
    let at = cx.now.moment;
    let item = item.clone();
    let title = cx.plan.short_title_of(&item).to_owned();
    Some(match deed {
        Deed::Nothing => return None,
        Deed::Several { label, deeds } => {
            let edits = deeds.into_iter();
            let edits = edits.filter_map(|(item, deed)| edit_of(deed, cx, &item));
            Edit::Several {
                label,
                edits: edits.collect(),
            }
        }
        Deed::Move { step, before } => Edit::MoveItem { item, step, before },
        Deed::Status(status) => Edit::SetStatus { item, status, at },
        Deed::Plan {
            on,
            session,
            minutes,
            reopen,
            follow,
        } => {
            let plan = match session {
                Some(session) => Edit::MoveSession { session, on },
                None => {
                    let id = cx.fresh_id(item.as_str());
                    let kind = SessionKind::Study;
                    Edit::AddSession(Session::new(id, item.clone(), kind, on, minutes))
                }
            };
            if !reopen && follow.is_empty() {
                return Some(plan);
            }
            let mut label = plan.label(&cx.plan);
            let mut edits = vec![plan];
            if reopen {
                let status = reopened(cx, &item);
                label = format!("Planned ‘{title}’ again on {}", format::day(on));
                edits.insert(0, Edit::SetStatus { item, status, at });
            }
            if let Some(words) = following(cx, &follow) {
                label = format!("{label}, {words}");
            }
            for (session, on) in follow {
                // The planner may move it again: the user did not choose its day.
                let free = Edit::PinSession {
                    session: session.clone(),
                    pinned: false,
                };
                edits.extend([Edit::MoveSession { session, on }, free]);
            }
            Edit::Several { label, edits }
        }
        Deed::Unplan(mut sessions) => match (sessions.len(), sessions.pop()) {
            (1, Some(only)) => Edit::DeleteSession(only),
            (_, last) => Edit::Several {
                label: format!("Took ‘{title}’ out of the calendar"),
                edits: sessions
                    .into_iter()
                    .chain(last)
                    .map(Edit::DeleteSession)
                    .collect(),
            },
        },
    })
}

/// What moves along: “its review to Fri 11 Dec”.
fn following(cx: &ViewContext, follow: &[(SessionId, Day)]) -> Option<String> {
    let (session, on) = follow.first()?;
    let kind = cx.plan.sessions.get(session)?.kind.name();
    Some(match follow.len() {
        1 => format!("its {kind} to {}", format::day(*on)),
        n => format!("its {n} reviews after it"),
    })
}

/// The status of an item that is taken up again.
fn reopened(cx: &ViewContext, item: &ItemId) -> Status {
    if cx.index.item(item).studied > Minutes::ZERO {
        Status::InProgress
    } else {
        Status::ToDo
    }
}

/// What dropping a card at a target would do.
pub(super) fn at(
    cx: &ViewContext,
    place: impl FnOnce(Day) -> Arc<Place>,
    model: &Model,
    projection: Projection,
    first: crate::domain::Weekday,
    card: &Card,
    target: Target,
) -> Drop {
    let Some(column) = model.columns.get(target.column) else {
        return Drop::nowhere();
    };
    match &column.key {
        Key::Step(step) => step_drop(model, card, target, step.as_ref(), &column.title),
        Key::Status(status) => status_drop(card, *status),
        Key::Finished => status_drop(card, Status::Done),
        Key::Week(start) => {
            let here = projection == Projection::Week
                && model.place(&card.item.id).map(|(x, _)| x) == Some(target.column);
            if here {
                return Drop::nothing("It is planned for this week already");
            }
            week_drop(cx, &place(*start), card, *start, first)
        }
        Key::NotPlanned => unplan(cx, card),
        Key::Interview(_) | Key::NotAsked => {
            let here = model.place(&card.item.id).map(|(x, _)| x) == Some(target.column);
            if here {
                return Drop::nothing("Leave it where it is");
            }
            Drop::nothing(
                "It stays: interviews ask for whole steps. Set what they ask in the settings",
            )
        }
    }
}

fn step_drop(
    model: &Model,
    card: &Card,
    target: Target,
    step: Option<&StepId>,
    title: &str,
) -> Drop {
    let Some(column) = model.columns.get(target.column) else {
        return Drop::nowhere();
    };
    let mut others = column.cards.iter().filter(|c| c.item.id != card.item.id);
    let before = others.nth(target.place);
    let stays = card.item.step.as_ref() == step;
    if stays && model.place(&card.item.id) == Some((target.column, target.place)) {
        return Drop::nothing("Leave it where it is");
    }
    let place = match before {
        Some(before) => format!("before ‘{}’", before.item.short_title()),
        None => "to the end".to_owned(),
    };
    let hint = match (stays, before) {
        (true, _) => format!("Move {place}"),
        (false, Some(_)) => format!("Move to {title}, {place}"),
        (false, None) => format!("Move to {title}, at the end"),
    };
    let deed = Deed::Move {
        step: step.cloned(),
        before: before.map(|card| card.item.id.clone()),
    };
    Drop::of(hint, deed)
}

fn status_drop(card: &Card, status: Status) -> Drop {
    if card.item.status == status {
        return Drop::nothing("Leave it where it is");
    }
    let hint = match status {
        Status::ToDo => "Put back to do",
        Status::InProgress => "Mark as in progress",
        Status::Done => "Mark as done",
        Status::Skipped => "Skip it: it counts as neither done nor to do",
    };
    Drop::of(hint.to_owned(), Deed::Status(status))
}

fn week_drop(
    cx: &ViewContext,
    place: &Place,
    card: &Card,
    start: Day,
    first: crate::domain::Weekday,
) -> Drop {
    let today = cx.today();
    let name = week::name(start, today.week_start(first));
    let reopen = !card.item.status.is_open();
    let session = card.facts.next.as_ref().map(|next| next.session.clone());
    let day = format::day(place.on);
    let mut hint = format!("Plan for {name}: {day}, pinned");
    if reopen {
        hint = format!("Take it up again and plan it for {name}: {day}, pinned");
    }
    if session.is_none() {
        hint = format!("{hint}, {}", format::minutes(place.minutes));
    }
    let mut lines = breaks::lines(&cx.plan, &place.breaks);
    if let Some(words) = following(cx, &place.follow) {
        lines.push(Line {
            mood: Mood::Notes,
            text: format!("Moves {words}"),
        });
    }
    Drop {
        lines,
        breaks: place.breaks.clone(),
        ..Drop::of(
            hint,
            Deed::Plan {
                on: place.on,
                session,
                minutes: place.minutes,
                reopen,
                follow: place.follow.clone(),
            },
        )
    }
}

fn unplan(cx: &ViewContext, card: &Card) -> Drop {
    if !card.item.status.is_open() {
        if card.item.status == Status::Skipped {
            return Drop::nothing("Leave it where it is");
        }
        let status = reopened(cx, &card.item.id);
        return status_drop(card, status);
    }
    let today = cx.today();
    let ahead: Vec<SessionId> = cx
        .index
        .item(&card.item.id)
        .sessions
        .iter()
        .filter(|id| cx.plan.sessions.get(id).is_some_and(|s| s.is_ahead(today)))
        .cloned()
        .collect();
    if ahead.is_empty() {
        return Drop::nothing("It has no date to take away");
    }
    let count = format::count(ahead.len(), "session", "sessions");
    let hint = format!("Take its {count} out of the calendar, until you replan");
    Drop::of(hint, Deed::Unplan(ahead))
}
