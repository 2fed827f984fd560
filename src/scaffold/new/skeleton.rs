//! The structure of a text without its words: a gap for each paragraph, with what stood there in a comment above it.
//!
//! Comments of HTML are on no page, so that a gap which nobody has filled breaks none.

use crate::markdown::{Part, PartKind, outline};
use std::ops::Range;

/// What of the words stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// None: the text is translated. The words stand in comments.
    Nothing,
    /// The headings: another text has the same parts.
    Headings,
}

/// The structure of a Markdown text.
pub(super) fn skeleton(markdown: &str, keep: Keep) -> String {
    let parts: Vec<String> = outline(markdown).iter().map(|part| of_part(markdown, part, keep)).collect();
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| format!("{part}\n\n"))
        .collect::<String>()
        .trim_end()
        .to_owned()
}

fn of_part(markdown: &str, part: &Part, keep: Keep) -> String {
    let text = markdown[part.range.clone()].trim_matches(['\n', '\r']);
    match &part.kind {
        PartKind::Heading(_) if keep == Keep::Headings => text.to_owned(),
        PartKind::Heading(level) => format!("{}\n{}{}", note(words_of_heading(text)), "#".repeat(*level), id_of(text)),
        PartKind::Pictures(pictures) => {
            let empty = |address: &str, marks: &str| format!("![]({address}){marks}");
            let pictures: Vec<String> = pictures.iter().map(|p| empty(&p.address, &p.marks)).collect();
            with_note(text, pictures.join("\n"), keep)
        }
        PartKind::Paragraph => with_note(text, String::new(), keep),
        PartKind::Quote => with_note(text, "> ".to_owned(), keep),
        PartKind::List => lines(text, keep, marker),
        PartKind::Footnote => {
            lines(text, keep, |line| line.find("]:").map(|end| 0..end + 2).filter(|_| line.starts_with("[^")))
        }
        PartKind::Table => with_note(text, table(text), keep),
        PartKind::Other => text.to_owned(),
    }
}

fn with_note(text: &str, gap: String, keep: Keep) -> String {
    match keep {
        Keep::Headings => gap,
        Keep::Nothing if gap.is_empty() => note(text),
        Keep::Nothing => format!("{}\n{gap}", note(text)),
    }
}

/// A comment. What would end it is written so that it does not.
fn note(text: &str) -> String {
    let mut text = text.trim().to_owned();
    while text.contains("--") {
        text = text.replace("--", "- -");
    }
    format!("<!-- {text} -->")
}

fn words_of_heading(text: &str) -> &str {
    text.trim_start_matches('#').lines().next().unwrap_or_default().trim()
}

/// The anchor that a heading has of its own, ` {#why}`: links lead to it in every language.
fn id_of(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim_end();
    let id = line.ends_with('}').then(|| line.rfind("{#")).flatten().map(|start| &line[start..]);
    id.map(|id| format!(" {id}")).unwrap_or_default()
}

/// Lines that keep how they begin; what follows goes into a comment.
fn lines(text: &str, keep: Keep, beginning: impl Fn(&str) -> Option<Range<usize>>) -> String {
    let mut items: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        match (beginning(&line[indent..]), items.last_mut()) {
            (Some(mark), _) => {
                let begin = &line[..indent + mark.end];
                items.push((begin.to_owned(), line[indent + mark.end..].trim().to_owned()));
            }
            (None, Some((_, words))) => *words = format!("{words} {}", line.trim()),
            (None, None) => {}
        }
    }
    let item = |(begin, words): &(String, String)| match keep {
        Keep::Nothing => format!("{begin} {}", note(words)),
        Keep::Headings => begin.clone(),
    };
    items.iter().map(item).collect::<Vec<_>>().join("\n")
}

/// Where the mark of a list's item ends: `-`, `12.`, `- [x]`.
fn marker(line: &str) -> Option<Range<usize>> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let end = match line.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => 1,
        b'.' | b')' if digits > 0 => digits + 1,
        _ => return None,
    };
    let rest = line[end..].trim_start_matches(' ');
    if rest.len() == line.len() - end && !rest.is_empty() {
        return None;
    }
    let task = ["[ ]", "[x]", "[X]"].into_iter().find(|task| rest.starts_with(task));
    Some(0..task.map_or(end, |task| line.len() - rest.len() + task.len()))
}

/// A table with its shape and its numbers; cells with words are empty.
fn table(text: &str) -> String {
    let is_rule = |line: &str| line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    let cell = |cell: &str| if cell.contains(char::is_alphabetic) { "  ".to_owned() } else { cell.to_owned() };
    let row = |line: &str| {
        if is_rule(line) { line.to_owned() } else { line.split('|').map(cell).collect::<Vec<_>>().join("|") }
    };
    text.lines().map(row).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "One paragraph -- with a dash.\n\n## Why {#why}\n\n![A ship](ship.jpg \"A caption\"){place=wide}\n\n\
                        > Said so.\n\n1. First\n   goes on\n2. Second\n\n| Year | Ships |\n| :- | -: |\n| 2024 | 17 |\n\n\
                        https://example.org/film\n\n[^1]: A note.\n";

    #[test]
    fn a_translation_has_a_gap_for_each_paragraph() {
        let expected = "<!-- One paragraph - - with a dash. -->\n\n<!-- Why {#why} -->\n## {#why}\n\n\
                        <!-- ![A ship](ship.jpg \"A caption\"){place=wide} -->\n![](ship.jpg){place=wide}\n\n\
                        <!-- > Said so. -->\n> \n\n1. <!-- First goes on -->\n2. <!-- Second -->\n\n\
                        <!-- | Year | Ships |\n| :- | -: |\n| 2024 | 17 | -->\n|  |  |\n| :- | -: |\n| 2024 | 17 |\n\n\
                        https://example.org/film\n\n[^1]: <!-- A note. -->";
        assert_eq!(skeleton(TEXT, Keep::Nothing), expected);
    }

    #[test]
    fn another_text_has_the_same_parts() {
        let text = skeleton(TEXT, Keep::Headings);
        assert!(text.starts_with("## Why {#why}\n\n![](ship.jpg){place=wide}\n\n>"), "{text}");
        assert!(!text.contains("paragraph") && !text.contains("<!--") && text.contains("1.\n2."), "{text}");
    }

    proptest::proptest! {
        /// Whatever a text is: what stands in place of it can be read, and has no words of it but in comments.
        #[test]
        fn any_text_has_a_structure(text in "([a-zé #>*|\\-\\[\\]()!`:{}<^0-9.]|\n){0,80}") {
            let made = skeleton(&text, Keep::Nothing);
            proptest::prop_assert_eq!(made.matches("<!-- ").count() <= text.len(), true);
            skeleton(&text, Keep::Headings);
        }
    }

    #[test]
    fn no_comment_ends_before_its_end() {
        for text in ["a --> b", "<!-- a -->", "a -- b --- c", "--", "a -"] {
            let made = note(text);
            assert_eq!(made.matches("-->").count(), 1, "{made}");
            assert!(!made[4..made.len() - 3].contains("--"), "{made}");
        }
    }
}
