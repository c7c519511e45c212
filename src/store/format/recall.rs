//! Repairs of what is recalled: prompts that ask nothing, ratings of prompts that are not there, numbers of the memory
//! model out of range.
//!
//! Not here: items that prompts name and that are not there (`repair.rs`).

use super::texts::{self, short_lines};
use crate::domain::apply::{TARGETS, parameters_fit};
use crate::domain::item::MAX_LINE_BYTES;
use crate::domain::recall::{MAX_ANSWER_SECONDS, MAX_ASK_CHARS, MAX_PROMPTS};
use crate::domain::{Plan, Prompt, PromptId, Rules, Table};

/// Repairs a plan's prompts and ratings; says what it did.
pub fn plan(plan: &mut Plan, notes: &mut Vec<String>) {
    prompts(&mut plan.prompts, notes);
    let (there, before) = (&plan.prompts, plan.reviews.len());
    plan.reviews.retain(|review| there.contains(&review.prompt));
    match before - plan.reviews.len() {
        0 => {}
        1 => notes.push("A rating named a prompt that is not there: it is gone.".to_owned()),
        n => notes.push(format!(
            "{n} ratings named prompts that are not there: they are gone."
        )),
    }
    let long = plan
        .reviews
        .iter()
        .filter(|r| r.seconds > MAX_ANSWER_SECONDS);
    let long: Vec<_> = long.map(|review| review.id.clone()).collect();
    for id in &long {
        plan.reviews
            .update(id, |review| review.seconds = MAX_ANSWER_SECONDS);
    }
    if !long.is_empty() {
        notes.push("Answers that took longer than an hour count as an hour.".to_owned());
    }
}

/// Repairs prompts; says what it did.
pub fn prompts(prompts: &mut Table<Prompt>, notes: &mut Vec<String>) {
    let wrong: Vec<PromptId> = prompts
        .iter()
        .filter(|prompt| !is_fine(prompt))
        .map(|prompt| prompt.id.clone())
        .collect();
    for id in wrong {
        prompts.update(&id, |prompt| repair(prompt, notes));
    }
}

/// Whether [`repair`] has nothing to do.
fn is_fine(prompt: &Prompt) -> bool {
    !prompt.ask.trim().is_empty()
        && texts::within(&prompt.ask, MAX_ASK_CHARS)
        && short_lines(&prompt.answer)
}

fn repair(prompt: &mut Prompt, notes: &mut Vec<String>) {
    let id = prompt.id.clone();
    if prompt.ask.trim().is_empty() {
        prompt.ask = id.to_string();
        notes.push(format!(
            "The prompt “{id}” asked nothing: its id stands for the question."
        ));
    }
    if !texts::within(&prompt.ask, MAX_ASK_CHARS) {
        let whole = std::mem::take(&mut prompt.ask);
        prompt.ask = whole.chars().take(MAX_ASK_CHARS).collect();
        let answer = prompt.answer.lines().iter().cloned();
        let lines = whole.split('\n').map(str::to_owned);
        let (fitted, cut) = texts::fitted(lines.chain([String::new()]).chain(answer));
        prompt.answer = fitted;
        notes.push(format!(
            "The question of “{id}” is longer than {MAX_ASK_CHARS} characters: {} in its answer now.",
            if cut.end { "as much of it as fits stands" } else { "the whole of it stands" }
        ));
    }
    if !short_lines(&prompt.answer) {
        let (fitted, cut) = texts::fitted(prompt.answer.lines().iter().cloned());
        prompt.answer = fitted;
        notes.push(format!(
            "The answer of “{id}” had a line of more than {} KB: it is several lines now{}.",
            MAX_LINE_BYTES >> 10,
            if cut.end { ", and its end is gone" } else { "" }
        ));
    }
}

/// The rules of reviews, within their ranges.
pub fn rules(rules: &mut Rules) {
    rules.max_prompts = rules.max_prompts.min(MAX_PROMPTS);
    rules.target_recall = rules.target_recall.clamp(*TARGETS.start(), *TARGETS.end());
    if !parameters_fit(&rules.fsrs) {
        rules.fsrs = Vec::new();
    }
}
