//! What a move would break is said before it is done: by drag in month and week, by key, in “Move to…”, on the board.

use cairn::domain::item::Kind;
use cairn::domain::{
    Answers, Day, Interview, Item, ItemId, Link, Minutes, Plan, PlanId, Relation, Round, Session,
    SessionId, SessionKind,
};
use cairn::state::{Action, Command, View};
use egui::accesskit::{Live, Role};
use egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::app::{Setup, Window, monday};

fn day(day: u32) -> Day {
    let (month, day) = if day == 30 { (11, 30) } else { (12, day) };
    Day::from_ymd(2026, month, day).expect("a day")
}

fn id(name: &str) -> SessionId {
    SessionId::slug(name)
}

/// An hour on Monday to Thursday, none on Friday, two on Saturday and Sunday; the 10th is off. A phone screen on Thursday
/// 17 December, the onsite on the 29th. ‘Next’ builds on ‘Base’; ‘One’ and ‘Two’ are an ordered list.
fn plan() -> Plan {
    let mut answers = Answers::sensible(monday());
    answers.interviews[0].on = day(29);
    answers.days_off.insert(day(10));
    let mut plan = answers.plan(PlanId::slug("plan-test"), cairn::store::builtin::path());
    let screen = Interview::new(
        cairn::domain::id::Id::slug("screen"),
        "Phone screen",
        Round::Screen,
        day(17),
    );
    plan.interviews.put(screen);
    for (n, title) in ["Base", "Next", "One", "Two", "Full", "A", "B", "C", "Held"]
        .iter()
        .enumerate()
    {
        let mut item = Item::new(ItemId::slug(&title.to_lowercase()), Kind::Topic, *title);
        item.order = n as i64;
        if matches!(*title, "One" | "Two") {
            item.sequence = "own".to_owned();
        }
        plan.items.put(item);
    }
    plan.links.put(Link::new(
        ItemId::slug("next"),
        Relation::BuildsOn,
        ItemId::slug("base"),
    ));
    let (study, review) = (SessionKind::Study, SessionKind::Review);
    for (name, item, kind, on, minutes) in [
        ("base1", "base", study, 1, 30),
        ("base-r", "base", review, 3, 10),
        ("next1", "next", study, 5, 60),
        ("next-r", "next", review, 8, 10),
        ("one1", "one", study, 2, 30),
        ("two1", "two", study, 7, 30),
        ("full1", "full", study, 9, 60),
        ("a1", "a", study, 6, 20),
        ("b1", "b", study, 6, 20),
        ("c1", "c", study, 6, 20),
        ("held1", "held", study, 15, 30),
    ] {
        let mut session = Session::new(
            id(name),
            ItemId::slug(item),
            kind,
            day(on),
            Minutes(minutes),
        );
        session.pinned = name == "held1";
        plan.sessions.put(session);
    }
    plan
}

fn calendar() -> Window {
    let mut window = Setup::with(plan()).open();
    window.go(View::Calendar);
    window
}

fn at(window: &Window, name: &str) -> Pos2 {
    window.harness.get_by_label(name).rect().center()
}

fn day_at(window: &Window, words: &str) -> Pos2 {
    let node = window.harness.query_all_by_label_contains(words).next();
    let rect = node.unwrap_or_else(|| panic!("no day {words}")).rect();
    rect.center() + egui::vec2(0.0, rect.height() * 0.2)
}

fn carry(window: &mut Window, from: Pos2, to: Pos2) {
    window.harness.hover_at(from);
    window.harness.step();
    window.harness.drag_at(from);
    window.harness.step();
    for part in [0.3, 0.7, 1.0] {
        window.harness.hover_at(from + (to - from) * part);
        window.harness.step();
    }
    window.harness.step();
}

/// The words of the hint, as screen readers follow them.
fn hint(window: &Window) -> String {
    let all = window
        .harness
        .query_all_by(|node| node.role() == Role::Status);
    let mut live = all.filter(|node| node.accesskit_node().live() == Live::Polite);
    let node = live.next().expect("a hint");
    node.accesskit_node().label().unwrap_or_default()
}

fn warning(window: &Window) -> Option<String> {
    let toasts = &window.state().toasts;
    let last = toasts.iter().last()?;
    last.warning.as_ref().map(|warning| warning.text.clone())
}

const NEXT: &str = "Next, study, 1 h";
const TWO: &str = "Two, study, 30 min";
const REVIEW: &str = "Base, review, 10 min";

/// What is carried, over which day, what is said, and whether the session says so itself afterwards.
const MOVES: &[(&str, &str, &str, &str, bool)] = &[
    (
        NEXT,
        "next1",
        "Monday 30 November",
        "Breaks: before ‘Base’, which it builds on (Tue 1 Dec)",
        true,
    ),
    (
        "Base, study, 30 min",
        "base1",
        "Monday 14 December",
        "Breaks: after ‘Next’, which builds on it (Sat 5 Dec)",
        true,
    ),
    (
        "Base, study, 30 min",
        "base1",
        "Thursday 3 December",
        "Breaks: not before its own review (Thu 3 Dec)",
        true,
    ),
    (
        REVIEW,
        "base-r",
        "Tuesday 1 December",
        "Breaks: before its study is complete (Tue 1 Dec)",
        true,
    ),
    (
        REVIEW,
        "base-r",
        "Saturday 19 December",
        "Breaks: not reviewed in time for ‘Phone screen’",
        false,
    ),
    (
        TWO,
        "two1",
        "Tuesday 1 December",
        "Breaks: before ‘One’, which comes first in its list (Wed 2 Dec)",
        true,
    ),
    (
        "One, study, 30 min",
        "one1",
        "Tuesday 8 December",
        "Breaks: after ‘Two’, which comes later in its list (Mon 7 Dec)",
        true,
    ),
    (
        TWO,
        "two1",
        "Wednesday 9 December",
        "30 min over the day's 1 h",
        false,
    ),
    (
        TWO,
        "two1",
        "Friday 4 December",
        "There is no time on that day",
        false,
    ),
    (
        TWO,
        "two1",
        "Thursday 10 December",
        "It is a day off",
        false,
    ),
    (
        TWO,
        "two1",
        "Sunday 6 December",
        "4 things to study on a day; you set at most 3",
        false,
    ),
    (
        TWO,
        "two1",
        "Wednesday 16 December",
        "Breaks: new material on a buffer day before ‘Phone screen’",
        true,
    ),
    (
        TWO,
        "two1",
        "Thursday 17 December",
        "Breaks: on the day of ‘Phone screen’",
        true,
    ),
    (
        TWO,
        "two1",
        "Saturday 19 December",
        "It comes after ‘Phone screen’, which asks for it (Thu 17 Dec)",
        false,
    ),
    (
        TWO,
        "two1",
        "Wednesday 30 December",
        "Breaks: after ‘Onsite’, which asks for it (Tue 29 Dec)",
        true,
    ),
];

fn date(words: &str) -> Day {
    let mut words = words.split(' ').skip(1);
    let number = words.next().and_then(|n| n.parse().ok());
    let month = if words.next() == Some("November") {
        11
    } else {
        12
    };
    Day::from_ymd(2026, month, number.expect("a number")).expect("a day")
}

#[test]
fn every_kind_of_break_is_said_before_the_button_is_let_go() {
    let mut window = calendar();
    let before = window.plan();
    for (name, session, target, words, marked) in MOVES {
        // Over the day, then given up: nothing has changed.
        let to = day_at(&window, target);
        let from = at(&window, name);
        carry(&mut window, from, to);
        assert!(
            hint(&window).contains(words),
            "{name} over {target}: {}",
            hint(&window)
        );
        assert_eq!(*window.plan(), *before, "nothing has changed yet");
        window.key(Key::Escape);
        window.harness.drop_at(to);
        window.run();
        assert_eq!(*window.plan(), *before, "Escape gave it up");

        // Let go: what was said is what the toast says.
        carry(&mut window, from, to);
        window.harness.drop_at(to);
        window.run();
        let there = window
            .plan()
            .sessions
            .get(&id(session))
            .expect("it is there")
            .on;
        assert_eq!(there, date(target));
        let said = warning(&window).unwrap_or_default();
        assert!(said.starts_with(words), "{name} on {target}: {said}");
        assert!(window.shows(&said), "the toast shows it");
        let warned = format!("{name}, pinned, warning: ");
        assert_eq!(window.shows(&warned), *marked, "{name} on {target}");
        window.ctrl(Key::Z);
        assert_eq!(*window.plan(), *before);
        assert!(!window.shows("warning: "));
    }
}

#[test]
fn where_it_fits_nothing_nags() {
    let mut window = calendar();
    let (from, to) = (at(&window, TWO), day_at(&window, "Monday 14 December"));
    carry(&mut window, from, to);
    assert_eq!(hint(&window), "Mon 14 Dec: 30 min of 1 h. Fits");
    window.harness.drop_at(to);
    window.run();
    assert_eq!(window.toasts(), ["Moved ‘Two’ to Mon 14 Dec"]);
    assert_eq!(warning(&window), None);
    assert!(!window.shows("Replan…") && !window.shows("warning: "));

    let (from, to) = (
        at(&window, "Held, study, 30 min, pinned"),
        day_at(&window, "Sunday 13 December"),
    );
    carry(&mut window, from, to);
    assert_eq!(
        hint(&window),
        "Sun 13 Dec: 30 min of 2 h. Fits. It leaves its pin on Tue 15 Dec"
    );
    window.harness.drop_at(to);
    window.run();
    assert_eq!(warning(&window), None);
}

#[test]
fn days_that_would_not_do_are_marked_while_something_is_carried() {
    for command in [Command::CalendarMonth, Command::CalendarWeek] {
        let mut window = calendar();
        window.command(command);
        let (session, over) = ("Base, study, 30 min", "Monday 30 November");
        let (from, to) = (at(&window, session), day_at(&window, over));
        let told = |window: &Window, words: &str| {
            let node = window.harness.query_all_by_label_contains(words).next();
            node.expect("a day").accesskit_node().description()
        };
        assert_eq!(told(&window, over), None);
        carry(&mut window, from, to);
        for (words, description) in [
            ("Monday 30 November", "fits"),
            ("Wednesday 2 December", "fits"),
            ("Thursday 3 December", "too late"),
            ("Friday 4 December", "too late"),
        ] {
            assert_eq!(
                told(&window, words).as_deref(),
                Some(description),
                "{words}"
            );
        }
        window.key(Key::Escape);
        window.harness.drop_at(to);
        window.run();
        assert_eq!(told(&window, "Friday 4 December"), None);
    }
}

#[test]
fn the_week_says_the_same() {
    let mut window = calendar();
    window.command(Command::CalendarWeek);
    let before = window.plan();
    let (from, to) = (at(&window, NEXT), day_at(&window, "Monday 30 November"));
    carry(&mut window, from, to);
    assert!(hint(&window).contains("Breaks: before ‘Base’, which it builds on (Tue 1 Dec)"));
    window.key(Key::Escape);
    window.harness.drop_at(to);
    window.run();
    assert_eq!(*window.plan(), *before);
}

#[test]
fn keys_say_the_same_words_and_offer_undo_and_a_replan() {
    let mut window = calendar();
    let before = window.plan();
    window.action(Action::SelectSession(id("two1")));
    window.ctrl(Key::ArrowRight);
    assert_eq!(warning(&window), None, "Tuesday has room");
    window.ctrl(Key::ArrowRight);
    assert_eq!(
        warning(&window).as_deref(),
        Some("30 min over the day's 1 h")
    );
    window.ctrl(Key::ArrowUp);
    window.ctrl(Key::ArrowLeft);
    let said = "Breaks: before ‘One’, which comes first in its list (Wed 2 Dec)";
    assert_eq!(warning(&window).as_deref(), Some(said));
    assert_eq!(
        window.toasts().last().map(String::as_str),
        Some("Moved ‘Two’ to Tue 1 Dec")
    );
    assert!(window.shows("Two, study, 30 min, pinned, warning: before ‘One’"));
    for _ in 0..4 {
        window.ctrl(Key::Z);
    }
    assert_eq!(*window.plan(), *before);

    window.action(Action::SelectSession(id("two1")));
    window.ctrl(Key::ArrowUp);
    window.ctrl(Key::ArrowRight);
    window.click("Replan…");
    assert!(
        window.state().proposal.is_some(),
        "a new plan is offered, not taken"
    );
}

#[test]
fn move_to_says_it_by_the_field() {
    let mut window = calendar();
    let before = window.plan();
    let open = |window: &mut Window| {
        window.action(Action::SelectSession(id("two1")));
        let node = window.harness.get_by_label_contains(TWO);
        node.focus();
        window.run();
        window.chord(Modifiers::SHIFT, Key::F10);
        window.click("Move to…");
    };
    open(&mut window);
    assert_eq!(hint(&window), "Mon 7 Dec: stays where it is");
    window.chord(Modifiers::COMMAND, Key::A);
    window.type_text("9 Dec");
    assert_eq!(
        hint(&window),
        "Wed 9 Dec: 1 h 30 of 1 h. 30 min over the day's 1 h"
    );
    window.chord(Modifiers::COMMAND, Key::A);
    window.type_text("20 Nov 2026");
    assert!(hint(&window).contains("is over: nothing can be planned on it"));
    assert_eq!(*window.plan(), *before);
    window.key(Key::Escape);
    window.key(Key::Escape);
    assert!(!window.shows("New day"), "Escape closes it");
    assert_eq!(*window.plan(), *before);

    open(&mut window);
    window.chord(Modifiers::COMMAND, Key::A);
    window.type_text("1 Dec");
    assert!(hint(&window).contains("Breaks: before ‘One’"));
    window.key(Key::Enter);
    assert_eq!(
        window.plan().sessions.get(&id("two1")).expect("there").on,
        day(1)
    );
    assert!(warning(&window).is_some_and(|said| said.starts_with("Breaks: before ‘One’")));
}

fn board() -> Window {
    let mut window = Setup::with(plan()).open();
    window.go(View::Board);
    window.command(Command::BoardByWeek);
    window
}

fn card(window: &Window, name: &str) -> Pos2 {
    let is = |label: Option<String>| label.is_some_and(|label| label.starts_with(name));
    let node = window
        .harness
        .get_by(|node| node.role() == Role::ListItem && is(node.label()));
    node.rect().center()
}

fn column(window: &Window, name: &str) -> Pos2 {
    let is = |label: Option<String>| label.is_some_and(|label| label.starts_with(name));
    let node = window
        .harness
        .get_by(|node| node.role() == Role::List && is(node.label()));
    node.rect().center()
}

fn on(window: &Window, name: &str) -> Day {
    window.plan().sessions.get(&id(name)).expect("there").on
}

#[test]
fn a_drop_on_a_week_takes_the_reviews_along() {
    let mut window = board();
    let before = window.plan();
    let (from, to) = (card(&window, "Next"), column(&window, "14 – 20 Dec"));
    carry(&mut window, from, to);
    let said = hint(&window);
    assert!(said.starts_with("Plan for the week of 14 Dec: "), "{said}");
    assert!(
        said.contains("Fits") && said.contains("Moves its review to "),
        "{said}"
    );
    assert_eq!(*window.plan(), *before);
    window.key(Key::Escape);
    window.harness.drop_at(to);
    window.run();
    assert_eq!(*window.plan(), *before);

    carry(&mut window, from, to);
    window.harness.drop_at(to);
    window.run();
    assert!(
        (14..17).map(day).any(|d| d == on(&window, "next1")),
        "{}",
        on(&window, "next1")
    );
    assert!(on(&window, "next-r") > on(&window, "next1"));
    assert!(
        on(&window, "next-r") < day(17),
        "and in time for the phone screen"
    );
    let plan = window.plan();
    assert!(!plan.sessions.get(&id("next-r")).expect("there").pinned);
    assert_eq!(warning(&window), None);
    assert!(
        window.toasts()[0].contains("its review to"),
        "{:?}",
        window.toasts()
    );
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before, "one step takes all of it back");

    // A week in which one day has room before the review: it stays.
    let (from, to) = (card(&window, "Two"), column(&window, "14 – 20 Dec"));
    carry(&mut window, from, to);
    assert!(hint(&window).ends_with("Fits"), "{}", hint(&window));
    window.harness.drop_at(to);
    window.run();
    assert!(
        (14..16).map(day).any(|d| d == on(&window, "two1")),
        "{}",
        on(&window, "two1")
    );
}

#[test]
fn a_drop_on_a_week_that_cannot_fit_says_what_breaks() {
    let mut window = board();
    let (from, to) = (card(&window, "Base"), column(&window, "Next week"));
    carry(&mut window, from, to);
    let said = hint(&window);
    assert!(
        said.contains("Breaks: after ‘Next’, which builds on it (Sat 5 Dec)"),
        "{said}"
    );
    window.harness.drop_at(to);
    window.run();
    let words = warning(&window).unwrap_or_default();
    assert!(words.starts_with("Breaks: after ‘Next’"), "{words}");
    assert!(
        on(&window, "base-r") > on(&window, "base1"),
        "the review went along all the same"
    );
    window.click("Replan…");
    assert!(window.state().proposal.is_some());
}

#[test]
fn a_card_moved_by_key_says_the_same() {
    let mut window = board();
    window.key(Key::Slash);
    window.type_text("Base");
    window.key(Key::Enter);
    window.chord(Modifiers::COMMAND, Key::ArrowRight);
    let words = warning(&window).unwrap_or_default();
    assert!(words.starts_with("Breaks: after ‘Next’"), "{words}");
}
