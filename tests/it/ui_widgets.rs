//! Every widget can be found by its role and name, is used with mouse and keys, and keeps its promises. No GPU.

use cairn::ui::theme::{self, Icon, Tone};
use cairn::ui::widgets::{
    Banner, Button, CapacityBar, Card, Checkbox, Chip, FieldEvent, FilterChip, IconButton,
    MenuItem, Pill, ProgressBar, Segmented, Stepper, TextField, Toast, empty_state, mark,
    popup_menu, rail_button, step_badge, text,
};
use egui::accesskit::{Role, Toggled};
use egui::{Key, Sense};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

fn harness<'a, S: 'a>(state: S, ui: impl FnMut(&mut egui::Ui, &mut S) + 'a) -> Harness<'a, S> {
    Harness::builder()
        .with_size(egui::vec2(900.0, 700.0))
        .with_context_setup(theme::install)
        .build_ui_state(ui, state)
}

#[test]
fn everything_has_a_role_and_a_name() {
    let mut done = true;
    let mut query = String::new();
    let mut minutes = 60;
    let mut chosen = 1;
    let mut harness = harness((), move |ui, ()| {
        text::title(ui, "Sunday 3 January");
        ui.add(
            Button::primary("Start")
                .icon(Icon::Play)
                .name("Start Heaps"),
        );
        ui.add(IconButton::new(Icon::Undo, "Undo").shortcut_hint("Ctrl+Z"));
        ui.add(IconButton::new(Icon::Panel, "Inspector").selected(true));
        ui.add(Checkbox::new(&mut done, "Heaps: done"));
        ui.add(Chip::new("core · 6 h"));
        ui.add(Pill::new("to Onsite").strong("23 days").icon(Icon::Flag));
        ui.add(Pill::new("cushion").tone(Tone::Ok).opens("Cushion by step"));
        FilterChip::new("Not done", true).show(ui);
        FilterChip::choice("Onsite", false).show(ui);
        Segmented::new("Columns by", &["Step", "Status"]).show(ui, &mut chosen);
        step_badge(ui, 3);
        ui.add(ProgressBar::new(0.4, "2 of 5 parts").step(3));
        ui.add(CapacityBar::new(90, 75, "Tue 5 Jan: 1 h 30 of 1 h 15"));
        TextField::new(&mut query, "Search")
            .placeholder("Find or do anything")
            .show(ui);
        Stepper::new(&mut minutes, "Monday", &|m| format!("{m} min"), &|s| {
            s.parse().ok()
        })
        .show(ui);
        rail_button(ui, Icon::Board, "Board", true, Some("Ctrl+2"));
        Banner::new(Tone::Warn, "They fit.")
            .action("Show the new plan…")
            .dismissible()
            .show(ui);
        Toast::new("Moved").action("Undo the move").show(ui);
        ui.add(MenuItem::new("Papers").checked(true));
        ui.add(MenuItem::new("Delete…").danger());
        mark(ui, 30.0);
        empty_state(
            ui,
            Icon::Board,
            "No cards",
            "Add an item.",
            Some("Add item"),
        );
        let id = ui.make_persistent_id("card");
        Card::new()
            .stripe(3)
            .show_clickable(ui, id, "GPT-3", Sense::click(), |ui| {
                text::body(ui, "GPT-3, 2020")
            });
    });
    harness.run();
    for (role, name) in [
        (Role::Heading, "Sunday 3 January"),
        (Role::Button, "Start Heaps"),
        (Role::Button, "Undo"),
        (Role::Button, "Inspector"),
        (Role::CheckBox, "Heaps: done"),
        (Role::Button, "Cushion by step"),
        (Role::Button, "Not done"),
        (Role::RadioButton, "Onsite"),
        (Role::RadioGroup, "Columns by"),
        (Role::RadioButton, "Status"),
        (Role::ProgressIndicator, "2 of 5 parts"),
        (Role::Meter, "Tue 5 Jan: 1 h 30 of 1 h 15"),
        (Role::TextInput, "Search"),
        (Role::SpinButton, "Monday"),
        (Role::Button, "More: Monday"),
        (Role::Button, "Board"),
        (Role::Button, "Show the new plan…"),
        (Role::Button, "Undo the move"),
        (Role::MenuItemCheckBox, "Papers"),
        (Role::MenuItem, "Delete…"),
        (Role::Image, "Cairn"),
        (Role::Button, "Add item"),
        (Role::Button, "GPT-3"),
    ] {
        harness.get_by_role_and_label(role, name);
    }
    for words in ["core · 6 h", "23 days to Onsite", "Step 3"] {
        harness.get_by_value(words);
    }
    let on = |role, name| {
        harness
            .get_by_role_and_label(role, name)
            .accesskit_node()
            .toggled()
    };
    assert_eq!(on(Role::CheckBox, "Heaps: done"), Some(Toggled::True));
    assert_eq!(on(Role::RadioButton, "Status"), Some(Toggled::True));
    assert_eq!(on(Role::RadioButton, "Step"), Some(Toggled::False));
    // Everything that can be aimed at is large enough (a banner's cross is the smallest).
    for node in harness.get_all_by_role(Role::Button) {
        let size = node.rect().size();
        assert!(
            size.x >= 18.0 && size.y >= 24.0,
            "{:?} is {size:?}",
            node.accesskit_node().label()
        );
    }
}

#[test]
fn a_radio_group_is_one_tab_stop_and_arrows_choose() {
    let mut harness = harness(0_usize, |ui, chosen| {
        Segmented::new("View", &["Month", "Week", "Agenda"]).show(ui, chosen);
        ui.add(Button::new("After"));
    });
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert_eq!(*harness.state(), 1);
    assert!(harness.get_by_label("Week").is_focused());
    harness.key_press(Key::ArrowLeft);
    harness.run();
    harness.key_press(Key::ArrowLeft);
    harness.run();
    assert_eq!(*harness.state(), 2);
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("After").is_focused());
    harness.get_by_label("Week").click();
    harness.run();
    assert_eq!(*harness.state(), 1);
}

#[test]
fn a_field_commits_with_enter_and_gives_up_with_escape() {
    let mut harness = harness((String::from("Old"), Vec::new()), |ui, (text, events)| {
        let output = TextField::new(text, "Plan name").show(ui);
        if output.event != FieldEvent::None {
            events.push(output.event);
        }
    });
    harness.run();
    let field = |harness: &Harness<'_, (String, Vec<FieldEvent>)>| {
        harness.get_by_label("Plan name").focus()
    };
    field(&harness);
    harness.run();
    harness.get_by_label("Plan name").type_text("er");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().0.contains("er"));
    assert_eq!(
        harness.state().1,
        [FieldEvent::Edited, FieldEvent::Committed]
    );
    let kept = harness.state().0.clone();
    harness.state_mut().1.clear();
    field(&harness);
    harness.run();
    harness.get_by_label("Plan name").type_text("xyz");
    harness.run();
    assert_ne!(harness.state().0, kept);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().0, kept);
    assert_eq!(harness.state().1.last(), Some(&FieldEvent::Cancelled));
}

#[test]
fn a_field_is_one_tab_stop() {
    let mut harness = harness(String::new(), |ui, text| {
        TextField::new(text, "Search").show(ui);
        ui.add(Button::new("After"));
    });
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("Search").is_focused());
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("After").is_focused());
}

#[test]
fn minutes_are_stepped_and_typed() {
    let mut harness = harness(60_u32, |ui, minutes| {
        Stepper::new(minutes, "Monday", &|m| format!("{m} min"), &|s| {
            s.trim().parse().ok()
        })
        .tile("Mon")
        .show(ui);
    });
    harness.run();
    harness
        .get_by_role_and_label(Role::SpinButton, "Monday")
        .focus();
    harness.run();
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert_eq!(*harness.state(), 75);
    harness.key_press(Key::PageDown);
    harness.run();
    assert_eq!(*harness.state(), 15);
    harness.event(egui::Event::Text("4".into()));
    harness.run();
    harness.event(egui::Event::Text("5".into()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(*harness.state(), 45);
    // The focus is back on the field, so its - and + can be seen and pressed.
    assert!(
        harness
            .get_by_role_and_label(Role::SpinButton, "Monday")
            .is_focused()
    );
    harness.get_by_label("More: Monday").click();
    harness.run();
    assert_eq!(*harness.state(), 60);
}

#[test]
fn a_card_and_the_button_in_it_are_pressed_apart() {
    let mut harness = harness((0, 0), |ui, (card, button)| {
        let id = ui.make_persistent_id("card");
        let shown = Card::new().show_clickable(ui, id, "Heaps", Sense::click_and_drag(), |ui| {
            text::body(ui, "Heaps: two problems from memory");
            if ui.add(Button::new("Start")).clicked() {
                *button += 1;
            }
        });
        if shown.response.clicked() {
            *card += 1;
        }
    });
    harness.run();
    harness.get_by_label("Start").click();
    harness.run();
    assert_eq!(*harness.state(), (0, 1));
    harness.get_by_label("Heaps").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(*harness.state(), (1, 1));
}

#[test]
fn a_menu_opens_below_its_button_and_says_what_was_chosen() {
    let mut harness = harness(false, |ui, chosen| {
        let button = ui.add(Button::new("More"));
        popup_menu(&button, |ui| {
            if ui
                .add(
                    MenuItem::new("Replan")
                        .icon(Icon::Replan)
                        .shortcut("Ctrl+R"),
                )
                .clicked()
            {
                *chosen = true;
            }
        });
    });
    harness.run();
    assert!(harness.query_by_label("Replan").is_none());
    harness.get_by_label("More").click();
    harness.run();
    harness
        .get_by_role_and_label(Role::MenuItem, "Replan")
        .click();
    harness.run();
    assert!(*harness.state());
    assert!(harness.query_by_label("Replan").is_none());
}
