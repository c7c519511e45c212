//! Fields that hold several values: lists, as sets that have an order, and notes by lines.
//!
//! Not here: parts (`parts.rs`), values under keys (`maps.rs`).

use std::collections::{BTreeMap, BTreeSet};

use super::field::{Field, NOTHING, Walk};
use super::names::Names;
use super::report::Kept;
use super::three::Three;
use super::{notes, order};
use crate::domain::availability::Window;
use crate::domain::item::{Notes, WebLink};

fn joined<T: Field>(list: &[T], names: &Names<'_>) -> String {
    if list.is_empty() {
        return NOTHING.to_owned();
    }
    let words: Vec<String> = list.iter().map(|value| value.words(names)).collect();
    words.join(", ")
}

/// Windows belong together: a weekday is one value.
impl Field for Vec<Window> {
    fn words(&self, names: &Names<'_>) -> String {
        joined(self, names)
    }
}

/// Numbers belong together: a list of them is one value.
impl Field for Vec<f64> {
    fn words(&self, _: &Names<'_>) -> String {
        if self.is_empty() {
            return NOTHING.to_owned();
        }
        let words: Vec<String> = self.iter().map(f64::to_string).collect();
        words.join(", ")
    }
}

macro_rules! sets {
    ($($ty:ty),*) => {$(
        /// Merged as a set that has an order: what either side added is in, what either took out is out.
        impl Field for Vec<$ty> {
            fn words(&self, names: &Names<'_>) -> String {
                joined(self, names)
            }

            fn merge(
                base: Option<&Self>,
                ours: &Self,
                theirs: &Self,
                three: &mut Three<'_>,
            ) -> Self {
                if ours == theirs || base == Some(theirs) {
                    return ours.clone();
                }
                if base == Some(ours) {
                    return theirs.clone();
                }
                let none = Vec::new();
                let [was, mine, other] = [base.unwrap_or(&none), ours, theirs].map(|l| keyed(l));
                let (list, clash) = order::merged(&was, &mine, &other, &BTreeSet::new());
                if clash {
                    three.differ(ours, theirs, Kept::Ours);
                }
                list.into_iter().map(|(value, _)| value).collect()
            }
        }
    )*};
}
sets!(String, WebLink);

/// Each value with how often it came before: a list may say a thing twice.
fn keyed<T: Ord + Clone>(list: &[T]) -> Vec<(T, usize)> {
    let mut seen: BTreeMap<&T, usize> = BTreeMap::new();
    list.iter()
        .map(|value| {
            let times = seen.entry(value).or_default();
            *times += 1;
            (value.clone(), *times)
        })
        .collect()
}

/// Notes are said by the lines that differ.
impl Field for Notes {
    fn words(&self, _: &Names<'_>) -> String {
        lines_in_words(self.lines())
    }

    fn merge(base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) -> Self {
        if ours == theirs || base == Some(theirs) {
            return ours.clone();
        }
        if base == Some(ours) {
            return theirs.clone();
        }
        let none = Self::default();
        let (merged, both) = notes::merged(base.unwrap_or(&none), ours, theirs);
        if both {
            three.differ(ours, theirs, Kept::Both);
        }
        merged
    }

    fn differ(before: &Self, after: &Self, walk: &mut Walk<'_>) {
        if before == after {
            return;
        }
        let (gone, new) = notes::differing(before, after);
        walk.changed(with_sign("− ", &gone), with_sign("+ ", &new));
    }
}

/// Lines that are gone or new, each with its sign.
fn with_sign(sign: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return NOTHING.to_owned();
    }
    let said = |line: &String| match line.trim() {
        "" => format!("{sign}an empty line"),
        line => format!("{sign}{line}"),
    };
    lines.iter().map(said).collect::<Vec<_>>().join(" ⏎ ")
}

fn lines_in_words(lines: &[String]) -> String {
    match lines {
        [] => NOTHING.to_owned(),
        [only] if only.trim().is_empty() => "an empty line".to_owned(),
        lines => lines.join(" ⏎ "),
    }
}
