//! What the planner returns: the sessions with their reasons, the verdict, and the score. Values only.

use super::check::ProblemError;
use super::problem::{Day, ItemIndex, Minutes, SessionKind};

/// A plan for a [`super::Problem`].
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// All sessions, pinned ones included, by day, kind and item id.
    pub sessions: Vec<PlannedSession>,
    /// Whether everything fits, and what does not.
    pub verdict: Verdict,
    /// How good the plan is.
    pub score: Score,
    /// False when the run was cancelled before its budget was used up; the plan is legal all the same.
    pub finished: bool,
    /// A plan that prepares more, at the price of moving more of the plan shown before.
    pub reshuffle: Option<Reshuffle>,
}

/// A session of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedSession {
    /// Index into the problem's items.
    pub item: ItemIndex,
    /// What is done.
    pub kind: SessionKind,
    /// The day, counted from today.
    pub day: Day,
    /// Its length.
    pub minutes: Minutes,
    /// Placed by hand.
    pub pinned: bool,
    /// Why here, why now.
    pub reason: Reason,
}

/// Why a session is where it is. Each was checked against the finished plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The user placed it.
    PinnedByYou,
    /// No other day that its order and window allow has room for it; `free` is what the day had for it.
    OnlyDay {
        /// Minutes the day has for this session.
        free: Minutes,
    },
    /// It was there in the plan shown before, and still serves.
    KeptFromBefore,
    /// Another item of the plan waits for it; `days` until that item starts.
    PrerequisiteOf {
        /// The item that waits.
        item: ItemIndex,
        /// Days until it starts.
        days: Day,
    },
    /// It follows this item in an ordered list.
    NextInList {
        /// The item before it.
        after: ItemIndex,
    },
    /// No later day has room before the buffer or its deadline for this interview.
    LastDayThatFits {
        /// Index of the interview.
        interview: usize,
    },
    /// No earlier day that its order and window allow has room for it.
    FirstDayThatFits,
    /// Part of work that is spread over several days.
    PartOf {
        /// Which part, from 1.
        part: u32,
        /// How many parts.
        parts: u32,
    },
    /// Placed so that it keeps days even and mixed.
    EvenLoad,
    /// Without this review the item would not count as prepared for the interview.
    NeededToCount {
        /// Index of the interview.
        interview: usize,
        /// Expected recall on the interview day with it, per mille.
        recall: u16,
    },
    /// Recall is still at least 80 % now and would be under 80 % on the interview day without it.
    BeforeRecallFalls {
        /// Index of the interview.
        interview: usize,
        /// Expected recall on this day, per mille.
        now: u16,
    },
    /// It lifts the recall expected on the interview day.
    LiftsRecall {
        /// Index of the interview.
        interview: usize,
        /// Per mille without it.
        from: u16,
        /// Per mille with it.
        to: u16,
    },
    /// A mock interview, as late as the days allow.
    MockBefore {
        /// Index of the interview.
        interview: usize,
    },
}

/// Whether everything fits, and what does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Every wanted item is covered for every interview that wants it.
    pub fits: bool,
    /// What is not, by item id.
    pub dropped: Vec<Dropped>,
    /// Minutes that are certainly missing whatever the plan; 0 does not promise a fit.
    pub shortfall_minutes: Minutes,
    /// Minutes this plan leaves out.
    pub dropped_minutes: Minutes,
    /// Minutes planned, and minutes the days have.
    pub planned_minutes: Minutes,
    /// Minutes the days have.
    pub capacity_minutes: Minutes,
    /// Faults of the problem; with any, there is no plan.
    pub invalid: Vec<ProblemError>,
}

/// An item that is not covered for every interview that wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Index into the problem's items.
    pub item: ItemIndex,
    /// The interviews (by index) it is not covered for.
    pub interviews: Vec<usize>,
    /// Why.
    pub reason: DropReason,
    /// The planned items worth more per minute that took the time (at most five, longest first).
    pub took: Vec<ItemIndex>,
}

/// Why an item is not covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropReason {
    /// The problem itself is not sound.
    Invalid,
    /// Its window has no usable day before the interview.
    Window,
    /// It is longer than the free days of its window can carry, even when nothing else is planned.
    TooLong,
    /// What must come before it is not planned, or too late.
    Prerequisite {
        /// The item that is missing.
        item: ItemIndex,
    },
    /// It is studied, but no day before the interview can take its first review.
    NoReviewSlot,
    /// The time went to items that are worth more per minute.
    Capacity,
}

/// How good a plan is: more of `z1` first, then more of `z2`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Value of what is covered, over all interviews.
    pub z1: i64,
    /// Value of everything that is not finished: the most `z1` can be.
    pub z1_all: i64,
    /// Recall less the prices of reviews, fragments, uneven and one-sided days, and moved sessions.
    pub z2: i64,
    /// Sum of value × expected recall in per mille.
    pub recall: i64,
    /// Review sessions.
    pub reviews: i64,
    /// Sessions beyond the first of each item.
    pub fragments: i64,
    /// Minutes above the fair load.
    pub smooth: i64,
    /// Days with two or more study sessions of one step only.
    pub mono: i64,
    /// Weighted sessions of the plan before that are gone.
    pub moved: i64,
    /// Sessions of the plan before that are gone, of how many.
    pub moved_sessions: (u32, u32),
}

/// The fuller alternative to a calm replan.
#[derive(Clone, Debug, PartialEq)]
pub struct Reshuffle {
    /// Its sessions, as in [`Schedule::sessions`].
    pub sessions: Vec<PlannedSession>,
    /// Its verdict.
    pub verdict: Verdict,
    /// Its score.
    pub score: Score,
}
