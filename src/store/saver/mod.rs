//! Saving as one goes, on its own thread: a change is on disk within about a second, whether or not a frame is drawn. Only
//! the newest state of each file is written.
//!
//! Not here: how a file is written (`file.rs`), what is kept of an open plan (`state/keeping`, `store/keep.rs`), what the user
//! is shown (`state/`).

mod keeping;
mod queue;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::domain::Plan;

use super::file::{Base, SaveError, save_plan};
use super::fs::{Disk, Fs};
use super::hash::Hash;
use super::places::Places;
use super::settings::Settings;
pub use keeping::flush_all;
use queue::{State, Tried, Unsaved};

/// From the first unsaved change to the save. Changes that come meanwhile go with it.
pub const DELAY: Duration = Duration::from_millis(700);
/// From a save that the system refused to the next try.
pub const RETRY: Duration = Duration::from_secs(5);
/// After so many refusals in a row the user is told to save it somewhere else.
const REFUSALS: u32 = 2;

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveEvent {
    /// The file holds this revision.
    Saved {
        /// The file.
        path: PathBuf,
        /// The revision that was handed in with the plan.
        revision: u64,
        /// Something to tell the user although it was saved.
        warning: Option<String>,
    },
    /// The file is what it was.
    Failed {
        /// The file.
        path: PathBuf,
        /// The revision that was handed in with the plan.
        revision: u64,
        /// Why, for the user.
        message: String,
        /// Whether it is tried again only after the next change, [`Saver::replace`] or [`Saver::opened`] (else it is
        /// tried again by itself).
        held: bool,
    },
}

/// Hands plans to the thread that saves them. Dropping it saves what is left and ends the thread.
pub struct Saver {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

type OnEvent = Box<dyn Fn(SaveEvent) + Send>;

struct Shared {
    state: Mutex<State>,
    /// Something changed in the state.
    bell: Condvar,
    fs: Arc<dyn Fs>,
    on_event: Mutex<OnEvent>,
}

impl Saver {
    /// Starts the thread. `on_event` is called on it. Where the system gives no thread, [`Self::save`] writes at once.
    pub fn spawn(on_event: OnEvent) -> Self {
        Self::spawn_on(Arc::new(Disk), on_event)
    }

    /// As [`Self::spawn`], on another file system.
    pub fn spawn_on(fs: Arc<dyn Fs>, on_event: OnEvent) -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            bell: Condvar::new(),
            fs,
            on_event: Mutex::new(on_event),
        });
        keeping::note(&shared);
        let of_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("saver".to_owned())
            .spawn(move || of_thread.run());
        if let Err(error) = &thread {
            log::error!("no thread for saving ({error}): every change is saved at once");
        }
        Self {
            shared,
            thread: thread.ok(),
        }
    }

    /// Says what a file was read as: the base of its next save.
    pub fn opened(&self, path: &Path, hash: Hash) {
        self.rebase(path, Base::Known(hash));
    }

    /// The user wants this plan in the file, whatever is there now.
    pub fn replace(&self, path: &Path) {
        self.rebase(path, Base::Any);
    }

    fn rebase(&self, path: &Path, base: Base) {
        let mut state = self.shared.lock();
        let file = state.file(path);
        file.base = base;
        if let Some(unsaved) = &mut file.unsaved {
            unsaved.tried = None;
        }
        drop(state);
        self.ring();
    }

    /// Saves nothing more to this file, and forgets what is unsaved of it.
    pub fn forget(&self, path: &Path) {
        let mut state = self.shared.lock();
        state.files.remove(path);
        self.shared.bell.notify_all();
    }

    /// Saves the plan to the file within [`DELAY`]. A file that was neither opened nor saved before must not exist yet.
    /// The same revision again changes nothing: what was refused is tried again in its own time. Where the plan is
    /// [kept](Self::keep), it is in the journal within milliseconds.
    pub fn save(&self, plan: impl Into<Arc<Plan>>, to: PathBuf, revision: u64) {
        let plan = plan.into();
        let mut state = self.shared.lock();
        let file = state.file(&to);
        file.edited(&plan);
        let same = file.unsaved.as_ref().map(|there| there.revision) == Some(revision);
        if !same {
            file.unsaved = Some(Unsaved {
                plan,
                revision,
                tried: None,
            });
        }
        drop(state);
        self.ring();
    }

    /// Keeps the settings; a failure is only logged.
    pub fn settings(&self, settings: Settings, places: Places) {
        self.shared.lock().settings = Some((settings, places));
        self.ring();
    }

    /// Saves everything now, without waiting for it.
    pub fn flush_soon(&self) {
        let mut state = self.shared.lock();
        state.again(|_| true);
        state.hurry = true;
        drop(state);
        self.ring();
    }

    /// Saves everything now and waits for it, at most so long. Whether everything is saved.
    pub fn flush(&self, timeout: Duration) -> bool {
        self.flush_soon();
        let waiting = |state: &mut State| state.busy || state.has_new();
        let waited = self
            .shared
            .bell
            .wait_timeout_while(self.shared.lock(), timeout, waiting);
        waited.unwrap_or_else(PoisonError::into_inner).0.all_saved()
    }

    fn ring(&self) {
        self.shared.bell.notify_all();
        if self.thread.is_none() {
            self.shared.save_all();
        }
    }

    /// Whether everything handed in is on disk.
    pub fn is_idle(&self) -> bool {
        self.shared.lock().all_saved()
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.shared.lock().stop = true;
        self.shared.bell.notify_all();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the saving thread ended by a program error");
        }
        self.let_all_go();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        loop {
            let stop = self.wait_for_work();
            self.save_all();
            if stop {
                return;
            }
        }
    }

    /// Waits until something is to be written; whether it is for the last time.
    fn wait_for_work(&self) -> bool {
        let mut state = self.lock();
        loop {
            if state.stop {
                state.again(|_| true);
                break;
            }
            let new = state.has_new();
            if new && state.hurry {
                break;
            }
            state.hurry = false;
            let time = match new {
                true => DELAY,
                false if state.has_refused() => RETRY,
                false => {
                    let rung = self.bell.wait(state);
                    state = rung.unwrap_or_else(PoisonError::into_inner);
                    continue;
                }
            };
            // The delay runs from the first unsaved change; later changes do not put it off.
            let same = |state: &mut State| !state.stop && !state.hurry && state.has_new() == new;
            let (woken, waited) = self
                .bell
                .wait_timeout_while(state, time, same)
                .unwrap_or_else(PoisonError::into_inner);
            state = woken;
            if waited.timed_out() {
                state.again(|tried| tried == Tried::Refused);
                break;
            }
        }
        state.busy = true;
        state.hurry = false;
        state.stop
    }

    fn save_all(&self) {
        let settings = self.lock().settings.take();
        if let Some((settings, places)) = settings
            && let Err(error) = settings.save(&places)
        {
            log::warn!("{error}");
        }
        self.back_up();
        let work: Vec<_> = self
            .lock()
            .files
            .iter()
            .filter_map(|(path, file)| {
                let unsaved = file.unsaved.clone().filter(|u| u.tried.is_none())?;
                Some((path.clone(), file.base, unsaved, file.keep()))
            })
            .collect();
        let mut events = Vec::new();
        for (path, base, unsaved, keep) in work {
            let outcome = match keep {
                Some(keep) => keep.save(&unsaved.plan, base),
                None => save_plan(&*self.fs, &path, &unsaved.plan, base),
            };
            let mut state = self.lock();
            // Forgotten meanwhile: then there is nobody to tell.
            let Some(file) = state.files.get_mut(&path) else {
                continue;
            };
            let revision = unsaved.revision;
            let newest = file.unsaved.as_ref().map(|there| there.revision) == Some(revision);
            match outcome {
                Ok(saved) => {
                    file.base = Base::Known(saved.hash);
                    file.told = None;
                    file.refusals = 0;
                    if newest {
                        file.unsaved = None;
                    }
                    let warning = saved.warning;
                    events.push(SaveEvent::Saved {
                        path,
                        revision,
                        warning,
                    });
                }
                Err(error) => {
                    let held = error.needs_decision();
                    // Somebody decided while it was being tried: then it is tried again, on the new base.
                    if newest
                        && file.base == base
                        && let Some(there) = &mut file.unsaved
                    {
                        there.tried = Some(if held { Tried::Held } else { Tried::Refused });
                    }
                    file.look_at(&error);
                    file.refusals = if held { 0 } else { file.refusals + 1 };
                    let message = message(&error, file.refusals);
                    let told = Some((revision, message.clone()));
                    if file.told != told {
                        file.told = told;
                        events.push(SaveEvent::Failed {
                            path,
                            revision,
                            message,
                            held,
                        });
                    }
                }
            }
        }
        // Told before `flush` returns, so that who flushed knows.
        let on_event = self.on_event.lock().unwrap_or_else(PoisonError::into_inner);
        for event in events {
            on_event(event);
        }
        drop(on_event);
        self.close();
        self.lock().busy = false;
        self.bell.notify_all();
    }
}

fn message(error: &SaveError, refusals: u32) -> String {
    let mut text = error.to_string();
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    if refusals >= REFUSALS {
        text.push_str(" You can save it somewhere else.");
    }
    text
}
