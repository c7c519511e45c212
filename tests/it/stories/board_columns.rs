//! The board: limits of columns, and columns that are collapsed.

use cairn::domain::Status;
use cairn::state::Command;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::board::{
    board, card, column, drop, find, focused, lift, name, plan, status_of, step_of, undo_steps,
};

#[test]
fn a_limit_is_set_in_the_columns_menu_warns_and_never_blocks() {
    let mut window = board(plan());
    window.command(Command::BoardByStatus);
    let before = window.plan();
    window.click("Menu of In progress");
    window.click("At most 1");
    assert_eq!(window.plan().limits.get("status.inprogress"), Some(&1));
    assert_eq!(window.toasts(), ["Set a limit of 1 for In progress"]);
    let head = name(&column(&window, "In progress"));
    assert!(head.contains("1 of at most 1"), "{head}");
    assert!(!head.contains("finish"), "it is not over: {head}");
    let to = column(&window, "In progress").rect().center();
    lift(&mut window, "Calculus", to);
    assert!(window.shows("Mark as in progress"));
    assert!(window.shows("That makes 2 of 1 cards"), "said before");
    drop(&mut window, to);
    assert_eq!(status_of(&window, "topic.calculus"), Status::InProgress);
    let head = name(&column(&window, "In progress"));
    assert!(head.contains("finish one before the next"), "{head}");

    // By key, and taken away again.
    card(&window, "Calculus").focus();
    window.run();
    window.key(Key::M);
    assert!(window.shows("Most cards here"), "the menu is open");
    window.click("No limit");
    assert!(window.plan().limits.is_empty());
    assert_eq!(undo_steps(&window), 3);
    for _ in 0..3 {
        window.ctrl(Key::Z);
    }
    assert_eq!(*window.plan(), *before);
}

#[test]
fn a_limit_of_a_step_counts_what_is_begun_and_is_kept_in_the_file() {
    let mut window = board(plan());
    window.click("Menu of Papers");
    window.click("At most 1");
    let head = name(&column(&window, "Papers"));
    assert!(head.contains("1 of at most 1 cards in progress"), "{head}");
    let text = window.on_disk();
    assert!(text.contains("step.papers"), "{text}");
}

#[test]
fn a_column_collapses_to_a_strip_that_takes_drops_and_opens_again() {
    let mut window = board(plan());
    let wide = column(&window, "Algorithms").rect().width();
    window.click("Menu of Papers");
    window.click("Collapse the column");
    let strip = column(&window, "Papers").rect();
    assert!(strip.width() < 60.0, "{strip:?}");
    assert!(
        column(&window, "Algorithms").rect().width() > wide,
        "the others have the room"
    );
    assert!(find(&window, "GPT-2").is_none());
    let settings = &window.state().settings;
    assert_eq!(settings.board_collapsed, ["step.papers"], "remembered");
    assert_eq!(undo_steps(&window), 0, "how it looks is no edit");

    lift(&mut window, "Stacks", strip.center());
    assert!(window.shows("Move to Papers, at the end"));
    drop(&mut window, strip.center());
    assert_eq!(step_of(&window, "algo.stacks").as_deref(), Some("papers"));

    // The arrows go past it; Enter on it opens it.
    card(&window, "Arrays").focus();
    window.run();
    window.key(Key::ArrowRight);
    let on = focused(&window).expect("a card has the focus");
    assert!(on.starts_with("PRML"), "{on}");
    window.click_containing("Open Papers");
    assert!(find(&window, "GPT-2").is_some());
    assert!(window.state().settings.board_collapsed.is_empty());
}

#[test]
fn by_key_a_column_collapses_and_opens() {
    let mut window = board(plan());
    card(&window, "GPT-2").focus();
    window.run();
    window.key(Key::C);
    assert!(find(&window, "GPT-2").is_none());
    let node = window.harness.get_by(|node| {
        node.label()
            .is_some_and(|label| label.starts_with("Open Papers"))
    });
    assert!(node.is_focused(), "the focus is on what is left of it");
    window.key(Key::Enter);
    assert!(find(&window, "GPT-2").is_some());
    assert!(focused(&window).is_some(), "and on a card again");
    window.key(Key::C);
    assert!(find(&window, "GPT-2").is_none());
    window.command(Command::OpenColumns);
    assert!(find(&window, "GPT-2").is_some());
}
