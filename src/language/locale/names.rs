//! What languages are called in other languages.

use super::Locales;
use crate::language::LanguageId;
use icu::locale::names::LanguageIdentifierDisplayName;
use writeable::TryWriteable;

impl Locales {
    /// The name of the language with a tag as the language `id` says it inside a sentence (CLDR): `anglais`. Where CLDR
    /// does not know it, the name is the language's own, or its tag.
    pub fn language_name(&self, id: LanguageId, tag: &str) -> String {
        let known = tag.parse::<icu::locale::LanguageIdentifier>().ok().and_then(|wanted| {
            let speaker = self.get(id).tag.icu();
            let name =
                LanguageIdentifierDisplayName::try_new_light((&speaker).into(), wanted, Default::default()).ok()?;
            name.as_borrowed().try_write_to_string().ok().map(|name| name.into_owned())
        });
        let own = || self.find(tag).map_or_else(|| tag.to_owned(), |language| self.get(language).name.clone());
        known.unwrap_or_else(own)
    }
}
