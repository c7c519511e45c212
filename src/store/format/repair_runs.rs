//! Design sessions and clocks as they can be: numbers and texts within range, no more stages than there can be, each told
//! apart, a stage for the clock to be at, at most one clock that runs; the rhythm of focus and breaks.
//!
//! Not here: prompts that are not there, a timer of a session that is not there (`repair.rs`).

use std::collections::BTreeSet;

use super::texts::{self, short_lines};
use crate::domain::clocks;
use crate::domain::item::{MAX_LINE_BYTES, MAX_TITLE_CHARS};
use crate::domain::run::{MAX_COMPARED, MAX_STAGE, MAX_STAGES};
use crate::domain::{Minutes, Notes, Plan, Run, RunId, StageId};

/// Repairs the design sessions of a plan, and the numbers of its timer; says what it did.
pub(super) fn runs(plan: &mut Plan, notes: &mut Vec<String>) {
    let sane = plan.rhythm.clone().sane();
    if plan.rhythm != sane {
        plan.rhythm = sane;
        notes.push("The rhythm of focus and breaks was out of range: it was set to the nearest that works.".to_owned());
    }
    let wrong = plan.runs.iter().filter(|run| !is_fine(run));
    let wrong: Vec<RunId> = wrong.map(|run| run.id.clone()).collect();
    for id in wrong {
        plan.runs.update(&id, repair);
        notes.push(format!(
            "The design session “{id}” had values out of range: they were set to the nearest that work."
        ));
    }
    if !clocks::settle(plan).is_empty() {
        notes.push("Several clocks ran at once: the one that began last goes on, the others stand with what they had counted.".to_owned());
    }
}

fn is_fine(run: &Run) -> bool {
    let ids: BTreeSet<&StageId> = run.stages.iter().map(|stage| &stage.id).collect();
    let stages = run.stages.iter().all(|stage| {
        stage.planned <= MAX_STAGE
            && stage.spent <= MAX_STAGE
            && stage.rating.is_none_or(|rating| (1..=5).contains(&rating))
            && !stage.name.trim().is_empty()
            && texts::short_name(&stage.name)
            && short_lines(&stage.notes)
    });
    stages
        && run.stages.len() <= MAX_STAGES
        && ids.len() == run.stages.len()
        && run.compared.len() <= MAX_COMPARED
        && run.compared.iter().all(|line| line.len() <= MAX_LINE_BYTES)
        && (run.at() < run.stages.len() || run.at == 0)
        && run.minutes <= Minutes::MAX
        && (run.finished.is_none() || run.running_since.is_none())
        && short_lines(&run.next_steps)
}

fn fitted(notes: &Notes) -> Notes {
    if short_lines(notes) {
        return notes.clone();
    }
    texts::fitted(notes.lines().iter().cloned()).0
}

fn repair(run: &mut Run) {
    too_many(run);
    run.compared.retain(|line| line.len() <= MAX_LINE_BYTES);
    run.compared.truncate(MAX_COMPARED);
    let mut seen: BTreeSet<StageId> = BTreeSet::new();
    for stage in &mut run.stages {
        stage.planned = stage.planned.min(MAX_STAGE);
        stage.spent = stage.spent.min(MAX_STAGE);
        stage.rating = stage.rating.map(|rating| rating.clamp(1, 5));
        if stage.name.trim().is_empty() {
            stage.name = stage.id.to_string();
        }
        if !texts::short_name(&stage.name) {
            stage.name = texts::head(&stage.name, MAX_TITLE_CHARS);
        }
        stage.notes = fitted(&stage.notes);
        let mut ids = (2..).map(|n| StageId::slug(&format!("{}-{n}", stage.id)));
        if seen.contains(&stage.id)
            && let Some(free) = ids.find(|id| !seen.contains(id))
        {
            stage.id = free;
        }
        seen.insert(stage.id.clone());
    }
    let last = run.stages.len().saturating_sub(1);
    run.at = u32::try_from(run.at().min(last)).unwrap_or(0);
    run.minutes = run.minutes.min(Minutes::MAX);
    if run.finished.is_some() {
        run.running_since = None;
    }
    run.next_steps = fitted(&run.next_steps);
}

/// What was written in more stages than there can be stands in the last one, under their names; their time counts there.
fn too_many(run: &mut Run) {
    if run.stages.len() <= MAX_STAGES {
        return;
    }
    let more = run.stages.split_off(MAX_STAGES);
    let Some(last) = run.stages.last_mut() else {
        return;
    };
    let mut lines = last.notes.lines().to_vec();
    for stage in more {
        last.spent = last.spent.saturating_add(stage.spent).min(MAX_STAGE);
        if !stage.notes.is_empty() {
            lines.extend([String::new(), stage.name]);
            lines.extend(stage.notes.lines().iter().cloned());
        }
    }
    last.notes = texts::fitted(lines).0;
}
