//! Stories of “What if…”: sliders by mouse and by key, what they come to, nothing done until it is used, and undo.

use std::sync::Arc;

use cairn::domain::{Minutes, Plan, SessionId};
use cairn::planner::Wish;
use cairn::state::{Action, AppState, Command, Jobs, Question, ScriptedEnv, Start, View};
use cairn::store::places::Places;
use egui::accesskit::Role;
use egui::{Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::app::{Setup, Window, monday, real_plan};

pub const HOURS: &str = "Hours a week";
const DATE: &str = "Date of Onsite";

pub fn slider(window: &Window, name: &str) -> (f64, String) {
    let node = window.harness.get_by_role_and_label(Role::Slider, name);
    let node = node.accesskit_node();
    let value = node.numeric_value().expect("a number");
    (value, node.value().expect("said in words"))
}

fn revision(window: &Window) -> u64 {
    let document = window.state().document.as_ref();
    document.expect("a plan is open").revision()
}

fn undo_label(window: &Window) -> Option<String> {
    let document = window.state().document.as_ref();
    document.and_then(|d| d.undo_label().map(str::to_owned))
}

fn is_open(window: &Window) -> bool {
    window
        .harness
        .query_by_role_and_label(Role::Slider, HOURS)
        .is_some()
}

/// Presses on the track of a slider at a share of its width, and drags on to another.
fn drag(window: &mut Window, name: &str, from: f32, to: f32) {
    let rect = window
        .harness
        .get_by_role_and_label(Role::Slider, name)
        .rect();
    let at = |share: f32| rect.left_center() + vec2(rect.width() * share, 0.0);
    window.harness.drag_at(at(from));
    window.run();
    window.harness.hover_at(at(to));
    window.run();
    window.harness.drop_at(at(to));
    window.run();
}

/// The figure after “→” where the readiness for the onsite changes: before and after, in percent.
fn readiness(window: &Window) -> Option<(i32, i32)> {
    let nodes = window.harness.query_all_by_label_contains(" % → ");
    let node = nodes.into_iter().next()?.accesskit_node();
    let said = node.label().or_else(|| node.value())?;
    let (before, after) = said.split_once(" % → ")?;
    let after = after.trim_end_matches(" %");
    Some((before.parse().ok()?, after.parse().ok()?))
}

#[test]
fn it_opens_by_key_and_escape_leaves_everything_as_it_was() {
    let mut window = Setup::real().open();
    let (plan, file, before) = (window.plan(), window.on_disk(), revision(&window));
    window.key(Key::W);
    assert!(is_open(&window));
    assert!(window.shows("As it is now"));
    assert_eq!(slider(&window, HOURS), (480.0, "8 h a week".to_owned()));
    // The first slider has the focus: the arrow keys move it by half an hour.
    for _ in 0..4 {
        window.key(Key::ArrowRight);
    }
    assert_eq!(slider(&window, HOURS), (600.0, "10 h a week".to_owned()));
    assert!(window.shows("It would be"));
    window.key(Key::PageUp);
    assert_eq!(slider(&window, HOURS).0, 900.0);
    let (was, is) = readiness(&window).expect("it changes");
    assert!(is > was + 5, "{was} → {is}");
    assert!(window.shows(&format!("+{}: {} points more", is - was, is - was)));
    assert!(window.shows("Comes in") && window.shows("Studied deeper"));
    window.key(Key::Escape);
    assert!(!is_open(&window));
    assert_eq!(revision(&window), before);
    assert!(*window.plan() == *plan, "the very plan");
    assert_eq!(window.on_disk(), file);
    assert_eq!(undo_label(&window), None);
}

#[test]
fn an_arrow_key_in_the_first_frame_of_the_focus_moves_the_slider() {
    let mut window = Setup::real().open();
    window.key(Key::W);
    let before = slider(&window, DATE).0;
    let node = window.harness.get_by_role_and_label(Role::Slider, DATE);
    node.focus();
    // No frame lies between the focus and the key.
    window.key(Key::ArrowRight);
    assert_eq!(slider(&window, DATE).0, before + 1.0);
    window.key(Key::ArrowRight);
    assert_eq!(slider(&window, DATE).0, before + 2.0);
}

#[test]
fn the_mouse_opens_it_from_the_cushion_and_drags_both_sliders() {
    let mut window = Setup::real().open();
    window.click_containing(": what if…");
    assert!(is_open(&window), "the countdown in the top bar opens it");
    let before = revision(&window);
    drag(&mut window, HOURS, 0.2, 0.9);
    let (minutes, _) = slider(&window, HOURS);
    assert!((2_100.0..=2_200.0).contains(&minutes), "{minutes}");
    let much = readiness(&window).expect("it changes").1;
    drag(&mut window, HOURS, 0.9, 0.05);
    let little = readiness(&window).expect("it changes").1;
    assert!(little < much, "{little} with few hours, {much} with many");
    assert!(window.shows("Drops out"));
    assert!(window.shows("points less for Onsite"));
    window.click("Reset");
    assert_eq!(slider(&window, HOURS).0, 480.0);
    assert!(window.shows("As it is now"));
    drag(&mut window, DATE, 0.5, 0.95);
    let (days, said) = slider(&window, DATE);
    assert!(days > 90.0, "{days}");
    assert!(said.contains("in "), "{said}");
    assert!(readiness(&window).is_some_and(|(was, is)| is > was));
    assert_eq!(revision(&window), before);
    window.click("Close");
    assert!(!is_open(&window));
    assert_eq!(revision(&window), before);
}

#[test]
fn dates_and_hours_can_be_typed() {
    let mut window = Setup::real().open();
    window.command(Command::WhatIf);
    let field = "Date of Onsite, typed";
    window
        .harness
        .get_by_role_and_label(Role::TextInput, field)
        .focus();
    window.run();
    window.ctrl(Key::A);
    window.type_text("11 Jan 2027");
    window.key(Key::Enter);
    assert_eq!(
        slider(&window, DATE),
        (42.0, "Mon 11 Jan, in 6 weeks".to_owned())
    );
    let hours = "Hours a week, in figures";
    window
        .harness
        .get_by_role_and_label(Role::SpinButton, hours)
        .focus();
    window.run();
    window.type_text("1");
    window.type_text("2");
    window.key(Key::Enter);
    assert_eq!(slider(&window, HOURS), (720.0, "12 h a week".to_owned()));
    // The arrows step a figure that is being typed.
    window.click(hours);
    window.key(Key::ArrowUp);
    window.key(Key::ArrowUp);
    assert_eq!(slider(&window, HOURS).0, 780.0);
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert_eq!(slider(&window, HOURS).0, 720.0);
    // Escape while typing gives up the typing, not the whole.
    window
        .harness
        .get_by_role_and_label(Role::TextInput, field)
        .focus();
    window.run();
    window.ctrl(Key::A);
    window.type_text("1 Feb");
    window.key(Key::Escape);
    assert!(is_open(&window));
    assert_eq!(slider(&window, DATE).0, 42.0, "back to what it was");
    window.key(Key::Escape);
    assert!(!is_open(&window));
}

#[test]
fn what_cannot_be_used_is_told_and_the_words_go_again() {
    let mut window = Setup::real().open();
    window.command(Command::WhatIf);
    let field = "Date of Onsite, typed";
    let before = slider(&window, DATE);
    let type_in = |window: &mut Window, text: &str, end: Key| {
        let node = window.harness.get_by_role_and_label(Role::TextInput, field);
        node.focus();
        window.run();
        window.ctrl(Key::A);
        window.type_text(text);
        window.key(end);
    };
    type_in(&mut window, "yesterday", Key::Enter);
    assert!(window.shows("The earliest is Tue 1 Dec."));
    assert_eq!(slider(&window, DATE), before, "the old day stays");
    type_in(&mut window, "soon", Key::Tab);
    assert!(window.shows("That is no date"));
    assert!(!window.shows("The earliest is"));
    // Moved from outside, it is a date again.
    window
        .harness
        .get_by_role_and_label(Role::Slider, DATE)
        .focus();
    window.run();
    window.key(Key::ArrowRight);
    assert!(!window.shows("That is no date"));
    type_in(&mut window, "soon", Key::Tab);
    assert!(window.shows("That is no date"));
    window.click("Reset");
    assert!(!window.shows("That is no date"));
    type_in(&mut window, "soon", Key::Tab);
    window.click("Close");
    window.command(Command::WhatIf);
    assert!(!window.shows("That is no date"), "opened anew");
}

#[test]
fn a_figure_that_is_none_is_told_and_the_old_one_stays() {
    let mut window = Setup::real().open();
    window.command(Command::WhatIf);
    let before = slider(&window, HOURS);
    let name = "Hours a week, in figures";
    let type_in = |window: &mut Window, text: &str| {
        let node = window.harness.get_by_role_and_label(Role::SpinButton, name);
        node.focus();
        window.run();
        for sign in text.chars() {
            window.type_text(&sign.to_string());
        }
        window.key(Key::Enter);
    };
    type_in(&mut window, "1x");
    assert!(window.shows("“1x” was not understood; it stays 8 h."));
    assert_eq!(slider(&window, HOURS), before);
    type_in(&mut window, "9");
    assert!(!window.shows("was not understood"));
    assert_eq!(slider(&window, HOURS).0, 540.0);
    type_in(&mut window, "150");
    assert!(window.shows("The most is 112 h"));
}

#[test]
fn using_it_is_an_edit_and_a_plan_to_say_yes_to_and_undo_takes_both_back() {
    let mut window = Setup::real().open();
    let before = window.plan();
    window.command(Command::WhatIf);
    for _ in 0..8 {
        window.key(Key::ArrowRight);
    }
    window
        .harness
        .get_by_role_and_label(Role::Slider, DATE)
        .focus();
    window.run();
    window.key(Key::PageUp);
    window.click("Use these");
    assert!(!is_open(&window));
    let wished = window.plan();
    assert_eq!(wished.availability.weekly.total(), Minutes::hours(12));
    assert_eq!(wished.last_day(), Some(monday().plus(63)));
    assert_eq!(
        wished.availability.starts_at(monday()),
        before.availability.starts_at(monday()),
        "windows keep their start"
    );
    let label = "Set 12 h a week and Onsite on Mon 1 Feb";
    assert_eq!(undo_label(&window).as_deref(), Some(label));
    assert!(
        wished.sessions == before.sessions,
        "no session has moved yet"
    );
    assert!(window.shows("The new plan"), "what would move is shown");
    window.click("Use the new plan");
    let planned = window.plan();
    assert!(planned.sessions != before.sessions, "sessions move");
    assert!(planned.cuts.len() < before.cuts.len(), "more of it fits");
    window.ctrl(Key::Z);
    assert!(*window.plan() == *wished, "the very plan");
    window.ctrl(Key::Z);
    assert!(*window.plan() == *before, "the very plan");
}

#[test]
fn what_it_says_is_what_the_plan_then_comes_to() {
    let mut window = Setup::real().open();
    window.go(View::Progress);
    assert!(window.shows("Ready for Onsite: "));
    window.click("What if…");
    for _ in 0..12 {
        window.key(Key::ArrowRight);
    }
    let (was, promised) = readiness(&window).expect("it changes");
    window.click("Use these");
    window.click("Use the new plan");
    let now = (0..=100).find(|n| window.shows(&format!("Ready for Onsite: {n} %")));
    let now = now.expect("Progress says it");
    assert!(now > was, "{was} → {now}");
    assert!(now >= promised - 2, "{promised} was promised, it is {now}");
}

#[test]
fn without_an_interview_ahead_it_says_what_to_do() {
    let mut plan = real_plan();
    plan.interviews.retain(|_| false);
    let mut window = Setup::with(plan).open();
    window.command(Command::WhatIf);
    assert!(!is_open(&window));
    assert!(window.shows("No interview ahead"));
    window.click("Add an interview…");
    assert_eq!(window.state().view, View::Settings);
}

#[test]
fn it_can_be_used_in_a_small_window_and_at_twice_the_size() {
    for (setup, low) in [
        (Setup::real().size(900.0, 600.0), false),
        (Setup::real().size(900.0, 600.0).zoom(2.0), true),
    ] {
        let mut window = setup.open();
        window.command(Command::WhatIf);
        window.key(Key::ArrowRight);
        assert_eq!(slider(&window, HOURS).0, 510.0);
        let screen = window.harness.ctx.content_rect();
        // What comes of it is in sight beside the slider, and so is the way to use it where there is room.
        let seen = if low { " % · " } else { "Use these" };
        let node = window.harness.query_all_by_label_contains(seen).next();
        let seen = node.expect("it is there").rect();
        assert!(screen.contains_rect(seen), "{seen} in {screen}");
        let rect = window
            .harness
            .get_by_role_and_label(Role::Slider, HOURS)
            .rect();
        assert!(screen.contains_rect(rect), "{rect} in {screen}");
        assert!(rect.width() >= 150.0, "{rect}");
    }
}

#[test]
fn all_of_it_is_in_sight_where_there_is_room() {
    let mut window = Setup::real().size(1440.0, 860.0).open();
    window.command(Command::WhatIf);
    for _ in 0..8 {
        window.key(Key::ArrowRight);
    }
    let last = window
        .harness
        .get_by_label_contains("Readiness is an estimate")
        .rect();
    let buttons = window.harness.get_by_label("Use these").rect();
    assert!(last.bottom() <= buttons.top(), "{last} above {buttons}");
    let screen = window.harness.ctx.content_rect();
    assert!(screen.contains_rect(buttons), "{buttons} in {screen}");
}

#[test]
fn a_missed_day_counts_on_both_sides() {
    let mut window = Setup::real().open();
    window.env.pass_minutes(2 * 24 * 60);
    window.run();
    window.command(Command::WhatIf);
    assert!(window.shows("What was missed is planned again on both sides."));
    let (plan, missed): (Arc<Plan>, Vec<SessionId>) = {
        let plan = window.plan();
        let today = window.state().now.today;
        let late = plan.sessions.iter().filter(|s| s.is_missed(today));
        let late = late.map(|s| s.id.clone()).collect();
        (plan, late)
    };
    assert!(!missed.is_empty());
    window.key(Key::Escape);
    assert!(*window.plan() == *plan, "the very plan");
}

#[test]
fn off_the_frame_the_newest_wish_wins_and_is_worked_out_once() {
    let home = tempfile::tempdir().expect("a folder");
    let places = Places::under(home.path());
    let file = home.path().join("plan.ron");
    let text = cairn::store::format::write_plan(&real_plan()).expect("text");
    std::fs::write(&file, text).expect("a file");
    let jobs = Jobs::on_threads(Arc::new(|| {}));
    let mut state = AppState::new(Box::new(ScriptedEnv::new(monday())), jobs, places);
    state.start(&Start {
        file: Some(file),
        today: None,
    });
    let until = |state: &mut AppState, done: &dyn Fn(&AppState) -> bool| {
        for _ in 0..3_000 {
            state.begin_frame();
            if done(state) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("it takes too long");
    };
    until(&mut state, &|state| state.document.is_some());
    let wish = |hours| Wish {
        weekly: Some(Minutes::hours(hours)),
        ..Wish::default()
    };
    for hours in 4..30 {
        state.dispatch(Action::AskWhatIf(Box::new(wish(hours))));
    }
    let revision = state.document.as_ref().map_or(0, |d| d.revision());
    let question = |hours| Question {
        revision,
        today: monday(),
        wish: wish(hours),
    };
    let answered = |state: &AppState| {
        let answer = state.what_ifs.answer(&question(29));
        answer.is_some_and(|(_, is_this)| is_this)
    };
    until(&mut state, &answered);
    assert!(
        !state.what_ifs.is_new(&question(29)),
        "it is not asked again"
    );
    let answer = |state: &AppState| {
        let answer = state.what_ifs.answer(&question(29));
        Arc::clone(answer.expect("an answer").0)
    };
    let first = answer(&state);
    state.dispatch(Action::AskWhatIf(Box::new(wish(29))));
    for _ in 0..20 {
        state.begin_frame();
    }
    assert!(Arc::ptr_eq(&first, &answer(&state)), "the very same answer");
    assert_eq!(first.after.readiness.interviews.len(), 1);
}
