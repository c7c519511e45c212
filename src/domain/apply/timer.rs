//! Edits of the timer that runs.

use crate::domain::clocks::pause_runs;
use crate::domain::plan::Plan;
use crate::domain::timer::TimerDeed;

use super::{Applied, EditError};

pub(super) fn change(plan: &mut Plan, deed: &TimerDeed) -> Applied {
    if let TimerDeed::Resume { at } = deed {
        pause_runs(plan, None, *at);
    }
    let Some(timer) = &mut plan.timer else {
        return Err(EditError::NoTimer);
    };
    match deed {
        TimerDeed::Pause { at } if !timer.paused => {
            timer.pause(*at);
        }
        TimerDeed::Resume { at } if timer.paused => {
            timer.paused = false;
            timer.since = *at;
        }
        TimerDeed::Pause { .. } | TimerDeed::Resume { .. } => {}
        TimerDeed::TakeBack { seconds } => timer.taken = timer.taken.saturating_add(*seconds),
        TimerDeed::NextPhase { at } => {
            let Some(beat) = timer.beat(*at) else {
                return Err(EditError::Range("this timer keeps no rhythm"));
            };
            timer.settle(*at);
            timer.banked = timer.banked.saturating_add(beat.left);
            if beat.phase == crate::domain::timer::Phase::Focus {
                timer.taken = timer.taken.saturating_add(beat.left);
            }
        }
    }
    Ok(())
}
