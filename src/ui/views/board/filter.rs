//! What the board leaves out: words, steps, kinds, status. The value and whether a card passes it.
//!
//! Not here: the row of controls that sets it (`bar.rs`).

use std::collections::BTreeSet;

use crate::domain::{Item, Kind, Status, StepId};

/// Which status an item must have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum StatusFilter {
    /// Any.
    #[default]
    Any,
    /// To do or in progress.
    Open,
    /// This one.
    Only(Status),
}

impl StatusFilter {
    /// In the order of its menu.
    pub(super) const ALL: [Self; 6] = [
        Self::Any,
        Self::Open,
        Self::Only(Status::ToDo),
        Self::Only(Status::InProgress),
        Self::Only(Status::Done),
        Self::Only(Status::Skipped),
    ];

    /// As its menu and its chip call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Any => "Any status",
            Self::Open => "Not done",
            Self::Only(status) => crate::ui::format::status(status),
        }
    }

    fn passes(self, status: Status) -> bool {
        match self {
            Self::Any => true,
            Self::Open => status.is_open(),
            Self::Only(only) => status == only,
        }
    }
}

/// What the board shows. An empty set lets everything pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Words that must all occur.
    pub(super) text: String,
    /// Steps; `None` stands for supporting material, which is shown only where it is asked for.
    pub(super) steps: BTreeSet<Option<StepId>>,
    /// Kinds.
    pub(super) kinds: BTreeSet<Kind>,
    /// Status.
    pub(super) status: StatusFilter,
}

impl Filter {
    /// Whether it leaves nothing out.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it leaves out cards of a column that is shown (steps choose columns, not cards).
    pub(super) fn hides_cards(&self) -> bool {
        !self.text.trim().is_empty()
            || !self.kinds.is_empty()
            || self.status != StatusFilter::default()
    }

    /// Whether items of this step are shown.
    pub(super) fn has_step(&self, item: &Item) -> bool {
        if !self.steps.is_empty() {
            return self.steps.contains(&item.step);
        }
        // Supporting material stays in the library unless it is asked for.
        item.step.is_some() || item.kind != Kind::Resource || self.kinds.contains(&Kind::Resource)
    }

    /// The words, in lower case.
    pub(super) fn words(&self) -> Vec<String> {
        self.text
            .split_whitespace()
            .map(str::to_lowercase)
            .collect()
    }

    /// Whether an item passes all but the steps. `haystack` is what it can be found by, in lower case.
    pub(super) fn passes(&self, item: &Item, haystack: &str, words: &[String]) -> bool {
        self.status.passes(item.status)
            && (self.kinds.is_empty() || self.kinds.contains(&item.kind))
            && words.iter().all(|word| haystack.contains(word.as_str()))
    }
}

/// What an item can be found by, in lower case.
pub(super) fn haystack(item: &Item) -> String {
    let mut text = String::with_capacity(item.title.len() + 48);
    let kind = crate::ui::format::kind(&item.kind);
    for part in [&item.title, &item.short, &item.byline, &item.group, kind] {
        text.push_str(part);
        text.push('\n');
    }
    for tag in &item.tags {
        text.push_str(tag);
        text.push('\n');
    }
    if text.is_ascii() {
        text.make_ascii_lowercase();
        return text;
    }
    text.to_lowercase()
}
