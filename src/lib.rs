#![doc = include_str!("architecture.md")]

pub mod app;
pub mod cli;
pub mod domain;
pub mod planner;
pub mod state;
pub mod store;
pub mod ui;
