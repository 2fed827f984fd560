//! What a schema knows of the site at hand: its languages, authors, sections, tags. What can be chosen is suggested; only a
//! language must be one of those.

use super::kind::Kind;
use crate::diagnostic::Place;
use crate::input::config;
use crate::input::theme;
use crate::scaffold::archive::Archive;
use crate::site::TaxonomyKind;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What can be chosen in a site.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The tags of its languages.
    pub languages: Vec<String>,
    /// Ids of authors.
    pub authors: Vec<String>,
    /// Ids of sections.
    pub sections: Vec<String>,
    /// Ids of tags.
    pub tags: Vec<String>,
    /// `keys` of `site.yaml`: other names of keys of front matter.
    pub keys: BTreeMap<String, Option<String>>,
    /// The options of its theme with their values.
    pub options: serde_yaml::Mapping,
}

impl Facts {
    /// What can be chosen in a site.
    pub fn of(archive: &Archive) -> Facts {
        let site = &archive.site;
        let config = &site.config;
        // What is wrong with its themes is told by `check`.
        let (options, _) =
            theme::options(archive.sources.themes(), &config.theme, &config.options, |_| Place::file(config::FILE));
        let terms = |kind: TaxonomyKind| site.taxonomy(kind).terms.iter().map(|term| term.id.clone()).collect();
        Facts {
            languages: site.locales.ids().map(|id| site.locales.get(id).tag.to_string()).collect(),
            authors: terms(TaxonomyKind::Author),
            sections: terms(TaxonomyKind::Section),
            tags: terms(TaxonomyKind::Tag),
            keys: config.keys.iter().map(|key| (key.written.clone(), key.meant.clone())).collect(),
            options,
        }
    }

    /// Makes a schema one for this site.
    pub(super) fn suit(&self, schema: &mut Value, kind: Kind) {
        let Some(keys) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
        let mut set = |key: &str, part: &str, value: Value| {
            if let Some(shape) = keys.get_mut(key).and_then(Value::as_object_mut) {
                for old in ["type", "anyOf", "enum", "items", "additionalProperties"] {
                    shape.remove(old);
                }
                shape.insert(part.to_owned(), value);
            }
        };
        let language = || json!(self.languages.iter().map(|tag| json!(tag)).chain([Value::Null]).collect::<Vec<_>>());
        if matches!(kind, Kind::Article | Kind::Page | Kind::Author | Kind::Dossier | Kind::Term) {
            set("language", "enum", language());
            set("original", "enum", language());
            set("author", "anyOf", words(&self.authors));
            set("authors", "anyOf", words(&self.authors));
            set("tags", "anyOf", words(&self.tags));
            self.rename(keys);
        } else if kind == Kind::Site {
            set("sections", "items", suggested(&self.sections));
            if let Some(options) = keys.get_mut("options").and_then(Value::as_object_mut) {
                options.insert("properties".to_owned(), Value::Object(self.options()));
                options.insert("additionalProperties".to_owned(), json!(false));
            }
        }
    }

    /// Keys of an archive that the site reads under other names.
    fn rename(&self, keys: &mut Map<String, Value>) {
        for (name, ours) in &self.keys {
            let shape = match ours {
                Some(ours) => keys.get(ours).cloned(),
                None => Some(json!({ "description": "Read by nobody: `keys` in site.yaml says so." })),
            };
            if let Some(shape) = shape {
                keys.entry(name.clone()).or_insert(shape);
            }
        }
    }

    fn options(&self) -> Map<String, Value> {
        let options = self.options.iter().filter_map(|(name, value)| {
            let value = serde_json::to_value(value).ok()?;
            Some((name.as_str()?.to_owned(), json!({ "default": value })))
        });
        options.collect()
    }
}

/// One of these, or another word.
fn suggested(known: &[String]) -> Value {
    if known.is_empty() {
        return json!({ "type": "string" });
    }
    json!({ "anyOf": [{ "enum": known }, { "type": "string" }] })
}

/// One word or a list of words, of which some are known.
fn words(known: &[String]) -> Value {
    let word = json!({ "type": ["string", "number", "boolean", "null"] });
    if known.is_empty() {
        return json!([word, { "type": "array", "items": word }]);
    }
    json!([{ "enum": known }, word, { "type": "array", "items": { "anyOf": [{ "enum": known }, word] } }])
}
