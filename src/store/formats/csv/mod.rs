//! Tables: items in and out, sessions and practice out. Any separator, any order of columns; the user picks which column is what.
//!
//! Not here: what becomes of the items (`domain::merge`).

mod header;
mod pick;
mod practice;
mod read;
mod write;

pub use pick::{Columns, Field, RowError};
pub use practice::{ANSWER_COLUMNS, DESIGN_COLUMNS, answers, design_sessions};
pub use read::{Row, Sheet, looks_like, read};
pub use write::{COLUMNS, ITEM_COLUMNS, harmless, items, sessions};
