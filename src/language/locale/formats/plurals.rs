//! Plural forms (CLDR): of counts (`3 articles`) and of ranks (`3rd`).

use super::{NumberOptions, digits::decimal, numbers::FRACTION};
use crate::language::LanguageTag;
use icu::locale::Locale;
use icu::plurals::{PluralCategory, PluralRuleType, PluralRules};

/// What a plural form belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::language::locale) enum Ranking {
    /// How many there are.
    Count,
    /// Which in order it is.
    Rank,
}

/// The forms that there are, with the names that Fluent gives them.
pub(in crate::language::locale) const CATEGORIES: [(&str, PluralCategory); 6] = [
    ("zero", PluralCategory::Zero),
    ("one", PluralCategory::One),
    ("two", PluralCategory::Two),
    ("few", PluralCategory::Few),
    ("many", PluralCategory::Many),
    ("other", PluralCategory::Other),
];

/// Whether a word is the name of a plural form.
pub(in crate::language::locale) fn is_category(key: &str) -> bool {
    CATEGORIES.iter().any(|(name, _)| *name == key)
}

/// The name of a plural form.
pub(in crate::language::locale) fn name_of(category: PluralCategory) -> &'static str {
    CATEGORIES.iter().find(|(_, known)| *known == category).map_or("other", |(name, _)| name)
}

/// The rules of a language.
pub(in crate::language::locale) fn rules(tag: &LanguageTag, ranking: Ranking) -> Option<PluralRules> {
    load(&tag.icu(), ranking)
}

pub(super) fn load(locale: &Locale, ranking: Ranking) -> Option<PluralRules> {
    let kind = match ranking {
        Ranking::Count => PluralRuleType::Cardinal,
        Ranking::Rank => PluralRuleType::Ordinal,
    };
    // Plural forms are a matter of the language, whatever script it is written in, and CLDR gives them for languages
    // and, where they differ, for languages in a region (`pt-PT`). ICU4X falls back along the scripts: from `sr-Latn`, and
    // from `sr-ME`, which means the same, to the root, which has no forms.
    let mut in_region = locale.clone();
    in_region.id.script = None;
    let mut alone = in_region.clone();
    alone.id.region = None;
    let found = [in_region, alone].map(|locale| PluralRules::try_new((&locale).into(), kind.into()).ok());
    let [in_region, alone] = found;
    in_region.filter(|rules| rules.categories().count() > 1).or(alone)
}

/// The form that a number takes as it is printed: `1.0` is not one in English.
pub(super) fn category(rules: &PluralRules, value: f64, options: &NumberOptions) -> Option<&'static str> {
    Some(name_of(rules.category_for(&decimal(value, &options.digits, FRACTION)?)))
}
