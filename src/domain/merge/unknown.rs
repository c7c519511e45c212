//! Fields that this version does not know, compared name by name.

use std::collections::{BTreeMap, BTreeSet};

use ron::value::RawValue;

use crate::domain::record::Unknown;

use super::field::{NOTHING, Walk};
use super::order;
use super::report::Kept;
use super::three::Three;

/// Tells the walk what differs.
pub fn differ(before: &Unknown, after: &Unknown, walk: &mut Walk<'_>) {
    if before.is_empty() && after.is_empty() {
        return;
    }
    let names = before.fields().chain(after.fields()).map(|field| field.0);
    let names: BTreeSet<&'static str> = names.collect();
    for name in names {
        let (old, new) = (before.get(name), after.get(name));
        if old.map(|raw| raw.get_ron()) != new.map(|raw| raw.get_ron()) {
            let say = |raw: Option<&ron::value::RawValue>| {
                raw.map_or_else(|| NOTHING.to_owned(), |raw| raw.get_ron().trim().to_owned())
            };
            walk.enter(name);
            walk.changed(say(old), say(new));
            walk.leave();
        }
    }
}

fn say(raw: Option<&RawValue>) -> String {
    raw.map_or_else(|| NOTHING.to_owned(), |raw| raw.get_ron().trim().to_owned())
}

/// One of two: name by name what only one side changed, an edit before a removal, ours where both edited.
pub fn merge(
    base: Option<&Unknown>,
    ours: &Unknown,
    theirs: &Unknown,
    three: &mut Three<'_>,
) -> Unknown {
    if ours == theirs || base == Some(theirs) {
        return ours.clone();
    }
    if base == Some(ours) {
        return theirs.clone();
    }
    let none = Unknown::default();
    let base = base.unwrap_or(&none);
    let [was, a, b] = [base, ours, theirs].map(names);
    let same = |x: Option<&RawValue>, y: Option<&RawValue>| {
        x.map(RawValue::get_ron) == y.map(RawValue::get_ron)
    };
    let mut values: BTreeMap<&'static str, Box<RawValue>> = BTreeMap::new();
    for name in a.iter().chain(&b).copied().collect::<BTreeSet<_>>() {
        let [old, mine, other] = [base, ours, theirs].map(|side| side.get(name));
        let taken = if same(mine, other) || same(old, other) {
            mine
        } else if same(old, mine) {
            other
        } else {
            let kept = if mine.is_some() {
                Kept::Ours
            } else {
                Kept::Theirs
            };
            three.enter(name);
            three.conflict(say(mine), say(other), kept);
            three.leave();
            mine.or(other)
        };
        if let Some(taken) = taken {
            values.insert(name, taken.to_owned());
        }
    }
    let keep: BTreeSet<&'static str> = values.keys().copied().collect();
    let (order, _) = order::merged(&was, &a, &b, &keep);
    let fields = order.into_iter();
    Unknown::of(
        fields
            .filter_map(|name| values.remove(name).map(|value| (name, value)))
            .collect(),
    )
}

fn names(fields: &Unknown) -> Vec<&'static str> {
    fields.fields().map(|field| field.0).collect()
}
