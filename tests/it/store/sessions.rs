//! Sessions at random: edits, saves, kills at odd moments, other programs that write while nobody looks, damage. Whatever
//! anybody wrote and nobody deleted is in the plan in the end.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use cairn::domain::Plan;
use cairn::store::Saver;
use cairn::store::format::{read_plan_bytes, write_plan};
use cairn::store::open::{Outcome, open};

use super::open::{Home, LONG, with_item};
use crate::support::plans::{Dice, sample};

/// What became of many sessions.
#[derive(Debug, Default)]
struct Report {
    rounds: u64,
    kills: u64,
    outside: u64,
    merges: u64,
    damaged: u64,
    restored: u64,
}

fn ids(plan: &Plan) -> BTreeSet<String> {
    plan.items.keys().map(ToString::to_string).collect()
}

fn run(seed: u64, rounds: u64) -> Report {
    let mut dice = Dice::new(seed);
    let mut report = Report::default();
    let home = Home::with(&sample());
    let mut promised = ids(&sample());
    let mut next = 0;
    let mut fresh = |promised: &mut BTreeSet<String>, plan: &Plan| {
        next += 1;
        let id = format!("added-{next}");
        promised.insert(id.clone());
        with_item(plan, &id)
    };
    for round in 0..rounds {
        report.rounds += 1;
        let (mut plan, keep) = match open(home.opening()) {
            Outcome::Opened(opened) => {
                report.restored += u64::from(opened.restored.is_some());
                report.merges += u64::from(opened.merged.is_some());
                (opened.loaded.plan, opened.keep.expect("kept"))
            }
            Outcome::Trouble(trouble) => {
                report.damaged += 1;
                let last = *trouble.last.clone().expect("the last plan");
                let opened = trouble.go_on(last.clone());
                (last, opened.keep.expect("kept"))
            }
            Outcome::NoAnswer(other) => panic!("{other:?}"),
        };
        let there = ids(&plan);
        let lost: Vec<_> = promised.difference(&there).collect();
        assert!(
            lost.is_empty(),
            "seed {seed}, round {round}: {lost:?} is lost"
        );
        let saver = Saver::spawn(Box::new(|_| {}));
        saver.keep(Arc::clone(&keep));
        let mut killed = None;
        for _ in 0..dice.below(5) {
            plan = fresh(&mut promised, &plan);
            saver.edited(&home.file, &Arc::new(plan.clone()));
            assert!(keep.flush(LONG));
            if dice.chance(40) {
                saver.save(plan.clone(), home.file.clone(), round + 1);
                assert!(saver.flush(LONG), "seed {seed}, round {round}");
            }
            if dice.chance(25) {
                killed = Some((home.moment(), promised.clone()));
            }
        }
        drop(keep);
        drop(saver);
        if let Some((moment, then)) = killed {
            report.kills += 1;
            home.come_back(&moment);
            promised = then;
        }
        match dice.below(8) {
            0 | 1 => {
                let bytes = fs::read(&home.file).expect("a file");
                // Another program knows the file only, and adds to it.
                if let Ok(loaded) = read_plan_bytes(&bytes, "plan.ron") {
                    report.outside += 1;
                    let theirs = fresh(&mut promised, &loaded.plan);
                    fs::write(&home.file, write_plan(&theirs).expect("a text")).expect("written");
                }
            }
            2 if report.rounds % 5 == 0 => {
                let bytes = fs::read(&home.file).expect("a file");
                fs::write(&home.file, &bytes[..bytes.len() / 2]).expect("torn");
            }
            3 => {
                let _ = fs::remove_file(home.local().folder().join("base.ron"));
                // Without it another program's change could not be merged: it is written again by the next opening.
                drop(open(home.opening()));
            }
            _ => {}
        }
    }
    println!("seed {seed}: {report:?}");
    report
}

#[test]
fn whatever_anybody_wrote_is_there_in_the_end() {
    let report = run(7, 25);
    assert!(report.kills > 3 && report.outside > 2 && report.restored > 3);
}

#[test]
#[ignore = "long"]
fn many_sessions() {
    let mut merges = 0;
    for seed in 0..20 {
        merges += run(seed + 100, 60).merges;
    }
    assert!(merges > 20);
}
