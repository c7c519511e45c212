//! Tables row by row. Rows that two versions share are not read at all.

use std::cmp::Ordering;
use std::sync::Arc;

use super::change::What;
use super::field::{Field, Record, Walk};
use super::names::Names;
use crate::domain::busy::{Busy, BusyTimes};
use crate::domain::id::Id;
use crate::domain::interview::Interview;
use crate::domain::item::Item;
use crate::domain::link::Link;
use crate::domain::path::Step;
use crate::domain::schedule::Cut;
use crate::domain::session::Session;
use crate::domain::table::{Row, Table};

/// A row that people have a name for.
pub(super) trait Titled: Row + Record {
    /// What it is called.
    fn called(&self, names: &Names<'_>) -> String;
}

impl Titled for Step {
    fn called(&self, _: &Names<'_>) -> String {
        self.title.clone()
    }
}
impl Titled for Item {
    fn called(&self, _: &Names<'_>) -> String {
        self.title.clone()
    }
}
impl Titled for Interview {
    fn called(&self, _: &Names<'_>) -> String {
        self.name.clone()
    }
}
impl Titled for Busy {
    fn called(&self, _: &Names<'_>) -> String {
        self.in_words()
    }
}
impl Titled for Session {
    fn called(&self, names: &Names<'_>) -> String {
        format!("{} of {}", self.kind.name(), names.session(self))
    }
}
impl Titled for Cut {
    fn called(&self, names: &Names<'_>) -> String {
        names.item(&self.item)
    }
}
impl Titled for Link {
    fn called(&self, names: &Names<'_>) -> String {
        let (from, to) = (names.item(&self.from), names.item(&self.to));
        format!("‘{from}’ {} ‘{to}’", self.relation.forward())
    }
}

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

fn differ_row<T: Titled + Field>(was: Option<&Arc<T>>, is: Option<&Arc<T>>, walk: &mut Walk<'_>) {
    if let (Some(was), Some(is)) = (was, is)
        && (Arc::ptr_eq(was, is) || was == is)
    {
        walk.count_same(1);
        return;
    }
    let Some(known) = was.or(is) else { return };
    walk.enter_row(known.key().to_string(), known.called(walk.names()));
    match (was, is) {
        (Some(was), Some(is)) => T::differ(was, is, walk),
        (None, _) => walk.row(What::Added),
        (_, None) => walk.row(What::Removed),
    }
    walk.leave_row();
}

impl Field for BusyTimes {
    fn words(&self, names: &Names<'_>) -> String {
        self.table().words(names)
    }

    fn differ(before: &Self, after: &Self, walk: &mut Walk<'_>) {
        Table::differ(before.table(), after.table(), walk);
    }

    fn take(&mut self, from: &Self, way: &[&str]) {
        let mut rows = self.table().clone();
        rows.take(from.table(), way);
        *self = rows.into();
    }
}
