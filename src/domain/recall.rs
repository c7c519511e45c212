//! What is recalled from memory: prompts with their answers, and how each recall went. The memory itself is not kept: it
//! is replayed from the reviews (`planner/drill.rs`).
//!
//! Not here: when a prompt is due (`planner/`), what an edit does to prompts (`apply/recall.rs`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::id::{ItemId, PartId, PromptId, ReviewId};
use super::item::{Item, Notes};
use super::plan::Plan;
use super::table::Row;
use super::time::Moment;

/// The longest question, in characters.
pub const MAX_ASK_CHARS: usize = 1_000;
/// The longest time that one answer is counted with, in seconds: an hour.
pub const MAX_ANSWER_SECONDS: u32 = 3_600;
/// The most prompts that a day can be given.
pub const MAX_PROMPTS: u16 = 500;

/// How an answer went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// Not recalled.
    Again,
    /// Recalled with trouble.
    Hard,
    /// Recalled.
    Good,
    /// Recalled at once.
    Easy,
}

impl Grade {
    /// From worst to best, as the keys 1 to 4 give them.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// As it is called on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Again => "Again",
            Self::Hard => "Hard",
            Self::Good => "Good",
            Self::Easy => "Easy",
        }
    }

    /// Whether the answer was recalled at all.
    pub fn is_recalled(self) -> bool {
        self != Self::Again
    }
}

crate::record! {
    /// A question to answer from memory.
    pub struct Prompt {
        /// Stable and unique; one of the path begins with its item's id.
        pub id: PromptId,
        /// What it asks about.
        pub item: ItemId,
        /// The part of the item that it asks about; `None`, or a part that the item does not have: the item as a whole.
        pub part: Option<PartId> = None,
        /// Its place among the prompts of its part, low first.
        pub order: i64 = 0,
        /// The question.
        pub ask: String,
        /// The answer, as Markdown.
        pub answer: Notes = Notes::default(),
        /// Whether it is left out of reviews for now.
        pub paused: bool = false,
    }
}

impl Row for Prompt {
    type Key = PromptId;
    fn key(&self) -> PromptId {
        self.id.clone()
    }
}

impl Prompt {
    /// A prompt about an item as a whole.
    pub fn new(id: PromptId, item: ItemId, ask: impl Into<String>, answer: Notes) -> Self {
        Self {
            id,
            item,
            part: None,
            order: 0,
            ask: ask.into(),
            answer,
            paused: false,
            unknown: Default::default(),
        }
    }

    /// The question for narrow places: its first line, at most 60 characters.
    pub fn short_ask(&self) -> String {
        let line = self.ask.lines().next().unwrap_or_default().trim();
        if line.chars().count() <= 60 {
            return line.to_owned();
        }
        let head: String = line.chars().take(59).collect();
        format!("{}…", head.trim_end())
    }
}

crate::record! {
    /// One answer from memory, and how it went.
    pub struct Review {
        /// Unique.
        pub id: ReviewId,
        /// What was asked.
        pub prompt: PromptId,
        /// When it was rated.
        pub at: Moment,
        /// How it went.
        pub grade: Grade,
        /// How long it took from question to rating, in seconds.
        pub seconds: u32 = 0,
    }
}

impl Row for Review {
    type Key = ReviewId;
    fn key(&self) -> ReviewId {
        self.id.clone()
    }
}

impl Review {
    /// A review.
    pub fn new(id: ReviewId, prompt: PromptId, at: Moment, grade: Grade, seconds: u32) -> Self {
        Self {
            id,
            prompt,
            at,
            grade,
            seconds: seconds.min(MAX_ANSWER_SECONDS),
            unknown: Default::default(),
        }
    }
}

impl Plan {
    /// The prompts of an item: those about the item as a whole first, then by its parts, each in their order.
    pub fn prompts_of(&self, item: &Item) -> Vec<&Prompt> {
        let places: BTreeMap<&PartId, usize> = item
            .parts
            .iter()
            .enumerate()
            .map(|(place, part)| (&part.id, place + 1))
            .collect();
        let place = |prompt: &Prompt| {
            let part = prompt.part.as_ref();
            part.map_or(0, |part| places.get(part).copied().unwrap_or(0))
        };
        let all = self.prompts.iter().map(|prompt| &**prompt);
        let mut own: Vec<&Prompt> = all.filter(|prompt| prompt.item == item.id).collect();
        own.sort_by_cached_key(|prompt| (place(prompt), prompt.order, prompt.id.clone()));
        own
    }
}
