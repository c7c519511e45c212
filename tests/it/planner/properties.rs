//! Random problems: legal by the independent checker, honest, complete, the same twice and in whatever order the items
//! come, and at rest: planning a plan's own output anew moves nothing.
//!
//! Seen to fail when a day takes a minute too much, when a dropped item is not named, when a review is put on the day of
//! the study, when ties are broken by the place in the list, and when a replan forgets the plan before. Fast share: seeds
//! 0 … 119 with up to 12 items, quick, the order and the rest of every tenth. The whole: seeds 10,000 … 11,199 with up
//! to 500 items, quick, every twentieth in full, too.

use std::collections::BTreeSet;

use cairn::planner::{Effort, Problem, Schedule, SessionKind, schedule, schedule_with};

use super::{changes, checker, generator, instance};

fn text(problem: &Problem, plan: &Schedule) -> String {
    instance::write_plan(problem, plan).to_string()
}

/// Legal by the checker, and nothing is lost.
fn legal(name: &str, problem: &Problem, effort: Effort) -> Schedule {
    assert_eq!(problem.check(), Ok(()), "{name}");
    let plan = schedule(problem, effort);
    let report = checker::check(problem, &plan);
    assert!(
        report.violations.is_empty(),
        "{name}: {:?}",
        report.violations
    );
    assert!(plan.finished, "{name}");
    nothing_is_lost(name, problem, &plan);
    plan
}

/// Every property of one problem at one effort.
fn holds(name: &str, problem: &Problem, effort: Effort, seed: u64) {
    let name = format!("{name} {effort:?}");
    let plan = legal(&name, problem, effort);
    assert_eq!(
        plan,
        schedule(problem, effort),
        "{name}: not the same twice"
    );
    let other = changes::permuted(problem, seed);
    let permuted = schedule(&other, effort);
    assert_eq!(
        text(problem, &plan),
        text(&other, &permuted),
        "{name}: order matters"
    );
    at_rest(&name, problem, &plan, effort);
}

/// Planned and dropped make all: whatever has value is planned whole and in time, or it is named.
fn nothing_is_lost(name: &str, problem: &Problem, plan: &Schedule) {
    let dropped: BTreeSet<usize> = plan.verdict.dropped.iter().map(|d| d.item).collect();
    assert_eq!(
        dropped.len(),
        plan.verdict.dropped.len(),
        "{name}: named twice"
    );
    let (mut planned, mut minutes) = (0, 0_i64);
    for (i, item) in problem.items.iter().enumerate() {
        let left = (item.estimate - item.done).max(0);
        let sum: i32 = plan
            .sessions
            .iter()
            .filter(|s| s.item == i && s.kind != SessionKind::Review)
            .map(|s| s.minutes)
            .sum();
        minutes += i64::from(sum);
        let wanted = left > 0 && item.value.iter().any(|&v| v > 0);
        if wanted && !dropped.contains(&i) {
            assert_eq!(
                sum, left,
                "{name}: {} is neither planned nor named",
                item.id
            );
            planned += 1;
        }
        assert!(
            wanted || !dropped.contains(&i),
            "{name}: {} was not wanted",
            item.id
        );
    }
    let wanted = problem.items.iter();
    let wanted = wanted.filter(|i| i.estimate > i.done && i.value.iter().any(|&v| v > 0));
    assert_eq!(planned + dropped.len(), wanted.count(), "{name}");
    let reviews = plan
        .sessions
        .iter()
        .filter(|s| s.kind == SessionKind::Review);
    minutes += reviews.map(|s| i64::from(s.minutes)).sum::<i64>();
    assert_eq!(minutes, i64::from(plan.verdict.planned_minutes), "{name}");
    assert_eq!(plan.verdict.fits, dropped.is_empty(), "{name}");
}

/// Nothing of the plan moves when it is planned anew, and the second time nothing changes at all.
fn at_rest(name: &str, problem: &Problem, plan: &Schedule, effort: Effort) {
    let again = changes::shown(problem, plan);
    let second = schedule(&again, effort);
    let report = checker::check(&again, &second);
    assert!(
        report.violations.is_empty(),
        "{name}, again: {:?}",
        report.violations
    );
    assert_eq!(
        report.moved.0, 0,
        "{name}: {} of {} moved",
        report.moved.0, report.moved.1
    );
    let third = schedule(&changes::shown(problem, &second), effort);
    assert_eq!(
        text(problem, &second),
        text(problem, &third),
        "{name}: never at rest"
    );
}

#[test]
fn a_hundred_random_problems() {
    for seed in 0..120 {
        let problem = generator::problem(seed, 12);
        let name = format!("seed {seed}");
        match seed % 10 {
            0 => holds(&name, &problem, Effort::Quick, seed),
            _ => drop(legal(&name, &problem, Effort::Quick)),
        }
    }
}

#[test]
#[ignore = "minutes without optimisation: cargo test --release -- --ignored"]
fn twelve_hundred_random_problems() {
    for seed in 10_000..11_200 {
        let problem = generator::problem(seed, 500);
        let name = format!("seed {seed}");
        holds(&name, &problem, Effort::Quick, seed);
        if seed % 20 == 0 {
            holds(&name, &problem, Effort::Full, seed);
        }
    }
}

#[test]
fn a_cancelled_run_is_legal_and_says_so() {
    for seed in 2000..2020 {
        let problem = generator::problem(seed, 60);
        let calls = std::cell::Cell::new(0);
        let stop = || {
            calls.set(calls.get() + 1);
            calls.get() > (seed - 2000) * 3
        };
        let plan = schedule_with(&problem, Effort::Full, &stop);
        let report = checker::check(&problem, &plan);
        assert!(
            report.violations.is_empty(),
            "seed {seed}: {:?}",
            report.violations
        );
        nothing_is_lost(&format!("seed {seed}"), &problem, &plan);
    }
    let problem = generator::problem(2003, 60);
    assert!(!schedule_with(&problem, Effort::Full, &|| true).finished);
}
