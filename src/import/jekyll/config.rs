//! Jekyll's configuration, `_config.yml`.

use crate::import::matter::{Matter, text, texts};
use serde_yaml::{Mapping, Value};
use std::path::Path;

/// What of it matters here.
#[derive(Debug, Default)]
pub struct Config {
    pub title: Option<String>,
    pub description: Option<String>,
    pub base_url: Option<String>,
    pub time_zone: Option<String>,
    pub paginate: Option<usize>,
    /// The languages that it names, the first one its own.
    pub languages: Vec<String>,
    pub permalink: String,
    /// The collections whose texts had pages, with their patterns.
    pub collections: Vec<(String, Option<String>)>,
    /// Collections without pages.
    pub hidden: Vec<String>,
    /// Values for front matter, by path and type.
    pub defaults: Vec<Default>,
    pub exclude: Vec<String>,
    pub separator: Option<String>,
    /// Patterns of archives by kind (jekyll-archives): `category`, `tag`.
    pub archives: Vec<(String, String)>,
    pub has_feed: bool,
    pub shows_future: bool,
    /// All of it, for templates.
    pub all: Mapping,
}

/// Values that hold for some texts.
#[derive(Debug)]
pub struct Default {
    pub path: String,
    pub kind: Option<String>,
    pub values: Mapping,
}

/// Files that are of no use to readers, whatever the configuration says.
const EXCLUDED: [&str; 16] = [
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor",
    "package.json",
    "package-lock.json",
    "yarn.lock",
    "Rakefile",
    "README.md",
    "LICENSE",
    "CONTRIBUTING.md",
    "Makefile",
    "Dockerfile",
    "docker-compose.yml",
    "LICENSE.md",
    "script",
];

/// Reads the configuration of a site. None where there is none.
pub fn read(root: &Path) -> Option<Config> {
    let path = ["_config.yml", "_config.yaml", "_config.toml"]
        .map(|name| root.join(name))
        .into_iter()
        .find(|path| path.is_file())?;
    let all = crate::import::matter::settings(&path).unwrap_or_default();
    let mut matter = Matter::new(all.clone());
    let url = matter.take_text(&["url"]).filter(|url| url.contains("://"));
    let below = matter.take_text(&["baseurl"]).unwrap_or_default();
    let plugins: Vec<String> = matter.take_texts(&["plugins", "gems"]);
    let mut config = Config {
        title: matter.take_text(&["title", "name"]),
        description: matter.take_text(&["description", "tagline"]),
        base_url: url.map(|url| format!("{}/{}", url.trim_end_matches('/'), below.trim_matches('/'))),
        time_zone: matter.take_text(&["timezone"]).filter(|zone| zone.contains('/')),
        paginate: matter.take_text(&["paginate"]).and_then(|n| n.parse().ok()),
        permalink: matter.take_text(&["permalink"]).unwrap_or_else(|| "date".to_owned()),
        separator: matter.take_text(&["excerpt_separator"]),
        has_feed: plugins.iter().any(|plugin| plugin == "jekyll-feed") || root.join("feed.xml").is_file(),
        shows_future: matter.take_switch("future").unwrap_or(false),
        ..Config::default()
    };
    config.exclude = EXCLUDED.iter().map(|name| (*name).to_owned()).chain(matter.take_texts(&["exclude"])).collect();
    let default = matter.take_text(&["default_lang", "lang", "locale", "language"]);
    config.languages =
        default.into_iter().map(|code| code.split(['.', '_']).next().unwrap_or_default().to_owned()).collect();
    for code in matter.take_texts(&["languages"]) {
        if !config.languages.contains(&code) {
            config.languages.push(code);
        }
    }
    match matter.take("collections") {
        Some(Value::Mapping(map)) => {
            for (name, options) in map {
                let mut options = Matter::new(options.as_mapping().cloned().unwrap_or_default());
                let Some(name) = text(&name).filter(|name| name != "posts" && name != "drafts") else { continue };
                match options.take_switch("output") {
                    Some(true) => config.collections.push((name, options.take_text(&["permalink"]))),
                    _ => config.hidden.push(name),
                }
            }
        }
        Some(other) => config.hidden.extend(texts(&other)),
        None => {}
    }
    for item in matter.take("defaults").and_then(|value| value.as_sequence().cloned()).unwrap_or_default() {
        let mut item = Matter::new(item.as_mapping().cloned().unwrap_or_default());
        let mut scope =
            Matter::new(item.take("scope").and_then(|value| value.as_mapping().cloned()).unwrap_or_default());
        let values = item.take("values").and_then(|value| value.as_mapping().cloned()).unwrap_or_default();
        let path = scope.take_text(&["path"]).unwrap_or_default();
        config.defaults.push(Default {
            path: path.trim_matches('/').to_owned(),
            kind: scope.take_text(&["type"]),
            values,
        });
    }
    if let Some(Value::Mapping(map)) = matter.take("jekyll-archives")
        && let Some(Value::Mapping(permalinks)) = Matter::new(map).take("permalinks")
    {
        config.archives = permalinks.iter().filter_map(|(kind, pattern)| Some((text(kind)?, text(pattern)?))).collect();
    }
    config.all = all;
    Some(config)
}

impl Config {
    /// Front matter completed by the defaults: the most exact scope counts first.
    pub fn complete(&self, matter: &mut Matter, place: &str, kind: &str) {
        let is_meant = |default: &&Default| {
            let is_inside = default.path.is_empty()
                || place == default.path
                || place.starts_with(&format!("{}/", default.path))
                || glob_matches(&default.path, place);
            is_inside && default.kind.as_deref().is_none_or(|of| of == kind)
        };
        let mut meant: Vec<&Default> = self.defaults.iter().filter(is_meant).collect();
        meant.sort_by_key(|default| std::cmp::Reverse((default.path.len(), default.kind.is_some())));
        for default in meant {
            matter.add_missing(&default.values);
        }
    }

    /// Whether a file is left out of the site.
    pub fn is_excluded(&self, below: &str) -> bool {
        self.exclude.iter().any(|pattern| {
            let pattern = pattern.trim_matches('/');
            below == pattern || below.starts_with(&format!("{pattern}/")) || glob_matches(pattern, below)
        })
    }
}

fn glob_matches(pattern: &str, path: &str) -> bool {
    if !pattern.contains('*') {
        return false;
    }
    let parts: Vec<&str> = pattern.split('*').collect();
    let mut rest = path;
    for (i, part) in parts.iter().filter(|part| !part.is_empty()).enumerate() {
        match rest.find(part) {
            Some(at) if i > 0 || at == 0 || pattern.starts_with('*') => rest = &rest[at + part.len()..],
            _ => return false,
        }
    }
    pattern.ends_with('*') || rest.is_empty()
}
