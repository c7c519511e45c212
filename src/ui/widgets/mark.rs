//! The mark of the app: five stones, one a step, stacked. The file for desktops is `assets/icon/cairn.svg`.

use crate::ui::theme::{self, Tokens};
use egui::{
    Color32, Painter, Pos2, Rect, Response, Role, Sense, Shape, Ui, WidgetInfo, pos2, vec2,
};

/// A stone on a 24 × 28 field: centre, half width, half height, the step it stands for.
struct Stone {
    x: f32,
    y: f32,
    half_width: f32,
    half_height: f32,
    step: u8,
}

/// From the ground up. A little off the middle, as stones are.
const STONES: [Stone; 5] = [
    Stone {
        x: 12.0,
        y: 23.6,
        half_width: 11.6,
        half_height: 4.2,
        step: 5,
    },
    Stone {
        x: 12.3,
        y: 16.3,
        half_width: 9.0,
        half_height: 3.6,
        step: 3,
    },
    Stone {
        x: 11.7,
        y: 10.6,
        half_width: 6.7,
        half_height: 2.9,
        step: 2,
    },
    Stone {
        x: 12.2,
        y: 6.0,
        half_width: 4.6,
        half_height: 2.3,
        step: 1,
    },
    Stone {
        x: 11.9,
        y: 2.3,
        half_width: 2.8,
        half_height: 1.7,
        step: 4,
    },
];
const FIELD: egui::Vec2 = vec2(24.0, 28.0);

/// Shows the mark, `height` points high.
pub fn mark(ui: &mut Ui, height: f32) -> Response {
    let size = FIELD * (height / FIELD.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "Cairn"));
    paint_mark(ui.painter(), rect, theme::tokens(ui));
    response
}

/// Paints the mark as large as the rectangle allows.
pub fn paint_mark(painter: &Painter, rect: Rect, tokens: &Tokens) {
    let scale = (rect.width() / FIELD.x).min(rect.height() / FIELD.y);
    let origin = rect.center() - FIELD * scale / 2.0;
    for stone in &STONES {
        let at = |x: f32, y: f32| origin + vec2(x, y) * scale;
        painter.add(pebble(
            at(stone.x, stone.y),
            stone.half_width * scale,
            stone.half_height * scale,
            tokens.step(stone.step).ink,
        ));
    }
}

/// A pebble: rounder than a box, fuller than an ellipse.
fn pebble(center: Pos2, half_width: f32, half_height: f32, color: Color32) -> Shape {
    const POINTS: u16 = 48;
    const FULLNESS: f32 = 2.0 / 2.35;
    let points = (0..POINTS)
        .map(|i| {
            let angle = std::f32::consts::TAU * f32::from(i) / f32::from(POINTS);
            let (sin, cos) = angle.sin_cos();
            let full = |v: f32| v.signum() * v.abs().powf(FULLNESS);
            pos2(
                center.x + half_width * full(cos),
                center.y + half_height * full(sin),
            )
        })
        .collect();
    Shape::convex_polygon(points, color, egui::Stroke::NONE)
}
