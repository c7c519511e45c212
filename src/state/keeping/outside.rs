//! What other programs and windows do to the file: looked at, merged, announced.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::app_state::AppState;
use super::super::jobs::Event;
use super::super::notice::What;
use super::OutsideMerge;
use crate::domain::merge::{self};
use crate::domain::{Edit, Plan};
use crate::store::backups::Why;
use crate::store::format::Loaded;
use crate::store::hash::Hash;
use crate::store::keep::News;

impl AppState {
    /// Looks at the plan's file now rather than in a while: the window has the focus again.
    pub fn look_outside(&self) {
        self.saver.look();
    }

    /// What happens to the open plan outside this window.
    pub(in crate::state) fn news(&mut self, news: News) {
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

    pub(in crate::state) fn outside_merged(&mut self, done: OutsideMerge) {
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
        let conflicts = merged.report.conflicts_in_words();
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
}
