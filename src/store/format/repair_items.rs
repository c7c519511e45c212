//! Items as they can be: numbers within range, parts told apart, titles and notes no longer than they may be. What is cut
//! off stands in the notes: as little as possible is lost.
//!
//! Not here: the steps that items name (`repair.rs`).

use std::collections::BTreeSet;

use super::texts::{self, short_lines};
use crate::domain::item::{MAX_LINE_BYTES, MAX_PAGES, MAX_TAGS, MAX_TITLE_CHARS, MAX_URL_BYTES};
use crate::domain::{Item, ItemId, Minutes, Part, PartId, Table};

/// Repairs items; says what it did.
pub(super) fn items(items: &mut Table<Item>, notes: &mut Vec<String>) {
    let wrong: Vec<ItemId> = items
        .iter()
        .filter(|item| !is_fine(item))
        .map(|item| item.id.clone())
        .collect();
    for id in wrong {
        items.update(&id, |item| repair_item(item, notes));
    }
}

/// Whether [`repair_item`] has nothing to do. It must say no to all that is repaired there.
fn is_fine(item: &Item) -> bool {
    let efforts = [item.effort.lean, item.effort.core, item.effort.deep];
    let twice = |(n, part): (usize, &Part)| {
        let before = item.parts.iter().take(n);
        before.into_iter().any(|other| other.id == part.id)
    };
    !item.title.trim().is_empty()
        && texts::short_name(&item.title)
        && texts::short_name(&item.short)
        && (1..=5).contains(&item.importance)
        && item.rating.is_none_or(|rating| (1..=5).contains(&rating))
        && efforts.into_iter().chain(item.estimate).all(|m| m <= Minutes::MAX)
        && item.parts.iter().all(is_fine_part)
        && item.pages <= MAX_PAGES
        && item.pace.is_none_or(|pace| (10..=1_000).contains(&pace))
        && item.tags.len() <= MAX_TAGS
        && item.urls.iter().all(|link| link.url.len() <= MAX_URL_BYTES)
        && short_lines(&item.notes)
        // With very many parts the repair itself looks faster.
        && item.parts.len() < 200
        && !item.parts.iter().enumerate().any(twice)
}

fn is_fine_part(part: &Part) -> bool {
    !part.title.trim().is_empty() && texts::short_name(&part.title) && part.pages <= MAX_PAGES
}

fn repair_item(item: &mut Item, notes: &mut Vec<String>) {
    let id = item.id.clone();
    if item.title.trim().is_empty() {
        item.title = id.to_string();
        notes.push(format!(
            "The item “{id}” had no title: its id stands for it."
        ));
    }
    if !texts::short_name(&item.title) {
        let whole = std::mem::take(&mut item.title);
        item.title = whole.chars().take(MAX_TITLE_CHARS).collect();
        let text = item.notes.lines().iter().cloned();
        let gap = (!item.notes.is_empty()).then(String::new);
        let lines = whole.split('\n').map(str::to_owned).chain(gap).chain(text);
        let (fitted, cut) = texts::fitted(lines);
        item.notes = fitted;
        notes.push(format!(
            "The title of “{id}” is longer than {MAX_TITLE_CHARS} characters: {} in its notes now.",
            if cut.end {
                "as much of it as fits stands"
            } else {
                "the whole of it stands"
            }
        ));
    }
    texts::name(&mut item.short, &format!("“{id}” in short"), notes);
    long_texts(item, notes);
    let name = item.short_title().to_owned();
    let mut set = |what: &str, there: u32, now: u32, of: &str| {
        if there != now {
            notes.push(format!(
                "‘{name}’ had {what} {there}; it goes {of}, so it is {now} now."
            ));
        }
        now
    };
    let importance = u32::from(item.importance);
    let importance = set(
        "importance",
        importance,
        importance.clamp(1, 5),
        "from 1 to 5",
    );
    item.importance = u8::try_from(importance).unwrap_or(3);
    if let Some(rating) = item.rating {
        let rating = u32::from(rating);
        let rating = set("rating", rating, rating.clamp(1, 5), "from 1 to 5");
        item.rating = u8::try_from(rating).ok();
    }
    let most = Minutes::MAX.0;
    let of = "up to 600,000 minutes";
    let mut minutes = |m: &mut Minutes| m.0 = set("an effort of", m.0, m.0.min(most), of);
    minutes(&mut item.effort.lean);
    minutes(&mut item.effort.core);
    minutes(&mut item.effort.deep);
    if let Some(estimate) = &mut item.estimate {
        minutes(estimate);
    }
    let most = MAX_PAGES;
    if let Some(pace) = item.pace {
        item.pace = Some(set(
            "a pace of",
            pace,
            pace.clamp(10, 1_000),
            "from 10 to 1,000 percent",
        ));
    }
    item.pages = set("pages:", item.pages, item.pages.min(most), "up to 100,000");
    for part in &mut item.parts {
        part.pages = set(
            "a part with pages:",
            part.pages,
            part.pages.min(most),
            "up to 100,000",
        );
    }
    let mut seen = BTreeSet::new();
    for part in &mut item.parts {
        if !seen.insert(part.id.clone()) {
            let free = (2..)
                .map(|n| PartId::slug(&format!("{}-{n}", part.id)))
                .find(|id| !seen.contains(id));
            if let Some(free) = free {
                notes.push(format!(
                    "‘{name}’ has two parts with the id “{}”: one is “{free}” now.",
                    part.id
                ));
                seen.insert(free.clone());
                part.id = free;
            }
        }
        texts::name(&mut part.title, &format!("a part of ‘{name}’"), notes);
        if part.title.trim().is_empty() {
            part.title = part.id.to_string();
            notes.push(format!(
                "A part of ‘{name}’ had no title: its id “{}” stands for it.",
                part.id
            ));
        }
    }
}

/// What is longer than it may be moves to the notes, and lines of notes are cut: nothing is lost.
fn long_texts(item: &mut Item, notes: &mut Vec<String>) {
    let name = item.short_title().to_owned();
    let mut more = Vec::new();
    item.urls.retain(|link| {
        let fine = link.url.len() <= MAX_URL_BYTES;
        if !fine {
            more.push(link.url.clone());
            notes.push(format!(
                "‘{name}’ has a link that is longer than {MAX_URL_BYTES} bytes: it stands in its notes now."
            ));
        }
        fine
    });
    if item.tags.len() > MAX_TAGS {
        more.push(format!(
            "Tags: {}",
            item.tags.split_off(MAX_TAGS).join(", ")
        ));
        notes.push(format!(
            "‘{name}’ has more than {MAX_TAGS} tags: the others stand in its notes now."
        ));
    }
    if more.is_empty() && short_lines(&item.notes) {
        return;
    }
    let lines = item.notes.lines().iter().cloned();
    let (fitted, cut) = texts::fitted(lines.chain(more));
    item.notes = fitted;
    if cut.lines {
        notes.push(format!(
            "The notes of ‘{name}’ had a line of more than {} KB: it is several lines now.",
            MAX_LINE_BYTES >> 10
        ));
    }
    if cut.end {
        notes.push(format!(
            "The notes of ‘{name}’ would be longer than 1 MB: the end of them is gone."
        ));
    }
}
