//! Tests of the planner: against the public instances, random problems and absurd ones, by an independent checker.

mod absurd;
mod checker;
mod fsrs;
mod generator;
mod instance;
mod instances;
mod properties;
mod replans;
