//! Plans that make no sense: never a panic, always a clear answer.

use cairn::domain::{
    CutReason, Day, Edit, Interview, Minutes, Moment, Outcome, Round, Session, SessionKind, Status,
    Weekly, id::Id,
};
use cairn::planner::Cushions;

use super::support::*;

/// Schedules, checks, applies, twice; and reads the cushions.
fn survives(plan: &cairn::domain::Plan, today: Day) -> cairn::domain::Schedule {
    let schedule = quick(plan, today);
    check(plan, &schedule, today);
    let next = with(plan, &schedule, today);
    check_settled(&next, today);
    let _ = Cushions::new(&next, today);
    schedule
}

#[test]
fn an_empty_plan() {
    let plan = cairn::domain::Plan::empty(Id::slug("p"), "P", monday());
    let schedule = survives(&plan, monday());
    assert!(schedule.verdict.fits && schedule.sessions.is_empty());
    let plan = small(Vec::new(), 30);
    assert!(survives(&plan, monday()).verdict.fits);
}

#[test]
fn no_interview_ahead() {
    for days in [None, Some(0), Some(-1), Some(-400)] {
        let mut plan = real(10, ten_hours());
        plan.interviews = Default::default();
        if let Some(days) = days {
            let on = monday().plus(days);
            plan.interviews
                .put(Interview::new(Id::slug("i"), "I", Round::Onsite, on));
        }
        let schedule = survives(&plan, monday());
        assert!(schedule.sessions.is_empty() && !schedule.verdict.fits);
        assert!(
            schedule
                .cuts
                .iter()
                .all(|c| c.reason == CutReason::NotAsked)
        );
        assert_eq!(schedule.verdict.cut, 41);
    }
}

#[test]
fn an_interview_tomorrow() {
    let schedule = survives(&real(1, ten_hours()), monday());
    assert!(schedule.sessions.is_empty());
    assert!(schedule.cuts.iter().all(|c| c.reason == CutReason::Window));
}

#[test]
fn no_time_at_all() {
    let schedule = survives(&real(56, Weekly::default()), monday());
    assert!(schedule.sessions.is_empty() && !schedule.verdict.fits);
    assert_eq!(schedule.verdict.available, Minutes::ZERO);
    assert!(schedule.cuts.iter().all(|c| c.reason == CutReason::NoTime));
}

#[test]
fn everything_done_is_reviewed_only() {
    let mut plan = real(30, ten_hours());
    let at = Moment::parse("2027-01-01T10:00:00").expect("a moment");
    let ids: Vec<_> = plan.items.keys().cloned().collect();
    for item in ids {
        let edit = Edit::SetStatus {
            item,
            status: Status::Done,
            at,
        };
        plan = plan.apply(&edit).expect("done");
    }
    let schedule = survives(&plan, monday());
    assert!(schedule.verdict.fits && schedule.cuts.is_empty());
    assert!(
        schedule
            .sessions
            .iter()
            .all(|s| s.kind != SessionKind::Study)
    );
}

#[test]
fn one_item_of_four_hundred_hours() {
    let schedule = survives(&small(vec![item("huge", 400), item("b", 2)], 30), monday());
    let cut = schedule.cuts.get(&Id::slug("huge")).expect("a cut");
    assert_eq!(
        (&cut.reason, cut.minutes),
        (&CutReason::NoTime, Minutes::hours(400))
    );
    assert!(!schedule.verdict.fits);
    assert!(schedule.sessions.iter().any(|s| s.item.as_str() == "b"));
    survives(&small(vec![item("huger", 10_000)], 30), monday());
}

#[test]
fn a_start_after_the_interview() {
    let mut plan = real(30, ten_hours());
    plan.start_on = monday().plus(60);
    let schedule = survives(&plan, monday());
    assert!(schedule.sessions.is_empty() && !schedule.verdict.fits);
    plan.start_on = monday().plus(20);
    let schedule = survives(&plan, monday());
    assert!(schedule.sessions.iter().all(|s| s.on >= plan.start_on));
    assert!(!schedule.sessions.is_empty());
}

#[test]
fn a_date_in_another_century() {
    let mut plan = real(30, ten_hours());
    plan.interviews = Default::default();
    plan.interviews.put(Interview::new(
        Id::slug("far"),
        "Far",
        Round::Onsite,
        Day::MAX,
    ));
    let schedule = quick(&plan, monday());
    assert!(schedule.verdict.fits);
    let _ = quick(&plan, Day::MIN);
    let _ = quick(&plan, Day::MAX);
}

#[test]
fn items_that_wait_for_each_other_in_a_circle() {
    let mut plan = small(vec![item("a", 1), item("b", 1), item("c", 1)], 20);
    link(&mut plan, "a", "b");
    link(&mut plan, "b", "c");
    link(&mut plan, "c", "a");
    let schedule = quick(&plan, monday());
    assert!(schedule.verdict.fits, "{:?}", schedule.cuts);
}

#[test]
fn days_shorter_than_the_shortest_session() {
    let mut plan = small(vec![item("a", 1), item("b", 2)], 30);
    plan.availability.weekly = every_day(10);
    let schedule = survives(&plan, monday());
    assert!(schedule.verdict.fits, "{:?}", schedule.cuts);
    let mut odd = item("odd", 1);
    odd.estimate = Some(Minutes(37));
    let mut plan = small(vec![odd], 12);
    plan.availability.weekly = every_day(22);
    assert!(survives(&plan, monday()).verdict.fits);
}

#[test]
fn rules_from_a_strange_file() {
    let mut plan = real(30, ten_hours());
    plan.rules.min_session = Minutes(0);
    plan.rules.review = Minutes(0);
    plan.rules.max_items = 0;
    plan.rules.max_reviews = 0;
    plan.rules.max_item_reviews = 0;
    let _ = quick(&plan, monday());
    plan.rules.min_session = Minutes(u32::MAX);
    plan.rules.review = Minutes(u32::MAX);
    let _ = quick(&plan, monday());
    for item in plan.items.keys().cloned().collect::<Vec<_>>() {
        plan.items.update(&item, |item| {
            item.importance = 255;
            item.estimate = Some(Minutes(u32::MAX));
            item.rating = Some(255);
        });
    }
    let _ = quick(&plan, monday());
}

#[test]
fn everything_pinned_on_one_day() {
    let mut plan = planned(&real(30, ten_hours()), monday());
    for session in plan.sessions.iter().cloned().collect::<Vec<_>>() {
        let edit = Edit::MoveSession {
            session: session.id.clone(),
            on: monday().plus(3),
        };
        plan = plan.apply(&edit).expect("a move");
    }
    survives(&plan, monday());
    survives(&plan, monday().plus(5));
}

#[test]
fn sessions_of_things_that_are_gone_or_done() {
    let mut plan = planned(&small(vec![item("a", 2), item("b", 2)], 20), monday());
    let at = Moment::parse("2027-01-04T10:00:00").expect("a moment");
    for (id, status) in [("a", Status::Skipped), ("b", Status::Done)] {
        let mut s = Session::new(
            Id::slug(&format!("hand.{id}")),
            Id::slug(id),
            SessionKind::Study,
            monday().plus(2),
            Minutes(30),
        );
        s.outcome = Outcome::Planned;
        plan = plan.apply(&Edit::AddSession(s)).expect("a session");
        let edit = Edit::SetStatus {
            item: Id::slug(id),
            status,
            at,
        };
        plan = plan.apply(&edit).expect("a status");
    }
    survives(&plan, monday());
}

#[test]
fn ten_thousand_items() {
    let items = (0..10_000).map(|n| {
        let mut item = item(&format!("item-{n:05}"), 1 + n % 5);
        item.importance = 1 + (n * 7 % 5) as u8;
        item.order = i64::from(n);
        item
    });
    let mut plan = small(items.collect(), 364);
    plan.availability.weekly = every_day(120);
    for n in 1..2_000 {
        let (a, b) = (format!("item-{n:05}"), format!("item-{:05}", n / 2));
        link(&mut plan, &a, &b);
    }
    let schedule = quick(&plan, monday());
    check(&plan, &schedule, monday());
    assert!(schedule.verdict.planned.0 * 10 > schedule.verdict.available.0 * 8);
}
