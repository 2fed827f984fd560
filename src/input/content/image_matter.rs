//! A picture in front matter: the lead of an article, a dossier or a term, and the photograph of an author.

use crate::input::framing::{Crop, Focus, Pixels};
use crate::language::WrittenDate;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// A picture, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, remote = "Self")]
#[schemars(transform = crate::yaml::shape::OrText)]
pub struct ImageMatter {
    /// A file beside the article, a path below `content/`, a file of `static/`, or an address elsewhere.
    pub src: Option<String>,
    /// A raster picture that only link previews show.
    pub social: Option<String>,
    /// What it shows, for those who cannot see it.
    #[serde(default, deserialize_with = "crate::yaml::line")]
    pub alt: Option<String>,
    /// The line below it.
    #[serde(default, deserialize_with = "crate::yaml::line")]
    pub caption: Option<String>,
    /// Who made it.
    #[serde(default, deserialize_with = "crate::yaml::line")]
    pub credit: Option<String>,
    /// The point that stays in sight where it is cut.
    pub focus: Option<Focus>,
    /// Whether it may be cut.
    pub crop: Option<Crop>,
    /// From when on no page shows it.
    pub until: Option<WrittenDate>,
    /// Its width in pixels, where its file is elsewhere.
    pub width: Option<Pixels>,
    /// Its height.
    pub height: Option<Pixels>,
}

impl<'de> Deserialize<'de> for ImageMatter {
    /// Reads `image: treaty.jpg` as well as `image: { src: treaty.jpg, … }`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = ImageMatter;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("{ src: …, alt: …, caption: …, credit: …, social: … }")
            }
            fn visit_str<E: de::Error>(self, src: &str) -> Result<ImageMatter, E> {
                Ok(ImageMatter { src: Some(src.to_owned()), ..ImageMatter::default() })
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<ImageMatter, A::Error> {
                // The derived one, which knows the full form alone.
                ImageMatter::deserialize(de::value::MapAccessDeserializer::new(map))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}
