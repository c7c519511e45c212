//! The button with words: primary, secondary, quiet, danger, or outlined in a tone.
//! Buttons that are an icon alone are in `icon_button`.

use super::paint;
use super::tooltip::Hint;
use crate::ui::theme::{self, Icon, TextRole, Tokens, Tone, Weight, control, radius, space};
use egui::{Color32, Response, Role, Sense, Stroke, Ui, Widget, WidgetInfo, vec2};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do. At most one in sight.
    Primary,
    /// An ordinary button with a border.
    #[default]
    Secondary,
    /// Words alone until the pointer comes.
    Quiet,
    /// As [`Self::Quiet`], in the colour of text: a title that opens something.
    Title,
    /// Deletes or loses something.
    Danger,
    /// Outlined in the colour of the banner it stands in.
    Outline(Tone),
}

/// Height and type of a button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Size {
    Small,
    #[default]
    Normal,
    Large,
}

/// A button. `ui.add(Button::primary("Start").icon(Icon::Play)).clicked()`
#[must_use]
pub struct Button<'a> {
    label: &'a str,
    icon: Option<Icon>,
    trailing: Option<Icon>,
    kind: ButtonKind,
    size: Size,
    hint: Hint<'a>,
    name: Option<&'a str>,
    width: Option<f32>,
}

impl<'a> Button<'a> {
    /// A secondary button.
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            icon: None,
            trailing: None,
            kind: ButtonKind::Secondary,
            size: Size::Normal,
            hint: Hint::default(),
            name: None,
            width: None,
        }
    }

    /// The one thing to do.
    pub fn primary(label: &'a str) -> Self {
        Self::new(label).kind(ButtonKind::Primary)
    }

    /// Words alone.
    pub fn quiet(label: &'a str) -> Self {
        Self::new(label).kind(ButtonKind::Quiet)
    }

    /// Deletes something.
    pub fn danger(label: &'a str) -> Self {
        Self::new(label).kind(ButtonKind::Danger)
    }

    /// Any kind.
    pub fn kind(mut self, kind: ButtonKind) -> Self {
        self.kind = kind;
        self
    }

    /// An icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// An icon behind the words, usually a chevron.
    pub fn trailing_icon(mut self, icon: Icon) -> Self {
        self.trailing = Some(icon);
        self
    }

    /// 28 high, for rows and cards.
    pub fn small(mut self) -> Self {
        self.size = Size::Small;
        self
    }

    /// 38 high, for the one button of a page.
    pub fn large(mut self) -> Self {
        self.size = Size::Large;
        self
    }

    /// Words shown when the pointer rests on it.
    pub fn tooltip(mut self, text: &'a str) -> Self {
        self.hint.text = Some(text);
        self
    }

    /// The key that does the same, shown with the tooltip: "Ctrl+K".
    pub fn shortcut_hint(mut self, keys: &'a str) -> Self {
        self.hint.keys = Some(keys);
        self
    }

    /// The name for people who do not see the screen, when the words alone do not say which thing is
    /// meant: "Start Heaps" for "Start".
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// At least this wide, points.
    pub fn min_width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }
}

/// Colours of a kind: fill at rest, over, held; outline; words.
struct Look {
    rest: Color32,
    over: Color32,
    held: Color32,
    stroke: Stroke,
    ink: Color32,
    weight: Weight,
}

fn look(tokens: &Tokens, kind: ButtonKind) -> Look {
    let medium = Weight::Medium;
    match kind {
        ButtonKind::Primary => Look {
            rest: tokens.accent,
            over: tokens.accent_hover,
            held: tokens.accent_hover,
            stroke: Stroke::NONE,
            ink: tokens.on_accent,
            weight: Weight::SemiBold,
        },
        ButtonKind::Secondary => Look {
            rest: tokens.surface,
            over: tokens.hover,
            held: tokens.pressed,
            stroke: tokens.line(),
            ink: tokens.text,
            weight: medium,
        },
        ButtonKind::Quiet => Look {
            rest: Color32::TRANSPARENT,
            over: tokens.text.gamma_multiply(0.07),
            held: tokens.text.gamma_multiply(0.12),
            stroke: Stroke::NONE,
            ink: tokens.accent,
            weight: medium,
        },
        ButtonKind::Title => Look {
            rest: Color32::TRANSPARENT,
            over: tokens.text.gamma_multiply(0.07),
            held: tokens.text.gamma_multiply(0.12),
            stroke: Stroke::NONE,
            ink: tokens.text,
            weight: Weight::SemiBold,
        },
        ButtonKind::Danger => Look {
            rest: tokens.surface,
            over: tokens.bad_soft,
            held: tokens.bad_soft,
            stroke: Stroke::new(1.0, tokens.bad),
            ink: tokens.bad,
            weight: medium,
        },
        ButtonKind::Outline(tone) => {
            let colors = tokens.tone(tone);
            Look {
                rest: Color32::TRANSPARENT,
                over: tokens.surface,
                held: tokens.surface,
                stroke: Stroke::new(1.0, colors.ink),
                ink: colors.ink,
                weight: medium,
            }
        }
    }
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let tokens = theme::tokens(ui);
        let look = look(tokens, self.kind);
        let (height, role, pad, icon_size) = match self.size {
            Size::Small => (control::SMALL, TextRole::Pill, 10.0, 14.0),
            Size::Normal => (control::HEIGHT, TextRole::Body, 15.0, 15.0),
            Size::Large => (control::LARGE, TextRole::Section, 20.0, control::ICON),
        };
        let weight = if self.size == Size::Large && self.kind != ButtonKind::Primary {
            Weight::Medium
        } else {
            look.weight
        };
        let galley = paint::whole_line(ui, role, weight, look.ink, self.label);
        let icon_room = |icon: Option<Icon>| {
            if icon.is_some() {
                icon_size + space::S
            } else {
                0.0
            }
        };
        let content = galley.size().x + icon_room(self.icon) + icon_room(self.trailing);
        let width = (content + 2.0 * pad).max(self.width.unwrap_or(0.0));
        let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), height), Sense::click());
        let name = self.name.unwrap_or(self.label);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));

        if ui.is_rect_visible(rect) {
            let fill = paint::reaction(ui, &response, look.rest, look.over, look.held);
            let painter = ui.painter();
            painter.add(paint::boxed(rect, radius::CONTROL, fill, look.stroke));
            let y = rect.center().y;
            let mut x = rect.center().x - content / 2.0;
            if let Some(icon) = self.icon {
                icon.paint(
                    painter,
                    egui::pos2(x + icon_size / 2.0, y),
                    icon_size,
                    look.ink,
                );
                x += icon_size + space::S;
            }
            x = paint::line_at(painter, x, y, galley);
            if let Some(icon) = self.trailing {
                let center = egui::pos2(x + space::S + icon_size / 2.0, y);
                icon.paint(painter, center, icon_size, look.ink);
            }
            paint::focus_ring(ui, &response, rect, radius::CONTROL);
        }
        self.hint.show(response)
    }
}
