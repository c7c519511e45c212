//! A plan put together of two versions is made legal: what names something that is not there either gets it back or goes,
//! and prerequisites make no circle. What a file may say wrongly is another matter (`store/format/repair.rs`): after
//! this there is nothing left to repair.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::clocks::{self, Clock};
use crate::domain::eve;
use crate::domain::id::{ItemId, LinkId};
use crate::domain::link::{Link, Relation};
use crate::domain::plan::Plan;
use crate::domain::table::{Row, Table};

/// What was done to make the plan legal.
#[derive(Debug, PartialEq)]
pub(super) enum Mended {
    /// An item that something names came back.
    Item(ItemId),
    /// A prompt that a rating is of came back.
    Prompt(crate::domain::id::PromptId),
    /// A step that an item names came back.
    Step(crate::domain::id::StepId),
    /// A session that the timer runs for came back.
    Session(crate::domain::id::SessionId),
    /// A clock was stopped: another one that began later goes on.
    Paused(Clock),
    /// A prerequisite that would close a circle only draws on it now.
    Weakened(Link),
}

/// Makes the plan legal. Missing rows come from `sources`, the first that has them; where none has, what names them goes.
/// Of the links of a circle one that `base` does not have is weakened.
pub(super) fn settle(plan: &mut Plan, sources: &[&Plan], base: &Plan) -> Vec<Mended> {
    let mut mended = Vec::new();
    timer(plan, sources, &mut mended);
    prompts(plan, sources, &mut mended);
    items(plan, sources, &mut mended);
    steps(plan, sources, &mut mended);
    circles(plan, base, &mut mended);
    busy(plan);
    ticks(plan);
    runs(plan);
    mended.extend(clocks::settle(plan).into_iter().map(Mended::Paused));
    mended
}

/// A finished design session's clock stands, and a clock is at a stage that is there.
fn runs(plan: &mut Plan) {
    let odd = |run: &&Arc<crate::domain::Run>| {
        (run.finished.is_some() && run.running_since.is_some())
            || (run.at() >= run.stages.len() && run.at != 0)
    };
    let odd: Vec<_> = plan.runs.iter().filter(odd).cloned().collect();
    for run in odd {
        let mut run = (*run).clone();
        if run.finished.is_some() {
            run.running_since = None;
        }
        if run.at() >= run.stages.len() {
            run.at = 0;
        }
        plan.runs.put(run);
    }
}

/// A tick of the list for the evening before goes with its line: one side took the line out, the other ticked it.
fn ticks(plan: &mut Plan) {
    let lost = |one: &&Arc<crate::domain::Interview>| eve::has_lost_ticks(one);
    let lost: Vec<_> = plan.interviews.iter().filter(lost).cloned().collect();
    for one in lost {
        let mut one = (*one).clone();
        eve::drop_lost_ticks(&mut one);
        plan.interviews.put(one);
    }
}

/// Whole days stay whole, whichever of their fields were taken from where.
fn busy(plan: &mut Plan) {
    let odd = |b: &&Arc<crate::domain::Busy>| ***b != (***b).clone().tidied();
    let odd: Vec<_> = plan.availability.busy.iter().filter(odd).cloned().collect();
    for busy in odd {
        plan.availability.busy.put((*busy).clone().tidied());
    }
}

fn timer(plan: &mut Plan, sources: &[&Plan], mended: &mut Vec<Mended>) {
    let Some(id) = plan.timer.as_ref().map(|timer| timer.session.clone()) else {
        return;
    };
    if plan.sessions.contains(&id) {
        return;
    }
    match sources.iter().find_map(|source| source.sessions.get(&id)) {
        Some(session) => {
            plan.sessions.put_shared(Arc::clone(session));
            mended.push(Mended::Session(id));
        }
        None => plan.timer = None,
    }
}

fn prompts(plan: &mut Plan, sources: &[&Plan], mended: &mut Vec<Mended>) {
    let there = &plan.prompts;
    let missing: BTreeSet<_> = plan
        .reviews
        .iter()
        .filter(|review| !there.contains(&review.prompt))
        .map(|review| review.prompt.clone())
        .collect();
    if missing.is_empty() {
        return;
    }
    for id in missing {
        if let Some(prompt) = sources.iter().find_map(|source| source.prompts.get(&id)) {
            plan.prompts.put_shared(Arc::clone(prompt));
            mended.push(Mended::Prompt(id));
        }
    }
    let there = &plan.prompts;
    plan.reviews.retain(|review| there.contains(&review.prompt));
}

fn items(plan: &mut Plan, sources: &[&Plan], mended: &mut Vec<Mended>) {
    let mut missing: BTreeSet<ItemId> = BTreeSet::new();
    let there = &plan.items;
    let links = plan.links.iter().flat_map(|link| [&link.from, &link.to]);
    let sessions = plan.sessions.iter().map(|session| &session.item);
    let prompts = plan.prompts.iter().map(|prompt| &prompt.item);
    let runs = plan.runs.iter().map(|run| &run.item);
    missing.extend(
        links
            .chain(sessions)
            .chain(prompts)
            .chain(runs)
            .filter(|id| !there.contains(id))
            .cloned(),
    );
    for id in &missing {
        if let Some(item) = sources.iter().find_map(|source| source.items.get(id)) {
            plan.items.put_shared(Arc::clone(item));
            mended.push(Mended::Item(id.clone()));
        }
    }
    let there = &plan.items;
    if !missing.is_empty() {
        plan.links
            .retain(|link| there.contains(&link.from) && there.contains(&link.to));
        plan.sessions
            .retain(|session| there.contains(&session.item));
        plan.prompts.retain(|prompt| there.contains(&prompt.item));
        let asked = &plan.prompts;
        plan.reviews.retain(|review| asked.contains(&review.prompt));
        plan.runs.retain(|run| there.contains(&run.item));
    }
    plan.cuts.retain(|cut| there.contains(&cut.item));
}

fn steps(plan: &mut Plan, sources: &[&Plan], mended: &mut Vec<Mended>) {
    let lost: Vec<_> = plan
        .items
        .iter()
        .filter(|item| item.step.as_ref().is_some_and(|s| !plan.steps.contains(s)))
        .map(|item| item.id.clone())
        .collect();
    for id in lost {
        let Some(step) = plan.items.get(&id).and_then(|item| item.step.clone()) else {
            continue;
        };
        if plan.steps.contains(&step) {
            continue;
        }
        match sources.iter().find_map(|source| source.steps.get(&step)) {
            Some(row) => {
                plan.steps.put_shared(Arc::clone(row));
                mended.push(Mended::Step(step));
            }
            None => {
                plan.items.update(&id, |item| item.step = None);
            }
        }
    }
}

/// Weakens one link of every circle of prerequisites: one that the base does not have, the last by its id.
fn circles(plan: &mut Plan, base: &Plan, mended: &mut Vec<Mended>) {
    if plan.links.same(&base.links) {
        return;
    }
    while let Some(circle) = find_circle(&plan.links) {
        let new = circle.iter().filter(|id| !base.links.contains(id)).max();
        let Some(id) = new.or(circle.iter().max()) else {
            return;
        };
        let Some(link) = plan.links.remove(id) else {
            return;
        };
        let mut weaker = (*link).clone();
        weaker.relation = Relation::DrawsOn;
        if let Some(there) = plan.links.get(&weaker.key()) {
            // There already is one: its place is kept, and this one's too.
            let mut places: Vec<&str> = vec![there.place.as_str()];
            if link.place != there.place {
                places.push(link.place.as_str());
            }
            places.retain(|place| !place.is_empty());
            weaker.place = places.join("; ");
            weaker.unknown = there.unknown.clone();
        }
        plan.links.put(weaker);
        mended.push(Mended::Weakened((*link).clone()));
    }
}

/// Whether a prerequisite would close a circle.
pub(super) fn closes_circle(links: &Table<Link>, link: &Link) -> bool {
    let mut links = links.clone();
    links.put(link.clone());
    find_circle(&links).is_some()
}

/// The links of one circle of prerequisites, found in the order of the ids without recursion.
fn find_circle(links: &Table<Link>) -> Option<Vec<LinkId>> {
    let mut next: BTreeMap<&ItemId, Vec<(&ItemId, &LinkId)>> = BTreeMap::new();
    for (id, link) in links.entries() {
        if link.relation == Relation::BuildsOn {
            next.entry(&link.from).or_default().push((&link.to, id));
        }
    }
    let mut done: BTreeSet<&ItemId> = BTreeSet::new();
    for start in next.keys().copied() {
        if done.contains(start) {
            continue;
        }
        // The way from `start`: each item, the link it was come to by, and how many of its links have been walked.
        let mut way: Vec<(&ItemId, Option<&LinkId>, usize)> = vec![(start, None, 0)];
        let mut on_way: BTreeSet<&ItemId> = BTreeSet::from([start]);
        while let Some((at, _, walked)) = way.last_mut() {
            let at: &ItemId = at;
            let Some((to, link)) = next.get(at).and_then(|links| links.get(*walked)) else {
                done.insert(at);
                on_way.remove(at);
                way.pop();
                continue;
            };
            *walked += 1;
            if done.contains(to) {
                continue;
            }
            if on_way.contains(to) {
                let place = way.iter().position(|(item, ..)| item == to).unwrap_or(0);
                let round = way.iter().skip(place + 1).filter_map(|(_, by, _)| *by);
                return Some(round.chain([*link]).cloned().collect());
            }
            on_way.insert(to);
            way.push((to, Some(link), 0));
        }
    }
    None
}
