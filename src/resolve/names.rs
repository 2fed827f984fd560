//! Names of sections and tags: from their files, else from messages, else from what articles write.

use super::slugs::Slugs;
use super::terms::TermFiles;
use crate::input::slug;
use crate::language::LanguageId;
use crate::language::locale::Locales;
use crate::language::text::capitalized;
use crate::site::{Label, NameSource, TaxonomyKind, Term};

/// What names and addresses of terms are made of.
#[derive(Clone, Copy)]
pub(super) struct Naming<'a> {
    pub locales: &'a Locales,
    pub slugs: &'a Slugs,
    pub files: &'a TermFiles,
}

impl Naming<'_> {
    /// What a section or tag is called in each language.
    pub fn labels(&self, kind: TaxonomyKind, term: &Term) -> Vec<Label> {
        self.locales.ids().map(|language| self.label(kind, term, language)).collect()
    }

    fn label(&self, kind: TaxonomyKind, term: &Term, language: LanguageId) -> Label {
        let typography = self.locales.typography(language, None);
        let set = |text: &str| typography.set(text).into_owned();
        let (name, source) = self.name(kind, term, language);
        let summary = self.files.matter(kind, &term.id, language).and_then(|matter| matter.summary.as_deref());
        let description = summary.filter(|summary| !summary.trim().is_empty()).or_else(|| {
            let key = message_of(kind, &term.id)? + ".description";
            self.locales.own_message(language, &key)
        });
        Label {
            name: name.as_deref().map_or_else(|| readable(&term.id), set),
            slug: self.slug(kind, &term.id, language),
            description: description.map(set),
            source,
        }
    }

    /// The name as it is written, and where; none where nobody writes one.
    fn name(&self, kind: TaxonomyKind, term: &Term, language: LanguageId) -> (Option<String>, NameSource) {
        let id = term.id.as_str();
        let key = message_of(kind, id);
        let own = |text: Option<&str>, source| text.map(|text| (Some(text.to_owned()), source));
        let in_file = own(self.files.name(kind, id, language), NameSource::File);
        let in_message = || {
            let message = key.as_deref().and_then(|key| self.locales.own_message(language, key));
            own(message, NameSource::Message)
        };
        let wording = term.written.as_deref();
        let in_articles = || {
            let text = wording.and_then(|wording| wording.by_language.get(language.0)?.as_deref());
            own(text, NameSource::Articles)
        };
        if let Some(found) = in_file.or_else(in_message).or_else(in_articles) {
            return found;
        }
        (self.elsewhere(kind, term, language, key), NameSource::Elsewhere)
    }

    /// The name that a language borrows.
    fn elsewhere(&self, kind: TaxonomyKind, term: &Term, language: LanguageId, key: Option<String>) -> Option<String> {
        let (id, locales) = (term.id.as_str(), self.locales);
        let is_used = !term.articles[language.0].is_empty();
        // Messages that sections lack are reported one by one: there are few.
        if let Some(key) = &key
            && kind == TaxonomyKind::Section
            && is_used
            && !self.files.is_named(kind, id)
        {
            return locales.message(language, key, None).map(|name| name.into_owned());
        }
        let of = |other: LanguageId| {
            let message = || key.as_deref().and_then(|key| locales.own_message(other, key));
            self.files.name(kind, id, other).or_else(message).map(str::to_owned)
        };
        let theirs =
            || key.as_deref().and_then(|key| locales.optional_message(language, key)).map(|name| name.into_owned());
        let found = locales.fallbacks(language).into_iter().find_map(of).or_else(theirs);
        found.or_else(|| term.written.as_deref()?.anywhere.clone())
    }

    /// The part of the address of a section or tag: what its file says, or the language's message, or what its id gives.
    pub fn slug(&self, kind: TaxonomyKind, id: &str, language: LanguageId) -> String {
        let in_message = || {
            let key = message_of(kind, id)? + ".slug";
            slug::written(self.locales.own_message(language, &key))
        };
        let own = self.files.slug(kind, id, language).or_else(in_message);
        own.unwrap_or_else(|| self.slugs.of(language, id))
    }
}

/// The message that names a term; none where the id cannot stand in one (Fluent's identifiers are ASCII).
fn message_of(kind: TaxonomyKind, id: &str) -> Option<String> {
    let is_identifier = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    is_identifier.then(|| format!("{}-{id}", kind.word()))
}

/// An id as a name, for want of a better one: `south-africa` as "South africa".
pub(super) fn readable(id: &str) -> String {
    capitalized(&id.replace(['-', '_'], " "))
}
