//! Menus: the popup below a button and the rows in it. Arrow keys, Escape and closing are egui's.

use super::paint;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, radius, space};
use egui::{
    Popup, PopupCloseBehavior, RectAlign, Response, Role, Sense, Ui, Widget, WidgetInfo, pos2, vec2,
};

/// Narrowest menu, points.
const MIN_WIDTH: f32 = 200.0;
const ROW: f32 = 32.0;
const ICON: f32 = 16.0;

/// A menu below a button; it opens and closes when the button is pressed.
pub fn popup_menu<R>(button: &Response, contents: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    Popup::menu(button)
        .align(RectAlign::BOTTOM_START)
        .gap(space::XS)
        .show(|ui| menu_contents(ui, contents))
        .map(|shown| shown.inner)
}

/// The other mouse button on a row opens the menu of the row's button.
pub fn row_opens_menu(row: &Response, button: &Response) {
    if row.secondary_clicked() {
        Popup::open_id(&button.ctx, Popup::default_response_id(button));
    }
}

/// A popup below a button for a form or a list of filters: a click in it does not close it.
pub fn popup_panel<R>(button: &Response, contents: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    Popup::menu(button)
        .align(RectAlign::BOTTOM_START)
        .gap(space::XS)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(contents)
        .map(|shown| shown.inner)
}

/// The menu of the other mouse button (or of the menu key) on a thing.
pub fn context_menu<R>(response: &Response, contents: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    Popup::context_menu(response)
        .show(|ui| menu_contents(ui, contents))
        .map(|shown| shown.inner)
}

fn menu_contents<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.set_min_width(MIN_WIDTH);
    ui.spacing_mut().item_spacing.y = 0.0;
    contents(ui)
}

/// `if ui.add(MenuItem::new("Undo").icon(Icon::Undo).shortcut("Ctrl+Z")).clicked() { … }`
#[must_use]
pub struct MenuItem<'a> {
    label: &'a str,
    icon: Option<Icon>,
    shortcut: Option<&'a str>,
    checked: Option<bool>,
    danger: bool,
    current: bool,
}

impl<'a> MenuItem<'a> {
    /// What it does.
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            icon: None,
            shortcut: None,
            checked: None,
            danger: false,
            current: false,
        }
    }

    /// An icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that does the same, at the right.
    pub fn shortcut(mut self, keys: &'a str) -> Self {
        self.shortcut = Some(keys);
        self
    }

    /// Makes it a choice that is on or off: a check stands where the icon would.
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// Deletes something.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// The row that Enter would take, in lists that are driven from a text field (the palette).
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }
}

impl Widget for MenuItem<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let tokens = theme::tokens(ui);
        let ink = if self.danger { tokens.bad } else { tokens.text };
        let role = TextRole::Body;
        let has_icon = self.icon.is_some() || self.checked.is_some();
        let icon_room = if has_icon { ICON + 10.0 } else { 0.0 };
        let keys = self.shortcut.map(|keys| {
            let text = keys.replace('+', " ");
            paint::whole_line(ui, TextRole::Chip, Weight::Regular, tokens.muted, &text)
        });
        let keys_room = keys.as_ref().map_or(0.0, |keys| keys.size().x + space::XL);
        let pad = 10.0;
        let galley = paint::whole_line(ui, role, Weight::Regular, ink, self.label);
        let wanted = galley.size().x + icon_room + keys_room + 2.0 * pad;
        let width = wanted.max(
            ui.available_width()
                .min(ui.min_rect().width())
                .max(MIN_WIDTH),
        );
        let (rect, response) = ui.allocate_at_least(vec2(width, ROW), Sense::click());
        let enabled = ui.is_enabled();
        let name = self.label;
        response.widget_info(|| match self.checked {
            Some(on) => WidgetInfo::selected(Role::MenuItemCheckBox, enabled, on, name),
            None => WidgetInfo::labeled(Role::MenuItem, enabled, name),
        });
        if ui.is_rect_visible(rect) {
            let over = response.hovered() || paint::focused(&response) || self.current;
            if over {
                let fill = if self.danger {
                    tokens.bad_soft
                } else {
                    tokens.hover
                };
                let fill = if self.current {
                    tokens.accent_soft
                } else {
                    fill
                };
                ui.painter().rect_filled(rect, radius::BADGE, fill);
            }
            let y = rect.center().y;
            let mut x = rect.left() + pad;
            let icon = match self.checked {
                Some(true) => Some((Icon::Check, tokens.accent)),
                Some(false) => None,
                None => self
                    .icon
                    .map(|icon| (icon, if self.danger { ink } else { tokens.muted })),
            };
            if let Some((icon, ink)) = icon {
                icon.paint(ui.painter(), pos2(x + ICON / 2.0, y), ICON, ink);
            }
            x += icon_room;
            paint::line_at(ui.painter(), x, y, galley);
            if let Some(keys) = keys {
                paint::line_at(ui.painter(), rect.right() - pad - keys.size().x, y, keys);
            }
            if paint::focused(&response) {
                let inner = rect.shrink(control::FOCUS + control::FOCUS_GAP);
                ui.painter()
                    .add(paint::ring(tokens.accent, inner, radius::BADGE - 2));
            }
        }
        response
    }
}

/// The name of a group of rows.
pub fn menu_title(ui: &mut Ui, text: &str) {
    ui.add_space(space::XS);
    ui.horizontal(|ui| {
        ui.add_space(10.0);
        super::text::field_label(ui, text);
    });
    ui.add_space(2.0);
}

/// A line between groups of rows.
pub fn menu_separator(ui: &mut Ui) {
    // While a menu is measured there is room for a whole window: a line must not ask for it.
    let width = if ui.is_sizing_pass() {
        0.0
    } else {
        ui.available_width()
    };
    let (rect, _) = ui.allocate_exact_size(vec2(width, 9.0), Sense::hover());
    let line = theme::tokens(ui).line();
    ui.painter()
        .hline(rect.x_range(), rect.center().y.round() + 0.5, line);
}
