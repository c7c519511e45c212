//! The fonts of a picture: the bundled Inter, and for signs that it does not have as few fonts of the system as cover them. What no
//! font has is left out, rather than drawn as a row of boxes.
//!
//! The fonts of the system are looked at only where a picture needs one, and only those that are drawn with are kept: asking
//! all of them for every sign takes minutes. Not here: widths (`font.rs`).

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::{Database, Source, Style};

use super::font::{Weight, glyph, has_outlines};

/// The largest font file that is read.
const MAX_BYTES: usize = 64 << 20;

static INTER: LazyLock<Database> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for weight in [
        Weight::Regular,
        Weight::Medium,
        Weight::Semibold,
        Weight::Bold,
    ] {
        fonts.load_font_data(weight.bytes().to_vec());
    }
    fonts.set_sans_serif_family("Inter");
    fonts
});

/// Inter, and what else these signs need; and the signs that no font here has, which would be drawn as empty boxes.
pub fn for_signs(signs: &BTreeSet<char>) -> (Arc<Database>, BTreeSet<char>) {
    let mut fonts = INTER.clone();
    let mut missing: BTreeSet<char> = signs
        .iter()
        .copied()
        .filter(|sign| !sign.is_whitespace())
        .collect();
    if !missing.is_empty() {
        let mut system = Database::new();
        system.load_system_fonts();
        for (id, index, source) in candidates(&system) {
            if missing.is_empty() {
                break;
            }
            let needed = system.with_face_data(id, |data, _| {
                if data.len() > MAX_BYTES || !has_outlines(data, index) {
                    return None;
                }
                let has = |sign: &char| glyph(data, index, u32::from(*sign)).is_some();
                let covered: Vec<char> = missing.iter().copied().filter(has).collect();
                let fits = !covered.is_empty();
                fits.then(|| (data.to_vec(), covered))
            });
            if let Some((data, covered)) = needed.flatten() {
                log::debug!("A picture uses {source}.");
                fonts.load_font_source(Source::Binary(Arc::new(data)));
                missing.retain(|sign| !covered.contains(sign));
            }
        }
    }
    (Arc::new(fonts), missing)
}

/// Upright faces of normal weight, those without serifs first; one of each file.
fn candidates(system: &Database) -> Vec<(resvg::usvg::fontdb::ID, u32, String)> {
    let mut all: Vec<_> = system
        .faces()
        .filter(|face| face.style == Style::Normal && (300..=500).contains(&face.weight.0))
        .filter_map(|face| {
            let Source::File(path) = &face.source else {
                return None;
            };
            let family = face.families.first().map_or("", |(name, _)| name.as_str());
            let plain = !face.monospaced && !family.contains("Mono") && !family.contains("Serif");
            let order = (
                !(plain && family.contains("Sans")),
                !plain,
                face.weight.0.abs_diff(400),
            );
            Some((order, path.display().to_string(), face.index, face.id))
        })
        .collect();
    all.sort_by(|a, b| (&a.0, &a.1, a.2).cmp(&(&b.0, &b.1, b.2)));
    all.dedup_by(|a, b| a.1 == b.1);
    all.into_iter()
        .map(|(_, path, index, id)| (id, index, path))
        .collect()
}
