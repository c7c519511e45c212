//! What is said when a file cannot be read: the file, the place, the field, what is wrong, and that nothing was changed.
//!
//! Not here: finding the fault (`scan.rs`, and RON itself).

use std::fmt;

use ron::error::{Error, SpannedError};
use serde_path_to_error::{Path, Segment};

use crate::domain::table::MAX_ROWS;

use super::scan::{MAX_DEPTH, MAX_FILE_BYTES, MAX_TEXT_BYTES, MAX_VALUES};

/// A place in a text: line and column, both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing in it.
    Empty,
    /// A byte that no text has.
    Damaged(u8),
    /// Bytes that are no UTF-8.
    NoText,
    /// Git left both sides of a merge in it.
    Conflict,
    /// More bytes than a plan may have.
    TooLarge(usize),
    /// More rows in one table than a plan may have.
    TooManyRows,
    /// More single values than a plan may have.
    TooManyValues,
    /// One text that is longer than any may be.
    LongText,
    /// Lists in lists in lists.
    TooDeep,
    /// A newer version made it; the text says which.
    Newer(String),
    /// It is no plan, in words.
    Content(String),
}

/// Why a file was not read. Says the place as `plan.ron, line 4, column 20 (items -> 2 -> title)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The file's name.
    pub file: String,
    /// Where in it.
    pub place: Option<Place>,
    /// Which field, as `items -> 2 -> title` (rows count from 1); empty where there is none.
    pub path: String,
    /// What is wrong.
    pub problem: Problem,
}

impl std::error::Error for ReadError {}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(place) = self.place {
            write!(f, ", line {}, column {}", place.line, place.column)?;
        }
        if !self.path.is_empty() {
            write!(f, " ({})", self.path)?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the file is empty. Nothing was changed."),
            Self::Damaged(byte) => write!(
                f,
                "byte 0x{byte:02X} in the text - the disk or a sync program may have damaged this file. Nothing was changed."
            ),
            Self::NoText => write!(
                f,
                "this is no UTF-8 text - the disk or a sync program may have damaged this file. Nothing was changed."
            ),
            Self::Conflict => write!(
                f,
                "git left both sides of a merge in this file (<<<<<<<). Keep one of them, delete the marks, and open it again. Nothing was changed."
            ),
            Self::TooLarge(bytes) => write!(
                f,
                "this file is {} MB, the limit is {} MB. It was not opened.",
                tenths_of_mb(*bytes),
                MAX_FILE_BYTES >> 20
            ),
            Self::TooManyRows => write!(
                f,
                "this file has more than {} items. It was not opened.",
                thousands(MAX_ROWS)
            ),
            Self::TooManyValues => write!(
                f,
                "this file has more than {} values. It was not opened.",
                thousands(MAX_VALUES)
            ),
            Self::LongText => write!(
                f,
                "a text in this file is longer than {} MB. It was not opened.",
                MAX_TEXT_BYTES >> 20
            ),
            Self::TooDeep => write!(
                f,
                "this file is nested deeper than {MAX_DEPTH} levels. It was not opened."
            ),
            Self::Newer(text) => write!(f, "{text}. Nothing was changed."),
            Self::Content(text) => write!(f, "{text}. Nothing was changed."),
        }
    }
}

impl ReadError {
    /// About the whole file.
    pub fn whole(file: &str, problem: Problem) -> Self {
        Self {
            file: file.to_owned(),
            place: None,
            path: String::new(),
            problem,
        }
    }

    /// About a place in it.
    pub(super) fn at(file: &str, place: Place, problem: Problem) -> Self {
        Self {
            place: Some(place),
            ..Self::whole(file, problem)
        }
    }

    /// What RON could not read.
    pub(super) fn ron(file: &str, text: &str, error: &SpannedError, path: Option<&Path>) -> Self {
        let place = Place {
            line: error.span.end.line,
            column: error.span.end.col,
        };
        let mut steps: Vec<String> = path
            .into_iter()
            .flat_map(Path::iter)
            .filter_map(|segment| match segment {
                Segment::Seq { index } => Some((index + 1).to_string()),
                Segment::Map { key } => Some(key.clone()),
                Segment::Enum { variant } => Some(variant.clone()),
                Segment::Unknown => None,
            })
            .collect();
        if let Error::MissingStructField { field, .. } | Error::DuplicateStructField { field, .. } =
            error.code
        {
            steps.push(field.to_owned());
        }
        let rest = super::scan::from(text, place).trim_start();
        let problem = match &error.code {
            Error::Message(_)
            | Error::MissingStructField { .. }
            | Error::InvalidValueForType { .. } => said(&error.code),
            _ if rest.is_empty() => said(&Error::Eof),
            code => said(code),
        };
        Self {
            path: steps.join(" -> "),
            ..Self::at(file, place, problem)
        }
    }
}

/// RON's errors in plain words.
fn said(error: &Error) -> Problem {
    let text = match error {
        Error::Message(text) if text.contains("this list has more than") => {
            return Problem::TooManyRows;
        }
        Error::ExceededRecursionLimit => return Problem::TooDeep,
        Error::Message(text) => text.clone(),
        Error::MissingStructField { field, .. } => format!("the field \"{field}\" is missing"),
        Error::DuplicateStructField { field, .. } => {
            format!("the field \"{field}\" is there twice")
        }
        Error::NoSuchEnumVariant {
            expected, found, ..
        } => format!(
            "\"{found}\" is not known here; it is one of {}",
            expected.join(", ")
        ),
        Error::InvalidValueForType { expected, found } => {
            format!("expected {expected}, found {found}")
        }
        Error::Eof => "the text ends too early; the rest of the file is missing".to_owned(),
        Error::IntegerOutOfBounds => "this number is too large or too small here".to_owned(),
        Error::ExpectedInteger => "a whole number belongs here".to_owned(),
        Error::ExpectedBoolean => "true or false belongs here".to_owned(),
        Error::ExpectedString => "a text in quotation marks belongs here".to_owned(),
        Error::ExpectedStringEnd => {
            "a text is not closed; its quotation mark is missing".to_owned()
        }
        Error::ExpectedArray => "a list belongs here, with [ and ]".to_owned(),
        Error::ExpectedComma | Error::ExpectedArrayEnd | Error::ExpectedMapEnd => {
            "a comma or a closing bracket is missing before this".to_owned()
        }
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => {
            "a comma or a closing bracket is missing before this".to_owned()
        }
        Error::ExpectedMapColon => "a colon is missing before this".to_owned(),
        Error::ExpectedMap => "a table belongs here, with { and }".to_owned(),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            "a record belongs here, with ( and )".to_owned()
        }
        Error::ExpectedIdentifier => "a name belongs here".to_owned(),
        Error::TrailingCharacters => "there is more text after the end".to_owned(),
        other => {
            let text = other.to_string();
            let mut letters = text.chars();
            match letters.next() {
                Some(first) => first.to_lowercase().chain(letters).collect(),
                None => text,
            }
        }
    };
    Problem::Content(text.trim_end_matches('.').to_owned())
}

/// 41.2
fn tenths_of_mb(bytes: usize) -> String {
    let tenths = bytes.saturating_mul(10) >> 20;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// 50,000
fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
