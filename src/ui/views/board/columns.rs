//! A frame of the columns: lays out what is seen, draws it, and takes presses.
//!
//! Not here: the cards in the air (`flight.rs`), what a press selects (`select.rs`). Only the columns and cards that are seen are laid out; of the rest the tree has the empty lists.

use std::sync::Arc;

use egui::accesskit::Action as Request;
use egui::{Pos2, Rangef, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::domain::{ItemId, Weekday};
use crate::ui::context::ViewContext;
use crate::ui::theme::space;

use super::BoardView;
use super::drag::{Drag, Holes};
use super::focus::card_id;
use super::head;
use super::layout::{self, CARD_GAP, HEAD, INSET, Measured};
use super::menu::CardMenu;
use super::model::{Column, Model, Projection};
use super::paint::{self, Look};
use super::room::Room;
use super::select::together;

/// Room below the columns where they can be scrolled to the side.
const BAR: f32 = space::M;

/// What happened to a card in this frame.
enum Event {
    Pressed(ItemId, Option<Pos2>),
    Menu(ItemId, Pos2),
    Lifted(ItemId, Rect, Pos2),
    Focused(ItemId),
}

/// What a frame of the columns hangs on.
struct Pass<'a> {
    cx: &'a ViewContext,
    model: &'a Model,
    tab_stop: Option<ItemId>,
    /// The cards in the air and the room they need.
    drag: Option<(Drag, f32)>,
    events: Vec<Event>,
}

impl BoardView {
    /// Draws the columns into the room that is left.
    pub(super) fn columns(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        model: &Arc<Model>,
        first: Weekday,
    ) {
        let room = ui.available_rect_before_wrap();
        let count = model.columns.len();
        self.layout
            .set_columns(room.width(), &head::shut(cx, model));
        self.lay_out(ui, cx, model);
        self.follow_drag(ui, cx, model, first);
        self.reveal_focus(model);

        let total = self.layout.total(count);
        let height = if total > room.width() {
            room.height() - BAR
        } else {
            room.height()
        };
        let height = height.max(HEAD + layout::MIN_WIDTH / 2.0);
        let drag = self.drag.clone().map(|drag| {
            let gap = drag.size.y + CARD_GAP;
            (drag, gap)
        });
        let mut pass = Pass {
            cx,
            model,
            tab_stop: self.tab_stop(cx, model),
            drag,
            events: Vec::new(),
        };
        let mut across = self
            .across
            .get(&self.projection)
            .copied()
            .unwrap_or_default();
        let mut area = ScrollArea::horizontal()
            .id_salt(("board", self.projection))
            .auto_shrink(false);
        if let Some(offset) = across.wanted.take() {
            area = area.horizontal_scroll_offset(offset);
        }
        let output = area.show_viewport(ui, |ui, seen| {
            ui.set_min_size(vec2(total, height));
            let origin = ui.max_rect().min;
            for (n, column) in model.columns.iter().enumerate() {
                let (left, width) = (self.layout.left(n), self.layout.width_of(n));
                let visible = left < seen.right() && left + width > seen.left();
                let rect =
                    Rect::from_min_size(pos2(origin.x + left, origin.y), vec2(width, height));
                self.column(ui, &mut pass, (n, column), rect, visible);
            }
        });
        across.offset = output.state.clamped_offset().x;
        across.room = output.inner_rect.width();
        self.across.insert(self.projection, across);
        self.area = Some(output.inner_rect);

        let events = std::mem::take(&mut pass.events);
        if !self.double(ui, cx) {
            self.take(ui, cx, model, events);
        }
        self.settle(ui, cx);
        self.follow_band(ui, cx, model);
        self.ghost(ui, cx, model, first);
    }

    /// Measures what is to be measured and works out where the cards are.
    fn lay_out(&mut self, ui: &Ui, cx: &ViewContext, model: &Arc<Model>) {
        let card = self.layout.width - 2.0 * INSET;
        self.measures
            .begin(ui, card, cx.today(), self.projection, cx.revision);
        let same = self.laid_out == Arc::as_ptr(model) as usize;
        if !same {
            self.laid_out = Arc::as_ptr(model) as usize;
            self.measures.rewind();
        }
        if self.measures.work(ui, &cx.plan, model) {
            ui.request_repaint();
        }
        let before = std::mem::take(&mut self.layout.stacks);
        self.layout.stacks.clone_from(&before);
        if !self.layout.update(model, &self.measures) || !same {
            return;
        }
        // Heights above what is seen have changed: what is seen stays where it is.
        for (n, column) in model.columns.iter().enumerate() {
            let (Some(old), Some(new)) = (before.get(n), self.layout.stacks.get(n)) else {
                continue;
            };
            if let Some(scroll) = self.scrolls.get_mut(&column.key)
                && scroll.offset > 0.0
            {
                let top = old.first_below(scroll.offset);
                let moved = new.top(top) - old.top(top);
                if moved != 0.0 {
                    let now = scroll.wanted.unwrap_or(scroll.offset);
                    scroll.wanted = Some((now + moved).max(0.0));
                }
            }
        }
    }

    fn reveal_focus(&mut self, model: &Model) {
        if self.reveal == 0 || self.drag.is_some() {
            return;
        }
        self.reveal -= 1;
        let Some((x, y)) = self.focus.as_ref().and_then(|item| model.place(item)) else {
            return;
        };
        let left = self.layout.left(x);
        let right = left + self.layout.width_of(x);
        self.across
            .entry(self.projection)
            .or_default()
            .reveal(left, right);
        if let (Some(stack), Some(column)) = (self.layout.stacks.get(x), model.columns.get(x)) {
            let top = stack.top(y);
            let (from, to) = (top - layout::LIST_TOP, top + stack.height(y) + space::XS);
            let scroll = self.scrolls.entry(column.key.clone()).or_default();
            scroll.reveal(from, to);
        }
    }

    fn column(
        &mut self,
        ui: &mut Ui,
        pass: &mut Pass<'_>,
        (n, column): (usize, &Column),
        rect: Rect,
        visible: bool,
    ) {
        let builder = UiBuilder::new()
            .id_salt(("column", &column.key))
            .max_rect(rect)
            .accessibility_role(Role::List)
            .accessibility_label(column.name.as_str());
        ui.scope_builder(builder, |ui| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_bounds(egui::accesskit::Rect {
                    x0: rect.left().into(),
                    y0: rect.top().into(),
                    x1: rect.right().into(),
                    y1: rect.bottom().into(),
                });
                node.set_size_of_set(column.cards.len());
            });
            let stop = pass.tab_stop.as_ref();
            let focus_here = stop.and_then(|item| pass.model.place(item));
            let focus_here = focus_here.filter(|(x, _)| *x == n).map(|(_, y)| y);
            if !visible && focus_here.is_none() {
                return;
            }
            let drag = pass.drag.as_ref();
            let target = drag.and_then(|(drag, _)| drag.target);
            let target = target.filter(|target| target.column == n);
            if self.layout.is_shut(n) {
                self.strip_ui(ui, pass.cx, column, (rect, target.is_some()));
                return;
            }
            paint::well(ui, rect, target.is_some());
            paint::head(ui, rect, column);
            self.head_ui(ui, pass.cx, column, rect);
            let list = Rect::from_min_max(
                pos2(rect.left(), rect.top() + HEAD),
                pos2(rect.right(), rect.bottom() - self.foot(&column.key)),
            );
            if column.cards.is_empty() && target.is_none() {
                paint::empty_column(ui, list, &column.empty);
            }
            let mut scroll = self.scrolls.get(&column.key).copied().unwrap_or_default();
            ui.scope_builder(UiBuilder::new().id_salt("cards").max_rect(list), |ui| {
                let mut area = ScrollArea::vertical().id_salt("list").auto_shrink(false);
                if let Some(offset) = scroll.wanted.take() {
                    area = area.vertical_scroll_offset(offset);
                }
                let output = area.show_viewport(ui, |ui, seen| {
                    self.cards(ui, pass, (n, column), seen.y_range(), focus_here);
                });
                scroll.offset = output.state.clamped_offset().y;
                scroll.room = output.inner_rect.height();
            });
            self.scrolls.insert(column.key.clone(), scroll);
            let foot = Rect::from_min_max(list.left_bottom(), rect.max);
            self.foot_ui(ui, pass.cx, pass.model, column, foot);
        });
    }

    fn cards(
        &mut self,
        ui: &mut Ui,
        pass: &mut Pass<'_>,
        (n, column): (usize, &Column),
        seen: Rangef,
        focus_here: Option<usize>,
    ) {
        let Some(stack) = self.layout.stacks.get(n).cloned() else {
            return;
        };
        let drag = pass.drag.as_ref();
        let room = drag.map_or_else(Room::default, |(drag, gap)| {
            Room::new(drag, *gap, pass.model, n, &stack, self.projection)
        });
        let origin = ui.max_rect().min;
        let width = self.layout.width - 2.0 * INSET;
        ui.set_min_size(vec2(self.layout.width, room.total(&stack)));
        if let Some(top) = room.slot_top(&stack) {
            let min = pos2(origin.x + INSET, origin.y + top);
            let height = pass.drag.as_ref().map_or(0.0, |(drag, _)| drag.size.y);
            paint::slot(ui, Rect::from_min_size(min, vec2(width, height)));
        }
        let spare = room.spare();
        let from = stack.first_below(seen.min - spare);
        let shown = (from..stack.len()).take_while(|y| stack.top(*y) <= seen.max + spare);
        let far = focus_here.filter(|y| *y < from || stack.top(*y) > seen.max + spare);
        for y in shown.chain(far) {
            let Some(card) = column.cards.get(y) else {
                continue;
            };
            if room.is_hole(y) {
                continue;
            }
            let measured = self.measures.card(ui, &pass.cx.plan, card);
            let top = stack.top(y) + room.shift(ui, card, y);
            let min = pos2(origin.x + INSET, origin.y + top);
            let rect = Rect::from_min_size(min, vec2(width, measured.height));
            self.one(ui, pass, &measured, rect, (y, column.cards.len()));
        }
    }

    fn one(
        &mut self,
        ui: &mut Ui,
        pass: &mut Pass<'_>,
        measured: &Measured,
        rect: Rect,
        (place, of): (usize, usize),
    ) {
        let item = &measured.card.item.id;
        let id = card_id(item);
        let is_stop = pass.tab_stop.as_ref() == Some(item);
        let sense = if is_stop {
            Sense::click_and_drag()
        } else {
            Sense::CLICK | Sense::DRAG
        };
        let response = ui.interact(rect, id, sense);
        let selected = self.looks_selected(pass.cx, item)
            || self
                .waiting
                .as_ref()
                .is_some_and(|(_, waits)| waits == item);
        let face = &measured.face;
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &face.name));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_selected(selected);
            node.set_position_in_set(place + 1);
            node.set_size_of_set(of);
            node.add_action(Request::Focus);
        });
        let asked = ui.input(|input| input.has_accesskit_action_request(id, Request::Focus));
        if asked || response.gained_focus() {
            pass.events.push(Event::Focused(item.clone()));
        }
        if ui.is_rect_visible(rect) {
            let look = Look {
                ring: selected || crate::ui::widgets::focused(&response),
                hovered: response.hovered(),
                lifted: false,
                striped: self.projection != Projection::Step,
            };
            paint::card(ui, ui.painter(), rect, measured, look);
        }
        if is_stop {
            self.focus_rect = Some(rect);
        }
        if response.clicked() {
            let at = response.interact_pointer_pos();
            pass.events.push(Event::Pressed(item.clone(), at));
        }
        if response.secondary_clicked() {
            let at = response.interact_pointer_pos();
            let at = at.unwrap_or_else(|| rect.center());
            pass.events.push(Event::Menu(item.clone(), at));
        }
        if response.drag_started_by(egui::PointerButton::Primary) {
            let at = ui.input(|input| input.pointer.press_origin());
            let at = at.unwrap_or_else(|| rect.center());
            pass.events.push(Event::Lifted(item.clone(), rect, at));
        }
        if let Some(menu) = self.menu.take_if(|menu| menu.item == *item) {
            let mut menu = menu;
            if menu.ui(&response, pass.cx) {
                self.menu = Some(menu);
            }
        }
        if self.drag.is_none() && self.menu.is_none() && (measured.cut || !face.help.is_empty()) {
            response.on_hover_ui(|ui| {
                if measured.cut {
                    crate::ui::widgets::text::body(ui, &face.title);
                }
                if !face.help.is_empty() {
                    crate::ui::widgets::text::small(ui, &face.help);
                }
            });
        }
    }

    fn take(&mut self, ui: &Ui, cx: &ViewContext, model: &Model, events: Vec<Event>) {
        for event in events {
            match event {
                Event::Pressed(item, at) => {
                    self.focus_on(ui, model, item.clone());
                    let held = ui.input(|input| input.modifiers);
                    if held.shift {
                        self.select_to(cx, model, &item);
                    } else if held.command {
                        self.toggle(cx, item);
                    } else {
                        self.press(ui, cx, item, at);
                    }
                }
                Event::Menu(item, at) => {
                    self.focus_on(ui, model, item.clone());
                    self.menu = Some(CardMenu::open(item, at, false));
                    ui.request_repaint();
                }
                Event::Focused(item) => self.focus_on(ui, model, item),
                Event::Lifted(item, rect, at) => {
                    self.focus_on(ui, model, item.clone());
                    self.menu = None;
                    self.waiting = None;
                    self.drags += 1;
                    self.drag = Some(Drag {
                        items: together(cx, model, &item),
                        holes: Holes::default(),
                        item,
                        grab: at - rect.min,
                        size: rect.size(),
                        pointer: at,
                        target: None,
                        serial: self.drags,
                    });
                    ui.request_repaint();
                }
            }
        }
    }
}
