//! Which cards are selected: one more with Ctrl, a range with Shift, a column with Ctrl+A, and what a frame drawn on the
//! empty ground touches.
//!
//! Not here: the selection itself (`state/action.rs`), the keys that move the focus (`focus.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::{Pos2, Rangef, Rect, Ui, pos2};

use crate::domain::ItemId;
use crate::state::Action;
use crate::ui::context::ViewContext;

use super::BoardView;
use super::drag;
use super::layout::{HEAD, INSET, LIST_TOP};
use super::model::{Key, Model};

/// Less than this (points) is a click on the ground, not a frame.
const A_CLICK: f32 = 4.0;

/// A frame that is being drawn around cards.
#[derive(Clone, Debug)]
pub(super) struct Band {
    /// Where it began.
    start: Pos2,
    /// How far everything was scrolled then: to the side, and each column.
    across: f32,
    offsets: BTreeMap<Key, f32>,
    /// What it touches.
    pub(super) caught: BTreeSet<ItemId>,
    /// It adds to what is selected (Ctrl or Shift was held).
    adds: bool,
}

/// The cards that are lifted with this one: the selected ones where it is among them, in the order of the board.
pub(super) fn together(cx: &ViewContext, model: &Model, item: &ItemId) -> Arc<[ItemId]> {
    if !cx.selection.is_many() || !cx.is_selected(item) {
        return Arc::from([item.clone()]);
    }
    in_order(model, cx.selection.all()).into()
}

/// Those of the items that are on the board, in its order.
pub(super) fn in_order(model: &Model, items: BTreeSet<ItemId>) -> Vec<ItemId> {
    let there = items.into_iter();
    let mut there: Vec<_> = there
        .filter_map(|item| Some((model.place(&item)?, item)))
        .collect();
    there.sort();
    there.into_iter().map(|(_, item)| item).collect()
}

/// The cards from one to another, column by column.
fn range(model: &Model, from: &ItemId, to: &ItemId) -> Vec<ItemId> {
    let (Some(a), Some(b)) = (model.place(from), model.place(to)) else {
        return vec![to.clone()];
    };
    let (first, last) = (a.min(b), a.max(b));
    let mut all = Vec::new();
    for (x, column) in model.columns.iter().enumerate() {
        let inside = |y: &usize| (first..=last).contains(&(x, *y));
        let places = (0..column.cards.len()).filter(inside);
        let cards = places.filter_map(|y| column.cards.get(y));
        all.extend(cards.map(|card| card.item.id.clone()));
    }
    if b < a {
        // The last one is where the next keys go on from.
        all.reverse();
    }
    all
}

impl BoardView {
    /// Selects the cards from the one where the range begins up to this one.
    pub(super) fn select_to(&mut self, cx: &ViewContext, model: &Model, to: &ItemId) {
        let selected = |item: &ItemId| cx.is_selected(item);
        let anchor = self.anchor.clone().filter(selected);
        let anchor = anchor.or_else(|| cx.selection.item.clone());
        let anchor = anchor.unwrap_or_else(|| to.clone());
        self.select_range(cx, model, anchor, to);
    }

    /// Selects the cards up to this one by key: from the anchor, or from the card that had the focus.
    pub(super) fn extend(&mut self, cx: &ViewContext, model: &Model, from: &ItemId, to: &ItemId) {
        let known = self.anchor.clone().filter(|item| cx.is_selected(item));
        let anchor = known.unwrap_or_else(|| from.clone());
        self.select_range(cx, model, anchor, to);
    }

    fn select_range(&mut self, cx: &ViewContext, model: &Model, anchor: ItemId, to: &ItemId) {
        self.waiting = None;
        self.pressed = None;
        self.picking = false;
        self.selected = Some(to.clone());
        cx.send(Action::SelectAll(range(model, &anchor, to)));
        self.anchor = Some(anchor);
    }

    /// Takes a card into the selection, or out of it.
    pub(super) fn toggle(&mut self, cx: &ViewContext, item: ItemId) {
        self.waiting = None;
        self.pressed = None;
        let mut then = cx.selection.clone();
        then.toggle(item.clone());
        self.selected = then.item;
        self.anchor = Some(item.clone());
        cx.send(Action::ToggleSelected(item));
    }

    /// Selects all cards of a column; where they are selected already, all of the board.
    pub(super) fn select_column(&mut self, cx: &ViewContext, model: &Model, item: &ItemId) {
        let Some((x, _)) = model.place(item) else {
            return;
        };
        let of = |x: usize| {
            let cards = model.columns.get(x).map(|column| &column.cards);
            cards.into_iter().flatten().map(|card| card.item.id.clone())
        };
        let all_selected = of(x).all(|item| cx.is_selected(&item));
        let mut items: Vec<ItemId> = if all_selected {
            (0..model.columns.len()).flat_map(of).collect()
        } else {
            of(x).collect()
        };
        items.retain(|other| other != item);
        items.push(item.clone());
        self.picking = false;
        self.selected = Some(item.clone());
        self.anchor = Some(item.clone());
        cx.send(Action::SelectAll(items));
    }

    /// Whether a card is drawn as selected: it is, or would be if the frame was let go now.
    pub(super) fn looks_selected(&self, cx: &ViewContext, item: &ItemId) -> bool {
        match &self.band {
            Some(band) if !band.caught.is_empty() => {
                band.caught.contains(item) || band.adds && cx.is_selected(item)
            }
            _ => cx.is_selected(item),
        }
    }

    /// Begins a frame on the empty ground, follows it, and selects what it touches when it is let go.
    pub(super) fn follow_band(&mut self, ui: &Ui, cx: &ViewContext, model: &Model) {
        let Some(area) = self.area else { return };
        let Some(mut band) = self.band.take() else {
            self.band = self.begin_band(ui, area);
            return;
        };
        let (pointer, down, escape) = ui.input(|input| {
            let pointer = &input.pointer;
            let escape = input.key_pressed(egui::Key::Escape);
            (pointer.latest_pos(), pointer.primary_down(), escape)
        });
        if escape {
            ui.request_repaint();
            return;
        }
        let Some(pointer) = pointer else { return };
        let is_click = pointer.distance(band.start) < A_CLICK && band.caught.is_empty();
        if !down {
            self.end_band(cx, model, band, is_click);
            return;
        }
        if !is_click {
            band.caught = self.touched(model, &band, area, pointer);
            self.scroll_band(ui, model, area, pointer);
            let rect = self.band_rect(model, &band, area, pointer);
            super::paint::band(ui, rect);
        }
        self.band = Some(band);
    }

    fn begin_band(&self, ui: &Ui, area: Rect) -> Option<Band> {
        let (start, held) = ui.input(|input| {
            let pointer = &input.pointer;
            let pressed = pointer.primary_pressed().then(|| pointer.press_origin());
            (pressed.flatten(), input.modifiers)
        });
        let start = start.filter(|at| area.contains(*at))?;
        // On a card, a scroll bar, a head or something that lies above, the press means that.
        let free = !ui.ctx().egui_is_using_pointer()
            && ui.ctx().layer_id_at(start) == Some(ui.layer_id())
            && self.drag.is_none()
            && self.menu.is_none();
        free.then(|| Band {
            start,
            across: self.across_now(),
            offsets: self
                .scrolls
                .iter()
                .map(|(key, scroll)| (key.clone(), scroll.offset))
                .collect(),
            caught: BTreeSet::new(),
            adds: held.command || held.shift,
        })
    }

    fn end_band(&mut self, cx: &ViewContext, model: &Model, band: Band, is_click: bool) {
        let mut items = band.caught;
        if band.adds {
            items.extend(cx.selection.all());
        }
        let items = in_order(model, items);
        self.picking = false;
        match items.last() {
            Some(last) => {
                self.selected = Some(last.clone());
                self.anchor = items.first().cloned();
                self.focus = Some(last.clone());
                cx.send(Action::SelectAll(items));
            }
            None if (is_click || !band.adds) && cx.selection.item.is_some() => {
                self.selected = None;
                cx.send(Action::Deselect);
            }
            None => {}
        }
    }

    fn across_now(&self) -> f32 {
        let across = self.across.get(&self.projection);
        across.map_or(0.0, |scroll| scroll.offset)
    }

    /// How far a column was scrolled since the frame began.
    fn scrolled(&self, band: &Band, key: &Key) -> f32 {
        let now = self.scrolls.get(key).map_or(0.0, |scroll| scroll.offset);
        now - band.offsets.get(key).copied().unwrap_or(0.0)
    }

    /// The cards that lie in it, also those that were scrolled out of sight.
    fn touched(&self, model: &Model, band: &Band, area: Rect, pointer: Pos2) -> BTreeSet<ItemId> {
        let mut caught = BTreeSet::new();
        let begun = band.start.x - area.left() + band.across;
        let now = pointer.x - area.left() + self.across_now();
        let across = Rangef::new(begun.min(now), begun.max(now));
        for (x, column) in model.columns.iter().enumerate() {
            let left = self.layout.left(x) + INSET;
            let right = left + self.layout.width_of(x) - 2.0 * INSET;
            let Some(stack) = self.layout.stacks.get(x) else {
                continue;
            };
            if right < across.min || left > across.max || self.layout.is_shut(x) {
                continue;
            }
            let offset = self.scrolls.get(&column.key).map_or(0.0, |s| s.offset);
            let now = pointer.y - area.top() - HEAD + offset;
            let begun =
                band.start.y - area.top() - HEAD + offset - self.scrolled(band, &column.key);
            let (top, bottom) = (now.min(begun), now.max(begun));
            let from = stack.first_below(top.max(LIST_TOP));
            let inside = |n: &usize| stack.top(*n) < bottom;
            for n in (from..stack.len()).take_while(inside) {
                if stack.top(n) + stack.height(n) > top
                    && let Some(card) = column.cards.get(n)
                {
                    caught.insert(card.item.id.clone());
                }
            }
        }
        caught
    }

    /// Where it is on the screen now.
    fn band_rect(&self, model: &Model, band: &Band, area: Rect, pointer: Pos2) -> Rect {
        let x = band.start.x + band.across - self.across_now();
        let under = self.layout.column_at(
            pointer.x - area.left() + self.across_now(),
            model.columns.len(),
        );
        let key = under.and_then(|x| model.columns.get(x)).map(|c| &c.key);
        let scrolled = key.map_or(0.0, |key| self.scrolled(band, key));
        let start = pos2(x, band.start.y - scrolled);
        Rect::from_two_pos(start, pointer).intersect(area)
    }

    fn scroll_band(&mut self, ui: &Ui, model: &Model, area: Rect, pointer: Pos2) {
        let total = self.layout.total(model.columns.len());
        if let Some(across) = self.across.get_mut(&self.projection) {
            let by = drag::scroll_by(ui, pointer.x, area.x_range());
            across.scroll_on(by, total);
        }
        let x = pointer.x - area.left() + self.across_now();
        let Some(x) = self.layout.column_at(x, model.columns.len()) else {
            return;
        };
        if let (Some(column), Some(stack)) = (model.columns.get(x), self.layout.stacks.get(x))
            && let Some(scroll) = self.scrolls.get_mut(&column.key)
        {
            let top = area.top() + HEAD;
            let by = drag::scroll_by(ui, pointer.y, Rangef::new(top, top + scroll.room));
            scroll.scroll_on(by, stack.total());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_cards_that_are_not_there_is_the_card_itself() {
        let (a, b) = (ItemId::slug("a"), ItemId::slug("b"));
        assert_eq!(range(&Model::default(), &a, &b), vec![b]);
    }
}
