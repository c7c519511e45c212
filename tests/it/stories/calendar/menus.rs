//! The menus of days and sessions.

use cairn::domain::{ItemId, Minutes, Session, SessionKind};
use cairn::state::{Action, View};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::{calendar, day, focused, id, on, open, pinned, plan};
use crate::support::app::{Setup, Window};

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
