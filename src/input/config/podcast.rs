//! The key `feeds.podcast`: what directories of podcasts are told.

use super::LocalizedText;
use super::faults::Faults;
use crate::diagnostic::{Code, Diagnostic, KeyPath, nearest};
use crate::yaml::mistake;
use crate::yaml::shape::written_as;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// A podcast, as written: a feed in each language that has sound of its own.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PodcastConfig {
    /// Its title; that of the site where there is none.
    pub title: Option<LocalizedText>,
    /// What it is about; what the site is about where nothing is said.
    pub description: Option<LocalizedText>,
    /// Its cover: a picture of `static/`, or a path below `content/`.
    pub image: Option<String>,
    /// What directories file it under, the first one first.
    pub category: Categories,
    /// Who makes it; the site's title where that is not said.
    pub author: Option<LocalizedText>,
    /// Who answers for it: directories write there.
    pub owner: OwnerConfig,
    /// Whether it is not for children.
    #[serde(deserialize_with = "switch")]
    #[schemars(with = "crate::yaml::shape::Switch")]
    pub explicit: bool,
    /// In which order it is heard.
    #[serde(rename = "type")]
    pub kind: PodcastType,
    /// Only articles of these sections are in it; of all where there are none.
    pub sections: Vec<String>,
    /// Episodes in it.
    pub size: Option<usize>,
    /// Whose it is.
    pub copyright: Option<LocalizedText>,
}

/// Episodes of a podcast, where nothing else is said: directories show no more.
const SIZE: usize = 100;

impl PodcastConfig {
    /// Episodes in it.
    pub fn size(&self) -> usize {
        self.size.unwrap_or(SIZE)
    }
}

/// Reads `explicit: false` as well as `explicit: off`.
fn switch<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    crate::yaml::switch(deserializer).map(Option::unwrap_or_default)
}

/// Who answers for a podcast.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OwnerConfig {
    /// The name.
    pub name: Option<String>,
    /// Where mail reaches them; the newsroom's under `publisher` where there is none.
    pub email: Option<String>,
}

/// In which order a podcast is heard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PodcastType {
    /// The newest first: each episode stands for itself.
    #[default]
    Episodic,
    /// From the beginning.
    Serial,
}

impl PodcastType {
    /// The word in `site.yaml` and in the feed.
    pub fn as_str(self) -> &'static str {
        match self {
            PodcastType::Episodic => "episodic",
            PodcastType::Serial => "serial",
        }
    }
}

/// Categories: one, or a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Categories(pub Vec<String>);

written_as!(Categories, |generator| { "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] });

impl<'de> Deserialize<'de> for Categories {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Categories;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a category, `News > Politics`, or a list of them")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Categories, E> {
                Ok(Categories(vec![text.to_owned()]))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Categories, A::Error> {
                let mut categories = Vec::new();
                while let Some(category) = list.next_element::<serde_yaml::Value>()? {
                    match category {
                        serde_yaml::Value::String(text) => categories.push(text),
                        _ => return Err(mistake("a category is no text", "write `News` or `News > Politics`")),
                    }
                }
                Ok(Categories(categories))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A category of the directories, with the one below it where that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The first word.
    pub name: &'static str,
    /// The second.
    pub below: Option<&'static str>,
}

/// The categories that directories know: Apple's list, which the others took over.
const LIST: &str = include_str!("podcast_categories.txt");

fn known() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    LIST.lines().map(|line| {
        let (name, below) = line.split_once(": ").unwrap_or((line, ""));
        (name, below.split("; ").filter(|below| !below.is_empty()).collect())
    })
}

/// Reads `News`, `News > Politics`, or `Politics` alone, in letters of any size.
///
/// # Errors
/// The nearest that there is.
pub fn category(text: &str) -> Result<Category, Option<String>> {
    let is = |known: &str, written: &str| known.eq_ignore_ascii_case(written.trim());
    let all = known().flat_map(|(name, below)| {
        let itself = std::iter::once(Category { name, below: None });
        itself.chain(below.into_iter().map(move |below| Category { name, below: Some(below) }))
    });
    let all: Vec<Category> = all.collect();
    let parts: Vec<&str> = text.split(['>', '/', ':']).collect();
    let found = match parts[..] {
        [name] => all.iter().find(|one| is(one.below.unwrap_or(one.name), name)),
        [name, below] => all.iter().find(|one| is(one.name, name) && one.below.is_some_and(|known| is(known, below))),
        _ => None,
    };
    found.cloned().ok_or_else(|| {
        let lower = |text: &str| text.trim().to_lowercase();
        let names: Vec<(String, &Category)> =
            all.iter().map(|one| (lower(one.below.unwrap_or(one.name)), one)).collect();
        let wanted = lower(parts.last().copied().unwrap_or_default());
        let near = nearest(&wanted, names.iter().map(|(name, _)| name.as_str()))?;
        let (_, one) = names.iter().find(|(name, _)| name == near)?;
        Some(one.below.map_or_else(|| one.name.to_owned(), |below| format!("{} > {below}", one.name)))
    })
}

/// What directories would refuse.
pub(super) fn check(podcast: &PodcastConfig, email: Option<&str>, faults: &mut Faults) {
    let path = || KeyPath::from("feeds").key("podcast");
    let mut tell = |severity: fn(Code, String) -> Diagnostic, path: KeyPath, message: String, hints: Vec<String>| {
        let problem = severity(Code::BadPodcast, message).at(faults.block.place_of(path));
        faults.problems.push(hints.into_iter().fold(problem, Diagnostic::hint));
    };
    if podcast.image.is_none() {
        let hint = "add `image: podcast.jpg`, a file of static/: a square of 1400 to 3000 pixels, JPEG or PNG";
        tell(
            Diagnostic::error,
            path(),
            "the podcast has no cover: directories refuse it".to_owned(),
            vec![hint.to_owned()],
        );
    }
    if podcast.category.0.is_empty() {
        let hint = "add `category: News > Politics`, or another of the list in docs/podcast.md";
        tell(
            Diagnostic::error,
            path(),
            "the podcast has no category: directories refuse it".to_owned(),
            vec![hint.to_owned()],
        );
    }
    for (i, text) in podcast.category.0.iter().enumerate() {
        if let Err(near) = category(text) {
            let path = path().key("category");
            let path = if podcast.category.0.len() > 1 { path.item(i) } else { path.value() };
            let near = near.map(|near| format!("did you mean `{near}`?"));
            let list = format!("it is one of {}, or of what is below them: docs/podcast.md lists all", names());
            let message = format!("directories know no category `{text}`");
            tell(Diagnostic::error, path, message, near.into_iter().chain([list]).collect());
        }
    }
    let own = podcast.owner.email.as_deref();
    if let Some(own) = own.filter(|own| !own.contains('@') || own.contains(char::is_whitespace)) {
        let hint = "write it as in podcast@example.org".to_owned();
        tell(Diagnostic::error, path().key("owner").key("email"), format!("`{own}` is no mail address"), vec![hint]);
    }
    if own.or(email).is_none() {
        let message = "the podcast has no mail address: directories write there to learn whose it is".to_owned();
        let hint = "add `owner: { name: …, email: podcast@example.org }`, or `publisher: { email: … }`".to_owned();
        tell(Diagnostic::warning, path(), message, vec![hint]);
    }
    if podcast.size == Some(0) {
        let hint = format!("leave it out for {SIZE}");
        tell(Diagnostic::error, path().key("size").value(), "a podcast has at least 1 episode".to_owned(), vec![hint]);
    }
}

fn names() -> String {
    known().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_those_of_the_directories() {
        let read = |text: &str| category(text).map(|one| (one.name, one.below));
        assert_eq!(read("News"), Ok(("News", None)));
        assert_eq!(read("news > politics"), Ok(("News", Some("Politics"))));
        assert_eq!(read("Society & Culture/Documentary"), Ok(("Society & Culture", Some("Documentary"))));
        assert_eq!(read("Tech News"), Ok(("News", Some("Tech News"))), "the first word need not be said");
        assert_eq!(read("Histroy"), Err(Some("History".to_owned())));
        assert_eq!(read("News > Poltics"), Err(Some("News > Politics".to_owned())));
        assert_eq!(read("Arts > Politics"), Err(Some("News > Politics".to_owned())));
        assert_eq!(read("Gardens of the moon"), Err(None));
        assert_eq!(known().count(), 19);
        assert_eq!(known().map(|(_, below)| below.len()).sum::<usize>(), 91);
    }
}
