//! Links as they can be: none to itself, and prerequisites that make no circle.
//!
//! Not here: the items that links name (`repair.rs`), circles that a merge makes (`domain/merge/settle.rs`).

use std::collections::HashMap;

use crate::domain::{ItemId, Link, LinkId, Relation, Row, Table};

pub(super) fn own_links(links: &mut Table<Link>, notes: &mut Vec<String>) {
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
pub(super) fn circles(links: &mut Table<Link>, notes: &mut Vec<String>) {
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
pub(super) fn closing_links(links: &Table<Link>) -> Vec<LinkId> {
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
