//! What stands in braces right after a picture: `![Alt](photo.jpg){credit="Ann Lee" focus="30% 20%"}`.
//!
//! CommonMark takes it for text. It is found behind the pictures that the parser has read, and taken out of the text before
//! it reads again: so what is in code, or escaped, stays what it is, and a text without costs nothing.

use super::events::end_of;
use super::{Source, Spanned};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::input::framing::{Crop, Focus, Misread, Pixels};
use crate::language::WrittenDate;
use crate::path::beginning;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

/// What may be said of a picture.
const KNOWN: [&str; 7] = ["credit", "focus", "crop", "place", "until", "width", "height"];

/// Bytes that the braces may hold.
const LONGEST: usize = 2000;

/// What is said of a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub credit: Option<String>,
    pub focus: Option<Focus>,
    pub crop: Option<Crop>,
    pub place: Option<String>,
    pub until: Option<WrittenDate>,
    pub width: Option<Pixels>,
    pub height: Option<Pixels>,
    /// Where each stands in the Markdown.
    places: Vec<(&'static str, usize)>,
}

impl Marks {
    /// Where something is said, as an offset in the Markdown.
    pub fn place_of(&self, key: &str) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == key).map(|(_, at)| *at)
    }
}

impl Marks {
    /// Tells of what is said under some keys and means nothing of `of`; `hint` says what to do about a key.
    pub fn in_vain(&self, source: &Source, keys: &[&str], of: &str, hint: impl Fn(&str) -> String) -> Vec<Diagnostic> {
        let said = keys.iter().filter_map(|key| Some((*key, self.place_of(key)?)));
        let told = said.map(|(key, at)| {
            let message = format!("`{key}` says nothing of {of}");
            source.problem(Diagnostic::warning, Code::BadPictureMark, message, at).hint(hint(key))
        });
        told.collect()
    }
}

/// What is said of the pictures of a text, by where they begin in the Markdown.
pub(super) type ByPicture = HashMap<usize, Marks>;

/// The braces after a picture.
#[derive(Debug)]
pub(super) struct Found {
    /// Where the picture begins.
    pub picture: usize,
    /// The braces, with the blanks before them.
    pub at: Range<usize>,
    pub marks: Marks,
    mistakes: Vec<Mistake>,
}

impl Found {
    /// What is wrong in the braces.
    pub fn problems<'a>(&'a self, source: &'a Source) -> impl Iterator<Item = Diagnostic> + 'a {
        self.mistakes.iter().map(|mistake| {
            // Without its last day a picture would stay for ever: that must not be published.
            let severity = if mistake.is_of_until { Diagnostic::error } else { Diagnostic::warning };
            let problem = source.problem(severity, Code::BadPictureMark, mistake.message.clone(), mistake.offset);
            mistake.hints.iter().fold(problem, Diagnostic::hint)
        })
    }
}

#[derive(Debug)]
struct Mistake {
    offset: usize,
    message: String,
    hints: Vec<String>,
    is_of_until: bool,
}

/// The braces after pictures of a text that has these events.
pub(super) fn find(markdown: &str, events: &[Spanned]) -> Vec<Found> {
    let bytes = markdown.as_bytes();
    if memchr::memmem::find(bytes, b"![").is_none() || memchr::memchr(b'{', bytes).is_none() {
        return Vec::new();
    }
    let mut found: Vec<Found> = Vec::new();
    for (i, (event, range)) in events.iter().enumerate() {
        if !matches!(event, Event::Start(Tag::Image { .. })) {
            continue;
        }
        // A link may stand around it, with nothing else in it.
        let link = i.checked_sub(1).map(|before| &events[before]).filter(|(event, _)| {
            let behind = events.get(end_of(events, i) + 1);
            matches!(event, Event::Start(Tag::Link { .. })) && matches!(behind, Some((Event::End(TagEnd::Link), _)))
        });
        let ends = [Some(range.end), link.map(|(_, link)| link.end)];
        found.extend(ends.into_iter().flatten().find_map(|end| after(markdown, range.start, end)));
    }
    found
}

/// The braces that begin at `end`, after blanks perhaps.
fn after(markdown: &str, picture: usize, end: usize) -> Option<Found> {
    let rest = markdown.get(end..)?;
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let inside = beginning(rest[blanks..].strip_prefix('{')?, LONGEST);
    let start = end + blanks + 1;
    let (words, length) = match words(inside) {
        Ok(read) => read,
        Err(Unclosed) => return unclosed(picture, end, inside, start),
    };
    if !words.iter().any(|word| is_ours(word, blanks == 0)) {
        return None;
    }
    let mut found = Found { picture, at: end..start + length, marks: Marks::default(), mistakes: Vec::new() };
    for word in &words {
        read(word, start, &mut found);
    }
    Some(found)
}

/// Whether a word is one of ours, or one of ours with a slip.
fn is_ours(word: &Word, is_close: bool) -> bool {
    let key = word.key.to_lowercase();
    let is_near = || nearest(&key, KNOWN).is_some_and(|known| known[..1] == key[..key.len().min(1)]);
    let is_known = KNOWN.contains(&key.as_str());
    is_known && (word.value.is_some() || is_close) || word.value.is_some() && is_close && key.is_ascii() && is_near()
}

/// Braces without an end that begin as ours do: they stay text, and that is told.
fn unclosed(picture: usize, end: usize, inside: &str, start: usize) -> Option<Found> {
    let key = inside.trim_start().split(['=', ' ']).next().unwrap_or_default();
    let is_ours = KNOWN.contains(&key.to_lowercase().as_str()) && inside.contains('=');
    is_ours.then(|| Found {
        picture,
        at: end..end,
        marks: Marks::default(),
        mistakes: vec![Mistake {
            offset: start - 1,
            message: "what is said of the picture here has no end: readers see it as text".to_owned(),
            hints: vec![
                "close it with `}` in the same paragraph, and each value with the quotation marks it begins with"
                    .to_owned(),
            ],
            is_of_until: inside.contains("until"),
        }],
    })
}

/// A word in the braces: `key=value`, or something else.
#[derive(Debug, PartialEq, Eq)]
struct Word<'t> {
    key: &'t str,
    /// Where it begins behind the opening brace.
    at: usize,
    value: Option<String>,
    /// Where the value begins.
    value_at: usize,
}

/// The braces, or the quotation marks in them, are not closed.
#[derive(Debug, PartialEq, Eq)]
struct Unclosed;

/// The words up to the closing brace, and how many bytes they and it have.
fn words(text: &str) -> Result<(Vec<Word<'_>>, usize), Unclosed> {
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    // Whether the last value has no quotation marks: then what follows it without a sign belongs to it.
    let mut is_bare = false;
    loop {
        let rest = &text[at..];
        let blanks = rest.len() - rest.trim_start().len();
        if rest[..blanks].matches('\n').count() > 1 {
            return Err(Unclosed);
        }
        // In a quotation each line begins with its sign.
        let is_new_line = rest[..blanks].contains('\n');
        at += blanks;
        let rest = &text[at..];
        match rest.chars().next() {
            None => return Err(Unclosed),
            Some('}') => return Ok((words, at + 1)),
            Some('>') if is_new_line => at += 1,
            Some(',' | ';') => at += 1,
            Some(first) => {
                let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '}')).unwrap_or(rest.len());
                let (key, after) = rest.split_at(end);
                let blanks = after.len() - after.trim_start().len();
                let Some(value) = after.trim_start().strip_prefix('=') else {
                    let belongs = is_bare && !matches!(first, '.' | '#');
                    match words.last_mut().and_then(|word| word.value.as_mut()).filter(|_| belongs) {
                        Some(value) => value.extend([" ", key]),
                        None => words.push(Word { key, at, value: None, value_at: at }),
                    }
                    at += end;
                    continue;
                };
                let more = value.len() - value.trim_start().len();
                let value_at = at + end + blanks + 1 + more;
                let (read, length, quoted) = value_of(&text[value_at..])?;
                words.push(Word { key, at, value: Some(read), value_at });
                is_bare = !quoted;
                at = value_at + length;
            }
        }
    }
}

/// Quotation marks that a value may begin with, and those that may end it then: word processors curl them.
const QUOTES: [(char, &[char]); 10] = [
    ('"', &['"', '”', '“']),
    ('\'', &['\'', '’', '‘']),
    ('“', &['”', '“', '"']),
    ('”', &['”', '"']),
    ('„', &['“', '”', '"']),
    ('«', &['»', '"']),
    ('»', &['«', '"']),
    ('‘', &['’', '‘', '\'']),
    ('’', &['’', '\'']),
    ('‚', &['‘', '’', '\'']),
];

/// The value that a text begins with, its bytes, and whether it stands in quotation marks.
fn value_of(text: &str) -> Result<(String, usize, bool), Unclosed> {
    let first = text.chars().next().ok_or(Unclosed)?;
    let Some((_, ends)) = QUOTES.iter().find(|(quote, _)| *quote == first) else {
        let end = text.find(|c: char| c.is_whitespace() || c == '}').ok_or(Unclosed)?;
        return Ok((text[..end].to_owned(), end, false));
    };
    let mut value = String::new();
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        // A mark inside a word is an apostrophe.
        let next = || text[at + c.len_utf8()..].chars().next();
        match c {
            _ if escaped => {
                if !c.is_ascii_punctuation() {
                    value.push('\\');
                }
                value.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            c if ends.contains(&c) && next().is_some_and(|c| c.is_whitespace() || matches!(c, '}' | ',' | ';')) => {
                let words: Vec<&str> = value.split_whitespace().collect();
                return Ok((words.join(" "), at + c.len_utf8(), true));
            }
            c => value.push(c),
        }
    }
    Err(Unclosed)
}

/// Reads a word into what is said of the picture.
fn read(word: &Word, start: usize, found: &mut Found) {
    let lower = word.key.to_lowercase();
    let known = KNOWN.into_iter().find(|known| *known == lower);
    let key = word.key;
    let Some(known) = known else {
        let near = nearest(&lower, KNOWN);
        let all = KNOWN.map(|known| format!("`{known}`")).join(", ");
        let hints = near.map(|near| format!("did you mean `{near}`?")).into_iter();
        found.mistakes.push(Mistake {
            offset: start + word.at,
            message: format!("`{key}` says nothing about a picture"),
            hints: hints.chain([format!("what may be said is {all}")]).collect(),
            is_of_until: near == Some("until"),
        });
        return;
    };
    let mut tell = |message: String, hint: &str| {
        let is_of_until = known == "until";
        let offset = start + word.value_at;
        found.mistakes.push(Mistake { offset, message, hints: vec![hint.to_owned()], is_of_until });
    };
    let Some(value) = &word.value else {
        return tell(format!("`{known}` has no value"), &format!("write `{known}=\"…\"`"));
    };
    if found.marks.place_of(known).is_some() {
        return tell(format!("`{known}` is said twice of this picture"), "remove one of the two");
    }
    let in_attribute = |misread: Misread| {
        let form = match known {
            "focus" => {
                "write how far the point is from the left and from the top: `focus=\"30% 20%\"`, or `focus=\"left top\"`"
            }
            _ => {
                "write a whole number of pixels: `width=1200 height=800`; a picture is made as wide as its place, `place=wide`"
            }
        };
        (misread.wrong, form)
    };
    let marks = &mut found.marks;
    let read = match known {
        "credit" => {
            marks.credit = Some(value.clone()).filter(|credit| !credit.is_empty());
            Ok(())
        }
        "focus" => Focus::read(value).map(|focus| marks.focus = Some(focus)).map_err(in_attribute),
        "crop" => match Crop::read(value) {
            Some(crop) => {
                marks.crop = Some(crop);
                Ok(())
            }
            None => Err((
                format!("`{value}` is neither `auto` nor `none`"),
                "write `crop=none` for what must be shown whole",
            )),
        },
        "place" if is_name(value) => {
            marks.place = Some(value.to_lowercase());
            Ok(())
        }
        "place" => Err((format!("`{value}` is no place for a picture"), "write one word: `place=wide`")),
        "until" => match WrittenDate::parse(value) {
            Ok(until) => {
                marks.until = Some(until);
                Ok(())
            }
            Err(no_date) => Err((no_date.wrong, no_date.to_do)),
        },
        "width" => Pixels::read(value).map(|width| marks.width = Some(width)).map_err(in_attribute),
        _ => Pixels::read(value).map(|height| marks.height = Some(height)).map_err(in_attribute),
    };
    match read {
        Ok(()) => marks.places.push((known, start + word.at)),
        Err((wrong, to_do)) => tell(format!("`{known}`: {wrong}"), to_do),
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::tests::rendered;

    fn told(markdown: &str) -> Vec<(u32, u32, String)> {
        let problems = rendered(markdown).problems.0.into_iter().filter(|p| p.code == Code::BadPictureMark);
        let seen = problems.map(|p| {
            let place = p.place.as_ref().unwrap();
            (place.line, place.column, format!("{} | {}", p.message, p.hints.join(" | ")))
        });
        seen.collect()
    }

    #[test]
    fn the_words_of_braces_are_read_with_any_quotation_marks() {
        let read = |text: &str| {
            let (words, length) = words(text).unwrap();
            assert_eq!(&text[length - 1..length], "}", "{text}");
            words.into_iter().map(|word| format!("{}:{}", word.key, word.value.unwrap_or_default())).collect::<Vec<_>>()
        };
        for text in [
            "credit=\"Ann Lee / Agency\" crop=none}",
            "credit=“Ann Lee / Agency” crop = “none”}",
            "credit=„Ann Lee / Agency“ crop='none'}",
            "credit=«Ann Lee / Agency», crop=‘none’ } more}",
            "credit=Ann Lee / Agency crop=none}",
            "\ncredit=\"Ann Lee /\n> Agency\"\n> crop=none\n}",
        ] {
            let words = read(text);
            assert_eq!(words.len(), 2, "{text}: {words:?}");
            assert!(words[0].starts_with("credit:Ann Lee /") && words[1] == "crop:none", "{text}: {words:?}");
        }
        assert_eq!(read("credit='Ann O'Hara' focus=\"1 \\\"2\"}"), ["credit:Ann O'Hara", "focus:1 \"2"]);
        assert_eq!(read("credit=\"a } b\"}"), ["credit:a } b"]);
        assert_eq!(words("credit=\"a} b"), Err(Unclosed));
        assert_eq!(words("a\n\nb=c}"), Err(Unclosed));
    }

    #[test]
    fn what_is_said_of_a_picture_is_not_on_the_page() {
        for markdown in [
            "![A map](map.svg \"The route\"){credit=\"Ann Lee\" focus=\"30% 20%\" crop=none place=wide width=1200 height=675}\n",
            "![A map](map.svg 'The route') {credit=“Ann Lee”}\n",
            "![A map](map.svg (The route)){credit=\"Ann Lee\"}\n*Somebody else*\n",
            "![A map][m]{credit=\"Ann Lee\"}\n\n[m]: map.svg \"The route\"\n",
            "[![A map](map.svg \"The route\"){credit=\"Ann Lee\"}](https://a.example)\n",
            "[![A map](map.svg \"The route\")](https://a.example){credit=\"Ann Lee\"}\n",
        ] {
            let body = rendered(markdown);
            assert!(body.problems.0.is_empty(), "{markdown}: {:?}", body.problems);
            assert!(!body.html.contains(['{', '}']) && !body.html.contains("focus"), "{}", body.html);
            assert!(body.html.contains("<span class=\"credit\">Ann Lee</span>"), "{}", body.html);
            assert!(body.html.contains("<span class=\"caption\">The route</span>"), "{}", body.html);
        }
        let html = rendered("Look ![A map](map.svg){focus=top} here.\n").html;
        assert!(html.contains("decoding=\"async\"> here."), "{html}");
    }

    #[test]
    fn mistakes_in_braces_are_told_where_they_stand() {
        for (markdown, column, words) in [
            ("![A](map.svg){focus=\"30px\" crop=none}", 21, "focus=\"30% 20%\""),
            ("![A](map.svg){crop=non}", 20, "crop=none"),
            ("![A](map.svg){width=50%}", 21, "place=wide"),
            ("![A](map.svg){until=soon}", 21, "2025-01-20"),
            ("![A](map.svg){fokus=top}", 15, "`focus`"),
            ("![A](map.svg){credit=\"A\" .lead}", 26, "`credit`"),
            ("![A](map.svg){crop}", 15, "crop=\"…\""),
            ("![A](map.svg){crop=none crop=auto}", 30, "remove one"),
            ("![A](map.svg){credit=\"A", 14, "no end"),
            ("a ![A](map.svg){credit=\"A\"} b", 17, "alone in its paragraph"),
            ("![A](map.svg){place=elsewhere}", 15, "`wide`"),
            ("![A](map.svg){width=12 height=8}", 15, "remove `width`"),
            ("![A](map.svg){height=800}", 15, "say both"),
        ] {
            let found = told(markdown);
            assert_eq!(found.len(), 1, "{markdown}: {found:?}");
            assert_eq!(found[0].1, column, "{markdown}: {found:?}");
            assert!(found[0].2.contains(words), "{markdown}: {found:?}");
        }
    }

    #[test]
    fn braces_that_say_nothing_of_a_picture_are_text() {
        for markdown in [
            "![A](map.svg)\\{credit=\"Ann\"}",
            "`![A](map.svg){credit=\"Ann\"}`",
            "    ![A](map.svg){credit=\"Ann\"}",
            "![A](map.svg){a remark}",
            "![A](map.svg)\n{credit=\"Ann\"}",
            "![A](map.svg){.lead}",
            "[a](https://a.example){credit=\"Ann\"}",
            "![A](map.svg){{ page.url }}",
        ] {
            let body = rendered(markdown);
            assert_eq!(told(markdown), [], "{markdown}");
            assert!(body.html.contains('{'), "{}", body.html);
        }
    }

    #[test]
    fn braces_without_an_end_are_read_as_far_as_braces_go() {
        let body = rendered(&"![A](map.svg){credit ".repeat(5_000));
        assert_eq!(body.html.matches("<img").count(), 5_000);
    }
}
