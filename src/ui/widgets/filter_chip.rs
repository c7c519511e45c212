//! Chips that can be pressed: a filter that is on or off, or that opens a menu; and a choice in a form.

use super::menu::{popup_menu, popup_panel};
use super::paint;
use super::tooltip::Hint;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, radius, space};
use egui::{Response, Role, Sense, Stroke, Ui, Widget, WidgetInfo, pos2, vec2};

/// `FilterChip::new("Not done", on).show(ui).clicked()`, or with a menu:
/// `FilterChip::new("All kinds", false).menu(ui, |ui| { … })`
#[must_use]
pub struct FilterChip<'a> {
    text: &'a str,
    on: bool,
    icon: Option<Icon>,
    name: Option<&'a str>,
    hint: Hint<'a>,
    compact: bool,
    opens: bool,
    does: bool,
}

impl<'a> FilterChip<'a> {
    /// Words, and whether the filter is on.
    pub fn new(text: &'a str, on: bool) -> Self {
        Self {
            text,
            on,
            icon: None,
            name: None,
            hint: Hint::default(),
            compact: false,
            opens: false,
            does: false,
        }
    }

    /// A choice in a form: square corners, 24 high ("Screen", "Onsite").
    pub fn choice(text: &'a str, on: bool) -> Self {
        Self {
            compact: true,
            ..Self::new(text, on)
        }
    }

    /// An icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The name when the words alone do not say it: "Kind: all kinds".
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// Words shown when the pointer rests on it.
    pub fn tooltip(mut self, text: &'a str) -> Self {
        self.hint.text = Some(text);
        self
    }

    /// It does something instead of being chosen ("+ another" at the end of the choices).
    pub fn button(mut self) -> Self {
        self.does = true;
        self
    }

    /// Shows it; it was pressed when the response was clicked.
    pub fn show(self, ui: &mut Ui) -> Response {
        ui.add(self)
    }

    /// Shows it with a chevron; pressing it opens a menu with these contents.
    pub fn menu<R>(
        mut self,
        ui: &mut Ui,
        contents: impl FnOnce(&mut Ui) -> R,
    ) -> (Response, Option<R>) {
        self.opens = true;
        let response = ui.add(self);
        let inner = popup_menu(&response, contents);
        (response, inner)
    }

    /// Shows it with a chevron; pressing it opens a menu that stays open while several of its rows are chosen.
    pub fn panel<R>(
        mut self,
        ui: &mut Ui,
        contents: impl FnOnce(&mut Ui) -> R,
    ) -> (Response, Option<R>) {
        self.opens = true;
        let response = ui.add(self);
        let inner = popup_panel(&response, |ui| {
            ui.set_min_width(200.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            contents(ui)
        });
        (response, inner)
    }
}

impl Widget for FilterChip<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let tokens = theme::tokens(ui);
        let (height, role, pad, corner) = if self.compact {
            (control::TARGET, TextRole::Chip, 8.0, radius::CHIP)
        } else {
            (control::PILL, TextRole::Pill, 11.0, radius::PILL)
        };
        let (ink, ground, weight) = if self.on {
            (tokens.accent, tokens.accent_soft, Weight::Medium)
        } else {
            (tokens.muted, tokens.sunken, Weight::Regular)
        };
        let galley = paint::whole_line(ui, role, weight, ink, self.text);
        let icon_size = 14.0;
        let mut width = galley.size().x + 2.0 * pad;
        width += if self.icon.is_some() {
            icon_size + 6.0
        } else {
            0.0
        };
        width += if self.opens {
            icon_size + space::XS - 3.0
        } else {
            0.0
        };
        let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), height), Sense::click());
        let name = self.name.unwrap_or(self.text);
        let enabled = ui.is_enabled();
        let (role, on) = (
            if self.compact && !self.does {
                Role::RadioButton
            } else {
                Role::Button
            },
            self.on,
        );
        response.widget_info(|| {
            if self.opens || self.does {
                WidgetInfo::labeled(role, enabled, name)
            } else {
                WidgetInfo::selected(role, enabled, on, name)
            }
        });
        if ui.is_rect_visible(rect) {
            let over = ground.lerp_to_gamma(tokens.text, 0.06);
            let held = ground.lerp_to_gamma(tokens.text, 0.10);
            let fill = paint::reaction(ui, &response, ground, over, held);
            let painter = ui.painter();
            painter.add(paint::boxed(rect, corner, fill, Stroke::NONE));
            let y = rect.center().y;
            let mut x = rect.left() + pad;
            if let Some(icon) = self.icon {
                icon.paint(painter, pos2(x + icon_size / 2.0, y), icon_size, ink);
                x += icon_size + 6.0;
            }
            x = paint::line_at(painter, x, y, galley);
            if self.opens {
                let center = pos2(x + space::XS + icon_size / 2.0, y);
                Icon::ChevronDown.paint(painter, center, icon_size, ink);
            }
            paint::focus_ring(ui, &response, rect, corner);
        }
        self.hint.show(response)
    }
}
