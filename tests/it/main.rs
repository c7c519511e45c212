//! The one integration test binary: it links egui once.

mod breaks;
mod bridge;
mod busy;
mod cli;
mod cli_merge;
mod design;
mod estimates;
mod example;
mod forecast;
mod index;
mod path;
#[cfg(feature = "pictures")]
mod pictures;
mod planner;
mod readme;
mod recall;
mod store;
mod stories;
mod support;
mod tidy;
mod ui_widgets;
mod undo;
