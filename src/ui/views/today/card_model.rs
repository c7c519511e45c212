//! A session as its card on Today says it.
//!
//! Not here: which sessions have cards, and what is said around them (`model.rs`).

use std::collections::BTreeSet;

use crate::domain::{
    Clock, Item, ItemId, Minutes, Outcome, PartId, Plan, Session, SessionId, SessionKind,
};
use crate::planner::estimates::{Unit, unit};
use crate::ui::format;
use crate::ui::next_parts::{self, NextParts};
use crate::ui::plan_words::step_of;

/// What has become of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardState {
    /// Still to do.
    Open,
    /// Its timer runs.
    Running,
    /// Done, at this time of day.
    Done(Option<Clock>),
    /// Left out on purpose.
    Skipped,
}

impl CardState {
    /// Whether there is still something to do.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Running)
    }
}

/// One session as its card says it.
#[derive(Clone, Debug, PartialEq)]
pub struct CardModel {
    /// The session.
    pub session: SessionId,
    /// The item's title with the parts that come next.
    pub title: String,
    /// The item's short title, for the names of buttons.
    pub short: String,
    /// The titles of the parts that come next, one a line; empty where the title says them.
    pub parts_help: String,
    /// The parts that come next.
    pub parts: Vec<PartId>,
    /// How those parts are called: “parts 3 and 4”.
    pub parts_words: String,
    /// The number of its step; 0 for resources.
    pub step: u8,
    /// Study, review or mock.
    pub kind: SessionKind,
    /// Why it is here, in one line.
    pub why: String,
    /// Planned.
    pub minutes: Minutes,
    /// Spent so far.
    pub spent: Minutes,
    /// What can be counted of it, and how much was.
    pub unit: Option<Unit>,
    /// See `unit`.
    pub units: u32,
    /// Whether the planner leaves it alone.
    pub pinned: bool,
    /// Whether nobody planned it: it says what took place, and ticks nothing off.
    pub logged: bool,
    /// Whether the item is open still.
    pub item_open: bool,
    /// Whether it is a review that has prompts to ask.
    pub drills: bool,
    /// What has become of it.
    pub state: CardState,
    /// Everything in one sentence, for people who do not see the screen.
    pub name: String,
}

/// Reads one. `asked`: the items that have prompts to ask; `taken`: how many of its parts earlier cards have.
pub(super) fn card(
    plan: &Plan,
    asked: &BTreeSet<&ItemId>,
    item: &Item,
    session: &Session,
    taken: usize,
) -> CardModel {
    let running = plan
        .timer
        .as_ref()
        .is_some_and(|timer| timer.session == session.id);
    let state = match session.outcome {
        _ if running => CardState::Running,
        Outcome::Planned => CardState::Open,
        Outcome::Done => CardState::Done(session.ended_at.map(|at| at.clock())),
        Outcome::Skipped => CardState::Skipped,
    };
    let parts = if session.kind == SessionKind::Study && state.is_open() {
        next_parts::of(plan, item, session.minutes, taken)
    } else {
        NextParts::default()
    };
    let whole = if item.title.chars().count() > 52 {
        item.short_title()
    } else {
        &item.title
    };
    let title = if parts.words.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}: {}", parts.words)
    };
    let why = format::why(plan, session);
    let minutes = format::minutes(session.minutes);
    let became = match state {
        CardState::Open if session.spent > Minutes::ZERO => {
            format!("{} of {minutes}", format::minutes(session.spent))
        }
        CardState::Open => minutes,
        CardState::Running => format!("{minutes}, the timer runs"),
        CardState::Done(Some(at)) => format!("{}, done at {at}", format::minutes(session.spent)),
        CardState::Done(None) => format!("{}, done", format::minutes(session.spent)),
        CardState::Skipped => "skipped".to_owned(),
    };
    let pinned = if session.pinned { ", pinned" } else { "" };
    CardModel {
        session: session.id.clone(),
        name: format!("{title}, {}, {became}{pinned}", session.kind.name()),
        title,
        short: item.short_title().to_owned(),
        parts_help: parts.help,
        parts: parts.ids,
        parts_words: parts.words,
        step: step_of(plan, item),
        kind: session.kind,
        why,
        minutes: session.minutes,
        spent: session.spent,
        unit: (session.kind == SessionKind::Study)
            .then(|| unit(&item.kind))
            .flatten(),
        units: session.units,
        pinned: session.pinned,
        logged: session.logged,
        item_open: item.status.is_open(),
        drills: session.kind == SessionKind::Review && asked.contains(&item.id),
        state,
    }
}
