//! What the name of a content file says: which story, which language, which section.

use crate::path::composed;
use std::fmt;

/// The id of a story: its path below `content/` without language and extension, `analysis/russia-iran-treaty`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub String);

impl StoryId {
    /// Reads an id as a writer may give it: with or without extension and index.
    pub fn read(text: &str) -> StoryId {
        SourceName::parse(text.trim_start_matches('/'), |_| false).story
    }

    /// The section's id: the first folder; none for a plain page.
    pub fn section(&self) -> Option<&str> {
        self.0.split_once('/').map(|(section, _)| section)
    }

    /// The last part of the id.
    pub fn stem(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the path of a Markdown file below `content/` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceName {
    /// The story.
    pub story: StoryId,
    /// The language suffix, as written: `fr` in `slug.fr.md`.
    pub language: Option<String>,
    /// Whether the file is the index of a bundle.
    pub bundle: bool,
}

impl SourceName {
    /// Reads `news/a.fr.md`, `news/a/index.fr.md` or `news/a.md`.
    ///
    /// `is_language` says whether a suffix is a language of the site. A suffix of two or three letters counts as a
    /// language even if the site does not have it (`a.de.md`): better a question than a silent page named `a.de`.
    ///
    /// The story's id has its letters composed (NFC), whatever form the file system gives them: `йод.md` from a Mac is
    /// the story that others write `йод`.
    pub fn parse(path: &str, is_language: impl Fn(&str) -> bool) -> SourceName {
        let path = &*composed(path);
        let path = path.strip_suffix(".md").unwrap_or(path);
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let (stem, language) = match name.rsplit_once('.') {
            Some((stem, suffix)) if !stem.is_empty() && (is_language(suffix) || looks_like_a_language(suffix)) => {
                (stem, Some(suffix.to_owned()))
            }
            _ => (name, None),
        };
        let bundle = stem == "index" && !folder.is_empty();
        let story = match (folder, bundle) {
            (folder, true) => folder.to_owned(),
            ("", _) => stem.to_owned(),
            (folder, _) => format!("{folder}/{stem}"),
        };
        SourceName { story: StoryId(story), language, bundle }
    }
}

fn looks_like_a_language(suffix: &str) -> bool {
    matches!(suffix.len(), 2 | 3) && suffix.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str) -> (String, Option<String>, bool) {
        let name = SourceName::parse(path, |tag| ["xx", "yy-Latn"].contains(&tag));
        (name.story.0, name.language, name.bundle)
    }

    #[test]
    fn names_say_story_and_language() {
        assert_eq!(name("news/a.xx.md"), ("news/a".into(), Some("xx".into()), false));
        assert_eq!(name("news/a/index.yy-Latn.md"), ("news/a".into(), Some("yy-Latn".into()), true));
        assert_eq!(name("news/a.md"), ("news/a".into(), None, false));
        assert_eq!(name("about.xx.md"), ("about".into(), Some("xx".into()), false));
        assert_eq!(name("news/v1.5.md"), ("news/v1.5".into(), None, false));
        assert_eq!(name("новости/договор.xx.md"), ("новости/договор".into(), Some("xx".into()), false));
        assert_eq!(name("news/a.de.md").1.as_deref(), Some("de"));
    }

    #[test]
    fn the_section_is_the_first_folder() {
        assert_eq!(StoryId("analysis/2025/x".into()).section(), Some("analysis"));
        assert_eq!(StoryId("about".into()).section(), None);
    }
}
