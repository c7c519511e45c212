//! Design sessions and the timer as they can be: numbers within range, a stage for the clock to be at, stages told apart.
//!
//! Not here: prompts that are not there (`repair.rs`).

use std::collections::BTreeSet;

use crate::domain::clocks;
use crate::domain::item::MAX_LINE_BYTES;
use crate::domain::run::MAX_STAGE;
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
            && short_lines(&stage.notes)
    });
    stages
        && ids.len() == run.stages.len()
        && (run.at() < run.stages.len() || run.at == 0)
        && run.minutes <= Minutes::MAX
        && (run.finished.is_none() || run.running_since.is_none())
        && short_lines(&run.next_steps)
}

fn short_lines(notes: &Notes) -> bool {
    notes
        .lines()
        .iter()
        .all(|line| line.len() <= MAX_LINE_BYTES)
}

fn repair(run: &mut Run) {
    let mut seen: BTreeSet<StageId> = BTreeSet::new();
    for stage in &mut run.stages {
        stage.planned = stage.planned.min(MAX_STAGE);
        stage.spent = stage.spent.min(MAX_STAGE);
        stage.rating = stage.rating.map(|rating| rating.clamp(1, 5));
        stage.notes = cut(&stage.notes);
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
    run.next_steps = cut(&run.next_steps);
}

/// Lines that are too long become several.
fn cut(notes: &Notes) -> Notes {
    let mut lines = Vec::new();
    for line in notes.lines() {
        let mut rest = line.as_str();
        while rest.len() > MAX_LINE_BYTES {
            let (head, tail) = rest.split_at(rest.floor_char_boundary(MAX_LINE_BYTES));
            lines.push(head.to_owned());
            rest = tail;
        }
        lines.push(rest.to_owned());
    }
    Notes::from_lines(lines)
}
