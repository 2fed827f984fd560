//! Words that are looked for in texts, whatever their capitals, their accents and the form of their letters.

use icu::casemap::CaseMapper;
use icu::normalizer::DecomposingNormalizerBorrowed;

/// A text, or a word, in the form in which both are compared.
pub(super) fn folded(text: &str) -> String {
    let (mapper, normalizer) = (CaseMapper::new(), DecomposingNormalizerBorrowed::new_nfkd());
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    // Neither folding nor decomposing looks beyond a letter: most of a text is ASCII, and done at once.
    while !rest.is_empty() {
        let end = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        folded.extend(rest[..end].chars().map(|c| c.to_ascii_lowercase()));
        rest = &rest[end..];
        let end = rest.bytes().position(|byte| byte.is_ascii()).unwrap_or(rest.len());
        if end > 0 {
            let small = mapper.fold_string(&rest[..end]);
            folded.extend(normalizer.normalize(&small).chars().filter(|c| !is_accent(*c)).map(plain));
            rest = &rest[end..];
        }
    }
    folded
}

/// Marks that people leave out when they write, and no letters: accents of Latin, Greek and Cyrillic, the vowels that
/// Hebrew and Arabic are mostly written without, and what cannot be seen at all. The vowels of Indian scripts are letters.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// Quotation marks and hyphens as they are on a keyboard.
fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '\u{2010}'..='\u{2015}' => '-',
        _ => c,
    }
}

/// The words of what is looked for.
pub(super) fn words(search: &[String]) -> Vec<String> {
    search.iter().flat_map(|text| folded(text).split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Whether all words stand in some texts.
pub(super) fn are_in(words: &[String], texts: &[&str]) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| folded(text)).collect();
    words.iter().all(|word| {
        let finder = memchr::memmem::Finder::new(word);
        texts.iter().any(|text| finder.find(text.as_bytes()).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(search: &str, text: &str) -> bool {
        are_in(&words(&[search.to_owned()]), &[text])
    }

    #[test]
    fn accents_capitals_and_forms_of_letters_do_not_matter() {
        for (search, text) in [
            ("ETE", "L’été à Évian"),
            ("été", "L'ÉTE\u{301}"),
            ("l'ete", "L’été"),
            ("елка", "Ёлка"),
            ("Йод", "и\u{306}од"),
            ("strasse", "Große Straße"),
            ("ｉran", "Iran"),
            ("كتاب", "كِتَاب"),
            ("条約", "新しい条約の内容"),
            ("treaty iran", "Iran signs a treaty"),
            ("co\u{ad}operation", "cooperation"),
        ] {
            assert!(finds(search, text), "{search} in {text}");
        }
        assert!(!finds("treaty iraq", "Iran signs a treaty"));
        assert!(!finds("कि", "का"), "vowels of Indian scripts are letters");
    }
}
