//! Opening links: what leads out of the program is shown first where the user has not agreed to it yet.

use crate::store::links::{self, Target};

use super::app_state::AppState;

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
