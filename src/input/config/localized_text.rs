//! A text in several languages.

use crate::diagnostic::KeyPath;
use crate::yaml::shape::written_as;
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeMap;
use std::fmt;

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

    /// The text for all languages, or one of them.
    pub fn any(&self) -> Option<&str> {
        self.common.as_ref().or_else(|| self.by_language.values().next()).map(String::as_str)
    }

    /// All texts that are written, each with the way to it from the key that they are written under.
    pub fn texts(&self, key: &'static str) -> impl Iterator<Item = (KeyPath, &str)> {
        let common = self.common.iter().map(move |text| (KeyPath::from(key).value(), text.as_str()));
        let by_language = self.by_language.iter();
        common.chain(by_language.map(move |(tag, text)| (KeyPath::from(key).key(tag), text.as_str())))
    }
}

written_as!(LocalizedText, |generator| { "anyOf": [{ "type": "string" }, { "type": "object", "additionalProperties": { "type": "string" } }] });

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
