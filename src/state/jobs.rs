//! Work off the frame: each job runs on a thread of its own and sends one event back, which wakes the window.
//!
//! Not here: the autosave thread (`store/saver.rs`).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::domain::merge::Merged;
use crate::domain::time::Day;
use crate::domain::{ItemId, Plan};
use crate::planner::forecast::Forecast;
use crate::planner::{Found, WhatIf};
use crate::store::SaveEvent;
use crate::store::backups::Backup;
use crate::store::export::What;
use crate::store::formats::Incoming;
use crate::store::keep::News;
use crate::store::open::Outcome;

use super::document::Revision;
use super::foresight::Moves;
use super::importing::Offered;
use super::keeping::OutsideMerge;
use super::versions::Compared;

/// What a file was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePurpose {
    /// To open a plan.
    Open,
    /// To import a plan or a path.
    Import,
    /// To write an export to.
    Export(What),
    /// To keep the plan in from now on.
    SaveAs,
    /// To attach to the item that is selected.
    Attach,
}

/// What came of a job.
pub enum Event {
    /// A file dialog was answered.
    File {
        /// What for.
        purpose: FilePurpose,
        /// The path; `None`: cancelled, or there is no dialog on this desktop.
        path: Option<PathBuf>,
    },
    /// A plan file was opened, or not.
    Opened {
        /// The file.
        path: PathBuf,
        /// What came of it.
        outcome: Box<Outcome>,
        /// Both sides of it, where git left marks in it.
        marked: Option<Box<Merged>>,
    },
    /// It is known how a damaged file differs from the last good copy.
    Differs {
        /// The file.
        path: PathBuf,
        /// The lines, or why there are none.
        result: Result<Vec<String>, String>,
    },
    /// A new plan's journal, lock and backups are there.
    Begun {
        /// The plan's file.
        path: PathBuf,
        /// What came of it.
        outcome: Box<Outcome>,
    },
    /// Something happened to an open plan outside this window.
    News(Box<News>),
    /// Another program's version was merged with the plan.
    OutsideMerged(Box<OutsideMerge>),
    /// A file was looked at for import.
    Looked {
        /// The file.
        path: PathBuf,
        /// What is in it, or what is wrong with it.
        result: Result<Box<Incoming>, String>,
    },
    /// It is known whether a file that is to be attached is there.
    ToAttach {
        /// The item that was selected when it was asked for.
        item: ItemId,
        /// The file.
        path: PathBuf,
        /// Whether it is there.
        there: bool,
    },
    /// A sync program's copy that was taken in was noted.
    CopySettled,
    /// It is known what an import would change.
    Offered {
        /// The question that this answers.
        ticket: u64,
        /// What would change.
        offered: Box<Offered>,
    },
    /// The earlier versions of a plan were listed.
    VersionsListed {
        /// The plan's file.
        path: PathBuf,
        /// The newest first, or what went wrong.
        result: Result<Vec<Backup>, String>,
    },
    /// The newest earlier versions were compared with each other.
    VersionsTold {
        /// The plan's file.
        path: PathBuf,
        /// What changed in each, by its number.
        told: BTreeMap<u64, String>,
    },
    /// An earlier version was read and compared with the plan.
    VersionRead {
        /// Its number.
        number: u64,
        /// What is in it and how it differs, or what is wrong with it.
        result: Result<Box<Compared>, String>,
    },
    /// An export was written, or not.
    Exported {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        result: Result<(), String>,
    },
    /// The planner is done.
    Planned {
        /// The ticket it was started with.
        ticket: u64,
        /// What it found.
        found: Box<Found>,
    },
    /// It is known whether a large plan's schedule still serves.
    Checked {
        /// The plan's revision.
        revision: Revision,
        /// The day.
        today: Day,
        /// Whether it serves.
        serves: bool,
    },
    /// A wish was worked out, or given up for a newer one.
    WhatIf {
        /// What it would come to.
        answer: Option<Box<WhatIf>>,
    },
    /// The desktop was asked to show a reminder; why it did not, where it did not.
    Reminded(Result<(), String>),
    /// The chime was played, or why it was not.
    Chimed(Result<(), String>),
    /// It is known what planning again would move.
    Foreseen(Box<Moves>),
    /// A forecast was worked out, or given up for a newer one.
    Forecast {
        /// Which one.
        ticket: u64,
        /// The forecast, where there is anything to say.
        forecast: Option<Option<Box<Forecast>>>,
    },
    /// The example was read and moved to today; `None`: it cannot be read.
    Example(Option<Box<Plan>>),
    /// An example that nobody looks at any more was put away.
    ExampleGone,
    /// The autosave thread has news.
    Save(SaveEvent),
}

/// Wakes the window from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Starts jobs and collects what comes of them.
pub struct Jobs {
    sender: Sender<Event>,
    receiver: Receiver<Event>,
    wake: Wake,
    inline: bool,
    held: RefCell<Option<Vec<Held>>>,
}

/// A job that waits.
type Held = Box<dyn FnOnce() -> Event + Send>;

impl Jobs {
    /// Jobs on threads; `wake` is called after each event.
    pub fn on_threads(wake: Wake) -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            wake,
            inline: false,
            held: RefCell::new(None),
        }
    }

    /// Jobs that run at once where they are started: for tests.
    pub fn inline() -> Self {
        Self {
            inline: true,
            ..Self::on_threads(Arc::new(|| {}))
        }
    }

    /// Whether jobs run at once.
    pub fn is_inline(&self) -> bool {
        self.inline
    }

    /// Holds back every job from now on, as if they took long: for tests.
    pub fn hold(&self) {
        self.held.borrow_mut().get_or_insert_default();
    }

    /// Runs what was held back, and holds nothing back any more. Says how many jobs there were.
    pub fn let_go(&self) -> usize {
        let held = self.held.borrow_mut().take().unwrap_or_default();
        let count = held.len();
        for work in held {
            self.start("held", work);
        }
        count
    }

    /// A function that sends events from any thread.
    pub fn reply(&self) -> impl Fn(Event) + Send + Sync + use<> {
        let sender = self.sender.clone();
        let wake = Arc::clone(&self.wake);
        move |event| {
            // The window may be gone already; then nobody wants to know.
            if sender.send(event).is_ok() {
                wake();
            }
        }
    }

    /// Runs `work` off the frame.
    pub fn start(&self, name: &str, work: impl FnOnce() -> Event + Send + 'static) {
        if let Some(held) = &mut *self.held.borrow_mut() {
            held.push(Box::new(work));
            return;
        }
        let reply = self.reply();
        if self.inline {
            reply(work());
            return;
        }
        let spawned = std::thread::Builder::new()
            .name(name.to_owned())
            // A deeply nested file needs room while it is read.
            .stack_size(16 << 20)
            .spawn(move || reply(work()));
        if let Err(error) = spawned {
            log::error!("no thread for {name}: {error}");
        }
    }

    /// The next event, if there is one.
    pub fn next(&self) -> Option<Event> {
        self.receiver.try_recv().ok()
    }
}
