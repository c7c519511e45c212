//! What goes in and out at the user's word: open, import, export, and links to the web.
//!
//! Not here: the file that a plan lives in from then on (`saver.rs`).

use std::path;

use url::Url;

use crate::domain::item::MAX_URL_BYTES;
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

/// Why an address is not opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// Not an address at all.
    #[error("“{0}” is no web address.")]
    NoAddress(String),
    /// Another scheme than http and https.
    #[error("Only http and https addresses are opened, not “{0}:”.")]
    Scheme(String),
    /// It names a user.
    #[error("An address with a name or password in it is not opened.")]
    User,
    /// Longer than a browser takes.
    #[error("This address is too long.")]
    Long,
}

/// The address as it may be given to a browser: http or https, with a host, without user and password, and written
/// afresh (so that what was checked is what is opened; the host is in punycode).
///
/// # Errors
/// Where it may not.
pub fn safe_url(text: &str) -> Result<String, UrlError> {
    if text.len() > MAX_URL_BYTES {
        return Err(UrlError::Long);
    }
    let shown = || UrlError::NoAddress(text.chars().take(80).filter(|c| !c.is_control()).collect());
    if text.chars().any(char::is_control) {
        return Err(shown());
    }
    let url = Url::parse(text.trim()).map_err(|_| shown())?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(UrlError::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlError::User);
    }
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    if !url
        .host_str()
        .is_some_and(|host| !host.is_empty() && host.chars().all(plain))
    {
        return Err(shown());
    }
    Ok(url.into())
}
