//! The evening before an interview: what to bring, and what is ticked.

use super::{Applied, EditError};
use crate::domain::edit::Edit;
use crate::domain::eve::{MAX_EVE_LINES, MAX_LINE_CHARS, drop_lost_ticks};
use crate::domain::plan::Plan;

/// Does an edit of the list. Ticks are kept in the order of their names, so that equal lists are equal bytes.
pub(super) fn change(plan: &mut Plan, edit: &Edit) -> Applied {
    let (Edit::SetLogistics { interview: id, .. } | Edit::TickEve { interview: id, .. }) = edit
    else {
        return Ok(());
    };
    let Some(known) = plan.interviews.get(id) else {
        return Err(EditError::NoInterview(id.clone()));
    };
    let mut next = (**known).clone();
    match edit {
        Edit::SetLogistics { logistics, .. } => {
            let long = |line: &String| line.chars().count() > MAX_LINE_CHARS;
            // A list that a file brought too long can be made shorter.
            let grows = logistics.lines().len() > known.logistics.lines().len();
            let lines = logistics.lines().len() > MAX_EVE_LINES && grows;
            let fresh = |line: &&String| !known.logistics.lines().contains(line);
            if lines || logistics.lines().iter().filter(fresh).any(long) {
                return Err(EditError::Range(
                    "there are at most 50 lines of at most 500 characters",
                ));
            }
            next.logistics = logistics.clone();
            drop_lost_ticks(&mut next);
        }
        Edit::TickEve { line, done, .. } => {
            if line.is_empty() || line.chars().count() > MAX_LINE_CHARS + 20 {
                return Err(EditError::Range("there is no such line"));
            }
            next.eve_done.retain(|known| known != line);
            if *done {
                next.eve_done.push(line.clone());
                next.eve_done.sort();
            }
            if *done && next.eve_done.len() > 4 * MAX_EVE_LINES {
                return Err(EditError::Range("there are at most 200 ticks"));
            }
        }
        _ => {}
    }
    plan.interviews.put(next);
    Ok(())
}
