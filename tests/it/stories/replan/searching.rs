//! The quick schedule comes at once; what the full search finds replaces it only where it is better and nothing is pressed.

use cairn::domain::{Edit, Minutes, Schedule};
use cairn::planner::{Found, Worth};
use cairn::state::{Action, Event, Search};
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::{answer, behind, hold, let_go, quick, with_one_cut_less};
use crate::support::app::{Setup, monday};

#[test]
fn the_quick_plan_comes_at_once_and_a_better_one_says_so() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    assert!(window.shows("Looking for a better one…"));
    let today = window.state().now.today;
    let found = quick(&window.plan(), today);
    let mut worth = found.worth;
    worth.ready += 1;
    let better = with_one_cut_less(found.schedule.clone());
    let fits = found.schedule.cuts.len() > better.cuts.len();
    answer(&mut window, better.clone(), worth, None);
    assert!(window.shows("A better plan was found"));
    if fits {
        assert!(window.shows("1 more item fits than in the quick one shown first"));
    }
    window.key(Key::Enter);
    assert_eq!(window.plan().cuts.len(), better.cuts.len());
}

#[test]
fn a_plan_that_is_not_better_changes_nothing_on_screen() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    let shown = window.state().proposal.as_ref().expect("shown").number;
    let today = window.state().now.today;
    let found = quick(&window.plan(), today);
    answer(&mut window, Schedule::default(), found.worth, None);
    let proposal = window.state().proposal.as_ref().expect("still shown");
    assert_eq!(proposal.number, shown);
    assert_eq!(proposal.search, Search::Nothing);
    assert!(window.shows("A longer search found nothing better."));
}

#[test]
fn what_is_accepted_is_what_was_on_screen() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    let today = window.state().now.today;
    let found = quick(&window.plan(), today);
    let shown = found.schedule.clone();
    let mut worth = found.worth;
    worth.ready += 1;
    // The button goes down, the better plan arrives, the button goes up.
    let rect = window.harness.get_by_label("Use the new plan").rect();
    let press = |down| egui::Event::PointerButton {
        pos: rect.center(),
        button: egui::PointerButton::Primary,
        pressed: down,
        modifiers: egui::Modifiers::NONE,
    };
    window
        .harness
        .event(egui::Event::PointerMoved(rect.center()));
    window.harness.event(press(true));
    window.harness.step();
    let ticket = window.state().search_ticket().expect("at work");
    let better = Box::new(Found {
        schedule: Schedule::default(),
        worth,
        fuller: None,
    });
    window.state().jobs().reply()(Event::Planned {
        ticket,
        found: better,
    });
    window.harness.step();
    window.harness.event(press(false));
    window.run();
    assert!(window.state().proposal.is_none(), "it was accepted");
    let plan = window.plan();
    let ahead = plan.sessions.iter().filter(|s| s.is_ahead(today)).count();
    assert_eq!(ahead, shown.sessions.len(), "the one that was on screen");
}

#[test]
fn the_search_is_stopped_by_its_button_and_by_closing() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    let ticket = window.state().search_ticket().expect("at work");
    window.click("Stop looking");
    assert_eq!(window.state().search_ticket(), None);
    assert!(window.shows("The search was stopped."));
    let_go(&mut window);
    assert!(
        window.shows("The search was stopped."),
        "its answer is stale"
    );
    window.key(Key::Escape);
    hold(&window);
    window.ctrl(Key::R);
    assert_ne!(window.state().search_ticket(), Some(ticket));
    window.key(Key::Escape);
    assert_eq!(window.state().search_ticket(), None, "nobody waits for it");
    let_go(&mut window);
    assert!(
        window.state().proposal.is_none(),
        "nothing comes up by itself"
    );
}

#[test]
fn a_change_under_the_dialog_is_planned_anew() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    let first = window.state().proposal.as_ref().expect("shown").revision;
    let ticket = window.state().search_ticket();
    window.action(Action::Edit(Edit::SetDay {
        on: monday().plus(10),
        minutes: Some(Minutes::ZERO),
    }));
    let proposal = window.state().proposal.as_ref().expect("shown anew");
    assert_ne!(proposal.revision, first);
    assert_ne!(window.state().search_ticket(), ticket);
    assert_eq!(let_go(&mut window), 2);
    let proposal = window.state().proposal.as_ref().expect("still there");
    assert_ne!(proposal.search, Search::AtWork);
    window.key(Key::Enter);
    let plan = window.plan();
    let off = plan.sessions.iter().any(|s| s.on == monday().plus(10));
    assert!(!off, "nothing stands on the day off");
}

#[test]
fn a_new_plan_is_searched_fully_and_what_is_better_is_offered() {
    let mut window = Setup::empty().open();
    hold(&window);
    let answers = cairn::domain::Answers::sensible(monday());
    window.action(Action::Create(Box::new(answers)));
    let plan = window.plan();
    assert!(!plan.sessions.is_empty(), "the quick plan is there at once");
    let today = monday();
    let better = Schedule {
        sessions: plan
            .sessions
            .iter()
            .skip(1)
            .map(|s| (**s).clone())
            .collect(),
        cuts: plan.cuts.clone(),
        ..Schedule::default()
    };
    let worth = Worth {
        ready: i64::MAX,
        layout: 0,
    };
    answer(&mut window, better, worth, None);
    assert_eq!(*window.plan(), *plan, "nothing changes by itself");
    assert!(window.state().proposal.is_none());
    window.click("Look…");
    assert!(window.shows("The new plan"));
    window.key(Key::Escape);
    assert_eq!(*window.plan(), *plan, "Escape keeps the plan");
    window.click("A better plan was found: look at it");
    assert!(window.shows("The new plan"));
    window.key(Key::Enter);
    assert_eq!(window.plan().sessions.len() + 1, plan.sessions.len());
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *plan);
    let _ = today;
}
