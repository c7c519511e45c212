//! One of a few, side by side: a radio group. Tab goes to the chosen one, arrow keys choose.

use super::paint;
use crate::ui::theme::{self, TextRole, Weight, radius};
use egui::{
    Color32, CornerRadius, EventFilter, Key, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

/// Between two rows of one group, points.
const GAP: f32 = 4.0;

/// `Segmented::new("Columns", &["Step", "Status", "Week"]).show(ui, &mut index).changed()`
#[must_use]
pub struct Segmented<'a> {
    name: &'a str,
    labels: &'a [&'a str],
    small: bool,
    wrap: bool,
}

impl<'a> Segmented<'a> {
    /// The name of the group (not shown) and the labels of its members.
    pub fn new(name: &'a str, labels: &'a [&'a str]) -> Self {
        Self {
            name,
            labels,
            small: false,
            wrap: false,
        }
    }

    /// Goes on in further rows where one is too narrow, for forms.
    pub fn wrap(mut self) -> Self {
        self.wrap = true;
        self
    }

    /// 26 instead of 30 high, for rows of a form.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// Shows it. The response has changed when another member was chosen.
    pub fn show(self, ui: &mut Ui, chosen: &mut usize) -> Response {
        let tokens = theme::tokens(ui);
        let (height, role, pad) = if self.small {
            (26.0, TextRole::Chip, 10.0)
        } else {
            (30.0, TextRole::Body, 13.0)
        };
        // Each member is as wide as it would be when chosen, so that nothing moves.
        let widths: Vec<f32> = self
            .labels
            .iter()
            .map(|label| {
                let wide = paint::whole_line(ui, role, Weight::SemiBold, tokens.accent, label);
                (wide.size().x + 2.0 * pad).ceil()
            })
            .collect();
        let room = if self.wrap {
            ui.available_width()
        } else {
            f32::INFINITY
        };
        let (places, size) = rows(&widths, height, room);
        let (rect, mut response) = ui.allocate_exact_size(size, Sense::hover());
        let before = *chosen;

        let builder = UiBuilder::new()
            .id_salt(("segmented", self.name))
            .max_rect(rect)
            .accessibility_role(Role::RadioGroup)
            .accessibility_label(self.name);
        let mut child = ui.new_child(builder);
        let mut inside = |ui: &mut Ui| {
            for row in boxes(&places) {
                ui.painter().add(paint::boxed(
                    row.translate(rect.min.to_vec2()),
                    radius::CONTROL,
                    tokens.surface,
                    tokens.line(),
                ));
            }
            let mut focused = None;
            let mut members = Vec::new();
            for (index, (label, place)) in self.labels.iter().zip(&places).enumerate() {
                let area = place.area.translate(rect.min.to_vec2());
                let sense = if index == before {
                    Sense::click()
                } else {
                    paint::click_without_focus()
                };
                let member = ui.interact(area, ui.scope_id().with(index), sense);
                if member.clicked() {
                    *chosen = index;
                }
                if paint::focused(&member) {
                    focused = Some(index);
                }
                let enabled = ui.is_enabled();
                member.widget_info(|| {
                    WidgetInfo::selected(Role::RadioButton, enabled, index == before, label)
                });
                self.paint_member(ui, &member, (area, place), index == before, role, label);
                members.push(member);
            }
            if let Some(index) = focused {
                let id = members.get(index).map(|member| member.id);
                if let Some(to) = arrow(ui, id, index, self.labels.len()) {
                    *chosen = to;
                    if let Some(member) = members.get(to) {
                        member.request_focus();
                    }
                } else if index != *chosen {
                    // It was chosen with the mouse: the focus follows.
                    if let Some(member) = members.get(*chosen) {
                        member.request_focus();
                    }
                }
            }
        };
        inside(&mut child);
        if *chosen != before {
            response.mark_changed();
        }
        response
    }

    fn paint_member(
        &self,
        ui: &Ui,
        member: &Response,
        (area, place): (Rect, &Place),
        on: bool,
        role: TextRole,
        label: &str,
    ) {
        let tokens = theme::tokens(ui);
        let inside = radius::CONTROL - 1;
        let left = if place.first { inside } else { 0 };
        let right = if place.last { inside } else { 0 };
        let corners = CornerRadius {
            nw: left,
            sw: left,
            ne: right,
            se: right,
        };
        let fill = if on {
            tokens.accent_soft
        } else {
            paint::reaction(
                ui,
                member,
                Color32::TRANSPARENT,
                tokens.hover,
                tokens.pressed,
            )
        };
        let fill_area = area.shrink2(vec2(0.0, 1.0));
        ui.painter().rect_filled(fill_area, corners, fill);
        let (weight, ink) = if on {
            (Weight::SemiBold, tokens.accent)
        } else {
            (Weight::Regular, tokens.muted)
        };
        let galley = paint::whole_line(ui, role, weight, ink, label);
        let center = area.center();
        paint::line_at(
            ui.painter(),
            center.x - galley.size().x / 2.0,
            center.y,
            galley,
        );
        if paint::focused(member) {
            ui.painter().rect_stroke(
                fill_area.expand2(vec2(0.0, 1.0)),
                CornerRadius::same(radius::CONTROL),
                Stroke::new(2.0, tokens.accent),
                StrokeKind::Inside,
            );
        }
    }
}

/// Where a member stands: its area from the group's corner, and whether its row begins or ends with it.
struct Place {
    area: Rect,
    first: bool,
    last: bool,
}

/// Members side by side, in as many rows as `room` asks for; and the size of all.
fn rows(widths: &[f32], height: f32, room: f32) -> (Vec<Place>, Vec2) {
    let mut places: Vec<Place> = Vec::with_capacity(widths.len());
    let (mut x, mut top, mut widest) = (1.0_f32, 0.0_f32, 0.0_f32);
    for &width in widths {
        let first = places.is_empty() || x + width + 1.0 > room;
        if first {
            if let Some(last) = places.last_mut() {
                last.last = true;
                top += height + GAP;
            }
            x = 1.0;
        }
        let area = Rect::from_min_size(pos2(x, top), vec2(width, height));
        x += width;
        widest = widest.max(x + 1.0);
        places.push(Place {
            area,
            first,
            last: false,
        });
    }
    if let Some(last) = places.last_mut() {
        last.last = true;
    }
    (places, vec2(widest, top + height))
}

/// The box around each row.
fn boxes(places: &[Place]) -> Vec<Rect> {
    let mut boxes: Vec<Rect> = Vec::new();
    for place in places {
        match boxes.last_mut() {
            Some(row) if !place.first => *row = row.union(place.area),
            _ => boxes.push(place.area),
        }
    }
    boxes
        .into_iter()
        .map(|row| row.expand2(vec2(1.0, 0.0)))
        .collect()
}

/// The member an arrow, Home or End key goes to.
pub(super) fn arrow(ui: &Ui, id: Option<egui::Id>, index: usize, count: usize) -> Option<usize> {
    let id = id?;
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..Default::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let last = count.checked_sub(1)?;
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(egui::Modifiers::NONE, key);
        if pressed(Key::ArrowRight) || pressed(Key::ArrowDown) {
            Some(if index >= last { 0 } else { index + 1 })
        } else if pressed(Key::ArrowLeft) || pressed(Key::ArrowUp) {
            Some(index.checked_sub(1).unwrap_or(last))
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(last)
        } else {
            None
        }
    })
}
