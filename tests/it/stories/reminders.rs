//! Stories of reminders and of the evening before an interview.

use cairn::domain::{Clock, Interview, InterviewId, Round};
use cairn::state::{Action, View};
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::today::{half_week, thursday};
use crate::support::app::{Setup, Window};

/// The plan of the half week on a day, at a time.
fn at(day: cairn::domain::Day, clock: &str) -> Window {
    let mut plan = half_week();
    // Nothing done yet on Thursday.
    plan.sessions
        .remove(&cairn::domain::SessionId::slug("thu-1"));
    let mut window = Setup::with(plan).size(1_440.0, 1_800.0).open();
    set_clock(&mut window, day, clock);
    window
}

fn set_clock(window: &mut Window, day: cairn::domain::Day, clock: &str) {
    window.env.script(|script| {
        script.now.today = day;
        script.now.moment =
            cairn::domain::Moment::parse(&format!("{day}T{clock}:00")).expect("a moment");
    });
    window.run();
}

fn notified(window: &Window) -> Vec<(String, String)> {
    window.env.script(|script| script.notified.clone())
}

#[test]
fn nothing_is_said_while_reminders_are_off() {
    let mut window = at(thursday(), "17:00");
    for clock in ["18:50", "19:00", "19:20"] {
        set_clock(&mut window, thursday(), clock);
    }
    assert!(notified(&window).is_empty());
}

#[test]
fn the_first_session_of_the_day_is_announced_once() {
    let mut window = at(thursday(), "12:00");
    window.go(View::Settings);
    // Others in Settings are called so, too: this one stands beside “30 min”.
    let leads: Vec<_> = window.harness.query_all_by_label("10 min").collect();
    leads.last().expect("a lead of 10 minutes").click();
    drop(leads);
    window.run();
    assert!(window.state().settings.remind);
    let first = window.plan();
    let start = first.availability.usually_from(thursday());
    let clock = |minute: u32| Clock::from_minutes(minute as u16).to_string();
    set_clock(&mut window, thursday(), &clock(start - 11));
    assert!(notified(&window).is_empty(), "not yet");
    let wake = window.state().next_wake().expect("it wakes for it");
    assert!(wake <= 60.0, "{wake} s");
    set_clock(&mut window, thursday(), &clock(start - 10));
    let said = notified(&window);
    assert_eq!(said.len(), 1);
    let (title, words) = said.first().expect("one");
    assert_eq!(title, "Study time");
    assert!(words.contains("Transformer, 1 h"), "{words}");
    assert!(words.contains("one more session today"), "{words}");
    set_clock(&mut window, thursday(), &clock(start - 5));
    window.action(Action::Remind(Some(30)));
    set_clock(&mut window, thursday(), &clock(start));
    assert_eq!(notified(&window).len(), 1, "once a day");
    // Friday has no session, Sunday has.
    set_clock(&mut window, thursday().plus(1), &clock(start));
    assert_eq!(notified(&window).len(), 1);
    let sunday = first.availability.usually_from(thursday().plus(3));
    set_clock(&mut window, thursday().plus(3), &clock(sunday - 30));
    assert_eq!(notified(&window).len(), 2);
}

#[test]
fn nothing_is_said_long_after_or_once_begun() {
    let mut window = at(thursday(), "12:00");
    let start = window.plan().availability.usually_from(thursday());
    let late = Clock::from_minutes((start + 45) as u16).to_string();
    set_clock(&mut window, thursday(), &late);
    window.action(Action::Remind(Some(10)));
    set_clock(&mut window, thursday(), &late);
    assert!(notified(&window).is_empty());
    // On Wednesday everything is done.
    let on_time = Clock::from_minutes(start as u16).to_string();
    set_clock(&mut window, thursday().plus(-1), &on_time);
    assert!(notified(&window).is_empty());
}

#[test]
fn settings_say_when_the_desktop_refuses() {
    let mut window = at(thursday(), "12:00");
    window.env.script(|script| {
        script.refuses = Some("No notification service is running".to_owned());
    });
    window.action(Action::Remind(Some(10)));
    window.go(View::Settings);
    assert!(!window.shows("The desktop showed no notification."));
    window.click("Show one now");
    window.run();
    assert!(window.shows("The desktop showed no notification."));
    assert!(window.shows("No notification service is running"));
    window.env.script(|script| script.refuses = None);
    window.click("Show one now");
    window.run();
    assert!(!window.shows("The desktop showed no notification."));
    assert_eq!(notified(&window).len(), 1);
    window.click("Off");
    assert!(!window.state().settings.remind);
}

/// The evening before a coding call.
fn eve() -> Window {
    let mut plan = half_week();
    plan.interviews.put(Interview::new(
        InterviewId::slug("coding"),
        "Coding call",
        Round::Coding,
        thursday().plus(1),
    ));
    let mut window = Setup::with(plan).open();
    set_clock(&mut window, thursday(), "19:00");
    window
}

#[test]
fn the_evening_before_has_a_list_to_tick() {
    let mut window = eve();
    let id = InterviewId::slug("coding");
    assert!(window.shows("Tomorrow: Coding call"));
    assert!(
        window.shows("Look over lightly: Arrays"),
        "what it asks for most and was studied"
    );
    assert!(
        !window.shows("Look over lightly: Twitter"),
        "nothing that was not studied"
    );
    window.click("Stop in good time, and sleep");
    let of = |window: &Window| (**window.plan().interviews.get(&id).expect("there")).clone();
    assert_eq!(of(&window).eve_done, ["sleep"]);
    assert!(window.shows("1 of "));
    window.ctrl(Key::Z);
    assert!(of(&window).eve_done.is_empty());
    // Not two days before.
    set_clock(&mut window, thursday().plus(-1), "19:00");
    assert!(!window.shows("Tomorrow: Coding call"));
}

#[test]
fn a_half_typed_line_outlives_the_view() {
    let mut window = eve();
    let id = InterviewId::slug("coding");
    let of = |window: &Window| {
        let plan = window.plan();
        let one = plan.interviews.get(&id).expect("there");
        one.logistics.lines().to_vec()
    };
    let name = "Add a line to the list";
    window.harness.get_by_label(name).focus();
    window.run();
    window.type_text("Bring ");
    for _ in 0..40 {
        window.harness.step();
    }
    assert_eq!(of(&window), ["Bring"], "a kill leaves it in the list");
    assert!(
        !window.shows("Remove “Bring”"),
        "it stands in the field still"
    );
    window.type_text("water");
    window.go(View::Board);
    assert_eq!(of(&window), ["Bring water"]);
    window.go(View::Today);
    assert!(window.shows("Remove “Bring water”"));
    window.ctrl(Key::Z);
    assert!(of(&window).is_empty(), "one step");
    // Escape leaves nothing.
    window.harness.get_by_label(name).focus();
    window.run();
    window.type_text("Nothing");
    for _ in 0..40 {
        window.harness.step();
    }
    window.key(Key::Escape);
    assert!(of(&window).is_empty());
}

#[test]
fn lines_and_the_time_are_typed_and_kept() {
    let mut window = eve();
    let id = InterviewId::slug("coding");
    let of = |window: &Window| (**window.plan().interviews.get(&id).expect("there")).clone();
    window
        .harness
        .get_by_label("Add a line to the list")
        .focus();
    window.run();
    window.type_text("Charger and headphones");
    window.key(Key::Enter);
    assert_eq!(of(&window).logistics.lines(), ["Charger and headphones"]);
    window.click("Charger and headphones");
    assert_eq!(of(&window).eve_done, ["own:Charger and headphones"]);
    window.harness.get_by_label("Begins at").focus();
    window.run();
    window.type_text("9:30");
    window.key(Key::Enter);
    assert_eq!(
        of(&window).at.map(|at| at.to_string()).as_deref(),
        Some("09:30")
    );
    assert!(window.shows("Fri 4 Dec at 09:30"));
    assert!(window.on_disk().contains("Charger and headphones"));
    window.click("Remove “Charger and headphones”");
    assert!(of(&window).logistics.is_empty());
    window.ctrl(Key::Z);
    assert!(!of(&window).logistics.is_empty());
}

#[test]
fn the_evening_before_is_quiet() {
    let mut window = eve();
    // Tuesday was missed, a paper is planned, the plan no longer matches: none of it is said.
    for loud in [
        "was missed",
        "The plan no longer matches",
        "Out of date",
        "left out",
        "to spare",
        "Do it today",
        "Start Transformer",
        "of your 2 h",
    ] {
        assert!(!window.shows(loud), "{loud}");
    }
    assert!(window.shows("The evening before. Nothing new today: a light review at most."));
    assert!(window.shows("Done: Heaps"), "the review that is planned");
    // It is there for whoever asks.
    window.click("Show 1 session that was planned for today");
    assert!(window.shows("Start Transformer"));
    // On the day itself it is as quiet; the day after, all is said again.
    set_clock(&mut window, thursday().plus(1), "08:00");
    assert!(window.shows("The day itself. Nothing has to be studied today."));
    assert!(!window.shows("missed"));
    set_clock(&mut window, thursday().plus(2), "08:00");
    assert!(window.shows("missed"));
}

#[test]
fn when_and_where_an_interview_is_stands_wherever_interviews_are() {
    let mut window = eve();
    let id = InterviewId::slug("coding");
    let of = |window: &Window| (**window.plan().interviews.get(&id).expect("there")).clone();
    window.go(View::Settings);
    window.harness.get_by_label("Coding call begins at").focus();
    window.run();
    window.type_text("14");
    window.key(Key::Enter);
    assert_eq!(
        of(&window).at.map(|at| at.to_string()).as_deref(),
        Some("14:00")
    );
    window.harness.get_by_label("Where Coding call is").focus();
    window.run();
    window.type_text("https://meet.example.org/cairn");
    window.key(Key::Enter);
    window.run();
    assert_eq!(of(&window).place, "https://meet.example.org/cairn");
    window.go(View::Today);
    assert!(window.shows("Fri 4 Dec at 14:00"));
    window.click("Open the link of Coding call");
    assert!(
        window.state().ask_link.is_some(),
        "a new place is shown before it is opened"
    );
    window.key(Key::Escape);
    let options = cairn::store::formats::ics::Options::usual(thursday(), cairn::domain::Stamp(0));
    let calendar = cairn::store::formats::ics::write(&window.plan(), &options);
    for line in [
        "DTSTART:20261204T140000",
        "DTEND:20261204T150000",
        "LOCATION:https://meet.example.org/cairn",
        "URL:https://meet.example.org/cairn",
    ] {
        assert!(calendar.contains(line), "{line}");
    }
    // A template leaves all of it with the user.
    let options = cairn::store::export::Options::usual(thursday(), cairn::domain::Stamp(0));
    let what = cairn::store::export::What::Template;
    let bytes = cairn::store::export::bytes(&window.plan(), what, &options).expect("made");
    let text = String::from_utf8(bytes).expect("text");
    assert!(!text.contains("meet.example.org") && !text.contains("14:00"));
}

#[test]
fn a_place_and_a_time_that_are_half_typed_outlive_the_view() {
    let mut window = eve();
    let id = InterviewId::slug("coding");
    let of = |window: &Window| {
        let plan = window.plan();
        let one = plan.interviews.get(&id).expect("there");
        (one.place.clone(), one.at.map(|at| at.to_string()))
    };
    window.harness.get_by_label("Where").focus();
    window.run();
    window.type_text("Room 7");
    window.go(View::Board);
    assert_eq!(of(&window).0, "Room 7", "leaving the view by key keeps it");
    window.go(View::Today);
    window.harness.get_by_label("Begins at").focus();
    window.run();
    window.ctrl(Key::A);
    window.type_text("9:30");
    window.go(View::Board);
    assert_eq!(of(&window), ("Room 7".to_owned(), Some("09:30".to_owned())));
    window.command(cairn::state::Command::Undo);
    assert_eq!(of(&window).0, "Room 7", "a step of its own");
}
