//! What is done to all items that are selected: one deed, one step of undo.

use crate::domain::item::{Depth, Status};
use crate::domain::{Edit, ItemId, StepId};

use super::app_state::AppState;

/// One edit for each item, as one deed. The label says how many: “Marked 3 items as done”.
pub fn for_each(
    items: impl IntoIterator<Item = ItemId>,
    label: impl FnOnce(usize) -> String,
    edit: impl Fn(ItemId) -> Edit,
) -> Option<Edit> {
    let mut edits: Vec<Edit> = items.into_iter().map(edit).collect();
    match edits.len() {
        0 => None,
        1 => edits.pop(),
        many => Some(Edit::Several {
            label: label(many),
            edits,
        }),
    }
}

/// Puts items into a step (without one: among the resources), at its end, in the order that they come in.
pub fn move_to(
    items: impl IntoIterator<Item = ItemId>,
    step: Option<&StepId>,
    name: &str,
) -> Option<Edit> {
    for_each(
        items,
        |n| format!("Moved {n} items to {name}"),
        |item| Edit::MoveItem {
            item,
            step: step.cloned(),
            before: None,
        },
    )
}

impl AppState {
    /// Says of all selected items how far the user has come.
    pub(super) fn mark_selected(&mut self, status: Status) {
        let at = self.now.moment;
        let words = match status {
            Status::ToDo => "to do",
            Status::InProgress => "in progress",
            Status::Done => "done",
            Status::Skipped => "skipped",
        };
        self.edit_selected(
            |n| format!("Marked {n} items as {words}"),
            |item| Edit::SetStatus { item, status, at },
        );
    }

    /// Fixes the depth of all selected items, or leaves it to the planner.
    pub(super) fn deepen_selected(&mut self, depth: Option<Depth>) {
        self.edit_selected(
            |n| match depth {
                Some(Depth::Lean) => format!("Set {n} items to lean"),
                Some(Depth::Core) => format!("Set {n} items to core"),
                Some(Depth::Deep) => format!("Set {n} items to deep"),
                None => format!("Left the depth of {n} items to the planner"),
            },
            |item| Edit::SetDepth { item, depth },
        );
    }

    /// Deletes all selected items.
    pub(super) fn delete_selected(&mut self) {
        self.edit_selected(|n| format!("Deleted {n} items"), Edit::DeleteItem);
    }

    fn edit_selected(
        &mut self,
        label: impl FnOnce(usize) -> String,
        edit: impl Fn(ItemId) -> Edit,
    ) {
        let items = self.selection.all();
        if let Some(edit) = for_each(items, label, edit) {
            self.edit(&edit, None, true);
        }
    }
}
