//! Availability: the time the user has, by weekday and by date, less the times the user is busy.
//!
//! **What counts.** A day's *allotted* time is what its exception says, else the windows of its weekday. An exception makes
//! the windows longer (the last one, at its end) or shorter (from the end on); a date without windows gets one at the
//! usual hour. Busy times then take from these windows what overlaps them, each minute once. So an exception stays what
//! the user said about the day, and a busy time outside the windows costs nothing. Windows that begin before 04:00 are
//! in the night after the day; what a window has after 04:00 of the next day is not looked for among busy times.
//!
//! Not here: what is already planned on a day (`index.rs`), at what time of day each session comes (`times.rs`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::busy::{BusyTimes, Slot, clock, on_axis};
use super::time::{Clock, Day, Minutes, WEEK, Weekday};

/// Time to study that begins at a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// When it begins.
    pub at: Clock,
    /// How long it is.
    pub minutes: Minutes,
}

crate::record! {
    /// The windows of each weekday.
    #[derive(Default)]
    pub struct Weekly {
        /// Mondays.
        pub mon: Vec<Window> = Vec::new(),
        /// Tuesdays.
        pub tue: Vec<Window> = Vec::new(),
        /// Wednesdays.
        pub wed: Vec<Window> = Vec::new(),
        /// Thursdays.
        pub thu: Vec<Window> = Vec::new(),
        /// Fridays.
        pub fri: Vec<Window> = Vec::new(),
        /// Saturdays.
        pub sat: Vec<Window> = Vec::new(),
        /// Sundays.
        pub sun: Vec<Window> = Vec::new(),
    }
}

impl Weekly {
    /// The windows of a weekday.
    pub fn on(&self, day: Weekday) -> &Vec<Window> {
        match day {
            Weekday::Mon => &self.mon,
            Weekday::Tue => &self.tue,
            Weekday::Wed => &self.wed,
            Weekday::Thu => &self.thu,
            Weekday::Fri => &self.fri,
            Weekday::Sat => &self.sat,
            Weekday::Sun => &self.sun,
        }
    }

    /// The windows of a weekday, to change them.
    pub fn on_mut(&mut self, day: Weekday) -> &mut Vec<Window> {
        match day {
            Weekday::Mon => &mut self.mon,
            Weekday::Tue => &mut self.tue,
            Weekday::Wed => &mut self.wed,
            Weekday::Thu => &mut self.thu,
            Weekday::Fri => &mut self.fri,
            Weekday::Sat => &mut self.sat,
            Weekday::Sun => &mut self.sun,
        }
    }

    /// One window a day of so many minutes, Monday first; evenings at 19:00, weekends at 10:00.
    pub fn of_minutes(minutes: [Minutes; 7]) -> Self {
        let mut weekly = Self::default();
        for (day, minutes) in WEEK.into_iter().zip(minutes) {
            weekly.set_minutes(day, minutes);
        }
        weekly
    }

    /// Minutes on a weekday.
    pub fn minutes(&self, day: Weekday) -> Minutes {
        self.on(day).iter().map(|window| window.minutes).sum()
    }

    /// Gives a weekday so many minutes: the first window is kept where there is one, further windows go.
    pub fn set_minutes(&mut self, day: Weekday, minutes: Minutes) {
        let usual = usual_start(day);
        let windows = self.on_mut(day);
        let at = windows.first().map_or(usual, |window| window.at);
        windows.clear();
        if minutes > Minutes::ZERO {
            windows.push(Window { at, minutes });
        }
    }

    /// Minutes in a whole week.
    pub fn total(&self) -> Minutes {
        WEEK.into_iter().map(|day| self.minutes(day)).sum()
    }
}

crate::record! {
    /// The time the user has.
    #[derive(Default)]
    pub struct Availability {
        /// As a rule.
        pub weekly: Weekly = Weekly::default(),
        /// Minutes on single days, in place of the rule; 0 is a day off.
        pub exceptions: BTreeMap<Day, Minutes> = BTreeMap::new(),
        /// Dated times that are taken by something else.
        pub busy: BusyTimes = BusyTimes::default(),
    }
}

/// When a window begins where the user has said nothing: evenings at 19:00, weekends at 10:00.
fn usual_start(day: Weekday) -> Clock {
    Clock::from_minutes(match day {
        Weekday::Sat | Weekday::Sun => 10 * 60,
        _ => 19 * 60,
    })
}

impl Availability {
    /// Minutes on a day: what is allotted to it and not taken by busy times.
    pub fn minutes(&self, day: Day) -> Minutes {
        let allotted = self.allotted(day);
        if allotted == Minutes::ZERO || self.busy.on(day).is_empty() {
            return allotted;
        }
        let taken = self.taken(day);
        let lost = |window: Slot| -> Minutes {
            let overlap = |busy: &Slot| Slot {
                from: busy.from.max(window.from),
                to: busy.to.min(window.to),
            };
            taken.iter().map(|busy| overlap(busy).minutes()).sum()
        };
        let windows = self.windows(day).into_iter();
        windows
            .map(|window| window.minutes().saturating_sub(lost(window)))
            .sum()
    }

    /// Minutes that the user set for a day, exceptions counted, busy times not.
    pub fn allotted(&self, day: Day) -> Minutes {
        self.exceptions
            .get(&day)
            .copied()
            .unwrap_or_else(|| self.weekly.minutes(day.weekday()))
    }

    /// Whether the user took this day off (a weekday without windows is none).
    pub fn is_day_off(&self, day: Day) -> bool {
        self.exceptions.get(&day) == Some(&Minutes::ZERO)
    }

    /// The windows of a day, early first: as long together as what is allotted to it.
    pub fn windows(&self, day: Day) -> Vec<Slot> {
        let weekly = self.weekly.on(day.weekday());
        let mut windows: Vec<Slot> = weekly.iter().map(slot).collect();
        windows.sort_unstable();
        let mut left = self.allotted(day);
        for window in &mut windows {
            let minutes = window.minutes().min(left);
            window.to = window.from.saturating_add(minutes.0);
            left = left - minutes;
        }
        windows.retain(|window| window.from < window.to);
        if left > Minutes::ZERO {
            match windows.last_mut() {
                Some(last) => last.to = last.to.saturating_add(left.0),
                None => windows.push(Slot {
                    from: self.usually_from(day),
                    to: self.usually_from(day).saturating_add(left.0),
                }),
            }
        }
        windows
    }

    /// When the user is busy on a day, early first; what overlaps or touches is one.
    pub fn taken(&self, day: Day) -> Vec<Slot> {
        let mut taken: Vec<Slot> = Vec::new();
        for part in self.busy.on(day) {
            match taken.last_mut() {
                Some(last) if part.slot.from <= last.to => last.to = last.to.max(part.slot.to),
                _ => taken.push(part.slot),
            }
        }
        taken
    }

    /// The windows of a day without what is taken of them, early first.
    pub fn free(&self, day: Day) -> Vec<Slot> {
        let taken = self.taken(day);
        let mut free = Vec::new();
        for window in self.windows(day) {
            let mut from = window.from;
            for busy in taken.iter().filter(|busy| busy.meets(window)) {
                let to = busy.from.max(from);
                free.push(Slot { from, to });
                from = from.max(busy.to);
            }
            let to = window.to.max(from);
            free.push(Slot { from, to });
        }
        free.retain(|slot| slot.from < slot.to);
        free
    }

    /// When the first free time of the day begins; on a day without any, when it would as a rule.
    pub fn starts_at(&self, day: Day) -> Option<Clock> {
        if let Some(slot) = self.free(day).first() {
            return Some(clock(slot.from));
        }
        let weekly = self.weekly.on(day.weekday());
        weekly.first().map(|window| window.at)
    }

    /// When the time of a weekday begins as a rule, on the axis of its study day.
    pub fn usually_from(&self, day: Day) -> u32 {
        let weekly = self.weekly.on(day.weekday());
        let first = weekly.iter().map(|window| on_axis(window.at)).min();
        first.unwrap_or_else(|| on_axis(usual_start(day.weekday())))
    }
}

fn slot(window: &Window) -> Slot {
    let from = on_axis(window.at);
    Slot {
        from,
        to: from.saturating_add(window.minutes.0),
    }
}
