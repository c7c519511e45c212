//! The index of a plan: what is read of an edit alone is what reading the whole plan gives.

use cairn::domain::PlanIndex;

use crate::support::app::real_plan;
use crate::undo::{Dice, any_edit};

#[test]
fn reading_what_an_edit_changed_gives_the_index_of_the_whole() {
    for seed in [3, 11] {
        let mut plan = real_plan();
        let mut index = PlanIndex::new(&plan);
        let mut dice = Dice::new(seed);
        for n in 0..400 {
            let edit = any_edit(&plan, &mut dice, n);
            let Ok(next) = plan.apply(&edit) else {
                continue;
            };
            let read = index.after(&plan, &next);
            assert_eq!(read, PlanIndex::new(&next), "{seed}, {n}: {edit:?}");
            // And back again, as undo does.
            assert_eq!(read.after(&next, &plan), index);
            (plan, index) = (next, read);
        }
    }
}
