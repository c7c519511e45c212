//! How dates, minutes and the plan's words are said on screen.
//!
//! Not here: labels of edits (`domain/edit.rs`).

use crate::domain::item::{Depth, Kind, Status};
use crate::domain::path::Familiarity;
use crate::domain::schedule::CutReason;
use crate::domain::session::{Outcome, Session, SessionKind, Why};
use crate::domain::time::{Day, Minutes};
use crate::domain::{Cut, Plan};

/// “Fri 4 Dec”.
pub fn day(day: Day) -> String {
    crate::domain::edit::say_day(day)
}

/// “Fri 4 Dec”, or “Fri 4 Dec 2027” where the year is not that of `today`.
pub fn day_of_year(day_: Day, today: Day) -> String {
    if day_.ymd().0 == today.ymd().0 || day_.since(today).abs() < 180 {
        return day(day_);
    }
    day_.date().format("%a %-d %b %Y").to_string()
}

/// “Sunday 3 January”.
pub fn day_long(day: Day) -> String {
    day.date().format("%A %-d %B").to_string()
}

/// “Tuesday 26 January 2027”.
pub fn day_full(day: Day) -> String {
    day.date().format("%A %-d %B %Y").to_string()
}

/// “January 2027”.
pub fn month(day: Day) -> String {
    day.date().format("%B %Y").to_string()
}

/// “today”, “tomorrow”, “yesterday”, else “Fri 4 Dec”.
pub fn day_near(day_: Day, today: Day) -> String {
    match day_.since(today) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        _ => day_of_year(day_, today),
    }
}

/// “in 3 days”, “today”, “tomorrow”, “in 8 weeks”, “5 days ago”.
pub fn in_days(day: Day, today: Day) -> String {
    match day.since(today) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        n if n >= 28 && n % 7 == 0 => format!("in {} weeks", n / 7),
        n if n > 0 => format!("in {n} days"),
        n => format!("{} days ago", -n),
    }
}

/// “45 min”, “1 h”, “1 h 30”.
pub fn minutes(minutes: Minutes) -> String {
    crate::domain::edit::say_minutes(minutes)
}

/// Rounded to half hours where it is long: “64 h”, “4 h 30”, “45 min”.
pub fn hours(minutes_: Minutes) -> String {
    if minutes_ < Minutes::hours(10) {
        return minutes(minutes_);
    }
    format!("{} h", (minutes_.0 + 30) / 60)
}

/// With its sign: “+4 h 30”, “−1 h”, “±0”.
pub fn signed(minutes_: i64) -> String {
    let size = Minutes(u32::try_from(minutes_.unsigned_abs()).unwrap_or(u32::MAX));
    match minutes_ {
        0 => "±0".to_owned(),
        n if n > 0 => format!("+{}", hours(size)),
        _ => format!("−{}", hours(size)),
    }
}

/// Reads “45”, “45 min”, “1 h”, “1h30”, “1:30”, “1.5 h”, “–”. `None` where it is no time.
pub fn parse_minutes(text: &str) -> Option<Minutes> {
    let text = text.trim().to_lowercase();
    if text.is_empty() || text == "–" || text == "-" {
        return Some(Minutes::ZERO);
    }
    let number = |t: &str| {
        t.trim()
            .replace(',', ".")
            .parse::<f64>()
            .ok()
            .filter(|n| *n >= 0.0)
    };
    let whole = |n: f64| (n <= 600_000.0).then(|| Minutes(n.round() as u32));
    if let Some((h, m)) = text.split_once(':') {
        return whole(number(h)? * 60.0 + number(m)?);
    }
    if let Some((h, rest)) = text.split_once('h') {
        let rest = rest.trim_start_matches("ours").trim_start_matches("our");
        let rest = rest
            .trim()
            .trim_end_matches("min")
            .trim_end_matches('m')
            .trim();
        let m = if rest.is_empty() { 0.0 } else { number(rest)? };
        return whole(number(h)? * 60.0 + m);
    }
    let bare = text
        .trim_end_matches("minutes")
        .trim_end_matches("min")
        .trim_end_matches('m');
    whole(number(bare)?)
}

/// Reads a day as people write it: “26 Jan 2027”, “Tuesday 26 January”, “Jan 26”, “26.1.2027”, “2027-01-26”, “tomorrow”,
/// “yesterday”, “in 8 weeks”. Without a year it is the next such day from `today` on. `None` where it is no day.
pub fn parse_day(text: &str, today: Day) -> Option<Day> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "today" => return Some(today),
        "tomorrow" => return Some(today.plus(1)),
        "yesterday" => return Some(today.plus(-1)),
        _ => {}
    }
    if let Ok(day) = Day::parse(&text) {
        return Some(day);
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.'))
        .filter(|word| !word.is_empty() && !is_weekday(word))
        .collect();
    match words.as_slice() {
        ["in", n, unit] | [n, unit] if unit_days(unit).is_some() => {
            let n: i64 = n.parse().ok().filter(|n| (0..=10_000).contains(n))?;
            Some(today.plus(n * unit_days(unit)?))
        }
        [a, b] => day_and_month(a, b).and_then(|(day, month)| next_such(day, month, today)),
        [a, b, year] => {
            let year: i32 = year.parse().ok().filter(|_| year.len() == 4)?;
            let (day, month) = day_and_month(a, b).or_else(|| {
                let month: u32 = b.parse().ok()?;
                Some((a.parse().ok()?, month))
            })?;
            Day::from_ymd(year, month, day)
        }
        _ => None,
    }
}

fn next_such(day: u32, month: u32, today: Day) -> Option<Day> {
    let (year, ..) = today.ymd();
    // The 29th of February comes again within eight years at the latest.
    (year..=year + 8)
        .filter_map(|year| Day::from_ymd(year, month, day))
        .find(|found| *found >= today)
}

fn is_weekday(word: &str) -> bool {
    let names = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    word.len() >= 2 && names.iter().any(|name| name.starts_with(word))
}

fn unit_days(word: &str) -> Option<i64> {
    match word {
        "day" | "days" => Some(1),
        "week" | "weeks" => Some(7),
        _ => None,
    }
}

/// The number of the month that a word in small letters names, by three letters of it or more.
pub fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = MONTHS
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(word))?;
    u32::try_from(at + 1).ok()
}

/// The day of the month and the month, in either order, where one of the two words names a month.
fn day_and_month(a: &str, b: &str) -> Option<(u32, u32)> {
    let day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse::<u32>().ok().filter(|n| (1..=31).contains(n))
    };
    day(a)
        .zip(month_number(b))
        .or_else(|| day(b).zip(month_number(a)))
}

/// Days in a row: “Thu 24 Dec – Sat 2 Jan”, or one day.
pub fn days(first: Day, last: Day, today: Day) -> String {
    if first == last {
        return day_of_year(first, today);
    }
    format!("{} – {}", day(first), day_of_year(last, today))
}

/// “1 session”, “3 sessions”.
pub fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {many}")
    }
}

/// As the user calls it: “Paper”, “Design prompt”.
pub fn kind(kind: &Kind) -> &str {
    match kind {
        Kind::Topic => "Topic",
        Kind::Algorithm => "Algorithm",
        Kind::Paper => "Paper",
        Kind::Book => "Book",
        Kind::DesignPrompt => "Design prompt",
        Kind::Resource => "Resource",
        Kind::Custom(name) => name,
    }
}

/// “To do”, “In progress”, “Done”, “Skipped”.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::ToDo => "To do",
        Status::InProgress => "In progress",
        Status::Done => "Done",
        Status::Skipped => "Skipped",
    }
}

/// “lean”, “core”, “deep”.
pub fn depth(depth: Depth) -> &'static str {
    match depth {
        Depth::Lean => "lean",
        Depth::Core => "core",
        Depth::Deep => "deep",
    }
}

/// What a depth means.
pub fn depth_help(depth: Depth) -> &'static str {
    match depth {
        Depth::Lean => "Lean: enough to talk about it",
        Depth::Core => "Core: interview-ready",
        Depth::Deep => "Deep: thorough",
    }
}

/// “New”, “Some”, “Well”.
pub fn familiarity(familiarity: Familiarity) -> &'static str {
    match familiarity {
        Familiarity::New => "New",
        Familiarity::Some => "Some",
        Familiarity::Well => "Well",
    }
}

/// Why a session is where it is, in one line.
pub fn why(plan: &Plan, session: &Session) -> String {
    if session.logged {
        return match session.kind {
            SessionKind::Review => "Prompts answered from memory.",
            SessionKind::Mock => "A mock of your own accord.",
            SessionKind::Study => "Time that you wrote down.",
        }
        .to_owned();
    }
    let Some(why) = &session.why else {
        return "Next in your path.".to_owned();
    };
    match why {
        Why::You => "You put it here.".to_owned(),
        Why::Next => next(plan, session),
        Why::NextInList { waits: None } => "Next in its list.".to_owned(),
        Why::NextInList { waits: Some(last) } => {
            format!(
                "Next in its list; {} waits for it.",
                plan.short_title_of(last)
            )
        }
        Why::Unlocks { first, count } => match count {
            0 | 1 => format!("{} builds on it.", plan.short_title_of(first)),
            n => format!(
                "{} and {} more build on it.",
                plan.short_title_of(first),
                n - 1
            ),
        },
        Why::LastChance { interview } => {
            format!("The last day that is early enough for {interview}.")
        }
        Why::FirstReview => "A first recall, so that it counts as prepared.".to_owned(),
        Why::RecallFalls { percent } if *percent >= STILL_KNOWN => {
            match asked_next(plan, session) {
                Some(interview) => format!("A last look before {interview}."),
                None => "Another look, so that it stays fresh.".to_owned(),
            }
        }
        Why::RecallFalls { percent } => {
            format!("Without it, recall would be about {percent} % on the day.")
        }
        Why::OnlyDay { minutes: needed } => {
            let needed = minutes(*needed);
            match asked_next(plan, session) {
                Some(interview) => {
                    format!("The only day left for it before {interview} with {needed} still free.")
                }
                None => format!("The only day left for it with {needed} still free."),
            }
        }
        Why::Mock => "Practice under interview conditions.".to_owned(),
        Why::Kept => "Where your plan had it before.".to_owned(),
        Why::Part { part, parts } => format!("Goes on with it: session {part} of {parts}."),
        Why::After { item } => format!("Comes after {} in its step.", plan.short_title_of(item)),
        Why::For { interview, on } => format!("{interview} on {} asks for it.", day(*on)),
    }
}

/// From so much recall on, percent, it is not worth saying what would be lost.
const STILL_KNOWN: u8 = 93;
/// In a plan with more sessions it is not looked up which of them come before one.
const MANY: usize = 2_000;

/// The next interview after a session that asks for its item.
fn asked_next<'a>(plan: &'a Plan, session: &Session) -> Option<&'a str> {
    let step = plan.items.get(&session.item)?.step.as_ref()?;
    let after = plan.interviews.iter().filter(|one| one.on > session.on);
    let asking = after.filter(|one| one.weight(step) > 0);
    asking.min_by_key(|one| one.on).map(|one| one.name.as_str())
}

/// “Next in fundamental concepts.” where all that comes before it in the step is planned no later, else that there is
/// room on its day.
fn next(plan: &Plan, session: &Session) -> String {
    if plan.sessions.len() > MANY {
        return "Where there is room for it.".to_owned();
    }
    let item = plan.items.get(&session.item);
    let step = item.and_then(|item| item.step.as_ref());
    if let Some((item, step)) = item.zip(step) {
        let comes_first = |other: &Session| {
            let other_item = plan.items.get(&other.item);
            other_item.is_some_and(|it| it.step.as_ref() == Some(step) && it.order < item.order)
        };
        let mut ahead = plan
            .sessions
            .iter()
            .filter(|other| other.outcome == Outcome::Planned && other.kind == SessionKind::Study);
        if !ahead.any(|other| other.on > session.on && comes_first(other)) {
            return match plan.steps.get(step) {
                Some(step) => format!("Next in {}.", step.title.to_lowercase()),
                None => "Next in your path.".to_owned(),
            };
        }
    }
    let others = plan
        .sessions
        .iter()
        .filter(|s| s.on == session.on && s.id != session.id);
    let taken: Minutes = others.map(|s| s.load()).sum();
    let free = plan.availability.minutes(session.on).saturating_sub(taken);
    if free < session.minutes {
        return "The planner chose the day.".to_owned();
    }
    format!(
        "Where there is room: {} free on {}.",
        minutes(free),
        day(session.on)
    )
}

/// Why an item is left out, in one line.
pub fn cut(plan: &Plan, cut: &Cut) -> String {
    match &cut.reason {
        CutReason::NoTime => "The time goes to items that are worth more an hour.".to_owned(),
        CutReason::TooLong => "No day is long enough for it in one go.".to_owned(),
        CutReason::Window => "No day is left that takes new material.".to_owned(),
        CutReason::Prerequisite(item) => format!(
            "It builds on {}, which is left out.",
            plan.short_title_of(item)
        ),
        CutReason::NoReview => {
            "There is no time left to review it before the interview.".to_owned()
        }
        CutReason::NotAsked => "No interview ahead asks for it.".to_owned(),
    }
}

/// “Vectors” → “vectors”; “WebText” and “BPE” stay as they are.
pub fn lower_first(text: &str) -> String {
    let mut signs = text.chars();
    let Some(first) = signs.next() else {
        return String::new();
    };
    let word = text.split_whitespace().next().unwrap_or(text);
    if word.chars().skip(1).any(char::is_uppercase) || word.chars().count() == 1 {
        return text.to_owned();
    }
    first.to_lowercase().chain(signs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("45", 45),
            ("45 min", 45),
            ("1 h", 60),
            ("1h30", 90),
            ("1 h 30", 90),
            ("1:30", 90),
            ("1.5 h", 90),
            ("1,5h", 90),
            ("2 hours", 120),
            ("–", 0),
            ("", 0),
        ] {
            assert_eq!(parse_minutes(text), Some(Minutes(minutes)), "{text}");
        }
        for text in ["soon", "-5", "1h x", "h"] {
            assert_eq!(parse_minutes(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let today = Day::from_ymd(2026, 11, 30).unwrap_or(Day::MIN);
        let is = |text: &str, year, month, day| {
            let wanted = Day::from_ymd(year, month, day);
            assert_eq!(parse_day(text, today), wanted, "{text}");
        };
        is("26 Jan 2027", 2027, 1, 26);
        is("Tuesday 26 January 2027", 2027, 1, 26);
        is("tue, 26 jan", 2027, 1, 26);
        is("Jan 26", 2027, 1, 26);
        is("Jan 26th, 2027", 2027, 1, 26);
        is("1 dec", 2026, 12, 1);
        is("29 Nov", 2027, 11, 29);
        is("29 Feb", 2028, 2, 29);
        is("26.1.2027", 2027, 1, 26);
        is("2027-01-26", 2027, 1, 26);
        is("in 8 weeks", 2027, 1, 25);
        is("3 days", 2026, 12, 3);
        is("tomorrow", 2026, 12, 1);
        is("yesterday", 2026, 11, 29);
        for text in [
            "",
            "soon",
            "32 Jan",
            "30 Feb 2027",
            "1/2/2027",
            "26 Jan 20",
            "in weeks",
            "26 J",
        ] {
            assert_eq!(parse_day(text, today), None, "{text}");
        }
        for n in 0..800 {
            let said = day_full(today.plus(n));
            assert_eq!(parse_day(&said, today), Some(today.plus(n)), "{said}");
        }
    }

    #[test]
    fn what_is_said_is_read_back() {
        for n in [1, 5, 59, 60, 61, 90, 125, 600] {
            assert_eq!(parse_minutes(&minutes(Minutes(n))), Some(Minutes(n)));
        }
    }
}
