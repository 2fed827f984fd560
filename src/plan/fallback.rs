//! What readers find where a translation is missing: nothing, a home page, or the text in another language.

use crate::input::config::Missing;
use crate::language::LanguageId;
use crate::path::OutputPath;
use crate::site::address::article_path;
use crate::site::{Article, ArticleId, Site};

/// What becomes of the languages that an article is missing in.
pub fn policy(site: &Site, article: &Article) -> Missing {
    let missing = &site.config.missing_translations;
    let own = article.section.and_then(|i| missing.sections.get(&site.sections.terms[i].id));
    own.copied().unwrap_or(missing.default)
}

/// The fallback pages of a site: for each language, the text that is shown, and where.
///
/// The address is the one that the article would have in that language. Its slug is the original's, or, where the
/// original is not public, that of the text: a slug can say too much as well.
pub fn pages(site: &Site) -> Vec<(LanguageId, ArticleId, OutputPath)> {
    let mut pages = Vec::new();
    for (i, story) in site.stories.iter().enumerate() {
        for language in site.locales.ids().filter(|language| story.articles[language.0].is_none()) {
            let Some(text) = site.best_listed(i, language).filter(|text| policy(site, text) == Missing::Page) else {
                continue;
            };
            let original = site.translations_seen_from(text).nth(story.original.0).flatten().unwrap_or(text);
            let path = article_path(&site.config, &site.sections, original, language);
            pages.extend(path.map(|path| (language, text.id, path)));
        }
    }
    pages
}
