//! Messages, attributes and terms that nobody asks for.

use super::graph::{Graph, Node};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::language::LanguageTag;
use crate::language::locale::resources::Resources;
use std::collections::BTreeSet;

/// What nothing uses in the files of the site and of its own themes. `used` says whether a message, or one of its
/// attributes, is asked for anywhere outside the Fluent files.
pub(in crate::language::locale) fn unused(
    tag: &LanguageTag,
    resources: &Resources,
    used: impl Fn(&str, Option<&str>) -> bool,
) -> Diagnostics {
    let all = resources.of(tag);
    let own: Vec<_> = all.iter().copied().filter(|resource| resource.is_own).collect();
    // Each file for itself: what refers to something is not lost where another layer stands over it.
    let graphs: Vec<Graph> = all.iter().map(|resource| Graph::of(&[resource])).collect();
    let references: BTreeSet<(&str, Option<&str>)> = graphs
        .iter()
        .flat_map(|graph| graph.nodes.values())
        .flat_map(|node| node.parts.references.iter().map(|r| (r.id.as_str(), r.attribute)))
        .collect();
    let referred_to: BTreeSet<&str> = references.iter().map(|(id, _)| *id).collect();
    let attribute_used =
        |id: &str, attribute: &str| used(id, Some(attribute)) || references.contains(&(id, Some(attribute)));
    let node_used = |id: &str, node: &Node| {
        used(id, None)
            || referred_to.contains(id)
            || node.attributes.iter().any(|attribute| attribute_used(id, attribute))
    };
    let mut problems = Diagnostics::default();
    for (id, node) in &Graph::of(&own).nodes {
        if !node_used(id, node) {
            problems.push(match id.strip_prefix('-') {
                Some(_) => problem(format!("nothing refers to the term `{id}`"), node.place()),
                None => problem(format!("nothing uses the message `{id}`"), node.place()),
            });
            continue;
        }
        for attribute in node.attributes.iter().filter(|attribute| !attribute_used(id, attribute)) {
            let place = node.place_of_attribute(attribute).unwrap_or_else(|| node.place());
            problems.push(problem(format!("nothing uses the attribute `{id}.{attribute}`"), place));
        }
    }
    problems
}

fn problem(message: String, place: Place) -> Diagnostic {
    Diagnostic::warning(Code::UnusedMessage, message).at(place).hint("remove it, or correct its name")
}
