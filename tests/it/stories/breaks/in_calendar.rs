//! A session moved in the calendar says what that breaks: by drag, by key, in a dialog.

use cairn::domain::Day;
use cairn::state::{Action, Command};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{at, calendar, day, day_at, hint, id, warning};
use crate::support::app::Window;

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
        window.carry(from, to);
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
        window.carry(from, to);
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
    window.carry(from, to);
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
    window.carry(from, to);
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
        window.carry(from, to);
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
    window.carry(from, to);
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
