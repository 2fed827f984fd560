//! What languages are called in a narrow bar: the code of the language, and no more of the tag than tells it from others.

use crate::language::LanguageTag;

/// The short name of each language: `FR`; `SR-Latn` and `SR-Cyrl`, `EN` and `EN-GB` where both are there.
pub(super) fn of(tags: &[LanguageTag]) -> Vec<String> {
    let levels: Vec<[String; 3]> = tags.iter().map(levels).collect();
    let is_free = |i: usize, level: usize| {
        let clashes = |(j, other): (usize, &[String; 3])| j != i && other[level] == levels[i][level];
        !levels.iter().enumerate().any(clashes)
    };
    (0..tags.len()).map(|i| levels[i][(0..2).find(|level| is_free(i, *level)).unwrap_or(2)].clone()).collect()
}

/// The language alone, with its script, and the whole tag.
fn levels(tag: &LanguageTag) -> [String; 3] {
    let text = tag.as_str();
    let (language, rest) = text.split_once('-').map_or((text, ""), |(language, rest)| (language, rest));
    let language = language.to_uppercase();
    // BCP 47: a script has four letters and stands behind the language.
    let script = rest.split('-').next().filter(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    [
        language.clone(),
        script.map_or_else(|| language.clone(), |script| format!("{language}-{script}")),
        if rest.is_empty() { language } else { format!("{language}-{rest}") },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_says_no_more_than_it_must() {
        let short = |tags: &[&str]| of(&tags.iter().map(|tag| LanguageTag::parse(tag).unwrap()).collect::<Vec<_>>());
        assert_eq!(short(&["en", "fr", "zh-Hans", "ar-EG"]), ["EN", "FR", "ZH", "AR"]);
        assert_eq!(short(&["sr-Latn", "sr-Cyrl", "ru"]), ["SR-Latn", "SR-Cyrl", "RU"]);
        assert_eq!(short(&["en", "en-GB"]), ["EN", "EN-GB"]);
        assert_eq!(short(&["pt-BR", "pt-PT"]), ["PT-BR", "PT-PT"]);
        assert_eq!(short(&["zh-Hans", "zh-Hant-TW"]), ["ZH-Hans", "ZH-Hant"]);
    }
}
