//! What a language calls itself.

use crate::language::LanguageTag;
use icu::experimental::displaynames::multi::LocaleDisplayNamesFormatter;
use icu::locale::names::LanguageIdentifierDisplayName;
use writeable::TryWriteable;

/// The name of a language in itself, with the capital letter that it has where it stands alone: `Français`. None where
/// CLDR knows no name.
pub(in crate::language::locale) fn own_name(tag: &LanguageTag) -> Option<String> {
    let locale = tag.icu();
    let whole = LocaleDisplayNamesFormatter::try_new((&locale).into(), Default::default());
    // Of many languages CLDR has names of languages, and none of scripts or variants: the first kind does without them.
    let name = match whole {
        Ok(names) => names.of(&locale).into_owned(),
        Err(_) => LanguageIdentifierDisplayName::try_new_light((&locale).into(), locale.id.clone(), Default::default())
            .ok()?
            .as_borrowed()
            .try_write_to_string()
            .ok()?
            .into_owned(),
    };
    let is_code = name == locale.id.language.as_str() || name == tag.as_str();
    (!is_code).then(|| super::casing::capitalize(&name, tag))
}
