//! What imports offer: nothing of the user's is lost, nothing comes twice.

use std::collections::BTreeSet;

use cairn::domain::merge::take_rows::{OWN_FIELDS, STUDY_FIELDS, UNITED_FIELDS};
use cairn::domain::merge::{Offer, Record, take_busy, take_path, take_plan};
use cairn::domain::{
    Busy, BusyId, Clock, Day, Depth, Item, ItemId, Kind, Minutes, Notes, Outcome, Part, PartId,
    Path, Plan, PlanId, Status, Step, StepId,
};
use cairn::store::format::{read_plan, write_plan};

use super::edits::edited;
use crate::support::plans::{Dice, random_plan, sample};

fn legal(offer: &Offer, seed: u64) {
    let text = write_plan(&offer.after).expect("it is written");
    let loaded = read_plan(&text, "plan.ron").expect("it is read");
    assert_eq!(loaded.notes, Vec::<String>::new(), "seed {seed}");
    assert_eq!(loaded.plan, offer.after, "seed {seed}");
}

fn path_of(plan: &Plan) -> Path {
    Path {
        format: 1,
        name: "Path".into(),
        steps: plan.steps.clone(),
        items: plan.items.clone(),
        links: plan.links.clone(),
        unknown: Default::default(),
    }
}

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

#[test]
fn a_path_taken_twice_comes_once() {
    for seed in 0..250 {
        let mut dice = Dice::new(seed ^ 99);
        let mine = random_plan(seed);
        let from = if dice.chance(50) {
            mine.clone()
        } else {
            random_plan(seed + 500)
        };
        let path = path_of(&edited(&from, &mut dice, 10, "list"));
        let offer = take_path(&mine, &path);
        legal(&offer, seed);
        let again = take_path(&offer.after, &path);
        assert_eq!(again.changes.list, [], "seed {seed}");
        assert_eq!(again.after, offer.after, "seed {seed}");
        for item in mine.items.iter() {
            assert!(offer.after.items.contains(&item.id), "seed {seed}");
        }
    }
}

#[test]
fn a_changed_list_updates_what_it_brought() {
    let mut plan = sample();
    let step = StepId::slug("list-week-1");
    let mut list = Path {
        steps: Default::default(),
        items: Default::default(),
        links: Default::default(),
        ..path_of(&plan)
    };
    list.steps.put(Step::new(step.clone(), 7, "Week 1"));
    let mut item = Item::new(
        ItemId::slug("list-two-pointers"),
        Kind::Topic,
        "Two pointers",
    );
    item.step = Some(step);
    item.parts
        .push(Part::new(PartId::slug("a"), "Slow and fast"));
    list.items.put(item.clone());
    let offer = take_path(&plan, &list);
    assert_eq!(offer.changes.summary().split(',').next(), Some("2 added"));
    plan = offer.after;
    plan.items.update(&item.id, |item| {
        item.notes = Notes::from_text("My own words.");
        item.effort = cairn::domain::Effort::flat(Minutes(95));
    });
    // The list again, under other ids, with a tick, a link and another way to write the titles.
    let mut list2 = list.clone();
    list2.steps = Default::default();
    list2.items = Default::default();
    let step = StepId::slug("other-week-1");
    list2.steps.put(Step::new(step.clone(), 7, "week 1:"));
    let mut again = item.clone();
    again.id = ItemId::slug("other-two-pointers");
    again.title = "Two Pointers".into();
    again.step = Some(step);
    again.status = Status::Done;
    again.parts[0].id = PartId::slug("b");
    again.parts[0].done_on = Day::from_ymd(2026, 12, 5);
    list2.items.put(again);
    let offer = take_path(&plan, &list2);
    assert_eq!(offer.after.items.len(), plan.items.len());
    assert_eq!(offer.after.steps.len(), plan.steps.len());
    let now = offer.after.items.get(&item.id).expect("it is there");
    assert_eq!(
        (now.status, now.title.as_str()),
        (Status::Done, "Two Pointers")
    );
    assert_eq!(now.notes.text(), "My own words.");
    assert_eq!(
        now.effort.core,
        Minutes(95),
        "the list does not say how long it takes"
    );
    assert_eq!(now.parts.len(), 1);
    assert!(now.parts[0].done_on.is_some());
    let conflicts: Vec<String> = offer
        .changes
        .list
        .iter()
        .filter(|change| change.conflict)
        .map(|change| change.in_words())
        .collect();
    assert_eq!(
        conflicts,
        [
            "Week 1: title: Week 1 → week 1:",
            "Two pointers: title: Two pointers → Two Pointers"
        ]
    );
}

fn busy(event: &str, day: u32, title: &str) -> Busy {
    let id = BusyId::slug(&format!("cal-{event}"));
    let on = Day::from_ymd(2026, 12, day).expect("a day");
    let mut busy = Busy::new(id, on, Clock::from_minutes(600), Minutes(60)).called(title);
    busy.source = Some(event.to_owned());
    busy
}

#[test]
fn a_calendar_read_again_updates_what_it_brought() {
    let mut mine = sample();
    mine.availability.busy.put(Busy::new(
        BusyId::slug("own"),
        Day::from_ymd(2026, 12, 10).expect("a day"),
        Clock::from_minutes(60),
        Minutes(30),
    ));
    let work = [
        busy("u1", 8, "Stand-up"),
        busy("u2", 9, "Review"),
        busy("u3", 20, "Offsite"),
    ];
    let first = take_busy(&mine, "work.ics", &work);
    assert_eq!(first.after.availability.busy.len(), 4);
    assert_eq!(take_busy(&first.after, "work.ics", &work).changes.list, []);
    // Another calendar leaves them alone.
    let home = take_busy(&first.after, "home.ics", &[busy("h1", 1, "Dentist")]).after;
    assert_eq!(home.availability.busy.len(), 5);
    // From the 9th on: one moved, one gone, one new; what was before the 9th stays.
    let work = [busy("u2", 9, "Design review"), busy("u4", 12, "Lunch")];
    let offer = take_busy(&home, "work.ics", &work);
    let titles: BTreeSet<String> = offer
        .after
        .availability
        .busy
        .iter()
        .map(|b| b.title.clone())
        .collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    assert_eq!(
        titles,
        ["", "Dentist", "Design review", "Lunch", "Stand-up"]
    );
    // The same calendar under another name: nothing is doubled.
    let offer = take_busy(&offer.after, "work (1).ics", &work);
    assert_eq!(offer.after.availability.busy.len(), 5);
    assert_eq!(take_busy(&home, "work.ics", &[]).changes.list, []);
}
