//! The embedded fonts and the families made of them. Tabular figures are baked into the files
//! (see `assets/fonts/README.md`), because egui does not let a font feature be switched on.

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};
use std::sync::Arc;

/// Family of weight 500.
pub const MEDIUM: &str = "medium";
/// Family of weight 600.
pub const SEMIBOLD: &str = "semibold";
/// Family of weight 700.
pub const BOLD: &str = "bold";
/// Family of the italic, weight 400.
pub const ITALIC: &str = "italic";
/// Family of the icons: the glyph fills a square of the font size.
pub const ICONS: &str = "icons";

/// The icons again, a little larger, behind every text family, so that an icon can stand in a text.
const ICONS_IN_TEXT: &str = "icons in text";
const ICONS_IN_TEXT_SCALE: f32 = 1.2;

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/inter-regular.ttf");
const MEDIUM_DATA: &[u8] = include_bytes!("../../../assets/fonts/inter-medium.ttf");
const SEMIBOLD_DATA: &[u8] = include_bytes!("../../../assets/fonts/inter-semibold.ttf");
const BOLD_DATA: &[u8] = include_bytes!("../../../assets/fonts/inter-bold.ttf");
const ITALIC_DATA: &[u8] = include_bytes!("../../../assets/fonts/inter-italic.ttf");
const ICON_DATA: &[u8] = include_bytes!("../../../assets/fonts/cairn-icons.ttf");

/// Inter in front, then the icons, then what egui brings; egui asks the system for the rest.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, data) in [
        ("Inter", REGULAR),
        ("Inter Medium", MEDIUM_DATA),
        ("Inter SemiBold", SEMIBOLD_DATA),
        ("Inter Bold", BOLD_DATA),
        ("Inter Italic", ITALIC_DATA),
    ] {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(data)));
    }
    // Icons keep their drawn shape: hinting would bend circles and uneven the strokes.
    let icons = FontTweak {
        hinting: Some(false),
        ..Default::default()
    };
    let icons_in_text = FontTweak {
        scale: ICONS_IN_TEXT_SCALE,
        ..icons.clone()
    };
    fonts.font_data.insert(
        ICONS.to_owned(),
        Arc::new(FontData::from_static(ICON_DATA).tweak(icons)),
    );
    fonts.font_data.insert(
        ICONS_IN_TEXT.to_owned(),
        Arc::new(FontData::from_static(ICON_DATA).tweak(icons_in_text)),
    );

    let behind = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    let family = |first: &str| -> Vec<String> {
        [first, "Inter", ICONS_IN_TEXT]
            .into_iter()
            .map(str::to_owned)
            .chain(behind.iter().cloned())
            .collect()
    };
    for (key, first) in [
        (FontFamily::Proportional, "Inter"),
        (FontFamily::Name(MEDIUM.into()), "Inter Medium"),
        (FontFamily::Name(SEMIBOLD.into()), "Inter SemiBold"),
        (FontFamily::Name(BOLD.into()), "Inter Bold"),
        (FontFamily::Name(ITALIC.into()), "Inter Italic"),
    ] {
        let mut names = family(first);
        if first == "Inter" {
            names.remove(0);
        }
        fonts.families.insert(key, names);
    }
    fonts
        .families
        .insert(FontFamily::Name(ICONS.into()), vec![ICONS.to_owned()]);
    if let Some(mono) = fonts.families.get_mut(&FontFamily::Monospace) {
        // After the monospace face itself, before egui's last resorts.
        mono.insert(mono.len().min(1), "Inter".to_owned());
        mono.push(ICONS_IN_TEXT.to_owned());
    }
    fonts
}
