//! Quantities of time: civil days, times of day, minutes. Days and times are the user's own (civil); instants exist only
//! as [`Stamp`], for the running timer.
//!
//! Not here: what time it is (`state/env.rs`), and how a date is said on screen (`ui/format.rs`).

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, Timelike as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The first year a plan may name.
pub const FIRST_YEAR: i32 = 1970;
/// The last year a plan may name.
pub const LAST_YEAR: i32 = 2200;
/// A study day begins at this hour: a session at 01:00 belongs to the day before.
pub const ROLLOVER_HOUR: u32 = 4;

/// Why a text is no day, time or moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not `YYYY-MM-DD`, or not in the calendar, or outside the years that plans cover.
    #[error("“{0}” is no date: write it as 2027-01-26, between {FIRST_YEAR} and {LAST_YEAR}")]
    Day(String),
    /// Not `HH:MM`.
    #[error("“{0}” is no time of day: write it as 19:30")]
    Clock(String),
    /// Not `YYYY-MM-DDTHH:MM:SS`.
    #[error("“{0}” is no moment: write it as 2027-01-26T19:30:00")]
    Moment(String),
}

/// A study day: a civil date between [`FIRST_YEAR`] and [`LAST_YEAR`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

/// Monday to Sunday.
pub use chrono::Weekday;

/// The seven weekdays, Monday first.
pub const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

impl Day {
    /// The first day a plan may name.
    pub const MIN: Self = match NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1) {
        Some(date) => Self(date),
        None => Self(NaiveDate::MIN),
    };
    /// The last day a plan may name.
    pub const MAX: Self = match NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31) {
        Some(date) => Self(date),
        None => Self(NaiveDate::MAX),
    };

    /// The civil date, or `None` outside the years that plans cover.
    pub fn from_date(date: NaiveDate) -> Option<Self> {
        (FIRST_YEAR..=LAST_YEAR)
            .contains(&date.year())
            .then_some(Self(date))
    }

    /// Year, month 1 to 12, day of the month.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Self::from_date)
    }

    /// The study day of a local civil moment: before [`ROLLOVER_HOUR`] it is still the day before.
    pub fn of(moment: NaiveDateTime) -> Self {
        let date = moment.date();
        let date = if moment.hour() < ROLLOVER_HOUR {
            date.pred_opt().unwrap_or(date)
        } else {
            date
        };
        Self(date).clamp(Self::MIN, Self::MAX)
    }

    /// Reads `YYYY-MM-DD`, strictly.
    ///
    /// # Errors
    /// Where the text is anything else.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let wrong = || TimeError::Day(text.chars().take(40).collect());
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, b)| match at {
                4 | 7 => b == b'-',
                _ => b.is_ascii_digit(),
            });
        if !shape {
            return Err(wrong());
        }
        // Nothing but digits and two dashes, so each piece is a number.
        let number = |from: usize, to: usize| -> Option<u32> { text.get(from..to)?.parse().ok() };
        let date = || {
            let year = i32::try_from(number(0, 4)?).ok()?;
            Self::from_ymd(year, number(5, 7)?, number(8, 10)?)
        };
        date().ok_or_else(wrong)
    }

    /// The civil date.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// Year, month (1 to 12), day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The weekday.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// This many days later (negative: earlier), held inside the years that plans cover.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        let by = Days::new(days.unsigned_abs());
        let moved = if days >= 0 {
            self.0.checked_add_days(by)
        } else {
            self.0.checked_sub_days(by)
        };
        let edge = if days >= 0 { Self::MAX } else { Self::MIN };
        moved.map_or(edge, |date| Self(date).clamp(Self::MIN, Self::MAX))
    }

    /// Days from `earlier` to this day; negative where this day is before it.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// The first day of this day's week, for weeks that begin on `first`.
    #[must_use]
    pub fn week_start(self, first: Weekday) -> Self {
        self.plus(-i64::from(self.weekday().days_since(first)))
    }

    /// The first day of this day's month.
    #[must_use]
    pub fn month_start(self) -> Self {
        self.plus(1 - i64::from(self.0.day()))
    }

    /// The days from this one up to, not with, `end`.
    pub fn until(self, end: Self) -> impl DoubleEndedIterator<Item = Self> + Clone {
        (0..end.since(self).max(0)).map(move |n| self.plus(n))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl fmt::Display for Day {
    /// As in files: `2027-01-26`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A time of day, in minutes since midnight (0 to 1,439).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock(u16);

impl Clock {
    /// The time `minutes` after midnight; the last minute of the day where there are too many.
    pub fn from_minutes(minutes: u16) -> Self {
        Self(minutes.min(24 * 60 - 1))
    }

    /// Minutes since midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// Reads `HH:MM`.
    ///
    /// # Errors
    /// Where the text is anything else.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let wrong = || TimeError::Clock(text.chars().take(40).collect());
        let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
        let digits = |t: &str, most: u16| {
            (t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit()))
                .then(|| t.parse::<u16>().ok())
                .flatten()
                .filter(|n| *n < most)
                .ok_or_else(wrong)
        };
        Ok(Self(digits(hour, 24)? * 60 + digits(minute, 60)?))
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A local civil moment, to the second: when something was done, as the user's own clock said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(NaiveDateTime);

const MOMENT: &str = "%Y-%m-%dT%H:%M:%S";

impl Moment {
    /// The same time of day so many days later (negative: earlier), held inside the years that plans cover.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let by = Days::new(days.unsigned_abs());
        let moved = if days >= 0 {
            self.0.checked_add_days(by)
        } else {
            self.0.checked_sub_days(by)
        };
        Self::new(moved.unwrap_or(self.0))
    }

    /// The moment, cut to whole seconds and held inside the years that plans cover.
    pub fn new(at: NaiveDateTime) -> Self {
        let at = at.with_nanosecond(0).unwrap_or(at);
        if at.date() < Day::MIN.0 || at.date() > Day::MAX.0 {
            return Self(Day::MIN.0.and_time(chrono::NaiveTime::MIN));
        }
        Self(at)
    }

    /// Reads `YYYY-MM-DDTHH:MM:SS`.
    ///
    /// # Errors
    /// Where the text is anything else.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let wrong = || TimeError::Moment(text.chars().take(40).collect());
        let (day, _) = text.split_once('T').ok_or_else(wrong)?;
        Day::parse(day).map_err(|_| wrong())?;
        let at = NaiveDateTime::parse_from_str(text, MOMENT).map_err(|_| wrong())?;
        Ok(Self::new(at))
    }

    /// The study day it belongs to.
    pub fn day(self) -> Day {
        Day::of(self.0)
    }

    /// The time of day.
    pub fn clock(self) -> Clock {
        let minutes = self.0.hour() * 60 + self.0.minute();
        Clock::from_minutes(u16::try_from(minutes).unwrap_or(0))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format(MOMENT))
    }
}

/// An instant: seconds since 1970-01-01 00:00 UTC. Only the running timer needs one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stamp(pub i64);

/// A length of time in whole minutes.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Minutes(pub u32);

impl Minutes {
    /// No time.
    pub const ZERO: Self = Self(0);
    /// The longest length that a plan may name: 10,000 hours.
    pub const MAX: Self = Self(600_000);

    /// `hours` whole hours.
    pub const fn hours(hours: u32) -> Self {
        Self(hours * 60)
    }

    /// The difference, or zero where `other` is longer.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// This times `percent` / 100, rounded to the nearest five minutes (but never to nothing).
    #[must_use]
    pub fn percent(self, percent: u32) -> Self {
        if self.0 == 0 || percent == 0 {
            return Self::ZERO;
        }
        let exact = u64::from(self.0) * u64::from(percent);
        let fives = (exact + 250) / 500;
        Self(u32::try_from(fives.max(1) * 5).unwrap_or(u32::MAX))
    }
}

impl Minutes {
    /// This at a pace of so many percent, to the nearest minute (but never to nothing).
    #[must_use]
    pub fn at_pace(self, percent: u32) -> Self {
        if self.0 == 0 {
            return self;
        }
        let exact = (u64::from(self.0) * u64::from(percent) + 50) / 100;
        Self(u32::try_from(exact.max(1)).unwrap_or(u32::MAX)).min(Self::MAX)
    }
}

impl Add for Minutes {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}
impl AddAssign for Minutes {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
impl Sub for Minutes {
    type Output = Self;
    /// Saturates at zero.
    fn sub(self, other: Self) -> Self {
        self.saturating_sub(other)
    }
}
impl Sum for Minutes {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

macro_rules! as_text {
    ($($name:ident),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                super::record::text(deserializer, "a date or time in quotation marks", Self::parse)
            }
        }
    )*};
}
as_text!(Day, Clock, Moment);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_strictly() {
        assert!(Day::parse("2027-01-26").is_ok());
        for wrong in [
            "2027-1-26",
            " 2027-01-26",
            "+2027-01-26",
            "2027-02-30",
            "1969-12-31",
            "2201-01-01",
            "2027/01/26",
            "",
        ] {
            assert!(Day::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_never_leave_the_calendar() {
        assert_eq!(Day::MAX.plus(1), Day::MAX);
        assert_eq!(Day::MIN.plus(i64::MIN + 1), Day::MIN);
        assert_eq!(Day::MIN.plus(i64::MAX), Day::MAX);
    }

    #[test]
    fn the_small_hours_belong_to_the_day_before() {
        let night = NaiveDate::from_ymd_opt(2027, 1, 5).and_then(|d| d.and_hms_opt(1, 0, 0));
        let morning = NaiveDate::from_ymd_opt(2027, 1, 5).and_then(|d| d.and_hms_opt(4, 0, 0));
        assert_eq!(night.map(Day::of), Day::from_ymd(2027, 1, 4));
        assert_eq!(morning.map(Day::of), Day::from_ymd(2027, 1, 5));
    }

    #[test]
    fn percents_round_to_five_minutes() {
        assert_eq!(Minutes(60).percent(75), Minutes(45));
        assert_eq!(Minutes(50).percent(75), Minutes(40));
        assert_eq!(Minutes(1).percent(1), Minutes(5));
    }
}
