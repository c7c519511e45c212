//! One pass over a text before RON reads it: size, depth and number of values (a small file can hold a very large value),
//! damage that RON would not notice, marks that git leaves behind, and comments.
//!
//! Not here: what the text means.

use std::collections::HashSet;

use super::error::{Place, Problem, ReadError};

/// The largest file that is opened.
pub const MAX_FILE_BYTES: usize = 32 << 20;
/// The deepest nesting of brackets.
pub const MAX_DEPTH: usize = 24;
/// The most values of any kind in one file.
pub const MAX_VALUES: usize = 4_000_000;

/// The longest single text, in bytes (a note is many: one a line).
pub const MAX_TEXT_BYTES: usize = 1 << 20;

/// What the pass found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Comments outside texts.
    pub comments: usize,
    /// Commas outside texts: no more values than these and the brackets.
    pub values: usize,
}

/// The bytes of a file as text, without a byte order mark.
pub fn text_of<'a>(bytes: &'a [u8], file: &str) -> Result<&'a str, ReadError> {
    check_size(bytes.len(), file)?;
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let good = std::str::from_utf8(good).unwrap_or_default();
        ReadError::at(file, place(good, good.len()), Problem::NoText)
    })
}

/// Whether the text is within the limits and undamaged.
pub fn check(text: &str, file: &str) -> Result<Facts, ReadError> {
    check_size(text.len(), file)?;
    if text.trim().is_empty() && !text.contains('\0') {
        return Err(ReadError::whole(file, Problem::Empty));
    }
    let damaged = |b: u8| (b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')) || b == 0x7f;
    if let Some(at) = find(text.as_bytes(), damaged) {
        let byte = text.as_bytes().get(at).copied().unwrap_or_default();
        return Err(ReadError::at(file, place(text, at), Problem::Damaged(byte)));
    }
    let mut facts = Facts::default();
    // Of each bracket that is open: the keys so far, where it is a map.
    let mut open: Vec<Option<HashSet<&str>>> = Vec::new();
    let mut scanner = Scanner::new(text);
    while let Some((at, token)) = scanner.next() {
        let problem = match token {
            Token::Open(map) => {
                open.push(map.then(HashSet::new));
                scanner.in_map = map;
                (open.len() > MAX_DEPTH).then_some(Problem::TooDeep)
            }
            Token::Close => {
                open.pop();
                scanner.in_map = open.last().is_some_and(Option::is_some);
                None
            }
            Token::Comma => {
                facts.values += 1;
                (facts.values > MAX_VALUES).then_some(Problem::TooManyValues)
            }
            Token::Comment => {
                facts.comments += 1;
                None
            }
            Token::Conflict => Some(Problem::Conflict),
            Token::Text if scanner.at - at > MAX_TEXT_BYTES => Some(Problem::LongText),
            Token::Text => {
                let is_key = scanner.rest().trim_ascii_start().starts_with(b":");
                let key = text.get(at..scanner.at).filter(|_| is_key);
                let keys = open.last_mut().and_then(Option::as_mut);
                // RON would take the last of them without a word.
                let twice = keys.zip(key).is_some_and(|(keys, key)| !keys.insert(key));
                twice.then(|| {
                    let key = key.unwrap_or_default().trim_matches('"').chars();
                    let key: String = key.take(60).filter(|c| !c.is_control()).collect();
                    Problem::Content(format!("“{key}” is there twice"))
                })
            }
        };
        if let Some(problem) = problem {
            return Err(ReadError::at(file, place(text, at), problem));
        }
    }
    Ok(facts)
}

/// How many comments a text has.
pub fn comments(text: &str) -> usize {
    let mut scanner = Scanner::new(text);
    let mut found = 0;
    while let Some((_, token)) = scanner.next() {
        found += usize::from(token == Token::Comment);
    }
    found
}

fn check_size(bytes: usize, file: &str) -> Result<(), ReadError> {
    if bytes > MAX_FILE_BYTES {
        return Err(ReadError::whole(file, Problem::TooLarge(bytes)));
    }
    Ok(())
}

fn place(text: &str, at: usize) -> Place {
    let before = text.get(..at).unwrap_or(text);
    let line = 1 + before.bytes().filter(|b| *b == b'\n').count();
    let last = before.rsplit('\n').next().unwrap_or_default();
    let column = 1 + last.chars().count();
    Place { line, column }
}

/// The text from a place on.
pub fn from(text: &str, place: Place) -> &str {
    let lines = place.line.saturating_sub(1);
    let start = match lines.checked_sub(1) {
        None => 0,
        Some(n) => text
            .match_indices('\n')
            .nth(n)
            .map_or(text.len(), |(at, _)| at + 1),
    };
    let rest = text.get(start..).unwrap_or_default();
    let mut signs = rest.char_indices();
    let at = signs
        .nth(place.column.saturating_sub(1))
        .map_or(rest.len(), |(at, _)| at);
    rest.get(at..).unwrap_or_default()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// Whether a map begins.
    Open(bool),
    Close,
    Comma,
    Comment,
    Conflict,
    /// Said of long ones, and of those in maps.
    Text,
}

/// Finds brackets, commas, comments and conflict marks outside texts.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    in_map: bool,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        Self {
            bytes,
            at: 0,
            in_map: false,
        }
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Goes behind the next `end`, or to the end of the text.
    fn skip_past(&mut self, end: &[u8]) {
        let rest = self.rest();
        let found = rest.windows(end.len()).position(|bytes| bytes == end);
        self.at = found.map_or(self.bytes.len(), |n| self.at + n + end.len());
    }

    fn next(&mut self) -> Option<(usize, Token)> {
        loop {
            let plain = self.rest().iter().position(|b| COUNTS[usize::from(*b)])?;
            let at = self.at + plain;
            let byte = *self.bytes.get(at)?;
            self.at = at + 1;
            match byte {
                b'(' | b'[' | b'{' => return Some((at, Token::Open(byte == b'{'))),
                b')' | b']' | b'}' => return Some((at, Token::Close)),
                b',' => return Some((at, Token::Comma)),
                b'<' | b'>' if self.is_mark(at) => {
                    self.at = at + 7;
                    return Some((at, Token::Conflict));
                }
                b'/' if self.peek(0) == b'/' => {
                    self.skip_past(b"\n");
                    return Some((at, Token::Comment));
                }
                b'/' if self.peek(0) == b'*' => {
                    self.block_comment();
                    return Some((at, Token::Comment));
                }
                b'"' => {
                    match self.raw_marks(at) {
                        Some(marks) => {
                            let mut end = vec![b'"'];
                            end.resize(marks + 1, b'#');
                            self.skip_past(&end);
                        }
                        None => self.text(),
                    }
                    if self.in_map || self.at - at > MAX_TEXT_BYTES {
                        return Some((at, Token::Text));
                    }
                }
                b'\'' => self.character(),
                _ => {}
            }
        }
    }

    /// Whether a line begins here with seven such signs.
    fn is_mark(&self, at: usize) -> bool {
        let starts_line = at == 0 || self.bytes.get(at - 1) == Some(&b'\n');
        let signs = self.bytes.get(at..).unwrap_or_default();
        starts_line && (signs.starts_with(b"<<<<<<<") || signs.starts_with(b">>>>>>>"))
    }

    /// How many `#` stand between the quotation mark and an `r` or `br` before it; `None` where the text is no raw one.
    fn raw_marks(&self, quote: usize) -> Option<usize> {
        let before = self.bytes.get(..quote)?;
        let marks = before.iter().rev().take_while(|b| **b == b'#').count();
        let before = before.get(..quote - marks)?.strip_suffix(b"r")?;
        let before = before.strip_suffix(b"b").unwrap_or(before);
        let in_name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
        (!before.last().is_some_and(in_name)).then_some(marks)
    }

    fn block_comment(&mut self) {
        self.at += 1;
        let mut depth = 1usize;
        while depth > 0 && self.at < self.bytes.len() {
            match (self.peek(0), self.peek(1)) {
                (b'/', b'*') => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    self.at += 2;
                }
                _ => self.at += 1,
            }
        }
    }

    fn text(&mut self) {
        let rest = self.rest();
        let mut at = 0;
        while let Some(byte) = rest.get(at) {
            at += 1;
            match byte {
                b'"' => break,
                b'\\' => at += 1,
                _ => {}
            }
        }
        self.at += at;
    }

    /// `'x'`, `'\''`, `'ä'`; a lone quote mark is passed over.
    fn character(&mut self) {
        if self.peek(0) == b'\\' {
            self.at += 2;
            self.skip_past(b"'");
            return;
        }
        let close = self.rest().iter().take(5).skip(1).position(|b| *b == b'\'');
        if let Some(n) = close {
            self.at += n + 2;
        }
    }
}

/// The signs that mean something outside texts.
static COUNTS: [bool; 256] = {
    let mut counts = [false; 256];
    let signs = b"()[]{},/\"'<>";
    let mut n = 0;
    while n < signs.len() {
        counts[signs[n] as usize] = true;
        n += 1;
    }
    counts
};

/// The first byte that is one of those looked for. Goes in steps, so that the processor looks at many bytes at once.
fn find(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> Option<usize> {
    const STEP: usize = 64;
    let mut at = 0;
    for chunk in bytes.chunks(STEP) {
        if chunk.iter().fold(false, |any, b| any | wanted(*b)) {
            return chunk.iter().position(|b| wanted(*b)).map(|n| at + n);
        }
        at += chunk.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_comment_inside_a_text_is_none() {
        assert_eq!(comments(r#"(url: "https://x//y", a: '"', b: "\"//") "#), 0);
        assert_eq!(
            comments("(a: r#\"// \" /* \"#) // one\n/* two /* in it */ */"),
            2
        );
    }

    #[test]
    fn marks_count_only_at_the_start_of_a_line_outside_texts() {
        let mark = check("(\n<<<<<<< HEAD\n)", "p").map_err(|e| e.to_string());
        let text = "p, line 2, column 1: git left both sides";
        assert!(mark.is_err_and(|e| e.starts_with(text)));
        assert!(check("(a: \"\n<<<<<<< HEAD\n\")", "p").is_ok());
        assert!(check("(\n// a\n>>>>>>> b\n)", "p").is_err());
    }

    #[test]
    fn depth_and_damage_have_a_place() {
        let deep = "[".repeat(MAX_DEPTH + 1);
        let error = check(&deep, "p").map_err(|e| (e.place, e.problem));
        let place = Place {
            line: 1,
            column: MAX_DEPTH + 1,
        };
        assert_eq!(error, Err((Some(place), Problem::TooDeep)));
        let error = check("(a: \"ä\u{0}\")", "p").map_err(|e| (e.place, e.problem));
        let place = Place { line: 1, column: 7 };
        assert_eq!(error, Err((Some(place), Problem::Damaged(0))));
        let error = text_of(b"ab\n\xff", "p").map_err(|e| (e.place, e.problem));
        let place = Place { line: 2, column: 1 };
        assert_eq!(error, Err((Some(place), Problem::NoText)));
    }
}
