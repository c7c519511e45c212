//! The Calendar view.

use egui::Ui;

use crate::ui::context::ViewContext;

/// The view's own state: what is not worth keeping in the file.
#[derive(Default)]
pub struct CalendarView {}

impl CalendarView {
    /// Draws the view.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let _ = cx;
        crate::ui::widgets::text::title(ui, "Calendar");
    }
}
