//! An answer to a prompt as it is read: Markdown, taken apart once.
//!
//! Not here: notes, which have tasks and mentions too (`item/notes.rs`).

use std::collections::BTreeMap;

use egui::Ui;

use crate::domain::mentions::Mentions;
use crate::domain::{Prompt, PromptId};
use crate::state::Revision;
use crate::ui::item::Reader;
use crate::ui::theme::space;
use crate::ui::widgets::text;

/// The most answers that are kept taken apart.
const KEPT: usize = 60;

/// Shows answers.
#[derive(Default)]
pub struct AnswerText {
    readers: BTreeMap<PromptId, Reader>,
    nobody: Mentions,
}

impl AnswerText {
    /// Draws the answer of a prompt.
    pub fn ui(&mut self, ui: &mut Ui, revision: Revision, prompt: &Prompt) {
        if prompt.answer.is_empty() {
            text::muted(ui, "No answer is written down.");
            return;
        }
        if self.readers.len() >= KEPT && !self.readers.contains_key(&prompt.id) {
            self.readers.clear();
        }
        let known = self.readers.entry(prompt.id.clone());
        let reader = known.or_insert_with(Reader::without_tasks);
        ui.push_id(("answer", prompt.id.as_str()), |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            reader.ui(ui, revision, &prompt.answer.text(), &self.nobody);
        });
    }
}
