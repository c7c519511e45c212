//! Writes the sessions of a plan as a calendar: one event a session, an event for each interview, of the
//! whole day where it is not known when it begins.
//!
//! **Why a writer of its own.** `icalendar` 0.17 writes the value of `URL` and the names of properties as they are, so
//! that a line break in one of them adds lines to the file; it lets NUL and CR through in texts, and ends an event of one
//! day on the day it begins. Here every line goes through [`Lines::put`]: names and parameters are constants, texts are
//! escaped, addresses come from `url`.
//!
//! **Times are floating** (RFC 5545 §3.3.5, form 1): 19:00 without a zone. A plan knows the user's own clock and no zone; “the
//! evening” moves with the user, in the calendar just as here. A zone or UTC would pin it to where it was exported, and a
//! traveller would be called at night. A program that knows no floating times takes them in the zone it is set to.
//!
//! A session keeps its UID wherever it is moved, so a calendar moves it, too. `SEQUENCE` must grow when an event changes,
//! and nothing here remembers what was exported before: it is the minutes from 1970 to the export. It grows for
//! unchanged events as well, which does no harm: they are replaced by the same.
//!
//! Not here: at what time of day sessions come (`domain/times.rs`).

use std::fmt::Write as _;

use chrono::{DateTime, Days, NaiveDate};

use super::{EXPORTED, INTERVIEW, Options, uid_end};
use crate::domain::busy::Slot;
use crate::domain::edit::say_minutes;
use crate::domain::{
    Day, Interview, Item, Outcome, Plan, PlanIndex, Session, SessionKind, Stamp, times,
};
use crate::store::links::safe_url;

/// Octets in a line, without its end (RFC 5545 §3.1).
const FOLD: usize = 75;
/// How long an interview is taken to be, in minutes: the plan knows when it begins only.
const HOUR: u32 = 60;
/// Minutes of a civil day.
const DAY: u32 = 24 * 60;

/// The plan as a calendar: sessions by day in the order that they are taken, then the interviews.
pub fn write(plan: &Plan, options: &Options) -> String {
    let mut out = Lines::default();
    out.put("BEGIN:VCALENDAR");
    out.put("VERSION:2.0");
    out.put("PRODID:-//Cairn//Cairn study planner//EN");
    out.put("CALSCALE:GREGORIAN");
    let name = escaped(&plan.name);
    out.put(&format!("NAME:{name}"));
    out.put(&format!("X-WR-CALNAME:{name}"));
    let index = PlanIndex::new(plan);
    for (day, sums) in index.days() {
        let there = sums.sessions.iter().filter_map(|id| plan.sessions.get(id));
        let there: Vec<&Session> = there.map(|session| &**session).collect();
        let slots = times::of_sessions(plan, day, there.iter().copied());
        for (session, slot) in there.into_iter().zip(slots) {
            if is_written(session, options) {
                event(&mut out, plan, session, slot, options);
            }
        }
    }
    if options.interviews {
        for interview in plan.interviews_in_order() {
            if options.done || interview.on >= options.today {
                interview_event(&mut out, plan, interview, options);
            }
        }
    }
    out.put("END:VCALENDAR");
    out.0
}

/// What was missed is not written: it stands in the calendar where it was until it is planned anew.
fn is_written(session: &Session, options: &Options) -> bool {
    match session.outcome {
        Outcome::Planned => session.is_ahead(options.today),
        Outcome::Done => options.done,
        Outcome::Skipped => false,
    }
}

fn event(out: &mut Lines, plan: &Plan, session: &Session, slot: Slot, options: &Options) {
    let timed = plan.availability.starts_at(session.on).is_some();
    out.put("BEGIN:VEVENT");
    out.put(&format!("UID:{}{}", session.id, uid_end(&plan.id)));
    stamps(out, options.at);
    if timed {
        out.put(&format!("DTSTART:{}", moment(session.on, slot.from)));
        // An event must end after it begins; one without an end takes no time.
        if slot.to > slot.from {
            out.put(&format!("DTEND:{}", moment(session.on, slot.to)));
        }
    } else {
        whole_day(out, session.on);
    }
    let on = session.on.date().format("%Y%m%d");
    out.put(&format!("{EXPORTED}:{on}/{}", slot.minutes().0));
    let title = plan.title_of(&session.item);
    let summary = match session.kind {
        SessionKind::Study => title.to_owned(),
        SessionKind::Review => format!("Review: {title}"),
        SessionKind::Mock => format!("Mock: {title}"),
    };
    out.put(&format!("SUMMARY:{}", escaped(&summary)));
    let item = plan.items.get(&session.item);
    let urls = item.map_or_else(Vec::new, |item| urls(item));
    let mut words = format!("{}, {}", session.kind.name(), say_minutes(session.minutes));
    if let Some(step) = item.and_then(|item| plan.steps.get(item.step.as_ref()?)) {
        let _ = write!(words, " · {}", step.title);
    }
    for url in &urls {
        let _ = write!(words, "\n{url}");
    }
    out.put(&format!("DESCRIPTION:{}", escaped(&words)));
    if let Some(url) = urls.first() {
        // Written afresh by `url`: ASCII without spaces, quotes and line breaks.
        out.put(&format!("URL:{url}"));
    }
    if let (Some(before), Outcome::Planned, true) = (options.alarm, session.outcome, timed) {
        out.put("BEGIN:VALARM");
        out.put("ACTION:DISPLAY");
        out.put(&format!("DESCRIPTION:{}", escaped(&summary)));
        out.put(&format!("TRIGGER:-PT{}M", before.0));
        out.put("END:VALARM");
    }
    out.put("END:VEVENT");
}

fn interview_event(out: &mut Lines, plan: &Plan, interview: &Interview, options: &Options) {
    out.put("BEGIN:VEVENT");
    out.put(&format!(
        "UID:{INTERVIEW}{}{}",
        interview.id,
        uid_end(&plan.id)
    ));
    stamps(out, options.at);
    match interview.at {
        Some(at) => {
            let from = u32::from(at.minutes());
            out.put(&format!("DTSTART:{}", moment(interview.on, from)));
            out.put(&format!("DTEND:{}", moment(interview.on, from + HOUR)));
        }
        None => whole_day(out, interview.on),
    }
    let name = match interview.name.trim() {
        "" => interview.round.name(),
        name => name,
    };
    out.put(&format!("SUMMARY:{}", escaped(name)));
    let words = format!("Interview: {}", interview.round.name());
    out.put(&format!("DESCRIPTION:{}", escaped(&words)));
    if !interview.place.trim().is_empty() {
        out.put(&format!("LOCATION:{}", escaped(interview.place.trim())));
    }
    if let Ok(url) = safe_url(&interview.place) {
        out.put(&format!("URL:{url}"));
    }
    if interview.at.is_none() {
        // The hour is not known: the day is not blocked.
        out.put("TRANSP:TRANSPARENT");
    }
    out.put("END:VEVENT");
}

fn stamps(out: &mut Lines, at: Stamp) {
    let utc = DateTime::from_timestamp(at.0, 0).unwrap_or_default();
    out.put(&format!("DTSTAMP:{}", utc.format("%Y%m%dT%H%M%SZ")));
    let sequence = (at.0 / 60).clamp(0, i64::from(i32::MAX));
    out.put(&format!("SEQUENCE:{sequence}"));
}

/// The end of a day is the day after: `DTEND` is exclusive.
fn whole_day(out: &mut Lines, day: Day) {
    let last = day.date();
    let next = last.checked_add_days(Days::new(1)).unwrap_or(last);
    out.put(&format!("DTSTART;VALUE=DATE:{}", last.format("%Y%m%d")));
    out.put(&format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")));
}

/// A minute of a study day as civil time: 25:00 is 01:00 of the next date.
fn moment(day: Day, minute: u32) -> String {
    let on: NaiveDate = day.date();
    let date = on
        .checked_add_days(Days::new(u64::from(minute / DAY)))
        .unwrap_or(on);
    let (hour, minute) = (minute % DAY / 60, minute % 60);
    format!("{}T{hour:02}{minute:02}00", date.format("%Y%m%d"))
}

/// The addresses of an item that may be opened.
fn urls(item: &Item) -> Vec<String> {
    let urls = item.urls.iter();
    urls.filter_map(|link| safe_url(&link.url).ok()).collect()
}

/// A text value (RFC 5545 §3.3.11): `\ ; ,` escaped, every kind of line break as `\n`, no other control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' | ';' | ',' => out.extend(['\\', sign]),
            '\r' => {
                signs.next_if_eq(&'\n');
                out.push_str("\\n");
            }
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            _ if sign.is_control() => {}
            _ => out.push(sign),
        }
    }
    out
}

/// Content lines, folded.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// One content line, cut into lines of at most [`FOLD`] octets between characters.
    fn put(&mut self, line: &str) {
        let mut width = 0;
        for sign in line.chars() {
            if width + sign.len_utf8() > FOLD {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(sign);
            width += sign.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}
