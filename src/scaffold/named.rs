//! What somebody means at the command line: a story by its id, one of its files, or its address.

use super::archive::Archive;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::content::{Document, DocumentKind, SourceName, StoryId, below_content};
use crate::input::old_address::OldAddress;
use crate::language::{LanguageId, term_id};
use crate::path::OutputPath;
use crate::site::{Site, TaxonomyKind};
use std::collections::BTreeSet;

/// A story, or a term with files, that somebody means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: StoryId,
    /// The language, where one of its files or its address was named.
    pub language: Option<LanguageId>,
}

/// A language that somebody names.
///
/// # Errors
/// The site does not have it.
pub fn language_of(site: &Site, tag: &str) -> Result<LanguageId, Diagnostic> {
    site.locales.find(tag).ok_or_else(|| {
        let known: Vec<&str> = site.locales.ids().map(|id| site.locales.get(id).tag.as_str()).collect();
        Diagnostic::error(Code::BadUsage, format!("`{tag}` is not a language of this site"))
            .did_you_mean(tag, known.iter().copied())
            .hint(format!("the site has {}", known.join(", ")))
    })
}

/// The story that an article's file belongs to.
pub fn story_of(document: &Document) -> StoryId {
    match &document.kind {
        DocumentKind::Article(matter) => {
            matter.translation.as_ref().map_or_else(|| document.name.story.clone(), |id| StoryId::read(id))
        }
        _ => document.name.story.clone(),
    }
}

/// Why a part of a path cannot be the name of a new file or folder on every machine; none where it can.
pub fn fault_of(part: &str) -> Option<&'static str> {
    let is_sign = |c: char| c.is_control() || "\\:*?\"<>|".contains(c);
    let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_port = |name: &str| stem.strip_prefix(name).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']));
    let is_device = ["con", "prn", "aux", "nul"].contains(&stem.as_str()) || ["com", "lpt"].into_iter().any(is_port);
    match part {
        "" => Some("a part of it is empty"),
        _ if part.starts_with(['.', '#']) => Some("what begins with a dot or `#` is not read"),
        _ if part.ends_with('~') => Some("it looks like an editor's copy, which is not read"),
        _ if part != part.trim() => Some("a part of it begins or ends with a space"),
        _ if part.ends_with('.') => Some("a part of it ends with a dot"),
        _ if part.contains(is_sign) => Some("a file cannot have one of : ? * \" < > | \\ in its name"),
        _ if is_device => Some("Windows keeps this name for itself"),
        _ => None,
    }
}

/// The taxonomy that a text in `content/` belongs to, if it is no article.
pub fn kind_of(id: &StoryId) -> Option<TaxonomyKind> {
    TaxonomyKind::ALL.into_iter().find(|kind| id.section() == Some(kind.folder()))
}

/// The address that somebody means: as a browser shows it, with the path that the whole site lies below, or without. None for
/// what is an id: a slip in one may not become an address that nobody has ever had.
pub fn address_of(site: &Site, text: &str) -> Option<OldAddress> {
    let base_url = &site.config.base_url;
    let below = site.below_base(text).unwrap_or(text);
    let is_one = below.starts_with('/') || OldAddress::is_full(below, base_url);
    is_one.then(|| OldAddress::read(below, base_url).ok()).flatten().map(|read| read.address)
}

/// Reads what somebody has written.
///
/// # Errors
/// There is nothing of that name.
pub fn find(archive: &Archive, written: &str) -> Result<Named, Diagnostic> {
    let site = &archive.site;
    let text = written.trim();
    let text = site.below_base(text).unwrap_or(text);
    if let Some(address) = address_of(site, text) {
        let is_it = |path: &OutputPath| OldAddress::of(path.clone()) == address;
        if let Some(article) = site.articles.iter().find(|article| is_it(&article.placement.path)) {
            let id = site.stories[article.story].id.clone();
            return Ok(Named { id, language: Some(article.placement.language) });
        }
    }
    let below = text.trim_start_matches("./").trim_start_matches('/').trim_end_matches('/');
    let below = below_content(below);
    let name = SourceName::parse(below, |tag| site.locales.find(tag).is_some());
    let is_it = |document: &Document| document.name.story == name.story || story_of(document) == name.story;
    if archive.documents.iter().any(|document| is_it(document)) {
        let language = name.language.as_deref().and_then(|tag| site.locales.find(tag));
        return Ok(Named { id: name.story, language });
    }
    // A section, a tag or an author needs no file.
    if let Some(kind) = kind_of(&name.story)
        && let Some((folder, term)) = name.story.0.split_once('/')
    {
        // A tag is one in any spelling.
        let of_tag = (kind == TaxonomyKind::Tag).then(|| term_id(term).ok()).flatten();
        let term = of_tag.as_deref().unwrap_or(term);
        if site.taxonomy(kind).index.contains_key(term) {
            return Ok(Named { id: StoryId(format!("{folder}/{term}").into()), language: None });
        }
    }
    let known: BTreeSet<String> = archive.documents.iter().map(|document| document.name.story.to_string()).collect();
    let same_stem = |id: &&String| id.rsplit('/').next() == Some(name.story.stem());
    let problem = Diagnostic::error(Code::BadUsage, format!("there is no text `{written}`"));
    Err(match known.iter().find(same_stem) {
        Some(id) => problem.hint(format!("did you mean `{id}`?")),
        None => problem
            .did_you_mean(&name.story.0, known.iter().map(String::as_str))
            .hint("name its story (news/treaty), one of its files (content/news/treaty.md) or its address")
            .hint("`dateline list` shows all texts"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_on_every_machine() {
        for part in ["treaty", "большой союз", "v1.5", "l'été", "console", "com", "com10", "lpt"] {
            assert_eq!(fault_of(part), None, "{part}");
        }
        for part in
            ["", " x", "x ", "x.", ".x", "#x", "x~", "a?b", "a:b", "a\"b", "a|b", "con", "CON.2025", "com1", "a\u{7}"]
        {
            assert!(fault_of(part).is_some(), "{part}");
        }
    }
}
