//! Calendars that ask for as much work and memory as they can.
#![expect(
    clippy::disallowed_methods,
    reason = "how long a reading takes is measured"
)]

use crate::support::peak;
use std::time::{Duration, Instant};

use cairn::store::formats::ics::read;

use super::{berlin, calendar};

/// Calendars of 8 MiB that ask for as much work as they can.
fn bombs() -> Vec<(&'static str, String)> {
    let fill = |line: &dyn Fn(usize) -> String, most: usize| {
        let mut text = "BEGIN:VCALENDAR\r\n".to_owned();
        for n in 0..most {
            let more = line(n);
            if text.len() + more.len() > (8 << 20) - 200 {
                break;
            }
            text += &more;
        }
        text
    };
    let close = |text: String| text + "END:VCALENDAR\r\n";
    let event = |rule: &'static str| {
        move |n: usize| {
            format!(
                "BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART;TZID=Europe/Berlin:19700101T100000\r\nDURATION:PT1H\r\nRRULE:{rule}\r\nEND:VEVENT\r\n"
            )
        }
    };
    let in_event = |text: String| {
        close(text.replacen("VCALENDAR\r\n", "VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270101T000000\r\nDURATION:PT1H\r\n", 1) + "END:VEVENT\r\n")
    };
    vec![
        ("daily from 1970", close(fill(&event("FREQ=DAILY"), 20_000))),
        (
            "daily, counted",
            close(fill(&event("FREQ=DAILY;COUNT=2000000000"), 20_000)),
        ),
        (
            "30 February",
            close(fill(
                &event("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9"),
                20_000,
            )),
        ),
        ("every second", close(fill(&event("FREQ=SECONDLY"), 20_000))),
        (
            "all times of a day",
            close(fill(
                &event(
                    "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4",
                ),
                20_000,
            )),
        ),
        (
            "many dates",
            in_event(fill(
                &|n| {
                    format!(
                        "RDATE:20270101T{:02}{:02}{:02}\r\n",
                        n / 3600 % 24,
                        n / 60 % 60,
                        n % 60
                    )
                },
                usize::MAX,
            )),
        ),
        (
            "many dates out",
            in_event(fill(
                &|n| {
                    format!(
                        "EXDATE:20270101T{:02}{:02}{:02}\r\n",
                        n / 3600 % 24,
                        n / 60 % 60,
                        n % 60
                    )
                },
                usize::MAX,
            )),
        ),
        (
            "many zones",
            in_event(fill(
                &|n| format!("EXDATE;TZID=z{n}:20270101T000000\r\n"),
                usize::MAX,
            )),
        ),
        (
            "many own zones",
            close(fill(
                &|n| format!("BEGIN:VTIMEZONE\r\nTZID:z{n}\r\nEND:VTIMEZONE\r\n"),
                usize::MAX,
            )),
        ),
        (
            "many rules",
            in_event(fill(&|_| "RRULE:FREQ=DAILY\r\n".to_owned(), usize::MAX)),
        ),
        (
            "one long line",
            in_event(fill(
                &|_| "\r\n xxxxxxxxxxxxxxxxxxxxxxxx\u{301}".to_owned(),
                usize::MAX,
            )),
        ),
        (
            "folds",
            in_event(
                "BEGIN:VCALENDAR\r\nSUMMARY:".to_owned() + &"\r\n ".repeat(2_700_000) + "\r\n",
            ),
        ),
        (
            "line ends",
            "BEGIN:VCALENDAR\r\n".to_owned() + &"\r".repeat(8_000_000) + "END:VCALENDAR\r\n",
        ),
        (
            "parameters",
            in_event(
                "BEGIN:VCALENDAR\r\n".to_owned()
                    + "DTSTART"
                    + &";a=\"b\"".repeat(1_300_000)
                    + ":20270101T000000\r\n",
            ),
        ),
        (
            "quotes",
            in_event("BEGIN:VCALENDAR\r\n".to_owned() + &"DTSTART;\":\r\n".repeat(600_000)),
        ),
        (
            "long events",
            close(fill(
                &|n| {
                    format!(
                        "BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART;VALUE=DATE:20270101\r\nDURATION:P3660D\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n"
                    )
                },
                20_000,
            )),
        ),
        (
            "overrides",
            close(fill(
                &|n| {
                    format!(
                        "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270101T000000\r\nRECURRENCE-ID:2027{:02}{:02}T{:02}{:02}00\r\nDURATION:PT1H\r\nEND:VEVENT\r\n",
                        n / 28 % 12 + 1,
                        n % 28 + 1,
                        n / 336 % 24,
                        n / 8064 % 60
                    )
                },
                20_000,
            )),
        ),
    ]
}

#[test]
#[ignore = "long: cargo test --release -- --ignored"]
fn bombs_are_read_or_refused_in_two_seconds() {
    for (name, text) in bombs() {
        assert!(text.len() <= 8 << 20, "{name}");
        let began = Instant::now();
        let found = read(text.as_bytes(), "x.ics", &berlin());
        let took = began.elapsed();
        let said = match &found {
            Ok(calendar) => format!("{} busy, {:?}", calendar.busy.len(), calendar.notes),
            Err(error) => error.to_string(),
        };
        println!(
            "{name}: {:.1} MB, {took:?}: {}",
            text.len() as f64 / 1e6,
            said.chars().take(160).collect::<String>()
        );
        assert!(took < Duration::from_secs(2), "{name}: {took:?}");
    }
}

#[test]
fn a_small_bomb_says_what_it_left_out() {
    let text = format!(
        "BEGIN:VCALENDAR\n{}END:VCALENDAR\n",
        (0..70).map(|n| format!("BEGIN:VEVENT\nUID:{n}\nDTSTART:20270101T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY\nEND:VEVENT\n")).collect::<String>()
    );
    let found = read(text.as_bytes(), "x.ics", &berlin()).expect("a calendar");
    assert_eq!(found.busy.len(), 20_000);
    assert!(
        found
            .notes
            .iter()
            .any(|note| note.contains("at most 20,000 busy times")),
        "{:?}",
        found.notes
    );
}

#[test]
fn an_event_without_a_uid_keeps_its_source_short() {
    let title = "long ".repeat(300);
    let body = format!(
        "BEGIN:VEVENT\r\nSUMMARY:{title}\r\nDTSTART:20270104T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=3\r\nEND:VEVENT\r\n"
    );
    let found = calendar(&body);
    let sources: Vec<usize> = found
        .busy
        .iter()
        .filter_map(|b| b.source.as_ref())
        .map(|s| s.chars().count())
        .collect();
    assert_eq!(sources.len(), 3);
    assert!(sources.iter().all(|length| *length <= 1_000), "{sources:?}");
}

/// The child of the test below: reads one bomb, and says how much more memory that took than there was, in KiB.
#[test]
#[ignore = "started by the test of memory, for one each"]
fn one_bomb_in_memory() {
    let Some(number) = std::env::var("CAIRN_BOMB")
        .ok()
        .and_then(|n| n.parse::<usize>().ok())
    else {
        return;
    };
    let file = std::env::var("CAIRN_BOMB_FILE").expect("a file");
    let bytes = std::fs::read(file).expect("there");
    let before = peak();
    let found = read(&bytes, "x.ics", &berlin());
    println!(
        "bomb {number} {} {}",
        peak().saturating_sub(before),
        found.is_ok()
    );
}

#[test]
#[ignore = "one process a bomb"]
fn bombs_take_no_more_memory_than_they_may() {
    let folder = tempfile::tempdir().expect("a folder");
    for (number, (name, text)) in bombs().into_iter().enumerate() {
        let file = folder.path().join("bomb.ics");
        std::fs::write(&file, &text).expect("written");
        let child = std::process::Command::new(std::env::current_exe().expect("a name"))
            .args([
                "--ignored",
                "--exact",
                "--nocapture",
                "store::ics_in::bombs::one_bomb_in_memory",
            ])
            .env("CAIRN_BOMB", number.to_string())
            .env("CAIRN_BOMB_FILE", &file)
            .output()
            .expect("run");
        let out = String::from_utf8_lossy(&child.stdout).into_owned();
        let line = out.split("bomb ").nth(1).unwrap_or_default();
        let taken: usize = line
            .split_whitespace()
            .nth(1)
            .and_then(|n| n.parse().ok())
            .expect("a size");
        let most = (64 << 10) + 8 * text.len() / 1_024;
        println!("{name}: {taken} KB of {most}");
        assert!(taken <= most, "{name}: {taken} KB of {most}");
    }
}
