//! A card dropped on a week of the board says what that breaks.

use cairn::domain::Day;
use cairn::state::{Command, View};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::Queryable as _;

use super::{day, hint, id, plan, warning};
use crate::support::app::{Setup, Window};

fn board() -> Window {
    let mut window = Setup::with(plan()).open();
    window.go(View::Board);
    window.command(Command::BoardByWeek);
    window
}

fn card(window: &Window, name: &str) -> Pos2 {
    let is = |label: Option<String>| label.is_some_and(|label| label.starts_with(name));
    let node = window
        .harness
        .get_by(|node| node.role() == Role::ListItem && is(node.label()));
    node.rect().center()
}

fn column(window: &Window, name: &str) -> Pos2 {
    let is = |label: Option<String>| label.is_some_and(|label| label.starts_with(name));
    let node = window
        .harness
        .get_by(|node| node.role() == Role::List && is(node.label()));
    node.rect().center()
}

fn on(window: &Window, name: &str) -> Day {
    window.plan().sessions.get(&id(name)).expect("there").on
}

#[test]
fn a_drop_on_a_week_takes_the_reviews_along() {
    let mut window = board();
    let before = window.plan();
    let (from, to) = (card(&window, "Next"), column(&window, "14 – 20 Dec"));
    window.carry(from, to);
    let said = hint(&window);
    assert!(said.starts_with("Plan for the week of 14 Dec: "), "{said}");
    assert!(
        said.contains("Fits") && said.contains("Moves its review to "),
        "{said}"
    );
    assert_eq!(*window.plan(), *before);
    window.key(Key::Escape);
    window.harness.drop_at(to);
    window.run();
    assert_eq!(*window.plan(), *before);

    window.carry(from, to);
    window.harness.drop_at(to);
    window.run();
    assert!(
        (14..17).map(day).any(|d| d == on(&window, "next1")),
        "{}",
        on(&window, "next1")
    );
    assert!(on(&window, "next-r") > on(&window, "next1"));
    assert!(
        on(&window, "next-r") < day(17),
        "and in time for the phone screen"
    );
    let plan = window.plan();
    assert!(!plan.sessions.get(&id("next-r")).expect("there").pinned);
    assert_eq!(warning(&window), None);
    assert!(
        window.toasts()[0].contains("its review to"),
        "{:?}",
        window.toasts()
    );
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before, "one step takes all of it back");

    // A week in which one day has room before the review: it stays.
    let (from, to) = (card(&window, "Two"), column(&window, "14 – 20 Dec"));
    window.carry(from, to);
    assert!(hint(&window).ends_with("Fits"), "{}", hint(&window));
    window.harness.drop_at(to);
    window.run();
    assert!(
        (14..16).map(day).any(|d| d == on(&window, "two1")),
        "{}",
        on(&window, "two1")
    );
}

#[test]
fn a_drop_on_a_week_that_cannot_fit_says_what_breaks() {
    let mut window = board();
    let (from, to) = (card(&window, "Base"), column(&window, "Next week"));
    window.carry(from, to);
    let said = hint(&window);
    assert!(
        said.contains("Breaks: after ‘Next’, which builds on it (Sat 5 Dec)"),
        "{said}"
    );
    window.harness.drop_at(to);
    window.run();
    let words = warning(&window).unwrap_or_default();
    assert!(words.starts_with("Breaks: after ‘Next’"), "{words}");
    assert!(
        on(&window, "base-r") > on(&window, "base1"),
        "the review went along all the same"
    );
    window.click("Replan…");
    assert!(window.state().proposal.is_some());
}

#[test]
fn a_card_moved_by_key_says_the_same() {
    let mut window = board();
    window.key(Key::Slash);
    window.type_text("Base");
    window.key(Key::Enter);
    window.chord(Modifiers::COMMAND, Key::ArrowRight);
    let words = warning(&window).unwrap_or_default();
    assert!(words.starts_with("Breaks: after ‘Next’"), "{words}");
}
