//! The item page: parts ticked, links followed and added, status, depth and rating set.

use cairn::domain::{Depth, Relation, Status};
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::{id, item, page};
use crate::support::app::{Setup, Window};

#[test]
fn a_part_is_ticked_and_at_most_six_lines_of_the_file_change() {
    let mut window = page("topic.linear-algebra");
    let before = window.on_disk();
    window.click("Vectors");
    let part = &item(&window, &id("topic.linear-algebra")).parts[0];
    assert_eq!(part.done_on, Some(crate::support::app::monday()));
    let after = window.on_disk();
    let old: Vec<&str> = before.lines().collect();
    let changed = after.lines().filter(|line| !old.contains(line)).count();
    assert!((1..=6).contains(&changed), "{changed} lines changed");
    assert!(after.lines().count().abs_diff(before.lines().count()) <= 6);
    window.click("Vectors");
    assert_eq!(
        item(&window, &id("topic.linear-algebra")).parts[0].done_on,
        None
    );
}

#[test]
fn links_are_followed_in_both_directions_with_their_place() {
    let mut window = page("topic.statistics");
    window.click_containing("grounded in · ch. 2, 5, 6");
    assert_eq!(window.state().item_page, Some(id("book.murphy")));
    window.click_containing("Statistics and probability: grounds");
    assert_eq!(window.state().item_page, Some(id("topic.statistics")));
}

#[test]
fn a_link_is_added_by_finding_the_other_item_and_deleted_again() {
    let mut window = page("topic.calculus");
    window.click("Add a link");
    window.click("explained by");
    window.type_text("build gpt");
    window.key(Key::Enter);
    window.click("Add the link");
    let link = cairn::domain::Link::id_of(
        &id("topic.calculus"),
        Relation::ExplainedBy,
        &id("resource.build-gpt"),
    );
    assert!(window.plan().links.contains(&link), "{:?}", window.toasts());
    window.ctrl(Key::Z);
    assert!(!window.plan().links.contains(&link));
}

#[test]
fn status_depth_and_rating_are_set_on_the_page() {
    let mut window = page("paper.gpt-3");
    window
        .harness
        .get_by_role_and_label(egui::Role::RadioButton, "Done")
        .click();
    window.run();
    let now = item(&window, &id("paper.gpt-3"));
    assert_eq!(now.status, Status::Done);
    assert!(now.done_at.is_some(), "done stamps the time");
    window
        .harness
        .get_by_role_and_label(egui::Role::RadioButton, "To do")
        .click();
    window.run();
    assert_eq!(
        item(&window, &id("paper.gpt-3")).done_at,
        None,
        "out of done clears it"
    );
    window.click_containing("Deep · 7 h");
    let now = item(&window, &id("paper.gpt-3"));
    assert_eq!((now.depth, now.depth_fixed), (Depth::Deep, true));
    window.click("The planner may change it");
    assert!(!item(&window, &id("paper.gpt-3")).depth_fixed);
    window
        .harness
        .get_by_role_and_label(egui::Role::RadioButton, "4")
        .click();
    window.run();
    assert_eq!(item(&window, &id("paper.gpt-3")).rating, Some(4));
}

#[test]
fn the_web_link_goes_to_the_browser_and_nothing_else_does() {
    let mut window = page("paper.transformer");
    window.click_containing("Open https://arxiv.org/abs/1706.03762");
    let opened = window.env.script(|script| script.opened.clone());
    assert_eq!(opened, ["https://arxiv.org/abs/1706.03762"]);
    for hostile in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://user:pass@example.org/",
        "java\nscript:alert(1)",
        "",
    ] {
        window.action(cairn::state::Action::OpenUrl(hostile.to_owned()));
    }
    let opened = window.env.script(|script| script.opened.len());
    assert_eq!(opened, 1);
}

#[test]
fn the_other_mouse_button_opens_the_menu_of_a_part_and_of_a_link() {
    let mut window = Setup::real().size(1_440.0, 2_400.0).open();
    window.action(cairn::state::Action::OpenItem(id("paper.gpt-2")));
    window.run();
    let right = |window: &mut Window, words: &str| {
        let node = window.harness.query_all_by_label_contains(words).next();
        node.expect("it is there").click_secondary();
        window.run();
    };
    right(&mut window, "WebText, byte-level BPE");
    assert!(window.shows("Rename"));
    window.key(Key::Escape);
    assert!(!window.shows("Rename"));
    right(&mut window, "Language Models are Few-Shot Learners: ");
    assert!(window.shows("Change the link…"));
}
