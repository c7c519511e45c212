//! Replanning: what need not move stays.

use cairn::planner::{Effort, Problem, Schedule, Session, schedule};

use super::{checker, instances};

/// The same problem with `plan` as the plan shown before.
fn after(problem: &Problem, plan: &Schedule) -> Problem {
    let mut next = problem.clone();
    next.previous = plan
        .sessions
        .iter()
        .map(|s| Session {
            item: s.item,
            kind: s.kind,
            day: s.day,
            minutes: s.minutes,
        })
        .collect();
    next
}

#[test]
fn replanning_with_nothing_changed_moves_nothing() {
    for (name, problem, _) in instances::public() {
        let plan = schedule(&problem, Effort::Quick);
        let next = after(&problem, &plan);
        let again = schedule(&next, Effort::Quick);
        assert!(checker::check(&next, &again).violations.is_empty());
        assert_eq!(again.score.moved_sessions.0, 0, "{name}");
    }
}
