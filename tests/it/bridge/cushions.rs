//! Cushions: time there before a date less time still needed by then.

use cairn::domain::{Interview, Minutes, Round, Step, id::Id};
use cairn::planner::Cushions;

use super::support::*;

#[test]
fn ten_hours_with_six_of_its_own_leave_four_and_a_task_due_before_takes_two() {
    let plan = small(vec![item("a", 6)], 10);
    let cushions = Cushions::new(&plan, monday());
    assert_eq!(cushions.item(&Id::slug("a")), Some(4 * 60));
    assert_eq!(cushions.whole, Some(4 * 60));

    // Another interview, earlier, that asks for something else.
    let mut plan = small(Vec::new(), 10);
    for (id, hours) in [("early", 2), ("late", 6)] {
        plan.steps.put(Step::new(Id::slug(id), 1, id));
        let mut item = item(id, hours);
        item.step = Some(Id::slug(id));
        plan.items.put(item);
    }
    let mut first = Interview::new(Id::slug("first"), "First", Round::Screen, monday().plus(5));
    first.weights.insert(Id::slug("late"), 0);
    plan.interviews.put(first);
    let mut second = Interview::new(
        Id::slug("onsite"),
        "Onsite",
        Round::Onsite,
        monday().plus(11),
    );
    second.weights.insert(Id::slug("early"), 0);
    plan.interviews.put(second);
    let cushions = Cushions::new(&plan, monday());
    // Ten hours in eleven days: the first interview's day takes no study.
    assert_eq!(cushions.items[&Id::slug("late")], 2 * 60);
    assert_eq!(cushions.items[&Id::slug("early")], 3 * 60);
    assert_eq!(cushions.interviews[&Id::slug("first")], 3 * 60);
    assert_eq!(cushions.interviews[&Id::slug("onsite")], 2 * 60);
    assert_eq!(cushions.steps[&Id::slug("late")], 2 * 60);
    assert_eq!(cushions.whole, Some(2 * 60));
}

#[test]
fn too_much_work_is_a_negative_cushion_until_it_is_cut() {
    let plan = small(vec![item("a", 30), item("b", 2)], 10);
    let cushions = Cushions::new(&plan, monday());
    assert_eq!(cushions.whole, Some(-22 * 60));
    let plan = planned(&plan, monday());
    let cushions = Cushions::new(&plan, monday());
    // Ten hours, less the two of “b” and its two reviews of ten minutes.
    assert_eq!(cushions.whole, Some(8 * 60 - 2 * 10));
    assert_eq!(cushions.items[&Id::slug("a")], -20 * 60);
}

#[test]
fn what_it_builds_on_counts() {
    let mut plan = small(vec![item("a", 3), item("b", 2)], 10);
    link(&mut plan, "b", "a");
    let cushions = Cushions::new(&plan, monday());
    assert_eq!(cushions.items[&Id::slug("a")], 7 * 60);
    assert_eq!(cushions.items[&Id::slug("b")], 5 * 60);
}

#[test]
fn without_an_interview_there_is_none() {
    let mut plan = small(vec![item("a", 3)], 10);
    plan.interviews = Default::default();
    assert_eq!(Cushions::new(&plan, monday()), Cushions::default());
    let time = cairn::planner::cushion::time_before(&plan, monday(), monday().plus(3));
    assert_eq!(time, Minutes::hours(3));
}

/// What an item or a step may grow by is never more than its interview has to spare.
#[test]
fn one_item_has_no_more_to_spare_than_its_interview() {
    let plan = small(vec![item("a", 6), item("b", 2)], 10);
    let cushions = Cushions::new(&plan, monday());
    assert_eq!(cushions.item(&Id::slug("b")), Some(8 * 60));
    assert_eq!(cushions.spare[&Id::slug("b")], 2 * 60);
    let alone = small(vec![item("a", 6)], 10);
    let cushions = Cushions::new(&alone, monday());
    assert_eq!(cushions.spare[&Id::slug("a")], 4 * 60);
}
