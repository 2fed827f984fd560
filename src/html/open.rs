//! Elements that are open, one in another, as browsers count them (HTML, "Parsing HTML documents: Tree construction"): what an
//! element ends by beginning, and what an end can reach. What nobody has ended stands around all that follows. Where this cannot be
//! told from the names of tags, more are counted than there are, and never fewer by more than a few.

use std::collections::HashMap;

/// Elements that hold no others, parts of tables, which stand in no other than a table, and those of which there is one.
const HOLDS_NOTHING: &str = "area base body br col colgroup embed frame frameset head hr html image img input keygen link meta \
    param source tbody td tfoot th thead tr track wbr";

/// Elements that end a paragraph where they begin.
const ENDS_PARAGRAPH: &str = "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure \
    footer form h1 h2 h3 h4 h5 h6 header hgroup li listing main menu nav ol p plaintext pre search section summary table ul xmp";

/// Elements that end one of their kind if they begin right in it.
const HEADINGS: &str = "h1 h2 h3 h4 h5 h6";

/// Elements that end the last of their name wherever they begin in it.
const ENDS_ITS_LIKE: &str = "a button";

/// Entries of a list, which end the one before.
const ITEMS: &str = "li";
const DEFINITIONS: &str = "dd dt";

/// Parts of a `ruby`, which end what may end without saying so.
const PARTS_OF_RUBY: &str = "rb rp rt rtc";
const ENDS_SILENTLY: &str = "dd dt li optgroup option p rb rp rt rtc";

/// Elements between an entry and the next that hide the one from the other no more than words do.
const IN_ENTRIES: &str = "address div p";

/// Elements that begin again in the next block where one ended around them ("formatting").
const BEGINS_AGAIN: &str = "a b big code em font i nobr s small strike strong tt u";

/// Elements that no end inside looks beyond ("scope").
const HOLDS: &str = "applet caption marquee object select table template";

/// Elements that the end of one which is not on this list looks not beyond ("special").
const BLOCKS: &str = "address article aside blockquote button center dd details dialog dir div dl dt fieldset figcaption figure \
    footer form h1 h2 h3 h4 h5 h6 header hgroup iframe li listing main menu nav noembed noframes noscript ol p plaintext pre \
    script search section style summary textarea title ul xmp";

/// Elements that begin a drawing or a formula, in which every element has an end or says that it has none (`<path/>`).
const FOREIGN: &str = "math svg";

/// Elements of those that hold elements of HTML ("integration points").
const HOLDS_HTML: &str = "desc foreignobject mi mn mo ms mtext title";

/// Elements of those in which, or behind which, only an attribute says whether what follows is HTML.
const LEAVES_UNSURE: &str = "annotation-xml font";

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

/// An element that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Open {
    name: Vec<u8>,
    kind: Kind,
    /// Whether it is one of a drawing or a formula.
    is_foreign: bool,
}

impl Open {
    fn new(name: &[u8], is_foreign: bool) -> Open {
        let kind = match name {
            _ if is_foreign && (is_one_of(HOLDS_HTML, name) || is_one_of(LEAVES_UNSURE, name)) => Kind::Holds,
            _ if is_foreign => Kind::Inline,
            _ if is_one_of(BEGINS_AGAIN, name) => Kind::BeginsAgain,
            _ if is_one_of(HOLDS, name) => Kind::Holds,
            _ if is_one_of(BLOCKS, name) => Kind::Block,
            _ => Kind::Inline,
        };
        Open { name: name.to_vec(), kind, is_foreign }
    }

    /// Whether browsers have a rule of their own for it ("special").
    fn is_special(&self) -> bool {
        matches!(self.kind, Kind::Block | Kind::Holds)
    }

    /// Whether what begins in it is part of a drawing or a formula.
    fn holds_foreign(&self) -> bool {
        self.is_foreign && !is_one_of(HOLDS_HTML, &self.name)
    }
}

/// The elements that are open at a place of a document, up to some depth.
#[derive(Debug)]
pub(crate) struct OpenElements {
    most: usize,
    open: Vec<Open>,
    /// How many of each name there are: most ends without a beginning are known by that.
    counts: HashMap<Vec<u8>, usize>,
    /// How many of each name stand too deep.
    too_deep: HashMap<Vec<u8>, usize>,
    /// Whether the last one ends with its tag where that says so.
    may_end_itself: bool,
    /// Where the drawing or the formula begins in which nobody knows any more which elements are HTML: until it ends, all are
    /// taken to stand in each other until their own ends.
    unsure_since: Option<usize>,
}

impl OpenElements {
    /// None yet. Of those that stand in more than `most` others it is known only how many there are.
    pub fn up_to(most: usize) -> OpenElements {
        OpenElements {
            most,
            open: Vec::new(),
            counts: HashMap::new(),
            too_deep: HashMap::new(),
            may_end_itself: false,
            unsure_since: None,
        }
    }

    /// An element begins. Whether it stands too deep.
    pub fn begin(&mut self, name: &[u8]) -> bool {
        self.may_end_itself = false;
        if is_one_of(BREAKS_OUT, name) {
            self.break_out();
        }
        let is_foreign = is_one_of(FOREIGN, name) || self.open.last().is_some_and(Open::holds_foreign);
        if self.unsure_since.is_some() && is_one_of(HOLDS_NOTHING, name) && is_one_of(BREAKS_OUT, name) {
            return false;
        }
        if is_foreign && is_one_of(LEAVES_UNSURE, name) && self.unsure_since.is_none() {
            self.unsure_since = self.open.iter().position(|open| open.is_foreign);
        }
        if !is_foreign && self.unsure_since.is_none() {
            if name == b"hr" && self.has(b"p") {
                self.end_reachable(b"p");
            }
            if is_one_of(HOLDS_NOTHING, name) || name == b"caption" && !self.has(b"table") {
                return false;
            }
            self.end_where_begins(name);
        }
        if self.open.len() >= self.most {
            *self.too_deep.entry(name.to_vec()).or_default() += 1;
            return true;
        }
        self.may_end_itself = is_foreign;
        *self.counts.entry(name.to_vec()).or_default() += 1;
        self.open.push(Open::new(name, is_foreign));
        false
    }

    /// The tag of the element that began last is over; `ends_itself` says whether it does so with `/>`.
    pub fn end_of_tag(&mut self, ends_itself: bool) {
        if ends_itself && std::mem::take(&mut self.may_end_itself) {
            self.end_from(self.open.len() - 1);
        }
    }

    fn has(&self, name: &[u8]) -> bool {
        self.counts.get(name).is_some_and(|count| *count > 0)
    }

    /// Where the last element of some is that nothing hides which is behind it.
    fn last(&self, is_it: impl Fn(&Open) -> bool, hides: impl Fn(&Open) -> bool) -> Option<usize> {
        let found = self.open.iter().rposition(|open| is_it(open) || hides(open));
        found.filter(|at| is_it(&self.open[*at]))
    }

    /// Ends the drawing or the formula that is open.
    fn break_out(&mut self) {
        if self.unsure_since.is_some() {
            return;
        }
        let foreign = self.open.iter().rev().take_while(|open| open.holds_foreign()).count();
        self.end_from(self.open.len() - foreign);
    }

    /// Ends what an element ends by beginning.
    fn end_where_begins(&mut self, name: &[u8]) {
        if let Some(entries) = [ITEMS, DEFINITIONS].into_iter().find(|entries| is_one_of(entries, name)) {
            let is_entry = |open: &Open| !open.is_foreign && is_one_of(entries, &open.name);
            let hides = |open: &Open| open.is_special() && !is_one_of(IN_ENTRIES, &open.name);
            if let Some(at) = self.last(is_entry, hides) {
                self.end_at(at);
            }
        }
        if is_one_of(ENDS_PARAGRAPH, name) && self.has(b"p") {
            self.end_reachable(b"p");
        }
        if is_one_of(PARTS_OF_RUBY, name) && self.has(b"ruby") {
            let is_in_ruby = self.last(|open| open.name == b"ruby", |open| open.kind == Kind::Holds).is_some();
            let stays = |open: &Open| {
                !is_in_ruby
                    || !is_one_of(ENDS_SILENTLY, &open.name)
                    || open.name == b"rtc" && matches!(name, b"rt" | b"rp")
            };
            let silent = self.open.iter().rev().take_while(|open| !stays(open)).count();
            self.end_from(self.open.len() - silent);
        }
        let is_sibling = |open: &Open| {
            is_one_of(HEADINGS, name) && is_one_of(HEADINGS, &open.name)
                || open.name == b"option" && (name == b"option" || name == b"optgroup")
        };
        if self.open.last().is_some_and(is_sibling) {
            self.end_from(self.open.len() - 1);
        }
        if is_one_of(ENDS_ITS_LIKE, name) && self.has(name) {
            self.end_reachable(name);
        }
    }

    fn end_from(&mut self, at: usize) {
        if at < self.open.len() {
            self.too_deep.clear();
        }
        for Open { name, .. } in self.open.drain(at..) {
            if let Some(count) = self.counts.get_mut(&name) {
                *count -= 1;
            }
        }
        self.unsure_since.take_if(|since| self.open.len() <= *since);
    }

    /// An end of an element. Whether it is that of one which stands too deep.
    pub fn end(&mut self, name: &[u8]) -> bool {
        if let Some(count) = self.too_deep.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return true;
        }
        if matches!(name, b"p" | b"br") {
            self.break_out();
        }
        if !self.has(name) && !is_one_of(HEADINGS, name) {
            return false;
        }
        if self.unsure_since.is_some() {
            let is_last = self.open.last().is_some_and(|open| open.name == name);
            self.end_from(self.open.len() - usize::from(is_last));
            return false;
        }
        let foreign = self.open.iter().rev().take_while(|open| open.is_foreign).count();
        let first = self.open.len() - foreign;
        match self.open[first..].iter().rposition(|open| open.name == name) {
            Some(at) => self.end_from(first + at),
            None => self.end_reachable(name),
        }
        false
    }

    fn end_reachable(&mut self, name: &[u8]) {
        let ends = Open::new(name, false).kind;
        let is_heading = is_one_of(HEADINGS, name);
        let is_it =
            |open: &Open| !open.is_foreign && (open.name == name || is_heading && is_one_of(HEADINGS, &open.name));
        let stops = |open: &Open| match name {
            b"template" => false,
            b"table" | b"caption" => matches!(&*open.name, b"table" | b"template"),
            _ => {
                open.kind == Kind::Holds
                    || open.kind == Kind::Block && ends == Kind::Inline
                    || name == b"p" && open.name == b"button"
                    || name == b"li" && matches!(&*open.name, b"ol" | b"ul")
            }
        };
        if let Some(at) = self.last(is_it, stops) {
            self.end_at(at);
        }
    }

    /// Ends an element that is open, and what it holds.
    fn end_at(&mut self, at: usize) {
        self.too_deep.clear();
        let inside = self.open.split_off(at);
        let is_form = inside.first().is_some_and(|open| open.name == b"form");
        // What is formatting ends alone where there are blocks in it, which browsers take out of it ("adoption agency").
        let ends_alone =
            inside.first().is_some_and(|open| open.kind == Kind::BeginsAgain) && inside.iter().any(Open::is_special);
        for (i, open) in inside.into_iter().enumerate() {
            let stays = is_form || ends_alone || open.kind == Kind::BeginsAgain;
            if i > 0 && stays {
                self.open.push(open);
            } else if let Some(count) = self.counts.get_mut(&open.name) {
                *count -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            ("p li td a", 2),
            ("p div p p", 2),
            ("ul li p li b li", 3),
            ("ul li ul /li li", 4),
            ("dl dt dd span dt", 2),
            ("h1 h2 h3", 1),
            ("h1 h2 /h3", 0),
            ("h1 a h1 a", 3),
            ("h1 li h1 li", 4),
            ("li dd li", 3),
            ("option a option", 3),
            ("option option", 1),
            ("a span a", 1),
            ("b div span /b", 2),
            ("b span /b", 0),
            ("p button /p", 2),
            ("form div /form", 1),
            ("caption div /caption", 1),
            ("table object /table", 0),
            ("button p button", 1),
            ("body div /body", 1),
        ] {
            assert_eq!(depth(tags), expected, "{tags}");
        }
    }

    fn tags() -> impl Strategy<Value = String> {
        let name = prop::sample::select(vec![
            "a",
            "b",
            "i",
            "p",
            "li",
            "dd",
            "dt",
            "h1",
            "h2",
            "option",
            "ul",
            "ol",
            "dl",
            "div",
            "span",
            "button",
            "table",
            "tr",
            "td",
            "caption",
            "svg",
            "desc",
            "math",
            "mi",
            "object",
            "section",
            "address",
            "rt",
            "font size=1",
            "nobr",
            "form",
            "select",
            "optgroup",
            "label",
            "pre",
            "br",
            "template",
            "marquee",
            "ruby",
            "code",
            "details",
            "summary",
        ]);
        let tag = (name, any::<bool>()).prop_map(|(name, is_end)| match name.split(' ').next() {
            Some(bare) if is_end => format!("</{bare}>"),
            _ => format!("<{name}>x"),
        });
        prop::collection::vec(tag, 1..6).prop_map(|tags| tags.concat())
    }

    proptest! {
        #[test]
        fn nothing_stands_deeper_than_is_counted(tags in tags()) {
            let html = tags.repeat(60);
            let mut elements = OpenElements::up_to(10_000);
            let mut deepest = 0;
            crate::html::tags::read(html.as_bytes(), &mut |token, _| {
                match token {
                    crate::html::tags::Token::Open(name) => _ = elements.begin(name),
                    crate::html::tags::Token::Close { alone } => elements.end_of_tag(alone),
                    crate::html::tags::Token::End(name) => _ = elements.end(name),
                    _ => {}
                }
                deepest = deepest.max(elements.open.len());
            });
            let document = scraper::Html::parse_fragment(&html);
            let depth = document.tree.nodes().map(|node| node.ancestors().count()).max().unwrap_or(0);
            // A table has a body, a row and a cell that nobody has written, and the document has a root. What browsers move
            // out of a link may stand one deeper each time.
            prop_assert!(depth <= 5 * deepest + 75, "{depth} > {deepest}: {tags}");
        }
    }

    #[test]
    fn in_a_drawing_everything_has_an_end() {
        for (tags, expected) in [
            ("svg a td a td", 5),
            ("svg path track p", 1),
            ("math mi a td", 3),
            ("svg desc p li svg g p", 4),
            ("svg desc div svg g /svg /div", 2),
            ("div svg g /div", 0),
            ("svg g g /svg a", 1),
            ("svg g /p", 0),
            ("desc div /desc", 2),
            ("p math semantics annotation-xml ci /ci br /annotation-xml /semantics /math p li li", 1),
            ("svg font br b", 3),
        ] {
            assert_eq!(depth(tags), expected, "{tags}");
        }
        let mut elements = OpenElements::up_to(2);
        assert!(!elements.begin(b"svg") && !elements.begin(b"g") && elements.begin(b"path"));
        assert!(!elements.end(b"svg") && !elements.begin(b"svg") && !elements.begin(b"path") && !elements.end(b"path"));
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
        assert!(!elements.begin(b"p") && elements.open.len() == 1);
    }
}
