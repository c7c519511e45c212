//! One plan made of two: nothing written is lost, both ways are the same where nothing overlaps, the result is legal.

use cairn::domain::Plan;
use cairn::domain::merge::{Merged, changes, merge};
use cairn::store::format::{read_plan, write_plan_checked};

use super::audit::losses;
use super::edits::edited;
use crate::support::plans::{Dice, random_plan};

/// What a run of random merges came to.
#[derive(Debug, Default)]
pub struct Tally {
    pub merges: usize,
    clean: usize,
    conflicts: usize,
    pub failures: Vec<String>,
}

/// Merges of random plans with random edits on both sides, all of it audited.
pub fn run(seeds: std::ops::Range<u64>, how: fn(&Plan, &Plan, &Plan) -> Merged) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let mut dice = Dice::new(seed ^ 0xC0FF_EE00);
        let base = random_plan(seed % 1_000);
        let (mine, other) = (dice.below(12), dice.below(12));
        let ours = edited(&base, &mut dice, mine, "ours");
        let theirs = edited(&base, &mut dice, other, "theirs");
        let merged = how(&base, &ours, &theirs);
        tally.merges += 1;
        let conflicts = &merged.report.conflicts;
        tally.conflicts += conflicts.len();
        let mut wrong = losses(&base, &ours, &theirs, &merged.plan, conflicts);
        if conflicts.is_empty() {
            tally.clean += 1;
            let back = how(&base, &theirs, &ours);
            if back.plan != merged.plan {
                let differs = changes(&merged.plan, &back.plan).list;
                let words: Vec<String> = differs.iter().map(|c| c.in_words()).collect();
                let conflicts = &back.report.conflicts;
                wrong.push(format!("not symmetric: {words:?} {conflicts:?}"));
            }
        }
        let every = if cfg!(debug_assertions) { 8 } else { 2 };
        if seed % every != 0 {
            tally.failures.extend(said(seed, wrong));
            continue;
        }
        match write_plan_checked(&merged.plan).map(|text| read_plan(&text, "plan.ron")) {
            Ok(Ok(loaded)) => wrong.extend(loaded.notes),
            Ok(Err(error)) => wrong.push(error.to_string()),
            Err(error) => wrong.push(error.to_string()),
        }
        if how(&base, &ours, &ours).plan != ours {
            wrong.push("merge(b, o, o) is not o".to_owned());
        }
        if how(&base, &ours, &base).plan != ours {
            wrong.push("merge(b, o, b) is not o".to_owned());
        }
        if how(&base, &base, &theirs).plan != theirs {
            wrong.push("merge(b, b, t) is not t".to_owned());
        }
        tally.failures.extend(said(seed, wrong));
    }
    tally
}

fn said(seed: u64, wrong: Vec<String>) -> impl Iterator<Item = String> {
    wrong
        .into_iter()
        .map(move |text| format!("seed {seed}: {text}"))
}

fn sound(tally: &Tally) {
    let few: Vec<&String> = tally.failures.iter().take(10).collect();
    assert!(
        few.is_empty(),
        "{} failures: {few:#?}",
        tally.failures.len()
    );
    // The runs did what they are for: both sorts of merges came up often.
    assert!(tally.clean > tally.merges / 20, "{tally:?}");
    assert!(tally.conflicts > tally.merges / 4, "{tally:?}");
}

/// Seeds that were wrong once: both planned again, and one side planned nothing.
#[test]
fn merges_that_were_wrong_once_are_right() {
    for seed in [
        10_801, 11_217, 14_825, 14_994, 17_043, 17_897, 20_037, 21_710, 22_704, 29_352,
    ] {
        let failures = run(seed..seed + 1, merge).failures;
        assert!(failures.is_empty(), "{failures:#?}");
    }
}

#[test]
fn random_merges_lose_nothing() {
    sound(&run(0..1_000, merge));
}

#[test]
#[ignore = "200,000 merges: release only"]
#[expect(clippy::disallowed_methods, reason = "it measures itself")]
fn very_many_random_merges_lose_nothing() {
    let begun = std::time::Instant::now();
    // On two cores.
    let mut tally = std::thread::scope(|scope| {
        let half = scope.spawn(|| run(10_000..110_000, merge));
        let mut tally = run(110_000..210_000, merge);
        let half = half.join().expect("it ends");
        tally.merges += half.merges;
        tally.clean += half.clean;
        tally.conflicts += half.conflicts;
        tally.failures.extend(half.failures);
        tally
    });
    tally.failures.sort();
    println!(
        "{} merges (seeds 10000..210000), {} without conflict, {} conflicts, {} failures, {:?}",
        tally.merges,
        tally.clean,
        tally.conflicts,
        tally.failures.len(),
        begun.elapsed()
    );
    sound(&tally);
}
