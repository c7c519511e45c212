//! Words that lists say things with: how long, how far, what sort.
//!
//! Not here: where in a list they stand.

use crate::domain::{Kind, Minutes, Status};

/// The longest time that is taken for an estimate.
const MOST: u32 = 1_000 * 60;

/// Minutes as a cell says them: `90`, `1h30`, `1.5 h`, `1,5 hours`, `2:30`, `45 min`. A bare number is minutes, or
/// hours where `hours` says so. `None` where it is no time.
pub fn minutes(cell: &str, hours: bool) -> Option<Minutes> {
    let text = cell.trim().trim_start_matches(['~', '≈']).trim();
    if let Some((h, m)) = text.split_once(':')
        && let (Ok(h), Ok(m)) = (h.parse::<u32>(), m.parse::<u32>())
        && m < 60
        && h <= 1_000
    {
        return Some(Minutes(h * 60 + m));
    }
    if let Some(value) = number(text) {
        return rounded(if hours { value * 60.0 } else { value });
    }
    let (found, at) = duration(text)?;
    (at.start == 0 && at.end == text.len()).then_some(found)
}

/// `1.5`, `1,5`, `90`.
fn number(text: &str) -> Option<f64> {
    let fine = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    if !fine || text.is_empty() || text.len() > 12 {
        return None;
    }
    text.replace(',', ".").parse().ok()
}

fn rounded(minutes: f64) -> Option<Minutes> {
    if !(0.0..=f64::from(MOST)).contains(&minutes) {
        return None;
    }
    // In range, so nothing is lost but the fraction.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Some(Minutes(minutes.round() as u32))
}

/// The first time in a text, with the bytes that say it: `2 hours`, `1.5h`, `2h30`, `1 hr 15 min`, `90 minutes`,
/// `2-3 hours` (the longer), `~2h`. Days and weeks are no estimate.
pub fn duration(text: &str) -> Option<(Minutes, std::ops::Range<usize>)> {
    // What is a title or a remark is short; the rest is not looked at.
    let text = text.get(..text.floor_char_boundary(4_000)).unwrap_or(text);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let here = bytes.get(at).copied().unwrap_or(0);
        if !here.is_ascii_digit() {
            at += 1;
            continue;
        }
        let begins = text.get(..at).and_then(|before| before.chars().next_back());
        let free = !begins
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '/' | '-' | '$' | '€'));
        match time_at(text, at).filter(|_| free) {
            Some((minutes, end)) => {
                let tilde = text.get(..at).unwrap_or_default();
                let start = tilde.trim_end_matches(['~', '≈']).len();
                return Some((minutes, start..end));
            }
            None => {
                while bytes
                    .get(at)
                    .is_some_and(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
                {
                    at += 1;
                }
            }
        }
    }
    None
}

/// A time that begins at this byte, and where it ends.
fn time_at(text: &str, at: usize) -> Option<(Minutes, usize)> {
    let (mut value, mut end) = digits(text, at)?;
    // A range: the longer counts.
    let rest = text.get(end..)?;
    let after = rest.trim_start();
    for sign in ["-", "–", "—", "to "] {
        if let Some(second) = after.strip_prefix(sign) {
            let second = second.trim_start();
            let start = text.len() - second.len();
            if let Some((other, to)) = digits(text, start) {
                (value, end) = (other.max(value), to);
            }
            break;
        }
    }
    let (unit, end) = unit(text, end)?;
    let mut minutes = value * unit;
    let mut end = end;
    if unit > 1.0 {
        // “2h30”, “2 h 30 min”, “2 hours and 30 minutes”
        let rest = text.get(end..).unwrap_or_default();
        let gap = rest.trim_start();
        let gap = gap.strip_prefix("and ").unwrap_or(gap).trim_start();
        let start = text.len() - gap.len();
        if let Some((more, to)) = digits(text, start)
            && more < 60.0
        {
            let tight = rest.len() == gap.len();
            match self::unit(text, to) {
                Some((unit, to)) if unit <= 1.0 => (minutes, end) = (minutes + more, to),
                None if tight
                    && !text
                        .get(to..)
                        .is_some_and(|t| t.starts_with(char::is_alphanumeric)) =>
                {
                    (minutes, end) = (minutes + more, to);
                }
                _ => {}
            }
        }
    }
    // “10 hours/week” says how fast, not how long.
    let rest = text.get(end..).unwrap_or_default().trim_start();
    let pace = [
        "/", "per ", "a day", "a week", "each ", "every ", "daily", "weekly",
    ];
    if pace.iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    Some((rounded(minutes)?, end))
}

fn digits(text: &str, at: usize) -> Option<(f64, usize)> {
    let rest = text.get(at..)?;
    let fine = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let mut end = rest.find(|c| !fine(c)).unwrap_or(rest.len());
    while rest.get(..end).is_some_and(|t| t.ends_with(['.', ','])) {
        end -= 1;
    }
    let mut value = number(rest.get(..end)?)?;
    for (half, share) in [('½', 0.5), ('¼', 0.25), ('¾', 0.75)] {
        if rest.get(end..).is_some_and(|t| t.starts_with(half)) {
            value += share;
            end += half.len_utf8();
        }
    }
    Some((value, at + end))
}

/// Minutes of the unit that stands here, and where it ends.
fn unit(text: &str, at: usize) -> Option<(f64, usize)> {
    let rest = text.get(at..)?;
    let word = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']);
    let skipped = rest.len() - word.len();
    if skipped > 3 {
        return None;
    }
    let len = word
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(word.len());
    // A word is short; what is longer is none of these.
    let name = word.get(..len).filter(|w| w.len() <= 12)?.to_lowercase();
    let minutes = match name.as_str() {
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" | "heure"
        | "heures" | "hora" | "horas" => 60.0,
        "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "minuto" | "minutos" => 1.0,
        _ => return None,
    };
    let mut end = at + skipped + len;
    if text.get(end..).is_some_and(|t| t.starts_with('.'))
        && name.len() <= 4
        && name != "h"
        && name != "m"
    {
        end += 1;
    }
    Some((minutes, end))
}

/// How far, in the words of several tools; `None` where the word says nothing of the kind.
pub fn status(word: &str) -> Option<Status> {
    let word = word
        .trim()
        .trim_matches(['[', ']', '(', ')'])
        .trim()
        .to_lowercase();
    Some(match word.as_str() {
        "" | "0" | "no" | "n" | "false" | "todo" | "to do" | "to-do" | "to_do" | "open"
        | "not started" | "not done" | "pending" | "backlog" | "planned" | "new" | "next"
        | "needs-action" | "offen" | "unchecked" | "not yet" | "-" | "❌" | "☐" | "⬜" => {
            Status::ToDo
        }
        "done" | "x" | "yes" | "y" | "true" | "1" | "complete" | "completed" | "finished"
        | "closed" | "checked" | "ok" | "solved" | "read" | "watched" | "✓" | "✔" | "✔️" | "✅"
        | "☑" | "☑️" | "erledigt" | "fertig" | "ja" | "100%" => Status::Done,
        "in progress" | "in-progress" | "in_progress" | "inprogress" | "doing" | "started"
        | "wip" | "ongoing" | "active" | "learning" | "reading" | "current" | "in process"
        | "/" | "~" | "in arbeit" | "🟡" | "⏳" | "🚧" => Status::InProgress,
        "skipped" | "skip" | "cancelled" | "canceled" | "dropped" | "removed" | "won't do"
        | "wont do" | "n/a" | "ignored" | "abgebrochen" => Status::Skipped,
        _ => return None,
    })
}

/// What sort of thing a word names; `None` where it names none of ours.
pub fn kind(word: &str) -> Option<Kind> {
    let word = word.trim().to_lowercase();
    Some(match word.as_str() {
        "topic" | "concept" | "subject" | "theory" | "lesson" => Kind::Topic,
        "algorithm" | "algorithms" | "problem" | "exercise" | "leetcode" | "data structure"
        | "coding" => Kind::Algorithm,
        "paper" | "article (research)" | "research paper" => Kind::Paper,
        "book" | "textbook" => Kind::Book,
        "design prompt" | "design" | "system design" | "designprompt" | "prompt" => {
            Kind::DesignPrompt
        }
        "resource" | "video" | "course" | "blog" | "article" | "link" | "tool" | "slides"
        | "podcast" | "tutorial" => Kind::Resource,
        _ => return None,
    })
}

/// A kind in one word, as [`kind`] reads it (but for the user's own kinds).
pub fn kind_name(kind: &Kind) -> &str {
    match kind {
        Kind::Topic => "topic",
        Kind::Algorithm => "algorithm",
        Kind::Paper => "paper",
        Kind::Book => "book",
        Kind::DesignPrompt => "design prompt",
        Kind::Resource => "resource",
        Kind::Custom(name) => name,
    }
}

/// A status in one word, as [`status`] reads it.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::ToDo => "to do",
        Status::InProgress => "in progress",
        Status::Done => "done",
        Status::Skipped => "skipped",
    }
}
