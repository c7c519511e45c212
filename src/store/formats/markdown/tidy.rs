//! Small repairs of texts from lists: emoji, numbering, times in brackets, names of links.
//!
//! Not here: what is title and what is description (`entry.rs`).

use crate::domain::{Minutes, Status};

use super::super::words;

/// A text without emoji names (`:rocket:`), footnote signs and signs of anchors at its ends.
pub fn plain(text: &str) -> String {
    let mut text = text.trim().to_owned();
    if text.contains(':') {
        text = without_codes(&text);
    }
    let bare = text.trim_matches(|c: char| decoration(c) || c.is_whitespace());
    // A title of nothing but emoji stays.
    let text = if bare.is_empty() { text.trim() } else { bare };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Emoji and other signs that only decorate.
pub fn decoration(c: char) -> bool {
    matches!(c,
        '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0e}' | '\u{fe0f}'
        | '\u{231a}'..='\u{231b}' | '\u{23e9}'..='\u{23ff}' | '\u{20e3}' | '\u{200d}' | '•' | '·' | '►' | '▶' | '→' | '¶')
}

/// What follows the name of an emoji at the start of a text.
pub fn after_code(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix(':')?;
    let (name, rest) = rest.split_once(':')?;
    let fine =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '+' | '-');
    ((2..=40).contains(&name.len()) && name.chars().all(fine)).then_some(rest)
}

fn without_codes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(':') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let after = from.get(1..).unwrap_or_default();
        let end = after.find(|c: char| {
            !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '+' | '-'))
        });
        match end {
            Some(end)
                if (2..=40).contains(&end)
                    && after.get(end..).is_some_and(|t| t.starts_with(':')) =>
            {
                rest = after.get(end + 1..).unwrap_or_default();
            }
            _ => {
                out.push(':');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A title without what does not belong to it: quotation marks around all of it, signs at its end.
pub fn title(text: &str) -> String {
    let text = plain(text);
    let mut text = text.trim_end_matches([':', '-', '–', '—', ',', ';', '|', ' ', '·']);
    if let Some(short) = text.strip_suffix('.')
        && !short.ends_with('.')
        && !short.ends_with("etc")
    {
        text = short;
    }
    for (open, close) in [('"', '"'), ('“', '”'), ('«', '»'), ('\'', '\'')] {
        let inner = text
            .strip_prefix(open)
            .and_then(|text| text.strip_suffix(close));
        if let Some(inner) = inner
            && !inner.contains([open, close])
            && !inner.trim().is_empty()
        {
            text = inner.trim();
        }
    }
    text.to_owned()
}

/// A heading without numbering (`1.2`, `Step 3:`), but with the weeks and days of a plan.
pub fn heading(text: &str) -> String {
    let text = title(text);
    let text = text.trim_start_matches('#').trim();
    let lower = text.to_ascii_lowercase();
    let mut bare = text;
    for word in ["step ", "part "] {
        if lower.starts_with(word) {
            let rest = text.get(word.len()..).unwrap_or_default();
            let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let after = digits.trim_start_matches([' ', ':', '.', ')', '-', '–', '—']);
            if digits.len() < rest.len() && after.len() < digits.len() && !after.is_empty() {
                bare = after;
            }
        }
    }
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let numbered = rest.len() < bare.len() && bare.starts_with(|c: char| c.is_ascii_digit());
    let marked = bare
        .get(..bare.len() - rest.len())
        .is_some_and(|number| number.contains('.'));
    let after = rest
        .strip_prefix([')', '-', '–', '—', ':'])
        .or(marked.then_some(rest));
    if let Some(after) = after
        && numbered
        && after.starts_with(' ')
        && !after.trim().is_empty()
    {
        bare = after.trim();
    }
    plain(bare)
}

/// Takes a time out of a text where it stands in brackets, at an end behind a sign, or behind “~”.
pub fn take_minutes(text: &mut String) -> Option<Minutes> {
    let (minutes, range) = words::duration(text)?;
    let before = text.get(..range.start)?;
    let after = text.get(range.end..)?;
    let told = said_before(before);
    // In brackets, alone or with few words: “(~2 h)”, “[90 min]”, “(about 2 hours)”, “(2h video)”.
    let open = before.rfind(['(', '[']).filter(|at| {
        before
            .get(at + 1..)
            .is_some_and(|t| !t.contains([')', ']']))
    });
    let close = after.find([')', ']']);
    if let (Some(open), Some(close)) = (open, close) {
        let inner = before.get(open + 1..).unwrap_or_default().trim();
        let rest = after.get(..close).unwrap_or_default().trim();
        let few = |words: &str, most| words.split_whitespace().count() <= most;
        if !(few(inner, 1) || said_before(inner)) || !few(rest, 2) {
            return None;
        }
        let alone = (inner.is_empty() || said_before(inner))
            && (rest.is_empty() || matches!(rest, "total" | "each" | "read" | "video" | "long"));
        if alone {
            let mut out = before.get(..open).unwrap_or_default().trim_end().to_owned();
            let tail = after.get(close + 1..).unwrap_or_default();
            out.push_str(tail);
            *text = out.trim().to_owned();
        }
        return Some(minutes);
    }
    let head = before.trim_end();
    let bare = head.trim_end_matches(['~', '≈']).trim_end();
    let tail = after.trim().trim_end_matches('.');
    let signed = bare.ends_with([
        '-', '–', '—', ':', '|', '·', ',', '⏱', '⏰', '⌛', '⏳', '\u{fe0f}',
    ]);
    if tail.is_empty() && (signed || bare.is_empty() || told || range_has_tilde(text, &range)) {
        let kept = bare.trim_end_matches(|c: char| {
            matches!(c, '-' | '–' | '—' | ':' | '|' | '·' | ',' | '~' | '≈')
                || decoration(c)
                || c.is_whitespace()
        });
        if !kept.is_empty() && (signed || range_has_tilde(text, &range)) {
            *text = kept.to_owned();
        }
        return Some(minutes);
    }
    // At the beginning: “2h – Arrays”, “90 min: graphs”.
    let signs = ['-', '–', '—', ':', '|'];
    if bare.is_empty() && after.trim_start().starts_with(signs) {
        let rest = after
            .trim_start()
            .trim_start_matches(signs)
            .trim()
            .to_owned();
        if !rest.is_empty() {
            *text = rest;
        }
        return Some(minutes);
    }
    told.then_some(minutes)
}

fn range_has_tilde(text: &str, range: &std::ops::Range<usize>) -> bool {
    text.get(range.clone())
        .is_some_and(|t| t.starts_with(['~', '≈']))
}

/// Whether the words before a time say that it is one: “takes about”, “Time:”.
fn said_before(before: &str) -> bool {
    let start = before.len().saturating_sub(40);
    let start = before.floor_char_boundary(start);
    let words = before.get(start..).unwrap_or_default().to_lowercase();
    let last = words
        .split(|c: char| !c.is_alphanumeric() && c != '~')
        .rfind(|word| !word.is_empty());
    matches!(
        last,
        Some(
            "takes"
                | "take"
                | "about"
                | "approx"
                | "approximately"
                | "est"
                | "estimate"
                | "estimated"
                | "duration"
                | "time"
                | "around"
                | "roughly"
                | "ca"
                | "needs"
                | "spend"
                | "total"
                | "effort"
                | "length"
                | "~"
        )
    )
}

/// The sign of a task box at the start of a text that Markdown does not know, with what follows it.
pub fn leading_box(text: &str) -> Option<(Status, &str)> {
    let text = text.trim_start();
    let signs = [
        ("[ ]", Status::ToDo),
        ("[]", Status::ToDo),
        ("[x]", Status::Done),
        ("[X]", Status::Done),
        ("[-]", Status::Skipped),
        ("[/]", Status::InProgress),
        ("[~]", Status::InProgress),
        ("☐", Status::ToDo),
        ("⬜", Status::ToDo),
        ("🔲", Status::ToDo),
        ("❌", Status::ToDo),
        ("☑", Status::Done),
        ("✅", Status::Done),
        ("✔", Status::Done),
        ("✓", Status::Done),
        ("🟩", Status::Done),
        ("🚧", Status::InProgress),
        ("⏳", Status::InProgress),
        (":white_check_mark:", Status::Done),
        (":heavy_check_mark:", Status::Done),
        (":x:", Status::ToDo),
        (":construction:", Status::InProgress),
        (":white_large_square:", Status::ToDo),
    ];
    let found = signs
        .iter()
        .find_map(|(sign, status)| Some((*status, text.strip_prefix(sign)?)));
    found.map(|(status, rest)| (status, rest.trim_start_matches(['\u{fe0f}', ' '])))
}

/// Whether a link's text only says what sort of thing it leads to.
pub fn generic(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let known = |word: &&str| {
        matches!(
            *word,
            "link"
                | "here"
                | "pdf"
                | "video"
                | "videos"
                | "youtube"
                | "slides"
                | "slide"
                | "code"
                | "paper"
                | "blog"
                | "post"
                | "article"
                | "website"
                | "site"
                | "web"
                | "repo"
                | "github"
                | "git"
                | "docs"
                | "documentation"
                | "doc"
                | "source"
                | "notes"
                | "book"
                | "course"
                | "tutorial"
                | "lecture"
                | "notebook"
                | "colab"
                | "demo"
                | "page"
                | "homepage"
                | "home"
                | "url"
                | "read"
                | "watch"
                | "download"
                | "solution"
                | "leetcode"
                | "arxiv"
                | "abs"
                | "html"
                | "free"
                | "online"
                | "official"
                | "the"
                | "this"
                | "wiki"
                | "wikipedia"
                | "medium"
                | "project"
                | "reading"
                | "playlist"
                | "talk"
                | "podcast"
                | "amazon"
                | "coursera"
                | "udemy"
                | "edx"
                | "kaggle"
                | "review"
                | "summary"
                | "part"
                | "more"
                | "transcript"
                | "recording"
                | "exercise"
                | "exercises"
                | "example"
                | "examples"
        ) || word.chars().all(|c| c.is_ascii_digit())
    };
    words.len() <= 3 && words.iter().all(known)
}

/// What a link is called where the list does not say it: the place it leads to.
pub fn label_of(url: &str) -> String {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host).to_lowercase();
    let known = [
        ("youtube.com", "YouTube"),
        ("youtu.be", "YouTube"),
        ("arxiv.org", "arXiv"),
        ("github.com", "GitHub"),
        ("leetcode.com", "LeetCode"),
        ("medium.com", "Medium"),
        ("coursera.org", "Coursera"),
        ("en.wikipedia.org", "Wikipedia"),
    ];
    let name = known.iter().find(|(known, _)| *known == host);
    name.map_or_else(
        || host.chars().take(60).collect(),
        |(_, name)| (*name).to_owned(),
    )
}
