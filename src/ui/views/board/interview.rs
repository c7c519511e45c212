//! The interviews as columns: a card stands with the interview that asks its step most.
//!
//! Not here: how much an interview asks a step (`domain/interview.rs`); that is set in the settings.

use std::collections::BTreeMap;

use crate::domain::{Day, Interview, InterviewId, Plan, StepId};
use crate::ui::format;
use crate::ui::theme::Icon;

use super::heads::column;
use super::model::{Badge, Column, Key};

/// The interview that asks each step most; of equals the one that comes first. One that is over has a step only where no
/// other asks it.
pub(super) fn asked(plan: &Plan, today: Day) -> BTreeMap<StepId, InterviewId> {
    let interviews = plan.interviews_in_order();
    let by = |step: &StepId| {
        let asking = interviews.iter().filter(|one| one.weight(step) > 0);
        let rank = |one: &&&Interview| {
            let earlier = std::cmp::Reverse(one.on);
            (one.on >= today, one.weight(step), earlier)
        };
        asking.max_by_key(rank).map(|one| one.id.clone())
    };
    let steps = plan.steps.iter();
    steps
        .filter_map(|step| Some((step.id.clone(), by(&step.id)?)))
        .collect()
}

/// One column an interview by date, and what no interview asks.
pub(super) fn columns(plan: &Plan, today: Day) -> Vec<Column> {
    let mut columns: Vec<Column> = plan
        .interviews_in_order()
        .into_iter()
        .map(|interview| {
            let key = Key::Interview(interview.id.clone());
            let empty = "What it asks is asked more by another interview.";
            let name = interview.name.as_str();
            let mut column = column(key, name, Badge::Icon(Icon::Flag), empty);
            column.help = help(plan, interview, today);
            column
        })
        .collect();
    let mut rest = column(
        Key::NotAsked,
        "No interview",
        Badge::Icon(Icon::CircleOff),
        "Every step is asked by an interview.",
    );
    "What no interview asks, and items without a step".clone_into(&mut rest.help);
    columns.push(rest);
    columns
}

/// “On Fri 18 Dec, in 18 days. It asks Algorithms (3), Papers (1). A card stands where its step is asked most.”
fn help(plan: &Plan, interview: &Interview, today: Day) -> String {
    let steps = plan.steps_in_order();
    let asks: Vec<String> = steps
        .iter()
        .filter(|step| interview.weight(&step.id) > 0)
        .map(|step| format!("{} ({})", step.short_title(), interview.weight(&step.id)))
        .collect();
    let asks = if asks.is_empty() {
        "It asks no step".to_owned()
    } else {
        format!("It asks {}", asks.join(", "))
    };
    format!(
        "On {}, {}. {asks}. A card stands where its step is asked most.",
        format::day(interview.on),
        format::in_days(interview.on, today),
    )
}
