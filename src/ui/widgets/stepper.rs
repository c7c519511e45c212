//! A span of minutes that is stepped with − and +, with the arrow keys, or typed. How minutes are written and
//! read is given by the caller.

use super::paint;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, radius, space};
use egui::accesskit::Action;
use egui::{
    EventFilter, Frame, Id, Key, Margin, Modifiers, Rect, Response, Role, Sense, Stroke, TextEdit,
    Ui, WidgetInfo, pos2, vec2,
};
use std::ops::RangeInclusive;

/// Largest step of Page Up and Page Down, minutes.
const PAGE: u32 = 60;
const ZONE: f32 = 28.0;

/// `Stepper::new(&mut minutes, "Monday", &format, &parse).tile("Mon").show(ui).changed()`
#[must_use]
pub struct Stepper<'a> {
    value: &'a mut u32,
    name: &'a str,
    format: &'a dyn Fn(u32) -> String,
    parse: &'a dyn Fn(&str) -> Option<u32>,
    step: u32,
    range: RangeInclusive<u32>,
    tile: Option<&'a str>,
    width: Option<f32>,
}

impl<'a> Stepper<'a> {
    /// The minutes, the name of the field (not shown), how minutes are written and how they are read.
    pub fn new(
        value: &'a mut u32,
        name: &'a str,
        format: &'a dyn Fn(u32) -> String,
        parse: &'a dyn Fn(&str) -> Option<u32>,
    ) -> Self {
        let (step, range) = (15, 0..=24 * 60);
        Self {
            value,
            name,
            format,
            parse,
            step,
            range,
            tile: None,
            width: None,
        }
    }

    /// Minutes of one step; 15 if nothing is said.
    pub fn step(mut self, minutes: u32) -> Self {
        self.step = minutes.max(1);
        self
    }

    /// Least and most minutes.
    pub fn range(mut self, range: RangeInclusive<u32>) -> Self {
        self.range = range;
        self
    }

    /// As a tile with this word above the value, for a row of weekdays.
    pub fn tile(mut self, title: &'a str) -> Self {
        self.tile = Some(title);
        self
    }

    /// This wide, points.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Shows it. The response has changed when the minutes have.
    pub fn show(self, ui: &mut Ui) -> Response {
        let tokens = theme::tokens(ui);
        let tile = self.tile.is_some();
        let size = if tile {
            vec2(self.width.unwrap_or(56.0), 54.0)
        } else {
            vec2(self.width.unwrap_or(140.0), control::HEIGHT)
        };
        let (rect, mut response) = ui.allocate_exact_size(size, Sense::click());
        let before = *self.value;
        let (low, high) = (*self.range.start(), *self.range.end());
        let (draft_id, note_id) = (response.id.with("draft"), response.id.with("note"));
        let mut draft: Option<String> = ui.data(|data| data.get_temp(draft_id));
        let shown = (self.format)(before);
        let hovered = ui.rect_contains_pointer(rect) && ui.is_enabled();
        let focused = paint::focused(&response);

        if focused && draft.is_none() {
            let (change, digit) = keys(ui, response.id);
            *self.value = apply(before, change, self.step).clamp(low, high);
            draft = digit;
        }
        if response.clicked() && draft.is_none() {
            draft = Some(shown.clone());
        }
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo {
            value: Some(f64::from(before)),
            ..WidgetInfo::labeled(Role::SpinButton, enabled, self.name)
        });
        let by = self.step;
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_value(shown.clone());
            node.set_min_numeric_value(f64::from(low));
            node.set_max_numeric_value(f64::from(high));
            node.set_numeric_value_step(f64::from(by));
            node.add_action(Action::Increment);
            node.add_action(Action::Decrement);
        });

        let mut note: Option<Note> = ui.data(|data| data.get_temp(note_id));
        let pass = ui.ctx().cumulative_pass_nr();
        if note.as_ref().is_some_and(|note| {
            let clicked = ui.input(|input| input.pointer.any_pressed());
            clicked || draft.is_some() || note.value != *self.value || pass > note.pass + 1
        }) {
            note = None;
        }
        let stroke = match (draft.is_some(), hovered) {
            _ if note.is_some() => Stroke::new(1.5, tokens.bad),
            (true, _) => Stroke::new(control::FOCUS, tokens.accent),
            (false, true) => Stroke::new(1.0, tokens.border_strong),
            (false, false) => tokens.line(),
        };
        ui.painter()
            .add(paint::boxed(rect, radius::CONTROL, tokens.surface, stroke));

        let (value_area, less, more) = areas(rect, tile);
        if let Some(title) = self.tile {
            let galley =
                paint::whole_line(ui, TextRole::Chip, Weight::Regular, tokens.muted, title);
            let x = rect.center().x - galley.size().x / 2.0;
            paint::line_at(ui.painter(), x, rect.top() + 17.0, galley);
        }
        // In a tile − and + come with the pointer; else they are always there.
        if !tile || hovered || focused {
            if self.zone(ui, &response, less, Icon::Minus, before > low) {
                *self.value = step_down(before, self.step).max(low);
            }
            if self.zone(ui, &response, more, Icon::Plus, before < high) {
                *self.value = step_up(before, self.step).min(high);
            }
        }

        if let Some(text) = &mut draft {
            // The arrows step from what is typed.
            let steps = arrows(ui);
            if steps != 0 {
                let from = (self.parse)(text).unwrap_or(before);
                *self.value = apply(from, Change::Steps(steps), self.step).clamp(low, high);
                *text = (self.format)(*self.value);
            }
        }
        match &mut draft {
            None => {
                let ink = if before == 0 {
                    tokens.muted
                } else {
                    tokens.text
                };
                let weight = if tile {
                    Weight::SemiBold
                } else {
                    Weight::Medium
                };
                let galley =
                    paint::line(ui, TextRole::Body, weight, ink, &shown, value_area.width());
                let center = value_area.center();
                paint::line_at(
                    ui.painter(),
                    center.x - galley.size().x / 2.0,
                    center.y,
                    galley,
                );
            }
            Some(text) => {
                if let Some(typed) =
                    type_in(ui, draft_id.with("field"), value_area, text, self.name)
                {
                    if let Some(typed) = typed {
                        let read = (self.parse)(&typed);
                        if let Some(minutes) = read {
                            *self.value = minutes.clamp(low, high);
                        }
                        let words = self.not_taken(&typed, read);
                        let enter = ui.input(|input| input.key_pressed(Key::Enter));
                        if enter && words.is_none() {
                            ui.data_mut(|data| data.insert_temp(response.id.with("entered"), pass));
                        }
                        note = words.map(|words| Note {
                            words,
                            value: *self.value,
                            pass,
                        });
                    }
                    draft = None;
                    // Back to the field itself, unless the focus went on to somewhere else.
                    if ui.memory(|memory| memory.focused().is_none()) {
                        response.request_focus();
                    }
                }
            }
        }
        match draft {
            Some(draft) => {
                ui.data_mut(|data| data.insert_temp(draft_id, draft));
            }
            None => ui.data_mut(|data| {
                data.remove_temp::<String>(draft_id);
            }),
        }
        paint::focus_ring(ui, &response, rect, radius::CONTROL);
        if let Some(note) = &mut note {
            note.pass = pass;
            response.show_tooltip_text(&note.words);
        }
        ui.data_mut(|data| match note {
            Some(note) => {
                data.insert_temp(note_id, note);
            }
            None => {
                data.remove_temp::<Note>(note_id);
            }
        });
        if *self.value != before {
            response.mark_changed();
        }
        response
    }

    /// Whether a figure was typed and taken with Enter in this very frame.
    pub fn entered(ui: &Ui, response: &Response) -> bool {
        let at = ui.data(|data| data.get_temp::<u64>(response.id.with("entered")));
        at == Some(ui.ctx().cumulative_pass_nr())
    }

    /// Why what was typed is not what stands there now.
    fn not_taken(&self, typed: &str, read: Option<u32>) -> Option<String> {
        let (low, high) = (*self.range.start(), *self.range.end());
        match read {
            None if typed.trim().is_empty() => None,
            None => Some(format!(
                "“{}” was not understood; it stays {}.",
                typed.trim(),
                (self.format)(*self.value)
            )),
            Some(read) if read < low => Some(format!("The least is {}.", (self.format)(low))),
            Some(read) if read > high => Some(format!("The most is {}.", (self.format)(high))),
            Some(_) => None,
        }
    }

    /// A place to press in the field.
    fn zone(&self, ui: &Ui, parent: &Response, area: Rect, icon: Icon, enabled: bool) -> bool {
        let tokens = theme::tokens(ui);
        let response = ui.interact(area, parent.id.with(icon), paint::click_without_focus());
        let verb = if icon == Icon::Plus { "More" } else { "Less" };
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Button, enabled, format!("{verb}: {}", self.name))
        });
        let ink = match (enabled, response.hovered()) {
            (false, _) => tokens.border,
            (true, true) => tokens.accent,
            (true, false) => tokens.muted,
        };
        icon.paint(ui.painter(), area.center(), 13.0, ink);
        enabled && response.clicked()
    }
}

/// What is said about the text that was typed last, until something else is done.
#[derive(Clone, Debug, Default)]
struct Note {
    words: String,
    /// The value that it goes with.
    value: u32,
    /// When it was last shown: a field shown anew begins without it.
    pass: u64,
}

/// What a key asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    None,
    Steps(i32),
    Minutes(i32),
}

/// Steps up less steps down that the arrow keys ask for.
fn arrows(ui: &Ui) -> i32 {
    ui.input_mut(|input| {
        let up = input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp);
        let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
        i32::try_from(up).unwrap_or(0) - i32::try_from(down).unwrap_or(0)
    })
}

/// Arrow and page keys, requests of assistive technology, and the first digit typed.
fn keys(ui: &Ui, id: Id) -> (Change, Option<String>) {
    let filter = EventFilter {
        vertical_arrows: true,
        ..Default::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let change = if pressed(Key::ArrowUp) || pressed(Key::Plus) {
            Change::Steps(1)
        } else if pressed(Key::ArrowDown) || pressed(Key::Minus) {
            Change::Steps(-1)
        } else if pressed(Key::PageUp) {
            Change::Minutes(PAGE as i32)
        } else if pressed(Key::PageDown) {
            Change::Minutes(-(PAGE as i32))
        } else {
            let up = input.num_accesskit_action_requests(id, Action::Increment);
            let down = input.num_accesskit_action_requests(id, Action::Decrement);
            match up as i32 - down as i32 {
                0 => Change::None,
                steps => Change::Steps(steps),
            }
        };
        let digit = input.events.iter().find_map(|event| match event {
            egui::Event::Text(text) if text.starts_with(|c: char| c.is_ascii_digit()) => {
                Some(text.clone())
            }
            _ => None,
        });
        (change, digit)
    })
}

fn apply(value: u32, change: Change, step: u32) -> u32 {
    match change {
        Change::None => value,
        Change::Steps(steps) => {
            let mut value = value;
            for _ in 0..steps.unsigned_abs() {
                value = if steps > 0 {
                    step_up(value, step)
                } else {
                    step_down(value, step)
                };
            }
            value
        }
        Change::Minutes(minutes) => value.saturating_add_signed(minutes),
    }
}

/// The next whole step above.
fn step_up(value: u32, step: u32) -> u32 {
    (value / step).saturating_add(1).saturating_mul(step)
}

/// The next whole step below.
fn step_down(value: u32, step: u32) -> u32 {
    value.saturating_sub(1) / step * step
}

/// Where value, − and + stand.
fn areas(rect: Rect, tile: bool) -> (Rect, Rect, Rect) {
    if tile {
        let value = Rect::from_min_max(
            pos2(rect.left() + 4.0, rect.top() + 26.0),
            rect.max - vec2(4.0, 6.0),
        );
        let zone = vec2(17.0, 32.0);
        let less = Rect::from_min_size(rect.min + vec2(1.0, 1.0), zone);
        let more = Rect::from_min_size(pos2(rect.right() - 1.0 - zone.x, rect.top() + 1.0), zone);
        return (value, less, more);
    }
    let less = Rect::from_min_size(rect.min, vec2(ZONE, rect.height()));
    let more = Rect::from_min_max(pos2(rect.right() - ZONE, rect.top()), rect.max);
    (rect.shrink2(vec2(ZONE + space::XS, 0.0)), less, more)
}

/// The field while typing. `None` while it goes on, then the text, or `Some(None)` when it was given up.
fn type_in(
    ui: &mut Ui,
    id: Id,
    area: Rect,
    text: &mut String,
    name: &str,
) -> Option<Option<String>> {
    let font = TextRole::Body.font_in(Weight::Medium);
    let first = ui.read_response(id).is_none();
    let tokens = theme::tokens(ui);
    let builder =
        egui::UiBuilder::new()
            .max_rect(area)
            .layout(egui::Layout::centered_and_justified(
                egui::Direction::LeftToRight,
            ));
    let mut child = ui.new_child(builder);
    // What is typed replaces what stands there; a first digit was typed already.
    if first && text.chars().count() != 1 {
        super::text_field::select_all(ui, id, text);
    }
    let edit = TextEdit::singleline(text)
        .id(id)
        .font(font)
        .text_color(tokens.text)
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .align(egui::Align2::CENTER_CENTER)
        .desired_width(area.width());
    let response = edit
        .show(&mut child)
        .response
        .response
        .accessible_name(format!("{name}, typed"));
    if first {
        response.request_focus();
        return None;
    }
    if !response.lost_focus() {
        return None;
    }
    let escape = ui.input(|input| input.key_pressed(Key::Escape));
    Some(if escape { None } else { Some(text.clone()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_to_whole_quarters() {
        assert_eq!(step_up(0, 15), 15);
        assert_eq!(step_up(50, 15), 60);
        assert_eq!(step_down(50, 15), 45);
        assert_eq!(step_down(45, 15), 30);
        assert_eq!(step_down(0, 15), 0);
    }

    #[test]
    fn pages_are_an_hour() {
        assert_eq!(apply(30, Change::Minutes(-60), 15), 0);
        assert_eq!(apply(30, Change::Minutes(60), 15), 90);
        assert_eq!(apply(30, Change::Steps(2), 15), 60);
    }
}
