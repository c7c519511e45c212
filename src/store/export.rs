//! The one place that turns a plan into the bytes of an export. The dialog and the command line both ask here.
//!
//! Not here: the formats themselves (`formats/`), where the bytes go (`exchange.rs`).

use std::collections::BTreeMap;

use crate::domain::time::{Day, Minutes, Stamp};
use crate::domain::{InterviewId, Plan, Week};

use super::exchange::ExportError;
use super::{format, formats};

/// What an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// The whole plan, as Cairn reads it.
    Plan,
    /// Steps, items and links, without anybody's progress.
    Path,
    /// The plan as a template: without notes, log, dates and names.
    Template,
    /// Sessions and interviews for a calendar program.
    Calendar,
    /// A checklist with links and notes.
    Markdown,
    /// The sessions as a table.
    SessionTable,
    /// The items as a table.
    ItemTable,
    /// The write-ups of design sessions, with their rubrics.
    DesignMarkdown,
    /// Design sessions as a table, stage by stage.
    DesignTable,
    /// Answers from memory as a table.
    AnswerTable,
    /// A page that prints well.
    Report,
    /// Looking back on a week, in Markdown.
    WeekMarkdown,
    /// Looking back on a week, as a page that prints well.
    WeekPage,
    /// The board as a picture.
    BoardPicture,
    /// The calendar as a picture.
    CalendarPicture,
}

impl What {
    /// All of them, in the order that they are offered.
    pub const ALL: [Self; 15] = [
        Self::Plan,
        Self::Path,
        Self::Template,
        Self::Calendar,
        Self::Markdown,
        Self::SessionTable,
        Self::ItemTable,
        Self::DesignMarkdown,
        Self::DesignTable,
        Self::AnswerTable,
        Self::Report,
        Self::WeekMarkdown,
        Self::WeekPage,
        Self::BoardPicture,
        Self::CalendarPicture,
    ];

    /// How its files end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Plan | Self::Path | Self::Template => "ron",
            Self::Calendar => "ics",
            Self::Markdown | Self::DesignMarkdown | Self::WeekMarkdown => "md",
            Self::SessionTable | Self::ItemTable | Self::DesignTable | Self::AnswerTable => "csv",
            Self::Report | Self::WeekPage => "html",
            Self::BoardPicture | Self::CalendarPicture => "png",
        }
    }

    /// What is put behind the plan's name for the name of the file; may be empty. A look back names its week as calendars do:
    /// “-week-2026-w48”.
    pub fn suffix(self, week: Week) -> String {
        let fixed = match self {
            Self::Plan => "-copy",
            Self::Path => "-path",
            Self::Template => "-template",
            Self::SessionTable => "-sessions",
            Self::ItemTable => "-items",
            Self::DesignMarkdown | Self::DesignTable => "-design-sessions",
            Self::AnswerTable => "-answers",
            Self::BoardPicture => "-board",
            Self::CalendarPicture => "-calendar",
            Self::WeekMarkdown | Self::WeekPage => {
                return format!("-week-{}", week.monday().date().format("%G-w%V"));
            }
            Self::Calendar | Self::Markdown | Self::Report => "",
        };
        fixed.to_owned()
    }
}

/// How an export is made; each format takes from it what concerns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The study day it is made on.
    pub today: Day,
    /// The instant it is made at.
    pub at: Stamp,
    /// Calendar: a reminder so long before each session; none without.
    pub alarm: Option<Minutes>,
    /// Calendar: also what is done already.
    pub done: bool,
    /// Report, checklist and write-ups: with the notes.
    pub notes: bool,
    /// Pictures: light on dark.
    pub dark: bool,
    /// Looking back: on which week; without one, on the one that is looked back on today.
    pub week: Option<Week>,
    /// Report: how ready the plan makes the user for each interview, in per mille, as the planner has it. The store does
    /// not ask the planner: whoever exports does.
    pub ready: BTreeMap<InterviewId, u16>,
}

impl Options {
    /// What is usual: no reminders, only what lies ahead, with notes, light.
    pub fn usual(today: Day, at: Stamp) -> Self {
        Self {
            today,
            at,
            alarm: None,
            done: false,
            notes: true,
            dark: false,
            week: None,
            ready: BTreeMap::new(),
        }
    }
}

/// The bytes of an export.
///
/// # Errors
/// Where the plan holds what the format cannot.
pub fn bytes(plan: &Plan, what: What, options: &Options) -> Result<Vec<u8>, ExportError> {
    match what {
        What::Plan => Ok(format::write_plan_checked(plan)?.into_bytes()),
        What::Path => {
            let path = formats::shared::path(plan);
            Ok(format::write_path(&path)?.into_bytes())
        }
        What::Template => {
            let template = formats::shared::template(plan, options.today, options.at);
            Ok(format::write_plan_checked(&template)?.into_bytes())
        }
        What::BoardPicture | What::CalendarPicture => {
            let picture = formats::picture::Options {
                today: options.today,
                dark: options.dark,
            };
            Ok(if what == What::BoardPicture {
                formats::picture::board(plan, &picture)?
            } else {
                formats::picture::calendar(plan, &picture)?
            })
        }
        What::Report => {
            let report = formats::html::Options {
                today: options.today,
                notes: options.notes,
                ready: options.ready.clone(),
            };
            Ok(formats::html::report(plan, &report).into_bytes())
        }
        What::WeekMarkdown | What::WeekPage => {
            let back = formats::week::Options {
                week: options.week,
                today: options.today,
                notes: options.notes,
            };
            Ok(if what == What::WeekMarkdown {
                formats::week::markdown(plan, &back)
            } else {
                formats::week::html(plan, &back)
            }
            .into_bytes())
        }
        What::SessionTable => Ok(formats::csv::sessions(plan)?.into_bytes()),
        What::DesignTable => Ok(formats::csv::design_sessions(plan)?.into_bytes()),
        What::AnswerTable => Ok(formats::csv::answers(plan)?.into_bytes()),
        What::DesignMarkdown => {
            let notes = options.notes;
            let with = formats::practice::Options { notes };
            Ok(formats::practice::markdown(plan, with).into_bytes())
        }
        What::ItemTable => Ok(formats::csv::items(plan)?.into_bytes()),
        What::Markdown => {
            let with = formats::markdown::With {
                notes: options.notes,
                ..Default::default()
            };
            Ok(formats::markdown::write_with(plan, with).into_bytes())
        }
        What::Calendar => {
            let calendar = formats::ics::Options {
                alarm: options.alarm,
                done: options.done,
                ..formats::ics::Options::usual(options.today, options.at)
            };
            Ok(formats::ics::write(plan, &calendar).into_bytes())
        }
    }
}
