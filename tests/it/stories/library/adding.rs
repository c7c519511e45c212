//! Items of one's own.

use cairn::domain::Kind;
use cairn::state::Command;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::item;
use crate::support::app::Setup;

#[test]
fn a_new_item_can_take_long_and_enter_in_its_time_adds_it() {
    let mut window = Setup::real().open();
    window.command(Command::NewItem);
    window.type_text("A long course");
    let time = "Time for the new item";
    window
        .harness
        .get_by_role_and_label(egui::Role::SpinButton, time)
        .focus();
    window.run();
    for sign in ["4", "0", "0", "h"] {
        window.type_text(sign);
    }
    window.key(Key::Enter);
    let own = window.state().selection.item.clone().expect("it is added");
    let added = item(&window, &own);
    assert_eq!(added.title, "A long course");
    assert_eq!(added.estimate, Some(cairn::domain::Minutes::hours(400)));
}

#[test]
fn an_item_of_ones_own_is_added_given_a_part_and_deleted() {
    let mut window = Setup::real().size(1_440.0, 2_400.0).open();
    window.command(Command::NewItem);
    window.type_text("RLHF survey");
    window.click("Paper");
    window.click("Add the item");
    let own = window
        .state()
        .selection
        .item
        .clone()
        .expect("the new item is selected");
    let now = item(&window, &own);
    assert_eq!(
        (now.title.as_str(), &now.kind),
        ("RLHF survey", &Kind::Paper)
    );
    window.action(cairn::state::Action::OpenItem(own.clone()));
    window.harness.get_by_label("Add a part").focus();
    window.run();
    window.type_text("Section 1");
    window.key(Key::Enter);
    assert_eq!(item(&window, &own).parts.len(), 1);
    window.command(Command::DeleteItem);
    assert!(!window.plan().items.contains(&own));
    assert_eq!(window.state().item_page, None, "its page is closed");
    window.ctrl(Key::Z);
    assert_eq!(
        item(&window, &own).parts.len(),
        1,
        "undo brings it back whole"
    );
}
