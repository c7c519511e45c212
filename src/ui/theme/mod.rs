//! The look: tokens (colours, measures, type scale), fonts, icons, and how they are installed in egui.
//! Views take every colour, size and font from here. Nothing here knows what a plan is.

pub mod apply;
pub mod fonts;
pub mod icons;
pub mod measure;
pub mod tokens;
pub mod type_scale;

pub use apply::install;
pub use icons::Icon;
pub use measure::{control, frame, radius, space};
pub use tokens::{StepColors, Theme, Tokens, Tone};
pub use type_scale::{TextRole, Weight};

/// The tokens of the theme this ui is drawn in.
pub fn tokens(ui: &egui::Ui) -> &'static Tokens {
    Theme::of(ui.visuals()).tokens()
}
