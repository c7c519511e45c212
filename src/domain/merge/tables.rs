//! Tables row by row. Rows that two versions share are not read at all.

use std::cmp::Ordering;
use std::sync::Arc;

use super::change::What;
use super::field::{Field, Walk};
use super::names::Names;
use super::report::Kept;
use super::rows::Titled;
use super::three::Three;
use crate::domain::busy::BusyTimes;
use crate::domain::id::Id;
use crate::domain::table::{Row, Table};

impl<K, T> Field for Table<T>
where
    T: Row<Key = Id<K>> + Titled + Field,
{
    fn words(&self, _: &Names<'_>) -> String {
        format!("{} rows", self.len())
    }

    fn differ(before: &Self, after: &Self, walk: &mut Walk<'_>) {
        if before.same(after) {
            walk.count_same(before.len());
            return;
        }
        let (mut old, mut new) = (before.entries().peekable(), after.entries().peekable());
        loop {
            if shared(old.peek(), new.peek()) {
                walk.count_same(1);
                old.next();
                new.next();
                continue;
            }
            let first = match (old.peek(), new.peek()) {
                (Some((a, _)), Some((b, _))) => a.cmp(b),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => break,
            };
            let was = if first.is_le() { old.next() } else { None };
            let is = if first.is_ge() { new.next() } else { None };
            differ_row(was.map(|row| row.1), is.map(|row| row.1), walk);
        }
    }

    fn merge(base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) -> Self {
        let none = Self::default();
        let base = base.unwrap_or(&none);
        if ours.same(theirs) || base.same(theirs) {
            return ours.clone();
        }
        if base.same(ours) {
            return theirs.clone();
        }
        let mut merged = ours.clone();
        let (mut mine, mut other) = (ours.entries().peekable(), theirs.entries().peekable());
        loop {
            if shared(mine.peek(), other.peek()) {
                mine.next();
                other.next();
                continue;
            }
            let first = match (mine.peek(), other.peek()) {
                (Some((a, _)), Some((b, _))) => a.cmp(b),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => break,
            };
            let a = if first.is_le() { mine.next() } else { None };
            let b = if first.is_ge() { other.next() } else { None };
            let Some((key, row)) = a.or(b) else { break };
            let (a, b) = (a.map(|a| a.1), b.map(|b| b.1));
            if let (Some(a), Some(b)) = (a, b)
                && equal(a, b)
            {
                continue;
            }
            let was = base.get(key);
            if a.zip(was).is_some_and(|(a, was)| equal(a, was)) {
                // Only theirs changed it, or took it out.
                match b {
                    Some(b) => merged.put_shared(Arc::clone(b)),
                    None => {
                        merged.remove(key);
                    }
                }
                continue;
            }
            if b.zip(was).is_some_and(|(b, was)| equal(b, was)) {
                continue;
            }
            let title = row.called(three.names());
            three.way().enter_row(key.to_string(), title);
            let was = was.map(|was| &**was);
            match (a, b) {
                (Some(a), Some(b)) => {
                    let mut row = T::merge(was, a, b, three);
                    row.mend(was, a, b, three);
                    merged.put(row);
                }
                (None, Some(b)) => {
                    if let Some(was) = was {
                        let edits = edits(was, &**b, three.names());
                        three.conflict("removed".to_owned(), edits, Kept::Theirs);
                    }
                    merged.put_shared(Arc::clone(b));
                }
                (Some(a), None) => {
                    if let Some(was) = was {
                        let edits = edits(was, &**a, three.names());
                        three.conflict(edits, "removed".to_owned(), Kept::Ours);
                    }
                }
                (None, None) => {}
            }
            three.way().leave_row();
        }
        merged
    }

    fn take(&mut self, from: &Self, way: &[&str]) {
        let Some((text, way)) = way.split_first() else {
            self.clone_from(from);
            return;
        };
        let Ok(key) = Id::new(text) else { return };
        match (self.get(&key), from.get(&key)) {
            (Some(there), Some(old)) if !way.is_empty() => {
                let mut row = (**there).clone();
                Field::take(&mut row, old, way);
                self.put(row);
            }
            (_, Some(old)) => self.put_shared(Arc::clone(old)),
            (_, None) => {
                self.remove(&key);
            }
        }
    }
}

/// Whether both are one and the same row in memory: then not even its id is read.
fn shared<K, T>(a: Option<&(&K, &Arc<T>)>, b: Option<&(&K, &Arc<T>)>) -> bool {
    a.zip(b).is_some_and(|(a, b)| Arc::ptr_eq(a.1, b.1))
}

fn equal<T: PartialEq>(a: &Arc<T>, b: &Arc<T>) -> bool {
    Arc::ptr_eq(a, b) || a == b
}

/// What one side made of a row that the other took out: “estimate: 2 h → 3 h; status: to do → done”.
fn edits<T: Field>(was: &T, is: &T, names: &Names<'_>) -> String {
    let mut walk = Walk::new(names.clone());
    walk.way().enter("");
    walk.way().enter_row(String::new(), String::new());
    T::differ(was, is, &mut walk);
    let changes = walk.done().list.into_iter();
    let said = changes.map(|change| match change.what {
        What::Changed {
            field,
            before,
            after,
        } => format!("{field}: {before} → {after}"),
        What::Added | What::Removed => change.in_words(),
    });
    said.collect::<Vec<String>>().join("; ")
}

fn differ_row<T: Titled + Field>(was: Option<&Arc<T>>, is: Option<&Arc<T>>, walk: &mut Walk<'_>) {
    if let (Some(was), Some(is)) = (was, is)
        && equal(was, is)
    {
        walk.count_same(1);
        return;
    }
    let Some(known) = was.or(is) else { return };
    let title = known.called(walk.names());
    walk.way().enter_row(known.key().to_string(), title);
    match (was, is) {
        (Some(was), Some(is)) => T::differ(was, is, walk),
        (None, _) => walk.found(What::Added),
        (_, None) => walk.found(What::Removed),
    }
    walk.way().leave_row();
}

impl Field for BusyTimes {
    fn words(&self, names: &Names<'_>) -> String {
        self.table().words(names)
    }

    fn differ(before: &Self, after: &Self, walk: &mut Walk<'_>) {
        Table::differ(before.table(), after.table(), walk);
    }

    fn merge(base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) -> Self {
        let rows = Table::merge(base.map(Self::table), ours.table(), theirs.table(), three);
        if rows.same(ours.table()) {
            return ours.clone();
        }
        rows.into()
    }

    fn take(&mut self, from: &Self, way: &[&str]) {
        let mut rows = self.table().clone();
        rows.take(from.table(), way);
        *self = rows.into();
    }
}
