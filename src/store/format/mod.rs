//! Plans and paths as RON text: one field a line, fixed order, so that one change is a small difference.
//!
//! Writing goes value → [`print`] (what it looks like) with [`layout`] (where lines break) → text. Reading goes text → [`scan`] (limits, damage, conflict
//! marks) → RON → [`repair`] (what can be kept is kept, and said). What the record macro does not know it keeps word for
//! word.
//!
//! Not here: files and folders (`store/file.rs`).

mod circles;
mod error;
mod layout;
mod old;
mod print;
mod raw;
mod recall;
mod repair;
mod repair_days;
mod repair_items;
mod repair_runs;
mod scan;
mod texts;

use ron::Deserializer;
use ron::extensions::Extensions;
use ron::options::Options;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::plan::FORMAT;
use crate::domain::record::begin_file;
use crate::domain::{Path, Plan};
use crate::store::hash::Hash;

pub use error::{Place, Problem, ReadError};
pub use scan::{MAX_DEPTH, MAX_FILE_BYTES, MAX_TEXT_BYTES, MAX_VALUES};

/// Why a value could not be written. The file on disk is untouched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// It was read from a newer version's file, which this program must not overwrite.
    #[error("{0}; it is not overwritten. Save it under another name with that version.")]
    Newer(String),
    /// A value that the format cannot hold.
    #[error("this cannot be written: {0}")]
    Value(String),
    /// What was written does not read back as the same plan: a defect of this program.
    #[error(
        "program error: the plan does not read back as it was written ({0}), so the file was left alone"
    )]
    ReadBack(String),
}

/// A plan from a file, with what there is to say about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The plan, repaired where that was needed.
    pub plan: Plan,
    /// Sentences for the user: what was repaired, and what the next save will not keep.
    pub notes: Vec<String>,
    /// Why this file must not be overwritten, where it must not.
    pub read_only: Option<String>,
    /// What the file held: the base of the next save.
    pub hash: Hash,
    /// The older format that it was read from. The first save writes this program's format; the original should be kept
    /// for ever then.
    pub migrated_from: Option<u32>,
}

/// A path from a file, with what there is to say about it.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedPath {
    /// The path, repaired where that was needed.
    pub path: Path,
    /// Sentences for the user.
    pub notes: Vec<String>,
}

/// A plan as the text of a file.
///
/// # Errors
/// Where it came from a newer version, or holds what the format cannot.
pub fn write_plan(plan: &Plan) -> Result<String, WriteError> {
    if plan.format > FORMAT {
        return Err(WriteError::Newer(newer(plan.format)));
    }
    write(plan)
}

/// As [`write_plan`], and reads the text back to make sure that it is the same plan. Every save does this.
///
/// # Errors
/// As [`write_plan`], and where the text reads back as something else.
pub fn write_plan_checked(plan: &Plan) -> Result<String, WriteError> {
    let text = write_plan(plan)?;
    check_reads_back(&text, plan)?;
    Ok(text)
}

/// Whether the text reads back as this plan, through all that reading goes through.
///
/// # Errors
/// Where it does not.
pub fn check_reads_back(text: &str, plan: &Plan) -> Result<(), WriteError> {
    let name = "the plan";
    let read = std::thread::scope(|scope| {
        // The text is ours: of a large one the look for damage and limits goes on beside the reading.
        let look = || scan::check(text, name).map(|_| ());
        let aside = (text.len() > LARGE)
            .then(|| std::thread::Builder::new().spawn_scoped(scope, look).ok())
            .flatten();
        let Some(aside) = aside else {
            return parse::<Plan>(text, name);
        };
        let read = parse_scanned(text, name);
        // A look that ended by a fault is done once more.
        aside.join().unwrap_or_else(|_| look())?;
        read
    });
    let back: Plan = read.map_err(|error| WriteError::ReadBack(error.to_string()))?;
    let same = back == *plan;
    // Taking a large plan apart takes time, and nobody has to wait for it.
    if text.len() > LARGE {
        let aside = std::thread::Builder::new().name("drop".to_owned());
        let _ = aside.spawn(move || drop(back));
    }
    if same {
        Ok(())
    } else {
        Err(WriteError::ReadBack("it differs".to_owned()))
    }
}

/// From this size on, in bytes, work is shared with another thread.
const LARGE: usize = 1 << 20;

/// A path as the text of a file.
///
/// # Errors
/// Where it holds what the format cannot.
pub fn write_path(path: &Path) -> Result<String, WriteError> {
    if path.format > FORMAT {
        return Err(WriteError::Newer(newer(path.format)));
    }
    write(path)
}

/// Any record in the same layout (settings, tables of a test).
///
/// # Errors
/// Where it holds what the format cannot.
pub fn write<T: Serialize>(value: &T) -> Result<String, WriteError> {
    print::text(value).map_err(|error| WriteError::Value(error.to_string()))
}

/// As [`write()`], without line breaks of its own (what is kept word for word may have some).
///
/// # Errors
/// As [`write()`].
pub fn write_line<T: Serialize>(value: &T) -> Result<String, WriteError> {
    print::line(value).map_err(|error| WriteError::Value(error.to_string()))
}

/// Reads a plan. `file_name` is only said in errors.
///
/// # Errors
/// Where the text is no plan, is damaged, goes beyond the limits, or is of a newer version that this one cannot read.
pub fn read_plan(text: &str, file_name: &str) -> Result<Loaded, ReadError> {
    std::thread::scope(|scope| {
        // Of a large file the sum is made while it is read.
        let sum = || Hash::of(text.as_bytes());
        let aside = (text.len() > LARGE)
            .then(|| std::thread::Builder::new().spawn_scoped(scope, sum).ok())
            .flatten();
        let (plan, notes, migrated_from) = read_plan_text(text, file_name)?;
        Ok(Loaded {
            read_only: (plan.format > FORMAT).then(|| newer(plan.format)),
            plan,
            notes,
            migrated_from,
            hash: aside
                .and_then(|aside| aside.join().ok())
                .unwrap_or_else(sum),
        })
    })
}

/// The plan, sentences for the user, and the older format that it was in.
type Read = (Plan, Vec<String>, Option<u32>);

fn read_plan_text(text: &str, file_name: &str) -> Result<Read, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let facts = scan::check(text, file_name)?;
    let (mut plan, migrated_from) = read_any_format(text, file_name)?;
    let mut notes = Vec::new();
    if let Some(old) = migrated_from {
        notes.push(format!(
            "This file is of format {old}; the next save writes format {FORMAT}."
        ));
    }
    if facts.comments > 0 {
        let kept = write(&plan).map_or(0, |again| scan::comments(&again));
        notes.extend(lost_comments(facts.comments, kept));
    }
    notes.extend(repair::plan(&mut plan));
    Ok((plan, notes, migrated_from))
}

/// Reads a plan of this format, or an older one that is brought to it step by step; says which older one.
fn read_any_format(text: &str, file_name: &str) -> Result<(Plan, Option<u32>), ReadError> {
    let version = format_of(text);
    let first = || -> Result<Plan, ReadError> {
        let plan: old::Plan0 = parse_scanned(text, file_name)?;
        check_first(plan.format, file_name)?;
        plan.next().map_err(|id| {
            let text = format!("the id “{id}” is there twice; give one of them another id");
            ReadError::whole(file_name, Problem::Content(text))
        })
    };
    if version == Some(0) {
        return first().map(|plan| (plan, Some(0)));
    }
    match parse_scanned::<Plan>(text, file_name) {
        Ok(plan) => {
            check_format(plan.format, file_name)?;
            Ok((plan, None))
        }
        // The drafts did not say their format; where it is none of them, the fault is that of today's format.
        Err(error) if version.is_none() => match first() {
            Ok(plan) => Ok((plan, Some(0))),
            Err(_) => Err(error),
        },
        Err(error) => Err(newer_or(text, error)),
    }
}

fn check_first(found: u32, file_name: &str) -> Result<(), ReadError> {
    if found == 0 {
        return Ok(());
    }
    let text = format!("this is no file of format 0 but of {found}");
    Err(ReadError::whole(file_name, Problem::Content(text)))
}

/// As [`read_plan`], from the bytes of a file.
///
/// # Errors
/// As [`read_plan`], and where the bytes are no UTF-8 text.
pub fn read_plan_bytes(bytes: &[u8], file_name: &str) -> Result<Loaded, ReadError> {
    read_plan(scan::text_of(bytes, file_name)?, file_name)
}

/// Reads a path. `file_name` is only said in errors.
///
/// # Errors
/// As [`read_plan`].
pub fn read_path(text: &str, file_name: &str) -> Result<LoadedPath, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    scan::check(text, file_name)?;
    let mut path: Path = parse_scanned(text, file_name).map_err(|error| newer_or(text, error))?;
    check_format(path.format, file_name)?;
    if path.format > FORMAT {
        let problem = Problem::Newer(newer(path.format));
        return Err(ReadError::whole(file_name, problem));
    }
    let notes = repair::path(&mut path);
    Ok(LoadedPath { path, notes })
}

/// As [`read_path`], from the bytes of a file.
///
/// # Errors
/// As [`read_plan_bytes`].
pub fn read_path_bytes(bytes: &[u8], file_name: &str) -> Result<LoadedPath, ReadError> {
    read_path(scan::text_of(bytes, file_name)?, file_name)
}

/// Reads any value strictly, without repairs: within the limits, and nothing after its end.
///
/// # Errors
/// Where the text is not such a value.
pub fn parse<T: DeserializeOwned>(text: &str, file_name: &str) -> Result<T, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    scan::check(text, file_name)?;
    parse_scanned(text, file_name)
}

fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

fn parse_scanned<T: DeserializeOwned>(text: &str, file_name: &str) -> Result<T, ReadError> {
    // Keeping track of the path to each value costs time; only a fault needs it, and is then looked for once more.
    let read = |text| -> Option<T> {
        begin_file();
        let mut ron = Deserializer::from_str_with_options(text, &options()).ok()?;
        let value = T::deserialize(&mut ron).ok()?;
        ron.end().ok()?;
        Some(value)
    };
    match read(text) {
        Some(value) => Ok(value),
        None => parse_with_path(text, file_name),
    }
}

fn parse_with_path<T: DeserializeOwned>(text: &str, file_name: &str) -> Result<T, ReadError> {
    begin_file();
    let mut ron = Deserializer::from_str_with_options(text, &options())
        .map_err(|error| ReadError::ron(file_name, text, &error, None))?;
    let value = serde_path_to_error::deserialize(&mut ron).map_err(|error| {
        let path = error.path().clone();
        ReadError::ron(
            file_name,
            text,
            &ron.span_error(error.into_inner()),
            Some(&path),
        )
    })?;
    // Without this a second value after the first would be dropped without a word.
    ron.end()
        .map_err(|error| ReadError::ron(file_name, text, &ron.span_error(error), None))?;
    Ok(value)
}

/// Said of every file of a newer format.
fn newer(found: u32) -> String {
    format!("Made by a newer version (format {found}, this program reads up to {FORMAT})")
}

/// The version that a file names first of all, whatever else is in it (a newer version's values may not be readable).
fn format_of(text: &str) -> Option<u32> {
    let rest = after_comments(text).strip_prefix('(')?;
    let rest = after_comments(rest).strip_prefix("format")?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    rest.get(..end)?.parse().ok()
}

fn after_comments(text: &str) -> &str {
    let mut text = text.trim_start();
    while text.starts_with("//") {
        text = text
            .split_once('\n')
            .map_or("", |(_, rest)| rest)
            .trim_start();
    }
    text
}

/// A file that cannot be read because it is newer says so, whatever it was that could not be read.
fn newer_or(text: &str, error: ReadError) -> ReadError {
    match format_of(text) {
        Some(found) if found > FORMAT => {
            ReadError::whole(&error.file, Problem::Newer(newer(found)))
        }
        _ => error,
    }
}

fn check_format(found: u32, file_name: &str) -> Result<(), ReadError> {
    if found == 0 {
        let text = "format 0 is no version of this file format".to_owned();
        return Err(ReadError::whole(file_name, Problem::Content(text)));
    }
    Ok(())
}

fn lost_comments(there: usize, kept: usize) -> Option<String> {
    match there.saturating_sub(kept) {
        0 => None,
        1 => Some("This file has a comment, which the next save will not keep.".to_owned()),
        n => Some(format!(
            "This file has {n} comments, which the next save will not keep."
        )),
    }
}
