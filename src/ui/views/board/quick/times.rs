//! The times and days of a typed line: “90m”, “1 h 30”, “@fri”, “@in 3 days”.

use crate::domain::{Day, Minutes, Weekday};
use crate::ui::format;

use super::Word;

/// The longest time that is taken for one: 1,000 hours.
const MOST: Minutes = Minutes(60_000);

/// A time at the beginning of the words, and how many of them it is: “90m”, “1h30”, “2 h”, “1 h 30”, “1.5 hours”.
pub(super) fn duration(words: &[Word<'_>]) -> Option<(Minutes, usize)> {
    let word = |n: usize| words.get(n).filter(|word| !word.quoted).map(|w| w.text);
    let first = word(0)?;
    if !first.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (number, unit) = cut_number(first);
    let fits = |text: &str| {
        let minutes = format::parse_minutes(text)?;
        (Minutes(1)..=MOST).contains(&minutes).then_some(minutes)
    };
    if unit.is_empty() {
        let unit = word(1).filter(|unit| is_hours(unit) || is_minutes(unit))?;
        if unit == "m" {
            // “2 m” is a length as often as a time.
            return None;
        }
        if is_hours(unit) {
            let more = word(2).filter(|more| is_two_digits(more));
            if let Some(more) = more {
                return Some((fits(&format!("{number}h{more}"))?, 3));
            }
            return Some((fits(&format!("{number}h"))?, 2));
        }
        return Some((fits(number)?, 2));
    }
    let unit = unit.to_lowercase();
    if is_minutes(&unit) {
        return Some((fits(number)?, 1));
    }
    if is_hours(&unit) {
        return Some((fits(&format!("{number}h"))?, 1));
    }
    // “1h30”, “1h30m”.
    let (hours, more) = unit
        .split_once('h')
        .filter(|(before, _)| before.is_empty())?;
    let digits = more.trim_end_matches("min").trim_end_matches('m');
    let whole = hours.is_empty() && !number.contains(['.', ',']) && is_digits(digits);
    whole
        .then(|| fits(&format!("{number}h{digits}")))?
        .map(|minutes| (minutes, 1))
}

/// The number that a word begins with, and the rest.
fn cut_number(word: &str) -> (&str, &str) {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    word.split_at(end.unwrap_or(word.len()))
}

fn is_digits(text: &str) -> bool {
    matches!(text.len(), 1..=2) && text.chars().all(|c| c.is_ascii_digit())
}

fn is_two_digits(text: &str) -> bool {
    text.len() == 2 && text.parse::<u8>().is_ok_and(|n| n < 60)
}

fn is_hours(unit: &str) -> bool {
    let unit = unit.to_lowercase();
    matches!(unit.as_str(), "h" | "hr" | "hrs" | "hour" | "hours")
}

fn is_minutes(unit: &str) -> bool {
    let unit = unit.to_lowercase();
    matches!(unit.as_str(), "m" | "min" | "mins" | "minute" | "minutes")
}

/// The day after “@”, and how many words it is: “@fri”, “@12dec”, “@12 dec 2027”, “@in 3 days”. Days that are over are
/// none: nothing can be planned on them.
pub(super) fn day(name: &str, words: &[Word<'_>], today: Day) -> Option<(Day, usize)> {
    let name = name.trim_end_matches([',', ';']);
    let ahead = |day: Day| (day >= today).then_some(day);
    let single = weekday(name)
        .map(|weekday| next(weekday, today))
        .or_else(|| format::parse_day(&apart(name), today).and_then(ahead));
    // Only what cannot stand alone goes on: “@fri 2 weeks of rest” is Friday.
    let goes_on = name == "in" || name.chars().all(|c| c.is_ascii_digit()) || is_month(name);
    if !goes_on {
        return single.map(|day| (day, 1));
    }
    let longer = (2..=3).rev().find_map(|n| {
        let more = words.get(1..n)?;
        let more: Vec<&str> = more.iter().map(|word| word.text).collect();
        let day = format::parse_day(&format!("{name} {}", more.join(" ")), today)?;
        Some((ahead(day)?, n))
    });
    longer.or_else(|| single.map(|day| (day, 1)))
}

/// “12dec” as “12 dec”.
fn apart(name: &str) -> String {
    let mut apart = String::with_capacity(name.len() + 2);
    let mut before: Option<char> = None;
    for c in name.chars() {
        let turns = before.is_some_and(|b| {
            b.is_ascii_digit() && c.is_alphabetic() || b.is_alphabetic() && c.is_ascii_digit()
        });
        if turns {
            apart.push(' ');
        }
        apart.push(c);
        before = Some(c);
    }
    apart
}

fn is_month(name: &str) -> bool {
    format::month_number(&name.to_lowercase()).is_some()
}

fn weekday(name: &str) -> Option<Weekday> {
    let name = name.to_lowercase();
    let days = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    let found = days.iter().find(|(full, _)| full.starts_with(&name));
    found.filter(|_| name.len() >= 2).map(|(_, day)| *day)
}

/// The next such day after today.
fn next(weekday: Weekday, today: Day) -> Day {
    let days = (1..=7).map(|n| today.plus(n));
    { days }
        .find(|day| day.weekday() == weekday)
        .unwrap_or(today)
}
