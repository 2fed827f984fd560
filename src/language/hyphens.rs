//! Soft hyphens: where a long word may be broken, for browsers that have no patterns of its language. Only this file knows
//! hypher.

use super::tag::LanguageTag;
use super::text::is_letter;
use hypher::{Lang, hyphenate_bounded};
use std::borrow::Cow;

/// Letters of a word that may be broken, and letters that stay together at its beginning and at its end. Who reads a
/// headline is helped by a break in a long word alone.
const LONG: usize = 12;
const TOGETHER: usize = 4;

const SOFT_HYPHEN: char = '\u{ad}';

/// A text whose long words have soft hyphens, by the patterns of its language (those of TeX). What stands between `<` and
/// `>` stays as it is, and so does a text in a language that has no patterns here.
pub fn with_soft_hyphens<'t>(text: &'t str, tag: &LanguageTag) -> Cow<'t, str> {
    let code = tag.as_str().split('-').next().and_then(|code| <[u8; 2]>::try_from(code.as_bytes()).ok());
    let Some(language) = code.and_then(Lang::from_iso) else { return Cow::Borrowed(text) };
    let mut out = String::new();
    let mut copied = 0;
    for (start, word) in words(text).filter(|(_, word)| word.len() >= LONG && word.chars().count() >= LONG) {
        out.push_str(&text[copied..start]);
        let parts = hyphenate_bounded(word, language, TOGETHER, TOGETHER);
        for (i, part) in parts.enumerate() {
            if i > 0 {
                out.push(SOFT_HYPHEN);
            }
            out.push_str(part);
        }
        copied = start + word.len();
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// The words of a text with the bytes that they begin at. One that has soft hyphens is in two words, as its writer wants it.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_tag = false;
    let is_bound = move |c: char| {
        in_tag = (in_tag && c != '>') || c == '<';
        in_tag || !is_letter(c)
    };
    text.split(is_bound).map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_get_soft_hyphens_in_languages_that_have_patterns() {
        let set = |text: &str, tag: &str| {
            with_soft_hyphens(text, &LanguageTag::parse(tag).unwrap()).replace(SOFT_HYPHEN, "|")
        };
        assert_eq!(
            set("Расследования и дела", "ru"),
            "Рас|сле|до|ва|ния и дела".replacen("Рас|сле", "Рассле", 1).replacen("ва|ния", "вания", 1)
        );
        assert!(set("Donaudampfschifffahrt", "de-AT").contains('|'));
        assert_eq!(set("A short headline", "en"), "A short headline");
        assert_eq!(set("<a title=\"Donaudampfschifffahrt\">x</a>", "de"), "<a title=\"Donaudampfschifffahrt\">x</a>");
        assert_eq!(set("Қазақстандықтарымыздың", "kk"), "Қазақстандықтарымыздың");
    }
}
