//! Fields that hold several values: lists, parts by their id, days and weights by their key, notes by lines.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::field::{Field, NOTHING, Walk};
use super::names::Names;
use crate::domain::availability::Window;
use crate::domain::edit::say_day;
use crate::domain::id::StepId;
use crate::domain::item::{Notes, Part, WebLink};
use crate::domain::time::{Day, Minutes};

/// Names the order of a list in a change's id (no id has this sign).
const ORDER: &str = "=order";

fn joined<T: Field>(list: &[T], names: &Names<'_>) -> String {
    if list.is_empty() {
        return NOTHING.to_owned();
    }
    let words: Vec<String> = list.iter().map(|value| value.words(names)).collect();
    words.join(", ")
}

macro_rules! whole_lists {
    ($($ty:ty),*) => {$(
        impl Field for Vec<$ty> {
            fn words(&self, names: &Names<'_>) -> String {
                joined(self, names)
            }
        }
    )*};
}
whole_lists!(String, WebLink, Window);

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
            walk.enter_entry(part.id.to_string(), label(part));
            match there {
                Some(there) => Part::differ(part, there, walk),
                None => walk.changed("there".to_owned(), "removed".to_owned()),
            }
            walk.leave();
        }
        for part in after.iter().filter(|part| find(before, part).is_none()) {
            walk.enter_entry(part.id.to_string(), label(part));
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
            walk.enter_entry(ORDER.to_owned(), "order of the parts".to_owned());
            walk.changed(words.0, words.1);
            walk.leave();
        }
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

/// A key of a map, as text of a change's id and as people say it.
pub(super) trait MapKey: Ord + Clone + Display {
    /// What stands under it.
    type Value: Field;

    /// As people say it.
    fn words(&self, names: &Names<'_>) -> String;

    /// What stands under it, as people say it.
    fn value_words(value: &Self::Value, names: &Names<'_>) -> String {
        value.words(names)
    }
}

impl MapKey for Day {
    type Value = Minutes;

    fn value_words(value: &Minutes, names: &Names<'_>) -> String {
        if *value == Minutes::ZERO {
            return "a day off".to_owned();
        }
        value.words(names)
    }

    fn words(&self, _: &Names<'_>) -> String {
        say_day(*self)
    }
}

impl MapKey for StepId {
    type Value = u8;

    fn words(&self, names: &Names<'_>) -> String {
        format!("weight of “{}”", names.step(self))
    }
}

macro_rules! maps {
    ($($key:ty => $value:ty),*) => {$(
        impl Field for BTreeMap<$key, $value> {
            fn words(&self, names: &Names<'_>) -> String {
                if self.is_empty() {
                    return NOTHING.to_owned();
                }
                let words: Vec<String> = self
                    .iter()
                    .map(|(key, value)| format!("{}: {}", MapKey::words(key, names), value.words(names)))
                    .collect();
                words.join(", ")
            }

            fn differ(before: &Self, after: &Self, walk: &mut Walk<'_>) {
                differ_by_key(before, after, walk);
            }

            fn take(&mut self, from: &Self, way: &[&str]) {
                take_by_key(self, from, way);
            }
        }
    )*};
}
maps!(Day => Minutes, StepId => u8);

fn differ_by_key<K: MapKey>(
    before: &BTreeMap<K, K::Value>,
    after: &BTreeMap<K, K::Value>,
    walk: &mut Walk<'_>,
) {
    let say = |value: Option<&K::Value>, names: &Names<'_>| match value {
        Some(value) => K::value_words(value, names),
        None => "as usual".to_owned(),
    };
    let new = after.keys().filter(|key| !before.contains_key(key));
    for key in before.keys().chain(new) {
        let (old, new) = (before.get(key), after.get(key));
        if old != new {
            let words = (say(old, walk.names()), say(new, walk.names()));
            walk.enter_entry(key.to_string(), key.words(walk.names()));
            walk.changed(words.0, words.1);
            walk.leave();
        }
    }
}

fn take_by_key<K: MapKey>(
    there: &mut BTreeMap<K, K::Value>,
    from: &BTreeMap<K, K::Value>,
    way: &[&str],
) {
    let Some(text) = way.first() else {
        there.clone_from(from);
        return;
    };
    let named =
        |map: &BTreeMap<K, K::Value>| map.keys().find(|key| key.to_string() == **text).cloned();
    if let Some(key) = named(from).or_else(|| named(there)) {
        match from.get(&key) {
            Some(value) => there.insert(key, value.clone()),
            None => there.remove(&key),
        };
    }
}

/// Notes are said by the lines that differ.
impl Field for Notes {
    fn words(&self, _: &Names<'_>) -> String {
        lines_in_words(self.lines())
    }

    fn differ(before: &Self, after: &Self, walk: &mut Walk<'_>) {
        if before == after {
            return;
        }
        let (old, new) = (before.lines(), after.lines());
        let pairs = old.iter().zip(new);
        let head = pairs.take_while(|(a, b)| a == b).count();
        let rest = |lines: &'_ [String]| lines.get(head..).unwrap_or_default().to_vec();
        let (mut old, mut new) = (rest(old), rest(new));
        while old.last().is_some() && old.last() == new.last() {
            old.pop();
            new.pop();
        }
        walk.changed(lines_in_words(&old), lines_in_words(&new));
    }
}

fn lines_in_words(lines: &[String]) -> String {
    match lines {
        [] => NOTHING.to_owned(),
        [only] if only.trim().is_empty() => "an empty line".to_owned(),
        lines => lines.join(" ⏎ "),
    }
}
