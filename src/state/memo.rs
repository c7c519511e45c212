//! A value worked out from a key, kept until the key changes: no invalidation calls, no stale views.

use std::sync::Arc;

/// Keeps the last value. The key holds everything that the value depends on: the plan's revision, the day, a filter.
#[derive(Debug)]
pub struct Memo<K, V>(Option<(K, Arc<V>)>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V> Memo<K, V> {
    /// The value for this key; `make` is called only where the key is another than last time.
    pub fn get(&mut self, key: K, make: impl FnOnce() -> V) -> Arc<V> {
        if let Some((known, value)) = &self.0
            && *known == key
        {
            return Arc::clone(value);
        }
        let value = Arc::new(make());
        self.0 = Some((key, Arc::clone(&value)));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::Memo;

    #[test]
    fn it_works_once_a_key() {
        let mut memo = Memo::default();
        let mut calls = 0;
        for key in [1, 1, 2, 2, 1] {
            let value = memo.get(key, || {
                calls += 1;
                key * 10
            });
            assert_eq!(*value, key * 10);
        }
        assert_eq!(calls, 3);
    }
}
