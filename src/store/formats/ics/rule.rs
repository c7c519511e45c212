//! Recurrence rules (RFC 5545 §3.3.10): on which local times an event recurs.
//!
//! **Why an expander of its own.** The `rrule` crate looks for the next occurrence up to 100,000 periods ahead before it
//! gives up, and makes the whole set of a period at once; a line of 60 bytes that never comes true (30 February) costs
//! it a tenth of a second, and one year of seconds a few hundred MB. Here only the periods inside a window are looked at, day by
//! day, and every look is paid from a [`Budget`]. The tests compare both, rule by rule.
//!
//! Days, weeks, months and years recur; hours, minutes and seconds do not: nobody is busy like that. Not here: zones
//! (`zone.rs`), dates added and taken out (`read.rs`).

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// The longest rule that is read, in bytes.
const MAX_RULE: usize = 2_000;
/// The most times of day in a rule.
const MAX_TIMES: usize = 48;

/// How many days may be looked at, for all rules of a file together.
#[derive(Clone, Copy, Debug)]
pub struct Budget(u32);

impl Budget {
    /// So many.
    pub fn new(days: u32) -> Self {
        Self(days)
    }

    /// Whether it is used up.
    pub fn is_spent(self) -> bool {
        self.0 == 0
    }

    fn pay(&mut self) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 > 0
    }
}

/// Why a rule is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleError {
    /// It recurs by hours, minutes or seconds.
    Fine,
    /// It is no rule.
    Wrong,
}

/// What recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Freq {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// When a rule ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// With this day.
    Day(NaiveDate),
    /// With this time, on the event's own clock.
    Local(NaiveDateTime),
    /// With this time, in UTC.
    Utc(NaiveDateTime),
}

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    freq: Freq,
    interval: u32,
    count: Option<u32>,
    /// When it ends. The caller says what that is on the event's own clock.
    pub until: Option<Until>,
    months: Vec<i32>,
    month_days: Vec<i32>,
    year_days: Vec<i32>,
    weeks: Vec<i32>,
    days: Vec<(i32, Weekday)>,
    positions: Vec<i32>,
    hours: Vec<i32>,
    minutes: Vec<i32>,
    seconds: Vec<i32>,
    week_begins: Weekday,
}

impl Rule {
    /// Reads the value of an `RRULE`.
    ///
    /// # Errors
    /// Where it is none, or one that is not followed.
    pub fn parse(value: &str) -> Result<Self, RuleError> {
        if value.len() > MAX_RULE {
            return Err(RuleError::Wrong);
        }
        let mut rule = Self {
            freq: Freq::Daily,
            interval: 1,
            count: None,
            until: None,
            months: Vec::new(),
            month_days: Vec::new(),
            year_days: Vec::new(),
            weeks: Vec::new(),
            days: Vec::new(),
            positions: Vec::new(),
            hours: Vec::new(),
            minutes: Vec::new(),
            seconds: Vec::new(),
            week_begins: Weekday::Mon,
        };
        let mut freq = None;
        let parts = value.split(';').map(str::trim);
        for part in parts.filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').ok_or(RuleError::Wrong)?;
            let value = value.trim().to_ascii_uppercase();
            match key.trim().to_ascii_uppercase().as_str() {
                "FREQ" => {
                    freq = Some(match value.as_str() {
                        "DAILY" => Freq::Daily,
                        "WEEKLY" => Freq::Weekly,
                        "MONTHLY" => Freq::Monthly,
                        "YEARLY" => Freq::Yearly,
                        "HOURLY" | "MINUTELY" | "SECONDLY" => return Err(RuleError::Fine),
                        _ => return Err(RuleError::Wrong),
                    });
                }
                "INTERVAL" => rule.interval = number(&value, 1, i32::MAX)?.unsigned_abs(),
                "COUNT" => rule.count = Some(number(&value, 1, i32::MAX)?.unsigned_abs()),
                "UNTIL" => rule.until = Some(until(&value)?),
                "WKST" => rule.week_begins = weekday(&value)?,
                "BYMONTH" => rule.months = numbers(&value, 1, 12)?,
                "BYMONTHDAY" => rule.month_days = numbers(&value, -31, 31)?,
                "BYYEARDAY" => rule.year_days = numbers(&value, -366, 366)?,
                "BYWEEKNO" => rule.weeks = numbers(&value, -53, 53)?,
                "BYSETPOS" => rule.positions = numbers(&value, -366, 366)?,
                "BYHOUR" => rule.hours = numbers(&value, 0, 23)?,
                "BYMINUTE" => rule.minutes = numbers(&value, 0, 59)?,
                "BYSECOND" => rule.seconds = numbers(&value, 0, 59)?,
                "BYDAY" => {
                    let days = value.split(',').map(|day| nth_weekday(day.trim()));
                    rule.days = days.collect::<Result<_, _>>()?;
                }
                // What other programs add (RSCALE and the like) changes what it means.
                key if key.starts_with("X-") => {}
                _ => return Err(RuleError::Wrong),
            }
        }
        rule.freq = freq.ok_or(RuleError::Wrong)?;
        Ok(rule)
    }

    /// Its occurrences from `from` to `to`, both included, in order; the event's start is the first of all. `until`: the
    /// last possible one, on the same clock.
    pub fn occurrences(
        &self,
        start: NaiveDateTime,
        (from, to): (NaiveDateTime, NaiveDateTime),
        until: Option<NaiveDateTime>,
        budget: &mut Budget,
    ) -> Vec<NaiveDateTime> {
        let rule = self.filled(start.date());
        let last = until.map_or(to, |until| until.min(to));
        let times = rule.times(start.time());
        let mut found = Vec::new();
        let mut left = rule.count.unwrap_or(u32::MAX);
        // Days before the window count only where occurrences are counted.
        let mut at = match rule.count {
            None => rule.period_before(start.date(), from.date()),
            Some(_) => 0,
        };
        let mut first = true;
        while left > 0 && budget.pay() {
            let Some(days) = rule.period(start.date(), at) else {
                break;
            };
            if days.0.and_time(NaiveTime::MIN) > last {
                break;
            }
            for when in rule.in_period(days, &times, budget) {
                if when < start || left == 0 {
                    continue;
                }
                if std::mem::take(&mut first) && rule.count.is_some() && when > start {
                    // The start counts, though the rule does not say it.
                    left -= 1;
                    if left == 0 {
                        break;
                    }
                }
                left -= 1;
                if when >= from && when <= last {
                    found.push(when);
                }
            }
            let Some(next) = at.checked_add(1) else {
                break;
            };
            at = next;
        }
        if start >= from && start <= to && found.first() != Some(&start) {
            found.insert(0, start);
        }
        found
    }

    /// With what the start says where the rule does not.
    fn filled(&self, start: NaiveDate) -> Self {
        let mut rule = self.clone();
        let none = rule.weeks.is_empty()
            && rule.year_days.is_empty()
            && rule.month_days.is_empty()
            && rule.days.is_empty();
        let day = i32::try_from(start.day()).unwrap_or(1);
        match rule.freq {
            Freq::Yearly if none => {
                if rule.months.is_empty() {
                    rule.months = vec![i32::try_from(start.month()).unwrap_or(1)];
                }
                rule.month_days = vec![day];
            }
            Freq::Yearly if !rule.weeks.is_empty() && rule.days.is_empty() => {
                rule.days = vec![(0, start.weekday())];
            }
            Freq::Monthly if none => rule.month_days = vec![day],
            Freq::Weekly if rule.days.is_empty() => rule.days = vec![(0, start.weekday())],
            _ => {}
        }
        rule
    }

    /// Its times of day, in order.
    fn times(&self, start: NaiveTime) -> Vec<NaiveTime> {
        use chrono::Timelike as _;
        let or = |list: &[i32], other: u32| -> Vec<u32> {
            if list.is_empty() {
                return vec![other];
            }
            list.iter().map(|n| n.unsigned_abs()).collect()
        };
        let (hours, minutes, seconds) = (
            or(&self.hours, start.hour()),
            or(&self.minutes, start.minute()),
            or(&self.seconds, start.second()),
        );
        let mut times = Vec::new();
        for hour in &hours {
            for minute in &minutes {
                for second in &seconds {
                    if times.len() < MAX_TIMES {
                        times.extend(NaiveTime::from_hms_opt(*hour, *minute, *second));
                    }
                }
            }
        }
        times.sort_unstable();
        times.dedup();
        times
    }

    /// The number of a period that ends before `day`, or the first.
    fn period_before(&self, start: NaiveDate, day: NaiveDate) -> u32 {
        let days = day.signed_duration_since(start).num_days().max(0);
        let units = match self.freq {
            Freq::Daily => days,
            Freq::Weekly => days / 7,
            Freq::Monthly => days / 31,
            Freq::Yearly => days / 366,
        };
        let periods = units / i64::from(self.interval.max(1));
        u32::try_from(periods.saturating_sub(1).max(0)).unwrap_or(0)
    }

    /// The first and the last day of a period.
    fn period(&self, start: NaiveDate, number: u32) -> Option<(NaiveDate, NaiveDate)> {
        let units = u64::from(number).checked_mul(u64::from(self.interval))?;
        let later = |from: NaiveDate, days: u64| {
            let days = days.checked_mul(units).filter(|days| *days < 4_000_000)?;
            from.checked_add_days(Days::new(days))
        };
        match self.freq {
            Freq::Daily => later(start, 1).map(|day| (day, day)),
            Freq::Weekly => {
                let back = start.weekday().days_since(self.week_begins);
                let begins = start.checked_sub_days(Days::new(u64::from(back)))?;
                let first = later(begins, 7)?;
                Some((first, first.checked_add_days(Days::new(6))?))
            }
            Freq::Monthly => {
                let months = u32::try_from(units).ok().filter(|n| *n < 120_000)?;
                let first = start
                    .with_day(1)?
                    .checked_add_months(chrono::Months::new(months))?;
                let next = first.checked_add_months(chrono::Months::new(1))?;
                Some((first, next.pred_opt()?))
            }
            Freq::Yearly => {
                let years = i32::try_from(units).ok().filter(|n| *n < 10_000)?;
                let year = start.year().checked_add(years)?;
                let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
                Some((first, NaiveDate::from_ymd_opt(year, 12, 31)?))
            }
        }
    }

    fn in_period(
        &self,
        (first, last): (NaiveDate, NaiveDate),
        times: &[NaiveTime],
        budget: &mut Budget,
    ) -> Vec<NaiveDateTime> {
        let mut all = Vec::new();
        let mut day = first;
        while day <= last && budget.pay() {
            if self.takes(day) {
                let paid = times.iter().take_while(|_| budget.pay());
                all.extend(paid.map(|time| day.and_time(*time)));
            }
            match day.succ_opt() {
                Some(next) => day = next,
                None => break,
            }
        }
        if self.positions.is_empty() {
            return all;
        }
        let count = i32::try_from(all.len()).unwrap_or(0);
        let mut places: Vec<i32> = self
            .positions
            .iter()
            .map(|place| if *place < 0 { count + place } else { place - 1 })
            .collect();
        places.sort_unstable();
        places.dedup();
        let there = |place: i32| all.get(usize::try_from(place).ok()?).copied();
        places.into_iter().filter_map(there).collect()
    }

    fn takes(&self, day: NaiveDate) -> bool {
        let has = |list: &[i32], n: u32, of: u32| {
            let (n, of) = (i64::from(n), i64::from(of));
            list.is_empty()
                || list.iter().any(|want| {
                    let want = i64::from(*want);
                    want == n || (want < 0 && want == n - of - 1)
                })
        };
        has(&self.months, day.month(), 12)
            && has(&self.month_days, day.day(), days_of_month(day))
            && has(&self.year_days, day.ordinal(), days_of_year(day.year()))
            && (self.weeks.is_empty() || {
                let (week, of) = self.week(day);
                has(&self.weeks, week, of)
            })
            && self.takes_weekday(day)
    }

    fn takes_weekday(&self, day: NaiveDate) -> bool {
        if self.days.is_empty() {
            return true;
        }
        let (at, of) = match self.freq {
            Freq::Yearly if self.months.is_empty() => (day.ordinal(), days_of_year(day.year())),
            _ => (day.day(), days_of_month(day)),
        };
        let from_start = i32::try_from(at.saturating_sub(1) / 7 + 1).unwrap_or(0);
        let from_end = i32::try_from(of.saturating_sub(at) / 7 + 1).unwrap_or(0);
        let numbered = matches!(self.freq, Freq::Monthly | Freq::Yearly) && self.weeks.is_empty();
        self.days.iter().any(|(nth, weekday)| {
            *weekday == day.weekday()
                && (*nth == 0 || !numbered || *nth == from_start || *nth == -from_end)
        })
    }

    /// The number of a day's week in the year that has most of the week, and how many weeks that year has.
    fn week(&self, day: NaiveDate) -> (u32, u32) {
        let middle = |day: NaiveDate| {
            let into = i64::from(day.weekday().days_since(self.week_begins));
            day.checked_add_signed(chrono::TimeDelta::days(3 - into))
                .unwrap_or(day)
        };
        let of = middle(day);
        // The 28th of December is in the last week of its year, whatever weekday weeks begin with.
        let last = NaiveDate::from_ymd_opt(of.year(), 12, 28).map_or(of, middle);
        (of.ordinal0() / 7 + 1, last.ordinal0() / 7 + 1)
    }
}

fn days_of_year(year: i32) -> u32 {
    NaiveDate::from_ymd_opt(year, 12, 31).map_or(365, |day| day.ordinal())
}

fn days_of_month(day: NaiveDate) -> u32 {
    match day.month() {
        2 => days_of_year(day.year()) - 337,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn number(text: &str, low: i32, high: i32) -> Result<i32, RuleError> {
    let number: i32 = text.parse().map_err(|_| RuleError::Wrong)?;
    (low..=high)
        .contains(&number)
        .then_some(number)
        .ok_or(RuleError::Wrong)
}

fn numbers(text: &str, low: i32, high: i32) -> Result<Vec<i32>, RuleError> {
    let parts = text.split(',').map(|part| number(part.trim(), low, high));
    let mut list = parts.collect::<Result<Vec<i32>, _>>()?;
    if low < 0 && list.contains(&0) {
        return Err(RuleError::Wrong);
    }
    list.sort_unstable();
    list.dedup();
    Ok(list)
}

fn weekday(text: &str) -> Result<Weekday, RuleError> {
    Ok(match text {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return Err(RuleError::Wrong),
    })
}

/// `MO`, `2TU`, `-1FR`.
fn nth_weekday(text: &str) -> Result<(i32, Weekday), RuleError> {
    let split = text.len().checked_sub(2).ok_or(RuleError::Wrong)?;
    let (nth, day) = text.split_at_checked(split).ok_or(RuleError::Wrong)?;
    let nth = match nth {
        "" => 0,
        nth => number(nth.trim_start_matches('+'), -53, 53)?,
    };
    Ok((nth, weekday(day)?))
}

fn until(text: &str) -> Result<Until, RuleError> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let date = super::event::date(date).ok_or(RuleError::Wrong)?;
    let Some(time) = time else {
        return Ok(Until::Day(date));
    };
    let (time, utc) = match time.strip_suffix('Z') {
        Some(time) => (time, true),
        None => (time, false),
    };
    let at = date.and_time(super::event::time(time).ok_or(RuleError::Wrong)?);
    Ok(if utc {
        Until::Utc(at)
    } else {
        Until::Local(at)
    })
}
