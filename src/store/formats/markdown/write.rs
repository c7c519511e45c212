//! A plan as a checklist in Markdown, for people and for reading it back: steps are headings, groups are headings below
//! them, items are task boxes, parts are nested boxes, notes are quoted blocks. What is not to be seen stands in a mark.
//!
//! No text of the plan can become a heading, a link, a picture or HTML: every sign that Markdown knows is escaped.
//!
//! Not here: reading it back (`own.rs`).

use std::fmt::Write as _;

use crate::domain::edit::say_minutes;
use crate::domain::{Item, Notes, Part, Plan, Session, Status, WebLink};

use super::super::draft::web;
use super::mark::Mark;

/// What the checklist holds besides the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct With {
    /// The notes of each item.
    pub notes: bool,
    /// The sessions of each item.
    pub sessions: bool,
}

impl Default for With {
    fn default() -> Self {
        Self {
            notes: true,
            sessions: false,
        }
    }
}

/// The checklist with notes and without sessions.
pub fn write(plan: &Plan) -> String {
    write_with(plan, With::default())
}

/// The checklist.
pub fn write_with(plan: &Plan, with: With) -> String {
    let mut out = String::new();
    heading(&mut out, 1, &plan.name, "");
    for (step, items) in super::super::in_order(plan) {
        match step {
            Some(step) => {
                heading(
                    &mut out,
                    2,
                    &step.title,
                    &Mark::of_heading(Some(step), false),
                );
                if !step.purpose.is_empty() {
                    _ = writeln!(out, "\n{}", escaped(&step.purpose));
                }
            }
            None => heading(&mut out, 2, "More", &Mark::of_heading(None, true)),
        }
        let mut group = "";
        let mut first = true;
        for item in items {
            if item.group != group {
                group = &item.group;
                // Without a name: what belongs to the step itself comes after a group.
                let title = if group.is_empty() { "Other" } else { group };
                heading(
                    &mut out,
                    3,
                    title,
                    &Mark::of_heading(None, escaped(group).is_empty()),
                );
                first = true;
            }
            if first {
                out.push('\n');
                first = false;
            }
            write_item(&mut out, plan, item, with);
        }
    }
    out
}

fn heading(out: &mut String, level: usize, title: &str, mark: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    let title = escaped(title);
    let title = if title.is_empty() { "Untitled" } else { &title };
    let space = if mark.is_empty() { "" } else { " " };
    _ = writeln!(out, "{} {title}{space}{mark}", "#".repeat(level));
}

fn write_item(out: &mut String, plan: &Plan, item: &Item, with: With) {
    let done = if item.status == Status::Done {
        'x'
    } else {
        ' '
    };
    _ = write!(out, "- [{done}] **{}**", escaped(&item.title));
    let minutes = item.estimate.unwrap_or_else(|| plan.effort(item));
    _ = write!(out, " · {}", say_minutes(minutes));
    let byline = escaped(&item.byline);
    if !byline.is_empty() {
        _ = write!(out, " · *by {byline}*");
    }
    if let Some(year) = item.year {
        _ = write!(out, " · {year}");
    }
    for link in &item.urls {
        _ = write!(out, " · {}", say_link(link));
    }
    if let Some(done) = item.done_at.filter(|_| item.status == Status::Done) {
        _ = write!(out, " ✅ {}", done.day());
    }
    _ = writeln!(out, " {}", Mark::of_item(item));
    let purpose = escaped(&item.purpose);
    if !purpose.is_empty() {
        // A break on purpose, so that it stands on a line of its own where the text is shown.
        let at = out.len() - 1;
        out.insert(at, '\\');
        _ = writeln!(out, "  {purpose}");
    }
    for part in &item.parts {
        write_part(out, part);
    }
    if with.notes && !item.notes.is_empty() {
        out.push('\n');
        quoted(out, "  ", &item.notes);
        out.push('\n');
    }
    if with.sessions {
        let mut sessions: Vec<&Session> = plan
            .sessions
            .iter()
            .map(|s| &**s)
            .filter(|s| s.item == item.id)
            .collect();
        sessions.sort_by_key(|session| (session.on, session.id.clone()));
        if !sessions.is_empty() {
            let said: Vec<String> = sessions
                .iter()
                .map(|session| say_session(session))
                .collect();
            _ = writeln!(out, "  <!-- sessions: {} -->", said.join(", "));
        }
    }
}

fn write_part(out: &mut String, part: &Part) {
    let done = if part.done_on.is_some() { 'x' } else { ' ' };
    _ = write!(out, "  - [{done}] {}", escaped(&part.title));
    if let Some(day) = part.done_on {
        _ = write!(out, " ✅ {day}");
    }
    _ = writeln!(out, " {}", Mark::of_part(part));
}

fn say_session(session: &Session) -> String {
    format!(
        "{} {} min {}",
        session.on,
        session.minutes.0,
        session.kind.name()
    )
}

/// What was written, as a quoted block: line by line as it was typed, at this indent.
pub fn quoted(out: &mut String, indent: &str, notes: &Notes) {
    for line in notes.lines() {
        let line = line.replace(['\r', '\u{0}'], "");
        _ = writeln!(
            out,
            "{indent}>{}{line}",
            if line.is_empty() { "" } else { " " }
        );
    }
}

/// A link where it may be one, else its text.
fn say_link(link: &WebLink) -> String {
    let label = if link.label.trim().is_empty() {
        &link.url
    } else {
        &link.label
    };
    match web(&link.url) {
        Some(url) => format!("[{}](<{}>)", escaped(label), target(&url)),
        None => escaped(&format!("{label} {}", link.url)),
    }
}

fn target(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if matches!(c, '<' | '>' | '\\' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text that shows as it is: one line, with `\` before every sign that Markdown would take for its own where it stands.
pub fn escaped(text: &str) -> String {
    let seen = |c: &char| !c.is_control() || c.is_whitespace();
    let text: String = text.chars().filter(seen).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let mut out = String::with_capacity(text.len() + 8);
    let number = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let mut before = None;
    for (at, c) in text.char_indices() {
        let after = text
            .get(at + c.len_utf8()..)
            .and_then(|rest| rest.chars().next());
        // At the start of a line these make lists, rules and underlines of headings; so does a number with one of these.
        let first = at == 0 && matches!(c, '-' | '+' | '=' | ':' | '.' | '#' | '>');
        let listed = at == number && at > 0 && matches!(c, '.' | ')');
        if first || listed || is_taken(before, c, after) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Whether Markdown, GitHub's included, would take a sign between these for its own.
fn is_taken(before: Option<char>, c: char, after: Option<char>) -> bool {
    let wordy = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match c {
        '\\' | '`' | '[' | ']' | '|' | '~' | '$' => true,
        // Between blanks it marks nothing, but for a list at the start of a line.
        '*' => before.is_none() || !(blank(before) && blank(after)),
        // Inside a word it marks nothing.
        '_' => !(wordy(before) && wordy(after)),
        // Only a tag or an address begins with it.
        '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        // A sign that is spelt out.
        '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
        // The end of a heading, or the number of a thing that GitHub knows.
        '#' => blank(before) || before == Some('#'),
        _ => false,
    }
}
