//! Keys inside the grid: arrows from day to day, Enter into a day's sessions, Escape back, the menu key.
//!
//! Not here: keys that are commands (`state/command.rs`): the view takes those in `mod.rs`.

use egui::accesskit::Action as Asked;
use egui::{EventFilter, FocusDirection, Id, Key, Modifiers, Popup, Rect, Response, Sense, Ui};

use crate::domain::time::Day;
use crate::state::Action;
use crate::ui::context::ViewContext;

use super::model::{DayModel, Model, day_widget};
use super::{CalendarView, Scale};

/// The number of a day, which opens its menu.
pub fn number_widget(day: Day) -> Id {
    day_widget(day).with("number")
}

/// Days to the left, right, up, down.
const ARROWS: [(Key, i64); 4] = [
    (Key::ArrowLeft, -1),
    (Key::ArrowRight, 1),
    (Key::ArrowUp, -7),
    (Key::ArrowDown, 7),
];

/// A member of the grid. Tab comes only to those of the day that the keys act on; a screen reader goes to any.
pub fn roving(ui: &Ui, rect: Rect, id: Id, sense: Sense, here: bool) -> Response {
    if here || ui.memory(|memory| memory.has_focus(id)) {
        return ui.interact(rect, id, sense);
    }
    if ui.input(|input| input.has_accesskit_action_request(id, Asked::Focus)) {
        focus(ui, id);
        return ui.interact(rect, id, sense);
    }
    let response = ui.interact(rect, id, sense - Sense::FOCUSABLE);
    ui.ctx()
        .accesskit_node_builder(id, |node| node.add_action(Asked::Focus));
    response
}

fn pressed(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

fn menu_pressed(ui: &Ui) -> bool {
    ui.input_mut(|input| {
        input.consume_key(Modifiers::NONE, Key::Menu)
            || input.consume_key(Modifiers::SHIFT, Key::F10)
    })
}

/// Gives something the focus; the arrow that asked for it does not carry it further.
pub fn focus(ui: &Ui, id: Id) {
    ui.memory_mut(|memory| {
        memory.request_focus(id);
        memory.move_focus(FocusDirection::None);
    });
}

/// egui leaves these keys to the widget instead of moving or dropping the focus.
fn hold(ui: &Ui, id: Id, escape: bool) {
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        escape,
        ..Default::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}

/// Opens the menu of a day by key: the focus is on its number, from where the arrows lead into it.
pub fn open_menu(ui: &Ui, day: Day) {
    let number = number_widget(day);
    focus(ui, number);
    Popup::open_id(ui.ctx(), number.with("popup"));
}

/// Whether a widget is a session of the grid.
fn is_of(model: &Model, id: Id) -> bool {
    let mut sessions = model.days.iter().flat_map(|d| d.sessions.iter());
    sessions.any(|s| s.widget == id)
}

impl CalendarView {
    /// Takes the keys that move the focus.
    pub(super) fn focus_keys(&mut self, ui: &Ui, cx: &ViewContext, model: &Model) {
        let deselected = self.deselected;
        let focused = ui.memory(|memory| memory.focused());
        if Popup::is_any_open(ui.ctx()) || self.drag.is_some() {
            // The arrows lead into the menu.
            if let Some(id) = focused.filter(|id| is_of(model, *id)) {
                ui.memory_mut(|memory| memory.set_focus_lock_filter(id, EventFilter::default()));
            }
            return;
        }
        let day = self.focus_day(cx);
        let here = day_widget(day);
        match focused {
            None => {
                let arrow = ARROWS.iter().any(|(key, _)| pressed(ui, *key));
                if arrow {
                    self.go_to(ui, cx, day);
                }
            }
            Some(id) if id == here => self.day_keys(ui, cx, day),
            Some(id) => {
                if let Some(d) = model.days.iter().find(|d| d.widget == id) {
                    self.focus = Some(d.day);
                }
                let place = |d: &DayModel| d.sessions.iter().position(|s| s.widget == id);
                let found = model.days.iter().find_map(|d| Some((d, place(d)?)));
                if let Some((d, at)) = found {
                    self.focus = Some(d.day);
                    self.session_keys(ui, cx, d, at, deselected);
                }
            }
        }
    }

    fn go_to(&mut self, ui: &Ui, cx: &ViewContext, day: Day) {
        self.show_day(cx, day);
        focus(ui, day_widget(day));
    }

    fn day_keys(&mut self, ui: &Ui, cx: &ViewContext, day: Day) {
        hold(ui, day_widget(day), false);
        for (key, days) in ARROWS {
            if days.abs() == 7 && self.scale == Scale::Week {
                continue;
            }
            if pressed(ui, key) {
                self.go_to(ui, cx, day.plus(days));
                return;
            }
        }
        if self.scale == Scale::Week && pressed(ui, Key::ArrowDown) {
            self.enter(ui, cx, day);
        }
        if menu_pressed(ui) {
            open_menu(ui, day);
        }
    }

    /// From the day to its first session; a day without any opens its menu.
    pub(super) fn enter(&mut self, ui: &Ui, cx: &ViewContext, day: Day) {
        let first = cx.index.day(day).sessions.first();
        match first {
            Some(session) => {
                cx.send(Action::SelectSession(session.clone()));
                focus(ui, super::model::session_widget(session));
            }
            None => open_menu(ui, day),
        }
    }

    fn session_keys(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        d: &DayModel,
        at: usize,
        deselected: bool,
    ) {
        let Some(s) = d.sessions.get(at) else { return };
        hold(ui, s.widget, true);
        if deselected || pressed(ui, Key::Escape) {
            focus(ui, d.widget);
            return;
        }
        for (key, days) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
            if pressed(ui, key) {
                self.go_to(ui, cx, d.day.plus(days));
                return;
            }
        }
        let next = if pressed(ui, Key::ArrowDown) {
            d.sessions.get(at + 1)
        } else if pressed(ui, Key::ArrowUp) {
            if at == 0 {
                focus(ui, d.widget);
                return;
            }
            d.sessions.get(at - 1)
        } else {
            None
        };
        if let Some(next) = next {
            cx.send(Action::SelectSession(next.id.clone()));
            focus(ui, next.widget);
        }
        if menu_pressed(ui) {
            Popup::open_id(ui.ctx(), s.widget.with("popup"));
        }
    }
}
