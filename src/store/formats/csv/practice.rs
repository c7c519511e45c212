//! Practice as tables for spreadsheets: design sessions stage by stage, and each answer from memory.
//!
//! Not here: the sessions of the schedule (`write.rs`).

use super::write::guarded;
use crate::domain::Plan;

/// The columns of [`design_sessions`]. Times are minutes and seconds are not shown: a stage is rounded to the nearest minute.
pub const DESIGN_COLUMNS: [&str; 14] = [
    "date", "start", "session", "prompt", "title", "clock", "minutes", "finished", "stage", "name",
    "planned", "spent", "rating", "level",
];

/// Every stage of every design session, by the time that they began.
///
/// # Errors
/// Where the table cannot be written.
pub fn design_sessions(plan: &Plan) -> Result<String, ::csv::Error> {
    use crate::store::formats::practice::{level, minutes};
    let mut out = ::csv::Writer::from_writer(Vec::new());
    out.write_record(DESIGN_COLUMNS)?;
    let mut runs: Vec<_> = plan.runs.iter().collect();
    runs.sort_by_key(|run| (run.started, run.id.clone()));
    for run in runs {
        for stage in &run.stages {
            let cells = [
                &*run.started.day().to_string(),
                &run.started.clock().to_string(),
                run.id.as_str(),
                run.item.as_str(),
                plan.title_of(&run.item),
                run.kind.name(),
                &run.minutes.0.to_string(),
                &run.finished.is_some().to_string(),
                stage.id.as_str(),
                &stage.name,
                &minutes(stage.planned).0.to_string(),
                &minutes(stage.spent).0.to_string(),
                &stage
                    .rating
                    .map(|rating| rating.to_string())
                    .unwrap_or_default(),
                level(run, stage),
            ];
            out.write_record(cells.map(guarded))?;
        }
    }
    super::write::finish(out)
}

/// The columns of [`answers`].
pub const ANSWER_COLUMNS: [&str; 8] = [
    "date", "time", "prompt", "question", "item", "title", "rating", "seconds",
];

/// Every answer from memory, by time.
///
/// # Errors
/// Where the table cannot be written.
pub fn answers(plan: &Plan) -> Result<String, ::csv::Error> {
    let mut out = ::csv::Writer::from_writer(Vec::new());
    out.write_record(ANSWER_COLUMNS)?;
    let mut reviews: Vec<_> = plan.reviews.iter().collect();
    reviews.sort_by_key(|review| (review.at, review.id.clone()));
    for review in reviews {
        let prompt = plan.prompts.get(&review.prompt);
        let item = prompt.map(|prompt| &prompt.item);
        let cells = [
            &*review.at.day().to_string(),
            &review.at.clock().to_string(),
            review.prompt.as_str(),
            prompt.map_or("", |prompt| &prompt.ask),
            item.map_or("", |item| item.as_str()),
            item.map_or("", |item| plan.title_of(item)),
            review.grade.name(),
            &review.seconds.to_string(),
        ];
        out.write_record(cells.map(guarded))?;
    }
    super::write::finish(out)
}
