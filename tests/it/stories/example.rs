//! Stories of looking around with an example: from the five questions, and from a plan of one's own.

use cairn::domain::Week;
use cairn::state::{Command, View};
use egui_kittest::kittest::Queryable as _;

use crate::support::app::{Setup, monday};

#[test]
fn from_the_five_questions_and_back() {
    let mut window = Setup::empty().open();
    assert_eq!(window.state().view, View::Welcome);
    window.click("Look around with an example");
    let plan = window.plan();
    assert!(plan.example);
    assert_eq!(Week::of(plan.start_on).plus(5), Week::of(monday()));
    assert_eq!(window.state().view, View::Today);
    assert!(window.shows("This is an example."));
    for view in [
        View::Board,
        View::Calendar,
        View::Practice,
        View::Progress,
        View::Week,
    ] {
        window.go(view);
        assert!(window.shows("This is an example."), "{view:?}");
    }
    assert_eq!(
        window.state().settings.last_plan,
        None,
        "it is not opened again"
    );
    assert!(window.state().settings.recent.is_empty());
    window.click("Leave the example");
    assert_eq!(window.state().view, View::Welcome);
    assert!(window.state().document.is_none());
    assert!(!window.shows("This is an example."));
}

#[test]
fn a_plan_of_ones_own_is_not_touched() {
    let mut window = Setup::real().open();
    let own = window.plan();
    let file = window
        .state()
        .document
        .as_ref()
        .expect("open")
        .path()
        .to_owned();
    let before = window.on_disk();
    window.command(Command::OpenExample);
    assert!(window.plan().example && window.plan().id != own.id);
    let example = window
        .state()
        .document
        .as_ref()
        .expect("open")
        .path()
        .to_owned();
    assert_ne!(example, file);
    assert!(window.on_disk().contains("example: true"));
    assert!(example.exists());
    // Changing it changes nothing of one's own.
    window.action(cairn::state::Action::Edit(cairn::domain::Edit::RenamePlan(
        "Mine?".to_owned(),
    )));
    window.command(Command::OpenExample);
    assert_ne!(window.plan().name, "Mine?", "a fresh copy each time");
    assert!(window.harness.query_by_label("Leave the example").is_some());
    window.click("Leave the example");
    assert_eq!(window.plan().id, own.id);
    assert_eq!(window.on_disk(), before);
    assert_eq!(window.state().settings.last_plan.as_deref(), file.to_str());
}
