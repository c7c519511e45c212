//! The journal: every change of the open plan is in a file of this machine within milliseconds, long before the plan's own
//! file is saved, so that a program that is killed loses nothing.
//!
//! A change is in the system's hands as soon as it is written: a kill cannot take it back. Once a second it is synced to
//! the disk, on another thread, so that a slow disk holds up no change; that second is what a power cut can cost.
//!
//! Not here: what a start makes of a journal (`store/open.rs`).

pub mod lines;
pub mod patch;
pub mod writer;

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::domain::{Day, Plan, PlanId};

use super::fs::Fs;
use super::hash::Hash;
use writer::Writer;

/// From one sync to the next, at least.
const SYNC_EVERY: Duration = Duration::from_secs(1);
/// After a change of more bytes than this, the next ones are collected for [`COLLECT`].
const LARGE: u64 = 64 << 10;
/// See [`LARGE`].
const COLLECT: Duration = Duration::from_millis(250);
/// From a write that was refused to the next try.
const RETRY: Duration = Duration::from_secs(5);

/// What a plan is made from where there is no file yet.
pub fn nothing() -> Plan {
    Plan::empty(PlanId::slug("nothing"), String::new(), Day::MIN)
}

/// Said once when the journal cannot be written, in a sentence for the user.
pub type OnTrouble = Box<dyn Fn(String) + Send + Sync>;

/// A journal that is being written. Dropping it writes what is left; a journal that says no more than the plan's file
/// then goes.
pub struct Journal {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

enum Ask {
    Edit(Arc<Plan>),
    AboutToSave(Hash, Arc<Plan>),
    Saved(Hash, Arc<Plan>),
}

struct Shared {
    fs: Arc<dyn Fs>,
    state: Mutex<State>,
    /// Something changed in the state.
    bell: Condvar,
    writer: Mutex<Option<Writer>>,
    on_trouble: OnTrouble,
}

#[derive(Default)]
struct State {
    asks: VecDeque<Ask>,
    /// How much was asked for, and how much of that is written.
    asked: u64,
    done: u64,
    /// Up to here something was refused.
    failed: u64,
    /// An edit that was refused: it is tried again.
    refused: Option<Arc<Plan>>,
    /// Somebody waits for what was asked for.
    hurry: bool,
    /// The file that was written to last.
    file: Option<Arc<File>>,
    /// Something was written that is not synced.
    unsynced: bool,
    stop: bool,
    told: bool,
}

impl Journal {
    /// Begins a journal in this folder: `saved` is what `content` of the plan's file reads as ([`nothing`] where there is
    /// no file), `now` is the plan. Older journals of the folder go.
    ///
    /// # Errors
    /// Where the system refuses; the older journals are then as they were.
    pub fn begin(
        fs: Arc<dyn Fs>,
        folder: PathBuf,
        content: Option<Hash>,
        saved: Arc<Plan>,
        now: Arc<Plan>,
        on_trouble: OnTrouble,
    ) -> io::Result<Self> {
        let writer = Writer::begin(Arc::clone(&fs), folder, content, saved, now)?;
        let shared = Arc::new(Shared {
            fs,
            state: Mutex::default(),
            bell: Condvar::new(),
            writer: Mutex::new(Some(writer)),
            on_trouble,
        });
        let mut threads = Vec::new();
        for (name, syncs) in [("journal", false), ("journal sync", true)] {
            let of_thread = Arc::clone(&shared);
            let work = move || match syncs {
                false => of_thread.run(),
                true => of_thread.run_sync(),
            };
            match std::thread::Builder::new()
                .name(name.to_owned())
                .spawn(work)
            {
                Ok(thread) => threads.push(thread),
                Err(error) => log::error!("no thread for the {name}: {error}"),
            }
        }
        Ok(Self { shared, threads })
    }

    fn ask(&self, ask: Ask) -> u64 {
        let mut state = self.shared.lock();
        state.asked += 1;
        let number = state.asked;
        match (state.asks.back_mut(), ask) {
            // Only the newest of several that wait.
            (Some(Ask::Edit(waiting)), Ask::Edit(plan)) => *waiting = plan,
            (_, ask) => state.asks.push_back(ask),
        }
        drop(state);
        self.shared.bell.notify_all();
        if self.threads.len() < 2 {
            self.shared.work();
        }
        number
    }

    /// The plan is this now. Returns at once.
    pub fn edited(&self, plan: Arc<Plan>) {
        self.ask(Ask::Edit(plan));
    }

    /// The plan's file is about to get this content. Waits until that is on the disk, at most so long; whether it is.
    pub fn about_to_save(&self, content: Hash, plan: &Arc<Plan>, timeout: Duration) -> bool {
        let number = self.ask(Ask::AboutToSave(content, Arc::clone(plan)));
        self.shared.wait(number, timeout) && self.shared.sync()
    }

    /// The plan's file has this content.
    pub fn saved(&self, content: Hash, plan: &Arc<Plan>) {
        self.ask(Ask::Saved(content, Arc::clone(plan)));
    }

    /// Waits until every change so far is written, at most so long; whether it is.
    pub fn flush(&self, timeout: Duration) -> bool {
        let number = self.shared.lock().asked;
        self.shared.wait(number, timeout)
    }

    /// As [`Self::flush`], and syncs it to the disk.
    pub fn sync(&self, timeout: Duration) -> bool {
        self.flush(timeout) && self.shared.sync()
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.shared.lock().stop = true;
        self.shared.bell.notify_all();
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                log::error!("a thread of the journal ended by a program error");
            }
        }
        self.shared.work();
        let writer = self.shared.writer().take();
        if let Some(Err(error)) = writer.map(Writer::end) {
            log::warn!("the journal could not be ended: {error}");
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self) -> MutexGuard<'_, Option<Writer>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, number: u64, timeout: Duration) -> bool {
        let mut state = self.lock();
        state.hurry = true;
        self.bell.notify_all();
        // A refusal is waited out: the next try may come too late.
        let waiting = |state: &mut State| state.done.max(state.failed) < number;
        let waited = self.bell.wait_timeout_while(state, timeout, waiting);
        waited.unwrap_or_else(PoisonError::into_inner).0.done >= number
    }

    fn run(&self) {
        loop {
            let mut state = self.lock();
            loop {
                if state.stop || !state.asks.is_empty() {
                    break;
                }
                let time = match state.refused {
                    Some(_) => RETRY,
                    None => Duration::MAX,
                };
                let idle = |state: &mut State| !state.stop && state.asks.is_empty();
                let waited = self.bell.wait_timeout_while(state, time, idle);
                let (woken, waited) = waited.unwrap_or_else(PoisonError::into_inner);
                state = woken;
                if waited.timed_out() {
                    break;
                }
            }
            let stop = state.stop;
            drop(state);
            let large = self.work();
            if stop {
                return;
            }
            if large {
                let state = self.lock();
                let calm = |state: &mut State| {
                    let only_edits = state.asks.iter().all(|ask| matches!(ask, Ask::Edit(_)));
                    !state.stop && !state.hurry && only_edits
                };
                drop(self.bell.wait_timeout_while(state, COLLECT, calm));
            }
        }
    }

    /// Writes what was asked for. Whether it was much.
    fn work(&self) -> bool {
        // Held throughout, so that what is asked for is done in its order.
        let mut writer = self.writer();
        let Some(writer) = &mut *writer else {
            return false;
        };
        let mut length = 0;
        let mut trouble = None;
        loop {
            let mut state = self.lock();
            let ask = match state.asks.pop_front() {
                Some(ask) => ask,
                None => match state.refused.take() {
                    Some(plan) if trouble.is_none() => Ask::Edit(plan),
                    refused => {
                        state.refused = refused;
                        break;
                    }
                },
            };
            let all = state.asks.is_empty();
            let asked = state.asked;
            drop(state);
            let (edit, outcome) = match ask {
                Ask::Edit(plan) => {
                    let outcome = writer.edit(&plan).map(|bytes| length += bytes);
                    (Some(plan), outcome)
                }
                Ask::AboutToSave(hash, plan) => (None, writer.about_to_save(hash, &plan)),
                Ask::Saved(hash, plan) => {
                    if let Err(error) = writer.saved(hash, plan) {
                        log::warn!("the journal goes on in its old file: {error}");
                    }
                    (None, Ok(()))
                }
            };
            let file = writer.handle();
            let mut state = self.lock();
            match outcome {
                Ok(()) => {
                    state.file = Some(file);
                    state.unsynced = true;
                    if edit.is_some() {
                        state.refused = None;
                        state.told = false;
                    }
                }
                Err(error) => {
                    // Without its record a save is still a save; only an edit has to be tried again.
                    state.refused = edit.or(state.refused.take());
                    state.failed = asked;
                    trouble = Some(error);
                }
            }
            if all && state.refused.is_none() && trouble.is_none() {
                state.done = asked;
                state.hurry = false;
            }
        }
        let mut state = self.lock();
        let tell = trouble.is_some() && !std::mem::replace(&mut state.told, trouble.is_some());
        drop(state);
        self.bell.notify_all();
        if let (Some(error), true) = (trouble, tell) {
            (self.on_trouble)(format!(
                "The journal could not be written ({}). Changes are safe only once the plan is saved.",
                super::file::say(&error)
            ));
        }
        length > LARGE
    }

    fn run_sync(&self) {
        loop {
            let state = self.lock();
            let idle = |state: &mut State| !state.stop && !state.unsynced;
            let state = self.bell.wait_while(state, idle);
            let stop = state.unwrap_or_else(PoisonError::into_inner).stop;
            self.sync();
            if stop {
                return;
            }
            let waiting = |state: &mut State| !state.stop;
            drop(
                self.bell
                    .wait_timeout_while(self.lock(), SYNC_EVERY, waiting),
            );
        }
    }

    /// Syncs what is written, also where another thread is at it. Whether that worked.
    fn sync(&self) -> bool {
        let mut state = self.lock();
        state.unsynced = false;
        let Some(file) = state.file.clone() else {
            return true;
        };
        drop(state);
        match self.fs.sync_data(&file) {
            Ok(()) => true,
            Err(error) => {
                log::warn!("the journal could not be synced: {error}");
                if let Some(writer) = &mut *self.writer() {
                    writer.distrust();
                }
                false
            }
        }
    }
}
