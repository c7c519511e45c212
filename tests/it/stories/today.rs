//! Stories of the Today view: by role and label, with mouse and keys, asserting the plan and the tree.

use cairn::domain::{
    Day, Edit, ItemId, Minutes, Outcome, Plan, Session, SessionId, SessionKind, Status, Why,
};
use cairn::state::{Action, Command, View};
use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::app::{Setup, Window, monday};

/// A session of the built-in path on a day.
pub fn session(id: &str, item: &str, kind: SessionKind, on: Day, minutes: u32) -> Session {
    let item = ItemId::new(item).expect("an id");
    assert!(
        cairn::store::builtin::path().items.contains(&item),
        "{item}"
    );
    let id = SessionId::new(id).expect("an id");
    Session::new(id, item, kind, on, Minutes(minutes))
}

/// The plan of the pictures: a week that is half over, on Thursday 3 December, with Tuesday missed.
pub fn half_week() -> Plan {
    use SessionKind::{Mock, Review, Study};
    let today = thursday();
    let path = cairn::store::builtin::path();
    let mut plan = cairn::domain::Answers::sensible(today.plus(-10))
        .plan(cairn::domain::PlanId::slug("plan-today"), path);
    plan.availability.weekly =
        cairn::domain::Weekly::of_minutes([90, 75, 120, 120, 0, 150, 120].map(Minutes));
    plan.availability
        .exceptions
        .insert(today.plus(2), Minutes::ZERO);
    let mut put = |mut session: Session, done: bool, why: Option<Why>| {
        session.why = why;
        if done {
            session.outcome = Outcome::Done;
            session.spent = session.minutes;
            let at = format!("{}T18:55:00", session.on);
            session.ended_at = cairn::domain::Moment::parse(&at).ok();
        }
        plan.sessions.put(session);
    };
    for (n, days) in [-9, -8, -7, -5, -4].into_iter().enumerate() {
        let on = today.plus(days);
        put(
            session(
                &format!("old-{n}"),
                "topic.statistics",
                Study,
                on,
                45 + 10 * n as u32,
            ),
            true,
            None,
        );
    }
    put(
        session("mon-1", "topic.linear-algebra", Study, today.plus(-3), 60),
        true,
        None,
    );
    put(
        session("mon-2", "algo.arrays", Study, today.plus(-3), 30),
        true,
        None,
    );
    put(
        session("tue-1", "algo.arrays", Study, today.plus(-2), 75),
        false,
        None,
    );
    put(
        session("wed-1", "topic.linear-algebra", Study, today.plus(-1), 50),
        true,
        None,
    );
    put(
        session("wed-2", "algo.hash-tables", Study, today.plus(-1), 40),
        true,
        None,
    );
    let falls = Some(Why::RecallFalls { percent: 71 });
    put(
        session("thu-1", "topic.linear-algebra", Review, today, 30),
        true,
        falls,
    );
    let waits = ItemId::new("paper.llama-2").ok();
    put(
        session("thu-2", "paper.transformer", Study, today, 60),
        false,
        Some(Why::NextInList { waits }),
    );
    put(
        session("thu-3", "algo.heaps", Review, today, 20),
        false,
        Some(Why::FirstReview),
    );
    put(
        session("sun-1", "design.twitter", Mock, today.plus(3), 60),
        false,
        Some(Why::Mock),
    );
    put(
        session("sun-2", "book.murphy", Study, today.plus(3), 45),
        false,
        Some(Why::Next),
    );
    put(
        session("next", "paper.gpt-1", Study, today.plus(4), 60),
        false,
        Some(Why::Next),
    );
    plan
}

/// The day of [`half_week`].
pub fn thursday() -> Day {
    monday().plus(3)
}

/// A window with [`half_week`] on its Thursday evening.
pub fn half_week_window() -> Window {
    on_thursday(Setup::with(half_week()))
}

/// Opens a window and goes to Thursday evening, Today.
pub fn on_thursday(setup: Setup) -> Window {
    let mut window = setup.open();
    window.env.pass_minutes(3 * 24 * 60);
    window.go(View::Today);
    window
}

fn id(text: &str) -> SessionId {
    SessionId::new(text).expect("an id")
}

fn one(window: &Window, session: &str) -> Session {
    let plan = window.plan();
    (**plan
        .sessions
        .get(&id(session))
        .expect("the session is there"))
    .clone()
}

#[test]
fn today_says_what_there_is_to_do() {
    let window = half_week_window();
    assert!(window.shows("Thursday 3 December"));
    assert!(window.shows("3 sessions, 1 h 50 of your 2 h · 1 h 20 to go"));
    assert!(window.shows("Tuesday’s 1 h 15 was missed."));
    assert!(window.shows("Attention Is All You Need: part"));
    assert!(window.shows("Next in its list; Llama 2 waits for it."));
    assert!(window.shows("Done 18:55"));
    assert!(window.shows("Tue 1 Dec: 1 h 15 missed, 1 h 15 there"));
    assert!(window.shows("Sat 5 Dec: day off"));
}

#[test]
fn a_click_marks_done_and_another_takes_it_back() {
    let mut window = half_week_window();
    window.click_containing("Done: Heaps");
    let done = one(&window, "thu-3");
    assert_eq!((done.outcome, done.spent), (Outcome::Done, Minutes(20)));
    assert!(window.shows("How well do you know it?"));
    window.click_containing("4 well");
    let plan = window.plan();
    assert_eq!(plan.items.get(&done.item).expect("heaps").rating, Some(4));
    window.click_containing("Done: Heaps");
    let back = one(&window, "thu-3");
    assert_eq!(
        (back.outcome, back.spent),
        (Outcome::Planned, Minutes::ZERO)
    );
    assert!(!window.shows("How well do you know it?"));
}

#[test]
fn the_timer_counts_and_its_minutes_are_the_ones_that_are_kept() {
    let mut window = half_week_window();
    window.click("Start Transformer");
    assert!(window.plan().timer.is_some());
    window.env.pass_minutes(25);
    window.run();
    assert!(window.shows("Timer: 25 min of 1 h"));
    window.click("Stop Transformer");
    assert_eq!(one(&window, "thu-2").spent, Minutes(25));
    window.click("Start Transformer");
    window.env.pass_minutes(30);
    window.run();
    window.click_containing("Done: Attention");
    let done = one(&window, "thu-2");
    assert_eq!((done.outcome, done.spent), (Outcome::Done, Minutes(55)));
    assert!(window.plan().timer.is_none());
    let item = window
        .plan()
        .items
        .get(&done.item)
        .expect("the paper")
        .clone();
    assert_eq!(item.status, Status::InProgress);
    // The parts that it was for can be ticked with one more click, or not.
    window.click_containing("Tick part");
    let item = window
        .plan()
        .items
        .get(&done.item)
        .expect("the paper")
        .clone();
    assert!(
        item.parts
            .iter()
            .any(|part| part.done_on == Some(thursday()))
    );
}

#[test]
fn keys_do_it_all() {
    let mut window = half_week_window();
    window.key(Key::ArrowDown);
    let focused = |window: &Window| {
        let node = window
            .harness
            .query_all(egui_kittest::kittest::By::new().predicate(|node| node.is_focused()));
        node.into_iter()
            .next()
            .and_then(|node| node.accesskit_node().label())
            .unwrap_or_default()
    };
    assert!(
        focused(&window).starts_with("Attention"),
        "{}",
        focused(&window)
    );
    window.key(Key::End);
    assert!(
        focused(&window).starts_with("Linear algebra"),
        "what is done stands below: {}",
        focused(&window)
    );
    window.key(Key::Home);
    window.key(Key::Space);
    assert_eq!(one(&window, "thu-2").outcome, Outcome::Done);
    assert!(
        focused(&window).starts_with("Attention"),
        "the focus goes with the card"
    );
    let top = |window: &Window, words: &str| {
        let found = window.harness.query_all_by_label_contains(words).next();
        found.expect("a card").rect().top()
    };
    assert!(
        top(&window, "Attention") < top(&window, "Heaps"),
        "it stays where it is while it asks"
    );
    window.click("Close the questions");
    assert!(top(&window, "Attention") > top(&window, "Heaps"));
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert!(
        focused(&window).starts_with("Linear algebra") || focused(&window).starts_with("Attention")
    );
    window.action(Action::Run(Command::Undo));
    assert_eq!(one(&window, "thu-2").outcome, Outcome::Planned);
    window.key(Key::Home);
    window.key(Key::Enter);
    assert_eq!(window.state().view, View::Library);
    assert!(window.state().item_page.is_some());
}

#[test]
fn commands_go_to_the_selected_session_or_the_next_one() {
    let mut window = half_week_window();
    window.ctrl(Key::M);
    assert_eq!(one(&window, "thu-2").spent, Minutes(15));
    window.action(Action::SelectSession(id("thu-3")));
    window.ctrl(Key::D);
    assert_eq!(one(&window, "thu-3").outcome, Outcome::Done);
    window.command(Command::SessionSkip);
    assert_eq!(one(&window, "thu-2").outcome, Outcome::Skipped);
    window.command(Command::Undo);
    assert_eq!(one(&window, "thu-2").outcome, Outcome::Planned);
    assert!(window.shows("15 min of 1 h"));
}

#[test]
fn the_timer_starts_for_the_card_with_the_focus() {
    let mut window = half_week_window();
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.ctrl(Key::T);
    let timed = |window: &Window| {
        let plan = window.plan();
        plan.timer.as_ref().map(|timer| timer.session.clone())
    };
    assert_eq!(timed(&window), Some(id("thu-3")));
    window.ctrl(Key::T);
    window.go(View::Calendar);
    window.ctrl(Key::T);
    assert_eq!(timed(&window), Some(id("thu-2")), "elsewhere the next one");
}

#[test]
fn the_menu_moves_pins_and_asks_for_other_minutes() {
    let mut window = half_week_window();
    window.click("More for Heaps");
    window.click("Move to tomorrow");
    assert_eq!(one(&window, "thu-3").on, thursday().plus(1));
    window.command(Command::Undo);
    window.click("More for Heaps");
    window.click("Pin to today");
    assert!(one(&window, "thu-3").pinned);
    window.click("More for Heaps");
    window.click("Done with other minutes…");
    window
        .harness
        .get_by_role_and_label(egui::accesskit::Role::SpinButton, "Minutes spent on Heaps")
        .focus();
    window.run();
    window.key(Key::ArrowUp);
    window.click("Done with these minutes");
    let done = one(&window, "thu-3");
    assert_eq!((done.outcome, done.spent), (Outcome::Done, Minutes(25)));
}

#[test]
fn a_quick_note_goes_to_the_notes_and_is_never_lost() {
    let mut window = half_week_window();
    let item = one(&window, "thu-3").item;
    let notes = |window: &Window| window.plan().items.get(&item).expect("heaps").notes.text();
    window.click("More for Heaps");
    window.click("Write a note");
    window.type_text("sift down is O(log n)");
    // Leaving the view sends what is still being typed.
    window.go(View::Board);
    window.run();
    assert_eq!(notes(&window), "- sift down is O(log n)");
    window.go(View::Today);
    window.click("Note on Heaps");
    window.type_text("build is O(n)");
    window.key(Key::Enter);
    assert!(
        notes(&window).ends_with("- build is O(n)"),
        "{}",
        notes(&window)
    );
    window.command(Command::Undo);
    assert_eq!(notes(&window), "- sift down is O(log n)");
}

#[test]
fn what_was_missed_is_replanned_with_one_button() {
    let mut window = half_week_window();
    window.click("Show the new plan…");
    assert!(
        window.state().proposal.is_some(),
        "the shell shows what would change"
    );
    window.action(Action::AcceptProposal);
    assert!(!window.shows("was missed."));
}

#[test]
fn empty_days_say_what_to_do() {
    let mut plan = half_week();
    plan.sessions.retain(|session| session.on > thursday());
    let mut window = on_thursday(Setup::with(plan.clone()));
    assert!(window.shows("Nothing planned for today"));
    window.click("Do it today");
    assert_eq!(one(&window, "sun-2").on, thursday());

    plan.start_on = thursday().plus(3);
    let window = on_thursday(Setup::with(plan.clone()));
    assert!(window.shows("Your plan has not begun yet"));

    plan.sessions.retain(|_| false);
    plan.start_on = monday();
    let window = on_thursday(Setup::with(plan.clone()));
    assert!(window.shows("Nothing is planned"));

    plan.interviews.retain(|_| false);
    let mut window = on_thursday(Setup::with(plan.clone()));
    window.click("Add an interview…");
    assert_eq!(window.state().view, View::Settings);

    let at = cairn::domain::Moment::parse("2026-12-02T19:00:00").expect("a moment");
    for item in plan.items.keys().cloned().collect::<Vec<_>>() {
        let status = Status::Done;
        plan = plan
            .apply(&Edit::SetStatus { item, status, at })
            .expect("done");
    }
    let window = on_thursday(Setup::with(plan));
    assert!(window.shows("The plan is finished"));
}

#[test]
fn a_done_day_says_what_comes_next() {
    let mut window = half_week_window();
    window.click_containing("Done: Heaps");
    window.click_containing("Done: Attention");
    assert!(window.shows("That was today: 1 h 50."));
    assert!(window.shows("1 h 50 of your 2 h · all done"));
    window.click("Do it today");
    assert_eq!(one(&window, "sun-2").on, thursday());
}

#[test]
fn a_day_of_the_week_leads_to_the_calendar() {
    let mut window = half_week_window();
    window.click_containing("Sun 6 Dec:");
    assert_eq!(window.state().view, View::Calendar);
    assert_eq!(window.state().selection.session, Some(id("sun-2")));
}
