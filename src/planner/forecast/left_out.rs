//! What the schedule leaves out, in a course: nobody studies it, unless there is more time than planned, or one asks
//! what would be if it were studied besides.
//!
//! Not here: what is planned (`road`, `course`).

use crate::planner::fsrs::Memory;

use super::belief::Person;
use super::course::Reached;
use super::draw::Draws;

/// An item that is left out.
#[derive(Clone, Debug)]
pub(super) struct LeftOut {
    /// The step's place in the order of the path; the number of steps: none.
    pub step: usize,
    /// Whose pace it has.
    pub group: usize,
    /// What it is estimated to take still, in minutes, at least 5.
    pub estimate: f64,
    /// By interview: what it is worth, and what is there when all of it is done and recalled.
    pub value: Vec<f64>,
    pub gain: f64,
    pub memory: Memory,
}

impl LeftOut {
    /// What it gives for each of its minutes.
    fn worth(&self) -> f64 {
        self.value.iter().sum::<f64>() * self.gain / self.estimate
    }
}

/// What is made of the time that planned work leaves: what is left out comes in, the best for its time first.
pub(super) struct Extra {
    /// Minutes that each item takes.
    pub need: Vec<f64>,
    order: Vec<usize>,
    at: usize,
}

impl Extra {
    /// Nothing is begun yet.
    pub fn new(all: &[LeftOut], person: &Person, number: usize) -> Self {
        let mut draws = Draws::of(number, 4);
        let need = all.iter().map(|out| {
            let pace = person.paces.get(out.group).copied().unwrap_or(0.0);
            out.estimate * (pace + person.pace_spread * draws.normal()).exp()
        });
        let need = need.collect();
        let mut order: Vec<usize> = (0..all.len()).collect();
        let worth = |n: &usize| all.get(*n).map_or(0.0, LeftOut::worth);
        order.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
        Self { need, order, at: 0 }
    }

    /// Spends minutes of a day.
    pub fn take(&mut self, mut minutes: f64, day: i32, reached: &mut [Reached]) {
        while minutes > 1e-9 {
            let Some(&n) = self.order.get(self.at) else {
                return;
            };
            let (Some(need), Some(reached)) = (self.need.get(n), reached.get_mut(n)) else {
                return;
            };
            let takes = (need - reached.done).min(minutes);
            minutes -= takes;
            reached.done += takes;
            reached.last = Some(day);
            if reached.done + 1e-9 >= *need {
                self.at += 1;
            }
        }
    }
}
