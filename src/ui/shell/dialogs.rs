//! What asks in the middle of the window: an import, a path where the desktop has no file dialog, a new item, a new step.
//! The new plan before it is taken is in `proposal`, what did not fit in `left_out`; they open from here.

use std::path::PathBuf;

use egui::Ui;

use crate::domain::item::{Effort, Item, Kind};
use crate::domain::time::Minutes;
use crate::domain::{Edit, ItemId, Step, StepId};
use crate::state::{Action, AppState, FilePurpose};
use crate::store::links::Target;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::Icon;
use crate::ui::widgets::{Button, Segmented, Stepper, TextField, text};

use super::ask_link;
use super::change_list::ChangeList;
use super::export::ExportDialog;
use super::import::ImportDialog;
use super::left_out::LeftOut;
use super::proposal::ProposalDialog;
use super::shown_changes;
use super::trouble::TroubleDialog;
use super::versions::VersionsDialog;

/// The kinds that a new item can have.
const KINDS: [(&str, Kind); 6] = [
    ("Topic", Kind::Topic),
    ("Algorithm", Kind::Algorithm),
    ("Paper", Kind::Paper),
    ("Book", Kind::Book),
    ("Design", Kind::DesignPrompt),
    ("Resource", Kind::Resource),
];

/// The most time of a new item, minutes; the same as where an item is changed.
const MOST_TIME: u32 = 60_000;

/// What is being asked.
#[derive(Default)]
pub(super) struct Dialogs {
    item: Option<NewItem>,
    step: Option<String>,
    path: Option<String>,
    proposal: ProposalDialog,
    left_out: LeftOut,
    export: ExportDialog,
    import: ImportDialog,
    versions: VersionsDialog,
    trouble: TroubleDialog,
    shown: ChangeList,
    showing: bool,
    /// The link that was asked about in the frame before.
    asked: Option<Target>,
}

struct NewItem {
    title: String,
    kind: usize,
    step: usize,
    minutes: u32,
    fresh: bool,
}

impl Dialogs {
    pub(super) fn is_open(&self, state: &AppState) -> bool {
        self.item.is_some()
            || self.step.is_some()
            || state.proposal.is_some()
            || state.import.is_some()
            || state.versions.is_some()
            || state.trouble.is_some()
            || state.shown_changes.is_some()
            || state.path_field.is_some()
            || state.ask_link.is_some()
            || self.left_out.is_open()
            || self.export.is_open()
    }

    pub(super) fn new_item(&mut self, cx: &ViewContext) {
        let steps = cx.plan.steps_in_order();
        let selected = cx
            .selection
            .item
            .as_ref()
            .and_then(|id| cx.plan.items.get(id));
        let step = selected
            .and_then(|item| {
                steps
                    .iter()
                    .position(|step| item.step.as_ref() == Some(&step.id))
            })
            .unwrap_or(0);
        let kind = match steps.get(step).map(|step| step.id.as_str()) {
            Some("algorithms") => 1,
            Some("papers") => 2,
            Some("books") => 3,
            Some("design") => 4,
            _ => 0,
        };
        self.item = Some(NewItem {
            title: String::new(),
            kind,
            step,
            minutes: 120,
            fresh: true,
        });
    }

    pub(super) fn left_out(&mut self) {
        self.left_out.open();
    }

    pub(super) fn export(&mut self, cx: &ViewContext) {
        self.export.open(cx);
    }

    pub(super) fn new_step(&mut self) {
        self.step = Some(String::new());
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, state: &AppState) {
        if let Some(proposal) = &state.proposal {
            self.proposal.ui(ui, cx, proposal);
            return;
        }
        self.proposal.closed();
        self.left_out.ui(ui, cx);
        self.export.ui(ui, cx);
        if let Some(troubled) = &state.trouble {
            self.trouble.ui(ui, cx, troubled);
            return;
        }
        self.trouble.closed();
        let fresh = std::mem::replace(&mut self.showing, state.shown_changes.is_some())
            != state.shown_changes.is_some();
        if let Some(shown) = &state.shown_changes {
            if fresh {
                self.shown = ChangeList::default();
            }
            shown_changes::ui(ui, cx, &mut self.shown, shown, fresh);
            return;
        }
        let asked = std::mem::replace(&mut self.asked, state.ask_link.clone());
        if let Some(target) = &state.ask_link {
            ask_link::ui(ui, cx, target, asked.as_ref() != Some(target));
            return;
        }
        if state.import.is_none() {
            self.import.closed();
        }
        if state.versions.is_none() {
            self.versions.closed();
        }
        if let Some(import) = &state.import {
            self.import.ui(ui, cx, import);
        } else if let Some(versions) = &state.versions {
            self.versions.ui(ui, cx, versions);
        } else if let Some(field) = &state.path_field {
            let proposal = field.proposal.display().to_string();
            let typed = self.path.get_or_insert(proposal);
            if !path_ui(ui, cx, field.purpose, typed) {
                self.path = None;
            }
        } else if self.item.is_some() {
            self.new_item_ui(ui, cx);
        } else if self.step.is_some() {
            self.new_step_ui(ui, cx);
        }
        if state.path_field.is_none() {
            self.path = None;
        }
    }

    fn new_item_ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let Some(new) = &mut self.item else { return };
        let steps: Vec<(StepId, String)> = cx
            .plan
            .steps_in_order()
            .into_iter()
            .map(|step| (step.id.clone(), step.short_title().to_owned()))
            .collect();
        let mut done = false;
        let modal = super::modal(ui, "new item").show(ui.ctx(), |ui| {
            ui.set_width(520.0_f32.min(ui.ctx().content_rect().width() - 64.0));
            text::item_title(ui, "Add an item");
            ui.add_space(12.0);
            text::field_label(ui, "Title");
            let field = TextField::new(&mut new.title, "Title of the new item")
                .placeholder("What do you want to study?")
                .show(ui);
            if new.fresh {
                field.response.request_focus();
                new.fresh = false;
            }
            ui.add_space(12.0);
            text::field_label(ui, "Kind");
            let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
            Segmented::new("Kind of the new item", &names)
                .small()
                .wrap()
                .show(ui, &mut new.kind);
            ui.add_space(12.0);
            text::field_label(ui, "Step");
            let names: Vec<&str> = steps
                .iter()
                .map(|(_, name)| name.as_str())
                .chain(["None"])
                .collect();
            Segmented::new("Step of the new item", &names)
                .small()
                .wrap()
                .show(ui, &mut new.step);
            ui.add_space(12.0);
            text::field_label(ui, "Focused time it takes");
            let time = Stepper::new(
                &mut new.minutes,
                "Time for the new item",
                &|n| format::minutes(Minutes(n)),
                &|t| format::parse_minutes(t).map(|m| m.0),
            )
            .range(0..=MOST_TIME)
            .show(ui);
            let time_entered = Stepper::entered(ui, &time);
            ui.add_space(16.0);
            ui.horizontal(|ui| {
                let ready = !new.title.trim().is_empty();
                let add = ui.add_enabled(ready, Button::primary("Add the item").icon(Icon::Plus));
                let cancel = ui.add(Button::quiet("Cancel"));
                let typed_enter =
                    field.committed() && ui.input(|i| i.key_pressed(egui::Key::Enter));
                if ready && (add.clicked() || typed_enter || time_entered) {
                    let kind = KINDS
                        .get(new.kind)
                        .map_or(Kind::Topic, |(_, kind)| kind.clone());
                    let id: ItemId = cx.fresh_id(&new.title);
                    let mut item = Item::new(id.clone(), kind, new.title.trim());
                    item.step = steps.get(new.step).map(|(id, _)| id.clone());
                    let last = cx.index.items_of(item.step.as_ref()).last();
                    let last = last
                        .and_then(|id| cx.plan.items.get(id))
                        .map_or(0, |item| item.order);
                    item.order = last.saturating_add(1_000);
                    item.effort = Effort::flat(Minutes(new.minutes));
                    item.estimate = Some(Minutes(new.minutes));
                    cx.edit(Edit::AddItem(Box::new(item)));
                    cx.send(Action::Select(id));
                    done = true;
                }
                done |= cancel.clicked();
            });
        });
        if done || modal.should_close() {
            self.item = None;
        }
    }

    fn new_step_ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let Some(title) = &mut self.step else { return };
        let mut done = false;
        let modal = super::modal(ui, "new step").show(ui.ctx(), |ui| {
            ui.set_width(420.0);
            text::item_title(ui, "Add a step");
            ui.add_space(12.0);
            text::field_label(ui, "Title");
            let field = TextField::new(title, "Title of the new step")
                .placeholder("Behavioural")
                .show(ui);
            if title.is_empty() && !field.response.has_focus() {
                field.response.request_focus();
            }
            ui.add_space(16.0);
            ui.horizontal(|ui| {
                let ready = !title.trim().is_empty();
                if ui
                    .add_enabled(ready, Button::primary("Add the step").icon(Icon::Plus))
                    .clicked()
                {
                    let order = cx
                        .plan
                        .steps
                        .iter()
                        .map(|step| step.order)
                        .max()
                        .unwrap_or(0)
                        + 1;
                    cx.edit(Edit::AddStep(Step::new(
                        cx.fresh_id(title),
                        order,
                        title.trim(),
                    )));
                    done = true;
                }
                done |= ui.add(Button::quiet("Cancel")).clicked();
            });
        });
        if done || modal.should_close() {
            self.step = None;
        }
    }
}

/// The path field. Says whether it stays open.
fn path_ui(ui: &mut Ui, cx: &ViewContext, purpose: FilePurpose, typed: &mut String) -> bool {
    let (title, button) = match purpose {
        FilePurpose::Open => ("Open a plan", "Open"),
        FilePurpose::Import => ("What to import", "Import"),
        FilePurpose::Export(_) => ("Where to export to", "Export"),
        FilePurpose::SaveAs => ("Save the plan as", "Save"),
        FilePurpose::Attach => ("Attach a file", "Attach"),
    };
    let mut stays = true;
    let modal = super::modal(ui, "path").show(ui.ctx(), |ui| {
        ui.set_width(560.0_f32.min(ui.ctx().content_rect().width() - 64.0));
        text::item_title(ui, title);
        let words = match purpose {
            FilePurpose::Open | FilePurpose::Import => {
                "Type or paste the file’s path. You can also drop a file on the window."
            }
            FilePurpose::Attach => "Type or paste the file’s path.",
            FilePurpose::Export(_) | FilePurpose::SaveAs => {
                "Type or paste where to write it. A file that is there already is not written over."
            }
        };
        text::muted(ui, words);
        ui.add_space(12.0);
        text::field_label(ui, "Path of the file");
        let field = TextField::new(typed, "Path of the file").show(ui);
        if ui.memory(|memory| memory.focused().is_none()) {
            field.response.request_focus();
            if matches!(
                purpose,
                FilePurpose::Open | FilePurpose::Import | FilePurpose::Attach
            ) {
                // Only a folder is proposed: what is typed or pasted takes its place.
                crate::ui::widgets::text_field::select_all(ui, field.response.id, typed);
            }
        }
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            let ready = !typed.trim().is_empty();
            let enter = field.committed() && ui.input(|i| i.key_pressed(egui::Key::Enter));
            if ready && (ui.add_enabled(ready, Button::primary(button)).clicked() || enter) {
                let path = PathBuf::from(typed.trim());
                cx.send(Action::Dismiss);
                cx.send(match purpose {
                    FilePurpose::Open => Action::OpenPath(path),
                    FilePurpose::Import => Action::ImportPath(path),
                    FilePurpose::Export(what) => Action::ExportTo(what, path),
                    FilePurpose::SaveAs => Action::SaveTo(path),
                    FilePurpose::Attach => Action::Attach(path),
                });
                stays = false;
            }
            if ui.add(Button::quiet("Cancel")).clicked() {
                cx.send(Action::Dismiss);
                stays = false;
            }
        });
    });
    if modal.should_close() {
        cx.send(Action::Dismiss);
        stays = false;
    }
    stays
}
