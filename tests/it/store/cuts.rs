//! Power cuts at any moment, in the model of `crash_model.rs`: in every state that is left the file is whole, old or new, and
//! all that was acknowledged is found again. Savers that are broken in the three usual ways are run through the same model,
//! and must be caught.

use std::io;
use std::path::Path;
use std::sync::Arc;

use cairn::domain::Plan;
use cairn::store::Saver as Saving;
use cairn::store::file::{Base, SaveError, save_bytes};
use cairn::store::format::{read_plan_bytes, write_plan};
use cairn::store::fs::Fs as _;
use cairn::store::hash::Hash;
use cairn::store::open::{Outcome, open};

use super::crash_model::{Cuts, Model, restore};
use super::open::{Home, LONG};
use crate::support::plans::sample;

const OLD: &[u8] = b"the old content";
const NEW: &[u8] = b"the new content, which is longer than the old one";

type Saver = dyn Fn(&Model, &Path, Base) -> Result<(), SaveError>;

/// How many states a save may leave, and what is wrong with them.
fn audit(saver: &Saver, existing: bool) -> (usize, Vec<String>) {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("plan.ron");
    let base = if existing {
        std::fs::write(&file, OLD).expect("the old file");
        Base::Known(Hash::of(OLD))
    } else {
        Base::Absent
    };
    let model = Model::over(home.path());
    saver(&model, &file, base).expect("it is saved");
    model.said(1);
    let cuts = Cuts::of(&model);
    let mut wrong = Vec::new();
    for (said, state) in &cuts.states {
        let there = state.get(&file).map(Vec::as_slice);
        let (old, new) = (there == existing.then_some(OLD), there == Some(NEW));
        if !old && !new {
            wrong.push(format!("torn: {there:?}"));
        }
        if *said == 1 && !new {
            wrong.push(format!("lost after it was called saved: {there:?}"));
        }
    }
    (cuts.states.len(), wrong)
}

#[test]
fn a_cut_at_any_moment_of_a_save_leaves_the_old_file_or_the_new_one() {
    let ours: &Saver = &|fs, path, base| save_bytes(fs, path, NEW, base).map(|_| ());
    for existing in [true, false] {
        let (states, wrong) = audit(ours, existing);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(states >= 4, "only {states} states");
        eprintln!("save, existing {existing}: {states} states");
    }
}

fn io_error(error: io::Error) -> SaveError {
    SaveError::Io {
        file: "plan.ron".into(),
        error,
    }
}

#[test]
fn the_model_catches_savers_that_are_broken_in_the_usual_ways() {
    let truncate: &Saver = &|fs, path, _| {
        let mut file = fs.open_lock(path).map_err(io_error)?;
        fs.rewrite(&mut file, NEW).map_err(io_error)?;
        fs.sync(&file).map_err(io_error)
    };
    let (_, wrong) = audit(truncate, true);
    assert!(
        wrong.iter().any(|text| text.starts_with("torn")),
        "{wrong:?}"
    );

    let no_sync: &Saver = &|fs, path, _| {
        let temp = path.with_extension("tmp");
        let mut file = fs.create(&temp, None).map_err(io_error)?;
        fs.write(&mut file, NEW).map_err(io_error)?;
        fs.rename_over(&temp, path).map_err(io_error)?;
        fs.sync_folder(path.parent().expect("a folder"))
            .map_err(io_error)
    };
    let (_, wrong) = audit(no_sync, true);
    assert!(
        wrong.iter().any(|text| text.starts_with("torn")),
        "{wrong:?}"
    );

    let no_folder_sync: &Saver = &|fs, path, _| {
        let temp = path.with_extension("tmp");
        let mut file = fs.create(&temp, None).map_err(io_error)?;
        fs.write(&mut file, NEW).map_err(io_error)?;
        fs.sync(&file).map_err(io_error)?;
        fs.rename_over(&temp, path).map_err(io_error)
    };
    let (_, wrong) = audit(no_folder_sync, true);
    assert!(
        wrong.iter().any(|text| text.starts_with("lost")),
        "{wrong:?}"
    );
}

fn version(n: u64) -> Plan {
    let items = sample()
        .items
        .iter()
        .take(1)
        .map(|item| (**item).clone())
        .collect();
    let mut plan = Plan::empty(sample().id, format!("Version {n}"), sample().start_on);
    plan.items = items;
    plan
}

fn number(plan: &Plan) -> Option<u64> {
    plan.name.strip_prefix("Version ")?.parse().ok()
}

/// A whole session: the plan is opened, edited, saved, edited again, backups are made, journals begun anew, and it is
/// closed. Gives the number of states, and what was wrong.
fn session(edits: u64, first: &[u8], most: usize, harm: fn(&Model, &Path)) -> (usize, Vec<String>) {
    let home = Home::with(&version(0));
    std::fs::write(&home.file, first).expect("the first version");
    let root = home
        .file
        .parent()
        .and_then(Path::parent)
        .expect("a folder")
        .to_owned();
    let model = Model::over(&root);
    let Outcome::Opened(opened) = open(home.opening_on(Arc::new(model.clone()))) else {
        panic!("it does not open");
    };
    let keep = opened.keep.expect("it may be saved");
    let saver = Saving::spawn_on(Arc::new(model.clone()), Box::new(|_| ()));
    saver.keep(Arc::clone(&keep));
    for n in 1..=edits {
        let plan = version(n);
        saver.edited(&home.file, &Arc::new(plan.clone()));
        if n % 2 == 1 {
            assert!(keep.sync(LONG), "the journal is on the disk");
        } else {
            saver.save(plan, home.file.clone(), n);
            assert!(saver.flush(LONG), "the plan is saved");
            harm(&model, &home.file);
        }
        model.said(n);
    }
    drop(saver);
    drop(keep);
    let cuts = Cuts::of(&model);
    let mut wrong = Vec::new();
    // A quick run takes some of them, evenly.
    let step = cuts.states.len().div_ceil(most);
    let mut looked_at = 0;
    for (said, state) in cuts.states.iter().step_by(step) {
        looked_at += 1;
        restore(&root, state);
        let file = state.get(&home.file).cloned().unwrap_or_default();
        let whole = file == first
            || read_plan_bytes(&file, "p").is_ok_and(|read| number(&read.plan).is_some());
        if !whole {
            wrong.push(format!(
                "torn, {said} was safe: {}",
                String::from_utf8_lossy(&file)
            ));
            continue;
        }
        match open(home.opening()) {
            Outcome::Opened(opened) => {
                let found = number(&opened.loaded.plan).unwrap_or(0);
                if found < *said {
                    wrong.push(format!("{said} was safe, {found} is found"));
                }
            }
            Outcome::Trouble(trouble) => wrong.push(format!("{said} was safe: {}", trouble.error)),
            Outcome::NoAnswer(other) => wrong.push(format!("{other:?}")),
        }
    }
    eprintln!("{looked_at} of {} states", cuts.states.len());
    (looked_at, wrong)
}

#[test]
fn a_cut_at_any_moment_of_a_session_loses_nothing_that_was_called_safe() {
    let first = write_plan(&version(0)).expect("written");
    let (states, wrong) = session(4, first.as_bytes(), 150, |_, _| ());
    eprintln!("a short session: {states} states");
    assert!(
        wrong.is_empty(),
        "{} of {states}: {}",
        wrong.len(),
        wrong[..wrong.len().min(10)].join("\n")
    );
    assert!(states >= 100, "only {states} states");
}

#[test]
#[ignore = "thousands of states"]
fn a_cut_at_any_moment_of_a_long_session_loses_nothing_that_was_called_safe() {
    let first = write_plan(&version(0)).expect("written");
    let (states, wrong) = session(14, first.as_bytes(), 2_500, |_, _| ());
    eprintln!("a long session: {states} states");
    assert!(
        wrong.is_empty(),
        "{} of {states}: {}",
        wrong.len(),
        wrong[..wrong.len().min(10)].join("\n")
    );
    assert!(states >= 500, "only {states} states");
}

/// After each save something writes the file anew, in place: the audit of a session must see that.
#[test]
fn the_audit_of_a_session_catches_a_file_that_is_written_in_place() {
    let first = write_plan(&version(0)).expect("written");
    let (_, wrong) = session(2, first.as_bytes(), 100, |fs, path| {
        let bytes = fs.read(path, 1 << 20).expect("read");
        let mut file = fs.open_lock(path).expect("open");
        fs.rewrite(&mut file, &bytes).expect("written");
        fs.sync(&file).expect("synced");
    });
    assert!(
        wrong.iter().any(|text| text.starts_with("torn")),
        "{wrong:?}"
    );
}
