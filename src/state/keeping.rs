//! Keeping a plan: opening with its journal and lock, what other programs and windows do to it, and what to do about a
//! damaged file. All of it happens on other threads, in `store/`; here it is decided what becomes of it.
//!
//! Not here: when it is saved (`files.rs`), how notices look (`ui/shell/notices`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::merge::{self, Changes, Merged};
use crate::domain::{Edit, Plan};
use crate::store::backups::{Backup, Why};
use crate::store::exchange;
use crate::store::format::Loaded;
use crate::store::fs::Disk;
use crate::store::hash::Hash;
use crate::store::keep::News;
use crate::store::lock::Other;
use crate::store::open::{self, Opened, Opening, Outcome, Trouble, Wrong};

use super::app_state::AppState;
use super::document::{Document, Revision};
use super::jobs::Event;
use super::notice::{Answer, What};

/// Changes that are looked at, without a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownChanges {
    /// What they are.
    pub title: String,
    /// The changes.
    pub changes: Arc<Changes>,
    /// What could not be merged without a choice, one line each.
    pub conflicts: Arc<Vec<String>>,
}

/// A plan whose file cannot be opened, and what there is in its place.
pub struct Troubled {
    /// The file.
    pub path: PathBuf,
    /// What is wrong, and what there is.
    pub trouble: Box<Trouble>,
    /// Both sides of the file, merged, where it is marked by git and both can be read.
    pub marked: Option<Box<Merged>>,
    /// How the file differs from the last good copy, where that was asked for: lines that begin with ` `, `-`, `+` or `@`.
    pub differs: Option<Result<Vec<String>, String>>,
}

/// A merge of another program's version, worked out for a state of the plan.
pub struct OutsideMerge {
    /// The plan's file.
    pub path: PathBuf,
    /// The state of the plan that it was worked out for.
    pub of: Revision,
    /// What the file holds.
    pub theirs: Arc<Plan>,
    /// Its hash.
    pub hash: Hash,
    /// What the file held before.
    pub base: Arc<Plan>,
    /// Both, merged.
    pub merged: Merged,
    /// What that changes here.
    pub changes: Arc<Changes>,
}

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
    pub(super) fn open_file(&mut self, path: PathBuf, take_over: bool) {
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
    pub(super) fn begin_keeping(&mut self) {
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

    pub(super) fn begun(&mut self, path: &Path, outcome: Outcome) {
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

    pub(super) fn opened(&mut self, path: PathBuf, outcome: Outcome, marked: Option<Box<Merged>>) {
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
        if self.view == super::View::Settings {
            self.view = super::View::Today;
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
                conflicts.extend(merge.report.conflicts.iter().map(|one| one.in_words()));
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
    pub(super) fn go_on_with(&mut self, backup: Option<Backup>) {
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
    pub(super) fn go_on_with_merged(&mut self) {
        let Some(mut troubled) = self.trouble.take() else {
            return;
        };
        let Some(merged) = troubled.marked.take() else {
            self.trouble = Some(troubled);
            return;
        };
        let conflicts: Vec<String> = merged
            .report
            .conflicts
            .iter()
            .map(|one| one.in_words())
            .collect();
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

    /// Works out, off the frame, how the damaged file differs from the last good copy.
    pub(super) fn show_differences(&mut self) {
        let Some(troubled) = &self.trouble else {
            return;
        };
        let path = troubled.path.clone();
        let last = troubled.trouble.last.as_deref().cloned();
        let backup = troubled.trouble.backups.first().cloned();
        self.jobs.start("differences", move || {
            let good = match (last, backup) {
                (Some(plan), _) => Ok(plan),
                (None, Some(backup)) => exchange::open_version(&backup),
                (None, None) => Err("There is nothing to compare it with.".to_owned()),
            };
            let result = good.and_then(|good| exchange::differences(&path, &good));
            Event::Differs { path, result }
        });
    }

    pub(super) fn differ(&mut self, path: &Path, result: Result<Vec<String>, String>) {
        if let Some(troubled) = self
            .trouble
            .as_mut()
            .filter(|troubled| troubled.path == path)
        {
            troubled.differs = Some(result);
        }
    }

    /// Looks at the plan's file now rather than in a while: the window has the focus again.
    pub fn look_outside(&self) {
        self.saver.look();
    }

    /// What happens to the open plan outside this window.
    pub(super) fn news(&mut self, news: News) {
        let here = |path: &Path| {
            self.document
                .as_ref()
                .is_some_and(|document| document.path() == path)
        };
        match news {
            News::Outside { path, theirs, base } if here(&path) => {
                self.merge_outside(path, *theirs, base)
            }
            News::LateWrite {
                path,
                theirs: Some(theirs),
                base,
                ..
            } if here(&path) => {
                self.merge_late(path, *theirs, base);
            }
            News::LateWrite { path, backup, .. } if here(&path) => {
                let text = format!(
                    "Another program wrote to an older copy of the plan, which cannot be read. It is kept in “{}”.",
                    backup.display()
                );
                self.notices.say(What::Text(text));
            }
            News::Gone { path } if here(&path) => self.notices.say(What::Gone),
            News::Damaged { path, error, .. } if here(&path) => {
                self.notices.say(What::Damaged(error))
            }
            News::Copies { path, copies } if here(&path) => self.notices.say(What::Copies(copies)),
            News::TakenOver { path } if here(&path) => {
                self.taken_over(path);
            }
            News::Shrunk { path, from, to } if here(&path) => {
                self.notices.say(What::Shrunk { from, to })
            }
            News::Warning { path, message } if here(&path) => self.notices.say(What::Text(message)),
            _ => {}
        }
    }

    /// Merges what another program wrote with what is here, off the frame.
    fn merge_outside(&mut self, path: PathBuf, theirs: Loaded, base: Arc<Plan>) {
        if let Some(reason) = theirs.read_only {
            if let Some(document) = &mut self.document {
                document.set_read_only(reason.clone());
            }
            self.notices.say(What::Text(reason));
            return;
        }
        self.start_merge(path, Arc::new(theirs.plan), theirs.hash, base);
    }

    /// What was written to an older copy: taken in like any other change, on top of what the file holds.
    fn merge_late(&mut self, path: PathBuf, theirs: Loaded, base: Arc<Plan>) {
        if let Some(hash) = self.saver.kept(&path).and_then(|keep| keep.content()) {
            self.start_merge(path, Arc::new(theirs.plan), hash, base);
        }
    }

    fn start_merge(&mut self, path: PathBuf, theirs: Arc<Plan>, hash: Hash, base: Arc<Plan>) {
        let Some(document) = &self.document else {
            return;
        };
        let (ours, of) = (Arc::clone(document.plan()), document.revision());
        self.jobs.start("merge", move || {
            let merged = merge::merge(&base, &ours, &theirs);
            let changes = Arc::new(merge::changes(&ours, &merged.plan));
            Event::OutsideMerged(Box::new(OutsideMerge {
                path,
                of,
                theirs,
                hash,
                base,
                merged,
                changes,
            }))
        });
    }

    pub(super) fn outside_merged(&mut self, done: OutsideMerge) {
        let OutsideMerge {
            path,
            of,
            theirs,
            hash,
            base,
            merged,
            changes,
        } = done;
        let Some(document) = &mut self.document else {
            return;
        };
        if document.path() != path {
            return;
        }
        if document.revision() != of {
            // Something was typed meanwhile: once more, with that.
            self.start_merge(path, theirs, hash, base);
            return;
        }
        let before = Arc::clone(document.plan());
        let conflicts: Vec<String> = merged
            .report
            .conflicts
            .iter()
            .map(|one| one.in_words())
            .collect();
        if !changes.is_empty() {
            self.saver.back_up(&path, Arc::clone(&before), Why::Merge);
            let n = changes.list.len();
            let label = match n {
                1 => "Took in 1 change of another program".to_owned(),
                n => format!("Took in {n} changes of another program"),
            };
            let edits = vec![Edit::ReplaceAll(Box::new(merged.plan))];
            if let Err(error) = document.apply(&Edit::Several { label, edits }) {
                self.toasts.failed(format!(
                    "Another program’s changes were not taken in: {error}."
                ));
                return;
            }
        }
        let (now, revision) = (Arc::clone(document.plan()), document.revision());
        if *now == *theirs {
            document.saved(revision);
        }
        self.saver.merged(&path, hash, &theirs, &now);
        self.sent_to_saver = None;
        self.notices
            .forget(|what| matches!(what, What::Gone | What::Damaged(_)));
        if !changes.is_empty() {
            self.notices.say(What::Merged {
                changes,
                conflicts: Arc::new(conflicts),
                revision: Some(revision),
            });
            self.forget_what_is_gone();
        }
        self.autosave();
    }

    /// The user's answer to a notice.
    pub(super) fn answer_notice(&mut self, id: u64, answer: Answer) {
        let Some(notice) = self.notices.take(id) else {
            return;
        };
        let path = self
            .document
            .as_ref()
            .map(|document| document.path().to_owned());
        match (&notice.what, answer) {
            (_, Answer::Dismiss) => {}
            (
                What::Merged {
                    changes, conflicts, ..
                },
                Answer::First,
            ) => {
                let (changes, conflicts) = (Arc::clone(changes), Arc::clone(conflicts));
                let title = "What another program changed".to_owned();
                self.shown_changes = Some(ShownChanges {
                    title,
                    changes,
                    conflicts,
                });
                self.notices.say(notice.what);
            }
            (What::Merged { revision, .. }, Answer::Second) => {
                let now = self.document.as_ref().map(Document::revision);
                if revision.is_some() && *revision == now {
                    self.undo();
                } else {
                    self.toasts.hint("The plan has changed since: undo step by step (Ctrl+Z), or restore an earlier version (Ctrl+H).");
                }
            }
            (What::OtherWindow(_) | What::TakenOver { .. }, _) => {
                if let Some(path) = path {
                    self.open_file(path, true);
                }
            }
            (What::Copies(copies), Answer::First) => {
                if let Some(copy) = copies.first() {
                    self.look_at(copy.clone());
                }
                if copies.len() > 1 {
                    self.notices
                        .say(What::Copies(copies.iter().skip(1).cloned().collect()));
                }
            }
            (What::Gone | What::Damaged(_), Answer::First) => {
                if let Some(path) = path {
                    self.saver.replace(&path);
                    self.save_anew();
                }
            }
            (What::Gone | What::Damaged(_), Answer::Second) => {
                self.run(super::Command::SaveAs);
            }
            (What::Shrunk { to, .. }, Answer::First) => {
                if let Some(path) = path {
                    self.saver.allow(&path, *to);
                    self.save_anew();
                }
            }
            (What::Shrunk { .. }, Answer::Second) => self.undo(),
            (What::Idle { timed, seconds }, Answer::First) => {
                let (timed, seconds) = (timed.clone(), *seconds);
                self.take_back(&timed, seconds);
            }
            _ => {}
        }
    }

    fn save_anew(&mut self) {
        self.sent_to_saver = None;
        if let Some(document) = &mut self.document {
            document.unsaved();
        }
        self.autosave();
    }
}

/// Another window, in words.
pub fn who(other: Other) -> String {
    let pid = other.pid.map(|pid| format!("process {pid}"));
    let since = other
        .since
        .map(|since| format!("since {}", exchange::local_time(since)));
    let known: Vec<String> = pid.into_iter().chain(since).collect();
    if known.is_empty() {
        return "Another window".to_owned();
    }
    format!("Another window ({})", known.join(", "))
}
