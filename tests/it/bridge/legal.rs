//! Schedules of the built-in path for many availabilities: legal, honest, the same every time.

use cairn::domain::{
    CutReason, Depth, Edit, Interview, Minutes, Round, SessionKind, Weekly, id::Id,
};
use cairn::planner::{Effort, schedule_plan};

use super::support::*;

#[test]
fn the_built_in_path_is_planned_legally_whatever_the_time() {
    let weeks: Vec<(&str, Weekly)> = vec![
        ("ten hours", ten_hours()),
        ("an hour a day", every_day(60)),
        ("a quarter of an hour", every_day(15)),
        (
            "odd minutes",
            Weekly::of_minutes([37, 52, 0, 61, 23, 143, 97].map(Minutes)),
        ),
        (
            "weekends",
            Weekly::of_minutes([0, 0, 0, 0, 0, 300, 300].map(Minutes)),
        ),
        ("full time", every_day(480)),
    ];
    for (name, weekly) in weeks {
        for days in [2, 7, 19, 56, 120, 250] {
            let plan = real(days, weekly.clone());
            let schedule = quick(&plan, monday());
            check(&plan, &schedule, monday());
            assert_eq!(schedule, quick(&plan, monday()), "{name}, {days} days");
        }
    }
}

#[test]
fn the_full_effort_is_legal_too_and_not_worse() {
    let plan = real(56, ten_hours());
    let full = schedule_plan(&plan, monday(), Effort::Full);
    check(&plan, &full, monday());
    let fast = quick(&plan, monday());
    assert!(full.verdict.cut <= fast.verdict.cut + 1);
}

#[test]
fn eight_weeks_of_ten_hours_give_a_sensible_mix() {
    let plan = real(56, ten_hours());
    let schedule = quick(&plan, monday());
    let of = |id: &str| match schedule.cuts.contains(&Id::slug(id)) {
        true => None,
        false => schedule.depths.get(&Id::slug(id)).copied(),
    };
    for id in [
        "algo.arrays",
        "algo.hash-tables",
        "topic.statistics",
        "design.url-shortener",
    ] {
        assert_eq!(of(id), Some(Depth::Core), "{id}");
    }
    for id in ["book.murphy", "book.rl"] {
        assert_eq!(of(id), None, "{id}");
    }
    for item in plan.items.iter().filter(|i| i.importance == 5) {
        assert!(of(item.id.as_str()).is_some(), "{} is a must", item.id);
    }
    assert!(!schedule.depths.values().any(|d| *d == Depth::Deep));
    assert!(!schedule.verdict.fits && schedule.verdict.cut > 0);
    let share = f64::from(schedule.verdict.planned.0) / f64::from(schedule.verdict.available.0);
    assert!((0.85..=1.0).contains(&share), "{share}");
}

#[test]
fn plenty_of_time_goes_deep_and_fits() {
    let plan = real(250, every_day(120));
    let schedule = quick(&plan, monday());
    check(&plan, &schedule, monday());
    assert!(schedule.verdict.fits, "{:?}", schedule.verdict);
    assert_eq!((schedule.verdict.cut, schedule.verdict.reduced), (0, 0));
    assert!(schedule.depths.values().any(|d| *d == Depth::Deep));
    let mocks = schedule.sessions.iter();
    let mocks: Vec<_> = mocks
        .filter(|s| s.kind == cairn::domain::SessionKind::Mock)
        .collect();
    assert!(!mocks.is_empty());
    assert!(mocks.iter().all(|s| s.on >= monday().plus(150)));
}

#[test]
fn more_time_never_prepares_less() {
    let worth = |days: i64, minutes: u32| -> i64 {
        let plan = real(days, every_day(minutes));
        let schedule = quick(&plan, monday());
        let worth = plan
            .items
            .iter()
            .filter(|i| !schedule.cuts.contains(&i.id))
            .map(|i| {
                let priority = [0, 1, 2, 3, 5, 8][usize::from(i.importance)];
                let step = i.step.as_ref().map_or(2, |s| Round::Onsite.usual_weight(s));
                let percent = match schedule.depths.get(&i.id) {
                    Some(Depth::Lean) => 55,
                    Some(Depth::Core) => 100,
                    Some(Depth::Deep) => 125,
                    None => 0,
                };
                priority * i64::from(step) * percent * i64::from(i.effort.core.0)
            });
        worth.sum()
    };
    for steps in [
        [30, 45, 60, 75, 90, 120, 150, 180]
            .map(|m| worth(56, m))
            .to_vec(),
        [14, 21, 28, 42, 56, 84, 112, 168]
            .map(|d| worth(d, 75))
            .to_vec(),
    ] {
        for pair in steps.windows(2) {
            assert!(pair[1] * 1_000 >= pair[0] * 995, "{steps:?}");
        }
    }
}

#[test]
fn what_the_user_fixed_is_kept() {
    let mut plan = real(56, ten_hours());
    for (id, depth) in [
        ("algo.greedy", Depth::Deep),
        ("topic.statistics", Depth::Lean),
    ] {
        let edit = Edit::SetDepth {
            item: Id::slug(id),
            depth: Some(depth),
        };
        plan = plan.apply(&edit).expect("a depth");
    }
    let schedule = quick(&plan, monday());
    check(&plan, &schedule, monday());
    assert!(!schedule.depths.contains_key(&Id::slug("topic.statistics")));
    let whole = |id: &str| -> u32 {
        let all = schedule.sessions.iter();
        all.filter(|s| s.item == Id::slug(id) && s.kind == cairn::domain::SessionKind::Study)
            .map(|s| s.minutes.0)
            .sum()
    };
    assert_eq!(whole("topic.statistics"), 360);
    assert!([0, 420].contains(&whole("algo.greedy")));
}

#[test]
fn each_of_several_interviews_pulls_its_own_steps_forward() {
    let mut plan = real(70, ten_hours());
    let on = monday().plus(21);
    plan.interviews.put(Interview::new(
        Id::slug("coding"),
        "Coding",
        Round::Coding,
        on,
    ));
    let schedule = quick(&plan, monday());
    check(&plan, &schedule, monday());
    let before: Vec<_> = schedule.sessions.iter().filter(|s| s.on < on).collect();
    let coding: u32 = before
        .iter()
        .filter(|s| s.item.as_str().starts_with("algo."))
        .map(|s| s.minutes.0)
        .sum();
    let all: u32 = before.iter().map(|s| s.minutes.0).sum();
    assert!(coding * 10 > all * 6, "{coding} of {all}");
    assert!(schedule.sessions.iter().all(|s| s.on != on));
}

#[test]
fn an_interview_asks_only_for_its_steps() {
    let mut plan = real(56, every_day(180));
    plan.interviews.put(Interview::new(
        Id::slug("onsite"),
        "Coding",
        Round::Coding,
        monday().plus(56),
    ));
    let schedule = quick(&plan, monday());
    check(&plan, &schedule, monday());
    let papers = schedule
        .cuts
        .get(&Id::slug("paper.gpt-3"))
        .map(|c| c.reason.clone());
    assert_eq!(papers, Some(CutReason::NotAsked));
    assert!(schedule.verdict.fits, "{:?}", schedule.verdict);
}

#[test]
fn what_there_is_to_do_is_begun_at_once() {
    let plan = planned(&small(vec![item("a", 4), item("b", 3)], 30), monday());
    let first = plan.sessions.iter().map(|s| s.on).min();
    let study = plan
        .sessions
        .iter()
        .filter(|s| s.kind == SessionKind::Study);
    let last = study.map(|s| s.on).max();
    assert!(first <= Some(monday().plus(2)), "{first:?}");
    assert!(last <= Some(monday().plus(10)), "{last:?}");
}
