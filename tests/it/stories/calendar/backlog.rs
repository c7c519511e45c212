//! The backlog: what is unplanned or left out, dragged or sent by key onto a day.

use cairn::domain::Day;
use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{calendar, day, day_at, focused};
use crate::support::app::Window;

fn with_backlog() -> Window {
    let mut window = calendar();
    window.key(Key::L);
    window
}

/// Sessions of an item by day.
fn of(window: &Window, item: &str) -> Vec<(Day, bool)> {
    let plan = window.plan();
    let all = plan.sessions.iter().filter(|s| s.item.as_str() == item);
    let mut days: Vec<_> = all.map(|s| (s.on, s.pinned)).collect();
    days.sort_unstable();
    days
}

pub(super) fn find(window: &mut Window, words: &str) {
    window.key(Key::A);
    assert_eq!(focused(window), "Find in the backlog");
    window.type_text(words);
}

#[test]
fn a_command_shows_and_hides_it() {
    let mut window = calendar();
    assert!(!window.shows("Find in the backlog"));
    window.key(Key::L);
    assert!(window.shows("Find in the backlog"));
    assert!(window.state().settings.calendar_backlog);
    window.click("Hide the backlog");
    assert!(!window.shows("Find in the backlog"));
    window.key(Key::A);
    assert_eq!(
        focused(&window),
        "Find in the backlog",
        "it opens to be searched"
    );
}

#[test]
fn a_row_is_dragged_onto_a_day() {
    let mut window = with_backlog();
    let before = window.plan();
    find(&mut window, "Codex");
    let row = window.harness.query_all_by_label_contains("Codex, ").next();
    let from = row.expect("Codex is not planned").rect().center();
    let to = day_at(&window, "Thursday 14 January");
    window.carry(from, to);
    assert!(window.shows("Thu 14 Jan: "), "the drop is told before");
    assert_eq!(*window.plan(), *before);
    window.harness.drop_at(to);
    window.run();
    assert_eq!(of(&window, "paper.codex"), [(day(2027, 1, 14), true)]);
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
    // Escape, and a day that is over, change nothing.
    for (target, escape) in [("Thursday 14 January", true), ("Friday 1 January", false)] {
        let to = day_at(&window, target);
        window.carry(from, to);
        if escape {
            window.key(Key::Escape);
        } else {
            assert!(window.shows("Fri 1 Jan is over: nothing can be planned on it"));
        }
        window.harness.drop_at(to);
        window.run();
        assert_eq!(*window.plan(), *before);
    }
}

#[test]
fn enter_plans_it_on_the_day_that_has_the_focus() {
    let mut window = with_backlog();
    let before = window.plan();
    for _ in 0..3 {
        window.key(Key::ArrowRight);
    }
    assert!(focused(&window).starts_with("Tuesday 5 January"));
    find(&mut window, "Codex");
    window.key(Key::Enter);
    assert_eq!(of(&window, "paper.codex"), [(day(2027, 1, 5), true)]);
    assert!(window.toasts()[0].contains("Codex"));
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
    // The list has the focus: Escape leads back to the day.
    assert!(
        focused(&window).starts_with("Codex, "),
        "{}",
        focused(&window)
    );
    window.key(Key::Escape);
    assert!(focused(&window).starts_with("Tuesday 5 January"));
}

#[test]
fn what_is_planned_leaves_the_list() {
    let mut window = with_backlog();
    find(&mut window, "Codex");
    let rows = |window: &Window| {
        let all = window.harness.query_all_by_label_contains(" to plan");
        all.filter(|node| node.accesskit_node().role() == egui::Role::Button)
            .count()
    };
    let some = rows(&window);
    assert!(some > 0);
    for _ in 0..12 {
        window.key(Key::Enter);
    }
    let left = rows(&window);
    assert!(left < some, "{left} of {some}");
    find(&mut window, "qqqq");
    assert!(window.shows("Nothing to plan is called that."));
}
