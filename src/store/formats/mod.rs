//! Other formats that come in and that a plan goes out as. What a file is, its content says; its name only where the
//! content leaves it open.
//!
//! Not here: the plan format itself (`store/format`), what becomes of what comes in (`domain::merge`).

pub mod csv;
mod draft;
pub mod html;
pub mod ics;
mod kinds;
pub mod markdown;
pub mod palette;
pub mod picture;
pub mod practice;
pub mod shared;
pub mod sums;
pub mod text;
pub mod week;
mod words;

use std::collections::BTreeMap;

use crate::domain::{Item, Plan, Step, StepId};

use super::format::{self, Loaded, LoadedPath, Problem, ReadError};

/// What came in.
#[derive(Clone, Debug, PartialEq)]
pub enum Incoming {
    /// A plan of Cairn.
    Plan(Box<Loaded>),
    /// A path of Cairn.
    Path(LoadedPath),
    /// A list in Markdown; see [`markdown::Outline::path`].
    Markdown(markdown::Outline),
    /// A table; see [`csv::Sheet::path`].
    Table(csv::Sheet),
    /// A calendar; see [`ics::Source::calendar`].
    Calendar(Box<ics::Source>),
}

/// Reads a file that is to be imported: a plan, a path, a Markdown list, a table or a calendar.
///
/// # Errors
/// Where it is larger than [`text::MAX_BYTES`], has more than [`text::MAX_ITEMS`] items, or is none of these.
pub fn recognise(bytes: &[u8], file_name: &str) -> Result<Incoming, ReadError> {
    if ics::looks_like(bytes) {
        return Ok(Incoming::Calendar(Box::new(ics::open(bytes, file_name)?)));
    }
    let text = text::decode(bytes, file_name)?;
    let name = file_name.to_lowercase();
    let ends = |any: &[&str]| any.iter().any(|end| name.ends_with(end));
    if begins_as_record(&text) || ends(&[".ron"]) {
        return record(bytes, &text, file_name);
    }
    let listed = ends(&[".md", ".markdown", ".mkd", ".mdown", ".rst", ".org"]);
    let tabular = ends(&[".csv", ".tsv", ".tab"]);
    if tabular || (!listed && csv::looks_like(&text)) {
        return Ok(Incoming::Table(csv::read(&text, file_name)?));
    }
    Ok(Incoming::Markdown(markdown::read(&text, file_name)?))
}

/// A plan or a path.
fn record(bytes: &[u8], text: &str, file_name: &str) -> Result<Incoming, ReadError> {
    // UTF-16 was turned into UTF-8 above; the sum is then that of the text.
    let bytes = match std::str::from_utf8(bytes) {
        Ok(_) => bytes,
        Err(_) => text.as_bytes(),
    };
    let fits = |items: usize| {
        let text = format!(
            "it has {items} items; an import takes at most {}",
            text::MAX_ITEMS
        );
        let error = ReadError::whole(file_name, Problem::Content(text));
        if items > text::MAX_ITEMS {
            Err(error)
        } else {
            Ok(())
        }
    };
    let path = || {
        let path = format::read_path_bytes(bytes, file_name)?;
        fits(path.path.items.len())?;
        Ok(Incoming::Path(path))
    };
    if !text.contains("start_on") {
        return path();
    }
    match format::read_plan_bytes(bytes, file_name) {
        Ok(plan) => {
            fits(plan.plan.items.len())?;
            Ok(Incoming::Plan(Box::new(plan)))
        }
        Err(error) => path().map_err(|_| error),
    }
}

/// Whether the text begins as our own files do: `(` and a field, after comments.
fn begins_as_record(text: &str) -> bool {
    let mut rest = text.trim_start();
    while rest.starts_with("//") {
        rest = rest
            .split_once('\n')
            .map_or("", |(_, rest)| rest)
            .trim_start();
    }
    let Some(rest) = rest.strip_prefix('(') else {
        return false;
    };
    let rest = rest.trim_start();
    let field = rest.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_');
    field.len() < rest.len() && field.trim_start().starts_with(':')
}

/// The items by step, in study order; those without a step come last.
pub(in crate::store) fn in_order(plan: &Plan) -> Vec<(Option<&Step>, Vec<&Item>)> {
    let mut steps: Vec<(Option<&Step>, Vec<&Item>)> = plan
        .steps_in_order()
        .into_iter()
        .map(|step| (Some(step), Vec::new()))
        .collect();
    steps.push((None, Vec::new()));
    let place: BTreeMap<&StepId, usize> = steps
        .iter()
        .enumerate()
        .filter_map(|(at, (step, _))| Some((&(*step)?.id, at)))
        .collect();
    let last = steps.len() - 1;
    let of = |item: &Item| {
        item.step
            .as_ref()
            .and_then(|step| place.get(step))
            .copied()
            .unwrap_or(last)
    };
    let mut items: Vec<(usize, &Item)> =
        plan.items.iter().map(|item| (of(item), &**item)).collect();
    items.sort_by(|(a, x), (b, y)| (a, x.order, &x.id).cmp(&(b, y.order, &y.id)));
    for (at, item) in items {
        if let Some((_, there)) = steps.get_mut(at) {
            there.push(item);
        }
    }
    steps.retain(|(step, items)| step.is_some() || !items.is_empty());
    steps
}
