//! What month and week show, in every size.

use cairn::domain::{Edit, ItemId, Minutes};
use cairn::state::{Action, Command, View};
use cairn::store::settings::WeekStart;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::{at, calendar, day, day_at, id, on, open, plan, press};
use crate::support::app::{Setup, Window};

#[test]
fn the_month_shows_days_and_sessions_by_name() {
    let window = calendar();
    for name in [
        "January 2027",
        "Sunday 3 January: 0 min of 2 h, today",
        "Monday 4 January: 45 min of 1 h, 1 session",
        "Tuesday 5 January: 1 h 15 of 1 h, 2 sessions",
        "Friday 8 January: no time",
        "Saturday 9 January: day off",
        "Tuesday 12 January: 0 min of 1 h, Phone screen",
        "Monday 25 January: 0 min of 1 h, buffer day before Onsite",
        "GPT-1, study, 45 min",
        "Arrays, review, 10 min",
        "URL shortener, mock, 45 min",
        "Arrays, study, 30 min, done",
        "Calculus, study, 45 min, missed",
    ] {
        assert!(
            window.harness.query_all_by_label(name).next().is_some(),
            "“{name}” is in the tree"
        );
    }
}

#[test]
fn a_click_selects_and_a_second_opens_the_item_page() {
    let mut window = calendar();
    let chip = at(&window, "GPT-2, study, 45 min");
    press(&mut window, chip);
    assert_eq!(window.state().selection.session, Some(id("gpt2")));
    assert_eq!(window.state().view, View::Calendar);
    press(&mut window, chip);
    assert_eq!(window.state().item_page, Some(ItemId::slug("paper.gpt-2")));
    assert_eq!(window.state().view, View::Library);
}

#[test]
fn the_week_has_the_same_sessions_and_gestures() {
    let mut window = calendar();
    window.key(Key::PageDown);
    window.command(Command::CalendarToday);
    window.chord(Modifiers::ALT, Key::Num2);
    assert!(window.shows("28 December – 3 January 2027"));
    window.key(Key::PageDown);
    assert!(window.shows("4 – 10 January 2027"));
    let from = at(&window, "GPT-2, study, 45 min");
    let to = day_at(&window, "Sunday 10 January");
    window.carry(from, to + egui::vec2(0.0, 200.0));
    assert!(window.shows("Sun 10 Jan: 1 h 45 of 2 h"));
    window.harness.drop_at(to + egui::vec2(0.0, 200.0));
    window.run();
    assert_eq!(on(&window, "gpt2"), day(2027, 1, 10));
    window.click("Month");
    assert!(window.shows("January 2027"));
}

#[test]
fn weeks_begin_where_the_settings_say() {
    let mut window = calendar();
    let left = |window: &Window, name: &str| day_at(window, name).x;
    assert!(left(&window, "Monday 4 January") < left(&window, "Sunday 10 January"));
    let state = window.harness.state_mut().state_mut();
    state.dispatch(Action::WeekStartsOn(WeekStart::Sunday));
    window.run();
    assert!(left(&window, "Sunday 10 January") < left(&window, "Monday 11 January"));
    assert!((left(&window, "Sunday 10 January") - left(&window, "Sunday 3 January")).abs() < 1.0);
}

#[test]
fn everything_is_reached_in_a_small_window_and_at_twice_the_size() {
    for (width, height, zoom) in [(900.0, 600.0, 1.0), (1440.0, 900.0, 2.0)] {
        let mut window = open(Setup::with(plan()).size(width, height).zoom(zoom));
        for name in ["Tuesday 5 January", "Sunday 31 January"] {
            assert!(window.shows(name), "{name} at {width}×{height}, {zoom}");
        }
        assert_eq!(window.shows("1 more on Tue 5 Jan"), zoom > 1.0);
        window.chord(Modifiers::ALT, Key::Num2);
        assert!(window.shows(" – 3 Jan"));
    }
}

#[test]
fn the_view_is_still_when_nothing_happens() {
    let mut window = calendar();
    window.run();
    let steps = window.harness.try_run().expect("it comes to rest");
    assert!(steps <= 2, "{steps} frames");
    let edit = Edit::SetDay {
        on: day(2027, 1, 14),
        minutes: Some(Minutes(30)),
    };
    window.action(Action::Edit(edit));
    assert!(
        window.shows("Thursday 14 January: 0 min of 30 min"),
        "and follows the plan"
    );
}
