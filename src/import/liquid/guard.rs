//! What is looked at in a template before the crate sees it.
//!
//! liquid 0.26 fails at a number that has no room in 64 bits, reads brackets and blocks one in another by calling itself, and knows
//! no bound: neither of what a loop counts to, nor of what a text grows to that is put together with itself.

use super::{BLOCKS, next};
use std::io::{self, Write};

/// Blocks one in another, and brackets: nobody writes more into an article.
const DEEPEST: usize = 32;

/// Loops one in another: over posts, and over what each of them has.
const DEEPEST_LOOPS: usize = 2;

/// How often a text is put together with others, at most: each time it may be as long as all before it.
const MOST_GROWTH: usize = 8;

/// Digits of the ends of a range that is counted through.
const LONGEST_END: usize = 3;

/// Filters that make one text of several.
const GROWS: [&str; 8] =
    ["append", "prepend", "replace", "replace_first", "join", "concat", "newline_to_br", "url_encode"];

/// Whether a template can be given to the crate: it will not fail, and it will come to an end.
pub(super) fn may_be_evaluated(text: &str) -> bool {
    has_small_numbers(text) && ends(text)
}

/// Whether all whole numbers have room in 64 bits.
fn has_small_numbers(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|digits| digits.len() > 18).all(|digits| digits.parse::<i64>().is_ok())
}

/// Whether it ends: no block stands too deep, no loop counts far, no text grows without bound.
fn ends(text: &str) -> bool {
    let (mut open, mut growth): (Vec<&str>, usize) = (Vec::new(), 0);
    let mut at = 0;
    while let Some(piece) = next(text, at) {
        // What is in quotation marks may look like the end of a piece.
        let whole = &text[at..piece.at.end];
        at = piece.at.end;
        if whole.matches('[').count() > DEEPEST {
            return false;
        }
        let is_loop = matches!(piece.name, "for" | "tablerow");
        if is_loop && piece.rest.contains("..") && !is_short_range(piece.rest) {
            return false;
        }
        let grows = match piece.name {
            "capture" => true,
            "assign" => GROWS.iter().any(|filter| piece.rest.contains(filter)),
            _ => false,
        };
        growth += usize::from(grows);
        let loops = open.iter().filter(|name| matches!(**name, "for" | "tablerow")).count();
        if grows && loops > 0 || growth > MOST_GROWTH || is_loop && loops == DEEPEST_LOOPS {
            return false;
        }
        if BLOCKS.contains(&piece.name) {
            open.push(piece.name);
        } else if let Some(name) = piece.name.strip_prefix("end") {
            // An end of another block is a mistake that the crate tells.
            match open.last() {
                Some(last) if *last == name => _ = open.pop(),
                _ => return false,
            }
        }
        if open.len() > DEEPEST {
            return false;
        }
    }
    text[at..].matches('[').count() <= DEEPEST || !text[at..].contains("{{") && !text[at..].contains("{%")
}

/// Whether what a loop counts through, `i in (1..10)`, has ends that are written out and small.
fn is_short_range(rest: &str) -> bool {
    let is_end = |end: &str| (1..=LONGEST_END).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_digit());
    rest.matches("..").count() == 1
        && rest.split_once("..").is_some_and(|(from, to)| {
            let from = from.rsplit_once('(').map_or("", |(_, from)| from.trim());
            let to = to.split_once(')').map_or("", |(to, _)| to.trim());
            is_end(from) && is_end(to)
        })
}

/// What an article is at most (bytes), once all its loops are written out.
const MOST_WRITTEN: usize = 16 << 20;

/// A text that grows up to a bound, and then ends what is writing it.
#[derive(Default)]
pub(super) struct Bounded(pub Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MOST_WRITTEN {
            return Err(io::Error::other("the text has no end"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_evaluated() {
        for text in [
            "{% for a in (1..999) %}{{ a }}{% endfor %}",
            "{% for a in b %}{% for c in a.tags %}{{ c[0].d }}{% assign e = e | plus: 1 %}{% endfor %}{% endfor %}",
            "{% if a %}{% unless b %}1{% else %}2{% endunless %}{% endif %}{% capture d %}x{% endcapture %}",
            "https://x.example/status/1234567890123456789 {{ \"a\" | append: \"b\" }}",
        ] {
            assert!(may_be_evaluated(text), "{text}");
        }
    }

    #[test]
    fn what_fails_or_never_ends_is_not() {
        let deep = |open: &str, close: &str| format!("{}x{}", open.repeat(5_000), close.repeat(5_000));
        for text in [
            "{% for a in 18446744073709551616b %}",
            "{% for a in (1..b.many) %}{% endfor %}",
            "{% for a in (-99999999..1) %}{% endfor %}",
            "{% for a in (1..1000) %}{% endfor %}",
            &deep("{% for a in (1..9) %}", "{% endfor %}"),
            &deep("{% if a %}", "{% endif %}"),
            &format!("{{{{ {} }}}}", deep("a[", "]")),
            "{% for a in (1..99) %}{% assign b = b | append: b %}{% endfor %}",
            &"{% capture b %}{{ b }}{{ b }}{% endcapture %}".repeat(60),
        ] {
            assert!(!may_be_evaluated(text), "{text}");
        }
        let mut written = Bounded::default();
        assert!((0..100).any(|_| written.write_all(&[b'a'; 1 << 20]).is_err()));
    }
}
