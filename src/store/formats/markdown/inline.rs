//! The text of a heading, an entry or a cell, with what of it is bold, a link and so on.
//!
//! Not here: what it means (`entry.rs`).

use std::ops::Range;

use super::super::draft::web;
use super::mark::Mark;

/// How a piece of text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Bold.
    pub bold: bool,
    /// In italics.
    pub em: bool,
    /// A link, by its place in [`Inline::links`].
    pub link: Option<usize>,
    /// A link to a place in the same text.
    pub anchor: bool,
}

/// A run of text with its links.
#[derive(Clone, Debug, Default)]
pub struct Inline {
    /// The whole text; `\n` where the list breaks a line on purpose.
    pub text: String,
    /// The pieces of it, by bytes, in order.
    pub spans: Vec<(Range<usize>, Style)>,
    /// Addresses of the web.
    pub links: Vec<String>,
    /// Links to places in the same text.
    pub anchors: usize,
    /// Links that are not taken as links.
    pub kept: Vec<String>,
    /// What our own export says here.
    pub mark: Option<Mark>,
    /// A task box in HTML.
    pub task: Option<bool>,
    /// What is open.
    pub state: State,
}

/// What is open while the text is put together.
#[derive(Clone, Debug, Default)]
pub struct State {
    bold: usize,
    em: usize,
    open: Vec<Option<usize>>,
    anchor: bool,
}

impl Inline {
    /// Whether nothing is there.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.mark.is_none()
    }

    /// More text.
    pub fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let style = Style {
            bold: self.state.bold > 0,
            em: self.state.em > 0,
            link: self.state.open.last().copied().flatten(),
            anchor: self.state.anchor,
        };
        let start = self.text.len();
        self.text.push_str(text);
        match self.spans.last_mut() {
            Some((range, last)) if *last == style => range.end = self.text.len(),
            _ => self.spans.push((start..self.text.len(), style)),
        }
    }

    /// Bold begins or ends.
    pub fn bold(&mut self, begins: bool) {
        self.state.bold = if begins {
            self.state.bold + 1
        } else {
            self.state.bold.saturating_sub(1)
        };
    }

    /// Italics begin or end.
    pub fn em(&mut self, begins: bool) {
        self.state.em = if begins {
            self.state.em + 1
        } else {
            self.state.em.saturating_sub(1)
        };
    }

    /// A link begins.
    pub fn link(&mut self, address: &str) {
        let link = match web(address) {
            Some(url) => {
                self.links.push(url);
                Some(self.links.len() - 1)
            }
            None => {
                if address.starts_with('#') {
                    self.anchors += 1;
                } else if self.kept.len() < 20 && !address.is_empty() {
                    self.kept.push(
                        address
                            .chars()
                            .filter(|c| !c.is_control())
                            .take(500)
                            .collect(),
                    );
                }
                None
            }
        };
        self.state.anchor = link.is_none() && address.starts_with('#');
        self.state.open.push(link);
    }

    /// A link ends.
    pub fn unlink(&mut self) {
        self.state.anchor = false;
        self.state.open.pop();
    }

    /// The text of the pieces with a link, by the link.
    pub fn link_texts(&self) -> Vec<String> {
        let mut texts = vec![String::new(); self.links.len()];
        for (range, style) in &self.spans {
            if let Some(text) = style.link.and_then(|link| texts.get_mut(link)) {
                text.push_str(self.text.get(range.clone()).unwrap_or_default());
            }
        }
        texts
    }

    /// The first bytes and the last of each link's text.
    pub fn link_ranges(&self) -> Vec<Range<usize>> {
        let mut ranges: Vec<Option<Range<usize>>> = vec![None; self.links.len()];
        for (range, style) in &self.spans {
            if let Some(there) = style.link.and_then(|link| ranges.get_mut(link)) {
                match there {
                    Some(there) => there.end = range.end,
                    None => *there = Some(range.clone()),
                }
            }
        }
        ranges.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// Whether all that is seen of it has this style.
    pub fn all(&self, is: impl Fn(&Style) -> bool) -> bool {
        let mut some = false;
        for (range, style) in &self.spans {
            let text = self.text.get(range.clone()).unwrap_or_default();
            if text.chars().any(char::is_alphanumeric) {
                some = true;
                if !is(style) {
                    return false;
                }
            }
        }
        some
    }

    /// As plain text on one line.
    pub fn plain(&self) -> String {
        let words: Vec<&str> = self.text.split_whitespace().collect();
        words.join(" ")
    }

    /// A tag within the text: line breaks, links and boxes count, the rest is only formatting. Gives what kind of
    /// thing was passed over.
    pub fn html(&mut self, tag: &str) -> Passed {
        if tag.starts_with("<!--") {
            return match Mark::read(tag) {
                Some(mark) => {
                    self.mark = Some(mark);
                    Passed::Nothing
                }
                None => Passed::Comment,
            };
        }
        let (name, closes) = name_of(tag);
        match (name.as_str(), closes) {
            ("br", _) => self.push("\n"),
            ("b" | "strong", closes) => self.bold(!closes),
            ("i" | "em", closes) => self.em(!closes),
            ("a", false) => match attribute(tag, "href") {
                Some(address) => self.link(&address),
                None => self.state.open.push(None),
            },
            ("a", true) => self.unlink(),
            ("img", _) => return Passed::Image,
            ("input", _) if tag.contains("checkbox") => {
                self.task = Some(tag.contains("checked") && checked(tag))
            }
            _ => {}
        }
        Passed::Nothing
    }
}

fn checked(tag: &str) -> bool {
    tag.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>' | '='))
        .any(|word| word.eq_ignore_ascii_case("checked"))
}

/// What was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// Nothing to speak of.
    Nothing,
    /// A comment.
    Comment,
    /// A picture.
    Image,
}

/// The name of a tag in lower case, and whether it closes.
pub fn name_of(tag: &str) -> (String, bool) {
    let inner = tag.trim_start_matches('<');
    let closes = inner.starts_with('/');
    let inner = inner.trim_start_matches('/');
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let name = inner.get(..end.min(20)).unwrap_or_default();
    (name.to_ascii_lowercase(), closes)
}

/// The value of an attribute of a tag.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let before = rest.get(..at)?.trim_end();
        let after = rest.get(at + 1..)?.trim_start();
        let (value, next) = match after.chars().next()? {
            quote @ ('"' | '\'') => after.get(1..)?.split_once(quote)?,
            _ => after.split_once([' ', '>']).unwrap_or((after, "")),
        };
        let matches = before.len() >= name.len()
            && before
                .get(before.len() - name.len()..)
                .is_some_and(|end| end.eq_ignore_ascii_case(name));
        if matches {
            return Some(value.replace("&amp;", "&"));
        }
        rest = next;
    }
    None
}
