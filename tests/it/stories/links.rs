//! Links: a new place is shown before it is opened, once; a file each time; what is hostile never.

use cairn::state::Action;

use crate::support::app::{Setup, Window};

fn opened(window: &Window) -> Vec<String> {
    window.env.script(|script| script.opened.clone())
}

fn follow(window: &mut Window, url: &str) {
    window.action(Action::OpenUrl(url.to_owned()));
}

#[test]
fn a_host_is_asked_about_once() {
    let mut window = Setup::real().open();
    follow(&mut window, "https://friend.example/list");
    assert!(opened(&window).is_empty(), "first it is shown");
    assert!(window.shows("friend.example"));
    window.click("Cancel");
    assert!(opened(&window).is_empty());
    follow(&mut window, "https://friend.example/list");
    window.click("Open friend.example");
    assert_eq!(opened(&window), ["https://friend.example/list"]);
    follow(&mut window, "https://friend.example/other");
    assert_eq!(opened(&window).len(), 2, "the host is known now");
    follow(&mut window, "https://friend.example.evil.example/");
    assert_eq!(opened(&window).len(), 2, "another host is asked about");
}

#[test]
fn letters_of_other_scripts_are_shown_spelt_out() {
    let mut window = Setup::real().open();
    // The first letter is Cyrillic.
    follow(&mut window, "https://\u{430}pple.com/");
    assert!(window.shows("xn--pple-43d.com"));
    window.key(egui::Key::Escape);
    assert!(opened(&window).is_empty());
}

#[test]
fn files_are_asked_about_each_time_and_programs_are_not_opened() {
    let mut window = Setup::real().open();
    let notes = window.home.path().join("my notes.pdf");
    std::fs::write(&notes, "x").expect("a file");
    let url = cairn::store::links::file_url(&notes).expect("an address");
    for n in 1..=2 {
        follow(&mut window, &url);
        assert!(window.shows("Open this file?"));
        window.click("Open the file");
        assert_eq!(opened(&window).len(), n);
    }
    let script = window.home.path().join("run.sh");
    std::fs::write(&script, "x").expect("a file");
    let url = cairn::store::links::file_url(&script).expect("an address");
    follow(&mut window, &url);
    assert!(window.toasts().join(" ").contains("program or a script"));
    follow(&mut window, "file:///no/such/file.pdf");
    assert!(window.toasts().join(" ").contains("There is no file"));
    assert_eq!(opened(&window).len(), 2);
}

#[test]
fn a_file_is_attached_opened_after_asking_and_taken_off_by_undo() {
    let mut window = Setup::real().size(1_440.0, 1_800.0).open();
    let notes = window.home.path().join("my notes.pdf");
    std::fs::write(&notes, "x").expect("a file");
    let item = cairn::domain::ItemId::slug("paper.gpt-3");
    window.action(Action::OpenItem(item));
    let before = window.plan();
    let answer = Some(notes.clone());
    window.env.script(|script| script.files.push(answer));
    window.chord(
        egui::Modifiers::COMMAND | egui::Modifiers::SHIFT,
        egui::Key::A,
    );
    window.click("Open the file my notes.pdf");
    assert!(opened(&window).is_empty(), "it is asked about first");
    window.click("Open the file");
    assert_eq!(opened(&window).len(), 1);
    window.action(Action::Attach(notes));
    assert!(window.toasts().join(" ").contains("attached already"));
    window.ctrl(egui::Key::Z);
    assert_eq!(*window.plan(), *before);
    // A path that was mistyped is said, and stays there to be mended.
    let nowhere = window.home.path().join("my nots.pdf");
    window.action(Action::Attach(nowhere.clone()));
    assert!(
        window
            .toasts()
            .join(" ")
            .contains("my nots.pdf” was not found")
    );
    assert_eq!(*window.plan(), *before, "nothing was attached");
    let field = window.state().path_field.as_ref().expect("open again");
    assert_eq!(field.proposal, nowhere);
}
