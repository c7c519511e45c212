//! Merges that are wrong on purpose: the audit must find each of them out.

use cairn::domain::merge::{Merged, Report, merge};
use cairn::domain::{Plan, Row, Table};

use super::three::run;

fn rows<T: Row + PartialEq>(base: &Table<T>, ours: &Table<T>, theirs: &Table<T>) -> Table<T> {
    let mut merged = ours.clone();
    for row in theirs.iter() {
        if base.get(&row.key()) != Some(row) {
            merged.put_shared(row.clone());
        }
    }
    merged
}

/// The last writer wins, row by row.
fn last_writer_wins(base: &Plan, ours: &Plan, theirs: &Plan) -> Merged {
    let mut plan = ours.clone();
    plan.items = rows(&base.items, &ours.items, &theirs.items);
    plan.steps = rows(&base.steps, &ours.steps, &theirs.steps);
    plan.links = rows(&base.links, &ours.links, &theirs.links);
    plan.sessions = rows(&base.sessions, &ours.sessions, &theirs.sessions);
    let report = Report::default();
    Merged { plan, report }
}

/// All is right but for the notes: ours are kept whole.
fn drops_their_notes(base: &Plan, ours: &Plan, theirs: &Plan) -> Merged {
    let mut merged = merge(base, ours, theirs);
    for item in ours.items.iter() {
        merged
            .plan
            .items
            .update(&item.id, |row| row.notes = item.notes.clone());
    }
    merged
}

/// All is right but for the report.
fn says_nothing(base: &Plan, ours: &Plan, theirs: &Plan) -> Merged {
    let mut merged = merge(base, ours, theirs);
    merged.report.conflicts.clear();
    merged
}

/// All is right but for the place of a link, and that is one table of eight.
fn forgets_a_field(base: &Plan, ours: &Plan, theirs: &Plan) -> Merged {
    let mut merged = merge(base, ours, theirs);
    for link in ours.links.iter() {
        merged
            .plan
            .links
            .update(&link.key(), |row| row.place = link.place.clone());
    }
    merged
}

#[test]
fn the_audit_finds_broken_merges() {
    for (what, how) in [
        (
            "last writer",
            last_writer_wins as fn(&Plan, &Plan, &Plan) -> Merged,
        ),
        ("notes", drops_their_notes),
        ("report", says_nothing),
        ("field", forgets_a_field),
    ] {
        let tally = run(0..150, how);
        assert!(!tally.failures.is_empty(), "{what}: not found");
    }
}
