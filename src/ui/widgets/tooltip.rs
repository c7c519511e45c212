//! Tooltips: a sentence and, at its right, the key that does the same.

use super::key_cap;
use crate::ui::theme::{self, TextRole};
use egui::{Align, Layout, Response};

/// What is said when the pointer rests on a thing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hint<'a> {
    /// The words.
    pub text: Option<&'a str>,
    /// The key: "Ctrl+Z".
    pub keys: Option<&'a str>,
}

impl Hint<'_> {
    /// Attaches the tooltip, also to a disabled widget (people want to know what it would do).
    pub fn show(self, response: Response) -> Response {
        if self.text.is_none() && self.keys.is_none() {
            return response;
        }
        let contents = |ui: &mut egui::Ui| {
            let tokens = theme::tokens(ui);
            let both = self.text.is_some() && self.keys.is_some();
            if !both {
                if let Some(text) = self.text {
                    ui.label(TextRole::Pill.rich(text).color(tokens.text));
                } else if let Some(keys) = self.keys {
                    key_cap(ui, keys);
                }
                return;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if let Some(text) = self.text {
                    ui.label(TextRole::Pill.rich(text).color(tokens.text));
                }
                if let Some(keys) = self.keys {
                    key_cap(ui, keys);
                }
            });
        };
        response
            .on_hover_ui(contents)
            .on_disabled_hover_ui(contents)
    }
}
