//! Pages that are longer than the window: what gets the keyboard focus comes into sight, and Page up, Page down, Home and End
//! move the page where nothing else wants them.
//!
//! Not here: long lists, which lay out only what is in sight and bring their own focus there.

use egui::scroll_area::ScrollAreaOutput;
use egui::{Align, Id, Key, Modifiers, Rect, ScrollArea, Ui, WidgetRect, vec2};

/// Shown above and below what comes into sight, points.
const AIR: f32 = 24.0;
/// So much of a page is moved by Page up and Page down; the rest is seen twice.
const TURN: f32 = 0.9;

/// Where it is kept in which pass something came into sight as a whole.
const WHOLE: &str = "comes into sight as a whole";

/// Brings all of this into sight, not only the field in it that gets the focus in the same pass.
pub fn bring_whole(ui: &Ui, rect: Rect, align: Option<Align>) {
    let pass = ui.ctx().cumulative_pass_nr();
    ui.data_mut(|data| data.insert_temp(Id::unique(WHOLE), pass));
    ui.scroll_to_rect(rect, align);
}

/// A [`ScrollArea`] that follows the keyboard.
pub trait Follow {
    /// Shows a part of the window: what gets the focus in it comes into sight; the keys move it while the focus is in it.
    fn follow<R>(self, ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> ScrollAreaOutput<R>;

    /// Shows the page of a view: as [`Self::follow`], and the keys move it also while nothing has the focus.
    fn page<R>(self, ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> ScrollAreaOutput<R>;
}

impl Follow for ScrollArea {
    fn follow<R>(self, ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> ScrollAreaOutput<R> {
        show(self, ui, false, contents)
    }

    fn page<R>(self, ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> ScrollAreaOutput<R> {
        show(self, ui, true, contents)
    }
}

fn show<R>(
    area: ScrollArea,
    ui: &mut Ui,
    unfocused: bool,
    contents: impl FnOnce(&mut Ui) -> R,
) -> ScrollAreaOutput<R> {
    area.show(ui, |ui| {
        let inner = contents(ui);
        let focused = ui.memory(|memory| memory.focused());
        let inside = focused.and_then(|id| inside(ui, id));
        bring_into_sight(ui, focused, inside.as_ref());
        if inside.is_some() || focused.is_none() && unfocused {
            turn_pages(ui);
        }
        inner
    })
}

/// The widget, where it is in this area, in sight or not.
fn inside(ui: &Ui, id: Id) -> Option<WidgetRect> {
    // Only the place is asked for: `Context::read_response` answers as the widget would, which takes keys from a pop-up.
    let widget = ui.ctx().viewport(|viewport| {
        let before = || viewport.prev_pass.widgets.get(id);
        viewport.this_pass.widgets.get(id).or_else(before).copied()
    })?;
    let here = widget.layer_id == ui.layer_id();
    // What is in sight elsewhere (the top bar, the inspector) can lie over the parts of this page that are out of sight.
    let seen = ui.clip_rect().contains(widget.rect.center());
    let hidden = !widget.interact_rect.contains(widget.rect.center());
    let among = ui.min_rect().contains(widget.rect.center());
    (here && among && (seen || hidden)).then_some(widget)
}

/// Scrolls to what has got the focus since the last frame, unless it was pressed: then it was in sight.
fn bring_into_sight(ui: &Ui, focused: Option<Id>, inside: Option<&WidgetRect>) {
    let key = ui.scope_id().with("focus that was followed");
    let before = ui.data(|data| data.get_temp::<Option<Id>>(key)).flatten();
    if before == focused {
        return;
    }
    ui.data_mut(|data| data.insert_temp(key, focused));
    let whole = ui.data(|data| data.get_temp::<u64>(Id::unique(WHOLE)));
    if whole == Some(ui.ctx().cumulative_pass_nr()) {
        return;
    }
    let pressed = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    let Some(widget) = inside.filter(|_| !pressed) else {
        return;
    };
    if widget.interact_rect.height() + 1.0 < widget.rect.height() {
        ui.scroll_to_rect(widget.rect.expand2(vec2(0.0, AIR)), None);
    }
}

fn turn_pages(ui: &mut Ui) {
    let modal = ui.memory(|memory| memory.top_modal_layer());
    let below = modal.is_some_and(|layer| layer != ui.layer_id());
    if below || ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let (seen, whole) = (ui.clip_rect().height(), ui.min_rect().height());
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let down = if pressed(Key::PageDown) {
        seen * TURN
    } else if pressed(Key::PageUp) {
        -seen * TURN
    } else if pressed(Key::End) {
        whole
    } else if pressed(Key::Home) {
        -whole
    } else {
        return;
    };
    ui.scroll_with_delta(vec2(0.0, -down));
}
