//! The library and the item page: sort, filter, open, tick, link, write, add, delete.

use cairn::domain::{Depth, Item, ItemId, Kind, Relation, Status};
use cairn::state::{Command, View};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::support::app::{Setup, Window};

fn id(text: &str) -> ItemId {
    ItemId::slug(text)
}

fn item(window: &Window, id: &ItemId) -> Item {
    Item::clone(window.plan().items.get(id).expect("it is there"))
}

/// The titles of the rows on screen, from top to bottom.
fn rows(window: &Window) -> Vec<String> {
    let rows = window.harness.get_all_by_role(egui::Role::Row);
    let names = rows.filter_map(|row| egui_kittest::kittest::NodeT::accesskit_node(&row).label());
    names
        .map(|name| name.split(", ").next().unwrap_or("").to_owned())
        .collect()
}

#[test]
fn the_table_sorts_by_its_heads_and_back_to_the_path() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    let path = rows(&window);
    assert_eq!(
        path.first().map(String::as_str),
        Some("Statistics and probability")
    );
    window.click("Sort by title");
    assert_eq!(
        rows(&window).first().map(String::as_str),
        Some("500+ best AI tools")
    );
    window.click("Sort by title, sorted, smallest first");
    assert_eq!(
        rows(&window).first().map(String::as_str),
        Some("URL shortener")
    );
    window.click("Sort by title, sorted, largest first");
    assert_eq!(rows(&window), path);
}

#[test]
fn the_table_filters_by_words_kind_and_status() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    window.chord(Modifiers::COMMAND, Key::F);
    window.type_text("gpt");
    let found = rows(&window);
    assert!(found.len() >= 4 && found.len() < 15, "{found:?}");
    window.click("Show all");
    let check = egui::Role::MenuItemCheckBox;
    window.click("Shelf: Papers");
    assert_eq!(rows(&window).len(), 7);
    window.click("Status: Any status");
    window.harness.get_by_role_and_label(check, "Done").click();
    window.run();
    assert!(
        window.shows("Nothing matches"),
        "an empty table says what to do"
    );
}

#[test]
fn arrows_move_the_selection_and_enter_opens_the_page() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert_eq!(
        window.state().selection.item,
        Some(id("topic.linear-algebra"))
    );
    window.key(Key::Enter);
    assert_eq!(window.state().item_page, Some(id("topic.linear-algebra")));
    window.click("Next item: Calculus");
    assert_eq!(window.state().item_page, Some(id("topic.calculus")));
    window.chord(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(window.state().item_page, Some(id("topic.linear-algebra")));
    window.chord(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(window.state().item_page, None);
}

fn page(of: &str) -> Window {
    let mut window = Setup::real().size(1_440.0, 2_600.0).open();
    window.action(cairn::state::Action::OpenItem(id(of)));
    window
}

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
fn notes_are_kept_while_they_are_typed_and_are_one_step_of_undo() {
    let mut window = page("paper.gpt-3");
    let before = window.plan();
    window.click("Write a note about GPT-3");
    for word in ["# Idea\n", "scale ", "is ", "all"] {
        window.type_text(word);
        window.harness.run_steps(30);
    }
    assert_eq!(
        item(&window, &id("paper.gpt-3")).notes.text(),
        "# Idea\nscale is all"
    );
    assert!(
        window.on_disk().contains("scale is all"),
        "it is in the file"
    );
    window.key(Key::Escape);
    assert!(window.shows("Idea"), "it is shown as text");
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before, "one stay in the field is one step");
}

#[test]
fn what_is_typed_is_not_lost_by_going_elsewhere() {
    let mut window = page("paper.gpt-3");
    window.click("Write a note about GPT-3");
    window
        .harness
        .event(egui::Event::Text("half a thou".to_owned()));
    window.harness.step();
    window.ctrl(Key::Num2);
    assert_eq!(window.state().view, View::Board);
    assert_eq!(
        item(&window, &id("paper.gpt-3")).notes.text(),
        "half a thou"
    );
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

/// The window's point of a row.
fn row_at(window: &Window, title: &str) -> egui::Pos2 {
    let rows = window.harness.get_all_by_role(egui::Role::Row);
    let mut found = rows.filter(|row| {
        let label = egui_kittest::kittest::NodeT::accesskit_node(row).label();
        label.is_some_and(|label| label.starts_with(title))
    });
    found.next().expect("the row is on screen").rect().center()
}

fn press_at(window: &mut Window, at: egui::Pos2, modifiers: Modifiers) {
    for pressed in [true, false] {
        window.harness.event(egui::Event::PointerMoved(at));
        window.harness.event_modifiers(
            egui::Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers,
            },
            modifiers,
        );
        window.run();
    }
}

#[test]
fn several_items_are_selected_with_mouse_and_keys_and_edited_in_one_step() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    let titles = rows(&window);
    let (first, third) = (titles[0].clone(), titles[2].clone());
    let at = row_at(&window, &first);
    press_at(&mut window, at, Modifiers::NONE);
    let at = row_at(&window, &third);
    press_at(&mut window, at, Modifiers::SHIFT);
    assert!(window.shows("3 items selected"));
    let at = row_at(&window, &titles[1]);
    press_at(&mut window, at, Modifiers::COMMAND);
    assert!(window.shows("2 items selected"), "Ctrl takes one out again");
    // The same with keys.
    window.key(Key::Escape);
    assert!(window.state().selection.item.is_none());
    window.key(Key::ArrowDown);
    window.chord(Modifiers::SHIFT, Key::ArrowDown);
    window.chord(Modifiers::SHIFT, Key::ArrowDown);
    assert!(window.shows("3 items selected"));
    window.chord(Modifiers::SHIFT, Key::ArrowUp);
    assert!(window.shows("2 items selected"), "back again");

    let before = window.plan();
    let chosen = window.state().selection.all();
    window.key(Key::D);
    let done = |window: &Window| {
        let plan = window.plan();
        let of = |id: &ItemId| plan.items.get(id).map(|item| item.status);
        chosen.iter().all(|id| of(id) == Some(Status::Done))
    };
    assert!(done(&window));
    assert!(window.shows("Marked 2 items as done"));
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before, "one step of undo");
    assert!(window.shows("2 items selected"), "they stay selected");

    window.click("Set all to deep");
    assert!(
        chosen
            .iter()
            .all(|id| item(&window, id).depth == Depth::Deep)
    );
    window
        .harness
        .get_by_role_and_label(egui::Role::TextInput, "Add a tag to all")
        .focus();
    window.run();
    window.type_text("#later");
    window.key(Key::Enter);
    assert!(
        chosen
            .iter()
            .all(|id| item(&window, id).tags.contains(&"later".to_owned()))
    );
    window.click("Take the tag later off all");
    assert!(
        chosen
            .iter()
            .all(|id| !item(&window, id).tags.contains(&"later".to_owned()))
    );
    window.click("Move to…");
    window
        .harness
        .get_by_role_and_label(egui::Role::MenuItemCheckBox, "Books")
        .click();
    window.run();
    let step = item(&window, chosen.first().expect("one")).step;
    assert_eq!(step.map(|s| s.to_string()).as_deref(), Some("books"));
    for _ in 0..4 {
        window.ctrl(Key::Z);
    }
    assert_eq!(*window.plan(), *before);
}

#[test]
fn ctrl_a_selects_what_the_filter_shows_and_the_selection_survives_the_views() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    window.chord(Modifiers::COMMAND, Key::F);
    window.type_text("gpt");
    window.key(Key::Enter);
    let found = rows(&window).len();
    window.chord(Modifiers::COMMAND, Key::A);
    let words = format!("{found} items selected");
    assert!(window.shows(&words));
    window.go(View::Calendar);
    assert!(window.shows(&words));
    window.go(View::Library);
    window.key(Key::Delete);
    assert!(window.shows(&format!("Deleted {found} items")));
    assert!(window.state().selection.item.is_none());
    window.ctrl(Key::Z);
    assert_eq!(rows(&window).len(), found);
}

#[test]
fn the_table_groups_folds_and_chooses_its_columns_and_keeps_the_choice() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    let check = egui::Role::MenuItemCheckBox;
    window.click("Groups: No groups");
    window
        .harness
        .get_by_role_and_label(check, "By step")
        .click();
    window.run();
    assert!(window.shows("Hide Fundamentals, 3"));
    window.click("Hide Fundamentals, 3");
    assert_eq!(rows(&window).first().map(String::as_str), Some("Arrays"));
    window.click("Show Fundamentals, 3");
    window.click("Columns of the table");
    window.harness.get_by_role_and_label(check, "Depth").click();
    window.run();
    window.key(Key::Escape);
    assert!(!window.shows("Sort by depth"));
    assert!(window.shows("Sort by effort"));

    let home = window.home;
    drop(window.harness);
    let mut window = Setup::real().home(home).open();
    window.go(View::Library);
    assert!(
        window.shows("Hide Fundamentals, 3"),
        "another window has it"
    );
    assert!(!window.shows("Sort by depth"));
}

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
fn a_mention_is_offered_while_typed_followed_when_read_and_seen_from_the_other_end() {
    let mut window = page("paper.gpt-3");
    window.key(Key::N);
    window.type_text("Scales what [[gpt-2");
    assert!(window.shows("Mention an item"), "a list is offered");
    window.key(Key::Enter);
    window.type_text(" began");
    window.key(Key::Escape);
    let text = item(&window, &id("paper.gpt-3")).notes.text();
    assert_eq!(text, "Scales what [[GPT-2]] began");
    window
        .harness
        .get_by_role_and_label(egui::Role::Link, "GPT-2")
        .click();
    window.run();
    assert_eq!(window.state().item_page, Some(id("paper.gpt-2")));
    assert!(window.shows("Mentioned in notes of"));
    assert!(window.shows("Scales what [[GPT-2]] began"));
    let back = window
        .harness
        .get_all_by_role_and_label(egui::Role::Link, "GPT-3");
    back.last().expect("a back-link").click();
    window.run();
    assert_eq!(window.state().item_page, Some(id("paper.gpt-3")));
}

#[test]
fn a_template_is_inserted_and_its_tasks_are_ticked_in_the_read_note() {
    let mut window = page("paper.gpt-3");
    let before = window.plan();
    window.click("Insert the template: Paper note");
    window.key(Key::Escape);
    let text = item(&window, &id("paper.gpt-3")).notes.text();
    for head in [
        "Problem",
        "Idea",
        "Method",
        "Results",
        "Limits",
        "Questions",
    ] {
        assert!(text.contains(&format!("## {head}")), "{head}: {text}");
        assert!(window.shows(head), "it is shown as a heading");
    }
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before, "one step of undo");

    window.key(Key::N);
    window.type_text("[[GPT-2]] first\n- [ ] read it\n- [ ] say it");
    window.key(Key::Escape);
    window
        .harness
        .get_by_role_and_label(egui::Role::CheckBox, "say it")
        .click();
    window.run();
    let text = item(&window, &id("paper.gpt-3")).notes.text();
    assert_eq!(text, "[[GPT-2]] first\n- [ ] read it\n- [x] say it");
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
