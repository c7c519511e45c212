//! Which part of the picture is on screen, and how large: wheel, drag, keys, and what brings a node into sight.

use egui::{Event, Pos2, Rect, Ui, Vec2, vec2};

use super::layout::{HEAD, Layout, NODE};
use super::{CAPTION, GraphView, LEGIBLE, MARGIN, STEP, ZOOM};

impl GraphView {
    /// Wheel, drag, pinch, and the keys + − 0.
    pub(super) fn navigate(&mut self, ui: &Ui, back: &egui::Response, layout: &Layout, room: Rect) {
        if back.dragged() {
            self.offset += back.drag_delta();
            self.moved = true;
        }
        if ui.rect_contains_pointer(room) {
            let (zoom, scroll, at) = ui.input(|input| {
                let at = input.pointer.hover_pos();
                (input.zoom_delta(), input.smooth_scroll_delta(), at)
            });
            if let Some(at) = at.filter(|_| (zoom - 1.0).abs() > 1e-4) {
                self.magnify(zoom, at, room);
            } else if scroll != Vec2::ZERO {
                self.offset += scroll;
                self.moved = true;
                self.clamp(layout, room);
            }
        }
        if !ui.text_edit_focused() && ui.memory(|memory| memory.top_modal_layer().is_none()) {
            let typed = |sign: &str| {
                let is = |event: &Event| matches!(event, Event::Text(text) if text == sign);
                ui.input(|input| input.events.iter().any(is))
            };
            if typed("+") || typed("=") {
                self.magnify(STEP, room.center(), room);
            }
            if typed("-") {
                self.magnify(1.0 / STEP, room.center(), room);
            }
            if typed(".") {
                self.fit(layout, room);
            }
        }
    }

    pub(super) fn on_screen(&self, rect: Rect, room: Rect) -> Rect {
        let corner = room.min + self.offset;
        Rect::from_min_size(
            corner + rect.min.to_vec2() * self.zoom,
            rect.size() * self.zoom,
        )
    }

    /// Makes the whole of it seen where it can be read then; else its beginning, or what is selected.
    pub(super) fn open_at(&mut self, layout: &Layout, selected: Option<usize>, room: Rect) {
        self.fit(layout, room);
        if self.zoom >= LEGIBLE {
            return;
        }
        self.zoom = LEGIBLE;
        let spare = room.size() - layout.size.max(NODE) * LEGIBLE;
        self.offset = (spare / 2.0).max(Vec2::splat(MARGIN));
        if let Some(node) = selected {
            self.reveal(layout, node, room);
            self.moved = false;
        }
    }

    /// Makes the whole of it seen, never larger than 100 %.
    pub(super) fn fit(&mut self, layout: &Layout, room: Rect) {
        let size = layout.size.max(NODE);
        let free = room.size() - Vec2::splat(2.0 * MARGIN);
        let zoom = (free.x / size.x).min(free.y / size.y).min(1.0);
        self.zoom = zoom.clamp(*ZOOM.start(), *ZOOM.end());
        self.offset = (room.size() - size * self.zoom) / 2.0;
        self.moved = false;
    }

    /// Makes it larger; what is at this point stays there.
    pub(super) fn magnify(&mut self, by: f32, at: Pos2, room: Rect) {
        let zoom = (self.zoom * by).clamp(*ZOOM.start(), *ZOOM.end());
        let here = (at - room.min - self.offset) / self.zoom;
        self.offset = at - room.min - here * zoom;
        self.zoom = zoom;
        self.moved = true;
    }

    /// Some of it stays in sight.
    fn clamp(&mut self, layout: &Layout, room: Rect) {
        let keep = 120.0;
        let size = layout.size * self.zoom;
        let least = Vec2::splat(keep) - size;
        let most = room.size() - Vec2::splat(keep);
        self.offset = self.offset.max(least.min(most)).min(most.max(least));
    }

    pub(super) fn reveal(&mut self, layout: &Layout, node: usize, room: Rect) {
        let rect = self.on_screen(layout.rect(node), room);
        let inside = room.shrink(24.0);
        let by = |low: f32, high: f32, from: f32, to: f32| {
            if low < from {
                from - low
            } else if high > to {
                to - high
            } else {
                0.0
            }
        };
        self.offset += vec2(
            by(rect.left(), rect.right(), inside.left(), inside.right()),
            by(
                rect.top(),
                rect.bottom(),
                inside.top() + HEAD,
                // The line that says what it needs stands there.
                inside.bottom() - CAPTION,
            ),
        );
        self.moved = true;
    }
}
