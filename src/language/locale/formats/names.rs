//! What a language calls itself.

use crate::language::LanguageTag;
use icu::experimental::displaynames::multi::LocaleDisplayNamesFormatter;

/// The name of a language in itself, with the capital letter that it has where it stands alone: `Français`. None where
/// CLDR knows no name.
pub(in crate::language::locale) fn own_name(tag: &LanguageTag) -> Option<String> {
    let locale = tag.icu();
    let names = LocaleDisplayNamesFormatter::try_new((&locale).into(), Default::default()).ok()?;
    let name = names.of(&locale);
    let is_code = *name == *locale.id.language.as_str() || *name == *tag.as_str();
    (!is_code).then(|| super::casing::capitalize(&name, tag))
}
