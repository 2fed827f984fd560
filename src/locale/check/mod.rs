//! What can be said of Fluent files without formatting them, at its place in the file.

mod cycles;
mod functions;
mod graph;
mod plurals;
mod references;

use super::bundle::Resources;
use super::tag::LanguageTag;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use graph::Graph;
use std::collections::BTreeMap;

/// Checks the messages of all languages of a site. A language is compared with those before it.
pub(super) fn languages(tags: &[LanguageTag], resources: &Resources) -> Diagnostics {
    let mut problems = Diagnostics::default();
    let graphs: Vec<Graph> = tags.iter().map(|tag| Graph::of(&resources.of(tag))).collect();
    for (i, (tag, graph)) in tags.iter().zip(&graphs).enumerate() {
        problems.append(duplicates(&resources.of(tag)));
        problems.append(cycles::cycles(graph));
        problems.append(references::unknown(graph));
        problems.append(references::house_styles(graph));
        problems.append(references::arguments(graph, &tags[..i], &graphs[..i]));
        problems.append(plurals::categories(tag, graph));
    }
    problems
}

/// Messages of the site itself that nobody asks for. `used` says whether a name is asked for anywhere outside the
/// Fluent files.
pub(super) fn unused(tag: &LanguageTag, resources: &Resources, used: impl Fn(&str) -> bool) -> Diagnostics {
    let of_site = resources.of(tag).into_iter().filter(|r| r.is_site()).collect::<Vec<_>>();
    let all = Graph::of(&resources.of(tag));
    let own = Graph::of(&of_site);
    let problems = own.nodes.iter().filter(|(id, _)| !id.starts_with('-') && !used(id) && !all.is_referred_to(id));
    let problem = |(id, node): (&String, &graph::Node)| {
        Diagnostic::warning(Code::UnusedMessage, format!("nothing uses the message `{id}`"))
            .at(node.place())
            .hint("remove it, or mend its name")
    };
    Diagnostics(problems.map(problem).collect())
}

/// Names that are given twice in one layer: of the site, or of one theme. A later one would silently win.
fn duplicates(resources: &[&super::bundle::Resource]) -> Diagnostics {
    let mut first: BTreeMap<(usize, String), Place> = BTreeMap::new();
    let mut problems = Diagnostics::default();
    for resource in resources {
        for (id, place) in graph::definitions(resource) {
            match first.get(&(resource.layer, id.clone())) {
                Some(other) => problems.push(
                    Diagnostic::error(
                        Code::DuplicateMessage,
                        format!("`{id}` is defined twice, first in {}:{}", other.path, other.line),
                    )
                    .at(place)
                    .hint("remove one of the two"),
                ),
                None => {
                    first.insert((resource.layer, id), place);
                }
            }
        }
    }
    problems
}
