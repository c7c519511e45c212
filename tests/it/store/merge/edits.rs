//! Random edits of a plan, as two people or two computers may make them: legal, and often of the same places.

use cairn::domain::record::Unknown;
use cairn::domain::{
    Day, Depth, Item, ItemId, Kind, Link, Minutes, Moment, Notes, Part, PartId, Plan, Relation,
    Status, Step, StepId, Table, WebLink,
};
use ron::value::RawValue;

use super::edits_recall as recall;
use super::edits_times as times;
use crate::support::plans::Dice;

/// The plan after so many random edits. `side` names what is made new, now and then by the same name on both sides.
pub fn edited(plan: &Plan, dice: &mut Dice, edits: usize, side: &str) -> Plan {
    let mut plan = plan.clone();
    for _ in 0..edits {
        edit(&mut plan, dice, side);
    }
    cairn::domain::clocks::settle(&mut plan);
    plan
}

pub(super) fn fresh(d: &mut Dice, side: &str, what: &str) -> String {
    let side = if d.chance(15) { "both" } else { side };
    format!("{what}-{side}-{}", d.below(4))
}

pub(super) fn any_key<T: cairn::domain::Row>(d: &mut Dice, table: &Table<T>) -> Option<T::Key> {
    let n = d.below(table.len());
    table.keys().nth(n).cloned()
}

pub(super) fn day(d: &mut Dice) -> Day {
    Day::from_ymd(2026, 12, 1)
        .expect("a day")
        .plus(d.below(60) as i64)
}

pub(super) fn moment(d: &mut Dice) -> Moment {
    Moment::parse(&format!("{}T12:{:02}:00", day(d), d.below(60))).expect("a moment")
}

fn edit(plan: &mut Plan, d: &mut Dice, side: &str) {
    match d.below(24) {
        0..=6 => item_field(plan, d, side),
        7 => add_item(plan, d, side),
        8 => delete_item(plan, d),
        9 => steps(plan, d, side),
        10 | 11 => links(plan, d),
        12..=14 => times::sessions(plan, d, side),
        15 => times::replan(plan, d, side),
        16 => times::interviews(plan, d, side),
        17 => times::busy(plan, d, side),
        18 => times::time(plan, d),
        20 | 21 => recall::change(plan, d, side),
        22 | 23 => times::runs(plan, d, side),
        _ => times::whole(plan, d),
    }
}

fn item_field(plan: &mut Plan, d: &mut Dice, side: &str) {
    let Some(id) = any_key(d, &plan.items) else {
        return;
    };
    let step = any_key(d, &plan.steps);
    plan.items.update(&id, |item| match d.below(26) {
        0 => item.title = d.title(),
        1 => item.short = d.text(),
        2 => item.byline = d.text(),
        3 => item.year = d.maybe(|d| d.roll(1950, 2026) as i32),
        4 => item.step = step,
        5 => item.group = d.text(),
        6 => item.order = d.roll(0, 99) as i64,
        7 => item.sequence = d.text(),
        8 => item.purpose = d.text(),
        9 => item.effort.lean = Minutes(d.roll(0, 90)),
        10 => item.effort.core = Minutes(d.roll(0, 90)),
        11 => item.importance = d.roll(1, 5) as u8,
        12 => list(&mut item.urls, d, |d| WebLink {
            label: d.text(),
            url: format!("https://example.org/{}", d.below(9)),
        }),
        13..=15 => parts(&mut item.parts, d, side),
        16 => {
            item.brief.get_or_insert_with(|| cairn::domain::Brief {
                kind: cairn::domain::BriefKind::Ml,
                functional: Vec::new(),
                non_functional: Vec::new(),
                numbers: Vec::new(),
                ml: String::new(),
                deep_dives: Vec::new(),
                unknown: Unknown::default(),
            });
            if let Some(brief) = &mut item.brief {
                list(&mut brief.functional, d, Dice::text);
                if d.chance(50) {
                    brief.ml = d.text();
                }
            }
        }
        17 => list(&mut item.tags, d, Dice::text),
        18 | 19 => {
            item.status = d.pick(&Status::ALL);
            item.done_at = (item.status == Status::Done).then(|| moment(d));
        }
        20 => {
            item.depth = d.pick(&Depth::ALL);
            item.depth_fixed = d.chance(50);
        }
        21 => item.estimate = d.maybe(|d| Minutes(d.roll(5, 300))),
        22 => item.rating = d.maybe(|d| d.roll(1, 5) as u8),
        23 => unknown(&mut item.unknown, d),
        _ => notes(&mut item.notes, d),
    });
}

fn list<T: Clone>(list: &mut Vec<T>, d: &mut Dice, make: impl Fn(&mut Dice) -> T) {
    match d.below(3) {
        0 if !list.is_empty() => {
            list.remove(d.below(list.len()));
        }
        1 if list.len() > 1 => list.swap(0, 1),
        _ => {
            let at = d.below(list.len() + 1);
            let new = make(d);
            list.insert(at, new);
        }
    }
}

fn parts(parts: &mut Vec<Part>, d: &mut Dice, side: &str) {
    let at = d.below(parts.len());
    match d.below(6) {
        0 if !parts.is_empty() => {
            parts.remove(at);
        }
        1 if parts.len() > 1 => parts.swap(0, at),
        2 if !parts.is_empty() => parts[at].title = d.title(),
        3 | 4 if !parts.is_empty() => parts[at].done_on = d.maybe(day),
        _ => {
            let id = PartId::slug(&fresh(d, side, "part"));
            if parts.iter().all(|part| part.id != id) {
                let part = Part::new(id, d.title());
                parts.insert(at.min(parts.len()), part);
            }
        }
    }
}

fn notes(notes: &mut Notes, d: &mut Dice) {
    let mut lines: Vec<String> = notes.lines().to_vec();
    let at = d.below(lines.len());
    match d.below(3) {
        0 if !lines.is_empty() => {
            lines.remove(at);
        }
        1 if !lines.is_empty() => lines[at] = line(d),
        _ => lines.insert(at.min(lines.len()), line(d)),
    }
    *notes = lines.into_iter().collect();
}

/// A line of notes, some of them like the marks of a conflict.
fn line(d: &mut Dice) -> String {
    let mark = d.pick(&[
        "",
        "",
        "",
        "<<<<<<< ours",
        "=======",
        ">>>>>>> theirs",
        "=========",
    ]);
    format!("{mark}{} {}", d.text(), d.below(1_000)).replace(['\n', '\r'], " ")
}

pub(super) fn unknown(unknown: &mut Unknown, d: &mut Dice) {
    let name = d.pick(&["newer_a", "newer_b", "newer_c"]);
    let mut made = Unknown::default();
    if d.chance(70) {
        let value = d.pick(&["1", "2", "\"x\"", "Weekly(days: [1, 2])"]);
        let raw = RawValue::from_ron(value).expect("RON").to_owned();
        made.keep::<ron::Error>(name, raw).expect("it is kept");
    }
    unknown.take(&made, name);
}

fn add_item(plan: &mut Plan, d: &mut Dice, side: &str) {
    let id = ItemId::slug(&fresh(d, side, "new"));
    if plan.items.contains(&id) {
        return;
    }
    let mut item = Item::new(id, Kind::Topic, d.title());
    item.step = any_key(d, &plan.steps).filter(|_| d.chance(70));
    item.notes = Notes::from_text(&line(d));
    item.estimate = d.maybe(|d| Minutes(d.roll(5, 300)));
    plan.items.put(item);
}

fn delete_item(plan: &mut Plan, d: &mut Dice) {
    let Some(id) = any_key(d, &plan.items) else {
        return;
    };
    plan.items.remove(&id);
    plan.links.retain(|link| link.from != id && link.to != id);
    plan.sessions.retain(|session| session.item != id);
    plan.runs.retain(|run| run.item != id);
    plan.cuts.remove(&id);
    recall::item_gone(plan, &id);
    stop_lost_timer(plan);
}

pub(super) fn stop_lost_timer(plan: &mut Plan) {
    if let Some(timer) = &plan.timer
        && !plan.sessions.contains(&timer.session)
    {
        plan.timer = None;
    }
}

fn steps(plan: &mut Plan, d: &mut Dice, side: &str) {
    let id = any_key(d, &plan.steps);
    match (d.below(4), id) {
        (0, Some(id)) => {
            if plan
                .items
                .iter()
                .all(|item| item.step.as_ref() != Some(&id))
            {
                plan.steps.remove(&id);
            }
        }
        (1 | 2, Some(id)) => {
            plan.steps.update(&id, |step| match d.below(3) {
                0 => step.title = d.title(),
                1 => step.purpose = d.text(),
                _ => step.order = d.roll(1, 9),
            });
        }
        _ => {
            let id = StepId::slug(&fresh(d, side, "step"));
            if !plan.steps.contains(&id) {
                plan.steps.put(Step::new(id, d.roll(1, 9), d.title()));
            }
        }
    }
}

fn links(plan: &mut Plan, d: &mut Dice) {
    if d.chance(30) {
        if let Some(id) = any_key(d, &plan.links) {
            if d.chance(50) {
                plan.links.remove(&id);
            } else {
                plan.links.update(&id, |link| link.place = d.text());
            }
        }
        return;
    }
    let (Some(from), Some(to)) = (any_key(d, &plan.items), any_key(d, &plan.items)) else {
        return;
    };
    let relation = d.pick(&[Relation::BuildsOn, Relation::BuildsOn, Relation::DrawsOn]);
    if from == to || (relation == Relation::BuildsOn && reaches(plan, &to, &from)) {
        return;
    }
    let mut link = Link::new(from, relation, to);
    link.place = d.text();
    plan.links.put(link);
}

/// Whether `from` builds on `to`, directly or not.
fn reaches(plan: &Plan, from: &ItemId, to: &ItemId) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    let mut open = vec![from.clone()];
    while let Some(at) = open.pop() {
        if at == *to {
            return true;
        }
        if seen.insert(at.clone()) {
            let next = plan.links.iter();
            let next = next.filter(|l| l.relation == Relation::BuildsOn && l.from == at);
            open.extend(next.map(|l| l.to.clone()));
        }
    }
    false
}
