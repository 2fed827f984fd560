//! Language tags.

use icu::locale::exemplar_chars::ExemplarCharacters;
use icu::locale::subtags::Script;
use icu::locale::{Direction, LanguageIdentifier, LocaleDirectionality, LocaleExpander};
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
        match LocaleDirectionality::new_extended().get(&self.icu().id) {
            Some(Direction::RightToLeft) => "rtl",
            _ => "ltr",
        }
    }

    /// The tag without its last part, `zh` for `zh-Hans`; none for a language alone, and none where the shorter tag
    /// means another script (CLDR's likely subtags): who reads `zh-Hant` is not served by `zh`.
    pub fn parent(&self) -> Option<LanguageTag> {
        let parent = LanguageTag::parse(self.text.rsplit_once('-')?.0)?;
        (parent.script() == self.script()).then_some(parent)
    }

    /// The tag and those that it is a variety of, the most general last.
    pub fn lineage(&self) -> impl Iterator<Item = LanguageTag> + use<> {
        std::iter::successors(Some(self.clone()), LanguageTag::parent)
    }

    /// Whether the language is written in Latin letters (CLDR's likely subtags).
    pub fn is_latin(&self) -> bool {
        self.script().is_some_and(|script| script.as_str() == "Latn")
    }

    /// The language alone, `zh` for `zh-Hant`: its varieties share most of their words.
    pub fn language(&self) -> String {
        self.icu().id.language.to_string()
    }

    fn script(&self) -> Option<Script> {
        self.likely().script
    }

    /// The tag with the script and the region that it most likely means (CLDR).
    fn likely(&self) -> LanguageIdentifier {
        let mut id = self.icu().id;
        LocaleExpander::new_extended().maximize(&mut id);
        id
    }

    /// The letters that the language is written with (CLDR's main exemplars); empty where CLDR does not know it.
    pub fn letters(&self) -> String {
        let found = self.lineage().find_map(|tag| ExemplarCharacters::try_new_main(&tag.icu().into()).ok());
        found.map(|letters| letters.code_points().iter_chars().collect()).unwrap_or_default()
    }

    /// The tag as Open Graph writes it, `xx_YY`: with the likely region (CLDR) where the tag names none.
    pub fn open_graph(&self) -> Option<String> {
        let likely = self.likely();
        likely.region.map(|region| format!("{}_{region}", likely.language))
    }

    pub(in crate::language) fn icu(&self) -> icu::locale::Locale {
        icu::locale::Locale::from_str(&self.text).unwrap_or(icu::locale::Locale::UNKNOWN)
    }

    pub(in crate::language) fn fluent(&self) -> unic_langid::LanguageIdentifier {
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
    fn a_variety_belongs_to_its_language_unless_it_is_written_in_another_script() {
        let lineage = |tag: &str| LanguageTag::parse(tag).unwrap().lineage().map(|t| t.to_string()).collect::<Vec<_>>();
        assert_eq!(lineage("ar-EG"), ["ar-EG", "ar"]);
        assert_eq!(lineage("zh-Hant-TW"), ["zh-Hant-TW", "zh-Hant"]);
        assert_eq!(lineage("zh-Hans"), ["zh-Hans", "zh"]);
        assert_eq!(lineage("az-Arab"), ["az-Arab"]);
    }

    #[test]
    fn letters_are_those_of_the_language() {
        let of = |tag: &str| LanguageTag::parse(tag).unwrap().letters();
        assert!(of("ar-EG").contains('ع') && of("zh-Hans").contains('我') && of("vi").contains('ệ'));
        assert!(!of("fr").contains('ж') && of("qaa").is_empty());
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
