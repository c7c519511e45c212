//! The number of a step in its colours. Additional resources have a dot.

use super::paint;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, radius};
use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

/// The badge of step 1 to 5; any other number is a resource.
pub fn step_badge(ui: &mut Ui, step: u8) -> Response {
    let side = control::BADGE;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let name = if is_step(step) {
        format!("Step {step}")
    } else {
        "Resource".to_owned()
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    paint_step_badge(ui, rect, step);
    response
}

/// A badge with an icon instead of a number, in the colours of the step: review in the last week.
pub fn icon_badge(ui: &mut Ui, step: u8, icon: Icon, name: &str) -> Response {
    let side = control::BADGE;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    let colors = theme::tokens(ui).step(step);
    ui.painter().rect_filled(rect, radius::BADGE, colors.tint);
    icon.paint(ui.painter(), rect.center(), 13.0, colors.ink);
    response
}

/// Paints the badge into a square.
pub fn paint_step_badge(ui: &Ui, rect: Rect, step: u8) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let colors = theme::tokens(ui).step(step);
    ui.painter().rect_filled(rect, radius::BADGE, colors.tint);
    if is_step(step) {
        let text = step.to_string();
        let galley = paint::whole_line(ui, TextRole::Chip, Weight::SemiBold, colors.ink, &text);
        let x = rect.center().x - galley.size().x / 2.0;
        paint::line_at(ui.painter(), x, rect.center().y, galley);
    } else {
        ui.painter().circle_filled(rect.center(), 2.0, colors.ink);
    }
}

fn is_step(step: u8) -> bool {
    (1..=5).contains(&step)
}
