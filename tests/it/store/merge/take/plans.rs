//! What another plan brings: a friend's, and another copy of one's own.

use std::collections::BTreeSet;

use cairn::domain::merge::take_rows::{OWN_FIELDS, STUDY_FIELDS, UNITED_FIELDS};
use cairn::domain::merge::{Record, take_plan};
use cairn::domain::{Depth, Item, Minutes, Outcome, PlanId, Status};

use super::super::edits::edited;
use super::legal;
use crate::support::plans::{Dice, random_plan};

#[test]
fn every_field_of_an_item_has_its_side() {
    let all: Vec<&str> = STUDY_FIELDS
        .into_iter()
        .chain(UNITED_FIELDS)
        .chain(OWN_FIELDS)
        .chain(["id"])
        .collect();
    let said: BTreeSet<&str> = all.iter().copied().collect();
    let there: BTreeSet<&str> = Item::FIELDS.iter().copied().collect();
    assert_eq!(said, there);
    assert_eq!(all.len(), there.len());
}

#[test]
fn a_friends_plan_leaves_what_is_mine() {
    for seed in 0..250 {
        let mut dice = Dice::new(seed);
        let mine = random_plan(seed);
        // The same path some edits later, or another plan.
        let from = random_plan(seed / 2 * 2);
        let mut theirs = edited(&from, &mut dice, 10, "friend");
        theirs.id = PlanId::slug("friend");
        let offer = take_plan(&mine, &theirs);
        legal(&offer, seed);
        let after = &offer.after;
        for item in mine.items.iter() {
            let now = after.items.get(&item.id).expect("it is there");
            assert_eq!(
                (
                    now.status,
                    now.done_at,
                    now.estimate,
                    now.rating,
                    &now.notes
                ),
                (
                    item.status,
                    item.done_at,
                    item.estimate,
                    item.rating,
                    &item.notes
                )
            );
            for part in &item.parts {
                let there = now.parts.iter().find(|p| p.id == part.id);
                assert_eq!(there.map(|p| p.done_on), Some(part.done_on), "seed {seed}");
            }
            assert!(item.tags.iter().all(|tag| now.tags.contains(tag)));
        }
        assert_eq!(after.sessions, mine.sessions);
        assert_eq!(after.interviews, mine.interviews);
        assert_eq!(after.availability, mine.availability);
        assert_eq!(
            (&after.id, &after.name, after.start_on),
            (&mine.id, &mine.name, mine.start_on)
        );
        for item in theirs.items.iter() {
            let now = after.items.get(&item.id).expect("it is there");
            assert_eq!(now.title, item.title);
            if !mine.items.contains(&item.id) {
                assert_eq!((now.status, now.notes.is_empty()), (Status::ToDo, true));
                assert_eq!((now.depth, now.estimate), (Depth::Core, None));
            }
        }
        let again = take_plan(after, &theirs);
        assert_eq!(again.changes.list, [], "seed {seed}");
        assert_eq!(again.after, *after, "seed {seed}");
    }
}

#[test]
fn another_copy_of_mine_brings_progress() {
    for seed in 0..250 {
        let mut dice = Dice::new(seed ^ 77);
        let base = random_plan(seed);
        let mine = edited(&base, &mut dice, 8, "mine");
        let theirs = edited(&base, &mut dice, 8, "other");
        let offer = take_plan(&mine, &theirs);
        legal(&offer, seed);
        for item in theirs.items.iter() {
            let now = offer.after.items.get(&item.id).expect("it is there");
            if item.status == Status::Done
                && mine.items.get(&item.id).is_none_or(|i| i.status.is_open())
            {
                assert_eq!(now.status, Status::Done, "seed {seed}");
            }
            assert!(
                item.notes
                    .lines()
                    .iter()
                    .all(|line| now.notes.lines().contains(line))
            );
        }
        for item in mine.items.iter() {
            let now = offer.after.items.get(&item.id).expect("it is there");
            assert!(now.status >= item.status || now.status == Status::Done);
            assert!(
                item.notes
                    .lines()
                    .iter()
                    .all(|line| now.notes.lines().contains(line))
            );
        }
        for session in theirs.sessions.iter() {
            if session.outcome != Outcome::Planned || session.spent > Minutes::ZERO {
                let now = offer.after.sessions.get(&session.id).expect("it is there");
                assert!(now.outcome != Outcome::Planned || now.spent > Minutes::ZERO);
            }
        }
        let again = take_plan(&offer.after, &theirs);
        assert_eq!(again.changes.list, [], "seed {seed}");
        assert_eq!(again.after, offer.after, "seed {seed}");
    }
}
