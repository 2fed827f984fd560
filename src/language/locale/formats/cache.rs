//! Formatters that are made when they are first needed: a language could ask for a hundred, a site needs ten.

use std::sync::{Arc, PoisonError, RwLock};

/// What has been made so far, by what it was made for. A site asks for a dozen different things in a language, so
/// that a search from the start is quicker than a hash.
pub(super) struct Cache<K, V> {
    made: RwLock<Vec<(K, Option<Arc<V>>)>>,
}

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Cache { made: RwLock::new(Vec::new()) }
    }
}

impl<K: PartialEq, V> Cache<K, V> {
    /// What was made for `key`, or is made now; none where it cannot be made, which is not tried again.
    pub fn get(&self, key: K, make: impl FnOnce(&K) -> Option<V>) -> Option<Arc<V>> {
        let found = |made: &[(K, Option<Arc<V>>)]| made.iter().find(|(k, _)| *k == key).map(|(_, v)| v.clone());
        if let Some(value) = found(&self.made.read().unwrap_or_else(PoisonError::into_inner)) {
            return value;
        }
        let mut made = self.made.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have been quicker.
        if let Some(value) = found(&made) {
            return value;
        }
        let value = make(&key).map(Arc::new);
        made.push((key, value.clone()));
        value
    }
}
