//! Sessions as a calendar, read back by a tiny reader of its own and by Cairn's.

use std::collections::BTreeSet;

use cairn::domain::{
    Clock, Day, Edit, Interview, InterviewId, Item, ItemId, Kind, Minutes, Outcome, Plan, PlanId,
    Round, Session, SessionId, SessionKind, Stamp, WebLink, Window,
};
use cairn::store::formats::ics::{Calendar, Options, Reading, Zone, read, write};

use crate::support::plans::{Dice, random_plan, sample};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// 2026-11-30 10:00 UTC.
const AT: Stamp = Stamp(1_796_032_800);

fn options(today: Day) -> Options {
    Options {
        done: true,
        alarm: Some(Minutes(10)),
        ..Options::usual(today, AT)
    }
}

/// Content lines as RFC 5545 §3.1 has them and no other way: CRLF ends a line, CRLF and a space goes on.
fn unfolded(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n"));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "a bare line break: {line:?}");
        let control = |c: char| c.is_control() && c != '\t';
        assert!(!line.contains(control), "a control character: {line:?}");
        assert!(!line.contains(['\u{2028}', '\u{2029}']), "{line:?}");
    }
    let joined = text.replace("\r\n ", "");
    joined.split_terminator("\r\n").map(str::to_owned).collect()
}

/// A text value without its escapes.
fn plain(value: &str) -> String {
    let mut out = String::new();
    let mut signs = value.chars();
    while let Some(c) = signs.next() {
        match c {
            '\\' => match signs.next() {
                Some('n') => out.push('\n'),
                Some(c @ ('\\' | ';' | ',')) => out.push(c),
                other => panic!("a wrong escape: \\{other:?}"),
            },
            ';' | ',' => panic!("a bare {c} in {value}"),
            c => out.push(c),
        }
    }
    out
}

/// The names of all properties, with their values.
fn properties(text: &str) -> Vec<(String, String)> {
    let split = |line: String| {
        let (name, value) = line.split_once(':').expect("a colon");
        (name.to_owned(), value.to_owned())
    };
    unfolded(text).into_iter().map(split).collect()
}

fn reading(plan: &Plan) -> Reading {
    Reading {
        zone: Zone::Named(chrono_tz::Europe::Berlin),
        from: day("2026-06-01"),
        to: day("2028-06-01"),
        plan: Some(plan.id.clone()),
    }
}

fn back(plan: &Plan, text: &str) -> Calendar {
    read(text.as_bytes(), "plan.ics", &reading(plan)).expect("a calendar")
}

#[test]
fn the_sample_is_this_calendar() {
    let mut plan = sample();
    plan.name = "Plan; with, signs\nand \\ lines".to_owned();
    let text = write(&plan, &Options::usual(day("2026-12-01"), AT));
    let lines = unfolded(&text);
    assert_eq!(
        lines[..6],
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Cairn//Cairn study planner//EN",
            "CALSCALE:GREGORIAN",
            "NAME:Plan\\; with\\, signs\\nand \\\\ lines",
            "X-WR-CALNAME:Plan\\; with\\, signs\\nand \\\\ lines",
        ]
    );
    let first = lines
        .iter()
        .position(|l| l.starts_with("UID:"))
        .expect("an event");
    let ahead = plan
        .sessions
        .iter()
        .filter(|s| s.is_ahead(day("2026-12-01")));
    let events = lines.iter().filter(|l| *l == "BEGIN:VEVENT").count();
    assert_eq!(events, ahead.count() + plan.interviews.len());
    assert!(lines[first].ends_with("@plan-k3x9q2a.cairn"));
    assert_eq!(lines[first + 1], "DTSTAMP:20261130T100000Z");
    assert_eq!(lines[first + 2], format!("SEQUENCE:{}", AT.0 / 60));
    assert!(!text.contains("VALARM"));
    assert!(lines.iter().any(|l| l.starts_with("UID:interview/")));
}

/// A plan with one window a day, and one session.
fn one_session(at: &str, minutes: u32) -> (Plan, SessionId) {
    let mut plan = Plan::empty(PlanId::slug("p"), "P", day("2027-01-04"));
    let item = Item::new(ItemId::slug("item"), Kind::Topic, "An item");
    let at = Clock::parse(at).expect("a time");
    let window = Window {
        at,
        minutes: Minutes(minutes),
    };
    plan.availability.weekly.mon = vec![window];
    let id = SessionId::slug("s1");
    let session = Session::new(
        id.clone(),
        item.id.clone(),
        SessionKind::Study,
        day("2027-01-04"),
        Minutes(minutes),
    );
    plan.items.put(item);
    plan.sessions.put(session);
    (plan, id)
}

fn value<'a>(all: &'a [(String, String)], name: &str) -> &'a str {
    let found = all.iter().find(|(n, _)| n == name);
    &found.unwrap_or_else(|| panic!("no {name}")).1
}

#[test]
fn a_session_after_midnight_is_on_the_next_date() {
    let (plan, _) = one_session("01:00", 90);
    let text = write(&plan, &options(plan.start_on));
    let all = properties(&text);
    assert_eq!(value(&all, "DTSTART"), "20270105T010000");
    assert_eq!(value(&all, "DTEND"), "20270105T023000");
    assert_eq!(value(&all, "TRIGGER"), "-PT10M");
    let own = back(&plan, &text).own;
    assert_eq!(
        (own[0].on, own[0].start),
        (day("2027-01-04"), Clock::parse("01:00").ok())
    );
}

#[test]
fn a_session_over_midnight_ends_on_the_next_date() {
    let (plan, _) = one_session("23:30", 60);
    let all = properties(&write(&plan, &options(plan.start_on)));
    assert_eq!(value(&all, "DTSTART"), "20270104T233000");
    assert_eq!(value(&all, "DTEND"), "20270105T003000");
}

#[test]
fn a_session_without_a_time_takes_the_whole_day() {
    let (mut plan, id) = one_session("19:00", 60);
    // Tuesdays have no windows: nothing says when.
    plan.sessions.update(&id, |s| s.on = day("2027-01-05"));
    let text = write(&plan, &options(plan.start_on));
    let all = properties(&text);
    assert_eq!(value(&all, "DTSTART;VALUE=DATE"), "20270105");
    assert_eq!(value(&all, "DTEND;VALUE=DATE"), "20270106");
    assert!(!text.contains("VALARM"));
    let own = back(&plan, &text).own;
    assert_eq!((own[0].on, own[0].start), (day("2027-01-05"), None));
    assert_eq!(own[0].moved(), Some(false));
}

#[test]
fn a_moved_session_is_the_same_event_and_newer() {
    let (plan, id) = one_session("19:00", 60);
    let to = day("2027-01-11");
    let moved = plan
        .apply(&Edit::MoveSession {
            session: id,
            on: to,
        })
        .expect("moved");
    let before = properties(&write(&plan, &options(plan.start_on)));
    let later = Options {
        at: Stamp(AT.0 + 60),
        ..options(plan.start_on)
    };
    let after = properties(&write(&moved, &later));
    assert_eq!(value(&before, "UID"), value(&after, "UID"));
    assert_eq!(value(&before, "UID"), "s1@p.cairn");
    assert_ne!(value(&before, "DTSTART"), value(&after, "DTSTART"));
    let number =
        |all: &[(String, String)]| value(all, "SEQUENCE").parse::<u32>().expect("a number");
    assert!(number(&after) > number(&before));
}

#[test]
fn done_and_skipped_sessions_go_out_only_where_asked_for() {
    let (mut plan, id) = one_session("19:00", 60);
    let today = plan.start_on;
    let events = |plan: &Plan, options: Options| {
        let all = properties(&write(plan, &options));
        all.iter()
            .filter(|(n, v)| n == "BEGIN" && v == "VEVENT")
            .count()
    };
    let usual = Options::usual(today, AT);
    assert_eq!(events(&plan, usual), 1);
    // Missed: it stays where the calendar has it.
    assert_eq!(events(&plan, Options::usual(today.plus(1), AT)), 0);
    plan.sessions.update(&id, |s| {
        s.outcome = Outcome::Done;
        s.spent = Minutes(60);
    });
    assert_eq!(events(&plan, usual), 0);
    assert_eq!(events(&plan, options(today)), 1);
    plan.sessions.update(&id, |s| s.outcome = Outcome::Skipped);
    assert_eq!(events(&plan, options(today)), 0);
    plan.interviews.put(Interview::new(
        InterviewId::slug("i"),
        "",
        Round::Onsite,
        today,
    ));
    assert_eq!(events(&plan, usual), 1);
    let without = Options {
        interviews: false,
        ..usual
    };
    assert_eq!(events(&plan, without), 0);
}

/// A text of awkward bits that try to add lines.
fn hostile(dice: &mut Dice) -> String {
    const BITS: &[&str] = &[
        "\r\nATTACH:evil",
        "\nEND:VEVENT",
        "\r",
        "\n ",
        "\r\n\t",
        "\u{85}BEGIN:VEVENT",
        "\u{2028}URL:x",
        "\\",
        "\\n",
        "\\\\n",
        ";X=1:",
        ",",
        "\"",
        "\0",
        "\u{b}",
        "\u{c}",
        "\u{1b}[31m",
        "\u{7f}",
        "\u{9d}",
        "漢字漢字漢字漢字漢字",
        "👩‍🔬👩‍🔬👩‍🔬",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "é",
        ":",
        "BEGIN:VALARM",
        "\u{feff}",
        "\u{202e}",
    ];
    let mut text = dice.text();
    for _ in 0..dice.below(6) {
        text.push_str(BITS[dice.below(BITS.len())]);
        text.push_str(&dice.text());
    }
    text
}

/// Which names a file with these texts has: only those that a file with plain texts has.
fn check_no_injection(
    dice: &mut Dice,
    write: &dyn Fn(&Plan, &Options) -> String,
) -> Result<(), String> {
    let (mut plan, id) = one_session("19:00", 60);
    let today = plan.start_on;
    let fields = |plan: &mut Plan, text: &mut dyn FnMut() -> String| {
        plan.name = text();
        let mut item = Item::new(ItemId::slug("item"), Kind::Custom(text()), text());
        item.short = text();
        item.urls = vec![
            WebLink {
                label: text(),
                url: format!("https://example.org/{}", text()),
            },
            WebLink {
                label: text(),
                url: text(),
            },
        ];
        let mut step = cairn::domain::Step::new(cairn::domain::StepId::slug("s"), 1, text());
        step.short = text();
        item.step = Some(step.id.clone());
        plan.steps.put(step);
        plan.items.put(item);
        plan.interviews.put(Interview::new(
            InterviewId::slug("i"),
            text(),
            Round::Onsite,
            today,
        ));
    };
    fields(&mut plan, &mut || "plain".to_owned());
    let expected = properties(&write(&plan, &options(today)));
    let mut texts = Vec::new();
    fields(&mut plan, &mut || {
        texts.push(hostile(dice));
        texts.last().cloned().unwrap_or_default()
    });
    let text = write(&plan, &options(today));
    let all = properties(&text);
    let names = |all: &[(String, String)]| -> Vec<String> {
        let all = all.iter().filter(|(name, _)| name != "URL");
        all.map(|(name, _)| name.clone()).collect()
    };
    if names(&all) != names(&expected) {
        return Err(format!(
            "other properties: {:?} from {texts:?}",
            names(&all)
        ));
    }
    for (name, value) in &all {
        if ["NAME", "X-WR-CALNAME", "SUMMARY", "DESCRIPTION"].contains(&name.as_str()) {
            plain(value);
        }
        if name == "URL" && !(value.starts_with("https://") && value.is_ascii()) {
            return Err(format!("no address: {value}"));
        }
    }
    let own = back(&plan, &text);
    if own.own.len() != 1 || own.own[0].session != id || !own.busy.is_empty() {
        return Err(format!("read back as {own:?}"));
    }
    Ok(())
}

#[test]
fn no_text_adds_a_line_or_a_property() {
    let mut dice = Dice::new(7);
    // Ten texts a round: 12,000.
    for round in 0..1_200 {
        if let Err(error) = check_no_injection(&mut dice, &write) {
            panic!("round {round}: {error}");
        }
    }
}

#[test]
fn a_writer_that_does_not_escape_is_caught() {
    let broken = |plan: &Plan, options: &Options| {
        let title = plan
            .items
            .iter()
            .next()
            .map_or("", |item| item.title.as_str());
        let text = write(plan, options);
        text.replace("END:VCALENDAR", &format!("X-T:{title}\r\nEND:VCALENDAR"))
    };
    let mut dice = Dice::new(7);
    let caught = (0..20).any(|_| {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            check_no_injection(&mut dice, &broken).is_err()
        }))
        .unwrap_or(true)
    });
    assert!(caught);
}

#[test]
fn reading_an_export_changes_nothing() {
    for seed in 0..400 {
        let mut plan = random_plan(seed);
        plan.availability.busy = Default::default();
        let options = options(day("2026-06-01"));
        let text = write(&plan, &options);
        let calendar = back(&plan, &text);
        assert_eq!(calendar.busy, [], "seed {seed}");
        assert_eq!(calendar.notes, Vec::<String>::new(), "seed {seed}");
        let written: BTreeSet<&SessionId> = plan
            .sessions
            .iter()
            .filter(|s| match s.outcome {
                Outcome::Done => true,
                Outcome::Planned => s.is_ahead(options.today),
                Outcome::Skipped => false,
            })
            .map(|s| &s.id)
            .collect();
        let read: BTreeSet<&SessionId> = calendar.own.iter().map(|own| &own.session).collect();
        assert_eq!(read, written, "seed {seed}");
        for own in &calendar.own {
            let session = plan.sessions.get(&own.session).expect("a session");
            // A session that fills up a day may begin after the next 04:00; then only what it was exported as tells.
            let (on, _) = own.exported.expect("kept");
            assert_eq!(on, session.on, "seed {seed}");
        }
        // To another plan the same events are busy times.
        let other = Reading {
            plan: Some(PlanId::slug("another")),
            ..reading(&plan)
        };
        let calendar = read_ok(&text, &other);
        assert_eq!(calendar.own, [], "seed {seed}");
    }
}

fn read_ok(text: &str, reading: &Reading) -> Calendar {
    read(text.as_bytes(), "x.ics", reading).expect("a calendar")
}

/// With `CAIRN_EXPORTS=FOLDER` the calendars and tables of random plans are kept there, for `tests/tools/check_ics.py` and
/// `check_csv.py`.
#[test]
fn exports_are_kept_for_other_parsers() {
    let folder = std::env::var_os("CAIRN_EXPORTS").map(std::path::PathBuf::from);
    let plans = (0..60).map(|seed| (format!("random-{seed}"), random_plan(seed)));
    for (name, mut plan) in plans.chain([("sample".to_owned(), sample())]) {
        let mut dice = Dice::new(3);
        plan.name = hostile(&mut dice);
        let calendar = write(&plan, &options(day("2026-06-01")));
        let table = cairn::store::formats::csv::sessions(&plan).expect("a table");
        assert!(!unfolded(&calendar).is_empty() && !table.is_empty());
        if let Some(folder) = &folder {
            std::fs::write(folder.join(format!("{name}.ics")), calendar).expect("written");
            std::fs::write(folder.join(format!("{name}.csv")), table).expect("written");
        }
    }
}
