//! Hugo's configuration: one file, or a folder of them.

use crate::import::fields::{tag, usual_language};
use crate::import::matter::{Matter, settings, text};
use serde_yaml::{Mapping, Value};
use std::fs;
use std::path::Path;

/// What of it matters here.
#[derive(Debug, Default)]
pub struct Config {
    pub title: Option<String>,
    pub description: Option<String>,
    pub base_url: Option<String>,
    pub time_zone: Option<String>,
    pub paginate: Option<usize>,
    pub languages: Vec<Language>,
    /// The folders of texts, of files that are published as they are, and of data.
    pub content: String,
    pub statics: Vec<String>,
    /// Patterns of addresses by section.
    pub permalinks: Mapping,
    /// The folders and keys of taxonomies.
    pub taxonomies: Vec<String>,
    pub ugly: bool,
    pub keeps_case: bool,
    pub build_future: bool,
    pub cascade: Option<Value>,
    /// Languages that were not made, and their folders of texts.
    pub languages_off: Vec<(String, Option<String>)>,
    /// Patterns of files that are passed over.
    pub ignored: Vec<String>,
    /// Kinds of pages that were not made.
    pub disabled: Vec<String>,
}

/// A language of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// As Hugo names it, in file names and addresses.
    pub key: String,
    /// The BCP 47 tag.
    pub tag: String,
    /// Its own folder of texts.
    pub content: Option<String>,
    /// What its addresses begin with.
    pub prefix: String,
}

const NAMES: [&str; 2] = ["hugo", "config"];
const ENDINGS: [&str; 4] = ["toml", "yaml", "yml", "json"];

/// Reads the configuration of a site. None where there is none.
pub fn read(root: &Path) -> Option<Config> {
    let mut found = false;
    let mut all = Matter::default();
    for name in NAMES {
        for ending in ENDINGS {
            if let Some(map) = settings(&root.join(format!("{name}.{ending}"))) {
                found = true;
                all.add_missing(&map);
            }
        }
    }
    let folder = root.join("config/_default");
    let entries = fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok);
    let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
    files.sort();
    for path in files {
        let Some(map) = settings(&path) else { continue };
        found = true;
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if NAMES.contains(&stem) {
            all.add_missing(&map);
        } else {
            // `languages.toml` holds what stands below `languages`; `menus.en.toml` nothing of ours.
            all.add_missing(&[(Value::String(stem.to_owned()), Value::Mapping(map))].into_iter().collect());
        }
    }
    found.then(|| of(&mut all))
}

fn map(value: Option<Value>) -> Matter {
    Matter::new(value.and_then(|value| value.as_mapping().cloned()).unwrap_or_default())
}

fn of(all: &mut Matter) -> Config {
    let mut params = map(all.take("params"));
    let mut pagination = map(all.take("pagination"));
    let mut config = Config {
        title: all.take_text(&["title"]),
        description: params.take_text(&["description"]),
        base_url: all.take_text(&["baseURL"]).filter(|url| url.contains("://")),
        time_zone: all.take_text(&["timeZone"]).filter(|zone| zone.contains('/')),
        paginate: pagination
            .take_text(&["pagerSize"])
            .or_else(|| all.take_text(&["paginate"]))
            .and_then(|n| n.parse().ok()),
        content: all.take_text(&["contentDir"]).unwrap_or_else(|| "content".to_owned()),
        statics: Vec::new(),
        permalinks: map(all.take("permalinks")).rest(),
        taxonomies: Vec::new(),
        ugly: all.take_switch("uglyURLs").unwrap_or(false),
        keeps_case: all.take_switch("disablePathToLower").unwrap_or(false),
        build_future: all.take_switch("buildFuture").unwrap_or(false),
        cascade: all.take("cascade"),
        disabled: all.take_texts(&["disableKinds"]),
        languages_off: all.take_texts(&["disableLanguages"]).into_iter().map(|key| (key, None)).collect(),
        ignored: all.take_texts(&["ignoreFiles"]),
        languages: Vec::new(),
    };
    config.statics = all.take_texts(&["staticDir"]);
    if config.statics.is_empty() {
        config.statics.push("static".to_owned());
    }
    config.taxonomies = match all.take("taxonomies") {
        Some(Value::Mapping(map)) => map.values().filter_map(text).collect(),
        _ => vec!["tags".to_owned(), "categories".to_owned()],
    };
    let default = all.take_text(&["defaultContentLanguage"]);
    let in_folder = all.take_switch("defaultContentLanguageInSubdir").unwrap_or(false);
    let code = all.take_text(&["languageCode", "locale"]);
    let mut languages: Vec<(i64, Language, Matter)> = Vec::new();
    for (key, value) in map(all.take("languages")).rest() {
        let (Some(key), mut of) = (text(&key), map(Some(value))) else { continue };
        let is_off = config.languages_off.iter().any(|(off, _)| off.eq_ignore_ascii_case(&key));
        if of.take_switch("disabled").unwrap_or(false) || is_off {
            config.languages_off.push((key, of.take_text(&["contentDir"])));
            continue;
        }
        let weight = of.take_text(&["weight"]).and_then(|weight| weight.parse().ok()).unwrap_or(i64::MAX);
        let content = of.take_text(&["contentDir"]);
        config.statics.extend(of.take_texts(&["staticDir"]));
        let prefix = key.to_lowercase();
        let language = Language { tag: tag(&key), key, content, prefix };
        languages.push((weight, language, of));
    }
    languages.sort_by_key(|(weight, ..)| *weight);
    let default = default.or_else(|| languages.first().map(|(_, language, _)| language.key.clone()));
    if languages.is_empty() {
        let key = default
            .clone()
            .or_else(|| code.as_deref().map(|code| tag(code).split('-').next().unwrap_or_default().to_owned()));
        let key = key.unwrap_or_else(usual_language);
        let said = code.as_deref().map(tag);
        let tag = said.filter(|said| default.is_none() || said.starts_with(&tag(&key))).unwrap_or_else(|| tag(&key));
        let prefix = if in_folder { key.to_lowercase() } else { String::new() };
        config.languages.push(Language { tag, key, content: None, prefix });
        return config;
    }
    for (_, mut language, mut of) in languages {
        if default.as_ref() == Some(&language.key) {
            if !in_folder {
                language.prefix.clear();
            }
            if config.title.is_none() {
                config.title = of.take_text(&["title"]);
            }
            config.languages.insert(0, language);
        } else {
            config.languages.push(language);
        }
    }
    config
}
