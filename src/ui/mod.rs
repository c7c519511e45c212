//! The window's contents: theme and widgets below, views above, the shell around them. Views read a
//! [`context::ViewContext`] and send actions; they never change the document.

pub mod answer;
pub mod breaks;
pub mod context;
pub mod cushion;
pub mod draft;
pub mod find;
pub mod format;
pub mod haystack;
pub mod item;
pub mod keys;
mod next_parts;
pub mod pace;
pub mod plan_words;
mod shell;
pub mod theme;
pub mod views;
pub mod widgets;

pub use shell::Shell;
