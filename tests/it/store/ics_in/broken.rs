//! Calendars with bytes changed: neither a panic nor a hang.

use cairn::store::formats::ics::{read, write};

use super::super::mutate::{Mutations, Said, said};
use super::{berlin, day};
use crate::support::plans::sample;

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
