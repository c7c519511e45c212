//! What is said about a week.

use super::{Applied, EditError, room};
use crate::domain::plan::Plan;
use crate::domain::week::{MAX_WEEK_CHARS, Week, WeekNote};

/// Puts the note in the place of the week's; an empty one takes it away.
pub(super) fn set(plan: &mut Plan, week: Week, note: &WeekNote) -> Applied {
    if note.line.chars().count() > MAX_WEEK_CHARS {
        return Err(EditError::Range(
            "a week's line has at most 1,000 characters",
        ));
    }
    if note.is_empty() {
        plan.weeks.remove(&week);
    } else {
        plan.weeks.insert(week, note.clone());
    }
    room(plan.weeks.len())
}
