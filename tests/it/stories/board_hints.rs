//! The board: for every way to show it and every column, what the hint says before a card is let go is what happens.

use cairn::domain::{Plan, Status};
use cairn::state::{Command, View};
use egui::Key;

use super::board::{card, cards, column, drop, item, lift, plan, undo_steps};
use crate::support::app::{Setup, Window};

/// What is said of a drop that does nothing.
const NOTHING: [&str; 5] = [
    "Leave it where it is",
    "It is planned for this week already",
    "It has no date to take away",
    "It stays: interviews ask for whole steps",
    "Let go over a column to move it",
];

fn differs(a: &Plan, b: &Plan) -> bool {
    a != b
}

#[test]
fn in_every_projection_and_for_every_column_hint_and_effect_agree() {
    let mut tried = 0;
    for (view, columns) in [
        (
            Command::BoardByStep,
            &[
                "Fundamentals",
                "Algorithms",
                "Papers",
                "Books",
                "System design",
            ][..],
        ),
        (
            Command::BoardByStatus,
            &["To do", "In progress", "Done", "Skipped"][..],
        ),
        (
            Command::BoardByWeek,
            &["This week", "Next week", "Not planned", "Done"][..],
        ),
        (Command::BoardByInterview, &["No interview"][..]),
    ] {
        // So wide that every column is on screen.
        let mut window = Setup::with(plan()).size(2_900.0, 900.0).open();
        window.go(View::Board);
        window.command(view);
        for title in columns {
            // One that is planned and begun, one that is planned, one that is not, one that is done.
            for name in ["GPT-3", "GPT-2", "Calculus", "Arrays"] {
                if super::board::find(&window, name).is_none() {
                    continue;
                }
                let area = column(&window, title).rect();
                assert!(area.right() < 2_900.0, "{title} is on screen");
                card(&window, name).focus();
                window.run();
                let before = window.plan();
                let steps = undo_steps(&window);
                let to = column(&window, title).rect().center();
                lift(&mut window, name, to);
                let idle = NOTHING.iter().any(|words| window.shows(words));
                assert_eq!(
                    *window.plan(),
                    *before,
                    "{title}: {name} is still in the air"
                );
                let says = |words: &str| window.shows(words);
                let said = (
                    says("Mark as done"),
                    says("Put back to do"),
                    says("Mark as in progress"),
                    says("Skip it"),
                    says("Plan for") || says("Take it up again and plan it") || says("Take its"),
                    says("Move"),
                );
                drop(&mut window, to);
                let after = window.plan();
                let what = format!("{view:?}, {title}: {name}, {said:?}");
                assert_eq!(differs(&before, &after), !idle, "{what}");
                assert_eq!(undo_steps(&window) - steps, usize::from(!idle), "{what}");
                let id = item(match name {
                    "GPT-3" => "paper.gpt-3",
                    "GPT-2" => "paper.gpt-2",
                    "Calculus" => "topic.calculus",
                    _ => "algo.arrays",
                });
                let (old, new) = (
                    before.items.get(&id).expect("it was there"),
                    after.items.get(&id).expect("it is there"),
                );
                match said {
                    _ if idle => {}
                    (true, ..) => {
                        assert_eq!(new.status, Status::Done, "{what}");
                        assert!(new.done_at.is_some(), "{what}: the stamp");
                    }
                    (_, true, ..) => assert_eq!(new.status, Status::ToDo, "{what}"),
                    (_, _, true, ..) => assert_eq!(new.status, Status::InProgress, "{what}"),
                    (_, _, _, true, ..) => assert_eq!(new.status, Status::Skipped, "{what}"),
                    (_, _, _, _, true, _) => {
                        assert!(new.status.is_open(), "{what}");
                        assert_ne!(before.sessions, after.sessions, "{what}");
                    }
                    (_, _, _, _, _, true) => {
                        assert_ne!((&old.step, old.order), (&new.step, new.order), "{what}");
                        assert_eq!(old.status, new.status, "{what}");
                    }
                    _ => panic!("{what}: the hint says nothing that is known"),
                }
                if new.status != Status::Done {
                    assert_eq!(new.done_at, None, "{what}: out of done clears the stamp");
                }
                if !idle {
                    window.ctrl(Key::Z);
                }
                assert_eq!(*window.plan(), *before, "{what}: undone");
                tried += 1;
            }
        }
    }
    assert!(tried >= 30, "{tried} drops were tried");
}

/// Whether the hint of a drop that does nothing is shown.
fn is_idle(window: &Window) -> bool {
    let all = ["Leave them where they are"].into_iter().chain(NOTHING);
    { all }.any(|words| window.shows(words))
}

#[test]
fn the_same_holds_for_several_cards_at_once() {
    for (view, columns) in [
        (Command::BoardByStep, &["Fundamentals", "Papers"][..]),
        (
            Command::BoardByStatus,
            &["To do", "In progress", "Done", "Skipped"][..],
        ),
        (
            Command::BoardByWeek,
            &["This week", "Next week", "Not planned", "Done"][..],
        ),
        (Command::BoardByInterview, &["No interview"][..]),
    ] {
        let mut window = Setup::with(plan()).size(2_900.0, 4_500.0).open();
        window.go(View::Board);
        window.command(view);
        for title in columns {
            let three = ["paper.gpt-3", "topic.calculus", "algo.arrays"].map(item);
            window.action(cairn::state::Action::SelectAll(three.to_vec()));
            let before = window.plan();
            let steps = undo_steps(&window);
            let to = column(&window, title).rect().center();
            lift(&mut window, "GPT-3", to);
            let what = format!("{view:?}, {title}");
            let idle = is_idle(&window);
            drop(&mut window, to);
            assert_eq!(*window.plan() != *before, !idle, "{what}");
            assert_eq!(undo_steps(&window) - steps, usize::from(!idle), "{what}");
            if !idle && view != Command::BoardByInterview {
                let there = cards(&window, title);
                let all = ["GPT-3", "Calculus", "Arrays"];
                for name in all {
                    let here = there.iter().any(|card| card.starts_with(name));
                    assert!(here, "{what}: {name} in {there:?}");
                }
            }
            if !idle {
                window.ctrl(Key::Z);
            }
            assert_eq!(*window.plan(), *before, "{what}: undone");
        }
    }
}

#[test]
fn what_was_planned_for_an_item_that_is_done_is_said_to_be_free_and_stays_until_a_replan() {
    let mut window = Setup::with(plan()).open();
    window.go(View::Board);
    let before = window.plan();
    let today = window.state().now.today;
    let planned = |plan: &Plan, id: &cairn::domain::ItemId| {
        let ahead = |s: &&std::sync::Arc<cairn::domain::Session>| {
            s.item == *id && s.kind == cairn::domain::SessionKind::Study && s.is_ahead(today)
        };
        plan.sessions.iter().filter(ahead).count()
    };
    let open = |id: &&cairn::domain::ItemId| {
        before
            .items
            .get(id)
            .is_some_and(|i| i.status == Status::ToDo)
            && planned(&before, id) > 0
    };
    let id = before.items.keys().find(open).expect("planned").clone();
    let count = planned(&before, &id);
    window.action(cairn::state::Action::Select(id.clone()));
    window.key(Key::D);
    let words = match count {
        1 => "The time of a session planned for it is free now.".to_owned(),
        n => format!("The time of {n} sessions planned for it is free now."),
    };
    assert!(window.shows(&words), "{words}: {:?}", window.toasts());
    assert_eq!(
        planned(&window.plan(), &id),
        count,
        "nothing moved by itself"
    );
    window.click("Replan…");
    window.run();
    let proposed = window.state().proposal.is_some();
    assert!(proposed, "shown before anything moves");
    window.key(Key::Escape);
    // An item that nothing is planned for frees nothing.
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
}
