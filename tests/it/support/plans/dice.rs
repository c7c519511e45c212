//! A small seeded generator, and the awkward texts, days and ids that it throws.

use cairn::domain::*;

/// A small seeded generator (splitmix).
pub struct Dice(u64);

impl Dice {
    /// The same rolls for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0, below `below`.
    pub fn below(&mut self, below: usize) -> usize {
        (self.next() % below.max(1) as u64) as usize
    }

    /// A number in `low..=high`.
    pub fn roll(&mut self, low: u32, high: u32) -> u32 {
        low + self.below((high - low + 1) as usize) as u32
    }

    /// Yes, in so many of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these.
    pub fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// Sometimes something.
    pub fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(50).then(|| make(self))
    }

    /// Any text, awkward ones among them.
    pub fn text(&mut self) -> String {
        const BITS: &[&str] = &[
            "GPT-3",
            "attention",
            " ",
            "\"",
            "\\",
            "\n",
            "\r\n",
            "\t",
            "\u{7}",
            "\u{0}",
            "\u{202e}",
            "é",
            "漢字",
            "👩‍🔬",
            "//",
            "/*",
            "*/",
            "<<<<<<<",
            "=1+1",
            "'",
            "r#\"",
            "\u{feff}",
            "None",
            "Some(1)",
            "(",
            "]",
            ",",
            ":",
            "https://example.org/a?b=c#d",
            "\u{85}",
            "\u{2028}",
            "  ",
            "—",
            "\u{1F600}",
        ];
        let mut text = String::new();
        for _ in 0..self.below(8) {
            text.push_str(BITS[self.below(BITS.len())]);
        }
        text
    }

    /// A text with at least one letter, as titles have.
    pub fn title(&mut self) -> String {
        format!("{}x{}", self.text(), self.text())
    }

    pub(super) fn day(&mut self) -> Day {
        Day::from_ymd(2026, 11, 30)
            .expect("a day")
            .plus(self.below(400) as i64 - 100)
    }

    pub(super) fn moment(&mut self) -> Moment {
        let (hour, minute) = (self.below(24), self.below(60));
        Moment::parse(&format!("{}T{hour:02}:{minute:02}:07", self.day())).expect("a moment")
    }

    pub(super) fn minutes(&mut self, most: u32) -> Minutes {
        Minutes(self.roll(0, most))
    }
}
