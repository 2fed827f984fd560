//! Where a term stands in the files of a site.

use super::{Article, Site, TaxonomyKind};
use crate::diagnostic::{KeyPath, Place};

/// The place of a term: in its own file, or in the first article that has it.
pub fn place_of_term(site: &Site, kind: TaxonomyKind, i: usize) -> Option<Place> {
    let term = &site.taxonomy(kind).terms[i];
    let of_file = match kind {
        TaxonomyKind::Author => {
            let notes = site.profiles.get(i).into_iter().flat_map(|profile| profile.notes.iter().flatten());
            notes.map(|id| &*site.note(*id).document).min_by_key(|document| &document.path)
        }
        TaxonomyKind::Dossier => {
            let texts = site.dossier_texts.get(i).into_iter().flatten().flatten();
            texts.map(|text| &*text.document).min_by_key(|document| &document.path)
        }
        _ => None,
    };
    if let Some(document) = of_file {
        return Some(Place::file(&document.path));
    }
    let articles = || term.articles.iter().flatten().map(|id| site.article(*id));
    let first = |article: &&Article| article.document.path.clone();
    match kind {
        TaxonomyKind::Tag => {
            let article = articles().filter(|article| article.placement.writes_tags).min_by_key(first);
            article.or_else(|| articles().min_by_key(first)).map(|article| place_of_tag(article, &term.id))
        }
        TaxonomyKind::Author => {
            let article = articles().min_by_key(first)?;
            let index = article.placement.authors.iter().position(|id| *id == term.id)?;
            let key = if article.document.block().has_key("authors") { "authors" } else { "author" };
            Some(article.document.block().place_of(KeyPath::from(key).item(index)))
        }
        _ => articles().min_by_key(first).map(|article| Place::file(&article.document.path)),
    }
}

/// The place of a tag in the file of an article.
pub fn place_of_tag(article: &Article, id: &str) -> Place {
    let placement = &article.placement;
    let tag = placement.tags.iter().position(|known| known == id);
    let spelling = placement.spellings.iter().find(|spelling| Some(spelling.tag) == tag);
    match spelling {
        Some(spelling) => article.document.block().place_of(KeyPath::from("tags").item(spelling.index)),
        None => article.document.block().place_of(KeyPath::from("tags").item(tag.unwrap_or(0))),
    }
}
