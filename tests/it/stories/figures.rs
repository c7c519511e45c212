//! One figure, one value: what two views say of the same thing is the same, over the example; and what differs by meaning says so.

use cairn::domain::{InterviewId, ItemId, Minutes, Outcome, SessionKind};
use cairn::state::{Action, Command, View};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::today::{half_week, on_thursday, session, thursday};
use crate::support::app::{Setup, Window};

/// The first text on screen that has these words in it.
fn text(window: &Window, words: &str) -> String {
    let mut texts = texts(window, words);
    assert!(!texts.is_empty(), "nothing says “{words}”");
    texts.swap_remove(0)
}

/// Every text on screen that has these words in it.
fn texts(window: &Window, words: &str) -> Vec<String> {
    let nodes = window.harness.query_all_by_label_contains(words);
    let said = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        let label = node.label().filter(|label| !label.is_empty());
        label.or_else(|| node.value())
    };
    nodes.filter_map(said).collect()
}

/// What stands between two pieces of a text.
fn between(text: &str, before: &str, after: &str) -> String {
    let rest = text.split_once(before).map_or(text, |(_, rest)| rest);
    let found = rest.split_once(after).map(|(found, _)| found);
    found.unwrap_or_else(|| panic!("“{text}”")).to_owned()
}

fn example() -> Window {
    let mut window = Setup::empty().size(1_600.0, 2_600.0).open();
    window.click("Look around with an example");
    window
}

fn towards(window: &mut Window, interview: &str) {
    window.go(View::Progress);
    window
        .harness
        .get_by_role_and_label(Role::RadioButton, interview)
        .click();
    window.run();
    window.run();
}

#[test]
fn cushions_and_readiness_are_the_same_wherever_they_are_shown() {
    let mut window = example();
    window.go(View::Settings);
    let cushions = texts(&window, " cushion");
    assert_eq!(cushions.len(), 2, "{cushions:?}");
    let interviews = ["Phone screen", "Onsite"];
    let mut kept_to = Vec::new();
    for (interview, cushion) in interviews.iter().zip(&cushions) {
        towards(&mut window, interview);
        assert_eq!(text(&window, " cushion"), *cushion, "{interview}");
        let words = text(&window, "if the plan is kept to");
        kept_to.push(between(&words, ": ", " if"));
    }
    window.command(Command::WhatIf);
    for (interview, percent) in interviews.iter().zip(&kept_to) {
        assert_eq!(
            text(&window, &format!("Readiness for {interview}: ")),
            format!("Readiness for {interview}: {percent}")
        );
    }
    assert!(
        window
            .shows("a plan that is kept to (Progress takes into account what usually goes wrong)")
    );
}

#[test]
fn weeks_are_the_same_on_today_progress_and_the_week_review() {
    let mut window = example();
    let this_week = text(&window, " done");
    window.go(View::Progress);
    let bar = text(&window, "Week of Mon 30 Nov: ");
    let planned = between(&bar, "30 Nov: ", " done or planned of ");
    assert!(this_week.contains(&planned), "{this_week} {bar}");
    let last = text(&window, "Week of Mon 23 Nov: ");
    let done = between(&last, "23 Nov: ", " done");
    let there = between(&last, " done of ", " there");
    assert!(window.shows(&format!("{done} of {there}")), "to the minute");
    window.command(Command::WeekReview);
    assert!(window.shows(&format!("{done} done of ")), "{done}");
}

#[test]
fn the_steps_sum_to_the_whole_and_the_chart_says_what_else_it_counts() {
    let mut window = example();
    let mut wholes = Vec::new();
    for interview in ["Phone screen", "Onsite"] {
        towards(&mut window, interview);
        let head = text(&window, ", by minutes; reviews not counted");
        let minutes = |words: &str| cairn::ui::format::parse_minutes(words).expect("a time");
        let (done, whole) = (
            minutes(head.split(" of ").next().expect("done")),
            minutes(&between(&head, " of ", ", by")),
        );
        let plan = window.plan();
        let (mut steps_done, mut steps_whole) = (Minutes::ZERO, Minutes::ZERO);
        for step in plan.steps_in_order() {
            let bars = texts(&window, &format!("{}: ", step.short_title()));
            let bar = bars.iter().find(|bar| bar.contains(" %; ")).expect("a bar");
            steps_done += minutes(&between(bar, ": ", " of "));
            steps_whole += minutes(&between(bar, " of ", ", "));
        }
        assert_eq!((steps_done, steps_whole), (done, whole), "{interview}");
        wholes.push(whole);
        // The chart's end is what was planned before today and what is planned from today on.
        let chart = text(&window, "Planned in all: ");
        let end = minutes(&between(&chart, "Planned in all: ", "."));
        let pace = text(&window, " planned from today on.");
        let due = minutes(&between(&pace, "(", ")"));
        let to_come = minutes(&between(&pace, "). ", " planned from"));
        assert_eq!(end, due + to_come, "{interview}: {chart} {pace}");
        let ahead: Minutes = {
            let on = plan.interviews.get(&InterviewId::slug(match interview {
                "Onsite" => "onsite",
                _ => "phone-screen",
            }));
            let on = on.expect("an interview").on;
            let today = cairn::domain::Week::of(plan.start_on).plus(5).monday();
            let ahead = plan.sessions.iter().filter(|s| s.on >= today && s.on <= on);
            let ahead = ahead.filter(|s| s.outcome != Outcome::Skipped);
            ahead.map(|s| s.minutes).sum()
        };
        assert_eq!(to_come, ahead, "{interview}");
        // The forecast of its own day and its own work is in the chart.
        assert!(chart.contains("Forecast: "), "{interview}");
    }
    assert!(wholes[0] < wholes[1], "each interview has its own share");
    towards(&mut window, "Phone screen");
    let later = text(&window, " more of what it asks for is planned after it");
    let later = cairn::ui::format::parse_minutes(&between(&later, "", " more")).expect("a time");
    assert_eq!(wholes[0] + later, wholes[1], "both ask for all of it");
}

#[test]
fn tables_say_nothing_of_what_is_done_on_days_to_come() {
    let mut window = example();
    towards(&mut window, "Phone screen");
    window.key(Key::F);
    let ahead = text(&window, "Sun 6 Dec, planned ");
    assert!(
        !ahead.contains("done") && ahead.contains("likely"),
        "{ahead}"
    );
    let now = text(&window, "Mon 30 Nov, today, planned ");
    assert!(now.contains("done") && !now.contains("likely"), "{now}");
    assert!(text(&window, "Thu 10 Dec, planned ").contains("likely"));
    let weeks = text(&window, "7 Dec, planned ");
    assert!(!weeks.contains("done"), "{weeks}");
}

#[test]
fn charts_and_tables_are_read_by_keys() {
    let mut window = example();
    towards(&mut window, "Phone screen");
    let value = |window: &Window, words: &str| {
        let node = window.harness.query_all_by_label_contains(words).next();
        node.and_then(|node| node.accesskit_node().value())
            .unwrap_or_default()
    };
    for (chart, key, first, second) in [
        (
            "Hours done against hours planned, Mon",
            Key::ArrowLeft,
            "Mon 30 Nov: ",
            "Sun 29 Nov: ",
        ),
        (
            "Minutes done by day",
            Key::ArrowUp,
            "Mon 30 Nov",
            "Sun 29 Nov: ",
        ),
        (
            "Hours by week, a bar a week",
            Key::ArrowUp,
            "Week of Mon 30 Nov: ",
            "Week of Mon 23 Nov: ",
        ),
        (
            "Recall from ",
            Key::ArrowRight,
            "Mon 30 Nov: ",
            "Tue 1 Dec: ",
        ),
    ] {
        let node = window.harness.query_all_by_label_contains(chart).next();
        node.expect("a chart").focus();
        window.run();
        assert!(value(&window, chart).starts_with(first), "{chart}");
        window.key(key);
        let said = value(&window, chart);
        assert!(said.starts_with(second), "{chart}: {said}");
        assert!(window.shows(&said), "beside the point: {said}");
    }
    window.key(Key::F);
    let table = |window: &Window| {
        let table = window
            .harness
            .get_by_role_and_label(Role::Table, "Hours by week and step");
        table.accesskit_node().value().unwrap_or_default()
    };
    let node = window
        .harness
        .get_by_role_and_label(Role::Table, "Hours by week and step");
    node.focus();
    window.run();
    assert!(table(&window).starts_with("26 Oct, done "));
    window.key(Key::End);
    assert!(
        table(&window).starts_with("7 Dec, planned "),
        "{}",
        table(&window)
    );
}

#[test]
fn what_an_item_took_is_the_sum_of_its_rows() {
    let mut plan = half_week();
    let item = ItemId::new("algo.graphs").expect("an id");
    let mut begun = session("begun", "algo.graphs", SessionKind::Study, thursday(), 49);
    begun.spent = Minutes(40);
    let mut short = session(
        "short",
        "algo.graphs",
        SessionKind::Study,
        thursday().plus(-1),
        30,
    );
    (short.spent, short.outcome) = (Minutes(1), Outcome::Done);
    plan.sessions.put(begun);
    plan.sessions.put(short);
    let mut window = on_thursday(Setup::with(plan).size(1_440.0, 2_400.0));
    window.action(Action::OpenItem(item));
    assert!(window.shows("41 min spent"));
    assert!(window.shows("study, 40 min done of 49 min"));
    assert!(window.shows("study, 1 min done"));
}
