//! The study graph: walked with keys, filtered, opened.

use cairn::state::View;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::{id, item, page};
use crate::support::app::{Setup, Window};

#[test]
fn the_graph_is_walked_with_keys_filtered_by_relation_and_opened() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    window.chord(Modifiers::ALT, Key::Num2);
    let node = "Language Models are Few-Shot Learners, needs ";
    let found = window.harness.query_all_by_label_contains(node).next();
    found.expect("GPT-3 is in the picture").focus();
    window.run();
    assert!(
        window.shows("Few-Shot Learners: needs GPT-2"),
        "said in words"
    );
    window.key(Key::Space);
    assert_eq!(window.state().selection.item, Some(id("paper.gpt-3")));
    window.key(Key::ArrowRight);
    window.key(Key::Enter);
    let page = window.state().item_page.clone().expect("a page");
    let item = item(&window, &page);
    assert_ne!(item.id, id("paper.gpt-3"), "the arrow went elsewhere");
    window.chord(Modifiers::ALT, Key::ArrowLeft);
    window.click("Links: builds on");
    window.click_containing(node);
    assert!(window.shows("Few-Shot Learners: needs nothing; unlocks nothing"));
}

#[test]
fn the_graph_shows_what_the_filter_says_now() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    window.chord(Modifiers::ALT, Key::Num2);
    let nodes = |window: &Window| {
        let all = window.harness.query_all_by_label_contains(", needs ");
        all.count()
    };
    let everything = nodes(&window);
    assert!(everything > 20, "{everything}");
    window.click("Shelf: Books");
    assert_eq!(nodes(&window), 4);
    window.click("Shelf: Papers");
    assert_eq!(nodes(&window), 7);
    window.click("Shelf: Papers");
    assert_eq!(nodes(&window), everything);
}

#[test]
fn keys_lead_from_an_item_page_to_table_and_graph() {
    let mut window = page("paper.gpt-2");
    window.chord(Modifiers::ALT, Key::Num2);
    assert_eq!(window.state().item_page, None);
    assert!(window.shows("Study graph"));
    window.action(cairn::state::Action::OpenItem(id("paper.gpt-2")));
    window.run();
    window.ctrl(Key::Num4);
    assert_eq!(window.state().item_page, None);
}
