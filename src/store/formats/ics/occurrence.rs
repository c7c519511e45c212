//! What events come to on the user's study days: every occurrence in the window as a busy time, and the plan's own
//! events where they are now.
//!
//! Of several events with one UID (and one `RECURRENCE-ID`) the one with the highest `SEQUENCE` counts, of equals the last.
//! An event from midnight to midnight is one of whole days. A night on which clocks change is as long as any other
//! here: what counts is what the clock says when the event begins and when it ends.
//!
//! Not here: reading events (`event.rs`), which times recur (`rule.rs`).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _};

use super::event::{End, Event, On, When};
use super::read::{MAX_BUSY_TIMES, is_date};
use super::rule::{Budget, RuleError, Until};
use super::zone::EventZone;
use super::{INTERVIEW, OwnEvent, Reading, uid_end};
use crate::domain::busy::MAX_BUSY;
use crate::domain::{Busy, BusyId, Clock, Day, Minutes, SessionId};
use crate::store::hash::Hash;

/// Collects occurrences.
pub struct Occurrences<'a> {
    reading: &'a Reading,
    to: Day,
    zones: Vec<EventZone>,
    budget: Budget,
    busy: Vec<Busy>,
    own: Vec<OwnEvent>,
    left_out: LeftOut,
}

/// How many events are not busy times, and why.
#[derive(Default)]
struct LeftOut {
    cancelled: usize,
    free: usize,
    no_end: usize,
    outside: usize,
    unread: Vec<usize>,
    fine: usize,
    wrong_rule: usize,
    and_after: usize,
    too_many: usize,
}

/// How long an event is.
#[derive(Clone, Copy)]
enum Length {
    /// Whole days.
    Days(u64),
    /// On its own clock.
    Local(TimeDelta),
    /// Days on its own clock, then a length of time.
    Exact(u64, TimeDelta),
}

/// When an occurrence begins and ends, on the user's clock.
struct Span {
    from: NaiveDateTime,
    to: NaiveDateTime,
    all_day: bool,
}

impl<'a> Occurrences<'a> {
    /// None yet. `zones`: what the numbers of zones mean.
    pub fn new(reading: &'a Reading, to: Day, zones: Vec<EventZone>, budget: Budget) -> Self {
        Self {
            reading,
            to,
            zones,
            budget,
            busy: Vec::new(),
            own: Vec::new(),
            left_out: LeftOut::default(),
        }
    }

    /// Takes in the events of a file.
    pub fn take(&mut self, events: &[Event]) {
        let own_end = self.reading.plan.as_ref().map(uid_end);
        let mut newest: BTreeMap<(String, String), &Event> = BTreeMap::new();
        let mut instead: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for event in events {
            let Some(start) = event.start else {
                self.left_out.unread.push(event.line);
                continue;
            };
            let uid = match event.uid.as_str() {
                "" => {
                    // Short: with the start of an occurrence it must fit a busy time's source.
                    let title: String = event.title.chars().take(100).collect();
                    format!("{} {title}", self.key(start))
                }
                uid => uid.replace('\n', " "),
            };
            let key = event.instead_of.map_or_else(String::new, |at| self.key(at));
            if !key.is_empty() {
                let of = instead.entry(uid.clone()).or_default();
                of.insert(key.clone());
            }
            let name = (uid, key);
            let older = newest
                .get(&name)
                .is_some_and(|there| there.sequence > event.sequence);
            if !older {
                newest.insert(name, event);
            }
        }
        let none = BTreeSet::new();
        for ((uid, key), event) in newest {
            let session = own_end.as_deref().and_then(|end| uid.strip_suffix(end));
            match session {
                Some(id) if id.starts_with(INTERVIEW) => {}
                Some(id) => self.own_event(id, event),
                None => {
                    let instead = instead.get(&uid).unwrap_or(&none);
                    self.event(event, &uid, &key, instead);
                }
            }
        }
    }

    /// The busy times in the order they begin, the plan's own events, and what there is to say.
    pub fn done(mut self) -> (Vec<Busy>, Vec<OwnEvent>, Vec<String>) {
        self.busy
            .sort_by(|a, b| (a.on, a.slot(), &a.id).cmp(&(b.on, b.slot(), &b.id)));
        self.own
            .sort_by(|a, b| (a.on, a.start, &a.session).cmp(&(b.on, b.start, &b.session)));
        let notes = self.left_out.notes(self.budget);
        (self.busy, self.own, notes)
    }

    fn own_event(&mut self, id: &str, event: &Event) {
        let (Ok(session), Some(start), false) = (SessionId::new(id), event.start, event.cancelled)
        else {
            return;
        };
        let span = self.span(start, self.length(event, start));
        let on = if span.all_day {
            Day::from_date(span.from.date())
        } else {
            day_of(span.from)
        };
        let Some(on) = on else {
            return;
        };
        let timed = !span.all_day;
        let exported = event.exported.and_then(|(on, minutes)| {
            Some((Day::from_date(on)?, Minutes(minutes).min(Minutes::MAX)))
        });
        self.own.push(OwnEvent {
            session,
            on,
            start: timed.then(|| clock(span.from)),
            minutes: if timed {
                minutes_between(span.from, span.to)
            } else {
                Minutes::ZERO
            },
            exported,
        });
    }

    fn event(&mut self, event: &Event, uid: &str, key: &str, instead: &BTreeSet<String>) {
        let Some(start) = event.start else {
            return;
        };
        if event.wrong {
            self.left_out.unread.push(event.line);
        }
        if event.cancelled {
            self.left_out.cancelled += 1;
            return;
        }
        if event.free {
            self.left_out.free += 1;
            return;
        }
        self.left_out.and_after += usize::from(event.and_after);
        let length = self.length(event, start);
        let takes_none = match length {
            Length::Local(time) | Length::Exact(0, time) => time <= TimeDelta::zero(),
            Length::Exact(..) | Length::Days(_) => false,
        };
        if takes_none && event.more.iter().all(|(_, end)| end.is_none()) {
            self.left_out.no_end += 1;
            return;
        }
        let before = self.busy.len();
        if !key.is_empty() {
            // One occurrence of another event, wherever it is now.
            let source = format!("{uid}/{key}");
            let span = self.span(start, length);
            self.put(event, &source, &span);
        } else if event.rules.is_empty() && event.more.is_empty() {
            let span = self.span(start, length);
            self.put(event, uid, &span);
        } else {
            self.recurring(event, uid, start, length, instead);
        }
        self.left_out.outside += usize::from(self.busy.len() == before);
    }

    fn recurring(
        &mut self,
        event: &Event,
        uid: &str,
        start: When,
        length: Length,
        instead: &BTreeSet<String>,
    ) {
        let mut out: BTreeSet<String> = event.without.iter().map(|at| self.key(*at)).collect();
        out.extend(instead.iter().cloned());
        // Some programs take a whole date out of what recurs at a time.
        let dates: BTreeSet<NaiveDate> = event
            .without
            .iter()
            .chain(&event.instead_of)
            .filter_map(|at| match at {
                When::Date(date) => Some(*date),
                When::At(..) => None,
            })
            .collect();
        let mut seen = BTreeSet::new();
        let mut starts: Vec<(When, Length)> = self
            .recurrences(event, start, length)
            .into_iter()
            .map(|at| (at, length))
            .collect();
        for (at, end) in &event.more {
            let length = end.map_or(length, |end| self.length_to(*at, Some(end)));
            starts.push((*at, length));
        }
        for (at, length) in starts {
            if self.busy.len() >= MAX_BUSY_TIMES {
                self.left_out.too_many += 1;
                return;
            }
            let key = self.key(at);
            let date_out = !is_date(at) && dates.contains(&local(at).date());
            if date_out || out.contains(&key) {
                continue;
            }
            let span = self.span(at, length);
            if self.is_outside(&span) || !seen.insert(key.clone()) {
                continue;
            }
            self.put(event, &format!("{uid}/{key}"), &span);
        }
    }

    /// The starts of what recurs by a rule, and its own start.
    fn recurrences(&mut self, event: &Event, start: When, length: Length) -> Vec<When> {
        let long = match length {
            Length::Days(days) => days,
            Length::Local(time) => time.num_days().unsigned_abs(),
            Length::Exact(days, time) => days.saturating_add(time.num_days().unsigned_abs()),
        };
        let early = |day: Day| {
            let date = day.date();
            date.checked_sub_days(Days::new(long.saturating_add(2)))
                .unwrap_or(date)
        };
        let late = self.to.plus(3).date();
        let window = (
            early(self.reading.from).and_time(NaiveTime::MIN),
            late.and_time(NaiveTime::MIN),
        );
        let begins = local(start);
        let again = |at: NaiveDateTime| match start {
            When::Date(_) => When::Date(at.date()),
            When::At(_, on) => When::At(at, on),
        };
        let mut all = vec![start];
        for rule in &event.rules {
            match rule {
                Ok(rule) => {
                    let until = rule.until.and_then(|until| match until {
                        Until::Day(day) => day.and_hms_opt(23, 59, 59),
                        Until::Local(at) => Some(at),
                        Until::Utc(at) if is_date(start) => at.date().and_hms_opt(23, 59, 59),
                        Until::Utc(at) => Some(self.zone(start).local(at)),
                    });
                    let found = rule.occurrences(begins, window, until, &mut self.budget);
                    all.extend(found.into_iter().filter(|at| *at != begins).map(again));
                }
                Err(RuleError::Fine) => self.left_out.fine += 1,
                Err(RuleError::Wrong) => self.left_out.wrong_rule += 1,
            }
        }
        all
    }

    fn put(&mut self, event: &Event, source: &str, span: &Span) {
        const MOST: i64 = MAX_BUSY.0 as i64;
        let mut from = span.from;
        let mut part = 0;
        while from < span.to {
            if self.busy.len() >= MAX_BUSY_TIMES {
                self.left_out.too_many += 1;
                return;
            }
            let most = from.checked_add_signed(TimeDelta::minutes(MOST));
            let to = most.map_or(span.to, |most| most.min(span.to));
            part += 1;
            let source = match part {
                1 => source.to_owned(),
                n => format!("{source}#{n}"),
            };
            let part = Span {
                from,
                to,
                all_day: span.all_day,
            };
            if !self.is_outside(&part) {
                self.busy.extend(busy(&event.title, &source, &part));
            }
            from = to;
        }
    }

    fn is_outside(&self, span: &Span) -> bool {
        let four = TimeDelta::hours(4);
        let begin = self.reading.from.date().and_time(NaiveTime::MIN);
        let end = self.to.plus(1).date().and_time(NaiveTime::MIN);
        let back = if span.all_day {
            TimeDelta::zero()
        } else {
            four
        };
        let shifted = |at: NaiveDateTime| at.checked_sub_signed(back).unwrap_or(at);
        shifted(span.to) <= begin || shifted(span.from) >= end
    }

    fn zone(&self, when: When) -> &EventZone {
        match when {
            When::Date(_) | When::At(_, On::Floating) => &EventZone::Floating,
            When::At(_, On::Utc) => &EventZone::Utc,
            When::At(_, On::Zone(number)) => self.zones.get(number).unwrap_or(&EventZone::Floating),
        }
    }

    /// A start, the same however it is written: `20270104T180000Z`, `20270104T190000` where it floats, `20270104`.
    fn key(&self, when: When) -> String {
        match when {
            When::Date(date) => date.format("%Y%m%d").to_string(),
            When::At(at, _) => match self.zone(when).utc(at) {
                Some(utc) => utc.format("%Y%m%dT%H%M%SZ").to_string(),
                None => at.format("%Y%m%dT%H%M%S").to_string(),
            },
        }
    }

    fn length(&self, event: &Event, start: When) -> Length {
        self.length_to(start, event.end)
    }

    fn length_to(&self, start: When, end: Option<End>) -> Length {
        match (start, end) {
            (When::Date(_), None) => Length::Days(1),
            (When::At(..), None) => Length::Local(TimeDelta::zero()),
            (When::Date(from), Some(End::At(to))) => {
                let days = local(to).date().signed_duration_since(from).num_days();
                Length::Days(days.max(1).unsigned_abs())
            }
            (When::Date(_), Some(End::After(days, time))) => {
                let days = days.saturating_add(time.num_seconds().div_euclid(86_400));
                Length::Days(days.max(1).unsigned_abs())
            }
            (When::At(_, on), Some(End::At(to))) => {
                let same = matches!(to, When::At(_, other) if other == on);
                match (
                    self.zone(start).utc(local(start)),
                    self.zone(to).utc(local(to)),
                ) {
                    (Some(from), Some(to)) if !same => {
                        Length::Exact(0, to.signed_duration_since(from))
                    }
                    _ => Length::Local(local(to).signed_duration_since(local(start))),
                }
            }
            (When::At(..), Some(End::After(days, time))) => {
                Length::Exact(days.unsigned_abs(), time)
            }
        }
    }

    /// When an occurrence begins and ends on the user's clock.
    fn span(&self, start: When, length: Length) -> Span {
        let user = self.reading.zone;
        let (at, zone) = (local(start), self.zone(start));
        let later = |at: NaiveDateTime, days: u64| {
            at.checked_add_days(Days::new(days.min(4_000)))
                .unwrap_or(at)
        };
        let time = |at: NaiveDateTime, time: TimeDelta| at.checked_add_signed(time).unwrap_or(at);
        let (from, to) = match (start, length) {
            (When::Date(_), Length::Days(days)) => {
                return Span {
                    from: at,
                    to: later(at, days),
                    all_day: true,
                };
            }
            (_, Length::Days(days)) => (zone.wall(at, user), zone.wall(later(at, days), user)),
            (_, Length::Local(long)) => (zone.wall(at, user), zone.wall(time(at, long), user)),
            (_, Length::Exact(days, long)) => {
                let days_on = later(at, days);
                let to = match zone.utc(days_on) {
                    Some(utc) => user.wall(time(utc, long)),
                    None => time(days_on, long),
                };
                (zone.wall(at, user), to)
            }
        };
        let midnight = |at: NaiveDateTime| at.time() == NaiveTime::MIN;
        Span {
            from,
            to,
            all_day: midnight(from) && midnight(to) && from < to,
        }
    }
}

/// What a time's own clock says; midnight for a date.
fn local(when: When) -> NaiveDateTime {
    match when {
        When::Date(date) => date.and_time(NaiveTime::MIN),
        When::At(at, _) => at,
    }
}

fn clock(at: NaiveDateTime) -> Clock {
    let minutes = at.hour() * 60 + at.minute();
    Clock::from_minutes(u16::try_from(minutes).unwrap_or(0))
}

/// The study day of a time; `None` outside the years that plans cover.
fn day_of(at: NaiveDateTime) -> Option<Day> {
    Day::from_date(at.date())?;
    Some(Day::of(at))
}

/// Minutes on the clock, begun ones counted whole.
fn minutes_between(from: NaiveDateTime, to: NaiveDateTime) -> Minutes {
    let from = from.with_second(0).unwrap_or(from);
    let seconds = to.signed_duration_since(from).num_seconds().max(0);
    Minutes(u32::try_from((seconds + 59) / 60).unwrap_or(u32::MAX))
}

fn busy(title: &str, source: &str, span: &Span) -> Option<Busy> {
    let id = Hash::of(source.as_bytes()).to_string();
    let id = BusyId::slug(&format!("cal-{}", id.get(..16)?));
    let minutes = minutes_between(span.from, span.to);
    let mut busy = if span.all_day {
        let on = Day::from_date(span.from.date())?;
        Busy::whole_days(id, on, minutes.0 / (24 * 60))
    } else {
        let on = day_of(span.from)?;
        Busy::new(id, on, clock(span.from), minutes.min(MAX_BUSY))
    };
    busy.title = title.to_owned();
    busy.source = Some(source.to_owned());
    Some(busy.tidied())
}

/// “1 event”, “3 events”.
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

impl LeftOut {
    fn notes(&self, budget: Budget) -> Vec<String> {
        let mut notes = Vec::new();
        let mut say = |n: usize, what: &str| {
            if n > 0 {
                notes.push(format!("{} {what}", count(n, "event", "events")));
            }
        };
        say(self.cancelled, "called off: not busy.");
        say(self.free, "marked as free time: not busy.");
        say(self.no_end, "without a length: not busy.");
        say(self.outside, "outside the days of the plan: left out.");
        say(
            self.fine,
            "that recur by the hour, minute or second: only the first time of each was taken.",
        );
        say(
            self.wrong_rule,
            "with a rule that cannot be followed: only the first time of each was taken.",
        );
        say(
            self.and_after,
            "changed with all that come after: only the one day was changed here.",
        );
        say(
            self.too_many,
            "left out in part: a calendar gives at most 20,000 busy times.",
        );
        if let Some(first) = self.unread.first() {
            notes.push(format!(
                "{} with something that cannot be read, the first in line {first}.",
                count(self.unread.len(), "event", "events")
            ));
        }
        if budget.is_spent() {
            notes.push(
                "So much recurs in this calendar that some of it was left out: export a shorter stretch of time.".to_owned(),
            );
        }
        notes
    }
}
