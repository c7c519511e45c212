//! The calendar: sessions on their days, moved with mouse and keys; days off; months and weeks.

mod agenda;
mod backlog;
mod drags;
mod frames;
mod keys;
mod lengths;
mod looks;
mod menus;
mod targets;
mod ways;

use cairn::domain::{
    Answers, Day, Interview, InterviewId, ItemId, Minutes, Outcome, Plan, PlanId, Round, Session,
    SessionId, SessionKind,
};
use cairn::state::View;
use egui::{Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::app::{Setup, Window, monday};

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).expect("a day")
}

fn id(name: &str) -> SessionId {
    SessionId::slug(name)
}

/// The real path, with a few sessions in January 2027, the onsite on the 26th and a phone screen on the 12th. The
/// sensible week has an hour on Monday to Thursday, none on Friday, two on Saturday and Sunday.
fn plan() -> Plan {
    let mut answers = Answers::sensible(monday());
    answers.interviews[0].on = day(2027, 1, 26);
    answers.days_off.insert(day(2027, 1, 9));
    let mut plan = answers.plan(PlanId::slug("plan-test"), cairn::store::builtin::path());
    let screen = InterviewId::slug("screen");
    let screen = Interview::new(screen, "Phone screen", Round::Screen, day(2027, 1, 12));
    plan.interviews.put(screen);
    for (name, item, kind, on, minutes) in [
        (
            "missed",
            "topic.calculus",
            SessionKind::Study,
            day(2027, 1, 2),
            45,
        ),
        (
            "done",
            "algo.arrays",
            SessionKind::Study,
            day(2027, 1, 2),
            30,
        ),
        (
            "calculus",
            "topic.calculus",
            SessionKind::Study,
            day(2027, 1, 4),
            45,
        ),
        (
            "gpt1",
            "paper.gpt-1",
            SessionKind::Study,
            day(2027, 1, 5),
            45,
        ),
        (
            "stacks",
            "algo.stacks",
            SessionKind::Study,
            day(2027, 1, 5),
            30,
        ),
        (
            "review",
            "algo.arrays",
            SessionKind::Review,
            day(2027, 1, 6),
            10,
        ),
        (
            "gpt2",
            "paper.gpt-2",
            SessionKind::Study,
            day(2027, 1, 7),
            45,
        ),
        (
            "gpt3",
            "paper.gpt-3",
            SessionKind::Study,
            day(2027, 1, 10),
            60,
        ),
        (
            "mock",
            "design.url-shortener",
            SessionKind::Mock,
            day(2027, 1, 20),
            45,
        ),
    ] {
        let mut session = Session::new(id(name), ItemId::slug(item), kind, on, Minutes(minutes));
        if name == "done" {
            session.outcome = Outcome::Done;
            session.spent = Minutes(minutes);
        }
        assert!(plan.items.contains(&session.item), "{item}");
        plan.sessions.put(session);
    }
    plan
}

/// The calendar on Sunday 3 January 2027.
fn calendar() -> Window {
    open(Setup::with(plan()))
}

fn open(setup: Setup) -> Window {
    let mut window = setup.open();
    let days = day(2027, 1, 3).since(monday());
    window.env.pass_minutes(days * 24 * 60);
    window.run();
    window.go(View::Calendar);
    window
}

fn on(window: &Window, name: &str) -> Day {
    window
        .plan()
        .sessions
        .get(&id(name))
        .expect("it is there")
        .on
}

fn pinned(window: &Window, name: &str) -> bool {
    window
        .plan()
        .sessions
        .get(&id(name))
        .expect("it is there")
        .pinned
}

fn at(window: &Window, name: &str) -> Pos2 {
    let rect = window.harness.get_by_label(name).rect();
    rect.center()
}

/// The day whose name begins with this.
fn day_at(window: &Window, words: &str) -> Pos2 {
    let node = window.harness.query_all_by_label_contains(words).next();
    let rect = node.unwrap_or_else(|| panic!("no day {words}")).rect();
    rect.center() + egui::vec2(0.0, 30.0)
}

fn focused(window: &Window) -> String {
    let node = window.harness.query_all_by(|node| node.is_focused()).next();
    let node = node.expect("something has the focus");
    node.accesskit_node().label().unwrap_or_default()
}

fn press(window: &mut Window, pos: Pos2) {
    window.harness.hover_at(pos);
    for pressed in [true, false] {
        window.harness.event(egui::Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.harness.step();
    }
}

/// A plan with ten thousand sessions over 200 days, fifty a day.
fn huge_plan() -> Plan {
    let mut plan = plan();
    let items: Vec<ItemId> = plan.items.keys().cloned().collect();
    let first = day(2026, 11, 1);
    for n in 0..10_000_u32 {
        let item = items[n as usize % items.len()].clone();
        let on = first.plus(i64::from(n / 50));
        let kind = match n % 5 {
            0 => SessionKind::Review,
            1 => SessionKind::Mock,
            _ => SessionKind::Study,
        };
        let session = Session::new(id(&format!("huge-{n:05}")), item, kind, on, Minutes(20));
        plan.sessions.put(session);
    }
    plan
}
