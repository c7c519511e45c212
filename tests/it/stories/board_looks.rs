//! The board: by interview, and filters with names.

use cairn::state::Command;
use egui::{Key, Modifiers};

use super::board::{
    board, card, cards, column, drop, find, focused, item, lift, name, plan, undo_steps,
};

#[test]
fn by_interview_a_card_stands_where_its_step_is_asked_most() {
    let mut window = board(plan());
    window.chord(Modifiers::ALT, Key::Num4);
    let plan_now = window.plan();
    let interview = plan_now.interviews_in_order()[0].name.clone();
    let head = name(&column(&window, &interview));
    assert!(head.contains("items"), "{head}");
    assert!(!cards(&window, &interview).is_empty());
    let before = window.plan();
    let to = column(&window, "No interview").rect().center();
    let first = cards(&window, &interview)[0].clone();
    lift(&mut window, &first, to);
    assert!(window.shows("It stays: interviews ask for whole steps"));
    drop(&mut window, to);
    assert_eq!(*window.plan(), *before);
    // The same by key.
    card(&window, &first).focus();
    window.run();
    window.chord(Modifiers::COMMAND, Key::ArrowRight);
    assert!(window.toasts().iter().any(|t| t.starts_with("It stays")));
    assert_eq!(undo_steps(&window), 0);
}

#[test]
fn an_item_that_no_interview_asks_says_so_by_its_column() {
    let mut plan = plan();
    let id = plan
        .interviews
        .keys()
        .next()
        .cloned()
        .expect("an interview");
    let papers = plan
        .items
        .get(&item("paper.gpt-3"))
        .expect("it")
        .step
        .clone();
    plan.interviews.update(&id, |one| {
        one.weights.insert(papers.clone().expect("a step"), 0);
    });
    let only = plan.interviews.len() == 1;
    let mut window = board(plan);
    window.command(Command::BoardByInterview);
    let rest = cards(&window, "No interview");
    assert_eq!(
        rest.iter().any(|card| card.starts_with("GPT-3")),
        only,
        "{rest:?}"
    );
}

#[test]
fn a_filter_is_named_chosen_and_deleted() {
    let mut window = board(plan());
    window.key(Key::Slash);
    window.type_text("gpt");
    window.key(Key::Enter);
    // By key: F opens the menu, the cursor is in the name.
    window.key(Key::F);
    window.type_text("The GPTs");
    window.key(Key::Enter);
    let kept = &window.state().settings.board_filters;
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (kept[0].name.as_str(), kept[0].text.as_str()),
        ("The GPTs", "gpt")
    );
    assert_eq!(undo_steps(&window), 0, "a filter is no part of the plan");
    assert!(
        window.shows("Saved filters: The GPTs"),
        "it is the one in use"
    );
    window.click("Clear all filters");
    assert!(find(&window, "Stacks").is_some());

    window.click("Saved filters");
    window.click("The GPTs");
    assert!(find(&window, "Stacks").is_none());
    assert!(find(&window, "GPT-3").is_some());

    window.click("Saved filters: The GPTs");
    window.click("Delete the filter “The GPTs”");
    assert!(window.state().settings.board_filters.is_empty());
    assert!(find(&window, "Stacks").is_none(), "what is shown stays");
    assert!(focused(&window).is_none());
}
