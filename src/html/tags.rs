//! Tags: HTML read token by token, by the rules of its standard, which never fail. Only this file knows html5gum.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Readable, Reader, StringReader, Tokenizer};
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
    Close {
        /// Whether it says that its element has nothing in it (`/>`), which holds in drawings and formulas.
        alone: bool,
    },
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
pub(crate) fn reader_of_most(html: &str) -> Option<ReadAs> {
    let is_mixed = memchr::memchr_iter(b'<', html.as_bytes()).any(|at| {
        let begins = |name: &str| html.get(at + 1..=at + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
        ["svg", "math", "noscript"].into_iter().any(begins)
    });
    is_mixed.then_some(read_as_elements)
}

/// Reads a document, token by token.
pub(crate) type ReadAs = fn(&[u8], &mut dyn FnMut(Token, Range<usize>));

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
            CallbackEvent::CloseStartTag { self_closing } => Token::Close { alone: self_closing },
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
    let html = InSteps { html: html.to_reader(), quoted: 0 };
    // Each piece has gone to `each`; what comes out is that the tokenizer must come again.
    Tokenizer::new_with_emitter(html, emitter).for_each(drop);
}

/// Attributes in double quotation marks that are read in one go.
const MOST_QUOTED: u32 = 32;

/// A document that says now and then that the tokenizer must come again. html5gum 0.9 reads an attribute in double quotation
/// marks and the next one by calling itself, so that some thousands in one tag end the program. What a reader cannot give at
/// once leaves all those calls, and is asked for again from where the tokenizer was.
struct InSteps<'a> {
    html: StringReader<'a>,
    quoted: u32,
}

/// The tokenizer must come again.
#[derive(Debug)]
struct ComeAgain;

impl std::fmt::Display for ComeAgain {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("the next bytes are there when they are asked for again")
    }
}

impl std::error::Error for ComeAgain {}

impl Reader for InSteps<'_> {
    type Error = ComeAgain;

    #[inline]
    fn read_byte(&mut self) -> Result<Option<u8>, ComeAgain> {
        self.html.read_byte().map_err(|never| match never {})
    }

    #[inline]
    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, ComeAgain> {
        self.html.try_read_string(text, case_sensitive).map_err(|never| match never {})
    }

    #[inline]
    fn read_until<'b>(&'b mut self, needle: &[u8], buffer: &'b mut [u8; 4]) -> Result<Option<&'b [u8]>, ComeAgain> {
        // What such a value ends with: nothing else is read up to the one or the other.
        if needle.starts_with(b"\"&") {
            self.quoted += 1;
            if self.quoted > MOST_QUOTED {
                self.quoted = 0;
                return Err(ComeAgain);
            }
        }
        self.html.read_until(needle, buffer).map_err(|never| match never {})
    }
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
                Token::Close { .. } => format!("to {}", span.end),
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

    #[test]
    fn values_that_look_like_attributes_are_values() {
        for value in ["3/x=", " start=", "=", "", " ", "'", "a='b' c="] {
            let html = format!("<ol{}>", format!(" start=\"{value}\"").repeat(200)).repeat(3);
            let (mut opened, mut values) = (0, 0);
            read(html.as_bytes(), &mut |token, span| match token {
                Token::Open(name) => opened += usize::from(name == b"ol"),
                Token::Value(found) => {
                    assert_eq!(found, value.as_bytes());
                    assert_eq!(&html[span], value);
                    values += 1;
                }
                _ => {}
            });
            assert_eq!((opened, values), (3, if value.is_empty() { 0 } else { 600 }), "{value}");
        }
    }
}
