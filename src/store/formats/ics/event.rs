//! One event of a calendar, as its content lines say it: times on its own clock, the rule by which it recurs, dates added and
//! taken out.
//!
//! Not here: what that comes to on the user's days (`read.rs`).

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::lines::{Property, text};
use super::rule::{Rule, RuleError};
use crate::domain::item::MAX_TITLE_CHARS;

/// The years that dates are read from.
const YEARS: std::ops::RangeInclusive<i32> = 1583..=2300;
/// The longest duration that is read: ten years.
const MAX_DAYS: i64 = 3_660;
/// The most rules of an event; the standard allows one.
const MAX_RULES: usize = 16;
/// The longest UID that is kept, in characters.
const MAX_UID_CHARS: usize = 900;

/// The names of time zones that events use, each said once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ZoneNames(BTreeMap<String, usize>);

impl ZoneNames {
    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.0.get(name) {
            return *number;
        }
        let number = self.0.len();
        self.0.insert(name.to_owned(), number);
        number
    }

    /// All of them, with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(name, number)| (name.as_str(), *number))
    }
}

/// The clock of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The user's, whatever it is.
    Floating,
    /// UTC.
    Utc,
    /// A zone's, by its number in [`ZoneNames`].
    Zone(usize),
}

/// When something begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A whole day.
    Date(NaiveDate),
    /// A time on a clock.
    At(NaiveDateTime, On),
}

/// How an event ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// At a time.
    At(When),
    /// After so many days on the clock and a length of time.
    After(i64, TimeDelta),
}

/// An event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// The line of the file that it begins on.
    pub line: usize,
    /// What names it; may be missing.
    pub uid: String,
    /// What it is called.
    pub title: String,
    /// When it begins.
    pub start: Option<When>,
    /// How it ends, where that is said.
    pub end: Option<End>,
    /// By which rules it recurs, or why they are not followed.
    pub rules: Vec<Result<Rule, RuleError>>,
    /// Further starts, with an end where one is said.
    pub more: Vec<(When, Option<End>)>,
    /// Starts that are taken out.
    pub without: Vec<When>,
    /// Which occurrence of the event with the same UID it stands for.
    pub instead_of: Option<When>,
    /// Whether it also stands for all that come after.
    pub and_after: bool,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Whether it takes no time.
    pub free: bool,
    /// The higher, the newer.
    pub sequence: i64,
    /// What stands in a property that Cairn wrote.
    pub exported: Option<(NaiveDate, u32)>,
    /// Whether something in it could not be read.
    pub wrong: bool,
}

impl Event {
    /// Takes in one property.
    pub fn read(&mut self, property: &Property<'_>, zones: &mut ZoneNames) {
        let value = property.value.trim();
        let name = property.name.to_ascii_uppercase();
        match name.as_str() {
            "UID" => self.uid = text(value, MAX_UID_CHARS),
            "SUMMARY" => self.title = text(value, MAX_TITLE_CHARS).replace('\n', " "),
            "DTSTART" => self.start = self.seen(when(property, value, zones)),
            "DTEND" => self.end = self.seen(when(property, value, zones)).map(End::At),
            "DURATION" => {
                let length = self.seen(duration(value));
                self.end = length.map(|(days, time)| End::After(days, time));
            }
            "RRULE" if self.rules.len() < MAX_RULES => self.rules.push(Rule::parse(value)),
            "RRULE" => self.wrong = true,
            "RDATE" => {
                for value in value.split(',') {
                    let (start, end) = value.split_once('/').unwrap_or((value, ""));
                    let end = if end.starts_with(['P', '+']) {
                        duration(end).map(|(days, time)| End::After(days, time))
                    } else {
                        when(property, end, zones).map(End::At)
                    };
                    if let Some(start) = self.seen(when(property, start, zones)) {
                        self.more.push((start, end));
                    }
                }
            }
            "EXDATE" => {
                for value in value.split(',') {
                    let out = self.seen(when(property, value, zones));
                    self.without.extend(out);
                }
            }
            "RECURRENCE-ID" => {
                self.instead_of = self.seen(when(property, value, zones));
                self.and_after = property
                    .parameter("RANGE")
                    .is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE"));
            }
            "STATUS" => self.cancelled = value.eq_ignore_ascii_case("CANCELLED"),
            "TRANSP" => self.free |= value.eq_ignore_ascii_case("TRANSPARENT"),
            // Outlook marks free time like this instead.
            "X-MICROSOFT-CDO-BUSYSTATUS" => self.free |= value.eq_ignore_ascii_case("FREE"),
            "SEQUENCE" => self.sequence = value.parse().unwrap_or(0),
            super::EXPORTED => {
                self.exported = value
                    .split_once('/')
                    .and_then(|(on, minutes)| Some((date(on)?, minutes.parse().ok()?)));
            }
            _ => {}
        }
    }

    fn seen<T>(&mut self, value: Option<T>) -> Option<T> {
        self.wrong |= value.is_none();
        value
    }
}

/// A date or a time, with the zone that the property names.
fn when(property: &Property<'_>, value: &str, zones: &mut ZoneNames) -> Option<When> {
    let value = value.trim();
    let Some((on, at)) = value.split_once(['T', 't']) else {
        return date(value).map(When::Date);
    };
    let (at, utc) = match at.strip_suffix(['Z', 'z']) {
        Some(at) => (at, true),
        None => (at, false),
    };
    let at = date(on)?.and_time(time(at)?);
    let on = match property.parameter("TZID") {
        _ if utc => On::Utc,
        Some(name) if !name.is_empty() => On::Zone(zones.number(name)),
        _ => On::Floating,
    };
    Some(When::At(at, on))
}

/// `20270104`.
pub fn date(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u32 = text.parse().ok()?;
    let year = i32::try_from(number / 10_000).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number / 100 % 100, number % 100)?;
    YEARS.contains(&date.year()).then_some(date)
}

/// `193000`, and `1930`, which some programs write.
pub fn time(text: &str) -> Option<NaiveTime> {
    if !matches!(text.len(), 4 | 6) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u32 = text.parse().ok()?;
    let number = if text.len() == 4 {
        number * 100
    } else {
        number
    };
    // A leap second is the second before.
    let second = (number % 100).min(if number % 100 == 60 { 59 } else { 99 });
    NaiveTime::from_hms_opt(number / 10_000, number / 100 % 100, second)
}

/// `P1DT2H30M`, `P2W`, `-PT15M`: days on the clock, and a length of time. Negative ones are none.
pub fn duration(text: &str) -> Option<(i64, TimeDelta)> {
    let mut rest = text
        .trim()
        .trim_start_matches('+')
        .strip_prefix(['P', 'p'])?;
    let (mut days, mut seconds) = (0_i64, 0_i64);
    let mut in_time = false;
    let mut any = false;
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix(['T', 't']) {
            in_time = true;
            rest = time;
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, unit) = rest.split_at_checked(end)?;
        let number: i64 = number.parse::<u32>().ok()?.into();
        let mut signs = unit.chars();
        match (signs.next()?.to_ascii_uppercase(), in_time) {
            ('W', false) => days = days.checked_add(number.checked_mul(7)?)?,
            ('D', false) => days = days.checked_add(number)?,
            ('H', true) => seconds = seconds.checked_add(number.checked_mul(3_600)?)?,
            ('M', true) => seconds = seconds.checked_add(number.checked_mul(60)?)?,
            ('S', true) => seconds = seconds.checked_add(number)?,
            _ => return None,
        }
        any = true;
        rest = signs.as_str();
    }
    let short = days <= MAX_DAYS && seconds <= MAX_DAYS * 86_400;
    (any && short).then(|| (days, TimeDelta::seconds(seconds)))
}

/// `+0100`, `-053000`: seconds east of UTC.
pub fn offset(text: &str) -> Option<i32> {
    let text = text.trim();
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    let number = if digits.len() == 4 {
        number * 100
    } else {
        number
    };
    let seconds = number / 10_000 * 3_600 + number / 100 % 100 * 60 + number % 100;
    (seconds < 86_400).then_some(sign * seconds)
}
