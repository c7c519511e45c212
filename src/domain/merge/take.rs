//! What an import would make of a plan: another plan (a friend's, a newer path, an older copy), or a path. Nothing of the
//! user's is lost, and importing the same file twice changes nothing.
//!
//! What there is to study (titles, parts, times, links, order) comes from the import; what the user did, wrote and decided
//! stays. Where both say something and not the same, the change is marked as a conflict.
//!
//! Not here: reading the file (`store/`), rows (`take_rows.rs`), what the plan has elsewhere (`take_twins.rs`), calendars (`take_busy.rs`).

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Offer, TableName, What};
use super::changes::changes;
use super::field::NOTHING;
use super::settle::settle;
use super::take_rows::{self as rows, Brings, plain};
use super::take_twins as twins;
use crate::domain::id::{ItemId, StepId};
use crate::domain::item::Item;
use crate::domain::link::Link;
use crate::domain::path::{Path, Step};
use crate::domain::plan::Plan;
use crate::domain::recall::Prompt;
use crate::domain::table::{Row as _, Table};

/// What the import of another plan would make of mine. From another copy of the same plan progress comes too: done counts
/// more than to do, what was logged in either is logged, notes are united line by line.
pub fn take_plan(mine: &Plan, theirs: &Plan) -> Offer {
    let brings = if mine.id == theirs.id {
        Brings::All
    } else {
        Brings::Study
    };
    let mut after = mine.clone();
    steps(&mut after, theirs.steps.iter().map(|step| &**step), brings);
    items(&mut after, theirs.items.iter().map(|item| &**item), brings);
    links(&mut after, theirs.links.iter().map(|link| &**link));
    prompts(&mut after, theirs.prompts.iter().map(|prompt| &**prompt));
    if brings == Brings::All {
        rows::logged(&mut after, theirs);
    }
    settle(&mut after, &[mine, theirs], mine);
    offer(mine, after, (&theirs.steps, &theirs.items))
}

/// What the import of a path would make of mine. An item of the path is one of mine with its id, else one with its title in
/// the same step, so that a list that was changed and imported again updates what it brought before. New items bring
/// their status and notes, and stand behind the plan's own. An item that the plan has in another step is marked as its
/// twin: see [`Change::twin`](super::Change::twin).
pub fn take_path(mine: &Plan, path: &Path) -> Offer {
    taken(mine, matched(mine, path))
}

/// [`take_path`] of a list of any program, whose ids are made of its titles: one with the id of an item that is in another
/// step is its twin, and not the item itself.
pub fn take_list(mine: &Plan, list: &Path) -> Offer {
    let mut offer = listed(mine, list);
    for change in &mut offer.changes.list {
        let field = change.id.way().nth(2);
        change.own_title =
            change.conflict && change.table == TableName::Items && field == Some("title");
    }
    offer
}

fn listed(mine: &Plan, list: &Path) -> Offer {
    let steps = steps_of(mine, list);
    let at = |item: &Item| {
        let step = item.step.as_ref();
        step.map(|id| steps.get(id).unwrap_or(id).clone())
    };
    let mut ids: BTreeMap<ItemId, ItemId> = BTreeMap::new();
    for item in list.items.iter() {
        let own = mine.items.get(&item.id);
        if own.is_none_or(|own| own.step == at(item)) {
            continue;
        }
        let fits = |id: &ItemId| match mine.items.get(id) {
            Some(own) => own.step == at(item) && plain(&own.title) == plain(&item.title),
            None => !list.items.contains(id),
        };
        let mut others = (2..).map(|n| ItemId::slug(&format!("{}-{n}", item.id)));
        ids.extend(others.find(fits).map(|id| (item.id.clone(), id)));
    }
    if ids.is_empty() {
        return take_path(mine, list);
    }
    let id_of = |id: &ItemId| ids.get(id).unwrap_or(id).clone();
    let mut other = list.clone();
    let items = list.items.iter().map(|item| Item {
        id: id_of(&item.id),
        ..(**item).clone()
    });
    other.items = items.collect();
    let links = list.links.iter().map(|link| Link {
        from: id_of(&link.from),
        to: id_of(&link.to),
        ..(**link).clone()
    });
    other.links = links.collect();
    let prompts = list.prompts.iter().map(|prompt| Prompt {
        item: id_of(&prompt.item),
        ..(**prompt).clone()
    });
    other.prompts = prompts.collect();
    take_path(mine, &other)
}

fn taken(mine: &Plan, mut path: Path) -> Offer {
    behind(mine, &mut path);
    let mut after = mine.clone();
    let list = path.steps.iter().map(|step| &**step);
    steps(&mut after, list, Brings::List);
    let list = path.items.iter().map(|item| &**item);
    items(&mut after, list, Brings::List);
    let there = after.items.clone();
    let known = |link: &&Link| there.contains(&link.from) && there.contains(&link.to);
    let all = path.links.iter().map(|link| &**link);
    links(&mut after, all.filter(known));
    prompts(&mut after, path.prompts.iter().map(|prompt| &**prompt));
    settle(&mut after, &[mine], mine);
    let mut offer = offer(mine, after, (&path.steps, &path.items));
    twins::mark(mine, &path, &mut offer.changes);
    offer
}

/// New rows of a path stand behind the plan's own, in their order.
fn behind(mine: &Plan, path: &mut Path) {
    if let Some(last) = mine.steps.iter().map(|step| step.order).max() {
        let new = path.steps.iter().filter(|s| !mine.steps.contains(&s.id));
        let mut new: Vec<(u32, StepId)> = new.map(|s| (s.order, s.id.clone())).collect();
        new.sort();
        for ((_, id), place) in new.iter().zip(1..) {
            path.steps
                .update(id, |step| step.order = last.saturating_add(place));
        }
    }
    let mut last: BTreeMap<Option<StepId>, i64> = BTreeMap::new();
    for item in mine.items.iter() {
        let highest = last.entry(item.step.clone()).or_insert(item.order);
        *highest = item.order.max(*highest);
    }
    let new = path
        .items
        .iter()
        .filter(|item| last.contains_key(&item.step) && !mine.items.contains(&item.id));
    let mut new: Vec<(i64, ItemId)> = new.map(|i| (i.order, i.id.clone())).collect();
    new.sort();
    for (_, id) in &new {
        path.items.update(id, |item| {
            if let Some(order) = last.get_mut(&item.step) {
                *order = order.saturating_add(1);
                item.order = *order;
            }
        });
    }
}

fn steps<'a>(after: &mut Plan, theirs: impl Iterator<Item = &'a Step>, brings: Brings) {
    for step in theirs {
        let row = match after.steps.get(&step.id) {
            Some(own) => rows::step(own, step, brings),
            None => step.clone(),
        };
        put_changed(&mut after.steps, row);
    }
}

fn items<'a>(after: &mut Plan, theirs: impl Iterator<Item = &'a Item>, brings: Brings) {
    for item in theirs {
        let row = match after.items.get(&item.id) {
            Some(own) if **own == *item => continue,
            Some(own) => rows::item(own, item, brings),
            None => rows::new_item(item, brings),
        };
        put_changed(&mut after.items, row);
    }
}

fn links<'a>(after: &mut Plan, theirs: impl Iterator<Item = &'a Link>) {
    for link in theirs {
        if weaker_is_there(after, link) {
            continue;
        }
        match after.links.get(&link.key()) {
            Some(own) if link.place.is_empty() || own.place == link.place => {}
            Some(own) => {
                let mut row = (**own).clone();
                row.place.clone_from(&link.place);
                after.links.put(row);
            }
            None => after.links.put(link.clone()),
        }
    }
}

/// Prompts that are new, and questions and answers that the import has otherwise; whether a prompt is paused stays.
fn prompts<'a>(after: &mut Plan, theirs: impl Iterator<Item = &'a Prompt>) {
    for prompt in theirs.filter(|prompt| !prompt.ask.trim().is_empty()) {
        if !after.items.contains(&prompt.item) {
            continue;
        }
        let row = match after.prompts.get(&prompt.id) {
            Some(own) => Prompt {
                ask: prompt.ask.clone(),
                answer: prompt.answer.clone(),
                ..(**own).clone()
            },
            None => prompt.clone(),
        };
        put_changed(&mut after.prompts, row);
    }
}

/// Whether a prerequisite of an import was weakened before, for it would close a circle: then it is not taken again.
fn weaker_is_there(after: &Plan, link: &Link) -> bool {
    use crate::domain::link::Relation;
    if link.relation != Relation::BuildsOn || after.links.contains(&link.key()) {
        return false;
    }
    let id = Link::id_of(&link.from, Relation::DrawsOn, &link.to);
    after.links.contains(&id) && super::settle::closes_circle(&after.links, link)
}

fn put_changed<T: crate::domain::Row + PartialEq>(table: &mut Table<T>, row: T) {
    if table.get(&row.key()).is_none_or(|there| **there != row) {
        table.put(row);
    }
}

/// What differs, with a mark where both sides say something. Of the rows of the import those are counted that are there.
fn offer(mine: &Plan, after: Plan, of: (&Table<Step>, &Table<Item>)) -> Offer {
    let mut changes = changes(mine, &after);
    let same_step = |step: &&StepId| after.steps.get(step) == mine.steps.get(step);
    let same_item = |item: &&ItemId| after.items.get(item) == mine.items.get(item);
    changes.same = of.0.keys().filter(same_step).count() + of.1.keys().filter(same_item).count();
    for change in &mut changes.list {
        let What::Changed { before, after, .. } = &change.what else {
            continue;
        };
        let field = change.id.way().nth(2).unwrap_or("");
        let says = |words: &String| words != NOTHING;
        let study = matches!(
            change.table,
            TableName::Items | TableName::Steps | TableName::Links | TableName::Prompts
        );
        change.conflict = study && !rows::is_progress(field) && says(before) && says(after);
    }
    Offer { after, changes }
}

/// The path with the ids that its steps and items have in the plan.
fn matched(mine: &Plan, path: &Path) -> Path {
    let steps = steps_of(mine, path);
    let step_of = |id: &StepId| steps.get(id).unwrap_or(id).clone();
    let at = |step: Option<StepId>, title: &str| (step, plain(title));
    let items = match_rows(
        path.items
            .iter()
            .map(|i| (&i.id, at(i.step.as_ref().map(&step_of), &i.title))),
        mine.items
            .iter()
            .map(|i| (&i.id, at(i.step.clone(), &i.title))),
    );
    let item_of = |id: &ItemId| items.get(id).unwrap_or(id).clone();
    let mut matched = path.clone();
    matched.steps = path
        .steps
        .iter()
        .map(|step| Step {
            id: step_of(&step.id),
            ..(**step).clone()
        })
        .collect();
    matched.items = path
        .items
        .iter()
        .map(|item| Item {
            id: item_of(&item.id),
            step: item.step.as_ref().map(&step_of),
            ..(**item).clone()
        })
        .collect();
    matched.links = path
        .links
        .iter()
        .map(|link| Link {
            from: item_of(&link.from),
            to: item_of(&link.to),
            ..(**link).clone()
        })
        .filter(|link| link.from != link.to)
        .collect();
    matched.prompts = path
        .prompts
        .iter()
        .map(|prompt| Prompt {
            item: item_of(&prompt.item),
            ..(**prompt).clone()
        })
        .collect();
    matched
}

/// The ids that a path's steps have in the plan, where they are others.
fn steps_of(mine: &Plan, path: &Path) -> BTreeMap<StepId, StepId> {
    match_rows(
        path.steps.iter().map(|s| (&s.id, plain(&s.title))),
        mine.steps.iter().map(|s| (&s.id, plain(&s.title))),
    )
}

/// For each row of an import that is not there by its id: the row that is the same by `V`, where there is one that no
/// other row of the import is.
fn match_rows<'a, K: Ord + Clone + 'a, V: Ord>(
    theirs: impl Iterator<Item = (&'a K, V)>,
    mine: impl Iterator<Item = (&'a K, V)>,
) -> BTreeMap<K, K> {
    let theirs: Vec<(&K, V)> = theirs.collect();
    let taken: BTreeSet<&K> = theirs.iter().map(|(id, _)| *id).collect();
    let mut ids: BTreeSet<&K> = BTreeSet::new();
    let mut free: BTreeMap<V, Vec<&K>> = BTreeMap::new();
    for (id, value) in mine {
        ids.insert(id);
        if !taken.contains(id) {
            free.entry(value).or_default().push(id);
        }
    }
    let mut found = BTreeMap::new();
    for (id, value) in &theirs {
        if ids.contains(*id) {
            continue;
        }
        if let Some(there) = free.get_mut(value)
            && !there.is_empty()
        {
            found.insert((*id).clone(), there.remove(0).clone());
        }
    }
    found
}
