//! Backups are thinned by age and never by a clock that jumps; what must stay, stays.

use std::path::PathBuf;

use cairn::domain::time::Stamp;
use cairn::store::backups::{
    AT_LEAST, Backup, Counts, From, MOST_BYTES, NEWEST, Why, add, list, superfluous,
};
use cairn::store::fs::Disk;

use super::file::names;
use crate::support::plans::Dice;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

fn backup(number: u64, when: i64, bytes: u64, why: Why) -> Backup {
    Backup {
        number,
        when: Stamp(when),
        counts: None,
        bytes,
        why,
        path: PathBuf::from(format!("{number}")),
    }
}

/// Adds one, and thins.
fn save(all: &mut Vec<Backup>, when: i64, bytes: u64, why: Why) {
    let number = all.first().map_or(0, |newest| newest.number + 1);
    all.insert(0, backup(number, when, bytes, why));
    let gone: Vec<u64> = superfluous(all).iter().map(|b| b.number).collect();
    all.retain(|backup| !gone.contains(&backup.number));
}

#[test]
fn a_year_of_saves_leaves_hours_days_weeks_and_months() {
    let mut all = Vec::new();
    let start = 1_800_000_000;
    // A save every 20 minutes.
    for n in 0..(366 * 72) {
        save(&mut all, start + n * 1_200, 50_000, Why::Saved);
    }
    let now = start + 366 * DAY;
    let younger = |seconds: i64| all.iter().filter(|b| now - b.when.0 <= seconds).count();
    assert!(younger(7 * HOUR) >= NEWEST);
    assert!(younger(DAY) >= 24, "{}", younger(DAY));
    assert!(younger(30 * DAY) >= 24 + 28, "{}", younger(30 * DAY));
    assert!(younger(84 * DAY) >= 24 + 28 + 7, "{}", younger(84 * DAY));
    let oldest = all.last().expect("one").when.0;
    assert!(now - oldest >= 300 * DAY, "{} days", (now - oldest) / DAY);
    assert!(all.len() <= 20 + 24 + 30 + 12 + 12, "{}", all.len());
}

#[test]
fn a_clock_that_jumps_thins_nothing_that_is_new() {
    let seed = 0xC10C;
    let mut dice = Dice::new(seed);
    let mut all: Vec<Backup> = Vec::new();
    let mut now = 1_800_000_000_i64;
    let mut for_good = 0;
    for jump in 0..1_000_u64 {
        now = match dice.below(6) {
            0 => 0,
            1 => i64::from(dice.roll(0, u32::MAX - 1)) * 1_000,
            2 => -i64::from(dice.roll(0, u32::MAX - 1)),
            3 => now.saturating_sub(DAY * 400),
            4 => now.saturating_add(HOUR),
            _ => now + i64::from(dice.roll(0, 100)),
        };
        let why = if dice.chance(2) {
            Why::Import
        } else {
            Why::Saved
        };
        for_good += usize::from(why.stays());
        let newest = all.first().map(|b| b.number);
        save(&mut all, now, 1_000, why);
        let numbers: Vec<u64> = all.iter().map(|b| b.number).collect();
        let expected: Vec<u64> = (0..=jump).rev().take(NEWEST).collect();
        assert_eq!(
            numbers[..expected.len()],
            expected,
            "seed {seed}: after {jump} jumps, before: {newest:?}"
        );
        assert_eq!(all.iter().filter(|b| b.why.stays()).count(), for_good);
        assert!(all.len() <= 98 + for_good);
    }
}

#[test]
fn they_take_no_more_room_than_they_may() {
    let mut all = Vec::new();
    for n in 0..200 {
        save(&mut all, n * DAY, 30 << 20, Why::Saved);
    }
    let bytes: u64 = all.iter().map(|b| b.bytes).sum();
    assert!(bytes <= MOST_BYTES && all.len() > AT_LEAST);
    save(&mut all, 0, MOST_BYTES, Why::Saved);
    assert!(all.len() >= AT_LEAST, "however large they are");
}

#[test]
fn a_list_says_what_each_is_without_reading_it() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("backups");
    assert_eq!(list(&Disk, &folder).expect("none"), []);
    let counts = Some(Counts {
        items: 212,
        sessions: 340,
    });
    for (n, why) in [Why::Saved, Why::Original, Why::Restore]
        .into_iter()
        .enumerate()
    {
        let stamp = Stamp(-5 + n as i64);
        add(&Disk, &folder, From::Bytes(b"text"), stamp, counts, why).expect("added");
    }
    let beside = home.path().join("swapped out");
    std::fs::write(&beside, "old").expect("a file");
    add(
        &Disk,
        &folder,
        From::File(&beside, b"old"),
        Stamp(9),
        None,
        Why::Outside,
    )
    .expect("added");
    assert!(!beside.exists());
    std::fs::write(folder.join("notes.txt"), "not ours").expect("a file");
    let all = list(&Disk, &folder).expect("listed");
    let said: Vec<_> = all
        .iter()
        .map(|b| (b.number, b.when.0, b.counts, b.bytes, b.why))
        .collect();
    assert_eq!(
        said,
        [
            (3, 9, None, 3, Why::Outside),
            (2, -3, counts, 4, Why::Restore),
            (1, -4, counts, 4, Why::Original),
            (0, -5, counts, 4, Why::Saved),
        ]
    );
    assert_eq!(names(&folder).len(), 5);
}
