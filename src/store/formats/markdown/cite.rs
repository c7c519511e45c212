//! Paragraphs that cite a work: `[7] He, Kaiming, et al. "Deep residual learning." arXiv (2015). [pdf](…)`. Reading lists
//! have one a paragraph where others have lists.
//!
//! Not here: other paragraphs (`entry.rs`).

use crate::domain::WebLink;

use super::inline::Inline;
use super::outline::Entry;
use super::tidy;

/// The longest title, in characters.
const LONGEST: usize = 300;

/// The entry that a paragraph cites: it begins with a number in brackets, and has a title in quotation marks or in bold.
pub(super) fn entry(inline: &Inline, line: usize) -> Option<Entry> {
    let text = inline.text.trim_start();
    let (number, rest) = text.strip_prefix('[')?.split_once(']')?;
    let digits = !number.is_empty() && number.len() <= 4;
    if !digits || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (before, title, after) = quoted(rest).or_else(|| bold(inline, rest))?;
    let title = tidy::title(title.trim().trim_end_matches(['.', ',']));
    if title.is_empty() || title.chars().count() > LONGEST {
        return None;
    }
    let mut entry = Entry {
        title,
        line,
        byline: before.trim().trim_end_matches(['.', ',', ':']).to_owned(),
        year: year(after),
        ..Entry::default()
    };
    for (url, label) in inline.links.iter().zip(inline.link_texts()) {
        let label = label.trim_matches(['[', ']', ' ']).to_owned();
        let url = url.clone();
        entry.urls.push(WebLink { label, url });
    }
    Some(entry)
}

/// What stands before, in and behind the first quotation marks.
fn quoted(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(['"', '“'])?;
    let (title, after) = rest.split_once(['"', '”'])?;
    Some((before, title, after))
}

/// The same for the first bold text behind the number.
fn bold<'a>(inline: &Inline, text: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
    let mut spans = inline.spans.iter().filter(|(_, style)| style.bold);
    let words = |range: &std::ops::Range<usize>| inline.text.get(range.clone());
    spans.find_map(|(range, _)| {
        let title = words(range)?.trim();
        let (before, after) = text.split_once(title).filter(|_| title.len() > 4)?;
        let title = text.get(before.len()..before.len() + title.len())?;
        Some((before, title, after))
    })
}

/// The last year that is said.
fn year(text: &str) -> Option<i32> {
    let words = text.split(|c: char| !c.is_ascii_digit());
    let years = words.filter(|word| word.len() == 4);
    let mut years = years.filter_map(|word| word.parse().ok());
    years.rfind(|year| (1900..=2100).contains(year))
}
