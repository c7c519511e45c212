//! The keys of the board: arrows move the focus between the cards, Enter opens, Space selects, Ctrl+arrows move the
//! card itself, Shift+F10 opens its menu.
//!
//! One card at a time can be reached with Tab; the arrows say which.

use egui::{EventFilter, FocusDirection, Id, Key, Modifiers, Ui};

use crate::domain::{ItemId, Weekday};
use crate::state::{Action, Command, Scope};
use crate::ui::breaks;
use crate::ui::context::ViewContext;
use crate::ui::keys::Chord;

use super::drops::Target;
use super::menu::CardMenu;
use super::model::{Model, Projection};
use super::select::together;
use super::{BoardView, REVEAL_FRAMES};

/// The widget id of a card: the same in every column, so that the focus stays with a card that moves.
pub(super) fn card_id(item: &ItemId) -> Id {
    Id::unique(("board card", item.as_str()))
}

impl BoardView {
    /// The card that Tab comes to: the last one that had the focus, else the selected one, else the first.
    pub(super) fn tab_stop(&self, cx: &ViewContext, model: &Model) -> Option<ItemId> {
        let open = |(x, _): &(usize, usize)| !self.layout.is_shut(*x);
        let here = |item: &&ItemId| model.place(item).is_some_and(|place| open(&place));
        self.focus
            .as_ref()
            .filter(here)
            .or_else(|| cx.selection.item.as_ref().filter(here))
            .cloned()
            .or_else(|| {
                let mut columns = model.columns.iter().enumerate();
                let first = columns.find_map(|(n, column)| {
                    let card = column.cards.first()?;
                    open(&(n, 0)).then_some(card)
                });
                first.map(|card| card.item.id.clone())
            })
    }

    /// Takes the keys that belong to the card with the focus. `enter`: the focus comes from the filter.
    pub(super) fn keys(&mut self, ui: &Ui, cx: &ViewContext, model: &Model, enter: bool) {
        if enter && let Some(card) = model.first() {
            let item = card.item.id.clone();
            self.focus_on(ui, model, item);
            // It meant the filter; it is no press on the card.
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            return;
        }
        self.keep_focus(ui, model);
        if self.is_dragging() || self.menu.is_some() {
            return;
        }
        self.take_all_key(ui, cx, model);
        self.enter_by_arrow(ui, cx, model);
        let Some(item) = self.focused(ui, cx, model) else {
            return;
        };
        let arrows = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..Default::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(card_id(&item), arrows));
        let shift = ui.input(|input| input.modifiers.shift);
        if let Some(to) = self.pressed_direction(ui, model, &item) {
            // What egui makes of the same key is not wanted.
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            self.focus_on(ui, model, to.clone());
            if shift {
                self.extend(cx, model, &item, &to);
                return;
            }
            // The selection goes along where there is one, so that the item commands mean the card with the ring.
            if cx.selection.item.is_some() && !self.picking {
                self.selected = Some(to.clone());
                self.anchor = Some(to.clone());
                cx.send(Action::Select(to));
            }
            return;
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Space)) {
            self.toggle(cx, item);
            self.picking = true;
            return;
        }
        let key = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if key(Key::Enter) {
            cx.send(Action::OpenItem(item));
        } else if key(Key::Space) {
            if cx.is_selected(&item) {
                cx.send(Action::Deselect);
            } else {
                self.selected = Some(item.clone());
                self.anchor = Some(item.clone());
                cx.send(Action::Select(item));
            }
            self.picking = false;
        } else if ui.input_mut(|input| {
            input.consume_key(Modifiers::SHIFT, Key::F10)
                || input.consume_key(Modifiers::NONE, Key::Menu)
        }) {
            let at = self.focus_rect.map_or(egui::Pos2::ZERO, |rect| {
                rect.left_bottom() + egui::vec2(super::layout::PAD.x, 0.0)
            });
            self.menu = Some(CardMenu::open(item, at, true));
            ui.request_repaint();
        } else if cx.selection.item.is_none() {
            item_command(ui, cx, item);
        }
    }

    /// An arrow key leads onto the board where nothing has the focus.
    fn enter_by_arrow(&mut self, ui: &Ui, cx: &ViewContext, model: &Model) {
        const ARROWS: [Key; 4] = [
            Key::ArrowDown,
            Key::ArrowRight,
            Key::ArrowUp,
            Key::ArrowLeft,
        ];
        let nothing = ui.memory(|memory| memory.focused().is_none());
        let arrow = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if nothing
            && let Some(item) = self.tab_stop(cx, model)
            && ARROWS.into_iter().any(arrow)
        {
            // What egui makes of the same key is not wanted.
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            self.focus_on(ui, model, item);
        }
    }

    /// Ctrl+A: the cards of the column with the focus, also where nothing has it.
    fn take_all_key(&mut self, ui: &Ui, cx: &ViewContext, model: &Model) {
        let Some(item) = self.tab_stop(cx, model) else {
            return;
        };
        let focus = ui.memory(|memory| memory.focused());
        if focus.is_some_and(|id| id != card_id(&item)) {
            return;
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
            self.select_column(cx, model, &item);
        }
    }

    /// The card that has the keyboard focus now.
    fn focused(&self, ui: &Ui, cx: &ViewContext, model: &Model) -> Option<ItemId> {
        let item = self.tab_stop(cx, model)?;
        let has = ui.memory(|memory| memory.has_focus(card_id(&item)));
        has.then_some(item)
    }

    /// Where the card with the focus is gone (deleted, filtered out), the focus goes to the one in its place.
    fn keep_focus(&mut self, ui: &Ui, model: &Model) {
        let Some(item) = &self.focus else { return };
        if let Some(place) = model.place(item) {
            self.focus_place = place;
            return;
        }
        let had = ui.memory(|memory| memory.has_focus(card_id(item)));
        let (x, y) = self.focus_place;
        let near = [y, y.saturating_sub(1), 0].map(|y| model.at((x, y)));
        let next = near.into_iter().flatten().next();
        self.focus = next.map(|card| card.item.id.clone());
        if had && let Some(item) = self.focus.clone() {
            self.focus_on(ui, model, item);
        }
    }

    /// Gives a card the focus and brings it into view.
    pub(super) fn focus_on(&mut self, ui: &Ui, model: &Model, item: ItemId) {
        ui.memory_mut(|memory| memory.request_focus(card_id(&item)));
        self.focus_place = model.place(&item).unwrap_or(self.focus_place);
        self.focus = Some(item);
        self.reveal = self.reveal.max(1);
    }

    /// The card that the pressed key leads to.
    fn pressed_direction(&self, ui: &Ui, model: &Model, item: &ItemId) -> Option<ItemId> {
        let (x, y) = model.place(item)?;
        let pressed = |key| {
            ui.input_mut(|input| {
                let shift = Modifiers::SHIFT;
                input.consume_key(shift, key) || input.consume_key(Modifiers::NONE, key)
            })
        };
        let len = model.columns.get(x)?.cards.len();
        let page = || {
            let key = model.columns.get(x).map(|column| &column.key);
            let room = key
                .and_then(|key| self.scrolls.get(key))
                .map_or(0.0, |s| s.room);
            let stack = self.layout.stacks.get(x);
            let a_card = stack.map_or(1.0, |stack| stack.height(y).max(1.0));
            ((room / a_card) as usize).max(2) - 1
        };
        let to = if pressed(Key::ArrowUp) {
            (x, y.checked_sub(1)?)
        } else if pressed(Key::ArrowDown) {
            (x, (y + 1).min(len.checked_sub(1)?))
        } else if pressed(Key::PageUp) {
            (x, y.saturating_sub(page()))
        } else if pressed(Key::PageDown) {
            (x, (y + page()).min(len.checked_sub(1)?))
        } else if pressed(Key::Home) {
            (x, 0)
        } else if pressed(Key::End) {
            (x, len.checked_sub(1)?)
        } else if pressed(Key::ArrowLeft) {
            self.beside(model, (x, y), (0..x).rev())?
        } else if pressed(Key::ArrowRight) {
            self.beside(model, (x, y), x + 1..model.columns.len())?
        } else {
            return None;
        };
        model.at(to).map(|card| card.item.id.clone())
    }

    /// The card at the same height in the first of these columns that has any.
    fn beside(
        &self,
        model: &Model,
        (x, y): (usize, usize),
        mut columns: impl Iterator<Item = usize>,
    ) -> Option<(usize, usize)> {
        let offset = |n: usize| {
            let key = model.columns.get(n).map(|column| &column.key);
            key.and_then(|key| self.scrolls.get(key))
                .map_or(0.0, |s| s.offset)
        };
        let to = columns.find(|n| {
            let open = !self.layout.is_shut(*n);
            open && model.columns.get(*n).is_some_and(|c| !c.cards.is_empty())
        })?;
        let seen = self.layout.stacks.get(x)?.top(y) - offset(x);
        let stack = self.layout.stacks.get(to)?;
        let last = stack.len().checked_sub(1)?;
        Some((to, stack.first_below(seen + offset(to)).min(last)))
    }

    /// Carries out Ctrl+arrows.
    pub(super) fn card_commands(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        model: &Model,
        first: Weekday,
    ) {
        let moves = [
            (Command::CardLeft, -1, 0),
            (Command::CardRight, 1, 0),
            (Command::CardUp, 0, -1),
            (Command::CardDown, 0, 1),
        ];
        for (command, dx, dy) in moves {
            if cx.take(command) {
                self.move_card(ui, cx, model, first, (dx, dy));
            }
        }
    }

    fn move_card(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        model: &Model,
        first: Weekday,
        (dx, dy): (isize, isize),
    ) {
        let here = |item: &ItemId| model.place(item).is_some();
        let selected = cx.selection.item.clone().filter(here);
        let focused = self.focused(ui, cx, model);
        let Some(item) = focused.or(selected) else {
            let text = "Choose a card first: click it, or press Tab until one has the ring.";
            cx.send(Action::Say(text.to_owned()));
            return;
        };
        if dy != 0 && self.projection != Projection::Step {
            let text = "Here the cards keep the order of the path. Show the board by step (Alt+1) to change it.";
            cx.send(Action::Say(text.to_owned()));
            return;
        }
        let items = together(cx, model, &item);
        let Some((x, y)) = model.place(&item) else {
            return;
        };
        let Some(column) = x.checked_add_signed(dx) else {
            return;
        };
        let Some(len) = model.columns.get(column).map(|column| column.cards.len()) else {
            return;
        };
        let place = if dy == 0 {
            y.min(len)
        } else {
            // They go past one of the cards that stay: the one above the first, or below the last.
            let places = items.iter().filter_map(|item| model.place(item));
            let mut own: Vec<usize> = places.filter(|(n, _)| *n == x).map(|(_, y)| y).collect();
            own.sort_unstable();
            let (Some(first), Some(last)) = (own.first(), own.last()) else {
                return;
            };
            if dy < 0 {
                let Some(place) = first.checked_sub(1) else {
                    return;
                };
                place
            } else if last + 1 < len {
                last + 2 - own.len()
            } else {
                return;
            }
        };
        let Some(card) = model.at((x, y)) else { return };
        let target = Target { column, place };
        let drop = self.drop_of(cx, model, first, (card, &items), Some(target));
        let warning = breaks::warning(&cx.plan, &drop.breaks);
        let hint = drop.hint.clone();
        match drop.edit(cx, &item) {
            Some(edit) => cx.edit_warned(edit, warning),
            None => cx.send(Action::Say(format!("{hint}."))),
        }
        self.focus_on(ui, model, item);
        self.reveal = REVEAL_FRAMES;
        ui.request_repaint();
    }
}

/// Where nothing is selected, the keys of the item commands mean the card with the focus.
fn item_command(ui: &Ui, cx: &ViewContext, item: ItemId) {
    for &command in Command::ALL {
        if command.scope() != Scope::Item
            || matches!(command, Command::OpenItem | Command::Deselect)
        {
            continue;
        }
        let given = Chord::of(&cx.keymap, command).any(|chord| {
            let modifiers = Modifiers {
                alt: chord.alt,
                shift: chord.shift,
                command: chord.command,
                ..Default::default()
            };
            ui.input_mut(|input| input.consume_key(modifiers, chord.key))
        });
        if given {
            cx.send(Action::Select(item));
            cx.run(command);
            return;
        }
    }
}
