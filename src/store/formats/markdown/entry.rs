//! What an entry of a list says: its title, what it is for, who wrote it, how long it takes, how far it is, its parts.
//!
//! Not here: finding entries (`blocks.rs`), our own checklists (`own.rs`).

use crate::domain::{Day, Minutes, Status, WebLink};

use super::super::draft::web;
use super::inline::Inline;
use super::outline::Entry;
use super::split::{self, Said};
use super::{own, tidy};

pub use super::tidy::{label_of, title};

/// An entry as it stands in the text.
#[derive(Debug, Default)]
pub struct Raw {
    /// The line that it begins on.
    pub line: usize,
    /// Its task box.
    pub task: Option<bool>,
    /// Its first paragraph.
    pub first: Option<Inline>,
    /// Its other paragraphs.
    pub rest: Vec<Inline>,
    /// Quotes and code in it, line by line.
    pub notes: Vec<String>,
    /// What is nested in it.
    pub children: Vec<Entry>,
}

impl Raw {
    /// More text.
    pub fn take(&mut self, inline: Inline) {
        if inline.is_empty() {
            return;
        }
        if self.first.is_none() && self.children.is_empty() {
            self.first = Some(inline);
        } else {
            self.rest.push(inline);
        }
    }

    /// Whether it is nothing but a link to a place in the same text.
    pub fn is_anchor(&self) -> bool {
        let Some(first) = self.first.as_ref().filter(|first| first.anchors > 0) else {
            return false;
        };
        let anchored = first.spans.iter().filter(|(_, style)| style.anchor);
        let anchored: usize = anchored.map(|(range, _)| range.len()).sum();
        self.task.is_none() && first.links.is_empty() && anchored * 2 > first.text.trim().len()
    }

    /// How many links in it are not taken as links.
    pub fn kept(&self) -> usize {
        self.first
            .iter()
            .chain(&self.rest)
            .map(|inline| inline.kept.len())
            .sum()
    }
}

/// The entry; `None` where it says nothing.
pub fn of(raw: Raw) -> Option<Entry> {
    let Some(first) = raw.first else {
        return alone(raw.children);
    };
    let mut entry = Entry {
        children: raw.children,
        ..Entry::default()
    };
    let task = raw.task.or(first.task);
    entry.status = task.map(|done| if done { Status::Done } else { Status::ToDo });
    for address in first
        .kept
        .iter()
        .chain(raw.rest.iter().flat_map(|inline| &inline.kept))
    {
        entry.notes.push(format!("Link: {address}"));
    }
    if let Some(mark) = first.mark.clone() {
        own::entry(&mut entry, &first, mark);
        entry.notes = raw.notes;
        return Some(entry);
    }
    head(&mut entry, first);
    for inline in &raw.rest {
        more(&mut entry, inline);
    }
    entry.notes.extend(raw.notes);
    if entry.title.is_empty() {
        return alone(entry.children);
    }
    Some(entry)
}

/// An item that only holds a list is that list's first entry with the others below it, or nothing.
fn alone(children: Vec<Entry>) -> Option<Entry> {
    let mut all = children.into_iter();
    let mut first = all.next()?;
    first.children.extend(all);
    Some(first)
}

/// Reads the first paragraph.
fn head(entry: &mut Entry, mut inline: Inline) {
    if let Some((status, rest)) = tidy::leading_box(&inline.text) {
        let at = inline.text.len() - rest.len();
        entry.glyph = entry.status.is_none() && !inline.text.trim_start().starts_with('[');
        entry.status = entry.status.or(Some(status));
        inline = split::from(&inline, at);
    }
    while let Some(rest) = tidy::after_code(&inline.text) {
        let at = inline.text.len() - rest.len();
        inline = split::from(&inline, at);
    }
    ticked(entry, &mut inline);
    let Said {
        title,
        purpose,
        byline,
        year,
        labels,
        list,
    } = split::split(&inline);
    entry.title = title;
    entry.purpose = purpose;
    entry.byline = byline;
    entry.year = year;
    for (url, label) in inline.links.iter().zip(labels) {
        entry.urls.push(WebLink {
            label,
            url: url.clone(),
        });
    }
    bare_links(entry);
    entry.minutes =
        tidy::take_minutes(&mut entry.title).or_else(|| tidy::take_minutes(&mut entry.purpose));
    entry.label = inline.text.trim_end().ends_with(':')
        && entry.purpose.is_empty()
        && entry.minutes.is_none();
    entry.title = tidy::title(&entry.title);
    if crate::store::formats::words::minutes(&entry.purpose, false)
        .is_some_and(|m| Some(m) == entry.minutes)
    {
        entry.purpose.clear();
    }
    entry.purpose = tidy::plain(&entry.purpose);
    if list
        && entry.children.is_empty()
        && entry.urls.is_empty()
        && let Some(parts) = split::list(&entry.purpose)
    {
        entry.purpose.clear();
        let parts = parts.into_iter().map(|title| Entry {
            title,
            ..Entry::default()
        });
        entry.children = parts.collect();
    }
    if entry.title.is_empty() {
        entry.title = match entry.urls.first() {
            Some(link) if entry.purpose.is_empty() => link.url.clone(),
            _ => std::mem::take(&mut entry.purpose),
        };
    }
}

/// A day behind a tick at the end: `✅ 2026-12-01`, or a tick alone.
fn ticked(entry: &mut Entry, inline: &mut Inline) {
    let text = inline.text.trim_end();
    let day = text.get(text.floor_char_boundary(text.len().saturating_sub(10))..);
    let day = day.and_then(|day| Some((Day::parse(day).ok()?, text.strip_suffix(day)?.trim_end())));
    let before = match day {
        Some((_, before)) => before,
        None => text,
    };
    let bare = before.trim_end_matches('\u{fe0f}');
    let Some(kept) = bare.strip_suffix(['✅', '✔', '☑']) else {
        return;
    };
    let kept = kept.trim_end().len();
    if kept == 0 {
        return;
    }
    entry.done_on = day.map(|(day, _)| day);
    entry.status = entry.status.or(Some(Status::Done));
    split::until(inline, kept);
}

/// Addresses that stand in the text as they are.
fn bare_links(entry: &mut Entry) {
    for at in 0..2 {
        let text = if at == 0 {
            &mut entry.title
        } else {
            &mut entry.purpose
        };
        if !text.contains("://") {
            continue;
        }
        let mut kept: Vec<&str> = Vec::new();
        let mut found = Vec::new();
        for word in text.split_whitespace() {
            let bare = word.trim_matches(['(', ')', '<', '>', ',', ';', '.']);
            match web(bare).filter(|_| bare.contains("://")) {
                Some(url) => found.push(url),
                None => kept.push(word),
            }
        }
        if found.is_empty() {
            continue;
        }
        let rest = kept.join(" ");
        *text = rest;
        for url in found {
            let label = label_of(&url);
            if !entry.urls.iter().any(|link| link.url == url) {
                entry.urls.push(WebLink { label, url });
            }
        }
    }
}

/// Reads another paragraph.
fn more(entry: &mut Entry, inline: &Inline) {
    for (url, text) in inline.links.iter().zip(inline.link_texts()) {
        let label = if text.trim() == url {
            label_of(url)
        } else {
            text.trim().to_owned()
        };
        entry.urls.push(WebLink {
            label,
            url: url.clone(),
        });
    }
    let mut text = inline.plain();
    if entry.minutes.is_none() {
        entry.minutes = tidy::take_minutes(&mut text);
    }
    if entry.purpose.is_empty() && text.chars().count() <= 300 {
        entry.purpose = tidy::plain(&text);
        return;
    }
    entry
        .notes
        .extend(inline.text.split('\n').map(|line| line.trim().to_owned()));
}

/// A heading's title.
pub fn heading(inline: &Inline) -> String {
    tidy::heading(&inline.plain())
}

/// Whether a paragraph is likely the heading of the list after it: all bold, or a week or a day of a plan.
pub fn is_heading(inline: &Inline) -> bool {
    let text = inline.plain();
    if text.is_empty() || text.chars().count() > 100 || !inline.links.is_empty() {
        return false;
    }
    // “Time: 3 hours” is none.
    if crate::store::formats::words::duration(&text).is_some() && !is_period(&text) {
        return false;
    }
    inline.all(|style| style.bold) || is_period(&text)
}

/// “Week 1”, “Day 3: graphs”.
pub fn is_period(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    matches!(
        first,
        "week"
            | "weeks"
            | "day"
            | "days"
            | "phase"
            | "module"
            | "month"
            | "lesson"
            | "lecture"
            | "session"
            | "chapter"
            | "unit"
            | "sprint"
            | "woche"
            | "tag"
    ) && second
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_digit() || second.len() <= 4)
}

/// The entries that a paragraph may be where its section has no list: lines that begin with a link, a box or a bold
/// word and a colon.
pub fn of_paragraph(inline: &Inline, line: usize) -> Vec<Entry> {
    if is_heading(inline) && inline.links.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    for text in inline.text.split('\n') {
        let range = start..start + text.len();
        start = range.end + 1;
        if text.trim().is_empty() {
            continue;
        }
        let mut one = split::from(inline, range.start);
        split::until(&mut one, range.len());
        if let Some(entry) = super::cite::entry(&one, line) {
            found.push(entry);
            continue;
        }
        if !split::is_entry(&one) {
            return Vec::new();
        }
        let mut entry = Entry {
            line,
            ..Entry::default()
        };
        head(&mut entry, one);
        if !entry.title.is_empty() && !split::is_remark(&entry.title) {
            found.push(entry);
        }
    }
    found
}

/// Takes a time out of a text; see [`tidy::take_minutes`].
pub fn take_minutes(text: &mut String) -> Option<Minutes> {
    tidy::take_minutes(text)
}
