//! The schedule and the log as a table for spreadsheets.
//!
//! Not here: reading tables.

use crate::domain::{Clock, Day, Minutes, Outcome, Plan, PlanIndex, Window};

/// The columns.
pub const COLUMNS: [&str; 9] = [
    "date", "start", "item", "title", "step", "kind", "minutes", "pinned", "done",
];

/// Every session of the plan, by day and in the order that it is taken, one after the other from the day's first window on.
///
/// # Errors
/// Where the table cannot be written.
pub fn sessions(plan: &Plan) -> Result<String, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(COLUMNS)?;
    let index = PlanIndex::new(plan);
    for (day, sums) in index.days() {
        let mut before = Minutes::ZERO;
        for session in sums.sessions.iter().filter_map(|id| plan.sessions.get(id)) {
            let start = start(plan, day, before).map(|clock| clock.to_string());
            before += session.load();
            let step = plan
                .items
                .get(&session.item)
                .and_then(|item| item.step.as_ref())
                .and_then(|step| plan.steps.get(step))
                .map_or("", |step| step.title.as_str());
            let done = session.outcome == Outcome::Done;
            out.write_record([
                day.to_string(),
                start.unwrap_or_default(),
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

/// When a session begins that has so many minutes of its day before it: windows are filled one after the other, and the
/// last one takes what is too much.
fn start(plan: &Plan, day: Day, before: Minutes) -> Option<Clock> {
    let windows: &[Window] = plan.availability.weekly.on(day.weekday());
    let mut left = before;
    let mut last = None;
    for (n, window) in windows.iter().enumerate() {
        last = Some((window, left));
        if left < window.minutes || n + 1 == windows.len() {
            break;
        }
        left = left.saturating_sub(window.minutes);
    }
    let (window, left) = last?;
    let minutes = u32::from(window.at.minutes()).saturating_add(left.0);
    Some(Clock::from_minutes(
        u16::try_from(minutes).unwrap_or(u16::MAX),
    ))
}

/// A cell that no spreadsheet takes for a formula: what could begin one gets a `'` before it.
pub fn harmless(cell: &str) -> String {
    let formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(formula) {
        return format!("'{cell}");
    }
    cell.to_owned()
}
