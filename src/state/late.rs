//! What was typed while another window took the plan over: it came too late for the file, and is not lost. It stays in
//! this window and becomes an earlier version at once; taking the plan back puts it in.
//!
//! Not here: handing a plan over (`store/watch`, `store/lock`), the notice about it (`ui/shell/notices`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::merge;
use crate::domain::{Edit, Plan};
use crate::store::backups::Why;

use super::app_state::AppState;
use super::document::Gesture;
use super::notice::What;

/// For so many seconds after the plan was taken over, what a field still holds is taken from it: longer than a text stays
/// a draft.
const GRACE: i64 = 3;

/// A plan that was taken over, and how it was then.
pub(super) struct Late {
    path: PathBuf,
    /// What the file held when it was handed over.
    base: Arc<Plan>,
    /// Until then, drafts are taken.
    until: i64,
}

impl AppState {
    /// Another window has the plan from now on.
    pub(super) fn taken_over(&mut self, path: PathBuf) {
        if let Some(document) = &mut self.document {
            document.set_read_only("Another window has taken it over.".to_owned());
        }
        self.late = self.saver.kept(&path).map(|keep| Late {
            path,
            base: keep.base(),
            until: self.now.stamp.0 + GRACE,
        });
        self.notices.say(What::TakenOver { late: false });
        self.keep_late();
    }

    /// Whether an edit is what was being typed when the plan was taken over.
    pub(super) fn is_late(&self, gesture: Option<Gesture>) -> bool {
        let Some((late, document)) = self.late.as_ref().zip(self.document.as_ref()) else {
            return false;
        };
        gesture.is_some() && late.path == document.path() && self.now.stamp.0 <= late.until
    }

    /// Makes an earlier version of what came too late, and says so.
    pub(super) fn keep_late(&mut self) {
        let Some((late, document)) = self.late.as_ref().zip(self.document.as_ref()) else {
            return;
        };
        if late.path != document.path() || *late.base == **document.plan() {
            return;
        }
        self.saver
            .back_up(document.path(), Arc::clone(document.plan()), Why::Saved);
        self.notices.say(What::TakenOver { late: true });
    }

    /// What came too late for this file, with what it came on top of; it is about to be opened again.
    pub(super) fn late_for(&mut self, path: &Path) -> Option<(Arc<Plan>, Arc<Plan>)> {
        let late = self.late.take()?;
        let document = self.document.as_ref()?;
        let ours = document.plan();
        let is_of = late.path == path && document.path() == path && *late.base != **ours;
        is_of.then(|| (late.base, Arc::clone(ours)))
    }

    /// Puts what came too late into the plan: one step of undo.
    pub(super) fn put_in_late(&mut self, base: &Plan, ours: &Plan) {
        let Some(document) = &self.document else {
            return;
        };
        if document.read_only().is_some() {
            self.toasts.failed("What you typed last is among the earlier versions (Ctrl+H): this window still only looks on.");
            return;
        }
        let merged = merge::merge(base, document.plan(), ours);
        let label = "Put in what you had typed when the plan was taken over".to_owned();
        let edits = vec![Edit::ReplaceAll(Box::new(merged.plan))];
        self.edit(&Edit::Several { label, edits }, None, true);
    }
}
