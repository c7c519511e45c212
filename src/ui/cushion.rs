//! A cushion as a chip: its sign, an icon and words, so that it is not told by colour alone.
//!
//! Not here: what a cushion is worth (`planner/cushion.rs`).

use egui::{Response, Ui};

use super::format;
use super::theme::{Icon, Tone};
use super::widgets::Chip;

/// “+4 h cushion”, “−1 h 30: too little time”, with what it means on hover.
pub fn cushion_chip(ui: &mut Ui, minutes: i64, help: &str) -> Response {
    let (words, icon, tone) = match minutes {
        0 => ("±0 cushion".to_owned(), Icon::Check, Tone::Ok),
        n if n > 0 => (
            format!("{} cushion", format::signed(n)),
            Icon::Check,
            Tone::Ok,
        ),
        n => (
            format!("{} cushion", format::signed(n)),
            Icon::Warning,
            Tone::Warn,
        ),
    };
    ui.add(Chip::new(&words).icon(icon).tone(tone))
        .on_hover_text(help)
}
