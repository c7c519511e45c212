//! What is done about a notice once it is answered.

use std::sync::Arc;

use super::super::app_state::AppState;
use super::super::document::Document;
use super::super::notice::{Answer, What};
use super::ShownChanges;

impl AppState {
    /// The user's answer to a notice.
    pub(in crate::state) fn answer_notice(&mut self, id: u64, answer: Answer) {
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
                    self.toasts.hint("The plan has changed since: undo step by step, or restore an earlier version.");
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
                self.run(crate::state::Command::SaveAs);
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
