//! A sitting: prompts asked one after the other, answered from memory, revealed, rated. What is not recalled comes again
//! before the end.
//!
//! Not here: which prompts are due (`planner/queue`), the edits that a rating makes (`drilling.rs`), drawing.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::domain::{Grade, ItemId, Minutes, Plan, PromptId, SessionId, Stamp};

/// So often a prompt that is not recalled comes again in one sitting.
const AGAIN: u32 = 2;
/// An answer counts with at most so many seconds: whoever leaves the desk does not study.
const LONGEST: i64 = 300;

/// What a sitting asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drill {
    /// What is due today.
    Queue,
    /// Everything about one item, what is due first.
    Item(ItemId),
    /// What is due of the item of a planned review; where nothing is, all of it.
    Session(SessionId),
}

/// The review session that the answers about an item are logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Log {
    pub session: SessionId,
    /// Minutes that it had before.
    pub before: Minutes,
    /// Seconds answered since.
    pub seconds: u32,
}

impl Log {
    /// Minutes it has now: at least one more than before.
    pub(super) fn minutes(&self) -> Minutes {
        self.before + Minutes(((self.seconds + 30) / 60).max(1))
    }
}

/// One answer of a sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What was asked.
    pub prompt: PromptId,
    /// How it went.
    pub grade: Grade,
}

/// A sitting, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// What it is called: “Reviews”, or the item.
    pub title: String,
    /// The item, where it asks about one.
    pub item: Option<ItemId>,
    /// Whether the answer is shown.
    pub revealed: bool,
    /// Since when the question is shown.
    pub since: Stamp,
    /// How many prompts it asks in all.
    pub asked: usize,
    /// The answers, in order.
    pub answers: Vec<Answer>,
    /// Seconds of all answers.
    pub seconds: u32,
    /// Whether it was ended before everything was asked: it shows how it went.
    pub ended: bool,
    waiting: VecDeque<PromptId>,
    /// Those that are not due: a planned review is done without them.
    extra: BTreeSet<PromptId>,
    again: BTreeMap<PromptId, u32>,
    pub(super) logs: BTreeMap<ItemId, Log>,
}

impl Sitting {
    /// A sitting over these prompts; `None` where there are none. `extra`: those of them that are not due.
    pub(super) fn new(
        title: String,
        item: Option<ItemId>,
        (prompts, extra): (Vec<PromptId>, BTreeSet<PromptId>),
        since: Stamp,
    ) -> Option<Self> {
        (!prompts.is_empty()).then(|| Self {
            title,
            item,
            revealed: false,
            since,
            asked: prompts.len(),
            answers: Vec::new(),
            seconds: 0,
            ended: false,
            waiting: prompts.into(),
            extra,
            again: BTreeMap::new(),
            logs: BTreeMap::new(),
        })
    }

    /// The prompt that is asked now; `None` at the end.
    #[must_use]
    pub fn current(&self) -> Option<&PromptId> {
        self.waiting.front().filter(|_| !self.ended)
    }

    /// The prompt that is meant by whoever says “this one”: the one that is asked, at the end the one asked last.
    #[must_use]
    pub fn shown(&self) -> Option<&PromptId> {
        let last = self.answers.last().map(|answer| &answer.prompt);
        self.current().or(last)
    }

    /// How many prompts are still to be asked.
    #[must_use]
    pub fn left(&self) -> usize {
        self.asked.saturating_sub(self.done())
    }

    /// The prompts that were answered, each with its last grade, in the order of those.
    #[must_use]
    pub fn answered(&self) -> Vec<&Answer> {
        let mut seen = BTreeSet::new();
        let late = self.answers.iter().rev();
        let mut last: Vec<&Answer> = late.filter(|one| seen.insert(&one.prompt)).collect();
        last.reverse();
        last
    }

    /// How many answers went like this.
    #[must_use]
    pub fn count(&self, grade: Grade) -> usize {
        self.answers.iter().filter(|one| one.grade == grade).count()
    }

    /// The sessions that the answers are written down in, with the minutes of this sitting in each.
    pub fn logged(&self) -> impl Iterator<Item = (&SessionId, Minutes)> {
        let logs = self.logs.values();
        logs.map(|log| (&log.session, log.minutes().saturating_sub(log.before)))
    }

    /// Whether what a planned review of this item asks for is still to come.
    pub(super) fn waits_for(&self, plan: &Plan, item: &ItemId) -> bool {
        let due = self.waiting.iter().filter(|id| !self.extra.contains(*id));
        let mut of = due.filter_map(|id| plan.prompts.get(id));
        of.any(|prompt| prompt.item == *item)
    }

    /// How many prompts need not be asked any more.
    #[must_use]
    pub fn done(&self) -> usize {
        let waiting: BTreeSet<&PromptId> = self.waiting.iter().collect();
        self.asked.saturating_sub(waiting.len())
    }

    /// Whether the prompt that is asked now was asked before in this sitting.
    #[must_use]
    pub fn is_again(&self) -> bool {
        let current = self.current();
        current.is_some_and(|prompt| self.again.contains_key(prompt))
    }

    /// Whether this prompt comes again in this sitting where it is not recalled.
    #[must_use]
    pub fn comes_again(&self) -> bool {
        let current = self.current();
        current.is_some_and(|prompt| self.again.get(prompt).is_none_or(|times| *times < AGAIN))
    }

    /// Prompts that were not recalled at first.
    pub fn lapsed(&self) -> impl Iterator<Item = &PromptId> {
        self.again.keys()
    }

    /// Whether the prompt is asked once more where the sitting goes on, because it was not recalled.
    #[must_use]
    pub fn waits_again(&self, prompt: &PromptId) -> bool {
        self.again.contains_key(prompt) && self.waiting.contains(prompt)
    }

    /// Seconds that the answer took by now.
    pub(super) fn seconds_by(&self, now: Stamp) -> u32 {
        let seconds = now.0.saturating_sub(self.since.0).clamp(1, LONGEST);
        u32::try_from(seconds).unwrap_or(1)
    }

    /// The prompt that is asked now was rated: on to the next.
    pub(super) fn rated(&mut self, grade: Grade, seconds: u32, now: Stamp) {
        let comes_again = grade == Grade::Again && self.comes_again();
        let Some(prompt) = self.waiting.pop_front() else {
            return;
        };
        let asked = prompt.clone();
        if grade == Grade::Again {
            *self.again.entry(prompt.clone()).or_default() += 1;
        }
        if comes_again {
            self.waiting.push_back(prompt);
        }
        self.answers.push(Answer {
            prompt: asked,
            grade,
        });
        self.seconds = self.seconds.saturating_add(seconds);
        self.revealed = false;
        self.since = now;
    }

    /// Whether a prompt that waits is not in the plan any more.
    pub(super) fn has_gone(&self, plan: &Plan) -> bool {
        self.waiting.iter().any(|id| !plan.prompts.contains(id))
    }

    /// Passes over prompts that are gone from the plan. Whether any was.
    pub(super) fn without_gone(&mut self, plan: &Plan) -> bool {
        if !self.has_gone(plan) {
            return false;
        }
        let gone = |id: &PromptId| !plan.prompts.contains(id);
        let distinct: BTreeSet<PromptId> =
            self.waiting.iter().filter(|id| gone(id)).cloned().collect();
        self.asked = self.asked.saturating_sub(distinct.len());
        if self.current().is_some_and(gone) {
            self.revealed = false;
        }
        self.waiting.retain(|id| !distinct.contains(id));
        true
    }
}
