//! Depth, taper and rhythm of schedules: never below what the user fixed, no must left out beside thorough niceties, no
//! new material at the very end, little of it in the last week where there is room, mocks late, each interview its own.
//!
//! Over the built-in path in many frames and random plans. Seen to fail when depths are given out by minutes alone, when
//! the last day is treated like any other, when mocks may be held from the first day on, and when all interviews count
//! for everything.

use cairn::domain::id::Id;
use cairn::domain::{
    CutReason, Day, Depth, Edit, Interview, Item, Minutes, Plan, PlanIndex, Round, Schedule,
    SessionKind, Status,
};

use super::support::*;
use crate::support::study;

/// The built-in path in many frames.
fn frames() -> Vec<(String, Plan)> {
    let mut all = Vec::new();
    for days in [14, 28, 56, 90, 182] {
        for (name, weekly) in [
            ("10 h", ten_hours()),
            ("1 h", every_day(60)),
            ("3 h", every_day(180)),
        ] {
            all.push((format!("built-in, {days} days, {name}"), real(days, weekly)));
        }
    }
    all
}

fn few() -> Vec<(String, Plan)> {
    let random = (0..20).map(|seed| (format!("seed {seed}"), study::plan(seed)));
    frames().into_iter().step_by(2).chain(random).collect()
}

fn many() -> Vec<(String, Plan)> {
    let random = (1_000..1_400).map(|seed| (format!("seed {seed}"), study::plan(seed)));
    frames().into_iter().chain(random).collect()
}

/// Everything below for one plan.
fn look(name: &str, plan: &Plan) -> Vec<String> {
    let schedule = quick(plan, monday());
    check(plan, &schedule, monday());
    let mut faults = Vec::new();
    fixed_depths(plan, &schedule, &mut faults);
    musts_first(plan, &schedule, &mut faults);
    last_days(plan, &schedule, &mut faults);
    late_mocks(plan, &schedule, &mut faults);
    faults
        .into_iter()
        .map(|fault| format!("{name}: {fault}"))
        .collect()
}

fn asked<'a>(plan: &'a Plan, item: &Item) -> Vec<&'a Interview> {
    let all = plan.interviews_in_order().into_iter();
    let by = |i: &&Interview| {
        i.on > monday() && item.step.as_ref().is_none_or(|step| i.weight(step) > 0)
    };
    all.filter(by).collect()
}

/// What the user fixed is studied at that depth and not a minute less, or not at all.
fn fixed_depths(plan: &Plan, schedule: &Schedule, faults: &mut Vec<String>) {
    let index = PlanIndex::new(plan);
    for item in plan
        .items
        .iter()
        .filter(|i| i.depth_fixed && i.status.is_open())
    {
        if schedule
            .depths
            .get(&item.id)
            .is_some_and(|d| *d != item.depth)
        {
            faults.push(format!("{} was fixed at {:?}", item.id, item.depth));
        }
        let own = |s: &&cairn::domain::Session| s.item == item.id && s.kind == SessionKind::Study;
        let planned: Minutes = schedule
            .sessions
            .iter()
            .filter(own)
            .map(|s| s.minutes)
            .sum();
        let wanted = plan
            .effort(item)
            .saturating_sub(index.item(&item.id).studied);
        if planned > Minutes::ZERO && planned < wanted {
            faults.push(format!("{}: {planned:?} of {wanted:?}", item.id));
        }
    }
}

/// No item of importance 5 is left out for want of time while one of 1 or 2 is studied deeply.
fn musts_first(plan: &Plan, schedule: &Schedule, faults: &mut Vec<String>) {
    let days = |item: &Item| {
        let last = asked(plan, item).last().map(|i| i.on);
        last.map_or(0, |on| {
            monday()
                .until(on)
                .map(|d| plan.availability.minutes(d).0)
                .sum::<u32>()
        })
    };
    let lean = |item: &Item| plan.effort_at(item, Depth::Lean).0;
    let left_out = plan.items.iter().find(|item| {
        let cut = schedule.cuts.get(&item.id).map(|cut| &cut.reason);
        let for_time = matches!(cut, Some(CutReason::NoTime | CutReason::NoReview));
        item.importance == 5 && for_time && lean(item) * 4 <= days(item)
    });
    let deep = plan.items.iter().find(|item| {
        let chosen = schedule.depths.get(&item.id) == Some(&Depth::Deep);
        let differs = plan.effort_at(item, Depth::Deep) > plan.effort_at(item, Depth::Core);
        let planned = schedule.sessions.iter().any(|s| s.item == item.id);
        item.importance <= 2 && !item.depth_fixed && chosen && differs && planned
    });
    if let (Some(out), Some(deep)) = (left_out, deep) {
        faults.push(format!("{} is left out, {} is deep", out.id, deep.id));
    }
}

/// Nothing new on the last day before any interview; where at least a quarter of the time is not needed, at most half of
/// the last week before the last one is new material, in plans of four weeks and more (with another interview in the last
/// fortnight there is no such week).
fn last_days(plan: &Plan, schedule: &Schedule, faults: &mut Vec<String>) {
    let study = |s: &&cairn::domain::Session| s.kind == SessionKind::Study && !s.pinned;
    for interview in plan.interviews.iter().filter(|i| i.on > monday()) {
        let eve = interview.on.plus(-1);
        if schedule.sessions.iter().filter(study).any(|s| s.on == eve) {
            faults.push(format!("new material on the eve of {}", interview.name));
        }
    }
    let last = plan.last_day().unwrap_or(monday());
    let room = schedule.verdict.planned.0 * 4 <= schedule.verdict.available.0 * 3;
    let others = plan.interviews.iter().filter(|i| i.on < last);
    let close = others
        .map(|i| i.on)
        .max()
        .is_some_and(|on| last.since(on) < 14);
    if !room || close || last.since(monday()) < 28 {
        return;
    }
    let week = |s: &&cairn::domain::Session| s.on >= last.plus(-7) && s.on < last;
    let sum = |only: bool| -> u32 {
        let all = schedule.sessions.iter().filter(week);
        all.filter(|s| !only || study(s)).map(|s| s.minutes.0).sum()
    };
    let (new, all) = (sum(true), sum(false));
    if new * 2 > all {
        faults.push(format!(
            "{new} of {all} minutes of the last week are new material"
        ));
    }
}

/// No mock before 60 % of the way to the last interview.
fn late_mocks(plan: &Plan, schedule: &Schedule, faults: &mut Vec<String>) {
    let days = plan.last_day().map_or(0, |last| last.since(plan.start_on));
    let from = plan.start_on.plus(days * 3 / 5);
    for s in schedule
        .sessions
        .iter()
        .filter(|s| s.kind == SessionKind::Mock && !s.pinned)
    {
        if s.on < from {
            faults.push(format!("a mock on {}, before {from}", s.on));
        }
    }
}

#[test]
fn depth_and_rhythm_hold() {
    let faults: Vec<String> = few()
        .iter()
        .flat_map(|(name, plan)| look(name, plan))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
#[ignore = "minutes without optimisation: cargo test --release -- --ignored"]
fn depth_and_rhythm_hold_for_four_hundred_plans() {
    let plans = many();
    let faults: Vec<String> = plans
        .iter()
        .flat_map(|(name, plan)| look(name, plan))
        .collect();
    println!("{} plans, {} faults", plans.len(), faults.len());
    // A little over half of the last week may be new material in one plan of a hundred; nothing else is forgiven.
    let (week, other): (Vec<_>, Vec<_>) = faults.iter().partition(|f| f.contains("last week"));
    assert!(other.is_empty(), "{other:#?}");
    assert!(week.len() * 100 <= plans.len(), "{week:#?}");
}

#[test]
fn mocks_are_held_where_there_is_time() {
    for weekly in [every_day(120), every_day(180)] {
        let schedule = quick(&real(84, weekly), monday());
        let mocks = schedule
            .sessions
            .iter()
            .filter(|s| s.kind == SessionKind::Mock);
        assert!(mocks.count() >= 2);
    }
}

/// With time to spare the last week before the onsite is reviews and mocks alone, and there is some of it every other day.
#[test]
fn a_roomy_plan_ends_in_reviews_and_mocks() {
    let plan = real(250, every_day(120));
    let schedule = quick(&plan, monday());
    let last = monday().plus(250);
    let week: Vec<_> = schedule
        .sessions
        .iter()
        .filter(|s| s.on >= last.plus(-7))
        .collect();
    assert!(
        week.iter().all(|s| s.kind != SessionKind::Study),
        "{week:?}"
    );
    let days: std::collections::BTreeSet<Day> = week.iter().map(|s| s.on).collect();
    assert!(days.len() >= 4, "{days:?}");
}

/// What an early interview asks for most is ready before it: no less of it than without that interview, and mostly it,
/// or nearly all of it.
#[test]
fn several_interviews_pull_their_own_steps_forward() {
    for (round, heart) in [
        (Round::Coding, &["algorithms"][..]),
        (Round::Design, &["design"]),
        (Round::MlTheory, &["fundamentals", "papers", "books"]),
    ] {
        let alone = real(84, ten_hours());
        let on = monday().plus(28);
        let mut both = alone.clone();
        both.interviews
            .put(Interview::new(Id::slug("early"), "Early", round, on));
        // How much of the heart of the interview is studied and recalled before the day, how much of anything is, and
        // how much of the heart ever is: minutes.
        let before = |plan: &Plan| -> (u32, u32, u32) {
            let schedule = quick(plan, monday());
            check(plan, &schedule, monday());
            let (mut own, mut all, mut ever) = (0, 0, 0);
            for item in plan.items.iter() {
                let of = |kind| {
                    let sessions = schedule.sessions.iter();
                    sessions.filter(move |s| s.item == item.id && s.kind == kind)
                };
                let study: u32 = of(SessionKind::Study).map(|s| s.minutes.0).sum();
                let end = of(SessionKind::Study).map(|s| s.on).max();
                let recalled = of(SessionKind::Review).any(|r| Some(r.on) > end && r.on < on);
                let step = item.step.as_ref().map_or("", |step| step.as_str());
                let (ready, heart) = (u32::from(recalled), u32::from(heart.contains(&step)));
                own += ready * heart * study;
                all += ready * study;
                ever += heart * study;
            }
            (own, all, ever)
        };
        let (alone, both) = (before(&alone), before(&both));
        assert!(both.0 >= alone.0, "{round:?}: {both:?} against {alone:?}");
        let mostly = both.0 * 2 >= both.1 || both.0 * 10 >= both.2 * 7;
        assert!(mostly, "{round:?}: {both:?}");
    }
}

/// While two steps of the path or more are still open, most weeks hold some of each of two: topics are interleaved, not
/// studied in blocks. The first two weeks lay foundations and do not count.
#[test]
fn weeks_mix_the_steps_of_the_path() {
    for (name, plan) in frames() {
        let schedule = quick(&plan, monday());
        let step = |s: &&cairn::domain::Session| {
            let item = plan.items.get(&s.item).expect("an item");
            plan.step_number(item.step.as_ref())
        };
        let week = |s: &&cairn::domain::Session| s.on.since(monday()) / 7;
        let study = || {
            let all = schedule.sessions.iter();
            all.filter(|s| s.kind == SessionKind::Study)
        };
        let steps_of = |from: i64, to: i64| -> std::collections::BTreeSet<u32> {
            let within = study().filter(|s| (from..=to).contains(&week(s)));
            within.map(|s| step(&s)).collect()
        };
        let last = study().map(|s| week(&s)).max().unwrap_or(0);
        let open: Vec<i64> = (2..=last)
            .filter(|&w| !steps_of(w, w).is_empty() && steps_of(w, last).len() > 1)
            .collect();
        let mixed = open.iter().filter(|&&w| steps_of(w, w).len() > 1).count();
        assert!(
            mixed * 3 >= open.len() * 2,
            "{name}: {mixed} of {}",
            open.len()
        );
    }
}

/// A must that there is no time for is taken in again as soon as there is.
#[test]
fn depth_gives_way_before_a_must_does() {
    let mut plan = real(28, ten_hours());
    let nice: Vec<_> = plan
        .items
        .iter()
        .filter(|i| i.importance <= 2)
        .map(|i| i.id.clone())
        .collect();
    for item in nice.into_iter().take(4) {
        let edit = Edit::SetDepth {
            item,
            depth: Some(Depth::Deep),
        };
        plan = plan.apply(&edit).expect("a depth");
    }
    let schedule = quick(&plan, monday());
    check(&plan, &schedule, monday());
    let musts = plan
        .items
        .iter()
        .filter(|i| i.importance == 5 && i.status == Status::ToDo);
    let out: Vec<_> = musts
        .filter(|i| schedule.cuts.contains(&i.id))
        .map(|i| &i.id)
        .collect();
    assert!(out.is_empty(), "{out:?}");
}
