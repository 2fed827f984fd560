//! Language tags.

use icu::locale::{Direction, LocaleDirectionality, LocaleExpander};
use std::fmt;
use std::str::FromStr;

/// A BCP 47 language tag in its canonical form, `zh-Hans`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag {
    text: String,
}

impl LanguageTag {
    /// Reads a tag; none if it is not well-formed, or is "undetermined".
    pub fn parse(text: &str) -> Option<LanguageTag> {
        let locale = icu::locale::Locale::from_str(text).ok()?;
        (!locale.id.language.is_unknown()).then(|| LanguageTag { text: locale.to_string() })
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// `rtl` where the language is written from right to left (CLDR), else `ltr`.
    pub fn direction(&self) -> &'static str {
        match LocaleDirectionality::new_common().get(&self.icu().id) {
            Some(Direction::RightToLeft) => "rtl",
            _ => "ltr",
        }
    }

    /// The tag without its last part, `zh` for `zh-Hans`; none for a language alone.
    pub fn parent(&self) -> Option<LanguageTag> {
        LanguageTag::parse(self.text.rsplit_once('-')?.0)
    }

    /// The tag as Open Graph writes it, `xx_YY`: with the likely region (CLDR) where the tag names none.
    pub fn open_graph(&self) -> Option<String> {
        let mut id = self.icu().id;
        LocaleExpander::new_extended().maximize(&mut id);
        id.region.map(|region| format!("{}_{region}", id.language))
    }

    pub(super) fn icu(&self) -> icu::locale::Locale {
        icu::locale::Locale::from_str(&self.text).unwrap_or(icu::locale::Locale::UNKNOWN)
    }

    pub(super) fn fluent(&self) -> unic_langid::LanguageIdentifier {
        // Fluent's plural rules know languages by language, script and region; extensions are ICU4X's alone.
        unic_langid::LanguageIdentifier::from_str(&self.icu().id.to_string()).unwrap_or_default()
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_canonical() {
        assert_eq!(LanguageTag::parse("ZH-hans").unwrap().as_str(), "zh-Hans");
        assert!(LanguageTag::parse("not a tag").is_none());
        assert_eq!(LanguageTag::parse("ar").unwrap().direction(), "rtl");
        assert_eq!(LanguageTag::parse("az-Arab").unwrap().direction(), "rtl");
        assert_eq!(LanguageTag::parse("pt").unwrap().direction(), "ltr");
    }

    #[test]
    fn networks_want_a_region() {
        let of = |tag: &str| LanguageTag::parse(tag).unwrap().open_graph();
        assert_eq!(of("ar-EG").as_deref(), Some("ar_EG"));
        assert_eq!(of("zh-Hans").as_deref(), Some("zh_CN"));
        assert_eq!(of("fr").as_deref(), Some("fr_FR"));
        assert_eq!(of("qaa"), None);
    }
}
