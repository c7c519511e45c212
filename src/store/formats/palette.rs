//! The colours of the program for what goes out of it: read from the same files as those of the window.
//!
//! Not here: what each is for in the window (`ui/theme/tokens.rs`).

use std::sync::LazyLock;

use serde::Deserialize;

static LIGHT: LazyLock<Palette> =
    LazyLock::new(|| read(include_str!("../../../assets/theme/light.ron")));
static DARK: LazyLock<Palette> =
    LazyLock::new(|| read(include_str!("../../../assets/theme/dark.ron")));

/// A test proves that both can be read, so the default is never seen.
fn read(text: &str) -> Palette {
    ron::from_str(text).unwrap_or_default()
}

/// Colours as `#RRGGBB`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Palette {
    /// The page behind everything.
    pub bg: String,
    /// Cards.
    pub surface: String,
    /// Columns, chips, empty bars.
    pub sunken: String,
    /// Lines.
    pub border: String,
    /// Lines that must be seen alone.
    pub border_strong: String,
    /// Words.
    pub text: String,
    /// Second words.
    pub muted: String,
    /// What counts; links.
    pub accent: String,
    /// Words on `accent`.
    pub on_accent: String,
    /// Done.
    pub ok: String,
    /// Look at this.
    pub warn: String,
    /// Steps 1 to 5.
    pub steps: [Step; 5],
    /// Everything without a step.
    pub resource: Step,
}

/// The two colours of a step.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Step {
    /// Stripes, filled bars, words on `tint`.
    pub ink: String,
    /// Ground.
    pub tint: String,
}

impl Palette {
    /// Light on dark, or dark on light.
    pub fn of(dark: bool) -> &'static Self {
        if dark { &DARK } else { &LIGHT }
    }

    /// The colours of a step by its number; any but 1 to 5 is none.
    pub fn step(&self, number: u32) -> &Step {
        usize::try_from(number)
            .ok()
            .and_then(|number| number.checked_sub(1))
            .and_then(|at| self.steps.get(at))
            .unwrap_or(&self.resource)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_can_be_read() {
        for dark in [false, true] {
            let palette = Palette::of(dark);
            for colour in [
                &palette.bg,
                &palette.text,
                &palette.step(5).ink,
                &palette.step(9).tint,
            ] {
                assert!(colour.len() == 7 && colour.starts_with('#'), "{colour}");
            }
        }
    }
}
