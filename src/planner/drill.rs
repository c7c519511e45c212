//! What is remembered of each prompt, replayed from its ratings with FSRS-6 (`fsrs`), and when it is to be asked again.
//!
//! Days are study days: an answer at 01:00 is of the day before, and two answers of one study day are a review on the same
//! day. py-fsrs counts whole days of 24 hours instead.
//!
//! Not here: what is due on a day (`queue`), what it means for an item as a whole (`drilled`).

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Day, Grade, Item, Plan, PromptId, Review};

use super::from_plan::asks;
use super::fsrs::{Fsrs, Memory};

/// What is known of one prompt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Its memory after the last answer.
    pub memory: Memory,
    /// The study day of that.
    pub last: Day,
}

/// When a prompt is to be asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// On this day.
    On(Day),
    /// Not before the interview on this day: until then enough of it stays.
    Holds(Day),
    /// Not at all: the last interview is over.
    Over,
}

/// The memory of every prompt that was answered.
#[derive(Clone, Debug)]
pub struct Drills {
    fsrs: Fsrs,
    target: f64,
    /// Shared between copies: after an edit most of it stays.
    known: Arc<BTreeMap<PromptId, Known>>,
}

impl Drills {
    /// Replays the ratings of a plan, in the order of their moments: O(n log n) in the ratings.
    #[must_use]
    pub fn read(plan: &Plan) -> Self {
        let mut drills = Self {
            fsrs: Fsrs::of(&plan.rules),
            target: f64::from(plan.rules.target_recall) / 1_000.0,
            known: Arc::default(),
        };
        drills.replay(plan.reviews.iter().map(|review| &**review));
        drills
    }

    /// What [`Self::read`] says of `plan`, where `self` is what it says of `before`: the ratings are compared, and only the
    /// prompts whose ratings differ are replayed.
    #[must_use]
    pub fn after_edit(&self, before: &Plan, plan: &Plan) -> Self {
        let (old, new) = (&before.rules, &plan.rules);
        if old.fsrs != new.fsrs || old.target_recall != new.target_recall {
            return Self::read(plan);
        }
        if before.reviews.same(&plan.reviews) {
            return self.clone();
        }
        let touched = touched(before, plan);
        let mut next = self.clone();
        Arc::make_mut(&mut next.known).retain(|prompt, _| !touched.contains(prompt));
        let of_touched = plan.reviews.iter().map(|review| &**review);
        next.replay(of_touched.filter(|review| touched.contains(&review.prompt)));
        next
    }

    /// The same memory, asked again where recall falls to another target, in per mille.
    #[must_use]
    pub fn aiming_at(&self, target: u16) -> Self {
        Self {
            target: f64::from(target) / 1_000.0,
            ..self.clone()
        }
    }

    /// Replays all ratings of some prompts.
    fn replay<'a>(&mut self, reviews: impl Iterator<Item = &'a Review>) {
        let mut reviews: Vec<&Review> = reviews.collect();
        reviews.sort_by(|a, b| (&a.prompt, a.at, &a.id).cmp(&(&b.prompt, b.at, &b.id)));
        for of_one in reviews.chunk_by(|a, b| a.prompt == b.prompt) {
            let mut one: Option<Known> = None;
            for review in of_one {
                let (day, grade) = (review.at.day(), review.grade);
                one = Some(answered(&self.fsrs, one.as_ref(), day, grade));
            }
            if let (Some(one), Some(review)) = (one, of_one.first()) {
                Arc::make_mut(&mut self.known).insert(review.prompt.clone(), one);
            }
        }
    }

    /// What is known of a prompt; `None` where it was never answered.
    #[must_use]
    pub fn of(&self, prompt: &PromptId) -> Option<&Known> {
        self.known.get(prompt)
    }

    /// What would be known of a prompt after this answer today.
    #[must_use]
    pub fn after(&self, prompt: &PromptId, today: Day, grade: Grade) -> Known {
        answered(&self.fsrs, self.of(prompt), today, grade)
    }

    /// What is known of a prompt after an answer, from what was known before.
    #[must_use]
    pub fn answer(&self, before: Option<&Known>, on: Day, grade: Grade) -> Known {
        answered(&self.fsrs, before, on, grade)
    }

    /// Predicted recall on a day, 0 … 1.
    #[must_use]
    pub fn recall(&self, known: &Known, on: Day) -> f64 {
        let days = on.since(known.last).max(0);
        self.fsrs.recall(days as f64, known.memory.stability)
    }

    /// When a prompt of an item with this memory is to be asked again: the day its recall falls to what the rules aim at.
    /// Never on the day of an interview that asks for the item, and never on or after the last of those.
    #[must_use]
    pub fn next(&self, plan: &Plan, item: &Item, known: &Known, today: Day) -> Next {
        self.next_within(&Aims::of(plan, item, today), known)
    }

    /// As [`Self::next`], where the interviews are known.
    #[must_use]
    pub fn next_within(&self, aims: &Aims, known: &Known) -> Next {
        let days = self.fsrs.interval(known.memory.stability, self.target);
        let on = known.last.plus(days);
        let Some(&last) = aims.days.last() else {
            return match aims.over {
                true => Next::Over,
                false => Next::On(on),
            };
        };
        if on >= last {
            return Next::Holds(last);
        }
        // The day of an interview is for the interview: the day before, or, where that is too early, the day after.
        let mut on = on;
        while aims.days.contains(&on) {
            on = match on.plus(-1) {
                before if before > known.last && !aims.days.contains(&before) => before,
                _ => on.plus(1),
            };
        }
        if on >= last {
            return Next::Holds(last);
        }
        Next::On(on)
    }
}

/// The interviews that an item is studied for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aims {
    /// The days of those after today that ask for it, early first; where none asks, of all after today.
    pub days: Vec<Day>,
    /// Whether all interviews of the plan are over.
    pub over: bool,
    /// Whether one that asks for it is today.
    pub today: bool,
}

impl Aims {
    /// Of one item.
    #[must_use]
    pub fn of(plan: &Plan, item: &Item, today: Day) -> Self {
        let days = |asking: bool| -> Vec<Day> {
            let all = plan.interviews.iter();
            let all = all.filter(|one| one.on > today && (!asking || asks(one, item) > 0));
            let mut days: Vec<Day> = all.map(|one| one.on).collect();
            days.sort_unstable();
            days.dedup();
            days
        };
        let mut asking = days(true);
        if asking.is_empty() {
            asking = days(false);
        }
        let mut of_today = plan.interviews.iter().filter(|one| one.on == today);
        Self {
            over: asking.is_empty() && !plan.interviews.is_empty(),
            today: of_today.any(|one| asks(one, item) > 0),
            days: asking,
        }
    }

    /// The next of them.
    #[must_use]
    pub fn next(&self) -> Option<Day> {
        self.days.first().copied()
    }
}

/// The prompts whose ratings differ between two versions of a plan: one walk along both tables, which share most rows.
fn touched(before: &Plan, plan: &Plan) -> BTreeSet<PromptId> {
    let mut touched = BTreeSet::new();
    let (mut old, mut new) = (
        before.reviews.entries().peekable(),
        plan.reviews.entries().peekable(),
    );
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return touched,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let gone = old.next_if(|_| order != Ordering::Greater);
        let come = new.next_if(|_| order != Ordering::Less);
        if let (Some((_, a)), Some((_, b))) = (gone, come)
            && (Arc::ptr_eq(a, b) || a == b)
        {
            continue;
        }
        for (_, review) in [gone, come].into_iter().flatten() {
            touched.insert(review.prompt.clone());
        }
    }
}

fn answered(fsrs: &Fsrs, before: Option<&Known>, on: Day, grade: Grade) -> Known {
    match before {
        None => Known {
            memory: fsrs.first(grade),
            last: on,
        },
        Some(before) => Known {
            memory: fsrs.after(before.memory, on.since(before.last), grade),
            last: on.max(before.last),
        },
    }
}
