//! Files of `content/` that look like texts and are none of those that are read: nothing of them would be published, and
//! nobody would be told.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::discover::SourceFile;

/// Kinds of files that are texts in other programs, by the ends of their names.
const MARKUP: [&str; 11] = ["mdx", "rst", "adoc", "asciidoc", "org", "textile", "wiki", "njk", "liquid", "mdoc", "qmd"];

/// Kinds of files that word processors write.
const OFFICE: [&str; 6] = ["docx", "doc", "odt", "rtf", "pages", "wpd"];

/// What is wrong with a file that is no Markdown, if it looks like a text.
pub fn unread(file: &SourceFile) -> Option<Diagnostic> {
    let name = file.below.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let problem = |severity: fn(Code, String) -> Diagnostic, hint: &str| {
        let message = format!("the file `{name}` looks like a text and is not read: nothing of it is published");
        Some(severity(Code::UnreadText, message).at(Place::file(&file.path)).hint(hint))
    };
    let to_do =
        "write it as Markdown and rename it: article.md (raw HTML may stand in Markdown); or move it out of content/";
    if MARKUP.contains(&extension.as_str()) {
        return problem(Diagnostic::error, to_do);
    }
    if OFFICE.contains(&extension.as_str()) {
        let hint = "save it as a Markdown file, article.md; a file that readers download belongs into static/";
        return problem(Diagnostic::warning, hint);
    }
    // Pictures, films and the like are many, and none of them begins so.
    let kind = mime_guess::from_ext(&extension).first_raw().unwrap_or("text/");
    if kind.starts_with("text/") && has_front_matter(file) {
        return problem(Diagnostic::error, to_do);
    }
    let is_page = matches!(extension.as_str(), "html" | "htm" | "xhtml");
    let hint =
        "rename it to .md if it is an article; a finished page belongs into static/, where it is published as it is";
    if is_page { problem(Diagnostic::warning, hint) } else { None }
}

fn has_front_matter(file: &SourceFile) -> bool {
    const BOM: &[u8] = "\u{feff}".as_bytes();
    let head = file.head(BOM.len() + 64);
    let text = head.strip_prefix(BOM).unwrap_or(&head);
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii_end();
    first == b"---" || first == b"+++"
}
