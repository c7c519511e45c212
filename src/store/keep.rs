//! An open plan with all that is kept of it: its lock, its journal, the text that was last agreed on, its backups. Every
//! save of such a plan goes through here.
//!
//! Not here: how it comes to be open (`open.rs`), when it is saved (`saver`), who looks at the file meanwhile (`watch.rs`).

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::domain::Plan;

use super::backups::{self, Backup, Counts, Why};
use super::file::{Base, Old, SaveError, Saved, name_of, save_text, say};
use super::format;
use super::fs::Fs;
use super::hash::Hash;
use super::journal::Journal;
use super::local::{Local, Time};
use super::lock::Held;
pub use super::news::{News, OnNews};

/// How long a save waits for the journal.
const JOURNAL: Duration = Duration::from_secs(2);
/// A plan of fewer items may shrink as it likes.
const FEW_ITEMS: usize = 10;
/// So often the newest backup is looked at, once per look at the file: for about ten seconds.
const LOOKS_AT_BACKUP: u8 = 6;

/// An open plan with all that is kept of it. Dropping it ends the journal and lets go of the lock.
pub struct Keep {
    pub(super) path: PathBuf,
    pub(super) fs: Arc<dyn Fs>,
    /// None where the state folder cannot be written to.
    pub(super) local: Option<Local>,
    pub(super) time: Time,
    pub(super) on_news: OnNews,
    state: Mutex<State>,
    /// Held while the file is being written: nobody must take our own save for another program's.
    pub(super) saving: Mutex<()>,
}

struct State {
    /// Before the lock: dropped first.
    journal: Option<Arc<Journal>>,
    lock: Option<Held>,
    /// What the file holds as far as is known, and what that reads as.
    content: Option<Hash>,
    base: Arc<Plan>,
    /// Why the next swapped-out file is kept.
    why: Why,
    taken_over: bool,
    /// So few items are fine.
    allowed: usize,
    warned: Vec<&'static str>,
    newest: Option<Newest>,
    /// What another program wrote, as it was told.
    outside: Option<(Hash, Vec<u8>)>,
}

/// The newest backup, looked at for a while.
struct Newest {
    path: PathBuf,
    hash: Hash,
    plan: Arc<Plan>,
    looks: u8,
}

/// What [`super::open`] makes a [`Keep`] of.
pub(super) struct Parts {
    pub path: PathBuf,
    pub fs: Arc<dyn Fs>,
    pub local: Option<Local>,
    pub time: Time,
    pub on_news: OnNews,
    pub lock: Option<Held>,
    pub journal: Option<Journal>,
    pub content: Option<Hash>,
    pub base: Arc<Plan>,
    pub why: Why,
}

impl Keep {
    pub(super) fn new(parts: Parts) -> Self {
        Self {
            path: parts.path,
            fs: parts.fs,
            local: parts.local,
            time: parts.time,
            on_news: parts.on_news,
            saving: Mutex::new(()),
            state: Mutex::new(State {
                journal: parts.journal.map(Arc::new),
                lock: parts.lock,
                content: parts.content,
                base: parts.base,
                why: parts.why,
                taken_over: false,
                allowed: usize::MAX,
                warned: Vec::new(),
                newest: None,
                outside: None,
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn tell(&self, news: News) {
        (self.on_news)(news);
    }

    /// Warns once of each kind of trouble.
    pub(super) fn warn(&self, kind: &'static str, message: String) {
        let mut state = self.state();
        if !state.warned.contains(&kind) {
            state.warned.push(kind);
            drop(state);
            let path = self.path.clone();
            self.tell(News::Warning { path, message });
        }
    }

    /// The plan's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the file holds as far as is known: the base of the next save.
    pub fn content(&self) -> Option<Hash> {
        self.state().content
    }

    /// What the file holds, as a plan: the base of a merge.
    pub fn base(&self) -> Arc<Plan> {
        Arc::clone(&self.state().base)
    }

    /// What copies beside it held that were taken in already.
    pub(super) fn settled(&self) -> Vec<Hash> {
        self.local.as_ref().map(Local::settled).unwrap_or_default()
    }

    fn journal(&self) -> Option<Arc<Journal>> {
        self.state().journal.clone()
    }

    /// The plan is this now: it goes to the journal. Returns at once.
    pub fn edited(&self, plan: Arc<Plan>) {
        if let Some(journal) = self.journal() {
            journal.edited(plan);
        }
    }

    /// Waits until every change is in the journal and on the disk, at most so long; whether it is.
    pub fn sync(&self, timeout: Duration) -> bool {
        self.journal().is_some_and(|journal| journal.sync(timeout))
    }

    /// Waits until every change is in the journal, at most so long; whether it is. A kill cannot take it back then.
    pub fn flush(&self, timeout: Duration) -> bool {
        self.journal().is_some_and(|journal| journal.flush(timeout))
    }

    /// The user knows that the plan has only so many items: saves of so many and more pass.
    pub(super) fn allow(&self, items: usize) {
        let mut state = self.state();
        state.allowed = state.allowed.min(items);
    }

    /// The earlier versions, the newest first.
    pub fn backups(&self) -> Vec<Backup> {
        let Some(local) = &self.local else {
            return Vec::new();
        };
        backups::list(&*self.fs, &local.backups()).unwrap_or_else(|error| {
            log::warn!("{}: {error}", local.backups().display());
            Vec::new()
        })
    }

    /// Puts a plan away as an earlier version.
    pub(super) fn back_up(&self, plan: &Plan, why: Why) {
        match format::write_plan(plan) {
            Ok(text) => {
                let text = text.as_bytes();
                self.put_away(backups::From::Bytes(text), Some(Counts::of(plan)), why);
            }
            Err(error) => self.warn("backup", format!("No backup was made: {error}")),
        }
    }

    fn put_away(
        &self,
        from: backups::From<'_>,
        counts: Option<Counts>,
        why: Why,
    ) -> Option<PathBuf> {
        let local = self.local.as_ref()?;
        let now = (self.time)();
        match backups::add(&*self.fs, &local.backups(), from, now, counts, why) {
            Ok(path) => Some(path),
            Err(error) => {
                let said = say(&error);
                self.warn(
                    "backup",
                    format!("Earlier versions cannot be kept ({said})."),
                );
                None
            }
        }
    }

    /// Saves the plan.
    pub(super) fn save(&self, plan: &Arc<Plan>, base: Base) -> Result<Saved, SaveError> {
        let _saving = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        let file = name_of(&self.path);
        let state = self.state();
        if state.taken_over {
            return Err(SaveError::TakenOver { file });
        }
        let (from, to) = (state.base.items.len(), plan.items.len());
        let guarded = from >= FEW_ITEMS && to < from.div_ceil(2) && to < state.allowed;
        drop(state);
        if guarded {
            let path = self.path.clone();
            self.tell(News::Shrunk { path, from, to });
            return Err(SaveError::Shrunk { file, from, to });
        }
        let text = format::write_plan(plan).map_err(|error| SaveError::Write { file, error })?;
        let (bytes, hash) = (text.as_bytes(), Hash::of(text.as_bytes()));
        if let Some(journal) = self.journal()
            && !journal.about_to_save(hash, plan, JOURNAL)
        {
            log::warn!("the journal does not know of this save");
        }
        let mut keep = |old: Old<'_>| self.keep_old(old);
        let saved = save_text(&*self.fs, &self.path, (plan, &text), base, &mut keep)?;
        self.agree(bytes, hash, plan);
        if !saved.protected {
            self.warn(
                "unprotected",
                "This folder cannot protect against other programs writing at the same moment."
                    .to_owned(),
            );
        }
        Ok(saved)
    }

    fn keep_old(&self, old: Old<'_>) {
        let (from, bytes) = match old {
            Old::Moved(path, bytes) => (backups::From::File(path, bytes), bytes),
            Old::There(bytes) => (backups::From::Bytes(bytes), bytes),
        };
        let hash = Hash::of(bytes);
        let state = self.state();
        let ours = state.content == Some(hash);
        let why = match state.why {
            Why::Saved if !ours => Why::Outside,
            why => why,
        };
        let plan = Arc::clone(&state.base);
        drop(state);
        let counts = ours.then(|| Counts::of(&plan));
        let path = self.put_away(from, counts, why);
        let mut state = self.state();
        state.newest = path.map(|path| Newest {
            path,
            hash,
            plan,
            looks: LOOKS_AT_BACKUP,
        });
        if state.newest.is_some() {
            state.why = Why::Saved;
        }
    }

    /// The file holds this now.
    fn agree(&self, bytes: &[u8], hash: Hash, plan: &Arc<Plan>) {
        let mut state = self.state();
        state.content = Some(hash);
        state.base = Arc::clone(plan);
        state.outside = None;
        state.allowed = usize::MAX;
        let journal = state.journal.clone();
        drop(state);
        let Some(local) = &self.local else {
            return;
        };
        match local.agree(bytes, hash) {
            Ok(()) => {
                if let Some(journal) = journal {
                    journal.saved(hash, plan);
                }
            }
            Err(error) => {
                // The journal then goes on from the older text, which is still there.
                let said = say(&error);
                let message = format!("What was saved last cannot be noted ({said}).");
                self.warn("agree", message);
            }
        }
    }

    /// Another program's version was merged into the plan, which is `merged` now.
    pub(super) fn merged(&self, hash: Hash, theirs: &Arc<Plan>, merged: Arc<Plan>) {
        let journal = self.journal();
        if let Some(journal) = &journal {
            // In this order: a plan that knows of both sides comes first.
            journal.edited(merged);
            journal.about_to_save(hash, theirs, JOURNAL);
        }
        let mut state = self.state();
        let bytes = state.outside.take().filter(|(found, _)| *found == hash);
        drop(state);
        match bytes {
            Some((_, bytes)) => self.agree(&bytes, hash, theirs),
            None => {
                let mut state = self.state();
                state.content = Some(hash);
                state.base = Arc::clone(theirs);
            }
        }
    }

    /// Another program wrote the same plan in other words: that is the file now.
    pub(super) fn same_plan(&self, hash: Hash, bytes: &[u8]) {
        let base = self.base();
        if let Some(journal) = self.journal() {
            journal.about_to_save(hash, &base, JOURNAL);
        }
        self.agree(bytes, hash, &base);
    }

    /// Notes what another program wrote. Whether that is news.
    pub(super) fn saw_outside(&self, hash: Hash, bytes: Vec<u8>) -> bool {
        let mut state = self.state();
        let news = state.outside.as_ref().map(|(found, _)| *found) != Some(hash);
        state.outside = Some((hash, bytes));
        news
    }

    /// Looks at the newest backup, for some seconds after it was made: whether somebody wrote to it.
    pub(super) fn look_at_newest(&self) -> Option<News> {
        let mut state = self.state();
        let newest = state.newest.as_mut()?;
        newest.looks = newest.looks.saturating_sub(1);
        let (path, hash) = (newest.path.clone(), newest.hash);
        let base = Arc::clone(&newest.plan);
        if newest.looks == 0 {
            state.newest = None;
        }
        drop(state);
        let bytes = self.fs.read(&path, format::MAX_FILE_BYTES).ok()?;
        if Hash::of(&bytes) == hash {
            return None;
        }
        self.state().newest = None;
        let theirs = format::read_plan_bytes(&bytes, &name_of(&self.path)).ok();
        Some(News::LateWrite {
            path: self.path.clone(),
            backup: path,
            theirs: theirs.map(Box::new),
            base,
        })
    }

    /// Lets another window take over: nothing more is saved from here.
    pub(super) fn let_go(&self) {
        let _saving = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.state();
        state.taken_over = true;
        let journal = state.journal.take();
        drop(state);
        // Its last changes are written before the lock goes.
        drop(journal);
        self.state().lock = None;
    }
}
