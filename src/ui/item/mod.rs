//! One item in full: shown narrow in the inspector and wide on the item page.

use egui::Ui;

use crate::domain::ItemId;
use crate::ui::context::ViewContext;

/// Where an item is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the inspector, 344 points wide.
    Inspector,
    /// On its own page.
    Page,
}

/// The drafts of one place that shows an item.
#[derive(Default)]
pub struct ItemPanel {}

impl ItemPanel {
    /// Draws the item.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, item: &ItemId, place: Place) {
        let _ = (cx, place);
        crate::ui::widgets::text::item_title(ui, item.as_str());
    }

    /// Sends what is still being typed: the view is about to change, or the window to close.
    pub fn flush(&mut self, cx: &ViewContext) {
        let _ = cx;
    }
}
