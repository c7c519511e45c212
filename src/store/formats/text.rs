//! What every import of text begins with: bytes to text, its limits, and characters that hide.
//!
//! Not here: what the text means.

use std::borrow::Cow;

use super::super::format::{Place, Problem, ReadError};

/// The largest file that is imported.
pub const MAX_BYTES: usize = 8 << 20;
/// The most items that one import brings.
pub const MAX_ITEMS: usize = 20_000;

/// An error about a place in the text.
pub fn wrong_at(file: &str, place: Place, text: impl Into<String>) -> ReadError {
    ReadError {
        place: Some(place),
        ..wrong(file, text)
    }
}

/// An error about the whole file.
pub fn wrong(file: &str, text: impl Into<String>) -> ReadError {
    ReadError::whole(file, Problem::Content(text.into()))
}

/// Line and column of a byte of the text.
pub fn place(text: &str, at: usize) -> Place {
    let before = text.get(..at).unwrap_or(text);
    let line = 1 + before.bytes().filter(|b| *b == b'\n').count();
    let last = before.rsplit('\n').next().unwrap_or_default();
    Place {
        line,
        column: 1 + last.chars().count(),
    }
}

/// Refuses more bytes than an import may have.
///
/// # Errors
/// Where there are more than [`MAX_BYTES`].
pub fn check_size(bytes: &[u8], file: &str) -> Result<(), ReadError> {
    if bytes.len() <= MAX_BYTES {
        return Ok(());
    }
    let tenths = bytes.len().saturating_mul(10) >> 20;
    let text = format!(
        "this file is {}.{} MB, an import may have {} MB",
        tenths / 10,
        tenths % 10,
        MAX_BYTES >> 20
    );
    Err(wrong(file, text))
}

/// The text of a file: UTF-8 or UTF-16 with a byte order mark, with `\n` at the ends of lines.
///
/// # Errors
/// Where it is too large, empty, no text, or has a byte 0 in it.
pub fn decode<'a>(bytes: &'a [u8], file: &str) -> Result<Cow<'a, str>, ReadError> {
    check_size(bytes, file)?;
    if let Some(what) = other_format(bytes) {
        let text = format!("this is {what}, not a text that can be imported");
        return Err(wrong(file, text));
    }
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes, file)?.into(),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes, file)?.into(),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest, file)?,
        _ => utf8(bytes, file)?,
    };
    if let Some(at) = text.find('\0') {
        let place = Some(place(&text, at));
        let problem = Problem::Damaged(0);
        return Err(ReadError {
            place,
            ..ReadError::whole(file, problem)
        });
    }
    if text.trim().is_empty() {
        return Err(ReadError::whole(file, Problem::Empty));
    }
    if text.contains('\r') {
        return Ok(text.replace("\r\n", "\n").replace('\r', "\n").into());
    }
    Ok(text)
}

/// What well-known files that are no text begin with.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 6] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a packed file (or an office document)"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"\x1f\x8b", "a packed file"),
        (b"SQLite format 3", "a database"),
    ];
    let found = known.iter().find(|(head, _)| bytes.starts_with(head));
    found.map(|(_, what)| *what)
}

fn utf8<'a>(bytes: &'a [u8], file: &str) -> Result<Cow<'a, str>, ReadError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let good = std::str::from_utf8(good).unwrap_or_default();
        ReadError {
            place: Some(place(good, good.len())),
            ..ReadError::whole(file, Problem::NoText)
        }
    })?;
    Ok(text.into())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, file: &str) -> Result<String, ReadError> {
    let no_text = |text: &str| ReadError {
        place: Some(place(text, text.len())),
        ..ReadError::whole(file, Problem::NoText)
    };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let mut text = String::with_capacity(bytes.len());
    for c in char::decode_utf16(units) {
        match c {
            Ok(c) => text.push(c),
            Err(_) => return Err(no_text(&text)),
        }
    }
    if !rest.is_empty() {
        return Err(no_text(&text));
    }
    Ok(text)
}

/// Characters that are not seen, or that change how others are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Control characters, as ESC and BEL.
    pub control: usize,
    /// Characters that turn the direction of writing.
    pub bidi: usize,
    /// Characters without width.
    pub zero_width: usize,
    /// Tag characters and other invisible ones.
    pub tags: usize,
}

impl Hidden {
    /// Counts them. Joiners between two letters or two emoji are part of the writing and do not count.
    pub fn count(text: &str) -> Self {
        let mut found = Self::default();
        if text.is_ascii() && !text.bytes().any(|b| b < 0x20 || b == 0x7f) {
            return found;
        }
        each(text, |_, what| match what {
            Some(What::Control) => found.control += 1,
            Some(What::Bidi) => found.bidi += 1,
            Some(What::ZeroWidth) => found.zero_width += 1,
            Some(What::Tag) => found.tags += 1,
            None => {}
        });
        found
    }

    /// How many there are.
    pub fn all(self) -> usize {
        self.control + self.bidi + self.zero_width + self.tags
    }

    /// A sentence where there are any.
    pub fn note(self) -> Option<String> {
        let parts = [
            (self.control, "control character", "control characters"),
            (
                self.bidi,
                "character that turns the direction of writing",
                "characters that turn the direction of writing",
            ),
            (
                self.zero_width,
                "character without width",
                "characters without width",
            ),
            (
                self.tags,
                "invisible tag character",
                "invisible tag characters",
            ),
        ];
        let parts = parts.iter().filter(|(n, ..)| *n > 0);
        let parts: Vec<String> = parts.map(|(n, one, many)| count(*n, one, many)).collect();
        (!parts.is_empty()).then(|| {
            format!(
                "Hidden characters are in the text: {}. They can be taken out of titles.",
                parts.join(", ")
            )
        })
    }
}

/// “1 link”, “2 links”.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The text without hidden characters; line ends and tabs become a space.
pub fn cleaned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each(text, |c, what| match what {
        None => out.push(c),
        Some(What::Control) if c.is_whitespace() => out.push(' '),
        Some(_) => {}
    });
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Control,
    Bidi,
    ZeroWidth,
    Tag,
}

fn each(text: &str, mut take: impl FnMut(char, Option<What>)) {
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let what = match c {
            '\n' | '\t' => None,
            _ if c.is_control() => Some(What::Control),
            '\u{200e}'
            | '\u{200f}'
            | '\u{61c}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => Some(What::Bidi),
            // Joiners: part of an emoji, or of writing that needs them.
            '\u{200c}' | '\u{200d}' => {
                let joins = |c: char| !c.is_ascii() && !c.is_whitespace() && !c.is_control();
                (!(joins(before) && joins(next))).then_some(What::ZeroWidth)
            }
            '\u{200b}'
            | '\u{2060}'..='\u{2064}'
            | '\u{feff}'
            | '\u{ad}'
            | '\u{180e}'
            | '\u{34f}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{3164}'
            | '\u{ffa0}' => Some(What::ZeroWidth),
            '\u{e0000}'..='\u{e0fff}' | '\u{fff9}'..='\u{fffb}' => Some(What::Tag),
            _ => None,
        };
        take(c, what);
        before = c;
    }
}
