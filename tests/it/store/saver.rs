//! The autosave thread: on disk within a second or so, only the newest, and it says what happened.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use cairn::domain::Plan;
use cairn::store::format::read_plan_bytes;
use cairn::store::hash::Hash;
use cairn::store::saver::{DELAY, RETRY, SaveEvent, Saver};

use crate::support::plans::sample;

const LONG: Duration = Duration::from_secs(20);

fn saver() -> (Saver, Receiver<SaveEvent>) {
    let (send, events) = channel();
    let saver = Saver::spawn(Box::new(move |event| {
        let _ = send.send(event);
    }));
    (saver, events)
}

fn named(name: &str) -> Plan {
    let mut plan = sample();
    plan.name = name.to_owned();
    plan
}

fn name_in(file: &std::path::Path) -> String {
    let bytes = std::fs::read(file).expect("a file");
    read_plan_bytes(&bytes, "plan.ron").expect("read").plan.name
}

#[test]
fn a_change_is_on_disk_soon_and_only_the_newest_is_written() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("plan.ron");
    let (saver, events) = saver();
    for revision in 1..=20 {
        saver.save(named(&format!("Plan {revision}")), file.clone(), revision);
    }
    assert!(!saver.is_idle());
    // Nobody asks, nothing is drawn: it is saved by itself.
    let event = events
        .recv_timeout(Duration::from_secs(3))
        .expect("an event");
    assert_eq!(
        event,
        SaveEvent::Saved {
            path: file.clone(),
            revision: 20,
            warning: None
        }
    );
    assert_eq!(name_in(&file), "Plan 20");
    assert!(events.recv_timeout(2 * DELAY).is_err(), "once is enough");
    assert!(saver.is_idle());
}

#[test]
fn flush_waits_until_it_is_there() {
    let home = tempfile::tempdir().expect("a folder");
    let (one, other) = (home.path().join("one.ron"), home.path().join("other.ron"));
    let (saver, _events) = saver();
    for round in 1..=5 {
        saver.save(named(&format!("One {round}")), one.clone(), round);
        saver.save(named(&format!("Other {round}")), other.clone(), round);
        assert!(saver.flush(LONG));
        assert_eq!(name_in(&one), format!("One {round}"));
        assert_eq!(name_in(&other), format!("Other {round}"));
    }
    assert!(saver.flush(Duration::ZERO));
}

#[test]
fn dropping_it_saves_what_is_left() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("plan.ron");
    let (saver, _events) = saver();
    saver.save(named("Last"), file.clone(), 7);
    drop(saver);
    assert_eq!(name_in(&file), "Last");
}

#[test]
fn a_change_from_outside_stops_the_autosave_until_the_user_decides() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("plan.ron");
    let (saver, events) = saver();
    std::fs::write(&file, "what it was").expect("a file");
    saver.opened(&file, Hash::of(b"what it was"));
    saver.save(named("Ours"), file.clone(), 1);
    assert!(saver.flush(LONG));
    events.recv_timeout(LONG).expect("saved");
    std::fs::write(&file, "theirs").expect("a file");
    saver.save(named("Ours again"), file.clone(), 2);
    assert!(!saver.flush(LONG));
    let event = events.recv_timeout(LONG).expect("an event");
    let message = "plan.ron was changed by another program. It was not overwritten.".to_owned();
    assert_eq!(
        event,
        SaveEvent::Failed {
            path: file.clone(),
            revision: 2,
            message,
            held: true
        }
    );
    assert!(!saver.flush(LONG));
    assert!(events.try_recv().is_err(), "it is said once");
    saver.save(named("Ours at last"), file.clone(), 3);
    assert!(!saver.flush(LONG));
    let event = events.recv_timeout(LONG).expect("an event");
    let again = matches!(
        event,
        SaveEvent::Failed {
            revision: 3,
            held: true,
            ..
        }
    );
    assert!(again, "it is said again after the next change");
    assert_eq!(std::fs::read(&file).expect("a file"), b"theirs");
    saver.replace(&file);
    assert!(saver.flush(LONG));
    assert_eq!(name_in(&file), "Ours at last");
}

#[test]
fn a_disk_that_refuses_is_reported_and_tried_again() {
    let home = tempfile::tempdir().expect("a folder");
    // Where the folder should be there is a file.
    let folder = home.path().join("folder");
    std::fs::write(&folder, "no folder").expect("a file");
    let file = folder.join("plan.ron");
    let (saver, events) = saver();
    saver.save(named("Kept"), file.clone(), 1);
    assert!(!saver.flush(LONG));
    let event = events.recv_timeout(LONG).expect("an event");
    assert!(
        matches!(&event, SaveEvent::Failed { held: false, message, .. } if message.ends_with('.')),
        "{event:?}"
    );
    // Handing in the same again is no new try and no new complaint.
    saver.save(named("Kept"), file.clone(), 1);
    assert!(events.recv_timeout(2 * DELAY).is_err());
    std::fs::remove_file(&folder).expect("gone");
    let event = events
        .recv_timeout(RETRY + LONG)
        .expect("it is tried again by itself");
    assert!(
        matches!(event, SaveEvent::Saved { revision: 1, .. }),
        "{event:?}"
    );
    assert!(saver.flush(LONG));
    assert_eq!(name_in(&file), "Kept");
}
