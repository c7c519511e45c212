//! Reads a calendar of any program: what is busy on the user's days, and which events are the plan's own.
//!
//! Events that were called off or that take no time (`TRANSP:TRANSPARENT`) are not busy. Of what recurs every
//! occurrence in the window is one busy time. A file that is cut off is refused: half a calendar would promise time that is not there.
//! What cannot be understood of a whole file is left out and said.
//!
//! Not here: lines (`lines.rs`), one event (`event.rs`), recurrence (`rule.rs`), zones (`zone.rs`), what an occurrence
//! comes to on study days (`occurrence.rs`).

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::event::{Event, When, ZoneNames};
use super::lines::{Lines, Property, text};
use super::occurrence::Occurrences;
use super::rule::{Budget, Rule};
use super::zone::{Changes, EventZone, Observance};
use super::{Calendar, Reading};
use crate::domain::Day;
use crate::store::format::{Place, Problem, ReadError};

/// The largest file.
pub const MAX_BYTES: usize = 8 << 20;
/// The most events in a file.
pub const MAX_EVENTS: usize = 20_000;
/// The most busy times that come of a file.
pub const MAX_BUSY_TIMES: usize = 20_000;
/// The longest window, in days.
pub const MAX_DAYS: i64 = 3 * 366;
/// The deepest nesting.
const MAX_DEPTH: usize = 24;
/// Days that are looked at for all that recurs.
const BUDGET: u32 = 3_000_000;
/// The longest name of a calendar, in characters.
const MAX_NAME: usize = 200;

/// Reads a calendar. `file` is only said in errors.
///
/// # Errors
/// Where it is no calendar, ends too early, or goes beyond the limits.
pub fn read(bytes: &[u8], file: &str, reading: &Reading) -> Result<Calendar, ReadError> {
    Ok(open(bytes, file)?.calendar(reading))
}

/// Reads the events of a calendar, for whoever does not know yet for which days and zone. `file` is only said in errors.
///
/// # Errors
/// As [`read`].
pub fn open(bytes: &[u8], file: &str) -> Result<Source, ReadError> {
    Source::of(bytes, file)
}

/// What the content lines of a calendar say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    name: String,
    events: Vec<Event>,
    names: ZoneNames,
    zones: Vec<OwnZone>,
    /// Where in `zones` the one with a name is.
    by_id: BTreeMap<String, usize>,
    broken: usize,
    no_property: usize,
}

/// A `VTIMEZONE`.
#[derive(Clone, Debug, Default, PartialEq)]
struct OwnZone {
    /// The name in the tz database that some programs say as well.
    location: String,
    parts: Vec<Observance>,
    part: Part,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Part {
    start: Option<NaiveDateTime>,
    before: Option<i32>,
    offset: Option<i32>,
    rule: Option<Rule>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    Calendar,
    Event,
    Zone,
    Part,
    Else,
}

impl Source {
    fn of(bytes: &[u8], file: &str) -> Result<Self, ReadError> {
        let whole = |text: String| ReadError::whole(file, Problem::Content(text));
        if bytes.len() > MAX_BYTES {
            return Err(whole(format!(
                "this calendar is {}.{} MB, the limit is {} MB",
                bytes.len() >> 20,
                ((bytes.len() * 10) >> 20) % 10,
                MAX_BYTES >> 20
            )));
        }
        if bytes.trim_ascii().is_empty() {
            return Err(ReadError::whole(file, Problem::Empty));
        }
        let at = |line: usize, text: String| ReadError {
            place: Some(Place { line, column: 1 }),
            ..whole(text)
        };
        let mut parsed = Self::default();
        let mut open: Vec<(In, String, usize)> = Vec::new();
        let mut calendars = 0;
        let mut lines = Lines::new(bytes);
        for line in lines.by_ref() {
            parsed.broken += usize::from(line.broken);
            let Some(property) = Property::of(&line.text) else {
                if open.is_empty() && calendars == 0 {
                    return Err(at(line.number, no_calendar()));
                }
                parsed.no_property += 1;
                continue;
            };
            let value = property.value.trim();
            if property.is("BEGIN") {
                let name: String = value.chars().take(60).collect();
                let name = name.to_ascii_uppercase();
                let inside = open.last().map(|(place, ..)| *place);
                let place = place(inside, &name);
                if inside.is_none() && place != In::Calendar {
                    return Err(at(line.number, no_calendar()));
                }
                if open.len() >= MAX_DEPTH {
                    let text = format!("this calendar is nested deeper than {MAX_DEPTH} levels");
                    return Err(at(line.number, text));
                }
                parsed
                    .begin(place, line.number)
                    .map_err(|text| at(line.number, text))?;
                calendars += usize::from(place == In::Calendar);
                open.push((place, name, line.number));
            } else if property.is("END") {
                match open.pop() {
                    Some((place, name, _)) if name.eq_ignore_ascii_case(value) => {
                        parsed.end(place);
                    }
                    Some((_, name, begun)) => {
                        let text = format!("the {name} of line {begun} is not closed before this");
                        return Err(at(line.number, text));
                    }
                    None => {
                        return Err(at(line.number, "there is nothing to close here".to_owned()));
                    }
                }
            } else if let Some((place, ..)) = open.last() {
                parsed.property(*place, &property);
            } else if calendars == 0 {
                return Err(at(line.number, no_calendar()));
            }
        }
        if let Some((_, name, begun)) = open.first() {
            let text = format!(
                "the text ends too early: the {name} of line {begun} is not closed; the rest of the file is missing"
            );
            return Err(at(lines.number(), text));
        }
        Ok(parsed)
    }

    fn begin(&mut self, place: In, line: usize) -> Result<(), String> {
        match place {
            In::Event if self.events.len() >= MAX_EVENTS => {
                return Err("this calendar has more than 20,000 events".to_owned());
            }
            In::Event => self.events.push(Event {
                line,
                ..Event::default()
            }),
            In::Zone => self.zones.push(OwnZone::default()),
            In::Part => {
                if let Some(zone) = self.zones.last_mut() {
                    zone.part = Part::default();
                }
            }
            In::Calendar | In::Else => {}
        }
        Ok(())
    }

    fn end(&mut self, place: In) {
        if place != In::Part {
            return;
        }
        let Some(zone) = self.zones.last_mut() else {
            return;
        };
        let part = std::mem::take(&mut zone.part);
        if let (Some(start), Some(offset)) = (part.start, part.offset) {
            zone.parts.push(Observance {
                start,
                before: part.before.unwrap_or(offset),
                offset,
                rule: part.rule,
            });
        }
    }

    fn property(&mut self, place: In, property: &Property<'_>) {
        let value = property.value.trim();
        match place {
            In::Event => {
                if let Some(event) = self.events.last_mut() {
                    event.read(property, &mut self.names);
                }
            }
            In::Calendar => {
                let named = property.is("X-WR-CALNAME") || property.is("NAME");
                if named && self.name.is_empty() {
                    self.name = text(value, MAX_NAME).replace('\n', " ").trim().to_owned();
                }
            }
            In::Zone => {
                let number = self.zones.len().saturating_sub(1);
                if property.is("TZID") {
                    let id = value.trim_matches('"').to_owned();
                    self.by_id.entry(id).or_insert(number);
                } else if property.is("X-LIC-LOCATION")
                    && let Some(zone) = self.zones.last_mut()
                {
                    zone.location = value.to_owned();
                }
            }
            In::Part => {
                if let Some(zone) = self.zones.last_mut() {
                    zone.part.read(property, value);
                }
            }
            In::Else => {}
        }
    }

    /// How many events it has, occurrences not counted.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether it has no event.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// What it comes to on the user's days.
    pub fn calendar(&self, reading: &Reading) -> Calendar {
        let mut notes = Vec::new();
        let last = reading.from.plus(MAX_DAYS);
        let to = reading.to.min(last);
        if to < reading.to {
            notes.push(format!(
                "Only events up to {to} were looked at: a calendar is read for three years."
            ));
        }
        let window = window(reading.from, to);
        let mut budget = Budget::new(BUDGET);
        let mut zones = vec![EventZone::Floating; self.names.iter().count()];
        for (name, number) in self.names.iter() {
            let zone = self.zone(name, window, &mut budget);
            if zone.is_none() && notes.len() < 20 {
                let name: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
                notes.push(format!(
                    "The time zone “{name}” is not known: its times were taken as they stand."
                ));
            }
            if let (Some(zone), Some(place)) = (zone, zones.get_mut(number)) {
                *place = zone;
            }
        }
        if self.broken > 0 {
            notes.push(format!(
                "{} with bytes that are no UTF-8; they stand as “\u{fffd}”.",
                super::occurrence::count(self.broken, "line", "lines")
            ));
        }
        if self.no_property > 0 {
            notes.push(format!(
                "{} without a name and a value passed over.",
                super::occurrence::count(self.no_property, "line", "lines")
            ));
        }
        let mut found = Occurrences::new(reading, to, zones, budget);
        found.take(&self.events);
        let (busy, own, more) = found.done();
        notes.extend(more);
        Calendar {
            name: self.name.clone(),
            busy,
            own,
            notes,
        }
    }

    fn zone(
        &self,
        name: &str,
        window: (NaiveDateTime, NaiveDateTime),
        budget: &mut Budget,
    ) -> Option<EventZone> {
        if let Some(zone) = EventZone::known(name) {
            return Some(zone);
        }
        let own = self.zones.get(*self.by_id.get(name)?)?;
        if let Some(zone) = EventZone::known(&own.location) {
            return Some(zone);
        }
        Changes::of(&own.parts, window, budget).map(EventZone::Own)
    }
}

impl Part {
    fn read(&mut self, property: &Property<'_>, value: &str) {
        if property.is("DTSTART") {
            let at = value.split_once('T');
            self.start = at.and_then(|(day, time)| {
                Some(super::event::date(day)?.and_time(super::event::time(time)?))
            });
        } else if property.is("TZOFFSETFROM") {
            self.before = super::event::offset(value);
        } else if property.is("TZOFFSETTO") {
            self.offset = super::event::offset(value);
        } else if property.is("RRULE") {
            self.rule = Rule::parse(value).ok();
        }
    }
}

fn place(inside: Option<In>, name: &str) -> In {
    match (inside, name) {
        (None, "VCALENDAR") => In::Calendar,
        (Some(In::Calendar), "VEVENT") => In::Event,
        (Some(In::Calendar), "VTIMEZONE") => In::Zone,
        (Some(In::Zone), "STANDARD" | "DAYLIGHT") => In::Part,
        _ => In::Else,
    }
}

fn no_calendar() -> String {
    "this is no calendar: it does not begin with BEGIN:VCALENDAR".to_owned()
}

/// From 04:00 of the first study day to 04:00 after the last one.
fn window(from: Day, to: Day) -> (NaiveDateTime, NaiveDateTime) {
    let start = |day: Day| day.date().and_time(chrono::NaiveTime::MIN);
    (start(from), start(to.plus(2)))
}

/// Whether this begins like a calendar: what [`read`] would try to read.
pub fn looks_like(bytes: &[u8]) -> bool {
    let mut lines = Lines::new(bytes.get(..bytes.len().min(4_096)).unwrap_or_default());
    lines.next().is_some_and(|line| {
        Property::of(&line.text)
            .is_some_and(|p| p.is("BEGIN") && p.value.trim().eq_ignore_ascii_case("VCALENDAR"))
    })
}

/// Whether a time is a date.
pub(super) fn is_date(when: When) -> bool {
    matches!(when, When::Date(_))
}
