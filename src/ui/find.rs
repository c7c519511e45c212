//! Fuzzy finding: how well words match a query. The palette and the link picker find by the same measure.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::domain::Item;

/// A query, ready to score texts. A higher score is a better match; its size means nothing between two queries.
pub struct Finder {
    matcher: Matcher,
    pattern: Pattern,
    buffer: Vec<char>,
}

impl Finder {
    /// Reads a query; case and accents do not count.
    pub fn new(query: &str) -> Self {
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            pattern: Pattern::parse(query.trim(), CaseMatching::Ignore, Normalization::Smart),
            buffer: Vec::new(),
        }
    }

    /// How well a text matches; `None`: not at all.
    pub fn score(&mut self, text: &str) -> Option<u32> {
        let text = Utf32Str::new(text, &mut self.buffer);
        self.pattern.score(text, &mut self.matcher)
    }

    /// How well the titles of an item match, the better of the two.
    pub fn titles(&mut self, item: &Item) -> Option<u32> {
        self.score(&item.title).max(self.score(&item.short))
    }
}
