//! `languages`: which languages a site speaks, and how.

use super::faults::Faults;
use crate::diagnostic::KeyPath;
use crate::input::slug;
use crate::language::LanguageTag;
use crate::path::composed;
use crate::yaml;
use crate::yaml::mistake;
use crate::yaml::shape::written_as;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// A language of the site.
#[derive(Debug, Clone)]
pub struct LanguageConfig {
    /// The tag.
    pub tag: LanguageTag,
    /// Languages to look in for what this one lacks.
    pub fallback: Vec<LanguageTag>,
    /// The language's name in itself, where the locale's `language-name` is not wanted.
    pub name: Option<String>,
    /// What it is called in a narrow bar of languages, where the locale's `language-short` is not wanted.
    pub short_name: Option<String>,
    /// Whether texts in it are set by the rules of its typography, where an article does not say.
    pub typography: bool,
    /// The transform to Latin letters that its slugs go through; see [`crate::resolve::slugs`].
    pub transliterate: Option<String>,
    /// What Google News calls the language, where that is not the tag's first part.
    pub news_language: Option<String>,
    /// What its addresses begin with, below the site's root: `/en`, or nothing.
    pub prefix: String,
}

impl LanguageConfig {
    /// The language in a news sitemap.
    pub fn news_language(&self) -> &str {
        let language = self.tag.as_str().split('-').next().unwrap_or_default();
        self.news_language.as_deref().unwrap_or(language)
    }
}

/// A language as it is written: a tag, or a tag with more.
#[derive(Debug)]
pub(super) struct WrittenLanguage {
    pub tag: String,
    pub fallback: Vec<String>,
    pub name: Option<String>,
    pub short_name: Option<String>,
    pub typography: Option<bool>,
    pub transliterate: Option<String>,
    pub news_language: Option<String>,
    pub prefix: Option<String>,
}

/// A language as a group.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Full {
    /// A BCP 47 tag.
    tag: String,
    /// The languages to look in for messages and notes that this one lacks; without it the site's first.
    #[serde(default)]
    fallback: Vec<String>,
    /// What it is called, in the place of the message `language-name`.
    name: Option<String>,
    /// What it is called where there is little room, in the place of the message `language-short`.
    short_name: Option<String>,
    /// Whether texts get the quotation marks, dashes and spaces of the language.
    #[serde(default, deserialize_with = "yaml::switch")]
    #[schemars(with = "yaml::shape::Switch")]
    typography: Option<bool>,
    /// The standard by which its addresses are written in Latin letters.
    transliterate: Option<String>,
    /// What Google News calls it, where that is not the tag's first part.
    news_language: Option<String>,
    /// The first part of its addresses in the place of the tag; empty puts it at the root.
    prefix: Option<String>,
}

written_as!(WrittenLanguage, |generator| { "anyOf": [{ "type": "string" }, (generator.subschema_for::<Full>())] });

impl<'de> Deserialize<'de> for WrittenLanguage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = WrittenLanguage;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a language tag, or { tag: …, fallback: […] }")
            }
            fn visit_str<E: de::Error>(self, tag: &str) -> Result<WrittenLanguage, E> {
                Ok(WrittenLanguage {
                    tag: tag.to_owned(),
                    fallback: Vec::new(),
                    name: None,
                    short_name: None,
                    typography: None,
                    transliterate: None,
                    news_language: None,
                    prefix: None,
                })
            }
            // Norwegian, `no`, reads as `false` in older YAML; say so instead of a type error.
            fn visit_bool<E: de::Error>(self, _: bool) -> Result<WrittenLanguage, E> {
                Err(mistake("YAML reads this word as true or false", "put it in quotes"))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<WrittenLanguage, A::Error> {
                let Full { tag, fallback, name, short_name, typography, transliterate, news_language, prefix } =
                    Full::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(WrittenLanguage {
                    tag,
                    fallback,
                    name,
                    short_name,
                    typography,
                    transliterate,
                    news_language,
                    prefix,
                })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// The languages of a site, each once. `typography` is what `site.yaml` says for those that do not say it themselves.
pub(super) fn languages(
    written: Vec<WrittenLanguage>,
    typography: Option<bool>,
    faults: &mut Faults,
) -> Vec<LanguageConfig> {
    let mut languages: Vec<LanguageConfig> = Vec::new();
    let mut fallbacks = Vec::new();
    let is_alone = written.len() == 1;
    for (i, language) in written.into_iter().enumerate() {
        let path = KeyPath::from("languages").item(i);
        let Some(tag) = tag_of(&language.tag, &path, faults) else { continue };
        if languages.iter().any(|known| known.tag == tag) {
            let message = format!("the language `{tag}` is listed twice");
            faults.add(path, message, "remove one of the two");
            continue;
        }
        let mut fallback = Vec::new();
        for (j, text) in language.fallback.iter().enumerate() {
            let path = path.clone().key("fallback").item(j);
            if let Some(to) = tag_of(text, &path, faults) {
                fallbacks.push((tag.clone(), to.clone(), path));
                fallback.push(to);
            }
        }
        let typography = language.typography.or(typography).unwrap_or(true);
        let WrittenLanguage { name, short_name, transliterate, news_language, prefix, .. } = language;
        let path = path.key("prefix").value();
        let prefix = match prefix {
            Some(written) => prefix_of(&written, &path, faults).unwrap_or_else(|| format!("/{tag}")),
            None if is_alone => String::new(),
            None => format!("/{tag}"),
        };
        if let Some(other) = languages.iter().find(|known| known.prefix.to_lowercase() == prefix.to_lowercase()) {
            let shown = if prefix.is_empty() { "the root".to_owned() } else { format!("{prefix}/") };
            let message = format!("`{tag}` and `{}` would both be at {shown}", other.tag);
            faults.add(path, message, "give one of them another `prefix`");
        }
        languages.push(LanguageConfig {
            tag,
            fallback,
            name,
            short_name,
            typography,
            transliterate,
            news_language,
            prefix,
        });
    }
    for (tag, fallback, path) in fallbacks {
        if !languages.iter().any(|l| l.tag == fallback) {
            let message = format!("`{tag}` falls back to `{fallback}`, which is not a language of the site");
            faults.add(path, message, "list it under `languages` or remove it");
        }
    }
    languages
}

/// Folders of our own at the site's root.
const OURS: [&str; 2] = ["assets", "media"];

/// What addresses begin with, as it is written: one or more parts of a path, or nothing.
fn prefix_of(written: &str, path: &KeyPath, faults: &mut Faults) -> Option<String> {
    let inner = written.strip_prefix('/').unwrap_or(written);
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    if inner.is_empty() {
        return Some(String::new());
    }
    if OURS.iter().any(|ours| inner.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(ours))) {
        let message = format!("`{written}` is a folder of the program's own");
        faults.add(path.clone(), message, "choose another prefix: `assets` and `media` hold files of all languages");
        return None;
    }
    match slug::fault(inner) {
        None => Some(format!("/{}", composed(inner))),
        Some(what) => {
            let hint = "write what the language's addresses begin with: `prefix: fr`, or `prefix: \"\"` for the root";
            faults.add(path.clone(), format!("`{written}` cannot begin an address: {what}"), hint);
            None
        }
    }
}

fn tag_of(text: &str, path: &KeyPath, faults: &mut Faults) -> Option<LanguageTag> {
    let tag = LanguageTag::parse(text);
    if tag.is_none() {
        let hint = "use a BCP 47 tag: a code of two or three letters, then script or region, as in zh-Hans";
        faults.add(path.clone(), format!("`{text}` is no language tag"), hint);
    }
    tag
}
