//! Three versions of a plan side by side: the walk of a merge, and what it has to report.
//!
//! Not here: merging whole plans (`merging.rs`), each sort of field (`values.rs`, `lists.rs`, `tables.rs`).

use super::field::Field;
use super::names::Names;
use super::report::{Conflict, Kept};
use super::way::Way;

/// The way through three versions of a plan, and the conflicts that were found on it.
pub struct Three<'a> {
    names: Names<'a>,
    way: Way,
    conflicts: Vec<Conflict>,
}

impl<'a> Three<'a> {
    pub(super) fn new(names: Names<'a>) -> Self {
        Self {
            names,
            way: Way::default(),
            conflicts: Vec::new(),
        }
    }

    /// What things are called.
    pub fn names(&self) -> &Names<'a> {
        &self.names
    }

    /// Goes into a field.
    pub fn enter(&mut self, field: &'static str) {
        self.way.enter(field);
    }

    /// Goes back.
    pub fn leave(&mut self) {
        self.way.leave();
    }

    /// The way itself, to go on to rows and entries of lists.
    pub(super) fn way(&mut self) -> &mut Way {
        &mut self.way
    }

    /// What only one side changed; ours where both did.
    pub fn choose<T: Field>(&mut self, base: Option<&T>, ours: &T, theirs: &T) -> T {
        self.choose_or(base, ours, theirs, |_, _| Kept::Ours)
    }

    /// What only one side changed; where both did, what `which` says of ours and theirs.
    pub(super) fn choose_or<T: Field>(
        &mut self,
        base: Option<&T>,
        ours: &T,
        theirs: &T,
        which: impl FnOnce(&T, &T) -> Kept,
    ) -> T {
        if ours == theirs || base == Some(theirs) {
            return ours.clone();
        }
        if base == Some(ours) {
            return theirs.clone();
        }
        let kept = which(ours, theirs);
        self.differ(ours, theirs, kept);
        if kept == Kept::Theirs { theirs } else { ours }.clone()
    }

    /// Both sides say something here, and not the same.
    pub(super) fn differ<T: Field>(&mut self, ours: &T, theirs: &T, kept: Kept) {
        let words = (ours.words(&self.names), theirs.words(&self.names));
        self.conflict(words.0, words.1, kept);
    }

    /// As [`Self::differ`], in words.
    pub(super) fn conflict(&mut self, ours: String, theirs: String, kept: Kept) {
        self.conflicts.push(Conflict {
            id: self.way.id(),
            table: self.way.table(),
            title: self.way.title(),
            field: self.way.field(),
            ours,
            theirs,
            kept,
        });
    }

    /// How many conflicts were found so far.
    pub(super) fn found(&self) -> usize {
        self.conflicts.len()
    }

    pub(super) fn done(self) -> Vec<Conflict> {
        self.conflicts
    }
}
