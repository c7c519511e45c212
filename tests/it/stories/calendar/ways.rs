//! Copies of sessions, the date to go to, and what happens at the edges.

use cairn::domain::Day;
use cairn::state::Action;
use egui::{Key, Modifiers};

use super::{at, calendar, day, day_at, focused, id, on};
use crate::support::app::Window;

/// Sessions of an item by day.
fn of(window: &Window, item: &str) -> Vec<(Day, bool)> {
    let plan = window.plan();
    let all = plan.sessions.iter().filter(|s| s.item.as_str() == item);
    let mut days: Vec<_> = all.map(|s| (s.on, s.pinned)).collect();
    days.sort_unstable();
    days
}

fn with_ctrl(window: &mut Window, held: bool) {
    let modifiers = match held {
        true => Modifiers::COMMAND | Modifiers::CTRL,
        false => Modifiers::NONE,
    };
    let event = egui::Event::ModifiersChanged(modifiers);
    window.harness.event(event);
}

#[test]
fn a_drag_with_ctrl_copies() {
    let mut window = calendar();
    let before = window.plan();
    let from = at(&window, "GPT-2, study, 45 min");
    let to = day_at(&window, "Thursday 14 January");
    window.carry(from, to);
    assert!(!window.shows("A copy: the session that is there stays"));
    with_ctrl(&mut window, true);
    window.harness.step();
    window.harness.step();
    assert!(window.shows("A copy: the session that is there stays"));
    assert!(window.shows("Thu 14 Jan: 45 min of 1 h"));
    window.harness.drop_at(to);
    window.harness.step();
    with_ctrl(&mut window, false);
    window.run();
    let both = [(day(2027, 1, 7), false), (day(2027, 1, 14), true)];
    assert_eq!(of(&window, "paper.gpt-2"), both);
    let selected = window.state().selection.session.clone();
    assert!(
        selected.is_some_and(|s| s != id("gpt2")),
        "the copy is selected"
    );
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
}

#[test]
fn keys_copy_too() {
    let mut window = calendar();
    let before = window.plan();
    window.action(Action::SelectSession(id("gpt2")));
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(
        of(&window, "paper.gpt-2"),
        [(day(2027, 1, 6), true), (day(2027, 1, 7), false)]
    );
    window.ctrl(Key::Z);
    window.action(Action::SelectSession(id("gpt2")));
    window.key(Key::C);
    assert!(window.shows("Copy ‘GPT-2’ to"));
    window.type_text("13 Jan");
    assert!(window.shows("Wed 13 Jan: 45 min of 1 h"));
    window.key(Key::Enter);
    assert_eq!(
        of(&window, "paper.gpt-2"),
        [(day(2027, 1, 7), false), (day(2027, 1, 13), true)]
    );
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
    // A copy onto a day that is over is refused.
    window.action(Action::SelectSession(id("missed")));
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(*window.plan(), *before);
    let last = window.toasts();
    assert!(
        last.iter().any(|t| t.contains("Fri 1 Jan is over")),
        "{last:?}"
    );
}

#[test]
fn a_date_is_typed_and_shown() {
    let mut window = calendar();
    window.key(Key::G);
    window.type_text("12 Mar");
    window.key(Key::Enter);
    assert!(window.shows("March 2027"));
    assert!(focused(&window).starts_with("Friday 12 March"));
    window.click("Go to date…");
    window.type_text("in 3 weeks");
    window.key(Key::Enter);
    assert!(window.shows("January 2027"));
    assert!(focused(&window).starts_with("Sunday 24 January"));
    window.key(Key::G);
    window.type_text("soon");
    window.key(Key::Escape);
    assert!(window.shows("January 2027"), "Escape stays");
    assert!(focused(&window).starts_with("Sunday 24 January"));
}

#[test]
fn holding_outside_of_the_grid_turns_the_page() {
    let mut window = calendar();
    window.chord(Modifiers::ALT, Key::Num2);
    window.key(Key::PageDown);
    let from = at(&window, "GPT-2, study, 45 min");
    let last = day_at(&window, "Sunday 10 January");
    let right = egui::pos2(last.x + 110.0, from.y);
    window.carry(from, last);
    window.harness.hover_at(right);
    for _ in 0..4 {
        window.harness.step();
    }
    assert!(window.shows("Hold here to show the week after"));
    for _ in 0..30 {
        window.harness.step();
    }
    assert!(window.shows("11 – 17 January 2027"));
    let to = day_at(&window, "Thursday 14 January") + egui::vec2(0.0, 160.0);
    window.harness.hover_at(to);
    window.harness.step();
    window.harness.drop_at(to);
    window.run();
    assert_eq!(on(&window, "gpt2"), day(2027, 1, 14));
}

#[test]
fn weeks_have_their_numbers() {
    let mut window = calendar();
    for week in ["Week 53", "Week 1", "Week 4"] {
        assert!(window.shows(week), "{week}");
    }
    window.chord(Modifiers::ALT, Key::Num2);
    assert!(window.shows("Week 53"));
    window.key(Key::PageDown);
    assert!(window.shows("Week 1"));
}

#[test]
fn the_desktop_says_what_weeks_begin_with_until_the_user_does() {
    use cairn::store::settings::{Settings, WeekStart};
    let mut window = calendar();
    let first = |window: &Window| {
        let sunday = day_at(window, "Sunday 10 January").x;
        sunday < day_at(window, "Monday 11 January").x
    };
    assert!(!first(&window), "this desktop begins on Monday");
    window.action(Action::WeekStartsOn(WeekStart::Sunday));
    assert!(first(&window));
    assert!(
        window.state().settings.week_starts_on_sunday,
        "older programs see it, too"
    );
    window.action(Action::WeekStartsOn(WeekStart::Monday));
    assert!(!first(&window));
    // A file of an older program: Sunday was chosen, Monday was only what stood there.
    let places = cairn::store::places::Places::under(window.home.path());
    let file = Settings::file(&places);
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    for (old, start) in [("true", WeekStart::Sunday), ("false", WeekStart::Desktop)] {
        std::fs::write(&file, format!("(week_starts_on_sunday: {old})")).expect("a file");
        let (read, note) = Settings::load(&places);
        assert_eq!((read.week_start, note), (start, None));
    }
}

#[test]
fn the_switch_has_three_pages() {
    let mut window = calendar();
    window.click("Agenda");
    assert!(window.shows("Monday 4 January: 45 min of 1 h, 1 session, 15 min free"));
    window.click("Week");
    assert!(window.shows("28 December – 3 January 2027"));
    window.click("Month");
    assert!(window.shows("January 2027"));
}
