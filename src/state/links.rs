//! Opening links: what leads out of the program is shown first where the user has not agreed to it yet.

use std::path::PathBuf;

use crate::domain::{Edit, ItemField, ItemId, WebLink};
use crate::store::links::{self, Target};

use super::app_state::{AppState, PathField};
use super::jobs::{Event, FilePurpose};

impl AppState {
    /// Opens a link, or asks first: once for each host that did not come with the program, and each time for a file.
    pub(super) fn open_url(&mut self, text: &str) {
        match links::target(text) {
            Ok(Target::Web { url, host })
                if links::is_built_in(&host) || self.settings.link_hosts.contains(&host) =>
            {
                self.open_target(Target::Web { url, host });
            }
            Ok(target) => self.ask_link = Some(target),
            Err(error) => self.toasts.failed(error.to_string()),
        }
    }

    /// The user said yes to the link that was shown.
    pub(super) fn open_asked_link(&mut self) {
        let Some(target) = self.ask_link.take() else {
            return;
        };
        if let Target::Web { host, .. } = &target {
            let host = host.clone();
            self.change_settings(|settings| {
                if !settings.link_hosts.contains(&host) {
                    settings.link_hosts.push(host);
                }
            });
        }
        self.open_target(target);
    }

    /// Looks, off the frame, whether a file that is to be attached is there.
    pub(super) fn look_to_attach(&mut self, path: PathBuf) {
        let Some(item) = self.selection.item.clone() else {
            return;
        };
        self.jobs.start("attach", move || {
            let there = links::is_there(&path);
            Event::ToAttach { item, path, there }
        });
    }

    /// Puts a file among the links of an item. The file stays where it is; it is opened only after asking. Where
    /// it is not there, that is said, and the path can be mended.
    pub(super) fn attach(&mut self, item: &ItemId, path: PathBuf, there: bool) {
        let absolute = std::path::absolute(&path).unwrap_or_else(|_| path.clone());
        if !there {
            self.toasts.failed(format!(
                "“{}” was not found, so it was not attached. Look at the path, or choose another file.",
                absolute.display()
            ));
            self.path_field = Some(PathField {
                purpose: FilePurpose::Attach,
                proposal: path,
            });
            return;
        }
        let plan = self.document.as_ref().map(|d| d.plan());
        let Some(item) = plan.and_then(|plan| plan.items.get(item)) else {
            return;
        };
        let Some(url) = links::file_url(&absolute) else {
            let said = absolute.display();
            self.toasts.failed(format!(
                "“{said}” cannot be attached: it is no path of a file."
            ));
            return;
        };
        if item.urls.iter().any(|link| link.url == url) {
            self.toasts.hint("This file is attached already.");
            return;
        }
        let name = absolute.file_name().map(|name| name.to_string_lossy());
        let label = name.map_or_else(|| url.clone(), |name| name.into_owned());
        let mut urls = item.urls.clone();
        urls.push(WebLink { label, url });
        let name = urls.last().map_or("", |link| link.label.as_str());
        let edit = Edit::Several {
            label: format!("Attached ‘{name}’ to ‘{}’", item.short_title()),
            edits: vec![Edit::ChangeItem {
                item: item.id.clone(),
                field: ItemField::Urls(urls),
            }],
        };
        self.edit(&edit, None, true);
    }

    fn open_target(&mut self, target: Target) {
        let opened = match target {
            Target::Web { url, .. } => self.env.open_url(&url),
            Target::File(path) => self.env.open_file(&path),
        };
        if let Err(error) = opened {
            self.toasts.failed(error);
        }
    }
}
