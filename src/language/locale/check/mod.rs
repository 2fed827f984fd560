//! What can be said of Fluent files without formatting them, at its place in the file.

mod copied;
mod cycles;
mod functions;
mod graph;
mod missing;
mod plurals;
mod references;
mod unused;
mod variables;

pub(super) use copied::copied;
pub(super) use missing::lacking;
pub(super) use unused::unused;
pub use variables::Call;
pub(super) use variables::variables;

use super::bundle::parts_of_key;
use super::resources::{Resource, Resources};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::language::LanguageTag;
use graph::Graph;
use std::collections::BTreeMap;

/// Checks the messages of all languages of a site. A language is compared with those before it.
pub(super) fn languages(tags: &[LanguageTag], resources: &Resources) -> Diagnostics {
    let mut problems = Diagnostics::default();
    let graphs: Vec<Graph> = tags.iter().map(|tag| Graph::of(&resources.of(tag))).collect();
    for (i, (tag, graph)) in tags.iter().zip(&graphs).enumerate() {
        problems.append(duplicates(&resources.of(tag)));
        problems.append(cycles::cycles(graph));
        problems.append(references::unknown(graph, &graphs));
        problems.append(references::house_styles(graph));
        problems.append(references::arguments(graph, &tags[..i], &graphs[..i]));
        problems.append(plurals::categories(tag, graph));
    }
    problems
}

/// The place of a message or of one of its attributes in a language.
pub(super) fn place(tag: &LanguageTag, resources: &Resources, key: &str) -> Option<Place> {
    let graph = Graph::of(&resources.of(tag));
    let (id, attribute) = parts_of_key(key);
    let node = graph.nodes.get(id)?;
    attribute.map_or_else(|| Some(node.place()), |attribute| node.place_of_attribute(attribute))
}

/// The names of all messages of a language, attributes among them as `message.attribute`.
pub(super) fn keys(tag: &LanguageTag, resources: &Resources) -> Vec<String> {
    let graph = Graph::of(&resources.of(tag));
    let messages = graph.nodes.iter().filter(|(id, _)| !id.starts_with('-'));
    messages
        .flat_map(|(id, node)| {
            let attributes = node.attributes.iter().map(|attribute| format!("{id}.{attribute}"));
            std::iter::once(id.clone()).chain(attributes).collect::<Vec<_>>()
        })
        .collect()
}

/// Folders of the site's own `locales/` for languages that nobody reads: each once.
pub(super) fn folders(tags: &[LanguageTag], resources: &Resources) -> Diagnostics {
    let strange = resources.tags().filter(|tag| !tags.iter().any(|known| known.lineage().any(|t| t == **tag)));
    let folders: BTreeMap<&str, &LanguageTag> = strange
        .flat_map(|tag| {
            // What a variety has from its language lies in the folder of that.
            let is_its_own = |r: &&Resource| r.is_site() && LanguageTag::parse(r.folder()).as_ref() == Some(tag);
            resources.of(tag).into_iter().filter(is_its_own).map(move |r| (r.folder(), tag))
        })
        .collect();
    let problem = |(folder, tag): (&str, &LanguageTag)| {
        Diagnostic::warning(Code::UnknownLanguage, format!("`{tag}` is not a language of this site"))
            .at(Place::file(format!("locales/{folder}")))
            .did_you_mean(tag.as_str(), tags.iter().map(LanguageTag::as_str))
            .hint("add it to `languages` in site.yaml, or remove the folder")
    };
    Diagnostics(folders.into_iter().map(problem).collect())
}

/// Names that are given twice in one folder of one layer: of the site, or of one theme. A later one would silently win.
fn duplicates(resources: &[&super::resources::Resource]) -> Diagnostics {
    let mut first: BTreeMap<(usize, &str, String), Place> = BTreeMap::new();
    let mut problems = Diagnostics::default();
    for resource in resources {
        for (id, place) in graph::definitions(resource) {
            match first.get(&(resource.layer, resource.folder(), id.clone())) {
                Some(other) => problems.push(
                    Diagnostic::error(
                        Code::DuplicateMessage,
                        format!("`{id}` is defined twice, first in {}:{}", other.path, other.line),
                    )
                    .at(place)
                    .hint("remove one of the two"),
                ),
                None => {
                    first.insert((resource.layer, resource.folder(), id), place);
                }
            }
        }
    }
    problems
}
