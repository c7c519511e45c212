//! Expected recall with a small cache: the search asks for the same few thousand histories again and again.
//! Only speed lives here, the model is in `fsrs`.

use super::fsrs::{Fsrs, Memory};
use super::problem::Day;

/// More reviews than this are not weighed.
const MOST: usize = 10;

/// Direct-mapped cache of expected recall in per mille.
#[derive(Debug)]
pub(crate) struct RecallCache {
    keys: Vec<u64>,
    values: Vec<u16>,
    shift: u32,
}

impl RecallCache {
    /// A cache of `2^bits` entries.
    pub fn new(bits: u32) -> Self {
        let size = 1_usize << bits;
        Self {
            keys: vec![u64::MAX; size],
            values: vec![0; size],
            shift: 64 - bits,
        }
    }

    /// Recall (0 … 1000) on `day` of memory `class`, refreshed on `last`, reviewed on `reviews` (rising, after
    /// `last`, before `day`).
    pub fn per_mille(
        &mut self,
        fsrs: &Fsrs,
        memory: Memory,
        class: u32,
        last: Day,
        reviews: &[Day],
        day: Day,
    ) -> i64 {
        // Every outcome of each review is looked at: of very many (pinned ones) only the last count.
        let reviews = &reviews[reviews.len().saturating_sub(MOST)..];
        let horizon = i64::from(day) - i64::from(last);
        if reviews.len() > 2 || horizon >= 4096 || class >= 1 << 27 {
            return fsrs.expected_per_mille(memory, last, reviews, day);
        }
        let gap = |n: usize| reviews.get(n).map_or(0, |r| (r - last) as u64);
        let key = (u64::from(class) << 36) | ((horizon as u64) << 24) | (gap(0) << 12) | gap(1);
        let slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize;
        if self.keys[slot] == key {
            return i64::from(self.values[slot]);
        }
        let value = fsrs.expected_per_mille(memory, last, reviews, day);
        self.keys[slot] = key;
        self.values[slot] = u16::try_from(value).unwrap_or(0);
        value
    }
}
