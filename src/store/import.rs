//! The one place that turns what came in into what it would make of a plan. The preview and the command line both ask
//! here; nothing is applied.
//!
//! Not here: reading the formats (`formats/`), how two plans become one (`domain::merge`).

use crate::domain::merge::{Offer, take_busy, take_path, take_plan};
use crate::domain::{Day, Path, Plan};

use super::formats::ics::{self, Reading, Zone};
use super::formats::{Incoming, csv, markdown};

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
}

/// What the file would make of the plan. `name` is the file's name: calendars are known by it.
pub fn propose(mine: &Plan, incoming: &Incoming, name: &str, choices: &Choices) -> Proposal {
    let (offer, notes) = match incoming {
        Incoming::Plan(loaded) => {
            let mut notes = loaded.notes.clone();
            // A newer version's plan may be taken from; it is not overwritten.
            notes.extend(loaded.read_only.iter().map(|reason| format!("{reason}.")));
            (take_plan(mine, &loaded.plan), notes)
        }
        Incoming::Path(loaded) => (take_path(mine, &loaded.path), loaded.notes.clone()),
        Incoming::Markdown(outline) => {
            let mut options = choices
                .markdown
                .clone()
                .unwrap_or_else(|| outline.guess.clone());
            options.ticked_on = options.ticked_on.or(Some(choices.today));
            let path = outline.path(&options);
            let mut notes = outline.notes.clone();
            notes.extend(empty(&path));
            (take_path(mine, &path), notes)
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
            (take_path(mine, &path), notes)
        }
        Incoming::Calendar(source) => {
            let reading = Reading {
                zone: choices.zone,
                from: choices.today,
                to: choices.today.plus(ics::read::MAX_DAYS),
                plan: Some(mine.id.clone()),
            };
            let calendar = source.calendar(&reading);
            (take_busy(mine, name, &calendar.busy), calendar.notes)
        }
    };
    Proposal { offer, notes }
}

fn empty(path: &Path) -> Option<String> {
    path.items
        .is_empty()
        .then(|| "There are no items in it.".to_owned())
}
