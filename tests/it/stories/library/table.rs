//! The table: sorted, filtered, grouped; several items selected and edited in one step.

use cairn::domain::{Depth, ItemId, Status};
use cairn::state::View;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::{id, item, rows};
use crate::support::app::{Setup, Window};

#[test]
fn the_table_sorts_by_its_heads_and_back_to_the_path() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    let path = rows(&window);
    assert_eq!(
        path.first().map(String::as_str),
        Some("Statistics and probability")
    );
    window.click("Sort by title");
    assert_eq!(
        rows(&window).first().map(String::as_str),
        Some("500+ best AI tools")
    );
    window.click("Sort by title, sorted, smallest first");
    assert_eq!(
        rows(&window).first().map(String::as_str),
        Some("URL shortener")
    );
    window.click("Sort by title, sorted, largest first");
    assert_eq!(rows(&window), path);
}

#[test]
fn the_table_filters_by_words_kind_and_status() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    window.chord(Modifiers::COMMAND, Key::F);
    window.type_text("gpt");
    let found = rows(&window);
    assert!(found.len() >= 4 && found.len() < 15, "{found:?}");
    window.click("Show all");
    let check = egui::Role::MenuItemCheckBox;
    window.click("Shelf: Papers");
    assert_eq!(rows(&window).len(), 7);
    window.click("Status: Any status");
    window.harness.get_by_role_and_label(check, "Done").click();
    window.run();
    assert!(
        window.shows("Nothing matches"),
        "an empty table says what to do"
    );
}

#[test]
fn arrows_move_the_selection_and_enter_opens_the_page() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert_eq!(
        window.state().selection.item,
        Some(id("topic.linear-algebra"))
    );
    window.key(Key::Enter);
    assert_eq!(window.state().item_page, Some(id("topic.linear-algebra")));
    window.click("Next item: Calculus");
    assert_eq!(window.state().item_page, Some(id("topic.calculus")));
    window.chord(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(window.state().item_page, Some(id("topic.linear-algebra")));
    window.chord(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(window.state().item_page, None);
}

/// The window's point of a row.
fn row_at(window: &Window, title: &str) -> egui::Pos2 {
    let rows = window.harness.get_all_by_role(egui::Role::Row);
    let mut found = rows.filter(|row| {
        let label = egui_kittest::kittest::NodeT::accesskit_node(row).label();
        label.is_some_and(|label| label.starts_with(title))
    });
    found.next().expect("the row is on screen").rect().center()
}

fn press_at(window: &mut Window, at: egui::Pos2, modifiers: Modifiers) {
    for pressed in [true, false] {
        window.harness.event(egui::Event::PointerMoved(at));
        window.harness.event_modifiers(
            egui::Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers,
            },
            modifiers,
        );
        window.run();
    }
}

#[test]
fn several_items_are_selected_with_mouse_and_keys_and_edited_in_one_step() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    let titles = rows(&window);
    let (first, third) = (titles[0].clone(), titles[2].clone());
    let at = row_at(&window, &first);
    press_at(&mut window, at, Modifiers::NONE);
    let at = row_at(&window, &third);
    press_at(&mut window, at, Modifiers::SHIFT);
    assert!(window.shows("3 items selected"));
    let at = row_at(&window, &titles[1]);
    press_at(&mut window, at, Modifiers::COMMAND);
    assert!(window.shows("2 items selected"), "Ctrl takes one out again");
    // The same with keys.
    window.key(Key::Escape);
    assert!(window.state().selection.item.is_none());
    window.key(Key::ArrowDown);
    window.chord(Modifiers::SHIFT, Key::ArrowDown);
    window.chord(Modifiers::SHIFT, Key::ArrowDown);
    assert!(window.shows("3 items selected"));
    window.chord(Modifiers::SHIFT, Key::ArrowUp);
    assert!(window.shows("2 items selected"), "back again");

    let before = window.plan();
    let chosen = window.state().selection.all();
    window.key(Key::D);
    let done = |window: &Window| {
        let plan = window.plan();
        let of = |id: &ItemId| plan.items.get(id).map(|item| item.status);
        chosen.iter().all(|id| of(id) == Some(Status::Done))
    };
    assert!(done(&window));
    assert!(window.shows("Marked 2 items as done"));
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before, "one step of undo");
    assert!(window.shows("2 items selected"), "they stay selected");

    window.click("Set all to deep");
    assert!(
        chosen
            .iter()
            .all(|id| item(&window, id).depth == Depth::Deep)
    );
    window
        .harness
        .get_by_role_and_label(egui::Role::TextInput, "Add a tag to all")
        .focus();
    window.run();
    window.type_text("#later");
    window.key(Key::Enter);
    assert!(
        chosen
            .iter()
            .all(|id| item(&window, id).tags.contains(&"later".to_owned()))
    );
    window.click("Take the tag later off all");
    assert!(
        chosen
            .iter()
            .all(|id| !item(&window, id).tags.contains(&"later".to_owned()))
    );
    window.click("Move to…");
    window
        .harness
        .get_by_role_and_label(egui::Role::MenuItemCheckBox, "Books")
        .click();
    window.run();
    let step = item(&window, chosen.first().expect("one")).step;
    assert_eq!(step.map(|s| s.to_string()).as_deref(), Some("books"));
    for _ in 0..4 {
        window.ctrl(Key::Z);
    }
    assert_eq!(*window.plan(), *before);
}

#[test]
fn ctrl_a_selects_what_the_filter_shows_and_the_selection_survives_the_views() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    window.chord(Modifiers::COMMAND, Key::F);
    window.type_text("gpt");
    window.key(Key::Enter);
    let found = rows(&window).len();
    window.chord(Modifiers::COMMAND, Key::A);
    let words = format!("{found} items selected");
    assert!(window.shows(&words));
    window.go(View::Calendar);
    assert!(window.shows(&words));
    window.go(View::Library);
    window.key(Key::Delete);
    assert!(window.shows(&format!("Deleted {found} items")));
    assert!(window.state().selection.item.is_none());
    window.ctrl(Key::Z);
    assert_eq!(rows(&window).len(), found);
}

#[test]
fn the_table_groups_folds_and_chooses_its_columns_and_keeps_the_choice() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    let check = egui::Role::MenuItemCheckBox;
    window.click("Groups: No groups");
    window
        .harness
        .get_by_role_and_label(check, "By step")
        .click();
    window.run();
    assert!(window.shows("Hide Fundamentals, 3"));
    window.click("Hide Fundamentals, 3");
    assert_eq!(rows(&window).first().map(String::as_str), Some("Arrays"));
    window.click("Show Fundamentals, 3");
    window.click("Columns of the table");
    window.harness.get_by_role_and_label(check, "Depth").click();
    window.run();
    window.key(Key::Escape);
    assert!(!window.shows("Sort by depth"));
    assert!(window.shows("Sort by effort"));

    let home = window.home;
    drop(window.harness);
    let mut window = Setup::real().home(home).open();
    window.go(View::Library);
    assert!(
        window.shows("Hide Fundamentals, 3"),
        "another window has it"
    );
    assert!(!window.shows("Sort by depth"));
}
