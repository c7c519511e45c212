//! The board: cards in columns by step, status and week; moved with mouse and keys; filters; the menu of a card.

use cairn::domain::item::Depth;
use cairn::domain::{
    Answers, Day, Item, ItemId, Kind, Minutes, Outcome, Plan, PlanId, Session, SessionId,
    SessionKind, Status, StepId,
};
use cairn::state::{Command, View};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2, vec2};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::app::{Setup, Window, monday};

pub(super) fn item(id: &str) -> ItemId {
    ItemId::slug(id)
}

pub(super) fn day(month: u32, day: u32) -> Day {
    let year = if month == 12 || month == 11 {
        2026
    } else {
        2027
    };
    Day::from_ymd(year, month, day).expect("a day")
}

pub(super) fn session(plan: &mut Plan, id: &str, of: &str, on: Day) -> SessionId {
    let id = SessionId::slug(id);
    let minutes = Minutes(60);
    let session = Session::new(id.clone(), item(of), SessionKind::Study, on, minutes);
    plan.sessions.put(session);
    id
}

/// The real path; GPT-3 next on Tuesday 8 December, begun; arrays done.
pub(super) fn plan() -> Plan {
    let mut answers = Answers::sensible(monday());
    answers.interviews[0].on = day(1, 11);
    let mut plan = answers.plan(PlanId::slug("plan-test"), cairn::store::builtin::path());
    session(&mut plan, "gpt3", "paper.gpt-3", day(12, 8));
    session(&mut plan, "gpt2", "paper.gpt-2", day(12, 2));
    let spent = session(&mut plan, "spent", "paper.gpt-3", day(11, 30));
    plan.sessions.update(&spent, |s| {
        s.outcome = Outcome::Done;
        s.spent = Minutes(40);
    });
    plan.items
        .update(&item("paper.gpt-3"), |i| i.status = Status::InProgress);
    plan.items.update(&item("algo.arrays"), |i| {
        i.status = Status::Done;
        i.done_at = Some(cairn::domain::Moment::parse("2026-11-29T10:00:00").expect("a moment"));
    });
    plan
}

pub(super) fn board(plan: Plan) -> Window {
    let mut window = Setup::with(plan).open();
    window.go(View::Board);
    window
}

/// The column whose name begins so.
pub(super) fn column<'a>(window: &'a Window, name: &'a str) -> Node<'a> {
    let is = move |role, label: Option<String>| {
        role == Role::List && label.is_some_and(|label| label.starts_with(name))
    };
    window
        .harness
        .get_by(move |node| is(node.role(), node.label()))
}

pub(super) fn name(node: &Node<'_>) -> String {
    node.accesskit_node().label().unwrap_or_default()
}

/// The card whose name begins so.
pub(super) fn card<'a>(window: &'a Window, name: &'a str) -> Node<'a> {
    find(window, name).unwrap_or_else(|| panic!("no card is called “{name}…”"))
}

pub(super) fn find<'a>(window: &'a Window, name: &'a str) -> Option<Node<'a>> {
    let is = move |role, label: Option<String>| {
        role == Role::ListItem && label.is_some_and(|label| label.starts_with(name))
    };
    window
        .harness
        .query_by(move |node| is(node.role(), node.label()))
}

/// The names of the cards of a column that are on screen, from top to bottom.
pub(super) fn cards(window: &Window, column_name: &str) -> Vec<String> {
    let area = column(window, column_name).rect();
    let all = window
        .harness
        .query_all(egui_kittest::kittest::By::new().role(Role::ListItem));
    let mut here: Vec<(f32, String)> = all
        .filter(|node| area.x_range().contains(node.rect().center().x))
        .map(|node| (node.rect().top(), name(&node)))
        .collect();
    here.sort_by(|a, b| a.0.total_cmp(&b.0));
    here.into_iter().map(|(_, name)| name).collect()
}

/// Lifts a card and holds it over a point.
pub(super) fn lift(window: &mut Window, name: &str, to: Pos2) {
    let from = card(window, name).rect().center();
    window.harness.hover_at(from);
    window.harness.step();
    window.harness.drag_at(from);
    window.harness.step();
    window.harness.hover_at(from + (to - from) * 0.5);
    window.harness.step();
    window.harness.hover_at(to);
    window.run();
}

pub(super) fn drop(window: &mut Window, at: Pos2) {
    window.harness.drop_at(at);
    window.run();
}

pub(super) fn focused(window: &Window) -> Option<String> {
    let mut all = window
        .harness
        .query_all(egui_kittest::kittest::By::new().role(Role::ListItem));
    all.find(|node| node.is_focused()).map(|node| name(&node))
}

pub(super) fn step_of(window: &Window, id: &str) -> Option<String> {
    let plan = window.plan();
    let step = plan.items.get(&item(id))?.step.clone();
    step.map(|step| step.to_string())
}

pub(super) fn status_of(window: &Window, id: &str) -> Status {
    window.plan().items.get(&item(id)).expect("an item").status
}

pub(super) fn undo_steps(window: &Window) -> usize {
    let document = window.state().document.as_ref();
    document.expect("a plan is open").undo_len()
}

#[test]
fn five_steps_stand_beside_each_other_with_their_counts() {
    let window = board(plan());
    for (start, count) in [
        ("Fundamentals", "3 items, 0 done"),
        ("Algorithms", "13 items, 1 done"),
        ("Papers", "7 items, 0 done"),
        ("Books", "4 items, 0 done"),
        ("System design", "14 items, 0 done"),
    ] {
        let node = column(&window, start);
        let name = name(&node);
        assert!(name.contains(count), "{name}");
        assert!(name.contains("left"), "{name} says what is left");
    }
    let gpt3 = name(&card(&window, "GPT-3"));
    assert!(gpt3.contains("core"), "{gpt3}");
    assert!(gpt3.contains("Tue 8 Dec"), "{gpt3}");
    assert!(gpt3.ends_with("in progress"), "{gpt3}");
    let node = card(&window, "Arrays");
    assert!(name(&node).ends_with("done"));
    assert_eq!(node.accesskit_node().data().size_of_set(), Some(13));
    assert!(
        find(&window, "StatQuest").is_none(),
        "supporting material is not on the board unless it is asked for"
    );
}

#[test]
fn a_click_selects_and_a_double_click_opens_the_page() {
    let mut window = board(plan());
    card(&window, "Calculus").click();
    window.run();
    assert_eq!(
        window.state().selection.item,
        Some(item("topic.calculus")),
        "selected"
    );
    assert_eq!(window.state().view, View::Board);
    let at = card(&window, "Stacks").rect().center();
    for _ in 0..2 {
        window.harness.hover_at(at);
        window.harness.drag_at(at);
        window.harness.step();
        window.harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        });
        window.harness.step();
    }
    window.run();
    assert_eq!(window.state().item_page, Some(item("algo.stacks")));
    assert_eq!(window.state().view, View::Library);
}

#[test]
fn a_double_click_opens_what_was_meant_though_the_inspector_comes_between() {
    let mut window = board(plan());
    assert_eq!(window.state().selection.item, None);
    let at = card(&window, "URL shortener").rect().center();
    for _ in 0..2 {
        window.harness.hover_at(at);
        window.harness.drag_at(at);
        window.harness.step();
        window.harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        });
        window.harness.step();
    }
    window.run();
    assert_eq!(window.state().view, View::Library);
    let page = window.state().item_page.clone().expect("a page is open");
    assert_eq!(
        window.plan().title_of(&page),
        "URL shortener",
        "not what came to lie under the pointer"
    );
}

#[test]
fn a_single_click_under_the_inspector_selects_a_moment_later() {
    let mut window = board(plan());
    card(&window, "URL shortener").click();
    window.run();
    for _ in 0..15 {
        window.harness.step();
    }
    let selected = window.state().selection.item.clone();
    let selected = selected.expect("it is selected");
    assert_eq!(window.plan().title_of(&selected), "URL shortener");
}

#[test]
fn a_drag_to_another_step_says_what_it_does_and_does_it_once() {
    let mut window = board(plan());
    let before = window.plan();
    let target = card(&window, "GPT-2").rect();
    let to = pos2(target.center().x, target.top() + 4.0);
    lift(&mut window, "Stacks", to);
    assert!(
        window.shows("Move to Papers, before ‘GPT-2’"),
        "the hint says what letting go would do"
    );
    assert_eq!(
        *window.plan(),
        *before,
        "nothing happens while it is in the air"
    );
    let moved = card(&window, "GPT-2").rect();
    assert!(moved.top() > target.top(), "its neighbours make room");
    drop(&mut window, to);
    assert_eq!(step_of(&window, "algo.stacks").as_deref(), Some("papers"));
    let papers = cards(&window, "Papers");
    let stacks = papers.iter().position(|name| name.starts_with("Stacks"));
    let gpt2 = papers.iter().position(|name| name.starts_with("GPT-2"));
    assert_eq!(stacks.map(|n| n + 1), gpt2, "{papers:?}");
    assert_eq!(undo_steps(&window), 1, "one edit");
    assert!(
        focused(&window).is_some_and(|name| name.starts_with("Stacks")),
        "the focus is on the card that moved"
    );
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
}

#[test]
fn a_drag_within_a_step_changes_the_order() {
    let mut window = board(plan());
    let target = card(&window, "Statistics").rect();
    let to = pos2(target.center().x, target.top() + 2.0);
    lift(&mut window, "Calculus", to);
    assert!(window.shows("Move before ‘Statistics’"));
    drop(&mut window, to);
    let names = cards(&window, "Fundamentals");
    assert!(names[0].starts_with("Calculus"), "{names:?}");
    assert!(names[1].starts_with("Statistics"), "{names:?}");
}

#[test]
fn escape_puts_a_dragged_card_back_and_changes_nothing() {
    let mut window = board(plan());
    card(&window, "Calculus").click();
    window.run();
    let before = window.plan();
    let to = column(&window, "Books").rect().center();
    lift(&mut window, "Stacks", to);
    assert!(window.shows("Move to Books"));
    window.key(Key::Escape);
    assert!(!window.shows("Move to Books"), "the drag is over");
    drop(&mut window, to);
    assert_eq!(*window.plan(), *before);
    assert_eq!(undo_steps(&window), 0);
    assert_eq!(
        window.state().selection.item,
        Some(item("topic.calculus")),
        "Escape meant the drag, not the selection"
    );
}

#[test]
fn a_card_let_go_where_it_was_or_off_the_board_stays() {
    let mut window = board(plan());
    let before = window.plan();
    let home = card(&window, "Stacks").rect().center();
    lift(&mut window, "Stacks", home + vec2(10.0, 3.0));
    assert!(window.shows("Leave it where it is"));
    drop(&mut window, home);
    lift(&mut window, "Stacks", pos2(300.0, 20.0));
    assert!(window.shows("Let go over a column to move it"));
    drop(&mut window, pos2(300.0, 20.0));
    assert_eq!(*window.plan(), *before);
    assert_eq!(undo_steps(&window), 0);
}

#[test]
fn a_drop_on_a_status_sets_it() {
    let mut window = board(plan());
    window.command(Command::BoardByStatus);
    assert!(name(&column(&window, "Done")).contains("1 item"));
    for (target, hint, status) in [
        ("Done", "Mark as done", Status::Done),
        ("Skipped", "Skip it", Status::Skipped),
        ("To do", "Put back to do", Status::ToDo),
    ] {
        let to = column(&window, target).rect().center();
        lift(&mut window, "GPT-3", to);
        assert!(window.shows(hint), "{hint}");
        drop(&mut window, to);
        assert_eq!(status_of(&window, "paper.gpt-3"), status);
        let stamped = window
            .plan()
            .items
            .get(&item("paper.gpt-3"))
            .expect("it")
            .done_at;
        assert_eq!(stamped.is_some(), status == Status::Done, "the stamp");
    }
    assert_eq!(undo_steps(&window), 3);
}

#[test]
fn a_drop_on_a_week_moves_the_next_session_there_and_pins_it() {
    let mut window = board(plan());
    window.command(Command::BoardByWeek);
    assert!(
        cards(&window, "Next week")
            .iter()
            .any(|name| name.starts_with("GPT-3")),
        "its next session is on 8 December"
    );
    let to = column(&window, "This week").rect().center();
    lift(&mut window, "GPT-3", to);
    assert!(window.shows("Plan for this week"));
    drop(&mut window, to);
    let plan = window.plan();
    let moved = plan
        .sessions
        .get(&SessionId::slug("gpt3"))
        .expect("it is there");
    assert!(moved.pinned);
    assert!((0..7).contains(&moved.on.since(monday())), "{}", moved.on);
    assert_eq!(undo_steps(&window), 1);

    // An item without a session gets one: here by key, from the column of what is not planned.
    window.key(Key::Slash);
    window.type_text("calculus");
    window.key(Key::Enter);
    for _ in 0..10 {
        window.chord(Modifiers::COMMAND, Key::ArrowLeft);
    }
    let plan = window.plan();
    let mut sessions = plan.sessions.iter();
    let added = sessions.find(|s| s.item == item("topic.calculus"));
    let added = added.expect("a session was added");
    assert!(added.pinned);
    assert!(added.on >= monday());
    assert!(
        cards(&window, "This week")
            .iter()
            .any(|name| name.starts_with("Calculus"))
    );
}

#[test]
fn taking_a_card_out_of_the_weeks_deletes_its_session() {
    let mut window = board(plan());
    window.command(Command::BoardByWeek);
    card(&window, "GPT-2").focus();
    window.run();
    // Six weeks until the interview, then what is not planned.
    for _ in 0..8 {
        let there = window.plan().sessions.contains(&SessionId::slug("gpt2"));
        if !there {
            break;
        }
        window.chord(Modifiers::COMMAND, Key::ArrowRight);
    }
    assert!(!window.plan().sessions.contains(&SessionId::slug("gpt2")));
    assert!(
        focused(&window).is_some_and(|name| name.starts_with("GPT-2")),
        "the focus went with it, across the whole board"
    );
    window.chord(Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(status_of(&window, "paper.gpt-2"), Status::Done);
}

#[test]
fn arrows_move_the_focus_and_enter_opens() {
    let mut window = board(plan());
    window.key(Key::ArrowDown);
    assert!(
        focused(&window).is_some_and(|name| name.starts_with("Statistics")),
        "an arrow leads onto the board"
    );
    window.key(Key::ArrowDown);
    assert!(focused(&window).is_some_and(|name| name.starts_with("Linear algebra")));
    window.key(Key::ArrowRight);
    let right = focused(&window).expect("a card has the focus");
    assert!(cards(&window, "Algorithms").contains(&right), "{right}");
    window.key(Key::Home);
    assert!(focused(&window).is_some_and(|name| name.starts_with("Arrays")));
    window.key(Key::ArrowUp);
    assert!(
        focused(&window).is_some_and(|name| name.starts_with("Arrays")),
        "the top is the top"
    );
    window.key(Key::End);
    let last = focused(&window).expect("a card has the focus");
    assert!(last.starts_with("Greedy"), "{last}");
    assert_eq!(window.state().selection.item, None, "arrows do not select");
    window.key(Key::Space);
    assert_eq!(window.state().selection.item, Some(item("algo.greedy")));
    window.key(Key::ArrowUp);
    assert_eq!(
        window.state().selection.item,
        Some(item("algo.dynamic-programming")),
        "what is selected goes along, so that D and 1 to 3 mean the card with the ring"
    );
    window.key(Key::Enter);
    assert_eq!(
        window.state().item_page,
        Some(item("algo.dynamic-programming"))
    );
}

#[test]
fn tab_reaches_the_board_and_leaves_it() {
    let mut window = board(plan());
    let mut seen = Vec::new();
    for _ in 0..40 {
        window.key(Key::Tab);
        if let Some(name) = focused(&window) {
            seen.push(name);
        }
    }
    assert!(!seen.is_empty(), "Tab comes to a card");
    assert!(seen[0].starts_with("Statistics"), "the first one: {seen:?}");
    assert!(
        seen.len() <= 3,
        "and does not go through all of them: {seen:?}"
    );
}

#[test]
fn ctrl_arrows_move_the_card_and_the_focus_follows() {
    let mut window = board(plan());
    card(&window, "Linear algebra").focus();
    window.run();
    window.chord(Modifiers::COMMAND, Key::ArrowUp);
    let names = cards(&window, "Fundamentals");
    assert!(names[0].starts_with("Linear algebra"), "{names:?}");
    window.chord(Modifiers::COMMAND, Key::ArrowDown);
    window.chord(Modifiers::COMMAND, Key::ArrowDown);
    let names = cards(&window, "Fundamentals");
    assert!(names[2].starts_with("Linear algebra"), "{names:?}");
    window.chord(Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(
        step_of(&window, "topic.linear-algebra").as_deref(),
        Some("algorithms")
    );
    let names = cards(&window, "Algorithms");
    assert!(
        names[2].starts_with("Linear algebra"),
        "same height: {names:?}"
    );
    assert!(focused(&window).is_some_and(|name| name.starts_with("Linear algebra")));
    for _ in 0..4 {
        window.ctrl(Key::Z);
    }
    assert_eq!(*window.plan(), plan(), "four deeds, four steps of undo");
}

#[test]
fn item_keys_mean_the_card_with_the_focus() {
    let mut window = board(plan());
    card(&window, "Stacks").focus();
    window.run();
    assert_eq!(window.state().selection.item, None);
    window.key(Key::D);
    assert_eq!(status_of(&window, "algo.stacks"), Status::Done);
    window.key(Key::Num3);
    let plan = window.plan();
    let stacks = plan.items.get(&item("algo.stacks")).expect("it");
    assert_eq!((stacks.depth, stacks.depth_fixed), (Depth::Deep, true));
}

#[test]
fn filters_leave_cards_out_and_say_so() {
    let mut window = board(plan());
    window.key(Key::Slash);
    window.type_text("gpt");
    assert!(find(&window, "GPT-3").is_some());
    assert!(find(&window, "Stacks").is_none());
    assert!(
        name(&column(&window, "Algorithms")).contains("13 items"),
        "the head counts all of the step"
    );
    assert!(window.shows("Nothing here passes the filter."));
    window.key(Key::Enter);
    let first = focused(&window).expect("Enter goes on to the cards");
    assert!(first.starts_with("GPT-1"), "to the first one: {first}");
    window.ctrl(Key::F);
    window.type_text(" zebra");
    assert!(window.shows("No match"));
    window.click("Clear the filter");
    assert!(find(&window, "Stacks").is_some());

    window.click("Status shown: Any status");
    window.click("Not done");
    assert!(find(&window, "Arrays").is_none(), "it is done");
    assert!(find(&window, "Stacks").is_some());
    window.click("Status shown: Not done");
    window.click("Any status");

    window.click("Kinds shown: All kinds");
    window.click("Book");
    window.key(Key::Escape);
    assert!(find(&window, "Stacks").is_none());
    assert!(!cards(&window, "Books").is_empty());
    window.click("Clear all filters");

    window.click("Steps shown: All steps");
    window.click("Resources");
    window.key(Key::Escape);
    assert!(!cards(&window, "Resources").is_empty(), "asked for");
}

#[test]
fn the_menu_of_a_card_does_what_it_says() {
    let mut window = board(plan());
    card(&window, "Stacks").click_secondary();
    window.run();
    window.click("In progress");
    assert_eq!(status_of(&window, "algo.stacks"), Status::InProgress);

    card(&window, "Stacks").focus();
    window.run();
    window.chord(Modifiers::SHIFT, Key::F10);
    assert!(window.shows("Open the item page"), "by key");
    window.key(Key::Escape);
    assert!(!window.shows("Plan a session today"), "Escape closes it");
    assert!(focused(&window).is_some_and(|name| name.starts_with("Stacks")));

    card(&window, "Stacks").click_secondary();
    window.run();
    window.click("Plan a session today");
    let plan = window.plan();
    let mut sessions = plan.sessions.iter();
    let added = sessions
        .find(|s| s.item == item("algo.stacks"))
        .expect("a session");
    assert_eq!((added.on, added.pinned), (monday(), true));

    card(&window, "Stacks").click_secondary();
    window.run();
    window.click("Move to");
    window.click("4  Books");
    assert_eq!(step_of(&window, "algo.stacks").as_deref(), Some("books"));

    card(&window, "Stacks").click_secondary();
    window.run();
    window.click("Delete the item");
    assert!(!window.plan().items.contains(&item("algo.stacks")));
}

#[test]
fn an_own_step_and_own_items_have_their_column() {
    let mut plan = plan();
    let step = StepId::slug("behavioural");
    plan.steps
        .put(cairn::domain::Step::new(step.clone(), 6, "Behavioural"));
    let mut window = board(plan);
    assert!(name(&column(&window, "Behavioural")).contains("0 items"));
    assert!(window.shows("Nothing here yet. Drag a card here, or add an item."));
    let to = column(&window, "Behavioural").rect().center();
    lift(&mut window, "Stacks", to);
    assert!(window.shows("Move to Behavioural, at the end"));
    drop(&mut window, to);
    assert_eq!(
        step_of(&window, "algo.stacks").as_deref(),
        Some("behavioural")
    );

    let mut loose = Item::new(item("own.loose"), Kind::Topic, "Salary talk");
    loose.step = None;
    window.action(cairn::state::Action::Edit(cairn::domain::Edit::AddItem(
        Box::new(loose),
    )));
    assert!(
        name(&column(&window, "Resources")).contains("1 item"),
        "an own item without a step is not lost"
    );
}

#[test]
fn narrow_windows_scroll_to_the_side() {
    let mut window = Setup::with(plan()).size(900.0, 600.0).open();
    window.go(View::Board);
    let width = column(&window, "Fundamentals").rect().width();
    assert!(width >= 220.0, "{width}");
    card(&window, "Statistics").focus();
    window.run();
    for _ in 0..4 {
        window.key(Key::ArrowRight);
    }
    let last = card(&window, &focused(&window).expect("a card has the focus")).rect();
    assert!(last.right() <= 900.0, "it was brought into view: {last:?}");
}

#[test]
fn a_drag_near_an_edge_scrolls() {
    let mut window = Setup::with(plan()).size(900.0, 600.0).open();
    window.go(View::Board);
    let area = column(&window, "Algorithms").rect();
    let first = card(&window, "Arrays").rect();
    lift_and_hold(
        &mut window,
        "Statistics",
        pos2(area.center().x, area.bottom() - 8.0),
    );
    for _ in 0..30 {
        window.harness.step();
    }
    let now = find(&window, "Arrays").map(|node| node.rect().top());
    assert!(now.is_none_or(|top| top < first.top() - 50.0), "{now:?}");
    window.key(Key::Escape);
    assert_eq!(undo_steps(&window), 0);
}

fn lift_and_hold(window: &mut Window, name: &str, to: Pos2) {
    let from = card(window, name).rect().center();
    window.harness.hover_at(from);
    window.harness.drag_at(from);
    window.harness.step();
    window.harness.hover_at(from + vec2(20.0, 20.0));
    window.harness.step();
    window.harness.hover_at(to);
    window.harness.step();
}

#[test]
fn an_empty_plan_says_what_to_do() {
    let mut empty = Plan::empty(PlanId::slug("plan-empty"), "Nothing", monday());
    empty.interviews = plan().interviews;
    let window = board(empty);
    assert!(window.shows("Nothing to study yet"));
}

#[test]
fn an_idle_board_does_not_ask_to_be_drawn() {
    let mut window = board(plan());
    let steps = window.harness.run_ok();
    assert!(steps.is_some_and(|steps| steps <= 2), "{steps:?}");
}
