//! The schedule and the log as a table for spreadsheets.
//!
//! Not here: reading tables (`read.rs`).

use crate::domain::busy::clock;
use crate::domain::{Depth, Outcome, Part, Plan, PlanIndex, Session, WebLink, times};

use super::super::words;

/// The columns.
pub const COLUMNS: [&str; 9] = [
    "date", "start", "item", "title", "step", "kind", "minutes", "pinned", "done",
];

/// Every session of the plan, by day and in the order that it is taken, at the times that the calendar shows.
///
/// # Errors
/// Where the table cannot be written.
pub fn sessions(plan: &Plan) -> Result<String, ::csv::Error> {
    let mut out = ::csv::Writer::from_writer(Vec::new());
    out.write_record(COLUMNS)?;
    let index = PlanIndex::new(plan);
    for (day, sums) in index.days() {
        let there = sums.sessions.iter().filter_map(|id| plan.sessions.get(id));
        let there: Vec<&Session> = there.map(|session| &**session).collect();
        let slots = times::of_sessions(plan, day, there.iter().copied());
        for (session, slot) in there.into_iter().zip(slots) {
            let step = plan
                .items
                .get(&session.item)
                .and_then(|item| item.step.as_ref())
                .and_then(|step| plan.steps.get(step))
                .map_or("", |step| step.title.as_str());
            let done = session.outcome == Outcome::Done;
            out.write_record([
                day.to_string(),
                clock(slot.from).to_string(),
                harmless(session.item.as_str()),
                harmless(plan.title_of(&session.item)),
                harmless(step),
                session.kind.name().to_owned(),
                session.minutes.0.to_string(),
                session.pinned.to_string(),
                done.to_string(),
            ])?;
        }
    }
    finish(out)
}

/// The table as a text.
pub(super) fn finish(out: ::csv::Writer<Vec<u8>>) -> Result<String, ::csv::Error> {
    let bytes = out.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell that no spreadsheet takes for a formula: what could begin one gets a `'` before it.
pub fn harmless(cell: &str) -> String {
    if cell.starts_with(FORMULA) {
        return format!("'{cell}");
    }
    cell.to_owned()
}

/// The columns of [`items`]. A table with just these is one of ours.
pub const ITEM_COLUMNS: [&str; 15] = [
    "id", "title", "step", "group", "kind", "minutes", "status", "url", "parts", "purpose", "by",
    "year", "tags", "notes", "order",
];

/// Every item of the plan, by step and in study order. Each cell is quoted.
///
/// # Errors
/// Where the table cannot be written.
pub fn items(plan: &Plan) -> Result<String, ::csv::Error> {
    let mut out = ::csv::WriterBuilder::new()
        .quote_style(::csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    out.write_record(ITEM_COLUMNS)?;
    for (step, items) in super::super::in_order(plan) {
        for item in items {
            let minutes = super::pick::say_effort(item.effort, item.estimate);
            let urls: Vec<String> = item.urls.iter().map(say_link).collect();
            let parts: Vec<String> = item.parts.iter().map(say_part).collect();
            let cells = [
                item.id.as_str(),
                &item.title,
                step.map_or("", |step| &step.title),
                &item.group,
                words::kind_name(&item.kind),
                &minutes,
                words::status_name(item.status),
                &urls.join("\n"),
                &parts.join("\n"),
                &item.purpose,
                &item.byline,
                &item.year.map(|year| year.to_string()).unwrap_or_default(),
                &item.tags.join(", "),
                &item.notes.text(),
                &item.order.to_string(),
            ];
            out.write_record(cells.map(guarded))?;
        }
    }
    finish(out)
}

fn say_link(link: &WebLink) -> String {
    if link.label.is_empty() {
        return link.url.clone();
    }
    let label: Vec<&str> = link.label.split_whitespace().collect();
    format!("{} <{}>", label.join(" "), link.url)
}

fn say_part(part: &Part) -> String {
    let words: Vec<&str> = part.title.split_whitespace().collect();
    let title = words.join(" ");
    let depth = match part.depth {
        Depth::Lean => "",
        Depth::Core => " ⟨core⟩",
        Depth::Deep => " ⟨deep⟩",
    };
    match part.done_on {
        Some(day) => format!("[x] {title}{depth} ✅ {day}"),
        None => format!("[ ] {title}{depth}"),
    }
}

/// What a spreadsheet may take for a formula.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// As [`harmless`], so that [`bare`] gives back the very cell: one that begins with `'` gets another.
pub(super) fn guarded(cell: &str) -> String {
    // A byte 0 in a text is damage to every reader, ours too.
    let cell = cell.replace('\0', "");
    let cell = cell.as_str();
    if cell.starts_with('\'') {
        return format!("'{cell}");
    }
    harmless(cell)
}

/// A cell of our own table as it was before it was made harmless: exactly one `'` goes.
pub(super) fn bare(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with('\'') || rest.starts_with(FORMULA) => rest,
        _ => cell,
    }
}
