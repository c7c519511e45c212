//! The calendar: sessions on their days, moved with mouse and keys; days off; months and weeks.

mod agenda;
mod backlog;
mod lengths;
mod targets;
mod ways;

use cairn::domain::{
    Answers, Day, Edit, Interview, InterviewId, ItemId, Minutes, Outcome, Plan, PlanId, Round,
    Session, SessionId, SessionKind,
};
use cairn::state::{Action, Command, View};
use cairn::store::settings::WeekStart;
use egui::{Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::app::{Setup, Window, monday};

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).expect("a day")
}

fn id(name: &str) -> SessionId {
    SessionId::slug(name)
}

/// The real path, with a few sessions in January 2027, the onsite on the 26th and a phone screen on the 12th. The
/// sensible week has an hour on Monday to Thursday, none on Friday, two on Saturday and Sunday.
fn plan() -> Plan {
    let mut answers = Answers::sensible(monday());
    answers.interviews[0].on = day(2027, 1, 26);
    answers.days_off.insert(day(2027, 1, 9));
    let mut plan = answers.plan(PlanId::slug("plan-test"), cairn::store::builtin::path());
    let screen = InterviewId::slug("screen");
    let screen = Interview::new(screen, "Phone screen", Round::Screen, day(2027, 1, 12));
    plan.interviews.put(screen);
    for (name, item, kind, on, minutes) in [
        (
            "missed",
            "topic.calculus",
            SessionKind::Study,
            day(2027, 1, 2),
            45,
        ),
        (
            "done",
            "algo.arrays",
            SessionKind::Study,
            day(2027, 1, 2),
            30,
        ),
        (
            "calculus",
            "topic.calculus",
            SessionKind::Study,
            day(2027, 1, 4),
            45,
        ),
        (
            "gpt1",
            "paper.gpt-1",
            SessionKind::Study,
            day(2027, 1, 5),
            45,
        ),
        (
            "stacks",
            "algo.stacks",
            SessionKind::Study,
            day(2027, 1, 5),
            30,
        ),
        (
            "review",
            "algo.arrays",
            SessionKind::Review,
            day(2027, 1, 6),
            10,
        ),
        (
            "gpt2",
            "paper.gpt-2",
            SessionKind::Study,
            day(2027, 1, 7),
            45,
        ),
        (
            "gpt3",
            "paper.gpt-3",
            SessionKind::Study,
            day(2027, 1, 10),
            60,
        ),
        (
            "mock",
            "design.url-shortener",
            SessionKind::Mock,
            day(2027, 1, 20),
            45,
        ),
    ] {
        let mut session = Session::new(id(name), ItemId::slug(item), kind, on, Minutes(minutes));
        if name == "done" {
            session.outcome = Outcome::Done;
            session.spent = Minutes(minutes);
        }
        assert!(plan.items.contains(&session.item), "{item}");
        plan.sessions.put(session);
    }
    plan
}

/// The calendar on Sunday 3 January 2027.
fn calendar() -> Window {
    open(Setup::with(plan()))
}

fn open(setup: Setup) -> Window {
    let mut window = setup.open();
    let days = day(2027, 1, 3).since(monday());
    window.env.pass_minutes(days * 24 * 60);
    window.run();
    window.go(View::Calendar);
    window
}

fn on(window: &Window, name: &str) -> Day {
    window
        .plan()
        .sessions
        .get(&id(name))
        .expect("it is there")
        .on
}

fn pinned(window: &Window, name: &str) -> bool {
    window
        .plan()
        .sessions
        .get(&id(name))
        .expect("it is there")
        .pinned
}

fn at(window: &Window, name: &str) -> Pos2 {
    let rect = window.harness.get_by_label(name).rect();
    rect.center()
}

/// The day whose name begins with this.
fn day_at(window: &Window, words: &str) -> Pos2 {
    let node = window.harness.query_all_by_label_contains(words).next();
    let rect = node.unwrap_or_else(|| panic!("no day {words}")).rect();
    rect.center() + egui::vec2(0.0, 30.0)
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

fn focused(window: &Window) -> String {
    let node = window.harness.query_all_by(|node| node.is_focused()).next();
    let node = node.expect("something has the focus");
    node.accesskit_node().label().unwrap_or_default()
}

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

fn press(window: &mut Window, pos: Pos2) {
    window.harness.hover_at(pos);
    for pressed in [true, false] {
        window.harness.event(egui::Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.harness.step();
    }
}

#[test]
fn a_session_is_dragged_to_another_day_and_pinned_there() {
    let mut window = calendar();
    let before = window.plan();
    let from = at(&window, "GPT-2, study, 45 min");
    let to = day_at(&window, "Saturday 16 January");
    carry(&mut window, from, to);
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
    carry(&mut window, from, to);
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
        carry(&mut window, from, to);
        assert!(window.shows(words), "over {target}: “{words}”");
        window.key(Key::Escape);
        window.harness.drop_at(to);
        window.run();
    }
    // A drop on a day that is over does nothing.
    let before = window.plan();
    let to = day_at(&window, "Friday 1 January");
    carry(&mut window, from, to);
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
    carry(&mut window, from, to);
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
    carry(&mut window, from, to);
    window.harness.drop_at(to);
    window.run();
    assert_eq!(on(&window, "missed"), day(2027, 1, 3));
    assert!(window.shows("Calculus, study, 45 min, pinned"));
}

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

#[test]
fn a_day_off_is_one_key_or_one_click_from_the_days_menu() {
    let mut window = calendar();
    for _ in 0..3 {
        window.key(Key::ArrowRight);
    }
    window.key(Key::F);
    assert!(window.plan().availability.is_day_off(day(2027, 1, 5)));
    assert!(window.shows("Tuesday 5 January: 1 h 15 on a day off"));
    window.key(Key::F);
    assert!(!window.plan().availability.is_day_off(day(2027, 1, 5)));

    window.click("Menu of Thu 7 Jan");
    window.click("Day off");
    assert!(window.plan().availability.is_day_off(day(2027, 1, 7)));
    assert!(!window.shows("30 min more"), "the menu is closed");
    window.click("Menu of Thu 7 Jan");
    window.click("Day off");
    assert!(!window.plan().availability.is_day_off(day(2027, 1, 7)));
}

#[test]
fn a_day_gets_more_or_less_time() {
    let mut window = calendar();
    let minutes = |window: &Window| window.plan().availability.minutes(day(2027, 1, 7));
    window.click("Menu of Thu 7 Jan");
    window.click("30 min more");
    window.click("30 min more");
    assert_eq!(
        minutes(&window),
        Minutes(120),
        "the menu stays open for more"
    );
    window.click("30 min less");
    assert_eq!(minutes(&window), Minutes(90));
    window.click("Usual time (1 h)");
    assert_eq!(minutes(&window), Minutes(60));
    let plan = window.plan();
    assert!(!plan.availability.exceptions.contains_key(&day(2027, 1, 7)));

    window.click("Menu of Thu 7 Jan");
    let before = window.plan();
    window
        .harness
        .get_by_label("Time on Thursday 7 January")
        .focus();
    window.run();
    window.key(Key::ArrowUp);
    window.key(Key::ArrowUp);
    assert_eq!(minutes(&window), Minutes(90));
    window.key(Key::Escape);
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before, "stepping is one step of undo");
}

#[test]
fn the_selected_item_is_planned_on_a_day_from_its_menu() {
    let mut window = calendar();
    window.action(Action::Select(ItemId::slug("paper.gpt-3")));
    window.click("Menu of Thu 14 Jan");
    window.click("Plan ‘GPT-3’ here");
    let plan = window.plan();
    let here: Vec<_> = plan
        .sessions
        .iter()
        .filter(|s| s.on == day(2027, 1, 14))
        .collect();
    assert_eq!(here.len(), 1);
    assert!(here[0].pinned && here[0].item == ItemId::slug("paper.gpt-3"));
}

fn menu_of(window: &mut Window, name: &str) {
    let node = window.harness.query_all_by_label_contains(name).next();
    node.unwrap_or_else(|| panic!("nothing is called {name}"))
        .click_secondary();
    window.run();
}

#[test]
fn the_menu_of_a_session_does_what_it_says() {
    let mut window = calendar();
    menu_of(&mut window, "GPT-2, study, 45 min");
    window.click("Pin here");
    assert!(pinned(&window, "gpt2"));
    menu_of(&mut window, "GPT-2, study, 45 min, pinned");
    window.click("Unpin");
    assert!(!pinned(&window, "gpt2"));
    menu_of(&mut window, "GPT-2, study, 45 min");
    window.click("Move to tomorrow");
    assert_eq!(on(&window, "gpt2"), day(2027, 1, 4));
    menu_of(&mut window, "GPT-2, study, 45 min, pinned");
    window.click("Move to today");
    assert_eq!(on(&window, "gpt2"), day(2027, 1, 3));
    menu_of(&mut window, "GPT-2, study, 45 min, pinned");
    window.click("Mark as done");
    assert!(window.shows("GPT-2, study, 45 min, done"));
    menu_of(&mut window, "GPT-2, study, 45 min, done");
    window.click("Put back");
    menu_of(&mut window, "GPT-2, study, 45 min, pinned");
    window.click("Skip");
    assert!(window.shows("GPT-2, study, 45 min, skipped"));
    menu_of(&mut window, "GPT-3, study, 1 h");
    window.click("Mark as done");
    assert_eq!(
        on(&window, "gpt3"),
        day(2027, 1, 3),
        "done early is done today"
    );
    menu_of(&mut window, "GPT-1, study, 45 min");
    window.click("Delete the session");
    assert!(!window.plan().sessions.contains(&id("gpt1")));
    menu_of(&mut window, "URL shortener, mock, 45 min");
    window.click("Open the item page");
    assert_eq!(window.state().view, View::Library);
}

#[test]
fn escape_closes_a_menu_and_leaves_the_selection() {
    let mut window = calendar();
    window.action(Action::SelectSession(id("gpt2")));
    menu_of(&mut window, "GPT-2, study, 45 min");
    assert!(window.shows("Delete the session"));
    window.key(Key::Escape);
    assert!(!window.shows("Delete the session"));
    assert_eq!(window.state().selection.session, Some(id("gpt2")));
}

#[test]
fn menus_are_used_by_key() {
    let mut window = calendar();
    for _ in 0..5 {
        window.key(Key::ArrowRight);
    }
    assert!(focused(&window).starts_with("Thursday 7 January"));
    window.chord(Modifiers::SHIFT, Key::F10);
    window.key(Key::ArrowDown);
    assert_eq!(focused(&window), "Day off");
    window.key(Key::Enter);
    assert!(window.plan().availability.is_day_off(day(2027, 1, 7)));

    window.action(Action::SelectSession(id("gpt3")));
    window.harness.get_by_label("GPT-3, study, 1 h").focus();
    window.run();
    assert_eq!(focused(&window), "GPT-3, study, 1 h");
    window.chord(Modifiers::SHIFT, Key::F10);
    assert!(window.shows("Mark as done"));
    window.key(Key::ArrowDown);
    assert_eq!(focused(&window), "Mark as done");
    window.key(Key::Escape);
    assert!(!window.shows("Mark as done"));
}

#[test]
fn a_full_day_lists_the_rest() {
    let mut plan = plan();
    for n in 0..9 {
        let item = ItemId::slug("paper.gpt-3");
        let name = id(&format!("extra-{n}"));
        let session = Session::new(
            name,
            item,
            SessionKind::Study,
            day(2027, 1, 14),
            Minutes(10),
        );
        plan.sessions.put(session);
    }
    let mut window = open(Setup::with(plan));
    window.click_containing("more on Thu 14 Jan");
    let rows = window
        .harness
        .query_all_by_label_contains("GPT-3, study, 10 min")
        .count();
    assert!(rows >= 9, "the list has all nine of them: {rows}");
    let last = window
        .harness
        .query_all_by_label_contains("GPT-3, study, 10 min")
        .last();
    last.expect("there are some").click();
    window.run();
    assert!(window.state().selection.session.is_some());
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
    carry(&mut window, from, to + egui::vec2(0.0, 200.0));
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

/// A plan with ten thousand sessions over 200 days, fifty a day.
fn huge_plan() -> Plan {
    let mut plan = plan();
    let items: Vec<ItemId> = plan.items.keys().cloned().collect();
    let first = day(2026, 11, 1);
    for n in 0..10_000_u32 {
        let item = items[n as usize % items.len()].clone();
        let on = first.plus(i64::from(n / 50));
        let kind = match n % 5 {
            0 => SessionKind::Review,
            1 => SessionKind::Mock,
            _ => SessionKind::Study,
        };
        let session = Session::new(id(&format!("huge-{n:05}")), item, kind, on, Minutes(20));
        plan.sessions.put(session);
    }
    plan
}

/// Frame times with ten thousand sessions. Run it alone and optimised:
/// `cargo test --release --test it frame_times_of_the_calendar -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, not a test"]
fn frame_times_of_the_calendar() {
    let mut window = open(Setup::with(huge_plan()));
    for scale in [
        Command::CalendarMonth,
        Command::CalendarWeek,
        Command::CalendarAgenda,
    ] {
        window.command(scale);
        let middle = egui::pos2(760.0, 500.0);
        measure(&mut window, &format!("{scale:?}, still"), |_, _| {});
        measure(
            &mut window,
            &format!("{scale:?}, pointer moves"),
            |window, n| {
                let by = egui::vec2((n % 40) as f32 * 10.0, (n % 23) as f32 * 9.0);
                window.harness.hover_at(middle + by);
            },
        );
        measure(
            &mut window,
            &format!("{scale:?}, page after page"),
            |window, n| {
                let key = if n % 20 < 10 {
                    Key::PageDown
                } else {
                    Key::PageUp
                };
                window.harness.key_press(key);
            },
        );
        window.command(Command::CalendarToday);
        let chip = window
            .harness
            .query_all_by_label_contains(", study, 20 min")
            .nth(40);
        let from = chip.expect("a chip").rect().center();
        window.harness.hover_at(from);
        window.harness.step();
        window.harness.drag_at(from);
        window.harness.step();
        measure(&mut window, &format!("{scale:?}, drag"), |window, n| {
            let by = egui::vec2((n % 40) as f32 * 10.0, (n % 23) as f32 * 9.0);
            window.harness.hover_at(middle + by);
        });
        window.key(Key::Escape);
        window.harness.drop_at(from);
        window.run();
    }
}

/// Frames from the input to the shapes and the accessibility tree, without rasterising.
#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
fn measure(window: &mut Window, what: &str, mut deed: impl FnMut(&mut Window, usize)) {
    let mut times: Vec<f64> = (0..200)
        .map(|n| {
            deed(window, n);
            let before = std::time::Instant::now();
            window.harness.step();
            before.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "{what}: p50 {:.2} ms, p95 {:.2} ms, most {:.2} ms",
        times[100], times[190], times[199]
    );
}
