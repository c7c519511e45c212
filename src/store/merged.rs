//! Merging plans that are files: three files into one, and one file with git's conflict marks into what it should have
//! been.
//!
//! Not here: how plans are merged (`domain/merge`), how marks are taken apart (`conflicts.rs`).

use std::path::Path;

use crate::domain::Plan;
use crate::domain::merge::{Conflict, Merged, mark, merge, merge_without_base};

use super::conflicts::{MarkError, sides};
use super::file::{Base, OpenError, SaveError, name_of, read_bytes, save_plan};
use super::format::{ReadError, read_plan, read_plan_bytes};
use super::fs::Disk;

/// Why files were not merged. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// A file could not be read, or is no plan.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A side is no plan.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A file has nothing in it.
    #[error("{0} is empty.")]
    Empty(String),
    /// A file is of a newer version.
    #[error("{file}: {reason}.")]
    Newer {
        /// The file's name.
        file: String,
        /// Why it may not be written.
        reason: String,
    },
    /// The marks in a file are not in order.
    #[error("{file}, {error}.")]
    Marks {
        /// The file's name.
        file: String,
        /// Which mark.
        error: MarkError,
    },
    /// The result could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// What a merge of files came to.
#[derive(Debug)]
pub struct FilesMerged {
    /// What both sides changed. What of it is about items stands in their notes, too.
    pub conflicts: Vec<Conflict>,
    /// Sentences about what the files held.
    pub notes: Vec<String>,
}

/// Merges `ours` and `theirs`, which came from `base` (an empty or missing file where that is not known), into `out`, in
/// the place of what is there. `name` is what the file is called in messages; without it, each file's own name.
///
/// # Errors
/// Where one of them is no plan, or the result cannot be written. Nothing was written then.
pub fn merge_files(
    base: &Path,
    ours: &Path,
    theirs: &Path,
    out: &Path,
    name: Option<&str>,
) -> Result<FilesMerged, MergeError> {
    let mut notes = Vec::new();
    let mut read = |side: &str, file: &Path| {
        let name = name.map_or_else(|| name_of(file), |name| format!("{name} ({side})"));
        let plan = read_side(file, &name, &mut notes)?;
        Ok::<_, MergeError>((plan, name))
    };
    let mut needed = |side: &str, file: &Path| {
        let (plan, name) = read(side, file)?;
        plan.ok_or(MergeError::Empty(name))
    };
    let (ours, theirs) = (needed("ours", ours)?, needed("theirs", theirs)?);
    let base = match base.exists() {
        true => read("base", base)?.0,
        false => None,
    };
    let mut merged = match &base {
        Some(base) => merge(base, &ours, &theirs),
        None => merge_without_base(&ours, &theirs),
    };
    let conflicts = std::mem::take(&mut merged.report.conflicts);
    mark(&mut merged.plan, &conflicts);
    save_plan(&Disk, out, &merged.plan, Base::Any)?;
    Ok(FilesMerged { conflicts, notes })
}

/// A plan, or `None` where the file is empty.
fn read_side(file: &Path, name: &str, notes: &mut Vec<String>) -> Result<Option<Plan>, MergeError> {
    let bytes = read_bytes(&Disk, file)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    let loaded = read_plan_bytes(&bytes, name)?;
    if let Some(reason) = loaded.read_only {
        let file = name.to_owned();
        return Err(MergeError::Newer { file, reason });
    }
    notes.extend(loaded.notes.iter().map(|note| format!("{name}: {note}")));
    Ok(Some(loaded.plan))
}

/// Merges the two sides of a plan's text that git left conflict marks in. `None` where there are no marks.
///
/// # Errors
/// Where the marks are not in order, or a side is no plan (its lines are counted within that side).
pub fn merge_marked(text: &str, file_name: &str) -> Result<Option<Merged>, MergeError> {
    let found = sides(text).map_err(|error| MergeError::Marks {
        file: file_name.to_owned(),
        error,
    })?;
    let Some(found) = found else {
        return Ok(None);
    };
    let read = |side: &str, text: &str| {
        read_plan(text, &format!("{file_name} ({side})")).map(|loaded| loaded.plan)
    };
    let (ours, theirs) = (read("ours", &found.ours)?, read("theirs", &found.theirs)?);
    // A base that cannot be read is as good as none.
    let base = found.base.and_then(|text| read("base", &text).ok());
    Ok(Some(match &base {
        Some(base) => merge(base, &ours, &theirs),
        None => merge_without_base(&ours, &theirs),
    }))
}
