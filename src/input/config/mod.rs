//! `site.yaml`: what the site is called, where it lives, which languages it speaks.

mod feeds;
mod hosting;
mod missing;
pub mod permalinks;
mod publisher;

pub use feeds::{FeedContent, FeedFormat, FeedScope, FeedsConfig};
pub use hosting::{
    CspDirective, CspSource, HeadersConfig, HostingConfig, LONGEST_SHORT_TITLE, RedirectForm, SecurityConfig,
};
pub use missing::{Missing, MissingTranslations};
pub use permalinks::Pattern;
pub use publisher::{Policy, PublisherConfig};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::LanguageTag;
use crate::yaml::{self, Block};
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeMap;
use std::fmt;

/// Name of the configuration file.
pub const FILE: &str = "site.yaml";

/// The theme of a site that names none.
pub const DEFAULT_THEME: &str = "gazette";

/// The site's configuration, valid by construction.
#[derive(Debug, Clone)]
pub struct Config {
    /// The site's name in each language.
    pub title: LocalizedText,
    /// The name where there is little room, in each language.
    pub short_title: LocalizedText,
    /// A sentence about the site in each language.
    pub description: LocalizedText,
    /// Where the site will be reached, without a slash at the end: `https://example.org/news`.
    pub base_url: String,
    /// The languages, the first of which is the site's own.
    pub languages: Vec<LanguageConfig>,
    /// Where the newsroom's clock hangs.
    pub time_zone: TimeZone,
    /// The theme's folder below `themes/`.
    pub theme: String,
    /// Values for the theme's options.
    pub options: serde_yaml::Mapping,
    /// Addresses.
    pub permalinks: Permalinks,
    /// What becomes of the languages that a text is missing in.
    pub missing_translations: MissingTranslations,
    /// Articles on one page of a list.
    pub paginate: usize,
    /// Links under "More on this topic".
    pub related: usize,
    /// Feeds.
    pub feeds: FeedsConfig,
    /// Sections in the order of the navigation; others follow by name.
    pub sections: Vec<String>,
    /// Plain pages in the order of the footer; others follow by title.
    pub pages: Vec<String>,
    /// Where the outlet can be followed.
    pub follow: Vec<FollowLink>,
    /// Who publishes the site.
    pub publisher: PublisherConfig,
    /// CSS selectors of what is fit to be read aloud by a device.
    pub speakable: Vec<String>,
    /// The picture of link previews where an article has none of its own: a file of `static/`.
    pub social_image: Option<String>,
    /// The outlet's account on X, `@example`.
    pub twitter: Option<String>,
    /// The forms in which old addresses lead to new ones.
    pub redirects: Vec<RedirectForm>,
    /// What the site's host is told.
    pub hosting: HostingConfig,
    /// The drawing that the site's icons are made of: a file of `static/`.
    pub icon: Option<String>,
    /// The address of a search of the site, with `{searchTerms}`, in each language.
    pub search: Option<LocalizedText>,
    /// The text of `ads.txt`.
    pub ads_txt: Option<String>,
    /// Whom to tell of a weakness of the site.
    pub security_txt: Option<SecurityConfig>,
    /// Paths below the site's address that something else answers.
    pub elsewhere: Vec<String>,
    /// Whether raw HTML in articles is published as it is.
    pub trust_html: bool,
    /// What an article's slug is made of.
    pub slugs: SlugSource,
    /// The transform to Latin letters for languages that name none of their own; see [`crate::resolve::slugs`].
    pub transliterate: Option<String>,
    /// Links that stand in the site's configuration for every page, by name.
    pub places: ConfigPlaces,
}

/// A language of the site.
#[derive(Debug, Clone)]
pub struct LanguageConfig {
    /// The tag.
    pub tag: LanguageTag,
    /// Languages to look in for what this one lacks.
    pub fallback: Vec<LanguageTag>,
    /// The language's name in itself, where the locale's `language-name` is not wanted.
    pub name: Option<String>,
    /// Whether texts in it are set by the rules of its typography, where an article does not say.
    pub typography: bool,
    /// The transform to Latin letters that its slugs go through; see [`crate::resolve::slugs`].
    pub transliterate: Option<String>,
    /// What Google News calls the language, where that is not the tag's first part.
    pub news_language: Option<String>,
}

impl LanguageConfig {
    /// The language in a news sitemap.
    pub fn news_language(&self) -> &str {
        let language = self.tag.as_str().split('-').next().unwrap_or_default();
        self.news_language.as_deref().unwrap_or(language)
    }
}

/// What a slug is made of where the front matter does not say it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlugSource {
    /// The name of the file.
    #[default]
    File,
    /// The title, in each language its own.
    Title,
}

/// Address patterns; see [`Pattern`].
#[derive(Debug, Clone)]
pub struct Permalinks {
    /// Articles of sections that have no pattern of their own.
    pub article: Pattern,
    /// Articles by section id.
    pub sections: BTreeMap<String, Pattern>,
    /// Plain pages.
    pub page: Pattern,
    /// The front page of a section.
    pub section: Pattern,
    /// Tags.
    pub tag: Pattern,
    /// Authors.
    pub author: Pattern,
    /// The archive's address; years and months are folders below it.
    pub archive: Pattern,
    /// Dossiers.
    pub dossier: Pattern,
    /// The list of corrections.
    pub corrections: Pattern,
}

/// A link under "Follow us on".
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowLink {
    /// The channel's name.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The icon's name in the theme.
    pub icon: Option<String>,
}

/// Where in `site.yaml` things stand that only a later stage can judge.
#[derive(Debug, Clone, Default)]
pub struct ConfigPlaces {
    /// The file's text.
    pub text: String,
}

impl ConfigPlaces {
    /// The place of `word` inside the value of a top-level key.
    pub fn of(&self, key: &str, word: &str) -> crate::diagnostic::Place {
        Block::whole(FILE, &self.text).place_in(key, word)
    }
}

/// A text that is the same in all languages, or one for each.
#[derive(Debug, Clone, Default)]
pub struct LocalizedText {
    common: Option<String>,
    by_language: BTreeMap<String, String>,
}

impl LocalizedText {
    /// The text in a language, or that for all.
    pub fn get(&self, tag: &str) -> Option<&str> {
        self.by_language.get(tag).or(self.common.as_ref()).map(String::as_str)
    }

    /// All texts that are written.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.common.iter().chain(self.by_language.values()).map(String::as_str)
    }
}

impl<'de> Deserialize<'de> for LocalizedText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = LocalizedText;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text, or one for each language")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<LocalizedText, E> {
                Ok(LocalizedText { common: Some(text.to_owned()), by_language: BTreeMap::new() })
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<LocalizedText, A::Error> {
                let by_language = BTreeMap::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(LocalizedText { common: None, by_language })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    title: Option<LocalizedText>,
    short_title: Option<LocalizedText>,
    description: Option<LocalizedText>,
    base_url: Option<String>,
    languages: Option<Vec<WrittenLanguage>>,
    time_zone: Option<String>,
    theme: Option<String>,
    options: serde_yaml::Mapping,
    permalinks: WrittenPermalinks,
    missing_translations: MissingTranslations,
    paginate: Option<usize>,
    related: Option<usize>,
    /// What `feeds` was called when it was only a number.
    feed: Option<serde_yaml::Value>,
    feeds: FeedsConfig,
    sections: Vec<String>,
    pages: Vec<String>,
    follow: Vec<FollowLink>,
    publisher: PublisherConfig,
    speakable: Vec<String>,
    social_image: Option<String>,
    twitter: Option<String>,
    redirects: Option<Vec<RedirectForm>>,
    hosting: HostingConfig,
    icon: Option<String>,
    search: Option<LocalizedText>,
    ads_txt: Option<String>,
    security_txt: Option<SecurityConfig>,
    elsewhere: Vec<String>,
    trust_html: bool,
    #[serde(deserialize_with = "yaml::switch")]
    typography: Option<bool>,
    slugs: SlugSource,
    transliterate: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct WrittenPermalinks {
    article: Option<String>,
    page: Option<String>,
    section: Option<String>,
    tag: Option<String>,
    author: Option<String>,
    archive: Option<String>,
    dossier: Option<String>,
    corrections: Option<String>,
    sections: BTreeMap<String, String>,
}

#[derive(Debug)]
struct WrittenLanguage {
    tag: String,
    fallback: Vec<String>,
    name: Option<String>,
    typography: Option<bool>,
    transliterate: Option<String>,
    news_language: Option<String>,
}

impl<'de> Deserialize<'de> for WrittenLanguage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Full {
            tag: String,
            #[serde(default)]
            fallback: Vec<String>,
            name: Option<String>,
            #[serde(default, deserialize_with = "yaml::switch")]
            typography: Option<bool>,
            transliterate: Option<String>,
            news_language: Option<String>,
        }
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
                    typography: None,
                    transliterate: None,
                    news_language: None,
                })
            }
            // Norwegian, `no`, reads as `false` in older YAML; say so instead of a type error.
            fn visit_bool<E: de::Error>(self, _: bool) -> Result<WrittenLanguage, E> {
                Err(E::custom("YAML reads this word as true or false; put it in quotes"))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<WrittenLanguage, A::Error> {
                let Full { tag, fallback, name, typography, transliterate, news_language } =
                    Full::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(WrittenLanguage { tag, fallback, name, typography, transliterate, news_language })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Reads the text of `site.yaml`. `base_url` replaces the file's own.
///
/// The configuration is none only if no site can be made of it, for want of a language.
pub fn parse(text: &str, base_url: Option<&str>) -> (Option<Config>, Diagnostics) {
    let block = Block::whole(FILE, text);
    let (written, mut problems) = yaml::parse::<Written>(block);
    let unreadable =
        |key: &str| problems.0.iter().any(|d| d.message.contains(&format!("`{key}")) || d.code == Code::BadYaml);
    let (no_title, no_languages) = (
        written.title.is_none() && !unreadable("title"),
        written.languages.as_ref().is_none_or(Vec::is_empty) && !unreadable("languages"),
    );
    let mut wrong = |key: &str, word: &str, message: String, hint: &str| {
        problems.push(Diagnostic::error(Code::BadConfig, message).at(block.place_in(key, word)).hint(hint));
    };
    if no_title {
        wrong(
            "title",
            "",
            "the site has no title".into(),
            "add `title: …`, or one for each language: `title: { en: …, fr: … }`",
        );
    }
    if no_languages {
        wrong(
            "languages",
            "",
            "the site has no languages".into(),
            "add `languages: [en, fr]`; the first one is the site's own",
        );
    }
    let base_url = match base_url.map(str::to_owned).or(written.base_url) {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => {
            wrong(
                "base_url",
                "",
                "the site has no address".into(),
                "add `base_url: https://…`, or call with --base-url",
            );
            String::new()
        }
    };
    if !base_url.is_empty() && !is_web_address(&base_url) {
        wrong(
            "base_url",
            &base_url,
            format!("`{base_url}` is no address"),
            "it begins with https:// and has no `?` or `#`; a host in other letters is written in its ASCII form, `xn--…`",
        );
    }
    let time_zone = match written.time_zone.as_deref().map(|name| (name, TimeZone::get(name))) {
        None => TimeZone::UTC,
        Some((_, Ok(zone))) => zone,
        Some((name, Err(_))) => {
            wrong("time_zone", name, format!("there is no time zone `{name}`"), "use a name such as Europe/Paris");
            TimeZone::UTC
        }
    };
    let mut languages: Vec<LanguageConfig> = Vec::new();
    let tag_of = |text: &str, wrong: &mut dyn FnMut(&str, &str, String, &str)| match LanguageTag::parse(text) {
        Some(tag) => Some(tag),
        None => {
            wrong(
                "languages",
                text,
                format!("`{text}` is no language tag"),
                "use a BCP 47 tag: a code of two or three letters, then script or region, as in zh-Hans",
            );
            None
        }
    };
    for language in written.languages.into_iter().flatten() {
        let Some(tag) = tag_of(&language.tag, &mut wrong) else { continue };
        if languages.iter().any(|known| known.tag == tag) {
            wrong("languages", &language.tag, format!("the language `{tag}` is listed twice"), "remove one of the two");
            continue;
        }
        let fallback = language.fallback.iter().filter_map(|text| tag_of(text, &mut wrong)).collect();
        let typography = language.typography.or(written.typography).unwrap_or(true);
        let WrittenLanguage { name, transliterate, news_language, .. } = language;
        languages.push(LanguageConfig { tag, fallback, name, typography, transliterate, news_language });
    }
    for (tag, fallback) in languages.iter().flat_map(|l| l.fallback.iter().map(move |f| (&l.tag, f))) {
        if !languages.iter().any(|l| l.tag == *fallback) {
            wrong(
                "languages",
                fallback.as_str(),
                format!("`{tag}` falls back to `{fallback}`, which is not a language of the site"),
                "list it under `languages` or remove it",
            );
        }
    }
    let mut pattern = |written: Option<&String>, default: &str, tokens: &[&str]| {
        let text = written.map_or(default, String::as_str);
        Pattern::parse(text, tokens).unwrap_or_else(|message| {
            wrong("permalinks", text, message, "a pattern begins and ends with a slash, as in /:section/:year/:slug/");
            Pattern::literal(default)
        })
    };
    const ARTICLE: &[&str] = &["section", "slug", "year", "month", "day"];
    let permalinks = Permalinks {
        article: pattern(written.permalinks.article.as_ref(), "/:section/:slug/", ARTICLE),
        sections: written
            .permalinks
            .sections
            .iter()
            .map(|(id, text)| (id.clone(), pattern(Some(text), "/:section/:slug/", ARTICLE)))
            .collect(),
        page: pattern(written.permalinks.page.as_ref(), "/:slug/", &["slug"]),
        section: pattern(written.permalinks.section.as_ref(), "/:slug/", &["slug"]),
        tag: pattern(written.permalinks.tag.as_ref(), "/tags/:slug/", &["slug"]),
        author: pattern(written.permalinks.author.as_ref(), "/authors/:slug/", &["slug"]),
        archive: pattern(written.permalinks.archive.as_ref(), "/archive/", &[]),
        dossier: pattern(written.permalinks.dossier.as_ref(), "/dossiers/:slug/", &["slug"]),
        corrections: pattern(written.permalinks.corrections.as_ref(), "/corrections/", &[]),
    };
    let mut at_least_one = |key: &str, written: Option<usize>, default: usize| {
        if written == Some(0) {
            wrong(key, "0", format!("`{key}` must be at least 1"), &format!("leave it out for {default}"));
        }
        written.unwrap_or(default).max(1)
    };
    let paginate = at_least_one("paginate", written.paginate, 20);
    for path in written.elsewhere.iter().filter(|path| !path.starts_with('/') || path.trim_matches('/').is_empty()) {
        wrong(
            "elsewhere",
            path,
            format!("`{path}` is no path below the site's"),
            "write it from the site's root: /shop/",
        );
    }
    for link in written.follow.iter().filter(|link| !is_elsewhere(&link.url)) {
        let message = format!("`{}` is no full address", link.url);
        wrong("follow", &link.url, message, "an address under `follow` begins with https:// or mailto:");
    }
    if let Some(email) = written.publisher.email.as_ref().filter(|email| !email.contains('@') || email.contains(' ')) {
        wrong("publisher", email, format!("`{email}` is no mail address"), "write it as in editors@example.org");
    }
    if written.feed.is_some() {
        wrong("feed", "", "`feed` is now a part of `feeds`".into(), "write `feeds: { size: 20 }`");
    }
    let found = [
        ("short_title", written.short_title.as_ref().map(hosting::check_short_title)),
        ("search", written.search.as_ref().map(hosting::check_search)),
        ("ads_txt", written.ads_txt.as_deref().map(hosting::check_ads)),
        ("security_txt", written.security_txt.as_ref().map(hosting::check_security)),
    ];
    for (key, (word, message, hint)) in
        found.into_iter().flat_map(|(k, w)| w.into_iter().flatten().map(move |w| (k, w)))
    {
        wrong(key, &word, message, hint);
    }
    let config = (!languages.is_empty()).then(|| Config {
        title: written.title.unwrap_or_default(),
        short_title: written.short_title.unwrap_or_default(),
        description: written.description.unwrap_or_default(),
        base_url,
        languages,
        time_zone,
        theme: written.theme.unwrap_or_else(|| DEFAULT_THEME.to_owned()),
        options: written.options,
        permalinks,
        missing_translations: written.missing_translations,
        paginate,
        related: written.related.unwrap_or(5),
        feeds: written.feeds,
        sections: written.sections,
        pages: written.pages,
        follow: written.follow,
        publisher: written.publisher,
        speakable: written.speakable,
        social_image: written.social_image,
        twitter: written.twitter,
        redirects: written.redirects.unwrap_or_else(|| vec![RedirectForm::Html]),
        hosting: written.hosting,
        icon: written.icon,
        search: written.search,
        ads_txt: written.ads_txt,
        security_txt: written.security_txt,
        elsewhere: written.elsewhere,
        trust_html: written.trust_html,
        slugs: written.slugs,
        transliterate: written.transliterate,
        places: ConfigPlaces { text: text.to_owned() },
    });
    (config, problems)
}

/// Whether an address leads from any page to the same place outside the site.
fn is_elsewhere(url: &str) -> bool {
    url.strip_prefix("mailto:").is_some_and(|to| to.contains('@')) || crate::path::is_full_address(url)
}

fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split('/').next().unwrap_or_default();
        !host.is_empty() && host.is_ascii() && !rest.contains(['?', '#', ' ', '"', '<', '>'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_lead_nowhere_are_refused() {
        let start = "title: T\nbase_url: https://a.example\nlanguages: [aa]\n";
        for (line, wrong) in [
            ("follow: [{ title: a, url: \"javascript:alert(1)\" }]", "`javascript:alert(1)` is no full address"),
            ("follow: [{ title: a, url: foo }]", "`foo` is no full address"),
            ("publisher: { email: foo }", "`foo` is no mail address"),
            ("elsewhere: [/]", "`/` is no path"),
            ("hosting: { headers: { A-b: c, a-B: d } }", "stands here twice"),
            ("hosting: { csp: { img-src: [\"https://a; script-src *\"] } }", "`https://a; script-src *` is no source"),
        ] {
            let (_, problems) = parse(&format!("{start}{line}\n"), None);
            assert!(problems.0.iter().any(|p| p.message.contains(wrong)), "{line}: {problems:?}");
            assert_eq!(problems.0[0].place.as_ref().map(|place| place.line), Some(4), "{line}");
        }
        let fine = format!(
            "{start}follow: [{{ title: a, url: \"https://t.me/a\" }}, {{ title: b, url: \"mailto:a@b.example\" }}]\n"
        );
        assert!(parse(&fine, None).1.0.is_empty());
        assert!(!parse(&start.replace("a.example", "пример.рф"), None).1.0.is_empty(), "hosts are ASCII");
    }

    #[test]
    fn every_mistake_in_the_configuration_is_reported_at_its_line() {
        let (config, problems) = parse(
            "title: T\nbase_url: example.org\nlanguages: [aa, bb, '??']\ntime_zone: Mars/Olympus\npaginate: 0\ntheem: x\n\
             permalinks:\n  article: /:sektion/\n",
            None,
        );
        assert_eq!(config.unwrap().languages.len(), 2);
        let mut lines: Vec<u32> = problems.0.iter().map(|d| d.place.as_ref().unwrap().line).collect();
        lines.sort_unstable();
        assert_eq!(lines, [2, 3, 4, 5, 6, 8], "{problems:#?}");
    }

    #[test]
    fn an_empty_file_says_what_a_site_needs() {
        let (config, problems) = parse("", None);
        assert!(config.is_none());
        assert_eq!(problems.0.len(), 3);
    }
}
