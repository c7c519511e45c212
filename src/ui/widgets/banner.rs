//! A sentence across the view that asks for one deed, and the toast that tells what was done.

use super::button::{Button, ButtonKind};
use super::icon_button::IconButton;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, radius, space};
use egui::{
    Align, Color32, Frame, Label, Layout, Margin, Role, Shape, Stroke, Ui, UiBuilder, pos2,
    text::LayoutJob,
};

/// In less room than this, points, a banner's button goes below its words.
const STACK_BELOW: f32 = 480.0;

/// The line below a toast has at least this room, points.
const WARNING_WIDTH: f32 = 300.0;

/// Room beside a toast's words, for its icon and buttons, points.
const BESIDE_WORDS: f32 = 280.0;

/// What was pressed on a banner or toast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pressed {
    /// Its action.
    pub action: bool,
    /// Its second action, where it has one.
    pub second: bool,
    /// Its cross.
    pub dismissed: bool,
}

/// `Banner::new(Tone::Warn, "They fit on Tuesday.").strong("75 minutes were missed.").action("Show the new plan…").show(ui).action`
#[must_use]
pub struct Banner<'a> {
    tone: Tone,
    strong: &'a str,
    text: &'a str,
    icon: Icon,
    action: Option<&'a str>,
    second: Option<&'a str>,
    dismissible: bool,
}

impl<'a> Banner<'a> {
    /// A tone and a sentence.
    pub fn new(tone: Tone, text: &'a str) -> Self {
        let icon = match tone {
            Tone::Warn => Icon::Warning,
            Tone::Bad => Icon::Error,
            Tone::Ok => Icon::CheckCircle,
            Tone::Neutral | Tone::Accent | Tone::Step(_) => Icon::Info,
        };
        Self {
            tone,
            strong: "",
            text,
            icon,
            action: None,
            second: None,
            dismissible: false,
        }
    }

    /// A sentence before it, in the strong weight.
    pub fn strong(mut self, text: &'a str) -> Self {
        self.strong = text;
        self
    }

    /// Another icon than the tone's.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = icon;
        self
    }

    /// The button at its right.
    pub fn action(mut self, label: &'a str) -> Self {
        self.action = Some(label);
        self
    }

    /// A quieter button beside it.
    pub fn second(mut self, label: &'a str) -> Self {
        self.second = Some(label);
        self
    }

    /// With a cross to put it away.
    pub fn dismissible(mut self) -> Self {
        self.dismissible = true;
        self
    }

    /// Shows it as wide as the room there is.
    pub fn show(self, ui: &mut Ui) -> Pressed {
        let tokens = theme::tokens(ui);
        let colors = tokens.tone(self.tone);
        let role = if self.tone == Tone::Bad {
            Role::Alert
        } else {
            Role::Status
        };
        let mut pressed = Pressed::default();
        let margin = Margin {
            left: 17,
            right: 16,
            top: 13,
            bottom: 13,
        };
        let builder = UiBuilder::new().accessibility_role(role);
        ui.scope_builder(builder, |ui| {
            Frame::new()
                .fill(colors.tint)
                .corner_radius(radius::CARD)
                .inner_margin(margin)
                .show(ui, |ui| {
                    ui.set_min_height(control::HEIGHT);
                    let narrow = ui.available_width() < STACK_BELOW && self.action.is_some();
                    row(
                        ui,
                        |ui| {
                            self.cross(ui, &mut pressed);
                            if !narrow {
                                self.button(ui, &mut pressed);
                            }
                        },
                        |ui| {
                            self.icon.show(ui, control::ICON, colors.ink);
                            ui.add_space(2.0);
                            words(ui, self.strong, self.text, colors.ink);
                        },
                    );
                    if narrow {
                        ui.horizontal_wrapped(|ui| self.button(ui, &mut pressed));
                    }
                });
        });
        pressed
    }

    fn cross(&self, ui: &mut Ui, pressed: &mut Pressed) {
        if self.dismissible {
            let cross = IconButton::new(Icon::Close, "Dismiss").small();
            pressed.dismissed = ui.add(cross).clicked();
        }
    }

    fn button(&self, ui: &mut Ui, pressed: &mut Pressed) {
        if let Some(action) = self.action {
            let kind = ButtonKind::Outline(self.tone);
            pressed.action = ui.add(Button::new(action).kind(kind)).clicked();
        }
        if let Some(second) = self.second {
            pressed.second = ui.add(Button::quiet(second)).clicked();
        }
    }
}

/// `Toast::new("Moved 'GPT-3' to Fri 4 Dec").action("Undo").show(ui).action`: drawn where the ui is; who
/// shows toasts decides where and how long.
#[must_use]
pub struct Toast<'a> {
    text: &'a str,
    icon: Icon,
    tone: Tone,
    warning: &'a str,
    calm: bool,
    action: Option<&'a str>,
    second: Option<&'a str>,
    keys: Option<&'a str>,
}

impl<'a> Toast<'a> {
    /// What was done.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            icon: Icon::Check,
            tone: Tone::Ok,
            warning: "",
            calm: false,
            action: None,
            second: None,
            keys: None,
        }
    }

    /// Something else than a deed done.
    pub fn tone(mut self, tone: Tone, icon: Icon) -> Self {
        (self.tone, self.icon) = (tone, icon);
        self
    }

    /// The button at its right.
    pub fn action(mut self, label: &'a str) -> Self {
        self.action = Some(label);
        self
    }

    /// What it breaks, in a line below.
    pub fn warning(mut self, text: &'a str) -> Self {
        self.warning = text;
        self
    }

    /// The line below warns of nothing: it is only good to know.
    pub fn calm(mut self, calm: bool) -> Self {
        self.calm = calm;
        self
    }

    /// A second button, before the first.
    pub fn second(mut self, label: &'a str) -> Self {
        self.second = Some(label);
        self
    }

    /// The key of that action.
    pub fn shortcut_hint(mut self, keys: &'a str) -> Self {
        self.keys = Some(keys);
        self
    }

    /// Shows it, as wide as its words.
    pub fn show(self, ui: &mut Ui) -> Pressed {
        let tokens = theme::tokens(ui);
        let colors = tokens.tone(self.tone);
        let mut pressed = Pressed::default();
        let role = if self.tone == Tone::Bad {
            Role::Alert
        } else {
            Role::Status
        };
        let builder = UiBuilder::new().accessibility_role(role);
        let ground = ui.painter().add(Shape::Noop);
        let shown = ui.scope_builder(builder, |ui| {
            Frame::new()
                .inner_margin(Margin {
                    left: 14,
                    right: 8,
                    top: 7,
                    bottom: 7,
                })
                .show(ui, |ui| {
                    // Not `with_layout`: that would take all the height there is, and every click in it.
                    ui.horizontal(|ui| {
                        ui.set_min_height(control::SMALL);
                        self.icon.show(ui, 16.0, colors.ink);
                        // As wide as its words, but never wider than the window with its buttons.
                        let window = ui.ctx().content_rect().width();
                        let mut job = LayoutJob::default();
                        let format = TextRole::Body.format(Weight::Regular, tokens.text);
                        job.append(self.text, 0.0, format);
                        job.wrap.max_width = (window - BESIDE_WORDS).max(WARNING_WIDTH / 2.0);
                        let words = ui.painter().layout_job(job);
                        ui.add(Label::new(words));
                        ui.add_space(space::XS);
                        if let Some(second) = self.second {
                            let button = Button::quiet(second).small();
                            pressed.second = ui.add(button).clicked();
                        }
                        if let Some(action) = self.action {
                            let mut button = Button::quiet(action).small();
                            if let Some(keys) = self.keys {
                                button = button.shortcut_hint(keys);
                            }
                            pressed.action = ui.add(button).clicked();
                        }
                        let cross = IconButton::new(Icon::Close, "Dismiss").small();
                        pressed.dismissed = ui.add(cross).clicked();
                    });
                    self.warning_line(ui);
                });
        });
        let rect = shown.response.rect;
        let shadow: egui::Shadow = tokens.float_shadow.into();
        let fill = if tokens.dark {
            tokens.hover
        } else {
            tokens.surface
        };
        let sheet = super::paint::boxed(rect, radius::CARD, fill, tokens.line());
        let mut shapes = vec![shadow.as_shape(rect, radius::CARD).into(), sheet];
        // The tone as a short bar at the left, so that it is not told by the icon alone.
        let bar = egui::Rect::from_min_max(
            rect.min + egui::vec2(5.0, 11.0),
            pos2(rect.left() + 8.0, rect.bottom() - 11.0),
        );
        shapes.push(super::paint::boxed(bar, 2, colors.ink, Stroke::NONE));
        ui.painter().set(ground, Shape::Vec(shapes));
        pressed
    }
}

impl Toast<'_> {
    /// As wide as the line above it; wraps.
    fn warning_line(&self, ui: &mut Ui) {
        if self.warning.is_empty() {
            return;
        }
        let tokens = theme::tokens(ui);
        let width = ui.min_rect().width().max(WARNING_WIDTH);
        ui.horizontal_top(|ui| {
            ui.set_max_width(width.min(ui.ctx().content_rect().width() - 2.0 * space::XL));
            ui.spacing_mut().interact_size.y = TextRole::Pill.line();
            let (icon, ink) = match self.calm {
                true => (Icon::Info, tokens.muted),
                false => (Icon::Warning, tokens.warn),
            };
            icon.show(ui, 16.0, ink);
            let words = TextRole::Pill.rich(self.warning).color(tokens.text);
            ui.add(Label::new(words).wrap());
        });
    }
}

/// The right side first, so that the words know how much room is left.
fn row(ui: &mut Ui, right: impl FnOnce(&mut Ui), left: impl FnOnce(&mut Ui)) {
    let height = ui.available_height().min(control::HEIGHT);
    ui.allocate_ui_with_layout(
        egui::vec2(ui.available_width(), height),
        Layout::right_to_left(Align::Center),
        |ui| {
            right(ui);
            ui.add_space(space::S);
            ui.with_layout(
                Layout::left_to_right(Align::Center).with_main_justify(false),
                left,
            );
        },
    );
}

fn words(ui: &mut Ui, strong: &str, text: &str, ink: Color32) {
    let mut job = LayoutJob::default();
    if !strong.is_empty() {
        job.append(strong, 0.0, TextRole::Body.format(Weight::Bold, ink));
    }
    if !text.is_empty() {
        let gap = if strong.is_empty() { "" } else { " " };
        let text = format!("{gap}{text}");
        job.append(&text, 0.0, TextRole::Body.format(Weight::Regular, ink));
    }
    ui.add(Label::new(job).wrap());
}
