//! The board: new cards, typed as one line at the foot of a column.

use cairn::domain::{Day, Kind, Minutes, Status};
use cairn::state::Command;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::board::{board, card, cards, column, find, focused, name, plan, undo_steps};
use crate::support::app::Window;

fn added(window: &Window, title: &str) -> cairn::domain::Item {
    let plan = window.plan();
    let mut all = plan.items.iter();
    let found = all.find(|item| item.title == title);
    (**found.unwrap_or_else(|| panic!("“{title}” was not added"))).clone()
}

#[test]
fn a_line_at_the_foot_of_a_column_becomes_a_card_with_all_it_says() {
    let mut window = board(plan());
    let before = window.plan();
    window.click("Add a card to Papers");
    window.type_text("RLHF survey 2h @fri #alignment !5 k:paper");
    for chip in ["2 h", "Fri 4 Dec", "alignment", "5 of 5", "Paper"] {
        assert!(window.shows(chip), "the chip “{chip}”");
    }
    assert_eq!(*window.plan(), *before, "not before Enter");
    window.key(Key::Enter);
    let item = added(&window, "RLHF survey");
    assert_eq!(item.step.as_ref().map(|s| s.as_str()), Some("papers"));
    assert_eq!(item.estimate, Some(Minutes(120)));
    assert_eq!((item.importance, &item.kind), (5, &Kind::Paper));
    assert_eq!(item.tags, ["alignment"]);
    let plan = window.plan();
    let mut sessions = plan.sessions.iter();
    let session = sessions.find(|s| s.item == item.id).expect("a session");
    let friday = Day::from_ymd(2026, 12, 4).expect("a day");
    assert_eq!((session.on, session.pinned), (friday, true));
    assert_eq!(undo_steps(&window), 1, "item and session are one edit");
    let papers = cards(&window, "Papers");
    assert!(
        papers.last().is_some_and(|c| c.starts_with("RLHF")),
        "{papers:?}"
    );

    // It stays for the next one; Escape leaves.
    window.type_text("Second #2 45m");
    window.key(Key::Enter);
    let second = added(&window, "Second");
    assert_eq!(second.step.as_ref().map(|s| s.as_str()), Some("algorithms"));
    window.type_text("Third");
    window.key(Key::Escape);
    assert!(
        window
            .harness
            .query_by_label("New card in Papers")
            .is_none()
    );
    assert!(find(&window, "Third").is_none());
    assert_eq!(undo_steps(&window), 2);
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
}

#[test]
fn by_key_it_opens_in_the_column_with_the_focus() {
    let mut window = board(plan());
    card(&window, "Stacks").focus();
    window.run();
    window.key(Key::A);
    assert!(window.shows("New card in Algorithms"));
    window.type_text("Union find 90m");
    window.key(Key::Enter);
    let item = added(&window, "Union find");
    assert_eq!(item.step.as_ref().map(|s| s.as_str()), Some("algorithms"));
    assert_eq!(item.kind, Kind::Algorithm, "as the others there");
    window.key(Key::Enter);
    assert_eq!(undo_steps(&window), 1, "an empty line adds nothing");
    window.key(Key::Escape);
    let on = focused(&window).expect("a card has the focus again");
    assert!(on.starts_with("Union find"), "{on}");
    window.key(Key::A);
    window.type_text("2h @fri");
    assert!(window.shows("A title is missing"));
    window.key(Key::Enter);
    assert_eq!(undo_steps(&window), 1);
}

#[test]
fn the_column_gives_status_or_week() {
    let mut window = board(plan());
    window.command(Command::BoardByStatus);
    window.click("Add a card to Done");
    window.type_text("Old course");
    window.key(Key::Enter);
    let item = added(&window, "Old course");
    assert_eq!(item.status, Status::Done);
    assert!(item.done_at.is_some(), "the time is stamped");
    window.key(Key::Escape);
    window.command(Command::BoardByWeek);
    window.click("Add a card to Next week");
    window.type_text("Mock talk 30m");
    window.key(Key::Enter);
    assert!(
        cards(&window, "Next week")
            .iter()
            .any(|c| c.starts_with("Mock talk")),
        "{}",
        name(&column(&window, "Next week"))
    );
    assert_eq!(undo_steps(&window), 2);
}
