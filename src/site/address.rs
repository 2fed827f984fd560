//! Where an article is written: the address that the patterns of `site.yaml` give it.

use super::article::Article;
use super::taxonomy::Taxonomy;
use crate::input::config::Config;
use crate::input::config::permalinks::{Parts, Pattern};
use crate::language::{LanguageId, Moment};
use crate::path::OutputPath;

/// Where an article is written, or would be written if it were in `language`; none where its slug gives no address.
pub fn article_path(
    config: &Config,
    sections: &Taxonomy,
    article: &Article,
    language: LanguageId,
) -> Option<OutputPath> {
    let section = article.section.map(|i| &sections.terms[i]);
    let section = section.map(|term| (term.id.as_str(), term.labels[language.0].slug.as_str()));
    address_of(config, language, section, &article.placement.slug, article.placement.date)
}

/// Where a text of a section (its id and slug; none for a plain page) with this slug and date is written in a language.
pub fn address_of(
    config: &Config,
    language: LanguageId,
    section: Option<(&str, &str)>,
    slug: &str,
    date: Option<Moment>,
) -> Option<OutputPath> {
    let patterns = &config.permalinks;
    let pattern = section.map_or(&patterns.page, |(id, _)| patterns.sections.get(id).unwrap_or(&patterns.article));
    let parts = Parts { section: section.map_or("", |(_, slug)| slug), slug, date: date.map(|d| d.local.date()) };
    page_of(config, language, pattern, parts)
}

/// The page that a pattern gives in a language; none where the slug is empty or gives no path.
pub fn page_of(config: &Config, language: LanguageId, pattern: &Pattern, parts: Parts) -> Option<OutputPath> {
    pattern.page(config.prefix(language), parts).filter(|_| !parts.slug.is_empty())
}

/// The page of a list of which there is one in a language: the archive, the corrections.
pub fn list_of(config: &Config, language: LanguageId, pattern: &Pattern) -> OutputPath {
    pattern.page(config.prefix(language), Parts::default()).unwrap_or_else(|| home(config, language))
}

/// The home page of a language.
pub fn home(config: &Config, language: LanguageId) -> OutputPath {
    let page = OutputPath::page(&format!("{}/", config.prefix(language)));
    page.unwrap_or_else(|| unreachable!("a prefix is a path"))
}

/// A file that stands beside the home page of a language.
pub fn beside_home(config: &Config, language: LanguageId, name: &str) -> String {
    format!("{}/{name}", config.prefix(language))
}
