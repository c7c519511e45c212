//! Sessions dragged from day to day.

use cairn::domain::ItemId;
use cairn::state::Action;
use egui::Key;

use super::{at, calendar, day, day_at, id, on, pinned};

#[test]
fn a_session_is_dragged_to_another_day_and_pinned_there() {
    let mut window = calendar();
    let before = window.plan();
    let from = at(&window, "GPT-2, study, 45 min");
    let to = day_at(&window, "Saturday 16 January");
    window.carry(from, to);
    assert!(
        window.shows("Sat 16 Jan: 45 min of 2 h"),
        "what the drop would do is said before it is done"
    );
    assert_eq!(*window.plan(), *before, "and nothing has changed yet");
    window.harness.drop_at(to);
    window.run();
    assert_eq!(on(&window, "gpt2"), day(2027, 1, 16));
    assert!(pinned(&window, "gpt2"));
    assert_eq!(window.toasts(), ["Moved ‘GPT-2’ to Sat 16 Jan"]);
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before, "one step takes it back");
}

#[test]
fn escape_gives_a_drag_up() {
    let mut window = calendar();
    let before = window.plan();
    // Something is selected: Escape is first of all for the drag.
    window.action(Action::Select(ItemId::slug("paper.gpt-1")));
    let from = at(&window, "GPT-2, study, 45 min");
    let to = day_at(&window, "Wednesday 13 January");
    window.carry(from, to);
    window.key(Key::Escape);
    assert!(!window.shows("Wed 13 Jan: 45 min of 1 h"));
    window.harness.drop_at(to);
    window.run();
    assert_eq!(*window.plan(), *before);
    assert_eq!(
        window.state().selection.item,
        Some(ItemId::slug("paper.gpt-1"))
    );
}

#[test]
fn a_drag_says_what_would_be_too_much_or_too_late() {
    let mut window = calendar();
    let from = at(&window, "GPT-2, study, 45 min");
    for (target, words) in [
        ("Tuesday 5 January", "Tue 5 Jan: 2 h of 1 h"),
        ("Tuesday 5 January", "1 h over the day's 1 h"),
        ("Saturday 9 January", "It is a day off"),
        ("Friday 8 January", "There is no time on that day"),
        ("Tuesday 12 January", "Breaks: on the day of ‘Phone screen’"),
        (
            "Wednesday 13 January",
            "It comes after ‘Phone screen’, which asks for it (Tue 12 Jan)",
        ),
        (
            "Monday 25 January",
            "new material on a buffer day before ‘Onsite’",
        ),
        (
            "Wednesday 27 January",
            "Breaks: after ‘Onsite’, which asks for it (Tue 26 Jan)",
        ),
        (
            "Monday 4 January",
            "Breaks: before ‘GPT-1’, which comes first in its list (Tue 5 Jan)",
        ),
        (
            "Monday 11 January",
            "Breaks: after ‘GPT-3’, which comes later in its list (Sun 10 Jan)",
        ),
        ("Friday 1 January", "Fri 1 Jan is over"),
    ] {
        let to = day_at(&window, target);
        window.carry(from, to);
        assert!(window.shows(words), "over {target}: “{words}”");
        window.key(Key::Escape);
        window.harness.drop_at(to);
        window.run();
    }
    // A drop on a day that is over does nothing.
    let before = window.plan();
    let to = day_at(&window, "Friday 1 January");
    window.carry(from, to);
    window.harness.drop_at(to);
    window.run();
    assert_eq!(*window.plan(), *before);
    assert_eq!(
        window.toasts(),
        ["Fri 1 Jan is over: nothing can be planned on it."]
    );
}

#[test]
fn what_took_place_is_not_dragged() {
    let mut window = calendar();
    let before = window.plan();
    let from = at(&window, "Arrays, study, 30 min, done");
    let to = day_at(&window, "Thursday 14 January");
    window.carry(from, to);
    window.harness.drop_at(to);
    window.run();
    assert_eq!(*window.plan(), *before);
    window.action(Action::SelectSession(id("done")));
    window.ctrl(Key::ArrowRight);
    assert_eq!(*window.plan(), *before);
    assert!(window.toasts()[0].contains("It took place"));
}

#[test]
fn what_was_missed_is_dragged_to_a_day_ahead() {
    let mut window = calendar();
    let from = at(&window, "Calculus, study, 45 min, missed");
    let to = day_at(&window, "Sunday 3 January");
    window.carry(from, to);
    window.harness.drop_at(to);
    window.run();
    assert_eq!(on(&window, "missed"), day(2027, 1, 3));
    assert!(window.shows("Calculus, study, 45 min, pinned"));
}
