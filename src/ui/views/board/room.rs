//! The room that cards in the air leave in their own columns, and take in the one below them: how far the others move.

use egui::Ui;

use super::drag::Drag;
use super::focus::card_id;
use super::layout::{CARD_GAP, Stack};
use super::model::{Card, Model, Projection};

/// What a drag does to one column.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// Where cards were taken from, and the height that is free up to there, from top to bottom.
    holes: Vec<(usize, f32)>,
    /// Where the cards would go in, among the other cards of this column.
    slot_at: Option<usize>,
    /// The height they need there.
    gap: f32,
    serial: u64,
}

impl Room {
    /// For the column at `n`.
    pub(super) fn new(
        drag: &Drag,
        gap: f32,
        model: &Model,
        n: usize,
        stack: &Stack,
        by: Projection,
    ) -> Self {
        let mut free = 0.0;
        let holes: Vec<(usize, f32)> = drag
            .holes
            .of(n)
            .iter()
            .map(|&y| {
                free += stack.height(y) + CARD_GAP;
                (y, free)
            })
            .collect();
        let own = model.place(&drag.item).filter(|(x, _)| *x == n);
        let own = own.map(|(_, y)| y - holes.partition_point(|(hole, _)| *hole < y));
        let target = drag.target.filter(|target| target.column == n);
        // Where the order is the path's, a card goes back to its own place in its own column.
        let slot_at = match (target, by) {
            (Some(target), Projection::Step) => Some(target.place),
            (Some(_), _) => own,
            (None, _) if drag.target.is_none() => own,
            (None, _) => None,
        };
        Self {
            holes,
            slot_at,
            gap: if slot_at.is_some() { gap } else { 0.0 },
            serial: drag.serial,
        }
    }

    /// Whether the card at this place is in the air.
    pub(super) fn is_hole(&self, y: usize) -> bool {
        self.holes
            .binary_search_by_key(&y, |(hole, _)| *hole)
            .is_ok()
    }

    /// How many holes are above this place, and their height.
    fn above(&self, y: usize) -> (usize, f32) {
        let count = self.holes.partition_point(|(hole, _)| *hole < y);
        let height = count.checked_sub(1).and_then(|last| self.holes.get(last));
        (count, height.map_or(0.0, |(_, height)| *height))
    }

    /// How far the card at a place moves to make room.
    pub(super) fn shift(&self, ui: &Ui, card: &Card, y: usize) -> f32 {
        if self.serial == 0 {
            return 0.0;
        }
        let (count, free) = self.above(y);
        let mut shift = -free;
        if self.slot_at.is_some_and(|slot| y - count >= slot) {
            shift += self.gap;
        }
        let id = card_id(&card.item.id).with(("makes room", self.serial));
        let time = ui.style().animation_time;
        ui.ctx().animate_value_with_time(id, shift, time)
    }

    /// Where the slot begins.
    pub(super) fn slot_top(&self, stack: &Stack) -> Option<f32> {
        let mut n = self.slot_at?;
        for (hole, _) in &self.holes {
            if *hole > n {
                break;
            }
            n += 1;
        }
        Some(stack.top(n) - self.above(n).1)
    }

    /// How far cards may be from where they lie without the drag.
    pub(super) fn spare(&self) -> f32 {
        self.gap + self.holes.last().map_or(0.0, |(_, free)| *free)
    }

    /// The height of the list.
    pub(super) fn total(&self, stack: &Stack) -> f32 {
        stack.total() - self.holes.last().map_or(0.0, |(_, free)| *free) + self.gap
    }
}
