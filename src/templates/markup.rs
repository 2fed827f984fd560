//! `t_html()`: messages with mark-up. The message's own mark-up is kept, as far as it is harmless; values are text.

use super::bindings::Bindings;
use crate::html::{clean, escape};
use crate::language::locale::{Argument, Arguments};
use icu::properties::{CodePointMapData, props::BidiClass};
use tera::{Kwargs, TeraResult, Value};

/// What Fluent puts around a value: "first strong isolate" and its end. In HTML that is an element's work.
const ISOLATE: char = '\u{2068}';
const END_OF_ISOLATE: char = '\u{2069}';

/// Stand around the number of a value that is HTML already, for as long as the message's own is cleaned. They belong
/// to the private use area: no text has them.
const PLACE: char = '\u{e000}';
const END_OF_PLACE: char = '\u{e001}';

/// The function as templates call it.
pub(super) fn translate(b: &Bindings, kwargs: &Kwargs) -> TeraResult<Value> {
    let key = kwargs.must_get::<&str>("key")?;
    let mut arguments = Arguments::new();
    let mut html: Vec<String> = Vec::new();
    for (name, value) in kwargs.iter() {
        let Some(name) = name.as_str().filter(|name| *name != "key") else { continue };
        let argument = match value.as_f64() {
            Some(number) if value.is_number() => Argument::from(number),
            _ if value.is_safe() => {
                html.push(without_marks(&value.to_string()));
                Argument::from(format!("{PLACE}{}{END_OF_PLACE}", html.len() - 1))
            }
            _ => Argument::from(escape(&without_marks(&value.to_string())).to_string()),
        };
        arguments.set(name.to_owned(), argument);
    }
    let direction = b.locales.get(b.language).direction;
    let text = b.locales.isolated_message(b.language, key, &arguments);
    let html = text.map_or_else(|| escape(key).to_string(), |text| assemble(&text, &html, direction));
    Ok(Value::safe_string(&html))
}

/// Turns Fluent's marks into `<bdi>` where a value runs against the page, cleans the mark-up and puts in what is HTML.
fn assemble(text: &str, html: &[String], direction: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    let mut tag = TagTracker::default();
    let mut isolates: Vec<usize> = Vec::new();
    for piece in pieces(text) {
        match piece {
            // Inside a tag there is nothing but text: what stands there is cleaned with the message.
            Piece::Html(i) if tag.is_inside() => marked.push_str(&escape(value(html, i))),
            Piece::Html(i) => marked.push_str(&format!("{PLACE}{i}{END_OF_PLACE}")),
            Piece::Char(ISOLATE) => isolates.push(marked.len()),
            Piece::Char(END_OF_ISOLATE) => {
                let Some(start) = isolates.pop() else { continue };
                if !tag.is_inside() && direction_of(&marked[start..], html).is_some_and(|own| own != direction) {
                    marked.insert_str(start, "<bdi>");
                    marked.push_str("</bdi>");
                }
            }
            Piece::Char(c) => {
                tag.read(c);
                marked.push(c);
            }
        }
    }
    let mut tag = TagTracker::default();
    let mut result = String::with_capacity(marked.len());
    for piece in pieces(&clean(&marked)) {
        match piece {
            Piece::Html(i) if tag.is_inside() => result.push_str(&escape(value(html, i))),
            Piece::Html(i) => result.push_str(value(html, i)),
            Piece::Char(c) => {
                tag.read(c);
                result.push(c);
            }
        }
    }
    result
}

fn value(html: &[String], i: usize) -> &str {
    html.get(i).map_or("", String::as_str)
}

/// A text from outside cannot end an isolate or take the place of a value.
fn without_marks(text: &str) -> String {
    text.chars().filter(|c| !matches!(*c, '\u{2066}'..='\u{2069}' | PLACE | END_OF_PLACE)).collect()
}

enum Piece {
    Char(char),
    /// The value with this number.
    Html(usize),
}

fn pieces(text: &str) -> impl Iterator<Item = Piece> {
    let mut chars = text.chars();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        if c != PLACE {
            return Some(Piece::Char(c));
        }
        let number: String = chars.by_ref().take_while(|c| *c != END_OF_PLACE).collect();
        Some(Piece::Html(number.parse().unwrap_or(usize::MAX)))
    })
}

/// Whether the reader of some HTML is inside a tag.
#[derive(Default)]
struct TagTracker {
    inside: bool,
    quote: Option<char>,
    after_bracket: bool,
}

impl TagTracker {
    fn is_inside(&self) -> bool {
        self.inside
    }

    fn read(&mut self, c: char) {
        match (self.inside, self.quote) {
            (false, _) => {
                self.inside = self.after_bracket && (c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
                self.after_bracket = c == '<';
            }
            (true, Some(quote)) if c == quote => self.quote = None,
            (true, None) if c == '"' || c == '\'' => self.quote = Some(c),
            (true, None) if c == '>' => *self = TagTracker::default(),
            _ => {}
        }
    }
}

/// The direction of the first letter that has one, tags apart (UAX #9, rule P2).
fn direction_of(marked: &str, html: &[String]) -> Option<&'static str> {
    let mut tag = TagTracker::default();
    for piece in pieces(marked) {
        let found = match piece {
            Piece::Html(i) => direction_of(value(html, i), &[]),
            Piece::Char(c) => {
                let was_inside = tag.is_inside();
                tag.read(c);
                if was_inside || tag.is_inside() { None } else { direction_of_letter(c) }
            }
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn direction_of_letter(c: char) -> Option<&'static str> {
    match CodePointMapData::<BidiClass>::new().get(c) {
        BidiClass::LeftToRight => Some("ltr"),
        BidiClass::RightToLeft | BidiClass::ArabicLetter => Some("rtl"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_against_the_pages_direction_is_isolated_and_others_are_not() {
        assert_eq!(assemble("by \u{2068}سمير\u{2069}, 3", &[], "ltr"), "by <bdi>سمير</bdi>, 3");
        assert_eq!(assemble("by \u{2068}Ann\u{2069}", &[], "ltr"), "by Ann");
        assert_eq!(assemble("<b>\u{2068}12\u{2069}</b>", &[], "rtl"), "<b>12</b>");
    }

    #[test]
    fn inside_a_tag_there_are_no_elements() {
        assert_eq!(assemble("<a href=\"\u{2068}/سمير/\u{2069}\">x</a>", &[], "ltr"), "<a href=\"/سمير/\">x</a>");
        assert_eq!(assemble("<a title=\"\u{e000}0\u{e001}\">x</a>", &["<i>\"</i>".into()], "ltr"), {
            "<a title=\"&lt;i&gt;&quot;&lt;/i&gt;\">x</a>"
        });
    }

    #[test]
    fn an_address_that_runs_code_does_not_hide_behind_a_mark() {
        assert_eq!(assemble("<a href=\"\u{2068}javascript:alert(1)\u{2069}\">x</a>", &[], "ltr"), "<a>x</a>");
        assert_eq!(assemble("<a href=\"\u{e000}0\u{e001}\">x</a>", &["javascript:x".into()], "ltr"), "<a>x</a>");
        assert_eq!(assemble("a<script>x</script>b", &[], "ltr"), "ab");
    }

    #[test]
    fn a_value_that_is_html_stays_as_it_is() {
        let html = ["<a rel=\"author\" href=\"/x\">سمير</a>".to_owned()];
        assert_eq!(
            assemble("<em>by</em> \u{2068}\u{e000}0\u{e001}\u{2069}", &html, "ltr"),
            format!("<em>by</em> <bdi>{}</bdi>", html[0])
        );
    }
}
