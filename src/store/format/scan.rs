//! One pass over a text before RON reads it: size, depth and number of values (a small file can hold a very large value),
//! damage that RON would not notice, marks that git leaves behind, and comments.
//!
//! Not here: what the text means.

use super::error::{Place, Problem, ReadError};

/// The largest file that is opened.
pub const MAX_FILE_BYTES: usize = 32 << 20;
/// The deepest nesting of brackets.
pub const MAX_DEPTH: usize = 24;
/// The most values of any kind in one file.
pub const MAX_VALUES: usize = 4_000_000;

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
    let damaged = |b: &u8| matches!(b, 0..=8 | 0x0b | 0x0c | 0x0e..=0x1f | 0x7f);
    if let Some(at) = text.bytes().position(|b| damaged(&b)) {
        let byte = text.as_bytes().get(at).copied().unwrap_or_default();
        return Err(ReadError::at(file, place(text, at), Problem::Damaged(byte)));
    }
    let mut facts = Facts::default();
    let mut depth = 0usize;
    let mut scanner = Scanner::new(text);
    while let Some((at, token)) = scanner.next() {
        let problem = match token {
            Token::Open => {
                depth += 1;
                (depth > MAX_DEPTH).then_some(Problem::TooDeep)
            }
            Token::Close => {
                depth = depth.saturating_sub(1);
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
    Open,
    Close,
    Comma,
    Comment,
    Conflict,
}

/// Finds brackets, commas, comments and conflict marks outside texts.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        Self { bytes, at: 0 }
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
            let at = self.at;
            let byte = *self.bytes.get(at)?;
            let starts_line = at == 0 || self.bytes.get(at - 1) == Some(&b'\n');
            if starts_line
                && (self.rest().starts_with(b"<<<<<<<") || self.rest().starts_with(b">>>>>>>"))
            {
                self.at += 7;
                return Some((at, Token::Conflict));
            }
            self.at += 1;
            match byte {
                b'(' | b'[' | b'{' => return Some((at, Token::Open)),
                b')' | b']' | b'}' => return Some((at, Token::Close)),
                b',' => return Some((at, Token::Comma)),
                b'/' if self.peek(0) == b'/' => {
                    self.skip_past(b"\n");
                    // The new line stays, for the marks that start a line.
                    if self.at < self.bytes.len() {
                        self.at -= 1;
                    }
                    return Some((at, Token::Comment));
                }
                b'/' if self.peek(0) == b'*' => {
                    self.block_comment();
                    return Some((at, Token::Comment));
                }
                b'"' => self.text(),
                b'\'' => self.character(),
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(at),
                _ => {}
            }
        }
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
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'"' => return,
                b'\\' => self.at += 1,
                _ => {}
            }
        }
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

    /// A name or number; behind `r` and `br` a raw text may begin.
    fn word(&mut self, from: usize) {
        while self.peek(0).is_ascii_alphanumeric() || self.peek(0) == b'_' {
            self.at += 1;
        }
        let word = self.bytes.get(from..self.at).unwrap_or_default();
        if word != b"r" && word != b"br" {
            return;
        }
        let marks = self.rest().iter().take_while(|b| **b == b'#').count();
        if self.peek(marks) != b'"' {
            return;
        }
        self.at += marks + 1;
        let mut end = vec![b'"'];
        end.resize(marks + 1, b'#');
        self.skip_past(&end);
    }
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
