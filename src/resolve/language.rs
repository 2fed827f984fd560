//! Which language a document is in.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place};
use crate::input::content::Document;
use crate::language::LanguageId;
use crate::language::locale::Locales;

/// The language of a document: from its file name, its `language` key, or the site's own.
pub(super) fn language_of(
    document: &Document,
    key: Option<&str>,
    locales: &Locales,
    problems: &mut Diagnostics,
) -> Option<LanguageId> {
    let known: Vec<&str> = locales.ids().map(|id| locales.get(id).tag.as_str()).collect();
    let mut unknown = |tag: &str, place| {
        problems.push(
            Diagnostic::error(Code::UnknownLanguage, format!("`{tag}` is not a language of this site"))
                .at(place)
                .did_you_mean(tag, known.iter().copied())
                .hint(format!("the site has {}; add others to `languages` in site.yaml", known.join(", "))),
        );
    };
    let of_key = match key {
        Some(tag) => match locales.find(tag) {
            Some(language) => Some(language),
            None => {
                unknown(tag, document.block().place_of(KeyPath::from("language").value()));
                return None;
            }
        },
        None => None,
    };
    let of_name = match &document.name.language {
        Some(tag) => match locales.find(tag) {
            Some(language) => Some(language),
            None => {
                unknown(tag, Place::file(&document.path));
                return None;
            }
        },
        None => None,
    };
    if let (Some(key), Some(name)) = (of_key, of_name)
        && key != name
    {
        let (key, name) = (&locales.get(key).tag, &locales.get(name).tag);
        problems.push(
            Diagnostic::error(
                Code::LanguageMismatch,
                format!("the file's name says `{name}`, its `language` says `{key}`"),
            )
            .at(document.block().place_of("language"))
            .hint("rename the file, or remove the key: the name is enough"),
        );
        return None;
    }
    of_name.or(of_key).or_else(|| locales.ids().next())
}
