//! Addresses: which ones change, and how old ones lead on.

use super::moves::{Moves, below};
use super::texts::Texts;
use super::{Alias, Moved};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::old_address::OldAddress;
use crate::path::OutputPath;
use crate::plan::{RouteTable, Subject};
use crate::scaffold::archive::Archive;
use crate::scaffold::edits::{self, Edit};
use crate::site::{Article, Site, TaxonomyKind};
use std::collections::HashMap;

/// The article of a site that is made of a file.
fn by_path(site: &Site) -> HashMap<&str, &Article> {
    site.articles.iter().map(|article| (article.document.path.as_str(), &**article)).collect()
}

/// The pages that get another address.
pub(super) fn moved_pages(
    archive: &Archive,
    moves: &Moves,
    (site, routes, after): (&Site, &RouteTable, &RouteTable),
) -> HashMap<String, String> {
    let mut pages = HashMap::new();
    let now = by_path(site);
    for article in &archive.site.articles {
        let path = format!("content/{}", moves.place(below(&article.document.path)));
        if let Some(new) = now.get(path.as_str()) {
            let [old, new] = [article, *new].map(|article| article.placement.path.address());
            if old != new {
                pages.insert(old, new);
            }
        }
    }
    let term = moves.term();
    for kind in TaxonomyKind::ALL {
        for old in &archive.site.taxonomy(kind).terms {
            let id = match &term {
                Some((renamed, id, new)) if *renamed == kind && *id == old.id => new,
                _ => &old.id,
            };
            let taxonomy = site.taxonomy(kind);
            let Some(new) = taxonomy.index.get(id).map(|i| &taxonomy.terms[*i]) else { continue };
            for (from, to) in old.pages.iter().zip(&new.pages).filter(|(from, to)| from != to) {
                pages.insert(from.address(), to.address());
                // Its feeds and further pages.
                let folder = from.folder();
                for route in routes.iter() {
                    let address = route.path.address();
                    let Some(rest) = address.strip_prefix(folder.as_str()).filter(|rest| !rest.is_empty()) else {
                        continue;
                    };
                    let other = format!("{}{rest}", to.folder());
                    if after.at(&other).is_some() {
                        pages.entry(address).or_insert(other);
                    }
                }
            }
        }
    }
    pages
}

/// Lets old addresses lead on, and takes those away that are the text's own again.
pub(super) fn keep(
    archive: &Archive,
    moves: &Moves,
    (site, after): (&Site, &RouteTable),
    texts: &mut Texts,
) -> Result<Vec<Moved>, Diagnostics> {
    let now = by_path(site);
    let base_url = &archive.site.config.base_url;
    let mut all = Vec::new();
    let mut problems = Diagnostics::default();
    for article in &archive.site.articles {
        let path = format!("content/{}", moves.place(below(&article.document.path)));
        let Some(new) = now.get(path.as_str()) else { continue };
        let [old, to] = [article, *new].map(|article| &article.placement.path);
        if old == to {
            continue;
        }
        let state = archive.state(article);
        let is_alias = |alias: &String, path: &OutputPath| {
            OldAddress::read(alias, base_url).is_ok_and(|read| read.address == OldAddress::of(path.clone()))
        };
        let is_taken = after.find(old).is_some_and(|route| !matches!(route.subject, Subject::Redirect(_)));
        let alias = match state.has_page() {
            false => Alias::NeverPublic(state),
            true if is_taken => Alias::Taken,
            true => Alias::Added,
        };
        let document = &article.document;
        let block = document.block();
        let mut edits = edits::without_items(&block, "aliases", |item| is_alias(&item.to_owned(), to));
        let is_there = article.placement.aliases.iter().any(|alias| is_alias(alias, old));
        if alias == Alias::Added && !is_there {
            let text = OldAddress::of(old.clone()).text();
            // A list that loses its last item is written anew.
            let remains = article.placement.aliases.iter().any(|alias| !is_alias(alias, to));
            let added = match (edits.is_empty(), remains) {
                (false, false) => {
                    let at = edits[0].at.clone();
                    edits.clear();
                    let line_end = if document.text.contains("\r\n") { "\r\n" } else { "\n" };
                    Ok(vec![Edit { at, with: format!("aliases: [{}]{line_end}", edits::in_quotes(&text)) }])
                }
                _ => edits::with_items(&block, "aliases", std::slice::from_ref(&text), &["slug", "title"]),
            };
            match added {
                Ok(added) => edits.extend(added),
                Err(why) => problems.push(
                    Diagnostic::error(Code::BadYaml, format!("`aliases` cannot be added to this front matter: {why}"))
                        .at(block.place_of("aliases"))
                        .hint(format!("write it as lines, with `aliases: [\"{text}\"]`; nothing was changed")),
                ),
            }
        }
        if let Some(text) = texts.of_path(&document.path) {
            text.own.extend(edits);
        }
        all.push(Moved { path, from: old.address(), to: to.address(), alias });
    }
    if !problems.0.is_empty() {
        return Err(problems);
    }
    if let Some((kind, old, new)) = moves.term() {
        let term = |site: &Site, id: &str| {
            let taxonomy = site.taxonomy(kind);
            taxonomy.index.get(id).map(|i| taxonomy.terms[*i].clone())
        };
        if let (Some(before), Some(after)) = (term(&archive.site, &old), term(site, &new)) {
            let languages = before.articles.iter().enumerate().filter(|(_, articles)| !articles.is_empty());
            for (i, _) in languages.filter(|(i, _)| before.pages[*i] != after.pages[*i]) {
                let (from, to) = (before.pages[i].address(), after.pages[i].address());
                all.push(Moved { path: String::new(), from, to, alias: Alias::OfTerm });
            }
        }
    }
    Ok(all)
}
