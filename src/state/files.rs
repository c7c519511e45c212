//! Files as the state sees them: open, save, import, export. Reading and writing happens on other threads, in `store/`.

use std::path::{Path, PathBuf};

use crate::domain::{Edit, Plan, Row as _};
use crate::store::format::Loaded;
use crate::store::{SaveEvent, exchange};

use super::action::{ImportChoice, View};
use super::app_state::{AppState, Import, PathField, SaveState};
use super::document::Document;
use super::env::{DialogKind, DialogRequest, fresh_id};
use super::jobs::{Event, FilePurpose, Looked};

/// How the files end that can be imported.
const IMPORTED: [&str; 8] = ["ron", "md", "markdown", "txt", "csv", "tsv", "ics", "ical"];
/// A dialog that answers “cancelled” sooner than this (seconds) was most likely none at all.
const NO_DIALOG_SECONDS: i64 = 1;

/// The name of a file, for people.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

impl AppState {
    /// Shows a document in place of the one that is open (which is on disk, or with the autosave thread).
    pub(super) fn show(&mut self, document: Document) {
        self.autosave();
        let path = document.path().to_owned();
        let name = document.plan().name.clone();
        self.document = Some(document);
        self.selection = super::Selection::default();
        self.item_page = None;
        self.stop_search();
        self.proposal = None;
        self.better = None;
        self.standings.forget();
        self.toasts.close_looks();
        self.import = None;
        self.toasts.close_offers();
        self.sent_to_saver = None;
        self.save_state = SaveState::Saved;
        if matches!(self.view, View::Welcome) {
            self.view = View::Today;
        }
        self.change_settings(|settings| settings.opened(&path, &name));
    }

    /// Reads a plan file, off the frame.
    pub(super) fn open_path(&mut self, path: PathBuf) {
        if let Some(document) = &self.document
            && document.path() == path
        {
            let name = document.plan().name.clone();
            self.toasts.say(format!("“{name}” is open already."));
            if self.view == View::Welcome {
                self.view = View::Today;
            }
            return;
        }
        self.opening = true;
        // What is still in memory of that very file must be on disk before it is read.
        self.autosave();
        self.saver.flush_soon();
        self.jobs.start("open", move || {
            let result = exchange::open_plan(&path).map(Box::new);
            Event::Opened {
                path,
                result: result.map_err(|error| error.to_string()),
            }
        });
    }

    pub(super) fn opened(&mut self, path: PathBuf, result: Result<Box<Loaded>, String>) {
        self.opening = false;
        let loaded = match result {
            Ok(loaded) => loaded,
            Err(error) => {
                self.toasts.failed(error);
                return;
            }
        };
        self.saver.opened(&path, loaded.hash);
        let mut document = Document::open(loaded.plan, path, true);
        if let Some(reason) = loaded.read_only {
            self.toasts.failed(reason.clone());
            document.set_read_only(reason);
        }
        for note in loaded.notes {
            self.toasts.say(note);
        }
        self.show(document);
        if self.view == View::Settings {
            self.view = View::Today;
        }
    }

    /// Hands the plan to the autosave thread where it changed since last time.
    pub(super) fn autosave(&mut self) {
        let Some(document) = &self.document else {
            return;
        };
        let revision = document.revision();
        if !document.is_dirty()
            || self.sent_to_saver == Some(revision)
            || document.read_only().is_some()
        {
            return;
        }
        self.sent_to_saver = Some(revision);
        self.save_state = SaveState::Saving;
        self.saver.save(
            Plan::clone(document.plan()),
            document.path().to_owned(),
            revision,
        );
    }

    pub(super) fn save_event(&mut self, event: SaveEvent) {
        match event {
            SaveEvent::Saved {
                path,
                revision,
                warning,
            } => {
                if let Some(warning) = warning {
                    self.toasts.say(warning);
                }
                let Some(document) = &mut self.document else {
                    return;
                };
                if document.path() == path {
                    document.saved(revision);
                    if !document.is_dirty() {
                        self.save_state = SaveState::Saved;
                    }
                }
            }
            SaveEvent::Failed { path, message, .. } => {
                if self.document.as_ref().is_some_and(|d| d.path() == path) {
                    self.save_state = SaveState::Failed(message.clone());
                }
                self.toasts.failed(message);
            }
        }
    }

    /// Waits until everything is on disk, at most a few seconds. Says whether it is.
    pub fn flush(&mut self) -> bool {
        self.autosave();
        self.saver.flush(std::time::Duration::from_secs(5))
    }

    /// Asks for a file, off the frame.
    pub(super) fn ask_file(&mut self, purpose: FilePurpose) {
        let name = self
            .document
            .as_ref()
            .map_or_else(String::new, |d| d.plan().name.clone());
        let stem = crate::domain::PlanId::slug(&name);
        let (title, kind, filter, extensions): (_, _, _, &[&str]) = match purpose {
            FilePurpose::Open => ("Open a plan", DialogKind::Open, "Cairn plans", &["ron"]),
            FilePurpose::Import => (
                "Import",
                DialogKind::Open,
                "Plans, lists, tables, calendars",
                &IMPORTED,
            ),
            FilePurpose::Export(what) => (
                "Export",
                DialogKind::Save(format!("{stem}{}.{}", what.suffix(), what.extension())),
                "Export",
                &[what.extension()],
            ),
            FilePurpose::SaveAs => (
                "Save the plan as",
                DialogKind::Save(format!("{stem}.ron")),
                "Cairn plans",
                &["ron"],
            ),
        };
        let request = DialogRequest {
            title: title.to_owned(),
            kind,
            filter: filter.to_owned(),
            extensions: extensions.iter().map(|e| (*e).to_owned()).collect(),
        };
        self.asked_at = Some(self.now);
        let reply = self.jobs.reply();
        self.env.ask_file(
            request,
            Box::new(move |path| reply(Event::File { purpose, path })),
        );
    }

    pub(super) fn file_chosen(&mut self, purpose: FilePurpose, path: Option<PathBuf>) {
        let asked = self.asked_at.take();
        match path {
            Some(path) => self.use_file(purpose, path),
            None => {
                let quick =
                    asked.is_none_or(|asked| self.now.stamp.0 - asked.stamp.0 <= NO_DIALOG_SECONDS);
                if quick {
                    let proposal = self.proposed_path(purpose);
                    self.path_field = Some(PathField { purpose, proposal });
                }
            }
        }
    }

    fn proposed_path(&self, purpose: FilePurpose) -> PathBuf {
        let folder = self.places.plans();
        let name = self
            .document
            .as_ref()
            .map_or("plan", |d| d.plan().name.as_str());
        let stem = crate::domain::PlanId::slug(name);
        match purpose {
            FilePurpose::Open | FilePurpose::Import => folder,
            FilePurpose::Export(what) => {
                folder.join(format!("{stem}{}.{}", what.suffix(), what.extension()))
            }
            FilePurpose::SaveAs => self.places.new_plan_file(name),
        }
    }

    /// The folder that new plans and exports are proposed in.
    pub fn places_of_plans(&self) -> PathBuf {
        self.places.plans()
    }

    /// Does with a file what it was asked for.
    pub fn use_file(&mut self, purpose: FilePurpose, path: PathBuf) {
        self.path_field = None;
        match purpose {
            FilePurpose::Open => self.open_path(path),
            FilePurpose::Import => self.look_at(path),
            FilePurpose::Export(what) => self.export_to(what, path),
            FilePurpose::SaveAs => self.save_to(path),
        }
    }

    pub(super) fn save_to(&mut self, path: PathBuf) {
        let Some(document) = &mut self.document else {
            return;
        };
        let path = with_extension(path, "ron");
        document.set_path(path.clone());
        let name = document.plan().name.clone();
        self.sent_to_saver = None;
        self.saver.replace(&path);
        self.autosave();
        self.toasts
            .say(format!("Kept in {} from now on", name_of(&path)));
        self.change_settings(|settings| settings.opened(&path, &name));
    }

    /// Reads a file for import, off the frame.
    pub(super) fn look_at(&mut self, path: PathBuf) {
        self.jobs.start("import", move || {
            let result = exchange::open_plan(&path)
                .map(|loaded| Looked::Plan(Box::new(loaded.plan)))
                .or_else(|no_plan| {
                    exchange::open_path(&path)
                        .map(|path| Looked::Path(Box::new(path)))
                        .map_err(|_| no_plan)
                });
            Event::Looked {
                path,
                result: result.map_err(|error| error.to_string()),
            }
        });
    }

    pub(super) fn looked(&mut self, path: PathBuf, result: Result<Looked, String>) {
        match result {
            Ok(looked) => self.import = Some(Import { path, looked }),
            Err(error) => self.toasts.failed(error),
        }
    }

    pub(super) fn accept_import(&mut self, choice: ImportChoice) {
        let Some(Import { looked, .. }) = self.import.take() else {
            return;
        };
        match (looked, choice) {
            (Looked::Plan(mut plan), ImportChoice::Copy) => {
                plan.id = fresh_id(&mut *self.env, "plan");
                let name = plan.name.clone();
                let file = self.places.new_plan_file(&name);
                self.show(Document::open(*plan, file, false));
                self.toasts
                    .say(format!("Imported “{name}” as a plan of its own"));
            }
            (Looked::Plan(plan), ImportChoice::Replace) => {
                self.edit(&Edit::ReplaceAll(plan), None, true);
            }
            (Looked::Plan(plan), ImportChoice::Add) => {
                let path = crate::domain::Path {
                    format: plan.format,
                    name: plan.name.clone(),
                    steps: plan.steps.clone(),
                    items: plan.items.clone(),
                    links: plan.links.clone(),
                    unknown: Default::default(),
                };
                self.add_path(&path);
            }
            (Looked::Path(path), _) => self.add_path(&path),
        }
    }

    /// Adds what a path has and the plan has not; changes nothing that is there. One step of undo.
    pub(super) fn add_path(&mut self, path: &crate::domain::Path) {
        let Some(document) = &self.document else {
            return;
        };
        let plan = document.plan();
        let mut edits = Vec::new();
        let new_steps = path
            .steps
            .iter()
            .filter(|step| !plan.steps.contains(&step.id));
        edits.extend(new_steps.map(|step| Edit::AddStep((**step).clone())));
        let mut items = 0;
        for item in path
            .items
            .iter()
            .filter(|item| !plan.items.contains(&item.id))
        {
            edits.push(Edit::AddItem(Box::new((**item).clone())));
            items += 1;
        }
        let there = |id| plan.items.contains(id) || path.items.contains(id);
        for link in path.links.iter() {
            if !plan.links.contains(&link.key()) && there(&link.from) && there(&link.to) {
                edits.push(Edit::PutLink((**link).clone()));
            }
        }
        if edits.is_empty() {
            self.toasts.say("Everything in it is already here.");
            return;
        }
        let label = format!("Added {items} items of “{}”", path.name);
        self.edit(&Edit::Several { label, edits }, None, true);
    }
}

/// The path with this extension, where it has none.
pub(super) fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() {
        return path;
    }
    path.with_extension(extension)
}
