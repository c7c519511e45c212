//! One pass before a text is parsed: a small text can grow into a very large tree, so the signs that make branches are
//! counted first.
//!
//! Not here: the number of items (`blocks.rs` counts them as they come).

use crate::store::format::ReadError;

use super::super::text::{place, wrong_at};

/// The most line ends and formatting signs of a text.
pub const MAX_SIGNS: usize = 600_000;
/// The deepest nesting of lists and quotes.
pub const MAX_DEPTH: usize = 24;
/// The most headings.
pub const MAX_HEADINGS: usize = 5_000;

/// Refuses what would take too much time or memory.
///
/// # Errors
/// Where there is too much, with its place.
pub fn check(text: &str, file: &str) -> Result<(), ReadError> {
    let mut signs = 0usize;
    for (at, b) in text.bytes().enumerate() {
        let sign = matches!(
            b,
            b'\n'
                | b'*'
                | b'_'
                | b'['
                | b']'
                | b'<'
                | b'>'
                | b'`'
                | b'!'
                | b'&'
                | b'|'
                | b'~'
                | b'\\'
                | b'^'
        );
        signs += usize::from(sign);
        if signs > MAX_SIGNS {
            let say = "more than 600,000 lines and formatting signs are in this list";
            return Err(wrong_at(file, place(text, at), say));
        }
    }
    let mut start = 0;
    let mut fence: Option<&str> = None;
    for line in text.split('\n') {
        let bare = line.trim_start();
        match fence {
            Some(mark) if bare.starts_with(mark) => fence = None,
            None if bare.starts_with("```") => fence = Some("```"),
            None if bare.starts_with("~~~") => fence = Some("~~~"),
            _ => {}
        }
        // Lists are nested by what stands before the text of a line; code may be pushed in as far as it likes.
        if fence.is_none()
            && let Some(at) = too_deep(line)
        {
            let say = format!("lists or quotes are nested deeper than {MAX_DEPTH} levels here");
            return Err(wrong_at(file, place(text, start + at), say));
        }
        start += line.len() + 1;
    }
    Ok(())
}

/// The byte of a line at which its marks nest deeper than they may.
fn too_deep(line: &str) -> Option<usize> {
    let mut marks = 0;
    let mut rest = line.as_bytes().iter().enumerate().peekable();
    while let Some((at, b)) = rest.next() {
        match b {
            b' ' | b'\t' => {}
            b'>' => marks += 1,
            b'-' | b'+' | b'*'
                if rest
                    .peek()
                    .is_some_and(|(_, next)| next.is_ascii_whitespace()) =>
            {
                marks += 1;
            }
            b'0'..=b'9' => {
                while rest.next_if(|(_, b)| b.is_ascii_digit()).is_some() {}
                rest.next_if(|(_, b)| matches!(b, b'.' | b')'))?;
                marks += 1;
            }
            _ => return None,
        }
        if marks > MAX_DEPTH {
            // A line of dashes or stars is a rule, however long.
            let rule = line
                .bytes()
                .all(|b| matches!(b, b'-' | b'*' | b'_' | b' ' | b'\t'));
            let one = |sign| line.bytes().all(|b| b == sign || b == b' ' || b == b'\t');
            return (!(rule && (one(b'-') || one(b'*')))).then_some(at);
        }
    }
    None
}
