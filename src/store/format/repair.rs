//! What a file may say that a plan must not: rows that name rows which are not there, circles of prerequisites, numbers
//! out of range. As much as possible is kept, everything is said, and the same file always gives the same plan.
//!
//! Not here: what RON cannot read at all, and two rows with one id (the file is not opened then).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::recall;
use crate::domain::busy::MAX_BUSY;
use crate::domain::item::{MAX_LINE_BYTES, MAX_PAGES, MAX_TAGS, MAX_TITLE_CHARS, MAX_URL_BYTES};
use crate::domain::{
    BusyId, Day, Item, ItemId, Kind, Link, LinkId, Minutes, Notes, PartId, Path, Plan, Prompt,
    Relation, Row, Rules, Run, Session, Status, Step, StepId, Table, Window,
};

/// The longest day.
const DAY: Minutes = Minutes::hours(24);
/// From so many links on, another thread walks them.
const LARGE: usize = 1_000;
/// The most days before an interview that take no new material.
const MAX_BUFFER_DAYS: u8 = 60;

/// Repairs a plan; says what it did.
pub fn plan(plan: &mut Plan) -> Vec<String> {
    let mut notes = Vec::new();
    let links = plan.links.clone();
    std::thread::scope(|scope| {
        // Of a large plan the links are walked meanwhile: mostly there is no circle.
        let walk = || closing_links(&links).is_empty();
        let aside = (links.len() > LARGE)
            .then(|| std::thread::Builder::new().spawn_scoped(scope, walk).ok())
            .flatten();
        items(&mut plan.steps, &mut plan.items, &mut notes);
        let naming = (&plan.links, &plan.sessions, &plan.prompts, &plan.runs);
        missing_items(&mut plan.items, naming, &mut notes);
        own_links(&mut plan.links, &mut notes);
        let fine = aside.and_then(|aside| aside.join().ok()).unwrap_or(false);
        if !fine {
            circles(&mut plan.links, &mut notes);
        }
    });
    let (there, cuts) = (&plan.items, plan.cuts.len());
    plan.cuts.retain(|cut| there.contains(&cut.item));
    if plan.cuts.len() < cuts {
        notes.push("What was left out for lack of time named an item that is not there; the next planning says it afresh.".to_owned());
    }
    if let Some(timer) = &plan.timer
        && !plan.sessions.contains(&timer.session)
    {
        notes.push(format!(
            "The timer ran for a session that is not there (“{}”): it was stopped.",
            timer.session
        ));
        plan.timer = None;
    }
    if plan.name.trim().is_empty() {
        plan.name = "My plan".to_owned();
        notes.push("The plan had no name: it is called “My plan” now.".to_owned());
    }
    sessions(plan, &mut notes);
    super::repair_runs::runs(plan, &mut notes);
    interviews(plan, &mut notes);
    availability(plan, &mut notes);
    busy(plan, &mut notes);
    rules(&mut plan.rules, &mut notes);
    recall::plan(plan, &mut notes);
    notes
}

/// Repairs a path; says what it did. Its links may point to items that are not in it: a pack adds to another path.
pub fn path(path: &mut Path) -> Vec<String> {
    let mut notes = Vec::new();
    items(&mut path.steps, &mut path.items, &mut notes);
    own_links(&mut path.links, &mut notes);
    circles(&mut path.links, &mut notes);
    recall::prompts(&mut path.prompts, &mut notes);
    notes
}

fn items(steps: &mut Table<Step>, items: &mut Table<Item>, notes: &mut Vec<String>) {
    let wrong: Vec<ItemId> = items
        .iter()
        .filter(|item| !is_fine(item))
        .map(|item| item.id.clone())
        .collect();
    for id in wrong {
        items.update(&id, |item| repair_item(item, notes));
    }
    missing_steps(steps, items, notes);
}

/// Whether [`repair_item`] has nothing to do. It must say no to all that is repaired there.
fn is_fine(item: &Item) -> bool {
    let within =
        |title: &str| title.len() <= MAX_TITLE_CHARS || title.chars().count() <= MAX_TITLE_CHARS;
    let efforts = [item.effort.lean, item.effort.core, item.effort.deep];
    let twice = |(n, part): (usize, &crate::domain::Part)| {
        let before = item.parts.iter().take(n);
        before.into_iter().any(|other| other.id == part.id)
    };
    !item.title.trim().is_empty()
        && within(&item.title)
        && (1..=5).contains(&item.importance)
        && item.rating.is_none_or(|rating| (1..=5).contains(&rating))
        && efforts.into_iter().chain(item.estimate).all(|m| m <= Minutes::MAX)
        && item.parts.iter().all(|part| !part.title.trim().is_empty() && part.pages <= MAX_PAGES)
        && item.pages <= MAX_PAGES
        && item.pace.is_none_or(|pace| (10..=1_000).contains(&pace))
        && item.tags.len() <= MAX_TAGS
        && item.urls.iter().all(|link| link.url.len() <= MAX_URL_BYTES)
        && item.notes.lines().iter().all(|line| line.len() <= MAX_LINE_BYTES)
        // With very many parts the repair itself looks faster.
        && item.parts.len() < 200
        && !item.parts.iter().enumerate().any(twice)
}

fn repair_item(item: &mut Item, notes: &mut Vec<String>) {
    let id = item.id.clone();
    if item.title.trim().is_empty() {
        item.title = id.to_string();
        notes.push(format!(
            "The item “{id}” had no title: its id stands for it."
        ));
    }
    if item.title.chars().count() > MAX_TITLE_CHARS {
        let whole = std::mem::take(&mut item.title);
        item.title = whole.chars().take(MAX_TITLE_CHARS).collect();
        let text = item.notes.text();
        let gap = if text.is_empty() { "" } else { "\n\n" };
        item.notes = Notes::from_text(&format!("{whole}{gap}{text}"));
        notes.push(format!(
            "The title of “{id}” is longer than {MAX_TITLE_CHARS} characters: the whole of it stands in its notes now."
        ));
    }
    long_texts(item, notes);
    let name = item.short_title().to_owned();
    let mut set = |what: &str, there: u32, now: u32, of: &str| {
        if there != now {
            notes.push(format!(
                "‘{name}’ had {what} {there}; it goes {of}, so it is {now} now."
            ));
        }
        now
    };
    let importance = u32::from(item.importance);
    let importance = set(
        "importance",
        importance,
        importance.clamp(1, 5),
        "from 1 to 5",
    );
    item.importance = u8::try_from(importance).unwrap_or(3);
    if let Some(rating) = item.rating {
        let rating = u32::from(rating);
        let rating = set("rating", rating, rating.clamp(1, 5), "from 1 to 5");
        item.rating = u8::try_from(rating).ok();
    }
    let most = Minutes::MAX.0;
    let of = "up to 600,000 minutes";
    let mut minutes = |m: &mut Minutes| m.0 = set("an effort of", m.0, m.0.min(most), of);
    minutes(&mut item.effort.lean);
    minutes(&mut item.effort.core);
    minutes(&mut item.effort.deep);
    if let Some(estimate) = &mut item.estimate {
        minutes(estimate);
    }
    let most = MAX_PAGES;
    if let Some(pace) = item.pace {
        item.pace = Some(set(
            "a pace of",
            pace,
            pace.clamp(10, 1_000),
            "from 10 to 1,000 percent",
        ));
    }
    item.pages = set("pages:", item.pages, item.pages.min(most), "up to 100,000");
    for part in &mut item.parts {
        part.pages = set(
            "a part with pages:",
            part.pages,
            part.pages.min(most),
            "up to 100,000",
        );
    }
    let mut seen = BTreeSet::new();
    for part in &mut item.parts {
        if !seen.insert(part.id.clone()) {
            let free = (2..)
                .map(|n| PartId::slug(&format!("{}-{n}", part.id)))
                .find(|id| !seen.contains(id));
            if let Some(free) = free {
                notes.push(format!(
                    "‘{name}’ has two parts with the id “{}”: one is “{free}” now.",
                    part.id
                ));
                seen.insert(free.clone());
                part.id = free;
            }
        }
        if part.title.trim().is_empty() {
            part.title = part.id.to_string();
            notes.push(format!(
                "A part of ‘{name}’ had no title: its id “{}” stands for it.",
                part.id
            ));
        }
    }
}

/// What is longer than it may be moves to the notes, and lines of notes are cut: nothing is lost.
fn long_texts(item: &mut Item, notes: &mut Vec<String>) {
    let name = item.short_title().to_owned();
    let mut more = Vec::new();
    item.urls.retain(|link| {
        let fine = link.url.len() <= MAX_URL_BYTES;
        if !fine {
            more.push(link.url.clone());
            notes.push(format!(
                "‘{name}’ has a link that is longer than {MAX_URL_BYTES} bytes: it stands in its notes now."
            ));
        }
        fine
    });
    if item.tags.len() > MAX_TAGS {
        more.push(format!(
            "Tags: {}",
            item.tags.split_off(MAX_TAGS).join(", ")
        ));
        notes.push(format!(
            "‘{name}’ has more than {MAX_TAGS} tags: the others stand in its notes now."
        ));
    }
    if more.is_empty() && item.notes.lines().iter().all(|l| l.len() <= MAX_LINE_BYTES) {
        return;
    }
    let mut lines = Vec::new();
    let mut cut = false;
    for line in item.notes.lines().iter().cloned().chain(more) {
        let mut rest = line.as_str();
        while rest.len() > MAX_LINE_BYTES {
            let mut at = MAX_LINE_BYTES;
            while !rest.is_char_boundary(at) {
                at -= 1;
            }
            let (head, tail) = rest.split_at(at);
            lines.push(head.to_owned());
            rest = tail;
            cut = true;
        }
        lines.push(rest.to_owned());
    }
    if cut {
        notes.push(format!(
            "The notes of ‘{name}’ had a line of more than {} KB: it is several lines now.",
            MAX_LINE_BYTES >> 10
        ));
    }
    item.notes = Notes::from_lines(lines);
}

/// A step that items name is there.
fn missing_steps(steps: &mut Table<Step>, items: &Table<Item>, notes: &mut Vec<String>) {
    let mut missing: BTreeMap<StepId, usize> = BTreeMap::new();
    for step in items.iter().filter_map(|item| item.step.as_ref()) {
        if !steps.contains(step) {
            *missing.entry(step.clone()).or_default() += 1;
        }
    }
    let last = steps.iter().map(|step| step.order).max().unwrap_or(0);
    for (order, (id, count)) in (last.saturating_add(1)..).zip(missing) {
        let title = id.to_string();
        notes.push(format!(
            "{count} items name the step “{id}”, which is not there: it was added."
        ));
        steps.put(Step::new(id, order, title));
    }
}

/// The rows that name items.
type Naming<'a> = (
    &'a Table<Link>,
    &'a Table<Session>,
    &'a Table<Prompt>,
    &'a Table<Run>,
);

/// An item that links, sessions, prompts or design sessions name is there: an empty one, marked as skipped so that it is not planned.
fn missing_items(
    items: &mut Table<Item>,
    (links, sessions, prompts, runs): Naming<'_>,
    notes: &mut Vec<String>,
) {
    let mut missing: BTreeMap<ItemId, String> = BTreeMap::new();
    let there: HashSet<&ItemId> = items.keys().collect();
    let mut name = |id: &ItemId, by: &dyn Fn() -> String| {
        if !there.contains(id) && !missing.contains_key(id) {
            missing.insert(id.clone(), by());
        }
    };
    for link in links.iter() {
        name(&link.from, &|| format!("a link to “{}”", link.to));
        name(&link.to, &|| format!("a link of “{}”", link.from));
    }
    for session in sessions.iter() {
        name(&session.item, &|| format!("a session on {}", session.on));
    }
    for prompt in prompts.iter() {
        name(&prompt.item, &|| format!("the prompt “{}”", prompt.id));
    }
    for run in runs.iter() {
        let by = || format!("a design session on {}", run.started.day());
        name(&run.item, &by);
    }
    for (id, by) in missing {
        notes.push(format!(
            "“{id}” is named by {by} but is not there: an empty, skipped item stands for it. Correct the name in the file, or delete the item."
        ));
        let title = id.to_string();
        let mut item = Item::new(id, Kind::Custom("Missing".to_owned()), title);
        item.status = Status::Skipped;
        items.put(item);
    }
}

fn own_links(links: &mut Table<Link>, notes: &mut Vec<String>) {
    let own = links.iter().filter(|link| link.from == link.to);
    let own: Vec<LinkId> = own.map(|link| link.key()).collect();
    for link in own.iter().filter_map(|id| links.remove(id)) {
        let verb = link.relation.forward();
        let words = format!("{verb} {}", link.place);
        notes.push(format!(
            "“{}” was linked to itself ({}): that link is gone.",
            link.from,
            words.trim_end()
        ));
    }
}

/// Prerequisites make no circle: a link that closes one becomes a “draws on”.
fn circles(links: &mut Table<Link>, notes: &mut Vec<String>) {
    for id in closing_links(links) {
        let Some(link) = links.remove(&id) else {
            continue;
        };
        notes.push(format!(
            "“{}” builds on “{}”, which builds on it in turn: now it only draws on it.",
            link.from, link.to
        ));
        let mut weaker = (*link).clone();
        weaker.relation = Relation::DrawsOn;
        if let Some(there) = links.get(&weaker.key()) {
            // There already is one: its place is kept, and this one's too.
            let places: Vec<&str> = [there.place.as_str(), link.place.as_str()]
                .into_iter()
                .filter(|place| !place.is_empty())
                .collect();
            weaker.place = places.join("; ");
            weaker.unknown = there.unknown.clone();
        }
        links.put(weaker);
    }
}

/// The links that close a circle, found by walking the prerequisites in the order of the ids.
fn closing_links(links: &Table<Link>) -> Vec<LinkId> {
    let all: Vec<&Link> = links
        .iter()
        .map(|link| &**link)
        .filter(|link| link.relation == Relation::BuildsOn)
        .collect();
    // Numbers instead of names: first those that have links, in the order of their ids, so that the walk does not depend
    // on where else they are named.
    let mut froms: Vec<&ItemId> = all.iter().map(|link| &link.from).collect();
    froms.sort();
    froms.dedup();
    let mut numbers: HashMap<&ItemId, usize> =
        froms.iter().enumerate().map(|(n, id)| (*id, n)).collect();
    let mut next: Vec<Vec<(usize, &Link)>> = vec![Vec::new(); froms.len()];
    for link in all {
        let count = numbers.len();
        let to = *numbers.entry(&link.to).or_insert(count);
        let from = numbers.get(&link.from).copied();
        if let Some(there) = from.and_then(|from| next.get_mut(from)) {
            there.push((to, link));
        }
    }
    let mut closing = Vec::new();
    let mut found = vec![Found::New; numbers.len()];
    for start in 0..froms.len() {
        if found.get(start) != Some(&Found::New) {
            continue;
        }
        // The way from `start`, each with how many of its links have been walked: no recursion, the chain may be long.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        set(&mut found, start, Found::OnWay);
        while let Some((at, walked)) = way.last_mut() {
            let at = *at;
            let Some((to, link)) = next.get(at).and_then(|links| links.get(*walked)) else {
                set(&mut found, at, Found::Done);
                way.pop();
                continue;
            };
            *walked += 1;
            match found.get(*to) {
                Some(Found::OnWay) => closing.push(link.key()),
                Some(Found::New) => {
                    set(&mut found, *to, Found::OnWay);
                    way.push((*to, 0));
                }
                _ => {}
            }
        }
    }
    closing
}

/// How far the walk is with an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    New,
    OnWay,
    Done,
}

fn set(found: &mut [Found], at: usize, to: Found) {
    if let Some(there) = found.get_mut(at) {
        *there = to;
    }
}

fn sessions(plan: &mut Plan, notes: &mut Vec<String>) {
    let long: Vec<_> = plan
        .sessions
        .iter()
        .filter(|session| session.minutes.max(session.spent) > Minutes::MAX)
        .map(|session| session.id.clone())
        .collect();
    for id in long {
        notes.push(format!(
            "The session “{id}” was longer than 600,000 minutes: it was cut to that."
        ));
        plan.sessions.update(&id, |session| {
            session.minutes = session.minutes.min(Minutes::MAX);
            session.spent = session.spent.min(Minutes::MAX);
        });
    }
}

fn interviews(plan: &mut Plan, notes: &mut Vec<String>) {
    let wrong: Vec<_> = plan
        .interviews
        .iter()
        .filter(|one| {
            one.buffer_days > MAX_BUFFER_DAYS
                || one.weights.values().any(|weight| *weight > 3)
                || one.name.trim().is_empty()
        })
        .map(|one| one.id.clone())
        .collect();
    for id in wrong {
        plan.interviews.update(&id, |one| {
            if one.name.trim().is_empty() {
                one.name = one.round.name().to_owned();
                notes.push(format!("The interview “{id}” had no name: it is “{}” now.", one.name));
            }
            if one.buffer_days > MAX_BUFFER_DAYS {
                one.buffer_days = MAX_BUFFER_DAYS;
                notes.push(format!(
                    "‘{}’ had more than {MAX_BUFFER_DAYS} buffer days: it has {MAX_BUFFER_DAYS} now.",
                    one.name
                ));
            }
            for (step, weight) in &mut one.weights {
                if *weight > 3 {
                    notes.push(format!(
                        "How much “{step}” matters for ‘{}’ was {weight}; it goes from 0 to 3, so it is 3 now.",
                        one.name
                    ));
                    *weight = 3;
                }
            }
        });
    }
}

fn availability(plan: &mut Plan, notes: &mut Vec<String>) {
    for day in crate::domain::WEEK {
        if plan.availability.weekly.minutes(day) <= DAY {
            continue;
        }
        notes.push(format!(
            "{day} had more than 24 hours to study: it has 24 now."
        ));
        let mut left = DAY;
        let windows: &mut Vec<Window> = plan.availability.weekly.on_mut(day);
        for window in windows.iter_mut() {
            window.minutes = window.minutes.min(left);
            left = left.saturating_sub(window.minutes);
        }
        windows.retain(|window| window.minutes > Minutes::ZERO);
    }
    let long: Vec<Day> = plan
        .availability
        .exceptions
        .iter()
        .filter(|(_, minutes)| **minutes > DAY)
        .map(|(day, _)| *day)
        .collect();
    for day in long {
        plan.availability.exceptions.insert(day, DAY);
        notes.push(format!("{day} had more than 24 hours: it has 24 now."));
    }
}

/// Busy times as they can be: not empty, not longer than they may be, whole days whole.
fn busy(plan: &mut Plan, notes: &mut Vec<String>) {
    let times = &mut plan.availability.busy;
    let wrong: Vec<BusyId> = times
        .iter()
        .filter(|busy| {
            let fine = (Minutes(1)..=MAX_BUSY).contains(&busy.minutes);
            !fine
                || busy.title.chars().count() > MAX_TITLE_CHARS
                || ***busy != (***busy).clone().tidied()
        })
        .map(|busy| busy.id.clone())
        .collect();
    for id in wrong {
        let Some(gone) = times.remove(&id) else {
            continue;
        };
        let mut busy = (*gone).clone().tidied();
        if busy.minutes == Minutes::ZERO {
            notes.push(format!("The busy time “{id}” had no length: it is gone."));
            continue;
        }
        if busy.minutes > MAX_BUSY {
            busy.minutes = MAX_BUSY;
            notes.push(format!(
                "The busy time “{id}” was longer than 31 days: it was cut to that."
            ));
        }
        if busy.title.chars().count() > MAX_TITLE_CHARS {
            busy.title = busy.title.chars().take(MAX_TITLE_CHARS).collect();
            busy.title = busy.title.trim_end().to_owned();
            notes.push(format!(
                "The title of the busy time “{id}” was longer than {MAX_TITLE_CHARS} characters: it was cut to that."
            ));
        }
        times.put(busy);
    }
}

fn rules(rules: &mut Rules, notes: &mut Vec<String>) {
    let before = rules.clone();
    rules.max_items = rules.max_items.max(1);
    rules.min_session = rules.min_session.clamp(Minutes(5), Minutes::hours(8));
    rules.review = rules.review.clamp(Minutes(1), Minutes::hours(4));
    recall::rules(rules);
    if *rules != before {
        notes.push("Planning rules out of range were set to the nearest that works.".to_owned());
    }
}
