//! What a name means: which kind of text, in which language, in which file.

use super::existing::Shelf;
use super::kind::{AUTHORS, DOSSIERS, Kind, PAGES};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::content::{SourceName, TERM_FOLDERS, below_content, is_text};
use crate::language::text::capitalized;
use crate::language::{LanguageTag, term_id};
use crate::path::{composed, slugify};
use crate::scaffold::named::fault_of;

/// A text that is to be made.
#[derive(Debug)]
pub(super) struct Target {
    pub kind: Kind,
    /// Its path below `content/` without language and extension.
    pub id: String,
    pub language: LanguageTag,
    /// Whether somebody has asked for this language, and it is not just the site's own.
    pub is_language_said: bool,
    /// Whether it has a folder of its own.
    pub is_bundle: bool,
    /// What it is called until its writer says it.
    pub title: String,
}

impl Target {
    /// The section of an article.
    pub fn section(&self) -> Option<&str> {
        self.id.split_once('/').map(|(section, _)| section).filter(|_| self.kind == Kind::Article)
    }
}

/// Reads a name as a writer gives it: `news/lighthouse`, `news/Le phare`, `content/news/lighthouse.xx.md`.
///
/// # Errors
/// Why there can be no such text.
pub(super) fn read(name: &str, language: Option<&str>, shelf: &Shelf) -> Result<Target, Diagnostic> {
    let wrong = |message: String| Diagnostic::error(Code::BadUsage, message);
    let how = "write the section and the name, news/lighthouse; or authors/…, dossiers/…, tags/…, sections/…, pages/…";
    let text = composed(name.trim()).replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    let text = below_content(text);
    if text.ends_with('/') {
        return Err(wrong(format!("`{name}` is a folder and no text")).hint(how));
    }
    let is_outside = |part: &str| part.is_empty() || part.starts_with('.') || part.contains(char::is_control);
    if text.split('/').any(|part| is_outside(part.trim())) {
        return Err(wrong(format!("`{name}` is no name of a text")).hint(how));
    }
    let (folder, last) = text.rsplit_once('/').map_or(("", text), |(folder, last)| (folder, last));
    // A full stop belongs to the name, unless it parts a language of the site or an extension from it.
    let said = SourceName::parse(last, |tag| shelf.language(tag).is_some());
    let of_name = said.language.clone().filter(|tag| is_text(last) || shelf.language(tag).is_some());
    let stem = if is_text(last) || of_name.is_some() { &*said.story.0 } else { last };
    let (folder, stem, is_bundle) = match folder.rsplit_once('/') {
        Some((above, own)) if stem == "index" => (above, own, true),
        _ if stem == "index" => return Err(wrong(format!("`{name}` is no name of a text")).hint(how)),
        _ => (folder, stem, false),
    };
    let known = |tag: &str| {
        shelf.language(tag).ok_or_else(|| {
            let tags = shelf.tags();
            wrong(format!("`{tag}` is not a language of this site"))
                .did_you_mean(tag, tags.iter().copied())
                .hint(format!("it has {}; add others to `languages` in site.yaml", tags.join(", ")))
        })
    };
    let language_said = match (language, of_name.as_deref()) {
        (Some(flag), Some(of_name)) if known(flag)? != known(of_name)? => {
            return Err(wrong(format!("the name says `{of_name}`, and --lang says `{flag}`")).hint("say it once"));
        }
        (Some(tag), _) | (None, Some(tag)) => Some(known(tag)?),
        (None, None) => None,
    };
    let (first, below) = folder.split_once('/').map_or((folder, ""), |(first, below)| (first, below));
    let kind = match first {
        "" => Kind::Page,
        AUTHORS => Kind::Author,
        DOSSIERS => Kind::Dossier,
        PAGES if !shelf.has_section(PAGES) && below.is_empty() => Kind::Page,
        folder if TERM_FOLDERS.contains(&folder) => Kind::Term,
        section => {
            is_meant(section, shelf)?;
            Kind::Article
        }
    };
    let folder = if kind == Kind::Page { "" } else { folder };
    let written = if folder.is_empty() { stem.to_owned() } else { format!("{folder}/{stem}") };
    let id = if shelf.has(&written) { written } else { id_of(kind, first, folder, stem) };
    if id.split('/').any(str::is_empty) || id.is_empty() {
        return Err(wrong(format!("nothing of `{stem}` can stand in an address")).hint("use letters or digits"));
    }
    if let Some(why) = id.split('/').find_map(fault_of).filter(|_| !shelf.has(&id)) {
        return Err(wrong(format!("`{name}` is no name of a text: {why}")).hint("choose another name"));
    }
    let language = language_said.clone().unwrap_or_else(|| shelf.first_language());
    Ok(Target { kind, title: title_of(kind, stem), id, language, is_language_said: language_said.is_some(), is_bundle })
}

/// Folders of the program's own among those of sections, as the patterns of addresses have them by default.
const OURS: [&str; 4] = ["archive", "assets", "corrections", "media"];

/// A section that is only a slip of a known one, or of the folder of a kind, would publish a new one.
fn is_meant(section: &str, shelf: &Shelf) -> Result<(), Diagnostic> {
    if shelf.has_section(section) {
        return Ok(());
    }
    if OURS.contains(&section) || shelf.tags().contains(&section) {
        let message =
            format!("no section can be called `{section}`: its pages would be in a folder of the program's own");
        let problem = Diagnostic::error(Code::BadUsage, message);
        return Err(problem.hint("choose another name, such as news/…"));
    }
    let folders = [AUTHORS, DOSSIERS, PAGES].into_iter().chain(TERM_FOLDERS);
    let sections = shelf.sections();
    let known = folders.chain(sections.iter().map(String::as_str));
    match crate::diagnostic::nearest(section, known) {
        Some(near) => Err(Diagnostic::error(Code::BadUsage, format!("there is no section `{section}`"))
            .hint(format!("did you mean `{near}/…`?"))
            .hint(format!("if you begin a new section, give it a name first: `dateline new sections/{section}`"))),
        None => Ok(()),
    }
}

/// The id of a new text: what its name is as a part of an address.
fn id_of(kind: Kind, first: &str, folder: &str, stem: &str) -> String {
    let stem = match kind {
        // A tag has its own way with signs.
        Kind::Term if first != "sections" => term_id(stem).map(|id| id.into_owned()).unwrap_or_default(),
        _ if is_plain(stem) => stem.to_owned(),
        _ => slugify(stem),
    };
    let parts = folder.split('/').filter(|part| !part.is_empty());
    let mut parts: Vec<String> =
        parts.map(|part| if is_plain(part) { part.to_owned() } else { slugify(part) }).collect();
    parts.push(stem);
    parts.join("/")
}

/// Whether a name can be that of a file as it is: small letters of any script, digits, and what parts words.
fn is_plain(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() && !c.is_uppercase() || matches!(c, '-' | '_' | '.');
    slugify(name) == name || name.chars().all(is_plain) && !name.starts_with(['.', '-', '_']) && !name.ends_with('.')
}

/// A name as people write it: as it was given, or with spaces in the place of hyphens.
fn title_of(kind: Kind, stem: &str) -> String {
    if stem.contains(char::is_whitespace) || stem.contains(char::is_uppercase) {
        return stem.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let words: Vec<&str> = stem.split(['-', '_']).filter(|word| !word.is_empty()).collect();
    match kind {
        Kind::Author => words.iter().map(|word| capitalized(word)).collect::<Vec<_>>().join(" "),
        _ => capitalized(&words.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_file_and_a_title() {
        let both = |kind, stem: &str| (id_of(kind, "x", "x", stem), title_of(kind, stem));
        let pair = |id: &str, title: &str| (id.to_owned(), title.to_owned());
        assert_eq!(both(Kind::Article, "lighthouse"), pair("x/lighthouse", "Lighthouse"));
        assert_eq!(
            both(Kind::Article, "Le phare d’Arkhangelsk"),
            pair("x/le-phare-darkhangelsk", "Le phare d’Arkhangelsk")
        );
        assert_eq!(both(Kind::Article, "Маяк на Севере"), pair("x/маяк-на-севере", "Маяк на Севере"));
        assert_eq!(both(Kind::Author, "anna-lind"), pair("x/anna-lind", "Anna Lind"));
        assert_eq!(both(Kind::Term, "C++"), pair("x/c-plus-plus", "C++"));
        assert_eq!(id_of(Kind::Article, "x", "x", "v1.5"), "x/v1.5");
        assert_eq!(id_of(Kind::Article, "x", "x", "!!!"), "x/");
    }
}
