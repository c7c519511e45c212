//! Quick replans of the public instances: nothing, a day done, a day missed. All kinds of change, generated problems and
//! the full effort are in `stability`.

use cairn::planner::{Effort, Problem, Schedule, schedule};

use super::{changes, checker, instances};

fn sound(name: &str, problem: &Problem) -> Schedule {
    assert_eq!(problem.check(), Ok(()), "{name}");
    let plan = schedule(problem, Effort::Quick);
    let report = checker::check(problem, &plan);
    assert!(
        report.violations.is_empty(),
        "{name}: {:?}",
        report.violations
    );
    plan
}

#[test]
fn replanning_with_nothing_changed_moves_nothing() {
    for (name, problem, _) in instances::public() {
        let plan = schedule(&problem, Effort::Quick);
        let again = sound(&name, &changes::shown(&problem, &plan));
        assert_eq!(again.score.moved_sessions.0, 0, "{name}");
    }
}

#[test]
fn a_day_done_as_planned_moves_next_to_nothing() {
    for (name, problem, _) in instances::public() {
        let plan = schedule(&problem, Effort::Quick);
        let Some(next) = changes::next_day(&problem, &plan, true) else {
            continue;
        };
        let (gone, shown) = sound(&name, &next).score.moved_sessions;
        assert!(gone * 100 <= shown * 6, "{name}: {gone} of {shown}");
    }
}

#[test]
fn a_missed_day_moves_little() {
    for (name, problem, _) in instances::public() {
        let plan = schedule(&problem, Effort::Quick);
        let Some(next) = changes::next_day(&problem, &plan, false) else {
            continue;
        };
        let (gone, shown) = sound(&name, &next).score.moved_sessions;
        assert!(gone * 100 <= shown * 20, "{name}: {gone} of {shown}");
    }
}
