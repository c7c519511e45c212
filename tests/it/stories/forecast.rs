//! Stories of the forecast and of estimates that learn: what Progress says, the tables, pages written down, a proposal
//! taken and undone.

use cairn::domain::{Day, Edit, ItemId, Minutes, Outcome, Plan, SessionId, SessionKind, Status};
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

/// Much of Algorithms was finished long ago, and there is free time before the interview.
fn weak() -> Plan {
    let mut plan = half_week();
    let old = thursday().plus(-60);
    let ids: Vec<ItemId> = plan
        .items
        .iter()
        .filter(|item| item.id.as_str().starts_with("algo."))
        .map(|item| item.id.clone())
        .collect();
    for id in &ids {
        let mut one = session(&format!("w-{id}"), id.as_str(), SessionKind::Study, old, 60);
        one.outcome = Outcome::Done;
        one.spent = Minutes(60);
        plan.sessions.put(one);
        plan.items.update(id, |item| item.status = Status::Done);
    }
    plan
}

#[test]
fn more_time_opens_what_if_with_that_time() {
    let mut window = progress(weak());
    window.click_containing("30 min more on each study day");
    assert!(window.shows("What if…"));
    // Six days have time, 11 h 15 in all.
    let hours = |window: &Window| super::what_if::slider(window, super::what_if::HOURS).0;
    assert_eq!(hours(&window), 855.0);
    window.click("Close");
    window.command(Command::WhatIf);
    assert_eq!(hours(&window), 675.0, "it is forgotten then");
}

#[test]
fn advised_reviews_are_shown_planned_and_undone() {
    let mut window = progress(weak());
    let reviews = |window: &Window| {
        let plan = window.plan();
        let ahead = plan.sessions.iter().filter(|one| {
            one.kind == SessionKind::Review && one.pinned && one.is_ahead(thursday())
        });
        ahead.count()
    };
    let before = reviews(&window);
    window.click_containing("Review Algorithms once more on Sat 16 Jan");
    assert!(window.shows("13 reviews of 10 min, 2 h 10 in all, in time that is free."));
    assert!(window.shows("Sat 16 Jan: "), "which ones, day by day");
    assert_eq!(reviews(&window), before, "only shown");
    window.click("Plan 13 reviews");
    assert_eq!(reviews(&window), before + 13);
    let plan = window.plan();
    for day in thursday().until(thursday().plus(60)) {
        let on = plan
            .sessions
            .iter()
            .filter(|one| one.on == day && one.pinned);
        assert!(on.count() <= usize::from(plan.rules.max_reviews));
    }
    window.command(Command::Undo);
    assert_eq!(reviews(&window), before);
}

#[test]
fn where_the_days_are_full_what_moves_for_reviews_is_shown_first() {
    let mut plan = weak();
    let day = |n: i64| Day::from_ymd(2027, 1, 16).expect("a day").plus(-n);
    for n in 0..5 {
        let there = plan.availability.minutes(day(n));
        let id = format!("full-{n}");
        let item = "book.murphy";
        let one = session(&id, item, SessionKind::Study, day(n), there.0);
        plan.sessions.put(one);
    }
    let mut window = progress(plan);
    window.click_containing("Review Algorithms once more on Sat 16 Jan");
    assert!(window.shows("where other work can move: you see first what."));
    window.click_containing("Plan 13 reviews");
    assert!(window.state().proposal.is_some());
}

#[test]
fn leaving_something_out_says_first_what_it_frees() {
    let mut window = progress(reader());
    let book = ItemId::new("book.murphy").expect("an id");
    let status = |window: &Window| window.plan().items.get(&book).map(|item| item.status);
    let before = status(&window);
    window.click_containing("Leave out ");
    assert!(window.shows("nothing that is open builds on it"));
    window.click("Leave it as it is");
    assert!(!window.shows("nothing that is open builds on it"));
    window.click_containing("Leave out ");
    assert_eq!(status(&window), before, "only shown");
    let name = format!("Leave {} out", window.plan().short_title_of(&book));
    window.click(&name);
    assert_eq!(status(&window), Some(Status::Skipped));
    window.command(Command::Undo);
    assert_eq!(status(&window), before);
}

#[test]
fn what_others_build_on_is_not_advised_to_be_left_out() {
    use cairn::domain::Relation;
    use cairn::planner::forecast::{Remedy, forecast};
    let mut plan = reader();
    let left_out = |plan: &Plan| {
        let found = forecast(plan, thursday(), &|| false).expect("a forecast");
        let helps = found.prospects.into_iter().flat_map(|one| one.helps);
        helps
            .filter_map(|help| match help.remedy {
                Remedy::Skip { item, .. } => Some(item),
                _ => None,
            })
            .next()
    };
    let first = left_out(&plan).expect("something is advised");
    let other = ItemId::new("topic.probability").expect("an id");
    let other = match plan.items.contains(&other) {
        true => other,
        false => ItemId::new("topic.linear-algebra").expect("an id"),
    };
    plan.items.update(&other, |item| item.status = Status::ToDo);
    let without = left_out(&plan);
    assert_eq!(without.as_ref(), Some(&first), "without the link it is");
    plan.links.put(cairn::domain::Link::new(
        other,
        Relation::BuildsOn,
        first.clone(),
    ));
    assert_ne!(left_out(&plan), Some(first));
}

#[test]
fn the_session_just_written_down_and_all_that_come_are_listed() {
    let mut plan = reader();
    let book = "book.deep-learning";
    for n in 0..30 {
        let on = thursday().plus(if n < 14 { n - 40 } else { n });
        let id = format!("long-{n}");
        let mut one = session(&id, book, SessionKind::Study, on, 60);
        if n < 14 {
            one.outcome = Outcome::Done;
            one.spent = Minutes(60);
        }
        plan.sessions.put(one);
    }
    let mut window = on_thursday(Setup::with(plan).size(1_440.0, 4_000.0));
    let id = ItemId::new(book).expect("an id");
    window.action(cairn::state::Action::OpenItem(id));
    assert!(window.shows("6 earlier ones are in the calendar."));
    for n in 14..30 {
        let day = thursday()
            .plus(n)
            .date()
            .format("%-d %b: study, 1 h")
            .to_string();
        assert!(window.shows(&day), "{day} is to come");
    }
    assert!(!window.shows("pages done on Thu 3 Dec"));
    window.click("Add time by hand…");
    window.click("Add this time");
    assert!(window.shows("pages done on Thu 3 Dec"));
    assert!(window.shows("7 earlier ones are in the calendar."));
}

#[test]
fn what_is_planned_by_hand_is_not_counted_as_left_out() {
    use cairn::domain::{Cut, CutReason};
    let mut plan = reader();
    let ids = ["book.murphy", "book.prml"].map(|id| ItemId::new(id).expect("an id"));
    let sessions: Vec<_> = plan.sessions.iter().cloned().collect();
    for one in sessions.iter().filter(|one| ids.contains(&one.item)) {
        plan.sessions.remove(&one.id);
    }
    for id in &ids {
        plan.items.update(id, |item| item.status = Status::ToDo);
        plan.cuts
            .put(Cut::new(id.clone(), CutReason::NoTime, Minutes::hours(8)));
    }
    let count = cairn::planner::cushion::count_left_out;
    let before = count(&plan);
    let on = thursday().plus(4);
    plan.sessions
        .put(session("back", "book.murphy", SessionKind::Study, on, 60));
    assert_eq!(count(&plan), before - 1);
    let shown = cairn::planner::Cushions::new(&plan, thursday()).left_out;
    assert_eq!(shown, before - 1, "what the top bar says");
}
