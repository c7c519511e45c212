//! Earlier versions: a list by time, what restoring one would change, and the word to it.
//!
//! Not here: reading and comparing (`state/versions`).

use egui::{ScrollArea, Ui};

use crate::domain::Stamp;
use crate::state::Action;
use crate::state::versions::Versions;
use crate::store::backups::Backup;
use crate::store::exchange::local_times;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Button, Choice, choice_list, text};

use super::change_list::{self, ChangeList};

/// The dialog is no wider than this, points.
const WIDEST: f32 = 720.0;

/// The dialog's own state.
#[derive(Default)]
pub(super) struct VersionsDialog {
    list: ChangeList,
    open: bool,
    fresh: bool,
}

impl VersionsDialog {
    /// Says that no versions are looked at.
    pub(super) fn closed(&mut self) {
        if self.open {
            *self = Self::default();
        }
    }

    /// Draws it over the window.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, versions: &Versions) {
        if !std::mem::replace(&mut self.open, true) {
            self.fresh = true;
        }
        let modal = super::modal(ui, "versions").show(ui.ctx(), |ui| {
            let window = ui.ctx().content_rect();
            ui.set_width(WIDEST.min(window.width() - 80.0));
            text::item_title(ui, "Earlier versions");
            ui.add_space(space::XS);
            let Some(list) = &versions.list else {
                text::muted(ui, "Looking…");
                return;
            };
            if list.is_empty() {
                change_list::nothing(
                    ui,
                    "There is none yet: each save keeps the version before it, and thins them out as they get older.",
                );
                if ui.add(Button::new("Close")).clicked() {
                    cx.send(Action::Dismiss);
                }
                return;
            }
            let room = (window.height() - 230.0).clamp(150.0, 560.0);
            let entered = self.versions_ui(ui, cx, versions, list, (room * 0.42).min(list.len() as f32 * 44.0));
            ui.add_space(space::S);
            self.compared_ui(ui, versions, room * 0.58);
            ui.add_space(space::M);
            let differs = matches!(&versions.compared, Some(Ok(compared)) if !compared.changes.is_empty());
            ui.horizontal(|ui| {
                let restore = Button::primary("Restore this version").icon(Icon::History);
                let restore = ui.add_enabled(differs, restore);
                if restore.clicked() || (entered && differs) {
                    cx.send(Action::RestoreVersion);
                }
                if ui.add(Button::quiet("Cancel")).clicked() {
                    cx.send(Action::Dismiss);
                }
                text::small(ui, "Undo brings today’s plan back.");
            });
        });
        if modal.should_close() {
            cx.send(Action::Dismiss);
        }
    }

    fn versions_ui(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        versions: &Versions,
        list: &[Backup],
        height: f32,
    ) -> bool {
        let whens: Vec<Stamp> = list.iter().map(|backup| backup.when).collect();
        let said: Vec<(String, String)> = local_times(&whens)
            .into_iter()
            .zip(list.iter().enumerate())
            .map(|(when, (at, backup))| {
                let told = versions.told.get(&backup.number);
                (when, what(backup, list.get(at + 1), told))
            })
            .collect();
        let rows: Vec<Choice<'_>> = said
            .iter()
            .map(|(title, help)| Choice {
                heading: None,
                title,
                help,
            })
            .collect();
        let mut chosen = list
            .iter()
            .position(|backup| Some(backup.number) == versions.chosen)
            .unwrap_or(0);
        let height = height.max(88.0);
        let fresh = std::mem::take(&mut self.fresh);
        let said = ScrollArea::vertical()
            .id_salt("versions")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                choice_list(ui, "Versions", &rows, &mut chosen, fresh)
            })
            .inner;
        if said.changed
            && let Some(backup) = list.get(chosen)
        {
            cx.send(Action::LookAtVersion(backup.number));
        }
        said.entered
    }

    fn compared_ui(&mut self, ui: &mut Ui, versions: &Versions, height: f32) {
        match &versions.compared {
            None => {
                text::muted(ui, "Comparing…");
                ui.add_space(height - 24.0);
            }
            Some(Err(error)) => {
                text::body(ui, error);
            }
            Some(Ok(compared)) if compared.changes.is_empty() => {
                change_list::nothing(ui, "It is the same as the plan is now.");
            }
            Some(Ok(compared)) => {
                text::field_label(ui, "What restoring it would change");
                let height = height.min(ChangeList::wanted(&compared.changes)) - 20.0;
                self.list.ui(
                    ui,
                    "What restoring it would change",
                    height,
                    &compared.changes,
                    None,
                );
            }
        }
    }
}

/// What a version holds, in a line, with how many more or fewer than in the one before it, and what was changed in it.
fn what(backup: &Backup, before: Option<&Backup>, told: Option<&String>) -> String {
    let changed = match told.map(String::as_str) {
        Some("") => " · nothing changed".to_owned(),
        Some(words) => format!(" · changed: {words}"),
        None => String::new(),
    };
    let Some(now) = backup.counts else {
        return format!("{}{changed}", backup.why);
    };
    let before = before.and_then(|before| before.counts);
    let items = format::count(now.items, "item", "items");
    let items = items + &against(now.items, before.map(|before| before.items));
    let sessions = format::count(now.sessions, "session", "sessions");
    let sessions = sessions + &against(now.sessions, before.map(|before| before.sessions));
    format!("{items}, {sessions} · {}{changed}", backup.why)
}

/// “ (2 more)”, “ (1 fewer)”, or nothing where it is as many.
fn against(now: usize, before: Option<usize>) -> String {
    match before {
        Some(before) if now > before => format!(" ({} more)", now - before),
        Some(before) if now < before => format!(" ({} fewer)", before - now),
        _ => String::new(),
    }
}
