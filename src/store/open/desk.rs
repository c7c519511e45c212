//! The place of a plan in this program while it is being opened: its lock, its local state, and its new journal.
//!
//! Not here: what was found (`mod.rs`).

use std::io;
use std::sync::Arc;

use crate::domain::Plan;
use crate::store::backups::Why;
use crate::store::file::say;
use crate::store::hash::Hash;
use crate::store::journal::Journal;
use crate::store::keep::{Keep, News, Parts};
use crate::store::local::Local;
use crate::store::lock::Held;

use super::outcome::Opening;

/// The place of a plan in this program: lock and local state.
pub(super) struct Desk {
    pub opening: Opening,
    pub local: Option<Local>,
    pub lock: Option<Held>,
    /// Why the journal of the last session must be left alone.
    pub refused: Option<String>,
}

impl Desk {
    /// Begins a journal for a plan whose file has this content, which reads as `saved`.
    pub fn keep(
        self,
        content: Option<Hash>,
        bytes: Option<&[u8]>,
        saved: Arc<Plan>,
        now: Arc<Plan>,
        why: Why,
        notes: &mut Vec<String>,
    ) -> Arc<Keep> {
        let Opening {
            path,
            fs,
            time,
            on_news,
            ..
        } = self.opening;
        let mut journal = None;
        if let Some(refused) = self.refused {
            notes.push(format!(
                "The journal of the last session cannot be read ({refused}) and is left as it is. Changes are safe only once the plan is saved."
            ));
        } else if let Some(local) = &self.local {
            let news = Arc::clone(&on_news);
            let of = path.clone();
            let on_trouble = Box::new(move |message| {
                let path = of.clone();
                news(News::Warning { path, message });
            });
            let begun = Journal::begin(
                Arc::clone(&fs),
                local.folder().to_owned(),
                // A content that is no plan is as good as none: the journal then says the whole plan.
                content.filter(|_| bytes.is_some()),
                Arc::clone(&saved),
                Arc::clone(&now),
                on_trouble,
            );
            let noted = begun.and_then(|begun| {
                journal = Some(begun);
                local.belongs_to(&path, &now.id)?;
                match (content, bytes) {
                    (Some(hash), Some(bytes)) if !local.agrees(hash) => local.agree(bytes, hash),
                    _ => Ok(()),
                }
            });
            if let Err(error) = noted {
                notes.push(no_state(&error));
            }
        }
        Arc::new(Keep::new(Parts {
            path,
            fs,
            local: self.local,
            time,
            on_news,
            lock: self.lock,
            journal,
            content,
            base: saved,
            why,
        }))
    }
}

/// Said where the state folder cannot be written to.
pub(super) fn no_state(error: &io::Error) -> String {
    format!(
        "The program's own folder cannot be written to ({}): changes are safe only once the plan is saved.",
        say(error)
    )
}
