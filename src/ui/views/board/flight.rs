//! The cards in the air: where they would land, how the board scrolls under them, the ghost and its hint, the one edit
//! at the end.
//!
//! Not here: what a drop does (`drops.rs`, `several.rs`).

use std::sync::Arc;

use egui::{CursorIcon, LayerId, Order, Rangef, Ui, pos2};

use crate::domain::Weekday;
use crate::state::Action;
use crate::ui::breaks;
use crate::ui::context::ViewContext;
use crate::ui::theme::space;

use super::drag::{self, Drag, State};
use super::drops::{Drop, Target};
use super::layout::{CARD_GAP, HEAD};
use super::model::{Card, Model, Projection};
use super::paint::{self, Look};
use super::{BoardView, REVEAL_FRAMES};

impl BoardView {
    /// Follows the card in the air; ends the drag with one edit, or with none.
    pub(super) fn follow_drag(&mut self, ui: &Ui, cx: &ViewContext, model: &Model, first: Weekday) {
        let Some(mut drag) = self.drag.take() else {
            return;
        };
        drag.look_at(model);
        let Some(card) = model.place(&drag.item).and_then(|place| model.at(place)) else {
            return;
        };
        let state = drag.follow(ui);
        drag.target = self.target(model, &drag);
        match state {
            State::InTheAir => {
                self.scroll_under(ui, model, &drag);
                ui.output_mut(|output| output.cursor_icon = CursorIcon::Grabbing);
                self.drag = Some(drag);
                return;
            }
            State::Dropped => {
                let drop = self.drop_of(cx, model, first, (card, &drag.items), drag.target);
                let warning = breaks::warning(&cx.plan, &drop.breaks);
                if let Some(edit) = drop.edit(cx, &drag.item) {
                    cx.edit_warned(edit, warning);
                    // The keys mean the card that has the ring.
                    if drag.items.len() <= 1 && cx.selection.item.is_some() {
                        self.selected = Some(drag.item.clone());
                        self.anchor = Some(drag.item.clone());
                        cx.send(Action::Select(drag.item.clone()));
                    }
                }
            }
            State::Cancelled => {}
        }
        self.focus_on(ui, model, drag.item);
        self.reveal = REVEAL_FRAMES;
        ui.request_repaint();
    }

    /// Where the card in the air would be dropped.
    fn target(&self, model: &Model, drag: &Drag) -> Option<Target> {
        let area = self.area?;
        if !area.contains(drag.pointer) {
            return None;
        }
        let across = self.across.get(&self.projection).map_or(0.0, |s| s.offset);
        let x = drag.pointer.x - area.left() + across;
        let column = self.layout.column_at(x, model.columns.len())?;
        let stack = self.layout.stacks.get(column)?;
        if self.layout.is_shut(column) {
            let place = stack.len() - drag.holes.of(column).len();
            return Some(Target { column, place });
        }
        let key = &model.columns.get(column)?.key;
        let offset = self.scrolls.get(key).map_or(0.0, |s| s.offset);
        let y = drag.pointer.y - area.top() - HEAD + offset;
        let holes = drag.holes.of(column);
        // Cards count as they lie without the drag: what is over the middle of a card goes before it. Binary search to
        // near the pointer, then a few steps.
        let start = stack.first_below(y).saturating_sub(1);
        let mut place = start - holes.partition_point(|hole| *hole < start);
        for n in (start..stack.len()).filter(|n| holes.binary_search(n).is_err()) {
            if stack.top(n) + stack.height(n) / 2.0 > y {
                break;
            }
            place += 1;
        }
        Some(Target { column, place })
    }

    fn scroll_under(&mut self, ui: &Ui, model: &Model, drag: &Drag) {
        let Some(area) = self.area else { return };
        if let Some(across) = self.across.get_mut(&self.projection) {
            let by = drag::scroll_by(ui, drag.pointer.x, area.x_range());
            across.scroll_on(by, self.layout.total(model.columns.len()));
        }
        let Some(target) = drag.target else { return };
        let Some(column) = model.columns.get(target.column) else {
            return;
        };
        let Some(stack) = self.layout.stacks.get(target.column) else {
            return;
        };
        if let Some(scroll) = self.scrolls.get_mut(&column.key) {
            let list = Rangef::new(area.top() + HEAD, area.top() + HEAD + scroll.room);
            let by = drag::scroll_by(ui, drag.pointer.y, list);
            scroll.scroll_on(by, stack.total() + drag.size.y + CARD_GAP);
        }
    }

    /// Draws the card in the air and says what letting it go would do.
    pub(super) fn ghost(&mut self, ui: &Ui, cx: &ViewContext, model: &Model, first: Weekday) {
        let Some(drag) = self.drag.clone() else {
            return;
        };
        let Some(card) = model.place(&drag.item).and_then(|place| model.at(place)) else {
            return;
        };
        let measured = self.measures.card(ui, &cx.plan, card);
        let layer = LayerId::new(Order::Foreground, egui::Id::unique("board ghost"));
        let mut painter = ui.ctx().layer_painter(layer);
        painter.set_opacity(0.94);
        let look = Look {
            lifted: true,
            ring: true,
            striped: self.projection != Projection::Step,
            ..Default::default()
        };
        let rect = drag.rect();
        let count = drag.items.len();
        if count > 1 {
            paint::pile(ui, &painter, rect);
        }
        paint::card(ui, &painter, rect, &measured, look);
        if count > 1 {
            paint::count(ui, &painter, rect, count);
        }
        let drop = self.drop_in_the_air(cx, model, first, card, &drag);
        if !drop.lines.is_empty() {
            let hint = breaks::Hint {
                name: "board",
                title: &drop.hint,
                lines: &drop.lines,
            };
            hint.show(ui, Some(rect), drag.pointer);
            return;
        }
        let at = pos2(rect.left(), rect.bottom() + space::S);
        paint::hint(ui, at, &drop.hint, drop.acts());
    }

    /// What letting go now would do; worked out again only where the target is another one.
    fn drop_in_the_air(
        &mut self,
        cx: &ViewContext,
        model: &Model,
        first: Weekday,
        card: &Card,
        drag: &Drag,
    ) -> Arc<Drop> {
        let key = (cx.revision, cx.today(), drag.serial, drag.target);
        let mut memo = std::mem::take(&mut self.in_the_air);
        let drop = memo.get(key, || {
            self.drop_of(cx, model, first, (card, &drag.items), drag.target)
        });
        self.in_the_air = memo;
        drop
    }
}
