//! The line that says that this is an example, over every view, with the way out.
//!
//! Not here: opening and leaving it (`state/example.rs`).

use egui::{Frame, Margin, Panel, Ui};

use crate::state::Command;
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, Tone};
use crate::ui::widgets::Banner;

/// Draws it where an example is open.
pub(super) fn ui(ui: &mut Ui, cx: &ViewContext) {
    if !cx.has_plan || !cx.plan.example || cx.view() == crate::state::View::Welcome {
        return;
    }
    let t = theme::tokens(ui);
    let margin = Margin {
        left: 16,
        right: 16,
        top: 10,
        bottom: 2,
    };
    Panel::top("example")
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(t.bg).inner_margin(margin))
        .show(ui, |ui| {
            let words = "Six made-up weeks to look around in. Change what you like: nothing of yours is touched.";
            let banner = Banner::new(Tone::Neutral, words)
                .strong("This is an example.")
                .icon(Icon::Eye)
                .action("Leave the example");
            if banner.show(ui).action {
                cx.run(Command::LeaveExample);
            }
        });
}
