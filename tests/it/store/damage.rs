//! Damaged files: bits that flipped, files that were cut off, blocks of zeros, blocks in wrong places. Nothing panics, all
//! of it is noticed for a file that this machine saved (by its own checks or by the sum of the last save), and looking at
//! a damaged file does not change it.

use cairn::domain::{Day, Plan, PlanId};
use cairn::store::builtin;
use cairn::store::file::open_plan;
use cairn::store::format::{read_plan_bytes, write_plan};
use cairn::store::fs::Disk;
use cairn::store::hash::Hash;

use crate::support::plans::{Dice, sample};

/// What became of the damaged copies of a file.
#[derive(Debug, Default)]
struct Seen {
    /// Refused, with a reason.
    refused: usize,
    /// Read as a plan; only the sum tells that it is not what was saved.
    by_sum: usize,
    /// Not changed at all by what was done to them.
    same: usize,
}

impl Seen {
    fn look(&mut self, saved: &Hash, bytes: &[u8]) {
        match read_plan_bytes(bytes, "plan.ron") {
            _ if Hash::of(bytes) == *saved => self.same += 1,
            Err(error) => {
                self.refused += 1;
                assert!(error.to_string().starts_with("plan.ron"), "{error}");
            }
            Ok(loaded) => {
                assert!(loaded.hash != *saved, "damage that nobody notices");
                self.by_sum += 1;
            }
        }
    }

    fn count(&self) -> usize {
        self.refused + self.by_sum
    }
}

fn small() -> Vec<u8> {
    write_plan(&sample()).expect("written").into_bytes()
}

/// The built-in path as a plan.
fn middling() -> Vec<u8> {
    let start = Day::from_ymd(2026, 11, 30).expect("a day");
    let mut plan = Plan::from_path(PlanId::slug("p"), "A plan", start, builtin::path());
    let kept: Vec<_> = plan.items.keys().take(60).cloned().collect();
    plan.items.retain(|item| kept.contains(&item.id));
    plan.links
        .retain(|link| kept.contains(&link.from) && kept.contains(&link.to));
    write_plan(&plan).expect("written").into_bytes()
}

fn flips(whole: &[u8], runs: usize, dice: &mut Dice) -> Seen {
    let (saved, mut seen) = (Hash::of(whole), Seen::default());
    for _ in 0..runs {
        let mut bytes = whole.to_vec();
        bytes[dice.below(whole.len())] ^= 1 << dice.below(8);
        seen.look(&saved, &bytes);
    }
    assert_eq!(seen.count(), runs, "all are noticed");
    // The harness would not be worth much if the sum were not needed.
    assert!(
        seen.by_sum > runs / 20 && seen.refused > runs / 20,
        "{seen:?}"
    );
    seen
}

fn cuts(whole: &[u8], step: usize) -> Seen {
    let (saved, mut seen) = (Hash::of(whole), Seen::default());
    for length in (0..whole.len()).step_by(step) {
        seen.look(&saved, &whole[..length]);
    }
    assert_eq!(seen.count(), whole.len().div_ceil(step), "all are noticed");
    // Without the new line at its end it is the same plan; nothing shorter is a plan.
    assert!(seen.by_sum <= 1, "{seen:?}");
    seen
}

fn zeros(whole: &[u8], runs: usize, dice: &mut Dice) -> Seen {
    let (saved, mut seen) = (Hash::of(whole), Seen::default());
    for _ in 0..runs {
        let mut bytes = whole.to_vec();
        let size = dice.pick(&[1, 16, 512, 4_096]);
        let from = dice.below(whole.len()) / size * size;
        let to = (from + size).min(whole.len());
        bytes[from..to].fill(0);
        seen.look(&saved, &bytes);
    }
    assert_eq!(seen.refused, runs, "zeros are never taken: {seen:?}");
    seen
}

fn moves(whole: &[u8], runs: usize, dice: &mut Dice) -> Seen {
    let (saved, mut seen) = (Hash::of(whole), Seen::default());
    for _ in 0..runs {
        let mut bytes = whole.to_vec();
        let size = dice.pick(&[64, 512, 4_096]);
        let blocks = whole.len() / size;
        if blocks < 2 {
            continue;
        }
        let (one, other) = (dice.below(blocks) * size, dice.below(blocks) * size);
        match dice.below(3) {
            // Another block's content, two blocks in each other's place, a block gone and the rest moved up.
            0 => bytes.copy_within(one..one + size, other),
            1 => (0..size).for_each(|n| bytes.swap(one + n, other + n)),
            _ => {
                bytes.drain(one..one + size);
            }
        }
        seen.look(&saved, &bytes);
    }
    assert!(seen.count() > runs / 2, "{seen:?}");
    seen
}

#[test]
fn damage_is_noticed() {
    let (whole, mut dice) = (small(), Dice::new(0xDA_A6E));
    eprintln!("flips {:?}", flips(&whole, 1_500, &mut dice));
    eprintln!("cuts {:?}", cuts(&whole, 7));
    eprintln!("zeros {:?}", zeros(&whole, 400, &mut dice));
    eprintln!("moves {:?}", moves(&whole, 300, &mut dice));
}

#[test]
#[ignore = "100,000 damaged files"]
fn much_damage_is_noticed() {
    let (small, middling, mut dice) = (small(), middling(), Dice::new(0xDA_A6E));
    eprintln!("{} and {} bytes", small.len(), middling.len());
    for (whole, share) in [(&small, 1), (&middling, 2)] {
        eprintln!("flips {:?}", flips(whole, 20_000 / share, &mut dice));
        eprintln!("cuts {:?}", cuts(whole, 1));
        eprintln!("zeros {:?}", zeros(whole, 5_000 / share, &mut dice));
        eprintln!("moves {:?}", moves(whole, 4_000 / share, &mut dice));
    }
}

#[test]
fn looking_at_a_damaged_file_leaves_it_as_it_is() {
    let home = tempfile::tempdir().expect("a folder");
    let (file, mut dice) = (home.path().join("plan.ron"), Dice::new(7));
    for _ in 0..50 {
        let mut bytes = small();
        let at = dice.below(bytes.len());
        bytes[at] = dice.roll(0, 255) as u8;
        bytes.truncate(dice.below(bytes.len() + 1).max(at / 2));
        std::fs::write(&file, &bytes).expect("a file");
        let _ = open_plan(&Disk, &file);
        assert!(std::fs::read(&file).expect("a file") == bytes);
        assert_eq!(super::file::names(home.path()), ["plan.ron"]);
    }
}
