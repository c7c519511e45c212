//! Hatching: the ground of a day off.

use crate::ui::theme;
use egui::{Rect, Shape, Stroke, Ui, pos2};

/// Distance between two stripes and width of one, measured across them.
const PITCH: f32 = 14.0;
const WIDTH: f32 = 7.0;

/// Fills a rectangle with diagonal stripes.
pub fn hatch(ui: &Ui, rect: Rect) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let tokens = theme::tokens(ui);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, 0, tokens.bg);
    let stroke = Stroke::new(WIDTH, tokens.sunken);
    let step = PITCH * std::f32::consts::SQRT_2;
    let height = rect.height();
    let mut x = rect.left();
    let mut stripes = Vec::new();
    while x < rect.right() + height + step {
        // From the lower left to the upper right, a little past both edges.
        let from = pos2(x - height - WIDTH, rect.bottom() + WIDTH);
        let to = pos2(x + WIDTH, rect.top() - WIDTH);
        stripes.push(Shape::line_segment([from, to], stroke));
        x += step;
    }
    painter.extend(stripes);
}
