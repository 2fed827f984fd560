//! The sound of an article in front matter: a talk, or the text read aloud.

use crate::yaml::shape::written_as;
use crate::yaml::{mistake_text, scalar};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// Sound, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, remote = "Self")]
#[schemars(transform = crate::yaml::shape::OrText)]
pub struct AudioMatter {
    /// A file beside the article, a path below `content/`, a file of `static/`, or an address elsewhere.
    pub src: Option<String>,
    /// What it is called, where that is not the headline.
    #[serde(default, deserialize_with = "crate::yaml::line")]
    pub title: Option<String>,
    /// The line below it.
    #[serde(default, deserialize_with = "crate::yaml::line")]
    pub caption: Option<String>,
    /// Who made it.
    #[serde(default, deserialize_with = "crate::yaml::line")]
    pub credit: Option<String>,
    /// How long it lasts.
    pub duration: Option<Seconds>,
    /// Its bytes, where its file is elsewhere.
    pub length: Option<u64>,
    /// Its media type, where its file is elsewhere.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// Its number in the podcast.
    pub episode: Option<u32>,
    /// The season that it belongs to.
    pub season: Option<u32>,
    /// What kind of episode it is.
    pub episode_type: Option<EpisodeType>,
    /// Whether it is not for children.
    #[serde(default, deserialize_with = "crate::yaml::switch")]
    #[schemars(with = "crate::yaml::shape::Switch")]
    pub explicit: Option<bool>,
}

impl<'de> Deserialize<'de> for AudioMatter {
    /// Reads `audio: talk.mp3` as well as `audio: { src: talk.mp3, … }`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = AudioMatter;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("the name of a file, or { src: …, title: …, duration: …, episode: … }")
            }
            fn visit_str<E: de::Error>(self, src: &str) -> Result<AudioMatter, E> {
                Ok(AudioMatter { src: Some(src.to_owned()), ..AudioMatter::default() })
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<AudioMatter, A::Error> {
                // The derived one, which knows the full form alone.
                AudioMatter::deserialize(de::value::MapAccessDeserializer::new(map))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// How long something lasts, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seconds(pub u64);

const FORM: &str = "write minutes and seconds, `32:10`, or hours before them, `1:02:03`";

impl Seconds {
    /// Reads `32:10`, `1:02:03`, or seconds alone.
    fn read(text: &str) -> Option<Seconds> {
        let parts: Vec<u64> = text.trim().split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        // Behind a colon, there are sixty at most.
        let is_in_range = parts.len() <= 3 && parts.iter().skip(1).all(|part| *part < 60);
        let sum = parts.iter().try_fold(0_u64, |sum, part| sum.checked_mul(60)?.checked_add(*part))?;
        const LONGEST: u64 = 30 * 24 * 3600;
        (is_in_range && (1..=LONGEST).contains(&sum)).then_some(Seconds(sum))
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes, seconds) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        match hours {
            0 => write!(f, "{minutes}:{seconds:02}"),
            _ => write!(f, "{hours}:{minutes:02}:{seconds:02}"),
        }
    }
}

written_as!(Seconds, |generator| { "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": "^\\s*[0-9]+(:[0-5]?[0-9]){0,2}\\s*$" }] });

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = |text: &str| mistake_text(format!("`{text}` does not say how long it lasts"), FORM);
        scalar(deserializer, "a time, `32:10`", |text| Seconds::read(text).ok_or_else(|| wrong(text)))
    }
}

/// A kind of episode, as podcast directories know them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EpisodeType {
    /// An episode.
    Full,
    /// What is to come.
    Trailer,
    /// More about another one.
    Bonus,
}

impl EpisodeType {
    /// The word in front matter and in feeds.
    pub fn as_str(self) -> &'static str {
        match self {
            EpisodeType::Full => "full",
            EpisodeType::Trailer => "trailer",
            EpisodeType::Bonus => "bonus",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let read = |text: &str| Seconds::read(text).map(|seconds| seconds.to_string());
        for (text, expected) in [("32:10", "32:10"), ("1:02:03", "1:02:03"), ("75", "1:15"), (" 90:00 ", "1:30:00")] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "0", "0:00", "1:60", "1:2:3:4", "-5", "12.5", "32m", "99999999999999999999", "999999:00:00"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
