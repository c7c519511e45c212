//! Fuzzy finding: how well words match a query. The palette and the link picker find by the same measure.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::domain::{Item, ItemId, Plan};

/// A query, ready to score texts. A higher score is a better match; its size means nothing between two queries.
pub struct Finder {
    matcher: Matcher,
    pattern: Pattern,
    words: Pattern,
    buffer: Vec<char>,
    least: u32,
}

/// What a letter that is found counts, before anything is added for where it stands and taken for gaps before it.
const LETTER: u32 = 16;
/// Half of what is added for a letter that follows the one before at once. A text that scores less than this for each
/// letter has them only here and there: it is no match.
const CLOSE: u32 = 2;

impl Finder {
    /// Reads a query; case and accents do not count.
    pub fn new(query: &str) -> Self {
        let letters = query.chars().filter(|c| !c.is_whitespace()).count();
        let letters = u32::try_from(letters).unwrap_or(u32::MAX);
        let close = CLOSE.saturating_mul(letters.saturating_sub(1));
        Self {
            least: LETTER.saturating_mul(letters).saturating_add(close),
            matcher: Matcher::new(Config::DEFAULT),
            pattern: Pattern::parse(query.trim(), CaseMatching::Ignore, Normalization::Smart),
            words: Pattern::new(
                query.trim(),
                CaseMatching::Ignore,
                Normalization::Smart,
                AtomKind::Substring,
            ),
            buffer: Vec::new(),
        }
    }

    /// How well a text matches; `None`: not at all.
    pub fn score(&mut self, text: &str) -> Option<u32> {
        let text = Utf32Str::new(text, &mut self.buffer);
        let score = self.pattern.score(text, &mut self.matcher)?;
        (score >= self.least).then_some(score)
    }

    /// How well a longer text matches, in which the letters of almost any word are found here and there: only where it has
    /// each word of the query in one piece.
    pub fn words(&mut self, text: &str) -> Option<u32> {
        let text = Utf32Str::new(text, &mut self.buffer);
        self.words.score(text, &mut self.matcher)
    }

    /// How well the titles of an item match, the better of the two.
    pub fn titles(&mut self, item: &Item) -> Option<u32> {
        self.score(&item.title).max(self.score(&item.short))
    }
}

/// Which letters are in a text, as bits: a text that lacks a letter of the query cannot match. Letters beyond ASCII may
/// match others (ï and i), so a text with any is taken to have all.
pub fn letters(text: &str) -> u64 {
    let mut bits = 0;
    for byte in text.bytes() {
        bits |= match byte.to_ascii_lowercase() {
            letter @ b'a'..=b'z' => 1 << (letter - b'a'),
            digit @ b'0'..=b'9' => 1 << (26 + digit - b'0'),
            byte if !byte.is_ascii() => return u64::MAX,
            // Signs have a meaning in patterns; they say nothing about the text.
            _ => 0,
        };
    }
    bits
}

/// The items whose titles match a query, best first, at most `most`; without a query the first of the plan. `but` is left out.
pub fn items(plan: &Plan, query: &str, but: &ItemId, most: usize) -> Vec<ItemId> {
    let mut finder = Finder::new(query);
    let others = plan.items.iter().filter(|item| item.id != *but);
    let scored = others.filter_map(|item| finder.titles(item).map(|score| (score, &item.id)));
    let mut hits: Vec<(u32, &ItemId)> = scored.collect();
    hits.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let best = hits.into_iter().take(most);
    best.map(|(_, id)| id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str, text: &str) -> bool {
        Finder::new(query).score(text).is_some()
    }

    #[test]
    fn words_beginnings_and_slips_are_found_and_scattered_letters_are_not() {
        for (query, text) in [
            ("trans", "The Transformer: attention is all you need"),
            ("trnsfrmr", "Transformer"),
            ("attn", "Attention"),
            ("url sho", "URL shortener"),
            ("gtc", "Go to Calendar"),
            ("lock", "Distributed lock service"),
            ("naive", "Naïve Bayes"),
            ("former", "Transformer"),
            ("re", "Area"),
            ("x", "Extra"),
        ] {
            assert!(found(query, text), "{query} in {text}");
        }
        for (query, text) in [
            (
                "dentist",
                "Designing Data-Intensive Applications, first half",
            ),
            ("pizza", "Optimization and its zany algorithms"),
            ("weather", "What it takes to be there"),
            ("trans", "The art of long nights"),
        ] {
            let least = Finder::new(query).least;
            let score = Finder::new(query).score(text);
            assert_eq!(score, None, "{query} in {text}, {least}");
        }
    }

    #[test]
    fn longer_texts_have_the_words_in_one_piece() {
        let text = "Keeps what is there and adds the other";
        assert!(Finder::new("weather").words(text).is_none());
        assert!(Finder::new("adds keep").words(text).is_some());
    }
}
