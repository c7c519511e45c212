//! The one integration test binary: it links egui once.

mod planner;
mod stories;
mod support;
mod tidy;
mod undo;
