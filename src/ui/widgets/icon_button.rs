//! A button that is an icon alone. It always has a name, and says it when the pointer rests on it.

use super::paint;
use super::tooltip::Hint;
use crate::ui::theme::{self, Icon, Tone, control, radius};
use egui::{Color32, Response, Role, Sense, Ui, Widget, WidgetInfo, vec2};

/// `ui.add(IconButton::new(Icon::Undo, "Undo").shortcut_hint("Ctrl+Z"))`
#[must_use]
pub struct IconButton<'a> {
    icon: Icon,
    name: &'a str,
    hint: Hint<'a>,
    tone: Tone,
    selected: Option<bool>,
    small: bool,
    bordered: bool,
}

impl<'a> IconButton<'a> {
    /// An icon and the name of what it does.
    pub fn new(icon: Icon, name: &'a str) -> Self {
        Self {
            icon,
            name,
            hint: Hint {
                text: Some(name),
                keys: None,
            },
            tone: Tone::Neutral,
            selected: None,
            small: false,
            bordered: false,
        }
    }

    /// Other words than the name when the pointer rests on it.
    pub fn tooltip(mut self, text: &'a str) -> Self {
        self.hint.text = Some(text);
        self
    }

    /// The key that does the same.
    pub fn shortcut_hint(mut self, keys: &'a str) -> Self {
        self.hint.keys = Some(keys);
        self
    }

    /// Makes it a switch that is on or off.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = Some(selected);
        self
    }

    /// Colour of the icon.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// 24 instead of 30 points square.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// With a border, like a secondary button.
    pub fn bordered(mut self) -> Self {
        self.bordered = true;
        self
    }
}

impl Widget for IconButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let tokens = theme::tokens(ui);
        let side = match (self.small, self.bordered) {
            (true, _) => control::TARGET,
            (false, false) => 30.0,
            (false, true) => control::HEIGHT,
        };
        let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
        let enabled = ui.is_enabled();
        response.widget_info(|| match self.selected {
            Some(on) => WidgetInfo::selected(Role::Button, enabled, on, self.name),
            None => WidgetInfo::labeled(Role::Button, enabled, self.name),
        });
        if ui.is_rect_visible(rect) {
            let on = self.selected == Some(true);
            let rest = match (on, self.bordered) {
                (true, _) => tokens.accent_soft,
                (false, true) => tokens.surface,
                (false, false) => Color32::TRANSPARENT,
            };
            let over = if on || self.bordered {
                tokens.hover
            } else {
                tokens.text.gamma_multiply(0.07)
            };
            let fill = paint::reaction(ui, &response, rest, over, tokens.text.gamma_multiply(0.12));
            let stroke = if self.bordered {
                tokens.line()
            } else {
                egui::Stroke::NONE
            };
            ui.painter()
                .add(paint::boxed(rect, radius::CONTROL, fill, stroke));
            let ink = match self.tone {
                _ if on => tokens.accent,
                Tone::Neutral if response.hovered() => tokens.text,
                tone => tokens.tone(tone).ink,
            };
            let size = if self.small { 16.0 } else { control::ICON };
            self.icon.paint(ui.painter(), rect.center(), size, ink);
            paint::focus_ring(ui, &response, rect, radius::CONTROL);
        }
        self.hint.show(response)
    }
}
