//! How much each search of a run may work, counted in steps and never by a clock.

use super::Effort;
use super::model::Model;

/// Work of one run, in steps of each search.
pub(crate) struct Budget {
    pub fit: usize,
    pub cover: usize,
    pub polish: usize,
}

impl Budget {
    /// A part of it, in per cent.
    pub fn part(self, percent: usize) -> Self {
        let part = |steps: usize| steps * percent / 100;
        Self {
            fit: part(self.fit),
            cover: part(self.cover),
            polish: part(self.polish),
        }
    }

    /// A step costs more the more items and days there are; the sum stays about the same.
    pub fn of(model: &Model, effort: Effort) -> Self {
        let size = model.items.len() + model.days;
        match effort {
            Effort::Quick => {
                let size = size.saturating_sub(20).max(30);
                // Small problems have time for more, and need it: one item is a large part of what they cover.
                let more = 150 * 80_usize.saturating_sub(size);
                Self {
                    fit: (16_000 / size).min(1_500),
                    cover: ((16_000 + more) / size).min(1_500),
                    polish: (11_000 / size).min(1_000),
                }
            }
            Effort::Full => {
                let size = size + 20;
                Self {
                    fit: (3_000_000 / size).min(50_000),
                    cover: (3_500_000 / size).min(70_000),
                    polish: (9_000_000 / size).min(100_000),
                }
            }
        }
    }
}
