//! The item page: the item in full, with the way back and to its neighbours in the path.

use egui::{Align, Frame, Layout, Margin, ScrollArea, Ui};

use crate::domain::ItemId;
use crate::state::{Action, Command};
use crate::ui::context::ViewContext;
use crate::ui::item::{ItemPanel, Place};
use crate::ui::theme::{Icon, frame, space};
use crate::ui::widgets::{Button, Follow as _, IconButton};

pub(super) fn ui(ui: &mut Ui, cx: &ViewContext, panel: &mut ItemPanel, item: &ItemId) {
    if cx.take(Command::Back) {
        cx.send(Action::CloseItem);
    }
    ScrollArea::vertical()
        .id_salt(("page", item.as_str()))
        .auto_shrink(false)
        .page(ui, |ui| {
            Frame::new()
                .inner_margin(Margin::same(frame::PADDING as i8))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width().min(1_160.0));
                    bar(ui, cx, item);
                    ui.add_space(space::M);
                    panel.ui(ui, cx, item, Place::Page);
                });
        });
}

fn bar(ui: &mut Ui, cx: &ViewContext, item: &ItemId) {
    ui.horizontal(|ui| {
        let keys = cx.keys_of(Command::Back);
        if ui
            .add(
                Button::quiet("Library")
                    .icon(Icon::ArrowLeft)
                    .shortcut_hint(&keys)
                    .name("Back to the library"),
            )
            .clicked()
        {
            cx.send(Action::CloseItem);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (before, after) = neighbours(cx, item);
            for (other, icon, what) in [
                (after, Icon::ChevronRight, "Next"),
                (before, Icon::ChevronLeft, "Previous"),
            ] {
                let title = other.as_ref().map_or("", |id| cx.plan.short_title_of(id));
                let name = format!("{what} item: {title}");
                if ui
                    .add_enabled(other.is_some(), IconButton::new(icon, &name))
                    .clicked()
                    && let Some(other) = other
                {
                    cx.send(Action::OpenItem(other));
                }
            }
        });
    });
}

/// The items before and after this one in the order of its step.
fn neighbours(cx: &ViewContext, item: &ItemId) -> (Option<ItemId>, Option<ItemId>) {
    let step = cx.plan.items.get(item).and_then(|item| item.step.clone());
    let items = cx.index.items_of(step.as_ref());
    let Some(at) = items.iter().position(|id| id == item) else {
        return (None, None);
    };
    let before = at.checked_sub(1).and_then(|n| items.get(n)).cloned();
    (before, items.get(at + 1).cloned())
}
