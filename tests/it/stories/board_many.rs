//! The board: several cards at once, with mouse and keys.

use std::collections::BTreeSet;

use cairn::domain::Status;
use cairn::state::Command;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2, vec2};
use egui_kittest::kittest::NodeT as _;

use super::board::{
    board, card, cards, column, drop, find, focused, item, lift, name, plan, status_of, step_of,
    undo_steps,
};
use crate::support::app::Window;

fn press(window: &mut Window, at: Pos2, pressed: bool) {
    window.harness.event(Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
    window.harness.step();
}

fn click_with(window: &mut Window, name: &str, modifiers: Modifiers) {
    card(window, name).click_modifiers(modifiers);
    window.run();
}

fn selected(window: &Window) -> BTreeSet<String> {
    let all = window.state().selection.all();
    all.iter().map(ToString::to_string).collect()
}

fn ids(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn ctrl_and_shift_select_several_with_the_mouse() {
    let mut window = board(plan());
    card(&window, "Statistics").click();
    window.run();
    click_with(&mut window, "Calculus", Modifiers::COMMAND);
    assert_eq!(selected(&window).len(), 2);
    let node = card(&window, "Calculus");
    assert_eq!(node.accesskit_node().is_selected(), Some(true));
    click_with(&mut window, "Statistics", Modifiers::COMMAND);
    assert_eq!(selected(&window), ids(&["topic.calculus"]), "out again");
    card(&window, "Statistics").click();
    window.run();
    click_with(&mut window, "Calculus", Modifiers::SHIFT);
    assert_eq!(selected(&window).len(), 3, "all from the first to the last");
    assert_eq!(undo_steps(&window), 0, "selecting is no edit");
    window.key(Key::Escape);
    assert!(selected(&window).is_empty());
}

#[test]
fn shift_arrows_ctrl_a_and_ctrl_space_select_several_by_key() {
    let mut window = board(plan());
    card(&window, "Statistics").focus();
    window.run();
    window.chord(Modifiers::SHIFT, Key::ArrowDown);
    window.chord(Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(selected(&window).len(), 3);
    window.chord(Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(selected(&window).len(), 2, "the range shrinks again");
    assert!(window.shows("2 items"), "the inspector counts them");
    window.ctrl(Key::A);
    assert_eq!(selected(&window).len(), 3, "the column");
    window.ctrl(Key::A);
    assert_eq!(selected(&window).len(), 41, "the board");
    window.key(Key::Escape);
    // One by one.
    card(&window, "Statistics").focus();
    window.run();
    window.ctrl(Key::Space);
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.ctrl(Key::Space);
    let all = selected(&window);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(!all.contains("topic.linear-algebra"), "{all:?}");
    window.key(Key::D);
    assert_eq!(status_of(&window, "topic.calculus"), Status::Done);
    assert_eq!(undo_steps(&window), 1, "one deed");
}

#[test]
fn several_cards_are_dragged_with_one_hint_one_edit_and_one_undo() {
    let mut window = board(plan());
    card(&window, "Queues").focus();
    window.run();
    window.key(Key::Space);
    click_with(&mut window, "Stacks", Modifiers::COMMAND);
    click_with(&mut window, "Calculus", Modifiers::COMMAND);
    assert_eq!(selected(&window).len(), 3);
    let before = window.plan();
    let target = card(&window, "GPT-2").rect();
    let to = pos2(target.center().x, target.top() + 4.0);
    lift(&mut window, "Stacks", to);
    assert!(window.shows("Move 3 cards to Papers, before ‘GPT-2’"));
    assert!(find(&window, "Calculus").is_none(), "it is in the air, too");
    assert_eq!(*window.plan(), *before);
    drop(&mut window, to);
    let papers = cards(&window, "Papers");
    let place = |name: &str| papers.iter().position(|card| card.starts_with(name));
    assert_eq!(place("Stacks").map(|n| n + 2), place("GPT-2"), "{papers:?}");
    assert_eq!(
        place("Calculus").map(|n| n + 3),
        place("GPT-2"),
        "{papers:?}"
    );
    assert_eq!(undo_steps(&window), 1);
    assert_eq!(window.toasts(), ["Moved 3 items to Papers"]);
    assert_eq!(selected(&window).len(), 3, "they stay selected");
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
}

#[test]
fn a_card_that_is_not_selected_is_dragged_alone_and_escape_puts_several_back() {
    let mut window = board(plan());
    card(&window, "Statistics").focus();
    window.run();
    window.chord(Modifiers::SHIFT, Key::ArrowDown);
    let before = window.plan();
    let to = column(&window, "Books").rect().center();
    lift(&mut window, "Stacks", to);
    assert!(window.shows("Move to Books"), "only this one");
    window.key(Key::Escape);
    drop(&mut window, to);
    lift(&mut window, "Statistics", to);
    assert!(window.shows("Move 2 cards to Books"));
    window.key(Key::Escape);
    drop(&mut window, to);
    assert_eq!(*window.plan(), *before);
    assert_eq!(undo_steps(&window), 0);
}

#[test]
fn ctrl_arrows_move_all_selected_cards() {
    let mut window = board(plan());
    card(&window, "Statistics").focus();
    window.run();
    window.chord(Modifiers::SHIFT, Key::ArrowDown);
    window.chord(Modifiers::COMMAND, Key::ArrowDown);
    let names = cards(&window, "Fundamentals");
    assert!(names[0].starts_with("Calculus"), "{names:?}");
    assert!(names[1].starts_with("Statistics"), "{names:?}");
    assert!(names[2].starts_with("Linear"), "{names:?}");
    window.chord(Modifiers::COMMAND, Key::ArrowDown);
    assert_eq!(undo_steps(&window), 1, "the end is the end");
    window.chord(Modifiers::COMMAND, Key::ArrowRight);
    for id in ["topic.statistics", "topic.linear-algebra"] {
        assert_eq!(step_of(&window, id).as_deref(), Some("algorithms"), "{id}");
    }
    assert_eq!(undo_steps(&window), 2);
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), plan());
}

#[test]
fn a_frame_on_the_empty_ground_selects_what_it_touches() {
    let mut window = board(plan());
    let area = column(&window, "Fundamentals").rect();
    let last = card(&window, "Calculus").rect();
    let middle = card(&window, "Linear algebra").rect();
    let from = pos2(area.right() - 4.0, last.bottom() + 60.0);
    window.harness.hover_at(from);
    window.harness.step();
    press(&mut window, from, true);
    window.harness.hover_at(from - vec2(20.0, 20.0));
    window.harness.step();
    window.harness.hover_at(middle.center());
    window.harness.step();
    assert!(selected(&window).is_empty(), "not before it is let go");
    press(&mut window, middle.center(), false);
    window.run();
    assert_eq!(
        selected(&window),
        ids(&["topic.calculus", "topic.linear-algebra"])
    );
    // A click on the ground selects nothing.
    let from = pos2(area.center().x, area.bottom() - 60.0);
    window.harness.hover_at(from);
    press(&mut window, from, true);
    press(&mut window, from, false);
    window.run();
    assert!(selected(&window).is_empty());
    // Escape ends it and keeps what was selected.
    card(&window, "Stacks").focus();
    window.run();
    window.key(Key::Space);
    let before = selected(&window);
    press(&mut window, from, true);
    window.harness.hover_at(middle.center());
    window.harness.step();
    window.key(Key::Escape);
    press(&mut window, middle.center(), false);
    window.run();
    assert_eq!(selected(&window), before);
}

#[test]
fn several_cards_take_a_status_and_a_week() {
    let mut window = board(plan());
    window.command(Command::BoardByStatus);
    card(&window, "Calculus").focus();
    window.run();
    window.key(Key::Space);
    click_with(&mut window, "GPT-3", Modifiers::COMMAND);
    let to = column(&window, "Done").rect().center();
    lift(&mut window, "Calculus", to);
    assert!(window.shows("Mark 2 cards as done"));
    drop(&mut window, to);
    let done = window.plan();
    for id in ["topic.calculus", "paper.gpt-3"] {
        let one = done.items.get(&item(id)).expect("it is there");
        assert!(one.done_at.is_some(), "{id}: the time is stamped");
    }
    let to = column(&window, "To do").rect().center();
    lift(&mut window, "Calculus", to);
    assert!(window.shows("Put 2 cards back to do"));
    drop(&mut window, to);
    for id in ["topic.calculus", "paper.gpt-3"] {
        let plan = window.plan();
        let one = plan.items.get(&item(id)).expect("it is there");
        assert_eq!((one.status, one.done_at), (Status::ToDo, None), "{id}");
    }
    assert_eq!(undo_steps(&window), 2);
    window.command(Command::BoardByWeek);
    let sessions = window.plan().sessions.len();
    let to = column(&window, "This week").rect().center();
    card(&window, "GPT-3").focus();
    window.run();
    lift(&mut window, "GPT-3", to);
    assert!(window.shows("Plan 2 cards for this week"));
    drop(&mut window, to);
    assert_eq!(window.plan().sessions.len(), sessions + 1);
    let week = column(&window, "This week");
    assert!(name(&week).contains("3 items"), "{}", name(&week));
    assert_eq!(undo_steps(&window), 3);
    assert!(focused(&window).is_some());
}

#[test]
fn a_frame_drawn_to_an_edge_scrolls_and_keeps_what_is_out_of_sight() {
    let mut window = crate::support::app::Setup::with(plan())
        .size(900.0, 600.0)
        .open();
    window.go(cairn::state::View::Board);
    let area = column(&window, "Algorithms").rect();
    let first = card(&window, "Arrays").rect();
    let from = pos2(area.left() + 4.0, first.top() + 4.0);
    window.harness.hover_at(from);
    window.harness.step();
    press(&mut window, from, true);
    let edge = pos2(area.center().x, area.bottom() - 48.0);
    window.harness.hover_at(edge - vec2(0.0, 60.0));
    window.harness.step();
    window.harness.hover_at(edge);
    for _ in 0..90 {
        window.harness.step();
    }
    assert!(find(&window, "Arrays").is_none_or(|card| card.rect().top() < first.top() - 50.0));
    press(&mut window, edge, false);
    window.run();
    let all = selected(&window);
    assert!(all.contains("algo.arrays"), "{all:?}");
    assert!(all.len() >= 8, "{all:?}");
    assert!(all.iter().all(|id| id.starts_with("algo.")), "{all:?}");
}
