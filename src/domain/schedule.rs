//! What the planner hands back for a plan: sessions to come, depths, what was left out and why, and the verdict.
//!
//! Not here: how it is found (`planner/`), how it enters the plan (`apply/schedule.rs`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::id::ItemId;
use super::item::Depth;
use super::session::Session;
use super::table::{Row, Table};
use super::time::Minutes;

/// Why an item is left out of the schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CutReason {
    /// The time there is went to items that are worth more an hour.
    NoTime,
    /// No day is long enough for it in one go.
    TooLong,
    /// It may only be studied on days that do not come.
    Window,
    /// Something it builds on is left out.
    Prerequisite(ItemId),
    /// There is time to study it, but none to review it before the interview.
    NoReview,
    /// There is no interview ahead that asks for it.
    NotAsked,
}

crate::record! {
    /// An item that the schedule leaves out.
    pub struct Cut {
        /// The item.
        pub item: ItemId,
        /// Why.
        pub reason: CutReason,
        /// The time it would still need.
        pub minutes: Minutes = Minutes::ZERO,
    }
}

impl Row for Cut {
    type Key = ItemId;
    fn key(&self) -> ItemId {
        self.item.clone()
    }
}

impl Cut {
    /// An item left out.
    pub fn new(item: ItemId, reason: CutReason, minutes: Minutes) -> Self {
        Self {
            item,
            reason,
            minutes,
            unknown: Default::default(),
        }
    }
}

/// A schedule for the days from today on. It replaces every session ahead that is neither done nor pinned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    /// The sessions ahead, pinned ones among them.
    pub sessions: Vec<Session>,
    /// The depth chosen for each item whose depth the user did not fix.
    pub depths: BTreeMap<ItemId, Depth>,
    /// What is left out.
    pub cuts: Table<Cut>,
    /// How it comes out.
    pub verdict: Verdict,
    /// What it was made for: a sum over everything that planning read and what came of it; 0: not known.
    pub made_for: u64,
}

/// How a schedule comes out, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether every item that an interview asks for is prepared in time, at its depth.
    pub fits: bool,
    /// Time there is until the last interview.
    pub available: Minutes,
    /// Time that is planned.
    pub planned: Minutes,
    /// Time that everything open would need at the depth “core” (or the depth the user fixed), reviews counted.
    pub wanted: Minutes,
    /// Open items at a lower depth than core because of the time.
    pub reduced: u32,
    /// Items left out.
    pub cut: u32,
}
