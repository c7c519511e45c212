//! Earlier versions of the plan as the state sees them: listed, compared, restored. Read on another thread.
//!
//! Not here: which versions are kept (`store/backups`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::merge::{self, Changes};
use crate::domain::{Edit, Plan};
use crate::store::backups::{Backup, Why};
use crate::store::exchange;

use super::app_state::AppState;
use super::jobs::Event;

/// The earlier versions of the plan that is open.
#[derive(Clone, Debug)]
pub struct Versions {
    /// The plan's file.
    pub path: PathBuf,
    /// The newest first; none while they are listed.
    pub list: Option<Arc<Vec<Backup>>>,
    /// What changed in each of the newest against the one before it, by number; empty while they are compared.
    pub told: Arc<BTreeMap<u64, String>>,
    /// The number of the one that is looked at.
    pub chosen: Option<u64>,
    /// What is in it; none while it is read.
    pub compared: Option<Result<Arc<Compared>, String>>,
}

/// An earlier version, compared with the plan as it was when it was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The version.
    pub plan: Plan,
    /// How the plan would change if it were restored.
    pub changes: Arc<Changes>,
}

impl AppState {
    /// Lists the earlier versions, off the frame.
    pub(super) fn show_versions(&mut self) {
        let Some(document) = &self.document else {
            return;
        };
        let path = document.path().to_owned();
        self.versions = Some(Versions {
            path: path.clone(),
            list: None,
            told: Arc::default(),
            chosen: None,
            compared: None,
        });
        // What is still in memory becomes a version, too.
        self.autosave();
        self.saver.flush_soon();
        let places = self.places.clone();
        self.jobs.start("versions", move || {
            let result = exchange::versions(&places, &path);
            Event::VersionsListed { path, result }
        });
    }

    pub(super) fn versions_listed(&mut self, path: &Path, result: Result<Vec<Backup>, String>) {
        let Some(versions) = self
            .versions
            .as_mut()
            .filter(|versions| versions.path == path)
        else {
            return;
        };
        match result {
            Ok(list) => {
                let whole = |backup: &&Backup| backup.counts.is_none_or(|counts| counts.items > 0);
                let newest = list.iter().find(whole).or(list.first());
                let newest = newest.map(|backup| backup.number);
                let list = Arc::new(list);
                versions.list = Some(Arc::clone(&list));
                self.tell_versions(path, list);
                if let Some(number) = newest {
                    self.look_at_version(number);
                }
            }
            Err(error) => {
                self.versions = None;
                self.toasts.failed(error);
            }
        }
    }

    /// Compares the newest versions with each other, off the frame.
    fn tell_versions(&mut self, path: &Path, list: Arc<Vec<Backup>>) {
        let path = path.to_owned();
        self.jobs.start("versions", move || {
            let told = exchange::what_changed(&list);
            Event::VersionsTold { path, told }
        });
    }

    pub(super) fn versions_told(&mut self, path: &Path, told: BTreeMap<u64, String>) {
        if let Some(versions) = &mut self.versions
            && versions.path == path
        {
            versions.told = Arc::new(told);
        }
    }

    /// Reads a version and compares it with the plan, off the frame.
    pub(super) fn look_at_version(&mut self, number: u64) {
        let Some(document) = &self.document else {
            return;
        };
        let Some(versions) = &mut self.versions else {
            return;
        };
        if versions.chosen == Some(number) {
            return;
        }
        let backups = versions.list.iter().flat_map(|list| list.iter());
        let Some(backup) = backups
            .clone()
            .find(|backup| backup.number == number)
            .cloned()
        else {
            return;
        };
        versions.chosen = Some(number);
        versions.compared = None;
        let now = Arc::clone(document.plan());
        self.jobs.start("versions", move || {
            let result = exchange::open_version(&backup).map(|plan| {
                let mut plan = plan;
                plan.id = now.id.clone();
                let changes = Arc::new(merge::changes(&now, &plan));
                Box::new(Compared { plan, changes })
            });
            Event::VersionRead { number, result }
        });
    }

    pub(super) fn version_read(&mut self, number: u64, result: Result<Box<Compared>, String>) {
        if let Some(versions) = &mut self.versions
            && versions.chosen == Some(number)
        {
            versions.compared = Some(result.map(|compared| Arc::new(*compared)));
        }
    }

    /// Puts the version that is looked at in the place of the plan's content: one step of undo.
    pub(super) fn restore_version(&mut self) {
        let Some(versions) = self.versions.take() else {
            return;
        };
        let Some(Ok(compared)) = &versions.compared else {
            self.versions = Some(versions);
            return;
        };
        let backups = versions.list.iter().flat_map(|list| list.iter());
        let of = backups
            .clone()
            .find(|backup| Some(backup.number) == versions.chosen);
        let when = of.map_or_else(String::new, |backup| {
            format!(" of {}", exchange::local_time(backup.when))
        });
        let label = format!("Restored the version{when}");
        if let Some(document) = &self.document {
            self.saver
                .back_up(document.path(), Arc::clone(document.plan()), Why::Restore);
        }
        let edits = vec![Edit::ReplaceAll(Box::new(compared.plan.clone()))];
        self.edit(&Edit::Several { label, edits }, None, true);
    }
}
