//! The tree of a flame graph: which work was done inside which, and for how long.

use std::collections::BTreeMap;
use std::time::Duration;

/// Work of one name inside the same other work, all of it together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// How long it took by its own clock.
    nanoseconds: u64,
    /// What was done inside it, by its name.
    pub inside: BTreeMap<String, Tree>,
}

impl Tree {
    /// Adds work at a place, named from the outside to the inside.
    pub(super) fn add<'a>(&mut self, place: impl IntoIterator<Item = &'a str>, nanoseconds: u64) {
        let mut tree = self;
        for name in place {
            tree = tree.inside.entry(name.to_owned()).or_default();
        }
        tree.nanoseconds += nanoseconds;
    }

    /// How long it took, on all cores: by its own clock, or the sum of what was done inside it. A stage waits on one
    /// core while all others work for it, and its waiting is nobody's time.
    pub fn time(&self) -> Duration {
        Duration::from_nanos(self.nanoseconds).max(self.time_inside())
    }

    fn time_inside(&self) -> Duration {
        self.inside.values().map(Tree::time).sum()
    }

    /// How long it took besides what is told of the inside.
    pub fn own_time(&self) -> Duration {
        self.time().saturating_sub(self.time_inside())
    }

    /// How many levels there are, this one among them.
    pub fn depth(&self) -> usize {
        1 + self.inside.values().map(Tree::depth).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_as_long_as_what_all_cores_did_for_it_or_as_it_took_itself() {
        let mut tree = Tree::default();
        tree.add(["render"], 10);
        tree.add(["render", "article"], 8);
        tree.add(["render", "article"], 9);
        tree.add(["render", "article", "article.html"], 12);
        tree.add(["publish"], 4);
        tree.add(["publish", "write"], 1);
        let (render, publish) = (&tree.inside["render"], &tree.inside["publish"]);
        assert_eq!((render.time().as_nanos(), render.own_time().as_nanos()), (17, 0));
        assert_eq!(render.inside["article"].own_time().as_nanos(), 5);
        assert_eq!((publish.time().as_nanos(), publish.own_time().as_nanos()), (4, 3));
        assert_eq!((tree.time().as_nanos(), tree.depth()), (21, 4));
    }
}
