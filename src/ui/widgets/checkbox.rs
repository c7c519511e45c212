//! The square box that means done.

use super::paint;
use crate::ui::theme::{self, TextRole, Weight, control, radius, space};
use egui::{Color32, Response, Role, Sense, Stroke, Ui, Widget, WidgetInfo, pos2, vec2};

/// `ui.add(Checkbox::new(&mut done, "Heaps: done"))`; with `.text()` the words stand beside it.
#[must_use]
pub struct Checkbox<'a> {
    checked: &'a mut bool,
    name: &'a str,
    text: Option<&'a str>,
}

impl<'a> Checkbox<'a> {
    /// The value and its name, which is not shown.
    pub fn new(checked: &'a mut bool, name: &'a str) -> Self {
        Self {
            checked,
            name,
            text: None,
        }
    }

    /// The name is also shown, beside the box.
    pub fn labeled(checked: &'a mut bool, name: &'a str) -> Self {
        Self {
            checked,
            name,
            text: Some(name),
        }
    }

    /// Other words than the name beside the box.
    pub fn text(mut self, text: &'a str) -> Self {
        self.text = Some(text);
        self
    }
}

impl Widget for Checkbox<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let tokens = theme::tokens(ui);
        let side = control::BADGE;
        let target = control::TARGET;
        let words = self.text.map(|text| {
            let width = ui.available_width() - target - space::S;
            paint::lines(
                ui,
                TextRole::Body,
                Weight::Regular,
                tokens.text,
                text,
                width,
            )
        });
        let mut size = vec2(target, target);
        if let Some(words) = &words {
            size.x += space::S + words.size().x.ceil();
            size.y = size.y.max(words.size().y + space::XS);
        }
        let (rect, mut response) = ui.allocate_exact_size(size, Sense::click());
        if response.clicked() {
            *self.checked = !*self.checked;
            response.mark_changed();
        }
        let (checked, enabled, name) = (*self.checked, ui.is_enabled(), self.name);
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, checked, name));

        if ui.is_rect_visible(rect) {
            let center = pos2(rect.left() + target / 2.0, rect.top() + target / 2.0);
            let square = egui::Rect::from_center_size(center, vec2(side, side));
            let t = ui.ctx().animate_bool_responsive(response.id, checked);
            let hovered = response.hovered();
            let outline = if checked {
                tokens.ok
            } else if hovered {
                tokens.accent
            } else {
                tokens.border_strong
            };
            let rest = if hovered {
                tokens.hover
            } else {
                Color32::TRANSPARENT
            };
            let fill = rest.lerp_to_gamma(tokens.ok_soft, t);
            let painter = ui.painter();
            painter.add(paint::boxed(
                square,
                radius::BADGE,
                fill,
                Stroke::new(1.4, outline),
            ));
            if t > 0.0 {
                let ink = tokens.ok.gamma_multiply(t);
                let stroke = Stroke::new(1.8, ink);
                let at = |x: f32, y: f32| square.min + vec2(x, y) * (side / 20.0);
                painter.line(vec![at(5.4, 10.4), at(8.6, 13.5), at(14.8, 6.9)], stroke);
            }
            if let Some(words) = words {
                let pos = pos2(rect.left() + target + space::S, rect.top() + 2.0);
                painter.galley(paint::snap(painter, pos), words, tokens.text);
            }
            paint::focus_ring(ui, &response, square, radius::BADGE);
        }
        response
    }
}
