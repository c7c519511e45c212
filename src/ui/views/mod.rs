//! The views, one folder each: data → geometry → pixels. A view reads a [`super::context::ViewContext`] and sends actions.

mod begins;
pub mod board;
mod busy_form;
pub mod calendar;
mod fields;
pub mod library;
pub mod practice;
pub mod progress;
pub mod settings;
mod texts;
pub mod today;
pub mod week;
pub mod welcome;
