//! Addresses: which ones change, and how old ones lead on.

use super::moves::Moves;
use super::texts::Texts;
use super::{Alias, Moved};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::edit::Edit;
use crate::input::config::Missing;
use crate::input::old_address::OldAddress;
use crate::language::LanguageId;
use crate::path::OutputPath;
use crate::plan::{RouteTable, Subject, fallback};
use crate::scaffold::archive::{Archive, State, was_unpublished};
use crate::site::address::article_path;
use crate::site::{Article, ArticleId, Site, TaxonomyKind};
use crate::yaml::edits;
use crate::yaml::quoted;
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
        let path = format!("content/{}", moves.place(article.document.below()));
        if let Some(new) = now.get(path.as_str()) {
            let [old, new] = [article, *new].map(|article| article.placement.path.address());
            if old != new {
                pages.insert(old, new);
            }
        }
    }
    for Fallback { from, to, .. } in fallbacks(archive, moves, site) {
        pages.insert(from.address(), to.address());
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

/// A page that shows a text in the place of a missing translation, and gets another address.
struct Fallback {
    /// The text that readers find there now.
    text: ArticleId,
    from: OutputPath,
    to: OutputPath,
}

fn fallbacks(archive: &Archive, moves: &Moves, site: &Site) -> Vec<Fallback> {
    let now = by_path(site);
    let mut found = Vec::new();
    for (i, story) in archive.site.stories.iter().enumerate() {
        let Some(article) = story.articles.iter().flatten().next().map(|id| archive.site.article(*id)) else {
            continue;
        };
        let path = format!("content/{}", moves.place(article.document.below()));
        let Some(new) = now.get(path.as_str()) else { continue };
        for language in archive.site.locales.ids() {
            let pages = (shown(archive, &archive.site, i, language), shown(archive, site, new.story, language));
            if let (Some((text, from)), Some((_, to))) = pages
                && from != to
            {
                found.push(Fallback { text, from, to });
            }
        }
    }
    found
}

/// The text that readers of a site find in a language that a story is missing in, and its address there. The site has all
/// texts, and readers only some.
fn shown(archive: &Archive, site: &Site, story: usize, language: LanguageId) -> Option<(ArticleId, OutputPath)> {
    let story = &site.stories[story];
    let of = |language: LanguageId| story.articles[language.0].map(|id| site.article(id));
    let public = |language: LanguageId| of(language).filter(|article| archive.state(article).has_page());
    if public(language).is_some() {
        return None;
    }
    let is_listed = |article: &&Article| archive.state(article) == State::Published;
    let text = site.locales.fallbacks(language).into_iter().find_map(|language| of(language).filter(is_listed))?;
    if fallback::policy(site, text) != Missing::Page {
        return None;
    }
    let original = of(story.original).filter(is_listed).unwrap_or(text);
    Some((text.id, article_path(&site.config, &site.sections, original, language)?))
}

/// Lets old addresses lead on, and takes those away that are the text's own again.
pub(super) fn keep(
    archive: &Archive,
    moves: &Moves,
    (site, after): (&Site, &RouteTable),
    texts: &mut Texts,
) -> Result<Vec<Moved>, Diagnostics> {
    let now = by_path(site);
    let mut all = Vec::new();
    let mut problems = Diagnostics::default();
    let fallbacks = fallbacks(archive, moves, site);
    for article in &archive.site.articles {
        let path = format!("content/{}", moves.place(article.document.below()));
        let Some(new) = now.get(path.as_str()) else { continue };
        let [old, to] = [article, *new].map(|article| &article.placement.path);
        let state = archive.state(article);
        // Where a draft would be, readers may find another text of its story.
        let is_own = old != to && (state.has_page() || fallbacks.iter().all(|fallback| fallback.from != *old));
        let others = fallbacks.iter().filter(|fallback| fallback.text == article.id);
        let pairs = is_own.then_some((old, to)).into_iter().chain(others.map(|other| (&other.from, &other.to)));
        let pairs: Vec<(&OutputPath, &OutputPath)> = pairs.collect();
        let alias = |old: &OutputPath| match after.find(old) {
            _ if !state.has_page() && !was_unpublished(&article.document) => Alias::NeverPublic(state),
            Some(route) if !matches!(route.subject, Subject::Redirect(_)) => Alias::Taken,
            _ => Alias::Added,
        };
        let left: Vec<&OutputPath> =
            pairs.iter().map(|(old, _)| *old).filter(|old| alias(old) == Alias::Added).collect();
        let taken: Vec<&OutputPath> = pairs.iter().map(|(_, to)| *to).collect();
        match alias_edits(archive, article, &left, &taken) {
            Ok(edits) => {
                if let Some(text) = texts.of_path(&article.document.path) {
                    text.own.extend(edits);
                }
            }
            Err(problem) => problems.push(problem),
        }
        all.extend(pairs.into_iter().map(|(old, to)| Moved {
            path: path.clone(),
            from: old.address(),
            to: to.address(),
            alias: alias(old),
        }));
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

/// The edits of an article that has left some addresses, and taken others.
fn alias_edits(
    archive: &Archive,
    article: &Article,
    left: &[&OutputPath],
    taken: &[&OutputPath],
) -> Result<Vec<Edit>, Diagnostic> {
    let is_one_of = |alias: &str, paths: &[&OutputPath]| {
        let read = OldAddress::read(alias, &archive.site.config.base_url);
        read.is_ok_and(|read| read.address.query.is_none() && paths.contains(&&read.address.path))
    };
    let (document, aliases) = (&article.document, &article.placement.aliases);
    let block = document.block();
    let mut edits = edits::without_items(&block, "aliases", |item| is_one_of(item, taken));
    let is_new = |path: &&&OutputPath| !aliases.iter().any(|alias| is_one_of(alias, &[**path]));
    let added: Vec<String> = left.iter().filter(is_new).map(|path| OldAddress::of((*path).clone()).text()).collect();
    if added.is_empty() {
        return Ok(edits);
    }
    // A list that loses its last item is written anew.
    if !edits.is_empty() && aliases.iter().all(|alias| is_one_of(alias, taken)) {
        let line_end = if document.text().contains("\r\n") { "\r\n" } else { "\n" };
        let tree = block.tree();
        let key = tree.as_ref().map_or("aliases", |tree| block.written_name(tree, "aliases"));
        let items: Vec<String> = added.iter().map(|text| quoted(text)).collect();
        return Ok(vec![Edit { at: edits[0].at.clone(), with: format!("{key}: [{}]{line_end}", items.join(", ")) }]);
    }
    let with = edits::with_items(&block, "aliases", &added, &["slug", "title"]).map_err(|why| {
        let message = format!("`aliases` cannot be added to this front matter: {why}");
        let hint = format!("write it as lines, with `aliases: [\"{}\"]`; nothing was changed", added.join("\", \""));
        Diagnostic::error(Code::BadYaml, message).at(block.place_of("aliases")).hint(hint)
    })?;
    edits.extend(with);
    Ok(edits)
}
