//! A plan's file that cannot be read: what is wrong with it, and what there is in its place.
//!
//! Not here: opening in its place (`state/keeping`).

use egui::{ScrollArea, Ui};

use crate::domain::Stamp;
use crate::state::keeping::Troubled;
use crate::state::{Action, Command};
use crate::store::backups::Backup;
use crate::store::exchange::local_times;
use crate::store::open::Wrong;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, space};
use crate::ui::widgets::{Button, Choice, choice_list, text};

/// The dialog is no wider than this, points.
const WIDEST: f32 = 720.0;
/// Room around the dialog's words, and for its buttons below them, which may take two lines.
const AROUND: f32 = 170.0;
/// In less room than this, points, the buttons take two lines.
const NARROW: f32 = 660.0;

/// What can be opened in place of the file.
struct Instead {
    title: String,
    help: String,
    /// None: the plan as this machine had it last.
    backup: Option<Backup>,
}

/// The dialog's own state.
#[derive(Default)]
pub(super) struct TroubleDialog {
    chosen: usize,
    open: bool,
    fresh: bool,
}

impl TroubleDialog {
    /// Says that there is no trouble.
    pub(super) fn closed(&mut self) {
        if self.open {
            *self = Self::default();
        }
    }

    /// Draws it over the window.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, troubled: &Troubled) {
        if !std::mem::replace(&mut self.open, true) {
            self.fresh = true;
        }
        let trouble = &troubled.trouble;
        let title = match trouble.wrong {
            Wrong::Damaged => "This plan’s file is damaged",
            Wrong::Empty => "This plan’s file is empty",
            Wrong::Gone => "This plan’s file is not there",
            Wrong::Refused => "This plan’s file cannot be read",
        };
        let modal = super::modal(ui, "trouble").show(ui.ctx(), |ui| {
            let window = ui.ctx().content_rect();
            ui.set_width(WIDEST.min(window.width() - 80.0));
            let all = instead(troubled);
            // In a small window the words scroll: the buttons are always there.
            let room = (window.height() - AROUND).max(80.0);
            let words = ScrollArea::vertical()
                .id_salt("what is wrong")
                .max_height(room)
                .min_scrolled_height(room)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    text::item_title(ui, title);
                    ui.add_space(space::S);
                    text::body(ui, &trouble.error);
                    if let Some(copy) = &trouble.copy {
                        text::small(ui, &format!("A copy of it is kept in {}.", copy.display()));
                    }
                    ui.add_space(space::M);
                    let entered = self.list_ui(ui, &all, window.height(), troubled);
                    differences_ui(ui, troubled, window.height());
                    entered
                });
            let entered = words.inner;
            ui.add_space(space::M);
            ui.horizontal_wrapped(|ui| self.deeds_ui(ui, cx, troubled, &all, entered));
        });
        if modal.should_close() {
            cx.send(Action::Dismiss);
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, all: &[Instead], window: f32, troubled: &Troubled) -> bool {
        if all.is_empty() {
            let words = match troubled.trouble.other {
                Some(other) => format!(
                    "{} has this plan open: go on there. What it holds is not lost, and is written again with its next save.",
                    crate::state::keeping::who(other)
                ),
                None => "This machine has no earlier version of it.".to_owned(),
            };
            text::body(ui, &words);
            return false;
        }
        text::field_label(ui, "What there is in its place");
        let rows: Vec<Choice<'_>> = all
            .iter()
            .map(|one| Choice {
                heading: None,
                title: &one.title,
                help: &one.help,
            })
            .collect();
        let room = window - AROUND - 160.0;
        let room = match troubled.differs {
            Some(_) => (room * 0.4).clamp(88.0, 264.0),
            None => room.clamp(88.0, 264.0),
        };
        let height = (rows.len() as f32 * 44.0).min(room);
        let fresh = std::mem::take(&mut self.fresh);
        let said = ScrollArea::vertical()
            .id_salt("instead")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                choice_list(
                    ui,
                    "What there is in its place",
                    &rows,
                    &mut self.chosen,
                    fresh,
                )
            });
        said.inner.entered
    }

    fn deeds_ui(
        &self,
        ui: &mut Ui,
        cx: &ViewContext,
        troubled: &Troubled,
        all: &[Instead],
        entered: bool,
    ) {
        if troubled.marked.is_some() {
            let both = Button::primary("Merge both sides").icon(Icon::Replan);
            if ui
                .add(both.tooltip("The marks are git’s: both sides are whole plans"))
                .clicked()
            {
                cx.send(Action::GoOnWithMerged);
            }
        }
        if let Some(chosen) = all.get(self.chosen) {
            let label = if self.chosen == 0 {
                "Open the last good copy"
            } else {
                "Open this version"
            };
            if ui.add(Button::primary(label).icon(Icon::History)).clicked() || entered {
                cx.send(Action::GoOnWith(chosen.backup.clone().map(Box::new)));
            }
        } else if ui
            .add(Button::primary(Command::OpenPlan.name()).icon(Icon::FolderOpen))
            .clicked()
        {
            cx.send(Action::Dismiss);
            cx.run(Command::OpenPlan);
        }
        if ui.max_rect().width() < NARROW {
            // Two rows of buttons rather than one that is left alone below the others.
            ui.end_row();
        }
        let damaged = troubled.trouble.wrong == Wrong::Damaged;
        if damaged
            && !all.is_empty()
            && troubled.differs.is_none()
            && ui.add(Button::new("Show differences")).clicked()
        {
            cx.send(Action::ShowDifferences);
        }
        let folder = troubled
            .path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder
            && ui
                .add(Button::new("Open the folder").icon(Icon::FolderOpen))
                .clicked()
        {
            cx.send(Action::OpenFolder(folder.to_owned()));
        }
        if ui.add(Button::quiet("Leave it as it is")).clicked() {
            cx.send(Action::Dismiss);
        }
    }
}

fn instead(troubled: &Troubled) -> Vec<Instead> {
    let counted = |items: usize, sessions: usize| {
        format!(
            "{}, {}",
            format::count(items, "item", "items"),
            format::count(sessions, "session", "sessions")
        )
    };
    let last = troubled.trouble.last.iter().map(|plan| Instead {
        title: "As Cairn had it last".to_owned(),
        help: format!(
            "{} · with what was not saved yet",
            counted(plan.items.len(), plan.sessions.len())
        ),
        backup: None,
    });
    let backups = &troubled.trouble.backups;
    let whens: Vec<Stamp> = backups.iter().map(|backup| backup.when).collect();
    let versions = backups.iter().zip(local_times(&whens));
    let versions = versions.map(|(backup, title)| Instead {
        title,
        help: match backup.counts {
            Some(counts) => format!(
                "{} · {}",
                counted(counts.items, counts.sessions),
                backup.why
            ),
            None => backup.why.to_string(),
        },
        backup: Some(backup.clone()),
    });
    last.chain(versions).collect()
}

/// How the damaged file differs from the last good copy.
fn differences_ui(ui: &mut Ui, troubled: &Troubled, window: f32) {
    let lines = match &troubled.differs {
        None => return,
        Some(Err(error)) => {
            text::body(ui, error);
            return;
        }
        Some(Ok(lines)) => lines,
    };
    ui.add_space(space::S);
    text::field_label(ui, "The last good copy (−) and the file as it is (+)");
    let t = theme::tokens(ui);
    let height = 17.0;
    let room = ((window - AROUND - 230.0) * 0.55).clamp(88.0, 260.0);
    ScrollArea::both()
        .id_salt("differences")
        .max_height(room)
        .min_scrolled_height(room)
        .auto_shrink([false, true])
        .show_rows(ui, height, lines.len(), |ui, rows| {
            for line in rows.filter_map(|at| lines.get(at)) {
                let ink = match line.as_bytes().first() {
                    Some(b'+') => t.ok,
                    Some(b'-') => t.bad,
                    _ => t.muted,
                };
                let words = egui::RichText::new(line).monospace().size(12.0).color(ink);
                ui.add(egui::Label::new(words).extend());
            }
        });
}
