//! Two versions of a passage, word by word.

use crate::compare::{Stretch, stretches};
use crate::language::breaks::words_and_gaps;
use crate::language::text::{count_words, without_addresses};

/// A part of a passage in two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// In both.
    Same(&'a str),
    /// It was there, and is not.
    Gone(&'a str),
    /// It was not there, and is.
    New(&'a str),
}

/// Words of two versions that are held against each other one by one: in more, nobody would see what has changed.
const MOST: usize = 20_000;

/// What two versions of a passage share and what not, in reading order. A word belongs to one part as a whole. Where a line
/// was broken does not matter.
pub fn parts<'a>(old: &'a str, new: &'a str) -> Vec<Part<'a>> {
    let (before, after) = (words_and_gaps(old), words_and_gaps(new));
    if before.len() + after.len() > MOST {
        return vec![Part::Gone(old), Part::New(new)];
    }
    let word = |text: &'a str, at: &std::ops::Range<usize>| match &text[at.clone()] {
        gap if gap.trim().is_empty() => " ",
        word => word,
    };
    let left: Vec<&str> = before.iter().map(|at| word(old, at)).collect();
    let right: Vec<&str> = after.iter().map(|at| word(new, at)).collect();
    let found = joined(stretches(&left, &right), &right);
    let text = |text: &'a str, all: &[std::ops::Range<usize>], range: &std::ops::Range<usize>| {
        let ends = all.get(range.start).zip(all.get(range.end.wrapping_sub(1))).filter(|_| !range.is_empty());
        ends.map_or("", |(first, last)| &text[first.start..last.end])
    };
    let mut parts = Vec::new();
    for stretch in found {
        match stretch {
            Stretch::Same(_, range) => parts.push(Part::Same(text(new, &after, &range))),
            Stretch::Changed(was, is) => {
                parts.extend(Some(text(old, &before, &was)).filter(|t| !t.is_empty()).map(Part::Gone));
                parts.extend(Some(text(new, &after, &is)).filter(|t| !t.is_empty()).map(Part::New));
            }
        }
    }
    parts
}

/// Joins changes with nothing but blanks and signs between them: a sentence that was written anew shares its commas with the
/// last, and is read more easily as one.
fn joined(found: Vec<Stretch>, words: &[&str]) -> Vec<Stretch> {
    let is_little =
        |range: &std::ops::Range<usize>| words[range.clone()].iter().all(|word| !word.contains(char::is_alphanumeric));
    let mut joined: Vec<Stretch> = Vec::new();
    let mut all = found.into_iter().peekable();
    while let Some(stretch) = all.next() {
        let is_between = matches!(joined.last(), Some(Stretch::Changed(..))) && all.peek().is_some();
        let stretch = match stretch {
            Stretch::Same(was, is) if is_between && is_little(&is) => Stretch::Changed(was, is),
            stretch => stretch,
        };
        match (joined.last_mut(), stretch) {
            (Some(Stretch::Changed(before, after)), Stretch::Changed(was, is)) => {
                (before.end, after.end) = (was.end, is.end);
            }
            (_, stretch) => joined.push(stretch),
        }
    }
    joined
}

/// The words of the new version that the old one does not have at their place: what there is to translate.
pub fn changed_words(old: &str, new: &str) -> usize {
    let (old, new) = (without_addresses(old), without_addresses(new));
    let count = |part: &Part| match part {
        Part::New(text) => count_words(text),
        Part::Same(_) | Part::Gone(_) => 0,
    };
    parts(&old, &new).iter().map(count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let show = |part: &Part| match part {
            Part::Same(text) => (*text).to_owned(),
            Part::Gone(text) => format!("[-{text}-]"),
            Part::New(text) => format!("[+{text}+]"),
        };
        parts(old, new).iter().map(show).collect()
    }

    #[test]
    fn words_change_as_a_whole_and_line_breaks_do_not_count() {
        for (old, new, expected) in [
            ("One two three.", "One two\nthree.", "One two\nthree."),
            ("The treaty of 2024.", "The treaty of 2025.", "The treaty of [-2024-][+2025+]."),
            ("It was signed.", "It was not signed.", "It was [+not +]signed."),
            ("L’accord est signé.", "L’accord n’est pas signé.", "L’accord [-est-][+n’est pas+] signé."),
            ("Договор подписан.", "Договор не подписан.", "Договор [+не +]подписан."),
            ("我们喜欢读书。", "我们喜欢唱歌。", "我们喜欢[-读书-][+唱歌+]。"),
            ("a, b", "c, d", "[-a, b-][+c, d+]"),
            ("", "New.", "[+New.+]"),
            ("Gone.", "", "[-Gone.-]"),
        ] {
            assert_eq!(shown(old, new), expected);
        }
    }

    #[test]
    fn words_to_do_are_those_that_are_new() {
        for (old, new, expected) in [
            ("One two three.", "One two\nthree.", 0),
            ("One two three.", "One 2 three, four.", 2),
            ("One two three.", "One three.", 0),
            ("See [x](a.md).", "See [x](b.md).", 0),
            ("我们喜欢读书。", "我们喜欢唱歌。", 1),
        ] {
            assert_eq!(changed_words(old, new), expected, "{new}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_parts_are_the_two_texts(old in "[a-cя ,.\n一二]{0,20}", new in "[a-cя ,.\n一二]{0,20}") {
            let all = parts(&old, &new);
            let of = |keep: fn(&Part) -> Option<String>| all.iter().filter_map(keep).collect::<String>();
            let after = of(|part| match part { Part::Same(t) | Part::New(t) => Some((*t).to_owned()), Part::Gone(_) => None });
            let before = of(|part| match part { Part::Same(t) | Part::Gone(t) => Some((*t).to_owned()), Part::New(_) => None });
            proptest::prop_assert_eq!(&after, &new);
            // Blanks and ends of lines are the same, however many.
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            proptest::prop_assert_eq!(words(&before), words(&old));
        }
    }
}
