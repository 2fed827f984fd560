//! `missing_translations`: what readers find where a translation is missing.

use crate::yaml::shape::written_as;
use schemars::JsonSchema;
use serde::de::IntoDeserializer;
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeMap;
use std::fmt;

/// What becomes of a language that a text is missing in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
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

written_as!(MissingTranslations, |generator| {
    "anyOf": [
        (generator.subschema_for::<Missing>()),
        {
            "type": "object",
            "properties": {
                "default": (generator.subschema_for::<Missing>()),
                "sections": { "type": "object", "description": "By the ids of sections.", "additionalProperties": (generator.subschema_for::<Missing>()) }
            },
            "additionalProperties": false
        }
    ]
});

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
