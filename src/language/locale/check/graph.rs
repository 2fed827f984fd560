//! The messages and terms of a language with what each refers to.

use crate::diagnostic::Place;
use crate::language::locale::resources::Resource;
use fluent_syntax::ast::{
    Attribute, CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use std::collections::{BTreeMap, BTreeSet};

/// The messages (`tags`) and terms (`-brand`) of a language. A later file stands over an earlier one.
pub(super) struct Graph<'a> {
    pub nodes: BTreeMap<String, Node<'a>>,
}

/// A message or a term.
pub(super) struct Node<'a> {
    pub resource: &'a Resource,
    entry: &'a Entry<&'a str>,
    name: &'a str,
    pub attributes: BTreeSet<&'a str>,
    pub has_value: bool,
    pub parts: Parts<'a>,
}

/// What is inside a pattern, at any depth.
#[derive(Default)]
pub(super) struct Parts<'a> {
    pub references: Vec<Reference<'a>>,
    pub functions: Vec<(&'a str, &'a CallArguments<&'a str>)>,
    /// Variables that are printed.
    pub printed: BTreeSet<&'a str>,
    /// All variables, with those that only select.
    pub variables: BTreeMap<&'a str, &'a str>,
    pub selects: Vec<Select<'a>>,
}

/// A reference to another message or term.
pub(super) struct Reference<'a> {
    /// `tags` or `-brand`.
    pub id: String,
    pub attribute: Option<&'a str>,
    /// Its name in the source, for the place.
    pub name: &'a str,
}

/// A choice between variants.
pub(super) struct Select<'a> {
    pub keys: Vec<&'a str>,
    pub ordinal: bool,
    /// Whether it is made by `NUMBER()`, and so by a number for certain.
    pub by_number: bool,
    /// Whether a variant shows what the choice is made by: "{ $count } articles", and not just "Articles".
    pub shows_selector: bool,
}

impl<'a> Graph<'a> {
    pub fn of(resources: &[&'a Resource]) -> Graph<'a> {
        let mut nodes = BTreeMap::new();
        for resource in resources {
            for entry in resource.fluent.entries() {
                if let Some((id, node)) = node(resource, entry) {
                    nodes.insert(id, node);
                }
            }
        }
        Graph { nodes }
    }
}

impl<'a> Node<'a> {
    pub fn place(&self) -> Place {
        place_of(self.resource, self.name)
    }

    pub fn place_of_attribute(&self, attribute: &str) -> Option<Place> {
        self.attributes.get(attribute).map(|name| place_of(self.resource, name))
    }

    /// The lines of the comment above it. The parser passes over them: they are read off the file.
    pub fn comment(&self) -> impl Iterator<Item = &'a str> {
        let source = self.resource.fluent.source();
        let offset = (self.name.as_ptr() as usize).wrapping_sub(source.as_ptr() as usize).min(source.len());
        let above = source[..offset].lines().rev();
        above.take_while(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim())
    }

    /// Whether the value is written as that of another message.
    pub fn says_the_same_as(&self, other: &Node) -> bool {
        match (self.entry, other.entry) {
            (Entry::Message(a), Entry::Message(b)) => a.value == b.value,
            _ => false,
        }
    }

    /// What the value says in words of its own: of a choice, the longest.
    pub fn text(&self) -> String {
        match self.entry {
            Entry::Message(message) => message.value.as_ref().map(words_of).unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// What is inside the value alone, or inside one attribute.
    pub fn parts_of(&self, attribute: Option<&str>) -> Option<Parts<'a>> {
        let (value, attributes) = match self.entry {
            Entry::Message(message) => (message.value.as_ref(), &message.attributes),
            Entry::Term(term) => (Some(&term.value), &term.attributes),
            _ => return None,
        };
        let pattern = match attribute {
            Some(name) => attributes.iter().find(|a| a.id.name == name).map(|a| &a.value),
            None => value,
        };
        let mut parts = Parts::default();
        collect(pattern?, &mut parts);
        Some(parts)
    }
}

impl<'a> Parts<'a> {
    /// Adds what stands behind these.
    fn append(&mut self, mut others: Parts<'a>) {
        self.references.append(&mut others.references);
        self.functions.append(&mut others.functions);
        self.printed.append(&mut others.printed);
        others.variables.into_iter().for_each(|(name, at)| {
            self.variables.entry(name).or_insert(at);
        });
        self.selects.append(&mut others.selects);
    }
}

/// The ids that a file defines, each with its place.
pub(super) fn definitions(resource: &Resource) -> Vec<(String, Place)> {
    resource.fluent.entries().filter_map(|entry| node(resource, entry)).map(|(id, node)| (id, node.place())).collect()
}

/// The place of a name that the parser took out of a file: its names are slices of the source.
pub(super) fn place_of(resource: &Resource, name: &str) -> Place {
    let source = resource.fluent.source();
    let offset = (name.as_ptr() as usize).wrapping_sub(source.as_ptr() as usize).min(source.len());
    // The name of a term or a variable begins after its sign.
    let start = offset - usize::from(source[..offset].ends_with(['-', '$']));
    resource.lines.place(&resource.path, source, start)
}

fn node<'a>(resource: &'a Resource, entry: &'a Entry<&'a str>) -> Option<(String, Node<'a>)> {
    let mut parts = Parts::default();
    let (id, name, has_value, attributes) = match entry {
        Entry::Message(message) => {
            message.value.iter().for_each(|value| collect(value, &mut parts));
            (message.id.name.to_owned(), message.id.name, message.value.is_some(), &message.attributes)
        }
        Entry::Term(term) => {
            collect(&term.value, &mut parts);
            (format!("-{}", term.id.name), term.id.name, true, &term.attributes)
        }
        _ => return None,
    };
    collect_attributes(attributes, &mut parts);
    let attributes = attributes.iter().map(|a| a.id.name).collect();
    Some((id, Node { resource, entry, name, attributes, has_value, parts }))
}

fn words_of(pattern: &Pattern<&str>) -> String {
    let of_element = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => (*value).to_owned(),
        PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
            variants.iter().map(|variant| words_of(&variant.value)).max_by_key(String::len).unwrap_or_default()
        }
        PatternElement::Placeable { .. } => " ".to_owned(),
    };
    pattern.elements.iter().map(of_element).collect()
}

fn collect_attributes<'a>(attributes: &'a [Attribute<&'a str>], parts: &mut Parts<'a>) {
    attributes.iter().for_each(|attribute| collect(&attribute.value, parts));
}

fn collect<'a>(pattern: &'a Pattern<&'a str>, parts: &mut Parts<'a>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, parts);
        }
    }
}

fn collect_expression<'a>(expression: &'a Expression<&'a str>, parts: &mut Parts<'a>) {
    match expression {
        Expression::Inline(inline) => {
            collect_inline(inline, parts);
            if let Some(variable) = variable_of(inline) {
                parts.printed.insert(variable);
            }
        }
        Expression::Select { selector, variants } => {
            collect_inline(selector, parts);
            // What is inside is looked at once, however deep it stands: each level hands on what it has found.
            let mut inside = Parts::default();
            variants.iter().for_each(|variant| collect(&variant.value, &mut inside));
            parts.selects.push(select(selector, variants, &inside));
            parts.append(inside);
        }
    }
}

/// The variable that an expression prints, as it is or through a function.
fn variable_of<'a>(inline: &'a InlineExpression<&'a str>) -> Option<&'a str> {
    match inline {
        InlineExpression::VariableReference { id } => Some(id.name),
        InlineExpression::FunctionReference { arguments, .. } => arguments.positional.first().and_then(variable_of),
        _ => None,
    }
}

fn select<'a>(
    selector: &'a InlineExpression<&'a str>,
    variants: &'a [Variant<&'a str>],
    inside: &Parts<'a>,
) -> Select<'a> {
    let keys = variants.iter().map(|variant| match &variant.key {
        VariantKey::Identifier { name } => *name,
        VariantKey::NumberLiteral { value } => *value,
    });
    let function = match selector {
        InlineExpression::FunctionReference { id, arguments } if id.name == "NUMBER" => Some(arguments),
        _ => None,
    };
    let shows_selector = variable_of(selector).is_some_and(|variable| inside.printed.contains(variable));
    Select {
        keys: keys.collect(),
        ordinal: function.is_some_and(is_ordinal),
        by_number: function.is_some(),
        shows_selector,
    }
}

fn is_ordinal(arguments: &CallArguments<&str>) -> bool {
    arguments.named.iter().any(|argument| {
        argument.name.name == "type"
            && matches!(&argument.value, InlineExpression::StringLiteral { value } if *value == "ordinal")
    })
}

fn collect_inline<'a>(inline: &'a InlineExpression<&'a str>, parts: &mut Parts<'a>) {
    match inline {
        InlineExpression::MessageReference { id, attribute } => {
            let attribute = attribute.as_ref().map(|a| a.name);
            parts.references.push(Reference { id: id.name.to_owned(), attribute, name: id.name });
        }
        InlineExpression::TermReference { id, attribute, .. } => {
            let attribute = attribute.as_ref().map(|a| a.name);
            parts.references.push(Reference { id: format!("-{}", id.name), attribute, name: id.name });
        }
        InlineExpression::FunctionReference { id, arguments } => {
            parts.functions.push((id.name, arguments));
            arguments.positional.iter().for_each(|argument| collect_inline(argument, parts));
        }
        InlineExpression::VariableReference { id } => {
            parts.variables.entry(id.name).or_insert(id.name);
        }
        InlineExpression::Placeable { expression } => collect_expression(expression, parts),
        _ => {}
    }
}
