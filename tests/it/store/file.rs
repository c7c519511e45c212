//! A save puts the new content in place, keeps links and modes, and never overwrites what it does not know.

use std::fs;

use cairn::store::file::{Base, SaveError, save_bytes, save_plan};
use cairn::store::format::read_plan_bytes;
use cairn::store::fs::Disk;
use cairn::store::hash::Hash;

use crate::support::plans::sample;

/// The names in a folder.
pub fn names(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn a_plan_is_saved_and_saved_again() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("new folder/plan.ron");
    let saved = save_plan(&Disk, &file, &sample(), Base::Absent).expect("saved");
    let bytes = fs::read(&file).expect("a file");
    assert_eq!(saved.hash, Hash::of(&bytes));
    assert_eq!(saved.warning, None);
    assert_eq!(
        read_plan_bytes(&bytes, "plan.ron").expect("read").plan,
        sample()
    );
    let mut next = sample();
    next.name = "Another name".into();
    let saved = save_plan(&Disk, &file, &next, Base::Known(saved.hash)).expect("saved");
    assert_eq!(saved.hash, Hash::of(&fs::read(&file).expect("a file")));
    assert_eq!(names(file.parent().expect("a folder")), ["plan.ron"]);
}

#[test]
fn what_another_program_wrote_stays() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("plan.ron");
    let base = Base::Known(Hash::of(b"old"));
    fs::write(&file, "theirs").expect("a file");
    let error = save_bytes(&Disk, &file, b"ours", base).expect_err("changed");
    assert!(
        matches!(&error, SaveError::ChangedOutside { found, .. } if *found == Hash::of(b"theirs"))
    );
    assert!(error.needs_decision());
    let error = save_bytes(&Disk, &file, b"ours", Base::Absent).expect_err("there");
    assert!(matches!(error, SaveError::Exists { .. }));
    assert_eq!(fs::read(&file).expect("a file"), b"theirs");
    fs::remove_file(&file).expect("deleted");
    let error = save_bytes(&Disk, &file, b"ours", base).expect_err("gone");
    assert!(matches!(error, SaveError::Gone { .. }));
    assert_eq!(names(home.path()), Vec::<String>::new());
    save_bytes(&Disk, &file, b"ours", Base::Any).expect("saved");
    save_bytes(&Disk, &file, b"ours again", Base::Any).expect("saved");
    assert_eq!(fs::read(&file).expect("a file"), b"ours again");
    assert_eq!(names(home.path()), ["plan.ron"]);
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_modes_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let home = tempfile::tempdir().expect("a folder");
    let (folder, link) = (home.path().join("synced"), home.path().join("plan.ron"));
    fs::create_dir(&folder).expect("a folder");
    let file = folder.join("real.ron");
    fs::write(&file, "old").expect("a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("a mode");
    symlink(&file, &link).expect("a link");
    save_bytes(&Disk, &link, b"new", Base::Known(Hash::of(b"old"))).expect("saved");
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    assert_eq!(fs::read(&file).expect("a file"), b"new");
    assert_eq!(
        fs::metadata(&file).expect("there").permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(names(&folder), ["real.ron"]);
    // What the user made read-only is not written, whoever asks.
    fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).expect("a mode");
    let error = save_bytes(&Disk, &link, b"newer", Base::Any).expect_err("read-only");
    assert!(matches!(error, SaveError::ReadOnly { .. }));
    assert_eq!(fs::read(&file).expect("a file"), b"new");
}

#[test]
fn long_names_and_names_in_other_scripts_can_be_saved() {
    let home = tempfile::tempdir().expect("a folder");
    for name in [
        "ü".repeat(120) + ".ron",
        "計画 🙂.ron".to_owned(),
        ".ron".to_owned(),
    ] {
        let file = home.path().join(&name);
        save_bytes(&Disk, &file, b"1", Base::Absent).expect("saved");
        save_bytes(&Disk, &file, b"2", Base::Any).expect("saved");
    }
    assert_eq!(names(home.path()).len(), 3);
}
