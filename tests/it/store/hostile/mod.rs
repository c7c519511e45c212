//! Lists and tables that want to hurt: very large, very deep, very many, hidden characters. Each is refused with a place or
//! read within two seconds and 64 MiB + 8 × its size; that is measured in a process of its own.
#![expect(
    clippy::disallowed_methods,
    reason = "how long an import takes is measured"
)]

mod bombs;
mod measured;
mod mutations;
mod said;

use cairn::store::formats::{Incoming, recognise};

/// Reads a list as an import does, up to the path and the problems.
fn import(bytes: &[u8], name: &str) -> Result<usize, String> {
    match recognise(bytes, name).map_err(|error| error.to_string())? {
        Incoming::Markdown(outline) => Ok(outline.path(&outline.guess).items.len()),
        Incoming::Table(sheet) => Ok(sheet.take(&sheet.guess).0.items.len()),
        _ => Ok(0),
    }
}
