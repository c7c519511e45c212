//! Earlier versions: listed, compared, restored in three clicks, and that undone.

use cairn::domain::Edit;
use cairn::state::{Action, Command};
use egui::Key;

use crate::support::app::Setup;

#[test]
fn an_earlier_version_is_back_in_three_clicks_and_undo_brings_the_newer_one_back() {
    let mut window = Setup::real().open();
    let before = window.plan();
    window.on_disk();
    window.action(Action::Edit(Edit::RenamePlan(
        "A name that was a mistake".to_owned(),
    )));
    window.on_disk();
    let after = window.plan();
    window.click_containing("Plan: A name that was a mistake");
    window.click_containing("Earlier versions…");
    assert!(
        window.shows("What restoring it would change"),
        "{:?}",
        window.toasts()
    );
    window.click("Restore this version");
    assert_eq!(window.plan().name, before.name);
    assert!(
        window
            .toasts()
            .join(" ")
            .contains("Restored the version of")
    );
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *after);
}

#[test]
fn versions_are_looked_at_with_keys_alone() {
    let mut window = Setup::real().open();
    let first = window.plan();
    for name in ["One", "Two", "Three"] {
        window.on_disk();
        window.action(Action::Edit(Edit::RenamePlan(name.to_owned())));
    }
    window.on_disk();
    window.ctrl(Key::H);
    assert!(window.shows("Earlier versions"));
    assert!(
        window.shows("saved · changed: name"),
        "what differs tells versions of one minute apart"
    );
    window.key(Key::End);
    window.key(Key::Enter);
    assert_eq!(window.plan().name, first.name, "the oldest one is last");
    window.command(Command::Versions);
    window.key(Key::Escape);
    assert_eq!(window.plan().name, first.name);
}
