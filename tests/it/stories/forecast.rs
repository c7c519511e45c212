//! Stories of the forecast and of estimates that learn: what Progress says, the tables, pages written down, a proposal
//! taken and undone.

use cairn::domain::{Edit, ItemId, Minutes, Outcome, Plan, SessionId, SessionKind, Status};
use cairn::state::{Command, View};
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::today::{half_week, on_thursday, session, thursday};
use crate::support::app::{Setup, Window};

fn progress(plan: Plan) -> Window {
    let mut window = on_thursday(Setup::with(plan).size(1_440.0, 2_400.0));
    window.go(View::Progress);
    // The forecast comes with the next frame.
    window.run();
    window
}

/// Four sessions with a book, seven pages an hour.
fn reader() -> Plan {
    let mut plan = half_week();
    for n in 0..4 {
        let id = format!("read-{n}");
        let mut one = session(
            &id,
            "book.deep-learning",
            SessionKind::Study,
            thursday().plus(-8 + n),
            60,
        );
        one.outcome = Outcome::Done;
        one.spent = Minutes(60);
        one.units = 7;
        one.ended_at = cairn::domain::Moment::parse(&format!("{}T20:30:00", one.on)).ok();
        plan.sessions.put(one);
    }
    let book = ItemId::new("book.deep-learning").expect("an id");
    plan.items
        .update(&book, |item| item.status = Status::InProgress);
    plan
}

#[test]
fn progress_says_how_ready_and_by_when_and_why() {
    let window = progress(half_week());
    assert!(window.shows("Ready for Onsite"));
    assert!(window.shows("on the day, likely "));
    assert!(window.shows("Planned work done by "));
    assert!(window.shows("if the plan is kept to from today on"));
    assert!(window.shows("What costs most"));
    assert!(window.shows("Four times of five the truth should be inside. It rests on "));
    assert!(window.shows("Forecast: "), "the chart says it too");
}

#[test]
fn the_forecast_never_holds_a_frame_up() {
    let mut window = on_thursday(Setup::with(half_week()).size(1_440.0, 2_400.0));
    window.state().jobs().hold();
    window.go(View::Progress);
    assert!(window.shows("working it out…"));
    assert!(!window.shows("Planned work done by "));
    assert!(window.state().jobs().let_go() > 0);
    window.run();
    window.run();
    assert!(window.shows("Planned work done by "));
    assert!(!window.shows("working it out…"));
}

#[test]
fn charts_are_tables_by_key_and_by_mouse() {
    let mut window = progress(half_week());
    assert!(!window.shows("table: "));
    window.key(Key::F);
    assert!(
        window.shows("Hours by week and step, table: Week of, done, planned, there, Fundamentals")
    );
    assert!(window.shows("Hours done against hours planned, table: Until, planned, done, likely"));
    assert!(window.shows("Wed 2 Dec, done "));
    window.click_containing("As charts");
    assert!(!window.shows("table: "));
}

#[test]
fn problems_are_counted_when_a_session_is_done() {
    let mut plan = half_week();
    let id = SessionId::new("algo").expect("an id");
    plan.sessions.put(session(
        "algo",
        "algo.arrays",
        SessionKind::Study,
        thursday(),
        45,
    ));
    let mut window = on_thursday(Setup::with(plan));
    window.action(cairn::state::Action::SelectSession(id.clone()));
    window.click_containing("Done: Arrays");
    assert!(window.shows("Problems solved"), "asked beside the rating");
    let field = window.harness.get_by_label("Problems solved of Arrays");
    field.focus();
    window.run();
    window.key(Key::ArrowUp);
    window.key(Key::ArrowUp);
    let units = |window: &Window| window.plan().sessions.get(&id).expect("it is there").units;
    assert_eq!(units(&window), 2);
    window.command(Command::Undo);
    assert!(units(&window) < 2);
}

#[test]
fn a_proposed_estimate_is_taken_and_undone() {
    let mut window = progress(reader());
    let book = ItemId::new("book.deep-learning").expect("an id");
    let effort = |window: &Window| {
        let plan = window.plan();
        let item = plan.items.get(&book).expect("the book").clone();
        (item.pace, plan.effort(&item))
    };
    let (pace, before) = effort(&window);
    assert_eq!(pace, None, "nothing changes by itself");
    assert!(window.shows("Book: 7 pages an hour over 4 sessions"));
    assert!(window.shows("pages/h over 4 sessions → "));
    let take = window.harness.query_all_by_label_contains("Deep Learning");
    let take = take.into_iter().find(|node| {
        use egui_kittest::kittest::NodeT as _;
        node.accesskit_node()
            .label()
            .is_some_and(|name| name.starts_with("Take "))
    });
    take.expect("a button").click();
    window.run();
    let (pace, after) = effort(&window);
    assert!(pace.is_some() && after > before, "{before:?} {after:?}");
    assert_eq!(
        window.plan().sessions,
        reader().sessions,
        "the schedule stays"
    );
    window.command(Command::Undo);
    assert_eq!(effort(&window), (None, before));
    let edit = Edit::SetUnits {
        session: SessionId::new("read-0").expect("an id"),
        units: 200_000,
    };
    assert!(window.plan().apply(&edit).is_err());
}
