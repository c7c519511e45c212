//! Tables: ordered maps from an id to a record, where a copy shares what did not change.
//!
//! Not here: which tables a plan has (`plan.rs`).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most rows that one table of a plan may have.
pub const MAX_ROWS: usize = 50_000;

/// A record that knows its own id.
pub trait Row {
    /// What names it in its table.
    type Key: Ord + Clone + fmt::Display;
    /// Its id.
    fn key(&self) -> Self::Key;
}

/// Rows in the order of their ids. Cloning is one reference count; changing a copy copies pointers, not rows.
pub struct Table<T: Row>(Arc<BTreeMap<T::Key, Arc<T>>>);

impl<T: Row> Table<T> {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The row with this id.
    pub fn get(&self, key: &T::Key) -> Option<&Arc<T>> {
        self.0.get(key)
    }

    /// Whether a row has this id.
    pub fn contains(&self, key: &T::Key) -> bool {
        self.0.contains_key(key)
    }

    /// All rows, in the order of their ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<T>> + Clone {
        self.0.values()
    }

    /// All ids, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &T::Key> + Clone {
        self.0.keys()
    }

    /// All ids with their rows, in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (&T::Key, &Arc<T>)> + Clone {
        self.0.iter()
    }

    /// Puts a row in, in the place of the one with the same id.
    pub fn put(&mut self, row: T) {
        self.put_shared(Arc::new(row));
    }

    /// As [`Self::put`], for a row that is already shared.
    pub fn put_shared(&mut self, row: Arc<T>) {
        Arc::make_mut(&mut self.0).insert(row.key(), row);
    }

    /// Takes a row out.
    pub fn remove(&mut self, key: &T::Key) -> Option<Arc<T>> {
        if !self.contains(key) {
            return None;
        }
        Arc::make_mut(&mut self.0).remove(key)
    }

    /// Keeps the rows for which `keep` says yes; copies nothing where it says yes to all.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        if self.0.values().all(|row| keep(row)) {
            return;
        }
        Arc::make_mut(&mut self.0).retain(|_, row| keep(row));
    }

    /// Whether both are one and the same table in memory (a quick “nothing changed here”).
    pub fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: Row + Clone> Table<T> {
    /// Changes one row through `change`. `None` where there is no such row.
    pub fn update<R>(&mut self, key: &T::Key, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let rows = Arc::make_mut(&mut self.0);
        rows.get_mut(key).map(|row| change(Arc::make_mut(row)))
    }
}

impl<T: Row> Default for Table<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}
impl<T: Row> Clone for Table<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}
impl<T: Row + PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.same(other)
            || (self.len() == other.len()
                && self
                    .iter()
                    .zip(other.iter())
                    .all(|(a, b)| Arc::ptr_eq(a, b) || a == b))
    }
}
impl<T: Row + fmt::Debug> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
impl<T: Row> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        let map = rows.into_iter().map(|row| (row.key(), Arc::new(row)));
        Self(Arc::new(map.collect()))
    }
}
impl<T: Row + Serialize> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|row| &**row))
    }
}
/// Rows as they are read. A file that this program wrote has them in the order of their ids; then a map is made of them
/// in one go at the end, without looking up the place of each.
struct Gathered<T: Row> {
    /// In order, each id greater than the one before.
    sorted: Vec<(T::Key, Arc<T>)>,
    /// All of them, from the first on that is out of order.
    map: Option<BTreeMap<T::Key, Arc<T>>>,
}

impl<T: Row> Default for Gathered<T> {
    fn default() -> Self {
        Self {
            sorted: Vec::new(),
            map: None,
        }
    }
}

impl<T: Row> Gathered<T> {
    fn len(&self) -> usize {
        self.map.as_ref().map_or(self.sorted.len(), BTreeMap::len)
    }

    /// Adds a row; gives its id back where there is one with that id.
    fn add(&mut self, row: T) -> Result<(), T::Key> {
        let key = row.key();
        if self.map.is_none() && self.sorted.last().is_none_or(|(last, _)| *last < key) {
            self.sorted.push((key, Arc::new(row)));
            return Ok(());
        }
        let sorted = &mut self.sorted;
        let map = self.map.get_or_insert_with(|| sorted.drain(..).collect());
        match map.entry(key) {
            Entry::Vacant(place) => {
                place.insert(Arc::new(row));
                Ok(())
            }
            Entry::Occupied(there) => Err(there.key().clone()),
        }
    }

    fn into_map(self) -> BTreeMap<T::Key, Arc<T>> {
        self.map
            .unwrap_or_else(|| self.sorted.into_iter().collect())
    }
}

impl<'de, T: Row + Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rows<T>(PhantomData<T>);
        impl<'de, T: Row + Deserialize<'de>> Visitor<'de> for Rows<T> {
            type Value = Table<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Table<T>, A::Error> {
                let mut rows = Gathered::default();
                while let Some(row) = seq.next_element::<T>()? {
                    if rows.len() >= MAX_ROWS {
                        return Err(de::Error::custom(format!(
                            "this list has more than {MAX_ROWS} entries"
                        )));
                    }
                    rows.add(row).map_err(|id| {
                        de::Error::custom(format!(
                            "the id “{id}” is there twice; give one of them another id"
                        ))
                    })?;
                }
                let rows = rows.into_map();
                Ok(Table(Arc::new(rows)))
            }
        }
        deserializer.deserialize_seq(Rows(PhantomData))
    }
}
