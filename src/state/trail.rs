//! Back and forward: the places that were shown, as in a browser. A place is a view, the item page, and what was selected there.

use crate::domain::{ItemId, Plan};

use super::action::{Selection, View};
use super::app_state::AppState;

/// The most places that are remembered.
const MOST: usize = 100;

/// What was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    view: View,
    page: Option<ItemId>,
    selection: Selection,
}

/// The places that were shown before this one, and those that were left by going back.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    back: Vec<Place>,
    now: Option<Place>,
    forward: Vec<Place>,
}

impl AppState {
    /// Remembers the place that is left, where another is shown now. Called once a frame.
    pub(super) fn follow_trail(&mut self) {
        // Nothing is copied while nothing changes: many items may be selected.
        let page = self
            .item_page
            .as_ref()
            .filter(|_| self.view == View::Library);
        if let Some(known) = &mut self.trail.now
            && known.view == self.view
            && known.page.as_ref() == page
        {
            if known.selection != self.selection {
                known.selection.clone_from(&self.selection);
            }
            return;
        }
        let now = self.place();
        let trail = &mut self.trail;
        match &mut trail.now {
            Some(known) => {
                let left = std::mem::replace(known, now);
                // The five questions are left for good once there is a plan.
                if left.view != View::Welcome {
                    trail.back.push(left);
                }
                if trail.back.len() > MOST {
                    trail.back.remove(0);
                }
                trail.forward.clear();
            }
            None => trail.now = Some(now),
        }
    }

    /// Whether there is a place to go back to.
    pub(super) fn can_go_back(&self) -> bool {
        !self.trail.back.is_empty()
    }

    /// Whether there is a place to go forward to.
    pub(super) fn can_go_forward(&self) -> bool {
        !self.trail.forward.is_empty()
    }

    /// Shows the place before, with what was selected there.
    pub(super) fn go_back(&mut self) {
        self.follow_trail();
        while let Some(place) = self.trail.back.pop() {
            if self.is_there(&place) {
                if let Some(now) = self.trail.now.take() {
                    self.trail.forward.push(now);
                }
                self.show_place(place);
                return;
            }
        }
    }

    /// Shows the place that was left by going back.
    pub(super) fn go_forward(&mut self) {
        self.follow_trail();
        while let Some(place) = self.trail.forward.pop() {
            if self.is_there(&place) {
                if let Some(now) = self.trail.now.take() {
                    self.trail.back.push(now);
                }
                self.show_place(place);
                return;
            }
        }
    }

    fn place(&self) -> Place {
        Place {
            view: self.view,
            page: self
                .item_page
                .clone()
                .filter(|_| self.view == View::Library),
            selection: self.selection.clone(),
        }
    }

    fn show_place(&mut self, place: Place) {
        self.view = place.view;
        self.item_page.clone_from(&place.page);
        self.selection = place.selection.clone();
        self.trail.now = Some(place);
        self.forget_what_is_gone();
    }

    /// The page of an item that was deleted is no place any more.
    fn is_there(&self, place: &Place) -> bool {
        let plan: Option<&Plan> = self.document.as_ref().map(|d| &**d.plan());
        let there = |id: &ItemId| plan.is_some_and(|plan| plan.items.contains(id));
        place.page.as_ref().is_none_or(there)
    }
}
