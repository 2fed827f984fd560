//! One pass over a drawing: what has to go, element by element.

use super::address::{Use, is_harmless, runs_code};
use super::allowed::{self, HTML, MATHML, SVG, XLINK, XML};
use super::escapes::{escaped, escaped_lines};
use super::fault::{Fault, SIMPLIFY, boundary};
use super::source::Source;
use super::written::as_written;
use super::{Kind, Taken, css, namespaces, prolog, weight};
use crate::edit::Edit;
use roxmltree::{Attribute, Document, Node, NodeType, ParsingOptions};
use std::collections::HashSet;

/// What a pass has found.
pub(super) struct Found {
    pub edits: Vec<Edit>,
    pub taken: Vec<Taken>,
}

/// The most nodes of a drawing: elements, texts, comments.
const MOST_NODES: u32 = 2_000_000;
/// Elements in elements. Browsers give up at some depth, each at its own.
const DEEPEST: usize = 500;
/// The most declarations of namespaces, times the different prefixes: each element may remember all that hold for it.
const MOST_NAMESPACES: usize = 1 << 22;

/// Finds what has to go.
pub(super) fn pass(source: &Source) -> Result<Found, Fault> {
    bounded_namespaces(&source.text)?;
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&source.text, options).map_err(|error| {
        let at = offset(&source.text, error.pos());
        Fault::of_xml(&error, source.file, source.in_file(at))
    })?;
    is_drawing(source, document.root_element())?;
    let mut pass = Pass { source, edits: Vec::new(), taken: Vec::new() };
    for (at, what) in &source.declared {
        pass.taken.push((*at, Kind::Declaration, what.clone(), None));
    }
    pass.tree(document.root())?;
    weight::bounded(&document)?;
    Ok(Found { edits: pass.edits, taken: placed(source.file, pass.taken) })
}

/// What the root element must be.
fn is_drawing(source: &Source, root: Node) -> Result<(), Fault> {
    let at = source.in_file(root.range().start);
    match (root.tag_name().namespace(), root.tag_name().name()) {
        (Some(SVG), "svg") => Ok(()),
        (None, "svg") => {
            let message = "the drawing does not say that it is one: browsers show nothing";
            Err(Fault::at(source.file, at, message, "add `xmlns=\"http://www.w3.org/2000/svg\"` to `<svg …>`"))
        }
        (_, name) if name.eq_ignore_ascii_case("html") => Err(prolog::a_page(source.file, at)),
        (_, name) => {
            let message = format!("the file is no drawing: it begins with `<{name}>`");
            Err(Fault::at(source.file, at, message, "export the drawing as plain SVG"))
        }
    }
}

/// Bounds what an element has to remember of the namespaces around it.
fn bounded_namespaces(text: &str) -> Result<(), Fault> {
    let mut prefixes: HashSet<&[u8]> = HashSet::new();
    let mut count = 0_usize;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"xmlns") {
        let rest = &text.as_bytes()[at..];
        let end = rest
            .iter()
            .take(100)
            .position(|byte| matches!(byte, b'=' | b' ' | b'\n' | b'\t'))
            .unwrap_or(rest.len().min(100));
        prefixes.insert(&rest[..end]);
        count += 1;
        if count.saturating_mul(prefixes.len()) > MOST_NAMESPACES {
            return Err(Fault::of_file("the drawing declares thousands of namespaces", "save it as plain SVG"));
        }
    }
    Ok(())
}

/// The byte at a place of the parser, which counts lines and characters from 1.
fn offset(text: &str, place: roxmltree::TextPos) -> usize {
    let (row, column) = (place.row as usize, place.col as usize);
    let start = match row {
        0 | 1 => 0,
        row => memchr::memchr_iter(b'\n', text.as_bytes()).nth(row - 2).map_or(text.len(), |at| at + 1),
    };
    text[start..].char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| start + at)
}

/// Something that was taken out: where in the file, why, its name and its address.
type Noted = (usize, Kind, String, Option<String>);

/// The lines and columns of what was taken out, in one walk over the file.
fn placed(file: &str, mut noted: Vec<Noted>) -> Vec<Taken> {
    noted.sort_by_key(|(at, ..)| *at);
    let (mut from, mut line, mut column) = (0, 1, 1);
    let mut taken = Vec::with_capacity(noted.len());
    for (at, kind, name, address) in noted {
        for c in file[from..boundary(file, at)].chars() {
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        from = boundary(file, at);
        taken.push(Taken { line, column, kind, name, address });
    }
    taken
}

struct Pass<'a> {
    source: &'a Source<'a>,
    edits: Vec<Edit>,
    taken: Vec<Noted>,
}

/// What happens to an element that may not stay.
enum Verdict {
    Keep,
    /// It is a program's note: nobody misses it.
    Drop,
    Tell(Kind),
}

impl Pass<'_> {
    /// Walks a tree without recursion.
    fn tree(&mut self, root: Node) -> Result<(), Fault> {
        let mut depth = 0;
        let mut next = root.first_child();
        while let Some(node) = next {
            let goes_in = match node.node_type() {
                NodeType::Element => self.element(node),
                NodeType::Comment => self.cut(node.range()),
                NodeType::PI => self.instruction(node),
                NodeType::Text => self.text(node),
                NodeType::Root => false,
            };
            if let Some(child) = node.first_child().filter(|_| goes_in) {
                depth += 1;
                if depth > DEEPEST {
                    let at = self.source.in_file(node.range().start);
                    let message = format!("the drawing has more than {DEEPEST} elements one in another");
                    return Err(Fault::at(self.source.file, at, message, SIMPLIFY));
                }
                next = Some(child);
                continue;
            }
            let mut here = node;
            next = loop {
                if let Some(sibling) = here.next_sibling() {
                    break Some(sibling);
                }
                let Some(parent) = here.parent().filter(|parent| *parent != root) else { break None };
                depth = depth.saturating_sub(1);
                here = parent;
            };
        }
        Ok(())
    }

    /// Cuts a part out; nothing in it is looked at.
    fn cut(&mut self, range: std::ops::Range<usize>) -> bool {
        self.edits.push(Edit { at: range, with: String::new() });
        false
    }

    /// Text stays. What some readers take for mark-up in it is written so that all see the same: a section of plain characters
    /// (CDATA) with tags, and what would end such a section once the part before it is gone.
    fn text(&mut self, node: Node) -> bool {
        let (range, text) = (text_range(node, &self.source.text), node.text().unwrap_or_default());
        let written = &self.source.text[range.clone()];
        let has_tags = || text.contains('<') && memchr::memmem::find(written.as_bytes(), CDATA).is_some();
        let ends_section = written.starts_with('>') || written.starts_with("]>");
        if ends_section || has_tags() {
            self.edits.push(Edit { at: range, with: escaped_lines(text).replace('>', "&gt;") });
        }
        false
    }

    fn note(&mut self, offset: usize, kind: Kind, name: impl Into<String>, address: Option<&str>) {
        let address = address.filter(|address| !address.trim().is_empty()).map(shortened);
        self.taken.push((self.source.in_file(offset), kind, name.into(), address));
    }

    fn instruction(&mut self, node: Node) -> bool {
        if let Some(pi) = node.pi().filter(|pi| pi.target.eq_ignore_ascii_case("xml-stylesheet")) {
            let name = format!("<?{}?>", pi.target);
            self.note(node.range().start, Kind::Outside, name, None);
        }
        self.cut(node.range())
    }

    /// Whether an element stays, and is looked into.
    fn element(&mut self, node: Node) -> bool {
        let name = node.tag_name().name();
        match verdict(node) {
            Verdict::Keep => {}
            Verdict::Drop => {
                self.hidden_in(node);
                return self.cut(node.range());
            }
            Verdict::Tell(kind) => {
                self.note(node.range().start, kind, format!("<{name}>"), None);
                return self.cut(node.range());
            }
        }
        for attribute in node.attributes() {
            self.attribute(node, &attribute);
        }
        for range in namespaces::of_nobody(node, &self.source.text) {
            self.cut(range);
        }
        if name == "style" {
            self.style_sheet(node);
            return false;
        }
        true
    }

    /// A program's notes are no place for what runs: that is told, too.
    fn hidden_in(&mut self, node: Node) {
        for node in node.descendants().filter(Node::is_element) {
            let name = node.tag_name().name();
            if allowed::is_script(name) {
                self.note(node.range().start, Kind::Script, format!("<{name}>"), None);
            }
            let handlers = node.attributes().filter(|a| a.namespace().is_none() && allowed::is_handler(a.name()));
            let drawn = [Some(SVG), Some(HTML)].contains(&node.tag_name().namespace());
            for handler in handlers.filter(|_| drawn) {
                self.note(handler.range().start, Kind::Handler, handler.name(), None);
            }
        }
    }

    fn attribute(&mut self, node: Node, attribute: &Attribute) {
        let (name, value, at) = (attribute.name(), attribute.value(), attribute.range().start);
        let element = node.tag_name().name();
        let (written, _) = as_written(attribute, &self.source.text);
        let is_for_people = name.starts_with("aria-") || name.starts_with("data-") || name == "title";
        let told = match attribute.namespace() {
            None if allowed::is_handler(name) => Some((Kind::Handler, None)),
            // By a prefix that is called so.
            Some(XLINK | XML) if allowed::is_handler(written) => Some((Kind::Handler, None)),
            None | Some(XLINK) if name == "href" => match used_as(element) {
                Some(used) if is_harmless(value, used) => return,
                Some(Use::Goes) => Some((Kind::Link, Some(value.to_owned()))),
                Some(_) => Some((Kind::Outside, Some(value.to_owned()))),
                None => is_address(value).then(|| (Kind::Outside, Some(value.to_owned()))),
            },
            _ if runs_code(value) && !is_for_people => Some((Kind::Link, Some(value.to_owned()))),
            None if name == "style" => return self.declarations(attribute),
            None if allowed::is_attribute(name) => match css::outside(value) {
                Some(address) => Some((Kind::Outside, Some(address))),
                None => return,
            },
            None => is_address(value).then(|| (Kind::Outside, Some(value.to_owned()))),
            Some(XLINK) if allowed::is_of_xlink(name) => return,
            Some(XML) if allowed::is_of_xml(name) => return,
            Some(XML) => (name == "base").then(|| (Kind::Outside, Some(value.to_owned()))),
            Some(_) => None,
        };
        if let Some((kind, address)) = told {
            self.note(at, kind, written, address.as_deref());
        }
        let before = self.source.text[..at].trim_end_matches([' ', '\t', '\n', '\r']).len();
        self.cut(before..attribute.range().end);
    }

    /// The declarations of `style="…"`.
    fn declarations(&mut self, attribute: &Attribute) {
        let value = attribute.value();
        let cuts = css::cuts(value);
        if cuts.is_empty() {
            return;
        }
        let (_, range) = as_written(attribute, &self.source.text);
        let written = &self.source.text[range.clone()];
        for cut in &cuts {
            let at = if written == value { range.start + cut.at } else { attribute.range().start };
            self.note(at, Kind::Outside, "style", Some(&cut.address));
        }
        self.edits.push(Edit { at: range, with: escaped(&without(value, &cuts)) });
    }

    /// The style sheet of `<style>`: the characters in it, whatever else stands between them.
    fn style_sheet(&mut self, node: Node) {
        let mut sheet = String::new();
        let mut edits = Vec::new();
        let written = &self.source.text[node.range()];
        for child in node.children() {
            match child.node_type() {
                NodeType::Text => sheet.push_str(child.text().unwrap_or_default()),
                NodeType::Element => {
                    self.hidden_in(child);
                    edits.push(Edit { at: child.range(), with: String::new() });
                }
                _ => edits.push(Edit { at: child.range(), with: String::new() }),
            }
        }
        let cuts = css::cuts(&sheet);
        let has_tags = sheet.contains('<') && memchr::memmem::find(written.as_bytes(), CDATA).is_some();
        let Some(first) = node.first_child().filter(|_| has_tags || !cuts.is_empty()) else {
            self.edits.append(&mut edits);
            return;
        };
        // Characters that stand in several pieces are one node, whose end is not told.
        let whole = node.range();
        let end = self.source.text[whole.clone()].rfind("</").map_or(whole.end, |end| whole.start + end);
        let range = first.range().start..end;
        let written = self.source.text[range.clone()].find(&sheet);
        for cut in &cuts {
            let at = written.map_or(node.range().start, |start| range.start + start + cut.at);
            self.note(at, Kind::Outside, "<style>", Some(&cut.address));
        }
        self.edits.push(Edit { at: range, with: escaped_lines(&without(&sheet, &cuts)) });
    }
}

/// How a section of plain characters begins.
const CDATA: &[u8] = b"<![CDATA[";

/// Where a text stands, with the sections in it: of characters that stand in several pieces the parser does not tell the end.
fn text_range(node: Node, text: &str) -> std::ops::Range<usize> {
    let start = node.range().start;
    let end = node.next_sibling().map(|next| next.range().start).or_else(|| {
        let parent = node.parent()?.range();
        Some(parent.start + text[parent].rfind("</")?)
    });
    start..end.unwrap_or(node.range().end).max(start)
}

fn without(css: &str, cuts: &[css::Cut]) -> String {
    let mut left = String::with_capacity(css.len());
    let mut from = 0;
    for cut in cuts {
        left.push_str(&css[from..cut.range.start]);
        from = cut.range.end;
    }
    left.push_str(&css[from..]);
    left
}

fn verdict(node: Node) -> Verdict {
    let name = node.tag_name().name();
    match node.tag_name().namespace() {
        Some(SVG) if allowed::is_script(name) => Verdict::Tell(Kind::Script),
        Some(SVG) if allowed::is_animation(name) => {
            let changed = node.attribute("attributeName");
            match changed.is_none_or(allowed::may_change) {
                true => Verdict::Keep,
                false => Verdict::Tell(Kind::Animation),
            }
        }
        Some(SVG) if allowed::is_element(name) => Verdict::Keep,
        Some(SVG) if name == "metadata" => Verdict::Drop,
        Some(SVG) if allowed::is_of_pages(name) && has_no_content(node) => Verdict::Drop,
        Some(SVG) if allowed::is_of_pages(name) => Verdict::Tell(Kind::Page),
        Some(SVG) => Verdict::Tell(Kind::Unknown),
        Some(HTML) if allowed::is_script(name) => Verdict::Tell(Kind::Script),
        Some(HTML | MATHML) => Verdict::Tell(Kind::Page),
        _ => Verdict::Drop,
    }
}

/// Whether there is nothing in an element but the notes of a program: Illustrator keeps its own file in one.
fn has_no_content(node: Node) -> bool {
    node.tag_name().name() == "foreignObject"
        && node.descendants().skip(1).all(|inner| match inner.node_type() {
            NodeType::Element => ![Some(SVG), Some(HTML), Some(MATHML)].contains(&inner.tag_name().namespace()),
            NodeType::Text => {
                let is_of_this = inner.parent().is_some_and(|parent| parent == node);
                !is_of_this || inner.text().unwrap_or_default().trim().is_empty()
            }
            _ => true,
        })
}

/// What an element does with its `href`.
fn used_as(element: &str) -> Option<Use> {
    Some(match element {
        "a" => Use::Goes,
        "image" | "feImage" => Use::Shows,
        "use" | "linearGradient" | "radialGradient" | "meshgradient" | "pattern" | "hatch" | "textPath" | "mpath"
        | "tref" | "altGlyph" | "glyphRef" | "filter" | "mask" | "clipPath" | "font-face-uri" | "color-profile"
        | "flowTref" | "animate" | "animateColor" | "animateMotion" | "animateTransform" | "set" | "discard" => {
            Use::Names
        }
        _ => return None,
    })
}

/// Whether a value that has no business there looks like an address of something.
fn is_address(value: &str) -> bool {
    let value = value.trim_start();
    let is_of_scheme = |c: char| c.is_ascii_alphanumeric() || "+.-".contains(c);
    let scheme = value.split_once(':').filter(|(scheme, _)| !scheme.is_empty() && scheme.chars().all(is_of_scheme));
    value.starts_with("//")
        || scheme.is_some_and(|(scheme, rest)| {
            rest.starts_with("//") || scheme.ends_with("script") || scheme.eq_ignore_ascii_case("data")
        })
}

fn shortened(address: &str) -> String {
    const LONGEST: usize = 80;
    let address = address.trim();
    match address.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &address[..end]),
        None => address.to_owned(),
    }
}
