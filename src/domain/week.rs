//! What the user says about a week when it is looked back on: a line, and one decision. Weeks begin on Monday here, as in
//! Progress, whatever day they begin with on screen.
//!
//! Not here: what happened in the week (`week_review.rs`).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::edit::Edit;
use super::plan::Plan;
use super::time::{Day, TimeError, Weekday};

/// The longest line of a week, in characters.
pub const MAX_WEEK_CHARS: usize = 1_000;

/// A week, named by its Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(Day);

impl Week {
    /// The week that a day is in.
    pub fn of(day: Day) -> Self {
        Self(day.week_start(Weekday::Mon))
    }

    /// Its Monday.
    pub fn monday(self) -> Day {
        self.0
    }

    /// Its Sunday.
    pub fn sunday(self) -> Day {
        self.0.plus(6)
    }

    /// Its seven days, Monday first.
    pub fn days(self) -> impl DoubleEndedIterator<Item = Day> + Clone {
        self.0.until(self.0.plus(7))
    }

    /// So many weeks later (negative: earlier).
    #[must_use]
    pub fn plus(self, weeks: i64) -> Self {
        Self::of(self.0.plus(weeks.saturating_mul(7)))
    }

    /// Reads its Monday, `YYYY-MM-DD`; another day names the week that it is in.
    ///
    /// # Errors
    /// Where the text is no day.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        Day::parse(text).map(Self::of)
    }
}

impl fmt::Display for Week {
    /// As in files: its Monday.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Week {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Week {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Day::deserialize(deserializer).map(Self::of)
    }
}

/// What the user decided when looking back on a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// The plan stays as it is.
    KeepGoing,
    /// The days ahead are planned again.
    Replan,
    /// Less is to be done in a week.
    Lighten,
    /// More time is to be found.
    MoreTime,
}

impl Decision {
    /// In the order that they are offered.
    pub const ALL: [Self; 4] = [Self::KeepGoing, Self::Replan, Self::Lighten, Self::MoreTime];

    /// As it is said of the past: “You decided to keep going.”
    pub fn words(self) -> &'static str {
        match self {
            Self::KeepGoing => "keep going",
            Self::Replan => "plan the days ahead again",
            Self::Lighten => "take it lighter",
            Self::MoreTime => "find more time",
        }
    }
}

crate::record! {
    /// What the user says about a week.
    #[derive(Default)]
    pub struct WeekNote {
        /// A line of their own, at most [`MAX_WEEK_CHARS`] characters.
        pub line: String = String::new(),
        /// What they decided.
        pub decision: Option<Decision> = None,
    }
}

impl WeekNote {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.line.is_empty() && self.decision.is_none() && self.unknown.is_empty()
    }
}

/// The edit that says what was decided after a week; the user's line stays. It belongs into one deed with what the decision
/// does: that something was looked at is no decision.
pub fn decide(plan: &Plan, week: Week, decision: Decision) -> Edit {
    let known = plan.weeks.get(&week).cloned().unwrap_or_default();
    let note = WeekNote {
        decision: Some(decision),
        ..known
    };
    Edit::SetWeekNote {
        week,
        note: Box::new(note),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_named_by_its_monday() {
        let sunday = Day::from_ymd(2026, 12, 6).expect("a day");
        let week = Week::of(sunday);
        assert_eq!(week.to_string(), "2026-11-30");
        assert_eq!(week.sunday(), sunday);
        assert_eq!(week.plus(-1).to_string(), "2026-11-23");
        assert_eq!(Week::parse("2026-12-02"), Ok(week));
        assert_eq!(week.days().count(), 7);
    }
}
