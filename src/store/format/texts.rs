//! Texts no longer than they may be: lines in pieces, whole notes, names.
//!
//! Not here: which texts there are (`repair.rs` and its neighbours).

use crate::domain::Notes;
use crate::domain::item::{MAX_LINE_BYTES, MAX_NOTE_BYTES, MAX_TITLE_CHARS};

/// Whether no line of a text is longer than it may be.
pub(super) fn short_lines(notes: &Notes) -> bool {
    let mut lines = notes.lines().iter();
    lines.all(|line| line.len() <= MAX_LINE_BYTES)
}

/// A line in pieces of at most so many bytes, cut between characters.
fn pieces(line: &str, most: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while rest.len() > most {
        let (head, tail) = rest.split_at(rest.floor_char_boundary(most).max(1));
        pieces.push(head.to_owned());
        rest = tail;
    }
    pieces.push(rest.to_owned());
    pieces
}

/// Whether a text of these lines was changed to fit, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cut {
    /// A line became several.
    pub lines: bool,
    /// The end is gone: there was more than a note holds.
    pub end: bool,
}

/// Lines as a note holds them: long ones become several, and what is more than a note holds is left out.
pub(super) fn fitted(lines: impl IntoIterator<Item = String>) -> (Notes, Cut) {
    let (mut fitted, mut cut, mut bytes) = (Vec::new(), Cut::default(), 0_usize);
    for line in lines {
        cut.lines |= line.len() > MAX_LINE_BYTES;
        for piece in pieces(&line, MAX_LINE_BYTES) {
            let room = MAX_NOTE_BYTES.saturating_sub(bytes);
            if piece.len() < room {
                bytes += piece.len() + 1;
                fitted.push(piece);
                continue;
            }
            cut.end = true;
            let head = piece.get(..piece.floor_char_boundary(room.saturating_sub(1)));
            if let Some(head) = head.filter(|head| !head.is_empty()) {
                fitted.push(head.to_owned());
            }
            return (Notes::from_lines(fitted), cut);
        }
    }
    (Notes::from_lines(fitted), cut)
}

/// Whether a name is no longer than it may be.
pub(super) fn short_name(name: &str) -> bool {
    within(name, MAX_TITLE_CHARS)
}

/// Whether a text has at most so many characters.
pub(super) fn within(text: &str, most: usize) -> bool {
    text.len() <= most || text.chars().count() <= most
}

/// The first so many characters of a text, without spaces at the end.
pub(super) fn head(text: &str, most: usize) -> String {
    let head: String = text.chars().take(most).collect();
    head.trim_end().to_owned()
}

/// Cuts a name that is too long, and says so.
pub(super) fn name(name: &mut String, what: &str, notes: &mut Vec<String>) {
    if !short_name(name) {
        *name = head(name, MAX_TITLE_CHARS);
        notes.push(format!(
            "The name of {what} was longer than {MAX_TITLE_CHARS} characters: it was cut to that."
        ));
    }
}
