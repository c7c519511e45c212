//! What waits to be saved.
//!
//! Not here: the thread that saves it (`mod.rs`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::Plan;
use crate::store::file::Base;
use crate::store::places::Places;
use crate::store::settings::Settings;

use super::keeping::Kept;

#[derive(Default)]
pub(super) struct State {
    pub files: BTreeMap<PathBuf, FileState>,
    /// Settings that are to be written.
    pub settings: Option<(Settings, Places)>,
    /// Save now rather than in a while.
    pub hurry: bool,
    /// Files are being written.
    pub busy: bool,
    pub stop: bool,
}

pub(super) struct FileState {
    pub base: Base,
    pub unsaved: Option<Unsaved>,
    /// The last failure that was told: not told again while nothing changes.
    pub told: Option<(u64, String)>,
    /// How often the system refused in a row.
    pub refusals: u32,
    pub kept: Option<Kept>,
}

#[derive(Clone)]
pub(super) struct Unsaved {
    pub plan: Arc<Plan>,
    pub revision: u64,
    pub tried: Option<Tried>,
}

/// What came of the last try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tried {
    /// The system refused; it may not the next time.
    Refused,
    /// Another try cannot help before the user decided or changed something.
    Held,
}

impl Default for FileState {
    fn default() -> Self {
        Self {
            base: Base::Absent,
            unsaved: None,
            told: None,
            refusals: 0,
            kept: None,
        }
    }
}

impl State {
    pub fn file(&mut self, path: &Path) -> &mut FileState {
        self.files.entry(path.to_path_buf()).or_default()
    }

    pub fn unsaved(&self) -> impl Iterator<Item = &Unsaved> {
        self.files.values().filter_map(|file| file.unsaved.as_ref())
    }

    /// Whether something waits for its first try.
    pub fn has_new(&self) -> bool {
        self.settings.is_some()
            || self.unsaved().any(|unsaved| unsaved.tried.is_none())
            || self.files.values().any(FileState::has_more)
    }

    /// Whether something was refused and is to be tried again.
    pub fn has_refused(&self) -> bool {
        self.unsaved()
            .any(|unsaved| unsaved.tried == Some(Tried::Refused))
    }

    /// Lets everything be tried again for which `which` says yes.
    pub fn again(&mut self, which: impl Fn(Tried) -> bool) {
        for unsaved in self.files.values_mut().filter_map(|f| f.unsaved.as_mut()) {
            unsaved.tried = unsaved.tried.filter(|tried| !which(*tried));
        }
    }

    pub fn all_saved(&self) -> bool {
        !self.busy && self.unsaved().next().is_none()
    }
}
