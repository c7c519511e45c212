//! Changes to look at: what another program did to the plan, and where both sides said something.

use egui::Ui;

use crate::state::Action;
use crate::state::keeping::ShownChanges;
use crate::ui::context::ViewContext;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, text};

use super::change_list::ChangeList;

/// The dialog is no wider than this, points.
const WIDEST: f32 = 720.0;

/// Draws the dialog over the window. `fresh` on its first frame.
pub(super) fn ui(
    ui: &mut Ui,
    cx: &ViewContext,
    list: &mut ChangeList,
    shown: &ShownChanges,
    fresh: bool,
) {
    let modal = super::modal(ui, "changes").show(ui.ctx(), |ui| {
        let window = ui.ctx().content_rect();
        ui.set_width(WIDEST.min(window.width() - 80.0));
        text::item_title(ui, &shown.title);
        ui.add_space(space::S);
        if !shown.conflicts.is_empty() {
            text::field_label(ui, "Both sides said something");
            egui::ScrollArea::vertical()
                .id_salt("conflicts")
                .max_height(120.0)
                .show(ui, |ui| {
                    for line in shown.conflicts.iter().take(200) {
                        text::body(ui, line);
                    }
                });
            ui.add_space(space::S);
        }
        let room = (window.height() - 220.0).clamp(120.0, 520.0);
        let height = room.min(ChangeList::wanted(&shown.changes));
        list.ui(ui, &shown.title, height, &shown.changes, None);
        ui.add_space(space::M);
        let close = ui.add(Button::new("Close"));
        if fresh {
            close.request_focus();
        }
        if close.clicked() {
            cx.send(Action::Dismiss);
        }
    });
    if modal.should_close() {
        cx.send(Action::Dismiss);
    }
}
