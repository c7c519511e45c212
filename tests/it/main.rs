//! The one integration test binary: it links egui once.
mod planner;
