//! Variables that a message uses and that the templates do not pass.

use super::graph::{Graph, Node, place_of};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, nearest};
use crate::language::LanguageTag;
use crate::language::locale::bundle::parts_of_key;
use crate::language::locale::resources::Resources;
use std::collections::{BTreeMap, BTreeSet};

/// A call in a template that says literally which message it wants and what it passes.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The message, or `message.attribute`.
    pub key: &'a str,
    /// The names of its variables.
    pub variables: &'a BTreeSet<&'a str>,
    /// Where it stands.
    pub place: &'a Place,
}

/// Checks the messages of all languages against all calls of a site.
pub(in crate::language::locale) fn variables(
    tags: &[LanguageTag],
    resources: &Resources,
    calls: &[Call],
) -> Diagnostics {
    let mut by_key: BTreeMap<&str, Vec<Call>> = BTreeMap::new();
    for call in calls {
        by_key.entry(call.key).or_default().push(*call);
    }
    let graphs: Vec<Graph> = tags.iter().map(|tag| Graph::of(&resources.of(tag))).collect();
    let mut problems = Diagnostics::default();
    for (i, graph) in graphs.iter().enumerate() {
        for (key, calls) in &by_key {
            for (variable, (place, is_printed)) in needed(graph, key) {
                // What an earlier language does not use has been reported as that.
                let earlier = graphs[..i].iter().find_map(|other| Some(needed(other, key)).filter(|n| !n.is_empty()));
                let is_new = |other: &BTreeMap<&str, _>| {
                    let near = || nearest(variable, other.keys().copied()).is_some();
                    !other.contains_key(variable) && (is_printed || near())
                };
                if earlier.is_some_and(|other| is_new(&other)) {
                    continue;
                }
                if let Some(call) = calls.iter().find(|call| !call.variables.contains(variable)) {
                    problems.push(problem(key, variable, place, call));
                }
            }
        }
    }
    problems
}

fn problem(key: &str, variable: &str, place: Place, call: &Call) -> Diagnostic {
    let at = format!("{}:{}", call.place.path, call.place.line);
    let message = format!("`{key}` uses `${variable}`, which {at} does not pass");
    let problem = Diagnostic::warning(Code::ArgumentsDiffer, message).at(place);
    let passed: Vec<String> = call.variables.iter().map(|name| format!("`${name}`")).collect();
    let problem = match nearest(variable, call.variables.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `${near}`?")),
        None => problem,
    };
    problem.hint(if passed.is_empty() {
        format!("{at} passes nothing: write t(key=\"{key}\", {variable}=…)")
    } else {
        format!("{at} passes {}", passed.join(", "))
    })
}

/// The variables of a message and of the messages that it refers to, each with its place and whether it is printed: else
/// it only chooses. A term takes none of them.
fn needed<'a>(graph: &Graph<'a>, key: &str) -> BTreeMap<&'a str, (Place, bool)> {
    let mut needed = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![key.to_owned()];
    while let Some(key) = open.pop() {
        if !seen.insert(key.clone()) {
            continue;
        }
        let (id, attribute) = parts_of_key(&key);
        let Some(node) = graph.nodes.get(id) else { continue };
        let Some(parts) = Node::parts_of(node, attribute) else { continue };
        for (variable, name) in parts.variables {
            let is_printed = parts.printed.contains(variable);
            needed.entry(variable).or_insert_with(|| (place_of(node.resource, name), is_printed));
        }
        open.extend(parts.references.iter().filter(|r| !r.id.starts_with('-')).map(|r| match r.attribute {
            Some(attribute) => format!("{}.{attribute}", r.id),
            None => r.id.clone(),
        }));
    }
    needed
}
