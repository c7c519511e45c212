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
