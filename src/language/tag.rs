//! Language tags.

use icu::locale::exemplar_chars::ExemplarCharacters;
use icu::locale::fallback::LocaleFallbacker;
use icu::locale::subtags::Variants;
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

    /// The tag and those that it is a variety of, the most general last, as CLDR derives them: `es-MX`, `es-419`, `es`. A
    /// script may be said or understood (`zh-CN` is `zh-Hans-CN`): both forms are there. What is written in another script
    /// serves nobody: `zh-Hant` does not lead to `zh`.
    pub fn lineage(&self) -> impl Iterator<Item = LanguageTag> + use<> {
        let own = self.icu().id;
        let script = self.likely().script;
        let mut found = vec![self.clone()];
        for id in variants(&own).into_iter().chain(inherited(&own)) {
            let twin = LanguageIdentifier { script: script.filter(|_| id.script.is_none()), ..id.clone() };
            for form in [id, twin] {
                let tag = LanguageTag { text: form.to_string() };
                if likely(&form).script == script && !found.contains(&tag) {
                    found.push(tag);
                }
            }
        }
        found.into_iter()
    }

    /// Whether the language is written in Latin letters (CLDR's likely subtags).
    pub fn is_latin(&self) -> bool {
        self.likely().script.is_some_and(|script| script.as_str() == "Latn")
    }

    /// The language alone, `zh` for `zh-Hant`: its varieties share most of their words.
    pub fn language(&self) -> String {
        self.icu().id.language.to_string()
    }

    /// The tag with the script and the region that it most likely means (CLDR).
    fn likely(&self) -> LanguageIdentifier {
        likely(&self.icu().id)
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

fn likely(id: &LanguageIdentifier) -> LanguageIdentifier {
    let mut id = id.clone();
    LocaleExpander::new_extended().maximize(&mut id);
    id
}

/// A tag without extensions, and then without its variants (`ca-valencia`), one by one from the end.
fn variants(id: &LanguageIdentifier) -> Vec<LanguageIdentifier> {
    let all: Vec<_> = id.variants.iter().copied().collect();
    let fewer = (1..=all.len()).rev();
    fewer
        .map(|n| LanguageIdentifier { variants: Variants::from_vec_unchecked(all[..n].to_vec()), ..id.clone() })
        .collect()
}

/// What a tag without extensions and variants inherits from in its own language (CLDR's parent locales), itself first:
/// `en-AU`, `en-001`, `en`.
fn inherited(id: &LanguageIdentifier) -> Vec<LanguageIdentifier> {
    let plain = LanguageIdentifier { variants: Variants::new(), ..id.clone() };
    let mut chain = LocaleFallbacker::new().for_config(Default::default()).fallback_for((&plain).into());
    let mut found = vec![plain];
    while chain.get().language == id.language {
        found.push(chain.get().into_locale().id);
        chain.step();
    }
    found
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
        for (tag, expected) in [
            ("ar-EG", "ar-EG ar-Arab-EG ar ar-Arab"),
            ("pt", "pt pt-Latn"),
            ("pt-AO", "pt-AO pt-Latn-AO pt-PT pt-Latn-PT pt pt-Latn"),
            ("en-AU", "en-AU en-Latn-AU en-001 en-Latn-001 en en-Latn"),
            ("es-MX", "es-MX es-Latn-MX es-419 es-Latn-419 es es-Latn"),
            ("zh", "zh zh-Hans"),
            ("zh-CN", "zh-CN zh-Hans-CN zh zh-Hans"),
            ("zh-Hans", "zh-Hans zh"),
            ("zh-Hans-CN", "zh-Hans-CN zh-CN zh zh-Hans"),
            ("zh-TW", "zh-TW zh-Hant-TW zh-Hant"),
            ("zh-Hant-TW", "zh-Hant-TW zh-TW zh-Hant"),
            ("sr", "sr sr-Cyrl"),
            ("sr-Cyrl", "sr-Cyrl sr"),
            ("sr-RS", "sr-RS sr-Cyrl-RS sr sr-Cyrl"),
            ("sr-Latn", "sr-Latn"),
            ("sr-Latn-RS", "sr-Latn-RS sr-Latn"),
            ("sr-ME", "sr-ME sr-Latn-ME sr-Latn"),
            ("az-Arab", "az-Arab"),
            ("hi-Latn", "hi-Latn"),
            ("ca-valencia", "ca-valencia ca-Latn-valencia ca ca-Latn"),
            ("ar-EG-u-nu-latn", "ar-EG-u-nu-latn ar-EG ar-Arab-EG ar ar-Arab"),
            ("qaa", "qaa"),
        ] {
            let lineage: Vec<String> = LanguageTag::parse(tag).unwrap().lineage().map(|t| t.to_string()).collect();
            assert_eq!(lineage.join(" "), expected);
        }
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
