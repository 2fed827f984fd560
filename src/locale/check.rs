//! What can be said of Fluent files without formatting them.

use super::bundle::{Resource, Resources};
use super::tag::LanguageTag;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use fluent_syntax::ast::{Attribute, Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::BTreeMap;

/// A message or term (`-brand`), what it refers to, and where it stands.
struct Node<'a> {
    resource: &'a Resource,
    name: &'a str,
    references: Vec<String>,
}

/// Messages and terms that refer to themselves in a circle: each circle once, at its first member.
pub(super) fn cycles(tag: &LanguageTag, resources: &Resources) -> Diagnostics {
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    for resource in resources.of(tag) {
        for entry in resource.fluent.entries() {
            let mut references = Vec::new();
            let (id, name) = match entry {
                Entry::Message(message) => {
                    message.value.iter().for_each(|value| collect(value, &mut references));
                    collect_attributes(&message.attributes, &mut references);
                    (message.id.name.to_owned(), message.id.name)
                }
                Entry::Term(term) => {
                    collect(&term.value, &mut references);
                    collect_attributes(&term.attributes, &mut references);
                    (format!("-{}", term.id.name), term.id.name)
                }
                _ => continue,
            };
            nodes.insert(id, Node { resource, name, references });
        }
    }
    let mut problems = Diagnostics::default();
    let mut settled: Vec<&str> = Vec::new();
    for start in nodes.keys() {
        if settled.contains(&start.as_str()) {
            continue;
        }
        if let Some(circle) = circle_from(start, &nodes) {
            let node = &nodes[start];
            settled.extend(circle.iter().copied());
            problems.push(
                Diagnostic::error(
                    Code::FluentCycle,
                    format!("`{start}` refers to itself: {} → {start}", circle.join(" → ")),
                )
                .at(place(node))
                .hint("one of these messages must say its text itself"),
            );
        }
    }
    problems
}

/// The shortest way from a message back to itself.
fn circle_from<'a>(start: &'a str, nodes: &'a BTreeMap<String, Node>) -> Option<Vec<&'a str>> {
    let mut ways: Vec<Vec<&str>> = vec![vec![start]];
    let mut seen = vec![start];
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let last = way.last().copied().unwrap_or(start);
            for next in &nodes.get(last)?.references {
                if next == start {
                    return Some(way);
                }
                if nodes.contains_key(next) && !seen.contains(&next.as_str()) {
                    seen.push(next);
                    longer.push(way.iter().copied().chain([next.as_str()]).collect());
                }
            }
        }
        ways = longer;
    }
    None
}

fn place(node: &Node) -> Place {
    let source = node.resource.fluent.source();
    // The parser's names are slices of the source; that of a term begins after its hyphen.
    let offset = (node.name.as_ptr() as usize).wrapping_sub(source.as_ptr() as usize);
    let start = offset - usize::from(source[..offset].ends_with('-'));
    Place::at_offset(&node.resource.path, source, start)
}

fn collect_attributes(attributes: &[Attribute<&str>], references: &mut Vec<String>) {
    attributes.iter().for_each(|attribute| collect(&attribute.value, references));
}

fn collect(pattern: &Pattern<&str>, references: &mut Vec<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, references);
        }
    }
}

fn collect_expression(expression: &Expression<&str>, references: &mut Vec<String>) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, references),
        Expression::Select { selector, variants } => {
            collect_inline(selector, references);
            variants.iter().for_each(|variant| collect(&variant.value, references));
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, references: &mut Vec<String>) {
    match inline {
        InlineExpression::MessageReference { id, .. } => references.push(id.name.to_owned()),
        InlineExpression::TermReference { id, .. } => references.push(format!("-{}", id.name)),
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| collect_inline(argument, references));
        }
        InlineExpression::Placeable { expression } => collect_expression(expression, references),
        _ => {}
    }
}
