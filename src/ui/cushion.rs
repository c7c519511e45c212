//! A cushion as a chip: its sign, an icon and words, so that it is not told by colour alone.
//!
//! Not here: what a cushion is worth (`planner/cushion.rs`).

use egui::{Response, Ui};

use crate::domain::Interview;

use super::context::ViewContext;
use super::format;
use super::theme::{Icon, Tone};
use super::widgets::{Chip, text};

/// What the cushion of an interview is, for the tooltip.
const CUSHION: &str = "The cushion is the time there is before this interview, less what everything that it asks for still needs: study that is not left out, and the reviews and mocks before it.";

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

/// The cushion of an interview ahead, the same wherever it is shown; on the last evening what is of use then.
pub fn of_interview(ui: &mut Ui, cx: &ViewContext, interview: &Interview) {
    let Some(cushion) = cx.cushions.interviews.get(&interview.id) else {
        return;
    };
    if *cushion < 0 && interview.on.since(cx.today()) == 1 {
        text::muted(ui, "Tomorrow: review what you know.");
    } else {
        cushion_chip(ui, *cushion, CUSHION);
    }
}
