//! Charts that are read point by point: the pointer chooses a point, or the arrow keys do once the chart has the focus. What
//! the point stands for is said beside it, and to screen readers as the chart's value.
//!
//! Not here: what the points are (`chart`, `recall`, `cards`, `table`).

use egui::{EventFilter, Key, Modifiers, Rect, Response, Tooltip, Ui};

use crate::ui::theme::{TextRole, radius, tokens};
use crate::ui::widgets::paint;

/// The points of a chart.
#[derive(Clone, Copy, Debug)]
pub struct Points {
    /// How many there are.
    pub count: usize,
    /// The one that is read first: today.
    pub start: usize,
    /// How far the arrows lead: left and right, up and down. 0: they do nothing.
    pub across: usize,
    /// See `across`.
    pub down: usize,
    /// The one under the pointer.
    pub hovered: Option<usize>,
}

/// The point that is read, if any. The chart must be focusable.
pub fn chosen(ui: &Ui, response: &Response, points: Points) -> Option<usize> {
    if !paint::focused(response) || points.count == 0 {
        return points.hovered;
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let arrows = EventFilter {
        horizontal_arrows: points.across > 0,
        vertical_arrows: points.down > 0,
        ..Default::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let last = points.count - 1;
    let known = ui.data(|data| data.get_temp::<usize>(response.id));
    let mut at = known.unwrap_or(points.start).min(last);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let steps = [
        (Key::ArrowLeft, Key::ArrowRight, points.across),
        (Key::ArrowUp, Key::ArrowDown, points.down),
        (Key::PageUp, Key::PageDown, points.down * 10),
    ];
    for (back, on, step) in steps.into_iter().filter(|(_, _, step)| *step > 0) {
        if pressed(back) {
            at = at.saturating_sub(step);
        }
        if pressed(on) {
            at = (at + step).min(last);
        }
    }
    if pressed(Key::Home) {
        at = 0;
    }
    if pressed(Key::End) {
        at = last;
    }
    ui.data_mut(|data| data.insert_temp(response.id, at));
    paint::focus_ring(ui, response, response.rect, radius::CHIP);
    points.hovered.or(Some(at))
}

/// Says what the chosen point stands for: at the pointer, or beside `at` where a key chose it.
pub fn say(ui: &Ui, response: &Response, at: Rect, words: &str) {
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_value(words));
    if response.hovered() {
        response.clone().on_hover_text_at_pointer(words);
    } else {
        let ink = tokens(ui).text;
        Tooltip::always_open(ui.ctx().clone(), response.layer_id, response.id, at)
            .show(|ui| ui.label(TextRole::Pill.rich(words).color(ink)));
    }
}
