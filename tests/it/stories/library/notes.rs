//! Notes: kept while they are typed, mentions, templates, tasks.

use cairn::state::View;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::{id, item, page};

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
