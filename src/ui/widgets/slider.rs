//! A whole number on a track: dragged, or stepped with the arrow keys. What a number means is said by the caller, in
//! words, and shown beside it.

use super::paint;
use crate::ui::theme::{self, control};
use egui::accesskit::{Action, ActionData};
use egui::{
    CornerRadius, EventFilter, FocusDirection, Id, Key, Modifiers, Rect, Response, Sense, Stroke,
    Ui, WidgetInfo, pos2, vec2,
};
use std::ops::RangeInclusive;

/// Half the width of the knob, points.
const KNOB: f32 = 9.0;

/// `Slider::new(&mut minutes, 0..=2_400, "Hours a week", "11 h").step(30).page(300).mark(480).show(ui).changed()`
#[must_use]
pub struct Slider<'a> {
    value: &'a mut i64,
    range: RangeInclusive<i64>,
    name: &'a str,
    said: &'a str,
    step: i64,
    page: i64,
    mark: Option<i64>,
    width: Option<f32>,
}

impl<'a> Slider<'a> {
    /// The number, least and most, the name of the slider (not shown), and the number in words (for people who do not
    /// see the screen).
    pub fn new(
        value: &'a mut i64,
        range: RangeInclusive<i64>,
        name: &'a str,
        said: &'a str,
    ) -> Self {
        Self {
            value,
            range,
            name,
            said,
            step: 1,
            page: 10,
            mark: None,
            width: None,
        }
    }

    /// What an arrow key adds; dragging goes by whole steps, too.
    pub fn step(mut self, step: i64) -> Self {
        self.step = step.max(1);
        self
    }

    /// What Page Up and Page Down add.
    pub fn page(mut self, page: i64) -> Self {
        self.page = page.max(1);
        self
    }

    /// Marks this number on the track: where things stand now.
    pub fn mark(mut self, mark: i64) -> Self {
        self.mark = Some(mark);
        self
    }

    /// This wide, points; else all the room there is.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Shows it. The response has changed when the number has.
    pub fn show(self, ui: &mut Ui) -> Response {
        let t = theme::tokens(ui);
        let width = self.width.unwrap_or_else(|| ui.available_width()).max(60.0);
        let size = vec2(width, control::TARGET);
        let (rect, mut response) = ui.allocate_exact_size(size, Sense::click_and_drag());
        let (low, high) = (
            *self.range.start(),
            (*self.range.end()).max(*self.range.start()),
        );
        let before = *self.value;
        let track = rect.x_range().shrink(KNOB);
        if response.contains_pointer() && ui.input(|input| input.pointer.primary_pressed()) {
            response.request_focus();
        }
        let held = response.is_pointer_button_down_on() || response.clicked();
        if held && let Some(at) = response.interact_pointer_pos() {
            let share = ((at.x - track.min) / track.span().max(1.0)).clamp(0.0, 1.0);
            let exact = low as f64 + f64::from(share) * (high - low) as f64;
            *self.value = self.snapped(exact, low, high);
        }
        if paint::focused(&response) {
            *self.value = keys(
                ui,
                response.id,
                *self.value,
                self.step,
                self.page,
                low,
                high,
            );
        }
        *self.value = asked(ui, response.id, *self.value, self.step).clamp(low, high);
        if *self.value != before {
            response.mark_changed();
        }

        let (value, enabled) = (*self.value, ui.is_enabled());
        response.widget_info(|| WidgetInfo::slider(enabled, value as f64, self.name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_value(self.said.to_owned());
            node.set_min_numeric_value(low as f64);
            node.set_max_numeric_value(high as f64);
            node.set_numeric_value_step(self.step as f64);
            node.add_action(Action::SetValue);
            node.add_action(Action::Increment);
            node.add_action(Action::Decrement);
        });

        if ui.is_rect_visible(rect) {
            let x = |value: i64| {
                let share = (value - low) as f32 / (high - low).max(1) as f32;
                track.min + share.clamp(0.0, 1.0) * track.span()
            };
            let y = rect.center().y;
            let bar = |from: f32, to: f32| {
                let half = control::BAR_THIN / 2.0;
                Rect::from_min_max(pos2(from, y - half), pos2(to, y + half))
            };
            let corner = CornerRadius::same(2);
            let knob = pos2(x(value), y);
            let painter = ui.painter();
            painter.rect_filled(bar(track.min, track.max), corner, t.border);
            painter.rect_filled(bar(track.min, knob.x), corner, t.accent);
            if let Some(mark) = self.mark.filter(|mark| (low..=high).contains(mark)) {
                let stroke = Stroke::new(1.5, t.border_strong);
                painter.vline(x(mark), (y - KNOB - 1.0)..=(y + KNOB + 1.0), stroke);
            }
            let fill = paint::reaction(ui, &response, t.surface, t.hover, t.accent_soft);
            let stroke = Stroke::new(control::FOCUS, t.accent);
            painter.circle(knob, KNOB, t.surface, Stroke::NONE);
            painter.circle(knob, KNOB - 1.0, fill, stroke);
            let area = Rect::from_center_size(knob, vec2(2.0 * KNOB, 2.0 * KNOB));
            paint::focus_ring(ui, &response, area, crate::ui::theme::radius::PILL);
        }
        response
    }

    /// The nearest whole step; the ends and the mark can always be reached.
    fn snapped(&self, exact: f64, low: i64, high: i64) -> i64 {
        let steps = (exact / self.step as f64).round() as i64;
        let near = steps.saturating_mul(self.step).clamp(low, high);
        let mark = self.mark.filter(|mark| (low..=high).contains(mark));
        let far = |value: i64| (value as f64 - exact).abs();
        [Some(low), Some(high), mark]
            .into_iter()
            .flatten()
            .fold(
                near,
                |best, one| if far(one) < far(best) { one } else { best },
            )
    }
}

/// What the keys make of the number while the slider has the focus.
fn keys(ui: &Ui, id: Id, value: i64, step: i64, page: i64, low: i64, high: i64) -> i64 {
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..Default::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    // The filter holds from the next frame on only. In the first frame of the focus the arrow key would still take the
    // focus to the next field: what the slider understands is not a wish to leave it.
    let arrow = ui.input(|input| {
        let arrows = [
            Key::ArrowLeft,
            Key::ArrowRight,
            Key::ArrowUp,
            Key::ArrowDown,
        ];
        arrows.into_iter().any(|key| input.key_pressed(key))
    });
    if arrow {
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    ui.input_mut(|input| {
        let mut times = |key| input.count_and_consume_key(Modifiers::NONE, key) as i64;
        let up = times(Key::ArrowRight) + times(Key::ArrowUp);
        let down = times(Key::ArrowLeft) + times(Key::ArrowDown);
        let pages = times(Key::PageUp) - times(Key::PageDown);
        let (home, end) = (times(Key::Home) > 0, times(Key::End) > 0);
        let stepped = stepped(value, up - down, step).saturating_add(pages * page);
        match (home, end) {
            (true, _) => low,
            (_, true) => high,
            _ => stepped.clamp(low, high),
        }
    })
}

/// What assistive technology asks for.
fn asked(ui: &Ui, id: Id, value: i64, step: i64) -> i64 {
    ui.input(|input| {
        let up = input.num_accesskit_action_requests(id, Action::Increment) as i64;
        let down = input.num_accesskit_action_requests(id, Action::Decrement) as i64;
        let set = input
            .accesskit_action_requests(id, Action::SetValue)
            .filter_map(|request| match request.data {
                Some(ActionData::NumericValue(value)) if value.is_finite() => {
                    Some(value.round() as i64)
                }
                _ => None,
            })
            .last();
        stepped(set.unwrap_or(value), up - down, step)
    })
}

/// So many whole steps on; from between two of them, first to the next one.
fn stepped(value: i64, steps: i64, step: i64) -> i64 {
    let whole = value.div_euclid(step);
    let on_step = value.rem_euclid(step) == 0;
    match steps {
        0 => value,
        n if n < 0 && !on_step => (whole + 1 + n) * step,
        n => (whole + n) * step,
    }
}

#[cfg(test)]
mod tests {
    use super::stepped;

    #[test]
    fn steps_are_whole() {
        assert_eq!(stepped(480, 1, 30), 510);
        assert_eq!(stepped(495, 1, 30), 510);
        assert_eq!(stepped(495, -1, 30), 480);
        assert_eq!(stepped(495, -2, 30), 450);
        assert_eq!(stepped(480, -1, 30), 450);
        assert_eq!(stepped(495, 0, 30), 495);
        assert_eq!(stepped(-1, 1, 1), 0);
    }
}
