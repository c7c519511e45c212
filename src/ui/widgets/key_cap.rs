//! The name of a key in a small outlined box.

use super::paint;
use crate::ui::theme::{self, TextRole, Weight, radius};
use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

const HEIGHT: f32 = 18.0;
const PAD: f32 = 6.0;
/// Smaller than a chip: it must not compete with the words beside it.
const MIN_WIDTH: f32 = 18.0;

/// "Ctrl+K" or "Ctrl K" as key caps.
pub fn key_cap(ui: &mut Ui, keys: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width(ui, keys), HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, keys));
    paint_key_cap(ui, rect, keys);
    response
}

/// How wide the cap will be.
pub fn width(ui: &Ui, keys: &str) -> f32 {
    let tokens = theme::tokens(ui);
    let text = spaced(keys);
    let galley = paint::whole_line(ui, TextRole::Chip, Weight::Regular, tokens.muted, &text);
    (galley.size().x + 2.0 * PAD).ceil().max(MIN_WIDTH)
}

/// Paints it into a rectangle of that width.
pub fn paint_key_cap(ui: &Ui, rect: Rect, keys: &str) {
    let tokens = theme::tokens(ui);
    let rect = Rect::from_center_size(rect.center(), vec2(rect.width(), HEIGHT));
    let painter = ui.painter();
    painter.add(paint::boxed(
        rect,
        radius::CHIP,
        egui::Color32::TRANSPARENT,
        tokens.line(),
    ));
    let text = spaced(keys);
    let galley = paint::whole_line(ui, TextRole::Chip, Weight::Regular, tokens.muted, &text);
    paint::line_at(
        painter,
        rect.center().x - galley.size().x / 2.0,
        rect.center().y,
        galley,
    );
}

/// Key names apart, without plus signs between them; a plus that is the key itself stays.
fn spaced(keys: &str) -> String {
    if keys.len() < 2 || keys.ends_with('+') && !keys.ends_with("++") {
        return keys.to_owned();
    }
    match keys.strip_suffix("++") {
        Some(rest) => format!("{} +", rest.replace('+', " ")),
        None => keys.replace('+', " "),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_are_set_apart() {
        assert_eq!(super::spaced("Ctrl+Shift+Z"), "Ctrl Shift Z");
        assert_eq!(super::spaced("Ctrl++"), "Ctrl +");
        assert_eq!(super::spaced("+"), "+");
        assert_eq!(super::spaced("?"), "?");
    }
}
