//! What the tests share.

pub mod app;
pub mod plans;
pub mod study;
