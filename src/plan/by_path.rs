//! Where in a list, which is in the order of paths, each path is.

use crate::path::OutputPath;
use crate::trace::{self, ByHash};
use rayon::prelude::*;

/// What has a path.
pub(super) trait HasPath: Sync {
    /// The path.
    fn path(&self) -> &OutputPath;
}

/// Places in a list by the hashes of paths.
#[derive(Debug, Clone, Default)]
pub(super) struct ByPath(ByHash<u32>);

impl ByPath {
    /// The places in a list of different paths, in their order.
    pub fn of(list: &[impl HasPath]) -> ByPath {
        let hashes: Vec<u64> = list.par_iter().map(|item| trace::hash(item.path().as_str())).collect();
        let mut places = ByHash::with_capacity_and_hasher(list.len(), Default::default());
        for (hash, place) in hashes.into_iter().zip(0..) {
            places.entry(hash).or_insert(place);
        }
        ByPath(places)
    }

    /// The place of a path in the same list.
    pub fn find(&self, list: &[impl HasPath], path: &str) -> Option<usize> {
        let place = *self.0.get(&trace::hash(path))? as usize;
        if list[place].path().as_str() == path {
            return Some(place);
        }
        // Two paths with one hash: it may be the second.
        list.binary_search_by(|item| item.path().as_str().cmp(path)).ok()
    }
}
