//! The score of a plan under construction, kept up to date with every change: loads and counts by day at once, recall
//! and cover by item when asked (`settle`). What may be changed is in `state`.

use super::model::{NEVER, at};
use super::problem::{Day, Minutes, SessionKind};
use super::state::State;

/// The two parts of the score and the terms of the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    pub z1: i64,
    pub recall: i64,
    pub reviews: i64,
    pub fragments: i64,
    pub smooth: i64,
    pub mono: i64,
    pub moved: i64,
    /// Sessions shown before that are gone.
    pub gone: i64,
}

impl State<'_> {
    #[inline]
    fn over_fair(&self, d: usize) -> i64 {
        i64::from((self.load[d] - self.model.problem.fair[d]).max(0))
    }

    #[inline]
    fn is_mono(&self, d: usize) -> bool {
        self.studies[d] >= 2 && self.steps_on[d] == 1
    }

    #[inline]
    fn change_load(&mut self, d: usize, minutes: Minutes) {
        let before = self.over_fair(d);
        self.load[d] += minutes;
        let free = self.model.limit[d] - self.load[d];
        let more_reviews = self.reviews[d] < self.model.review_limit[d];
        self.review_free[d] = if more_reviews { free } else { 0 };
        if !self.model.buffer[d] {
            self.room -= i64::from(minutes);
            let more_study = self.studies[d] < self.model.study_limit[d];
            self.study_free[d] = if more_study { free } else { 0 };
        }
        self.terms.smooth += self.over_fair(d) - before;
    }

    pub(super) fn count_study(&mut self, i: usize, day: Day, minutes: Minutes, add: bool) {
        let model = self.model;
        let d = at(day);
        let before = self.is_mono(d);
        let slot = d * model.steps + model.items[i].step;
        if add {
            self.studies[d] += 1;
            self.steps_on[d] += u32::from(self.by_step[slot] == 0);
            self.by_step[slot] += 1;
        } else {
            self.studies[d] -= 1;
            self.by_step[slot] -= 1;
            self.steps_on[d] -= u32::from(self.by_step[slot] == 0);
        }
        let sign = if add { 1 } else { -1 };
        self.terms.mono += i64::from(self.is_mono(d)) - i64::from(before);
        self.terms.fragments += sign;
        self.change_load(d, if add { minutes } else { -minutes });
        self.keep(i, SessionKind::Study, day, sign);
    }

    pub(super) fn count_review(&mut self, i: usize, day: Day, add: bool) {
        let d = at(day);
        let minutes = match self.model.items[i].pinned_reviews.contains(&day) {
            true => self.pinned_review_minutes(i, day),
            false => self.model.items[i].review,
        };
        if add {
            self.reviews[d] += 1;
        } else {
            self.reviews[d] -= 1;
        }
        let sign = if add { 1 } else { -1 };
        self.terms.reviews += sign;
        self.change_load(d, if add { minutes } else { -minutes });
        self.keep(i, SessionKind::Review, day, sign);
    }

    /// A pinned review may have another length than the usual one.
    fn pinned_review_minutes(&self, i: usize, day: Day) -> Minutes {
        let source = self.model.items[i].source;
        let pins = self.model.problem.pins.iter();
        pins.filter(|p| p.item == source && p.kind == SessionKind::Review && p.day == day)
            .map(|p| p.minutes)
            .sum()
    }

    pub(super) fn count_mock(&mut self, i: usize, day: Day, add: bool) {
        let d = at(day);
        let minutes = self.model.items[i].left;
        if add {
            self.mocks[d] += 1;
        } else {
            self.mocks[d] -= 1;
        }
        self.change_load(d, if add { minutes } else { -minutes });
        self.keep(i, SessionKind::Mock, day, if add { 1 } else { -1 });
    }

    #[inline]
    fn keep(&mut self, i: usize, kind: SessionKind, day: Day, sign: i64) {
        let item = &self.model.items[i];
        if !item.previous.is_empty() {
            self.terms.moved -= sign * item.previous_weight(kind, day);
            let same = item.previous.iter().filter(|p| p.0 == kind && p.1 == day);
            self.terms.gone -= sign * same.count() as i64;
        }
    }

    #[inline]
    pub(super) fn touch(&mut self, i: usize) {
        if !self.items[i].dirty {
            self.items[i].dirty = true;
            self.dirty.push(i as u32);
        }
    }

    /// Brings the score up to date.
    pub fn settle(&mut self) {
        while let Some(i) = self.dirty.pop() {
            let index = i as usize;
            self.items[index].dirty = false;
            let (z1, recall) = self.worth_of(index);
            let placed = &mut self.items[index];
            if (z1, recall) == (placed.z1, placed.recall) {
                continue;
            }
            self.saved.push((i, placed.z1, placed.recall));
            self.terms.z1 += z1 - placed.z1;
            self.terms.recall += recall - placed.recall;
            placed.z1 = z1;
            placed.recall = recall;
        }
    }

    /// Value covered, and value × recall, of one item as it stands.
    pub fn worth_of(&mut self, i: usize) -> (i64, i64) {
        let item = &self.model.items[i];
        let placed = &self.items[i];
        if item.wants.is_empty() || placed.complete == NEVER {
            return (0, 0);
        }
        let mut buffer = [0; 4];
        if item.pinned_reviews.is_empty() && placed.reviews.len() <= buffer.len() {
            let count = placed.reviews.len();
            buffer[..count].copy_from_slice(&placed.reviews);
            return self.worth_with(i, &buffer[..count]);
        }
        let mut days = placed.reviews.clone();
        days.extend_from_slice(&item.pinned_reviews);
        days.sort_unstable();
        self.worth_with(i, &days)
    }

    /// As [`State::worth_of`] for other review days (rising, pinned ones included).
    pub fn worth_with(&mut self, i: usize, reviews: &[Day]) -> (i64, i64) {
        let model = self.model;
        let item = &model.items[i];
        let complete = self.items[i].complete;
        let last = match item.left {
            0 => item.refreshed,
            _ => complete,
        };
        let reviews = &reviews[reviews.partition_point(|&r| r <= last)..];
        let (mut z1, mut recall) = (0, 0);
        for want in &item.wants {
            let counted = &reviews[..reviews.partition_point(|&r| r < want.day)];
            let prepared = complete < want.day && (!item.needs_review() || !counted.is_empty());
            if !prepared {
                continue;
            }
            if item.left > 0 {
                z1 += want.value;
            }
            if item.mock {
                continue;
            }
            recall += want.value
                * match item.review {
                    0 => 1000,
                    _ => self.cache.per_mille(
                        &model.fsrs,
                        model.classes[item.class as usize],
                        item.class,
                        last,
                        counted,
                        want.day,
                    ),
                };
        }
        (z1, recall)
    }

    /// Whether something of `i` is wanted and not covered.
    #[inline]
    pub fn lacking(&self, i: usize) -> bool {
        let item = &self.model.items[i];
        item.left > 0 && self.items[i].z1 < item.worth
    }

    /// The second part of the score.
    #[inline]
    pub fn z2(&self) -> i64 {
        let w = &self.model.problem.weights;
        let t = &self.terms;
        w.recall * t.recall
            - w.review * t.reviews
            - w.fragment * t.fragments
            - w.smooth * t.smooth
            - w.mono * t.mono
            - w.shift * t.moved
    }
}
