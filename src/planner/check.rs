//! Whether a problem is sound: every fault that would make planning meaningless, found before it starts. Whether a
//! plan is possible is another question, answered by planning.

use std::collections::BTreeSet;
use std::fmt;

use super::problem::{
    Day, ItemIndex, ItemKind, MAX_DAYS, MAX_ITEMS, MAX_MINUTES, MAX_VALUE, MAX_WEIGHT, Minutes,
    Problem, SessionKind,
};

impl Problem {
    /// Everything that is wrong with the problem itself; a plan is only made for a sound one.
    ///
    /// # Errors
    /// All faults found, in order of the fields.
    pub fn check(&self) -> Result<(), Vec<ProblemError>> {
        let mut errors = Vec::new();
        let horizon = 0..self.days;
        if !(1..=MAX_DAYS).contains(&self.days) {
            errors.push(ProblemError::Horizon);
        }
        let length = usize::try_from(self.days).unwrap_or(0);
        let sane = |m: &Minutes| (0..=MAX_MINUTES).contains(m);
        if self.items.len() > MAX_ITEMS {
            errors.push(ProblemError::TooManyItems);
        }
        if self.capacity.len() != length || !self.capacity.iter().all(sane) {
            errors.push(ProblemError::Capacity);
        }
        if self.fair.len() != length || !self.fair.iter().all(sane) {
            errors.push(ProblemError::FairLoad);
        }
        let rising = self.interviews.is_sorted_by_key(|i| i.day);
        let ends = self.interviews.last().is_some_and(|i| i.day == self.days);
        let in_time = self
            .interviews
            .iter()
            .all(|i| i.day >= 1 && i.buffer_days >= 0);
        if !(rising && ends && in_time) {
            errors.push(ProblemError::Interviews);
        }
        if !self.fsrs.iter().all(|w| w.is_finite() && w.abs() < 100.0) || self.fsrs[20] <= 0.0 {
            errors.push(ProblemError::Fsrs);
        }
        let w = &self.weights;
        let weights = [w.recall, w.review, w.fragment, w.smooth, w.mono, w.shift];
        if !weights.iter().all(|v| (0..=MAX_WEIGHT).contains(v)) {
            errors.push(ProblemError::Weights);
        }
        self.check_items(&mut errors);
        self.check_order(&mut errors);
        self.check_pins(&horizon, &mut errors);
        for (at, session) in self.previous.iter().enumerate() {
            if session.item >= self.items.len() || !horizon.contains(&session.day) {
                errors.push(ProblemError::Previous(at));
            }
        }
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }

    fn check_items(&self, errors: &mut Vec<ProblemError>) {
        let mut ids = BTreeSet::new();
        let mut places = BTreeSet::new();
        for (at, item) in self.items.iter().enumerate() {
            if !ids.insert(item.id.as_str()) {
                errors.push(ProblemError::DuplicateId(at));
            }
            let minutes = [
                item.estimate,
                item.done,
                item.min_session,
                item.review_minutes,
            ];
            if !minutes.iter().all(|m| (0..=MAX_MINUTES).contains(m)) {
                errors.push(ProblemError::ItemMinutes(at));
            }
            if item.value.len() > self.interviews.len()
                || !item.value.iter().all(|v| (0..=MAX_VALUE).contains(v))
            {
                errors.push(ProblemError::ItemValue(at));
            }
            let left = item.remaining();
            if item.kind == ItemKind::Mock && (item.review_minutes != 0 || left == 0) {
                errors.push(ProblemError::Mock(at));
            }
            let memory_missing = item.kind == ItemKind::Study
                && left == 0
                && item.review_minutes > 0
                && item.memory.is_none();
            let memory_sound = item
                .memory
                .is_none_or(|m| m.stability.is_finite() && m.stability > 0.0 && m.last <= 0);
            let model_sound = item.stability.is_finite()
                && item.stability > 0.0
                && (1.0..=10.0).contains(&item.difficulty);
            if memory_missing || !memory_sound || !model_sound {
                errors.push(ProblemError::Memory(at));
            }
            if let Some(list) = item.list
                && !places.insert((list, item.position))
            {
                errors.push(ProblemError::ListPosition(at));
            }
            let known = |&p: &ItemIndex| {
                self.items
                    .get(p)
                    .is_some_and(|q| q.kind == ItemKind::Study && p != at)
            };
            if !item.prerequisites.iter().all(known) {
                errors.push(ProblemError::Prerequisite(at));
            }
        }
    }

    /// Finds prerequisite cycles by taking away items whose prerequisites are all gone.
    fn check_order(&self, errors: &mut Vec<ProblemError>) {
        let count = self.items.len();
        let mut waiting = vec![0_usize; count];
        let mut unlocks: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (at, item) in self.items.iter().enumerate() {
            for &p in &item.prerequisites {
                if let Some(list) = unlocks.get_mut(p) {
                    list.push(at);
                    waiting[at] += 1;
                }
            }
        }
        let mut ready: Vec<usize> = (0..count).filter(|&i| waiting[i] == 0).collect();
        let mut seen = 0;
        while let Some(at) = ready.pop() {
            seen += 1;
            for &next in &unlocks[at] {
                waiting[next] -= 1;
                if waiting[next] == 0 {
                    ready.push(next);
                }
            }
        }
        if seen < count {
            let at = (0..count).find(|&i| waiting[i] > 0).unwrap_or(0);
            errors.push(ProblemError::Cycle(at));
        }
    }

    fn check_pins(&self, horizon: &std::ops::Range<Day>, errors: &mut Vec<ProblemError>) {
        let mut seen = BTreeSet::new();
        let mut pinned = vec![0_i64; self.items.len()];
        for (at, pin) in self.pins.iter().enumerate() {
            let sound = self.items.get(pin.item).is_some_and(|item| {
                let left = item.remaining();
                seen.insert((pin.item, pin.kind, pin.day))
                    && horizon.contains(&pin.day)
                    && pin.minutes >= 1
                    && match pin.kind {
                        SessionKind::Study => {
                            pinned[pin.item] += i64::from(pin.minutes);
                            item.kind == ItemKind::Study
                                && pinned[pin.item] <= i64::from(left)
                                && (item.splittable || pin.minutes == left)
                        }
                        SessionKind::Mock => {
                            // A mock is held once, whole.
                            pinned[pin.item] += 1;
                            item.kind == ItemKind::Mock
                                && pin.minutes == left
                                && pinned[pin.item] == 1
                        }
                        SessionKind::Review => {
                            item.kind == ItemKind::Study && left == 0 && item.review_minutes > 0
                        }
                    }
            });
            if !sound {
                errors.push(ProblemError::Pin(at));
            }
        }
    }
}

/// What is wrong with a [`Problem`]; the number is the index of the item, pin or session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemError {
    /// `days` is not 1 … [`MAX_DAYS`].
    Horizon,
    /// More than [`MAX_ITEMS`] items.
    TooManyItems,
    /// `capacity` has the wrong length or a length out of range.
    Capacity,
    /// `fair` has the wrong length or a length out of range.
    FairLoad,
    /// No interview, not in order of day, one before tomorrow, or the last is not on day `days`.
    Interviews,
    /// A parameter of the memory model is not a usable number.
    Fsrs,
    /// A weight is negative or too large.
    Weights,
    /// Two items have one id.
    DuplicateId(usize),
    /// Minutes of an item are negative or too many.
    ItemMinutes(usize),
    /// A value is negative, too large, or for an unknown interview.
    ItemValue(usize),
    /// A mock has reviews or no minutes left.
    Mock(usize),
    /// Stability, difficulty or the memory of a finished item is missing or out of range.
    Memory(usize),
    /// Two items of one list have one place.
    ListPosition(usize),
    /// A prerequisite is unknown, a mock, or the item itself.
    Prerequisite(usize),
    /// The item waits for itself through its prerequisites.
    Cycle(usize),
    /// A pin is of an unknown item or day, twice, of the wrong kind, or too long.
    Pin(usize),
    /// A session of the plan before is of an unknown item or day.
    Previous(usize),
}

impl fmt::Display for ProblemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Horizon => write!(f, "the horizon must be 1 to {MAX_DAYS} days"),
            Self::TooManyItems => write!(f, "more than {MAX_ITEMS} items"),
            Self::Capacity => f.write_str("capacity needs one length of 0 or more for every day"),
            Self::FairLoad => f.write_str("fair load needs one length of 0 or more for every day"),
            Self::Interviews => f.write_str(
                "interviews must be in order of day, from tomorrow on, the last at the end of the horizon",
            ),
            Self::Fsrs => f.write_str("the memory model needs 21 ordinary numbers"),
            Self::Weights => f.write_str("weights must be 0 or more"),
            Self::DuplicateId(i) => write!(f, "item {i}: its id is used twice"),
            Self::ItemMinutes(i) => write!(f, "item {i}: minutes out of range"),
            Self::ItemValue(i) => write!(f, "item {i}: a value is out of range"),
            Self::Mock(i) => write!(f, "item {i}: a mock has minutes and no reviews"),
            Self::Memory(i) => write!(f, "item {i}: stability, difficulty or memory out of range"),
            Self::ListPosition(i) => write!(f, "item {i}: its place in the list is taken"),
            Self::Prerequisite(i) => write!(f, "item {i}: a prerequisite is not a study item"),
            Self::Cycle(i) => write!(f, "item {i}: it waits for itself"),
            Self::Pin(i) => write!(f, "pin {i}: it cannot be honoured"),
            Self::Previous(i) => write!(f, "session {i} of the plan before: unknown item or day"),
        }
    }
}

impl std::error::Error for ProblemError {}
