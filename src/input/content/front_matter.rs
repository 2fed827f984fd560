//! The keys of front matter, typed. DESIGN and `docs/front-matter.md` say what each is for.

use super::audio_matter::AudioMatter;
use super::id_list;
use super::image_matter::ImageMatter;
use super::record::Record;
use super::status::Status;
use crate::language::{Gender, WrittenDate};
use crate::yaml::shape::written_as;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// The front matter of an article or a plain page, as written: nothing is required here, so that every
/// mistake can be reported, and a translation can leave to its original what it does not say.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FrontMatter {
    /// The headline.
    #[serde(deserialize_with = "crate::yaml::line")]
    pub title: Option<String>,
    /// Date of publication; in the future it is an embargo.
    pub date: Option<WrittenDate>,
    /// Author ids.
    #[serde(alias = "authors", deserialize_with = "id_list::authors")]
    #[schemars(with = "crate::yaml::shape::Words")]
    pub author: Option<Vec<String>>,
    /// The language tag, where the file name does not say it.
    pub language: Option<String>,
    /// The language that the story was first written in.
    pub original: Option<String>,
    /// The standfirst.
    #[serde(deserialize_with = "crate::yaml::text")]
    pub summary: Option<String>,
    /// Tags, as they are written.
    #[serde(deserialize_with = "id_list::tags")]
    #[schemars(with = "crate::yaml::shape::Words")]
    pub tags: Option<Vec<String>>,
    /// Entries pinned to the top of "More on this topic".
    pub related: Option<Vec<Related>>,
    /// The lead picture.
    pub image: Option<ImageMatter>,
    /// A talk, or the text read aloud.
    pub audio: Option<AudioMatter>,
    /// A sentence lifted out of the text.
    #[serde(deserialize_with = "crate::yaml::text")]
    pub pullquote: Option<String>,
    /// The genre.
    pub kind: Option<Kind>,
    /// The place that the article is written from.
    #[serde(deserialize_with = "crate::yaml::line")]
    pub dateline: Option<String>,
    /// When the text was last changed in substance.
    pub updated: Option<WrittenDate>,
    /// From when on the article is no longer public.
    pub expires: Option<WrittenDate>,
    /// What was wrong and has been put right.
    pub corrections: Vec<Correction>,
    /// Whether it is not yet public.
    #[serde(deserialize_with = "crate::yaml::switch")]
    #[schemars(with = "crate::yaml::shape::Switch")]
    pub draft: Option<bool>,
    /// Found only by those who have its address.
    #[serde(deserialize_with = "crate::yaml::switch")]
    #[schemars(with = "crate::yaml::shape::Switch")]
    pub unlisted: Option<bool>,
    /// The last part of the address.
    pub slug: Option<String>,
    /// Old addresses.
    pub aliases: Vec<String>,
    /// The id of the story that this file belongs to, where its own path does not say so.
    pub translation: Option<String>,
    /// What of the original has been translated.
    pub translated: Option<Record>,
    /// Whether it is meant to be another text than its original: shorter, longer, for other readers.
    #[serde(deserialize_with = "crate::yaml::switch")]
    #[schemars(with = "crate::yaml::shape::Switch")]
    pub adapted: Option<bool>,
    /// How far the translation has come: whether a machine made it, and whether somebody has read it.
    pub translation_status: Option<Status>,
    /// The address of first publication elsewhere.
    pub canonical: Option<String>,
    /// A candidate for the top of the home page.
    pub featured: Option<bool>,
    /// Whether the text is set by the rules of its language's typography.
    #[serde(deserialize_with = "crate::yaml::switch")]
    #[schemars(with = "crate::yaml::shape::Switch")]
    pub typography: Option<bool>,
    /// Anything that a theme wants.
    #[schemars(with = "std::collections::BTreeMap<String, serde_json::Value>")]
    pub extra: serde_yaml::Mapping,
}

/// The front matter of an author, `content/authors/<id>.<lang>.md`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AuthorMatter {
    /// The name as this language writes it.
    #[serde(deserialize_with = "crate::yaml::line")]
    pub name: Option<String>,
    /// What the author does.
    #[serde(deserialize_with = "crate::yaml::line")]
    pub role: Option<String>,
    /// The gender in which the site's words speak of the author.
    pub gender: Option<Gender>,
    /// A picture of the author.
    pub photo: Option<ImageMatter>,
    /// Where else the author can be found.
    pub links: Vec<WebLink>,
    /// The language tag, where the file name does not say it.
    pub language: Option<String>,
    /// What of the original has been translated.
    pub translated: Option<Record>,
    /// How far the translation has come: whether a machine made it, and whether somebody has read it.
    pub translation_status: Option<Status>,
    /// Anything that a theme wants.
    #[schemars(with = "std::collections::BTreeMap<String, serde_json::Value>")]
    pub extra: serde_yaml::Mapping,
}

/// A link with a name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WebLink {
    /// What it leads to.
    pub title: String,
    /// The address.
    pub url: String,
}

/// The genre of an article; it sets the schema.org type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A report of events.
    News,
    /// What events mean.
    Analysis,
    /// What the author thinks.
    Opinion,
    /// Questions and answers.
    Interview,
    /// A report from the place.
    Reportage,
}

impl Kind {
    /// What the names of messages begin with that say a kind to readers.
    pub const MESSAGE: &'static str = "kind-";

    /// Whether a word is that of a kind.
    pub fn is_word(word: &str) -> bool {
        let all = [Kind::News, Kind::Analysis, Kind::Opinion, Kind::Interview, Kind::Reportage];
        all.iter().any(|kind| kind.as_str() == word)
    }

    /// The word in front matter and in templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::News => "news",
            Kind::Analysis => "analysis",
            Kind::Opinion => "opinion",
            Kind::Interview => "interview",
            Kind::Reportage => "reportage",
        }
    }
}

/// A correction, as newsrooms publish them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// When it was made.
    pub date: WrittenDate,
    /// What was wrong and what is right.
    pub text: String,
}

/// A pinned entry of "More on this topic".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Related {
    /// A story of this site, by its id.
    Story(String),
    /// A page elsewhere.
    External(WebLink),
}

written_as!(Related, |generator| { "anyOf": [{ "type": "string" }, (generator.subschema_for::<WebLink>())] });

impl<'de> Deserialize<'de> for Related {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Related;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a story id (analysis/treaty) or { title: …, url: … }")
            }
            fn visit_str<E: de::Error>(self, id: &str) -> Result<Related, E> {
                Ok(Related::Story(id.to_owned()))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Related, A::Error> {
                WebLink::deserialize(de::value::MapAccessDeserializer::new(map)).map(Related::External)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}
