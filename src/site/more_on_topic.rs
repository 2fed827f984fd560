//! "More on this topic" of an article: what its author pinned, then what its tags find.

use super::Site;
use super::article::{Article, ArticleId, Pinned};
use super::related::{Match, Query};
use crate::input::content::WebLink;
use crate::language::LanguageId;
use std::collections::HashSet;

/// An entry of "More on this topic".
#[derive(Debug, Clone)]
pub enum RelatedEntry<'a> {
    /// A page elsewhere, pinned.
    External(&'a WebLink),
    /// An article, pinned.
    Pinned(ArticleId),
    /// An article found by its tags.
    Found(Match),
}

/// "More on this topic" for a reader of a language: pinned entries, then the nearest articles of the language, then
/// those that exist only in other languages.
pub fn related_of<'a>(site: &'a Site, article: &'a Article, reader: LanguageId) -> Vec<RelatedEntry<'a>> {
    let count = site.config.related;
    let mut entries: Vec<RelatedEntry> = Vec::new();
    if article.section.is_none() {
        return entries;
    }
    let mut taken: HashSet<usize> = HashSet::from([article.story]);
    for pinned in article.pinned.iter() {
        match pinned {
            Pinned::External(link) => entries.push(RelatedEntry::External(link)),
            Pinned::Story(story) => {
                if taken.insert(*story)
                    && let Some(best) = site.best_listed(*story, reader)
                {
                    entries.push(RelatedEntry::Pinned(best.id));
                }
            }
        }
    }
    entries.truncate(count);
    for language in site.locales.fallbacks(reader) {
        let missing = count - entries.len();
        if missing == 0 {
            break;
        }
        // What the page's own language has and did not find near enough does not come in by another language's door.
        let query = Query { reader, language, tags: &article.tags, count: missing, leave_out: &taken };
        let found = site.related.search(query);
        taken.extend(found.iter().map(|m| site.article(m.article).story));
        entries.extend(found.into_iter().map(RelatedEntry::Found));
    }
    entries
}
