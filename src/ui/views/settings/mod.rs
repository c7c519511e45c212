//! The Settings view.

use egui::Ui;

use crate::ui::context::ViewContext;

/// The view's own state: what is not worth keeping in the file.
#[derive(Default)]
pub struct SettingsView {}

impl SettingsView {
    /// Draws the view.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let _ = cx;
        crate::ui::widgets::text::title(ui, "Settings");
    }

    /// Sends what is still being typed.
    pub fn flush(&mut self, cx: &ViewContext) {
        let _ = cx;
    }

    /// Asks for a new interview.
    pub fn new_interview(&mut self, cx: &ViewContext) {
        let _ = cx;
    }
}
