//! Cairn: a calm desktop study planner for people with a machine-learning engineering interview some weeks away.

pub mod domain;
pub mod planner;
pub mod store;
pub mod ui;
