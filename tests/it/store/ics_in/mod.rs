//! Calendars of other programs: what is busy, what recurs, hostile and broken files.

mod bombs;
mod broken;
mod reading;
mod rules;

use cairn::domain::{Day, PlanId};
use cairn::store::formats::ics::{Calendar, Reading, Zone, read};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn berlin() -> Reading {
    Reading {
        zone: Zone::Named(chrono_tz::Europe::Berlin),
        from: day("2027-01-01"),
        to: day("2027-12-31"),
        plan: Some(PlanId::slug("mine")),
    }
}

fn calendar(body: &str) -> Calendar {
    let text = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n");
    read(text.as_bytes(), "x.ics", &berlin()).expect("a calendar")
}

fn event(body: &str) -> Calendar {
    let lines = body.trim().lines().map(str::trim);
    let lines: String = lines.map(|line| format!("{line}\r\n")).collect();
    calendar(&format!("BEGIN:VEVENT\r\nUID:u1\r\n{lines}END:VEVENT\r\n"))
}

/// The busy times, in words.
fn when(calendar: &Calendar) -> Vec<String> {
    calendar.busy.iter().map(|busy| busy.in_words()).collect()
}
