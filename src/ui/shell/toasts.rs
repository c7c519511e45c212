//! Toasts, drawn at the foot of the window.

use egui::{Align2, Area, Id, Order, Ui, vec2};

use crate::state::{Action, AppState, Command, View};
use crate::ui::context::ViewContext;
use crate::ui::theme::{Icon, Tone};
use crate::ui::widgets::Toast;

pub(super) fn ui(ui: &mut Ui, cx: &ViewContext, state: &mut AppState) {
    let now = ui.input(|input| input.time);
    if let Some(next) = state.toasts.at(now) {
        ui.request_repaint_after_secs((next - now).max(0.0) as f32 + 0.02);
    }
    let mut close = None;
    let undo_keys = cx.keys_of(Command::Undo);
    let toasts: Vec<_> = state.toasts.iter().cloned().collect();
    if toasts.is_empty() {
        return;
    }
    Area::new(Id::unique("toasts"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -20.0))
        .show(ui.ctx(), |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            for toast in toasts {
                ui.push_id(toast.id, |ui| {
                    let offers = toast.undo.is_some() && toast.undo == Some(cx.revision);
                    let shown = shortened(&toast.text, toast.failed || toast.hint);
                    let mut drawn = Toast::new(&shown);
                    if toast.failed {
                        drawn = drawn.tone(Tone::Bad, Icon::Warning).action("Close");
                    } else if toast.look {
                        drawn = drawn.tone(Tone::Accent, Icon::Info).action("Look…");
                    } else if toast.example {
                        drawn = drawn.tone(Tone::Neutral, Icon::Eye).action("Go back to it");
                    } else if toast.hint {
                        drawn = drawn.tone(Tone::Neutral, Icon::Info);
                        if toast.settings {
                            drawn = drawn.action("Set a date");
                        }
                    } else if offers {
                        drawn = drawn.action("Undo").shortcut_hint(&undo_keys);
                    }
                    if let Some(warning) = &toast.warning {
                        drawn = drawn.warning(&warning.text).calm(warning.calm);
                        if warning.replan && offers {
                            drawn = drawn.second("Replan…");
                        }
                    }
                    let pressed = drawn.show(ui);
                    if pressed.second {
                        close = Some(toast.id);
                        cx.run(Command::Replan);
                    }
                    if pressed.action || pressed.dismissed {
                        close = Some(toast.id);
                        if pressed.action && toast.look {
                            cx.send(Action::LookAtBetter);
                        } else if pressed.action && toast.example {
                            cx.send(Action::BackToExample);
                        } else if pressed.action && toast.settings {
                            cx.send(Action::Go(View::Settings));
                        } else if pressed.action && offers {
                            cx.run(Command::Undo);
                        }
                    }
                });
            }
        });
    if let Some(id) = close {
        state.toasts.close(id);
    }
}

/// The words of a toast, short enough to leave room for its button; what went wrong is said in full.
fn shortened(text: &str, failed: bool) -> String {
    let most = if failed { 240 } else { 84 };
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
