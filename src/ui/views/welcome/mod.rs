//! The Welcome view: five questions, a live preview, one button.

use egui::Ui;

use crate::ui::context::ViewContext;

/// The answers so far.
#[derive(Default)]
pub struct WelcomeView {}

impl WelcomeView {
    /// Draws the view.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let _ = cx;
        crate::ui::widgets::text::welcome_title(ui, "When is the interview?");
    }
}
