//! Edits of prompts and ratings, and the bounds of the memory model's rules.

use std::collections::BTreeSet;

use crate::domain::edit::Edit;
use crate::domain::id::{ItemId, PartId, PromptId};
use crate::domain::item::{MAX_NOTE_BYTES, Notes};
use crate::domain::plan::{Plan, Rules};
use crate::domain::recall::{MAX_ANSWER_SECONDS, MAX_ASK_CHARS, Prompt};

use super::{Applied, EditError, room};

/// The distance between two neighbours when prompts are numbered afresh.
const GAP: i64 = 1_000;
/// How many parameters the memory model has.
pub const PARAMETERS: usize = 21;
/// Recall that reviews may aim at, in per mille.
pub const TARGETS: std::ops::RangeInclusive<u16> = 700..=970;
/// The lower bounds of the parameters w0 … w20, and the upper ones, as py-fsrs 6 checks them.
pub const BOUNDS: [(f64, f64); PARAMETERS] = [
    (0.001, 100.0),
    (0.001, 100.0),
    (0.001, 100.0),
    (0.001, 100.0),
    (1.0, 10.0),
    (0.001, 4.0),
    (0.001, 4.0),
    (0.001, 0.75),
    (0.0, 4.5),
    (0.0, 0.8),
    (0.001, 3.5),
    (0.001, 5.0),
    (0.001, 0.25),
    (0.001, 0.9),
    (0.0, 4.0),
    (0.0, 1.0),
    (1.0, 6.0),
    (0.0, 2.0),
    (0.0, 2.0),
    (0.0, 0.8),
    (0.1, 0.8),
];

/// Whether these are parameters that the memory model takes: none (the defaults), or 21 within [`BOUNDS`].
pub fn parameters_fit(parameters: &[f64]) -> bool {
    parameters.is_empty()
        || parameters.len() == PARAMETERS
            && parameters
                .iter()
                .zip(BOUNDS)
                .all(|(value, (low, high))| value.is_finite() && *value >= low && *value <= high)
}

pub(super) fn check_rules(rules: &Rules) -> Applied {
    if !TARGETS.contains(&rules.target_recall) {
        return Err(EditError::Range("recall to aim at goes from 70 to 97 %"));
    }
    if !parameters_fit(&rules.fsrs) {
        return Err(EditError::Range(
            "the memory model takes 21 numbers, each within its bounds",
        ));
    }
    Ok(())
}

pub(super) fn change(plan: &mut Plan, edit: &Edit) -> Applied {
    match edit {
        Edit::AddPrompts(prompts) => {
            for prompt in prompts {
                if plan.items.contains(&prompt.item) && !plan.prompts.contains(&prompt.id) {
                    put(plan, prompt.clone())?;
                }
            }
            room(plan.prompts.len())
        }
        Edit::AddPrompt(prompt) => {
            if plan.prompts.contains(&prompt.id) {
                return Err(EditError::Taken(prompt.id.to_string()));
            }
            let mut prompt = (**prompt).clone();
            prompt.order = last_order(plan, &prompt.item, prompt.part.as_ref());
            put(plan, prompt)?;
            room(plan.prompts.len())
        }
        Edit::ChangePrompt {
            prompt,
            part,
            ask,
            answer,
        } => {
            let mut row = find(plan, prompt)?.clone();
            if row.part != *part {
                row.order = last_order(plan, &row.item, part.as_ref());
            }
            row.part.clone_from(part);
            row.ask.clone_from(ask);
            row.answer = answer.clone();
            put(plan, row)
        }
        Edit::MovePrompt { prompt, before } => move_before(plan, prompt, before.as_ref()),
        Edit::PausePrompt { prompt, paused } => on_prompt(plan, prompt, |p| p.paused = *paused),
        Edit::DeletePrompt(id) => {
            plan.prompts
                .remove(id)
                .ok_or_else(|| EditError::NoPrompt(id.clone()))?;
            plan.reviews.retain(|review| review.prompt != *id);
            Ok(())
        }
        Edit::Review(review) => {
            find(plan, &review.prompt)?;
            if plan.reviews.contains(&review.id) {
                return Err(EditError::Taken(review.id.to_string()));
            }
            let mut review = review.clone();
            review.seconds = review.seconds.min(MAX_ANSWER_SECONDS);
            plan.reviews.put(review);
            room(plan.reviews.len())
        }
        _ => Ok(()),
    }
}

/// The prompts of an item that is gone go, with their reviews.
pub(super) fn item_gone(plan: &mut Plan, item: &ItemId) {
    let of_item = |prompt: &&std::sync::Arc<Prompt>| prompt.item == *item;
    let gone: BTreeSet<PromptId> = plan
        .prompts
        .iter()
        .filter(of_item)
        .map(|prompt| prompt.id.clone())
        .collect();
    if gone.is_empty() {
        return;
    }
    plan.prompts.retain(|prompt| prompt.item != *item);
    plan.reviews.retain(|review| !gone.contains(&review.prompt));
}

/// The prompts of a part that is gone ask about the item as a whole.
pub(super) fn part_gone(plan: &mut Plan, item: &ItemId, part: &PartId) {
    let of_part = |prompt: &&std::sync::Arc<Prompt>| {
        prompt.item == *item && prompt.part.as_ref() == Some(part)
    };
    let left: Vec<PromptId> = plan
        .prompts
        .iter()
        .filter(of_part)
        .map(|prompt| prompt.id.clone())
        .collect();
    for id in left {
        plan.prompts.update(&id, |prompt| prompt.part = None);
    }
}

fn find<'a>(plan: &'a Plan, id: &PromptId) -> Result<&'a Prompt, EditError> {
    plan.prompts
        .get(id)
        .map(|prompt| &**prompt)
        .ok_or_else(|| EditError::NoPrompt(id.clone()))
}

fn on_prompt(plan: &mut Plan, id: &PromptId, change: impl FnOnce(&mut Prompt)) -> Applied {
    plan.prompts
        .update(id, change)
        .ok_or_else(|| EditError::NoPrompt(id.clone()))
}

fn put(plan: &mut Plan, mut prompt: Prompt) -> Applied {
    prompt.ask = prompt.ask.trim().to_owned();
    if prompt.ask.is_empty() || prompt.ask.chars().count() > MAX_ASK_CHARS {
        return Err(EditError::Range("a question has 1 to 1,000 characters"));
    }
    check_answer(&prompt.answer)?;
    let item = plan
        .items
        .get(&prompt.item)
        .ok_or_else(|| EditError::NoItem(prompt.item.clone()))?;
    let has = |part: &PartId| item.parts.iter().any(|there| there.id == *part);
    prompt.part = prompt.part.filter(has);
    plan.prompts.put(prompt);
    Ok(())
}

fn check_answer(answer: &Notes) -> Applied {
    let bytes: usize = answer.lines().iter().map(|line| line.len() + 1).sum();
    if bytes > MAX_NOTE_BYTES + 1 {
        return Err(EditError::Range("an answer holds at most 1 MB of text"));
    }
    Ok(())
}

/// The prompts of a part in their order.
fn neighbours(plan: &Plan, item: &ItemId, part: Option<&PartId>) -> Vec<(i64, PromptId)> {
    let mut all: Vec<(i64, PromptId)> = plan
        .prompts
        .iter()
        .filter(|prompt| prompt.item == *item && prompt.part.as_ref() == part)
        .map(|prompt| (prompt.order, prompt.id.clone()))
        .collect();
    all.sort();
    all
}

fn last_order(plan: &Plan, item: &ItemId, part: Option<&PartId>) -> i64 {
    let last = neighbours(plan, item, part).pop();
    last.map_or(GAP, |(order, _)| order.saturating_add(GAP))
}

/// Numbers the prompts of a part afresh with this one in its new place.
fn move_before(plan: &mut Plan, id: &PromptId, before: Option<&PromptId>) -> Applied {
    let row = find(plan, id)?;
    let mut all = neighbours(plan, &row.item, row.part.as_ref());
    if before == Some(id) {
        return Ok(());
    }
    all.retain(|(_, other)| other != id);
    let at = match before {
        Some(before) => all
            .iter()
            .position(|(_, other)| other == before)
            .ok_or_else(|| EditError::NoPrompt(before.clone()))?,
        None => all.len(),
    };
    all.insert(at, (0, id.clone()));
    let mut order = 0;
    for (was, other) in all {
        order += GAP;
        if was != order {
            on_prompt(plan, &other, |prompt| prompt.order = order)?;
        }
    }
    Ok(())
}
