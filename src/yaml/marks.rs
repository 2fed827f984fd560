//! YAML with marks: the same block once more, each value with the bytes that it stands at. Only this file knows
//! saphyr-parser.
//!
//! Serde reads good files alone, and fast; this reading is asked for where something has to be pointed at.

use crate::diagnostic::{KeyPath, Step};
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::ops::Range;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// Bytes of the block. A list or a group in lines ends where the next value begins.
    pub range: Range<usize>,
    /// Its tag as it is written, `!word`, if it has one that means nothing to YAML itself.
    pub tag: Option<String>,
    /// Whether it begins with a name by which it can be meant elsewhere, `&name`.
    pub is_anchored: bool,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A text, a number, a date, `true`: what it means is the reader's business.
    Scalar {
        /// What is written, without its quotation marks and with its escapes read.
        text: String,
        /// Whether it stands without quotation marks, on the line.
        is_plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A group of keys with their values, in their order; a key may be there twice.
    Group(Vec<(Node, Node)>),
    /// `*name`, a value that is written elsewhere.
    Alias,
}

impl Node {
    /// The text of a value that is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::List(_) | Kind::Group(_) | Kind::Alias => None,
        }
    }

    /// The entries of a group.
    pub fn entries(&self) -> &[(Node, Node)] {
        match &self.kind {
            Kind::Group(entries) => entries,
            Kind::Scalar { .. } | Kind::List(_) | Kind::Alias => &[],
        }
    }

    /// A key of a group with its value.
    pub fn entry(&self, key: &str) -> Option<&(Node, Node)> {
        self.entries().iter().find(|(name, _)| name.as_text() == Some(key))
    }

    /// Calls `each` with every value in this one, itself the first, and the way to it.
    pub fn walk(&self, path: &KeyPath, each: &mut dyn FnMut(&KeyPath, &Node)) {
        each(path, self);
        match &self.kind {
            Kind::List(items) => {
                items.iter().enumerate().for_each(|(i, item)| item.walk(&path.clone().item(i), each));
            }
            Kind::Group(entries) => entries.iter().for_each(|(key, value)| {
                value.walk(&path.clone().key(key.as_text().unwrap_or_default()), each);
            }),
            Kind::Scalar { .. } | Kind::Alias => {}
        }
    }

    /// All texts in a value, itself or those in its lists and groups; names of keys are none.
    pub fn texts(&self) -> Vec<&Node> {
        match &self.kind {
            Kind::Scalar { .. } => vec![self],
            Kind::List(items) => items.iter().flat_map(Node::texts).collect(),
            Kind::Group(entries) => entries.iter().flat_map(|(_, value)| value.texts()).collect(),
            Kind::Alias => Vec::new(),
        }
    }

    /// Whether a value that is written elsewhere is meant anywhere in this one.
    pub fn has_alias(&self) -> bool {
        match &self.kind {
            Kind::Alias => true,
            Kind::Scalar { .. } => false,
            Kind::List(items) => items.iter().any(Node::has_alias),
            Kind::Group(entries) => entries.iter().any(|(_, value)| value.has_alias()),
        }
    }

    /// The byte that a way leads to: that of the value, or of the nearest thing on the way that is there. A key alone leads
    /// to its name.
    pub fn find(&self, path: &KeyPath) -> Option<usize> {
        let mut node = self;
        let mut found = None;
        for (i, step) in path.steps().iter().enumerate() {
            node = match (step, &node.kind) {
                (Step::Key(key), Kind::Group(_)) => {
                    let Some((name, value)) = node.entry(key) else { break };
                    found = Some(if i == 0 && path.steps().len() == 1 { name } else { value }.range.start);
                    // An empty value has no place of its own.
                    if value.range.is_empty() {
                        found = Some(name.range.start);
                    }
                    value
                }
                (Step::Item(item), Kind::List(items)) => {
                    let Some(value) = items.get(*item) else { break };
                    found = Some(value.range.start);
                    value
                }
                // One value in the place of a list.
                (Step::Item(0), Kind::Scalar { .. }) | (Step::Value | Step::Line(_), _) if !node.range.is_empty() => {
                    found = Some(node.range.start);
                    node
                }
                _ => break,
            };
        }
        found
    }
}

/// Lists and groups inside each other: no front matter needs more, and each takes its part of the stack.
const DEEPEST: usize = 64;

/// Reads a block. None where it is no YAML, or nothing.
pub fn read(yaml: &str) -> Option<Node> {
    // The parser counts characters.
    let bytes: Option<Vec<usize>> =
        (!yaml.is_ascii()).then(|| yaml.char_indices().map(|(at, _)| at).chain([yaml.len()]).collect());
    let byte = |character: usize| match &bytes {
        Some(bytes) => bytes.get(character).copied().unwrap_or(yaml.len()),
        None => character.min(yaml.len()),
    };
    let mut reader = Reader { parser: Parser::new_from_str(yaml).keep_tags(false), byte: &byte };
    loop {
        match reader.next()? {
            (Event::StreamStart | Event::DocumentStart(_), _) => {}
            (Event::StreamEnd | Event::DocumentEnd, _) => return None,
            (event, span) => return reader.node(event, span, DEEPEST),
        }
    }
}

struct Reader<'a, I: saphyr_parser::Input> {
    parser: Parser<'a, I>,
    byte: &'a dyn Fn(usize) -> usize,
}

impl<'a, I: saphyr_parser::Input> Reader<'a, I> {
    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        self.parser.next_event()?.ok()
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Option<Node> {
        let start = (self.byte)(span.start.index());
        let mut end = (self.byte)(span.end.index());
        let foreign = |tag: Option<std::borrow::Cow<saphyr_parser::Tag>>| {
            tag.filter(|tag| !tag.is_yaml_core_schema()).map(|tag| tag.to_string())
        };
        let depth = depth.checked_sub(1)?;
        let is_anchored = matches!(&event, Event::Scalar(_, _, anchor, _) if *anchor > 0);
        let (tag, kind) = match event {
            Event::Scalar(text, style, _, tag) => {
                (foreign(tag), Kind::Scalar { text: text.into_owned(), is_plain: style == ScalarStyle::Plain })
            }
            Event::Alias(_) => (None, Kind::Alias),
            Event::SequenceStart(_, tag) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, span) => {
                            end = (self.byte)(span.end.index());
                            break;
                        }
                        (event, span) => items.push(self.node(event, span, depth)?),
                    }
                }
                (foreign(tag), Kind::List(items))
            }
            Event::MappingStart(_, tag) => {
                let mut entries = Vec::new();
                loop {
                    let key = match self.next()? {
                        (Event::MappingEnd, span) => {
                            end = (self.byte)(span.end.index());
                            break;
                        }
                        (event, span) => self.node(event, span, depth)?,
                    };
                    let (event, span) = self.next()?;
                    entries.push((key, self.node(event, span, depth)?));
                }
                (foreign(tag), Kind::Group(entries))
            }
            _ => return None,
        };
        Some(Node { range: start..end.max(start), tag, is_anchored, kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What serde's reading and this one have in common: the shape, and texts.
    fn shape(value: &serde_yaml::Value) -> String {
        use serde_yaml::Value;
        match value {
            Value::Null => "~".into(),
            Value::Bool(_) | Value::Number(_) => "scalar".into(),
            Value::String(text) => format!("{text:?}"),
            Value::Sequence(items) => format!("[{}]", items.iter().map(shape).collect::<Vec<_>>().join(",")),
            Value::Mapping(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{}:{}", shape(key), shape(value)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
            }
            Value::Tagged(tagged) => shape(&tagged.value),
        }
    }

    fn shape_of(node: &Node) -> String {
        match &node.kind {
            Kind::Scalar { text, is_plain: true } => match serde_yaml::from_str::<serde_yaml::Value>(text) {
                Ok(value @ (serde_yaml::Value::Bool(_) | serde_yaml::Value::Number(_) | serde_yaml::Value::Null)) => {
                    shape(&value)
                }
                _ => format!("{text:?}"),
            },
            Kind::Scalar { text, .. } => format!("{text:?}"),
            Kind::List(items) => format!("[{}]", items.iter().map(shape_of).collect::<Vec<_>>().join(",")),
            Kind::Group(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{}:{}", shape_of(key), shape_of(value)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
            }
            Kind::Alias => "alias".into(),
        }
    }

    /// Values as front matter has them, written in each of the ways that YAML knows.
    fn written() -> impl Strategy<Value = String> {
        let scalar = prop_oneof![
            "[a-zé][a-zйж ]{0,8}[a-z]",
            "[0-9]{1,4}",
            "\"[a-z#: é]{0,8}\"",
            "'[a-z#: é]{0,8}'",
            "(true|no|~|2025-01-20|3[.]5)",
        ];
        let list = prop::collection::vec(scalar.clone(), 1..4).prop_map(|items| format!("[{}]", items.join(", ")));
        let lines = prop::collection::vec(scalar.clone(), 1..4)
            .prop_map(|items| items.iter().map(|item| format!("\n  - {item}")).collect());
        let group = prop::collection::vec(scalar.clone(), 1..4).prop_map(|items| {
            let entries = items.iter().enumerate().map(|(i, item)| format!("k{i}: {item}"));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        });
        let folded = "[a-zé]{1,6}( [a-z]{1,6}){0,3}".prop_map(|text| format!(">\n  {text}\n  {text}"));
        let literal = "[a-zé]{1,6}( [a-z]{1,6}){0,3}".prop_map(|text| format!("|\n  {text}\n\n  {text}"));
        let commented = (scalar.clone(), "[a-z ]{0,6}").prop_map(|(value, comment)| format!("{value} # {comment}"));
        prop_oneof![scalar, list, lines, group, folded, literal, commented]
    }

    proptest! {
        /// Both readings see the same values; each value stands where this one says.
        #[test]
        fn both_readings_agree(values in prop::collection::vec(written(), 1..8)) {
            let yaml: String = values.iter().enumerate().map(|(i, value)| format!("key{i}: {value}\n")).collect();
            let expected: serde_yaml::Value = serde_yaml::from_str(&yaml).unwrap();
            let node = read(&yaml).unwrap();
            prop_assert_eq!(shape_of(&node), shape(&expected), "{}", yaml);
            for (i, line) in yaml.lines().enumerate().filter(|(_, line)| line.starts_with("key")) {
                let key = line.split(':').next().unwrap();
                let at = node.find(&KeyPath::from(key)).unwrap();
                prop_assert_eq!(yaml[..at].matches('\n').count(), i);
                let (_, value) = node.entry(key).unwrap();
                if let Kind::Scalar { text, is_plain: true } = &value.kind {
                    prop_assert_eq!(&yaml[value.range.clone()], text);
                }
            }
        }

        /// Nothing that somebody writes makes this reading fail in another way than by none.
        #[test]
        fn garbage_is_no_reason_to_stop(yaml in "[\\PC\n\t]{0,60}") {
            if let Some(node) = read(&yaml) {
                prop_assert!(yaml.get(node.range.clone()).is_some());
            }
        }
    }

    #[test]
    fn a_value_that_stands_twice_is_found_where_it_is_meant() {
        let yaml = "related:\n  - a/b\n  - { title: a/b, url: \"a/b\" }\n  - a/b\n";
        let node = read(yaml).unwrap();
        let line_and_column = |path: KeyPath| {
            let at = node.find(&path).unwrap();
            let line = yaml[..at].matches('\n').count() + 1;
            (line, at - yaml[..at].rfind('\n').map_or(0, |i| i + 1) + 1)
        };
        assert_eq!(line_and_column(KeyPath::from("related").item(2)), (4, 5));
        assert_eq!(line_and_column(KeyPath::from("related").item(1).key("url")), (3, 24));
        assert_eq!(line_and_column(KeyPath::from("related")), (1, 1));
        assert_eq!(line_and_column(KeyPath::from("related").item(9)), (2, 3), "the nearest that is there");
    }
}
