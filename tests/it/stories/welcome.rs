//! The Welcome view: from the first start to a dated plan, with mouse and keys.

use cairn::domain::{Answers, Familiarity, Minutes, Round, StepId};
use cairn::state::{Action, Command, View};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::app::{Setup, Window, monday};

/// Puts the focus into the field with this name and types over what stands there.
fn type_over(window: &mut Window, field: &str, text: &str) {
    window
        .harness
        .get_by_role_and_label(egui::Role::TextInput, field)
        .focus();
    window.run();
    window.ctrl(Key::A);
    window.type_text(text);
}

fn value_of(window: &Window, field: &str) -> String {
    let node = window
        .harness
        .get_by_role_and_label(egui::Role::TextInput, field);
    node.value().unwrap_or_default()
}

#[test]
fn pressing_start_at_once_makes_a_dated_plan() {
    let mut window = Setup::empty().open();
    assert_eq!(window.state().view, View::Welcome);
    assert!(window.shows("When is the interview?"));
    assert!(window.shows("Your 8 weeks"));
    assert!(
        window.shows("64 h there"),
        "the verdict is there before anything is pressed"
    );
    assert!(window.shows("First three days"));
    assert!(
        window.shows("Statistics: descriptive statistics"),
        "the first days say which part they are for"
    );
    window.click("Start with this plan");
    assert_eq!(window.state().view, View::Today);
    let plan = window.plan();
    assert_eq!(plan.name, "Onsite January 2027");
    assert_eq!(plan.last_day(), Some(monday().plus(56)));
    assert!(plan.sessions.len() > 20, "it is scheduled");
    assert!(plan.sessions.iter().all(|s| s.on >= monday()));
    assert!(
        window.on_disk().contains("Onsite January 2027"),
        "it is on disk"
    );
}

#[test]
fn five_answers_with_the_keys_alone() {
    let mut window = Setup::empty().open();
    type_over(&mut window, "Interview date", "12 Feb 2027");
    window.key(Key::Enter);
    assert_eq!(
        value_of(&window, "Interview date"),
        "Friday 12 February 2027"
    );
    assert!(window.shows("Your 11 weeks"), "the preview follows");

    let monday_hours = window
        .harness
        .get_by_role_and_label(egui::Role::SpinButton, "Monday");
    monday_hours.focus();
    window.run();
    window.key(Key::ArrowUp);
    window.key(Key::ArrowUp);

    let group = window
        .harness
        .get_by_label("How well you know Research papers");
    group.get_by_label("New").focus();
    window.run();
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);

    window.harness.get_by_label("Coding round").focus();
    window.run();
    window.key(Key::Space);

    window.harness.get_by_label("Add days off…").focus();
    window.run();
    window.key(Key::Enter);
    type_over(&mut window, "First day off", "24 Dec");
    type_over(&mut window, "Last day off", "2 Jan");
    window.harness.get_by_label("Add these days off").focus();
    window.run();
    window.key(Key::Enter);
    assert!(window.shows("Remove the days off Thu 24 Dec – Sat 2 Jan"));

    type_over(&mut window, "First day", "tomorrow");
    type_over(&mut window, "Name of the plan", "Northwind");
    window.chord(Modifiers::COMMAND, Key::Enter);

    assert_eq!(window.state().view, View::Today);
    let plan = window.plan();
    assert_eq!(plan.name, "Northwind", "what was being typed counts");
    assert_eq!(plan.start_on, monday().plus(1));
    let interview = plan
        .interviews_in_order()
        .into_iter()
        .next()
        .cloned()
        .expect("one");
    assert_eq!(
        (interview.round, interview.on),
        (Round::Coding, monday().plus(74))
    );
    assert_eq!(
        plan.availability
            .weekly
            .minutes(cairn::domain::Weekday::Mon),
        Minutes(90)
    );
    assert_eq!(plan.availability.exceptions.len(), 10);
    let papers = plan.steps.get(&StepId::slug("papers")).expect("a step");
    assert_eq!(papers.familiarity, Familiarity::Well);
    assert!(
        plan.sessions
            .iter()
            .all(|s| !plan.availability.is_day_off(s.on))
    );
}

#[test]
fn days_off_that_were_filled_in_are_never_lost() {
    // Enter in the last field adds them.
    let mut window = Setup::empty().open();
    window.click("Add days off…");
    type_over(&mut window, "First day off", "24 Dec");
    type_over(&mut window, "Last day off", "26 Dec");
    window.key(Key::Enter);
    assert!(window.shows("Remove the days off Thu 24 Dec – Sat 26 Dec"));
    // What is wrong is told, and no plan is made of the rest.
    window.click("Add days off…");
    type_over(&mut window, "First day off", "2 Jan");
    type_over(&mut window, "Last day off", "1 Jan 2027");
    window.chord(Modifiers::COMMAND, Key::Enter);
    assert!(window.state().document.is_none(), "no plan is made");
    assert!(window.shows("The last day off comes before the first."));
    type_over(&mut window, "Last day off", "soon");
    window.chord(Modifiers::COMMAND, Key::Enter);
    assert!(window.state().document.is_none(), "no plan is made");
    assert!(window.shows("A day off is no date"));
    // Start takes a row that is filled in.
    type_over(&mut window, "Last day off", "3 Jan");
    window.chord(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.plan().availability.exceptions.len(), 5);
}

#[test]
fn a_day_is_picked_from_the_calendar_with_mouse_and_keys() {
    let mut window = Setup::empty().open();
    window.click("Calendar: interview date");
    assert!(window.shows("January 2027"));
    window.click("Wednesday 20 January 2027");
    assert_eq!(
        value_of(&window, "Interview date"),
        "Wednesday 20 January 2027"
    );
    assert!(!window.shows("Next month"), "picking closes the month");

    window.click("Calendar: interview date");
    window.key(Key::PageDown);
    window.key(Key::ArrowDown);
    window.key(Key::ArrowLeft);
    window.key(Key::Enter);
    assert_eq!(
        value_of(&window, "Interview date"),
        "Friday 26 February 2027"
    );

    window.click("Calendar: interview date");
    window.click("Next month");
    window.key(Key::Escape);
    assert_eq!(
        value_of(&window, "Interview date"),
        "Friday 26 February 2027",
        "Escape keeps it"
    );
    // The arrow keys step the day in the field itself.
    window
        .harness
        .get_by_role_and_label(egui::Role::TextInput, "Interview date")
        .focus();
    window.run();
    window.key(Key::ArrowUp);
    window.key(Key::PageUp);
    assert_eq!(value_of(&window, "Interview date"), "Saturday 6 March 2027");
    window.key(Key::Escape);
    assert_eq!(
        value_of(&window, "Interview date"),
        "Friday 26 February 2027",
        "Escape takes it back"
    );
}

#[test]
fn several_interviews_are_added_and_removed() {
    let mut window = Setup::empty().open();
    window.click("Add another interview");
    window.click("Screen round");
    type_over(&mut window, "Interview date 2", "10 Feb 2027");
    window.key(Key::Enter);
    window.click("Add another interview");
    assert!(window.shows("Interview date 3"));
    window.click("Remove interview 3");
    window.click("Start with this plan");
    let plan = window.plan();
    let rounds: Vec<Round> = plan.interviews_in_order().iter().map(|i| i.round).collect();
    assert_eq!(rounds, [Round::Screen, Round::Onsite]);
}

#[test]
fn impossible_answers_are_explained_and_make_no_plan() {
    let mut window = Setup::empty().open();
    type_over(&mut window, "Interview date", "30 Nov 2026");
    window.key(Key::Enter);
    assert!(window.shows("The interview is today"));
    assert!(
        window
            .harness
            .get_by_label("Start with this plan")
            .accesskit_node()
            .is_disabled()
    );
    window.chord(Modifiers::COMMAND, Key::Enter);
    assert!(window.state().document.is_none(), "no plan is made");
    assert!(
        window
            .toasts()
            .iter()
            .any(|toast| toast.contains("The interview is today"))
    );

    type_over(&mut window, "Interview date", "1 Mar 2020");
    window.key(Key::Enter);
    assert!(window.shows("That day is over"));

    type_over(&mut window, "Interview date", "soon");
    window.key(Key::Tab);
    assert!(window.shows("That is no date: write it as 26 Jan 2027"));

    type_over(&mut window, "Interview date", "in 8 weeks");
    window.key(Key::Enter);
    assert!(window.shows("Your 8 weeks"));
    for day in [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Saturday",
        "Sunday",
    ] {
        window
            .harness
            .get_by_role_and_label(egui::Role::SpinButton, day)
            .focus();
        window.run();
        window.key(Key::PageDown);
        window.key(Key::PageDown);
    }
    assert!(window.shows("There is no time in the week: "));

    window
        .harness
        .get_by_role_and_label(egui::Role::SpinButton, "Friday")
        .focus();
    window.run();
    window.key(Key::PageUp);
    assert!(window.shows("Your 8 weeks"));
    type_over(&mut window, "First day", "1 Mar 2027");
    window.key(Key::Enter);
    assert!(window.shows("Start on a day before the last interview"));
}

#[test]
fn the_bars_are_told_in_words() {
    let window = Setup::empty().open();
    let bars = window
        .harness
        .query_all_by_label_contains("Week of ")
        .count();
    assert_eq!(bars, 8);
    assert!(window.shows("Week of Mon 30 Nov: "));
    assert!(window.shows("planned of 8 h"));
}

#[test]
fn another_plan_is_begun_and_left_again() {
    let mut window = Setup::real().open();
    let name = window.plan().name.clone();
    window.command(Command::NewPlan);
    assert_eq!(window.state().view, View::Welcome);
    window.click(&format!("Back to {name}"));
    assert_eq!(window.state().view, View::Today);
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    type_over(&mut window, "Name of the plan", "The second");
    window.key(Key::Tab);
    window.click("Start with this plan");
    assert_eq!(window.plan().name, "The second");
    assert_eq!(
        window.state().settings.recent.len(),
        2,
        "the first is still there"
    );
    window.command(Command::NewPlan);
    assert_eq!(
        value_of(&window, "Name of the plan"),
        "",
        "the next one begins afresh"
    );
}

#[test]
fn everything_is_reached_in_a_small_window_and_at_twice_the_size() {
    for setup in [
        Setup::empty().size(900.0, 600.0),
        Setup::empty().size(1440.0, 900.0).zoom(2.0),
    ] {
        let mut window = setup.open();
        let screen = window.harness.ctx.content_rect();
        let start = window.harness.get_by_label("Start with this plan").rect();
        assert!(
            screen.contains_rect(start),
            "the button is in sight: {start:?} in {screen:?}"
        );
        let form = window.harness.get_by_label("Interview date").rect();
        let bars = window
            .harness
            .query_all_by_label_contains("Week of ")
            .next();
        let below = bars.is_none_or(|bar| bar.rect().top() > form.bottom());
        assert!(below, "the preview is under the questions");
        window.click("Start with this plan");
        assert_eq!(window.state().view, View::Today);
    }
}

#[test]
fn the_week_begins_where_the_settings_say() {
    let mut window = Setup::empty().open();
    window.action(Action::WeekStartsOn(
        cairn::store::settings::WeekStart::Sunday,
    ));
    let x = |name: &str| {
        let node = window
            .harness
            .get_by_role_and_label(egui::Role::SpinButton, name);
        node.rect().left()
    };
    assert!(x("Sunday") < x("Monday"));
    let sensible = Answers::sensible(monday());
    assert_eq!(sensible.minutes.len(), 7);
}
