//! Another program saves the same file at the same moment, over and over: by putting a new file over ours, or by writing
//! into ours. No version of either is lost: each is in the file, or was seen and reported by a save of ours, or is among
//! what our saves kept of what they put away. A saver that just puts its file over the other loses some, and is caught.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use cairn::domain::Plan;
use cairn::store::file::{Base, Old, SaveError, save_text};
use cairn::store::format::write_plan;
use cairn::store::fs::{Disk, Fs as _};
use cairn::store::hash::Hash;

use super::faults::{Fault, Faulty};
use crate::support::plans::{Dice, sample};

/// How the other program saves.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Other {
    /// A new file, put over the old one.
    Renames,
    /// Into the file that is there.
    WritesInPlace,
}

/// What came of a race.
#[derive(Debug, Default)]
struct Outcome {
    /// Versions of ours that were acknowledged.
    ours: usize,
    /// Versions of the other program.
    theirs: usize,
    /// Saves that noticed the other program.
    noticed: usize,
    /// Of these: noticed only in what was swapped out.
    swapped: usize,
    /// Versions that nobody has any more.
    lost: Vec<String>,
}

/// What is still known of the versions: contents by what they begin with.
struct Known(Mutex<BTreeSet<Hash>>);

impl Known {
    fn saw(&self, bytes: &[u8]) {
        self.0.lock().expect("not poisoned").insert(Hash::of(bytes));
    }
    fn has(&self, bytes: &[u8]) -> bool {
        self.0
            .lock()
            .expect("not poisoned")
            .contains(&Hash::of(bytes))
    }
}

fn text(plan: &mut Plan, name: &str) -> String {
    plan.name = name.to_owned();
    write_plan(plan).expect("written")
}

/// The other program: writes a version, and does so again once that version is gone from the file or known to us.
/// It overwrites nothing of its own that nobody saw, so what is missing in the end was lost by our saves.
fn other(
    kind: Other,
    file: &Path,
    known: &Known,
    stop: &AtomicBool,
    count: &AtomicUsize,
) -> Vec<String> {
    let (mut plan, mut dice, mut all) = (
        Plan {
            items: Default::default(),
            ..sample()
        },
        Dice::new(11),
        Vec::new(),
    );
    let temp = file.with_file_name("theirs.tmp");
    while !stop.load(Ordering::SeqCst) {
        let version = text(&mut plan, &format!("Theirs {}", all.len()));
        match kind {
            Other::Renames => {
                fs::write(&temp, &version).expect("written");
                fs::rename(&temp, file).expect("renamed");
            }
            Other::WritesInPlace => {
                let mut open = fs::OpenOptions::new()
                    .write(true)
                    .create(true)
                    .truncate(true)
                    .open(file)
                    .expect("open");
                let (head, tail) = version.as_bytes().split_at(version.len() / 2);
                open.write_all(head).expect("half");
                if dice.chance(30) {
                    std::thread::yield_now();
                }
                open.write_all(tail).expect("written");
            }
        }
        all.push(version.clone());
        count.fetch_add(1, Ordering::SeqCst);
        // Until we have seen it: reported, merged, or kept.
        while !known.has(version.as_bytes()) && !stop.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_micros(u64::from(dice.roll(10, 300))));
        }
        // Ours may get through now and then; and some of the time it is right at its swap.
        std::thread::sleep(Duration::from_micros(u64::from(dice.roll(0, 3_000))));
    }
    all
}

/// Races so many saves of ours against the other program. `naive`: ours look before they put their file over the other.
fn race(kind: Other, saves: usize, naive: bool) -> Outcome {
    let home = tempfile::tempdir().expect("a folder");
    let (file, keep) = (home.path().join("plan.ron"), home.path().join("kept"));
    fs::create_dir(&keep).expect("a folder");
    let (known, stop, count) = (
        Known(Mutex::default()),
        AtomicBool::new(false),
        AtomicUsize::new(0),
    );
    let mut plan = Plan {
        items: Default::default(),
        ..sample()
    };
    let first = text(&mut plan, "First");
    fs::write(&file, &first).expect("written");
    let mut outcome = Outcome::default();
    let mut mine = Vec::new();
    let mut kept = 0;
    let theirs = std::thread::scope(|scope| {
        let other = scope.spawn(|| other(kind, &file, &known, &stop, &count));
        let mut base = Base::Known(Hash::of(first.as_bytes()));
        for n in 0..saves {
            let version = text(&mut plan, &format!("Ours {n}"));
            let disk = Faulty::new(usize::MAX, Fault::Killed);
            let saved = if naive {
                save_naively(&file, &version, base)
            } else {
                let mut keep_old = |old: Old<'_>| {
                    kept += 1;
                    let name = keep.join(format!("{kept}"));
                    match old {
                        // The very file: who still writes into it writes into what is kept.
                        Old::Moved(path, _) => fs::rename(path, &name).expect("kept"),
                        Old::There(bytes) => fs::write(&name, bytes).expect("kept"),
                    }
                };
                save_text(&disk, &file, (&plan, &version), base, &mut keep_old).map(|_| ())
            };
            match saved {
                Ok(()) => {
                    outcome.ours += 1;
                    known.saw(version.as_bytes());
                    base = Base::Known(Hash::of(version.as_bytes()));
                    mine.push(version);
                }
                Err(SaveError::ChangedOutside { .. } | SaveError::Gone { .. }) => {
                    outcome.noticed += 1;
                    // There, and back again.
                    outcome.swapped += usize::from(disk.swaps.load(Ordering::SeqCst) == 2);
                    let read = whole(&file);
                    known.saw(&read);
                    base = Base::Known(Hash::of(&read));
                }
                Err(SaveError::BothKept { kept, .. }) => {
                    outcome.noticed += 1;
                    outcome.swapped += 1;
                    known.saw(&fs::read(&kept).expect("kept"));
                    let read = whole(&file);
                    known.saw(&read);
                    base = Base::Known(Hash::of(&read));
                }
                Err(error) => panic!("{error}"),
            }
        }
        stop.store(true, Ordering::SeqCst);
        other.join().expect("the other program ends")
    });
    known.saw(&fs::read(&file).expect("a file"));
    for entry in fs::read_dir(&keep)
        .expect("a folder")
        .chain(fs::read_dir(home.path()).expect("a folder"))
    {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            known.saw(&fs::read(path).expect("a file"));
        }
    }
    outcome.theirs = theirs.len();
    outcome.lost = theirs
        .iter()
        .filter(|version| !known.has(version.as_bytes()))
        .map(|v| v.lines().nth(3).unwrap_or_default().to_owned())
        .collect();
    // Ours are known to us in any case: what is checked is that each was in the file when it was called saved.
    assert_eq!(mine.len(), outcome.ours);
    outcome
}

/// Reads until two looks agree, as a program that writes in place needs.
fn whole(file: &Path) -> Vec<u8> {
    let mut last = fs::read(file).unwrap_or_default();
    loop {
        std::thread::sleep(Duration::from_micros(300));
        let now = fs::read(file).unwrap_or_default();
        if now == last && now.ends_with(b")\n") {
            return now;
        }
        last = now;
    }
}

/// Looks, and then puts its file over the other.
fn save_naively(file: &Path, version: &str, base: Base) -> Result<(), SaveError> {
    let found = Hash::of(&Disk.read(file, 1 << 20).expect("read"));
    if base != Base::Known(found) {
        let file = "plan.ron".to_owned();
        return Err(SaveError::ChangedOutside { file, found });
    }
    let temp = file.with_file_name("naive.tmp");
    let mut open = fs::File::create(&temp).expect("created");
    open.write_all(version.as_bytes()).expect("written");
    open.sync_all().expect("synced");
    fs::rename(&temp, file).expect("renamed");
    Ok(())
}

fn none_is_lost(saves: usize) -> usize {
    let mut swapped = 0;
    for kind in [Other::Renames, Other::WritesInPlace] {
        let outcome = race(kind, saves, false);
        eprintln!("{kind:?}, {saves} saves: {outcome:?}");
        assert!(outcome.lost.is_empty(), "{outcome:?}");
        assert!(
            outcome.noticed > 0 && outcome.ours > 0 && outcome.theirs > 0,
            "no race: {outcome:?}"
        );
        swapped += outcome.swapped;
    }
    swapped
}

#[test]
fn no_version_is_lost_in_a_race() {
    none_is_lost(150);
}

#[test]
#[ignore = "5,000 racing saves against each kind of writer"]
fn no_version_is_lost_in_many_races() {
    assert!(none_is_lost(5_000) > 0, "none came in the middle of a swap");
}

#[test]
fn a_saver_that_looks_and_then_renames_loses_some() {
    let mut lost = 0;
    for _ in 0..20 {
        lost += race(Other::Renames, 300, true).lost.len();
        if lost > 0 {
            break;
        }
    }
    assert!(lost > 0, "the harness does not see what is lost");
}
