//! Keep: a section, a tag or a dossier with another id stays at its address, by `slug` in its files. Their pages can have no
//! aliases.

use super::moves::below;
use super::texts::Texts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::content::DocumentKind;
use crate::scaffold::archive::Archive;
use crate::scaffold::edits::{in_quotes, with_value};
use crate::site::{Site, TaxonomyKind};

/// Gives the files of a term the slug that it has had in each language; gives the files that say so now. `site` is what it
/// would come to without.
pub(super) fn addresses(
    archive: &Archive,
    site: &Site,
    (kind, old, new): (TaxonomyKind, &str, &str),
    texts: &mut Texts,
) -> Result<Vec<String>, Diagnostics> {
    let find = |site: &Site, id: &str| {
        let taxonomy = site.taxonomy(kind);
        taxonomy.index.get(id).map(|i| taxonomy.terms[*i].clone())
    };
    // An author has no slug.
    let (Some(before), Some(after)) = (find(&archive.site, old), find(site, new)) else { return Ok(Vec::new()) };
    if kind == TaxonomyKind::Author {
        return Ok(Vec::new());
    }
    let mut kept = Vec::new();
    for language in archive.site.locales.ids() {
        let (was, is) = (&before.labels[language.0].slug, &after.labels[language.0].slug);
        let has_page = !before.articles[language.0].is_empty() || kind == TaxonomyKind::Section;
        if was == is || !has_page {
            continue;
        }
        let tag = archive.site.locales.get(language).tag.as_str();
        let folder = kind.folder();
        let of_language = |document: &crate::input::content::Document| {
            let said = match &document.kind {
                DocumentKind::Term(matter) => matter.language.clone(),
                DocumentKind::Dossier(matter) => matter.language.clone(),
                _ => None,
            };
            let said = document.name.language.clone().or(said);
            said.map_or(language.0 == 0, |said| archive.site.locales.find(&said) == Some(language))
        };
        let is_of_term = |below: &str, stem: &str| below == format!("{folder}/{stem}");
        let own = texts.all.iter_mut().find(|text| {
            let id = &text.document.name.story.0;
            let is_moved = text.below != below(&text.document.path);
            is_moved && (is_of_term(id, old) || id.starts_with(&format!("{folder}/"))) && of_language(&text.document)
        });
        match own {
            Some(text) => {
                let block = text.document.block();
                let edit = with_value(&block, "slug", &in_quotes(was), &["name", "title"]).map_err(|why| {
                    let problem = Diagnostic::error(Code::BadYaml, format!("`slug` cannot be added here: {why}"));
                    let hint = "write the front matter as lines `key: value`; nothing was changed";
                    Diagnostics::from(problem.at(block.place_of("slug")).hint(hint))
                })?;
                text.own.push(edit);
                kept.push(format!("content/{}", text.below));
            }
            None if kind == TaxonomyKind::Dossier => {}
            None => {
                let path = format!("content/{folder}/{new}.{tag}.md");
                texts.new.insert(path.clone(), format!("---\nslug: {}\n---\n", in_quotes(was)));
                kept.push(path);
            }
        }
    }
    Ok(kept)
}
