//! The line of a long list that has the focus: arrows, page keys, Home and End move it, past the headings.
//!
//! Not here: what the lines are (`lines.rs`, `change_list`).

use egui::{EventFilter, FocusDirection, Id, Key, Modifiers, Response, Ui};

/// Lines that Page up and Page down go past.
const PAGE: usize = 8;

/// Which line has the focus, or gets it.
#[derive(Debug, Default)]
pub(super) struct ListFocus {
    /// Its place among lines and headings.
    pub at: usize,
    /// Whether it is to be brought into sight.
    pub follow: bool,
    wants_focus: bool,
}

/// The next line from `at` on, forward or back, of so many lines and headings; `at` itself counts.
pub(super) fn nearest(
    count: usize,
    is_line: impl Fn(&usize) -> bool,
    at: usize,
    forward: bool,
) -> Option<usize> {
    if forward {
        (at..count).find(is_line)
    } else {
        (0..=at.min(count.saturating_sub(1))).rev().find(is_line)
    }
}

impl ListFocus {
    /// Gives the focus to the line at `at`, where it was moved there since the last frame.
    pub(super) fn give(&mut self, at: usize, response: &Response) {
        if at == self.at && std::mem::take(&mut self.wants_focus) {
            response.request_focus();
        }
    }

    /// Moves it by key, while the widget `id` has the focus. `nearest` finds a line.
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        id: Id,
        count: usize,
        nearest: impl Fn(usize, bool) -> Option<usize>,
    ) {
        let filter = EventFilter {
            vertical_arrows: true,
            ..Default::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = count.saturating_sub(1);
        let to = if pressed(Key::ArrowDown) {
            nearest(self.at + 1, true)
        } else if pressed(Key::ArrowUp) {
            self.at.checked_sub(1).and_then(|at| nearest(at, false))
        } else if pressed(Key::PageDown) {
            nearest((self.at + PAGE).min(last), false)
        } else if pressed(Key::PageUp) {
            nearest(self.at.saturating_sub(PAGE), true)
        } else if pressed(Key::Home) {
            nearest(0, true)
        } else if pressed(Key::End) {
            nearest(last, false)
        } else {
            None
        };
        if let Some(to) = to.filter(|to| *to != self.at) {
            self.at = to;
            self.follow = true;
            self.wants_focus = true;
            // The arrow is the list's: egui would look for a neighbour in the same frame.
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            ui.request_repaint();
        }
    }
}
