//! What betrays a hidden text: its title, its standfirst, its id, its addresses, the addresses of its pictures.

use crate::language::text;
use crate::path::{encode_path, without_slash};
use crate::render::Press;
use crate::site::Concealed;
use std::ops::Range;

/// Characters of a text that are searched for: a template may show a standfirst shortened.
const LONGEST: usize = 60;

/// A text with fewer words may stand on a page by chance: a month with its year, a name.
const FEWEST_WORDS: usize = 3;

/// Bytes of the shortest text that is searched for.
const SHORTEST: usize = 16;

/// Bytes of the shortest path that is searched for: a shorter one may be a part of many others.
const SHORTEST_PATH: usize = super::search::WINDOW;

/// What kind of thing betrays a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Title,
    Summary,
    Id,
    Address,
    Term,
    Picture,
}

impl Kind {
    /// The thing in a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            Kind::Title => "its title",
            Kind::Summary => "its summary",
            Kind::Id => "its id",
            Kind::Address => "its address",
            Kind::Term => "the address of its tag or author",
            Kind::Picture => "its picture",
        }
    }
}

/// Bytes that betray a hidden text where they stand on a page.
#[derive(Debug)]
pub struct Clue {
    /// Index in [`Site::concealed`].
    pub of: usize,
    pub kind: Kind,
    pub text: String,
}

impl Clue {
    /// Whether what was found is the path that is meant, and not a part of a longer one: `/news/iran` is not in
    /// `/news/iran-deal`, `news/iran` not in `world-news/iran`.
    pub fn stands_alone(&self, bytes: &[u8], at: Range<usize>) -> bool {
        let is_part =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'%') || !byte.is_ascii();
        let goes_on = bytes.get(at.end).is_some_and(is_part);
        let begins_before = at.start.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(is_part);
        match self.kind {
            Kind::Title | Kind::Summary => true,
            Kind::Id => !goes_on && !begins_before,
            Kind::Address | Kind::Term | Kind::Picture => !goes_on,
        }
    }
}

/// The clues of all hidden texts of a site.
pub fn of(press: &Press) -> Vec<Clue> {
    let site = &*press.site;
    let mut clues: Vec<Clue> = Vec::new();
    for (of, concealed) in site.concealed.iter().enumerate() {
        let Concealed { title, summary, story, addresses, terms, pictures, .. } = concealed;
        let mut add = |kind, text: String| {
            if !clues.iter().rev().take_while(|clue| clue.of == of).any(|clue| clue.text == text) {
                clues.push(Clue { of, kind, text });
            }
        };
        for (kind, writings) in [(Kind::Title, title), (Kind::Summary, summary)] {
            writings.iter().filter_map(|text| distinctive(text)).for_each(|text| add(kind, text.to_owned()));
        }
        // The id of a plain page is a word like any other; that of a story with public translations is public.
        if story.0.contains('/') && story.0.len() >= SHORTEST_PATH && !site.story_index.contains_key(story) {
            add(Kind::Id, story.to_string());
        }
        let pictures = pictures.iter().map(|id| (Kind::Picture, site.media.get(*id).path.address()));
        // Web servers lead from `/a` to `/a/`: either gives it away.
        let without_slash = |kind, addresses: &[String]| -> Vec<(Kind, String)> {
            addresses.iter().map(|address| (kind, without_slash(address).to_owned())).collect()
        };
        let addresses = without_slash(Kind::Address, addresses).into_iter().chain(without_slash(Kind::Term, terms));
        for (kind, address) in addresses.chain(pictures).filter(|(_, address)| address.len() >= SHORTEST_PATH) {
            let encoded = encode_path(&address);
            add(kind, address);
            add(kind, encoded);
        }
    }
    clues
}

/// The first part of a text that stands on a page as it is, whatever escapes the text goes through, and that is long
/// enough to stand there for no other reason.
fn distinctive(text: &str) -> Option<&str> {
    let is_escaped = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'' | '\\' | '\n' | '\r' | '\t');
    text.split(is_escaped).map(shortened).find(|part| {
        let without_digits: String = part
            .split_whitespace()
            .filter(|word| !word.contains(char::is_numeric))
            .fold(String::with_capacity(part.len()), |words, word| words + word + " ");
        part.len() >= SHORTEST && text::count_words(&without_digits) >= FEWEST_WORDS
    })
}

/// A text up to the last word that has room; of one without spaces, as many characters as have.
fn shortened(text: &str) -> &str {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text };
    let end = text[..end].rfind(' ').filter(|space| *space >= end / 2).unwrap_or(end);
    text[..end].trim()
}

/// The letters and digits of a text, by which texts are compared that differ in mark-up, line breaks or typography.
pub fn letters_of(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_searched_for_where_it_is_long_enough_and_needs_no_escape() {
        assert_eq!(distinctive("The minister’s secret visit"), Some("The minister’s secret visit"));
        assert_eq!(distinctive("\"War\" & the price of peace"), Some("the price of peace"));
        assert_eq!(distinctive("Тайный визит министра"), Some("Тайный визит министра"));
        assert_eq!(distinctive("部长的秘密访问"), Some("部长的秘密访问"));
        for short in ["News", "January 2025", "Monday, January 20, 2025", "A b c", "<b>a</b> & \"c\""] {
            assert_eq!(distinctive(short), None, "{short}");
        }
        let long = "word ".repeat(40);
        assert_eq!(distinctive(&long).map(str::len), Some(59));
    }

    #[test]
    fn a_path_is_not_found_in_a_longer_one() {
        let stands = |kind, text: &str, page: &str| {
            let at = page.find(text).unwrap();
            Clue { of: 0, kind, text: text.to_owned() }.stands_alone(page.as_bytes(), at..at + text.len())
        };
        assert!(stands(Kind::Id, "news/iran", "data-id=\"news/iran\""));
        assert!(!stands(Kind::Id, "news/iran", "/en/news/iran-deal/"));
        assert!(!stands(Kind::Id, "news/iran", "world-news/iran"));
        assert!(stands(Kind::Address, "/en/news/iran/", "https://a.example/en/news/iran/"));
        assert!(!stands(Kind::Picture, "/media/a.svg", "/media/a.svgz"));
    }
}
