//! The board with keys alone.

use cairn::domain::Status;
use cairn::domain::item::Depth;
use egui::{Key, Modifiers};

use super::{board, card, cards, focused, item, plan, status_of, step_of};

#[test]
fn arrows_move_the_focus_and_enter_opens() {
    let mut window = board(plan());
    window.key(Key::ArrowDown);
    assert!(
        focused(&window).is_some_and(|name| name.starts_with("Statistics")),
        "an arrow leads onto the board"
    );
    window.key(Key::ArrowDown);
    assert!(focused(&window).is_some_and(|name| name.starts_with("Linear algebra")));
    window.key(Key::ArrowRight);
    let right = focused(&window).expect("a card has the focus");
    assert!(cards(&window, "Algorithms").contains(&right), "{right}");
    window.key(Key::Home);
    assert!(focused(&window).is_some_and(|name| name.starts_with("Arrays")));
    window.key(Key::ArrowUp);
    assert!(
        focused(&window).is_some_and(|name| name.starts_with("Arrays")),
        "the top is the top"
    );
    window.key(Key::End);
    let last = focused(&window).expect("a card has the focus");
    assert!(last.starts_with("Greedy"), "{last}");
    assert_eq!(window.state().selection.item, None, "arrows do not select");
    window.key(Key::Space);
    assert_eq!(window.state().selection.item, Some(item("algo.greedy")));
    window.key(Key::ArrowUp);
    assert_eq!(
        window.state().selection.item,
        Some(item("algo.dynamic-programming")),
        "what is selected goes along, so that D and 1 to 3 mean the card with the ring"
    );
    window.key(Key::Enter);
    assert_eq!(
        window.state().item_page,
        Some(item("algo.dynamic-programming"))
    );
}

#[test]
fn tab_reaches_the_board_and_leaves_it() {
    let mut window = board(plan());
    let mut seen = Vec::new();
    for _ in 0..40 {
        window.key(Key::Tab);
        if let Some(name) = focused(&window) {
            seen.push(name);
        }
    }
    assert!(!seen.is_empty(), "Tab comes to a card");
    assert!(seen[0].starts_with("Statistics"), "the first one: {seen:?}");
    assert!(
        seen.len() <= 3,
        "and does not go through all of them: {seen:?}"
    );
}

#[test]
fn ctrl_arrows_move_the_card_and_the_focus_follows() {
    let mut window = board(plan());
    card(&window, "Linear algebra").focus();
    window.run();
    window.chord(Modifiers::COMMAND, Key::ArrowUp);
    let names = cards(&window, "Fundamentals");
    assert!(names[0].starts_with("Linear algebra"), "{names:?}");
    window.chord(Modifiers::COMMAND, Key::ArrowDown);
    window.chord(Modifiers::COMMAND, Key::ArrowDown);
    let names = cards(&window, "Fundamentals");
    assert!(names[2].starts_with("Linear algebra"), "{names:?}");
    window.chord(Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(
        step_of(&window, "topic.linear-algebra").as_deref(),
        Some("algorithms")
    );
    let names = cards(&window, "Algorithms");
    assert!(
        names[2].starts_with("Linear algebra"),
        "same height: {names:?}"
    );
    assert!(focused(&window).is_some_and(|name| name.starts_with("Linear algebra")));
    for _ in 0..4 {
        window.ctrl(Key::Z);
    }
    assert_eq!(*window.plan(), plan(), "four deeds, four steps of undo");
}

#[test]
fn item_keys_mean_the_card_with_the_focus() {
    let mut window = board(plan());
    card(&window, "Stacks").focus();
    window.run();
    assert_eq!(window.state().selection.item, None);
    window.key(Key::D);
    assert_eq!(status_of(&window, "algo.stacks"), Status::Done);
    window.key(Key::Num3);
    let plan = window.plan();
    let stacks = plan.items.get(&item("algo.stacks")).expect("it");
    assert_eq!((stacks.depth, stacks.depth_fixed), (Depth::Deep, true));
}
