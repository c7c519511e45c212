//! The path: steps, items and links as a curriculum, without anybody's progress. The built-in one is `data/path.ron`.
//!
//! Not here: reading the file (`store/`), dates and progress (`plan.rs`).

use serde::{Deserialize, Serialize};

use super::id::StepId;
use super::item::Item;
use super::link::Link;
use super::recall::Prompt;
use super::table::{Row, Table};

/// How well the user knows a step before they begin; it shortens the estimates of that step's items.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Familiarity {
    /// New to it: the whole effort.
    #[default]
    New,
    /// Knows some of it: three quarters of the effort. (In a file “Some” would read as an option.)
    #[serde(rename = "Partly")]
    Some,
    /// Knows it well: half of the effort.
    Well,
}

impl Familiarity {
    /// From least to most.
    pub const ALL: [Self; 3] = [Self::New, Self::Some, Self::Well];

    /// The share of the effort that is left, in percent.
    pub fn effort_percent(self) -> u32 {
        match self {
            Self::New => 100,
            Self::Some => 75,
            Self::Well => 50,
        }
    }
}

crate::record! {
    /// A step of the path.
    pub struct Step {
        /// Stable and unique.
        pub id: StepId,
        /// Its place in the path, from 1: also the number and the colour it is shown with (1 to 5; others are grey).
        pub order: u32,
        /// Its full title.
        pub title: String,
        /// A short title for narrow places; empty: the title itself.
        pub short: String = String::new(),
        /// One line: what it is for.
        pub purpose: String = String::new(),
        /// How well the user knew it at the start.
        pub familiarity: Familiarity = Familiarity::New,
    }
}

impl Row for Step {
    type Key = StepId;
    fn key(&self) -> StepId {
        self.id.clone()
    }
}

impl Step {
    /// A new step.
    pub fn new(id: StepId, order: u32, title: impl Into<String>) -> Self {
        Self {
            id,
            order,
            title: title.into(),
            short: String::new(),
            purpose: String::new(),
            familiarity: Familiarity::New,
            unknown: Default::default(),
        }
    }

    /// The short title where there is one, else the title.
    pub fn short_title(&self) -> &str {
        if self.short.is_empty() {
            &self.title
        } else {
            &self.short
        }
    }
}

crate::record! {
    /// A curriculum: what there is to study.
    pub struct Path {
        /// Version of the file format.
        pub format: u32,
        /// What it prepares for.
        pub name: String,
        /// In any order; [`Step::order`] counts.
        pub steps: Table<Step> = Table::default(),
        /// In any order; [`Item::order`] counts within a step.
        pub items: Table<Item> = Table::default(),
        /// Both ends are items of this path.
        pub links: Table<Link> = Table::default(),
        /// What to ask from memory about its items.
        pub prompts: Table<Prompt> = Table::default(),
    }
}
