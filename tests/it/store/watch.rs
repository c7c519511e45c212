//! While a plan is open: what other programs do to its file and beside it is told within seconds, and nothing that anybody
//! wrote is overwritten.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use cairn::domain::Plan;
use cairn::store::Saver;
use cairn::store::exchange::settle_copy;
use cairn::store::format::write_plan;
use cairn::store::found::is_copy;
use cairn::store::hash::Hash;
use cairn::store::keep::News;

use super::open::{Home, LONG, named, with_item};
use crate::support::plans::sample;

fn opened(plan: &Plan) -> (Home, Saver) {
    let home = Home::with(plan);
    let saver = Saver::spawn(Box::new(|_| {}));
    saver.keep(home.open().keep.expect("kept"));
    (home, saver)
}

#[test]
fn another_programs_change_is_told_merged_and_saved() {
    let (home, saver) = opened(&sample());
    home.write(&with_item(&sample(), "theirs"));
    let (theirs, base) = home.hears(|news| match news {
        News::Outside { theirs, base, .. } => Some((theirs.clone(), Arc::clone(base))),
        _ => None,
    });
    assert_eq!((*base).clone(), sample());
    assert_eq!(theirs.plan, with_item(&sample(), "theirs"));
    // A save in between does not overwrite it.
    saver.save(with_item(&sample(), "ours"), home.file.clone(), 1);
    assert!(!saver.flush(LONG));
    assert_eq!(home.on_disk(), theirs.plan);
    let both = with_item(&theirs.plan, "ours");
    saver.merged(
        &home.file,
        theirs.hash,
        &Arc::new(theirs.plan),
        &Arc::new(both.clone()),
    );
    saver.save(both.clone(), home.file.clone(), 2);
    assert!(saver.flush(LONG));
    assert_eq!(home.on_disk(), both);
    drop(saver);
    assert!(home.open().outside.is_none());
}

#[test]
fn a_save_that_meets_another_programs_change_tells_it() {
    let (home, saver) = opened(&sample());
    saver.save(named("Ours"), home.file.clone(), 1);
    home.write(&named("Theirs"));
    assert!(!saver.flush(LONG));
    home.hears(|news| matches!(news, News::Outside { .. }).then_some(()));
    // The user wants their own: the other's version becomes a backup that stays.
    saver.replace(&home.file);
    assert!(saver.flush(LONG));
    assert_eq!(home.on_disk(), named("Ours"));
    let all = saver.kept(&home.file).expect("kept").backups();
    assert_eq!(all[0].why, cairn::store::backups::Why::Outside);
    let kept = cairn::store::backups::read(&cairn::store::fs::Disk, &all[0]).expect("read");
    assert_eq!(kept.plan, named("Theirs"));
}

#[test]
fn the_same_plan_in_other_words_is_no_news() {
    let (home, saver) = opened(&sample());
    let text = write_plan(&sample()).expect("a text").replace("    ", "  ");
    fs::write(&home.file, text).expect("a file");
    saver.look();
    std::thread::sleep(Duration::from_millis(700));
    saver.save(named("Ours"), home.file.clone(), 1);
    assert!(saver.flush(LONG));
    assert_eq!(home.on_disk(), named("Ours"));
    assert!(home.news.try_recv().is_err());
}

#[test]
fn a_file_that_is_deleted_or_damaged_is_told_and_can_be_saved_again() {
    let (home, saver) = opened(&sample());
    fs::remove_file(&home.file).expect("deleted");
    saver.look();
    home.hears(|news| matches!(news, News::Gone { .. }).then_some(()));
    saver.replace(&home.file);
    saver.save(named("Again"), home.file.clone(), 1);
    assert!(saver.flush(LONG));
    assert_eq!(home.on_disk(), named("Again"));
    fs::write(&home.file, "(format: 1, torn").expect("damaged");
    saver.look();
    let copy = home.hears(|news| match news {
        News::Damaged { copy, .. } => Some(copy.clone()),
        _ => None,
    });
    assert_eq!(
        fs::read(copy.expect("a copy")).expect("there"),
        b"(format: 1, torn"
    );
}

#[test]
fn a_file_that_is_being_written_is_waited_for() {
    let (home, saver) = opened(&sample());
    let text = write_plan(&named("Written slowly")).expect("a text");
    let (path, slow) = (home.file.clone(), text.clone());
    let writer = std::thread::spawn(move || {
        use std::io::Write as _;
        let mut file = fs::File::create(path).expect("a file");
        for chunk in slow.as_bytes().chunks(slow.len() / 8 + 1) {
            file.write_all(chunk).expect("written");
            std::thread::sleep(Duration::from_millis(90));
        }
    });
    saver.look();
    let theirs = home.hears(|news| match news {
        News::Outside { theirs, .. } => Some(theirs.plan.name.clone()),
        News::Damaged { error, .. } => panic!("{error}"),
        _ => None,
    });
    assert_eq!(theirs, "Written slowly");
    writer.join().expect("done");
}

#[test]
fn copies_beside_the_plan_are_told() {
    let (home, saver) = opened(&sample());
    saver.look();
    std::thread::sleep(Duration::from_millis(300));
    let copy = home
        .file
        .with_file_name("plan.sync-conflict-20261122-120000-ABCDEFG.ron");
    fs::write(&copy, write_plan(&named("Copy")).expect("a text")).expect("a file");
    saver.look();
    let copies = home.hears(|news| match news {
        News::Copies { copies, .. } => Some(copies.clone()),
        _ => None,
    });
    assert_eq!(copies, std::slice::from_ref(&copy));
    drop(saver);
    assert_eq!(home.open().copies.len(), 1);
    // Taken in, it is not offered again, until a sync program writes something new there.
    let holds = Hash::of(&fs::read(&copy).expect("a file"));
    settle_copy(&home.places(), &home.file, &copy, holds);
    assert!(home.open().copies.is_empty());
    fs::write(&copy, write_plan(&named("Newer copy")).expect("a text")).expect("a file");
    assert_eq!(home.open().copies.len(), 1);
    for (name, is) in [
        ("plan (Anna's conflicted copy 2026-11-22).ron", true),
        ("plan (conflicted copy 2026-11-22 101500).ron", true),
        ("plan_conflict-20261122-101500.ron", true),
        ("plan (SFConflict a@b.org 2026-11-22).ron", true),
        ("plan [conflicted].ron", true),
        ("plan.ron", false),
        ("plan 2.ron", false),
        ("other.sync-conflict-1.ron", false),
        ("plan conflicted copy.txt", false),
    ] {
        assert_eq!(is_copy(name, "plan.ron"), is, "{name}");
    }
}

#[test]
fn a_program_that_writes_to_the_file_it_had_open_is_noticed() {
    let (home, saver) = opened(&sample());
    let mut open = fs::File::options()
        .write(true)
        .open(&home.file)
        .expect("an editor opens it");
    saver.save(named("Ours"), home.file.clone(), 1);
    assert!(saver.flush(LONG));
    let text = write_plan(&named("Late")).expect("a text");
    {
        use std::io::Write as _;
        open.set_len(0).expect("emptied");
        open.write_all(text.as_bytes()).expect("written late");
    }
    saver.look();
    let theirs = home.hears(|news| match news {
        News::LateWrite { theirs, base, .. } => {
            assert_eq!((**base).clone(), sample());
            Some(theirs.clone())
        }
        _ => None,
    });
    assert_eq!(theirs.expect("readable").plan, named("Late"));
    assert_eq!(home.on_disk(), named("Ours"));
}

#[test]
fn a_plan_that_lost_most_of_its_items_is_saved_only_at_the_users_word() {
    let mut large = sample();
    for n in 0..30 {
        large = with_item(&large, &format!("item-{n}"));
    }
    let (home, saver) = opened(&large);
    let mut small = large.clone();
    small.items.retain(|item| item.title != "Added");
    saver.save(small.clone(), home.file.clone(), 1);
    assert!(!saver.flush(LONG));
    let (from, to) = home.hears(|news| match news {
        News::Shrunk { from, to, .. } => Some((*from, *to)),
        _ => None,
    });
    assert_eq!((from, to), (large.items.len(), small.items.len()));
    assert_eq!(home.on_disk(), large);
    saver.allow(&home.file, small.items.len());
    assert!(saver.flush(LONG));
    assert_eq!(home.on_disk(), small);
}
