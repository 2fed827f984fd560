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

/// A language that lacks something, and the file that it needs it in.
#[derive(Clone)]
struct Lacking<'a> {
    tag: &'a LanguageTag,
    target: String,
}

/// What each language lacks of what it is asked for, at the place where another one has it; and the keys that none has.
///
/// A file that a language has nothing of was never translated: it is reported once, and not message by message. What several
/// languages lack is reported once, with all of them.
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
    let mut files: BTreeMap<&str, (&Resource, usize, Vec<Lacking>)> = BTreeMap::new();
    let mut messages: BTreeMap<(&str, String), (Place, Vec<Lacking>)> = BTreeMap::new();
    for ((language, _), (file, gaps)) in gaps {
        let tag = &tags[language.0];
        let lacking = Lacking { tag, target: counterpart(file, tag, resources) };
        if gaps.len() > 1 && !has_any(&graphs[language.0], file) {
            let (_, count, languages) = files.entry(&file.path).or_insert((file, 0, Vec::new()));
            *count = gaps.len().max(*count);
            languages.push(lacking);
        } else {
            for gap in gaps {
                let (_, languages) = messages.entry((&file.path, gap.key)).or_insert((gap.place, Vec::new()));
                languages.push(lacking.clone());
            }
        }
    }
    let mut problems = Diagnostics::default();
    problems.extend(files.into_values().filter_map(|(file, count, languages)| whole_file(file, count, &languages)));
    problems.extend(messages.into_iter().map(|((_, key), (place, languages))| one(&key, place, &languages)));
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

fn one(key: &str, place: Place, languages: &[Lacking]) -> Diagnostic {
    let kind = if key.contains('.') { "attribute" } else { "message" };
    let verb = if languages.len() == 1 { "lacks" } else { "lack" };
    Diagnostic::warning(Code::MissingMessage, format!("{} {verb} the {kind} `{key}`", names(languages)))
        .at(place)
        .hint(format!("add it to {}", targets(languages)))
}

fn whole_file(file: &Resource, count: usize, languages: &[Lacking]) -> Option<Diagnostic> {
    let graph = Graph::of(&[file]);
    let first = graph.nodes.values().map(Node::place).min_by_key(|place| (place.line, place.column))?;
    let (verb, whose) = if languages.len() == 1 { ("has", "its") } else { ("have", "their") };
    let message =
        format!("{} {verb} nothing of this file: {count} messages that {whose} pages ask for", names(languages));
    Some(
        Diagnostic::warning(Code::MissingMessage, message)
            .at(first)
            .hint(format!("copy the file to {} and translate it", targets(languages))),
    )
}

fn names(languages: &[Lacking]) -> String {
    languages.iter().map(|lacking| format!("`{}`", lacking.tag)).collect::<Vec<_>>().join(", ")
}

fn targets(languages: &[Lacking]) -> String {
    languages.iter().map(|lacking| lacking.target.as_str()).collect::<Vec<_>>().join(", ")
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
