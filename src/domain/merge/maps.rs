//! Fields that hold values under keys: minutes of single days, weights of steps, limits of columns.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::field::{Field, NOTHING, Walk};
use super::names::Names;
use super::report::Kept;
use super::three::Three;
use crate::domain::edit::say_day;
use crate::domain::id::StepId;
use crate::domain::time::{Day, Minutes};
use crate::domain::week::{Week, WeekNote};

/// A key of a map, as text of a change's id and as people say it.
pub(super) trait MapKey: Ord + Clone + Display {
    /// What stands under it.
    type Value: Field;

    /// What is said where nothing stands under it.
    const USUAL: &'static str = "as usual";

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

impl MapKey for String {
    type Value = u8;
    const USUAL: &'static str = "no limit";

    fn words(&self, _: &Names<'_>) -> String {
        format!("the column “{self}”")
    }
}

impl MapKey for Week {
    type Value = WeekNote;
    const USUAL: &'static str = "nothing said";

    fn words(&self, _: &Names<'_>) -> String {
        format!("the week of {}", say_day(self.monday()))
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

            fn merge(
                base: Option<&Self>,
                ours: &Self,
                theirs: &Self,
                three: &mut Three<'_>,
            ) -> Self {
                merge_by_key(base, ours, theirs, three)
            }

            fn take(&mut self, from: &Self, way: &[&str]) {
                take_by_key(self, from, way);
            }
        }
    )*};
}
maps!(Day => Minutes, StepId => u8, String => u8, Week => WeekNote);

fn differ_by_key<K: MapKey>(
    before: &BTreeMap<K, K::Value>,
    after: &BTreeMap<K, K::Value>,
    walk: &mut Walk<'_>,
) {
    let new = after.keys().filter(|key| !before.contains_key(key));
    for key in before.keys().chain(new) {
        let (old, new) = (before.get(key), after.get(key));
        if old != new {
            let words = (say::<K>(old, walk.names()), say::<K>(new, walk.names()));
            let label = key.words(walk.names());
            walk.way().enter_entry(key.to_string(), label);
            walk.changed(words.0, words.1);
            walk.leave();
        }
    }
}

fn say<K: MapKey>(value: Option<&K::Value>, names: &Names<'_>) -> String {
    match value {
        Some(value) => K::value_words(value, names),
        None => K::USUAL.to_owned(),
    }
}

/// Key by key what only one side changed; an edit before a removal, ours where both edited.
fn merge_by_key<K: MapKey>(
    base: Option<&BTreeMap<K, K::Value>>,
    ours: &BTreeMap<K, K::Value>,
    theirs: &BTreeMap<K, K::Value>,
    three: &mut Three<'_>,
) -> BTreeMap<K, K::Value> {
    let mut merged = ours.clone();
    let new = theirs.keys().filter(|key| !ours.contains_key(key));
    for key in ours.keys().chain(new) {
        let was = base.and_then(|base| base.get(key));
        let (mine, other) = (ours.get(key), theirs.get(key));
        if mine == other || was == other {
            continue;
        }
        if was != mine {
            let kept = match mine {
                Some(_) => Kept::Ours,
                None => Kept::Theirs,
            };
            let label = key.words(three.names());
            let words = (
                say::<K>(mine, three.names()),
                say::<K>(other, three.names()),
            );
            three.way().enter_entry(key.to_string(), label);
            three.conflict(words.0, words.1, kept);
            three.leave();
            if kept == Kept::Ours {
                continue;
            }
        }
        match other {
            Some(value) => merged.insert(key.clone(), value.clone()),
            None => merged.remove(key),
        };
    }
    merged
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
