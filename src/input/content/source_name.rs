//! What the name of a content file says: which story, which language, which section.

use crate::path::composed;
use std::fmt;
use std::sync::Arc;

/// The id of a story: its path below `content/` without language and extension, `analysis/russia-iran-treaty`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub Arc<str>);

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
    /// `is_language` says whether a suffix is a language of the site. A suffix that looks like a language counts as one even
    /// if the site does not have it (`a.de.md`, `a.pt_BR.md`): better a question than a silent page named `a.de`.
    ///
    /// The story's id has its letters composed (NFC), whatever form the file system gives them: `йод.md` from a Mac is
    /// the story that others write `йод`.
    pub fn parse(path: &str, is_language: impl Fn(&str) -> bool) -> SourceName {
        let path = &*composed(path);
        let path = path.rsplit_once('.').filter(|_| is_text(path)).map_or(path, |(stem, _)| stem);
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let (stem, language) = match name.rsplit_once('.') {
            Some((stem, suffix)) if !stem.is_empty() => {
                // Other programs write `pt_BR`.
                let tag = suffix.replace('_', "-");
                if is_language(&tag) || looks_like_a_language(&tag) { (stem, Some(tag)) } else { (name, None) }
            }
            _ => (name, None),
        };
        let bundle = stem == "index" && !folder.is_empty();
        let story = match (folder, bundle) {
            (folder, true) => folder.to_owned(),
            ("", _) => stem.to_owned(),
            (folder, _) => format!("{folder}/{stem}"),
        };
        SourceName { story: StoryId(story.into()), language, bundle }
    }
}

/// A path below the site's root as it is below `content/`; one that is seen from there already stays as it is.
pub fn below_content(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

/// Whether a file is a text that is read, by its name: Markdown, under any of its names and in any case.
pub fn is_text(path: &str) -> bool {
    let extension = path.rsplit('/').next().unwrap_or_default().rsplit_once('.').map_or("", |(_, extension)| extension);
    ["md", "markdown", "mdown", "mkdn", "mkd"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// A code of two or three letters, perhaps with a script or a region.
fn looks_like_a_language(suffix: &str) -> bool {
    let mut parts = suffix.split('-');
    let is_code = |part: &str| matches!(part.len(), 2 | 3) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let is_further = |part: &str| {
        matches!(part.len(), 2 | 4) && part.bytes().all(|b| b.is_ascii_alphabetic())
            || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
    };
    parts.next().is_some_and(is_code) && parts.all(is_further)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str) -> (String, Option<String>, bool) {
        let name = SourceName::parse(path, |tag| ["xx", "yy-Latn"].contains(&tag));
        (name.story.to_string(), name.language, name.bundle)
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
        assert_eq!(name("news/a.pt_BR.md").1.as_deref(), Some("pt-BR"));
        assert_eq!(name("news/a.yy_Latn.md"), ("news/a".into(), Some("yy-Latn".into()), false));
        assert_eq!(name("news/a.es-419.md").1.as_deref(), Some("es-419"));
        assert_eq!(name("news/no.10-london.md"), ("news/no.10-london".into(), None, false));
    }

    #[test]
    fn markdown_goes_by_several_names() {
        for path in ["news/a.xx.MD", "news/a.xx.markdown", "news/a.xx.Markdown", "news/a.xx.mkd"] {
            assert!(is_text(path));
            assert_eq!(name(path), ("news/a".into(), Some("xx".into()), false));
        }
        assert!(!is_text("news.md/a.png") && !is_text("news/md"));
    }

    #[test]
    fn the_section_is_the_first_folder() {
        assert_eq!(StoryId("analysis/2025/x".into()).section(), Some("analysis"));
        assert_eq!(StoryId("about".into()).section(), None);
    }
}
