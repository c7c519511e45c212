//! What a path or a list brings: once, in its place, without what the plan has elsewhere.

use cairn::domain::merge::{take_list, take_path, without};
use cairn::domain::{
    Day, Item, ItemId, Kind, Minutes, Notes, Part, PartId, Path, Plan, Status, Step, StepId,
};

use super::super::edits::edited;
use super::{legal, path_of};
use crate::support::plans::{Dice, random_plan, sample};

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
        (Status::Done, "Two pointers"),
        "how a list spells it is not its business"
    );
    assert_eq!(now.notes.text(), "My own words.");
    assert_eq!(
        now.effort.core,
        Minutes(95),
        "the list does not say how long it takes"
    );
    assert_eq!(now.parts.len(), 1);
    assert!(now.parts[0].done_on.is_some());
    assert_eq!(offer.changes.conflicts(), 0, "{:#?}", offer.changes);
    let step = offer.after.steps.get(&StepId::slug("list-week-1"));
    assert_eq!(step.map(|step| step.title.as_str()), Some("Week 1"));
}

/// A list with one item of each of these titles and addresses, all under one step.
fn list(step: &str, items: &[(&str, &str)]) -> Path {
    let mut list = Path {
        steps: Default::default(),
        items: Default::default(),
        links: Default::default(),
        ..path_of(&sample())
    };
    let id = StepId::slug(&format!("of-{step}"));
    list.steps.put(Step::new(id.clone(), 1, step));
    for (n, (title, url)) in items.iter().enumerate() {
        let mut item = Item::new(
            ItemId::slug(&format!("{step}-{title}")),
            Kind::Topic,
            *title,
        );
        item.step = Some(id.clone());
        item.order = n as i64;
        if !url.is_empty() {
            item.urls.push(cairn::domain::WebLink {
                label: String::new(),
                url: (*url).to_owned(),
            });
        }
        list.items.put(item);
    }
    list
}

#[test]
fn what_the_plan_has_elsewhere_is_left_out_unless_taken() {
    let papers = [
        ("Llama", "https://arxiv.org/abs/2302.13971"),
        ("C++", ""),
        ("Introduction", ""),
    ];
    let mut mine = take_path(&sample(), &list("Papers", &papers)).after;
    let own = ItemId::slug("Papers-Llama");
    mine.items.update(&own, |item| {
        item.status = Status::InProgress;
        item.order = 40;
    });
    let other = [
        (
            "Open and Efficient Models",
            "http://www.arxiv.org/pdf/2302.13971v5.pdf",
        ),
        ("c++", ""),
        ("C", ""),
        ("Introduction", ""),
        ("News", "https://arxiv.org/"),
    ];
    let offer = take_path(&mine, &list("Reading", &other));
    legal(&offer, 0);
    let twins: Vec<(String, String)> = offer
        .changes
        .list
        .iter()
        .filter_map(|change| Some((change.title.clone(), change.twin.clone()?)))
        .collect();
    let said = |title: &str, place: &str| (title.to_owned(), place.to_owned());
    assert_eq!(
        twins,
        [
            said("c++", "already in your plan, under Papers"),
            said(
                "Open and Efficient Models",
                "already in your plan as “Llama”, under Papers"
            ),
        ]
    );
    let after = without(&mine, &offer.after, &offer.changes.left_out());
    assert_eq!(after.items.len(), mine.items.len() + 3);
    for item in mine.items.iter() {
        assert_eq!(after.items.get(&item.id), Some(item), "no own row changes");
    }
    // The same again brings nothing.
    let again = take_path(&after, &list("Reading", &other));
    assert_eq!(
        without(&after, &again.after, &again.changes.left_out()),
        after
    );
    // A step whose items are all here is left out with them; one that is taken brings its step.
    let offer = take_path(&mine, &list("Again", &other[..2]));
    assert_eq!(offer.changes.left_out().len(), 3);
    assert_eq!(
        without(&mine, &offer.after, &offer.changes.left_out()),
        mine
    );
    let mut refused = offer.changes.left_out();
    refused.retain(|id| !id.as_str().contains("open"));
    let after = without(&mine, &offer.after, &refused);
    assert_eq!(after.items.len(), mine.items.len() + 1);
    assert_eq!(after.steps.len(), mine.steps.len() + 1);
}

#[test]
fn a_list_that_happens_on_an_items_id_leaves_it_where_it_is() {
    let papers = list("Papers", &[("Llama", "")]);
    let mine = take_list(&sample(), &papers).after;
    // The same title below another heading makes the same id.
    let mut other = list("Reading", &[("Llama", "")]);
    let mut row = (**other.items.iter().next().expect("one")).clone();
    row.id = ItemId::slug("Papers-Llama");
    row.year = Some(1999);
    other.items = Default::default();
    other.items.put(row);
    let offer = take_list(&mine, &other);
    legal(&offer, 0);
    let refused = offer.changes.left_out();
    assert_eq!(refused.len(), 2, "{:#?}", offer.changes);
    assert_eq!(without(&mine, &offer.after, &refused), mine);
    // Taken all the same, it is there twice, and the third time it is known.
    assert_eq!(offer.after.items.len(), mine.items.len() + 1);
    let again = take_list(&offer.after, &other);
    assert_eq!(again.changes.list, []);
    for seed in 0..60 {
        let mine = random_plan(seed);
        let path = path_of(&random_plan(seed + 500));
        let once = take_list(&mine, &path);
        legal(&once, seed);
        let again = take_list(&once.after, &path);
        assert_eq!(again.changes.list, [], "seed {seed}");
    }
}

#[test]
fn what_comes_in_stands_behind_what_is_there() {
    let mine = take_path(&sample(), &list("Papers", &[("A", ""), ("B", "")])).after;
    let more = list(
        "Papers",
        &[("New", ""), ("B", ""), ("A", ""), ("Newer", "")],
    );
    let offer = take_path(&mine, &more);
    let titles: Vec<&str> = offer
        .changes
        .list
        .iter()
        .map(|c| c.title.as_str())
        .collect();
    assert_eq!(titles, ["New", "Newer"], "{:#?}", offer.changes);
    let order = |title: &str| {
        let mut items = offer.after.items.iter();
        items
            .find(|item| item.title == title)
            .map(|item| item.order)
    };
    assert!(order("B") < order("New") && order("New") < order("Newer"));
    assert_eq!(offer.changes.summary(), "2 added, 3 the same");
    let last = mine.steps.iter().map(|step| step.order).max();
    let offer = take_path(&mine, &list("Other", &[("Z", "")]));
    let step = offer.after.steps.get(&StepId::slug("of-Other"));
    assert!(step.map(|step| step.order) > last);
}

#[test]
fn changed_notes_are_said_by_their_lines() {
    let mine = sample();
    let id = mine.items.keys().next().cloned().expect("an item");
    let with = |text: &str| {
        let mut plan = mine.clone();
        plan.items
            .update(&id, |item| item.notes = Notes::from_text(text));
        plan
    };
    let said = |a: &str, b: &str| {
        let changes = cairn::domain::merge::changes(&with(a), &with(b));
        changes.list.first().map(|change| {
            let words = change.in_words();
            words
                .split_once(": ")
                .map_or("", |(_, said)| said)
                .to_owned()
        })
    };
    assert_eq!(said("a\nb", "a\nb\nc").as_deref(), Some("notes: + c"));
    assert_eq!(said("a\nb\nc", "a\nc").as_deref(), Some("notes: − b"));
    assert_eq!(
        said("a\nb\nc\nd", "A\nb\nc\nD").as_deref(),
        Some("notes: − a ⏎ − d ⏎ + A ⏎ + D")
    );
}

#[test]
fn a_title_of_ones_own_stays_when_a_list_comes_in_again() {
    let mut plan = sample();
    let step = StepId::slug("list-week-1");
    let mut list = Path {
        steps: Default::default(),
        items: Default::default(),
        links: Default::default(),
        ..path_of(&plan)
    };
    list.steps.put(Step::new(step.clone(), 7, "Week 1"));
    let mut item = Item::new(ItemId::slug("list-lora"), Kind::Paper, "LoRA paper");
    item.step = Some(step);
    list.items.put(item.clone());
    plan = take_list(&plan, &list).after;
    plan.items.update(&item.id, |item| {
        item.title = "LoRA, read for Acme".to_owned();
    });
    let offer = take_list(&plan, &list);
    let left_out = offer.changes.left_out();
    assert_eq!(left_out.len(), 1, "{:?}", offer.changes.list);
    let after = without(&plan, &offer.after, &left_out);
    assert_eq!(after, plan, "the user's title stays");
    // They may take the list's all the same.
    let title = |plan: &Plan| plan.items.get(&item.id).map(|item| item.title.clone());
    assert_eq!(title(&offer.after).as_deref(), Some("LoRA paper"));
}
