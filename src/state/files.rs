//! Files as the state sees them: open, save, import, export. Reading and writing happens on other threads, in `store/`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::week_review::week_to_review;
use crate::domain::{PlanId, PlanIndex, Week};
use crate::store::SaveEvent;
use crate::store::export::What;

use super::action::View;
use super::app_state::{AppState, PathField, SaveState};
use super::document::Document;
use super::env::{DialogKind, DialogRequest};
use super::jobs::{Event, FilePurpose};

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
        let before = self.document.as_ref().map(Document::path);
        let again = before == Some(&path);
        let from_example = self.is_example();
        if let Some(before) = before.filter(|_| !again) {
            self.saver.close(before);
        }
        let name = document.plan().name.clone();
        self.document = Some(document);
        if again {
            // Taken back from another window: whoever comes back finds the place.
            self.forget_what_is_gone();
        } else {
            self.selection = super::Selection::default();
            self.item_page = None;
        }
        self.forget_document();
        if matches!(self.view, View::Welcome) {
            self.view = View::Today;
        }
        if self.is_example() {
            self.change_settings(|settings| settings.in_example = true);
        } else {
            self.change_settings(|settings| settings.opened(&path, &name));
            if from_example {
                self.toasts.left_example();
            }
        }
    }

    /// What was about the plan that was open is put away.
    pub(super) fn forget_document(&mut self) {
        self.stop_search();
        self.proposal = None;
        self.along = None;
        self.better = None;
        self.standings.forget();
        self.leave_drill();
        self.forecasts.forget();
        self.toasts.close_looks();
        self.import = None;
        self.versions = None;
        self.trouble = None;
        self.notices.clear();
        self.toasts.close_offers();
        self.sent_to_saver = None;
        self.save_state = SaveState::Saved;
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
        self.open_file(path, false);
    }

    /// Hands the plan to the autosave thread where it changed since last time.
    pub(super) fn autosave(&mut self) {
        let Some(document) = &self.document else {
            return;
        };
        let revision = document.revision();
        if self.sent_to_saver == Some(revision)
            || document.read_only().is_some()
            || self.beginning.is_some()
        {
            return;
        }
        self.sent_to_saver = Some(revision);
        if !document.is_dirty() && self.save_state != SaveState::Saving {
            // Back to what is saved, and nothing else is on its way to the file: only the journal has to know.
            self.saver.edited(document.path(), document.plan());
            return;
        }
        self.save_state = SaveState::Saving;
        let path = document.path().to_owned();
        self.saver.save(Arc::clone(document.plan()), path, revision);
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
        self.wait_for_keeping();
        self.autosave();
        self.saver.flush(std::time::Duration::from_secs(5))
    }

    /// A plan that is just being made is not saved before it has its journal: that takes a moment.
    fn wait_for_keeping(&mut self) {
        for _ in 0..400 {
            if self.beginning.is_none() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
            while let Some(event) = self.jobs.next() {
                self.take(event);
            }
        }
        self.beginning = None;
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
                DialogKind::Save(self.export_name(&stem, what)),
                "Export",
                &[what.extension()],
            ),
            FilePurpose::SaveAs => (
                "Save the plan as",
                DialogKind::Save(format!("{stem}.ron")),
                "Cairn plans",
                &["ron"],
            ),
            FilePurpose::Attach => ("Attach a file", DialogKind::Open, "All files", &["*"]),
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

    /// What an export is called until the user says otherwise.
    fn export_name(&self, stem: &PlanId, what: What) -> String {
        let today = self.now.today;
        let asked = self
            .export_options
            .as_ref()
            .and_then(|options| options.week);
        let plan = self.document.as_ref().map(|d| d.plan());
        let usual = || plan.map(|plan| week_to_review(plan, &PlanIndex::new(plan), today));
        let week = match what {
            What::WeekMarkdown | What::WeekPage => asked.or_else(usual),
            _ => None,
        };
        let suffix = what.suffix(week.unwrap_or(Week::of(today)));
        format!("{stem}{suffix}.{}", what.extension())
    }

    fn proposed_path(&self, purpose: FilePurpose) -> PathBuf {
        let folder = self.places.plans();
        let name = self
            .document
            .as_ref()
            .map_or("plan", |d| d.plan().name.as_str());
        let stem = crate::domain::PlanId::slug(name);
        match purpose {
            FilePurpose::Open | FilePurpose::Import | FilePurpose::Attach => folder,
            FilePurpose::Export(what) => folder.join(self.export_name(&stem, what)),
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
            FilePurpose::Attach => self.look_to_attach(path),
        }
    }

    pub(super) fn save_to(&mut self, path: PathBuf) {
        let path = with_extension(path, "ron");
        if self.is_example() {
            return self.keep_example_in(path);
        }
        let Some(document) = &mut self.document else {
            return;
        };
        let before = document.path().to_owned();
        document.set_path(path.clone());
        let name = document.plan().name.clone();
        self.sent_to_saver = None;
        if before == path {
            self.saver.replace(&path);
        } else {
            self.saver.close(&before);
            self.notices.clear();
            self.begin_keeping();
        }
        self.autosave();
        self.toasts
            .say(format!("Kept in {} from now on", name_of(&path)));
        self.change_settings(|settings| settings.opened(&path, &name));
    }
}

/// The path with this extension, where it has none.
pub(super) fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() {
        return path;
    }
    path.with_extension(extension)
}
