//! Capital and small letters: "istanbul" is "İSTANBUL" in one language, "ISTANBUL" in another.

use crate::language::LanguageTag;
use icu::casemap::options::{TitlecaseOptions, TrailingCase};
use icu::casemap::{CaseMapper, TitlecaseMapper};

/// Which words of a headline begin with a capital letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleCase {
    /// The first alone, as most languages do.
    FirstWord,
    /// Every word.
    EveryWord,
}

/// All letters large.
pub fn upper(text: &str, tag: &LanguageTag) -> String {
    CaseMapper::new().uppercase_to_string(text, &tag.icu().id).into_owned()
}

/// All letters small.
pub fn lower(text: &str, tag: &LanguageTag) -> String {
    CaseMapper::new().lowercase_to_string(text, &tag.icu().id).into_owned()
}

/// The first letter large, after any quotation marks, the others as they are: "NATO" is not "Nato".
pub fn capitalize(text: &str, tag: &LanguageTag) -> String {
    let mut options = TitlecaseOptions::default();
    options.trailing_case = Some(TrailingCase::Unchanged);
    TitlecaseMapper::new().titlecase_segment_to_string(text, &tag.icu().id, options).into_owned()
}

/// A headline.
pub fn title(text: &str, tag: &LanguageTag, case: TitleCase) -> String {
    match case {
        TitleCase::FirstWord => capitalize(text, tag),
        TitleCase::EveryWord => text.split_inclusive(char::is_whitespace).map(|word| capitalize(word, tag)).collect(),
    }
}
