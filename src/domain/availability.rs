//! Availability: the time the user has, by weekday and by date.
//!
//! Not here: what is already planned on a day (`index.rs`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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
        let usual = match day {
            Weekday::Sat | Weekday::Sun => 10 * 60,
            _ => 19 * 60,
        };
        let windows = self.on_mut(day);
        let at = windows
            .first()
            .map_or_else(|| Clock::from_minutes(usual), |window| window.at);
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
    }
}

impl Availability {
    /// Minutes on a day, exceptions counted.
    pub fn minutes(&self, day: Day) -> Minutes {
        self.exceptions
            .get(&day)
            .copied()
            .unwrap_or_else(|| self.weekly.minutes(day.weekday()))
    }

    /// Whether the user took this day off (a weekday without windows is none).
    pub fn is_day_off(&self, day: Day) -> bool {
        self.exceptions.get(&day) == Some(&Minutes::ZERO)
    }

    /// When the first window of the day begins.
    pub fn starts_at(&self, day: Day) -> Option<Clock> {
        self.weekly
            .on(day.weekday())
            .first()
            .map(|window| window.at)
    }
}
