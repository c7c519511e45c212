//! A whole session of a plan – opening with a journal to restore, edits, saves, backups, the lock, the end – where any one
//! file operation fails in any way a disk fails. Nothing is called saved that is not, and nothing that was promised is lost.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cairn::domain::Plan;
use cairn::store::format::read_plan_bytes;
use cairn::store::fs::Fs;
use cairn::store::open::{Outcome, open};
use cairn::store::{SaveEvent, Saver};

use super::faults::{Fault, Faulty};
use super::open::{Home, LONG, with_item};
use crate::support::plans::sample;

const SHORT: Duration = Duration::from_millis(900);

/// ENOSPC, EIO, EROFS, EACCES, EDQUOT, EFBIG, and the two worse ones.
const FAULTS: [Fault; 8] = [
    Fault::Errno(28),
    Fault::Errno(5),
    Fault::Errno(30),
    Fault::Errno(13),
    Fault::Errno(122),
    Fault::Errno(27),
    Fault::Killed,
    Fault::LiesFailed,
];

/// A home as a kill left it: one edit is in the journal only.
fn left_behind() -> (Home, tempfile::TempDir) {
    let home = Home::with(&sample());
    let keep = home.open().keep.expect("kept");
    keep.edited(Arc::new(with_item(&sample(), "first")));
    assert!(keep.flush(LONG));
    let moment = home.moment();
    drop(keep);
    (home, moment)
}

/// Whether any file below a folder has these words.
fn somewhere(folder: &Path, words: &str) -> bool {
    fs::read_dir(folder).expect("a folder").any(|entry| {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            return somewhere(&path, words);
        }
        String::from_utf8_lossy(&fs::read(path).expect("readable")).contains(words)
    })
}

fn has(plan: &Plan, id: &str) -> bool {
    plan.items.keys().any(|key| key.as_str() == id)
}

/// One session on a disk with a fault. Gives what was wrong.
fn session(home: &Home, disk: Arc<dyn Fs>) -> Vec<String> {
    let mut wrong = Vec::new();
    let outcome = open(home.opening_on(Arc::clone(&disk)));
    let (mut second, mut third, mut saved) = (false, false, false);
    if let Outcome::Opened(opened) = outcome {
        let mut plan = opened.loaded.plan.clone();
        if !has(&plan, "first") && opened.notes.is_empty() {
            wrong.push("the journal was not restored, and nothing was said".to_owned());
        }
        if let Some(keep) = opened.keep {
            let events = Arc::new(Mutex::new(Vec::new()));
            let heard = Arc::clone(&events);
            let saver = Saver::spawn_on(
                disk,
                Box::new(move |event| heard.lock().expect("not poisoned").push(event)),
            );
            saver.keep(Arc::clone(&keep));
            plan = with_item(&plan, "second");
            saver.save(plan.clone(), home.file.clone(), 2);
            second = keep.flush(SHORT);
            let flushed = saver.flush(SHORT);
            let events = std::mem::take(&mut *events.lock().expect("not poisoned"));
            saved = events
                .iter()
                .any(|event| matches!(event, SaveEvent::Saved { .. }));
            if saved {
                let bytes = fs::read(&home.file).expect("a file");
                let there = read_plan_bytes(&bytes, "plan.ron").map(|loaded| loaded.plan);
                if there.as_ref().ok() != Some(&plan) {
                    wrong.push("called saved, and the file says otherwise".to_owned());
                }
            }
            if flushed != saved {
                wrong.push(format!("flush says {flushed}, the events say {saved}"));
            }
            let third_plan = Arc::new(with_item(&plan, "third"));
            saver.edited(&home.file, &third_plan);
            third = keep.flush(SHORT);
            drop(saver);
        }
    }
    // What the next session finds, on a disk that works.
    let bytes = fs::read(&home.file).unwrap_or_default();
    if let Err(error) = read_plan_bytes(&bytes, "plan.ron") {
        wrong.push(format!("torn: {error}"));
        return wrong;
    }
    match open(home.opening()) {
        Outcome::Opened(opened) => {
            let plan = &opened.loaded.plan;
            for (id, promised) in [("second", second || saved), ("third", third)] {
                if promised && !has(plan, id) {
                    wrong.push(format!("“{id}” was promised and is gone"));
                }
            }
            drop(opened.keep);
            if !has(plan, "first") && !somewhere(home.places().state().as_path(), "\"first\"") {
                wrong.push("the last session's edit is nowhere any more".to_owned());
            }
        }
        _ => wrong.push("it does not open any more".to_owned()),
    }
    wrong
}

/// Sessions with a fault at every `step`-th operation. Gives what was wrong and how many faults were hit.
fn sessions(faults: &[Fault], step: usize, from: usize, exchanges: bool) -> (Vec<String>, usize) {
    let (home, moment) = left_behind();
    let mut all = Vec::new();
    let mut hits = 0;
    for &fault in faults {
        let mut at = from;
        loop {
            home.come_back(&moment);
            let mut faulty = Faulty::new(at, fault);
            faulty.exchanges = exchanges;
            let faulty = Arc::new(faulty);
            let wrong = session(&home, Arc::clone(&faulty) as Arc<dyn Fs>);
            all.extend(
                wrong
                    .iter()
                    .map(|text| format!("{fault:?} at {at}: {text}")),
            );
            if faulty.hit.load(Ordering::SeqCst) == 0 {
                break;
            }
            hits += 1;
            at += step;
        }
    }
    println!("{hits} faults were hit, {} things went wrong", all.len());
    (all, hits)
}

#[test]
fn a_fault_in_a_session_loses_nothing_and_tells_no_lie() {
    let (wrong, hits) = sessions(&[Fault::Errno(28), Fault::Killed], 11, 2, true);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(hits >= 8, "only {hits} faults were hit");
}

#[test]
#[ignore = "long"]
fn every_fault_in_a_session_loses_nothing_and_tells_no_lie() {
    let mut all = 0;
    for exchanges in [true, false] {
        let (wrong, hits) = sessions(&FAULTS, 1, 0, exchanges);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        all += hits;
    }
    assert!(all >= 700, "only {all} faults were hit");
}

#[test]
fn a_session_without_a_fault_is_right() {
    let (home, moment) = left_behind();
    home.come_back(&moment);
    let faulty = Arc::new(Faulty::new(usize::MAX, Fault::Errno(5)));
    let wrong = session(&home, Arc::clone(&faulty) as Arc<dyn Fs>);
    assert!(wrong.is_empty(), "{wrong:?}");
    println!("{} operations", faulty.calls.load(Ordering::SeqCst));
    // A disk that writes half and says yes is caught.
    home.come_back(&moment);
    let mut half = Faulty::new(usize::MAX, Fault::Errno(5));
    half.halves = true;
    let wrong = session(&home, Arc::new(half));
    assert!(!wrong.is_empty(), "a lie was not caught");
}
