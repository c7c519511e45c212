//! Lists in Markdown: a README, a study plan, an awesome list, a checklist of another tool. [`read`] finds headings and
//! entries, [`Outline::path`] makes a path of them as the [`Options`] say; [`write()`] makes a checklist of a plan.
//!
//! Reading order: [`outline`], `blocks.rs` (over the text), `entry.rs` and `split.rs` (what an entry says), `guess.rs`.
//!
//! Not here: what becomes of the items (`domain::merge`).

mod blocks;
mod cite;
mod entry;
mod guess;
mod html;
mod inline;
pub mod limits;
mod mark;
pub mod outline;
mod own;
mod split;
mod table;
mod tidy;
mod write;

pub use mark::Mark;
pub use outline::{Entry, Heading, Nested, Options, Outline, Own};
pub use write::{With, escaped, quoted, write, write_with};

use std::collections::BTreeSet;

use crate::domain::Status;
use crate::store::format::ReadError;

use super::text::{Hidden, count};
use blocks::Found;

/// Reads a list.
///
/// # Errors
/// Where it goes beyond the limits: see [`limits`].
pub fn read(text: &str, file: &str) -> Result<Outline, ReadError> {
    limits::check(text, file)?;
    let (said, body, lines) = front_matter(text);
    let mut found = blocks::read(body, lines, file)?;
    if !found.headings.iter().any(|heading| heading.own.is_some()) {
        fill(&mut found);
    }
    undecorate(&mut found.entries);
    let name = said.or_else(|| name(&found)).unwrap_or_else(|| {
        let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
        name.to_owned()
    });
    let notes = notes(&found, text);
    let mut outline = Outline {
        name,
        headings: found.headings,
        entries: found.entries,
        guess: Options::default(),
        notes,
    };
    outline.guess = guess::options(&outline);
    let sections = outline
        .guess
        .left_out
        .iter()
        .filter_map(|at| outline.headings.get(*at));
    let sections: Vec<String> = sections
        .filter(|heading| heading.entries > 0)
        .map(|heading| format!("“{}”", heading.title))
        .collect();
    if !sections.is_empty() {
        outline.notes.push(format!(
            "Left out, because they are about the list: {}.",
            sections.join(", ")
        ));
    }
    Ok(outline)
}

/// The title that a block of settings at the very start names, the text behind it, and the lines that it takes.
fn front_matter(text: &str) -> (Option<String>, &str, usize) {
    let none = (None, text, 0);
    let Some(rest) = text.strip_prefix("---\n") else {
        return none;
    };
    let mut title = None;
    let mut at = 4;
    for (number, line) in rest.split('\n').enumerate().take(200) {
        at += line.len() + 1;
        if line.trim_end() == "---" || line.trim_end() == "..." {
            return (
                title,
                text.get(at.min(text.len())..).unwrap_or_default(),
                number + 2,
            );
        }
        let indented = line.starts_with([' ', '\t', '-', '#']) || line.trim().is_empty();
        let Some((key, value)) = line.split_once(':') else {
            if indented {
                continue;
            }
            return none;
        };
        if key.trim().eq_ignore_ascii_case("title") {
            let value = value.trim().trim_matches(['"', '\'']).trim();
            title = (!value.is_empty()).then(|| value.to_owned());
        }
    }
    none
}

/// The first heading where no other is of its level.
fn name(found: &Found) -> Option<String> {
    let first = found.headings.first().filter(|heading| heading.level < 7)?;
    let same = found
        .headings
        .iter()
        .filter(|heading| heading.level <= first.level);
    (same.count() == 1).then(|| first.title.clone())
}

/// Where a section has no list, its paragraphs and its headings may be the entries.
fn fill(found: &mut Found) {
    let with: BTreeSet<usize> = found
        .entries
        .iter()
        .filter_map(|entry| entry.heading)
        .collect();
    let bare = found.entries.is_empty();
    let paragraphs = std::mem::take(&mut found.paragraphs);
    let mut extra: Vec<Entry> = paragraphs
        .into_iter()
        .filter(|entry| match entry.heading {
            Some(at) => !with.contains(&at),
            None => bare,
        })
        .collect();
    let with: BTreeSet<usize> = with
        .into_iter()
        .chain(extra.iter().filter_map(|entry| entry.heading))
        .collect();
    // A heading that nothing is below: a day of a plan, or any where the whole text has no lists.
    let parents: BTreeSet<usize> = found
        .headings
        .iter()
        .filter_map(|heading| heading.parent)
        .collect();
    let few = found.entries.len() + extra.len() == 0;
    for (at, heading) in found.headings.iter().enumerate() {
        let leaf = !parents.contains(&at) && !with.contains(&at);
        let first = found.first.get(at).map_or("", String::as_str);
        let day = entry::is_period(&heading.title) && !first.is_empty();
        let deep = heading.level > 1 || found.headings.len() > 1 && heading.parent.is_none();
        if leaf && (day || few && deep) {
            let mut entry = Entry {
                title: heading.title.clone(),
                purpose: first.to_owned(),
                line: heading.line,
                heading: heading.parent,
                ..Entry::default()
            };
            entry.minutes = entry::take_minutes(&mut entry.title)
                .or_else(|| entry::take_minutes(&mut entry.purpose));
            extra.push(entry);
        }
    }
    if extra.is_empty() {
        return;
    }
    for entry in &extra {
        if let Some(heading) = entry.heading.and_then(|at| found.headings.get_mut(at)) {
            heading.entries += 1;
        }
    }
    found.passed.paragraphs = found.passed.paragraphs.saturating_sub(extra.len());
    found.entries.extend(extra);
    found.entries.sort_by_key(|entry| entry.line);
}

/// Where every entry begins with ✅, the sign only decorates: nothing is done.
fn undecorate(entries: &mut [Entry]) {
    let glyphs = |entry: &&Entry| entry.glyph;
    let many = entries.iter().filter(glyphs).count();
    let done = entries
        .iter()
        .filter(|entry| entry.glyph && entry.status == Some(Status::Done));
    if many < 2 || done.count() < many {
        return;
    }
    for entry in entries.iter_mut().filter(|entry| entry.glyph) {
        entry.status = None;
    }
}

/// Sentences about what was left out and what is odd.
fn notes(found: &Found, text: &str) -> Vec<String> {
    let passed = &found.passed;
    let mut notes = Vec::new();
    let counts = [
        (passed.images, "picture", "pictures"),
        (passed.contents, "table of contents", "tables of contents"),
        (passed.comments, "comment", "comments"),
        (passed.code, "block of code", "blocks of code"),
        (passed.quotes, "quote", "quotes"),
        (
            passed.paragraphs,
            "paragraph of running text",
            "paragraphs of running text",
        ),
        (passed.footnotes, "footnote", "footnotes"),
    ];
    let said: Vec<String> = counts
        .iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| count(*n, one, many))
        .collect();
    let total: usize = counts.iter().map(|(n, ..)| n).sum();
    if let Some((last, head)) = said.split_last() {
        let list = if head.is_empty() {
            last.clone()
        } else {
            format!("{} and {last}", head.join(", "))
        };
        let verb = if total == 1 { "was" } else { "were" };
        notes.push(format!("{list} {verb} left out."));
    }
    if passed.kept > 0 {
        let links = count(passed.kept, "link is", "links are");
        notes.push(format!(
            "{links} no http or https address and stay as text."
        ));
    }
    if found.entries.is_empty() {
        notes.push("No list, table or heading was found that could be items.".to_owned());
    }
    notes.extend(Hidden::count(text).note());
    notes
}
