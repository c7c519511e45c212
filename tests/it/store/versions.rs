//! Older formats are brought to this one, and the long runs of what is read and written: random plans and unknown data.

use cairn::domain::{Effort, ItemId, Kind, Link, Minutes, Relation, Row as _, Status};
use cairn::store::format::{read_plan, write_plan, write_plan_checked};
use cairn::store::hash::Hash;

use super::unknown::with_fields;
use crate::support::plans::{Dice, random_plan};

const V0: &str = include_str!("../../fixtures/plan-v0.ron");

#[test]
fn a_draft_of_format_0_loads_for_ever() {
    let loaded = read_plan(V0, "plan-v0.ron").expect("read");
    assert_eq!(loaded.migrated_from, Some(0));
    assert_eq!(
        loaded.notes,
        ["This file is of format 0; the next save writes format 1."]
    );
    assert_eq!(loaded.hash, Hash::of(V0.as_bytes()));
    let plan = loaded.plan;
    let item = |id: &str| plan.items.get(&ItemId::slug(id)).expect("there");
    let first = item("paper.attention");
    assert_eq!(first.effort, Effort::flat(Minutes(180)));
    assert_eq!(first.notes.lines(), ["# Why", "scaled?"]);
    assert_eq!(item("paper.gpt").status, Status::Done);
    assert_eq!(item("reading").kind, Kind::Topic);
    assert_eq!(item("reading").parts.len(), 1);
    let link = Link::new(
        ItemId::slug("paper.gpt"),
        Relation::BuildsOn,
        ItemId::slug("paper.attention"),
    );
    assert!(plan.links.contains(&link.key()));
    assert_eq!(plan.sessions.len(), 1);
    // From then on it is a plan of today's format.
    let text = write_plan_checked(&plan).expect("written");
    let again = read_plan(&text, "plan.ron").expect("read");
    assert_eq!((again.migrated_from, again.notes), (None, Vec::new()));
    assert_eq!(again.plan, plan);
}

#[test]
fn a_draft_may_leave_out_its_format_and_says_what_it_does_not_know() {
    let without = V0.replacen("    format: 0,\n", "", 1);
    let loaded = read_plan(&without, "plan.ron").expect("read");
    assert_eq!(loaded.migrated_from, Some(0));
    assert_eq!(loaded.plan, read_plan(V0, "p").expect("read").plan);
    let odd = V0.replacen("effort: 180", "effort: 180, colour: 3", 1);
    let error = read_plan(&odd, "plan.ron").expect_err("odd").to_string();
    assert!(
        error.starts_with("plan.ron, line 7") && error.contains("colour"),
        "{error}"
    );
    let twice = V0.replacen("id: \"reading\"", "id: \"paper.gpt\"", 1);
    let error = read_plan(&twice, "plan.ron")
        .expect_err("twice")
        .to_string();
    assert!(
        error.contains("the id “paper.gpt” is there twice"),
        "{error}"
    );
}

fn random_plans(from: u64, count: u64) {
    for seed in from..from + count {
        let plan = random_plan(seed);
        let text = write_plan_checked(&plan).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        let loaded = read_plan(&text, "p").unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        assert!(
            loaded.plan == plan && loaded.notes.is_empty(),
            "seed {seed}"
        );
        assert!(write_plan(&loaded.plan).ok() == Some(text), "seed {seed}");
    }
}

fn unknown_data(wanted: usize) {
    let (mut fields, mut seed) = (0, 0);
    while fields < wanted {
        seed += 1;
        let mut dice = Dice::new(seed);
        let text = write_plan(&random_plan(seed)).expect("written");
        let (mut now, added) = with_fields(&text, &mut dice, 40);
        fields += added.len();
        let mut last = None;
        for round in 0..3 {
            let loaded = read_plan(&now, "p").unwrap_or_else(|e| panic!("seed {seed}: {e}"));
            now = write_plan_checked(&loaded.plan).expect("written");
            for raw in &added {
                assert!(
                    now.contains(raw.as_str()),
                    "seed {seed}, round {round}: {raw}"
                );
            }
            assert!(last.is_none_or(|last| last == now), "seed {seed}");
            last = Some(now.clone());
        }
    }
    eprintln!("{fields} unknown fields in {seed} plans");
}

#[test]
fn plans_are_what_they_were() {
    random_plans(100_000, 150);
}

#[test]
#[ignore = "12,000 random plans"]
fn many_plans_are_what_they_were() {
    random_plans(0, 12_000);
}

#[test]
#[ignore = "12,000 unknown fields, three times through"]
fn much_unknown_data_stays_byte_for_byte() {
    unknown_data(12_000);
}
