//! Moved: what the last published site had where ([`Addresses`]), held against what this one has.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::content::StoryId;
use crate::language::term_id;
use crate::path::OutputPath;
use crate::plan::Subject;
use crate::plan::addresses::{Addresses, ById, FILE};
use crate::render::Press;
use crate::site::{Article, Site, TaxonomyKind};
use std::fs;
use std::path::Path;

/// The record that an earlier build has left in an output folder; none where there is none.
///
/// # Errors
/// The file is no such record: a warning, for the next build writes it anew.
pub fn left_in(out: &Path) -> Result<Option<Addresses>, Diagnostic> {
    let file = out.join(FILE);
    match fs::read(&file) {
        Ok(bytes) => parse(&file, &bytes).map(Some).map_err(Diagnostic::as_warning),
        Err(_) => Ok(None),
    }
}

/// The record that somebody has named: the file, or the folder that it is in.
///
/// # Errors
/// There is no such file, or it is no record.
pub fn read(path: &Path) -> Result<Addresses, Diagnostic> {
    let file = if path.is_dir() { path.join(FILE) } else { path.to_owned() };
    match fs::read(&file) {
        Ok(bytes) => parse(&file, &bytes),
        Err(error) => Err(Diagnostic::error(Code::BadRecord, format!("{} cannot be read: {error}", file.display()))
            .hint(format!("name the `{FILE}` of the published site, or the folder that it is in"))),
    }
}

fn parse(file: &Path, bytes: &[u8]) -> Result<Addresses, Diagnostic> {
    serde_json::from_slice(bytes).map_err(|error| {
        let message = format!("{} is not a record of published addresses: {error}", file.display());
        Diagnostic::error(Code::BadRecord, message)
            .hint("fetch it again from the published site, or build the site anew")
    })
}

/// What was at an address in the last published site and has left it without a trace.
pub fn moved(press: &Press, last: &Addresses) -> Diagnostics {
    let mut problems = Diagnostics::default();
    for (id, language, old) in entries(&last.articles) {
        problems.extend(article_moved(press, id, language, old));
    }
    for (kind, terms) in [
        (TaxonomyKind::Section, &last.sections),
        (TaxonomyKind::Tag, &last.tags),
        (TaxonomyKind::Author, &last.authors),
        (TaxonomyKind::Dossier, &last.dossiers),
    ] {
        for (id, language, old) in entries(terms) {
            problems.extend(term_moved(press, kind, id, language, old));
        }
    }
    problems
}

/// Id, language and address of each entry.
fn entries(of: &ById) -> impl Iterator<Item = (&str, &str, &str)> {
    of.iter().flat_map(|(id, by_language)| {
        by_language.iter().map(move |(language, address)| (id.as_str(), language.as_str(), address.as_str()))
    })
}

fn article_moved(press: &Press, id: &str, tag: &str, old: &str) -> Option<Diagnostic> {
    let site = &*press.site;
    let path = OutputPath::page(old)?;
    let here = press.routes.find(&path).map(|route| route.subject);
    let target = press.routes.redirect(&path);
    let story = StoryId(id.to_owned());
    let language = site.locales.find(tag);
    let now = language.and_then(|language| {
        let story = site.story_index.get(&story)?;
        site.stories[*story].articles[language.0].map(|id| site.article(id))
    });
    let leads_there = |article: &Article| here == Some(Subject::Article(article.id)) || target == Some(article.id);
    if now.is_some_and(leads_there) {
        return None;
    }
    // What was taken back, or has expired, is gone on purpose.
    if site.concealed.iter().any(|text| Some(text.language) == language && text.story == story) {
        return None;
    }
    match now {
        Some(article) => {
            let block = article.document.block();
            let place = ["slug", "aliases", "title"].into_iter().find(|key| block.has_key(key));
            let new = article.placement.path.address();
            let problem = Diagnostic::warning(
                Code::AddressChanged,
                format!("the article was published at {old} and is now at {new}: links to it lead nowhere"),
            );
            Some(
                problem
                    .at(block.place_of(place.unwrap_or("title")))
                    .hint(format!("add the old address: `aliases: [\"{old}\"]`"))
                    .hint("or give it back its old slug, file name or section"),
            )
        }
        None if here.is_some() || target.is_some() => None,
        None => Some(
            Diagnostic::warning(
                Code::AddressChanged,
                format!("the article `{id}` ({tag}) was published at {old} and is gone: links to it lead nowhere"),
            )
            .at(Place::file(format!("content/{id}.{tag}.md")))
            .hint(format!("add `aliases: [\"{old}\"]` to the file under its new name, or to what takes its place")),
        ),
    }
}

/// Whether a text that is not public belongs to a term.
fn is_concealed(site: &Site, kind: TaxonomyKind, id: &str) -> bool {
    site.concealed.iter().any(|text| match kind {
        TaxonomyKind::Section => text.story.section() == Some(id),
        TaxonomyKind::Tag => text.tags.iter().any(|tag| tag == id),
        TaxonomyKind::Author => text.authors.iter().any(|author| author == id),
        TaxonomyKind::Dossier => text.story.0.strip_prefix("dossiers/") == Some(id),
    })
}

fn term_moved(press: &Press, kind: TaxonomyKind, id: &str, tag: &str, old: &str) -> Option<Diagnostic> {
    let site = &*press.site;
    let path = OutputPath::page(old)?;
    let is_somewhere = press.routes.find(&path).is_some() || press.routes.redirect(&path).is_some();
    let taxonomy = site.taxonomy(kind);
    // An older record may have a tag as it was written, `Iran` or `C++`.
    let of_text = term_id(id).ok().filter(|_| kind == TaxonomyKind::Tag);
    let id = of_text.as_deref().unwrap_or(id);
    let language = site.locales.find(tag)?;
    let term = taxonomy.index.get(id).map(|i| &taxonomy.terms[*i]);
    // A list that has become empty has no page, and nobody is at fault; nor where all that it lists was taken back.
    let is_empty = term.is_some_and(|term| term.articles[language.0].is_empty());
    if is_somewhere || is_empty || term.is_none() && is_concealed(site, kind, id) {
        return None;
    }
    let (what, place, way_out) = match kind {
        TaxonomyKind::Section => (
            "section",
            format!("content/sections/{id}.{tag}.md"),
            "give it its old address: `slug: …` in this file, `.slug` in its message, or the folder its old name"
                .to_owned(),
        ),
        TaxonomyKind::Tag => {
            let way_out = "give it its old address: `slug: …` in this file, or `.slug` in its message".to_owned();
            ("tag", format!("content/tags/{id}.{tag}.md"), way_out)
        }
        TaxonomyKind::Author => {
            ("author", format!("content/authors/{id}.{tag}.md"), "give the author back the old id".to_owned())
        }
        TaxonomyKind::Dossier => {
            ("dossier", format!("content/dossiers/{id}.{tag}.md"), "give it back its old name or `slug`".to_owned())
        }
    };
    let now = term.map_or("is gone".to_owned(), |term| format!("is now at {}", term.addresses[language.0]));
    let message = format!("the {what} `{id}` ({tag}) was published at {old} and {now}: links to it lead nowhere");
    Some(
        Diagnostic::warning(Code::AddressChanged, message)
            .at(Place::file(place))
            .hint(way_out)
            .hint(format!("or add `\"{old}\"` to the `aliases` of an article that its readers should find instead")),
    )
}
