//! Content lines: folded lines joined again, and each split into name, parameters and value.
//!
//! Lines are joined as bytes, because some programs fold within a character. LF, CRLF and a lone CR end a line; a byte
//! order mark is passed over. Not here: what the lines mean.

use std::borrow::Cow;

/// A content line, joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The line of the file that it begins on, from 1.
    pub number: usize,
    /// Its text.
    pub text: Cow<'a, str>,
    /// Whether it had bytes that are no UTF-8; they stand as U+FFFD.
    pub broken: bool,
}

/// The content lines of a file; blank ones are passed over.
pub struct Lines<'a> {
    rest: &'a [u8],
    number: usize,
}

impl<'a> Lines<'a> {
    /// Of these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        Self { rest, number: 0 }
    }

    /// The number of the line of the file that was read last.
    pub fn number(&self) -> usize {
        self.number
    }

    /// One line of the file, without its end.
    fn physical(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        self.number += 1;
        let end = self.rest.iter().position(|b| matches!(b, b'\n' | b'\r'));
        let end = end.unwrap_or(self.rest.len());
        let (line, rest) = self.rest.split_at_checked(end)?;
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        // After a CR this is the rest of its CRLF; after nothing it is the LF itself.
        self.rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        Some(line)
    }

    fn goes_on(&self) -> bool {
        matches!(self.rest.first(), Some(b' ' | b'\t'))
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let first = loop {
            let line = self.physical()?;
            if !line.trim_ascii().is_empty() || self.goes_on() {
                break line;
            }
        };
        let number = self.number;
        if !self.goes_on() {
            let text = String::from_utf8_lossy(first);
            let broken = matches!(text, Cow::Owned(_));
            return Some(Line {
                number,
                text,
                broken,
            });
        }
        let mut joined = first.to_vec();
        while self.goes_on() {
            let more = self.physical().unwrap_or_default();
            joined.extend_from_slice(more.get(1..).unwrap_or_default());
        }
        let (text, broken) = match String::from_utf8(joined) {
            Ok(text) => (text, false),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), true),
        };
        Some(Line {
            number,
            text: Cow::Owned(text),
            broken,
        })
    }
}

/// `NAME;PARAMETER=VALUE:VALUE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property<'a> {
    /// In any case of letters.
    pub name: &'a str,
    parameters: &'a str,
    /// As it stands there.
    pub value: &'a str,
}

impl<'a> Property<'a> {
    /// Splits a content line. `None` where it has no colon outside quotation marks, or no name.
    pub fn of(line: &'a str) -> Option<Self> {
        let end = line
            .bytes()
            .position(|b| matches!(b, b':' | b';'))
            .filter(|end| *end > 0)?;
        let colon = end + outside_quotes(line.get(end..)?, b':')?;
        Some(Self {
            name: line.get(..end)?.trim(),
            parameters: line.get(end..colon)?,
            value: line.get(colon + 1..)?,
        })
    }

    /// Whether it has this name.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// A parameter, without quotation marks.
    pub fn parameter(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.parameters.strip_prefix(';')?;
        loop {
            let end = outside_quotes(rest, b';').unwrap_or(rest.len());
            let (one, more) = rest.split_at_checked(end)?;
            if let Some((key, value)) = one.split_once('=')
                && key.trim().eq_ignore_ascii_case(name)
            {
                return Some(value.trim().trim_matches('"'));
            }
            rest = more.strip_prefix(';')?;
        }
    }
}

fn outside_quotes(text: &str, sign: u8) -> Option<usize> {
    let mut quoted = false;
    text.bytes().position(|b| {
        quoted ^= b == b'"';
        b == sign && !quoted
    })
}

/// A text value as it was before it was escaped, without control characters but line breaks, cut to `most` characters.
pub fn text(value: &str, most: usize) -> String {
    let mut out = String::new();
    let mut signs = value.chars();
    let mut length = 0;
    while let Some(sign) = signs.next() {
        let sign = match sign {
            '\\' => match signs.next() {
                Some('n' | 'N') => '\n',
                Some(other) => other,
                None => break,
            },
            other => other,
        };
        if sign.is_control() && sign != '\n' {
            continue;
        }
        if length == most {
            break;
        }
        out.push(sign);
        length += 1;
    }
    out
}
