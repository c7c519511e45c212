//! Cards in the air: where it is, how the drag ends, how the board scrolls under them.
//!
//! Not here: what the drop does (`drops.rs`).

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Key, Pos2, Rangef, Rect, Ui, Vec2};

use crate::domain::ItemId;

use super::drops::Target;
use super::model::Model;

/// How near to an edge (points) the board begins to scroll.
const EDGE: f32 = 44.0;
/// The fastest scrolling, points a second.
const FASTEST: f32 = 900.0;

/// Where the cards in the air were taken from: places by column, from top to bottom.
#[derive(Clone, Debug, Default)]
pub(super) struct Holes {
    by_column: Arc<BTreeMap<usize, Vec<usize>>>,
    /// The model that they were read from.
    of: usize,
}

impl Holes {
    /// The places in this column.
    pub(super) fn of(&self, column: usize) -> &[usize] {
        self.by_column.get(&column).map_or(&[], Vec::as_slice)
    }
}

/// Cards that are being dragged.
#[derive(Clone, Debug)]
pub(super) struct Drag {
    /// The card under the pointer.
    pub(super) item: ItemId,
    /// All cards of the drag, in the order of the board.
    pub(super) items: Arc<[ItemId]>,
    /// Where they were taken from.
    pub(super) holes: Holes,
    /// From the card's corner to the pointer.
    pub(super) grab: Vec2,
    /// The card's size.
    pub(super) size: Vec2,
    /// The pointer.
    pub(super) pointer: Pos2,
    /// Where it would be dropped.
    pub(super) target: Option<Target>,
    /// Tells one drag from the next, so that nothing glides on from the last.
    pub(super) serial: u64,
}

/// How it stands with a drag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It goes on.
    InTheAir,
    /// The button was let go.
    Dropped,
    /// Escape, or the button was let go where nobody saw it.
    Cancelled,
}

impl Drag {
    /// Finds the places of the cards in a model that is another one than in the frame before.
    pub(super) fn look_at(&mut self, model: &Model) {
        let of = std::ptr::from_ref(model) as usize;
        if self.holes.of == of {
            return;
        }
        let mut by_column: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (x, y) in self.items.iter().filter_map(|item| model.place(item)) {
            by_column.entry(x).or_default().push(y);
        }
        for places in by_column.values_mut() {
            places.sort_unstable();
        }
        let by_column = Arc::new(by_column);
        self.holes = Holes { by_column, of };
    }

    /// Follows the pointer and says how it stands.
    pub(super) fn follow(&mut self, ui: &Ui) -> State {
        ui.input(|input| {
            if let Some(pos) = input.pointer.latest_pos() {
                self.pointer = pos;
            }
            if input.key_pressed(Key::Escape) {
                State::Cancelled
            } else if input.pointer.primary_released() {
                State::Dropped
            } else if !input.pointer.primary_down() {
                State::Cancelled
            } else {
                State::InTheAir
            }
        })
    }

    /// Where the card is drawn.
    pub(super) fn rect(&self) -> Rect {
        Rect::from_min_size(self.pointer - self.grab, self.size)
    }
}

/// How far to scroll in this frame because the pointer is near an end of `range`; 0 in its middle.
pub(super) fn scroll_by(ui: &Ui, at: f32, range: Rangef) -> f32 {
    let edge = EDGE.min(range.span() / 4.0).max(1.0);
    let into = |depth: f32| (depth / edge).clamp(0.0, 1.0);
    let speed = into(at - (range.max - edge)) - into(range.min + edge - at);
    if speed == 0.0 {
        return 0.0;
    }
    ui.request_repaint();
    let seconds = ui.input(|input| input.stable_dt).min(0.1);
    speed * speed.abs() * FASTEST * seconds
}
