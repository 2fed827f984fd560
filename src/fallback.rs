//! What readers find where a translation is missing: nothing, a home page, or the text in another language.

use crate::locale::LanguageId;
use crate::path::OutputPath;
use crate::routes;
use crate::site::{Article, ArticleId, Site};
use serde::de::IntoDeserializer;
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeMap;
use std::fmt;

/// What becomes of a language that a text is missing in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    /// The language is not in the page's language bar.
    Omit,
    /// The language bar leads to that language's home page.
    #[default]
    Home,
    /// There is a page in that language around the text in the nearest language that has it.
    Page,
}

/// `missing_translations` of `site.yaml`: one word, or one for each section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MissingTranslations {
    /// Plain pages, and sections that have no word of their own.
    pub default: Missing,
    /// Sections by id.
    pub sections: BTreeMap<String, Missing>,
}

impl<'de> Deserialize<'de> for MissingTranslations {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Full {
            #[serde(default)]
            default: Missing,
            #[serde(default)]
            sections: BTreeMap<String, Missing>,
        }
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = MissingTranslations;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("omit, home or page, or { default: home, sections: { news: omit } }")
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<MissingTranslations, E> {
                let default = Missing::deserialize(word.into_deserializer())?;
                Ok(MissingTranslations { default, sections: BTreeMap::new() })
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<MissingTranslations, A::Error> {
                let Full { default, sections } = Full::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(MissingTranslations { default, sections })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

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
            let path = routes::article_path(&site.config, &site.sections, &site.locales, original, language);
            pages.extend(path.map(|path| (language, text.id, path)));
        }
    }
    pages
}

/// Where a reader of `language` is led who wants to read an article: to the page around it in that language, if there
/// is one, else to its own.
pub fn path_for<'a>(site: &'a Site, article: &'a Article, language: LanguageId) -> &'a OutputPath {
    let page = site.routes.fallback(article.story, language);
    match page.filter(|route| route.subject == routes::Subject::Fallback(article.id)) {
        Some(route) => &route.path,
        None => &article.path,
    }
}
