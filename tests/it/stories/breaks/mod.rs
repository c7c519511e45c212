//! What a move would break is said before it is done: by drag in month and week, by key, in “Move to…”, on the board.

mod in_calendar;
mod on_board;

use cairn::domain::item::Kind;
use cairn::domain::{
    Answers, Day, Interview, Item, ItemId, Link, Minutes, Plan, PlanId, Relation, Round, Session,
    SessionId, SessionKind,
};
use cairn::state::View;
use egui::Pos2;
use egui::accesskit::{Live, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::app::{Setup, Window, monday};

fn day(day: u32) -> Day {
    let (month, day) = if day == 30 { (11, 30) } else { (12, day) };
    Day::from_ymd(2026, month, day).expect("a day")
}

fn id(name: &str) -> SessionId {
    SessionId::slug(name)
}

/// An hour on Monday to Thursday, none on Friday, two on Saturday and Sunday; the 10th is off. A phone screen on Thursday
/// 17 December, the onsite on the 29th. ‘Next’ builds on ‘Base’; ‘One’ and ‘Two’ are an ordered list.
fn plan() -> Plan {
    let mut answers = Answers::sensible(monday());
    answers.interviews[0].on = day(29);
    answers.days_off.insert(day(10));
    let mut plan = answers.plan(PlanId::slug("plan-test"), cairn::store::builtin::path());
    let screen = Interview::new(
        cairn::domain::id::Id::slug("screen"),
        "Phone screen",
        Round::Screen,
        day(17),
    );
    plan.interviews.put(screen);
    for (n, title) in ["Base", "Next", "One", "Two", "Full", "A", "B", "C", "Held"]
        .iter()
        .enumerate()
    {
        let mut item = Item::new(ItemId::slug(&title.to_lowercase()), Kind::Topic, *title);
        item.order = n as i64;
        if matches!(*title, "One" | "Two") {
            item.sequence = "own".to_owned();
        }
        plan.items.put(item);
    }
    plan.links.put(Link::new(
        ItemId::slug("next"),
        Relation::BuildsOn,
        ItemId::slug("base"),
    ));
    let (study, review) = (SessionKind::Study, SessionKind::Review);
    for (name, item, kind, on, minutes) in [
        ("base1", "base", study, 1, 30),
        ("base-r", "base", review, 3, 10),
        ("next1", "next", study, 5, 60),
        ("next-r", "next", review, 8, 10),
        ("one1", "one", study, 2, 30),
        ("two1", "two", study, 7, 30),
        ("full1", "full", study, 9, 60),
        ("a1", "a", study, 6, 20),
        ("b1", "b", study, 6, 20),
        ("c1", "c", study, 6, 20),
        ("held1", "held", study, 15, 30),
    ] {
        let mut session = Session::new(
            id(name),
            ItemId::slug(item),
            kind,
            day(on),
            Minutes(minutes),
        );
        session.pinned = name == "held1";
        plan.sessions.put(session);
    }
    plan
}

fn calendar() -> Window {
    let mut window = Setup::with(plan()).open();
    window.go(View::Calendar);
    window
}

fn at(window: &Window, name: &str) -> Pos2 {
    window.harness.get_by_label(name).rect().center()
}

fn day_at(window: &Window, words: &str) -> Pos2 {
    let node = window.harness.query_all_by_label_contains(words).next();
    let rect = node.unwrap_or_else(|| panic!("no day {words}")).rect();
    rect.center() + egui::vec2(0.0, rect.height() * 0.2)
}

/// The words of the hint, as screen readers follow them.
fn hint(window: &Window) -> String {
    let all = window
        .harness
        .query_all_by(|node| node.role() == Role::Status);
    let mut live = all.filter(|node| node.accesskit_node().live() == Live::Polite);
    let node = live.next().expect("a hint");
    node.accesskit_node().label().unwrap_or_default()
}

fn warning(window: &Window) -> Option<String> {
    let toasts = &window.state().toasts;
    let last = toasts.iter().last()?;
    last.warning.as_ref().map(|warning| warning.text.clone())
}
