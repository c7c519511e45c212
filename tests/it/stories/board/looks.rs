//! What the board shows: columns with their counts, narrow windows, an empty plan.

use cairn::domain::{Item, Kind, Plan, PlanId, StepId};
use cairn::state::View;
use egui::Key;
use egui_kittest::kittest::NodeT as _;

use super::{board, card, cards, column, drop, find, focused, item, lift, name, plan, step_of};
use crate::support::app::{Setup, monday};

#[test]
fn five_steps_stand_beside_each_other_with_their_counts() {
    let window = board(plan());
    for (start, count) in [
        ("Fundamentals", "3 items, 0 done"),
        ("Algorithms", "13 items, 1 done"),
        ("Papers", "7 items, 0 done"),
        ("Books", "4 items, 0 done"),
        ("System design", "14 items, 0 done"),
    ] {
        let node = column(&window, start);
        let name = name(&node);
        assert!(name.contains(count), "{name}");
        assert!(name.contains("left"), "{name} says what is left");
    }
    let gpt3 = name(&card(&window, "GPT-3"));
    assert!(gpt3.contains("core"), "{gpt3}");
    assert!(gpt3.contains("Tue 8 Dec"), "{gpt3}");
    assert!(gpt3.ends_with("in progress"), "{gpt3}");
    let node = card(&window, "Arrays");
    assert!(name(&node).ends_with("done"));
    assert_eq!(node.accesskit_node().data().size_of_set(), Some(13));
    assert!(
        find(&window, "StatQuest").is_none(),
        "supporting material is not on the board unless it is asked for"
    );
}

#[test]
fn filters_leave_cards_out_and_say_so() {
    let mut window = board(plan());
    window.key(Key::Slash);
    window.type_text("gpt");
    assert!(find(&window, "GPT-3").is_some());
    assert!(find(&window, "Stacks").is_none());
    assert!(
        name(&column(&window, "Algorithms")).contains("13 items"),
        "the head counts all of the step"
    );
    assert!(window.shows("Nothing here passes the filter."));
    window.key(Key::Enter);
    let first = focused(&window).expect("Enter goes on to the cards");
    assert!(first.starts_with("GPT-1"), "to the first one: {first}");
    window.ctrl(Key::F);
    window.type_text(" zebra");
    assert!(window.shows("No match"));
    window.click("Clear the filter");
    assert!(find(&window, "Stacks").is_some());

    window.click("Status shown: Any status");
    window.click("Not done");
    assert!(find(&window, "Arrays").is_none(), "it is done");
    assert!(find(&window, "Stacks").is_some());
    window.click("Status shown: Not done");
    window.click("Any status");

    window.click("Kinds shown: All kinds");
    window.click("Book");
    window.key(Key::Escape);
    assert!(find(&window, "Stacks").is_none());
    assert!(!cards(&window, "Books").is_empty());
    window.click("Clear all filters");

    window.click("Steps shown: All steps");
    window.click("Resources");
    window.key(Key::Escape);
    assert!(!cards(&window, "Resources").is_empty(), "asked for");
}

#[test]
fn an_own_step_and_own_items_have_their_column() {
    let mut plan = plan();
    let step = StepId::slug("behavioural");
    plan.steps
        .put(cairn::domain::Step::new(step.clone(), 6, "Behavioural"));
    let mut window = board(plan);
    assert!(name(&column(&window, "Behavioural")).contains("0 items"));
    assert!(window.shows("Nothing here yet. Drag a card here, or add an item."));
    let to = column(&window, "Behavioural").rect().center();
    lift(&mut window, "Stacks", to);
    assert!(window.shows("Move to Behavioural, at the end"));
    drop(&mut window, to);
    assert_eq!(
        step_of(&window, "algo.stacks").as_deref(),
        Some("behavioural")
    );

    let mut loose = Item::new(item("own.loose"), Kind::Topic, "Salary talk");
    loose.step = None;
    window.action(cairn::state::Action::Edit(cairn::domain::Edit::AddItem(
        Box::new(loose),
    )));
    assert!(
        name(&column(&window, "Resources")).contains("1 item"),
        "an own item without a step is not lost"
    );
}

#[test]
fn narrow_windows_scroll_to_the_side() {
    let mut window = Setup::with(plan()).size(900.0, 600.0).open();
    window.go(View::Board);
    let width = column(&window, "Fundamentals").rect().width();
    assert!(width >= 220.0, "{width}");
    card(&window, "Statistics").focus();
    window.run();
    for _ in 0..4 {
        window.key(Key::ArrowRight);
    }
    let last = card(&window, &focused(&window).expect("a card has the focus")).rect();
    assert!(last.right() <= 900.0, "it was brought into view: {last:?}");
}

#[test]
fn an_empty_plan_says_what_to_do() {
    let mut empty = Plan::empty(PlanId::slug("plan-empty"), "Nothing", monday());
    empty.interviews = plan().interviews;
    let window = board(empty);
    assert!(window.shows("Nothing to study yet"));
}

#[test]
fn an_idle_board_does_not_ask_to_be_drawn() {
    let mut window = board(plan());
    let steps = window.harness.run_ok();
    assert!(steps.is_some_and(|steps| steps <= 2), "{steps:?}");
}
