//! The dialog of a new plan: its rows, the fuller plan, what did not fit and what it would cost.

use cairn::domain::{Edit, ItemId, Minutes, SessionId};
use cairn::state::{Command, View};
use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{answer, behind, hold, quick, with_one_cut_less};
use crate::support::app::{Setup, Window, monday, real_plan};

#[test]
fn the_fuller_plan_is_offered_and_never_taken_unasked() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    let today = window.state().now.today;
    let found = quick(&window.plan(), today);
    let mut worth = found.worth;
    worth.ready += 1;
    let fuller = with_one_cut_less(found.schedule.clone());
    let fuller = Some((fuller, worth));
    answer(&mut window, found.schedule.clone(), found.worth, fuller);
    assert!(window.shows("Calm: "));
    assert!(
        !window
            .state()
            .proposal
            .as_ref()
            .expect("shown")
            .takes_fuller
    );
    window.click_containing("Fuller: ");
    assert!(
        window
            .state()
            .proposal
            .as_ref()
            .expect("shown")
            .takes_fuller
    );
    window.click("Use the new plan");
    let cuts = window.plan().cuts.len();
    assert_eq!(cuts, found.schedule.cuts.len().saturating_sub(1));
}

#[test]
fn escape_leads_from_another_new_plan_back_to_this_one() {
    let mut window = Setup::real().open();
    window.command(Command::NewPlan);
    assert_eq!(window.state().view, View::Welcome);
    assert!(!window.state().is_enabled(Command::Replan));
    assert!(!window.state().is_enabled(Command::Undo));
    window.key(Key::Escape);
    window.key(Key::Escape);
    assert_eq!(window.state().view, View::Today);
}

#[test]
fn rows_are_reached_by_key_and_enter_accepts_from_there() {
    let mut window = behind();
    let before = window.plan();
    window.ctrl(Key::R);
    for _ in 0..12 {
        let focused = window.state().proposal.is_some() && on_a_row(&window);
        if focused {
            break;
        }
        window.key(Key::Tab);
    }
    assert!(on_a_row(&window), "Tab reaches the list");
    for key in [Key::ArrowDown, Key::ArrowUp, Key::End, Key::Home] {
        window.key(key);
        assert!(on_a_row(&window), "{key:?} stays in it");
    }
    window.key(Key::Enter);
    assert_ne!(*window.plan(), *before);
}

fn on_a_row(window: &Window) -> bool {
    let rows = window.harness.query_all_by_role(egui::Role::ListItem);
    rows.into_iter()
        .any(|row| row.accesskit_node().is_focused())
}

#[test]
fn what_did_not_fit_says_what_it_would_cost() {
    let mut plan = real_plan();
    // Half the time there is.
    for day in cairn::domain::time::WEEK {
        plan.availability.weekly.set_minutes(day, Minutes(45));
    }
    let schedule = Box::new(quick(&plan, monday()).schedule);
    let today = monday();
    let plan = plan
        .apply(&Edit::Replan { schedule, today })
        .expect("a schedule fits its plan");
    let cuts = plan.cuts.len();
    assert!(cuts > 0);
    let mut window = Setup::with(plan).open();
    window.go(View::Today);
    assert!(window.shows("left out"));
    window.ctrl(Key::L);
    assert!(window.shows("What did not fit"));
    assert!(window.shows("it needs"), "the price is said");
    let keep = window
        .harness
        .query_all_by_label_contains("Keep ")
        .next()
        .expect("an item that can be kept");
    keep.click();
    window.run();
    assert!(
        window
            .toasts()
            .iter()
            .any(|t| t.contains("is to be kept at"))
    );
    assert_eq!(
        window.plan().cuts.len() + 1,
        cuts,
        "the next planning asks for it afresh"
    );
    window.click("Replan…");
    assert!(window.shows("The new plan"));
    assert!(window.shows("to be studied at"));
    window.key(Key::Escape);
    window.command(Command::LeftOut);
    window.key(Key::Escape);
    assert!(!window.shows("What you keep here"));
}

#[test]
fn thousands_of_changes_are_a_list_of_which_only_what_is_in_sight_is_drawn() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    let today = window.state().now.today;
    let found = quick(&window.plan(), today);
    let item = ItemId::slug("topic.statistics");
    let mut many = found.schedule.clone();
    for n in 0..5_000_i64 {
        let id = SessionId::new(&format!("many-{n}")).expect("an id");
        let on = today.plus(n % 40);
        let kind = cairn::domain::SessionKind::Study;
        let session = cairn::domain::Session::new(id, item.clone(), kind, on, Minutes(30));
        many.sessions.push(session);
    }
    let mut worth = found.worth;
    worth.ready += 1;
    answer(&mut window, many, worth, None);
    let rows = |window: &Window| {
        let rows = window.harness.query_all_by_role(egui::Role::ListItem);
        rows.count()
    };
    assert!(window.shows("Comes in"));
    assert!((1..60).contains(&rows(&window)), "{}", rows(&window));
    for _ in 0..12 {
        if on_a_row(&window) {
            break;
        }
        window.key(Key::Tab);
    }
    window.key(Key::End);
    assert!(on_a_row(&window), "the last row is reached");
    assert!((1..60).contains(&rows(&window)), "{}", rows(&window));
}
