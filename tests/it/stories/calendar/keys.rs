//! The month with keys alone.

use cairn::state::Action;
use egui::Key;

use super::{calendar, day, focused, id, on};
use crate::support::app::Window;

#[test]
fn keys_go_from_day_to_day_and_turn_the_month() {
    let mut window = calendar();
    window.key(Key::ArrowRight);
    assert!(
        focused(&window).starts_with("Sunday 3 January"),
        "the first arrow shows where"
    );
    window.key(Key::ArrowRight);
    assert!(focused(&window).starts_with("Monday 4 January"));
    window.key(Key::ArrowUp);
    window.key(Key::ArrowUp);
    assert!(focused(&window).starts_with("Monday 21 December"));
    assert!(window.shows("December 2026"));
    window.key(Key::PageDown);
    assert!(window.shows("January 2027"));
    window.key(Key::PageDown);
    assert!(window.shows("February 2027"));
    window.key(Key::Home);
    assert!(window.shows("January 2027"));
}

#[test]
fn keys_go_into_the_sessions_of_a_day_and_move_them() {
    let mut window = calendar();
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    assert!(focused(&window).starts_with("Tuesday 5 January"));
    window.key(Key::Enter);
    let first = window
        .state()
        .selection
        .session
        .clone()
        .expect("one is selected");
    window.key(Key::ArrowDown);
    let second = window
        .state()
        .selection
        .session
        .clone()
        .expect("one is selected");
    assert_ne!(first, second);
    window.key(Key::ArrowUp);
    assert_eq!(window.state().selection.session, Some(first.clone()));

    window.ctrl(Key::ArrowRight);
    let moved = |window: &Window| window.plan().sessions.get(&first).expect("there").on;
    assert_eq!(moved(&window), day(2027, 1, 6));
    window.ctrl(Key::ArrowDown);
    assert_eq!(moved(&window), day(2027, 1, 13));
    window.ctrl(Key::ArrowUp);
    window.ctrl(Key::ArrowLeft);
    assert_eq!(moved(&window), day(2027, 1, 5));
    assert!(focused(&window).ends_with("pinned"), "the focus went along");

    window.key(Key::P);
    assert!(!window.plan().sessions.get(&first).expect("there").pinned);
    window.key(Key::P);
    assert!(window.plan().sessions.get(&first).expect("there").pinned);

    window.key(Key::Escape);
    assert!(
        focused(&window).starts_with("Tuesday 5 January"),
        "Escape goes back to the day"
    );
    window.ctrl(Key::ArrowLeft);
    assert!(
        window
            .toasts()
            .iter()
            .any(|t| t.contains("Select a session")),
        "nothing is selected any more"
    );
}

#[test]
fn a_move_by_key_stops_at_today() {
    let mut window = calendar();
    window.action(Action::SelectSession(id("calculus")));
    window.ctrl(Key::ArrowUp);
    assert_eq!(on(&window, "calculus"), day(2027, 1, 4));
    assert!(window.toasts()[0].contains("is over"));
}

#[test]
fn a_move_by_key_follows_into_the_next_month() {
    let mut window = calendar();
    window.action(Action::SelectSession(id("mock")));
    window.ctrl(Key::ArrowDown);
    window.ctrl(Key::ArrowDown);
    assert_eq!(on(&window, "mock"), day(2027, 2, 3));
    assert!(window.shows("February 2027"));
    assert!(window.shows("URL shortener, mock, 45 min, pinned"));
}
