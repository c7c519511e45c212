//! The shell: rail, palette, help, undo, toasts, themes, zoom.

use cairn::domain::{Edit, ItemId, Status};
use cairn::state::{Action, Command, View};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::support::app::{Setup, Window};

fn gpt3() -> ItemId {
    ItemId::slug("paper.gpt-3")
}

#[test]
fn every_view_is_reached_from_the_rail_and_by_key() {
    let mut window = Setup::real().open();
    for (name, key, view) in [
        ("Board", Key::Num2, View::Board),
        ("Calendar", Key::Num3, View::Calendar),
        ("Library", Key::Num4, View::Library),
        ("Practice", Key::Num5, View::Practice),
        ("Progress", Key::Num6, View::Progress),
        ("Today", Key::Num1, View::Today),
    ] {
        window.ctrl(key);
        assert_eq!(window.state().view, view, "by key: {name}");
    }
    for (name, view) in [
        ("Board", View::Board),
        ("Calendar", View::Calendar),
        ("Library", View::Library),
        ("Settings", View::Settings),
        ("Today", View::Today),
    ] {
        let rail = window.harness.get_all_by_label(name).next();
        rail.expect("it is in the rail").click();
        window.run();
        assert_eq!(window.state().view, view, "by mouse: {name}");
    }
}

#[test]
fn a_change_is_named_in_the_toast_and_taken_back_from_it() {
    let mut window = Setup::real().open();
    let before = window.plan();
    let at = window.state().now.moment;
    window.action(Action::Edit(Edit::SetStatus {
        item: gpt3(),
        status: Status::Done,
        at,
    }));
    assert!(window.shows("Finished ‘GPT-3’"), "the toast names it");
    window.click("Undo");
    assert_eq!(*window.plan(), *before, "undo brought the very plan back");
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(
        window.plan().items.get(&gpt3()).map(|i| i.status),
        Some(Status::Done)
    );
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
}

#[test]
fn the_palette_finds_items_and_commands_by_key_alone() {
    let mut window = Setup::real().open();
    window.ctrl(Key::K);
    window.type_text("few-shot");
    window.key(Key::Enter);
    assert_eq!(
        window.state().item_page,
        Some(gpt3()),
        "Enter opens the item page"
    );
    window.ctrl(Key::K);
    window.type_text("dark theme");
    window.key(Key::Enter);
    assert_eq!(
        window.state().settings.theme,
        cairn::store::settings::Theme::Dark
    );
    window.ctrl(Key::K);
    assert!(window.shows("Find or do anything"));
    window.key(Key::Escape);
    assert_eq!(
        window.state().view,
        View::Library,
        "Escape only closes the palette"
    );
}

#[test]
fn the_help_sheet_shows_the_keys_and_closes_with_escape() {
    let mut window = Setup::real().open();
    window.harness.event(egui::Event::Key {
        key: Key::Questionmark,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::SHIFT,
    });
    window.run();
    assert!(window.shows("Keyboard shortcuts"));
    assert!(window.shows("Undo"));
    window.key(Key::Escape);
    assert!(!window.shows("Moving about"));
}

#[test]
fn zoom_goes_from_eighty_to_two_hundred_percent() {
    let mut window = Setup::real().open();
    for _ in 0..15 {
        window.ctrl(Key::Plus);
    }
    assert_eq!(window.state().settings.zoom, 2.0);
    window.ctrl(Key::Num0);
    assert_eq!(window.state().settings.zoom, 1.0);
}

#[test]
fn a_replan_is_shown_before_it_is_taken_and_is_one_step_of_undo() {
    let mut window = Setup::real().open();
    // Three days later nothing was done: what was missed has to find a new place.
    window.env.pass_minutes(3 * 24 * 60);
    window.run();
    let before = window.plan();
    window.command(Command::Replan);
    assert!(window.shows("The new plan"), "the diff is shown");
    assert_eq!(*window.plan(), *before, "and nothing has changed yet");
    window.click("Keep the plan as it is");
    assert_eq!(*window.plan(), *before);
    window.command(Command::Replan);
    window.click("Use the new plan");
    assert_ne!(*window.plan(), *before);
    let planned = window.plan();
    window.command(Command::Replan);
    assert_eq!(*window.plan(), *planned, "a second time changes nothing");
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before, "one step takes it back");
}

#[test]
fn back_and_forward_lead_through_the_places() {
    let mut window = Setup::real().open();
    window.go(View::Library);
    window.action(Action::OpenItem(gpt3()));
    window.go(View::Board);
    let left = (Modifiers::ALT, Key::ArrowLeft);
    window.chord(left.0, left.1);
    assert_eq!(window.state().view, View::Library);
    assert_eq!(window.state().item_page, Some(gpt3()));
    window.chord(left.0, left.1);
    assert_eq!(window.state().item_page, None, "the table");
    window.chord(left.0, left.1);
    assert_eq!(window.state().view, View::Today);
    assert!(!window.state().is_enabled(Command::GoBack));
    for _ in 0..3 {
        window.chord(Modifiers::ALT, Key::ArrowRight);
    }
    assert_eq!(window.state().view, View::Board);
    assert!(!window.state().is_enabled(Command::GoForward));
    // A page that is gone is passed over.
    window.command(Command::GoBack);
    window.action(Action::Edit(Edit::DeleteItem(gpt3())));
    window.go(View::Progress);
    window.command(Command::GoBack);
    assert_eq!(
        (window.state().view, &window.state().item_page),
        (View::Library, &None)
    );
}

#[test]
fn keys_are_changed_refused_and_taken_back() {
    let mut window = Setup::real().size(1_440.0, 1_800.0).open();
    window.go(View::Settings);
    window.click("Change keys…");
    let replan = |now: &str| format!("Change the key of Replan, now {now}");
    window.click(&replan("Ctrl R"));
    window.ctrl(Key::K);
    assert!(window.shows("Not Ctrl K: “Find or do anything” has this key"));
    window.chord(Modifiers::ALT | Modifiers::COMMAND, Key::R);
    assert!(window.shows(&replan("Ctrl Alt R")));
    window.key(Key::Escape);
    window.ctrl(Key::R);
    assert!(window.state().proposal.is_none(), "the old key is free");
    window.chord(Modifiers::ALT | Modifiers::COMMAND, Key::R);
    assert!(window.state().proposal.is_some() || !window.toasts().is_empty());
    window.key(Key::Escape);

    // It is kept in the settings file, and another window has it.
    let home = window.home;
    drop(window.harness);
    let text = std::fs::read_to_string(home.path().join("config/settings.ron"));
    let text = text.expect("the settings are on disk");
    assert!(text.contains("Ctrl+Alt+R"), "{text}");
    let mut window = Setup::real().size(1_440.0, 1_800.0).home(home).open();
    window.command(Command::ChangeKeys);
    assert!(window.shows(&replan("Ctrl Alt R")));
    window.click("Usual key of Replan");
    assert!(window.shows(&replan("Ctrl R")));
    window.click(&replan("Ctrl R"));
    window.key(Key::Backspace);
    assert!(window.shows(&replan("none")));
    window.click("All as usual");
    assert!(window.shows(&replan("Ctrl R")));
}

#[test]
fn a_long_toast_wraps_and_keeps_its_buttons_in_a_small_window() {
    let mut window = Setup::real().size(900.0, 600.0).open();
    let long = "It could not be saved, for a reason that takes many words to tell. ".repeat(3);
    window.action(Action::Say("A short one".to_owned()));
    let state = window.harness.state_mut().state_mut();
    state.toasts.failed(long.clone());
    window.harness.run_steps(4);
    let window = &window.harness;
    for rect in [
        window.get_by_label_contains(&long[..60]).rect(),
        window.get_by_label("Close").rect(),
    ] {
        assert!(rect.left() >= 0.0 && rect.right() <= 900.0, "{rect:?}");
        assert!(rect.top() >= 0.0 && rect.bottom() <= 600.0, "{rect:?}");
    }
    let short = window.get_by_label("A short one").rect();
    assert!(short.width() < 200.0, "{short:?}");
}

#[test]
fn ctrl_enter_acts_and_stays_and_what_was_used_comes_first() {
    let mut window = Setup::real().open();
    window.ctrl(Key::K);
    window.type_text("gpt-3");
    window.chord(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.state().selection.item, Some(gpt3()));
    assert_eq!(window.state().view, View::Today, "nothing else is shown");
    assert!(window.shows("Find or do anything"), "it stays open");
    window.key(Key::Escape);
    window.ctrl(Key::K);
    window.key(Key::Enter);
    assert_eq!(
        window.state().item_page,
        Some(gpt3()),
        "the last one is the first"
    );

    // A part leads to its item; an address to the browser.
    window.ctrl(Key::K);
    window.type_text("eigenvalues");
    window.key(Key::Enter);
    let page = window.state().item_page.clone();
    assert_eq!(page, Some(ItemId::slug("topic.linear-algebra")));
}

#[test]
fn two_keys_in_one_frame_are_two_commands() {
    let mut window = Setup::real().open();
    window.action(Action::Select(gpt3()));
    let before = window.plan();
    for (modifiers, key) in [(Modifiers::NONE, Key::D), (Modifiers::COMMAND, Key::Z)] {
        window.harness.event_modifiers(
            egui::Event::Key {
                key,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers,
            },
            modifiers,
        );
    }
    window.run();
    assert_eq!(*window.plan(), *before, "done, and undone");
    assert!(
        window
            .state()
            .document
            .as_ref()
            .is_some_and(|d| d.redo_label().is_some())
    );
}

#[test]
fn the_list_of_what_is_found_grows_again_after_nothing_was() {
    let mut window = Setup::real().open();
    let found = |window: &mut Window, words: &str| {
        window.ctrl(Key::K);
        window.type_text(words);
        window.run();
        let rows = window.harness.query_all_by_role(egui::Role::ListBoxOption);
        let rects: Vec<f32> = rows.map(|row| row.rect().bottom()).collect();
        let height = rects.iter().copied().fold(0.0, f32::max);
        window.key(Key::Escape);
        (rects.len(), height)
    };
    let first = found(&mut window, "gpt");
    assert!(first.0 >= 6, "{first:?}");
    assert_eq!(found(&mut window, "shelfxx").0, 0);
    let again = found(&mut window, "gpt");
    assert_eq!(again, first);
}

/// Whether what has the keyboard focus can be seen: its middle is inside the window.
fn focus_is_in_sight(window: &Window) -> bool {
    let focused = egui_kittest::kittest::By::new().predicate(|node| node.is_focused());
    let Some(node) = window.harness.query_all(focused).last() else {
        return true;
    };
    let screen = window.harness.ctx.content_rect();
    screen.contains(node.rect().center())
}

#[test]
fn what_gets_the_keyboard_focus_comes_into_sight_on_every_page() {
    for view in [
        View::Today,
        View::Practice,
        View::Progress,
        View::Week,
        View::Settings,
    ] {
        let mut window = Setup::empty().size(900.0, 600.0).open();
        window.command(Command::OpenExample);
        window.go(view);
        let mut went = 0;
        for step in 0..70 {
            let modifiers = if step < 45 {
                Modifiers::NONE
            } else {
                Modifiers::SHIFT
            };
            window.chord(modifiers, Key::Tab);
            // Scrolling takes some frames.
            for _ in 0..20 {
                if focus_is_in_sight(&window) {
                    break;
                }
                window.run();
            }
            assert!(focus_is_in_sight(&window), "{view:?}, step {step}");
            went += usize::from(
                window
                    .harness
                    .ctx
                    .memory(|memory| memory.focused().is_some()),
            );
        }
        assert!(went > 60, "{view:?}: {went}");
    }
}

#[test]
fn page_down_and_end_move_a_page_that_is_longer_than_the_window() {
    let mut window = Setup::empty().size(900.0, 600.0).open();
    window.command(Command::OpenExample);
    window.go(View::Progress);
    let top = |window: &Window| window.harness.get_by_label("Days").rect().top();
    let before = top(&window);
    window.key(Key::PageDown);
    window.run();
    let paged = top(&window);
    assert!(paged < before - 300.0, "{before} → {paged}");
    window.key(Key::End);
    window.run();
    assert!(top(&window) < paged);
    window.key(Key::Home);
    window.run();
    assert!((top(&window) - before).abs() < 2.0);
}
