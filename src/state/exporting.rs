//! Exports as the state sees them: what was chosen, where it goes. Made and written on another thread, in `store/`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::planner::Readiness;
use crate::store::exchange;
use crate::store::export::{Options, What};

use super::app_state::AppState;
use super::files::with_extension;
use super::jobs::{Event, FilePurpose};

impl AppState {
    /// Asks where an export goes, and remembers how it is to be made.
    pub(super) fn export(&mut self, what: What, options: Options) {
        self.export_options = Some(options);
        self.ask_file(FilePurpose::Export(what));
    }

    /// Writes an export to a file, off the frame.
    pub(super) fn export_to(&mut self, what: What, path: PathBuf) {
        let Some(document) = &self.document else {
            return;
        };
        let path = with_extension(path, what.extension());
        if path == document.path() {
            self.toasts.failed(
                "That is the file the plan is kept in. Choose another name for the export.",
            );
            return;
        }
        let plan = Arc::clone(document.plan());
        let usual = Options::usual(self.now.today, self.now.stamp);
        let mut options = self.export_options.take().unwrap_or(usual);
        let today = self.now.today;
        self.jobs.start("export", move || {
            if what == What::Report {
                let ready = Readiness::of(&plan, today).interviews.into_iter();
                options.ready = ready
                    .filter_map(|one| Some((one.interview, one.per_mille?)))
                    .collect();
            }
            let result = exchange::export(&plan, what, &options, &path);
            Event::Exported {
                path,
                result: result.map_err(|error| error.to_string()),
            }
        });
    }

    pub(super) fn exported(&mut self, path: &Path, result: Result<(), String>) {
        match result {
            Ok(()) => self.toasts.say(format!("Exported to {}", path.display())),
            Err(error) => self.toasts.failed(error),
        }
    }
}
