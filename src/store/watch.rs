//! Looks after an open plan's file on a thread of its own: what other programs do to it, copies that appear beside it, and
//! another window that wants to take over. Between two looks it sleeps.
//!
//! Not here: merging, and what the user is shown (`state/`).

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::file::{folder_of, name_of};
use super::found::{self, Found};
use super::fs::Look;
use super::hash::Hash;
use super::keep::{Keep, News};
use super::lock;

/// From one look to the next.
pub const EVERY: Duration = Duration::from_secs(2);
/// A file that is gone is looked for once more after this: some programs delete and write afresh.
const GONE: Duration = Duration::from_millis(600);

/// What the watch does through the saver.
pub(super) trait Saving: Send {
    /// Saves everything now and waits for it, for a few seconds.
    fn flush(&self);
    /// The file has this content now, which is the same plan.
    fn rebase(&self, path: &std::path::Path, hash: Hash);
}

/// A watch over an open plan. Dropping it ends it.
pub(super) struct Watch {
    asks: Arc<Asks>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Asks {
    state: Mutex<State>,
    bell: Condvar,
}

#[derive(Default)]
struct State {
    look: bool,
    stop: bool,
}

impl Asks {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits, at most so long. Whether to go on.
    fn pause(&self, time: Duration) -> bool {
        let waiting = |state: &mut State| !state.stop;
        let waited = self.bell.wait_timeout_while(self.lock(), time, waiting);
        !waited.unwrap_or_else(PoisonError::into_inner).0.stop
    }
}

impl Watch {
    /// Starts it.
    pub fn start(keep: Arc<Keep>, saving: Box<dyn Saving>) -> Self {
        let asks = Arc::new(Asks::default());
        let watcher = Watcher {
            keep,
            saving,
            asks: Arc::clone(&asks),
            seen: None,
            folder: None,
            copies: Vec::new(),
            gone: false,
        };
        let thread = std::thread::Builder::new()
            .name("watch".to_owned())
            // A deeply nested file needs room while it is read.
            .stack_size(16 << 20)
            .spawn(move || watcher.run());
        if let Err(error) = &thread {
            log::error!("no thread to watch the plan's file: {error}");
        }
        Self {
            asks,
            thread: thread.ok(),
        }
    }

    /// Looks now.
    pub fn look(&self) {
        self.asks.lock().look = true;
        self.asks.bell.notify_all();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.asks.lock().stop = true;
        self.asks.bell.notify_all();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the watch ended by a program error");
        }
    }
}

struct Watcher {
    keep: Arc<Keep>,
    saving: Box<dyn Saving>,
    asks: Arc<Asks>,
    /// How file and folder looked when they were last looked into.
    seen: Option<Look>,
    folder: Option<Look>,
    copies: Vec<PathBuf>,
    /// That there is no file was told.
    gone: bool,
}

impl Watcher {
    fn run(mut self) {
        loop {
            let idle = |state: &mut State| !state.stop && !state.look;
            let waited = self
                .asks
                .bell
                .wait_timeout_while(self.asks.lock(), EVERY, idle);
            let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
            if state.stop {
                return;
            }
            if std::mem::take(&mut state.look) {
                self.seen = None;
            }
            drop(state);
            if let Some(local) = &self.keep.local
                && lock::is_asked(&*self.keep.fs, local.folder())
            {
                self.saving.flush();
                self.keep.let_go();
                let path = self.keep.path.clone();
                self.keep.tell(News::TakenOver { path });
                return;
            }
            self.look_at_file();
            self.look_beside();
            if let Some(news) = self.keep.look_at_newest() {
                self.keep.tell(news);
            }
        }
    }

    fn look_at_file(&mut self) {
        let (keep, fs) = (&self.keep, &self.keep.fs);
        let path = keep.path.clone();
        let look = match fs.look(&path) {
            Ok(look) => look,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return self.look_for_file(),
            // The folder may be away for a while; a save says so soon enough.
            Err(error) => return log::debug!("{}: {error}", path.display()),
        };
        self.gone = false;
        if self.seen == Some(look) {
            return;
        }
        let ours = || {
            let _saving = keep.saving.lock().unwrap_or_else(PoisonError::into_inner);
            let bytes = fs.read(&path, super::format::MAX_FILE_BYTES).ok()?;
            Some(Some(Hash::of(&bytes)) == keep.content())
        };
        match ours() {
            // It cannot be read: the next look may tell more.
            None => return,
            Some(true) => {
                self.seen = Some(look);
                return;
            }
            Some(false) => {}
        }
        let known = |hash| Some(hash) == keep.content();
        let found = found::look(&**fs, &path, &known, &|time| self.asks.pause(time));
        if self.asks.lock().stop {
            return;
        }
        // What was written meanwhile is looked at the next time.
        self.seen = Some(look);
        match found {
            Found::Plan(theirs, bytes) => {
                // A save of ours may have come between.
                let saving = keep.saving.lock().unwrap_or_else(PoisonError::into_inner);
                let (hash, base) = (theirs.hash, keep.base());
                if keep.content() == Some(hash) {
                    return;
                }
                if theirs.plan == *base && theirs.read_only.is_none() {
                    keep.same_plan(hash, &bytes);
                    drop(saving);
                    return self.saving.rebase(&path, hash);
                }
                let news = keep.saw_outside(hash, bytes);
                drop(saving);
                if news {
                    keep.tell(News::Outside { path, theirs, base });
                }
            }
            Found::Bad(error, bytes) => self.damaged(&error.to_string(), bytes),
            Found::Empty(bytes) => {
                let error = format!("{} is empty now.", name_of(&path));
                self.damaged(&error, bytes);
            }
            Found::Gone | Found::Refused(_) => self.seen = None,
        }
    }

    fn damaged(&self, error: &str, bytes: Vec<u8>) {
        let path = self.keep.path.clone();
        let hash = Hash::of(&bytes);
        let local = self.keep.local.as_ref();
        let copy = local.and_then(|local| local.put_aside(&name_of(&path), &bytes).ok());
        if self.keep.saw_outside(hash, bytes) {
            let error = error.to_owned();
            self.keep.tell(News::Damaged { path, error, copy });
        }
    }

    fn look_for_file(&mut self) {
        // A new plan has no file before its first save.
        if self.gone || self.keep.content().is_none() || !self.asks.pause(GONE) {
            return;
        }
        let path = self.keep.path.clone();
        let still = matches!(self.keep.fs.look(&path),
            Err(error) if error.kind() == io::ErrorKind::NotFound);
        if still {
            self.gone = true;
            self.seen = None;
            self.keep.tell(News::Gone { path });
        }
    }

    fn look_beside(&mut self) {
        let keep = &self.keep;
        let look = keep.fs.look(folder_of(&keep.path)).ok();
        if look.is_none() || look == self.folder {
            return;
        }
        self.folder = look;
        let copies = found::copies(&*keep.fs, &keep.path, &keep.settled());
        if copies.iter().any(|copy| !self.copies.contains(copy)) {
            let path = keep.path.clone();
            let copies = copies.clone();
            keep.tell(News::Copies { path, copies });
        }
        self.copies = copies;
    }
}
