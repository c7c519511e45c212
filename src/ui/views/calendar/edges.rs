//! What happens at the edges while something is carried: the grid scrolls, and outside of it the next page comes.
//!
//! Not here: what is carried and where it lands (`drag.rs`).

use egui::{Rangef, Rect, Ui, style::ScrollAnimation, vec2};

use crate::ui::context::ViewContext;

use super::{CalendarView, Scale};

/// How near to an edge (points) the grid begins to scroll.
const NEAR: f32 = 40.0;
/// The fastest scrolling, points a second.
const FASTEST: f32 = 900.0;
/// How far outside of the grid (points) another page is meant.
const OUTSIDE: f32 = 44.0;
/// How long (seconds) the pointer stays there before the page turns.
const PATIENCE: f64 = 0.8;

/// Scrolls the area that `ui` is in, where the pointer is near its upper or lower edge.
pub fn scroll(ui: &Ui, at: f32) {
    let Rangef { min, max } = ui.clip_rect().y_range();
    let near = NEAR.min((max - min) / 4.0).max(1.0);
    let into = |depth: f32| (depth / near).clamp(0.0, 1.0);
    let speed = into(at - (max - near)) - into(min + near - at);
    if speed == 0.0 {
        return;
    }
    let seconds = ui.input(|input| input.stable_dt).min(0.1);
    let by = speed * speed.abs() * FASTEST * seconds;
    ui.scroll_with_delta_animation(vec2(0.0, -by), ScrollAnimation::none());
    ui.request_repaint();
}

impl CalendarView {
    /// Scrolls while something is carried, or an edge is dragged.
    pub(super) fn scroll_at_edges(&self, ui: &Ui) {
        if self.drag.is_none() && self.resize.is_none() {
            return;
        }
        if let Some(pos) = ui.input(|input| input.pointer.interact_pos()) {
            scroll(ui, pos.y);
        }
    }

    /// Turns the page where something is held outside of the grid for a while. Says in words what waiting does.
    pub(super) fn turn_at_edges(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        grid: Rect,
    ) -> Option<&'static str> {
        let pos = self.drag_pos(ui)?;
        let scale = self.scale;
        let drag = self.drag.as_mut()?;
        drag.entered |= grid.contains(pos);
        let near = drag.entered && grid.expand(OUTSIDE).contains(pos);
        let by = match (scale, near) {
            (_, false) | (Scale::Agenda, _) => 0,
            (_, true) if pos.x < grid.left() => -1,
            (_, true) if pos.x > grid.right() => 1,
            (Scale::Month, true) if pos.y < grid.top() => -1,
            (Scale::Month, true) if pos.y > grid.bottom() => 1,
            _ => 0,
        };
        if by == 0 {
            drag.edge = None;
            return None;
        }
        let now = ui.input(|input| input.time);
        let since = match drag.edge {
            Some((side, since)) if side == by => since,
            _ => now,
        };
        drag.edge = Some((by, since));
        if now - since >= PATIENCE {
            drag.edge = Some((by, now));
            self.turn(cx, by);
        }
        ui.request_repaint_after_secs((PATIENCE - (now - since)).clamp(0.02, PATIENCE) as f32);
        Some(match (scale, by) {
            (Scale::Week, -1) => "Hold here to show the week before",
            (Scale::Week, _) => "Hold here to show the week after",
            (_, -1) => "Hold here to show the month before",
            (..) => "Hold here to show the month after",
        })
    }
}
