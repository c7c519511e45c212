//! How ready one is on the day of an interview, at the end of a course: what is covered by then, and recalled.
//!
//! Not here: what readiness means (`readiness`), how the days went (`course`).

use crate::planner::fsrs::Fsrs;

use super::belief::Person;
use super::course::{Came, Reached, Switches};
use super::draw::Draws;
use super::evidence::after;
use super::road::Road;

/// What is recalled later, of what was last seen at all.
struct Recall<'a> {
    fsrs: &'a Fsrs,
    strength: f64,
    attends: f64,
}

impl Recall<'_> {
    /// The share recalled on a day: with reviews on these days, of which not every one takes place.
    fn on(
        &self,
        mut memory: crate::planner::fsrs::Memory,
        mut last: i32,
        reviews: impl Iterator<Item = i32>,
        day: i32,
        draws: &mut Draws,
    ) -> f64 {
        memory.stability *= self.strength;
        for review in reviews {
            let (attends, recalled) = (draws.even(), draws.even());
            if review <= last || review >= day || attends > self.attends {
                continue;
            }
            let days = f64::from(review - last);
            let recall = self.fsrs.recall(days, memory.stability);
            memory = after(self.fsrs, memory, days, recalled < recall);
            last = review;
        }
        self.fsrs
            .recall(f64::from((day - last).max(0)), memory.stability)
    }
}

/// Minutes that the pieces of work take still.
pub(super) struct Needs<'a> {
    pub planned: &'a [f64],
    pub left_out: &'a [f64],
}

/// Readiness on the day of each interview: how far each piece of work is by then, and what of it is recalled.
pub(super) fn weigh(
    road: &Road,
    person: &Person,
    number: usize,
    switches: &Switches,
    needs: &Needs,
    at_aim: &[Vec<Reached>],
    came: &mut Came,
) {
    let recall = Recall {
        fsrs: &road.fsrs,
        strength: person.memory,
        attends: if switches.no_misses {
            1.0
        } else {
            person.shows
        },
    };
    let floored = |step: usize, recalled: f64| match switches.recall_floor {
        Some((of, floor)) if of == step => recalled.max(floor),
        _ => recalled,
    };
    for (k, (_, day)) in road.aims.iter().enumerate() {
        let whole = road.whole.get(k).copied().unwrap_or(0.0).max(1e-9);
        let (mut ready, none) = (0.0, Vec::new());
        let reached = at_aim.get(k).unwrap_or(&none);
        let mut count = |step: usize, worth: f64, recalled: f64| {
            ready += worth * floored(step, recalled);
        };
        let again = |step: usize| {
            switches
                .review
                .filter(|(of, _)| *of == step)
                .map(|(_, before)| (day - before).max(0))
        };
        for (n, ((work, need), reached)) in
            road.work.iter().zip(needs.planned).zip(reached).enumerate()
        {
            let value = work.value.get(k).copied().unwrap_or(0.0);
            let all = work.studied + need;
            let covered = ((work.studied + reached.done) / all.max(1.0)).min(1.0);
            if value <= 0.0 || covered <= 0.0 || *need <= 0.0 {
                continue;
            }
            let last = reached.last.unwrap_or(0);
            let mut draws = Draws::of(number, 1_000 + n as u64);
            let reviews = work
                .reviews
                .iter()
                .map(|gap| last + gap)
                .chain(again(work.step));
            let recalled = recall.on(work.memory, last, reviews, *day, &mut draws);
            count(work.step, value * work.gain * covered, recalled);
        }
        let come_in = needs
            .left_out
            .iter()
            .zip(reached.iter().skip(road.work.len()));
        for (n, (out, (need, reached))) in road.left_out.iter().zip(come_in).enumerate() {
            let mut draws = Draws::of(number, 2_000_000 + n as u64);
            let besides = draws.even();
            let value = out.value.get(k).copied().unwrap_or(0.0);
            let (covered, last) = match reached.last {
                _ if switches.left_out_too => (1.0, (besides * f64::from(*day)) as i32),
                Some(last) => ((reached.done / need.max(1.0)).min(1.0), last),
                None => continue,
            };
            if value <= 0.0 {
                continue;
            }
            let reviews = again(out.step).into_iter();
            let recalled = recall.on(out.memory, last, reviews, *day, &mut draws);
            count(out.step, value * out.gain * covered, recalled);
        }
        for (n, done) in road.finished.iter().enumerate() {
            let value = done.value.get(k).copied().unwrap_or(0.0);
            if value <= 0.0 {
                continue;
            }
            let mut draws = Draws::of(number, 1_000_000 + n as u64);
            let reviews = done.reviews.iter().copied().chain(again(done.step));
            let recalled = recall.on(done.memory, done.last, reviews, *day, &mut draws);
            count(done.step, value * done.gain, recalled);
        }
        if let Some(slot) = came.ready.get_mut(k) {
            *slot = (ready / whole).clamp(0.0, 1.0);
        }
    }
}
