//! The board: cards in columns by step, status and week. Here the plan of these stories and ways to look at it.

mod clicks;
mod drags;
mod keys;
mod looks;

use cairn::domain::{
    Answers, Day, ItemId, Minutes, Outcome, Plan, PlanId, Session, SessionId, SessionKind, Status,
};
use cairn::state::View;
use egui::Pos2;
use egui::accesskit::Role;
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
