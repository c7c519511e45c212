//! The parts of an item, by their ids.

use std::collections::{BTreeMap, BTreeSet};

use super::field::{Field, NOTHING, Walk};
use super::names::Names;
use super::order;
use super::report::Kept;
use super::three::Three;
use crate::domain::id::PartId;
use crate::domain::item::Part;

/// Names the order of a list in a change's id (no id has this sign).
const ORDER: &str = "=order";

/// Parts by their id: each that is new, gone or different is one change, and so is their order.
impl Field for Vec<Part> {
    fn words(&self, _: &Names<'_>) -> String {
        if self.is_empty() {
            return NOTHING.to_owned();
        }
        let titles: Vec<&str> = self.iter().map(|part| part.title.as_str()).collect();
        titles.join(", ")
    }

    fn differ(before: &Self, after: &Self, walk: &mut Walk<'_>) {
        if before == after {
            return;
        }
        let find = |list: &'_ Self, part: &Part| list.iter().position(|p| p.id == part.id);
        let label = |part: &Part| format!("part “{}”", part.title);
        for part in before {
            let there = find(after, part).and_then(|place| after.get(place));
            walk.way().enter_entry(part.id.to_string(), label(part));
            match there {
                Some(there) => Part::differ(part, there, walk),
                None => walk.changed("there".to_owned(), "removed".to_owned()),
            }
            walk.leave();
        }
        for part in after.iter().filter(|part| find(before, part).is_none()) {
            walk.way().enter_entry(part.id.to_string(), label(part));
            walk.changed(NOTHING.to_owned(), "added".to_owned());
            walk.leave();
        }
        let common = |list: &Self, other: &Self| -> Vec<Part> {
            let both = list.iter().filter(|part| find(other, part).is_some());
            both.cloned().collect()
        };
        let (old, new) = (common(before, after), common(after, before));
        if !old.iter().map(|p| &p.id).eq(new.iter().map(|p| &p.id)) {
            let words = (old.words(walk.names()), new.words(walk.names()));
            walk.way()
                .enter_entry(ORDER.to_owned(), "order of the parts".to_owned());
            walk.changed(words.0, words.1);
            walk.leave();
        }
    }

    fn merge(base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) -> Self {
        if ours == theirs || base == Some(theirs) {
            return ours.clone();
        }
        if base == Some(ours) {
            return theirs.clone();
        }
        let none = Vec::new();
        let base = base.unwrap_or(&none);
        let [was, mine, other] = [base, ours, theirs].map(|list| by_id(list));
        let mut merged: BTreeMap<PartId, Part> = BTreeMap::new();
        for part in ours.iter().chain(theirs) {
            if merged.contains_key(&part.id) {
                continue;
            }
            let old = was.get(&part.id).copied();
            three
                .way()
                .enter_entry(part.id.to_string(), format!("part “{}”", part.title));
            let found = match (mine.get(&part.id), other.get(&part.id)) {
                (Some(mine), Some(other)) => Some(Part::merge(old, mine, other, three)),
                (Some(only), None) => kept(old, only, Kept::Ours, three),
                (None, Some(only)) => kept(old, only, Kept::Theirs, three),
                (None, None) => None,
            };
            three.leave();
            merged.extend(found.map(|part| (part.id.clone(), part)));
        }
        let ids = |list: &[Part]| -> Vec<PartId> { list.iter().map(|p| p.id.clone()).collect() };
        let keep: BTreeSet<PartId> = merged.keys().cloned().collect();
        let (order, clash) = order::merged(&ids(base), &ids(ours), &ids(theirs), &keep);
        if clash {
            three
                .way()
                .enter_entry(ORDER.to_owned(), "order of the parts".to_owned());
            three.differ(ours, theirs, Kept::Ours);
            three.leave();
        }
        let found = order.into_iter();
        found.filter_map(|id| merged.remove(&id)).collect()
    }

    fn take(&mut self, from: &Self, way: &[&str]) {
        let Some((id, way)) = way.split_first() else {
            self.clone_from(from);
            return;
        };
        let place_in = |list: &Self, id: &str| list.iter().position(|p| p.id.as_str() == id);
        if *id == ORDER {
            let order = |part: &Part| place_in(from, part.id.as_str()).unwrap_or(usize::MAX);
            self.sort_by_key(order);
            return;
        }
        let there = place_in(self, id);
        match (there, place_in(from, id)) {
            (Some(there), Some(old)) => {
                if let (Some(there), Some(old)) = (self.get_mut(there), from.get(old)) {
                    Field::take(there, old, way);
                }
            }
            (Some(there), None) => {
                self.remove(there);
            }
            (None, Some(old)) => {
                // After the nearest part before it that is there.
                let before = from.get(..old).unwrap_or_default();
                let after = before
                    .iter()
                    .rev()
                    .find_map(|part| place_in(self, part.id.as_str()));
                let place = after.map_or(0, |place| place + 1);
                if let Some(part) = from.get(old) {
                    self.insert(place, part.clone());
                }
            }
            (None, None) => {}
        }
    }
}

fn by_id(parts: &[Part]) -> BTreeMap<&PartId, &Part> {
    parts.iter().map(|part| (&part.id, part)).collect()
}

/// A part that only one side has: new there, or taken out by the other; an edit counts more than that.
fn kept(base: Option<&Part>, only: &Part, kept: Kept, three: &mut Three<'_>) -> Option<Part> {
    match base {
        None => Some(only.clone()),
        Some(base) if base == only => None,
        Some(_) => {
            let (there, gone) = (only.words(three.names()), "removed".to_owned());
            match kept {
                Kept::Theirs => three.conflict(gone, there, kept),
                _ => three.conflict(there, gone, kept),
            }
            Some(only.clone())
        }
    }
}
