//! Sessions: dated blocks of an item. Future ones are the schedule; past ones, with what was really spent, are the log.

use serde::{Deserialize, Serialize};

use super::id::{ItemId, SessionId};
use super::table::Row;
use super::time::{Day, Minutes, Moment};

/// What is done in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SessionKind {
    /// New material.
    Study,
    /// Recall of what was studied.
    Review,
    /// A mock interview.
    Mock,
}

impl SessionKind {
    /// As it is called on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Study => "study",
            Self::Review => "review",
            Self::Mock => "mock",
        }
    }
}

/// What became of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Not yet; on a past day: missed.
    #[default]
    Planned,
    /// It took place; [`Session::spent`] says how long.
    Done,
    /// Left out on purpose.
    Skipped,
}

/// Why the planner put a session where it is. Said in words by `ui::format::why`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// The user put it there.
    You,
    /// Next in the path.
    Next,
    /// Next in its ordered list.
    NextInList {
        /// The last item of the list that waits for it.
        waits: Option<ItemId>,
    },
    /// Other items build on it.
    Unlocks {
        /// The first that waits for it.
        first: ItemId,
        /// How many wait for it, directly or not.
        count: u32,
    },
    /// The last day that is early enough for an interview.
    LastChance {
        /// The name of the interview.
        interview: String,
    },
    /// A review so that it counts as prepared.
    FirstReview,
    /// A review before recall falls too low.
    RecallFalls {
        /// Predicted recall without it on the interview day, in percent.
        percent: u8,
    },
    /// The only day with enough time for it in one go.
    OnlyDay {
        /// Minutes it needs.
        minutes: Minutes,
    },
    /// Practice under interview conditions.
    Mock,
    /// It stayed where the plan before had it.
    Kept,
    /// It goes on with what was begun before.
    Part {
        /// Which part this is, from 1.
        part: u32,
        /// How many there are.
        parts: u32,
    },
    /// It follows what comes before it in its step of the path.
    After {
        /// What comes before it.
        item: ItemId,
    },
    /// An interview earlier than the last one asks for it.
    For {
        /// The name of the interview.
        interview: String,
        /// Its day.
        on: Day,
    },
}

crate::record! {
    /// A block of an item on a day.
    pub struct Session {
        /// Stays the same when the session moves.
        pub id: SessionId,
        /// What is studied.
        pub item: ItemId,
        /// How.
        pub kind: SessionKind,
        /// Its study day.
        pub on: Day,
        /// Planned length.
        pub minutes: Minutes,
        /// Whether the user put it there: the planner leaves it alone.
        pub pinned: bool = false,
        /// What became of it.
        pub outcome: Outcome = Outcome::Planned,
        /// Minutes really spent so far.
        pub spent: Minutes = Minutes::ZERO,
        /// When it was finished or skipped.
        pub ended_at: Option<Moment> = None,
        /// Why it is where it is.
        pub why: Option<Why> = None,
        /// Pages or problems done in it; 0: not counted.
        pub units: u32 = 0,
        /// Whether nobody planned it: it only says what took place (a drill, a mock, minutes written down by hand).
        pub logged: bool = false,
    }
}

impl Row for Session {
    type Key = SessionId;
    fn key(&self) -> SessionId {
        self.id.clone()
    }
}

impl Session {
    /// A planned session.
    pub fn new(id: SessionId, item: ItemId, kind: SessionKind, on: Day, minutes: Minutes) -> Self {
        Self {
            id,
            item,
            kind,
            on,
            minutes,
            pinned: false,
            outcome: Outcome::Planned,
            spent: Minutes::ZERO,
            ended_at: None,
            why: None,
            units: 0,
            logged: false,
            unknown: Default::default(),
        }
    }

    /// Whether it was planned for a day before `today` and did not take place.
    pub fn is_missed(&self, today: Day) -> bool {
        self.outcome == Outcome::Planned && self.on < today
    }

    /// Whether it is still to come (today included).
    pub fn is_ahead(&self, today: Day) -> bool {
        self.outcome == Outcome::Planned && self.on >= today
    }

    /// What it takes, or took, of its day.
    pub fn load(&self) -> Minutes {
        match self.outcome {
            Outcome::Planned => self.minutes.max(self.spent),
            Outcome::Done => self.spent,
            Outcome::Skipped => self.spent,
        }
    }
}
