//! Stories of Progress and Practice: the figures are the plan's, prompts can be practised, reviews answered.

use cairn::domain::{
    Edit, Interview, InterviewId, ItemId, Minutes, Moment, Outcome, Round, SessionKind, Status,
};
use cairn::state::View;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::today::{half_week, on_thursday, session, thursday};
use crate::support::app::{Setup, Window};

fn on(view: View, plan: cairn::domain::Plan) -> Window {
    let mut window = on_thursday(Setup::with(plan).size(1_440.0, 2_400.0));
    window.go(view);
    window
}

#[test]
fn progress_says_what_was_done() {
    let window = on(View::Progress, half_week());
    let plan = window.plan();
    assert!(window.shows("Planned study done for Onsite"));
    // Statistics 5 h 25, linear algebra 1 h 50, arrays and hash tables 1 h 10; the review does not count.
    assert!(window.shows("8 h 25 of "));
    let spent: Minutes = plan.sessions.iter().map(|session| session.spent).sum();
    assert_eq!(spent, Minutes(535));
    assert!(window.shows(
        "Hours done against hours planned, Mon 23 Nov to Mon 18 Jan. Done by Thu 3 Dec: 8 h 55."
    ));
    assert!(window.shows("less than was planned before today (9 h 40)."));
    assert!(window.shows("Fundamentals: 7 h 15 of "));
    assert!(window.shows("Week of Mon 23 Nov: 5 h 25 done of 11 h 15 there"));
    assert!(window.shows("2 days in a row, days off not counted"));
    assert!(window.shows("Finish an item that you timed"));
}

#[test]
fn a_finished_item_shows_how_good_its_estimate_was() {
    let mut plan = half_week();
    let item = ItemId::new("topic.linear-algebra").expect("an id");
    let at = Moment::parse("2026-12-02T20:00:00").expect("a moment");
    plan = plan
        .apply(&Edit::SetStatus {
            item: item.clone(),
            status: Status::Done,
            at,
        })
        .expect("done");
    let mut window = on(View::Progress, plan);
    assert!(window.shows("1 finished item took 1 h 50;"));
    window
        .harness
        .get_by_label("Show Linear algebra")
        .scroll_to_me();
    window.run();
    window.click("Show Linear algebra");
    assert_eq!(window.state().selection.item, Some(item));
}

#[test]
fn each_interview_has_its_own_figures() {
    let mut plan = half_week();
    let id = InterviewId::slug("coding");
    plan.interviews.put(Interview::new(
        id,
        "Coding call",
        Round::Coding,
        thursday().plus(12),
    ));
    let mut window = on(View::Progress, plan);
    assert!(
        window.shows("Planned study done for Coding call"),
        "the next one comes first"
    );
    assert!(window.shows("not asked"));
    window
        .harness
        .get_by_role_and_label(Role::RadioButton, "Onsite")
        .click();
    window.run();
    assert!(window.shows("Planned study done for Onsite"));
}

#[test]
fn no_sessions_no_figures() {
    let mut plan = half_week();
    plan.sessions.retain(|_| false);
    let mut window = on(View::Progress, plan);
    assert!(window.shows("Nothing to show yet"));
    window.click("Go to Today");
    assert_eq!(window.state().view, View::Today);
}

#[test]
fn a_prompt_is_practised_against_the_clock() {
    let mut window = on(View::Practice, half_week());
    assert!(window.shows("0 of 14 design prompts done"));
    window.click_containing("Twitter, core");
    // First think: the brief is folded.
    let heading = |window: &Window, state: &str| {
        let nodes = window
            .harness
            .query_all_by_label_contains("Functional requirements to ask about");
        nodes.into_iter().any(|node| {
            node.accesskit_node()
                .label()
                .is_some_and(|name| name.ends_with(state))
        })
    };
    assert!(heading(&window, "folded"));
    window.click_containing("Functional requirements to ask about");
    assert!(heading(&window, "open"));
}

#[test]
fn reviews_that_are_due_are_answered() {
    let mut plan = half_week();
    let late = session(
        "late",
        "algo.arrays",
        SessionKind::Review,
        thursday().plus(-2),
        10,
    );
    plan.sessions.put(late);
    let mut window = on(View::Practice, plan);
    assert!(window.shows("due 2 days ago"));
    window.click("Review of Arrays done");
    window.click("Skip the review of Heaps");
    let outcome = |id: &str| {
        let id = cairn::domain::SessionId::new(id).expect("an id");
        window.plan().sessions.get(&id).expect("a session").outcome
    };
    assert_eq!(outcome("late"), Outcome::Done);
    assert_eq!(outcome("thu-3"), Outcome::Skipped);
    assert!(window.shows("None is due."));
}
