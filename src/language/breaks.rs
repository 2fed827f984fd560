//! Breaks: where a text may be broken into lines, and what of it nothing may part.

use super::typography::Typography;
use icu::properties::{CodePointMapData, PropertyNamesLong, props::Script};
use icu::segmenter::options::{LineBreakOptions, SentenceBreakInvariantOptions, WordBreakInvariantOptions};
use icu::segmenter::{GraphemeClusterSegmenter, LineSegmenter, SentenceSegmenter, WordSegmenter};
use std::ops::Range;

/// Where a line may end, as the scripts of the text have it (Unicode Standard Annex 14), in bytes, in ascending order.
pub fn line_breaks(text: &str) -> Vec<usize> {
    // It is the same for ASCII without the dictionaries, and there it takes most of the time.
    if text.chars().all(|c| c < '\u{e00}') {
        LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()).segment_str(text).collect()
    } else {
        LineSegmenter::new_auto(LineBreakOptions::default()).segment_str(text).collect()
    }
}

/// The ends of the sentences of a text (Unicode Standard Annex 29), in bytes, in ascending order, the last at its end. What
/// ends in an abbreviation or an initial goes on.
pub fn sentences(text: &str, typography: &Typography) -> Vec<usize> {
    let ends = SentenceSegmenter::new(SentenceBreakInvariantOptions::default()).segment_str(text);
    let mut ends: Vec<usize> = ends.filter(|end| *end > 0).collect();
    let mut start = 0;
    ends.retain(|end| {
        let goes_on = *end < text.len() && typography.is_cut_short(&text[start..*end]);
        if !goes_on {
            start = *end;
        }
        !goes_on
    });
    ends
}

/// The ends of what a reader takes for one letter (Unicode Standard Annex 29), in bytes, in ascending order.
pub fn graphemes(text: &str) -> Vec<usize> {
    GraphemeClusterSegmenter::new().segment_str(text).collect()
}

/// The words of a text and all that stands between them, as the scripts of the text have it (Unicode Standard Annex 29), in
/// bytes: together they are the text.
pub fn words_and_gaps(text: &str) -> Vec<Range<usize>> {
    let ends: Vec<usize> = if text.chars().all(|c| c < '\u{e00}') {
        let segmenter = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
        segmenter.segment_str(text).collect()
    } else {
        WordSegmenter::new_auto(WordBreakInvariantOptions::default()).segment_str(text).collect()
    };
    ends.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// What the script of a letter is called in English: `Han`, `Devanagari`; none for a sign that belongs to no script.
pub fn script_of(c: char) -> Option<&'static str> {
    let script = CodePointMapData::<Script>::new().get(c);
    let is_one = ![Script::Common, Script::Inherited, Script::Unknown].contains(&script);
    is_one.then(|| PropertyNamesLong::<Script>::new().get(script)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::typography::Written;

    #[test]
    fn a_sentence_goes_on_behind_an_abbreviation() {
        let yaml = "before_names: [\"Mr.\"]\nabbreviations: [\"т. е.\"]\n";
        let typography = Typography::new(Written::parse("typography.yaml", yaml).0);
        let parts = |text: &str| -> Vec<String> {
            let mut start = 0;
            let cut = |end: usize| text[std::mem::replace(&mut start, end)..end].trim_end().to_owned();
            sentences(text, &typography).into_iter().map(cut).collect()
        };
        assert_eq!(parts("Mr. Lee came. He left at 5."), ["Mr. Lee came.", "He left at 5."]);
        assert_eq!(parts("By J. R. Tolkien. Read it."), ["By J. R. Tolkien.", "Read it."]);
        assert_eq!(parts("Он, т. Е. Лев. Да."), ["Он, т. Е. Лев.", "Да."]);
        assert_eq!(parts("我们。他们！"), ["我们。", "他们！"]);
        assert!(parts("").is_empty());
    }

    #[test]
    fn a_line_ends_where_the_script_allows_it() {
        let parts = |text: &str| -> Vec<String> {
            let breaks = line_breaks(text);
            breaks.windows(2).map(|pair| text[pair[0]..pair[1]].to_owned()).collect()
        };
        assert_eq!(parts("Qui\u{202f}? Moi."), ["Qui\u{202f}? ", "Moi."]);
        assert_eq!(parts("5\u{a0}km away"), ["5\u{a0}km ", "away"]);
        assert_eq!(parts("中文，字"), ["中", "文，", "字"]);
        let words = |text: &str| words_and_gaps(text).into_iter().map(|at| text[at].to_owned()).collect::<Vec<_>>();
        assert_eq!(words("L’accord, signé."), ["L’accord", ",", " ", "signé", "."]);
        assert_eq!(words("我们喜欢读书").concat(), "我们喜欢读书");
        assert!(words("我们喜欢读书").len() > 1);
        assert_eq!(script_of('中'), Some("Han"));
        assert_eq!((script_of('😀'), script_of('1')), (None, None));
    }
}
