//! The help sheet (`?`): every command with its keys, grouped by where it can be given, what is live here first. Made from
//! the commands themselves. In the same sheet keys are changed.
//!
//! Not here: which keys clash (`state/keymap.rs`).

use egui::{Key, Modifiers, ScrollArea, Ui};

use crate::state::{Action, Command, Scope};
use crate::ui::context::ViewContext;
use crate::ui::keys::{self, Chord};
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use crate::ui::widgets::{Button, ButtonKind, Follow as _, IconButton, key_cap, text};

/// Keys that are not commands: how to move about.
const MOVING: [(&str, &str); 7] = [
    ("Tab", "To the next thing that can be used"),
    ("Shift Tab", "To the one before"),
    ("Enter or Space", "Presses it"),
    ("Arrow keys", "From card to card, day to day, row to row"),
    ("Ctrl click", "Selects one more, or one less"),
    ("Shift click", "Selects all up to there"),
    ("Esc", "Closes what is open, cancels a drag or typing"),
];

/// Room for the keys of a line, in points.
const KEYS: f32 = 132.0;

/// Whether the sheet is open, and what is being changed.
#[derive(Default)]
pub(super) struct Help {
    open: bool,
    changing: bool,
    /// The command that waits for its new key.
    waiting: Option<Command>,
    /// What was just refused, and why.
    refused: Option<(Command, String)>,
}

impl Help {
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    pub(super) fn open(&mut self, changing: bool) {
        *self = Self {
            open: true,
            changing,
            ..Self::default()
        };
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        if !self.open {
            return;
        }
        self.listen(ui, cx);
        let again = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F1));
        let window = ui.ctx().content_rect();
        let width = (window.width() - 64.0).min(920.0);
        let modal = super::modal(ui, "help").show(ui.ctx(), |ui| {
            ui.set_width(width);
            self.head(ui, cx);
            ui.add_space(space::S);
            let height = (window.height() - 176.0).max(120.0);
            ScrollArea::vertical()
                .max_height(height)
                .min_scrolled_height(height)
                .auto_shrink([false, true])
                .follow(ui, |ui| self.groups(ui, cx, width));
        });
        if modal.should_close() || again {
            self.open = false;
        }
    }

    fn head(&mut self, ui: &mut Ui, cx: &ViewContext) {
        ui.horizontal(|ui| {
            text::title(ui, "Keyboard shortcuts");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let close = IconButton::new(Icon::Close, "Close the shortcuts");
                if ui.add(close).clicked() {
                    self.open = false;
                }
                let words = if self.changing {
                    "Done changing"
                } else {
                    "Change keys…"
                };
                if ui.add(Button::new(words).small()).clicked() {
                    self.open(!self.changing);
                }
                let own = Command::ALL.iter().any(|c| cx.keymap.is_changed(*c));
                if self.changing && own {
                    let all = Button::quiet("All as usual").small();
                    let all = all.tooltip("Gives every command its usual keys again");
                    if ui.add(all).clicked() {
                        cx.send(Action::UsualKeys(None));
                    }
                }
            });
        });
        if self.changing {
            text::muted(
                ui,
                "Press the key of a command, then the new one. Backspace: none. Esc: as it was.",
            );
        }
    }

    fn groups(&mut self, ui: &mut Ui, cx: &ViewContext, width: f32) {
        let scopes = scopes(self.changing, cx);
        if width <= 640.0 {
            for scope in scopes {
                self.group(ui, cx, scope);
            }
            moving(ui);
            return;
        }
        // Two columns, about as long as each other.
        let weight = |scope: &Scope| listed(*scope, self.changing, cx).count() + 2;
        let all: usize = scopes.iter().map(weight).sum();
        let mut so_far = 0;
        let side: Vec<usize> = scopes
            .iter()
            .map(|scope| {
                let left = so_far + weight(scope) / 2 < (all + MOVING.len()) / 2;
                so_far += weight(scope);
                usize::from(!left)
            })
            .collect();
        ui.columns(2, |columns| {
            for (scope, side) in scopes.iter().zip(side) {
                if let Some(ui) = columns.get_mut(side) {
                    self.group(ui, cx, *scope);
                }
            }
            if let Some(ui) = columns.get_mut(1) {
                moving(ui);
            }
        });
    }

    fn group(&mut self, ui: &mut Ui, cx: &ViewContext, scope: Scope) {
        ui.add_space(space::S);
        let live = is_live(scope, cx);
        ui.horizontal(|ui| {
            text::section_title(ui, scope.title());
            if !live && !self.changing {
                let words = match scope {
                    Scope::Item => "select an item first",
                    Scope::Drill => "start the reviews first",
                    Scope::Plan => "open a plan first",
                    _ => "in that view",
                };
                text::small(ui, words);
            }
        });
        for command in listed(scope, self.changing, cx) {
            if self.changing {
                self.changeable(ui, cx, command);
            } else {
                let keys = keys::all_shown(&cx.keymap, command);
                line(ui, &keys, command.name(), command.help());
            }
        }
    }

    /// A line with its key to press.
    fn changeable(&mut self, ui: &mut Ui, cx: &ViewContext, command: Command) {
        let name = command.name().trim_end_matches('…');
        ui.horizontal(|ui| {
            ui.set_min_height(30.0);
            let before = ui.cursor().left();
            let waits = self.waiting == Some(command);
            let all = keys::all_shown(&cx.keymap, command).join("  ");
            let words = match (waits, all.is_empty()) {
                (true, _) => "Press a key…",
                (false, true) => "none",
                (false, false) => &all,
            };
            let said = format!("Change the key of {name}, now {words}");
            let kind = if waits {
                ButtonKind::Primary
            } else {
                ButtonKind::Secondary
            };
            let button = ui.add(Button::new(words).small().name(&said).kind(kind));
            if button.clicked() {
                self.waiting = (!waits).then_some(command);
                self.refused = None;
            }
            ui.add_space((KEYS + 24.0 - (ui.cursor().left() - before)).max(space::S));
            if cx.keymap.is_changed(command) {
                let usual = format!("Usual key of {name}");
                let button = IconButton::new(Icon::Reset, &usual).small();
                if ui.add(button).clicked() {
                    cx.send(Action::UsualKeys(Some(command)));
                }
            }
            let t = theme::tokens(ui);
            text::truncated(ui, TextRole::Body, Weight::Regular, t.text, name)
                .on_hover_text(command.help());
        });
        if let Some((_, why)) = self.refused.as_ref().filter(|(c, _)| *c == command) {
            let bad = theme::tokens(ui).bad;
            text::styled(ui, TextRole::Chip, Weight::Medium, bad, why);
        }
    }

    /// Takes the new key of the command that waits for one.
    fn listen(&mut self, ui: &Ui, cx: &ViewContext) {
        let Some(command) = self.waiting else { return };
        let Some(chord) = Chord::pressed(ui.ctx()) else {
            return;
        };
        let bare = !chord.command && !chord.alt && !chord.shift;
        self.refused = None;
        if bare && chord.key == Key::Escape {
            self.waiting = None;
            return;
        }
        if bare && matches!(chord.key, Key::Backspace) {
            cx.send(Action::BindKey(command, None));
            self.waiting = None;
            return;
        }
        let key = chord.text();
        match cx.keymap.clash(command, &key) {
            Some(clash) => {
                let key = keys::pretty(&key);
                self.refused = Some((command, format!("Not {key}: {clash}.")));
            }
            None => {
                cx.send(Action::BindKey(command, Some(key)));
                self.waiting = None;
            }
        }
    }
}

/// Whether the commands of this scope can be given now.
fn is_live(scope: Scope, cx: &ViewContext) -> bool {
    match scope {
        Scope::Program => true,
        Scope::Plan => cx.has_plan,
        Scope::Item => cx.has_plan && cx.selection.item.is_some() && !cx.is_drilling(),
        Scope::Drill => cx.is_drilling(),
        Scope::View(view) => view == cx.view(),
    }
}

/// The commands of a scope that the sheet lists: those with keys, or all where keys are changed.
fn listed(scope: Scope, all: bool, cx: &ViewContext) -> impl Iterator<Item = Command> {
    Command::ALL
        .iter()
        .copied()
        .filter(move |c| c.scope() == scope && (all || !cx.keymap.keys(*c).is_empty()))
}

/// The scopes that have something to list: what is live first, this view before all.
fn scopes(all: bool, cx: &ViewContext) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = Vec::new();
    for command in Command::ALL {
        let scope = command.scope();
        if !scopes.contains(&scope) && listed(scope, all, cx).next().is_some() {
            scopes.push(scope);
        }
    }
    scopes.sort_by_key(|scope| (*scope != Scope::View(cx.view()), !is_live(*scope, cx)));
    scopes
}

fn moving(ui: &mut Ui) {
    ui.add_space(space::S);
    text::section_title(ui, "Moving about");
    for (key, what) in MOVING {
        line(ui, &[key.to_owned()], what, "");
    }
}

fn line(ui: &mut Ui, keys: &[String], name: &str, help: &str) {
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        let before = ui.cursor().left();
        for key in keys {
            key_cap(ui, key);
        }
        let used = ui.cursor().left() - before;
        ui.add_space((KEYS - used).max(space::S));
        let label = ui.add(
            egui::Label::new(
                TextRole::Body
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
