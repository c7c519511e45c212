//! Git's marks in a plan's file, copies that sync programs make, and merging files.

use cairn::domain::merge::merge;
use cairn::domain::{ItemId, Minutes};
use cairn::store::conflicts::{MarkError, is_copy_of, sides};
use cairn::store::format::{read_plan, write_plan};
use cairn::store::merged::{merge_files, merge_marked};

use crate::support::plans::sample;

#[test]
fn marks_are_taken_apart() {
    let two = "a\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\nz\n";
    let found = sides(two).expect("in order").expect("there");
    assert_eq!(
        (&*found.ours, &*found.theirs),
        ("a\nours\nz\n", "a\ntheirs\nz\n")
    );
    assert_eq!((found.base, found.conflicts), (None, 1));

    let three = "<<<<<<< ours\r\no\r\n||||||| 1f2e3d\r\nb\r\n=======\r\nt\r\n>>>>>>> theirs\r\n";
    let found = sides(three).expect("in order").expect("there");
    assert_eq!((&*found.ours, &*found.theirs), ("o\r\n", "t\r\n"));
    assert_eq!(found.base.as_deref(), Some("b\r\n"));

    assert_eq!(sides("a\n=======\n<<<<<<<< eight\n"), Ok(None));
    assert_eq!(sides("x\n<<<<<<< a\n=======\n"), Err(MarkError::Open(2)));
    assert_eq!(sides("x\n>>>>>>> a\n"), Err(MarkError::Stray(2)));
    assert_eq!(sides("<<<<<<< a\n<<<<<<< b\n"), Err(MarkError::Stray(2)));
}

/// The lines that differ between two texts in marks, as git leaves them.
fn marked(ours: &str, theirs: &str, base: Option<&str>) -> String {
    let split = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (a, b) = (split(ours), split(theirs));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let tail = tail.min(a.len() - head).min(b.len() - head);
    let part = |lines: &[String]| lines.iter().map(|l| format!("{l}\n")).collect::<String>();
    let mut out = part(&a[..head]);
    out += &format!("<<<<<<< HEAD\n{}", part(&a[head..a.len() - tail]));
    if let Some(base) = base {
        let base = split(base);
        out += &format!("||||||| base\n{}", part(&base[head..base.len() - tail]));
    }
    out += &format!("=======\n{}>>>>>>> other\n", part(&b[head..b.len() - tail]));
    out + &part(&a[a.len() - tail..])
}

#[test]
fn a_plan_with_marks_is_merged() {
    let base = sample();
    let id = ItemId::slug("paper.attention");
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.items.update(&id, |item| item.rating = Some(1));
    theirs
        .items
        .update(&id, |item| item.estimate = Some(Minutes(60)));
    let [base_text, our_text, their_text] =
        [&base, &ours, &theirs].map(|plan| write_plan(plan).expect("it is written"));
    let text = marked(&our_text, &their_text, Some(&base_text));
    assert!(read_plan(&text, "plan.ron").is_err());
    let merged = merge_marked(&text, "plan.ron")
        .expect("merged")
        .expect("marks");
    assert_eq!(merged, merge(&base, &ours, &theirs));
    assert!(merged.report.is_clean());
    let text = marked(&our_text, &their_text, None);
    let merged = merge_marked(&text, "plan.ron")
        .expect("merged")
        .expect("marks");
    let item = merged.plan.items.get(&id).expect("it is there");
    assert_eq!(item.rating, Some(1));
    assert_eq!(merge_marked(&our_text, "plan.ron").ok(), Some(None));
    let broken = text.replace("=======\n", "=======\n)\n");
    let said = merge_marked(&broken, "plan.ron")
        .err()
        .map(|e| e.to_string());
    let said = said.expect("it is no plan");
    assert!(said.starts_with("plan.ron (theirs), line "), "{said}");
}

#[test]
fn copies_of_sync_programs_are_known_by_their_names() {
    for name in [
        "plan.sync-conflict-20260102-123456-ABCDEF7.ron",
        "plan.sync-conflict-20260102-123456.ron",
        "plan (conflicted copy 2026-01-02).ron",
        "plan (conflicted copy 2026-01-02 123456).ron",
        "plan (Ada's conflicted copy 2026-01-02).ron",
        "plan (Ada Lovelace's Conflicted Copy 2026-01-02 (1)).ron",
        "plan (Konflikt - in Konflikt stehende Kopie von laptop 2026-01-02).ron",
        "plan (Copie en conflit de laptop 2026-01-02).ron",
        "plan (Copia en conflicto de laptop 2026-01-02).ron",
        "plan (Case Conflict).ron",
        "plan_conflict-20260102-123456.ron",
        "plan (SFConflict ada@example.org 2026-01-02-12-34-56).ron",
        "plan [conflicted].ron",
    ] {
        assert!(is_copy_of("plan.ron", name), "{name}");
        assert!(!is_copy_of("other.ron", name), "{name}");
    }
    for name in [
        "plan.ron",
        "plan-LAPTOP.ron",
        "plan (1).ron",
        "plan-2.sync-conflict-20260102-123456-ABCDEF7.ron",
        "plan.sync-conflict-soon.ron",
        "plan_conflict-resolution.ron",
        "plan (conflicted copy 2026-01-02).txt",
        "planconflicted copy.ron",
        "xplan (conflicted copy 2026-01-02).ron",
        "",
    ] {
        assert!(!is_copy_of("plan.ron", name), "{name}");
    }
    assert!(is_copy_of("plan", "plan (conflicted copy 2026-01-02)"));
    assert!(is_copy_of(
        "a.b.ron",
        "a.b.sync-conflict-20260102-123456-ABCDEF7.ron"
    ));
}

#[test]
fn files_are_merged_into_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let base = sample();
    let id = ItemId::slug("paper.attention");
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.items.update(&id, |item| item.rating = Some(1));
    theirs.items.update(&id, |item| item.rating = Some(2));
    for (name, plan) in [("base", &base), ("ours", &ours), ("theirs", &theirs)] {
        std::fs::write(at(name), write_plan(plan).expect("it is written")).expect("a file");
    }
    let read = |name: &str| {
        let text = std::fs::read_to_string(at(name)).expect("a file");
        let loaded = read_plan(&text, name).expect("a plan");
        assert_eq!(loaded.notes, Vec::<String>::new());
        loaded.plan
    };
    // A side that did not change: the other one, to the last byte. Into one of the files, as git has it.
    let merged = merge_files(&at("base"), &at("base"), &at("theirs"), &at("out"), None);
    assert!(merged.expect("merged").conflicts.is_empty());
    assert_eq!(read("out"), theirs);
    let merged = merge_files(&at("base"), &at("ours"), &at("theirs"), &at("ours"), None);
    assert_eq!(merged.expect("merged").conflicts.len(), 1);
    let notes = read("ours").items.get(&id).expect("there").notes.text();
    assert!(
        notes.ends_with("[Changed in both copies: how well you know it: 1 here, 2 there.]"),
        "{notes}"
    );
    // No base: a file that is not there, or an empty one.
    std::fs::write(at("empty"), "").expect("a file");
    for none in ["nowhere", "empty"] {
        let merged = merge_files(&at(none), &at("theirs"), &at("base"), &at("out"), None);
        assert!(merged.is_ok(), "{none}");
    }
    std::fs::write(at("bad"), "(format: 1,\n  id: \"x\",\n  name: [").expect("a file");
    let before = std::fs::read(at("out")).expect("a file");
    let failed = merge_files(
        &at("base"),
        &at("bad"),
        &at("theirs"),
        &at("out"),
        Some("p.ron"),
    );
    let said = failed
        .err()
        .map(|error| error.to_string())
        .expect("no plan");
    assert!(said.starts_with("p.ron (ours), line 3"), "{said}");
    assert_eq!(std::fs::read(at("out")).expect("a file"), before);
}
