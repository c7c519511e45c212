//! Looking around with an example: a copy of the plan that comes with the program, in a file of its own. It is not
//! remembered as the last plan, and leaving it leads back to where the user was.
//!
//! Not here: what it holds (`data/samples`), how it is moved to today (`domain/example.rs`).

use std::path::PathBuf;

use crate::domain::Plan;
use crate::domain::example::as_of;
use crate::store::builtin;

use super::action::View;
use super::app_state::AppState;
use super::document::Document;
use super::env::fresh_id;

impl AppState {
    /// Opens a fresh copy of the example.
    pub(super) fn open_example(&mut self) {
        let Some(example) = builtin::example() else {
            self.toasts.failed("The example cannot be read.");
            return;
        };
        let today = self.now.today;
        let plan = Plan {
            id: fresh_id(&mut *self.env, "example"),
            ..as_of(&example, today)
        };
        let here = self.document.as_ref();
        let own = here.filter(|document| !document.plan().example);
        if let Some(own) = own {
            self.before_example = Some(own.path().to_owned());
        }
        let file = self.places.new_example_file();
        let document = Document::open(plan, file, false);
        self.show(document);
        self.begin_keeping();
        self.view = View::Today;
    }

    /// Back to the plan that was open before; where there was none, to the five questions.
    pub(super) fn leave_example(&mut self) {
        if !self.is_example() {
            return;
        }
        let before: Option<PathBuf> = self.before_example.take();
        if let Some(path) = before.filter(|path| self.places.exists(path)) {
            self.open_path(path);
            return;
        }
        self.autosave();
        if let Some(document) = self.document.take() {
            self.saver.close(document.path());
        }
        self.forget_document();
        self.view = View::Welcome;
    }

    /// Whether an example is open.
    pub fn is_example(&self) -> bool {
        let document = self.document.as_ref();
        document.is_some_and(|document| document.plan().example)
    }
}
