//! Exports: chosen in one dialog, with the mouse and with keys alone.

use cairn::state::{Action, Command};
use cairn::store::export::What;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use crate::support::app::{Setup, Window};

#[test]
fn an_export_is_chosen_with_keys_alone_and_goes_where_the_dialog_says() {
    let mut window = Setup::real().open();
    let file = window.home.path().join("mine");
    window.env.script(|script| script.files.push(Some(file)));
    window.ctrl(Key::E);
    assert!(window.shows("Export"));
    for _ in 0..5 {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Enter);
    let asked = window.env.script(|script| script.asked.last().cloned());
    let asked = asked.expect("a place was asked for");
    assert_eq!(asked.extensions, ["csv"]);
    let written = window.home.path().join("mine.csv");
    let text = std::fs::read_to_string(written).expect("the ending was added");
    assert!(text.starts_with("date,start"), "{text}");
    assert!(window.toasts().join(" ").contains("Exported to"));
}

#[test]
fn escape_leaves_everything_as_it_is_and_the_choice_is_remembered() {
    let mut window = Setup::real().open();
    window.command(Command::Export);
    window.key(Key::ArrowDown);
    window.key(Key::Escape);
    assert!(window.env.script(|script| script.asked.is_empty()));
    window.command(Command::Export);
    window.key(Key::Enter);
    let asked = window.env.script(|script| script.asked.last().cloned());
    let name = match asked.map(|request| request.kind) {
        Some(cairn::state::env::DialogKind::Save(name)) => name,
        other => panic!("no place was asked for: {other:?}"),
    };
    assert!(name.ends_with("-path.ron"), "{name}");
}

/// Where a format asks nothing the list has its room: the buttons stay where they are, and no strip stays empty.
#[test]
fn the_list_takes_the_room_that_a_format_does_not_need() {
    let mut window = Setup::real().open();
    let tops = |window: &mut Window| {
        window.run();
        let go = window.harness.get_by_label("Choose where…").rect().top();
        let bars = window.harness.query_all_by_label("With your notes");
        (go, bars.count())
    };
    window.command(Command::Export);
    let plan = tops(&mut window);
    for _ in 0..4 {
        window.key(Key::ArrowDown);
    }
    let checklist = tops(&mut window);
    assert_eq!((plan.1, checklist.1), (0, 1), "a checklist asks for notes");
    assert!((plan.0 - checklist.0).abs() < 1.0, "{plan:?} {checklist:?}");
}

#[test]
fn an_export_never_goes_over_the_plan_itself() {
    let mut window = Setup::real().open();
    let own = window
        .state()
        .document
        .as_ref()
        .expect("open")
        .path()
        .to_owned();
    let before = window.on_disk();
    window.action(Action::ExportTo(What::Plan, own));
    assert_eq!(window.on_disk(), before);
    assert!(window.toasts().join(" ").contains("Choose another name"));
}
