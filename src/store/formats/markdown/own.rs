//! Reads an entry of one of our own checklists: the mark says that it is one, its text says the rest, so that what a
//! person changes in it counts.
//!
//! Not here: writing it (`write.rs`).

use crate::domain::{Day, Status, WebLink};

use super::super::words;
use super::inline::Inline;
use super::mark::Mark;
use super::outline::Entry;

/// Fills the entry: `**Title** · 2 h · *by Somebody* · 2017 · [label](url) ✅ 2026-12-01`, and what it is for on the
/// next line.
pub fn entry(entry: &mut Entry, inline: &Inline, mark: Mark) {
    let text = inline.text.as_str();
    let first = text.find('\n').unwrap_or(text.len());
    entry.purpose = text.get(first..).unwrap_or_default().trim().to_owned();
    let mut rest = String::new();
    for (range, style) in &inline.spans {
        if range.start >= first {
            break;
        }
        let piece = text
            .get(range.start..range.end.min(first))
            .unwrap_or_default();
        match style {
            style if style.link.is_some() => rest.push(' '),
            style if style.bold => entry.title.push_str(piece),
            style if style.em => {
                entry.byline = piece
                    .trim()
                    .strip_prefix("by ")
                    .unwrap_or(piece)
                    .trim()
                    .to_owned();
            }
            _ => rest.push_str(piece),
        }
    }
    for (url, label) in inline.links.iter().zip(inline.link_texts()) {
        let label = if label == *url { String::new() } else { label };
        entry.urls.push(WebLink {
            label,
            url: url.clone(),
        });
    }
    let dated = rest.rsplit_once('✅');
    let dated = dated.and_then(|(rest, day)| Some((rest, Day::parse(day.trim()).ok()?)));
    let (rest, day) = dated.map_or((rest.as_str(), None), |(rest, day)| (rest, Some(day)));
    entry.done_on = day;
    if day.is_some() && entry.status == Some(Status::ToDo) {
        // The box was emptied by hand.
        entry.done_on = None;
    }
    if mark.depth.is_some() {
        // A part: all of it is its title.
        entry.title.push_str(rest.trim());
        entry.mark = Some(mark);
        return;
    }
    for word in rest
        .split('·')
        .map(str::trim)
        .filter(|word| !word.is_empty())
    {
        if let Ok(year) = word.parse::<i32>() {
            entry.year = Some(year);
        } else if let Some(minutes) = words::minutes(word, false) {
            entry.minutes = Some(minutes);
        } else if entry.title.is_empty() {
            // Somebody took the stars away.
            entry.title = word.to_owned();
        }
    }
    entry.mark = Some(mark);
}
