//! The help sheet (`?`): every command with its keys, grouped by where it can be given. Made from the commands themselves.

use egui::{Key, Modifiers, ScrollArea, Ui};

use crate::state::{Command, Scope};
use crate::ui::context::ViewContext;
use crate::ui::keys;
use crate::ui::theme::{self, Icon};
use crate::ui::widgets::{IconButton, key_cap, text};

/// Keys that are not commands: how to move about.
const MOVING: [(&str, &str); 5] = [
    ("Tab", "To the next thing that can be used"),
    ("Shift Tab", "To the one before"),
    ("Enter or Space", "Presses it"),
    ("Arrow keys", "From card to card, day to day, row to row"),
    ("Esc", "Closes what is open, cancels a drag or typing"),
];

/// Whether the sheet is open.
#[derive(Default)]
pub(super) struct Help {
    open: bool,
}

impl Help {
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    pub(super) fn open(&mut self) {
        self.open = true;
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        if !self.open {
            return;
        }
        let again = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F1));
        let window = ui.ctx().content_rect();
        let width = (window.width() - 64.0).min(860.0);
        let modal = super::modal(ui, "help").show(ui.ctx(), |ui| {
            ui.set_width(width);
            ui.horizontal(|ui| {
                text::title(ui, "Keyboard shortcuts");
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if ui
                        .add(IconButton::new(Icon::Close, "Close the shortcuts"))
                        .clicked()
                    {
                        self.open = false;
                    }
                });
            });
            ui.add_space(8.0);
            let height = (window.height() - 160.0).max(120.0);
            ScrollArea::vertical()
                .max_height(height)
                .min_scrolled_height(height)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    let wide = width > 640.0;
                    let scopes = scopes(cx);
                    if wide {
                        let half = scopes.len().div_ceil(2);
                        ui.columns(2, |columns| {
                            for (n, scope) in scopes.iter().enumerate() {
                                if let Some(ui) = columns.get_mut(usize::from(n >= half)) {
                                    group(ui, *scope);
                                }
                            }
                            if let Some(ui) = columns.first_mut() {
                                moving(ui);
                            }
                        });
                    } else {
                        moving(ui);
                        for scope in scopes {
                            group(ui, scope);
                        }
                    }
                });
        });
        if modal.should_close() || again {
            self.open = false;
        }
    }
}

/// The scopes that have commands with keys: what is live in this view first.
fn scopes(cx: &ViewContext) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = Vec::new();
    for command in Command::ALL {
        if !command.keys().is_empty() && !scopes.contains(&command.scope()) {
            scopes.push(command.scope());
        }
    }
    scopes.sort_by_key(|scope| *scope != Scope::View(cx.view()));
    scopes
}

fn group(ui: &mut Ui, scope: Scope) {
    ui.add_space(8.0);
    text::section_title(ui, scope.title());
    let commands = Command::ALL
        .iter()
        .filter(|c| c.scope() == scope && !c.keys().is_empty());
    for command in commands {
        line(
            ui,
            &keys::all_shown(*command),
            command.name(),
            command.help(),
        );
    }
}

fn moving(ui: &mut Ui) {
    ui.add_space(8.0);
    text::section_title(ui, "Moving about");
    for (key, what) in MOVING {
        line(ui, &[key.to_owned()], what, "");
    }
}

fn line(ui: &mut Ui, keys: &[String], name: &str, help: &str) {
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        let width = 132.0;
        let before = ui.cursor().left();
        for key in keys {
            key_cap(ui, key);
        }
        let used = ui.cursor().left() - before;
        ui.add_space((width - used).max(8.0));
        let label = ui.add(
            egui::Label::new(
                theme::TextRole::Body
                    .rich(name.trim_end_matches('…'))
                    .color(t.text),
            )
            .truncate(),
        );
        if !help.is_empty() {
            label.on_hover_text(help);
        }
    });
}
