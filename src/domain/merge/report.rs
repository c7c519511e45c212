//! What a merge did: what came from each side, and where both sides said something else.
//!
//! Not here: how it is found (`three.rs`).

use super::change::{ChangeId, Changes, TableName};
use crate::domain::plan::Plan;

/// Which of two values a merge kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Ours.
    Ours,
    /// Theirs.
    Theirs,
    /// Both, one after the other.
    Both,
}

/// A place where both sides changed the same thing, and not to the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Its place, as in [`super::Change`].
    pub id: ChangeId,
    /// Where in the plan it is.
    pub table: TableName,
    /// What its row is called.
    pub title: String,
    /// What the field is called; empty: the row as a whole.
    pub field: String,
    /// What ours says, in words.
    pub ours: String,
    /// What theirs says, in words.
    pub theirs: String,
    /// Which of the two is in the result.
    pub kept: Kept,
}

impl Conflict {
    /// “GPT-3: estimate: 2 h here, 3 h there; 2 h was kept”.
    pub fn in_words(&self) -> String {
        let place = match self.field.as_str() {
            "" => self.title.clone(),
            field => format!("{}: {field}", self.title),
        };
        let kept = match self.kept {
            Kept::Ours => "what is here was kept",
            Kept::Theirs => "what is there was kept",
            Kept::Both => "both were kept",
        };
        format!("{place}: {} here, {} there; {kept}", self.ours, self.theirs)
    }
}

/// What a merge did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What came from theirs: what differs between ours and the result.
    pub from_theirs: Changes,
    /// What came from ours: what differs between theirs and the result.
    pub from_ours: Changes,
    /// Where both changed the same thing.
    pub conflicts: Vec<Conflict>,
}

impl Report {
    /// Whether nothing overlapped.
    pub fn is_clean(&self) -> bool {
        self.conflicts.is_empty()
    }

    /// What both changed, a sentence each.
    pub fn conflicts_in_words(&self) -> Vec<String> {
        self.conflicts.iter().map(Conflict::in_words).collect()
    }

    /// “3 changes from there were merged; 1 thing was changed on both sides”.
    pub fn summary(&self) -> String {
        let merged = match self.from_theirs.list.len() {
            0 => "Nothing new from there".to_owned(),
            1 => "1 change from there was merged".to_owned(),
            n => format!("{n} changes from there were merged"),
        };
        match self.conflicts.len() {
            0 => merged,
            1 => format!("{merged}; 1 thing was changed on both sides"),
            n => format!("{merged}; {n} things were changed on both sides"),
        }
    }
}

/// One plan made of two.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The plan: legal, whatever the two were.
    pub plan: Plan,
    /// What was done.
    pub report: Report,
}
