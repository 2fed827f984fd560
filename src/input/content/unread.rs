//! Files of `content/` that look like texts and are none of those that are read: nothing of them would be published, and
//! nobody would be told.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::discover::SourceFile;

/// Kinds of files that are texts in other programs, by the ends of their names.
const MARKUP: [&str; 11] = ["mdx", "rst", "adoc", "asciidoc", "org", "textile", "wiki", "njk", "liquid", "mdoc", "qmd"];

/// Kinds of files that may be texts, or something that an article links to.
const PAGES: [&str; 5] = ["html", "htm", "xhtml", "txt", "text"];

/// What is wrong with a file that is no Markdown, if it looks like a text.
pub fn unread(file: &SourceFile) -> Option<Diagnostic> {
    let (_, extension) = file.below.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let is_markup = MARKUP.contains(&extension.as_str());
    if !is_markup && !PAGES.contains(&extension.as_str()) {
        return None;
    }
    let problem = |severity: fn(Code, String) -> Diagnostic, hint: &str| {
        let message = format!("the file looks like a text, and `.{extension}` is not read: nothing of it is published");
        Some(severity(Code::UnreadText, message).at(Place::file(&file.path)).hint(hint))
    };
    let to_do =
        "write it as Markdown and rename it: article.md (raw HTML may stand in Markdown); or move it out of content/";
    if is_markup || has_front_matter(file) {
        return problem(Diagnostic::error, to_do);
    }
    let is_page = extension.contains("htm");
    let hint =
        "rename it to .md if it is an article; a finished page belongs into static/, where it is published as it is";
    if is_page { problem(Diagnostic::warning, hint) } else { None }
}

fn has_front_matter(file: &SourceFile) -> bool {
    let text = file.text(&mut Diagnostics::default()).unwrap_or_default();
    let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default().trim_end();
    first == "---" || first == "+++"
}
