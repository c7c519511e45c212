//! How much of the planned study is done, step by step. For an interview that others follow only what is planned before it counts: what
//! comes after it is for a later one.
//!
//! Not here: the minutes of the log (`model`).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Day, Interview, ItemId, Minutes, Outcome, Plan, PlanIndex, SessionKind, Status,
};

use super::model::StepRow;

/// The steps, and of those that are asked for: minutes done, planned in all, and planned only after the interview.
pub(super) fn by_step(
    plan: &Plan,
    index: &PlanIndex,
    interview: Option<&Interview>,
    asked: &BTreeSet<&ItemId>,
    today: Day,
) -> (Vec<StepRow>, [Minutes; 3]) {
    let before = interview.map(|one| planned_before(plan, one.on));
    let mut rows = Vec::new();
    let mut sums = [Minutes::ZERO; 3];
    for step in plan.steps_in_order() {
        // What is planned after it is for a later interview that asks for the step, where there is one.
        let has_later = |one: &Interview| {
            let mut others = plan.interviews.iter();
            others.any(|other| other.on > one.on.max(today) && other.weight(&step.id) > 0)
        };
        let before = before.as_ref().filter(|_| interview.is_some_and(has_later));
        let (mut done, mut whole, mut later) = (Minutes::ZERO, Minutes::ZERO, Minutes::ZERO);
        for id in index.items_of(Some(&step.id)) {
            let Some(item) = plan.items.get(id) else {
                continue;
            };
            // What the plan leaves out is no planned work.
            if item.status == Status::Skipped
                || (plan.cuts.contains(id) && item.status != Status::Done)
            {
                continue;
            }
            let effort = plan.effort(item);
            let item_done = match item.status {
                Status::Done => effort,
                _ => index.item(id).studied.min(effort),
            };
            let left = effort.saturating_sub(item_done);
            let by_then = before.map_or(left, |before| {
                before.get(id).copied().unwrap_or_default().min(left)
            });
            done += item_done;
            whole += item_done + by_then;
            later += left.saturating_sub(by_then);
        }
        let is_asked = index
            .items_of(Some(&step.id))
            .iter()
            .any(|id| asked.contains(id))
            || interview.is_none_or(|one| one.weight(&step.id) > 0);
        if is_asked {
            for (sum, minutes) in sums.iter_mut().zip([done, whole, later]) {
                *sum += minutes;
            }
        }
        rows.push(StepRow {
            step: u8::try_from(step.order)
                .ok()
                .filter(|n| *n <= 5)
                .unwrap_or(0),
            title: step.short_title().to_owned(),
            done,
            whole,
            later,
            ready: None,
            asked: is_asked,
        });
    }
    (rows, sums)
}

/// Minutes of study that are planned before a day, what was missed counted, by item.
fn planned_before(plan: &Plan, day: Day) -> BTreeMap<&ItemId, Minutes> {
    let mut minutes: BTreeMap<&ItemId, Minutes> = BTreeMap::new();
    for session in plan.sessions.iter() {
        let open = session.outcome == Outcome::Planned && session.kind == SessionKind::Study;
        if open && session.on < day {
            *minutes.entry(&session.item).or_default() +=
                session.minutes.saturating_sub(session.spent);
        }
    }
    minutes
}
