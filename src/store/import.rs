//! The one place that turns what came in into what it would make of a plan. The preview and the command line both ask
//! here; nothing is applied.
//!
//! Not here: reading the formats (`formats/`), how two plans become one (`domain::merge`).

use crate::domain::merge::{self, Offer, take_busy, take_list, take_path, take_plan};
use crate::domain::{Day, Edit, Outcome, Path, Plan};

use super::formats::ics::{self, Reading, Zone};
use super::formats::{Incoming, csv, markdown};

/// A calendar is read so many days past the last interview.
const PAST_THE_LAST_DAY: i64 = 28;

/// How a file is meant, where it leaves that open.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// The study day it is read on: ticks without a date are of it, calendars are read from it on.
    pub today: Day,
    /// The user's time zone, for calendars.
    pub zone: Zone,
    /// A Markdown list: other than it guesses.
    pub markdown: Option<markdown::Options>,
    /// A table: other than it guesses.
    pub columns: Option<csv::Columns>,
}

impl Choices {
    /// As the file itself suggests.
    pub fn usual(today: Day, zone: Zone) -> Self {
        Self {
            today,
            zone,
            markdown: None,
            columns: None,
        }
    }
}

/// What an import would make of a plan.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The plan after it, and what differs.
    pub offer: Offer,
    /// Sentences for the user: what was left out, what is odd, which rows are wrong.
    pub notes: Vec<String>,
    /// What a list calls itself; for a plan of its own.
    pub name: String,
}

/// What the file would make of the plan. `name` is the file's name: calendars are known by it.
pub fn propose(mine: &Plan, incoming: &Incoming, name: &str, choices: &Choices) -> Proposal {
    let mut called = String::new();
    // Only our own files have ids that name an item for ever.
    let mut of_path = |path: &Path, own: bool| {
        called.clone_from(&path.name);
        if own {
            take_path(mine, path)
        } else {
            take_list(mine, path)
        }
    };
    let (offer, notes) = match incoming {
        Incoming::Plan(loaded) => {
            let mut notes = loaded.notes.clone();
            // A newer version's plan may be taken from; it is not overwritten.
            notes.extend(loaded.read_only.iter().map(|reason| format!("{reason}.")));
            (take_plan(mine, &loaded.plan), notes)
        }
        Incoming::Path(loaded) => (of_path(&loaded.path, true), loaded.notes.clone()),
        Incoming::Markdown(outline) => {
            let mut options = choices
                .markdown
                .clone()
                .unwrap_or_else(|| outline.guess.clone());
            options.ticked_on = options.ticked_on.or(Some(choices.today));
            let path = outline.path(&options);
            let mut notes = outline.notes.clone();
            notes.extend(empty(&path));
            (of_path(&path, outline.is_own()), notes)
        }
        Incoming::Table(sheet) => {
            let mut columns = choices
                .columns
                .clone()
                .unwrap_or_else(|| sheet.guess.clone());
            columns.ticked_on = columns.ticked_on.or(Some(choices.today));
            let (path, problems) = sheet.take(&columns);
            let mut notes = sheet.notes.clone();
            notes.extend(problems.iter().map(|problem| format!("{problem}.")));
            notes.extend(empty(&path));
            (of_path(&path, sheet.own), notes)
        }
        Incoming::Calendar(source) => {
            let calendar = source.calendar(&reading(mine, choices));
            (of_calendar(mine, &calendar, name), calendar.notes)
        }
    };
    Proposal {
        offer,
        notes,
        name: called,
    }
}

/// The days of a calendar that are of use: from today to some weeks past the last interview.
fn reading(mine: &Plan, choices: &Choices) -> Reading {
    let last = mine.last_day().unwrap_or(choices.today).max(choices.today);
    Reading {
        zone: choices.zone,
        from: choices.today,
        to: last.plus(PAST_THE_LAST_DAY),
        plan: Some(mine.id.clone()),
    }
}

/// What the events of a calendar take from the plan's days, and where sessions that were moved in it go.
fn of_calendar(mine: &Plan, calendar: &ics::Calendar, name: &str) -> Offer {
    let mut offer = take_busy(mine, name, &calendar.busy);
    let moves: Vec<Edit> = calendar
        .own
        .iter()
        .filter_map(|own| moved(mine, own))
        .collect();
    if moves.is_empty() {
        return offer;
    }
    for edit in moves {
        if let Ok(next) = offer.after.apply(&edit) {
            offer.after = next;
        }
    }
    let same = offer.changes.same;
    offer.changes = merge::changes(mine, &offer.after);
    offer.changes.same = same;
    merge::by_series(mine, offer)
}

/// The move of a session that the user dragged to another day in their calendar.
fn moved(plan: &Plan, own: &ics::OwnEvent) -> Option<Edit> {
    let session = plan.sessions.get(&own.session)?;
    let open = session.outcome == Outcome::Planned;
    let moved = own.moved().unwrap_or(false) && own.on != session.on;
    (open && moved).then(|| Edit::MoveSession {
        session: own.session.clone(),
        on: own.on,
    })
}

fn empty(path: &Path) -> Option<String> {
    path.items
        .is_empty()
        .then(|| "There are no items in it.".to_owned())
}
