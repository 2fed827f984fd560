//! Where an article is written: the address that the patterns of `site.yaml` give it.

use super::article::Article;
use super::taxonomy::Taxonomy;
use crate::input::config::{Config, permalinks};
use crate::language::locale::Locales;
use crate::language::{LanguageId, Moment};
use crate::path::OutputPath;

/// Where an article is written, or would be written if it were in `language`; none where its slug gives no address.
pub fn article_path(
    config: &Config,
    sections: &Taxonomy,
    locales: &Locales,
    article: &Article,
    language: LanguageId,
) -> Option<OutputPath> {
    let section = article.section.map(|i| &sections.terms[i]);
    let section = section.map(|term| (term.id.as_str(), term.labels[language.0].slug.as_str()));
    address_of(config, locales, language, section, &article.placement.slug, article.placement.date)
}

/// Where a text of a section (its id and slug; none for a plain page) with this slug and date is written in a language.
pub fn address_of(
    config: &Config,
    locales: &Locales,
    language: LanguageId,
    section: Option<(&str, &str)>,
    slug: &str,
    date: Option<Moment>,
) -> Option<OutputPath> {
    let patterns = &config.permalinks;
    let pattern = section.map_or(&patterns.page, |(id, _)| patterns.sections.get(id).unwrap_or(&patterns.article));
    let parts =
        permalinks::Parts { section: section.map_or("", |(_, slug)| slug), slug, date: date.map(|d| d.local.date()) };
    let path = OutputPath::page(&format!("/{}{}", locales.get(language).tag, pattern.fill(parts)));
    path.filter(|_| !slug.is_empty())
}
