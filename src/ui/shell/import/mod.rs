//! Import: what a file holds, how it is read, what it would change here, and the word to it. Nothing changes before that.
//!
//! Not here: reading and working it out (`state/importing`), the list of changes (`change_list`).

mod columns;
mod outline;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Key, Modifiers, Ui, vec2};

use crate::domain::merge::ChangeId;
use crate::state::importing::{How, Import, Offered};
use crate::state::{Action, ImportChoice};
use crate::store::formats::Incoming;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Button, Segmented, text};

use super::change_list::{self, ChangeList};

/// The dialog is no wider than this, points.
const WIDEST: f32 = 780.0;
/// In a window lower than this, points, what explains the dialog is left out.
const LOW: f32 = 480.0;

/// The dialog's own state.
#[derive(Default)]
pub(super) struct ImportDialog {
    list: ChangeList,
    refused: BTreeSet<ChangeId>,
    /// What was left out at first.
    known: BTreeSet<ChangeId>,
    /// What the refusals are of.
    of: Option<Arc<Offered>>,
    /// Whether the way it is read is shown in place of what it changes.
    reading: bool,
    notes: bool,
    fresh: bool,
    open: bool,
}

impl ImportDialog {
    /// Says that no import is there.
    pub(super) fn closed(&mut self) {
        if self.open {
            *self = Self::default();
        }
    }

    /// Draws it over the window.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, import: &Import) {
        if !std::mem::replace(&mut self.open, true) {
            self.fresh = true;
        }
        if let Some(offered) = &import.offered
            && self.of.as_ref().is_none_or(|of| !Arc::ptr_eq(of, offered))
        {
            self.of = Some(Arc::clone(offered));
            // What is here already is left out, but where the user took it before.
            let known: BTreeSet<ChangeId> = std::mem::take(&mut self.known);
            let left_out = offered.changes.left_out();
            self.refused.extend(left_out.difference(&known).cloned());
            self.known = left_out;
            // A refusal stays where the same change is offered again.
            let there: BTreeSet<&ChangeId> = offered
                .changes
                .list
                .iter()
                .map(|change| &change.id)
                .collect();
            self.refused.retain(|id| there.contains(id));
        }
        let modal = super::modal(ui, "import").show(ui.ctx(), |ui| {
            let window = ui.ctx().content_rect();
            ui.set_width(WIDEST.min(window.width() - 80.0));
            let room = window.height() - 2.0 * space::XL - 40.0;
            let top = ui.cursor().top();
            self.head(ui, cx, import);
            let foot = 52.0;
            let height = (room - (ui.cursor().top() - top) - foot).clamp(110.0, 520.0);
            if self.reading {
                self.how_ui(ui, cx, import, height);
            } else {
                self.changes_ui(ui, import, height);
            }
            ui.add_space(space::M);
            self.foot(ui, cx, import);
        });
        if modal.should_close() {
            cx.send(Action::Dismiss);
        }
    }

    fn head(&mut self, ui: &mut Ui, cx: &ViewContext, import: &Import) {
        text::item_title(ui, &format!("Import {}", import.file_name()));
        ui.add_space(space::XS);
        // Where there is little room, it is for what is chosen from.
        let low = ui.ctx().content_rect().height() < LOW;
        if !low {
            text::muted(ui, &what_it_is(&import.incoming));
            ui.add_space(space::S);
        }
        let choices = import.choices(cx.has_plan);
        if choices.len() > 1 || import.how != How::AsItIs {
            self.choices_ui(ui, cx, import, &choices);
            ui.add_space(space::XS);
        }
        if !low {
            text::small(ui, choice_help(import.choice, &import.incoming));
            ui.add_space(space::XS);
        }
        if !(low && self.reading) {
            self.notes_ui(ui, import);
            ui.add_space(space::XS);
        }
    }

    /// What is done with it, and whether that or how it is read is shown.
    fn choices_ui(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        import: &Import,
        choices: &[ImportChoice],
    ) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::M, space::S);
            if choices.len() > 1 {
                let names: Vec<&str> = choices.iter().map(|choice| choice_name(*choice)).collect();
                let mut chosen = choices
                    .iter()
                    .position(|choice| *choice == import.choice)
                    .unwrap_or(0);
                let shown = Segmented::new("What to do with it", &names).show(ui, &mut chosen);
                if shown.changed()
                    && let Some(choice) = choices.get(chosen)
                {
                    cx.send(Action::ImportAs(Box::new(import.how.clone()), *choice));
                }
            }
            if import.how != How::AsItIs {
                let mut chosen = usize::from(self.reading);
                Segmented::new("What is shown", &["What comes in", "How it is read"])
                    .show(ui, &mut chosen);
                self.reading = chosen == 1;
            }
        });
    }

    /// What there is to say about the file, folded away where it is more than a line.
    fn notes_ui(&mut self, ui: &mut Ui, import: &Import) {
        let Some(offered) = &import.offered else {
            return;
        };
        match offered.notes.as_slice() {
            [] => {}
            [note] => {
                text::small(ui, note);
            }
            notes => {
                let (icon, label) = match self.notes {
                    true => (Icon::ChevronDown, "Fewer remarks".to_owned()),
                    false => (
                        Icon::ChevronRight,
                        format!("{} remarks about the file", notes.len()),
                    ),
                };
                if ui.add(Button::quiet(&label).small().icon(icon)).clicked() {
                    self.notes = !self.notes;
                }
                if self.notes {
                    egui::ScrollArea::vertical()
                        .id_salt("remarks")
                        .max_height(96.0)
                        .show(ui, |ui| {
                            for note in notes.iter().take(200) {
                                text::small(ui, note);
                            }
                            if notes.len() > 200 {
                                text::small(ui, &format!("… and {} more", notes.len() - 200));
                            }
                        });
                }
            }
        }
    }

    fn how_ui(&mut self, ui: &mut Ui, cx: &ViewContext, import: &Import, height: f32) {
        let how = match (&*import.incoming, &import.how) {
            (Incoming::Markdown(outline), How::Markdown(options)) => {
                outline::ui(ui, outline, options, height).map(How::Markdown)
            }
            (Incoming::Table(sheet), How::Table(columns)) => {
                columns::ui(ui, sheet, columns, height).map(How::Table)
            }
            _ => None,
        };
        if let Some(how) = how {
            cx.send(Action::ImportAs(Box::new(how), import.choice));
        }
    }

    fn changes_ui(&mut self, ui: &mut Ui, import: &Import, height: f32) {
        let Some(offered) = &import.offered else {
            ui.horizontal(|ui| {
                ui.add(egui::Spinner::new());
                text::muted(ui, "Comparing…");
            });
            ui.add_space(height - 30.0);
            return;
        };
        if offered.changes.is_empty() {
            change_list::nothing(
                ui,
                "Everything in it is already here: nothing would change.",
            );
            return;
        }
        let mut height = height;
        if let Some(twins) = offered.changes.twins_in_words() {
            let top = ui.cursor().top();
            text::muted(ui, &format!("{twins} unless ticked."));
            ui.add_space(space::XS);
            height -= ui.cursor().top() - top;
        }
        let height = height.min(ChangeList::wanted(&offered.changes));
        let can_refuse = import.choice != ImportChoice::Copy;
        let refused = can_refuse.then_some(&mut self.refused);
        self.list
            .ui(ui, "What would change", height, &offered.changes, refused);
    }

    fn foot(&mut self, ui: &mut Ui, cx: &ViewContext, import: &Import) {
        let offered = import.offered.as_ref();
        let all = offered.map_or(0, |offered| offered.changes.list.len());
        let taken = if import.choice == ImportChoice::Copy {
            all
        } else {
            all.saturating_sub(self.refused.len())
        };
        ui.horizontal(|ui| {
            let label = match (import.choice, taken) {
                (ImportChoice::Copy, _) => "Open as a plan".to_owned(),
                (_, 1) => "Import 1 change".to_owned(),
                (_, n) => format!("Import {n} changes"),
            };
            let ready = offered.is_some() && taken > 0;
            let go = ui.add_enabled(
                ready,
                Button::primary(&label).icon(Icon::Import).name(&label),
            );
            if ready && std::mem::take(&mut self.fresh) {
                go.request_focus();
            }
            let entered = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
            if ready && (go.clicked() || entered) {
                cx.send(Action::AcceptImport(std::mem::take(&mut self.refused)));
            }
            let cancel = ui.add(Button::quiet(if all == 0 && offered.is_some() {
                "Close"
            } else {
                "Cancel"
            }));
            if !ready && offered.is_some() && std::mem::take(&mut self.fresh) {
                cancel.request_focus();
            }
            if cancel.clicked() {
                cx.send(Action::Dismiss);
            }
            if let Some(offered) = offered {
                ui.add_space(space::S);
                text::small(ui, &offered.changes.summary());
            }
        });
    }
}

fn choice_name(choice: ImportChoice) -> &'static str {
    match choice {
        ImportChoice::Merge => "Into this plan",
        ImportChoice::Replace => "In place of this plan",
        ImportChoice::Copy => "As a plan of its own",
    }
}

fn choice_help(choice: ImportChoice, incoming: &Incoming) -> &'static str {
    match (choice, incoming) {
        (ImportChoice::Merge, Incoming::Calendar(_)) => {
            "Its events become busy times, which leave less time for study. Importing it again brings it up to date."
        }
        (ImportChoice::Merge, _) => {
            "What is new comes in. Your progress, notes and dates stay; untick what you do not want."
        }
        (ImportChoice::Replace, _) => {
            "Everything of this plan gives way to the imported one. Undo brings it back."
        }
        (ImportChoice::Copy, Incoming::Plan(_)) => {
            "The imported plan is kept beside yours, in a file of its own."
        }
        (ImportChoice::Copy, _) => {
            "A new plan over this list, with an interview in eight weeks and nine hours a week: set yours in Settings."
        }
    }
}

fn what_it_is(incoming: &Incoming) -> String {
    let items = |n| format::count(n, "item", "items");
    match incoming {
        Incoming::Plan(loaded) => {
            let plan = &loaded.plan;
            let sessions = format::count(plan.sessions.len(), "session", "sessions");
            format!(
                "A plan of Cairn, “{}”: {}, {sessions}",
                plan.name,
                items(plan.items.len())
            )
        }
        Incoming::Path(loaded) => {
            let path = &loaded.path;
            let steps = format::count(path.steps.len(), "step", "steps");
            format!(
                "A study path of Cairn, “{}”: {steps}, {}",
                path.name,
                items(path.items.len())
            )
        }
        Incoming::Markdown(outline) => {
            let headings = format::count(outline.headings.len(), "heading", "headings");
            let entries = format::count(outline.entries.len(), "entry", "entries");
            format!("A list in Markdown: {headings}, {entries}")
        }
        Incoming::Table(sheet) => format!("A table: {}", sheet.summary()),
        Incoming::Calendar(_) => "A calendar".to_owned(),
    }
}
