//! The keys of a translation: a line for each word that it does not inherit, with the original's above it.

use crate::input::content::{Document, DocumentKind};
use crate::yaml::{comment, quoted};

/// A key whose words are to be translated.
struct Line<'a> {
    /// The group that it stands in: `image`.
    group: Option<&'static str>,
    key: &'static str,
    words: &'a str,
}

/// The lines for what the original says. `title` is what the translation is called, if that is known; what must have a name
/// keeps the original's until then.
pub(super) fn of(original: &Document, id: &str, title: Option<&str>) -> String {
    let mut text = String::new();
    let mut group = None;
    for line in lines(original) {
        if line.group != group {
            group = line.group;
            if let Some(group) = group {
                text.push_str(&format!("{group}:\n"));
            }
        }
        let indent = if line.group.is_some() { "  " } else { "" };
        let is_title = line.group.is_none() && matches!(line.key, "title" | "name");
        let known = title.filter(|_| is_title).or((line.key == "name").then_some(line.words));
        let value = known.map_or_else(String::new, |value| format!(" {}", quoted(value)));
        text.push_str(&format!("{indent}{}\n{indent}{}:{value}\n", comment(line.words), line.key));
    }
    // Where the original's name is not that of the story, a file beside it is not found by its name either.
    if *original.name.story.0 != *id && matches!(original.kind, DocumentKind::Article(_)) {
        text.push_str(&format!("translation: {}\n", quoted(id)));
    }
    text
}

fn lines(original: &Document) -> Vec<Line<'_>> {
    match &original.kind {
        DocumentKind::Article(matter) => {
            let (image, audio) = (matter.image.as_ref(), matter.audio.as_ref());
            [
                Some(Line { group: None, key: "title", words: matter.title.as_deref().unwrap_or_default() }),
                line(None, "summary", &matter.summary),
                line(None, "pullquote", &matter.pullquote),
                line(None, "dateline", &matter.dateline),
                image.and_then(|image| line(Some("image"), "alt", &image.alt)),
                image.and_then(|image| line(Some("image"), "caption", &image.caption)),
                audio.and_then(|audio| line(Some("audio"), "title", &audio.title)),
                audio.and_then(|audio| line(Some("audio"), "caption", &audio.caption)),
            ]
            .into_iter()
            .flatten()
            .collect()
        }
        DocumentKind::Author(matter) => {
            [line(None, "name", &matter.name), line(None, "role", &matter.role)].into_iter().flatten().collect()
        }
        DocumentKind::Dossier(matter) => {
            [line(None, "title", &matter.title), line(None, "summary", &matter.summary)].into_iter().flatten().collect()
        }
        DocumentKind::Term(matter) => {
            [line(None, "name", &matter.name), line(None, "summary", &matter.summary)].into_iter().flatten().collect()
        }
    }
}

fn line<'a>(group: Option<&'static str>, key: &'static str, words: &'a Option<String>) -> Option<Line<'a>> {
    let words = words.as_deref().filter(|words| !words.trim().is_empty())?;
    Some(Line { group, key, words })
}
