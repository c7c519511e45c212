//! The schedule and the log as a table for spreadsheets.
//!
//! Not here: reading tables.

use crate::domain::busy::clock;
use crate::domain::{Outcome, Plan, PlanIndex, Session, times};

/// The columns.
pub const COLUMNS: [&str; 9] = [
    "date", "start", "item", "title", "step", "kind", "minutes", "pinned", "done",
];

/// Every session of the plan, by day and in the order that it is taken, at the times that the calendar shows.
///
/// # Errors
/// Where the table cannot be written.
pub fn sessions(plan: &Plan) -> Result<String, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
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
    let bytes = out.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell that no spreadsheet takes for a formula: what could begin one gets a `'` before it.
pub fn harmless(cell: &str) -> String {
    let formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(formula) {
        return format!("'{cell}");
    }
    cell.to_owned()
}
