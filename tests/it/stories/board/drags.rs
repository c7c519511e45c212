//! Cards dragged to another step, status or week.

use cairn::domain::{SessionId, Status};
use cairn::state::{Command, View};
use egui::{Key, Modifiers, Pos2, pos2, vec2};

use super::{
    board, card, cards, column, drop, find, focused, item, lift, name, plan, status_of, step_of,
    undo_steps,
};
use crate::support::app::{Setup, Window, monday};

#[test]
fn a_drag_to_another_step_says_what_it_does_and_does_it_once() {
    let mut window = board(plan());
    let before = window.plan();
    let target = card(&window, "GPT-2").rect();
    let to = pos2(target.center().x, target.top() + 4.0);
    lift(&mut window, "Stacks", to);
    assert!(
        window.shows("Move to Papers, before ‘GPT-2’"),
        "the hint says what letting go would do"
    );
    assert_eq!(
        *window.plan(),
        *before,
        "nothing happens while it is in the air"
    );
    let moved = card(&window, "GPT-2").rect();
    assert!(moved.top() > target.top(), "its neighbours make room");
    drop(&mut window, to);
    assert_eq!(step_of(&window, "algo.stacks").as_deref(), Some("papers"));
    let papers = cards(&window, "Papers");
    let stacks = papers.iter().position(|name| name.starts_with("Stacks"));
    let gpt2 = papers.iter().position(|name| name.starts_with("GPT-2"));
    assert_eq!(stacks.map(|n| n + 1), gpt2, "{papers:?}");
    assert_eq!(undo_steps(&window), 1, "one edit");
    assert!(
        focused(&window).is_some_and(|name| name.starts_with("Stacks")),
        "the focus is on the card that moved"
    );
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
}

#[test]
fn a_drag_within_a_step_changes_the_order() {
    let mut window = board(plan());
    let target = card(&window, "Statistics").rect();
    let to = pos2(target.center().x, target.top() + 2.0);
    lift(&mut window, "Calculus", to);
    assert!(window.shows("Move before ‘Statistics’"));
    drop(&mut window, to);
    let names = cards(&window, "Fundamentals");
    assert!(names[0].starts_with("Calculus"), "{names:?}");
    assert!(names[1].starts_with("Statistics"), "{names:?}");
}

#[test]
fn escape_puts_a_dragged_card_back_and_changes_nothing() {
    let mut window = board(plan());
    card(&window, "Calculus").click();
    window.run();
    let before = window.plan();
    let to = column(&window, "Books").rect().center();
    lift(&mut window, "Stacks", to);
    assert!(window.shows("Move to Books"));
    window.key(Key::Escape);
    assert!(!window.shows("Move to Books"), "the drag is over");
    drop(&mut window, to);
    assert_eq!(*window.plan(), *before);
    assert_eq!(undo_steps(&window), 0);
    assert_eq!(
        window.state().selection.item,
        Some(item("topic.calculus")),
        "Escape meant the drag, not the selection"
    );
}

#[test]
fn a_card_let_go_where_it_was_or_off_the_board_stays() {
    let mut window = board(plan());
    let before = window.plan();
    let home = card(&window, "Stacks").rect().center();
    lift(&mut window, "Stacks", home + vec2(10.0, 3.0));
    assert!(window.shows("Leave it where it is"));
    drop(&mut window, home);
    lift(&mut window, "Stacks", pos2(300.0, 20.0));
    assert!(window.shows("Let go over a column to move it"));
    drop(&mut window, pos2(300.0, 20.0));
    assert_eq!(*window.plan(), *before);
    assert_eq!(undo_steps(&window), 0);
}

#[test]
fn a_drop_on_a_status_sets_it() {
    let mut window = board(plan());
    window.command(Command::BoardByStatus);
    assert!(name(&column(&window, "Done")).contains("1 item"));
    for (target, hint, status) in [
        ("Done", "Mark as done", Status::Done),
        ("Skipped", "Skip it", Status::Skipped),
        ("To do", "Put back to do", Status::ToDo),
    ] {
        let to = column(&window, target).rect().center();
        lift(&mut window, "GPT-3", to);
        assert!(window.shows(hint), "{hint}");
        drop(&mut window, to);
        assert_eq!(status_of(&window, "paper.gpt-3"), status);
        let stamped = window
            .plan()
            .items
            .get(&item("paper.gpt-3"))
            .expect("it")
            .done_at;
        assert_eq!(stamped.is_some(), status == Status::Done, "the stamp");
    }
    assert_eq!(undo_steps(&window), 3);
}

#[test]
fn a_drop_on_a_week_moves_the_next_session_there_and_pins_it() {
    let mut window = board(plan());
    window.command(Command::BoardByWeek);
    assert!(
        cards(&window, "Next week")
            .iter()
            .any(|name| name.starts_with("GPT-3")),
        "its next session is on 8 December"
    );
    let to = column(&window, "This week").rect().center();
    lift(&mut window, "GPT-3", to);
    assert!(window.shows("Plan for this week"));
    drop(&mut window, to);
    let plan = window.plan();
    let moved = plan
        .sessions
        .get(&SessionId::slug("gpt3"))
        .expect("it is there");
    assert!(moved.pinned);
    assert!((0..7).contains(&moved.on.since(monday())), "{}", moved.on);
    assert_eq!(undo_steps(&window), 1);

    // An item without a session gets one: here by key, from the column of what is not planned.
    window.key(Key::Slash);
    window.type_text("calculus");
    window.key(Key::Enter);
    for _ in 0..10 {
        window.chord(Modifiers::COMMAND, Key::ArrowLeft);
    }
    let plan = window.plan();
    let mut sessions = plan.sessions.iter();
    let added = sessions.find(|s| s.item == item("topic.calculus"));
    let added = added.expect("a session was added");
    assert!(added.pinned);
    assert!(added.on >= monday());
    assert!(
        cards(&window, "This week")
            .iter()
            .any(|name| name.starts_with("Calculus"))
    );
}

#[test]
fn taking_a_card_out_of_the_weeks_deletes_its_session() {
    let mut window = board(plan());
    window.command(Command::BoardByWeek);
    card(&window, "GPT-2").focus();
    window.run();
    // Six weeks until the interview, then what is not planned.
    for _ in 0..8 {
        let there = window.plan().sessions.contains(&SessionId::slug("gpt2"));
        if !there {
            break;
        }
        window.chord(Modifiers::COMMAND, Key::ArrowRight);
    }
    assert!(!window.plan().sessions.contains(&SessionId::slug("gpt2")));
    assert!(
        focused(&window).is_some_and(|name| name.starts_with("GPT-2")),
        "the focus went with it, across the whole board"
    );
    window.chord(Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(status_of(&window, "paper.gpt-2"), Status::Done);
}

#[test]
fn a_drag_near_an_edge_scrolls() {
    let mut window = Setup::with(plan()).size(900.0, 600.0).open();
    window.go(View::Board);
    let area = column(&window, "Algorithms").rect();
    let first = card(&window, "Arrays").rect();
    lift_and_hold(
        &mut window,
        "Statistics",
        pos2(area.center().x, area.bottom() - 8.0),
    );
    for _ in 0..30 {
        window.harness.step();
    }
    let now = find(&window, "Arrays").map(|node| node.rect().top());
    assert!(now.is_none_or(|top| top < first.top() - 50.0), "{now:?}");
    window.key(Key::Escape);
    assert_eq!(undo_steps(&window), 0);
}

fn lift_and_hold(window: &mut Window, name: &str, to: Pos2) {
    let from = card(window, name).rect().center();
    window.harness.hover_at(from);
    window.harness.drag_at(from);
    window.harness.step();
    window.harness.hover_at(from + vec2(20.0, 20.0));
    window.harness.step();
    window.harness.hover_at(to);
    window.harness.step();
}
