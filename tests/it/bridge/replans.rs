//! Replanning: nothing moves without need, ids stay, what was missed comes back.

use cairn::domain::{
    CutReason, Depth, Edit, Interview, ItemField, ItemId, Minutes, Outcome, Round, SessionKind,
    Status, Why, id::Id,
};
use cairn::planner::{Change, PlanDiff};

use super::support::*;

#[test]
fn replanning_an_unchanged_plan_changes_nothing() {
    for days in [3, 10, 28, 56, 90, 182] {
        for weekly in [ten_hours(), every_day(45), every_day(180)] {
            let plan = planned(&real(days, weekly), monday());
            check_settled(&plan, monday());
        }
    }
    let mut several = real(70, ten_hours());
    let on = monday().plus(21);
    several
        .interviews
        .put(Interview::new(Id::slug("a"), "Screen", Round::Screen, on));
    check_settled(&planned(&several, monday()), monday());
}

#[test]
fn after_a_day_done_as_planned_nothing_moves() {
    let mut plan = planned(&real(56, ten_hours()), monday());
    for n in 0..10 {
        let today = monday().plus(n);
        do_day(&mut plan, today);
        let tomorrow = today.plus(1);
        let schedule = quick(&plan, tomorrow);
        check(&plan, &schedule, tomorrow);
        let diff = PlanDiff::between(&plan, &schedule, tomorrow);
        let changed = diff.moved() + diff.removed() + diff.added();
        assert!(
            changed * 100 <= 6 * (diff.kept() + changed),
            "day {n}: {diff:#?}"
        );
        plan = with(&plan, &schedule, tomorrow);
        check_settled(&plan, tomorrow);
    }
}

#[test]
fn a_missed_day_comes_back_with_few_moves() {
    for (days, weekly) in [(56, ten_hours()), (42, every_day(90)), (120, ten_hours())] {
        let mut plan = planned(&real(days, weekly), monday());
        let pinned = plan
            .sessions
            .iter()
            .find(|s| s.on > monday().plus(4) && s.kind == SessionKind::Study)
            .map(|s| (s.id.clone(), s.on))
            .expect("a session");
        plan = plan
            .apply(&Edit::PinSession {
                session: pinned.0.clone(),
                pinned: true,
            })
            .expect("a pin");
        for n in 0..3 {
            do_day(&mut plan, monday().plus(n));
        }
        let today = monday().plus(4);
        let missed = plan.sessions.iter().filter(|s| s.is_missed(today)).count();
        assert!(missed > 0);
        let ahead = plan.sessions.iter().filter(|s| s.is_ahead(today)).count();
        let schedule = quick(&plan, today);
        check(&plan, &schedule, today);
        let diff = PlanDiff::between(&plan, &schedule, today);
        let gone = diff
            .changes()
            .iter()
            .filter(|c| matches!(c, Change::Removed { on, .. } if *on >= today))
            .count();
        let disturbed = diff.moved_ahead(today) + gone;
        assert!(
            disturbed * 100 <= ahead * 25,
            "{disturbed} of {ahead}: {diff:#?}"
        );
        let next = with(&plan, &schedule, today);
        assert_eq!(next.sessions.get(&pinned.0).map(|s| s.on), Some(pinned.1));
        assert!(!next.sessions.iter().any(|s| s.is_missed(today)));
        check_settled(&next, today);
    }
}

#[test]
fn a_session_that_moves_keeps_its_id() {
    let plan = planned(&small(vec![item("a", 1), item("b", 1)], 10), monday());
    let before = plan.sessions.iter().find(|s| s.item.as_str() == "a");
    let before = before.cloned().expect("a session");
    assert!(before.id.as_str().starts_with("a."));
    let off = plan
        .apply(&Edit::SetDay {
            on: before.on,
            minutes: Some(Minutes::ZERO),
        })
        .expect("a day off");
    let schedule = quick(&off, monday());
    check(&off, &schedule, monday());
    let after = schedule
        .sessions
        .iter()
        .find(|s| s.id == before.id)
        .expect("the same id");
    assert_eq!((&after.item, after.kind), (&before.item, before.kind));
    assert_ne!(after.on, before.on);
}

#[test]
fn new_ids_do_not_collide_with_the_log() {
    let mut plan = planned(&small(vec![item("a", 6)], 20), monday());
    let first = plan
        .sessions
        .iter()
        .find(|s| s.kind == SessionKind::Study)
        .cloned();
    finish(&mut plan, &first.expect("a session"));
    let grown = Edit::ChangeItem {
        item: Id::slug("a"),
        field: cairn::domain::ItemField::Estimate(Some(Minutes::hours(9))),
    };
    let plan = plan.apply(&grown).expect("an estimate");
    let next = planned(&plan, monday().plus(1));
    let done = next
        .sessions
        .iter()
        .filter(|s| s.outcome == Outcome::Done)
        .count();
    assert_eq!(done, 1);
    check_settled(&next, monday().plus(1));
}

#[test]
fn ids_of_long_items_stay_within_their_bytes() {
    let long = "x".repeat(120);
    let plan = planned(
        &small(vec![item(&long, 2), item(&long[..118], 2)], 20),
        monday(),
    );
    assert!(plan.sessions.len() > 2);
    check_settled(&plan, monday());
}

#[test]
fn a_begun_session_stays_and_its_rest_is_counted() {
    let plan = planned(&small(vec![item("a", 3)], 10), monday());
    let first = plan.sessions.iter().min_by_key(|s| (s.on, s.kind));
    let first = first.cloned().expect("a session");
    let today = first.on;
    let plan = plan
        .apply(&Edit::AddMinutes {
            session: first.id.clone(),
            minutes: Minutes(20),
        })
        .expect("minutes");
    let schedule = quick(&plan, today);
    check(&plan, &schedule, today);
    assert!(
        schedule
            .sessions
            .iter()
            .any(|s| s.id == first.id && s.on == today)
    );
    let sum: u32 = schedule
        .sessions
        .iter()
        .filter(|s| s.kind == SessionKind::Study)
        .map(|s| s.minutes.0)
        .sum();
    assert_eq!(sum, 180);
    check_settled(&with(&plan, &schedule, today), today);
}

#[test]
fn a_new_item_is_planned_and_little_else_moves() {
    let plan = planned(&real(250, every_day(120)), monday());
    let mut extra = item("mine", 1);
    extra.importance = 1;
    let plan = plan
        .apply(&Edit::AddItem(Box::new(extra)))
        .expect("an item");
    let schedule = quick(&plan, monday());
    check(&plan, &schedule, monday());
    let diff = PlanDiff::between(&plan, &schedule, monday());
    assert!(
        diff.changes()
            .iter()
            .any(|c| matches!(c, Change::Added { item, .. } if item.as_str() == "mine")),
        "{diff:#?}"
    );
    assert!(diff.moved() * 20 <= plan.sessions.len(), "{diff:#?}");
}

#[test]
fn more_time_is_used_and_less_time_is_respected() {
    let plan = planned(&real(56, ten_hours()), monday());
    let more = plan
        .apply(&Edit::SetWeekly(every_day(150)))
        .expect("a week");
    let next = planned(&more, monday());
    assert!(next.cuts.len() < plan.cuts.len());
    check_settled(&next, monday());
    let less = plan.apply(&Edit::SetWeekly(every_day(45))).expect("a week");
    let next = planned(&less, monday());
    assert!(next.cuts.len() > plan.cuts.len());
    check_settled(&next, monday());
}

#[test]
fn what_is_pinned_is_worked_round() {
    let mut plan = planned(&real(56, ten_hours()), monday());
    // Everything at once on one day, a review of something open, a mock, something on the interview's day and after.
    let some: Vec<_> = plan.sessions.iter().take(12).cloned().collect();
    for session in some {
        let edit = Edit::MoveSession {
            session: session.id.clone(),
            on: monday().plus(9),
        };
        plan = plan.apply(&edit).expect("a move");
    }
    let review = plan
        .sessions
        .iter()
        .find(|s| s.kind == SessionKind::Review && !s.pinned);
    let review = review.cloned().expect("a review");
    for (id, on) in [(review.id.clone(), 40), (review.id.clone(), 0)] {
        let edit = Edit::MoveSession {
            session: id,
            on: monday().plus(on),
        };
        plan = plan.apply(&edit).expect("a move");
        let next = planned(&plan, monday());
        check_settled(&next, monday());
    }
    for (n, (kind, on)) in [
        (SessionKind::Mock, 12),
        (SessionKind::Mock, 12),
        (SessionKind::Study, 56),
        (SessionKind::Study, 80),
        (SessionKind::Study, 20),
    ]
    .into_iter()
    .enumerate()
    {
        let mut by_hand = cairn::domain::Session::new(
            Id::slug(&format!("by-hand-{n}")),
            Id::slug("design.lyft"),
            kind,
            monday().plus(on),
            Minutes(500),
        );
        by_hand.pinned = true;
        plan = plan.apply(&Edit::AddSession(by_hand)).expect("a session");
    }
    let next = planned(&plan, monday());
    check_settled(&next, monday());
    assert!(
        next.sessions
            .iter()
            .filter(|s| s.pinned)
            .all(|s| s.why == Some(Why::You))
    );
}

#[test]
fn what_is_done_early_frees_its_time_quietly() {
    let plan = planned(&real(56, ten_hours()), monday());
    let at = cairn::domain::Moment::parse("2027-01-04T21:00:00").expect("a moment");
    let done = plan
        .apply(&Edit::SetStatus {
            item: Id::slug("algo.queues"),
            status: Status::Done,
            at,
        })
        .expect("done");
    let schedule = quick(&done, monday());
    check(&done, &schedule, monday());
    let diff = PlanDiff::between(&done, &schedule, monday());
    assert!(diff.moved() * 10 <= plan.sessions.len(), "{diff:#?}");
}

#[test]
fn depths_do_not_flutter() {
    let plan = planned(&real(56, ten_hours()), monday());
    // Ten minutes more on one day are no reason to study something else.
    let edit = Edit::SetDay {
        on: monday().plus(8),
        minutes: Some(Minutes(85)),
    };
    let wider = plan.apply(&edit).expect("a day");
    let diff = PlanDiff::between(&wider, &quick(&wider, monday()), monday());
    assert!(diff.is_empty(), "{diff:#?}");
    let lean = plan.items.iter().filter(|i| i.depth == Depth::Lean).count();
    assert!(lean > 0);
}

/// What was left out, kept at a depth as a must: it comes in, something else gives way, and the rest stays.
#[test]
fn what_is_asked_for_now_comes_in_and_little_gives_way() {
    let plan = planned(&real(56, ten_hours()), monday());
    let small = |id: &&ItemId| {
        let item = plan.items.get(id).expect("an item");
        let cut = plan.cuts.get(id).expect("a cut");
        cut.reason != CutReason::NotAsked && plan.effort_at(item, Depth::Core) < Minutes(200)
    };
    let left_out: Vec<&ItemId> = plan.cuts.keys().filter(small).collect();
    assert!(left_out.len() > 4, "an overfull plan leaves things out");
    for id in left_out.iter().step_by(3) {
        let edit = Edit::SetDepth {
            item: (*id).clone(),
            depth: Some(Depth::Core),
        };
        let must = Edit::ChangeItem {
            item: (*id).clone(),
            field: ItemField::Importance(5),
        };
        let asked = plan.apply(&edit).expect("a depth");
        let asked = asked.apply(&must).expect("an importance");
        let schedule = quick(&asked, monday());
        check(&asked, &schedule, monday());
        assert!(!schedule.cuts.contains(id), "{id} is not in");
        let diff = PlanDiff::between(&asked, &schedule, monday());
        let (gone, shown) = (diff.moved() + diff.removed(), plan.sessions.len());
        assert!(gone * 5 <= shown, "{id}: {gone} of {shown}");
        assert!(diff.newly_cut() <= 3, "{id}: {} left out", diff.newly_cut());
    }
}
