//! What is told of an open plan: what happened to it outside this window, and what needs the user's word.
//!
//! Not here: who finds it out (`keep.rs`, `watch.rs`).

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::Plan;

use super::format::Loaded;

/// What happened to an open plan outside this window, or needs the user's word.
#[derive(Clone, Debug)]
pub enum News {
    /// Another program wrote the file. Merge it and call [`super::Saver::merged`], or [`super::Saver::replace`].
    Outside {
        /// The plan's file.
        path: PathBuf,
        /// What it holds now.
        theirs: Box<Loaded>,
        /// What it held before: the base of a merge.
        base: Arc<Plan>,
    },
    /// The file is no longer there. The plan is in memory and in the journal; [`super::Saver::replace`] writes it again.
    Gone {
        /// The plan's file.
        path: PathBuf,
    },
    /// The file is damaged or empty now. [`super::Saver::replace`] writes the plan over it.
    Damaged {
        /// The plan's file.
        path: PathBuf,
        /// What is wrong, in a sentence.
        error: String,
        /// Where a copy of it is.
        copy: Option<PathBuf>,
    },
    /// A sync program put copies beside it that have other changes.
    Copies {
        /// The plan's file.
        path: PathBuf,
        /// The copies, those that were told before included.
        copies: Vec<PathBuf>,
    },
    /// A program that had the old file open wrote to it after it was replaced: its changes are in a backup only.
    LateWrite {
        /// The plan's file.
        path: PathBuf,
        /// Where its version is.
        backup: PathBuf,
        /// What it wrote, where that can be read.
        theirs: Option<Box<Loaded>>,
        /// What was there before: the base of a merge.
        base: Arc<Plan>,
    },
    /// Another window has the plan now. Nothing more is saved from this one.
    TakenOver {
        /// The plan's file.
        path: PathBuf,
    },
    /// A save waits for the user's word: so few items are left. [`super::Saver::allow`] lets it pass.
    Shrunk {
        /// The plan's file.
        path: PathBuf,
        /// How many items were saved last.
        from: usize,
        /// How many there are now.
        to: usize,
    },
    /// Something to warn of, once: a sentence.
    Warning {
        /// The plan's file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
}

/// Takes news, on any thread.
pub type OnNews = Arc<dyn Fn(News) + Send + Sync>;
