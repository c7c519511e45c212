//! The Library view: everything there is to study as a table, and the item page.

use egui::Ui;

use crate::ui::context::ViewContext;

/// The view's own state: what is not worth keeping in the file.
#[derive(Default)]
pub struct LibraryView {}

impl LibraryView {
    /// Draws the table, or the page of the item that is open.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let _ = cx;
        crate::ui::widgets::text::title(ui, "Library");
    }

    /// Sends what is still being typed.
    pub fn flush(&mut self, cx: &ViewContext) {
        let _ = cx;
    }
}
