//! Random problems: always legal by the independent checker, honest and deterministic.

use cairn::planner::{Effort, schedule, schedule_with};

use super::{checker, generator, instances};

#[test]
fn random_problems_get_legal_plans() {
    let quick = (0..300).map(|seed| (seed, if seed % 15 == 0 { 500 } else { 30 }));
    for (seed, most) in quick {
        let problem = generator::problem(seed, most);
        assert_eq!(problem.check(), Ok(()), "seed {seed}");
        if seed % 6 == 0 {
            instances::assert_sound(&format!("seed {seed}"), &problem, Effort::Quick);
            continue;
        }
        let plan = schedule(&problem, Effort::Quick);
        let report = checker::check(&problem, &plan);
        assert!(
            report.violations.is_empty(),
            "seed {seed}: {:?}",
            report.violations
        );
    }
}

#[test]
fn random_problems_get_legal_full_plans() {
    for seed in 1000..1003 {
        let problem = generator::problem(seed, 12);
        let plan = schedule(&problem, Effort::Full);
        let report = checker::check(&problem, &plan);
        assert!(
            report.violations.is_empty(),
            "seed {seed}: {:?}",
            report.violations
        );
    }
}

#[test]
#[ignore = "minutes without optimisation: cargo test --release -- --ignored"]
fn a_thousand_random_problems_get_legal_plans() {
    for seed in 10_000..11_000 {
        let problem = generator::problem(seed, 500);
        instances::assert_sound(&format!("seed {seed}"), &problem, Effort::Quick);
        if seed % 10 == 0 {
            instances::assert_sound(&format!("seed {seed}"), &problem, Effort::Full);
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
    }
    let problem = generator::problem(2003, 60);
    assert!(!schedule_with(&problem, Effort::Full, &|| true).finished);
}
