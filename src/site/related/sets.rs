//! Which articles have a set of tags, for the sets that are worth a list of their own.
//!
//! The list of a tag that is on a third of an archive is long, and so is that of two such tags together. A set of tags has a
//! list here if every smaller set in it has a long one: these are the candidates of Apriori (Agrawal & Srikant 1994, "Fast
//! algorithms for mining association rules") with [`LONG`] for the least support. So whatever set of tags is looked for,
//! either it has a list itself, or a smaller set in it has a short one, which can be read to its end.

/// A list with more articles than this is long. The smaller, the fewer articles a search looks at, and the more sets have a
/// list: with 16, 100,000 articles with Zipf-distributed tags have 26 entries each, 64 and 69 look-ups.
pub(super) const LONG: usize = 16;

/// Tags of a set, at most: an archive that puts the same twenty tags on every article would have a million sets.
const LARGEST: usize = 4;

/// The sets that begin with the same tags and have lists.
pub(super) struct Sets {
    /// The sets of one tag, by the tag, then all others.
    nodes: Vec<Node>,
}

/// A set of tags: those on the way to it, and its own, which is the greatest.
#[derive(Default)]
struct Node {
    tag: u32,
    /// Sets with one tag more, by that tag, ascending.
    children: Vec<u32>,
    /// The articles that have all of its tags, ascending.
    list: Vec<u32>,
}

/// A set of tags that has a list.
pub(super) struct Set<'a> {
    /// The sum of the weights of its tags.
    pub weight: f64,
    /// The articles that have all of its tags, ascending.
    pub list: &'a [u32],
}

/// The sets within some tags that have lists.
#[derive(Default)]
pub(super) struct Within<'a> {
    /// Those whose lists have to be read until no article after it can be near enough, whatever tags it has: short ones, and
    /// those of the largest sets.
    pub whole: Vec<Set<'a>>,
    /// Those of which the articles that share no other tag are wanted alone: the others are in another list, too.
    pub beginnings: Vec<Set<'a>>,
}

impl Sets {
    /// The sets of the tags of some articles. `articles` are ascending; `tags_of` gives the tags of one, ascending, all below
    /// `tags`.
    pub fn new<'a>(tags: usize, articles: impl Iterator<Item = u32>, tags_of: impl Fn(u32) -> &'a [u32]) -> Sets {
        let mut nodes: Vec<Node> = (0..tags as u32).map(|tag| Node { tag, ..Node::default() }).collect();
        for article in articles {
            tags_of(article).iter().for_each(|tag| nodes[*tag as usize].list.push(article));
        }
        let mut sets = Sets { nodes };
        let mut level: Vec<Vec<u32>> = (0..tags as u32).map(|tag| vec![tag]).collect();
        while let Some(size) = level.first().map(Vec::len).filter(|size| *size < LARGEST) {
            level = level.iter().flat_map(|set| sets.grow(set, size, &tags_of)).collect();
        }
        sets
    }

    /// Adds the sets with one tag more than `set`, and gives those of them whose lists are long.
    fn grow<'a>(&mut self, set: &[u32], size: usize, tags_of: &impl Fn(u32) -> &'a [u32]) -> Vec<Vec<u32>> {
        let Some(parent) = self.find(set.iter().copied()).filter(|node| self.is_long(*node)) else { return Vec::new() };
        let greatest = set[size - 1];
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for article in &self.nodes[parent].list {
            let tags = tags_of(*article);
            pairs.extend(tags[tags.partition_point(|tag| *tag <= greatest)..].iter().map(|tag| (*tag, *article)));
        }
        // By tag; the articles of each stay in their order.
        pairs.sort_by_key(|(tag, _)| *tag);
        let mut long = Vec::new();
        for of_tag in pairs.chunk_by(|a, b| a.0 == b.0) {
            let tag = of_tag[0].0;
            if !self.is_worth_a_list(set, tag) {
                continue;
            }
            let id = self.nodes.len();
            let list: Vec<u32> = of_tag.iter().map(|(_, article)| *article).collect();
            self.nodes.push(Node { tag, list, ..Node::default() });
            self.nodes[parent].children.push(id as u32);
            if self.is_long(id) {
                long.push(set.iter().copied().chain([tag]).collect());
            }
        }
        long
    }

    /// Whether all that is left of a set and a tag without one of the set's own has a long list.
    fn is_worth_a_list(&self, set: &[u32], tag: u32) -> bool {
        (0..set.len()).all(|left_out| {
            let rest = set.iter().enumerate().filter(|(i, _)| *i != left_out).map(|(_, tag)| *tag);
            self.find(rest.chain([tag])).is_some_and(|node| self.is_long(node))
        })
    }

    fn is_long(&self, node: usize) -> bool {
        self.nodes[node].list.len() > LONG
    }

    /// The node of a set of tags, ascending.
    fn find(&self, mut tags: impl Iterator<Item = u32>) -> Option<usize> {
        let mut at = tags.next()? as usize;
        for tag in tags {
            at = self.child(at, tag)?;
        }
        Some(at)
    }

    fn child(&self, node: usize, tag: u32) -> Option<usize> {
        let children = &self.nodes[node].children;
        let i = children.binary_search_by_key(&tag, |child| self.nodes[*child as usize].tag).ok()?;
        Some(children[i] as usize)
    }

    /// The sets within some tags, which are ascending and have their weights with them.
    ///
    /// An article that shares some of the tags is in a list that has to be read as a whole, or the set of all that it shares
    /// has a long one: if that set had none, a smaller one in it would have a short one.
    pub fn within(&self, tags: &[(u32, f64)]) -> Within<'_> {
        let mut within = Within::default();
        for (i, (tag, weight)) in tags.iter().enumerate() {
            self.visit(*tag as usize, (1, *weight), &tags[i + 1..], &mut within);
        }
        within
    }

    fn visit<'a>(&'a self, node: usize, (size, weight): (usize, f64), further: &[(u32, f64)], found: &mut Within<'a>) {
        let set = Set { weight, list: &self.nodes[node].list };
        if !self.is_long(node) || size == LARGEST {
            found.whole.push(set);
            return;
        }
        found.beginnings.push(set);
        for (i, (tag, more)) in further.iter().enumerate() {
            if let Some(child) = self.child(node, *tag) {
                self.visit(child, (size + 1, weight + more), &further[i + 1..], found);
            }
        }
    }
}
