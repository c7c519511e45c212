//! What differs between two versions of a plan, and taking parts of it back.

use std::collections::BTreeSet;

use super::change::{ChangeId, Changes};
use super::field::{Field, Walk};
use super::names::Names;
use super::settle;
use crate::domain::plan::Plan;

/// What nobody needs to see: it follows from the rest.
const UNSEEN: [&str; 2] = ["format", "made_for"];

/// What differs between two versions of a plan, by rows and fields, in the order of the plan's tables.
///
/// Rows that both share cost one look at a pointer each: a change or two among 12,500 items take a few milliseconds.
pub fn changes(before: &Plan, after: &Plan) -> Changes {
    let mut walk = Walk::new(Names::new([after, before]));
    Plan::differ(before, after, &mut walk);
    let mut changes = walk.done();
    let unseen = |id: &ChangeId| UNSEEN.contains(&id.as_str());
    changes.list.retain(|change| !unseen(&change.id));
    changes
}

/// `after` with the refused changes taken back, and legal again: what a refused row was needed for goes with it, and what
/// a kept row needs comes back with it.
pub fn without(before: &Plan, after: &Plan, refused: &BTreeSet<ChangeId>) -> Plan {
    if refused.is_empty() {
        return after.clone();
    }
    if changes(before, after)
        .list
        .iter()
        .all(|change| refused.contains(&change.id))
    {
        return before.clone();
    }
    let mut plan = after.clone();
    let mut busy: Vec<&ChangeId> = Vec::new();
    for id in refused {
        if id.as_str().starts_with("availability/busy/") {
            busy.push(id);
            continue;
        }
        let way: Vec<&str> = id.way().collect();
        plan.take(before, &way);
    }
    if !busy.is_empty() {
        // All at once: what a busy time takes of each day is worked out again.
        let mut rows = plan.availability.busy.table().clone();
        for id in busy {
            let way: Vec<&str> = id.way().skip(2).collect();
            rows.take(before.availability.busy.table(), &way);
        }
        plan.availability.busy = rows.into();
    }
    settle::settle(&mut plan, &[before, after], before);
    plan
}
