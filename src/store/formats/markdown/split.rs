//! Which part of an entry's text is its title and which says more about it.
//!
//! Not here: times, boxes and small repairs (`tidy.rs`).

use std::ops::Range;

use super::inline::Inline;
use super::tidy;

/// What the first paragraph of an entry says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The title.
    pub title: String,
    /// What else it says.
    pub purpose: String,
    /// Who wrote it.
    pub byline: String,
    /// When it was published.
    pub year: Option<i32>,
    /// The names of its links, in order.
    pub labels: Vec<String>,
    /// Whether what else it says may be a list of parts.
    pub list: bool,
}

/// The text from a byte on, with its links.
pub fn from(inline: &Inline, at: usize) -> Inline {
    part(inline, at..inline.text.len())
}

/// Only the first bytes of the text, with their links.
pub fn until(inline: &mut Inline, end: usize) {
    if end < inline.text.len() {
        *inline = part(inline, 0..end);
    }
}

fn part(inline: &Inline, range: Range<usize>) -> Inline {
    let mut out = Inline {
        text: inline
            .text
            .get(range.clone())
            .unwrap_or_default()
            .to_owned(),
        anchors: inline.anchors,
        kept: inline.kept.clone(),
        task: inline.task,
        ..Inline::default()
    };
    let mut links: Vec<usize> = Vec::new();
    for (span, style) in &inline.spans {
        let start = span.start.max(range.start);
        let end = span.end.min(range.end);
        if start >= end {
            continue;
        }
        let mut style = *style;
        style.link = style.link.map(|link| {
            links
                .iter()
                .rposition(|there| *there == link)
                .unwrap_or_else(|| {
                    links.push(link);
                    links.len() - 1
                })
        });
        out.spans
            .push((start - range.start..end - range.start, style));
    }
    out.links = links
        .iter()
        .filter_map(|link| inline.links.get(*link).cloned())
        .collect();
    out
}

/// Signs between a title and what is said of it.
const SIGNS: [&str; 7] = [": ", " - ", " – ", " — ", " | ", " · ", " -- "];

/// Takes a text apart.
pub fn split(inline: &Inline) -> Said {
    let texts = inline.link_texts();
    let ranges = inline.link_ranges();
    let labels = names(inline, &texts);
    let text = inline.text.as_str();
    let mut said = Said {
        labels,
        ..Said::default()
    };
    // What stands before the first letter only decorates.
    let begin = text.find(|c: char| c.is_alphanumeric()).unwrap_or(0);
    let lead = inline
        .spans
        .iter()
        .find(|(range, _)| range.end > begin)
        .cloned();
    let Some((range, style)) = lead else {
        said.title = text.to_owned();
        return said;
    };
    match style.link {
        Some(link) => {
            let range = ranges.get(link).cloned().unwrap_or(range);
            linked(inline, link, range, &texts, &mut said);
        }
        None if (style.bold || style.em) && range.end < text.len() => {
            emphasised(text, run(inline, range.start), &mut said)
        }
        None => plain(inline, &ranges, &texts, &mut said),
    }
    said
}

/// The whole run of emphasised text that begins here, over changes of its style.
fn run(inline: &Inline, start: usize) -> Range<usize> {
    let mut end = start;
    for (range, style) in inline
        .spans
        .iter()
        .skip_while(|(range, _)| range.start < start)
    {
        if range.start > end || !(style.bold || style.em) || style.link.is_some() {
            break;
        }
        end = range.end;
    }
    start..end
}

/// Names for the links: what the list says, or where they lead.
fn names(inline: &Inline, texts: &[String]) -> Vec<String> {
    let urls = inline.links.iter();
    urls.zip(texts)
        .map(|(url, text)| match tidy::plain(text) {
            text if text.is_empty() || text == *url || text.contains("://") => tidy::label_of(url),
            text => text,
        })
        .collect()
}

/// `[Title](url) - what it is`
fn linked(inline: &Inline, link: usize, range: Range<usize>, texts: &[String], said: &mut Said) {
    let text = inline.text.as_str();
    let name = texts.get(link).map_or("", String::as_str).trim();
    let tail = text.get(range.end..).unwrap_or_default();
    let others = inline.links.len() > 1;
    let only_links = tail_without_links(inline, range.end)
        .chars()
        .all(|c| !c.is_alphanumeric());
    let own = |said: &mut Said, title: &str| {
        said.title = title.to_owned();
        let url = inline.links.get(link).map(|url| tidy::label_of(url));
        if let (Some(label), Some(url)) = (said.labels.get_mut(link), url) {
            *label = url;
        }
    };
    if tail.trim().is_empty() || (only_links && !tidy::generic(name)) {
        if others {
            said.title = name.to_owned();
        } else {
            own(said, name);
        }
        return;
    }
    if tidy::generic(name) {
        // “[Video] How it works”: the words behind it are the title.
        let rest = tail_without_links(inline, range.end);
        let rest = rest
            .trim_start_matches([':', '-', '–', '—', '|', ' ', ']', ','])
            .trim();
        if rest.chars().any(char::is_alphabetic) {
            said.title = rest.to_owned();
        } else {
            said.title = tidy::plain(text);
        }
        return;
    }
    let trimmed = tail.trim_start();
    let after = |sign: &str| {
        let sign = sign.trim();
        trimmed
            .strip_prefix(sign)
            .filter(|rest| rest.starts_with(' ') || sign == "," || rest.is_empty())
    };
    if let Some((byline, rest)) = by(trimmed) {
        own(said, name);
        said.byline = byline;
        said.purpose = opened(rest);
    } else if let Some(rest) = SIGNS.iter().chain(&[",", "."]).find_map(|sign| after(sign)) {
        own(said, name);
        said.purpose = rest.trim().to_owned();
    } else if trimmed.starts_with(['(', '[', '*', '/', '"', '“'])
        || tail.starts_with('\n')
        || !others && name.split_whitespace().count() >= 3
    {
        own(said, name);
        said.purpose = trimmed.to_owned();
    } else {
        said.title = tidy::plain(text);
    }
    said.year = year(&mut said.purpose);
}

/// What follows without the texts of links.
fn tail_without_links(inline: &Inline, at: usize) -> String {
    let mut out = String::new();
    for (range, style) in &inline.spans {
        if style.link.is_none() && range.end > at {
            let range = range.start.max(at)..range.end;
            out.push_str(inline.text.get(range).unwrap_or_default());
        }
    }
    out
}

/// `**Title**: what it is`, `*"Title"* by Somebody: what it is`
fn emphasised(text: &str, range: Range<usize>, said: &mut Said) {
    let head = text.get(range.clone()).unwrap_or_default().trim();
    let tail = text.get(range.end..).unwrap_or_default();
    let trimmed = tail.trim_start();
    let quoted = head.trim_end_matches([':', '.', ' ']);
    if let Some((byline, rest)) = by(trimmed) {
        said.title = quoted.to_owned();
        said.byline = byline;
        said.purpose = opened(rest);
    } else if let Some(rest) = head
        .ends_with(':')
        .then_some(trimmed)
        .or_else(|| signed(tail))
    {
        said.title = quoted.to_owned();
        said.purpose = rest.trim().to_owned();
        said.list = true;
        let mut bare = said.title.clone();
        let _ = tidy::take_minutes(&mut bare);
        if is_label(&bare) && said.purpose.chars().any(char::is_alphabetic) {
            // “Resource: a course”: the word only says what sort of thing follows; its time counts.
            let time = said
                .title
                .strip_prefix(bare.as_str())
                .unwrap_or_default()
                .to_owned();
            said.title = format!(
                "{}{}{time}",
                said.purpose,
                if time.is_empty() { "" } else { " " }
            );
            said.purpose = String::new();
            said.list = false;
        }
    } else if trimmed.starts_with('(') || tail.starts_with('\n') {
        said.title = quoted.to_owned();
        said.purpose = trimmed.to_owned();
    } else {
        said.title = tidy::plain(text);
    }
    said.year = year(&mut said.purpose);
}

fn signed(tail: &str) -> Option<&str> {
    let trimmed = tail.trim_start();
    [":", "-", "–", "—", "|"]
        .iter()
        .find_map(|sign| trimmed.strip_prefix(sign))
}

/// Text without emphasis at its start.
fn plain(inline: &Inline, ranges: &[Range<usize>], texts: &[String], said: &mut Said) {
    let text = inline.text.as_str();
    let Some(first) = ranges.first() else {
        return unlinked(text, said);
    };
    let before = text.get(..first.start).unwrap_or_default();
    let head = before
        .trim()
        .trim_end_matches(['(', '[', ':', '-', '–', '—', '|', ' ', '.', ',']);
    let name = texts.first().map_or("", String::as_str).trim();
    let tail = tail_without_links(inline, first.end);
    let silent = tail.chars().all(|c| !c.is_alphanumeric());
    let colon = before.trim_end().ends_with([':', '-', '–', '—']);
    let words = name.split_whitespace().count();
    if head.is_empty() {
        said.title = tidy::plain(text);
    } else if colon && silent && texts.len() == 1 && words >= 4 && !tidy::generic(name) {
        // “GPT 1: [Title of the paper](url)”
        said.title = name.to_owned();
        said.purpose = head.to_owned();
        if let Some((label, url)) = said.labels.first_mut().zip(inline.links.first()) {
            *label = tidy::label_of(url);
        }
    } else if colon || before.trim_end().ends_with(['(', '[']) || silent && tidy::generic(name) {
        said.title = head.to_owned();
        if !silent {
            said.purpose = text
                .get(first.start..)
                .unwrap_or_default()
                .trim()
                .trim_end_matches(')')
                .to_owned();
        }
    } else {
        unlinked(text, said);
        said.list = false;
    }
}

/// `Title: this, that`, `Title - what it is`, or only a title.
fn unlinked(text: &str, said: &mut Said) {
    let (first, more) = text.split_once('\n').unwrap_or((text, ""));
    let quoted = first.trim_start().starts_with(['"', '“']);
    if quoted
        && let Some(at) = first.find(" by ")
        && let Some((byline, rest)) = by(first.get(at..).unwrap_or_default().trim_start())
    {
        said.title = first.get(..at).unwrap_or_default().to_owned();
        said.byline = byline;
        said.purpose = opened(rest);
        said.year = year(&mut said.purpose);
        return;
    }
    let places = SIGNS
        .iter()
        .filter_map(|sign| Some((first.find(sign)?, sign.len())));
    let place = places.min().filter(|(at, _)| {
        let head = first.get(..*at).unwrap_or_default();
        let letters = head.chars().filter(|c| c.is_alphabetic()).count();
        letters >= 2
            && head.chars().count() <= 80
            && !super::entry::is_period(head)
            && balanced(head)
    });
    match place {
        Some((at, len)) => {
            said.title = first.get(..at).unwrap_or_default().to_owned();
            said.purpose = first.get(at + len..).unwrap_or_default().trim().to_owned();
            said.list = true;
        }
        None => said.title = first.to_owned(),
    }
    let more = more.replace('\n', " ");
    if !more.trim().is_empty() {
        if !said.purpose.is_empty() {
            said.purpose.push(' ');
        }
        said.purpose.push_str(more.trim());
        said.list = false;
    }
}

fn balanced(text: &str) -> bool {
    text.matches('(').count() == text.matches(')').count()
}

/// `by Somebody: rest` → who, and the rest.
fn by(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start_matches([',', '-', '–', '—', ' ']);
    let rest = text
        .strip_prefix("by ")
        .or_else(|| text.strip_prefix("By "))?;
    let stops = [": ", " - ", " – ", " — ", "(", "[", " | ", ". ", "\n"];
    let end = stops
        .iter()
        .filter_map(|stop| rest.find(stop))
        .min()
        .unwrap_or(rest.len());
    let who = rest.get(..end)?.trim().trim_end_matches(['.', ',', ':']);
    let name = who
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || !c.is_ascii());
    let fine = name && who.chars().count() <= 120;
    fine.then(|| (who.to_owned(), rest.get(end..).unwrap_or_default()))
}

/// Text behind its sign.
fn opened(text: &str) -> String {
    text.trim()
        .trim_start_matches([':', '-', '–', '—', '|', '.', ' '])
        .to_owned()
}

/// Takes a year in brackets from the start of a text.
fn year(text: &mut String) -> Option<i32> {
    let rest = text.trim_start().strip_prefix('(')?;
    let (inner, after) = rest.split_once(')')?;
    let year: i32 = inner
        .trim()
        .parse()
        .ok()
        .filter(|year| (1500..2200).contains(year))?;
    *text = opened(after);
    Some(year)
}

/// The parts of “arrays, linked lists, and hash tables”; `None` where that is no list of things.
pub fn list(text: &str) -> Option<Vec<String>> {
    let text = text.trim().trim_end_matches('.');
    if text.len() > 1_000
        || text.contains(['\n', '?', '!', ':', ';', '“', '"'])
        || text.contains(". ")
    {
        return None;
    }
    let lower = format!(" {} ", text.to_lowercase());
    let sentence = [
        " is ", " are ", " that ", " which ", " you ", " your ", " it ", " its ", " it's ",
        " this ", " how to ", " e.g.", " i.e.", " so ", " we ", " if ", " when ", " can ",
        " will ", " was ",
    ];
    if sentence.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let mut depth = 0i32;
    let split = text.split(|c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    });
    let parts: Vec<String> = split
        .map(|part| {
            let part = part.trim();
            let part = part
                .strip_prefix("and ")
                .or_else(|| part.strip_prefix("or "))
                .unwrap_or(part);
            let mut letters = part.chars();
            match letters.next() {
                Some(first) => first.to_uppercase().chain(letters).collect(),
                None => String::new(),
            }
        })
        .filter(|part: &String| !part.is_empty())
        .collect();
    let fine = |part: &String| part.split_whitespace().count() <= 6 && part.chars().count() <= 60;
    (parts.len() >= 2 && parts.iter().all(fine)).then_some(parts)
}

/// Words that only say what sort of thing follows: “Resource: …”, “Morning (1 h): …”.
pub fn is_label(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(
        text,
        "resource"
            | "resources"
            | "practice"
            | "reading"
            | "readings"
            | "read"
            | "watch"
            | "video"
            | "videos"
            | "book"
            | "books"
            | "paper"
            | "papers"
            | "exercise"
            | "exercises"
            | "project"
            | "projects"
            | "task"
            | "tasks"
            | "topic"
            | "topics"
            | "topics to cover"
            | "topics covered"
            | "problem"
            | "problems"
            | "assignment"
            | "assignments"
            | "morning"
            | "afternoon"
            | "evening"
            | "theory"
            | "implementation"
            | "learn"
            | "study"
            | "course"
            | "courses"
            | "article"
            | "articles"
            | "tutorial"
            | "tutorials"
            | "lecture"
            | "lectures"
            | "optional"
            | "concepts"
            | "key concepts"
    )
}

/// Remarks on a section, which are no items of it: “Goal: …”, “Note: …”.
pub fn is_remark(text: &str) -> bool {
    let text = text.to_lowercase();
    let first = text
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
        .unwrap_or_default();
    matches!(
        first,
        "goal"
            | "goals"
            | "note"
            | "notes"
            | "time"
            | "duration"
            | "timeline"
            | "target"
            | "objective"
            | "objectives"
            | "focus"
            | "output"
            | "outcome"
            | "outcomes"
            | "deliverable"
            | "deliverables"
            | "tip"
            | "tips"
            | "warning"
            | "important"
            | "cost"
            | "total"
            | "prerequisite"
            | "prerequisites"
            | "background"
            | "audience"
            | "author"
            | "level"
            | "difficulty"
            | "status"
            | "please"
            | "disclaimer"
            | "update"
            | "updated"
            | "last"
            | "created"
            | "estimated"
            | "required"
            | "topics"
            | "why"
            | "how"
            | "what"
            | "who"
    )
}

/// Whether a line of a paragraph is likely an entry.
pub fn is_entry(inline: &Inline) -> bool {
    let text = inline.text.trim_start();
    if tidy::leading_box(text).is_some() {
        return true;
    }
    let begin = inline.text.find(|c: char| c.is_alphanumeric()).unwrap_or(0);
    let Some((range, style)) = inline.spans.iter().find(|(range, _)| range.end > begin) else {
        return false;
    };
    if style.link.is_some() {
        // A link and few words: running text that begins with a link is none.
        return inline.text.chars().count() <= 300;
    }
    if !style.bold {
        return false;
    }
    let run = run(inline, range.start);
    let head = inline.text.get(run.clone()).unwrap_or_default().trim_end();
    let tail = inline.text.get(run.end..).unwrap_or_default();
    head.chars().count() <= 80 && (head.ends_with(':') || signed(tail).is_some())
}
