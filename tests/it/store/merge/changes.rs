//! What differs between two versions of a plan: nothing is missed, it is said in words, and any part of it can be taken
//! back.

use std::collections::BTreeSet;

use cairn::domain::merge::{ChangeId, Field as _, changes, merge, without};
use cairn::domain::{InterviewId, ItemId, Minutes, Notes, Part, PartId, Plan, Status};
use cairn::store::format::{read_plan, write_plan};

use crate::support::plans::{Dice, random_plan, sample};

/// The plan as another program left it: other rows in memory.
fn reread(plan: &Plan) -> Plan {
    let text = write_plan(plan).expect("it is written");
    read_plan(&text, "plan.ron").expect("it is read").plan
}

fn words(before: &Plan, after: &Plan) -> Vec<String> {
    let list = changes(before, after).list;
    list.iter().map(|change| change.in_words()).collect()
}

#[test]
fn changes_are_said_in_words() {
    let before = sample();
    let mut after = before.clone();
    let id = ItemId::slug("paper.attention");
    after.items.update(&id, |item| {
        item.estimate = Some(Minutes(180));
        item.status = Status::Done;
        item.tags.push("must".into());
        item.parts[1].done_on = item.parts[0].done_on;
        item.parts
            .push(Part::new(PartId::slug("new"), "What came of it"));
        item.notes = Notes::from_text(&format!("{}\nA last line.", item.notes.text()));
    });
    after.name = "Onsite".into();
    after.rules.review = Minutes(15);
    after.availability.weekly.mon.clear();
    let day = *after.availability.exceptions.keys().next().expect("a day");
    after.availability.exceptions.remove(&day);
    let session = after.sessions.keys().nth(1).expect("a session").clone();
    after.sessions.update(&session, |s| s.on = s.on.plus(3));
    let step = after.steps.keys().nth(1).expect("a step").clone();
    after.interviews.update(&InterviewId::slug("acme"), |one| {
        one.weights.insert(step, 1);
    });
    let interview = InterviewId::slug("screen");
    after.interviews.remove(&interview);
    let said = [
        "Plan: name: Onsite at “Acme” → Onsite",
        "Acme: weight of “Research papers”: 3 → 1",
        "Removed Screen",
        "Weekly time: Monday: 30 min from 07:30, 1 h from 19:00 → –",
        "Days: Thu 24 Dec: a day off → as usual",
        "Planning rules: length of a review: 10 min → 15 min",
        "Attention is all you need: part “Training and results”, ticked: – → Tue 1 Dec",
        "Attention is all you need: part “What came of it”: – → added",
        "Attention is all you need: tags: transformer, NLP → transformer, NLP, must",
        "Attention is all you need: status: in progress → done",
        "Attention is all you need: estimate: 5 h → 3 h",
        "Attention is all you need: notes: + A last line.",
        "review of ‘Attention’ on Wed 2 Dec: date: Wed 2 Dec → Sat 5 Dec",
    ];
    assert_eq!(words(&before, &reread(&after)), said);
}

/// A plan with unknown fields in it, as a newer version may write them.
fn with_unknown(plan: &Plan, dice: &mut Dice) -> Plan {
    let text = write_plan(plan).expect("it is written");
    let mut out = String::new();
    for line in text.lines() {
        out.push_str(line);
        out.push('\n');
        let indent = line.len() - line.trim_start().len();
        if line.trim_start().starts_with("id: ") && dice.chance(30) {
            let value = dice.pick(&["1", "\"x\"", "Weekly(days: [1, 2])"]);
            out.push_str(&format!(
                "{}newer_{}: {value},\n",
                " ".repeat(indent),
                dice.below(3)
            ));
        }
    }
    read_plan(&out, "plan.ron").expect("it is read").plan
}

#[test]
fn no_difference_is_missed() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for seed in 0..400 {
        let mut dice = Dice::new(seed);
        let before = with_unknown(&random_plan(seed), &mut dice);
        let mut after = with_unknown(&random_plan(seed / 2 + 7_000), &mut dice);
        after.made_for = before.made_for;
        let list = changes(&before, &after).list;
        let mut back = after.clone();
        for change in &list {
            let way: Vec<&str> = change.id.way().collect();
            back.take(&before, &way);
            let field = way.iter().filter(|part| !part.contains('-'));
            seen.insert(field.copied().collect::<Vec<_>>().join("/"));
        }
        // Taking back what was found gives the plan that was: so all of it was found.
        assert_eq!(back, before, "seed {seed}");
        assert_eq!(changes(&before, &back).list, [], "seed {seed}");
        let all: BTreeSet<ChangeId> = list.into_iter().map(|change| change.id).collect();
        assert_eq!(without(&before, &after, &all), before, "seed {seed}");
    }
    assert!(seen.contains("items/newer_1"), "{seen:?}");
    assert!(seen.contains("items/parts/done_on"), "{seen:?}");
}

#[test]
fn any_part_can_be_taken_back() {
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let (before, after) = (random_plan(seed), random_plan(seed + 9_000));
        let list = changes(&before, &after).list;
        let some = list.iter().filter(|_| dice.chance(40));
        let refused: BTreeSet<ChangeId> = some.map(|change| change.id.clone()).collect();
        let chosen = without(&before, &after, &refused);
        let text = write_plan(&chosen).expect("it is written");
        let loaded = read_plan(&text, "plan.ron").expect("it is read");
        assert_eq!(loaded.notes, Vec::<String>::new(), "seed {seed}");
        assert_eq!(loaded.plan, chosen, "seed {seed}");
        assert_eq!(without(&before, &after, &BTreeSet::new()), after);
    }
}

#[test]
fn what_is_the_same_is_counted() {
    let plan = sample();
    let changes = changes(&plan, &reread(&plan));
    assert!(changes.is_empty());
    let rows = plan.items.len() + plan.links.len() + plan.sessions.len() + plan.steps.len();
    let others = plan.interviews.len() + plan.cuts.len() + plan.runs.len();
    assert_eq!(changes.same, rows + others);
    assert_eq!(changes.summary(), format!("{} the same", changes.same));
}

#[test]
#[ignore = "a measurement: release only"]
#[expect(clippy::disallowed_methods, reason = "it measures itself")]
fn changes_of_a_large_plan_are_quick() {
    let mut before = sample();
    for n in 0..12_500_u32 {
        let id = ItemId::slug(&format!("item-{n}"));
        before.items.put(cairn::domain::Item::new(
            id,
            cairn::domain::Kind::Topic,
            format!("Item {n}"),
        ));
    }
    let mut after = before.clone();
    for n in [5, 500, 12_000] {
        let id = ItemId::slug(&format!("item-{n}"));
        after.items.update(&id, |item| item.rating = Some(3));
    }
    let other = reread(&after);
    let mut mine = before.clone();
    for n in 0..100 {
        let id = ItemId::slug(&format!("item-{}", n * 100));
        mine.items
            .update(&id, |item| item.estimate = Some(Minutes(30)));
    }
    // The machine may be busy: the best of several counts.
    let best = |what: &mut dyn FnMut()| {
        let times = (0..15).map(|_| {
            let begun = std::time::Instant::now();
            what();
            begun.elapsed()
        });
        times.min().unwrap_or_default()
    };
    let shared = best(&mut || assert_eq!(changes(&before, &after).list.len(), 3));
    let unshared = best(&mut || assert_eq!(changes(&before, &other).list.len(), 3));
    let merged = best(&mut || assert!(merge(&before, &mine, &after).report.is_clean()));
    let apart = best(&mut || assert!(merge(&before, &mine, &other).report.is_clean()));
    println!("12,500 items: changes {shared:?}, nothing shared {unshared:?}");
    println!("merge of 100 changes with 3: {merged:?}, nothing shared {apart:?}");
    assert!(shared.as_millis() <= 5, "{shared:?}");
    // Long notes that are different in every line: kept, and in no time.
    let lines = |sign: char| {
        (0..40_000)
            .map(|n| format!("{sign} {n}"))
            .collect::<Notes>()
    };
    let id = ItemId::slug("item-1");
    let long = |sign: char| {
        let mut plan = before.clone();
        plan.items.update(&id, |item| item.notes = lines(sign));
        plan
    };
    let (base, ours, theirs) = (long('a'), long('b'), long('c'));
    let begun = std::time::Instant::now();
    let merged = merge(&base, &ours, &theirs).plan;
    let notes = merged
        .items
        .get(&id)
        .map_or(0, |item| item.notes.lines().len());
    println!("notes of 40,000 lines: {:?}", begun.elapsed());
    assert_eq!(notes, 80_003);
}
