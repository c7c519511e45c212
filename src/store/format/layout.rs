//! Where lines break: four spaces a level; the outer three levels one entry a line; further in, a short group stays on one
//! line. The same value always gives the same text.
//!
//! A value is first written on one line, where it may be; where it turns out too long it is taken back and written again,
//! broken. Only what is short is ever written twice.
//!
//! Not here: what numbers, texts and brackets look like (`print.rs`).

use serde::Serialize;

use super::print::{PrintError, Printer, Shape};

/// No line that could be broken is longer, in characters.
const WIDTH: usize = 100;
/// Groups down to this level are never on one line: document, table, row.
const ALWAYS_BROKEN: usize = 2;
/// Groups in groups in a line: not deeper than this.
const HEIGHT: usize = 2;
/// Lists that are one entry a line however short or long they are, so that two people's changes meet in different lines
/// and a tick never moves others.
const ONE_A_LINE: [&str; 4] = ["notes", "parts", "answer", "logistics"];

/// How a group is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// On one line, whatever it is.
    Line,
    /// On one line where that is short and simple enough.
    Inline {
        /// How many groups within each other there may be.
        height: usize,
        /// How long the whole text may become, in bytes; what stands alone is written however long it is.
        most: usize,
    },
    /// One entry a line.
    Broken {
        /// How deep it is.
        level: usize,
        /// Each entry on one line, however long.
        spread: bool,
    },
}

/// Writes a value behind its key (`title: `, empty in lists) as an entry of a broken group of this level.
pub fn put<T: Serialize + ?Sized>(
    out: &mut String,
    key: &str,
    value: &T,
    group: usize,
    spread: bool,
) -> Result<(), PrintError> {
    let level = group + 1;
    pad(out, 4 * level);
    out.push_str(key);
    let from = out.len();
    if spread {
        match inline(out, value, usize::MAX)? {
            Some(_) => return Ok(()),
            None => out.truncate(from),
        }
    }
    let name = key.strip_suffix(": ").unwrap_or(key);
    let spread = ONE_A_LINE.contains(&name);
    if level > ALWAYS_BROKEN && !spread {
        // The comma behind it counts too.
        let room = WIDTH.saturating_sub(4 * level + key.chars().count() + 1);
        // No sign has more than four bytes.
        match inline(out, value, from + 4 * room)? {
            Some(Shape::Atom) => return Ok(()),
            Some(Shape::Group) if is_within(out.get(from..).unwrap_or_default(), room) => {
                return Ok(());
            }
            _ => out.truncate(from),
        }
    }
    let form = Form::Broken { level, spread };
    value.serialize(Printer { out, form })?;
    Ok(())
}

/// On one line; `None` where it has to be broken (then what was written has to be taken back).
fn inline<T: Serialize + ?Sized>(
    out: &mut String,
    value: &T,
    most: usize,
) -> Result<Option<Shape>, PrintError> {
    let form = Form::Inline {
        height: HEIGHT,
        most,
    };
    match value.serialize(Printer { out, form }) {
        Ok(shape) => Ok(Some(shape)),
        Err(PrintError::Break) => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_within(text: &str, room: usize) -> bool {
    text.len() <= room || text.chars().count() <= room
}

/// So many spaces.
pub fn pad(out: &mut String, spaces: usize) {
    const SPACES: &str = "                                ";
    match SPACES.get(..spaces) {
        Some(few) => out.push_str(few),
        None => out.extend(std::iter::repeat_n(' ', spaces)),
    }
}
