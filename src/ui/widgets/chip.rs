//! Small facts: the chip (18 high, in cards and second lines) and the pill (26 high, in bars and titles).
//! Both only tell; what can be pressed is `filter_chip` or a button. A pill can be made to open something.

use super::paint;
use super::tooltip::Hint;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, radius, space};
use egui::{Color32, Response, Role, Sense, Stroke, Ui, Widget, WidgetInfo, pos2, vec2};

/// `ui.add(Chip::new("core · 6 h"))`
#[must_use]
pub struct Chip<'a> {
    text: &'a str,
    icon: Option<Icon>,
    tone: Tone,
    bare: bool,
    hint: Hint<'a>,
}

impl<'a> Chip<'a> {
    /// Words on a soft ground.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            icon: None,
            tone: Tone::Neutral,
            bare: false,
            hint: Hint::default(),
        }
    }

    /// An icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// What it means. A tone other than a step's wants an icon or words that say the same.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Without the ground: a count beside chips ("↗ 4").
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Words shown when the pointer rests on it; also its name in the accessibility tree.
    pub fn tooltip(mut self, text: &'a str) -> Self {
        self.hint.text = Some(text);
        self
    }

    /// How wide it will be, to plan a row of chips.
    pub fn width(&self, ui: &Ui) -> f32 {
        let galley = paint::whole_line(
            ui,
            TextRole::Chip,
            Weight::Regular,
            Color32::BLACK,
            self.text,
        );
        (galley.size().x + self.icon_room() + 2.0 * self.pad()).ceil()
    }

    fn pad(&self) -> f32 {
        if self.bare { 2.0 } else { 7.0 }
    }

    fn icon_room(&self) -> f32 {
        match self.icon {
            Some(_) if self.text.is_empty() => control::ICON_CHIP,
            Some(_) => control::ICON_CHIP + space::XS,
            None => 0.0,
        }
    }
}

impl Widget for Chip<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let tokens = theme::tokens(ui);
        let colors = tokens.tone(self.tone);
        let room = self.icon_room() + 2.0 * self.pad();
        let max = ui.available_width() - room;
        let galley = paint::line(
            ui,
            TextRole::Chip,
            Weight::Regular,
            colors.ink,
            self.text,
            max.max(24.0),
        );
        let size = vec2((galley.size().x + room).ceil(), control::CHIP);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let name = self.hint.text.unwrap_or(self.text);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
        if ui.is_rect_visible(rect) {
            if !self.bare {
                ui.painter().rect_filled(rect, radius::CHIP, colors.tint);
            }
            let mut x = rect.left() + self.pad();
            if let Some(icon) = self.icon {
                let size = control::ICON_CHIP;
                icon.paint(
                    ui.painter(),
                    pos2(x + size / 2.0, rect.center().y),
                    size,
                    colors.ink,
                );
                x += size + space::XS;
            }
            paint::line_at(ui.painter(), x, rect.center().y, galley);
        }
        self.hint.show(response)
    }
}

/// `ui.add(Pill::new("to Onsite · Tue 26 Jan").strong("23 days").icon(Icon::Flag))`
#[must_use]
pub struct Pill<'a> {
    strong: &'a str,
    text: &'a str,
    icon: Option<Icon>,
    tone: Tone,
    grounded: bool,
    action: Option<&'a str>,
    hint: Hint<'a>,
}

impl<'a> Pill<'a> {
    /// Words on a rounded ground.
    pub fn new(text: &'a str) -> Self {
        Self {
            strong: "",
            text,
            icon: None,
            tone: Tone::Neutral,
            grounded: false,
            action: None,
            hint: Hint::default(),
        }
    }

    /// Words before them, in the strong weight: the figure.
    pub fn strong(mut self, text: &'a str) -> Self {
        self.strong = text;
        self
    }

    /// An icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// What it means: words and icon take its colour, the ground stays neutral
    /// unless [`Self::grounded`].
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Also the ground takes the colour of the tone: for a verdict that must be seen.
    pub fn grounded(mut self) -> Self {
        self.grounded = true;
        self
    }

    /// Makes it a button with this name.
    pub fn opens(mut self, name: &'a str) -> Self {
        self.action = Some(name);
        self
    }

    /// Words shown when the pointer rests on it.
    pub fn tooltip(mut self, text: &'a str) -> Self {
        self.hint.text = Some(text);
        self
    }

    /// How wide it will be.
    pub fn width(&self, ui: &Ui) -> f32 {
        let measure = |weight, text: &str| {
            let ink = Color32::BLACK;
            paint::whole_line(ui, TextRole::Pill, weight, ink, text)
                .size()
                .x
        };
        let both = !self.strong.is_empty() && !self.text.is_empty();
        let mut width = 2.0 * PILL_PAD + measure(Weight::Regular, self.text);
        width += measure(Weight::Bold, self.strong) + if both { 6.0 } else { 0.0 };
        width += match self.icon {
            Some(_) => PILL_ICON + space::S,
            None => 0.0,
        };
        width.ceil()
    }
}

/// The size of a pill's icon and the room at its ends, points.
const PILL_ICON: f32 = 14.0;
const PILL_PAD: f32 = 11.0;

impl Widget for Pill<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let tokens = theme::tokens(ui);
        let colors = tokens.tone(self.tone);
        let ground = if self.grounded {
            colors.tint
        } else {
            tokens.sunken
        };
        let strong_ink = if self.tone == Tone::Neutral {
            tokens.text
        } else {
            colors.ink
        };
        let role = TextRole::Pill;
        let strong = paint::whole_line(ui, role, Weight::Bold, strong_ink, self.strong);
        let text = paint::whole_line(ui, role, Weight::Regular, colors.ink, self.text);
        let (icon_size, pad) = (PILL_ICON, PILL_PAD);
        let both = !self.strong.is_empty() && !self.text.is_empty();
        let width = self.width(ui);
        let sense = if self.action.is_some() {
            Sense::click()
        } else {
            Sense::hover()
        };
        let (rect, response) = ui.allocate_exact_size(vec2(width, control::PILL), sense);
        let enabled = ui.is_enabled();
        response.widget_info(|| match self.action {
            Some(name) => WidgetInfo::labeled(Role::Button, enabled, name),
            None if both => WidgetInfo::labeled(
                Role::Label,
                enabled,
                format!("{} {}", self.strong, self.text),
            ),
            None => WidgetInfo::labeled(
                Role::Label,
                enabled,
                format!("{}{}", self.strong, self.text),
            ),
        });
        if ui.is_rect_visible(rect) {
            let fill = if self.action.is_some() {
                paint::reaction(ui, &response, ground, tokens.pressed, tokens.pressed)
            } else {
                ground
            };
            ui.painter()
                .add(paint::boxed(rect, radius::PILL, fill, Stroke::NONE));
            let y = rect.center().y;
            let mut x = rect.left() + pad;
            if let Some(icon) = self.icon {
                let ink = colors.ink;
                icon.paint(ui.painter(), pos2(x + icon_size / 2.0, y), icon_size, ink);
                x += icon_size + space::S;
            }
            if !self.strong.is_empty() {
                x = paint::line_at(ui.painter(), x, y, strong) + 6.0;
            }
            paint::line_at(ui.painter(), x, y, text);
            if self.action.is_some() {
                paint::focus_ring(ui, &response, rect, radius::PILL);
            }
        }
        self.hint.show(response)
    }
}
