//! Looking around with an example: a copy of the plan that comes with the program, in a file of its own. There is one at
//! most. Whoever ends the program in it, or loses it to a crash, finds it again as it was; leaving it leads back to where
//! the user was, and puts it away at the next start or before the next look around.
//!
//! Not here: what it holds (`data/samples`), how it is moved to today (`domain/example.rs`), its file (`store/example.rs`).

use std::path::PathBuf;

use crate::domain::example::as_of;
use crate::domain::{Edit, Plan};
use crate::store::{builtin, example};

use super::action::View;
use super::app_state::AppState;
use super::document::Document;
use super::env::fresh_id;
use super::files::name_of;
use super::jobs::Event;

/// What ends the name of the example, and not that of a plan made of it.
const SUFFIX: &str = " (example)";

impl AppState {
    /// Opens the example, read off the frame; where it is open, begins it anew.
    pub(super) fn open_example(&mut self) {
        if self.opening {
            return;
        }
        self.opening = true;
        let id = fresh_id(&mut *self.env, "example");
        let (places, now, again) = (self.places.clone(), self.now, self.is_example());
        self.jobs.start("example", move || {
            if !again {
                example::put_away(&places, now.stamp);
            }
            let plan = builtin::example().map(|example| Plan {
                id,
                ..as_of(&example, now.today)
            });
            Event::Example(plan.map(Box::new))
        });
    }

    /// Takes the example that was read.
    pub(super) fn example_read(&mut self, plan: Option<Plan>) {
        self.opening = false;
        let Some(plan) = plan else {
            self.toasts.failed("The example cannot be read.");
            return;
        };
        if self.is_example() {
            let label = "Began the example anew".to_owned();
            let edits = vec![Edit::ReplaceAll(Box::new(plan))];
            self.edit(&Edit::Several { label, edits }, None, true);
        } else {
            if let Some(own) = &self.document {
                self.before_example = Some(own.path().to_owned());
            }
            self.toasts.close_example();
            let file = self.places.example_file();
            self.show(Document::open(plan, file, false));
            self.begin_keeping();
        }
        self.view = View::Today;
    }

    /// At the start: the example was open last.
    pub(super) fn go_on_in_example(&mut self) {
        let last = self.settings.last_plan.clone().map(PathBuf::from);
        self.before_example = last.filter(|path| self.places.exists(path));
        let file = self.places.example_file();
        if self.places.exists(&file) {
            self.open_path(file);
        } else {
            self.open_example();
        }
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
        self.change_settings(|settings| settings.in_example = false);
        self.view = View::Welcome;
        self.toasts.left_example();
    }

    /// Back into the example that was just left, as it was.
    pub(super) fn back_to_example(&mut self) {
        if self.opening || self.is_example() {
            return;
        }
        self.toasts.close_example();
        let own = self.document.as_ref().map(|own| own.path().to_owned());
        self.before_example = own;
        let file = self.places.example_file();
        if self.places.exists(&file) {
            self.open_path(file);
        } else {
            self.open_example();
        }
    }

    /// Makes a plan of the user's own of the example, in the folder of plans.
    pub(super) fn keep_example(&mut self) {
        let Some(document) = self.document.as_ref().filter(|_| self.is_example()) else {
            return;
        };
        let file = self.places.new_plan_file(own_name(document.plan()));
        self.keep_example_in(file);
    }

    /// Makes a plan of the user's own of the example, in this file. The example itself is put away.
    pub(super) fn keep_example_in(&mut self, file: PathBuf) {
        let Some(document) = &self.document else {
            return;
        };
        let example = Plan::clone(document.plan());
        let name = own_name(&example).to_owned();
        let plan = Plan {
            id: fresh_id(&mut *self.env, "plan"),
            name: name.clone(),
            example: false,
            ..example
        };
        self.before_example = None;
        self.show(Document::open(plan, file.clone(), false));
        self.begin_keeping();
        self.toasts.close_example();
        let file = name_of(&file);
        self.toasts
            .say(format!("“{name}” is a plan of yours now, in {file}"));
    }

    /// Puts an example away that nobody looks at any more, off the frame.
    pub(super) fn put_example_away(&mut self) {
        let (places, now) = (self.places.clone(), self.now.stamp);
        self.jobs.start("put away", move || {
            example::put_away(&places, now);
            Event::ExampleGone
        });
    }

    /// Whether an example is open.
    pub fn is_example(&self) -> bool {
        let document = self.document.as_ref();
        document.is_some_and(|document| document.plan().example)
    }
}

/// What a plan made of the example is called.
fn own_name(example: &Plan) -> &str {
    let name = example.name.strip_suffix(SUFFIX).unwrap_or(&example.name);
    if name.trim().is_empty() {
        return &example.name;
    }
    name
}
