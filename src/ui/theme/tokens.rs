//! The colours of both themes, read once from the embedded RON files. No sizes (see `measure`), no fonts.

use egui::Color32;
use egui::epaint::Shadow;
use serde::{Deserialize, Deserializer};
use std::sync::LazyLock;

const LIGHT: &str = include_str!("../../../assets/theme/light.ron");
const DARK: &str = include_str!("../../../assets/theme/dark.ron");

static LIGHT_TOKENS: LazyLock<Tokens> = LazyLock::new(|| read(LIGHT, "light"));
static DARK_TOKENS: LazyLock<Tokens> = LazyLock::new(|| read(DARK, "dark"));

/// Reads an embedded theme. A test proves that both can be read, so the default is never seen.
fn read(text: &str, name: &str) -> Tokens {
    ron::from_str(text).unwrap_or_else(|error| {
        log::error!("The built-in {name} theme cannot be read: {error}");
        Tokens::default()
    })
}

/// Which of the two themes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Paper.
    Light,
    /// Lamplight.
    Dark,
}

impl Theme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// The theme these visuals belong to.
    pub fn of(visuals: &egui::Visuals) -> Self {
        if visuals.dark_mode {
            Self::Dark
        } else {
            Self::Light
        }
    }

    /// Its tokens.
    pub fn tokens(self) -> &'static Tokens {
        match self {
            Self::Light => &LIGHT_TOKENS,
            Self::Dark => &DARK_TOKENS,
        }
    }

    /// Its embedded text, as it stands in `assets/theme`.
    pub fn source(self) -> &'static str {
        match self {
            Self::Light => LIGHT,
            Self::Dark => DARK,
        }
    }
}

impl From<Theme> for egui::Theme {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::Light => Self::Light,
            Theme::Dark => Self::Dark,
        }
    }
}

/// Every colour there is. Names say what it is for, not what it looks like.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// Whether text is light on dark.
    pub dark: bool,
    /// The window behind everything.
    #[serde(deserialize_with = "color")]
    pub bg: Color32,
    /// Cards, top bar, inspector, fields on `bg`.
    #[serde(deserialize_with = "color")]
    pub surface: Color32,
    /// Rail, columns, chips, empty bars.
    #[serde(deserialize_with = "color")]
    pub sunken: Color32,
    /// Lines of one pixel; empty bars on `sunken`.
    #[serde(deserialize_with = "color")]
    pub border: Color32,
    /// Outlines that must be seen alone: the empty check box.
    #[serde(deserialize_with = "color")]
    pub border_strong: Color32,
    /// What the pointer is over, on `surface` or `bg`.
    #[serde(deserialize_with = "color")]
    pub hover: Color32,
    /// What is held down.
    #[serde(deserialize_with = "color")]
    pub pressed: Color32,
    /// Words.
    #[serde(deserialize_with = "color")]
    pub text: Color32,
    /// Second words.
    #[serde(deserialize_with = "color")]
    pub muted: Color32,
    /// Placeholders and third words. Not on `sunken`.
    #[serde(deserialize_with = "color")]
    pub faint: Color32,
    /// The one thing to do; selection; links.
    #[serde(deserialize_with = "color")]
    pub accent: Color32,
    /// `accent` under the pointer.
    #[serde(deserialize_with = "color")]
    pub accent_hover: Color32,
    /// Ground of what is selected.
    #[serde(deserialize_with = "color")]
    pub accent_soft: Color32,
    /// Words on `accent`.
    #[serde(deserialize_with = "color")]
    pub on_accent: Color32,
    /// Fits, done.
    #[serde(deserialize_with = "color")]
    pub ok: Color32,
    /// Ground of `ok`.
    #[serde(deserialize_with = "color")]
    pub ok_soft: Color32,
    /// Look at this.
    #[serde(deserialize_with = "color")]
    pub warn: Color32,
    /// Ground of `warn`.
    #[serde(deserialize_with = "color")]
    pub warn_soft: Color32,
    /// Failed, lost, delete.
    #[serde(deserialize_with = "color")]
    pub bad: Color32,
    /// Ground of `bad`.
    #[serde(deserialize_with = "color")]
    pub bad_soft: Color32,
    /// Steps 1 to 5.
    pub steps: [StepColors; 5],
    /// Additional resources and everything that has no step.
    pub resource: StepColors,
    /// The soft shadows under a card, drawn in this order; none in the dark.
    pub card_shadow: Vec<ShadowToken>,
    /// Under menus, popups, windows, toasts.
    pub float_shadow: ShadowToken,
}

/// The two colours of a step.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
pub struct StepColors {
    /// Stripes, filled bars, and words on `tint` or on `surface`.
    #[serde(deserialize_with = "color")]
    pub ink: Color32,
    /// Ground.
    #[serde(deserialize_with = "color")]
    pub tint: Color32,
}

/// A shadow straight below its thing.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct ShadowToken {
    /// How far down, points.
    pub y: i8,
    /// Width of the soft edge, points.
    pub blur: u8,
    /// Colour and strength.
    #[serde(deserialize_with = "color")]
    pub color: Color32,
}

impl From<ShadowToken> for Shadow {
    fn from(token: ShadowToken) -> Self {
        Self {
            offset: [0, token.y],
            blur: token.blur,
            spread: 0,
            color: token.color,
        }
    }
}

/// What a chip, pill, button or banner means. Never told by the colour alone: give it words or an icon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Neutral,
    /// Selected, current.
    Accent,
    /// Fits, done.
    Ok,
    /// Look at this.
    Warn,
    /// Failed, lost.
    Bad,
    /// Belongs to a step (1 to 5; anything else is a resource).
    Step(u8),
}

impl Tokens {
    /// The colours of a step: 1 to 5; any other number means additional resources.
    pub fn step(&self, step: u8) -> StepColors {
        usize::from(step)
            .checked_sub(1)
            .and_then(|index| self.steps.get(index))
            .copied()
            .unwrap_or(self.resource)
    }

    /// Words and ground of a tone.
    pub fn tone(&self, tone: Tone) -> StepColors {
        let (ink, tint) = match tone {
            Tone::Neutral => (self.muted, self.sunken),
            Tone::Accent => (self.accent, self.accent_soft),
            Tone::Ok => (self.ok, self.ok_soft),
            Tone::Warn => (self.warn, self.warn_soft),
            Tone::Bad => (self.bad, self.bad_soft),
            Tone::Step(step) => return self.step(step),
        };
        StepColors { ink, tint }
    }

    /// A hairline in the border colour.
    pub fn line(&self) -> egui::Stroke {
        egui::Stroke::new(1.0, self.border)
    }
}

/// `#RRGGBB` or `#RRGGBBAA`.
fn color<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(deserializer)?;
    Color32::from_hex(&text)
        .map_err(|_| serde::de::Error::custom(format!("'{text}' is not a colour like #RRGGBB")))
}

/// WCAG contrast ratio of two opaque colours, 1 to 21.
pub fn contrast(a: Color32, b: Color32) -> f32 {
    fn luminance(color: Color32) -> f32 {
        let linear = egui::Rgba::from(color);
        0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b()
    }
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_themes_can_be_read() {
        for theme in Theme::ALL {
            let tokens: Tokens = ron::from_str(theme.source()).unwrap();
            assert_eq!(tokens.dark, theme == Theme::Dark);
            assert_eq!(theme.tokens().dark, tokens.dark);
        }
    }

    #[test]
    fn words_can_be_read_on_what_they_stand_on() {
        for theme in Theme::ALL {
            let t = theme.tokens();
            let mut pairs = vec![
                ("on_accent/accent", t.on_accent, t.accent),
                ("on_accent/accent_hover", t.on_accent, t.accent_hover),
                ("text/accent_soft", t.text, t.accent_soft),
                ("muted/accent_soft", t.muted, t.accent_soft),
                ("accent/accent_soft", t.accent, t.accent_soft),
                ("text/warn_soft", t.text, t.warn_soft),
                ("warn/warn_soft", t.warn, t.warn_soft),
                ("ok/ok_soft", t.ok, t.ok_soft),
                ("bad/bad_soft", t.bad, t.bad_soft),
                ("text/pressed", t.text, t.pressed),
                ("muted/pressed", t.muted, t.pressed),
                ("faint/bg", t.faint, t.bg),
                ("faint/surface", t.faint, t.surface),
            ];
            for (name, ground) in [
                ("bg", t.bg),
                ("surface", t.surface),
                ("sunken", t.sunken),
                ("hover", t.hover),
            ] {
                for (word, ink) in [
                    ("text", t.text),
                    ("muted", t.muted),
                    ("accent", t.accent),
                    ("ok", t.ok),
                    ("warn", t.warn),
                    ("bad", t.bad),
                ] {
                    pairs.push((format!("{word}/{name}").leak(), ink, ground));
                }
            }
            for step in 0..=5 {
                let colors = t.step(step);
                pairs.push(("step ink/tint", colors.ink, colors.tint));
                pairs.push(("step ink/surface", colors.ink, t.surface));
                pairs.push(("text/step tint", t.text, colors.tint));
            }
            for (name, ink, ground) in pairs {
                let ratio = contrast(ink, ground);
                assert!(ratio >= 4.5, "{theme:?} {name}: {ratio:.2}");
            }
            // Outlines of controls: 3:1 is asked of them.
            for ground in [t.surface, t.bg] {
                assert!(
                    contrast(t.border_strong, ground) >= 3.0,
                    "{theme:?} check box outline"
                );
            }
        }
    }
}
