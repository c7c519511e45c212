//! The public instances: legal, honest, repeatable, and near the best known values.

use cairn::planner::{Effort, Problem, Schedule, schedule};
use serde_json::Value;

use super::{checker, instance};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/planner");

/// All public instances with what is known about them.
pub fn public() -> Vec<(String, Problem, Value)> {
    let optima = instance::load(&format!("{FOLDER}/optima.json")).unwrap();
    let all: Vec<_> = optima
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, best)| {
            let value = instance::load(&format!("{FOLDER}/{name}.json")).unwrap();
            (
                name.clone(),
                instance::read_problem(&value).unwrap(),
                best.clone(),
            )
        })
        .collect();
    assert_eq!(all.len(), 20);
    all
}

/// The problem with its items in reverse order.
fn reversed(problem: &Problem) -> Problem {
    let last = problem.items.len().wrapping_sub(1);
    let mut other = problem.clone();
    other.items.reverse();
    for item in &mut other.items {
        for p in &mut item.prerequisites {
            *p = last - *p;
        }
        item.prerequisites.reverse();
    }
    for session in other.pins.iter_mut().chain(&mut other.previous) {
        session.item = last - session.item;
    }
    other.pins.reverse();
    other.previous.reverse();
    other
}

fn text(problem: &Problem, plan: &Schedule) -> String {
    instance::write_plan(problem, plan).to_string()
}

/// Legal, honest, the same twice and for permuted input.
pub fn assert_sound(name: &str, problem: &Problem, effort: Effort) -> Schedule {
    let plan = schedule(problem, effort);
    let report = checker::check(problem, &plan);
    assert!(
        report.violations.is_empty(),
        "{name} {effort:?}: {:?}",
        report.violations
    );
    let other = reversed(problem);
    let again = schedule(&other, effort);
    assert_eq!(
        text(problem, &plan),
        text(&other, &again),
        "{name} {effort:?}: order of input matters"
    );
    plan
}

#[test]
fn quick_plans_are_legal_honest_repeatable_and_explained() {
    for (name, problem, _) in public() {
        let plan = assert_sound(&name, &problem, Effort::Quick);
        reasons_are_given(&plan);
    }
}

/// The rule for the fast set: full effort only on the smallest; `cargo test -- --ignored` does the rest.
fn small(name: &str) -> bool {
    name == "t06-pins"
}

#[test]
fn full_plans_are_legal_and_honest() {
    full_plans(small);
}

#[test]
#[ignore = "minutes without optimisation: cargo test --release -- --ignored"]
fn all_full_plans_are_legal_and_honest() {
    full_plans(|_| true);
}

fn full_plans(chosen: impl Fn(&str) -> bool) {
    for (name, problem, best) in public().into_iter().filter(|p| chosen(&p.0)) {
        let plan = assert_sound(&name, &problem, Effort::Full);
        let report = checker::check(&problem, &plan);
        assert!(
            report.violations.is_empty(),
            "{name}: {:?}",
            report.violations
        );
        let bound = best["z1_bound"].as_i64().unwrap();
        assert!(
            report.z1 <= bound,
            "{name}: {} beats the proven bound {bound}",
            report.z1
        );
    }
}

fn reasons_are_given(plan: &Schedule) {
    for session in &plan.sessions {
        let pinned = session.reason == cairn::planner::Reason::PinnedByYou;
        assert_eq!(pinned, session.pinned);
    }
    for dropped in &plan.verdict.dropped {
        assert!(!dropped.interviews.is_empty());
    }
}
