//! What is carried does what its hint said, whatever it is carried over: every day in sight, in month, week and agenda, and
//! the backlog. Given up with Escape it changes nothing.

use cairn::domain::Day;
use cairn::state::Action;
use egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::backlog;
use super::{at, calendar, day, id, on, pinned};
use crate::support::app::Window;
use cairn::domain::PlanIndex;
use cairn::ui::format;

const SCALES: [Key; 3] = [Key::Num1, Key::Num2, Key::Num3];
const CARRIED: [(&str, &str); 3] = [
    ("gpt2", "GPT-2, study, 45 min"),
    ("review", "Arrays, review, 10 min"),
    ("mock", "URL shortener, mock, 45 min"),
];

/// The calendar in one of its scales, with Monday 4 January's week in sight.
fn at_scale(scale: Key) -> Window {
    let mut window = calendar();
    window.chord(Modifiers::ALT, scale);
    if scale == Key::Num2 {
        window.key(Key::PageDown);
    }
    window
}

/// The days in sight, with a place on each.
fn days(window: &Window) -> Vec<(Day, Pos2)> {
    let first = day(2026, 12, 28);
    let mut found = Vec::new();
    for on in (0..42).map(|n| first.plus(n)) {
        let long = format::day_long(on);
        let named = |label: &str| label == long || label.starts_with(&format!("{long}:"));
        let node = window
            .harness
            .query_all_by(|node| node.label().is_some_and(|label| named(&label)))
            .next();
        let Some(rect) = node.map(|node| node.rect()) else {
            continue;
        };
        let middle = rect.center();
        if rect.height() > 12.0 && middle.y > 130.0 && middle.y < 840.0 {
            found.push((on, middle));
        }
    }
    assert!(found.len() >= 5, "{} days in sight", found.len());
    found
}

/// The hint beside what is carried: its headline comes first.
fn hint(window: &Window, starts: &[String]) -> Option<String> {
    let fits = |label: &str| starts.iter().any(|start| label.starts_with(start));
    let all = window
        .harness
        .query_all_by(|node| node.label().is_some_and(|label| fits(&label)));
    all.filter_map(|node| node.accesskit_node().label())
        .max_by_key(String::len)
}

fn drop_here(window: &mut Window, at: Pos2) {
    window.harness.drop_at(at);
    window.run();
}

#[test]
fn a_drop_on_every_day_in_sight_does_what_its_hint_said() {
    for scale in SCALES {
        let (mut moved, mut refused, mut stayed) = (0, 0, 0);
        for (name, label) in CARRIED {
            let mut window = at_scale(scale);
            if !window.shows(label) {
                continue;
            }
            for (to, _) in days(&window) {
                // The inspector comes with the first drop: the days are elsewhere then.
                let place = days(&window).into_iter().find(|(on, _)| *on == to);
                let Some((_, place)) = place else { continue };
                let before = window.plan();
                let from = at(&window, label);
                window.carry(from, place);
                let short = format::day(to);
                let starts = [format!("{short}:"), format!("{short} is over")];
                let said = hint(&window, &starts);
                let said = said.unwrap_or_else(|| panic!("{label} over {to}: no hint"));
                drop_here(&mut window, place);
                let after = window.plan();
                if said.contains("stays where it is") {
                    assert_eq!(*after, *before, "{said}");
                    stayed += 1;
                    continue;
                }
                if said.contains(" is over") {
                    assert_eq!(*after, *before, "{said}");
                    assert!(window.toasts().iter().any(|t| t.contains("is over")));
                    refused += 1;
                    continue;
                }
                assert_eq!(on(&window, name), to, "{said}");
                assert!(pinned(&window, name));
                let index = PlanIndex::new(&after);
                let load = index.day(to).load;
                let promised = format!("{short}: {}", format::minutes(load));
                assert!(said.starts_with(&promised), "{said} / {promised}");
                window.ctrl(Key::Z);
                assert_eq!(*window.plan(), *before, "one step takes it back");
                moved += 1;
            }
        }
        assert!(moved >= 8 && stayed >= 1, "{scale:?}: {moved}, {stayed}");
        assert!(refused >= 1 || scale != Key::Num1, "{refused}");
    }
}

#[test]
fn escape_gives_up_every_kind_of_drag() {
    for scale in SCALES {
        let mut window = at_scale(scale);
        backlog::find(&mut window, "Codex");
        let before = window.plan();
        let row = window.harness.query_all_by_label_contains("Codex, ").next();
        let row = row.expect("Codex is not planned").rect().center();
        let session = at(&window, "Arrays, review, 10 min");
        let places = days(&window);
        let (_, day) = *places.last().expect("a day");
        for (from, to, ctrl) in [
            (session, day, false),
            (session, day, true),
            (session, row, false),
            (row, day, false),
        ] {
            window.carry(from, to);
            if ctrl {
                let held = Modifiers::COMMAND | Modifiers::CTRL;
                window.harness.event(egui::Event::ModifiersChanged(held));
                window.harness.step();
                window.harness.step();
                assert!(window.shows("A copy: the session that is there stays"));
                let none = egui::Event::ModifiersChanged(Modifiers::NONE);
                window.harness.event(none);
            }
            window.key(Key::Escape);
            drop_here(&mut window, to);
            assert_eq!(*window.plan(), *before, "{scale:?}, {from} to {to}");
            assert!(window.toasts().is_empty(), "nothing happened");
        }
    }
}

#[test]
fn a_session_goes_back_to_the_backlog_by_mouse_and_by_key() {
    for scale in SCALES {
        let mut window = at_scale(scale);
        window.key(Key::L);
        let before = window.plan();
        let filter = at(&window, "Find in the backlog");
        let backlog = filter + egui::vec2(0.0, 200.0);
        let from = at(&window, "GPT-2, study, 45 min");
        window.carry(from, backlog);
        let said = hint(&window, &["Back to the backlog".to_owned()]);
        assert!(said.is_some_and(|said| said.contains("The session goes")));
        drop_here(&mut window, backlog);
        assert!(!window.plan().sessions.contains(&id("gpt2")));
        assert_eq!(window.plan().sessions.len() + 1, before.sessions.len());
        window.ctrl(Key::Z);
        assert_eq!(*window.plan(), *before);
        window.action(Action::SelectSession(id("gpt2")));
        window.key(Key::Backspace);
        assert!(!window.plan().sessions.contains(&id("gpt2")));
        backlog::find(&mut window, "GPT-2");
        let listed = window
            .harness
            .query_all_by_label_contains("GPT-2, ")
            .count();
        assert!(listed >= 1, "what it was for stands in the backlog");
        window.key(Key::Escape);
        window.key(Key::Escape);
        window.ctrl(Key::Z);
        assert_eq!(*window.plan(), *before);
    }
}
