//! The open document: a plan with its revision and what can be undone. The plan changes only through [`Document::apply`],
//! [`Document::undo`], [`Document::redo`].
//!
//! Not here: files (`store/`), what an edit does (`domain/apply`).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::domain::{Edit, EditError, ItemField, ItemId, Plan};

/// How many steps can be undone.
pub const UNDO_STEPS: usize = 500;

/// Names a state of a plan: equal revision, equal plan, also between two documents of one run of the program. Undo brings
/// the old revision back with the old plan.
pub type Revision = u64;

/// A revision that was not there before.
fn fresh_revision() -> Revision {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

/// A gesture that sends several edits and is one step of undo (typing a note, for one).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gesture(pub u64);

#[derive(Clone, Debug)]
struct State {
    plan: Arc<Plan>,
    revision: Revision,
    /// The revision that the plan had when anything but notes changed last.
    outline: Revision,
}

#[derive(Clone, Debug)]
struct Step {
    label: String,
    subject: Option<ItemId>,
    gesture: Option<Gesture>,
    /// The state on the other side of the step.
    other: State,
}

/// Whether the edit changes nothing but a note.
fn is_note(edit: &Edit) -> bool {
    match edit {
        Edit::ChangeItem { field, .. } => matches!(field, ItemField::Notes(_)),
        Edit::Run { deed, .. } => deed.is_writing(),
        _ => false,
    }
}

/// A plan that is open.
#[derive(Clone, Debug)]
pub struct Document {
    now: State,
    saved: Option<Revision>,
    undo: Vec<Step>,
    redo: Vec<Step>,
    path: PathBuf,
    read_only: Option<String>,
}

/// What undo or redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The deed that was taken back, or done again.
    pub label: String,
    /// The item it was about.
    pub subject: Option<ItemId>,
}

impl Document {
    /// A document for this plan, kept in this file. `on_disk` says whether the file holds this very plan already.
    pub fn open(plan: Plan, path: PathBuf, on_disk: bool) -> Self {
        let revision = fresh_revision();
        Self {
            now: State {
                plan: Arc::new(plan),
                revision,
                outline: revision,
            },
            saved: on_disk.then_some(revision),
            undo: Vec::new(),
            redo: Vec::new(),
            path,
            read_only: None,
        }
    }

    /// The plan.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.now.plan
    }

    /// Its revision.
    pub fn revision(&self) -> Revision {
        self.now.revision
    }

    /// Names the plan's state apart from its notes: equal outline, plans that differ in notes at most. What does not look at
    /// notes need not be worked out again for each pause of the typing.
    pub fn outline(&self) -> Revision {
        self.now.outline
    }

    /// The file it is kept in.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps it in another file from now on; the next save writes it there.
    pub fn set_path(&mut self, path: PathBuf) {
        self.path = path;
        self.saved = None;
        self.read_only = None;
    }

    /// Why the file must not be written, where that is so.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Forbids writing the file.
    pub fn set_read_only(&mut self, reason: String) {
        self.read_only = Some(reason);
    }

    /// Whether the file does not hold this plan yet.
    pub fn is_dirty(&self) -> bool {
        self.saved != Some(self.now.revision)
    }

    /// Says that the file holds this revision.
    pub fn saved(&mut self, revision: Revision) {
        self.saved = Some(revision);
    }

    /// Says that the file holds something else, or nothing.
    pub fn unsaved(&mut self) {
        self.saved = None;
    }

    /// Does an edit, as one step of undo, and gives its label.
    ///
    /// # Errors
    /// Where the edit does not fit the plan; then nothing happened.
    pub fn apply(&mut self, edit: &Edit) -> Result<String, EditError> {
        self.apply_in(edit, None)
    }

    /// Does an edit; edits of one gesture in a row are one step of undo together.
    ///
    /// # Errors
    /// Where the edit does not fit the plan; then nothing happened.
    pub fn apply_in(&mut self, edit: &Edit, gesture: Option<Gesture>) -> Result<String, EditError> {
        let next = self.now.plan.apply(edit)?;
        let label = edit.label(&self.now.plan);
        if next == *self.now.plan {
            return Ok(label);
        }
        let revision = fresh_revision();
        let next = State {
            plan: Arc::new(next),
            revision,
            outline: if is_note(edit) {
                self.now.outline
            } else {
                revision
            },
        };
        let subject = edit
            .subject(&next.plan)
            .or_else(|| edit.subject(&self.now.plan));
        let before = std::mem::replace(&mut self.now, next);
        self.redo.clear();
        let goes_on = gesture.is_some() && self.undo.last().is_some_and(|s| s.gesture == gesture);
        if !goes_on {
            self.undo.push(Step {
                label: label.clone(),
                subject,
                gesture,
                other: before,
            });
            if self.undo.len() > UNDO_STEPS {
                self.undo.remove(0);
            }
        }
        Ok(label)
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> Option<Undone> {
        let step = self.undo.pop()?;
        let (done, step) = self.swap(step);
        self.redo.push(step);
        Some(done)
    }

    /// Does the last step that was taken back again.
    pub fn redo(&mut self) -> Option<Undone> {
        let step = self.redo.pop()?;
        let (done, step) = self.swap(step);
        self.undo.push(step);
        Some(done)
    }

    fn swap(&mut self, mut step: Step) -> (Undone, Step) {
        std::mem::swap(&mut self.now, &mut step.other);
        step.gesture = None;
        let done = Undone {
            label: step.label.clone(),
            subject: step.subject.clone(),
        };
        (done, step)
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.label.as_str())
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// How many steps can be undone.
    pub fn undo_len(&self) -> usize {
        self.undo.len()
    }
}
