//! An answer to a prompt as it is read: Markdown.
//!
//! Not here: notes, which have tasks and mentions too (`item/notes.rs`).

use egui::Ui;
use egui_commonmark::{CommonMarkCache, CommonMarkViewer};

use crate::domain::Notes;
use crate::ui::theme::space;
use crate::ui::widgets::text;

/// Shows answers.
#[derive(Default)]
pub struct AnswerText(CommonMarkCache);

impl AnswerText {
    /// Draws one.
    pub fn ui(&mut self, ui: &mut Ui, answer: &Notes) {
        if answer.is_empty() {
            text::muted(ui, "No answer is written down.");
            return;
        }
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            crate::ui::item::inks(ui);
            CommonMarkViewer::new()
                .max_image_width(Some(1))
                .show(ui, &mut self.0, &answer.text());
        });
    }
}
