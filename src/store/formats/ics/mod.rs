//! Calendars (iCalendar, RFC 5545): the sessions of a plan for other calendar programs, and other calendars' events as
//! busy times.
//!
//! Writing is [`write`](mod@write). Reading goes bytes → content lines ([`lines`]) → events ([`event`]) → occurrences ([`rule`],
//! [`zone`]) → busy times (`occurrence`), all through [`read`](mod@read).
//!
//! Not here: taking busy times into a plan (`domain/merge`), where the file is.

pub mod event;
pub mod lines;
mod occurrence;
pub mod read;
pub mod rule;
pub mod windows;
pub mod write;
pub mod zone;

use crate::domain::{Busy, Clock, Day, Minutes, PlanId, SessionId, Stamp};

pub use read::{Source, looks_like, open, read};
pub use write::write;
pub use zone::Zone;

/// What of a plan goes into a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The study day it is made on: sessions from it on are written.
    pub today: Day,
    /// The instant it is made at.
    pub at: Stamp,
    /// A reminder so long before each session ahead; none without.
    pub alarm: Option<Minutes>,
    /// Also the sessions that are done.
    pub done: bool,
    /// Also the interviews, as events that last all day.
    pub interviews: bool,
}

impl Options {
    /// What is usual: what lies ahead, with the interviews, without reminders.
    pub fn usual(today: Day, at: Stamp) -> Self {
        Self {
            today,
            at,
            alarm: None,
            done: false,
            interviews: true,
        }
    }
}

/// How a calendar is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The user's time zone: times of other zones are turned into it.
    pub zone: Zone,
    /// The first study day that is looked at.
    pub from: Day,
    /// The last one; at most [`read::MAX_DAYS`] days are looked at.
    pub to: Day,
    /// The plan that reads it: events that it exported are told apart from busy times.
    pub plan: Option<PlanId>,
}

/// What a calendar holds, for a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// What the calendar calls itself; may be empty.
    pub name: String,
    /// The times that are taken, in the order they begin. [`Busy::source`] is the event's UID, with the original start
    /// where the event recurs; the id is made from it, so the same event has the same id whenever it is read.
    pub busy: Vec<Busy>,
    /// Events that the plan exported, where they are now.
    pub own: Vec<OwnEvent>,
    /// Sentences for the user: what was left out, and why.
    pub notes: Vec<String>,
}

/// A session that the plan exported, as the calendar has it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnEvent {
    /// The session.
    pub session: SessionId,
    /// The study day that it is on in the calendar.
    pub on: Day,
    /// When it begins there; `None` where it lasts all day.
    pub start: Option<Clock>,
    /// How long it is there; zero where it lasts all day.
    pub minutes: Minutes,
    /// Where it was when it was exported, in case the calendar program kept that: day and minutes.
    pub exported: Option<(Day, Minutes)>,
}

impl OwnEvent {
    /// Whether it was moved to another day in the calendar since it was exported. `None` where the calendar program did
    /// not keep where it was: then only a comparison with the plan can tell.
    pub fn moved(&self) -> Option<bool> {
        self.exported.map(|(on, _)| on != self.on)
    }
}

/// What the UIDs of a plan's own events end with.
pub(super) fn uid_end(plan: &PlanId) -> String {
    format!("@{plan}.cairn")
}

/// What the UIDs of interviews begin with: no id of a session has a slash.
pub(super) const INTERVIEW: &str = "interview/";

/// The property that keeps where a session was when it was exported: `20270104/45`, study day and minutes on the clock.
pub(super) const EXPORTED: &str = "X-CAIRN-EXPORTED";
