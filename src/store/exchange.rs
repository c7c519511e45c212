//! What goes in and out at the user's word: open, import, export.
//!
//! Not here: the file that a plan lives in from then on (`saver.rs`), links (`links.rs`).

use std::collections::BTreeMap;
use std::path;
use std::sync::Arc;

use crate::domain::merge::{Merged, changes};
use crate::domain::{Path, Plan, Stamp};

use super::backups::{self, Backup};

use super::export;
use super::file::{
    Base, OpenError, SaveError, name_of, open_plan as open, read_bytes, save_bytes, save_plan, say,
};
use super::format::{self, Loaded, WriteError};
use super::formats::picture::PictureError;
use super::formats::{self, Incoming};
use super::found;
use super::fs::Disk;
use super::hash::Hash;
use super::local::Local;
use super::merged;
use super::places::Places;

/// The most versions that are compared with each other, and their bytes.
const MAX_TOLD: usize = 20;
const MAX_TOLD_BYTES: u64 = 6 << 20;
/// The most lines of a difference that are shown.
pub const MAX_DIFFERENT: usize = 2_000;
/// The largest text that is compared line by line, bytes.
const MAX_COMPARED: usize = 2 << 20;

/// Why a plan was not exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file was not written.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The table could not be made.
    #[error("the table could not be made: {0}")]
    Csv(#[from] csv::Error),
    /// The plan holds what the format cannot.
    #[error("the export could not be made: {0}")]
    Write(#[from] WriteError),
    /// The picture could not be made.
    #[error(transparent)]
    Picture(#[from] PictureError),
}

/// Exports a plan to a file, in the place of what is there.
///
/// # Errors
/// Where it was not written.
pub fn export(
    plan: &Plan,
    what: export::What,
    options: &export::Options,
    file: &path::Path,
) -> Result<(), ExportError> {
    let bytes = export::bytes(plan, what, options)?;
    save_bytes(&Disk, file, &bytes, Base::Any)?;
    Ok(())
}

/// Opens a plan.
///
/// # Errors
/// Where the file cannot be read or is no plan.
pub fn open_plan(file: &path::Path) -> Result<Loaded, OpenError> {
    open(&Disk, file)
}

/// Opens a path, to take items from.
///
/// # Errors
/// Where the file cannot be read or is no path.
pub fn open_path(file: &path::Path) -> Result<Path, OpenError> {
    let bytes = read_bytes(&Disk, file)?;
    Ok(format::read_path_bytes(&bytes, &name_of(file))?.path)
}

/// Looks at a file that is to be imported.
///
/// # Errors
/// Where it cannot be read, or is nothing that can be imported.
pub fn look_at(file: &path::Path) -> Result<Incoming, OpenError> {
    let bytes = read_bytes(&Disk, file)?;
    Ok(formats::recognise(&bytes, &name_of(file))?)
}

/// Notes that a copy of the plan which a sync program made, and which holds this, was taken in: it is not offered again.
/// Does nothing for any other file, nor where the state folder cannot be written to: then it is offered once more.
pub fn settle_copy(places: &Places, plan: &path::Path, copy: &path::Path, holds: Hash) {
    if found::is_copy(&name_of(copy), &name_of(plan)) {
        let local = Local::of(Arc::new(Disk), places, plan);
        if let Err(error) = local.settle(holds) {
            log::warn!("a copy that was taken in will be offered again: {error}");
        }
    }
}

/// What a file is that is no plan, in words; none where that cannot be told.
pub fn other_than_plan(file: &path::Path) -> Option<&'static str> {
    let bytes = read_bytes(&Disk, file).ok()?;
    if formats::ics::looks_like(&bytes) {
        return Some("a calendar");
    }
    match formats::recognise(&bytes, &name_of(file)).ok()? {
        Incoming::Plan(_) => None,
        Incoming::Path(_) => Some("a study path"),
        Incoming::Markdown(_) => Some("a list or a text"),
        Incoming::Table(_) => Some("a table"),
        Incoming::Calendar(_) => Some("a calendar"),
    }
}

/// Writes a copy of the plan, in the place of what is there.
///
/// # Errors
/// Where it was not written.
pub fn export_ron(plan: &Plan, file: &path::Path) -> Result<(), ExportError> {
    save_plan(&Disk, file, plan, Base::Any)?;
    Ok(())
}

/// Writes the sessions as a table, in the place of what is there.
///
/// # Errors
/// Where it was not written.
pub fn export_csv(plan: &Plan, file: &path::Path) -> Result<(), ExportError> {
    let table = formats::csv::sessions(plan)?;
    save_bytes(&Disk, file, table.as_bytes(), Base::Any)?;
    Ok(())
}

/// The earlier versions of the plan in this file, the newest first.
///
/// # Errors
/// Where they cannot be listed.
pub fn versions(places: &Places, file: &path::Path) -> Result<Vec<Backup>, String> {
    let local = Local::of(Arc::new(Disk), places, file);
    backups::list(&Disk, &local.backups())
        .map_err(|error| format!("The earlier versions cannot be listed: {}.", say(&error)))
}

/// An earlier version.
///
/// # Errors
/// Where it cannot be read.
pub fn open_version(backup: &Backup) -> Result<Plan, String> {
    let loaded = backups::read(&Disk, backup).map_err(|error| error.to_string())?;
    Ok(loaded.plan)
}

/// What changed in each of the newest versions against the one before it, in a few words, by number. Only so many are read
/// that nobody waits for it.
pub fn what_changed(newest_first: &[Backup]) -> BTreeMap<u64, String> {
    let mut told = BTreeMap::new();
    let mut bytes = 0;
    let mut newer: Option<(u64, Plan)> = None;
    for backup in newest_first.iter().take(MAX_TOLD) {
        bytes += backup.bytes;
        if bytes > MAX_TOLD_BYTES {
            break;
        }
        let Ok(plan) = open_version(backup) else {
            newer = None;
            continue;
        };
        if let Some((number, newer)) = &newer {
            told.insert(*number, changes(&plan, newer).in_short());
        }
        newer = Some((backup.number, plan));
    }
    told
}

/// An instant on the user's own clock: “Fri 4 Dec 2026, 14:05”.
pub fn local_time(at: Stamp) -> String {
    match chrono::DateTime::from_timestamp(at.0, 0) {
        Some(time) => time
            .with_timezone(&chrono::Local)
            .format("%a %-d %b %Y, %H:%M")
            .to_string(),
        None => "an unknown time".to_owned(),
    }
}

/// Instants on the user's own clock, as [`local_time`] says them; those of the same minute with their seconds, so that they
/// can be told apart.
pub fn local_times(of: &[Stamp]) -> Vec<String> {
    let minutes: Vec<String> = of.iter().map(|at| local_time(*at)).collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for minute in &minutes {
        *times.entry(minute).or_default() += 1;
    }
    let told = |(minute, at): (&String, &Stamp)| match times.get(minute.as_str()) {
        Some(n) if *n > 1 => format!("{minute}:{:02}", at.0.rem_euclid(60)),
        _ => minute.clone(),
    };
    minutes.iter().zip(of).map(told).collect()
}

/// Both sides of a file that git left conflict marks in, merged; none where there are no marks, or a side is no plan.
pub fn marked(file: &path::Path) -> Option<Merged> {
    let bytes = read_bytes(&Disk, file).ok()?;
    let text = std::str::from_utf8(&bytes).ok()?;
    merged::merge_marked(text, &name_of(file)).ok().flatten()
}

/// How the text of a file differs from a plan, line by line: unchanged lines begin with a space, those of the plan alone
/// with `-`, those of the file alone with `+`; `@` parts what lies apart. At most [`MAX_DIFFERENT`] lines.
///
/// # Errors
/// Where the file cannot be read, or is too large to compare.
pub fn differences(file: &path::Path, plan: &Plan) -> Result<Vec<String>, String> {
    let bytes = read_bytes(&Disk, file).map_err(|error| error.to_string())?;
    let good = format::write_plan(plan).map_err(|error| error.to_string())?;
    if bytes.len().max(good.len()) > MAX_COMPARED {
        return Err("The file is too large to be compared line by line.".to_owned());
    }
    let text = String::from_utf8_lossy(&bytes);
    let patch = diffy::create_patch(&good, &text).to_string();
    let shown =
        |line: &str| -> String { line.chars().take(400).filter(|c| !c.is_control()).collect() };
    Ok(patch
        .lines()
        .skip(2)
        .take(MAX_DIFFERENT)
        .map(shown)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_one_minute_are_told_apart() {
        let at = 1_780_000_000 - 1_780_000_000 % 60;
        let said = local_times(&[Stamp(at + 61), Stamp(at + 7), Stamp(at + 3)]);
        assert_eq!(said.first(), Some(&local_time(Stamp(at + 61))));
        let minute = local_time(Stamp(at));
        let rest = said.get(1..).unwrap_or_default();
        assert_eq!(rest, [format!("{minute}:07"), format!("{minute}:03")]);
    }
}
