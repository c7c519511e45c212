//! Absurd problems: a legal plan and a clear verdict, never a panic.

use cairn::planner::{
    DropReason, Effort, Interview, Item, ItemKind, Problem, Schedule, Session, SessionKind,
    Weights, extra_minutes_to_fit, schedule,
};

use super::checker;

fn item(id: &str, estimate: i32) -> Item {
    Item {
        id: id.to_owned(),
        kind: ItemKind::Study,
        step: 1,
        list: None,
        position: 0,
        estimate,
        done: 0,
        prerequisites: Vec::new(),
        value: vec![100],
        min_session: 30,
        splittable: true,
        review_minutes: 10,
        stability: 2.3065,
        difficulty: 5.0,
        memory: None,
        earliest: 0,
        latest: 10_000,
    }
}

fn problem(days: i32, minutes: i32, items: Vec<Item>) -> Problem {
    let mut p = Problem::empty(days);
    p.capacity = vec![minutes; days as usize];
    p.interviews = vec![Interview {
        id: "onsite".to_owned(),
        day: days,
        buffer_days: 1,
    }];
    p.items = items;
    p.fair = p.fair_load();
    p.weights = Weights::usual(p.mean_value());
    p
}

fn plan(p: &Problem) -> Schedule {
    assert_eq!(p.check(), Ok(()));
    let quick = schedule(p, Effort::Quick);
    assert_eq!(checker::check(p, &quick).violations, Vec::<String>::new());
    let full = schedule(p, Effort::Full);
    assert_eq!(checker::check(p, &full).violations, Vec::<String>::new());
    full
}

fn only_reason(plan: &Schedule) -> DropReason {
    assert_eq!(plan.verdict.dropped.len(), 1);
    plan.verdict.dropped[0].reason
}

#[test]
fn nothing_to_do_fits() {
    let plan = plan(&problem(10, 60, Vec::new()));
    assert!(plan.verdict.fits && plan.sessions.is_empty());
}

#[test]
fn no_time_at_all_drops_everything() {
    let plan = plan(&problem(10, 0, vec![item("a", 60)]));
    assert!(!plan.verdict.fits);
    assert_eq!(only_reason(&plan), DropReason::Window);
    assert_eq!(plan.verdict.dropped_minutes, 70);
    assert_eq!(plan.verdict.shortfall_minutes, 70);
}

#[test]
fn an_interview_tomorrow_leaves_no_day_for_the_review() {
    let mut p = problem(1, 600, vec![item("a", 60)]);
    assert!(!plan(&p).verdict.fits);
    p.interviews[0].buffer_days = 400;
    assert!(!plan(&p).verdict.fits);
    p.interviews[0].buffer_days = 0;
    p.items[0].review_minutes = 0;
    assert!(plan(&p).verdict.fits);
}

#[test]
fn an_interview_today_is_named_as_a_fault() {
    let mut p = problem(5, 60, vec![item("a", 60)]);
    p.interviews[0].day = 0;
    let plan = schedule(&p, Effort::Full);
    assert!(!plan.verdict.fits && !plan.verdict.invalid.is_empty());
    assert_eq!(only_reason(&plan), DropReason::Invalid);
}

#[test]
fn an_item_of_400_hours_is_too_long() {
    let plan = plan(&problem(30, 120, vec![item("a", 400 * 60), item("b", 60)]));
    assert_eq!(only_reason(&plan), DropReason::TooLong);
}

#[test]
fn a_whole_item_longer_than_every_day_is_too_long() {
    let mut long = item("a", 200);
    long.splittable = false;
    assert_eq!(
        only_reason(&plan(&problem(30, 120, vec![long]))),
        DropReason::TooLong
    );
}

#[test]
fn everything_pinned_on_one_day_stays_there() {
    let items: Vec<Item> = (0..40).map(|i| item(&format!("i{i}"), 60)).collect();
    let mut p = problem(20, 90, items);
    p.pins = (0..40)
        .map(|item| Session {
            item,
            kind: SessionKind::Study,
            day: 3,
            minutes: 60,
        })
        .collect();
    let plan = plan(&p);
    assert_eq!(
        plan.sessions
            .iter()
            .filter(|s| s.pinned && s.day == 3)
            .count(),
        40
    );
}

#[test]
fn an_item_is_dropped_with_its_prerequisite() {
    let mut first = item("a", 60);
    first.earliest = 19;
    let mut second = item("b", 60);
    second.prerequisites = vec![0];
    let plan = plan(&problem(20, 90, vec![first, second]));
    assert_eq!(plan.verdict.dropped.len(), 2);
    assert_eq!(plan.verdict.dropped[0].reason, DropReason::Window);
    assert_eq!(
        plan.verdict.dropped[1].reason,
        DropReason::Prerequisite { item: 0 }
    );
}

#[test]
fn limits_of_zero_sessions_a_day_drop_everything() {
    let mut p = problem(20, 90, vec![item("a", 60)]);
    p.max_items = 0;
    assert!(!plan(&p).verdict.fits);
    p.max_items = 3;
    p.max_reviews = 0;
    assert!(!plan(&p).verdict.fits);
    p.max_reviews = 3;
    p.max_item_reviews = 0;
    assert!(!plan(&p).verdict.fits);
}

#[test]
fn a_circle_of_prerequisites_is_named_as_a_fault() {
    let mut a = item("a", 60);
    let mut b = item("b", 60);
    a.prerequisites = vec![1];
    b.prerequisites = vec![0];
    let p = problem(20, 90, vec![a, b]);
    assert!(p.check().is_err());
    assert_eq!(schedule(&p, Effort::Quick).verdict.dropped.len(), 2);
}

#[test]
fn the_minutes_that_are_missing_are_found() {
    let items: Vec<Item> = (0..8).map(|i| item(&format!("i{i}"), 60)).collect();
    let p = problem(12, 30, items);
    let extra = extra_minutes_to_fit(&p, Effort::Quick, 240).unwrap();
    assert!((20..=40).contains(&extra), "{extra}");
    assert_eq!(
        extra_minutes_to_fit(&problem(12, 0, vec![item("a", 60)]), Effort::Quick, 240),
        None
    );
}
