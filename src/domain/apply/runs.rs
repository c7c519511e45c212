//! Edits of design sessions.

use crate::domain::clocks::pause_runs;
use crate::domain::id::{RunId, StageId};
use crate::domain::item::{MAX_LINE_BYTES, MAX_NOTE_BYTES, Notes};
use crate::domain::plan::Plan;
use crate::domain::run::{MAX_COMPARED, MAX_STAGES, Run, RunDeed, RunStage};

use super::{Applied, EditError, room};

/// Starts a design session. A timer, or another design session's clock, is stopped first: one thing is done at a time.
pub(super) fn start(plan: &mut Plan, run: &Run) -> Applied {
    if !plan.items.contains(&run.item) {
        return Err(EditError::NoItem(run.item.clone()));
    }
    if plan.runs.contains(&run.id) {
        return Err(EditError::Taken(run.id.to_string()));
    }
    if run.stages.is_empty() || run.stages.len() > MAX_STAGES {
        return Err(EditError::Range("a design session has 1 to 40 stages"));
    }
    if let Some(at) = run.running_since {
        pause_runs(plan, Some(&run.id), at);
        if plan.timer.is_some() {
            super::sessions::stop_timer(plan, at)?;
        }
    }
    plan.runs.put(run.clone());
    room(plan.runs.len())
}

pub(super) fn change(plan: &mut Plan, id: &RunId, deed: &RunDeed) -> Applied {
    let none = || EditError::NoRun(id.clone());
    let over = plan.runs.get(id).ok_or_else(none)?.finished.is_some();
    let clock = matches!(
        deed,
        RunDeed::Pause { .. }
            | RunDeed::Resume { .. }
            | RunDeed::GoTo { .. }
            | RunDeed::TakeBack { .. }
            | RunDeed::Finish { .. }
    );
    if over && clock {
        return Err(EditError::Range("this design session is finished"));
    }
    match deed {
        RunDeed::Pause { at } => on_run(plan, id, |run| {
            run.pause(*at);
            Ok(())
        }),
        RunDeed::Resume { at } => {
            pause_runs(plan, Some(id), *at);
            if plan.timer.is_some() {
                super::sessions::stop_timer(plan, *at)?;
            }
            on_run(plan, id, |run| {
                run.running_since.get_or_insert(*at);
                Ok(())
            })
        }
        RunDeed::GoTo { stage, at } => on_run(plan, id, |run| {
            let none = || EditError::NoStage(stage.clone());
            let place = run.place_of(stage).ok_or_else(none)?;
            let runs = run.is_running();
            run.pause(*at);
            run.at = u32::try_from(place).unwrap_or(0);
            run.running_since = runs.then_some(*at);
            Ok(())
        }),
        RunDeed::TakeBack { seconds, at } => on_run(plan, id, |run| {
            let runs = run.is_running();
            run.pause(*at);
            run.running_since = runs.then_some(*at);
            let place = run.at();
            if let Some(stage) = run.stages.get_mut(place) {
                stage.spent = stage.spent.saturating_sub(*seconds);
            }
            Ok(())
        }),
        RunDeed::Write { stage, notes } => {
            check_notes(notes)?;
            on_stage(plan, id, stage, |stage| stage.notes = notes.clone())
        }
        RunDeed::Rate { stage, rating } => {
            if rating.is_some_and(|rating| !(1..=5).contains(&rating)) {
                return Err(EditError::Range("a rating goes from 1 to 5"));
            }
            on_stage(plan, id, stage, |stage| {
                stage.rating = *rating;
                if !stage.is_weak() {
                    stage.refused = false;
                }
            })
        }
        RunDeed::Compare { line, ticked } => on_run(plan, id, |run| {
            run.compared.retain(|other| other != line);
            if *ticked {
                if run.compared.len() >= MAX_COMPARED || line.len() > MAX_LINE_BYTES {
                    return Err(EditError::Range("at most 200 comparisons can be ticked"));
                }
                run.compared.push(line.clone());
            }
            Ok(())
        }),
        RunDeed::NextSteps(notes) => {
            check_notes(notes)?;
            on_run(plan, id, |run| {
                run.next_steps = notes.clone();
                Ok(())
            })
        }
        RunDeed::Finish { at, ended, session } => on_run(plan, id, |run| {
            run.pause(*at);
            run.finished = Some(*ended);
            run.session = Some(session.clone());
            Ok(())
        }),
        RunDeed::FollowUp { stage, session } => on_stage(plan, id, stage, |stage| {
            stage.refused = session.is_none();
            stage.follow_up.clone_from(session);
        }),
        RunDeed::Delete => {
            plan.runs.remove(id);
            Ok(())
        }
    }
}

fn check_notes(notes: &Notes) -> Applied {
    let bytes: usize = notes.lines().iter().map(|line| line.len() + 1).sum();
    if bytes > MAX_NOTE_BYTES + 1 {
        return Err(EditError::Range("a note holds at most 1 MB of text"));
    }
    Ok(())
}

fn on_run(plan: &mut Plan, id: &RunId, change: impl FnOnce(&mut Run) -> Applied) -> Applied {
    let none = || EditError::NoRun(id.clone());
    plan.runs.update(id, change).ok_or_else(none)?
}

fn on_stage(
    plan: &mut Plan,
    id: &RunId,
    stage: &StageId,
    change: impl FnOnce(&mut RunStage),
) -> Applied {
    on_run(plan, id, |run| {
        let none = || EditError::NoStage(stage.clone());
        let place = run.place_of(stage).ok_or_else(none)?;
        if let Some(stage) = run.stages.get_mut(place) {
            change(stage);
        }
        Ok(())
    })
}
