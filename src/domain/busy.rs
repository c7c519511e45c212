//! Busy times: dated stretches on which the user does something else. What recurs is one row a date: whoever imports a
//! calendar expands it and keeps the event's own id in [`Busy::source`].
//!
//! A busy time belongs to the **study day** it begins on, like a session: one that begins before 04:00 is in the night
//! after that day. It may run over midnight and over the next 04:00; then it takes its part of the next day too. One
//! that lasts all day takes whole study days, from 04:00 to 04:00, so that the evening before stays free. Times are the
//! user's own wall clock; a night on which clocks change is as long as any other here.
//!
//! Not here: what they leave of the user's time (`availability.rs`).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::edit::say_day;
use super::id::BusyId;
use super::table::{Row, Table};
use super::time::{Clock, Day, Minutes, ROLLOVER_HOUR};

/// Minutes of a civil day.
const DAY: u32 = 24 * 60;
/// The first minute of a study day, since the midnight that its date begins with.
pub const DAY_FROM: u32 = ROLLOVER_HOUR * 60;
/// The minute after its last one.
pub const DAY_TO: u32 = DAY_FROM + DAY;
/// The longest busy time: 31 days.
pub const MAX_BUSY: Minutes = Minutes::hours(31 * 24);
/// The longest [`Busy::source`], in characters.
pub const MAX_SOURCE_CHARS: usize = 1_000;

crate::record! {
    /// Time that is taken by something else.
    pub struct Busy {
        /// Names it.
        pub id: BusyId,
        /// What it is; may be empty.
        pub title: String = String::new(),
        /// The study day it begins on.
        pub on: Day,
        /// When it begins; before 04:00: in the night after that day. 04:00 where it lasts all day.
        pub start: Clock,
        /// How long it is: 1 minute to [`MAX_BUSY`]; whole days where it lasts all day.
        pub minutes: Minutes,
        /// Whether it takes whole study days.
        pub all_day: bool = false,
        /// The id that another calendar knows it by, where it came from one.
        pub source: Option<String> = None,
    }
}

impl Row for Busy {
    type Key = BusyId;
    fn key(&self) -> BusyId {
        self.id.clone()
    }
}

impl Busy {
    /// A busy time without a title.
    pub fn new(id: BusyId, on: Day, start: Clock, minutes: Minutes) -> Self {
        Self {
            id,
            title: String::new(),
            on,
            start,
            minutes,
            all_day: false,
            source: None,
            unknown: Default::default(),
        }
    }

    /// A busy time of so many whole days.
    pub fn whole_days(id: BusyId, on: Day, days: u32) -> Self {
        let minutes = Minutes(days.saturating_mul(DAY));
        let mut busy = Self::new(id, on, Clock::from_minutes(DAY_FROM as u16), minutes);
        busy.all_day = true;
        busy
    }

    /// It with a title.
    #[must_use]
    pub fn called(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// As the file holds it: no white space around the title; whole days begin at 04:00 and are whole.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        self.title = self.title.trim().to_owned();
        if self.all_day {
            let days = self.minutes.0.div_ceil(DAY).max(1);
            self.start = Clock::from_minutes(DAY_FROM as u16);
            self.minutes = Minutes(days.saturating_mul(DAY));
        }
        self
    }

    /// From when to when, in minutes since the midnight that the date of [`Self::on`] begins with.
    pub fn slot(&self) -> Slot {
        let from = if self.all_day {
            DAY_FROM
        } else {
            on_axis(self.start)
        };
        Slot {
            from,
            to: from.saturating_add(self.minutes.0.min(MAX_BUSY.0)),
        }
    }

    /// The last study day that it takes some of.
    pub fn last_day(&self) -> Day {
        self.on.plus(self.days() - 1)
    }

    /// How many study days it takes some of.
    fn days(&self) -> i64 {
        let last = self.slot().to.max(DAY_FROM + 1) - 1;
        i64::from((last - DAY_FROM) / DAY) + 1
    }

    /// “Dentist”, or “Busy” where it has no title.
    pub fn name(&self) -> &str {
        if self.title.is_empty() {
            "Busy"
        } else {
            &self.title
        }
    }

    /// “18:00–20:00”, “all day”.
    pub fn hours(&self) -> String {
        if self.all_day {
            return "all day".to_owned();
        }
        let slot = self.slot();
        format!("{}–{}", clock(slot.from), clock(slot.to))
    }

    /// “Thu 10 Dec 18:00–20:00”, “Thu 10 Dec, all day”, “Thu 10 Dec – Sat 12 Dec, all day”.
    pub fn when(&self) -> String {
        let (first, last) = (say_day(self.on), say_day(self.last_day()));
        let slot = self.slot();
        if self.all_day && self.on == self.last_day() {
            return format!("{first}, all day");
        }
        if self.all_day {
            return format!("{first} – {last}, all day");
        }
        if slot.from >= DAY {
            return format!("{} in the night after {first}", self.hours());
        }
        if slot.to - slot.from < DAY {
            return format!("{first} {}", self.hours());
        }
        let end = self.on.plus(i64::from(slot.to / DAY));
        format!(
            "{first} {} – {} {}",
            clock(slot.from),
            say_day(end),
            clock(slot.to)
        )
    }

    /// “Thu 10 Dec 18:00–20:00: Dentist”.
    pub fn in_words(&self) -> String {
        let when = self.when();
        if self.title.is_empty() {
            return when;
        }
        format!("{when}: {}", self.title)
    }

    /// What it takes of each study day.
    fn parts(&self) -> impl Iterator<Item = (Day, Part)> + '_ {
        let slot = self.slot();
        (0..self.days()).filter_map(move |n| {
            let back = u32::try_from(n).ok()?.checked_mul(DAY)?;
            let from = slot.from.max(DAY_FROM + back) - back;
            let to = slot.to.min(DAY_TO + back).checked_sub(back)?;
            let day = self.on.plus(n);
            // Beyond the last day that a plan may name there is nothing to take.
            (day.since(self.on) == n && from < to).then(|| {
                let slot = Slot { from, to };
                let id = self.id.clone();
                (day, Part { slot, id })
            })
        })
    }
}

/// Where a time of day stands on the study day's axis: minutes since the midnight that its date begins with; times before
/// 04:00 are in the night after.
pub fn on_axis(at: Clock) -> u32 {
    let at = u32::from(at.minutes());
    if at < DAY_FROM { at + DAY } else { at }
}

/// The time of day at a minute of the axis.
pub fn clock(minute: u32) -> Clock {
    Clock::from_minutes(u16::try_from(minute % DAY).unwrap_or(0))
}

/// From one minute of the study day's axis up to, not with, another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The first minute, since the midnight that the day's date begins with.
    pub from: u32,
    /// The minute after the last.
    pub to: u32,
}

impl Slot {
    /// How long it is.
    pub fn minutes(self) -> Minutes {
        Minutes(self.to.saturating_sub(self.from))
    }

    /// Whether it has a minute in common with another.
    pub fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// What a busy time takes of one study day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// From when to when.
    pub slot: Slot,
    /// Of which busy time.
    pub id: BusyId,
}

impl Part {
    /// Whether it takes the whole study day.
    pub fn is_whole_day(&self) -> bool {
        self.slot.from <= DAY_FROM && self.slot.to >= DAY_TO
    }
}

/// The busy times of a plan: a table, with what each takes of each day at hand. Cloning is two reference counts.
#[derive(Clone, Default)]
pub struct BusyTimes {
    rows: Table<Busy>,
    days: Arc<BTreeMap<Day, Vec<Part>>>,
}

impl BusyTimes {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The one with this id.
    pub fn get(&self, id: &BusyId) -> Option<&Arc<Busy>> {
        self.rows.get(id)
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Busy>> + Clone {
        self.rows.iter()
    }

    /// All of them as a table.
    pub fn table(&self) -> &Table<Busy> {
        &self.rows
    }

    /// What is taken of a study day, early first.
    pub fn on(&self, day: Day) -> &[Part] {
        self.days.get(&day).map_or(&[], Vec::as_slice)
    }

    /// Those that take some of this day or of a later one, in the order they begin.
    pub fn ahead(&self, today: Day) -> Vec<&Arc<Busy>> {
        let mut ahead: Vec<_> = self.iter().filter(|b| b.last_day() >= today).collect();
        ahead.sort_by_key(|busy| (busy.on, busy.slot(), &busy.id));
        ahead
    }

    /// Puts one in, in the place of the one with its id.
    pub fn put(&mut self, busy: Busy) {
        self.remove(&busy.id);
        let days = Arc::make_mut(&mut self.days);
        for (day, part) in busy.parts() {
            let there = days.entry(day).or_default();
            let place = there.partition_point(|other| *other < part);
            there.insert(place, part);
        }
        self.rows.put(busy);
    }

    /// Takes one out.
    pub fn remove(&mut self, id: &BusyId) -> Option<Arc<Busy>> {
        let gone = self.rows.remove(id)?;
        let days = Arc::make_mut(&mut self.days);
        for (day, _) in gone.parts() {
            if let Some(there) = days.get_mut(&day) {
                there.retain(|part| part.id != *id);
                if there.is_empty() {
                    days.remove(&day);
                }
            }
        }
        Some(gone)
    }
}

impl From<Table<Busy>> for BusyTimes {
    fn from(rows: Table<Busy>) -> Self {
        let mut days: BTreeMap<Day, Vec<Part>> = BTreeMap::new();
        for (day, part) in rows.iter().flat_map(|busy| busy.parts()) {
            days.entry(day).or_default().push(part);
        }
        for parts in days.values_mut() {
            parts.sort_unstable();
        }
        Self {
            rows,
            days: Arc::new(days),
        }
    }
}

impl FromIterator<Busy> for BusyTimes {
    fn from_iter<I: IntoIterator<Item = Busy>>(rows: I) -> Self {
        rows.into_iter().collect::<Table<Busy>>().into()
    }
}

impl PartialEq for BusyTimes {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl fmt::Debug for BusyTimes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows.fmt(f)
    }
}

impl Serialize for BusyTimes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.rows.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for BusyTimes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Table::deserialize(deserializer).map(Self::from)
    }
}
