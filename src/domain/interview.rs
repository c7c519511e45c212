//! Interviews: what the plan works towards.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::id::{InterviewId, StepId};
use super::item::{MAX_TITLE_CHARS, Notes};
use super::table::Row;
use super::time::{Clock, Day};

/// What an interview asks about.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Round {
    /// A first call: a bit of everything.
    Screen,
    /// Coding: algorithms and data structures.
    Coding,
    /// Machine-learning theory.
    MlTheory,
    /// System design.
    Design,
    /// Behavioural.
    Behavioural,
    /// The whole day: everything.
    #[default]
    Onsite,
}

impl Round {
    /// In the order that they usually come.
    pub const ALL: [Self; 6] = [
        Self::Screen,
        Self::Coding,
        Self::MlTheory,
        Self::Design,
        Self::Behavioural,
        Self::Onsite,
    ];

    /// As it is called on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Screen => "Phone screen",
            Self::Coding => "Coding",
            Self::MlTheory => "ML theory",
            Self::Design => "System design",
            Self::Behavioural => "Behavioural",
            Self::Onsite => "Onsite",
        }
    }

    /// How much a step matters for this round unless the user says otherwise: 0 (not asked) to 3 (the heart of it).
    /// Steps that are not of the built-in path matter 2.
    pub fn usual_weight(self, step: &StepId) -> u8 {
        let by_step = match self {
            Self::Screen => [2, 3, 1, 1, 1],
            Self::Coding => [1, 3, 0, 0, 0],
            Self::MlTheory => [3, 0, 3, 2, 1],
            Self::Design => [1, 0, 1, 1, 3],
            Self::Behavioural => [0, 0, 0, 0, 1],
            Self::Onsite => [3, 3, 2, 2, 3],
        };
        let place = match step.as_str() {
            "fundamentals" => 0,
            "algorithms" => 1,
            "papers" => 2,
            "books" => 3,
            "design" => 4,
            _ => return 2,
        };
        by_step.get(place).copied().unwrap_or(2)
    }
}

crate::record! {
    /// An interview on a day.
    pub struct Interview {
        /// Stable and unique.
        pub id: InterviewId,
        /// What the user calls it.
        pub name: String,
        /// What it asks about.
        pub round: Round,
        /// Its day.
        pub on: Day,
        /// Days before it that take no new material, only reviews and mocks.
        pub buffer_days: u8 = 1,
        /// How much a step matters for it, 0 to 3, where that is not [`Round::usual_weight`].
        pub weights: BTreeMap<StepId, u8> = BTreeMap::new(),
        /// When it begins, where the user said so.
        pub at: Option<Clock> = None,
        /// Where it is: an address, or the link of the call; at most [`MAX_TITLE_CHARS`] characters.
        pub place: String = String::new(),
        /// What to bring and to think of, a line each.
        pub logistics: Notes = Notes::default(),
        /// The ticked lines of the list for the evening before, by their names ([`super::eve::EveLine::name`]), sorted.
        pub eve_done: Vec<String> = Vec::new(),
    }
}

impl Row for Interview {
    type Key = InterviewId;
    fn key(&self) -> InterviewId {
        self.id.clone()
    }
}

impl Interview {
    /// A new interview with the usual weights and one buffer day.
    pub fn new(id: InterviewId, name: impl Into<String>, round: Round, on: Day) -> Self {
        Self {
            id,
            name: name.into(),
            round,
            on,
            buffer_days: 1,
            weights: BTreeMap::new(),
            at: None,
            place: String::new(),
            logistics: Notes::default(),
            eve_done: Vec::new(),
            unknown: Default::default(),
        }
    }

    /// Whether its place is no longer than it may be.
    pub fn has_fair_place(&self) -> bool {
        self.place.len() <= MAX_TITLE_CHARS || self.place.chars().count() <= MAX_TITLE_CHARS
    }

    /// How much a step matters for it, 0 to 3.
    pub fn weight(&self, step: &StepId) -> u8 {
        self.weights
            .get(step)
            .copied()
            .unwrap_or_else(|| self.round.usual_weight(step))
            .min(3)
    }
}
