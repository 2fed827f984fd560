//! Messages that one language has and another lacks.

use super::graph::{Graph, Node};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::language::locale::bundle::parts_of_key;
use crate::language::locale::resources::{Resource, Resources};
use crate::language::{LanguageId, LanguageTag};
use std::collections::{BTreeMap, BTreeSet};

/// A message or attribute that a language lacks.
struct Gap {
    key: String,
    /// Where another language defines it.
    place: Place,
}

/// What each language lacks of what it is asked for, at the place where another one has it; and the keys that none has.
///
/// A file that a language has nothing of was never translated: it is reported once, and not message by message.
pub(in crate::language::locale) fn lacking(
    tags: &[LanguageTag],
    resources: &Resources,
    asked: &BTreeSet<(LanguageId, String)>,
) -> (Diagnostics, BTreeSet<String>) {
    let graphs: Vec<Graph> = tags.iter().map(|tag| Graph::of(&resources.of(tag))).collect();
    let mut nowhere = BTreeSet::new();
    let mut gaps: BTreeMap<(LanguageId, &str), (&Resource, Vec<Gap>)> = BTreeMap::new();
    for (language, key) in asked {
        let own = &graphs[language.0];
        if find(own, key).is_some() {
            continue;
        }
        // Who lacks a message lacks its attributes: one report is enough.
        if let Some((id, _)) = key.split_once('.')
            && !own.nodes.contains_key(id)
            && asked.contains(&(*language, id.to_owned()))
        {
            continue;
        }
        match graphs.iter().find_map(|graph| find(graph, key)) {
            Some((file, place)) => {
                let group = gaps.entry((*language, &file.path)).or_insert((file, Vec::new()));
                group.1.push(Gap { key: key.clone(), place });
            }
            None => {
                nowhere.insert(key.clone());
            }
        }
    }
    let mut problems = Diagnostics::default();
    for ((language, _), (file, gaps)) in gaps {
        let tag = &tags[language.0];
        let target = counterpart(file, tag, resources);
        if gaps.len() > 1 && !has_any(&graphs[language.0], file) {
            problems.extend(whole_file(tag, file, gaps.len(), &target));
        } else {
            problems.extend(gaps.into_iter().map(|gap| one(tag, gap, &target)));
        }
    }
    (problems, nowhere)
}

/// The file that has the message or attribute of a key, and the place in it.
fn find<'a>(graph: &Graph<'a>, key: &str) -> Option<(&'a Resource, Place)> {
    let (id, attribute) = parts_of_key(key);
    let node = graph.nodes.get(id).filter(|_| !id.starts_with('-'))?;
    let place = match attribute {
        Some(attribute) => node.place_of_attribute(attribute)?,
        None => node.has_value.then(|| node.place())?,
    };
    Some((node.resource, place))
}

fn has_any(graph: &Graph, file: &Resource) -> bool {
    Graph::of(&[file]).nodes.keys().any(|id| graph.nodes.contains_key(id))
}

fn one(tag: &LanguageTag, gap: Gap, target: &str) -> Diagnostic {
    let kind = if gap.key.contains('.') { "attribute" } else { "message" };
    Diagnostic::warning(Code::MissingMessage, format!("`{tag}` lacks the {kind} `{}`", gap.key))
        .at(gap.place)
        .hint(format!("add it to {target}"))
}

fn whole_file(tag: &LanguageTag, file: &Resource, count: usize, target: &str) -> Option<Diagnostic> {
    let graph = Graph::of(&[file]);
    let first = graph.nodes.values().map(Node::place).min_by_key(|place| (place.line, place.column))?;
    let message = format!("`{tag}` has nothing of this file: {count} messages that its pages ask for");
    Some(
        Diagnostic::warning(Code::MissingMessage, message)
            .at(first)
            .hint(format!("copy the file to {target} and translate it")),
    )
}

/// The file in which a language has what another has in `file`: beside it where the theme speaks the language, else in
/// the site's own `locales/`.
fn counterpart(file: &Resource, tag: &LanguageTag, resources: &Resources) -> String {
    let (folder, name) = file.below.split_once('/').unwrap_or(("", &file.below));
    let base = file.path.strip_suffix(&file.below).unwrap_or_default();
    let beside = resources.of(tag).into_iter().find(|other| other.layer == file.layer && other.is_own);
    match beside.and_then(|other| other.below.split_once('/')) {
        Some((other, _)) if file.is_own && other != folder => format!("{base}{other}/{name}"),
        _ => format!("locales/{tag}/{name}"),
    }
}
