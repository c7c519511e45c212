//! Calendars of other programs: what is busy, what recurs (compared with the `rrule` crate), hostile and broken files.
#![expect(
    clippy::disallowed_methods,
    reason = "how long a reading takes is measured"
)]

use std::time::{Duration, Instant};

use cairn::domain::{Day, PlanId};
use cairn::store::formats::ics::rule::{Budget, Rule};
use cairn::store::formats::ics::{Calendar, Reading, Zone, read, write};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta, TimeZone as _};

use super::mutate::{Mutations, Said, said};
use crate::support::plans::{Dice, sample};

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

#[test]
fn times_of_every_zone_come_to_the_users_clock() {
    for (lines, expected) in [
        // Floating, UTC, a zone.
        (
            "DTSTART:20270104T190000\nDTEND:20270104T203000",
            "Mon 4 Jan 19:00–20:30",
        ),
        (
            "DTSTART:20270104T190000Z\nDTEND:20270104T203000Z",
            "Mon 4 Jan 20:00–21:30",
        ),
        (
            "DTSTART;TZID=America/New_York:20270104T130000\nDTEND;TZID=America/New_York:20270104T140000",
            "Mon 4 Jan 19:00–20:00",
        ),
        // In March New York changes its clocks two weeks before Berlin.
        (
            "DTSTART;TZID=America/New_York:20270316T130000\nDURATION:PT1H",
            "Tue 16 Mar 18:00–19:00",
        ),
        (
            "DTSTART;TZID=\"W. Europe Standard Time\":20270104T190000\nDURATION:PT45M",
            "Mon 4 Jan 19:00–19:45",
        ),
        (
            "DTSTART;TZID=Eastern Standard Time:20270104T130000\nDURATION:PT45M",
            "Mon 4 Jan 19:00–19:45",
        ),
        (
            "DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20270104T130000\nDURATION:PT1H",
            "Mon 4 Jan 19:00–20:00",
        ),
        (
            "DTSTART;TZID=/example/America/Argentina/Buenos_Aires:20270104T150000\nDURATION:PT1H",
            "Mon 4 Jan 19:00–20:00",
        ),
        (
            "DTSTART;TZID=europe/berlin:20270104T190000\nDURATION:PT1H",
            "Mon 4 Jan 19:00–20:00",
        ),
        // Two zones in one event: a flight.
        (
            "DTSTART;TZID=Europe/Berlin:20270104T100000\nDTEND;TZID=America/New_York:20270104T130000",
            "Mon 4 Jan 10:00–19:00",
        ),
        // Over the change of clocks, 02:00 to 03:00 on 28 March.
        (
            "DTSTART;TZID=Europe/Berlin:20270327T230000\nDTEND;TZID=Europe/Berlin:20270328T033000",
            "Sat 27 Mar 23:00–03:30",
        ),
        (
            "DTSTART:20270327T220000Z\nDURATION:PT5H",
            "Sat 27 Mar 23:00–05:00",
        ),
        // A time that is left out by it is taken with the offset before.
        (
            "DTSTART;TZID=Europe/Berlin:20270328T023000\nDURATION:PT1H",
            "03:30–04:30 in the night after Sat 27 Mar",
        ),
        // Before 04:00 it is still the night before.
        (
            "DTSTART:20270105T010000\nDURATION:PT1H",
            "01:00–02:00 in the night after Mon 4 Jan",
        ),
        // Whole days, with and without an end, and from midnight to midnight.
        ("DTSTART;VALUE=DATE:20270104", "Mon 4 Jan, all day"),
        (
            "DTSTART;VALUE=DATE:20270104\nDTEND;VALUE=DATE:20270107",
            "Mon 4 Jan – Wed 6 Jan, all day",
        ),
        (
            "DTSTART;VALUE=DATE:20270104\nDURATION:P2D",
            "Mon 4 Jan – Tue 5 Jan, all day",
        ),
        (
            "DTSTART:20270104T000000\nDTEND:20270105T000000",
            "Mon 4 Jan, all day",
        ),
        (
            "DTSTART;VALUE=DATE:20270104\nDTEND;VALUE=DATE:20270104",
            "Mon 4 Jan, all day",
        ),
        // Begun minutes count whole.
        (
            "DTSTART:20270104T190030\nDTEND:20270104T200001",
            "Mon 4 Jan 19:00–20:01",
        ),
        (
            "dtstart:20270104T1900\nduration:P0DT1H",
            "Mon 4 Jan 19:00–20:00",
        ),
    ] {
        let found = event(lines);
        assert_eq!(when(&found), [expected], "{lines}");
        assert_eq!(found.notes, Vec::<String>::new(), "{lines}");
    }
}

#[test]
fn a_zone_of_the_calendars_own_is_used() {
    let zone = |id: &str| {
        format!(
            "BEGIN:VTIMEZONE\r\nTZID:{id}\r\nBEGIN:STANDARD\r\nDTSTART:16011028T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n\
             TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010325T020000\r\n\
             RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
        )
    };
    let tokyo = Reading {
        zone: Zone::Named(chrono_tz::Asia::Tokyo),
        ..berlin()
    };
    let text = format!(
        "BEGIN:VCALENDAR\r\n{}BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Customized Time Zone:20270104T100000\r\nDURATION:PT1H\r\n\
         RRULE:FREQ=MONTHLY;COUNT=7\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        zone("Customized Time Zone")
    );
    let found = read(text.as_bytes(), "x.ics", &tokyo).expect("a calendar");
    let starts: Vec<String> = found.busy.iter().map(|b| b.start.to_string()).collect();
    // Winter time until the end of March, then summer time.
    assert_eq!(
        starts,
        [
            "18:00", "18:00", "18:00", "17:00", "17:00", "17:00", "17:00"
        ]
    );
    assert_eq!(found.notes, Vec::<String>::new());
    let unknown = event("DTSTART;TZID=Mars/Olympus:20270104T100000\nDURATION:PT1H");
    assert_eq!(when(&unknown), ["Mon 4 Jan 10:00–11:00"]);
    assert!(unknown.notes[0].contains("Mars/Olympus"));
}

#[test]
fn what_recurs_is_one_busy_time_each_with_exceptions() {
    let body = "BEGIN:VEVENT\r\nUID:gym\r\nSUMMARY:Gym\\, again\r\nDTSTART;TZID=Europe/Berlin:20270104T180000\r\nDURATION:PT1H\r\n\
        RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270121T170000Z\r\nEXDATE;TZID=Europe/Berlin:20270106T180000\r\n\
        EXDATE:20270111T170000Z\r\nRDATE;TZID=Europe/Berlin:20270123T100000\r\nRDATE;VALUE=PERIOD:20270124T090000Z/PT3H\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:gym\r\nRECURRENCE-ID;TZID=Europe/Berlin:20270113T180000\r\nSUMMARY:Gym late\r\n\
        DTSTART;TZID=Europe/Berlin:20270113T210000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:gym\r\nRECURRENCE-ID:20270118T170000Z\r\nSTATUS:CANCELLED\r\nDTSTART:20270118T170000Z\r\nEND:VEVENT\r\n";
    let found = calendar(body);
    assert_eq!(
        when(&found),
        [
            "Mon 4 Jan 18:00–19:00: Gym, again",
            "Wed 13 Jan 21:00–22:00: Gym late",
            "Wed 20 Jan 18:00–19:00: Gym, again",
            "Sat 23 Jan 10:00–11:00: Gym, again",
            "Sun 24 Jan 10:00–13:00: Gym, again",
        ]
    );
    let sources: Vec<&str> = found
        .busy
        .iter()
        .filter_map(|b| b.source.as_deref())
        .collect();
    assert_eq!(
        sources[..2],
        ["gym/20270104T170000Z", "gym/20270113T170000Z"]
    );
    assert_eq!(found.notes, ["1 event called off: not busy."]);
    // The same again: the same ids.
    assert_eq!(calendar(body), found);
}

#[test]
fn birthdays_fortnights_and_last_fridays() {
    for (lines, expected) in [
        (
            "DTSTART;VALUE=DATE:19500704\nRRULE:FREQ=YEARLY",
            vec!["2027-07-04"],
        ),
        (
            "DTSTART:20270101T180000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
            vec!["2027-01-01", "2027-01-29", "2027-02-26"],
        ),
        (
            "DTSTART:20261228T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270208",
            vec!["2027-01-11", "2027-01-25", "2027-02-08"],
        ),
        (
            "DTSTART:20270131T180000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;UNTIL=20270601",
            vec!["2027-01-31", "2027-03-31", "2027-05-31"],
        ),
        (
            "DTSTART:20270104T180000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR;COUNT=3",
            vec!["2027-01-04", "2027-01-29", "2027-02-26"],
        ),
        (
            "DTSTART:20240229T180000\nDURATION:PT1H\nRRULE:FREQ=YEARLY",
            vec![],
        ),
    ] {
        let days: Vec<String> = event(lines).busy.iter().map(|b| b.on.to_string()).collect();
        assert_eq!(days, expected, "{lines}");
    }
}

#[test]
fn what_is_no_busy_time_is_said() {
    for (lines, note) in [
        (
            "DTSTART:20270104T190000\nDURATION:PT1H\nTRANSP:TRANSPARENT",
            "1 event marked as free time: not busy.",
        ),
        (
            "DTSTART:20270104T190000\nDURATION:PT1H\nSTATUS:CANCELLED",
            "1 event called off: not busy.",
        ),
        (
            "DTSTART:20270104T190000",
            "1 event without a length: not busy.",
        ),
        (
            "DTSTART:20280104T190000\nDURATION:PT1H",
            "1 event outside the days of the plan: left out.",
        ),
        (
            "DTSTART:tomorrow",
            "1 event with something that cannot be read, the first in line 3.",
        ),
        (
            "DTSTART:20270230T190000\nDURATION:PT1H",
            "1 event with something that cannot be read, the first in line 3.",
        ),
    ] {
        let found = event(lines);
        assert_eq!(when(&found), Vec::<String>::new(), "{lines}");
        assert_eq!(found.notes, [note], "{lines}");
    }
    let fine = event("DTSTART:20270104T190000\nDURATION:PT1H\nRRULE:FREQ=SECONDLY");
    assert_eq!(fine.busy.len(), 1);
    assert!(fine.notes[0].contains("by the hour, minute or second"));
    // Longer than a busy time may be: in parts.
    let long = event("DTSTART;VALUE=DATE:20270104\nDTEND;VALUE=DATE:20270308");
    assert_eq!(
        long.busy.iter().map(|b| b.minutes.0).sum::<u32>(),
        63 * 24 * 60
    );
    assert_eq!(long.busy.len(), 3);
}

#[test]
fn a_moved_session_is_told_with_its_new_day() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:s1@mine.cairn\nX-CAIRN-EXPORTED:20270104/45\nDTSTART:20270107T010000\nDTEND:20270107T014500\n\
        END:VEVENT\nBEGIN:VEVENT\nUID:s2@other.cairn\nDTSTART:20270107T190000\nDURATION:PT1H\nEND:VEVENT\nBEGIN:VEVENT\n\
        UID:interview/i@mine.cairn\nDTSTART;VALUE=DATE:20270110\nEND:VEVENT\nEND:VCALENDAR\n";
    let found = read(text.as_bytes(), "x.ics", &berlin()).expect("a calendar");
    assert_eq!(found.own.len(), 1);
    assert_eq!(found.own[0].on, day("2027-01-06"));
    assert_eq!(found.own[0].minutes.0, 45);
    assert_eq!(found.own[0].moved(), Some(true));
    assert_eq!(when(&found), ["Thu 7 Jan 19:00–20:00"]);
}

#[test]
fn errors_name_the_line() {
    for (text, expected) in [
        ("", "x.ics: the file is empty. Nothing was changed."),
        (
            "Hello: world\n",
            "x.ics, line 1, column 1: this is no calendar: it does not begin with BEGIN:VCALENDAR. Nothing was changed.",
        ),
        (
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n",
            "x.ics, line 3, column 1: the text ends too early: the VCALENDAR of line 1 is not closed; the rest of the file is missing. Nothing was changed.",
        ),
        (
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
            "x.ics, line 3, column 1: the VEVENT of line 2 is not closed before this. Nothing was changed.",
        ),
        (
            "BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VEVENT\n",
            "x.ics, line 3, column 1: there is nothing to close here. Nothing was changed.",
        ),
    ] {
        let error = read(text.as_bytes(), "x.ics", &berlin()).expect_err("an error");
        assert_eq!(error.to_string(), expected);
    }
    let deep = "BEGIN:VCALENDAR\n".repeat(30);
    let error = read(deep.as_bytes(), "x.ics", &berlin()).expect_err("an error");
    assert!(
        error
            .to_string()
            .contains("line 25, column 1: this calendar is nested deeper than 24 levels")
    );
    let many = format!(
        "BEGIN:VCALENDAR\n{}END:VCALENDAR\n",
        "BEGIN:VEVENT\nEND:VEVENT\n".repeat(20_001)
    );
    let error = read(many.as_bytes(), "x.ics", &berlin()).expect_err("an error");
    assert!(
        error
            .to_string()
            .contains("line 40002, column 1: this calendar has more than 20,000 events"),
        "{error}"
    );
    let large = vec![b' '; (8 << 20) + 1];
    let error = read(&large, "x.ics", &berlin()).expect_err("an error");
    assert!(
        error.to_string().contains("is 8.0 MB, the limit is 8 MB"),
        "{error}"
    );
}

#[test]
fn folds_marks_and_line_ends_of_every_kind() {
    let body = "BEGIN:VCALENDAR\nX-WR-CALNAME:W\n ork\nBEGIN:VEVENT\nUID:a\nSUMMARY:Caf\u{e9}\nDTSTART:2027\n\t0104T190000\nDURATION:PT1H\n\nEND:VEVENT\nEND:VCALENDAR";
    for text in [
        body.to_owned(),
        body.replace('\n', "\r\n"),
        body.replace('\n', "\r"),
        format!("\u{feff}{body}\n\n"),
    ] {
        let found = read(text.as_bytes(), "x.ics", &berlin()).expect("a calendar");
        assert_eq!(found.name, "Work");
        assert_eq!(when(&found), ["Mon 4 Jan 19:00–20:00: Café"]);
    }
    // Folded within a character, and bytes that are no UTF-8.
    let mut bytes = body.replace("Caf\u{e9}", "Caf\u{c3}\n ").into_bytes();
    let at = bytes
        .windows(2)
        .position(|w| w == "\u{c3}".as_bytes())
        .expect("there");
    bytes.remove(at + 1);
    let next = at + 3;
    bytes.insert(next, 0xa9);
    let found = read(&bytes, "x.ics", &berlin()).expect("a calendar");
    assert_eq!(when(&found), ["Mon 4 Jan 19:00–20:00: Café"]);
}

/// A random rule that both this program and the `rrule` crate follow.
fn random_rule(d: &mut Dice) -> String {
    let freq = d.pick(&["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);
    let mut rule = format!("FREQ={freq}");
    if d.chance(40) {
        rule += &format!(";INTERVAL={}", d.roll(1, 5));
    }
    let list = |d: &mut Dice, low: i64, high: i64| -> String {
        let one = |d: &mut Dice| (low + d.below((high - low + 1) as usize) as i64).to_string();
        let parts: Vec<String> = (0..d.roll(1, 3)).map(|_| one(d)).collect();
        parts.join(",")
    };
    if d.chance(30) {
        rule += &format!(";BYMONTH={}", list(d, 1, 12));
    }
    let mut days = false;
    if d.chance(40) {
        let week = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let numbered = matches!(freq, "MONTHLY" | "YEARLY") && d.chance(50);
        let nth = |d: &mut Dice| {
            if numbered {
                d.pick(&["1", "2", "-1", "4", "-2"])
            } else {
                ""
            }
        };
        let parts: Vec<String> = (0..d.roll(1, 3))
            .map(|_| format!("{}{}", nth(d), d.pick(&week)))
            .collect();
        rule += &format!(";BYDAY={}", parts.join(","));
        days = true;
    }
    if !days && freq != "WEEKLY" && d.chance(30) {
        let low = if d.chance(50) { 1 } else { -5 };
        rule += &format!(
            ";BYMONTHDAY={}",
            list(d, low, if low == 1 { 31 } else { -1 })
        );
        days = true;
    }
    if freq == "YEARLY" && !days && d.chance(20) {
        rule += &format!(";BYYEARDAY={}", list(d, 1, 366));
        days = true;
    }
    if days && freq != "DAILY" && d.chance(20) {
        rule += &format!(";BYSETPOS={}", d.pick(&["1", "-1", "2", "1,-1"]));
    }
    if d.chance(15) {
        rule += &format!(";BYHOUR={}", list(d, 0, 23));
    }
    if d.chance(20) {
        rule += &format!(";WKST={}", d.pick(&["SU", "MO"]));
    }
    match d.below(3) {
        0 => rule += &format!(";COUNT={}", d.roll(1, 40)),
        1 => rule += &format!(";UNTIL=2027{:02}15T120000Z", d.roll(1, 12)),
        _ => {}
    }
    rule
}

/// Rules compared with the `rrule` crate, in UTC; how many there were and how many occurrences.
fn compare(rules: u64, seed: u64) -> (u64, usize) {
    let mut d = Dice::new(seed);
    let (mut compared, mut occurrences) = (0, 0);
    let window = (at(2026, 12, 1), at(2028, 2, 1));
    while compared < rules {
        let text = random_rule(&mut d);
        let start = at(2023, 1, 1)
            + TimeDelta::days(d.below(1_500) as i64)
            + TimeDelta::hours(d.below(24) as i64);
        let from = rrule::Tz::UTC.from_utc_datetime(&start);
        let Ok(other) = text
            .parse::<rrule::RRule<rrule::Unvalidated>>()
            .and_then(|rule| rule.validate(from))
        else {
            continue;
        };
        let set = rrule::RRuleSet::new(from).rrule(other);
        let mut expected: Vec<NaiveDateTime> = Vec::new();
        let mut first = None;
        for next in (&set).into_iter().take(20_000) {
            let next = next.naive_utc();
            first = first.or(Some(next));
            if next > window.1 {
                break;
            }
            if next >= window.0 {
                expected.push(next);
            }
        }
        if first != Some(start) {
            // The standard leaves open what a start that the rule does not say means.
            continue;
        }
        let rule = Rule::parse(&text).expect("a rule");
        let until = rule.until.map(|until| match until {
            cairn::store::formats::ics::rule::Until::Utc(at) => at,
            other => panic!("{other:?}"),
        });
        let ours = rule.occurrences(start, window, until, &mut Budget::new(10_000_000));
        assert_eq!(ours, expected, "seed {seed}: {text} from {start}");
        compared += 1;
        occurrences += ours.len();
    }
    (compared, occurrences)
}

fn at(year: i32, month: u32, day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day)
        .and_then(|d| d.and_hms_opt(0, 0, 0))
        .expect("a time")
}

#[test]
fn rules_recur_as_another_program_has_it() {
    let (_, occurrences) = compare(60, 1);
    assert!(occurrences > 300, "{occurrences}");
}

#[test]
#[ignore = "long: cargo test --release -- --ignored"]
fn many_rules_recur_as_another_program_has_it() {
    let (rules, occurrences) = compare(20_000, 11);
    println!("{rules} rules, {occurrences} occurrences, seed 11");
}

const WORDS: &[&[u8]] = &[
    b"BEGIN:VEVENT\r\n",
    b"END:VEVENT\r\n",
    b"BEGIN:VTIMEZONE\r\n",
    b"BEGIN:STANDARD\r\n",
    b"END:VCALENDAR\r\n",
    b"\r\n ",
    b"RRULE:FREQ=DAILY\r\n",
    b"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n",
    b"RRULE:FREQ=WEEKLY;BYDAY=MO,TU;INTERVAL=2147483647\r\n",
    b"RRULE:FREQ=MONTHLY;BYDAY=-53SU,53MO;BYSETPOS=-366\r\n",
    b";COUNT=99999999",
    b";UNTIL=22001231T235959Z",
    b";BYWEEKNO=-53,53",
    b";BYYEARDAY=-366",
    b";BYHOUR=0,1,2,3,4,5",
    b"RDATE:20270101T000000/P10000D\r\n",
    b"EXDATE;VALUE=DATE:20270104,20270105\r\n",
    b"RECURRENCE-ID:20270104T180000Z\r\n",
    b"DTSTART;VALUE=DATE:15830101\r\n",
    b"DTSTART:23001231T235959Z\r\n",
    b"DTEND:15830101T000000\r\n",
    b"DURATION:P3660D\r\n",
    b"DURATION:-PT1H\r\n",
    b"TZOFFSETTO:+235959\r\n",
    b"TZOFFSETFROM:-2359\r\n",
    b"TZID=Europe/Berlin",
    b"TZID=\"a;b:c\"",
    b"UID:s1@mine.cairn\r\n",
    b"X-CAIRN-EXPORTED:20270104/4294967295\r\n",
    b"SEQUENCE:-9223372036854775808\r\n",
    b"\xff",
    b"\0",
];

fn good() -> Vec<String> {
    let options = cairn::store::formats::ics::Options::usual(
        day("2026-12-01"),
        cairn::domain::Stamp(1_796_032_800),
    );
    let zones = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:A\r\nBEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:16011028T030000\r\n\
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010325T020000\r\n\
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n\
        UID:a\r\nSUMMARY:Gym\r\nDTSTART;TZID=Own:20270104T180000\r\nDURATION:P1DT1H\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=9\r\n\
        EXDATE;TZID=Own:20270106T180000\r\nRDATE;VALUE=PERIOD:20270124T090000Z/PT3H\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\n\
        RECURRENCE-ID;TZID=Own:20270113T180000\r\nDTSTART:20270113T210000\r\nDTEND:20270113T220000\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\n\
        DTSTART;VALUE=DATE:19500704\r\nRRULE:FREQ=YEARLY;BYSETPOS=1;BYDAY=1MO\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    vec![write(&sample(), &options), zones.to_owned()]
}

fn target(bytes: &[u8]) -> Said {
    let found = read(bytes, "x.ics", &berlin());
    if let Ok(calendar) = &found {
        let reading = berlin();
        assert!(calendar.busy.len() <= 20_000);
        for busy in &calendar.busy {
            assert!(
                busy.minutes.0 > 0 && busy.minutes <= cairn::domain::busy::MAX_BUSY,
                "{busy:?}"
            );
            assert!(
                busy.on <= reading.to && busy.last_day() >= reading.from,
                "{busy:?}"
            );
            assert!(
                busy.source
                    .as_ref()
                    .is_some_and(|s| s.chars().count() <= 1_000)
            );
            assert!(!busy.title.chars().any(char::is_control), "{busy:?}");
        }
        let notes: Vec<&str> = calendar
            .notes
            .iter()
            .map(|n| n.trim_matches(|c: char| !c.is_alphabetic()))
            .collect();
        let kinds: Vec<&str> = notes
            .iter()
            .map(|n| n.get(..20).unwrap_or_default())
            .collect();
        if kinds.is_empty() {
            return "taken".to_owned();
        }
        return format!("taken, but {kinds:?}");
    }
    said(&found)
}

fn mutations(runs: u64) {
    let good = good();
    let good: Vec<&[u8]> = good.iter().map(String::as_bytes).collect();
    let report = Mutations::new("ics", &good, WORDS).run(runs, target);
    assert!(report.taken > runs / 100 && report.said > 10, "{report:?}");
}

#[test]
fn broken_calendars_neither_panic_nor_hang() {
    mutations(2_000);
}

#[test]
#[ignore = "long: cargo test --release -- --ignored"]
fn many_broken_calendars_neither_panic_nor_hang() {
    mutations(1_000_000);
}

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

/// The most memory this process has had, in KiB.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
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
                "store::ics_in::one_bomb_in_memory",
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
