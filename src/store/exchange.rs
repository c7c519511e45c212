//! What goes in and out at the user's word: open, import, export.
//!
//! Not here: the file that a plan lives in from then on (`saver.rs`), links (`links.rs`).

use std::path;

use crate::domain::{Path, Plan};

use super::export;
use super::file::{
    Base, OpenError, SaveError, name_of, open_plan as open, read_bytes, save_bytes, save_plan,
};
use super::format::{self, Loaded, WriteError};
use super::formats;
use super::fs::Disk;

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
    /// Being built: goes away with the last format.
    #[error("this format is not there yet")]
    NotYet,
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
