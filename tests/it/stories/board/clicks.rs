//! Clicks, double clicks and the menu of a card.

use cairn::domain::Status;
use cairn::state::View;
use egui::{Key, Modifiers};

use super::{board, card, focused, item, plan, status_of, step_of};
use crate::support::app::monday;

#[test]
fn a_click_selects_and_a_double_click_opens_the_page() {
    let mut window = board(plan());
    card(&window, "Calculus").click();
    window.run();
    assert_eq!(
        window.state().selection.item,
        Some(item("topic.calculus")),
        "selected"
    );
    assert_eq!(window.state().view, View::Board);
    let at = card(&window, "Stacks").rect().center();
    window.double_click(at);
    assert_eq!(window.state().item_page, Some(item("algo.stacks")));
    assert_eq!(window.state().view, View::Library);
}

#[test]
fn a_double_click_opens_what_was_meant_though_the_inspector_comes_between() {
    let mut window = board(plan());
    assert_eq!(window.state().selection.item, None);
    let at = card(&window, "URL shortener").rect().center();
    window.double_click(at);
    assert_eq!(window.state().view, View::Library);
    let page = window.state().item_page.clone().expect("a page is open");
    assert_eq!(
        window.plan().title_of(&page),
        "URL shortener",
        "not what came to lie under the pointer"
    );
}

#[test]
fn a_single_click_under_the_inspector_selects_a_moment_later() {
    let mut window = board(plan());
    card(&window, "URL shortener").click();
    window.run();
    for _ in 0..15 {
        window.harness.step();
    }
    let selected = window.state().selection.item.clone();
    let selected = selected.expect("it is selected");
    assert_eq!(window.plan().title_of(&selected), "URL shortener");
}

#[test]
fn the_menu_of_a_card_does_what_it_says() {
    let mut window = board(plan());
    card(&window, "Stacks").click_secondary();
    window.run();
    window.click("In progress");
    assert_eq!(status_of(&window, "algo.stacks"), Status::InProgress);

    card(&window, "Stacks").focus();
    window.run();
    window.chord(Modifiers::SHIFT, Key::F10);
    assert!(window.shows("Open the item page"), "by key");
    window.key(Key::Escape);
    assert!(!window.shows("Plan a session today"), "Escape closes it");
    assert!(focused(&window).is_some_and(|name| name.starts_with("Stacks")));

    card(&window, "Stacks").click_secondary();
    window.run();
    window.click("Plan a session today");
    let plan = window.plan();
    let mut sessions = plan.sessions.iter();
    let added = sessions
        .find(|s| s.item == item("algo.stacks"))
        .expect("a session");
    assert_eq!((added.on, added.pinned), (monday(), true));

    card(&window, "Stacks").click_secondary();
    window.run();
    window.click("Move to");
    window.click("4  Books");
    assert_eq!(step_of(&window, "algo.stacks").as_deref(), Some("books"));

    card(&window, "Stacks").click_secondary();
    window.run();
    window.click("Delete the item");
    assert!(!window.plan().items.contains(&item("algo.stacks")));
}
