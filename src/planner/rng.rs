//! A small seeded generator, so that the search is varied and still the same on every machine. Not for secrets.

/// SplitMix64 with a fixed seed.
#[derive(Clone, Debug)]
pub(crate) struct Rng(u64);

/// `-ln((k + ½) / 256) × 1024`, rounded: thresholds of simulated annealing without floats.
fn neg_ln_table() -> [i64; 256] {
    let mut table = [0; 256];
    for (k, slot) in table.iter_mut().enumerate() {
        *slot = (-((k as f64 + 0.5) / 256.0).ln() * 1024.0).round() as i64;
    }
    table
}

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    #[inline]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0..bound`; 0 when `bound` is 0.
    #[inline]
    pub fn below(&mut self, bound: usize) -> usize {
        (((self.next() >> 32) * bound as u64) >> 32) as usize
    }

    /// True in `percent` of 100 cases.
    #[inline]
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Cooling thresholds for simulated annealing.
#[derive(Debug)]
pub(crate) struct Cooling {
    table: [i64; 256],
}

impl Cooling {
    pub fn new() -> Self {
        Self {
            table: neg_ln_table(),
        }
    }

    /// The loss that is accepted this time at `temperature` (in units of the score).
    #[inline]
    pub fn tolerance(&self, rng: &mut Rng, temperature: i64) -> i64 {
        temperature.saturating_mul(self.table[rng.below(256)]) / 1024
    }
}
