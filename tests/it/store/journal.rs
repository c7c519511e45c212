//! The journal: any change of a plan is a patch that makes the one into the other; what is written is read again, whole or
//! damaged, and a plan is what its file and the journal say.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use cairn::domain::Plan;
use cairn::store::fs::Disk;
use cairn::store::hash::Hash;
use cairn::store::journal::lines::{Read, Record, line, read};
use cairn::store::journal::patch::Patch;
use cairn::store::journal::writer::files;
use cairn::store::journal::{Journal, nothing};

use super::mutate::{Mutations, Said};
use crate::support::plans::{Dice, random_plan, sample};

const LONG: Duration = Duration::from_secs(20);

/// A plan that differs from another as a user's edit makes it differ.
pub fn edited(plan: &Plan, dice: &mut Dice) -> Plan {
    let mut next = plan.clone();
    match dice.below(6) {
        0 => next.name = dice.text(),
        1 | 2 => {
            let ids: Vec<_> = next.items.keys().cloned().collect();
            if ids.is_empty() {
                return next;
            }
            let (id, text) = (dice.pick(&ids), dice.text());
            next.items.update(&id, |item| item.purpose += &text);
        }
        3 => {
            let ids: Vec<_> = next.sessions.keys().cloned().collect();
            if !ids.is_empty() {
                next.sessions.remove(&dice.pick(&ids));
            }
        }
        4 => {
            let other = random_plan(dice.roll(0, 1_000).into());
            for item in other.items.iter().take(2) {
                next.items.put_shared(Arc::clone(item));
            }
        }
        _ => {
            let other = random_plan(dice.roll(0, 1_000).into());
            next.availability = other.availability;
            next.timer = None;
        }
    }
    next
}

#[test]
fn a_patch_makes_one_plan_into_the_other() {
    for seed in 0..60 {
        let (one, other) = (random_plan(seed), random_plan(seed + 1_000));
        for (before, after) in [(&one, &other), (&other, &one), (&nothing(), &one)] {
            let patch = Patch::between(before, after);
            assert_eq!(patch.apply(before), *after, "seed {seed}");
            let text = line(7, &Record::Edit(patch.clone())).expect("a line");
            assert_eq!(text.matches('\n').count(), 1, "one line: {text}");
            assert_eq!(read(text.as_bytes()).records, [Record::Edit(patch)]);
        }
        assert!(Patch::between(&one, &one.clone()).is_empty());
    }
}

#[test]
fn a_patch_of_one_row_is_small_however_large_the_plan() {
    let plan = sample();
    let mut next = plan.clone();
    let id = next.items.keys().next().cloned().expect("an item");
    next.items.update(&id, |item| item.importance = 1);
    let patch = Patch::between(&plan, &next);
    assert_eq!(patch.items.len(), 1);
    assert_eq!((patch.head.is_none(), patch.sessions.len()), (true, 0));
}

/// The journal in a folder.
pub fn journal_in(folder: &Path) -> Read {
    let all = files(&Disk, folder).expect("a folder");
    let (_, newest) = all.first().expect("a journal");
    read(&std::fs::read(newest).expect("readable"))
}

fn begin(folder: &Path, content: Option<Hash>, saved: &Plan, now: &Plan) -> Journal {
    Journal::begin(
        Arc::new(Disk),
        folder.to_owned(),
        content,
        Arc::new(saved.clone()),
        Arc::new(now.clone()),
        Box::new(|trouble| panic!("{trouble}")),
    )
    .expect("a journal")
}

#[test]
fn the_plan_is_what_the_file_and_the_journal_say() {
    let home = tempfile::tempdir().expect("a folder");
    let mut dice = Dice::new(5);
    let start = random_plan(3);
    let contents = [Hash::of(b"0"), Hash::of(b"1"), Hash::of(b"2")];
    let journal = begin(home.path(), Some(contents[0]), &start, &start);
    let mut now = start.clone();
    let mut saved = vec![start];
    for round in 1..=40 {
        now = edited(&now, &mut dice);
        journal.edited(Arc::new(now.clone()));
        if round == 10 || round == 20 {
            // The save is of an older state than the newest edit.
            let older = Arc::new(now.clone());
            now = edited(&now, &mut dice);
            journal.edited(Arc::new(now.clone()));
            assert!(journal.about_to_save(contents[saved.len()], &older, LONG));
            saved.push((*older).clone());
        }
        assert!(journal.flush(LONG));
        let read = journal_in(home.path());
        assert_eq!((read.lost, read.torn), (0, false));
        for (content, plan) in contents.iter().zip(&saved) {
            let replayed = read.replay(Some(*content), plan).expect("known");
            assert_eq!(replayed.plan, now, "round {round}");
        }
        assert!(!read.knows(Some(Hash::of(b"another"))) && !read.knows(None));
    }
    // A save that needs no journal any more: it goes with the end.
    journal.saved(Hash::of(b"end"), &Arc::new(now));
    drop(journal);
    assert!(files(&Disk, home.path()).expect("a folder").is_empty());
}

#[test]
fn a_plan_that_was_never_saved_is_in_the_journal_alone() {
    let home = tempfile::tempdir().expect("a folder");
    let plan = sample();
    let journal = begin(home.path(), None, &nothing(), &plan);
    let read = journal_in(home.path());
    assert_eq!(read.plan.as_ref(), Some(&plan.id));
    let replayed = read.replay(None, &nothing()).expect("known");
    assert_eq!((replayed.plan, replayed.changes), (plan, 1));
    drop(journal);
    assert_eq!(files(&Disk, home.path()).expect("a folder").len(), 1);
}

#[test]
fn a_long_journal_is_begun_anew_after_a_save() {
    let home = tempfile::tempdir().expect("a folder");
    let mut now = sample();
    let journal = begin(home.path(), Some(Hash::of(b"0")), &now, &now);
    let id = now.items.keys().next().cloned().expect("an item");
    for n in 0..40 {
        let text = format!("{n}").repeat(8_000);
        now.items.update(&id, |item| item.purpose = text);
        journal.edited(Arc::new(now.clone()));
        assert!(journal.flush(LONG));
    }
    let saved = Arc::new(now.clone());
    let content = Hash::of(b"1");
    assert!(journal.about_to_save(content, &saved, LONG));
    now.name = "After the save".into();
    journal.edited(Arc::new(now.clone()));
    journal.saved(content, &saved);
    assert!(journal.flush(LONG));
    assert_eq!(files(&Disk, home.path()).expect("a folder").len(), 1);
    let read = journal_in(home.path());
    assert_eq!(read.records.len(), 1, "only the new beginning");
    let replayed = read.replay(Some(content), &saved).expect("known");
    assert_eq!((replayed.plan, replayed.changes), (now, 1));
}

/// A journal of some edits, with the plan after each.
fn some() -> (Vec<u8>, Vec<Plan>) {
    let home = tempfile::tempdir().expect("a folder");
    let mut plan = Plan::empty(sample().id.clone(), "Small", sample().start_on);
    let mut plans = vec![plan.clone()];
    let journal = begin(home.path(), Some(Hash::of(b"0")), &plan, &plan);
    for n in 1..=8 {
        plan.name = format!("Edit {n} of “some”\n");
        plan.rules.max_items = n;
        journal.edited(Arc::new(plan.clone()));
        assert!(journal.flush(LONG));
        plans.push(plan.clone());
    }
    let (_, newest) = files(&Disk, home.path()).expect("a folder").remove(0);
    (std::fs::read(newest).expect("readable"), plans)
}

#[test]
fn a_journal_that_is_cut_off_anywhere_gives_every_whole_change() {
    let (bytes, plans) = some();
    let content = Some(Hash::of(b"0"));
    for cut in 0..bytes.len() {
        let read = read(&bytes[..cut]);
        assert_eq!(read.lost, 0, "cut at {cut}: a torn line is no damage");
        // The header, the file, then one line an edit; a line that lacks its line end only is whole.
        let lines = bytes[..=cut].iter().filter(|b| **b == b'\n').count();
        let Some(replayed) = read.replay(content, &plans[0]) else {
            assert!(lines < 2, "cut at {cut}");
            continue;
        };
        assert_eq!(replayed.plan, plans[lines - 2], "cut at {cut}");
    }
}

#[test]
fn a_journal_with_any_bit_flipped_gives_all_other_changes_and_says_so() {
    let (bytes, plans) = some();
    let content = Some(Hash::of(b"0"));
    let mut restored = 0;
    for at in 0..bytes.len() {
        for bit in [0, 3, 7] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            let read = read(&damaged);
            assert!(read.lost > 0 || read.torn, "unnoticed at {at}");
            // The last line is the only one that may pass for torn.
            if read.lost == 0 {
                assert_eq!(at, bytes.len() - 1, "taken for torn at {at}");
            }
            let replayed = read.replay(content, &plans[0]);
            let replayed = replayed.unwrap_or_else(|| read.replay_all(&plans[0]));
            // Each edit says the whole of what it changed: one lost edit is made up for by the next.
            let last_line = bytes[..bytes.len() - 1].iter().rposition(|b| *b == b'\n');
            if at < last_line.expect("a line") {
                assert_eq!(replayed.plan, plans[8], "flipped at {at}");
                restored += 1;
            }
        }
    }
    println!("{restored} of {} flips cost nothing", 3 * bytes.len());
}

fn replay_target(bytes: &[u8], plans: &[Plan]) -> Said {
    let read = read(bytes);
    let content = Some(Hash::of(b"0"));
    let replayed = read.replay(content, &plans[0]);
    let changes = replayed.map(|replayed| replayed.changes);
    format!("{} {} {changes:?}", read.lost.min(9), read.torn)
}

fn mutate(runs: u64) {
    let (bytes, plans) = some();
    let words: &[&[u8]] = &[
        b" edit (",
        b" file none ",
        b" journal 1 ",
        b"\n",
        b"\\n",
        b"00000000 ",
        b"gone: (items: [\"a\"])",
        b"18446744073709551615",
    ];
    // With right check sums, too: what is behind them must bear anything.
    let report = Mutations::new("journal", &[&bytes], words).run(runs, |bytes| {
        let said = replay_target(bytes, &plans);
        let mut summed = Vec::new();
        for line in bytes.split(|b| *b == b'\n') {
            let what = line.get(9..).unwrap_or_default();
            summed.extend(format!("{:08x} ", crc32fast::hash(what)).into_bytes());
            summed.extend(what);
            summed.push(b'\n');
        }
        said + &replay_target(&summed, &plans)
    });
    assert!(report.said > 3, "the runs got nowhere: {report:?}");
}

#[test]
fn numbers_at_their_end_are_only_damage() {
    let empty = Patch::default();
    let far = line(u64::MAX, &Record::Edit(empty.clone())).expect("a line");
    let text = line(0, &Record::File(None, empty)).expect("a line") + &far + "damaged\n" + &far;
    let read = read(text.as_bytes());
    assert_eq!((read.records.len(), read.lost), (3, u64::MAX - 1));
}

#[test]
fn broken_journals() {
    mutate(1_500);
}

#[test]
#[ignore = "long"]
fn many_broken_journals() {
    mutate(1_000_000);
}

/// How long this thread has run: what other programs take of the machine does not count.
#[cfg(target_os = "linux")]
fn run_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("readable");
    let first = text.split(' ').next().and_then(|word| word.parse().ok());
    Duration::from_nanos(first.expect("a number"))
}

/// What a frame pays for an edit and a save of a large plan, in the worst of some tries.
#[test]
#[ignore = "measured"]
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "this measures")]
fn a_frame_pays_little_for_an_edit_and_a_save_of_a_large_plan() {
    let home = super::open::Home::new();
    let mut plan = sample();
    for n in 0..12_500 {
        plan = super::open::with_item_of(plan, &format!("item-{n}"), &"words ".repeat(40));
    }
    home.write(&plan);
    let saver = cairn::store::Saver::spawn(Box::new(|_| {}));
    saver.keep(home.open().keep.expect("kept"));
    let id = plan.items.keys().nth(6_000).cloned().expect("an item");
    let mut times = Vec::new();
    // As the program's undo does: no plan is given up while frames are drawn.
    let mut history = Vec::new();
    for n in 0..60_u64 {
        history.push(plan.clone());
        plan.items
            .update(&id, |item| item.purpose = format!("Edit {n}"));
        let begun = run_time();
        saver.save(plan.clone(), home.file.clone(), n);
        times.push(run_time() - begun);
        std::thread::sleep(Duration::from_millis(60));
    }
    assert!(saver.flush(LONG));
    times.sort();
    let keep = saver.kept(&home.file).expect("kept");
    plan.name = "Timed".into();
    let begun = std::time::Instant::now();
    keep.edited(Arc::new(plan));
    assert!(keep.flush(LONG));
    println!(
        "handing over: median {:?}, worst {:?}; one edit in the journal after {:?}",
        times[30],
        times[59],
        begun.elapsed()
    );
    assert!(times[59] <= Duration::from_millis(4));
}
