//! Stories of looking around with an example: from the five questions, and from a plan of one's own.

use cairn::domain::Week;
use cairn::state::{Command, View};

use super::design::kill;
use crate::support::app::{Setup, Window, monday};

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
    // Changing it changes nothing of one's own; asking for it again begins it anew, and that can be undone.
    rename(&mut window, "Mine?");
    window.command(Command::OpenExample);
    assert_ne!(window.plan().name, "Mine?");
    assert!(
        window
            .toasts()
            .contains(&"Began the example anew".to_owned())
    );
    window.command(Command::Undo);
    assert_eq!(window.plan().name, "Mine?");
    window.click("Leave the example");
    assert_eq!(window.plan().id, own.id);
    assert_eq!(window.on_disk(), before);
    assert_eq!(window.state().settings.last_plan.as_deref(), file.to_str());
    // Left by mistake: it is as it was.
    window.click("Go back to it");
    assert_eq!(window.plan().name, "Mine?");
    window.click("Leave the example");
    assert_eq!(window.plan().id, own.id);
}

#[test]
fn there_is_one_file_and_it_goes() {
    let mut window = Setup::real().open();
    for name in ["First", "Second", "Third"] {
        window.command(Command::OpenExample);
        assert_ne!(window.plan().name, name, "a fresh one each time");
        rename(&mut window, name);
        assert!(window.on_disk().contains(name));
        assert_eq!(files(&window).len(), 1, "{:?}", files(&window));
        window.click("Leave the example");
    }
    // What earlier versions of the program left goes, too.
    let examples = window.home.path().join("state/examples");
    std::fs::write(examples.join("Example 2.ron"), "(").expect("written");
    let kept = examples.join("Notes.txt");
    std::fs::write(&kept, "mine").expect("written");
    let window = again(window);
    assert!(!window.plan().example);
    assert_eq!(files(&window), [kept]);
    let plans = window.home.path().join("state/plans");
    let kept = std::fs::read_dir(plans).expect("a folder").count();
    assert_eq!(kept, 1, "nothing is kept of it beside its file either");
}

#[test]
fn whoever_loses_the_window_in_it_finds_it_again() {
    let mut window = Setup::real().open();
    let own = window.plan();
    window.command(Command::OpenExample);
    window.on_disk();
    rename(&mut window, "As I left it");
    let mut window = {
        // Killed a moment later: the name is in the journal only.
        std::thread::sleep(std::time::Duration::from_millis(300));
        Setup::empty().home(kill(window)).open()
    };
    assert!(window.plan().example);
    assert_eq!(window.plan().name, "As I left it");
    assert!(window.shows("This is an example."));
    window.click("Leave the example");
    assert_eq!(window.plan().id, own.id);
    let window = again(window);
    assert_eq!(window.plan().id, own.id, "it was left");
}

#[test]
fn weeks_later_it_can_be_moved_to_today() {
    let mut window = Setup::empty().open();
    window.click("Look around with an example");
    assert!(!window.shows("Begin it anew"));
    window.on_disk();
    window
        .env
        .script(|script| script.now.today = monday().plus(21));
    window.run();
    window.click("Begin it anew");
    let begins = Week::of(window.plan().start_on);
    assert_eq!(begins.plus(5), Week::of(monday().plus(21)));
    assert!(!window.shows("Begin it anew"));
}

#[test]
fn it_becomes_a_plan_of_ones_own() {
    let mut window = Setup::empty().open();
    window.click("Look around with an example");
    let example = window.plan();
    window.click("Keep it as my plan");
    let own = window.plan();
    assert!(!own.example && own.id != example.id);
    assert_eq!(format!("{} (example)", own.name), example.name);
    assert!(own.sessions.same(&example.sessions));
    assert!(!window.shows("This is an example."));
    assert!(!window.on_disk().contains("example: true"));
    let window = again(window);
    assert_eq!(window.plan().id, own.id);
    assert_eq!(files(&window), Vec::<std::path::PathBuf>::new());
    // Saving it under another name is the same.
    let mut window = Setup::empty().open();
    window.click("Look around with an example");
    let file = window.home.path().join("mine.ron");
    window.action(cairn::state::Action::SaveTo(file.clone()));
    assert!(!window.plan().example);
    assert!(!window.on_disk().contains("example: true") && file.exists());
}

fn rename(window: &mut Window, name: &str) {
    let edit = cairn::domain::Edit::RenamePlan(name.to_owned());
    window.action(cairn::state::Action::Edit(edit));
}

/// The files beside the example, and itself.
fn files(window: &Window) -> Vec<std::path::PathBuf> {
    let folder = std::fs::read_dir(window.home.path().join("state/examples"));
    let files = folder.into_iter().flatten();
    files.map(|file| file.expect("a file").path()).collect()
}

/// The program ended and started again.
fn again(mut window: Window) -> Window {
    if window.state().document.is_some() {
        window.on_disk();
    }
    let Window { harness, home, .. } = window;
    drop(harness);
    Setup::empty().home(home).open()
}
