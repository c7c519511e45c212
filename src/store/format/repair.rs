//! What a file may say that a plan must not: rows that name rows which are not there, circles of prerequisites, numbers
//! out of range. As much as possible is kept, everything is said, and the same file always gives the same plan.
//!
//! Here are plans and paths as a whole, and the rows that others name; items, links, days and design sessions have files of
//! their own beside it. Not here: what RON cannot read at all, and two rows with one id (the file is not opened then).

use std::collections::{BTreeMap, HashSet};

use super::circles::{circles, closing_links, own_links};
use super::{recall, repair_days, repair_items, repair_runs, texts};
use crate::domain::{
    Item, ItemId, Kind, Link, Minutes, Path, Plan, Prompt, Run, Session, Status, Step, StepId,
    Table,
};

/// From so many links on, another thread walks them.
const LARGE: usize = 1_000;

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
    texts::name(&mut plan.name, "the plan", &mut notes);
    sessions(plan, &mut notes);
    repair_runs::runs(plan, &mut notes);
    repair_days::days(plan, &mut notes);
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
    repair_items::items(items, notes);
    missing_steps(steps, items, notes);
    let long = steps.iter().filter(|step| !texts::short_name(&step.title));
    let long: Vec<StepId> = long.map(|step| step.id.clone()).collect();
    for id in long {
        let what = format!("the step “{id}”");
        steps.update(&id, |step| texts::name(&mut step.title, &what, notes));
    }
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
