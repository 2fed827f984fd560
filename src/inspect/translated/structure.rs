//! Parts that an original has and its translation lacks.

use crate::compare::{Stretch, stretches};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::content::{Document, DocumentKind, FrontMatter, SourceName, StoryId};
use crate::input::media::join;
use crate::inspect::behind::Pair;
use crate::language::text::{and_others, counted};
use crate::markdown::{Element, ElementKind, structure};
use crate::plan::Subject;
use crate::render::Press;
use crate::yaml;
use std::collections::BTreeMap;

/// Parts of one kind that are named: the others are counted.
const MOST: usize = 4;

/// What a translation lacks of the parts of its original; one report for all of them.
///
/// A part in the place of another is none that is missing: a picture with other words in it, a source in the reader's own
/// language. A link leads to the same where it leads to another language's page of the same story.
pub(super) fn problem(press: &Press, pair: &Pair) -> Option<Diagnostic> {
    let (original, translation) = (pair.original, pair.translation);
    // Without a word of its own it shows nothing, and that is plain to see.
    if translation.markdown().trim().is_empty() {
        return None;
    }
    let [mut from, to] = [original, translation].map(|document| structure(&document.markdown()));
    // Readers of this language would get another one.
    from.retain(|element| element.kind != ElementKind::Link || !leads_abroad(press, pair, &element.name));
    let mut missing: Vec<(&'static str, Vec<&Element>, usize)> = Vec::new();
    let mut more: Vec<String> = Vec::new();
    let mut of_kind: BTreeMap<&'static str, [Vec<&Element>; 2]> = BTreeMap::new();
    from.iter().for_each(|element| of_kind.entry(noun(element.kind)).or_default()[0].push(element));
    to.iter().for_each(|element| of_kind.entry(noun(element.kind)).or_default()[1].push(element));
    for (noun, [was, is]) in &of_kind {
        let lacks = unmatched(press, pair, was, is);
        match (was.len() as isize) - (is.len() as isize) {
            0 => {}
            n if n > 0 => missing.push((noun, lacks, n.unsigned_abs())),
            n => more.push(counted(n.unsigned_abs(), noun)),
        }
    }
    let levels = other_levels(&from, &to);
    let first =
        missing.iter().flat_map(|(_, lacks, _)| lacks).map(|e| e.offset).min().or(levels.map(|(e, _)| e.offset))?;
    if is_adapted(translation) {
        return None;
    }
    let what: Vec<String> = missing.iter().map(|(noun, _, n)| counted(*n, noun)).collect();
    let message = if what.is_empty() {
        format!("the headings are of other levels than in the original {}", original.path)
    } else {
        format!("this translation lacks {} of the original {}", what.join(", "), original.path)
    };
    let mut problem = Diagnostic::warning(Code::StructureDiffers, message).at(place(translation, &from, &to, first));
    for (noun, lacks, n) in &missing {
        let named = lacks.iter().take(MOST).map(|element| named(original, element)).collect::<Vec<_>>().join(", ");
        let others = and_others(lacks.len().saturating_sub(MOST), noun);
        let among = if lacks.len() > *n { format!("{n} of these: ") } else { String::new() };
        problem = problem.hint(format!("{among}{named}{others}"));
    }
    if let Some((was, is)) = levels {
        let line = line_of(translation, is.offset);
        problem = problem.hint(format!(
            "line {line} here is a heading of level {}; {} is one of level {}",
            level(is),
            named(original, was),
            level(was)
        ));
    }
    if !more.is_empty() {
        problem = problem.hint(format!("it has {} more than the original", more.join(", ")));
    }
    Some(
        problem.hint(
            "where it is meant to be another text than the original, write `adapted: true` into its front matter",
        ),
    )
}

/// Whether a translation says that it is a text of its own.
fn is_adapted(document: &Document) -> bool {
    matches!(document.kind, DocumentKind::Article(_))
        && yaml::parse::<FrontMatter>(document.block()).0.adapted == Some(true)
}

fn noun(kind: ElementKind) -> &'static str {
    match kind {
        ElementKind::Heading(_) => "heading",
        ElementKind::Picture => "picture",
        ElementKind::Player => "player",
        ElementKind::Embed => "address alone in its paragraph",
        ElementKind::Table => "table",
        ElementKind::PullQuote => "pull quote",
        ElementKind::Footnote => "footnote",
        ElementKind::Link => "link",
    }
}

fn level(element: &Element) -> u8 {
    match element.kind {
        ElementKind::Heading(level) => level,
        _ => 0,
    }
}

/// The parts of an original that a translation does not have: by what they lead to, or where that says nothing by their order.
fn unmatched<'a>(press: &Press, pair: &Pair, was: &[&'a Element], is: &[&Element]) -> Vec<&'a Element> {
    let keys = |document: &Document, elements: &[&Element]| -> Vec<String> {
        elements.iter().map(|element| key(press, document, element)).collect()
    };
    let (before, after) = (keys(pair.original, was), keys(pair.translation, is));
    let is_by_target = was.iter().chain(is).any(|element| {
        matches!(element.kind, ElementKind::Link | ElementKind::Picture | ElementKind::Player | ElementKind::Embed)
    });
    if is_by_target {
        let mut left: BTreeMap<&str, usize> = BTreeMap::new();
        after.iter().for_each(|key| *left.entry(key).or_default() += 1);
        let mut lacks = Vec::new();
        for (element, key) in was.iter().zip(&before) {
            match left.get_mut(key.as_str()) {
                Some(n) if *n > 0 => *n -= 1,
                _ => lacks.push(*element),
            }
        }
        return lacks;
    }
    let mut lacks = Vec::new();
    for stretch in stretches(&before, &after) {
        if let Stretch::Changed(from, to) = stretch {
            let shared = from.len().min(to.len());
            lacks.extend(&was[from.start + shared..from.end]);
        }
    }
    lacks
}

/// What a part is known by in all languages.
fn key(press: &Press, document: &Document, element: &Element) -> String {
    match element.kind {
        ElementKind::Heading(level) => level.to_string(),
        ElementKind::Table | ElementKind::PullQuote => String::new(),
        // Numbers and names are the translator's own.
        ElementKind::Footnote => String::new(),
        ElementKind::Link => target(press, document, &element.name),
        ElementKind::Picture | ElementKind::Player | ElementKind::Embed => element.name.clone(),
    }
}

/// Whether a link leads to a story that the language of a translation does not have.
fn leads_abroad(press: &Press, pair: &Pair, address: &str) -> bool {
    let site = &*press.site;
    let story = site.story_index.get(&StoryId(target(press, pair.original, address).into()));
    story.is_some_and(|story| site.stories[*story].articles[pair.to.0].is_none())
}

/// Where a link leads, whatever the language.
fn target(press: &Press, document: &Document, address: &str) -> String {
    let site = &*press.site;
    // Headings have other anchors in another language.
    let path = address.split(['#', '?']).next().unwrap_or_default();
    if path.is_empty() {
        return String::new();
    }
    let below = path.strip_prefix(site.config.base_url.as_str()).filter(|rest| rest.starts_with('/')).unwrap_or(path);
    if below.starts_with('/') && !below.ends_with(".md") {
        let Some(route) = press.routes.at(below) else { return below.to_owned() };
        let story = match route.subject {
            Subject::Article(id) | Subject::Fallback(id) => Some(site.stories[site.article(id).story].id.to_string()),
            _ => None,
        };
        let first = press.routes.translations(site, route).first().map(|(_, route)| route.path.to_string());
        return story.or(first).unwrap_or_else(|| below.to_owned());
    }
    if below.contains("://") || below.starts_with("mailto:") {
        return address.trim_end_matches('/').to_owned();
    }
    let joined = join(document.folder(), below);
    let is_language = |tag: &str| site.locales.find(tag).is_some();
    joined.map_or_else(|| below.to_owned(), |path| SourceName::parse(&path, is_language).story.to_string())
}

/// The first headings that stand at the same place and are of different levels, where there are as many in both texts.
fn other_levels<'a>(from: &'a [Element], to: &'a [Element]) -> Option<(&'a Element, &'a Element)> {
    let headings = |all: &'a [Element]| all.iter().filter(|e| level(e) > 0).collect::<Vec<_>>();
    let (was, is) = (headings(from), headings(to));
    if was.len() != is.len() {
        return None;
    }
    // A translation whose headings are all one level deeper is made in the same way.
    let top = |all: &[&Element]| all.iter().map(|e| level(e)).min().unwrap_or(0);
    let (first, second) = (top(&was), top(&is));
    was.into_iter().zip(is).find(|(a, b)| level(a) - first != level(b) - second)
}

/// The place in a translation that is nearest to what it lacks: the heading above, or the beginning of the text.
fn place(translation: &Document, from: &[Element], to: &[Element], first: usize) -> Place {
    let above = from.iter().filter(|e| level(e) > 0 && e.offset < first).count();
    let heading = to.iter().filter(|e| level(e) > 0).nth(above.wrapping_sub(1));
    let begin = translation.markdown().len() - translation.markdown().trim_start().len();
    let offset = translation.body + heading.map_or(begin, |e| e.offset);
    Place::at_offset(&*translation.path, &translation.text(), offset)
}

fn line_of(document: &Document, offset: usize) -> u32 {
    Place::at_offset("", &document.text(), document.body + offset).line
}

/// A part with its place in the original.
fn named(original: &Document, element: &Element) -> String {
    let line = line_of(original, element.offset);
    let name = if element.name.is_empty() { noun(element.kind).to_owned() } else { format!("`{}`", element.name) };
    format!("{name} ({}:{line})", original.path)
}
