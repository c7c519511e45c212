//! The length of a session: by its lower edge in the week, and by keys.

use cairn::state::{Action, Command};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::{calendar, id, pinned};
use crate::support::app::Window;

/// The week of Monday 4 January.
fn week() -> Window {
    let mut window = calendar();
    window.chord(Modifiers::ALT, Key::Num2);
    window.key(Key::PageDown);
    window
}

fn minutes(window: &Window, name: &str) -> u32 {
    let plan = window.plan();
    plan.sessions.get(&id(name)).expect("there").minutes.0
}

/// The lower edge of a session's block.
fn edge(window: &Window, name: &str) -> egui::Rect {
    window.harness.get_by_label(name).rect()
}

#[test]
fn the_lower_edge_is_dragged_to_another_length() {
    let mut window = week();
    let before = window.plan();
    let block = edge(&window, "GPT-2, study, 45 min");
    let from = edge(&window, "Length of GPT-2: 45 min").center();
    // As tall as it is long: a third more of it is a quarter of an hour.
    let to = from + egui::vec2(0.0, (block.height() + 1.0) / 3.0);
    window.carry(from, to);
    assert!(window.shows("1 h, was 45 min. Thu 7 Jan: 1 h of 1 h. Fits"));
    assert_eq!(*window.plan(), *before, "nothing has changed yet");
    window.harness.drop_at(to);
    window.run();
    assert_eq!(minutes(&window, "gpt2"), 60);
    assert!(pinned(&window, "gpt2"));
    assert!(window.shows("GPT-2, study, 1 h, pinned"));
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before, "one step takes it back");
}

#[test]
fn too_long_is_said_before_it_is_done() {
    let mut window = week();
    let block = edge(&window, "GPT-2, study, 45 min");
    let from = edge(&window, "Length of GPT-2: 45 min").center();
    window.carry(from, from + egui::vec2(0.0, block.height()));
    assert!(window.shows("30 min over the day's 1 h"));
    window
        .harness
        .drop_at(from + egui::vec2(0.0, block.height()));
    window.run();
    assert_eq!(minutes(&window, "gpt2"), 90);
    assert!(window.toasts()[0].contains("GPT-2"));
}

#[test]
fn escape_leaves_the_length_as_it_is() {
    let mut window = week();
    let before = window.plan();
    let from = edge(&window, "Length of GPT-2: 45 min").center();
    let to = from + egui::vec2(0.0, 60.0);
    window.carry(from, to);
    assert!(window.shows("was 45 min"));
    window.key(Key::Escape);
    assert!(!window.shows("was 45 min"));
    window.harness.drop_at(to);
    window.run();
    assert_eq!(*window.plan(), *before);
}

#[test]
fn keys_make_it_longer_and_shorter() {
    for scale in [Command::CalendarMonth, Command::CalendarWeek] {
        let mut window = calendar();
        window.command(scale);
        let before = window.plan();
        window.action(Action::SelectSession(id("gpt2")));
        let longer = Modifiers::COMMAND | Modifiers::SHIFT;
        window.chord(longer, Key::ArrowDown);
        window.chord(longer, Key::ArrowDown);
        assert_eq!(minutes(&window, "gpt2"), 55, "{scale:?}");
        window.chord(longer, Key::ArrowUp);
        assert_eq!(minutes(&window, "gpt2"), 50);
        for _ in 0..3 {
            window.ctrl(Key::Z);
        }
        assert_eq!(*window.plan(), *before);
        for _ in 0..12 {
            window.chord(longer, Key::ArrowUp);
        }
        assert_eq!(minutes(&window, "gpt2"), 5, "no shorter than five minutes");
        // What took place has the length it had.
        window.action(Action::SelectSession(id("done")));
        window.chord(longer, Key::ArrowDown);
        assert_eq!(minutes(&window, "done"), 30);
    }
}
