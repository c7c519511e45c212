//! The planning problem: days, minutes, interviews, items, hand-placed sessions and the plan shown before.
//!
//! Plain integers and dense indexes; day 0 is today and every length is in whole minutes. A plan
//! (`Schedule`) answers it under the hard rules H1–H14 that the checker in the tests states; how a plan is valued
//! is in `score`. Not here: calendar dates, file formats, the user's plan (turned into a `Problem` elsewhere).

use super::fsrs::{DEFAULT_PARAMETERS, PARAMETERS};

/// A day counted from today (0); negative days are past.
pub type Day = i32;
/// A length in whole minutes.
pub type Minutes = i32;
/// Dense index into [`Problem::items`].
pub type ItemIndex = usize;

/// The longest horizon, in days.
pub const MAX_DAYS: Day = 4_000;
/// The longest single length, in minutes.
pub const MAX_MINUTES: Minutes = 40_000;
/// The most items.
pub const MAX_ITEMS: usize = 50_000;
/// The largest value of one item for one interview.
pub const MAX_VALUE: i64 = 100_000;
/// The largest weight of a term of the score.
pub const MAX_WEIGHT: i64 = 2_000_000;

/// Everything the planner needs to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Horizon: plan days are `0..days`; the last interview is on day `days`.
    pub days: Day,
    /// Minutes available on each day (length `days`); 0 is a day off; entry 0 is what is left of today.
    pub capacity: Vec<Minutes>,
    /// The fair daily load of the smoothness term (length `days`); see [`Problem::fair_load`].
    pub fair: Vec<Minutes>,
    /// Most study sessions on one day.
    pub max_items: u32,
    /// Most review sessions on one day.
    pub max_reviews: u32,
    /// Most reviews of one item in the whole plan.
    pub max_item_reviews: u32,
    /// Interviews in order of day.
    pub interviews: Vec<Interview>,
    /// FSRS-6 parameters w0 … w20.
    pub fsrs: [f64; PARAMETERS],
    /// The items, in any order: the plan does not depend on it.
    pub items: Vec<Item>,
    /// Sessions the user placed by hand; they win over every rule but their own length.
    pub pins: Vec<Session>,
    /// The future part of the plan shown before, with today as day 0; empty when there is none.
    pub previous: Vec<Session>,
    /// Weights of the second part of the score.
    pub weights: Weights,
}

/// An interview the plan works towards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interview {
    /// Name, for messages.
    pub id: String,
    /// Its day, 1 … `days`; nothing else is planned on that day.
    pub day: Day,
    /// Days just before it without new study (reviews and mocks are allowed).
    pub buffer_days: Day,
}

/// One thing to study, or one mock interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Unique, stable name: ties are broken by it, never by the place in the list.
    pub id: String,
    /// Studied over one or more sessions, or a mock interview.
    pub kind: ItemKind,
    /// Step of the path, 1 … 255 (days of one step only are avoided).
    pub step: u8,
    /// The ordered list it belongs to; of one list, the items that are studied keep the order of `position`.
    pub list: Option<u32>,
    /// Place in its list, and a tie-break for items without one.
    pub position: i64,
    /// Estimated work in minutes.
    pub estimate: Minutes,
    /// Work already done in minutes.
    pub done: Minutes,
    /// Study items that must be complete before this starts.
    pub prerequisites: Vec<ItemIndex>,
    /// Value for each interview, by index of [`Problem::interviews`]; missing entries are 0.
    pub value: Vec<i64>,
    /// Shortest useful session in minutes.
    pub min_session: Minutes,
    /// Whether the work may be spread over several sessions.
    pub splittable: bool,
    /// Length of one review in minutes; 0 is never reviewed.
    pub review_minutes: Minutes,
    /// FSRS stability in days right after completion.
    pub stability: f64,
    /// FSRS difficulty (1 … 10) right after completion, or now when complete.
    pub difficulty: f64,
    /// Memory of a completed study item that can be reviewed.
    pub memory: Option<PastMemory>,
    /// First day of its window.
    pub earliest: Day,
    /// Last day of its window.
    pub latest: Day,
}

impl Item {
    /// Work that is left, in minutes.
    #[must_use]
    pub fn remaining(&self) -> Minutes {
        self.estimate.saturating_sub(self.done).max(0)
    }
}

/// What an [`Item`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// Something to study (and review).
    Study,
    /// A mock interview: one session with all its minutes.
    Mock,
}

/// Memory of something that is already complete.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PastMemory {
    /// Stability in days after the last study or review.
    pub stability: f64,
    /// Day of the last study or review, 0 or before.
    pub last: Day,
}

/// What happens in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SessionKind {
    /// New study.
    Study,
    /// Recall of something already studied.
    Review,
    /// A mock interview.
    Mock,
}

/// A session on a day: a pin, or part of the plan shown before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Session {
    /// Index into [`Problem::items`].
    pub item: ItemIndex,
    /// What is done.
    pub kind: SessionKind,
    /// The day, `0..days`.
    pub day: Day,
    /// Its length.
    pub minutes: Minutes,
}

/// Weights of the second part of the score; all at least 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// Per value × per mille of recall.
    pub recall: i64,
    /// Per review session.
    pub review: i64,
    /// Per extra session of an item.
    pub fragment: i64,
    /// Per minute over the fair load of a day.
    pub smooth: i64,
    /// Per day with two or more study sessions all of one step.
    pub mono: i64,
    /// Per moved session (times 3 within two days, 2 within a week).
    pub shift: i64,
}

impl Weights {
    /// The usual weights: one extra session costs 1 % recall of an average item, moving one of tomorrow 6 %.
    #[must_use]
    pub fn usual(mean_value: i64) -> Self {
        let v = mean_value.clamp(0, MAX_VALUE);
        Self {
            recall: 1,
            review: 5 * v,
            fragment: 10 * v,
            smooth: v / 5,
            mono: 10 * v,
            shift: 20 * v,
        }
    }
}

impl Problem {
    /// An empty problem of `days` days without capacity, to be filled in.
    #[must_use]
    pub fn empty(days: Day) -> Self {
        let length = usize::try_from(days).unwrap_or(0);
        Self {
            days,
            capacity: vec![0; length],
            fair: vec![0; length],
            max_items: 3,
            max_reviews: 4,
            max_item_reviews: 2,
            interviews: Vec::new(),
            fsrs: DEFAULT_PARAMETERS,
            items: Vec::new(),
            pins: Vec::new(),
            previous: Vec::new(),
            weights: Weights::usual(0),
        }
    }

    /// The mean of all positive values, for [`Weights::usual`].
    #[must_use]
    pub fn mean_value(&self) -> i64 {
        let positive = || {
            self.items
                .iter()
                .flat_map(|item| item.value.iter().copied().filter(|&v| v > 0))
        };
        let count = positive().count() as i64;
        let sum: i64 = positive().fold(0, i64::saturating_add);
        sum.checked_div(count).unwrap_or(0)
    }

    /// The fair load of each day: 115 % of the load if all work were spread evenly over the days that may take
    /// study, rounded up to 5 minutes, and never more than the day has.
    #[must_use]
    pub fn fair_load(&self) -> Vec<Minutes> {
        let free = self.effective_capacity();
        let buffer = self.buffer_days();
        let study_room: i64 = free
            .iter()
            .zip(&buffer)
            .filter(|(_, buffered)| !**buffered)
            .map(|(&minutes, _)| i64::from(minutes))
            .sum();
        let work: i64 = self
            .items
            .iter()
            .map(|item| i64::from(item.remaining()))
            .sum();
        free.iter()
            .map(|&minutes| {
                let share = (i128::from(minutes) * i128::from(work) * 23)
                    .checked_div(i128::from(study_room) * 20);
                let rounded = share.map_or(0, |s| (s + 4) / 5 * 5);
                Minutes::try_from(rounded).unwrap_or(minutes).min(minutes)
            })
            .collect()
    }

    /// Minutes of each day, 0 on interview days.
    #[must_use]
    pub fn effective_capacity(&self) -> Vec<Minutes> {
        let mut free = self.capacity.clone();
        for interview in &self.interviews {
            if let Some(slot) = usize::try_from(interview.day)
                .ok()
                .and_then(|day| free.get_mut(day))
            {
                *slot = 0;
            }
        }
        free
    }

    /// Which days are kept free of new study before an interview.
    #[must_use]
    pub fn buffer_days(&self) -> Vec<bool> {
        let mut buffer = vec![false; self.capacity.len()];
        for interview in &self.interviews {
            for day in interview.day.saturating_sub(interview.buffer_days).max(0)..interview.day {
                if let Some(slot) = usize::try_from(day).ok().and_then(|d| buffer.get_mut(d)) {
                    *slot = true;
                }
            }
        }
        buffer
    }
}
