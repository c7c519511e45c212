//! Tests of the planner: against the public instances, random problems and absurd ones, by an independent checker.

mod absurd;
mod changes;
mod checker;
mod follow_up;
mod fsrs;
mod fuzz;
mod generator;
mod instance;
mod instances;
mod ordinary;
mod properties;
mod replans;
mod stability;
