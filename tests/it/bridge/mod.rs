//! The bridge between the user's plan and the planner: legal schedules of real plans, calm replans, odd plans, cushions,
//! and what a preview says.

mod absurd;
mod cushions;
mod diffs;
mod drills;
mod legal;
mod reasons;
mod replans;
mod rhythm;
mod stability;
pub mod support;
mod what_if;
