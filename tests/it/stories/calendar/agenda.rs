//! The agenda: one day below the other, with keys, the menu, drags, and ten thousand sessions.

use cairn::domain::{Outcome, SessionId};
use cairn::state::{Action, View};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::{at, calendar, day, focused, huge_plan, id, on, open, pinned};
use crate::support::app::{Setup, Window};

fn agenda() -> Window {
    let mut window = calendar();
    window.chord(Modifiers::ALT, Key::Num3);
    window
}

fn selected(window: &Window) -> Option<SessionId> {
    window.state().selection.session.clone()
}

#[test]
fn it_lists_days_from_today_on_with_what_is_free() {
    let mut window = agenda();
    for name in [
        "Sunday 3 January: 0 min of 2 h, today, 2 h free",
        "Monday 4 January: 45 min of 1 h, 1 session, 15 min free",
        "Tuesday 5 January: 1 h 15 of 1 h, 2 sessions",
        "GPT-1, study, 45 min",
        "Tuesday 12 January: 0 min of 1 h, Phone screen, 1 h free",
    ] {
        assert!(window.shows(name), "{name}");
    }
    assert!(
        !window.shows("Calculus, study, 45 min, missed"),
        "the past is above"
    );
    window.key(Key::PageUp);
    assert!(
        window.shows("Calculus, study, 45 min, missed"),
        "and reached"
    );
    window.key(Key::Home);
    assert!(!window.shows("Calculus, study, 45 min, missed"));
    window.key(Key::G);
    window.type_text("20 Jan");
    window.key(Key::Enter);
    assert!(window.shows("URL shortener, mock, 45 min"));
}

#[test]
fn keys_go_through_it_and_act() {
    let mut window = agenda();
    let before = window.plan();
    window.key(Key::ArrowDown);
    assert!(
        focused(&window).starts_with("Sunday 3 January"),
        "{}",
        focused(&window)
    );
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert_eq!(selected(&window), Some(id("calculus")));
    assert_eq!(focused(&window), "Calculus, study, 45 min");
    window.key(Key::P);
    assert!(pinned(&window, "calculus"));
    window.ctrl(Key::Z);
    window.key(Key::ArrowDown);
    assert!(focused(&window).starts_with("Tuesday 5 January"));
    window.key(Key::ArrowUp);
    assert_eq!(selected(&window), Some(id("calculus")));
    window.ctrl(Key::D);
    let done = window.plan();
    let session = done.sessions.get(&id("calculus")).expect("there");
    assert_eq!(session.outcome, Outcome::Done);
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
    window.action(Action::SelectSession(id("calculus")));
    window.key(Key::Enter);
    assert_eq!(window.state().view, View::Library, "Enter opens the item");
}

#[test]
fn a_session_is_dragged_to_another_day_of_the_list() {
    let mut window = agenda();
    let before = window.plan();
    let from = at(&window, "GPT-1, study, 45 min");
    let to = at(&window, "GPT-2, study, 45 min");
    for escape in [true, false] {
        window.carry(from, to);
        assert!(window.shows("Thu 7 Jan: 1 h 30 of 1 h"));
        if escape {
            window.key(Key::Escape);
        }
        window.harness.drop_at(to);
        window.run();
        let moved = on(&window, "gpt1") == day(2027, 1, 7);
        assert_eq!(moved, !escape);
    }
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
}

#[test]
fn ten_thousand_sessions_are_not_drawn_at_once() {
    let mut window = open(Setup::with(huge_plan()));
    window.chord(Modifiers::ALT, Key::Num3);
    let rows = |window: &Window| {
        let all = window.harness.query_all_by_label_contains(", 20 min");
        all.count()
    };
    let drawn = rows(&window);
    assert!((5..=110).contains(&drawn), "{drawn}");
    window.key(Key::G);
    window.type_text("10 May");
    window.key(Key::Enter);
    assert!(window.shows("Monday 10 May"));
    assert!((5..=110).contains(&rows(&window)));
}

#[test]
fn it_scrolls_under_what_is_carried_to_its_edge() {
    let mut window = agenda();
    assert!(!window.shows("Wednesday 20 January"));
    let from = at(&window, "GPT-1, study, 45 min");
    let edge = egui::pos2(from.x, 868.0);
    window.carry(from, edge);
    for _ in 0..60 {
        window.harness.step();
    }
    assert!(window.shows("Wednesday 20 January"));
    window.key(Key::Escape);
    window.harness.drop_at(edge);
    window.run();
    assert_eq!(on(&window, "gpt1"), day(2027, 1, 5));
}
