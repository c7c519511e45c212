//! What becomes free when items are done or left out: the sessions that were planned for them. They stay where they are
//! (no deed moves the schedule by itself), but it is said, and a replan is offered.
//!
//! Not here: how toasts look (`ui/shell/toasts.rs`), replanning (`planning.rs`).

use std::collections::BTreeSet;

use crate::domain::{Day, Edit, ItemId, Minutes, Plan, SessionKind, Status};

use super::toast::Warning;

/// What an edit that was just done leaves without need, in a line for its toast; `None` where that is nothing.
///
/// Time: the number of sessions where an item was marked, else the number of edits.
pub(super) fn by(edit: &Edit, plan: &Plan, today: Day) -> Option<Warning> {
    let mut marked = BTreeSet::new();
    collect(edit, &mut marked);
    if marked.is_empty() {
        return None;
    }
    // Reviews of what is done are still worth their time.
    let free = plan.sessions.iter().filter(|session| {
        session.kind == SessionKind::Study
            && session.is_ahead(today)
            && session.spent == Minutes::ZERO
            && marked.contains(&session.item)
    });
    let of = if marked.len() > 1 { "them" } else { "it" };
    let text = match free.count() {
        0 => return None,
        1 => format!("The time of a session planned for {of} is free now."),
        n => format!("The time of {n} sessions planned for {of} is free now."),
    };
    Some(Warning {
        text,
        replan: true,
        calm: true,
    })
}

/// The items that the edit marks as done or skipped.
fn collect<'a>(edit: &'a Edit, marked: &mut BTreeSet<&'a ItemId>) {
    match edit {
        Edit::SetStatus {
            item,
            status: Status::Done | Status::Skipped,
            ..
        } => {
            marked.insert(item);
        }
        Edit::Several { edits, .. } => edits.iter().for_each(|edit| collect(edit, marked)),
        _ => {}
    }
}
