//! Tags: HTML read token by token, by the rules of its standard, which never fail. Only this file knows html5gum.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;

/// A piece of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// A tag opens: the name of its element, in lower case. Its attributes follow.
    Open(&'a [u8]),
    /// The name of an attribute, in lower case.
    Name(&'a [u8]),
    /// The value of the last attribute, unescaped; none where it is empty.
    Value(&'a [u8]),
    /// The tag that opened has ended.
    Close,
    /// The tag that ends an element.
    End(&'a [u8]),
    /// A comment, or what is read as one.
    Comment,
    /// Text between tags.
    Text,
    /// The document ends where a tag or a comment does not.
    Unfinished,
}

/// Reads a document, and calls `each` with its pieces and the bytes that each takes. What stands inside scripts, styles and
/// the like is text.
pub(crate) fn read(html: &[u8], each: &mut dyn FnMut(Token, Range<usize>)) {
    read_with(html, true, each);
}

/// A reader that finds elements in a document which a parser may see and [`read`] does not; none where there can be none.
/// `<svg><title>` holds elements, and so does `<noscript>` where no scripts run.
pub(crate) fn reader_of_most(html: &str) -> Option<Reader> {
    let is_mixed = memchr::memchr_iter(b'<', html.as_bytes()).any(|at| {
        let begins = |name: &str| html.get(at + 1..=at + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
        ["svg", "math", "noscript"].into_iter().any(begins)
    });
    is_mixed.then_some(read_as_elements)
}

/// Reads a document, token by token.
pub(crate) type Reader = fn(&[u8], &mut dyn FnMut(Token, Range<usize>));

/// The same as [`read`], with scripts, styles and titles that hold elements as all others do.
fn read_as_elements(html: &[u8], each: &mut dyn FnMut(Token, Range<usize>)) {
    read_with(html, false, each);
}

fn read_with(html: &[u8], scripts_are_text: bool, each: &mut dyn FnMut(Token, Range<usize>)) {
    let call = |event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<Infallible> {
        let token = match event {
            CallbackEvent::OpenStartTag { name } => Token::Open(name),
            CallbackEvent::AttributeName { name } => Token::Name(name),
            CallbackEvent::AttributeValue { value } => Token::Value(value),
            CallbackEvent::CloseStartTag { .. } => Token::Close,
            CallbackEvent::EndTag { name } => Token::End(name),
            CallbackEvent::String { .. } => Token::Text,
            CallbackEvent::Comment { .. } => Token::Comment,
            CallbackEvent::Error(html5gum::Error::EofInComment | html5gum::Error::EofInTag) => Token::Unfinished,
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => return None,
        };
        each(token, span.start..span.end);
        None
    };
    let mut emitter = CallbackEmitter::new(call);
    emitter.naively_switch_states(scripts_are_text);
    let html = broken_up(html);
    let tokens: Result<Vec<Infallible>, Infallible> = Tokenizer::new_with_emitter(&*html, emitter).collect();
    let Ok(_) = tokens;
}

/// Attributes in double quotation marks that may follow each other in one tag.
const MOST_QUOTED: usize = 32;

/// The same HTML, byte for byte as long. html5gum 0.9 reads an attribute in double quotation marks and the next one by
/// calling itself, so that some thousands in one tag end the program: of so many, one gets single marks, which it reads in
/// another way. Double and single marks inside its value are exchanged.
fn broken_up(html: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Cow::Borrowed(html);
    if memchr::memchr_iter(b'"', html).count() <= 2 * MOST_QUOTED {
        return out;
    }
    // Whether a mark begins a value or ends one is not known here: both are tried.
    let mut runs = [0_usize; 2];
    let mut last = None;
    for (i, at) in memchr::memchr_iter(b'"', html).enumerate() {
        let before = &html[last.map_or(0, |last: usize| last + 1)..at];
        let begins_value = before.trim_ascii_end().ends_with(b"=") && !before.contains(&b'>');
        let run = &mut runs[i % 2];
        *run = if begins_value { *run + 1 } else { 0 };
        if *run > MOST_QUOTED {
            *run = 0;
            let end = memchr::memchr(b'"', &html[at + 1..]).map_or(html.len(), |length| at + length + 2);
            for byte in &mut out.to_mut()[at..end] {
                *byte = match *byte {
                    b'"' => b'\'',
                    b'\'' => b'"',
                    other => other,
                };
            }
        }
        last = Some(at);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens with the text that each stands for.
    fn tokens(html: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        read(html.as_bytes(), &mut |token, span| {
            let text = html.get(span.clone()).map_or_else(|| format!("{span:?}"), str::to_owned);
            tokens.push(match token {
                Token::Value(value) => format!("{}={}", text, String::from_utf8_lossy(value)),
                Token::Close => format!("to {}", span.end),
                Token::Open(name) => format!("{} from {}", String::from_utf8_lossy(name), span.start),
                _ => text,
            });
        });
        tokens
    }

    #[test]
    fn every_piece_has_its_place() {
        assert_eq!(
            tokens("é<A\r\n href='b&amp;c' x>t</a ><!-- c -->"),
            ["é", "a from 2", "href", "b&amp;c=b&c", "x", "to 24", "t", "</a >", "<!-- c -->"]
        );
        assert_eq!(tokens("<script>\"<a>\"</script>").len(), 4);
    }

    #[test]
    fn a_tag_of_any_length_is_read() {
        let attributes: String = (0..200_000).map(|i| format!(" a{i}=\"v{i}\"")).collect();
        let html = format!("<p{attributes}>\"x\"</p>");
        let (mut names, mut values, mut ends) = (0, 0, 0);
        read(html.as_bytes(), &mut |token, _| match token {
            Token::Name(_) => names += 1,
            Token::Value(value) => values += usize::from(value.starts_with(b"v")),
            Token::End(_) => ends += 1,
            _ => {}
        });
        assert_eq!((names, values, ends), (200_000, 200_000, 1));
    }
}
