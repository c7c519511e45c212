//! Random edits of prompts and ratings.

use cairn::domain::{Grade, ItemId, Notes, Plan, Prompt, PromptId, Review, ReviewId};

use super::edits::{any_key, fresh, moment};
use crate::support::plans::Dice;

pub fn change(plan: &mut Plan, d: &mut Dice, side: &str) {
    let id = any_key(d, &plan.prompts);
    match (d.below(8), id) {
        (0, Some(id)) => {
            plan.prompts.remove(&id);
            plan.reviews.retain(|review| review.prompt != id);
        }
        (1 | 2, Some(id)) => {
            plan.prompts.update(&id, |prompt| match d.below(4) {
                0 => prompt.ask = d.title(),
                1 => prompt.answer = Notes::from_text(&d.text()),
                2 => prompt.order = i64::from(d.roll(0, 9)),
                _ => prompt.paused = !prompt.paused,
            });
        }
        (3..=5, Some(id)) => {
            let review = ReviewId::slug(&fresh(d, side, "review"));
            let grade = d.pick(&Grade::ALL);
            if !plan.reviews.contains(&review) {
                plan.reviews
                    .put(Review::new(review, id, moment(d), grade, d.roll(1, 90)));
            }
        }
        (6, _) => {
            if let Some(review) = any_key(d, &plan.reviews) {
                plan.reviews.remove(&review);
            }
        }
        _ => {
            let Some(item) = any_key(d, &plan.items) else {
                return;
            };
            let id = PromptId::slug(&fresh(d, side, "prompt"));
            if !plan.prompts.contains(&id) {
                let answer = Notes::from_text(&d.text());
                plan.prompts.put(Prompt::new(id, item, d.title(), answer));
            }
        }
    }
}

pub fn item_gone(plan: &mut Plan, item: &ItemId) {
    plan.prompts.retain(|prompt| prompt.item != *item);
    let there = plan.prompts.clone();
    plan.reviews.retain(|review| there.contains(&review.prompt));
}
