//! Whether the first row of a table names its columns, where its names are none that are known.
//!
//! Not here: names that are known (`pick.rs`).

use std::collections::BTreeSet;

use super::super::draft::web;
use super::super::words;
use super::read::Row;

/// The longest name of a column that is not known, in characters.
const LONGEST: usize = 40;
/// How many rows are looked at.
const ROWS: usize = 200;

/// Whether the first row reads like names: short words, and below them are values of another sort, or ones that come
/// again and again.
pub(super) fn is_likely(rows: &[Row]) -> bool {
    let Some((first, body)) = rows.split_first() else {
        return false;
    };
    let names: Vec<&str> = first.cells.iter().map(|cell| cell.trim()).collect();
    let name = |name: &&str| name.chars().count() <= LONGEST && !is_value(name);
    let distinct: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    if names.len() < 2 || body.len() < 2 || distinct.len() < names.len() {
        return false;
    }
    if !names.iter().all(name) {
        return false;
    }
    names.iter().enumerate().any(|(at, name)| {
        let cells = body.iter().take(ROWS).filter_map(|row| row.cells.get(at));
        let cells: Vec<&str> = cells
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
            .collect();
        if cells.len() < 2 || name.is_empty() {
            return false;
        }
        let status = |cell: &str| words::status(cell).is_some();
        if cells.iter().all(|cell| is_value(cell) || status(cell)) && !status(name) {
            return true;
        }
        let kinds: BTreeSet<&str> = cells.iter().copied().collect();
        cells.len() >= 3 && kinds.len() * 2 <= cells.len() && !kinds.contains(name)
    })
}

/// A link, a number, a time or a date: nothing that names a column.
fn is_value(cell: &str) -> bool {
    let number =
        cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(|c: char| c.is_alphabetic());
    number || web(cell).is_some() || words::minutes(cell, false).is_some()
}
