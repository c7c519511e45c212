//! The planner: from a [`Problem`] to a [`Schedule`], purely and the same every time.
//!
//! `problem` says what is asked, `schedule` what is answered. In between: `model` prepares the problem, `state` is a
//! plan under construction with its score, `place` puts one item into it (`parts` lays its work on days, `squeeze` makes
//! room), `select` chooses by counting minutes, `search` and `focus` decide what is covered, `polish` when, `outcome`
//! reads verdict and reasons off the finished plan. Work is counted in steps, never in time; there is no clock, no
//! thread, no file and no iteration in hash order here, and recall is rounded to per mille before it is compared, so
//! the same problem gives the same plan everywhere, in whatever order its items come.

mod attempt;
pub mod breaks;
mod budget;
pub mod cause;
mod check;
mod choice;
pub mod curve;
pub mod cushion;
mod depth;
pub mod diff;
pub mod drill;
mod drilled;
mod entry;
pub mod estimates;
mod focus;
mod follow_up;
pub mod forecast;
mod from_plan;
pub mod fsrs;
mod last_reviews;
mod lifted;
mod made_for;
mod memory;
mod mend;
pub mod missed;
mod model;
mod outcome;
mod pace;
mod parts;
mod place;
mod polish;
mod pose;
pub mod problem;
pub mod queue;
pub mod readiness;
mod reason;
mod recall;
mod replan;
mod rng;
pub mod schedule;
mod score;
mod search;
mod select;
mod settled;
mod squeeze;
mod state;
pub mod verdict;
mod way_back;
pub mod what_if;
mod worth;

pub use breaks::{Break, Breaks, Lifted, Weight, What};
pub use cause::{Cause, causes, misfits};
pub use check::ProblemError;
pub use cushion::Cushions;
pub use diff::{Change, Group, PlanDiff};
pub use drill::{Drills, Known, Next};
pub use entry::{Found, find_plan, schedule_plan, schedule_plan_with, serves, serves_knowing};
pub use follow_up::{FollowUp, follow_ups};
pub use last_reviews::{LastReviews, last_reviews};
pub use missed::{MissedSummary, missed_summary};
pub use problem::{
    Day, Interview, Item, ItemIndex, ItemKind, Minutes, PastMemory, Problem, Session, SessionKind,
    Weights,
};
pub use queue::{Due, Queue};
pub use readiness::Readiness;
pub use schedule::{
    DropReason, Dropped, PlannedSession, Reason, Reshuffle, Schedule, Score, Verdict,
};
pub use what_if::{Outlook, WhatIf, Wish, what_if};
pub use worth::Worth;

use model::Model;
use search::Search;

/// How much work a plan is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effort {
    /// For previews, drags and sliders: inside a frame.
    Quick,
    /// For the plan that is kept: on a worker.
    Full,
}

/// The best plan found for the problem with a fixed amount of work.
#[must_use]
pub fn schedule(problem: &Problem, effort: Effort) -> Schedule {
    schedule_with(problem, effort, &|| false)
}

/// As [`schedule()`], and asks `cancelled` every few steps whether to stop early; the plan is legal all the same.
#[must_use]
pub fn schedule_with(problem: &Problem, effort: Effort, cancelled: &dyn Fn() -> bool) -> Schedule {
    schedule_part(problem, effort, Part::WHOLE, cancelled)
}

/// What one of several runs for the same plan may do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// How much of the effort's work it gets, in per cent.
    pub work: usize,
    /// In a replan, how many of the sessions shown before may go elsewhere, in per cent; `None`: as many as pay.
    pub moves: Option<i64>,
    /// In a replan, whether reviews that pay come in where nothing else does.
    pub reviews: bool,
}

impl Part {
    /// All the work, and the moves that pay.
    pub const WHOLE: Self = Self {
        work: 100,
        moves: None,
        reviews: false,
    };
}

/// As [`schedule_with`], for one of several runs.
#[must_use]
pub(crate) fn schedule_part(
    problem: &Problem,
    effort: Effort,
    part: Part,
    cancelled: &dyn Fn() -> bool,
) -> Schedule {
    if let Err(errors) = problem.check() {
        return outcome::unsound(problem, errors);
    }
    let model = Model::new(problem);
    let mut search = Search::new(&model, replan::cache_bits(effort), cancelled);
    let fuller = replan::run(&mut search, effort, part);
    let mut schedule = outcome::read(&mut search);
    schedule.reshuffle = fuller.map(|snapshot| {
        search.state.restore(&snapshot);
        let other = outcome::read(&mut search);
        Reshuffle {
            sessions: other.sessions,
            verdict: other.verdict,
            score: other.score,
        }
    });
    schedule
}

/// The smallest number of extra minutes on every day that has any, up to `most`, with which the same planner fits
/// everything; `None` when even `most` is not enough. At most ten runs.
#[must_use]
pub fn extra_minutes_to_fit(problem: &Problem, effort: Effort, most: Minutes) -> Option<Minutes> {
    let fits = |extra: Minutes| {
        let mut larger = problem.clone();
        for slot in &mut larger.capacity {
            if *slot > 0 {
                *slot = slot.saturating_add(extra).min(problem::MAX_MINUTES);
            }
        }
        schedule(&larger, effort).verdict.fits
    };
    if fits(0) {
        return Some(0);
    }
    // In steps of five minutes: a finer answer would not be truer.
    let (mut low, mut high) = (0, most.max(5) / 5);
    if !fits(high * 5) {
        return None;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if fits(middle * 5) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high * 5)
}
