//! What was practised: design sessions as write-ups in Markdown, and the tables that the report and spreadsheets show of them
//! and of prompts that were asked.
//!
//! Every text of the plan is escaped; what was written stands in quoted blocks, as it was typed. Not here: the page around
//! it (`html/practice.rs`), cells of a table (`csv/practice.rs`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::markdown::{escaped, quoted};
use crate::domain::edit::{say_day, say_minutes};
use crate::domain::{ItemId, Minutes, Plan, Run, RunStage};
use crate::store::builtin;

/// What goes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// With what was written.
    pub notes: bool,
}

/// The design sessions that are finished, the newest first.
pub fn finished(plan: &Plan) -> Vec<&Run> {
    let runs = plan.runs.iter().map(|run| &**run);
    let mut runs: Vec<&Run> = runs.filter(|run| run.finished.is_some()).collect();
    runs.sort_by_key(|run| (std::cmp::Reverse(run.started), run.id.clone()));
    runs
}

/// What the rating of a stage means, in the words of its rubric; empty where it is not rated, or of another program.
pub fn level<'a>(run: &Run, stage: &RunStage) -> &'a str {
    let guide = builtin::design().clock(run.kind).stage(&stage.id);
    let place = stage.rating.and_then(|rating| rating.checked_sub(1));
    let found = guide
        .zip(place)
        .and_then(|(guide, place)| guide.levels.get(usize::from(place)));
    found.map_or("", String::as_str)
}

/// What a stage took; less than half a minute in seconds.
pub fn say_time(seconds: u32) -> String {
    match seconds {
        0 => "–".to_owned(),
        1..30 => format!("{seconds} s"),
        _ => say_minutes(minutes(seconds)),
    }
}

/// Whole minutes of seconds, to the nearest.
pub fn minutes(seconds: u32) -> Minutes {
    Minutes(seconds.saturating_add(30) / 60)
}

/// What the stages took in all.
pub fn spent(run: &Run) -> Minutes {
    let seconds = run.stages.iter().map(|stage| stage.spent);
    minutes(seconds.fold(0, u32::saturating_add))
}

/// How often the prompts of an item were asked, and how often they were recalled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Prompts.
    pub prompts: u32,
    /// Answers.
    pub asked: u32,
    /// Of those, recalled.
    pub recalled: u32,
}

/// The items that prompts were asked of.
pub fn asked(plan: &Plan) -> BTreeMap<&ItemId, Asked> {
    let mut sums: BTreeMap<&ItemId, Asked> = BTreeMap::new();
    for prompt in plan.prompts.iter() {
        sums.entry(&prompt.item).or_default().prompts += 1;
    }
    for review in plan.reviews.iter() {
        let Some(prompt) = plan.prompts.get(&review.prompt) else {
            continue;
        };
        let sum = sums.entry(&prompt.item).or_default();
        sum.asked += 1;
        sum.recalled += u32::from(review.grade.is_recalled());
    }
    sums.retain(|_, sum| sum.asked > 0);
    sums
}

/// The write-ups in Markdown: of each design session its stages with the rubric, what was written, what it was held against
/// and the next steps.
pub fn markdown(plan: &Plan, options: Options) -> String {
    let mut out = format!("# Design sessions: {}\n", escaped(&plan.name));
    let runs = finished(plan);
    if runs.is_empty() {
        out.push_str("\nNone is finished yet.\n");
    }
    for run in runs {
        write_up(&mut out, plan, run, options);
    }
    out
}

fn write_up(out: &mut String, plan: &Plan, run: &Run, options: Options) {
    let title = escaped(plan.title_of(&run.item));
    let on = say_day(run.started.day());
    _ = writeln!(out, "\n## {title}: {on}\n");
    _ = write!(
        out,
        "{} of {}",
        say_minutes(spent(run)),
        say_minutes(run.minutes)
    );
    if let Some(mean) = run.mean_rating() {
        _ = write!(out, ", {mean:.1} of 5 on average");
    }
    out.push_str(".\n\n| Stage | Planned | Took | Rated | What that means |\n| --- | ---: | ---: | ---: | --- |\n");
    for stage in &run.stages {
        let rating = stage
            .rating
            .map_or_else(|| "–".to_owned(), |rating| format!("{rating} of 5"));
        _ = writeln!(
            out,
            "| {} | {} | {} | {rating} | {} |",
            escaped(&stage.name),
            say_minutes(minutes(stage.planned)),
            say_time(stage.spent),
            escaped(level(run, stage))
        );
    }
    if options.notes {
        for stage in run.stages.iter().filter(|stage| !stage.notes.is_empty()) {
            _ = writeln!(out, "\n### {}\n", escaped(&stage.name));
            quoted(out, "", &stage.notes);
        }
    }
    compared(out, run);
    if options.notes && !run.next_steps.is_empty() {
        out.push_str("\n### Next steps\n\n");
        quoted(out, "", &run.next_steps);
    }
}

/// What the design was held against, stage by stage, with what was there.
fn compared(out: &mut String, run: &Run) {
    if run.compared.is_empty() {
        return;
    }
    out.push_str("\n### Held against\n\n");
    let guide = builtin::design().clock(run.kind);
    let known = guide.stages.iter().flat_map(|stage| &stage.compare);
    for line in known.clone() {
        let sign = if run.compared.contains(line) {
            'x'
        } else {
            ' '
        };
        _ = writeln!(out, "- [{sign}] {}", escaped(line));
    }
    // What an older list asked.
    for line in run
        .compared
        .iter()
        .filter(|line| !known.clone().any(|k| k == *line))
    {
        _ = writeln!(out, "- [x] {}", escaped(line));
    }
}
