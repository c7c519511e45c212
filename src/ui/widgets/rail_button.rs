//! A place in the rail: an icon above its name; the place where one is lies on a white sheet.

use super::tooltip::Hint;
use super::{card, paint};
use crate::ui::theme::{self, Icon, TextRole, Weight, control, frame, radius, space};
use egui::{Color32, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Height of a place.
pub const HEIGHT: f32 = 54.0;
/// From one place to the next.
pub const GAP: f32 = 5.0;

/// Shows it, 68 wide in a rail of 84.
pub fn rail_button(
    ui: &mut Ui,
    icon: Icon,
    label: &str,
    active: bool,
    shortcut: Option<&str>,
) -> Response {
    let tokens = theme::tokens(ui);
    let width = frame::RAIL - 2.0 * space::S;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, active, label));
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        if active {
            painter.extend(card::shadows(tokens, rect, radius::CARD));
            painter.rect_filled(rect, radius::CARD, tokens.surface);
        } else {
            let over = tokens.text.gamma_multiply(0.06);
            let fill = paint::reaction(ui, &response, Color32::TRANSPARENT, over, over);
            painter.add(paint::boxed(rect, radius::CARD, fill, Stroke::NONE));
        }
        let (ink, weight) = if active {
            (tokens.accent, Weight::SemiBold)
        } else {
            (tokens.muted, Weight::Regular)
        };
        let center = rect.center();
        let size = control::ICON_RAIL;
        icon.paint(painter, pos2(center.x, rect.top() + 19.0), size, ink);
        let galley = paint::line(ui, TextRole::Chip, weight, ink, label, width - 2.0);
        let y = rect.top() + 41.0;
        paint::line_at(painter, center.x - galley.size().x / 2.0, y, galley);
        paint::focus_ring(
            ui,
            &response,
            Rect::from_min_size(rect.min, rect.size()),
            radius::CARD,
        );
    }
    Hint {
        text: None,
        keys: shortcut,
    }
    .show(response)
}
