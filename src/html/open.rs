//! Elements that are open, one in another, as browsers count them (HTML, "The stack of open elements"): an end ends what it can
//! reach. What nobody has ended stands around all that follows.

use std::collections::HashMap;

/// Elements that have no end, or end where the next one begins: a page may have thousands, side by side.
const ENDS_BY_ITSELF: &str = "a area base br col colgroup dd dt embed frame h1 h2 h3 h4 h5 h6 hr image img input keygen li \
    link meta option p param source tbody td tfoot th thead tr track wbr";

/// Elements that begin again in the next block where one ended around them ("formatting").
const BEGINS_AGAIN: &str = "b big code em font i nobr s small strike strong tt u";

/// Elements that no end inside looks beyond ("scope").
const HOLDS: &str = "applet caption desc foreignobject html marquee math object select svg table template title";

/// Elements that the end of one which is not on this list looks not beyond ("special").
const BLOCKS: &str = "address article aside blockquote body button center details dialog dir div dl fieldset figcaption figure \
    footer form frameset header hgroup iframe listing main menu nav noembed noframes noscript ol plaintext pre script search \
    section style summary textarea ul xmp";

/// Elements that begin a drawing or a formula, in which every element has an end or says that it has none (`<path/>`).
const FOREIGN: &str = "math svg";

/// Elements of those that hold elements of HTML ("integration points").
const HOLDS_HTML: &str = "annotation-xml desc foreignobject mi mn mo ms mtext title";

/// Elements that end a drawing or a formula where they begin.
const BREAKS_OUT: &str = "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing \
    menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var";

/// How an element ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    BeginsAgain,
    Holds,
    Block,
    /// All others.
    Inline,
}

/// Whether an element is one of a list of names.
pub(super) fn is_one_of(names: &str, name: &[u8]) -> bool {
    names.split(' ').any(|known| known.as_bytes() == name)
}

fn kind(name: &[u8]) -> Kind {
    match name {
        _ if is_one_of(BEGINS_AGAIN, name) => Kind::BeginsAgain,
        _ if is_one_of(HOLDS, name) => Kind::Holds,
        _ if is_one_of(BLOCKS, name) => Kind::Block,
        _ => Kind::Inline,
    }
}

/// The elements that are open at a place of a document, up to some depth.
#[derive(Debug)]
pub(crate) struct OpenElements {
    most: usize,
    open: Vec<(Vec<u8>, Kind)>,
    /// How many of each name there are: most ends without a beginning are known by that.
    counts: HashMap<Vec<u8>, usize>,
    /// How many of each name stand too deep.
    too_deep: HashMap<Vec<u8>, usize>,
    /// Whether the last one ends with its tag where that says so.
    may_end_itself: bool,
}

impl OpenElements {
    /// None yet. Of those that stand in more than `most` others it is known only how many there are.
    pub fn up_to(most: usize) -> OpenElements {
        OpenElements { most, open: Vec::new(), counts: HashMap::new(), too_deep: HashMap::new(), may_end_itself: false }
    }

    /// An element begins. Whether it stands too deep.
    pub fn begin(&mut self, name: &[u8]) -> bool {
        self.may_end_itself = false;
        if is_one_of(BREAKS_OUT, name) {
            while let Some(at) = self.foreign() {
                self.end_from(at);
            }
        }
        let is_foreign = is_one_of(FOREIGN, name) || self.foreign().is_some();
        if !is_foreign && is_one_of(ENDS_BY_ITSELF, name) {
            return false;
        }
        if self.open.len() >= self.most {
            *self.too_deep.entry(name.to_vec()).or_default() += 1;
            return true;
        }
        self.may_end_itself = is_foreign;
        *self.counts.entry(name.to_vec()).or_default() += 1;
        self.open.push((name.to_vec(), kind(name)));
        false
    }

    /// The tag of the element that began last is over; `ends_itself` says whether it does so with `/>`.
    pub fn end_of_tag(&mut self, ends_itself: bool) {
        if ends_itself && std::mem::take(&mut self.may_end_itself) {
            self.end_from(self.open.len() - 1);
        }
    }

    /// Where the drawing or the formula begins that the next element would be part of.
    fn foreign(&self) -> Option<usize> {
        if [&b"svg"[..], b"math"].iter().all(|name| self.counts.get(*name).is_none_or(|count| *count == 0)) {
            return None;
        }
        let at = self.open.iter().rposition(|(name, _)| is_one_of(FOREIGN, name) || is_one_of(HOLDS_HTML, name))?;
        is_one_of(FOREIGN, &self.open[at].0).then_some(at)
    }

    fn end_from(&mut self, at: usize) {
        for (name, _) in self.open.drain(at..) {
            if let Some(count) = self.counts.get_mut(&name) {
                *count -= 1;
            }
        }
    }

    /// An end of an element. Whether it is that of one which stands too deep.
    pub fn end(&mut self, name: &[u8]) -> bool {
        if let Some(count) = self.too_deep.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return true;
        }
        if self.counts.get(name).is_some_and(|count| *count > 0) {
            self.end_reachable(name);
        }
        false
    }

    fn end_reachable(&mut self, name: &[u8]) {
        let ends = kind(name);
        let stops = |kind: Kind| kind == Kind::Holds || kind == Kind::Block && ends == Kind::Inline;
        let found = self.open.iter().rposition(|(open, kind)| open == name || stops(*kind));
        let Some(at) = found.filter(|at| self.open[*at].0 == name) else { return };
        self.too_deep.clear();
        let inside = self.open.split_off(at);
        for (i, (name, kind)) in inside.into_iter().enumerate() {
            // What ends alone leaves all that is in it open.
            if i > 0 && (ends == Kind::BeginsAgain || kind == Kind::BeginsAgain) {
                self.open.push((name, kind));
            } else if let Some(count) = self.counts.get_mut(&name) {
                *count -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many elements are open behind some tags.
    fn depth(tags: &str) -> usize {
        let mut elements = OpenElements::up_to(100);
        for tag in tags.split(' ') {
            match tag.strip_prefix('/') {
                Some(name) => assert!(!elements.end(name.as_bytes())),
                None => assert!(!elements.begin(tag.as_bytes())),
            }
        }
        elements.open.len()
    }

    #[test]
    fn an_end_ends_what_it_can_reach() {
        for (tags, expected) in [
            ("div span /span /div", 0),
            ("div /i", 1),
            ("div section /div", 0),
            ("span div /span", 2),
            ("span div /span /div", 1),
            ("div table td /div", 2),
            ("div table td /div /table /div", 0),
            ("b div /b", 1),
            ("div b /div", 1),
            ("rt rt", 2),
            ("ruby rt /ruby", 0),
            ("p li td a", 0),
        ] {
            assert_eq!(depth(tags), expected, "{tags}");
        }
    }

    #[test]
    fn in_a_drawing_everything_has_an_end() {
        for (tags, expected) in [
            ("svg a td a td", 5),
            ("svg path track p", 0),
            ("math mi a td", 2),
            ("svg desc p li svg g p", 2),
            ("svg desc div svg g /svg /div", 2),
            ("svg g g /svg a", 0),
        ] {
            assert_eq!(depth(tags), expected, "{tags}");
        }
        let mut elements = OpenElements::up_to(100);
        for name in ["svg", "path", "g", "img"] {
            elements.begin(name.as_bytes());
            elements.end_of_tag(matches!(name, "path" | "img"));
        }
        assert_eq!(elements.open.len(), 0);
    }

    #[test]
    fn what_stands_too_deep_ends_with_what_holds_it() {
        let mut elements = OpenElements::up_to(2);
        assert!(!elements.begin(b"div") && !elements.begin(b"ul") && elements.begin(b"b") && elements.begin(b"ul"));
        assert!(elements.end(b"b") && !elements.end(b"b"));
        assert!(!elements.end(b"div") && !elements.end(b"ul"));
        assert!(!elements.begin(b"p") && elements.open.is_empty());
    }
}
