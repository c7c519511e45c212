//! Who is simulated: chances from a seed, and people drawn from them.

/// A generator of its own: xorshift64*.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) | 1);
        for _ in 0..8 {
            dice.roll();
        }
        dice
    }

    pub fn roll(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.roll()
    }

    pub fn whole(&mut self, low: i64, high: i64) -> i64 {
        low + (self.roll() * (high - low + 1) as f64) as i64
    }

    /// A hump between the two: the mean of three.
    pub fn about(&mut self, low: f64, high: f64) -> f64 {
        (self.between(low, high) + self.between(low, high) + self.between(low, high)) / 3.0
    }
}

/// Somebody.
#[derive(Clone, Debug)]
pub struct Character {
    /// The chance that a planned day takes place, and that the day after a missed one does.
    pub attends: f64,
    pub recovers: f64,
    /// Of the time planned for a day: the least and the most that is used.
    pub uses: (f64, f64),
    /// Minutes for each estimated minute: by step.
    pub pace: Vec<f64>,
    /// Single items take so much less or more.
    pub items: (f64, f64),
    /// Strength of memory.
    pub memory: f64,
}

impl Character {
    pub fn drawn(dice: &mut Dice, steps: usize) -> Self {
        let attends = dice.between(0.55, 0.99);
        let all = dice.between(0.8, 1.55);
        Self {
            attends,
            recovers: attends * dice.between(0.6, 1.0),
            uses: (dice.between(0.55, 0.8), dice.between(1.0, 1.25)),
            pace: (0..steps).map(|_| all * dice.between(0.8, 1.25)).collect(),
            items: (0.5, 1.6),
            memory: dice.between(0.6, 1.7),
        }
    }

    /// Does what is planned, in the time that was estimated.
    pub fn steady(steps: usize) -> Self {
        Self {
            attends: 1.0,
            recovers: 1.0,
            uses: (0.98, 1.02),
            pace: vec![1.0; steps],
            items: (0.95, 1.05),
            memory: 1.0,
        }
    }
}
