//! Undo is exact: after any deeds, n undos give the very bytes from before, n redos the very bytes from after.

mod any;
mod any_rows;

pub use any::{Dice, any_edit};

use any::monday;
use cairn::domain::{Answers, BriefKind, Edit, ItemId, PartId, Plan, PlanId, Relation, Row as _};
use cairn::planner::{Effort as Work, schedule_plan};
use cairn::state::Document;
use cairn::store::format::{read_plan, write_plan};

fn start() -> Plan {
    let mut plan =
        Answers::sensible(monday()).plan(PlanId::slug("undo"), cairn::store::builtin::path());
    assert!(
        plan.items
            .iter()
            .any(|i| i.brief.as_ref().is_some_and(|b| b.kind == BriefKind::Ml))
    );
    let schedule = Box::new(schedule_plan(&plan, monday(), Work::Quick));
    plan = plan
        .apply(&Edit::Replan {
            schedule,
            today: monday(),
        })
        .expect("it fits");
    plan
}

fn bytes(plan: &Plan) -> String {
    write_plan(plan).expect("every plan can be written")
}

#[test]
fn n_undos_give_the_bytes_from_before_and_n_redos_those_from_after() {
    let first = start();
    let mut kinds = std::collections::BTreeSet::new();
    for seed in 1..=12 {
        let mut dice = Dice::new(seed);
        let mut document = Document::open(first.clone(), "plan.ron".into(), true);
        let mut done = 0;
        for n in 0..120 {
            let edit = any_edit(document.plan(), &mut dice, n);
            let before = document.revision();
            let plan_before = document.plan().clone();
            match document.apply(&edit) {
                Ok(label) => {
                    assert!(!label.is_empty());
                    if document.revision() != before {
                        done += 1;
                        kinds.insert(
                            format!("{edit:?}")
                                .split(['(', ' '])
                                .next()
                                .unwrap_or("")
                                .to_owned(),
                        );
                    }
                }
                Err(_) => {
                    assert_eq!(
                        document.revision(),
                        before,
                        "a refused edit changes nothing"
                    );
                    assert_eq!(**document.plan(), *plan_before);
                }
            }
        }
        let last = bytes(document.plan());
        for _ in 0..done {
            assert!(document.undo().is_some(), "seed {seed}");
        }
        assert!(document.undo().is_none());
        assert_eq!(
            bytes(document.plan()),
            bytes(&first),
            "seed {seed}: all undone"
        );
        assert!(!document.is_dirty(), "back at the saved revision");
        for _ in 0..done {
            assert!(document.redo().is_some(), "seed {seed}");
        }
        assert_eq!(bytes(document.plan()), last, "seed {seed}: all done again");
        assert!(done > 40, "the dice must find edits that fit: {done}");
    }
    assert!(
        kinds.len() >= 25,
        "nearly every kind of edit took place: {kinds:?}"
    );
}

#[test]
fn whatever_was_done_is_read_back_as_it_was() {
    let mut plan = start();
    let mut dice = Dice::new(99);
    for n in 0..400 {
        let edit = any_edit(&plan, &mut dice, n);
        if let Ok(next) = plan.apply(&edit) {
            plan = next;
        }
        if n % 10 == 0 {
            let text = bytes(&plan);
            let again = read_plan(&text, "plan.ron")
                .expect("what was written can be read")
                .plan;
            assert_eq!(again, plan, "after {edit:?}");
            assert_eq!(bytes(&again), text);
        }
    }
}

#[test]
fn links_never_dangle_and_prerequisites_never_form_a_circle() {
    let mut plan = start();
    let mut dice = Dice::new(7);
    for n in 0..600 {
        let edit = any_edit(&plan, &mut dice, n);
        let Ok(next) = plan.apply(&edit) else {
            continue;
        };
        plan = next;
        for link in plan.links.iter() {
            assert!(
                plan.items.contains(&link.from) && plan.items.contains(&link.to),
                "{:?} after {edit:?}",
                link.key()
            );
        }
        for run in plan.runs.iter() {
            assert!(
                plan.items.contains(&run.item),
                "{:?} after {edit:?}",
                run.id
            );
            assert!(run.at() < run.stages.len(), "{:?} after {edit:?}", run.id);
        }
        for session in plan.sessions.iter() {
            assert!(
                plan.items.contains(&session.item),
                "{:?} after {edit:?}",
                session.id
            );
        }
        for prompt in plan.prompts.iter() {
            let item = plan.items.get(&prompt.item).expect("its item is there");
            let has = |part: &PartId| item.parts.iter().any(|there| there.id == *part);
            assert!(prompt.part.as_ref().is_none_or(has), "after {edit:?}");
        }
        for review in plan.reviews.iter() {
            assert!(plan.prompts.contains(&review.prompt), "after {edit:?}");
        }
    }
    // No item waits for itself: take out what waits for nothing, until nothing is left.
    let mut waits: Vec<(ItemId, ItemId)> = plan
        .links
        .iter()
        .filter(|link| link.relation == Relation::BuildsOn)
        .map(|link| (link.from.clone(), link.to.clone()))
        .collect();
    loop {
        let froms: std::collections::BTreeSet<ItemId> =
            waits.iter().map(|(from, _)| from.clone()).collect();
        let left = waits.len();
        waits.retain(|(_, to)| froms.contains(to));
        if waits.len() == left {
            break;
        }
    }
    assert!(waits.is_empty(), "a circle: {waits:?}");
}

#[test]
fn at_least_two_hundred_steps_can_be_undone() {
    let mut document = Document::open(start(), "plan.ron".into(), true);
    for n in 0..300 {
        document
            .apply(&Edit::RenamePlan(format!("Name {n}")))
            .expect("a name");
    }
    let mut undone = 0;
    while document.undo().is_some() {
        undone += 1;
    }
    assert!(undone >= 200, "{undone}");
}
