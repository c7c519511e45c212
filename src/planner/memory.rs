//! What the user remembers: the start of a memory from their own rating, and the memory of what is done from the days
//! it was studied and reviewed.
//!
//! Not here: the memory model itself (`fsrs`).

use crate::domain::{Day, Familiarity, Item, Plan};

use super::drilled::Answers;
use super::fsrs::{Fsrs, Memory};

/// A finished item with its memory.
#[derive(Debug)]
pub(crate) struct Remembered<'a> {
    pub item: &'a Item,
    /// Place in the whole path.
    pub position: i64,
    /// Priority × how much each interview ahead asks for it.
    pub asked: Vec<i64>,
    /// The memory after the last study or review.
    pub memory: Memory,
    /// The day of that, from today; 0 or before.
    pub last: i32,
    /// The day on which it was finished, and the days of its reviews, from today; 0 or before.
    pub finished: i32,
    pub reviews: Vec<i32>,
    /// Whether it was practised as a mock.
    pub mocked: bool,
    /// Whether the memory is that of its prompts.
    pub drilled: bool,
}

/// The memory right after an item is finished: from the user's rating of it, else from how well they know its step.
/// Between FSRS's starting stabilities for “hard” (1.3 days) and “easy” (8.3 days).
pub(crate) fn start(plan: &Plan, item: &Item) -> Memory {
    let fsrs = Fsrs::of(&plan.rules);
    let [_, hard, good, easy, ..] = *fsrs.parameters();
    let step = item.step.as_ref().and_then(|step| plan.steps.get(step));
    let (stability, difficulty) = match item.rating {
        Some(0 | 1) => (hard, 7.0),
        Some(2) => (1.75, 6.0),
        Some(3) => (good, 5.0),
        Some(4) => (4.5, 4.0),
        Some(_) => (easy, 3.0),
        None => match step.map_or(Familiarity::New, |step| step.familiarity) {
            Familiarity::New => (good, 5.0),
            Familiarity::Some => (4.5, 4.5),
            Familiarity::Well => (easy, 4.0),
        },
    };
    Memory {
        stability,
        difficulty,
    }
}

/// The memory of a finished item today: that of its prompts where any was answered (`drilled`), else of its reviews, which
/// are taken as recalled.
#[expect(clippy::too_many_arguments, reason = "one row of facts")]
pub(crate) fn remembered<'a>(
    plan: &Plan,
    item: &'a Item,
    (today, days): (Day, i32),
    answers: Option<&Answers>,
    position: i64,
    asked: Vec<i64>,
    last_session: Option<Day>,
    reviews: &[Day],
    mocked: bool,
) -> Remembered<'a> {
    let ago = |day: Day| {
        i32::try_from(day.since(today))
            .unwrap_or(-4_000)
            .clamp(-4_000, 0)
    };
    let finished = item.done_at.map(|at| at.day()).or(last_session);
    let finished = ago(finished.unwrap_or(plan.start_on));
    let mut last = finished;
    let mut memory = start(plan, item);
    let fsrs = Fsrs::of(&plan.rules);
    let mut reviews: Vec<i32> = reviews.iter().map(|&day| ago(day)).collect();
    reviews.sort_unstable();
    reviews.dedup();
    let drills: Vec<i32> = answers.map_or_else(Vec::new, |all| {
        all.days.iter().map(|&day| ago(day)).collect()
    });
    for &day in &reviews {
        // What was answered is not taken as recalled besides.
        if day > last && !drills.contains(&day) {
            let recall = fsrs.recall(f64::from(day - last), memory.stability);
            memory = fsrs.after_recall(memory, recall);
            last = day;
        }
    }
    if let Some(answers) = answers {
        (memory, last) = answers.whole(&fsrs, (memory, last), today, days);
    }
    Remembered {
        item,
        position,
        asked,
        memory,
        last,
        finished,
        reviews,
        mocked,
        drilled: answers.is_some(),
    }
}
