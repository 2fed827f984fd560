//! Keep: a section, a tag or a dossier with another id stays at its address, by `slug` in its files. Their pages can have no
//! aliases. A tag that articles name keeps a name, too: they write its id from now on.

use super::moves::Moves;
use super::texts::{Text, Texts};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::content::{Document, DocumentKind};
use crate::language::{LanguageId, term_id};
use crate::scaffold::archive::Archive;
use crate::site::{NameSource, Site, TaxonomyKind, Term};
use crate::yaml::edits::with_value;
use crate::yaml::quoted;

/// The files of a term that say something of it now.
#[derive(Default)]
pub(super) struct Kept {
    /// Those that keep its address.
    pub addresses: Vec<String>,
    /// Those that say what it is called.
    pub names: Vec<(String, String)>,
}

/// Gives the files of a term the slug and the name that it has had in each language. `site` is what it would come to
/// without.
pub(super) fn of_term(archive: &Archive, site: &Site, moves: &Moves, texts: &mut Texts) -> Result<Kept, Diagnostics> {
    let mut kept = Kept::default();
    // An author has no slug, and a file that says the name.
    let Some((kind, old, new)) = moves.term().filter(|(kind, ..)| *kind != TaxonomyKind::Author) else {
        return Ok(kept);
    };
    let find = |site: &Site, id: &str| {
        let taxonomy = site.taxonomy(kind);
        taxonomy.index.get(id).map(|i| taxonomy.terms[*i].clone())
    };
    let (Some(before), Some(after)) = (find(&archive.site, &old), find(site, &new)) else { return Ok(kept) };
    for language in archive.site.locales.ids() {
        let (was, is) = (&before.labels[language.0].slug, &after.labels[language.0].slug);
        let has_page = !before.articles[language.0].is_empty() || kind == TaxonomyKind::Section;
        let slug = (was != is && has_page).then(|| was.clone());
        let name = name(moves, (&before, &after), language);
        let lines: Vec<(&str, &String)> = [("name", &name), ("slug", &slug)]
            .into_iter()
            .filter_map(|(key, value)| Some((key, value.as_ref()?)))
            .collect();
        if lines.is_empty() {
            continue;
        }
        let folder = kind.folder();
        let own = texts.all.iter_mut().find(|text| is_own(text, folder) && is_of(archive, &text.document, language));
        let path = match own {
            Some(text) => {
                add(text, &lines)?;
                format!("content/{}", text.below)
            }
            None if kind == TaxonomyKind::Dossier => continue,
            None => {
                let path = format!("content/{folder}/{new}.{}.md", archive.site.locales.get(language).tag);
                let lines: String = lines.iter().map(|(key, value)| format!("{key}: {}\n", quoted(value))).collect();
                texts.new.insert(path.clone(), format!("---\n{lines}---\n"));
                path
            }
        };
        kept.addresses.extend(slug.map(|_| path.clone()));
        kept.names.extend(name.map(|name| (path, name)));
    }
    Ok(kept)
}

/// What a tag is to be called by its file in a language: the new name as somebody has written it, or, where that is an id,
/// the one that it had only because articles write it so. None where nothing is to be said.
fn name(moves: &Moves, (before, after): (&Term, &Term), language: LanguageId) -> Option<String> {
    if before.id == after.id {
        return None;
    }
    let (_, typed) = moves.new.0.split_once('/')?;
    let typed = Some(typed).filter(|typed| term_id(typed).is_ok_and(|id| id != *typed)).map(str::to_owned);
    let (was, is) = (&before.labels[language.0], &after.labels[language.0]);
    match (was.source, is.source) {
        // A file that gives it the old name in its own spelling, and no better one.
        (NameSource::File, _) => typed.filter(|_| term_id(&was.name).is_ok_and(|id| id == before.id)),
        (NameSource::Articles, NameSource::Articles | NameSource::Elsewhere) => {
            typed.or_else(|| before.written.as_deref()?.by_language.get(language.0)?.clone())
        }
        _ => None,
    }
}

/// Whether a text is a file of the term, which all have another name.
fn is_own(text: &Text, folder: &str) -> bool {
    let is_moved = text.below != text.document.below();
    is_moved && text.document.name.story.section() == Some(folder)
}

fn is_of(archive: &Archive, document: &Document, language: LanguageId) -> bool {
    let said = match &document.kind {
        DocumentKind::Term(matter) => matter.language.clone(),
        DocumentKind::Dossier(matter) => matter.language.clone(),
        _ => None,
    };
    let said = document.name.language.clone().or(said);
    said.map_or(language.0 == 0, |said| archive.site.locales.find(&said) == Some(language))
}

/// Adds keys to the front matter of a file.
fn add(text: &mut Text, lines: &[(&str, &String)]) -> Result<(), Diagnostics> {
    let block = text.document.block();
    for (key, value) in lines {
        let edit = with_value(&block, key, &quoted(value), &["name", "title"]).map_err(|why| {
            let problem = Diagnostic::error(Code::BadYaml, format!("`{key}` cannot be added here: {why}"));
            let hint = "write the front matter as lines `key: value`; nothing was changed";
            Diagnostics::from(problem.at(block.place_of(*key)).hint(hint))
        })?;
        text.own.push(edit);
    }
    Ok(())
}
