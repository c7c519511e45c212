//! Stories of the timer: over midnight and a change of the clocks, paused, stopped by a kill, with focus and breaks; time that
//! nobody was there is taken back; minutes by hand.

use cairn::domain::{Day, Minutes, Moment, Outcome, Session, SessionId, SessionKind};
use cairn::state::{Action, Command, View};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::design::{kill_and_reopen, scroll_and_click};
use super::today::{half_week_window, thursday};
use crate::support::app::Window;

fn id() -> SessionId {
    SessionId::new("thu-2").expect("an id")
}

fn one(window: &Window) -> Session {
    let plan = window.plan();
    (**plan.sessions.get(&id()).expect("there")).clone()
}

fn worked(window: &Window) -> Minutes {
    let now = window.env.script(|script| script.now.stamp);
    let plan = window.plan();
    plan.timer.as_ref().expect("a timer").minutes(now)
}

/// Time passes minute by minute, as it does in front of an open window; somebody moves the mouse now and then.
fn pass(window: &mut Window, minutes: i64) {
    for minute in 0..minutes {
        window.env.pass_minutes(1);
        let x = 400.0 + (minute % 7) as f32;
        let at = egui::pos2(x, 700.0);
        window.harness.event(egui::Event::PointerMoved(at));
        window.run();
    }
}

/// The clock on the wall, and so many minutes of real time since the last look.
fn clock(window: &mut Window, today: Day, wall: &str, minutes: i64) {
    window.env.script(|script| {
        script.now.today = today;
        script.now.moment = Moment::parse(wall).expect("a moment");
        script.now.stamp.0 += minutes * 60;
    });
    let at = egui::pos2(400.0, 700.0);
    window.harness.event(egui::Event::PointerMoved(at));
    window.run();
}

#[test]
fn without_focus_and_breaks_their_key_says_so() {
    let mut window = half_week_window();
    window.command(Command::NextPhase);
    assert!(window.shows("Nothing is timed now."));
    window.click("Start Transformer");
    window.command(Command::NextPhase);
    assert!(window.shows("This timer counts without breaks."));
}

#[test]
fn over_midnight_and_over_a_change_of_the_clocks() {
    let mut window = half_week_window();
    let (thursday, friday) = (thursday(), thursday().plus(1));
    clock(&mut window, thursday, "2026-12-03T23:50:00", 290);
    window.click("Start Transformer");
    clock(&mut window, thursday, "2026-12-03T23:59:00", 9);
    clock(&mut window, thursday, "2026-12-04T00:04:00", 5);
    assert!(window.shows("Timer: 14 min of 1 h"));
    // The clocks go back an hour: ten minutes later it is earlier.
    clock(&mut window, thursday, "2026-12-03T23:14:00", 10);
    assert!(window.shows("Timer: 24 min of 1 h"));
    // And forward again.
    clock(&mut window, thursday, "2026-12-04T01:20:00", 6);
    assert_eq!(worked(&window), Minutes(30));
    // The study day turns at four, with the timer on yesterday's session.
    window.action(Action::Go(View::Board));
    clock(&mut window, friday, "2026-12-04T04:01:00", 10);
    window.ctrl(Key::T);
    assert!(window.plan().timer.is_none());
    let session = one(&window);
    assert_eq!((session.spent, session.on), (Minutes(40), thursday));
}

#[test]
fn paused_with_the_mouse_and_by_key_through_views_and_a_kill() {
    let mut window = half_week_window();
    window.click("Start Transformer");
    pass(&mut window, 10);
    window.click("Pause Transformer");
    pass(&mut window, 30);
    assert!(window.shows("Timer, paused: 10 min of 1 h"));
    assert!(window.shows("Timer: Transformer, paused after 10 min"));
    window.click("Go on with Transformer");
    pass(&mut window, 5);
    window.go(View::Calendar);
    window.ctrl(Key::Period);
    pass(&mut window, 5);
    assert_eq!(worked(&window), Minutes(15));
    window.ctrl(Key::Period);
    pass(&mut window, 5);
    let mut window = kill_and_reopen(window, 0.25, 3);
    assert_eq!(worked(&window), Minutes(23), "it went on meanwhile");
    // What can be done with it is in the bar of every view.
    window.click_containing("Timer: Transformer, running for 23 min");
    window.click("Take 5 minutes back");
    assert_eq!(worked(&window), Minutes(18));
    window.command(Command::Undo);
    assert_eq!(worked(&window), Minutes(23));
    window.click_containing("Timer: Transformer, running for 23 min");
    window.click_containing("Stop and log");
    assert_eq!(one(&window).spent, Minutes(23));
}

#[test]
fn focus_and_breaks_in_turn() {
    let mut window = half_week_window();
    window.go(View::Settings);
    assert!(!window.plan().rhythm.on, "off at first");
    scroll_and_click(&mut window, "Focus and breaks in turn (Pomodoro)");
    assert!(window.plan().rhythm.on);
    let chime = "A quiet chime when a stage, a focus or a break ends";
    assert!(!window.state().settings.chime, "off at first");
    scroll_and_click(&mut window, chime);
    assert!(window.state().settings.chime);
    window.go(View::Today);
    window.click("Start Transformer");
    pass(&mut window, 24);
    assert!(window.shows("Focus, 1 min left, round 1 of 4, 24 min so far"));
    assert_eq!(window.env.script(|script| script.chimes), 0);
    pass(&mut window, 1);
    assert!(window.shows("Short break, 5 min left"));
    assert!(
        window
            .toasts()
            .contains(&"A short break: 5 min.".to_owned())
    );
    assert_eq!(window.env.script(|script| script.chimes), 1);
    pass(&mut window, 3);
    assert_eq!(worked(&window), Minutes(25), "a break is no work");
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::Period);
    assert!(window.shows("Focus, 25 min left, round 2 of 4"));
    pass(&mut window, 10);
    assert_eq!(worked(&window), Minutes(35));
    window.click_containing("Timer: Transformer, Focus");
    window.click_containing("Take the break now");
    assert_eq!(worked(&window), Minutes(35));
    assert!(window.shows("Short break, 5 min left"));
    window.ctrl(Key::T);
    assert_eq!(one(&window).spent, Minutes(35));
}

#[test]
fn a_break_is_no_focus_on_the_card_and_its_toast_goes_with_it() {
    let mut window = half_week_window();
    window.go(View::Settings);
    scroll_and_click(&mut window, "Focus and breaks in turn (Pomodoro)");
    window.go(View::Today);
    window.click("Start Transformer");
    let said = |window: &Window| window.toasts().iter().any(|t| t.contains("short break"));
    pass(&mut window, 25);
    assert!(said(&window));
    assert!(window.shows("Timer, short break, 5 min left: 25 min of"));
    assert!(!window.shows("Timer: 25 min of"));
    window.click("Pause Transformer");
    assert!(!said(&window), "nothing runs");
    assert!(window.shows("Timer, paused: 25 min of"));
    window.click("Go on with Transformer");
    pass(&mut window, 5);
    assert!(
        window
            .toasts()
            .iter()
            .any(|t| t.contains("The break is over"))
    );
    assert!(window.shows("Timer: 25 min of"));
    pass(&mut window, 25);
    assert!(said(&window));
    window.click("Stop Transformer");
    assert!(!said(&window), "what is stopped has no break");
}

#[test]
fn time_that_nobody_was_there_is_taken_back() {
    let mut window = half_week_window();
    window.click("Start Transformer");
    pass(&mut window, 6);
    // The window is open, and nobody is there.
    for _ in 0..34 {
        window.env.pass_minutes(1);
        window.run();
    }
    assert!(
        !window.shows("Were you away?"),
        "nobody is asked while nobody is there"
    );
    pass(&mut window, 1);
    assert!(window.shows("The timer ran on for 35 min with nothing done here."));
    window.click("Take back 35 min");
    assert_eq!(worked(&window), Minutes(6));
    assert!(!window.shows("Were you away?"));
    window.command(Command::Undo);
    assert_eq!(worked(&window), Minutes(41));
    window.command(Command::Redo);
    // The machine sleeps: no frames at all.
    window.env.pass_minutes(20);
    window.run();
    assert!(window.shows("The timer ran on for 20 min"));
    window.click("Keep");
    assert_eq!(worked(&window), Minutes(26));
    // A timer that is stopped asks nothing any more.
    window.env.pass_minutes(40);
    window.run();
    assert!(window.shows("Take back 40 min"));
    window.click("Stop Transformer");
    assert!(!window.shows("Take back"));
    assert_eq!(one(&window).spent, Minutes(66));
}

#[test]
fn a_program_that_was_closed_asks_when_it_is_opened_again() {
    let mut window = half_week_window();
    window.click("Start Transformer");
    pass(&mut window, 12);
    let mut window = kill_and_reopen(window, 1.5, 50);
    pass(&mut window, 1);
    assert!(window.shows("Were you away?"));
    window.click_containing("Take back 5");
    let left = worked(&window);
    assert!((11..=14).contains(&left.0), "{left:?}");
    // Short absences are passed over, and none is asked for where the user does not want it.
    window.action(Action::AskAwayAfter(0));
    window.env.pass_minutes(90);
    window.run();
    pass(&mut window, 1);
    assert!(!window.shows("Were you away?"));
}

#[test]
fn minutes_by_hand_today_and_on_the_items_page() {
    let mut window = half_week_window();
    window.click("More for Transformer");
    window.click("Done with other minutes…");
    window.type_text("35");
    window.key(Key::Enter);
    assert_eq!(
        (one(&window).outcome, one(&window).spent),
        (Outcome::Done, Minutes(35))
    );
    let item = one(&window).item;
    window.action(Action::OpenItem(item.clone()));
    // What was written down is corrected.
    scroll_and_click(&mut window, "Correct the minutes of Thu 3 Dec");
    scroll_and_click(&mut window, "More: Minutes spent on Thu 3 Dec");
    scroll_and_click(&mut window, "Write these minutes down");
    assert_eq!(one(&window).spent, Minutes(40));
    // And what was not timed is added.
    let before = window.plan();
    scroll_and_click(&mut window, "Add time by hand…");
    scroll_and_click(&mut window, "Add this time");
    let plan = window.plan();
    let new = plan
        .sessions
        .iter()
        .find(|s| !before.sessions.contains(&s.id));
    let new = new.expect("one more");
    assert_eq!(
        (new.item.clone(), new.on, new.kind),
        (item, thursday(), SessionKind::Study)
    );
    assert_eq!((new.outcome, new.spent), (Outcome::Done, Minutes(25)));
    window.command(Command::Undo);
    assert_eq!(window.plan().sessions.len(), before.sessions.len());
    assert!(window.harness.query_by_label("Add time by hand…").is_some());
}
