//! Words: what the templates, the articles and the program ask for, held against what the languages have.

use super::terms::unnamed;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place};
use crate::input::config::FILE;
use crate::input::content::Kind;
use crate::input::slug;
use crate::language::LanguageId;
use crate::language::locale::{Call, Locales, Wording, is_house_style};
use crate::render::Press;
use crate::site::{Article, Groups, Site, TaxonomyKind, Term};
use crate::templates::{Key, MessageCall, Templates};
use crate::yaml::Block;
use std::collections::BTreeSet;

/// Messages that the program itself asks for, and that a theme must bring.
const NEEDED: [&str; 12] = [
    "table",
    "footnotes",
    "footnote-back",
    "task-done",
    "task-open",
    "tags",
    "authors",
    "archive",
    "not-found",
    "dossiers",
    "corrections",
    "corrections-page",
];

/// Messages that a theme must bring where the site shows something of others.
const OF_EMBEDS: [&str; 5] = ["embed-link", "embed-show", "embed-note", "embed-title", "embed-untitled"];

/// Messages that stand over what `site.yaml` or CLDR says, and those that filters ask for.
const OPTIONAL: [&str; 10] = [
    "podcast",
    "proof-notice",
    "language-name",
    "language-short",
    "site-title",
    "site-description",
    "ordinal",
    "title-case",
    "words-per-minute",
    "slug-apostrophe",
];

/// Attributes that names of sections and tags may have.
const OF_NAMES: [&str; 2] = ["slug", "description"];

/// What is wrong with the messages and the templates as they stand, before anything is rendered. `groups` are those of
/// all articles, drafts too: their names will be needed.
pub fn problems(locales: &Locales, templates: &Templates, groups: &Groups) -> Diagnostics {
    if !templates.are_sound() {
        // What cannot be read asks for nothing.
        return Diagnostics::default();
    }
    let mut problems = unused(locales, templates, groups);
    problems.append(variables(locales, templates));
    problems.append(not_localised(locales, templates));
    problems.append(slugs(locales, groups));
    problems.append(usage(locales));
    problems.append(locales.copied());
    problems
}

/// Names in the site's own messages that the house writes in another way.
fn usage(locales: &Locales) -> Diagnostics {
    let mut problems = Diagnostics::default();
    for language in locales.ids().filter(|language| !locales.usage(*language).is_empty()) {
        for Wording { path, source, words } in locales.wording(language) {
            let block = Block::whole(path, source);
            for at in words {
                let found = locales.usage(language).find(&source[at.clone()]).into_iter();
                problems.extend(found.map(|found| {
                    let (start, end) = (at.start + found.at.start, at.start + found.at.end);
                    found.rule.problem(&source[start..end]).at(block.place_at(start))
                }));
            }
        }
    }
    problems
}

/// Parts of addresses that messages give to sections and tags, and that cannot be any.
fn slugs(locales: &Locales, groups: &Groups) -> Diagnostics {
    let key = |kind: TaxonomyKind, id: &String| format!("{}-{id}.slug", kind.word());
    let of_sections = groups.sections.iter().map(|id| key(TaxonomyKind::Section, id));
    let keys: Vec<String> = of_sections.chain(groups.tags.iter().map(|id| key(TaxonomyKind::Tag, id))).collect();
    let problem = |(language, key): (LanguageId, &String)| {
        let place = || locales.place_of(language, key).unwrap_or_else(|| Place::file("locales"));
        slug::problem(locales.own_message(language, key)?, place)
    };
    let all = locales.ids().flat_map(|language| keys.iter().map(move |key| (language, key)));
    Diagnostics(all.filter_map(problem).collect())
}

/// Messages and attributes that nothing asks for. `groups` are those of all articles, drafts too: their names will be
/// needed.
fn unused(locales: &Locales, templates: &Templates, groups: &Groups) -> Diagnostics {
    let strings = templates.strings();
    let beginnings: BTreeSet<&str> = templates
        .calls()
        .into_iter()
        .filter_map(|call| if let Key::Beginning(text) = call.key { Some(text) } else { None })
        .chain(strings.iter().copied().filter(|text| text.ends_with('-')))
        .filter(|text| !text.is_empty())
        .collect();
    locales.unused(|id, attribute| {
        let key = attribute.map_or_else(|| id.to_owned(), |attribute| format!("{id}.{attribute}"));
        let by_program = match attribute {
            None => {
                NEEDED.contains(&id)
                    || OF_EMBEDS.contains(&id)
                    || OPTIONAL.contains(&id)
                    || is_house_style(id)
                    || id.strip_prefix(Kind::MESSAGE).is_some_and(Kind::is_word)
                    || groups.name(id)
            }
            Some(attribute) => OF_NAMES.contains(&attribute) && groups.name(id),
        };
        let in_template = strings.contains(key.as_str()) || beginnings.iter().any(|start| key.starts_with(start));
        let as_suffix = attribute.is_some_and(|attribute| strings.contains(format!(".{attribute}").as_str()));
        by_program || in_template || as_suffix
    })
}

/// Messages that use variables which no template passes: only where every call can be read off the templates.
fn variables(locales: &Locales, templates: &Templates) -> Diagnostics {
    let calls = templates.calls();
    // A key that is computed could be any.
    if calls.iter().any(|call| call.key == Key::Beginning("")) {
        return Diagnostics::default();
    }
    let is_computed = |key: &str| {
        let begins = |call: &MessageCall| matches!(call.key, Key::Beginning(start) if key.starts_with(start));
        calls.iter().any(begins)
    };
    let literal = |call| match call {
        &MessageCall { key: Key::Literal(key), ref variables, ref place } if !is_computed(key) => {
            Some(Call { key, variables, place })
        }
        _ => None,
    };
    let literal: Vec<Call> = calls.iter().filter_map(literal).collect();
    locales.variables(&literal)
}

/// Text that stands in a template as it is. A site in one language may do that.
fn not_localised(locales: &Locales, templates: &Templates) -> Diagnostics {
    let matters = locales.ids().count() > 1 || locales.are_pseudo();
    if matters { templates.plain_text() } else { Diagnostics::default() }
}

/// Messages that were asked for and are missing in a language: by what was rendered, by the templates as they stand
/// and by the program. To be called when everything has been rendered.
pub fn missing(press: &Press) -> Diagnostics {
    let site = &*press.site;
    let locales = &site.locales;
    let calls = press.templates.calls();
    let mut asked: BTreeSet<(LanguageId, String)> = locales.asked_in_vain();
    let in_vain: BTreeSet<String> = asked.iter().map(|(_, key)| key.clone()).collect();
    for language in locales.ids() {
        let literal = calls.iter().filter_map(|call| if let Key::Literal(key) = call.key { Some(key) } else { None });
        asked.extend(literal.map(|key| (language, key.to_owned())));
        asked.extend(program_words(site, language).map(|key| (language, key)));
    }
    let (mut problems, nowhere) = locales.lacking(&asked);
    for key in nowhere {
        if in_vain.contains(&key) || calls.iter().any(|call| call.key == Key::Literal(&key)) {
            problems.extend(nowhere_defined(press, &calls, &key));
        }
    }
    problems.append(unnamed(site));
    problems.append(locales.malformed());
    problems
}

/// What the program needs in a language, and what it shows where another language has it.
fn program_words(site: &Site, language: LanguageId) -> impl Iterator<Item = String> {
    let needed = NEEDED.iter().map(|key| (*key).to_owned());
    let descriptions =
        [("section", &site.sections), ("tag", &site.tags)].into_iter().flat_map(move |(prefix, taxonomy)| {
            let lacks = move |term: &&Term| {
                !term.articles[language.0].is_empty() && term.labels[language.0].description.is_none()
            };
            let shown = taxonomy.terms.iter().filter(lacks);
            shown.map(move |term| format!("{prefix}-{}.description", term.id))
        });
    needed.chain(descriptions)
}

/// A message that no language has, where it is asked for.
fn nowhere_defined(press: &Press, calls: &[MessageCall], key: &str) -> Option<Diagnostic> {
    let site = &*press.site;
    let first = site.locales.ids().next().map(|l| site.locales.get(l).tag.to_string()).unwrap_or_default();
    let section = key.strip_prefix("section-").and_then(|id| Some((id, *site.sections.index.get(id)?)));
    if let Some((id, term)) = section {
        let others = site.sections.terms.iter().map(|term| term.id.as_str()).filter(|other| *other != id);
        return Some(
            Diagnostic::warning(Code::MissingMessage, format!("the section `{id}` has no name in any language"))
                .at(place_of_section(site, id, &site.sections.terms[term]))
                .hint(format!("add `{key} = …` to a file in locales/{first}/, or correct the id"))
                .hint(format!("or write `name: …` into content/sections/{id}.{first}.md"))
                .did_you_mean(id, others),
        );
    }
    let literal = calls.iter().find(|call| call.key == Key::Literal(key)).map(|call| call.place.clone());
    let computed = || calls.iter().find(|call| matches!(call.key, Key::Beginning(start) if key.starts_with(start)));
    let place =
        literal.or_else(|| press.templates.place_of_string(key)).or_else(|| computed().map(|call| call.place.clone()));
    // The program's own words are the theme's to bring.
    let place = place.unwrap_or_else(|| Place::file(format!("themes/{}/theme.yaml", site.config.theme)));
    let known = site.locales.keys();
    let message = if key.split_once('.').is_some_and(|(id, _)| known.iter().any(|known| known == id)) {
        format!("no language has the attribute `{key}`")
    } else {
        format!("no language has the message `{key}`")
    };
    Some(
        Diagnostic::warning(Code::MissingMessage, message)
            .at(place)
            .did_you_mean(key, known.iter().map(String::as_str))
            .hint(match key.split_once('.') {
                Some((id, attribute)) => format!("add `.{attribute} = …` to `{id}` in locales/{first}/"),
                None => format!("add `{key} = …` to a file in locales/{first}/"),
            }),
    )
}

/// Where a section is first spoken of: `site.yaml`, or a file of the section.
fn place_of_section(site: &Site, id: &str, term: &Term) -> Place {
    if let Some(at) = site.config.sections.iter().position(|section| section == id) {
        return site.config.places.of(KeyPath::from("sections").item(at));
    }
    let articles = term.articles.iter().flatten().map(|id| site.article(*id));
    let first = articles.min_by_key(|article| &article.document.path);
    Place::file(first.map_or(FILE, |article: &Article| &article.document.path))
}
