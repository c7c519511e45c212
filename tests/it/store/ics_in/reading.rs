//! What a calendar of another program says is busy, in whose time, and what it says that is none.

use cairn::store::formats::ics::{Reading, Zone, read};

use super::{berlin, calendar, day, event, when};

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
