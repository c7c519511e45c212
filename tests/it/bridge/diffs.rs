//! What a preview says before a schedule is applied, what was missed, and what it would take to keep something.

use cairn::domain::{Depth, Edit, Minutes, id::Id};
use cairn::planner::verdict::to_keep;
use cairn::planner::{Change, PlanDiff, missed_summary};

use super::support::*;

#[test]
fn the_first_schedule_only_adds() {
    let plan = real(56, ten_hours());
    let schedule = quick(&plan, monday());
    let diff = PlanDiff::between(&plan, &schedule, monday());
    assert_eq!(diff.added(), schedule.sessions.len());
    assert!(diff.moved() == 0 && diff.removed() == 0 && diff.kept() == 0);
    assert_eq!(diff.newly_cut(), schedule.cuts.len());
    assert!(diff.depth_changes() > 0 && !diff.is_empty());
}

#[test]
fn a_day_off_moves_what_was_on_it() {
    let plan = planned(&small(vec![item("a", 2), item("b", 2)], 20), monday());
    let on = plan.sessions.iter().map(|s| s.on).min().expect("sessions");
    let edit = Edit::SetDay {
        on,
        minutes: Some(Minutes::ZERO),
    };
    let off = plan.apply(&edit).expect("a day off");
    let schedule = quick(&off, monday());
    let diff = PlanDiff::between(&off, &schedule, monday());
    assert!(
        diff.changes()
            .iter()
            .any(|c| matches!(c, Change::Moved { from, .. } if *from == on))
    );
    assert!(diff.added() == 0 && diff.removed() == 0, "{diff:#?}");
    let total = diff.kept() + diff.moved() + diff.resized();
    assert_eq!(total, schedule.sessions.len());
    assert_eq!(diff.moved_ahead(monday()), diff.moved());
}

#[test]
fn what_was_missed_is_told_by_day() {
    let plan = planned(&small(vec![item("a", 4)], 20), monday());
    assert_eq!(missed_summary(&plan, monday()).count(), 0);
    let first = plan.sessions.iter().map(|s| s.on).min().expect("sessions");
    let today = first.plus(1);
    let missed = missed_summary(&plan, today);
    assert!(missed.count() > 0);
    assert_eq!(missed.total, missed.minutes.values().copied().sum());
    assert!(missed.days.keys().all(|day| *day < today));
}

#[test]
fn what_it_takes_to_keep_something_is_told() {
    let plan = planned(&real(56, ten_hours()), monday());
    let murphy = Id::slug("book.murphy");
    assert!(plan.cuts.contains(&murphy));
    let keep = to_keep(&plan, monday(), &murphy, Depth::Core).expect("an answer");
    assert!(
        keep.minutes > Minutes::hours(4) && keep.minutes <= Minutes(610),
        "{keep:?}"
    );
    assert!(keep.days == 55 && keep.per_day >= Minutes(5) && keep.per_day <= Minutes(15));
    assert_eq!(to_keep(&plan, monday(), &murphy, Depth::Lean), None);
}
