//! References to nothing, variables that no other language knows.

use super::functions;
use super::graph::{Graph, Node, place_of};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::language::LanguageTag;
use crate::language::locale::formats::{Ranking, plural_rules};
use crate::language::locale::house;

/// References to nothing for which a name like theirs is looked for among all messages.
const MOST_SUGGESTIONS: usize = 100;

/// Messages, terms, attributes, functions and options that do not exist. `others` are all languages: what another one has
/// was forgotten here, and is not misspelt.
pub(super) fn unknown(graph: &Graph, others: &[Graph]) -> Diagnostics {
    let mut problems = Diagnostics::default();
    for node in graph.nodes.values() {
        for reference in &node.parts.references {
            let place = place_of(node.resource, reference.name);
            let wrong = |message: String| Diagnostic::error(Code::UnknownReference, message).at(place);
            let found = graph.nodes.get(&reference.id);
            let problem = match (found, reference.attribute) {
                (None, _) => {
                    let problem = wrong(format!("there is no message `{}`", reference.id));
                    match elsewhere(&reference.id, others) {
                        Some(other) => problem.hint(format!("another language has it: {other}")),
                        None if problems.0.len() > MOST_SUGGESTIONS => problem,
                        None => problem.did_you_mean(&reference.id, graph.nodes.keys().map(String::as_str)),
                    }
                    .hint("a message can only refer to messages of its own language")
                }
                (Some(found), Some(attribute)) if !found.attributes.contains(attribute) => {
                    wrong(format!("`{}` has no attribute `{attribute}`", reference.id))
                        .did_you_mean(attribute, found.attributes.iter().copied())
                        .hint(format!("add a line `.{attribute} = …` below `{}`, or correct the name", reference.id))
                }
                (Some(found), None) if !found.has_value => {
                    wrong(format!("`{}` has attributes, but no text of its own", reference.id))
                        .hint(format!("write one of them, `{}.name`, or give it a text", reference.id))
                }
                _ => continue,
            };
            problems.push(problem);
        }
        for (function, arguments) in &node.parts.functions {
            problems.append(functions::problems(node.resource, function, arguments));
        }
    }
    problems
}

/// `file:line` where any language defines a message or term.
fn elsewhere(id: &str, others: &[Graph]) -> Option<String> {
    let place = others.iter().find_map(|graph| graph.nodes.get(id)).map(Node::place)?;
    Some(format!("{}:{}", place.path, place.line))
}

/// Variables of house styles that they are never given.
pub(super) fn house_styles(graph: &Graph) -> Diagnostics {
    let mut problems = Diagnostics::default();
    for (id, node) in &graph.nodes {
        let Some(known) = house::variables(id) else { continue };
        for (variable, name) in node.parts.variables.iter().filter(|(variable, _)| !known.contains(variable)) {
            let list = known.iter().map(|known| format!("`${known}`")).collect::<Vec<_>>().join(", ");
            let problem =
                Diagnostic::error(Code::UnknownReference, format!("the house style `{id}` is given no `${variable}`"))
                    .at(place_of(node.resource, name));
            problems.push(match nearest(variable, known.iter().copied()) {
                Some(near) => problem.hint(format!("did you mean `${near}`?")),
                None => problem.hint(format!("it is given {list}")),
            });
        }
    }
    problems
}

/// Variables of a message that differ from those of the same message in an earlier language: what this language alone
/// asks for will not be there, and what it does not print is lost to its readers.
pub(super) fn arguments(graph: &Graph, tags: &[LanguageTag], earlier: &[Graph]) -> Diagnostics {
    let mut problems = Diagnostics::default();
    for (id, node) in &graph.nodes {
        let Some((tag, reference)) =
            tags.iter().zip(earlier).find_map(|(tag, graph)| graph.nodes.get(id).map(|node| (tag, node)))
        else {
            continue;
        };
        // House styles of dates have a fixed set of variables, of which each language takes what it needs.
        if house::variables(id).is_some() {
            continue;
        }
        // A language with one plural form has nothing to choose by a number that it does not show.
        let needs_no_choice = || plural_rules(tag, Ranking::Count).is_some_and(|rules| rules.categories().count() == 1);
        for (variable, name) in &node.parts.variables {
            let near = nearest(variable, reference.parts.variables.keys().copied());
            // A language may choose by what another has no use for, a gender: whether that is passed is seen where it is
            // asked for.
            let may_lack = || !node.parts.printed.contains(variable) && (needs_no_choice() || near.is_none());
            if !reference.parts.variables.contains_key(variable) && !may_lack() {
                let mut problem = Diagnostic::warning(
                    Code::ArgumentsDiffer,
                    format!("`{id}` uses `${variable}`, which it does not in `{tag}`"),
                )
                .at(place_of(node.resource, name));
                if let Some(near) = near {
                    problem = problem.hint(format!("did you mean `${near}`?"));
                }
                problems.push(problem.hint(format!("compare {}", reference.place().path)));
            }
        }
        for variable in reference.parts.printed.iter().filter(|variable| !node.parts.variables.contains_key(*variable))
        {
            problems.push(
                Diagnostic::warning(
                    Code::ArgumentsDiffer,
                    format!("`{id}` does not show `${variable}`, as it does in `{tag}`"),
                )
                .at(node.place())
                .hint(format!("compare {}", reference.place().path)),
            );
        }
    }
    problems
}
