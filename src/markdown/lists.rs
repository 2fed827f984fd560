//! Paragraphs that Markdown takes for a list: `20. Januar 2025 …` and `1914. The war begins.`

use super::{Source, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::HashSet;

/// A numbered list of one item that does not stand inside another list.
struct Alone {
    /// The number that it begins with, and where.
    number: u64,
    at: usize,
    /// Where what follows the number begins; none as long as nothing does.
    text: Option<usize>,
}

/// Tells of numbered lists that nobody meant as one: those of one item, unless they go on in others (`1.`, a picture,
/// `2.`). One that begins with 1 is told where a year follows, as in a date.
pub(super) fn report(source: &Source, markdown: &str, events: &[Spanned], problems: &mut Diagnostics) {
    let (alone, numbers) = lists(events);
    let firsts: HashSet<u64> = numbers.iter().map(|(first, _)| *first).collect();
    let lasts: HashSet<u64> = numbers.iter().map(|(_, last)| *last).collect();
    for list in alone {
        let goes_on =
            firsts.contains(&(list.number + 1)) || list.number.checked_sub(1).is_some_and(|n| lasts.contains(&n));
        let line = markdown[list.text.unwrap_or(list.at)..].lines().next().unwrap_or_default();
        if goes_on || (list.number == 1 && !begins_as_a_date(line)) {
            continue;
        }
        let digits = markdown[list.at..].bytes().take_while(u8::is_ascii_digit).count();
        let number = &markdown[list.at..list.at + digits];
        let sign = markdown[list.at + digits..].chars().next().unwrap_or('.');
        let message = format!("`{number}{sign}` at the beginning of a line makes a list of this paragraph");
        problems.push(
            source
                .problem(Diagnostic::warning, Code::UnmeantList, message, list.at)
                .hint(format!("write `{number}\\{sign}`, and it stays a paragraph"))
                .hint("if it is a list, write it with the item that goes before or comes after"),
        );
    }
}

/// The numbered lists of one item, and the first and last number of every list outside of others.
fn lists(events: &[Spanned]) -> (Vec<Alone>, Vec<(u64, u64)>) {
    let (mut alone, mut numbers) = (Vec::new(), Vec::new());
    let mut depth = 0;
    let mut open: Option<(Alone, u64)> = None;
    for (event, range) in events {
        match event {
            Event::Text(_) | Event::Code(_) => {
                if let Some((list, _)) = &mut open {
                    list.text.get_or_insert(range.start);
                }
            }
            Event::Start(Tag::List(first)) => {
                depth += 1;
                if let Some(number) = first.filter(|_| depth == 1) {
                    open = Some((Alone { number, at: range.start, text: None }, 0));
                }
            }
            Event::Start(Tag::Item) if depth == 1 => {
                if let Some((_, items)) = &mut open {
                    *items += 1;
                }
            }
            Event::End(TagEnd::List(_)) => {
                depth -= 1;
                if let Some((list, items)) = open.take_if(|_| depth == 0) {
                    numbers.push((list.number, list.number + items.saturating_sub(1)));
                    if items == 1 {
                        alone.push(list);
                    }
                }
            }
            _ => {}
        }
    }
    (alone, numbers)
}

/// Whether a line begins with a word and a year: `Mai 2025 …`
fn begins_as_a_date(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_month = words.next().is_some_and(|word| word.trim_end_matches('.').chars().all(char::is_alphabetic));
    let digits = |word: &str| word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    is_month && words.next().is_some_and(|word| digits(word) == 4)
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::rendered;

    fn told(markdown: &str) -> Vec<String> {
        let problems = rendered(markdown).problems;
        problems.0.iter().map(|p| format!("{}: {}", p.place.as_ref().unwrap().line, p.message)).collect()
    }

    #[test]
    fn a_paragraph_that_becomes_a_list_is_told() {
        for number in
            ["20. Januar 2025 trat es in Kraft.", "1914. The war begins.", "1. Mai 2025 war frei.", "3) Das war alles."]
        {
            let found = told(&format!("Text.\n\n{number}\n"));
            assert_eq!(found.len(), 1, "{number} {found:?}");
            assert!(found[0].starts_with("3: `") && found[0].contains("makes a list"), "{found:?}");
        }
    }

    #[test]
    fn lists_and_what_is_written_so_on_purpose_are_not() {
        for markdown in [
            "1. One\n2. Two\n",
            "3. Three\n4. Four\n",
            "1. Only one\n",
            "1. One\n\nText.\n\n2. Two\n\nText.\n\n3. Three\n",
            "20\\. Januar 2025 trat es in Kraft.\n",
            "- 20 people\n",
            "1. One\n   5. Inside\n2. Two\n",
        ] {
            assert_eq!(told(markdown), [""; 0], "{markdown}");
        }
    }
}
