//! The Settings view: every change is an edit that undo takes back, or a setting that is kept.

use cairn::domain::time::Weekday;
use cairn::domain::{Familiarity, Minutes, Round, Step, StepId};
use cairn::state::{Action, Command, View};
use cairn::store::settings::Theme;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use crate::support::app::{Setup, Window, monday};

fn settings() -> Window {
    let mut window = Setup::real().size(1440.0, 2200.0).open();
    window.go(View::Settings);
    window
}

fn type_over(window: &mut Window, field: &str, text: &str) {
    window
        .harness
        .get_by_role_and_label(egui::Role::TextInput, field)
        .focus();
    window.run();
    window.ctrl(Key::A);
    window.type_text(text);
    window.key(Key::Enter);
}

/// Takes the last change back and asks whether the plan is what it was.
fn undone(window: &mut Window, before: &cairn::domain::Plan) {
    window.command(Command::Undo);
    assert_eq!(*window.plan(), *before, "undo brings the very plan back");
}

#[test]
fn the_plan_and_its_interview_are_renamed_and_moved() {
    let mut window = settings();
    let before = window.plan();
    type_over(&mut window, "Name of the plan", "Northwind");
    assert_eq!(window.plan().name, "Northwind");
    undone(&mut window, &before);

    type_over(&mut window, "Name of Onsite", "Day at Northwind");
    assert!(window.shows("Date of Day at Northwind"));
    undone(&mut window, &before);

    type_over(&mut window, "Name of Onsite", "");
    assert_eq!(*window.plan(), *before, "a name is never empty");

    type_over(&mut window, "Date of Onsite", "26 Jan 2027");
    assert_eq!(window.plan().last_day(), Some(monday().plus(57)));
    undone(&mut window, &before);

    window.click("Calendar: date of Onsite");
    window.click("Thursday 28 January 2027");
    assert_eq!(window.plan().last_day(), Some(monday().plus(59)));
    assert!(
        window.shows("Moved ‘Onsite’ to Thu 28 Jan"),
        "a toast says it"
    );
    window.click("Undo");
    assert_eq!(*window.plan(), *before);
}

#[test]
fn an_interview_is_added_weighed_and_deleted() {
    let mut window = settings();
    let before = window.plan();
    window.command(Command::NewInterview);
    assert_eq!(window.plan().interviews.len(), 2);
    window.type_text("");
    window.ctrl(Key::A);
    window.type_text("First call");
    window.key(Key::Enter);
    assert!(
        window.shows("Date of First call"),
        "the cursor was in its name"
    );
    window.click("First call: Phone screen");
    window.click("Show how much each step matters for First call");
    let group = window
        .harness
        .get_by_label("How much Research papers matters for First call");
    group.get_by_label("Most").click();
    window.run();
    let papers = StepId::slug("papers");
    let call = |window: &Window| {
        let plan = window.plan();
        let found = plan
            .interviews
            .iter()
            .find(|i| i.name == "First call")
            .cloned();
        found.expect("it is there")
    };
    assert_eq!(call(&window).round, Round::Screen);
    assert_eq!(call(&window).weight(&papers), 3);
    window.click("As usual");
    assert!(call(&window).weights.is_empty());
    window
        .harness
        .get_by_label("Last days without new material before First call")
        .focus();
    window.run();
    window.key(Key::ArrowUp);
    window.key(Key::ArrowUp);
    assert_eq!(call(&window).buffer_days, 3);
    window.command(Command::Undo);
    assert_eq!(call(&window).buffer_days, 1, "stepping is one step of undo");
    window.click("Delete First call");
    assert_eq!(window.plan().interviews, before.interviews);
}

#[test]
fn hours_and_days_are_changed_and_taken_back() {
    let mut window = settings();
    let before = window.plan();
    window
        .harness
        .get_by_role_and_label(egui::Role::SpinButton, "Friday")
        .focus();
    window.run();
    window.key(Key::PageUp);
    assert_eq!(
        window.plan().availability.weekly.minutes(Weekday::Fri),
        Minutes(60)
    );
    assert!(window.shows("9 h a week"));
    undone(&mut window, &before);

    window
        .harness
        .get_by_role_and_label(egui::Role::SpinButton, "Monday begins at")
        .focus();
    window.run();
    window.key(Key::ArrowDown);
    let starts = window
        .plan()
        .availability
        .starts_at(monday())
        .expect("a time");
    assert_eq!(starts.to_string(), "18:45");
    undone(&mut window, &before);

    window.click("Add days off…");
    type_over(&mut window, "First day off", "24 Dec");
    type_over(&mut window, "Last day off", "2 Jan");
    let toasts = egui::Id::unique("toasts");
    let covered = window.harness.ctx.memory(|memory| memory.area_rect(toasts));
    assert!(
        covered.is_none_or(|rect| rect.height() < 200.0),
        "toasts cover no more than they say: {covered:?}"
    );
    // Enter in the last field has added them.
    assert_eq!(window.plan().availability.exceptions.len(), 10);
    assert!(window.shows("Took Thu 24 Dec – Sat 2 Jan off"));
    let with_days = window.plan();
    window.click("Back to the usual time: Thu 24 Dec – Sat 2 Jan: off");
    assert!(window.plan().availability.exceptions.is_empty());
    undone(&mut window, &with_days);
    undone(&mut window, &before);

    window.click("Another time on a day…");
    type_over(&mut window, "Day with another time", "5 Dec");
    window.click("Add this day");
    assert_eq!(
        window.plan().availability.minutes(monday().plus(5)),
        Minutes(120)
    );
    undone(&mut window, &before);
}

#[test]
fn rules_and_steps_are_changed_and_taken_back() {
    let mut window = settings();
    let before = window.plan();
    window.click("More: Study sessions a day, at most");
    assert_eq!(window.plan().rules.max_items, 4);
    undone(&mut window, &before);

    window
        .harness
        .get_by_role_and_label(egui::Role::SpinButton, "Shortest study session")
        .focus();
    window.run();
    window.key(Key::ArrowUp);
    assert_eq!(window.plan().rules.min_session, Minutes(30));
    undone(&mut window, &before);

    let group = window.harness.get_by_label("How well you know Books");
    group.get_by_label("Well").click();
    window.run();
    let books = StepId::slug("books");
    let step = |window: &Window| window.plan().steps.get(&books).map(|s| (**s).clone());
    assert_eq!(
        step(&window).map(|s| s.familiarity),
        Some(Familiarity::Well)
    );
    undone(&mut window, &before);

    type_over(&mut window, "Title of step 4", "Shelf");
    assert_eq!(step(&window).map(|s| s.title), Some("Shelf".to_owned()));
    undone(&mut window, &before);

    window.click("Short title and purpose of Books");
    type_over(&mut window, "Short title of step 4", "Shelf");
    type_over(&mut window, "Purpose of step 4", "To look things up");
    let changed = step(&window).expect("it is there");
    assert_eq!(
        (changed.short.as_str(), changed.purpose.as_str()),
        ("Shelf", "To look things up")
    );
    window.command(Command::Undo);
    undone(&mut window, &before);

    let own = Step::new(StepId::slug("own"), 6, "Behavioural");
    window.action(Action::Edit(cairn::domain::Edit::AddStep(own)));
    window.click("Delete the step Behavioural");
    assert_eq!(*window.plan(), *before);
    window.click("Delete the step Books");
    assert_eq!(*window.plan(), *before, "a step with items stays");
}

#[test]
fn what_is_typed_is_kept_when_the_view_is_left() {
    let mut window = settings();
    window
        .harness
        .get_by_role_and_label(egui::Role::TextInput, "Name of the plan")
        .focus();
    window.run();
    window.ctrl(Key::A);
    window
        .harness
        .event(egui::Event::Text("Half typed".to_owned()));
    window.harness.step();
    window.go(View::Today);
    assert_eq!(window.plan().name, "Half typed");
}

#[test]
fn the_look_is_set_and_kept() {
    let mut window = settings();
    let theme = window
        .harness
        .get_by_role_and_label(egui::Role::RadioGroup, "Theme");
    theme.get_by_label("Dark").click();
    window.run();
    assert_eq!(window.state().settings.theme, Theme::Dark);
    window.click("Zoom in");
    assert!(window.shows("110 %"));
    window.click("Actual size");
    assert!(window.shows("100 %"));
    let week = window
        .harness
        .get_by_role_and_label(egui::Role::RadioGroup, "Weeks begin on");
    week.get_by_label("Sunday").click();
    window.run();
    assert!(window.state().settings.week_starts_on_sunday);
}

#[test]
fn without_a_plan_there_is_still_the_look() {
    let mut window = Setup::empty().size(1000.0, 1400.0).open();
    window.go(View::Settings);
    assert!(window.shows("No plan is open"));
    assert!(window.shows("Weeks begin on"));
    window.click("New plan…");
    assert_eq!(window.state().view, View::Welcome);
}

#[test]
fn other_plans_are_opened_and_forgotten() {
    let mut window = settings();
    let first = window.plan().name.clone();
    window.action(Action::Create(Box::new(cairn::domain::Answers {
        name: "Another".to_owned(),
        ..cairn::domain::Answers::sensible(monday())
    })));
    window.on_disk();
    window.go(View::Settings);
    window.click(&format!("Open {first}"));
    assert_eq!(window.plan().name, first);
    window.go(View::Settings);
    window.click("Forget Another");
    assert!(!window.shows("Open Another"));
}
