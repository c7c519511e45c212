//! Opening a plan: with its journal and its lock, what was found, and going on with an earlier version.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::app_state::AppState;
use super::super::document::Document;
use super::super::jobs::Event;
use super::super::notice::What;
use super::{ShownChanges, Troubled, who};
use crate::domain::Plan;
use crate::domain::merge::{self, Merged};
use crate::store::backups::Backup;
use crate::store::exchange;
use crate::store::fs::Disk;
use crate::store::lock::Other;
use crate::store::open::{self, Opened, Opening, Outcome, Wrong};

impl AppState {
    fn opening(&self, path: &Path, take_over: bool) -> Opening {
        let reply = self.jobs.reply();
        Opening {
            path: path.to_owned(),
            places: self.places.clone(),
            fs: Arc::new(Disk),
            time: self.env.time(),
            on_news: Arc::new(move |news| reply(Event::News(Box::new(news)))),
            take_over,
        }
    }

    /// Opens a plan file, off the frame.
    pub(in crate::state) fn open_file(&mut self, path: PathBuf, take_over: bool) {
        self.opening = true;
        // What is still in memory of that very file must be on disk before it is read.
        self.autosave();
        self.saver.flush_soon();
        let opening = self.opening(&path, take_over);
        self.jobs.start("open", move || {
            let outcome = Box::new(open::open(opening));
            let marked = match &*outcome {
                Outcome::Trouble(trouble) if trouble.wrong == Wrong::Damaged => {
                    exchange::marked(&path)
                }
                _ => None,
            };
            Event::Opened {
                path,
                outcome,
                marked: marked.map(Box::new),
            }
        });
    }

    /// Gives a plan that was not read from its file its journal, lock and backups, off the frame. Until that is done it is
    /// not saved.
    pub(in crate::state) fn begin_keeping(&mut self) {
        let Some(document) = &self.document else {
            return;
        };
        let (path, plan) = (document.path().to_owned(), Plan::clone(document.plan()));
        self.beginning = Some(path.clone());
        let opening = self.opening(&path, false);
        self.jobs.start("begin", move || {
            let outcome = Box::new(open::begin(opening, plan));
            Event::Begun { path, outcome }
        });
    }

    pub(in crate::state) fn begun(&mut self, path: &Path, outcome: Outcome) {
        if self.beginning.as_deref() != Some(path) {
            return;
        }
        self.beginning = None;
        match outcome {
            Outcome::Opened(opened) => {
                if let Some(keep) = opened.keep {
                    self.saver.keep(keep);
                }
                for note in opened.notes {
                    self.notices.say(What::Text(note));
                }
            }
            Outcome::NoAnswer(other) => self.held_elsewhere(other),
            Outcome::Trouble(trouble) => self.notices.say(What::Text(trouble.error.clone())),
        }
        self.autosave();
    }

    pub(in crate::state) fn opened(
        &mut self,
        path: PathBuf,
        outcome: Outcome,
        marked: Option<Box<Merged>>,
    ) {
        self.opening = false;
        match outcome {
            Outcome::Opened(opened) => self.show_opened(path, *opened),
            Outcome::Trouble(trouble) => {
                let differs = None;
                self.trouble = Some(Troubled {
                    path,
                    trouble,
                    marked,
                    differs,
                });
            }
            Outcome::NoAnswer(other) => {
                let who = who(other);
                self.toasts.failed(format!("{who} does not answer, so the plan was not taken over. Close that window first."));
            }
        }
    }

    fn show_opened(&mut self, path: PathBuf, opened: Opened) {
        let on_disk = !opened.is_dirty();
        let Opened {
            loaded,
            keep,
            other,
            restored,
            outside,
            merged,
            notes,
            copies,
            ..
        } = opened;
        let mut document = Document::open(loaded.plan, path.clone(), on_disk);
        if let Some(reason) = loaded.read_only {
            self.toasts.failed(reason.clone());
            document.set_read_only(reason);
        }
        if let Some(other) = other {
            document.set_read_only(format!("{} has it.", who(other)));
        }
        let late = self.late_for(&path);
        self.show(document);
        if let Some(keep) = keep {
            self.saver.keep(keep);
        }
        if let Some((base, ours)) = late {
            self.put_in_late(&base, &ours);
        }
        if self.view == super::super::View::Settings {
            self.view = super::super::View::Today;
        }
        for note in loaded.notes.into_iter().chain(notes) {
            self.notices.say(What::Text(note));
        }
        if !copies.is_empty() {
            self.notices.say(What::Copies(copies));
        }
        if let Some(other) = other {
            self.notices.say(What::OtherWindow(other));
        }
        if let Some(restored) = restored {
            let damaged = restored.lost > 0;
            self.notices.say(What::Restored {
                text: restored.to_string(),
                damaged,
            });
        }
        let mut conflicts = Vec::new();
        let before = match merged {
            Some(merge) => {
                conflicts.extend(merge.report.conflicts_in_words());
                Some(merge.ours)
            }
            None => outside,
        };
        if let (Some(before), Some(document)) = (before, &self.document) {
            let changes = Arc::new(merge::changes(&before, document.plan()));
            if !changes.is_empty() {
                self.notices.say(What::Merged {
                    changes,
                    conflicts: Arc::new(conflicts),
                    revision: None,
                });
            }
        }
        self.autosave();
    }

    fn held_elsewhere(&mut self, other: Other) {
        if let Some(document) = &mut self.document {
            document.set_read_only(format!("{} has it.", who(other)));
        }
        self.notices.say(What::OtherWindow(other));
    }

    /// Goes on with a version in place of a damaged, empty or missing file.
    pub(in crate::state) fn go_on_with(&mut self, backup: Option<Backup>) {
        let Some(troubled) = self.trouble.take() else {
            return;
        };
        let trouble = &troubled.trouble;
        let said = match trouble.wrong {
            Wrong::Damaged => "Opened it in place of the damaged file, which is kept aside.",
            Wrong::Empty => "Opened it in place of the empty file.",
            Wrong::Gone => "Opened it. The file is written again with the next save.",
            Wrong::Refused => "Opened it in place of the file that could not be read.",
        };
        let plan = match backup {
            None => trouble
                .last
                .as_deref()
                .cloned()
                .ok_or_else(|| "There is no last copy.".to_owned()),
            Some(backup) => exchange::open_version(&backup),
        };
        match plan {
            Ok(plan) => {
                let opened = troubled.trouble.go_on(plan);
                self.show_opened(troubled.path, opened);
                self.toasts.say(said);
            }
            Err(error) => {
                self.toasts.failed(error);
                self.trouble = Some(troubled);
            }
        }
    }

    /// Goes on with both sides of a file that git has left conflict marks in, merged.
    pub(in crate::state) fn go_on_with_merged(&mut self) {
        let Some(mut troubled) = self.trouble.take() else {
            return;
        };
        let Some(merged) = troubled.marked.take() else {
            self.trouble = Some(troubled);
            return;
        };
        let conflicts = merged.report.conflicts_in_words();
        let opened = troubled.trouble.go_on(merged.plan);
        self.show_opened(troubled.path, opened);
        self.toasts
            .say("Opened both sides, merged; the file with the marks is kept aside.");
        if !conflicts.is_empty() {
            self.shown_changes = Some(ShownChanges {
                title: "Where both sides said something".to_owned(),
                changes: Arc::default(),
                conflicts: Arc::new(conflicts),
            });
        }
    }
}
