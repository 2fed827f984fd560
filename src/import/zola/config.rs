//! Zola's configuration: `config.toml`, or `zola.toml` since 0.21.

use super::slug::Form;
use crate::import::fields::{tag, usual_language};
use crate::import::matter::{Matter, text, yaml_of_toml};
use regex::Regex;
use serde_yaml::{Mapping, Value};
use std::fs;
use std::path::Path;

/// What of it matters here.
#[derive(Debug, Default)]
pub struct Config {
    pub title: Option<String>,
    pub description: Option<String>,
    pub base_url: Option<String>,
    /// The site's own first.
    pub languages: Vec<Language>,
    /// How names become parts of addresses: those of texts, and those of terms.
    pub paths: Form,
    pub terms: Form,
    /// Whether a date at the beginning of a name stays in the address.
    pub keeps_dates: bool,
    /// What stands before the addresses of taxonomies, without slashes at the ends.
    pub taxonomy_root: String,
    /// Files that Zola did not look at.
    pub ignored: Vec<Regex>,
    pub ignored_statics: Vec<Regex>,
}

/// A language of the site.
#[derive(Debug, Clone, Default)]
pub struct Language {
    /// As Zola names it, in file names and addresses.
    pub key: String,
    /// The BCP 47 tag.
    pub tag: String,
    /// What its addresses begin with.
    pub prefix: String,
    /// Whether its home page has feeds, and what feeds are called.
    pub has_feeds: bool,
    pub feeds: Vec<String>,
    pub taxonomies: Vec<Taxonomy>,
}

/// A taxonomy of a language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taxonomy {
    pub name: String,
    pub has_feeds: bool,
}

/// Reads the configuration of a site. None where there is none.
pub fn read(root: &Path) -> Option<Config> {
    let table = ["config.toml", "zola.toml"].into_iter().find_map(|name| {
        let table: toml::Table = fs::read_to_string(root.join(name)).ok()?.parse().ok()?;
        // Other programs have a `config.toml`, too; this key they do not have.
        table.contains_key("base_url").then_some(table)
    })?;
    Some(of(Matter::new(yaml_of_toml(toml::Value::Table(table)).as_mapping().cloned().unwrap_or_default())))
}

fn of(mut all: Matter) -> Config {
    let mut slugify = group(all.take("slugify"));
    let form = |matter: &mut Matter, key: &str| Form::of(matter.take_text(&[key]).as_deref());
    let default = all.take_text(&["default_language"]).unwrap_or_else(usual_language);
    let mut others = Mapping::new();
    match all.take("languages") {
        Some(Value::Mapping(map)) => others = map,
        // Old sites list their languages, `languages = [{ code = "fr" }]`, and each of their taxonomies has a `lang`.
        Some(Value::Sequence(list)) => others.extend(list.iter().filter_map(|item| {
            let mut item = Matter::new(item.as_mapping()?.clone());
            Some((Value::String(item.take_text(&["code"])?), Value::Mapping(item.rest())))
        })),
        _ => {}
    }
    let mut own = group(others.remove(default.as_str()));
    let taxonomies = all.take("taxonomies");
    let feeds = feed_names(&mut all);
    let mut languages = vec![Language {
        tag: tag(&default),
        prefix: String::new(),
        has_feeds: has_feeds(&mut all) || has_feeds(&mut own),
        feeds: feeds.clone().or_else(|| feed_names(&mut own)).unwrap_or_else(|| vec!["atom.xml".to_owned()]),
        taxonomies: [
            taxonomies_of(taxonomies.as_ref(), &default, true),
            taxonomies_of(own.get("taxonomies"), "", true),
        ]
        .concat(),
        key: default,
    }];
    for (key, value) in &others {
        let (Some(key), mut of) = (text(key), group(Some(value.clone()))) else { continue };
        languages.push(Language {
            tag: tag(&key),
            prefix: key.clone(),
            has_feeds: has_feeds(&mut of),
            feeds: feed_names(&mut of).or_else(|| feeds.clone()).unwrap_or_else(|| languages[0].feeds.clone()),
            taxonomies: [
                taxonomies_of(of.get("taxonomies"), "", true),
                taxonomies_of(taxonomies.as_ref(), &key, false),
            ]
            .concat(),
            key,
        });
    }
    Config {
        title: all.take_text(&["title"]).or_else(|| own.take_text(&["title"])),
        description: all.take_text(&["description"]).or_else(|| own.take_text(&["description"])),
        base_url: all.take_text(&["base_url"]).filter(|url| url.contains("://")),
        languages,
        paths: form(&mut slugify, "paths"),
        terms: form(&mut slugify, "taxonomies"),
        keeps_dates: slugify.take_switch("paths_keep_dates").unwrap_or(false),
        taxonomy_root: all.take_text(&["taxonomy_root"]).unwrap_or_default().trim_matches('/').to_owned(),
        ignored: patterns(all.take_texts(&["ignored_content"])),
        ignored_statics: patterns(all.take_texts(&["ignored_static"])),
    }
}

fn group(value: Option<Value>) -> Matter {
    Matter::new(value.and_then(|value| value.as_mapping().cloned()).unwrap_or_default())
}

fn has_feeds(of: &mut Matter) -> bool {
    ["generate_feeds", "generate_feed", "generate_rss"].iter().any(|key| of.take_switch(key) == Some(true))
}

/// What feeds are called. Before they had names, there was one of RSS.
fn feed_names(of: &mut Matter) -> Option<Vec<String>> {
    let of_rss = of.get("generate_rss").is_some().then(|| vec!["rss.xml".to_owned()]);
    let names = of.take_texts(&["feed_filenames", "feed_filename"]);
    Some(names).filter(|names| !names.is_empty()).or(of_rss)
}

/// The taxonomies of a list that are a language's; `is_first` is the site's own, which they are where they say none.
fn taxonomies_of(list: Option<&Value>, language: &str, is_first: bool) -> Vec<Taxonomy> {
    let items = list.and_then(Value::as_sequence).into_iter().flatten().filter_map(Value::as_mapping);
    let items = items.filter_map(|item: &Mapping| {
        let mut item = Matter::new(item.clone());
        let is_own = match item.take_text(&["lang"]) {
            Some(said) => said == language,
            None => is_first,
        };
        let is_made = item.take_switch("render").unwrap_or(true);
        let has_feeds = ["feed", "rss"].iter().any(|key| item.take_switch(key) == Some(true));
        let name = item.take_text(&["name"]).filter(|_| is_own && is_made)?;
        Some(Taxonomy { name, has_feeds })
    });
    items.collect()
}

fn patterns(globs: Vec<String>) -> Vec<Regex> {
    globs.iter().filter_map(|glob| Regex::new(&of_glob(glob)).ok()).collect()
}

/// A pattern of files, `*.{xlsx,psd}`, as an expression. A star crosses folders there, as it does in Zola.
fn of_glob(glob: &str) -> String {
    let mut out = String::from("(?:^|/)");
    let mut depth = 0;
    for c in glob.trim_start_matches("**/").chars() {
        match c {
            '*' => out.push_str(".*"),
            '?' => out.push('.'),
            '{' => {
                depth += 1;
                out.push_str("(?:");
            }
            '}' if depth > 0 => {
                depth -= 1;
                out.push(')');
            }
            ',' if depth > 0 => out.push('|'),
            '[' | ']' | '-' => out.push(c),
            c => out.push_str(&regex::escape(&c.to_string())),
        }
    }
    out.push('$');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Config {
        let table: toml::Table = text.parse().unwrap();
        of(Matter::new(yaml_of_toml(toml::Value::Table(table)).as_mapping().cloned().unwrap()))
    }

    #[test]
    fn each_language_has_its_own_lists_and_feeds() {
        let config = config(
            "base_url = 'https://a.example'\ndefault_language = 'en'\ngenerate_feeds = true\nfeed_filenames = ['rss.xml']\n\
             taxonomies = [{ name = 'tags', feed = true }, { name = 'hidden', render = false }]\n\
             [languages.pt-br]\ntitle = 'B'\ngenerate_feed = true\nfeed_filename = 'atom.xml'\n\
             taxonomies = [{ name = 'authors' }]\n",
        );
        let of = |i: usize| {
            let language = &config.languages[i];
            let taxonomies = language.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()).collect::<Vec<_>>();
            (language.tag.as_str(), language.prefix.as_str(), language.has_feeds, language.feeds.join(" "), taxonomies)
        };
        assert_eq!(of(0), ("en", "", true, "rss.xml".to_owned(), vec!["tags"]));
        assert_eq!(of(1), ("pt-BR", "pt-br", true, "atom.xml".to_owned(), vec!["authors"]));
    }

    #[test]
    fn patterns_of_files_are_understood() {
        let is = |glob: &str, path: &str| Regex::new(&of_glob(glob)).unwrap().is_match(path);
        assert!(is("*.{xlsx,psd}", "content/a/b.psd") && !is("*.{xlsx,psd}", "content/a/b.md"));
        assert!(is("temp.*", "content/a/temp.md") && !is("temp.*", "content/a/attempt.md"));
        assert!(is("**/drafts/*", "content/a/drafts/b.md"));
    }
}
