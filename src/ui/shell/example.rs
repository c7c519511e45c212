//! The line that says that this is an example, over every view, with the way out.
//!
//! Not here: opening and leaving it (`state/example.rs`).

use egui::{Frame, Margin, Panel, Ui};

use crate::domain::Week;
use crate::state::Command;
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, TextRole, control, space};
use crate::ui::widgets::{Button, text};

/// With less room than this, points, it says less.
const ROOM: f32 = 460.0;
const LITTLE: f32 = 320.0;

/// Draws it where an example is open.
pub(super) fn ui(ui: &mut Ui, cx: &ViewContext) {
    if !cx.has_plan || !cx.plan.example || cx.view() == crate::state::View::Welcome {
        return;
    }
    let t = theme::tokens(ui);
    let frame = Frame::new()
        .fill(t.accent_soft)
        .inner_margin(Margin::symmetric(24, 4));
    Panel::top("example")
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            let size = egui::vec2(ui.available_width(), control::SMALL);
            let right = egui::Layout::right_to_left(egui::Align::Center);
            ui.allocate_ui_with_layout(size, right, |ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                let leave = Button::quiet("Leave the example")
                    .icon(Icon::ArrowLeft)
                    .small();
                if ui.add(leave).clicked() {
                    cx.run(Command::LeaveExample);
                }
                let keep = Button::quiet("Keep it as my plan")
                    .tooltip(Command::KeepExample.help())
                    .small();
                if ui.add(keep).clicked() {
                    cx.run(Command::KeepExample);
                }
                if !is_of_today(cx) {
                    let anew = Button::quiet("Begin it anew")
                        .tooltip("Moves it to today again, as it was at first; this can be undone")
                        .small();
                    if ui.add(anew).clicked() {
                        cx.run(Command::OpenExample);
                    }
                }
                let left = egui::Layout::left_to_right(egui::Align::Center);
                ui.with_layout(left, |ui| {
                    Icon::Eye.show(ui, 16.0, t.accent);
                    let rest = match ui.available_width() {
                        room if room < LITTLE => "",
                        room if room < ROOM => "Nothing of yours is touched.",
                        _ => "Change what you like: nothing of yours is touched.",
                    };
                    let words = [("This is an example. ", true), (rest, false)];
                    text::sentence(ui, TextRole::Pill, t.text, &words);
                });
            });
        });
}

/// Whether today still lies in the week that the example was moved to.
fn is_of_today(cx: &ViewContext) -> bool {
    crate::domain::example::week_of_today(&cx.plan) == Week::of(cx.today())
}
