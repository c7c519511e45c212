//! The pages (or problems) of parts on the item page: given one after the other, taken from the path, undone.

use cairn::domain::{Item, ItemId, Plan};
use cairn::state::Action;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::support::app::{Setup, Window, real_plan};

fn item(window: &Window, id: &str) -> Item {
    let items = &window.plan().items;
    Item::clone(items.get(&ItemId::slug(id)).expect("it is there"))
}

fn pages(window: &Window, id: &str) -> Vec<u32> {
    let item = item(window, id);
    item.parts.iter().map(|part| part.pages).collect()
}

fn page(plan: Plan, of: &str) -> Window {
    let mut window = Setup::with(plan).size(1_440.0, 2_400.0).open();
    window.action(Action::OpenItem(ItemId::slug(of)));
    window.run();
    window
}

/// A plan from before chapters had pages.
fn without_pages() -> Plan {
    let mut plan = real_plan();
    let ids: Vec<ItemId> = plan.items.keys().cloned().collect();
    for id in ids {
        plan.items.update(&id, |item| {
            item.parts.iter_mut().for_each(|part| part.pages = 0);
        });
    }
    plan
}

#[test]
fn pages_are_given_one_part_after_the_other_and_undone() {
    let of = "paper.gpt-2";
    let mut window = page(real_plan(), of);
    assert_eq!(pages(&window, of), [0; 5]);
    // Keys alone: the first field has the focus, Enter goes on to the next part.
    window.harness.get_by_label("Give the pages").focus();
    window.run();
    window.key(Key::Enter);
    for pages in ["2", "3", "4"] {
        window.type_text(pages);
        window.key(Key::Enter);
    }
    assert_eq!(pages(&window, of), [2, 3, 4, 0, 0]);
    assert!(window.shows("3 of 5 parts known, 9 pages"));
    window.key(Key::ArrowUp);
    assert_eq!(pages(&window, of), [2, 3, 4, 1, 0]);
    window.chord(Modifiers::COMMAND, Key::Z);
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(pages(&window, of), [2, 3, 0, 0, 0]);
    window.click("Done counting");
    assert!(window.shows("2 pages"));
    // The mouse: from the menu of a part.
    let title = "WebText, byte-level BPE, changes to the model (sections 2.1–2.3)";
    let part = window
        .harness
        .get_by_role_and_label(egui::Role::CheckBox, title);
    part.click_secondary();
    window.run();
    window.click("Give its pages");
    window.type_text("12");
    window.key(Key::Tab);
    assert_eq!(pages(&window, of), [2, 12, 0, 0, 0]);
}

#[test]
fn what_is_counted_is_called_by_its_name() {
    let window = page(real_plan(), "algo.arrays");
    assert!(window.shows("Give the problems"));
    // A topic has neither.
    let window = page(real_plan(), "topic.calculus");
    assert!(!window.shows("Give the pages"));
    assert!(!window.shows("Give the problems"));
}

#[test]
fn a_plan_from_before_takes_the_pages_of_the_path() {
    let of = "book.prml";
    let mut window = page(without_pages(), of);
    assert!(window.shows("The path knows the pages of 14 chapters, 676 in all."));
    // Shown first, beside the chapters; nothing has changed.
    assert!(window.shows("66 pages in the path"));
    assert_eq!(pages(&window, of), [0; 14]);
    window.harness.get_by_label("Take the pages").focus();
    window.run();
    window.key(Key::Enter);
    assert_eq!(pages(&window, of).iter().sum::<u32>(), 676);
    assert!(!window.shows("in the path"));
    let said = "Gave 14 parts of ‘PRML’ their pages";
    assert!(window.toasts().iter().any(|toast| toast.contains(said)));
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(pages(&window, of), [0; 14]);
    assert!(window.shows("Take the pages"));
}

#[test]
fn own_pages_are_not_offered_away() {
    let mut plan = without_pages();
    plan.items.update(&ItemId::slug("book.prml"), |book| {
        if let Some(first) = book.parts.first_mut() {
            first.pages = 99;
        }
    });
    let mut window = page(plan, "book.prml");
    assert!(window.shows("The path knows the pages of 13 chapters, 610 in all."));
    window.click("Take the pages");
    let known = pages(&window, "book.prml");
    assert_eq!(known.first(), Some(&99));
    assert!(known.iter().all(|n| *n > 0));
    // A plan of today has nothing to take.
    let window = page(real_plan(), "book.prml");
    assert!(!window.shows("Take the pages"));
    assert!(window.shows("66 pages"));
}
