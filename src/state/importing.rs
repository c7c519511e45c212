//! Imports as the state sees them: what a file holds, how it is read, what it would change, and the user's word. Files are
//! read and offers worked out on another thread; nothing of the plan changes before the user accepts, and then in one
//! step of undo.
//!
//! Not here: the formats (`store/formats`), what an import means (`store/import`, `domain/merge`).

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::merge::{self, ChangeId, Changes};
use crate::domain::{Answers, Day, Edit, Plan};
use crate::store::backups::Why;
use crate::store::exchange;
use crate::store::formats::{Incoming, csv, ics, markdown};
use crate::store::import::{Choices, propose};

use super::action::ImportChoice;
use super::app_state::AppState;
use super::document::Document;
use super::env::fresh_id;
use super::jobs::Event;

/// How a file is read, where that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// There is nothing to choose.
    AsItIs,
    /// A list in Markdown.
    Markdown(markdown::Options),
    /// A table.
    Table(csv::Columns),
}

/// A file that was looked at for import and waits for the user's word.
#[derive(Clone, Debug)]
pub struct Import {
    /// The file.
    pub path: PathBuf,
    /// What is in it.
    pub incoming: Arc<Incoming>,
    /// How it is read.
    pub how: How,
    /// What is done with it.
    pub choice: ImportChoice,
    /// What that would change; none while it is worked out.
    pub offered: Option<Arc<Offered>>,
    /// Names the last question for an offer.
    asked: u64,
}

/// What an import would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    /// The plan that it was worked out for.
    pub before: Arc<Plan>,
    /// The plan with everything taken.
    pub after: Arc<Plan>,
    /// What differs.
    pub changes: Arc<Changes>,
    /// Sentences about what was read: rows without a title, events that take no time.
    pub notes: Vec<String>,
}

impl Import {
    fn new(path: PathBuf, incoming: Incoming, choice: ImportChoice, today: Day) -> Self {
        let ticked_on = Some(today);
        let how = match &incoming {
            Incoming::Markdown(outline) => How::Markdown(markdown::Options {
                ticked_on,
                ..outline.guess.clone()
            }),
            Incoming::Table(sheet) => How::Table(csv::Columns {
                ticked_on,
                ..sheet.guess.clone()
            }),
            _ => How::AsItIs,
        };
        Self {
            path,
            incoming: Arc::new(incoming),
            how,
            choice,
            offered: None,
            asked: 0,
        }
    }

    /// What can be done with it, where a plan is open or not.
    pub fn choices(&self, has_plan: bool) -> Vec<ImportChoice> {
        match (&*self.incoming, has_plan) {
            (Incoming::Calendar(_), _) => vec![ImportChoice::Merge],
            (_, false) => vec![ImportChoice::Copy],
            (Incoming::Plan(_), true) => vec![
                ImportChoice::Merge,
                ImportChoice::Replace,
                ImportChoice::Copy,
            ],
            (_, true) => vec![ImportChoice::Merge, ImportChoice::Copy],
        }
    }

    /// The name of the file, for people.
    pub fn file_name(&self) -> String {
        super::files::name_of(&self.path)
    }
}

impl AppState {
    /// Reads a file for import, off the frame.
    pub(super) fn look_at(&mut self, path: PathBuf) {
        self.jobs.start("import", move || {
            let result = exchange::look_at(&path);
            Event::Looked {
                path,
                result: result.map(Box::new).map_err(|error| error.to_string()),
            }
        });
    }

    pub(super) fn looked(&mut self, path: PathBuf, result: Result<Box<Incoming>, String>) {
        let incoming = match result {
            Ok(incoming) => *incoming,
            Err(error) => {
                self.toasts.failed(error);
                return;
            }
        };
        if matches!(incoming, Incoming::Calendar(_)) && self.document.is_none() {
            self.toasts
                .hint("Start or open a plan first: a calendar’s events take time from its days.");
            return;
        }
        let choice = if self.document.is_some() {
            ImportChoice::Merge
        } else {
            ImportChoice::Copy
        };
        self.import = Some(Import::new(path, incoming, choice, self.now.today));
        self.ask_for_offer();
    }

    /// Reads the import in another way, or does something else with it: shown again before anything changes.
    pub(super) fn import_as(&mut self, how: How, choice: ImportChoice) {
        if let Some(import) = &mut self.import {
            (import.how, import.choice) = (how, choice);
            self.ask_for_offer();
        }
    }

    /// Works out, off the frame, what the import would change. The newest question counts.
    fn ask_for_offer(&mut self) {
        let Some(import) = &mut self.import else {
            return;
        };
        import.asked += 1;
        import.offered = None;
        let ticket = import.asked;
        let (incoming, how, choice) = (
            Arc::clone(&import.incoming),
            import.how.clone(),
            import.choice,
        );
        let source = import.file_name();
        let today = self.now.today;
        let before = match &self.document {
            Some(document) if choice != ImportChoice::Copy => Arc::clone(document.plan()),
            _ => Arc::new(
                Answers::sensible(today).plan(fresh_id(&mut *self.env, "plan"), &empty_path()),
            ),
        };
        self.jobs.start("import", move || Event::Offered {
            ticket,
            offered: Box::new(offer(before, (&incoming, &how, choice), &source, today)),
        });
    }

    pub(super) fn offered(&mut self, ticket: u64, offered: Offered) {
        if let Some(import) = &mut self.import
            && import.asked == ticket
        {
            let nothing_new = offered.changes.is_empty() && import.choice == ImportChoice::Merge;
            import.offered = Some(Arc::new(offered));
            if nothing_new {
                self.settle_copy();
            }
        }
    }

    /// The copy of a sync program that is looked at has nothing more to say.
    fn settle_copy(&mut self) {
        let (Some(import), Some(document)) = (&self.import, &self.document) else {
            return;
        };
        let Incoming::Plan(loaded) = &*import.incoming else {
            return;
        };
        if import.choice == ImportChoice::Copy {
            return;
        }
        let (places, holds) = (self.places.clone(), loaded.hash);
        let (plan, copy) = (document.path().to_owned(), import.path.clone());
        self.jobs.start("import", move || {
            exchange::settle_copy(&places, &plan, &copy, holds);
            Event::CopySettled
        });
    }

    /// Takes what was offered, without what was refused, as one step of undo.
    pub(super) fn accept_import(&mut self, refused: &BTreeSet<ChangeId>) {
        let Some(import) = self.import.clone() else {
            return;
        };
        let Some(offered) = import.offered.clone() else {
            return;
        };
        let here = self.document.as_ref().map(|document| document.plan());
        if import.choice != ImportChoice::Copy && here != Some(&offered.before) {
            // The plan changed under the dialog: what is taken must be what was shown.
            self.ask_for_offer();
            self.toasts
                .hint("The plan changed meanwhile: look once more at what the import would do.");
            return;
        }
        let all = offered.changes.with_their_series(refused);
        let taken = merge::without(&offered.before, &offered.after, &all);
        let name = import.file_name();
        if import.choice == ImportChoice::Copy {
            self.import = None;
            self.import_as_copy(taken, &name);
            return;
        }
        let count = offered.changes.list.len()
            - offered
                .changes
                .list
                .iter()
                .filter(|c| refused.contains(&c.id))
                .count();
        let label = match count {
            1 => format!("Imported 1 change from {name}"),
            n => format!("Imported {n} changes from {name}"),
        };
        if let Some(document) = &self.document {
            self.saver
                .back_up(document.path(), Arc::clone(&offered.before), Why::Import);
        }
        let edits = vec![Edit::ReplaceAll(Box::new(taken))];
        let revision = |state: &Self| state.document.as_ref().map(Document::revision);
        let before = revision(self);
        self.edit(&Edit::Several { label, edits }, None, true);
        // What was refused, or could not be taken, is offered again.
        if revision(self) != before && refused.is_empty() {
            self.settle_copy();
        }
        self.import = None;
    }

    fn import_as_copy(&mut self, mut plan: Plan, file: &str) {
        plan.id = fresh_id(&mut *self.env, "plan");
        if plan.sessions.is_empty() && !plan.interviews.is_empty() {
            self.open_new(plan);
        } else {
            let path = self.places.new_plan_file(&plan.name);
            self.show(Document::open(plan, path, false));
            self.begin_keeping();
        }
        self.toasts
            .say(format!("Imported {file} as a plan of its own"));
    }

    /// Adds what a path has and the plan has not, and says what that was. One step of undo.
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
        let new_items = path
            .items
            .iter()
            .filter(|item| !plan.items.contains(&item.id));
        let new_items: Vec<Edit> = new_items
            .map(|item| Edit::AddItem(Box::new((**item).clone())))
            .collect();
        let items = new_items.len();
        edits.extend(new_items);
        let there = |id| plan.items.contains(id) || path.items.contains(id);
        for link in path.links.iter() {
            let key = crate::domain::Row::key(&**link);
            if !plan.links.contains(&key) && there(&link.from) && there(&link.to) {
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

fn empty_path() -> crate::domain::Path {
    crate::domain::Path {
        format: crate::domain::plan::FORMAT,
        name: String::new(),
        steps: Default::default(),
        items: Default::default(),
        links: Default::default(),
        prompts: Default::default(),
        unknown: Default::default(),
    }
}

/// What an import would make of a plan.
fn offer(
    before: Arc<Plan>,
    (incoming, how, choice): (&Incoming, &How, ImportChoice),
    source: &str,
    today: Day,
) -> Offered {
    let (after, changes, notes) = match incoming {
        Incoming::Plan(loaded) if choice != ImportChoice::Merge => {
            let mut after = loaded.plan.clone();
            after.id = before.id.clone();
            let changes = merge::changes(&before, &after);
            (after, changes, loaded.notes.clone())
        }
        _ => {
            let mut choices = Choices::usual(today, ics::Zone::Local);
            match how {
                How::AsItIs => {}
                How::Markdown(options) => choices.markdown = Some(options.clone()),
                How::Table(columns) => choices.columns = Some(columns.clone()),
            }
            let proposal = propose(&before, incoming, source, &choices);
            let mut after = proposal.offer.after;
            if choice == ImportChoice::Copy && !proposal.name.trim().is_empty() {
                after.name = proposal.name;
            }
            (after, proposal.offer.changes, proposal.notes)
        }
    };
    Offered {
        before,
        after: Arc::new(after),
        changes: Arc::new(changes),
        notes,
    }
}
