//! Open plans at the saver: their journal, backups, and the watch over their files.
//!
//! Not here: what these do (`store/keep.rs`, `store/watch.rs`).

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use crate::domain::Plan;
use crate::store::backups::Why;
use crate::store::file::{Base, SaveError};
use crate::store::hash::Hash;
use crate::store::keep::Keep;
use crate::store::watch::{Saving, Watch};

use super::queue::{FileState, State, Tried};
use super::{Saver, Shared};

/// How long another window waits for this one to save.
const FLUSH: Duration = Duration::from_secs(4);

/// An open plan.
pub(super) struct Kept {
    keep: Arc<Keep>,
    watch: Watch,
    /// What is to become an earlier version.
    backups: Vec<(Arc<Plan>, Why)>,
    /// It is closed as soon as it is saved.
    closing: bool,
}

impl FileState {
    pub(super) fn keep(&self) -> Option<Arc<Keep>> {
        self.kept.as_ref().map(|kept| Arc::clone(&kept.keep))
    }

    pub(super) fn edited(&self, plan: &Arc<Plan>) {
        if let Some(kept) = &self.kept {
            kept.keep.edited(Arc::clone(plan));
        }
    }

    /// Whether there is something to do besides saving.
    pub(super) fn has_more(&self) -> bool {
        let kept = self.kept.as_ref();
        kept.is_some_and(|kept| !kept.backups.is_empty() || kept.closing && self.is_done())
    }

    /// Whether nothing more will come of waiting.
    fn is_done(&self) -> bool {
        let unsaved = self.unsaved.as_ref();
        unsaved.is_none_or(|unsaved| unsaved.tried == Some(Tried::Held))
    }

    /// Looks into why a save was not done.
    pub(super) fn look_at(&self, error: &SaveError) {
        if let (Some(kept), SaveError::ChangedOutside { .. } | SaveError::Gone { .. }) =
            (&self.kept, error)
        {
            kept.watch.look();
        }
    }
}

impl Saver {
    /// Takes charge of an open plan: its edits go to its journal, what is saved over becomes a backup, its file is watched.
    pub fn keep(&self, keep: Arc<Keep>) {
        let base = keep.content().map_or(Base::Absent, Base::Known);
        let path = keep.path().to_path_buf();
        let through = Through(Arc::downgrade(&self.shared));
        let watch = Watch::start(Arc::clone(&keep), Box::new(through));
        let kept = Kept {
            keep,
            watch,
            backups: Vec::new(),
            closing: false,
        };
        let mut state = self.shared.lock();
        let file = state.file(&path);
        file.base = base;
        let before = file.kept.replace(kept);
        drop(state);
        drop(before);
    }

    /// The plan is this now: it goes to the journal, and is not saved for that. For steps back to what is saved.
    pub fn edited(&self, path: &Path, plan: &Arc<Plan>) {
        if let Some(file) = self.shared.lock().files.get(path) {
            file.edited(plan);
        }
    }

    /// What is kept of an open plan.
    pub fn kept(&self, path: &Path) -> Option<Arc<Keep>> {
        self.shared.lock().files.get(path)?.keep()
    }

    /// Another program's version, `theirs` with its hash, was merged: the plan is `merged` now. Hand it in to be saved after
    /// this.
    pub fn merged(&self, path: &Path, hash: Hash, theirs: &Arc<Plan>, merged: &Arc<Plan>) {
        if let Some(keep) = self.kept(path) {
            keep.merged(hash, theirs, Arc::clone(merged));
        }
        self.rebase(path, Base::Known(hash));
    }

    /// The user knows that the plan has only so many items now: that is no reason any more not to save it.
    pub fn allow(&self, path: &Path, items: usize) {
        if let Some(keep) = self.kept(path) {
            keep.allow(items);
        }
        let mut state = self.shared.lock();
        if let Some(unsaved) = state.file(path).unsaved.as_mut() {
            unsaved.tried = None;
        }
        drop(state);
        self.ring();
    }

    /// Puts this plan away as an earlier version that stays for good: before an import, a merge, a restore.
    pub fn back_up(&self, path: &Path, plan: Arc<Plan>, why: Why) {
        let mut state = self.shared.lock();
        if let Some(kept) = state.file(path).kept.as_mut() {
            kept.backups.push((plan, why));
        }
        drop(state);
        self.ring();
    }

    /// Looks at the files of the open plans now: the window has the focus again.
    pub fn look(&self) {
        for file in self.shared.lock().files.values() {
            if let Some(kept) = &file.kept {
                kept.watch.look();
            }
        }
    }

    /// Ends a plan: saves what is left, then lets go of it.
    pub fn close(&self, path: &Path) {
        let mut state = self.shared.lock();
        match state.files.get_mut(path) {
            Some(FileState {
                kept: Some(kept), ..
            }) => kept.closing = true,
            _ => return,
        }
        state.hurry = true;
        drop(state);
        self.ring();
    }

    pub(super) fn let_all_go(&self) {
        let files = std::mem::take(&mut self.shared.lock().files);
        // Watches end here, journals and locks after them.
        drop(files);
    }
}

impl Shared {
    pub(super) fn back_up(&self) {
        let mut work = Vec::new();
        for file in self.lock().files.values_mut() {
            if let Some(kept) = &mut file.kept {
                let backups = std::mem::take(&mut kept.backups);
                let keep = &kept.keep;
                work.extend(backups.into_iter().map(|b| (Arc::clone(keep), b)));
            }
        }
        for (keep, (plan, why)) in work {
            keep.back_up(&plan, why);
        }
    }

    /// Lets go of the plans that are closed and saved.
    pub(super) fn close(&self) {
        let mut state = self.lock();
        let closed = |file: &FileState| {
            let closing = file.kept.as_ref().is_some_and(|kept| kept.closing);
            closing && file.is_done()
        };
        let paths: Vec<_> = state
            .files
            .iter()
            .filter(|(_, file)| closed(file))
            .map(|(path, _)| path.clone())
            .collect();
        let files: Vec<_> = paths
            .iter()
            .filter_map(|path| state.files.remove(path))
            .collect();
        drop(state);
        drop(files);
    }

    /// Saves everything now and waits for it, at most so long.
    pub(super) fn flush(&self, timeout: Duration) {
        let mut state = self.lock();
        state.again(|_| true);
        state.hurry = true;
        self.bell.notify_all();
        let waiting = |state: &mut State| !state.stop && (state.busy || state.has_new());
        let waited = self.bell.wait_timeout_while(state, timeout, waiting);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

/// The savers of this program.
static SAVERS: Mutex<Vec<Weak<Shared>>> = Mutex::new(Vec::new());

/// Notes a saver for [`flush_all`].
pub(super) fn note(shared: &Arc<Shared>) {
    let mut savers = SAVERS.lock().unwrap_or_else(PoisonError::into_inner);
    savers.retain(|saver| saver.strong_count() > 0);
    savers.push(Arc::downgrade(shared));
}

/// Saves what all savers of this program have, and waits for it: the program is asked to end, and nobody knows when the
/// window gets to it. At most so long for each.
pub fn flush_all(timeout: Duration) {
    let savers = SAVERS.lock().unwrap_or_else(PoisonError::into_inner);
    let savers: Vec<_> = savers.iter().filter_map(Weak::upgrade).collect();
    for shared in savers {
        let keeps: Vec<_> = shared
            .lock()
            .files
            .values()
            .filter_map(FileState::keep)
            .collect();
        for keep in keeps {
            keep.flush(timeout);
        }
        shared.flush(timeout);
    }
}

/// The way from a watch to the saver that started it.
struct Through(Weak<Shared>);

impl Saving for Through {
    fn flush(&self) {
        if let Some(shared) = self.0.upgrade() {
            shared.flush(FLUSH);
        }
    }

    fn rebase(&self, path: &Path, hash: Hash) {
        let Some(shared) = self.0.upgrade() else {
            return;
        };
        let mut state = shared.lock();
        if let Some(file) = state.files.get_mut(path) {
            file.base = Base::Known(hash);
            if let Some(unsaved) = &mut file.unsaved {
                unsaved.tried = None;
            }
        }
        drop(state);
        shared.bell.notify_all();
    }
}
