//! What the widgets share when they paint: laid-out text, focus ring, hover colour. No widget of its own.

use crate::ui::theme::{TextRole, Tokens, Weight, control};
use egui::epaint::{Galley, RectShape};
use egui::text::TextWrapping;
use egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui,
    pos2,
};
use std::sync::Arc;

/// One line of text, cut with an ellipsis when it is wider than `max_width`.
pub fn line(
    ui: &Ui,
    role: TextRole,
    weight: Weight,
    color: Color32,
    text: &str,
    max_width: f32,
) -> Arc<Galley> {
    let mut job = role.job(weight, color, text);
    job.wrap = TextWrapping::truncate_at_width(max_width.max(1.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// One line of text as wide as it wants.
pub fn whole_line(
    ui: &Ui,
    role: TextRole,
    weight: Weight,
    color: Color32,
    text: &str,
) -> Arc<Galley> {
    line(ui, role, weight, color, text, f32::INFINITY)
}

/// Text over as many lines as it needs.
pub fn lines(
    ui: &Ui,
    role: TextRole,
    weight: Weight,
    color: Color32,
    text: &str,
    width: f32,
) -> Arc<Galley> {
    let mut job = role.job(weight, color, text);
    job.wrap = TextWrapping::wrap_at_width(width.max(1.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Paints a line with its left end at `x` and its middle at `y`. Returns where it ends.
pub fn line_at(painter: &Painter, x: f32, y: f32, galley: Arc<Galley>) -> f32 {
    let end = x + galley.size().x;
    let pos = snap(painter, pos2(x, y - galley.size().y / 2.0));
    painter.galley(pos, galley, Color32::PLACEHOLDER);
    end
}

/// The point moved onto whole pixels.
pub fn snap(painter: &Painter, pos: Pos2) -> Pos2 {
    let ppp = painter.pixels_per_point();
    pos2((pos.x * ppp).round() / ppp, (pos.y * ppp).round() / ppp)
}

/// A filled rectangle with a line of one pixel inside its edge.
pub fn boxed(rect: Rect, radius: u8, fill: Color32, stroke: Stroke) -> Shape {
    RectShape::new(
        rect,
        CornerRadius::same(radius),
        fill,
        stroke,
        StrokeKind::Inside,
    )
    .into()
}

/// Whether a widget has the keyboard focus. Other than `Response::has_focus` it does not ask whether the window system
/// says that the window has it: where no window manager runs, nobody says so, and keys arrive all the same.
pub fn focused(response: &Response) -> bool {
    response.ctx.memory(|memory| memory.has_focus(response.id))
}

/// The ring around a thing that has the keyboard focus, outside its edge.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: u8) {
    if focused(response) {
        ui.painter()
            .add(ring(ui.visuals().selection.stroke.color, rect, radius));
    }
}

/// The ring itself: focus, and the selected card.
pub fn ring(color: Color32, rect: Rect, radius: u8) -> Shape {
    let grow = control::FOCUS_GAP + control::FOCUS;
    let radius = if radius == u8::MAX {
        radius
    } else {
        radius.saturating_add(3)
    };
    RectShape::stroke(
        rect.expand(grow),
        CornerRadius::same(radius),
        Stroke::new(control::FOCUS, color),
        StrokeKind::Inside,
    )
    .into()
}

/// From `rest` to `over` while the pointer is on it, to `held` while it is pressed.
pub fn reaction(
    ui: &Ui,
    response: &Response,
    rest: Color32,
    over: Color32,
    held: Color32,
) -> Color32 {
    if response.is_pointer_button_down_on() {
        return held;
    }
    let t = ui
        .ctx()
        .animate_bool_responsive(response.id.with("hover"), response.hovered());
    if t <= 0.0 {
        rest
    } else if rest == Color32::TRANSPARENT {
        over.gamma_multiply(t)
    } else {
        rest.lerp_to_gamma(over, t)
    }
}

/// A click sense that Tab skips, for all but the current member of a group.
pub fn click_without_focus() -> Sense {
    Sense::CLICK
}

/// The colour of words when the ui is enabled or not (egui fades disabled uis by itself).
pub fn words(tokens: &Tokens, strong: bool) -> Color32 {
    if strong { tokens.text } else { tokens.muted }
}
