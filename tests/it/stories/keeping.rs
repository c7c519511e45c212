//! Keeping: another program's changes are merged and said, a second window only looks, damaged files offer what there is.

use std::path::PathBuf;
use std::time::Duration;

use cairn::domain::{Edit, ItemField, ItemId, Notes, Plan};
use cairn::state::{Action, Gesture};
use cairn::store::format::{read_plan, write_plan};
use cairn::store::fs::Disk;
use cairn::store::local::Local;
use cairn::store::places::Places;
use egui::Key;

use crate::support::app::{Setup, Window};

fn path(window: &Window) -> PathBuf {
    window
        .state()
        .document
        .as_ref()
        .expect("open")
        .path()
        .to_owned()
}

/// Another program reads the file, changes the plan and writes it again.
fn change_outside(file: &std::path::Path, change: impl FnOnce(&mut Plan)) {
    let text = std::fs::read_to_string(file).expect("readable");
    let mut plan = read_plan(&text, "plan.ron").expect("a plan").plan;
    change(&mut plan);
    std::fs::write(file, write_plan(&plan).expect("text")).expect("writable");
}

/// Runs frames until the window shows these words.
fn wait_for(window: &mut Window, words: &str) {
    window.state().look_outside();
    for _ in 0..700 {
        if window.shows(words) {
            return;
        }
        std::thread::sleep(Duration::from_millis(30));
        window.run();
    }
    panic!("“{words}” never came: {:?}", window.toasts());
}

#[test]
fn another_programs_change_is_merged_said_shown_and_undone() {
    let mut window = Setup::real().open();
    window.on_disk();
    let (mine, theirs) = (ItemId::slug("paper.gpt-3"), ItemId::slug("paper.gpt-2"));
    let file = path(&window);
    change_outside(&file, |plan| {
        plan.items.update(&theirs, |item| {
            item.title = "GPT-2, read by a friend".to_owned()
        });
    });
    let notes = Notes::from_text("typed meanwhile");
    window.action(Action::Edit(Edit::ChangeItem {
        item: mine.clone(),
        field: ItemField::Notes(notes),
    }));
    wait_for(&mut window, "1 change of another program is in the plan.");
    let plan = window.plan();
    assert_eq!(
        plan.items.get(&theirs).expect("there").title,
        "GPT-2, read by a friend"
    );
    assert!(
        plan.items
            .get(&mine)
            .expect("there")
            .notes
            .text()
            .contains("typed meanwhile")
    );
    window.click("Show");
    assert!(window.shows("What another program changed"));
    window.key(Key::Escape);
    let on_disk = window.on_disk();
    assert!(on_disk.contains("typed meanwhile") && on_disk.contains("read by a friend"));
    window.click_containing("Undo: Took in 1 change");
    assert_ne!(
        window.plan().items.get(&theirs).expect("there").title,
        "GPT-2, read by a friend"
    );
}

#[test]
fn a_file_that_goes_is_said_and_can_be_saved_again() {
    let mut window = Setup::real().open();
    window.on_disk();
    let file = path(&window);
    std::fs::remove_file(&file).expect("gone");
    wait_for(&mut window, "no longer there");
    window.click("Save it again");
    assert_eq!(
        read_plan(&window.on_disk(), "x").expect("a plan").plan,
        *window.plan()
    );
}

#[test]
fn a_damaged_file_offers_what_was_there_and_goes_on_with_it() {
    let mut window = Setup::real().open();
    let item = ItemId::slug("paper.gpt-3");
    let notes = Notes::from_text("worth a lot");
    window.action(Action::Edit(Edit::ChangeItem {
        item,
        field: ItemField::Notes(notes),
    }));
    let good = window.on_disk();
    let plan = window.plan();
    let file = path(&window);
    let home = window.home;
    drop(window.harness);
    let damaged = good.replacen("items: [", "items: <", 1);
    std::fs::write(&file, &damaged).expect("writable");
    let mut window = Setup::empty().home(home).file(file.clone()).open();
    assert!(window.shows("This plan’s file is damaged"));
    assert!(window.shows("line "), "it says where");
    assert_eq!(
        std::fs::read_to_string(&file).expect("there"),
        damaged,
        "nothing is touched yet"
    );
    window.click("Open the last good copy");
    assert_eq!(*window.plan(), *plan);
    assert!(
        window.on_disk().contains("worth a lot"),
        "and it is on disk again"
    );
}

#[test]
fn a_second_window_only_looks_until_it_takes_over() {
    let first = Setup::real().open();
    let file = path(&first);
    let before = first.plan();
    let home = first.home;
    drop(first.harness);
    // Another window's lock, held by hand.
    let places = Places::under(home.path());
    let local = Local::of(std::sync::Arc::new(Disk), &places, &file);
    let lock = std::fs::File::options()
        .create(true)
        .append(true)
        .open(local.folder().join("lock"))
        .expect("a lock file");
    lock.lock().expect("locked");
    let mut window = Setup::empty().home(home).file(file).open();
    assert!(window.shows("Here you can only look at it."));
    window.action(Action::Edit(Edit::RenamePlan("Mine".to_owned())));
    assert_eq!(*window.plan(), *before, "nothing can be changed here");
    assert!(window.toasts().join(" ").contains("can only be looked at"));
    drop(lock);
    window.click("Take over");
    assert!(!window.shows("Here you can only look at it."));
    window.action(Action::Edit(Edit::RenamePlan("Mine".to_owned())));
    assert!(window.on_disk().contains("Mine"));
}

#[test]
fn what_is_typed_while_another_window_takes_over_is_put_in_when_the_plan_comes_back() {
    let mut window = Setup::real().open();
    let (noted, other) = (ItemId::slug("paper.gpt-3"), ItemId::slug("paper.gpt-2"));
    window.on_disk();
    window.action(Action::Select(noted.clone()));
    let file = path(&window);
    let local = Local::of(
        std::sync::Arc::new(Disk),
        &Places::under(window.home.path()),
        &file,
    );
    // Another window asks for the plan.
    std::fs::write(local.folder().join("take-over"), "").expect("asked");
    wait_for(&mut window, "Another window has taken this plan over.");
    assert!(window.shows("Everything was saved before."));
    let before = std::fs::read_to_string(&file).expect("readable");
    // The draft of a field comes now.
    let edit = Edit::ChangeItem {
        item: noted.clone(),
        field: ItemField::Notes(Notes::from_text("typed at the last moment")),
    };
    window.action(Action::EditIn(edit, Gesture(7)));
    assert!(window.shows("What you typed last is kept"));
    // What is not typing is refused, and nothing is taken back here either.
    let shown = window.plan();
    window.action(Action::Edit(Edit::RenamePlan("Mine".to_owned())));
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *shown);
    assert!(window.toasts().join(" ").contains("can only be looked at"));
    // The other window changes something else and lets go.
    assert_eq!(std::fs::read_to_string(&file).expect("readable"), before);
    change_outside(&file, |plan| {
        plan.items
            .update(&other, |item| item.title = "Theirs".to_owned());
    });
    window.click("Take it back");
    wait_for(&mut window, "Put in what you had typed");
    let plan = window.plan();
    let of = |id: &ItemId| plan.items.get(id).expect("there").clone();
    assert_eq!(of(&noted).notes.text(), "typed at the last moment");
    assert_eq!(of(&other).title, "Theirs");
    assert_eq!(window.state().selection.item, Some(noted));
    assert!(window.on_disk().contains("typed at the last moment"));
}

#[test]
fn a_conflict_copy_beside_the_plan_is_offered_for_merging() {
    let mut window = Setup::real().open();
    window.on_disk();
    let file = path(&window);
    let stem = file
        .file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let copy = file.with_file_name(format!("{stem}.sync-conflict-20270103-141500-ABCDEFG.ron"));
    std::fs::copy(&file, &copy).expect("a copy");
    change_outside(&copy, |plan| {
        plan.items.update(&ItemId::slug("paper.gpt-2"), |item| {
            item.notes = Notes::from_text("from the laptop");
        });
    });
    wait_for(&mut window, "A sync program left 1 copy");
    window.click("Merge…");
    assert!(window.shows("Import "));
    window.click_containing("Import 1 change");
    let notes = window
        .plan()
        .items
        .get(&ItemId::slug("paper.gpt-2"))
        .expect("there")
        .notes
        .text();
    assert!(notes.contains("from the laptop"));
    let places = Places::under(window.home.path());
    let local = Local::of(std::sync::Arc::new(Disk), &places, &file);
    for _ in 0..200 {
        if !local.settled().is_empty() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(
        local.settled().len(),
        1,
        "taken in, it is not offered again"
    );
}
