//! Time zones: what the clock of an event's zone says, on the clock of the user.
//!
//! A zone is looked for by its name in the tz database, then among the names that Windows uses, then in the calendar's own
//! `VTIMEZONE`. A time that a change of clocks leaves out is taken with the offset before the change; one that comes
//! twice is the first (RFC 5545 §3.3.5). Not here: what time it is.

use chrono::{
    FixedOffset, Local, MappedLocalTime, NaiveDateTime, Offset as _, TimeDelta, TimeZone,
};

use super::rule::{Budget, Rule};
use super::windows;

/// The user's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// As the system says.
    Local,
    /// A zone of the tz database.
    Named(chrono_tz::Tz),
}

impl Zone {
    /// What the user's clock says at a time in UTC.
    pub fn wall(self, utc: NaiveDateTime) -> NaiveDateTime {
        let offset = match self {
            Self::Local => Local.offset_from_utc_datetime(&utc).fix(),
            Self::Named(zone) => zone.offset_from_utc_datetime(&utc).fix(),
        };
        utc.checked_add_offset(offset).unwrap_or(utc)
    }
}

/// The zone of an event's times.
#[derive(Clone, Debug, PartialEq)]
pub enum EventZone {
    /// None: whatever the user's clock says.
    Floating,
    /// UTC.
    Utc,
    /// One of the tz database.
    Named(chrono_tz::Tz),
    /// One that the calendar brings along.
    Own(Changes),
}

impl EventZone {
    /// A zone by its name in the tz database or in Windows; also where a program puts its own words before it
    /// (`/example.org/20050126_1/Europe/Berlin`).
    pub fn known(name: &str) -> Option<Self> {
        let name = name.trim().trim_matches('"');
        if let Some(zone) = in_database(name).or_else(|| windows::zone(name)) {
            return Some(Self::Named(zone));
        }
        let parts: Vec<&str> = name.rsplitn(4, '/').collect();
        for length in [3, 2] {
            let last = parts.get(..length).filter(|_| parts.len() > length);
            let last: Option<Vec<&str>> = last.map(|last| last.iter().rev().copied().collect());
            if let Some(zone) = last.and_then(|last| in_database(&last.join("/"))) {
                return Some(Self::Named(zone));
            }
        }
        None
    }

    /// What the user's clock says when this zone's says `local`.
    pub fn wall(&self, local: NaiveDateTime, user: Zone) -> NaiveDateTime {
        self.utc(local).map_or(local, |utc| user.wall(utc))
    }

    /// The time in UTC; `None` for floating times.
    pub fn utc(&self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Self::Floating => None,
            Self::Utc => Some(local),
            Self::Named(zone) => Some(to_utc(zone, local)),
            Self::Own(changes) => changes.utc(local),
        }
    }

    /// What this zone's clock says at a time in UTC (as it is for floating times).
    pub fn local(&self, utc: NaiveDateTime) -> NaiveDateTime {
        match self {
            Self::Floating | Self::Utc => utc,
            Self::Named(zone) => Zone::Named(*zone).wall(utc),
            Self::Own(changes) => {
                let near = changes.offset(utc);
                utc.checked_add_offset(near).unwrap_or(utc)
            }
        }
    }
}

fn in_database(name: &str) -> Option<chrono_tz::Tz> {
    let found = name.parse().ok();
    found.or_else(|| {
        let mut all = chrono_tz::TZ_VARIANTS.iter();
        all.find(|zone| zone.name().eq_ignore_ascii_case(name))
            .copied()
    })
}

fn to_utc<Z: TimeZone>(zone: &Z, local: NaiveDateTime) -> NaiveDateTime {
    let offset = match zone.offset_from_local_datetime(&local) {
        MappedLocalTime::Single(offset) | MappedLocalTime::Ambiguous(offset, _) => offset.fix(),
        MappedLocalTime::None => {
            let before = local
                .checked_sub_signed(TimeDelta::hours(26))
                .unwrap_or(local);
            zone.offset_from_utc_datetime(&before).fix()
        }
    };
    local.checked_sub_offset(offset).unwrap_or(local)
}

/// One part of a `VTIMEZONE`: standard or summer time.
#[derive(Clone, Debug, PartialEq)]
pub struct Observance {
    /// When it first began, on the clock before.
    pub start: NaiveDateTime,
    /// Seconds east of UTC before.
    pub before: i32,
    /// Seconds east of UTC in it.
    pub offset: i32,
    /// When it begins again.
    pub rule: Option<Rule>,
}

/// When the clocks of a zone change.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    first: FixedOffset,
    /// On the clock before the change; in order.
    changes: Vec<(NaiveDateTime, FixedOffset)>,
}

impl Changes {
    /// Of a `VTIMEZONE`, for the times in a window. `None` where it says nothing that can be used.
    pub fn of(
        observances: &[Observance],
        window: (NaiveDateTime, NaiveDateTime),
        budget: &mut Budget,
    ) -> Option<Self> {
        let year = TimeDelta::days(400);
        let from = window.0.checked_sub_signed(year)?;
        let to = window.1.checked_add_signed(year)?;
        let mut changes = Vec::new();
        let earliest = observances.iter().min_by_key(|part| part.start)?;
        for part in observances {
            let offset = FixedOffset::east_opt(part.offset)?;
            changes.push((part.start, offset));
            if let Some(rule) = &part.rule {
                let before = FixedOffset::east_opt(part.before)?;
                let until = rule.until.and_then(|until| match until {
                    super::rule::Until::Day(day) => day.and_hms_opt(23, 59, 59),
                    super::rule::Until::Local(at) => Some(at),
                    super::rule::Until::Utc(at) => at.checked_add_offset(before),
                });
                let again = rule.occurrences(part.start, (from, to), until, budget);
                changes.extend(again.into_iter().map(|at| (at, offset)));
            }
        }
        changes.sort_by_key(|(at, _)| *at);
        changes.dedup();
        let first = FixedOffset::east_opt(earliest.before)?;
        Some(Self { first, changes })
    }

    fn offset(&self, local: NaiveDateTime) -> FixedOffset {
        let after = self.changes.partition_point(|(at, _)| *at <= local);
        let last = after.checked_sub(1).and_then(|at| self.changes.get(at));
        last.map_or(self.first, |(_, offset)| *offset)
    }

    fn utc(&self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        local.checked_sub_offset(self.offset(local))
    }
}
