//! Addresses that stand in a text as they are, `https://example.org/a`, and become links.
//!
//! What belongs to one follows GitHub's autolinks (GFM 0.29, section 6.9), and stops also at what cannot be part of an
//! address: quotation marks, brackets, the punctuation of East Asia.

use super::Spanned;
use super::amend::{Edit, With};
use super::enclosing::{Element, Enclosing};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// An address in a text, and what makes it an autolink of CommonMark.
pub(super) struct Address {
    pub range: Range<usize>,
    pub edits: Vec<Edit>,
}

/// The bare addresses of a text, in their order.
pub(super) fn edits(markdown: &str, events: &[Spanned]) -> Vec<Address> {
    if memchr::memmem::find(markdown.as_bytes(), b"://").is_none() {
        return Vec::new();
    }
    let mut found: Vec<Address> = Vec::new();
    // Where the elements end that are open: an address ends with the innermost.
    let mut ends: Vec<usize> = Vec::new();
    let mut elsewhere = 0_usize;
    let mut raw = Enclosing::default();
    let mut reached = 0;
    for (event, range) in events {
        match event {
            Event::Start(tag) => {
                ends.push(range.end);
                elsewhere += usize::from(is_elsewhere(tag));
                raw.begin_block(tag);
            }
            Event::End(tag) => {
                ends.pop();
                elsewhere -= usize::from(matches!(tag, TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock));
            }
            Event::Html(html) | Event::InlineHtml(html) => raw.read(html),
            Event::Text(_) if elsewhere == 0 && raw.inside() == Element::None => {
                let end = ends.last().copied().unwrap_or(range.end).min(markdown.len());
                let text = &markdown[range.clone()];
                for at in memchr::memmem::find_iter(text.as_bytes(), b"://").map(|at| range.start + at) {
                    if found.last().is_none_or(|last| last.range.end <= at)
                        && let Some(start) = start(markdown, range.start, at)
                        && let Some(address) = address(markdown, start, at + 3, end, &mut reached)
                    {
                        found.push(address);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn is_elsewhere(tag: &Tag) -> bool {
    matches!(tag, Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_))
}

/// Where an address begins whose `://` stands at `at`.
fn start(markdown: &str, from: usize, at: usize) -> Option<usize> {
    let bytes = markdown.as_bytes();
    let letters = bytes[from..at].iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    let start = at - letters;
    let is_known = ["http", "https"].iter().any(|scheme| markdown[start..at].eq_ignore_ascii_case(scheme));
    let is_inside_word = start > 0
        && (bytes[start - 1].is_ascii_alphanumeric() || matches!(bytes[start - 1], b'/' | b'+' | b'-' | b'.'));
    (is_known && !is_inside_word).then_some(start)
}

/// The address that begins at `start`, and its host at `host`. `reached` is how far the last one could have gone: those that begin
/// before that can go no further.
fn address(markdown: &str, start: usize, host: usize, end: usize, reached: &mut usize) -> Option<Address> {
    if host >= *reached {
        *reached = host + reach(markdown.get(host..end)?).len();
    }
    let reached = (*reached).min(end);
    let after = &markdown[reached..];
    let reached = markdown.get(host..reached)?;
    if !begins_with_host(reached) {
        return None;
    }
    let is_first = markdown[..start].trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|c| c == '\n');
    let is_alone = is_first && (after.is_empty() || after.starts_with(['\n', '\r']));
    // Alone on its line an address has no sentence around it: the names of many films end in an underscore.
    let kept = Some(reached.trim_end_matches('_')).filter(|bare| is_alone && trimmed(bare).len() == bare.len());
    let end = host + if kept.is_some() { reached.len() } else { trimmed(reached).len() };
    let rest = &markdown[host..end];
    let mut edits =
        vec![Edit { at: start..start, with: With::AddressStart }, Edit { at: end..end, with: With::AddressEnd }];
    // Other programs write `\_` into addresses, which means `_`; the parser would take the backslash for a part of it.
    let escapes = rest.match_indices('\\').map(|(i, _)| host + i..host + i + 1);
    // Nor does it read `&amp;` there.
    let references = rest.match_indices("&amp;").map(|(i, _)| host + i + 1..host + i + 5);
    edits.extend(escapes.chain(references).map(|at| Edit { at, with: With::Nothing }));
    Some(Address { range: start..end, edits })
}

/// The longest name of a host (bytes), with what its letters are in ASCII: RFC 1035 has 255.
const LONGEST_HOST: usize = 1000;

/// Whether what may be an address has the name of a host with a full stop in it, and nothing else up to its path. A text may have
/// thousands that have none, and all that follows is read for each that has one.
fn begins_with_host(text: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name = &text
        [..text.char_indices().find(|(at, c)| !is_part(*c) || *at > LONGEST_HOST).map_or(text.len(), |(at, _)| at)];
    let rest = &text[name.len()..];
    // The punctuation of the sentence may follow at once.
    let is_last = rest.chars().all(|c| MARKS.contains(&c) || matches!(c, ')' | ';'));
    if !is_last && !rest.starts_with(['/', '?', '#', ':', '&']) {
        return false;
    }
    let name = if is_last { name.trim_end_matches(MARKS) } else { name };
    let name = name.strip_suffix('.').unwrap_or(name);
    name.contains('.') && name.split('.').all(|part| !part.is_empty())
}

/// As much of a text as can belong to an address.
fn reach(text: &str) -> &str {
    let mut escaped = false;
    let ends = text.char_indices().find(|(i, c)| {
        if escaped {
            escaped = false;
            return c.is_whitespace();
        }
        if *c == '\\' {
            escaped = text[i + 1..].starts_with(|c: char| c.is_ascii_punctuation());
            return !escaped;
        }
        c.is_whitespace() || c.is_control() || never_inside(*c) || *c == '&' && is_sign(&text[*i..])
    });
    ends.map_or(text, |(end, _)| &text[..end])
}

/// What no address holds: brackets, quotation marks, the punctuation of East Asia.
fn never_inside(c: char) -> bool {
    matches!(
        c,
        '<' | '>'
            | '"'
            | '`'
            | '['
            | ']'
            | '{'
            | '}'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '“'
            | '”'
            | '„'
            | '\u{200b}'
            | '\u{3000}'..='\u{3004}'
            | '\u{3008}'..='\u{3020}'
            | '\u{ff01}'
            | '\u{ff08}'
            | '\u{ff09}'
            | '\u{ff0c}'
            | '\u{ff1a}'
            | '\u{ff1b}'
            | '\u{ff1f}'
            | '\u{ff3b}'
            | '\u{ff3d}'
            | '\u{ff5b}'..='\u{ff65}'
    )
}

/// Whether a text begins with a reference to a character that ends an address.
fn is_sign(text: &str) -> bool {
    ["&lt;", "&gt;", "&quot;", "&nbsp;", "&ldquo;", "&rdquo;", "&laquo;", "&raquo;", "&#"]
        .iter()
        .any(|sign| text.starts_with(sign))
}

/// What may stand behind an address and is not part of it.
const MARKS: &[char] = &['?', '!', '.', ',', ':', '*', '_', '~', '\'', '’', '‘', '…', '—', '–', '\\', '|'];

/// An address without the punctuation of the sentence around it.
fn trimmed(mut text: &str) -> &str {
    // Brackets that are closed and never opened, once they are asked for.
    let mut unopened = None;
    loop {
        let before = text;
        text = text.trim_end_matches(MARKS);
        if text.ends_with(')') {
            let unopened =
                unopened.get_or_insert_with(|| text.matches(')').count() as isize - text.matches('(').count() as isize);
            if *unopened > 0 {
                *unopened -= 1;
                text = &text[..text.len() - 1];
            }
        }
        if let Some(rest) = text.strip_suffix(';') {
            let name = rest.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
            text = name.strip_suffix('&').filter(|_| name.len() < rest.len()).unwrap_or(rest);
        }
        if text.len() == before.len() {
            return text;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::rendered;

    fn links(markdown: &str) -> Vec<(String, String)> {
        let html = rendered(markdown).html;
        let link = |part: &str| {
            let (href, rest) = part.split_once("\">")?;
            Some((href.to_owned(), rest.split_once("</a>")?.0.to_owned()))
        };
        html.split("<a href=\"").skip(1).filter_map(link).collect()
    }

    fn addresses(markdown: &str) -> Vec<String> {
        links(markdown).into_iter().map(|(href, _)| href).collect()
    }

    #[test]
    fn an_address_alone_on_its_line_may_end_in_an_underscore() {
        assert_eq!(addresses("a\n\nhttps://x.example/a_\n"), ["https://x.example/a_"]);
        assert_eq!(addresses("https://x.example/a_"), ["https://x.example/a_"]);
        assert_eq!(addresses("_https://x.example/a_ b"), ["https://x.example/a"]);
        assert_eq!(addresses("see https://x.example/a_"), ["https://x.example/a"]);
        assert_eq!(addresses("https://x.example/a."), ["https://x.example/a"]);
    }

    #[test]
    fn an_address_in_a_text_is_a_link() {
        assert_eq!(
            rendered("See https://example.org for more.\n").html,
            "<p>See <a href=\"https://example.org\">https://example.org</a> for more.</p>\n"
        );
        for (markdown, expected) in [
            ("(http://a.example/b_c_d).", "http://a.example/b_c_d"),
            ("https://a.example/Foo_(bar)", "https://a.example/Foo_(bar)"),
            ("(see https://a.example/Foo_(bar)).", "https://a.example/Foo_(bar)"),
            ("https://a.example/?x=1&y=2, then", "https://a.example/?x=1&amp;y=2"),
            ("https://a.example/?x=1&amp;y=2; then", "https://a.example/?x=1&amp;y=2"),
            ("https://a.example/b&copy; then", "https://a.example/b"),
            ("HTTPS://A.example!", "HTTPS://A.example"),
            ("**https://a.example/b**, so", "https://a.example/b"),
            ("*see https://a.example/b*.", "https://a.example/b"),
            ("https://a.example/_b_/*c*/d", "https://a.example/_b_/*c*/d"),
            ("https://a.example/b\\_c.", "https://a.example/b_c"),
            ("“https://a.example”", "https://a.example"),
            ("\"https://a.example/b\": so", "https://a.example/b"),
            ("«https://a.example/б»", "https://a.example/б"),
            ("见https://a.example/b。更多", "https://a.example/b"),
            ("https://a.example:8080/b#c:d", "https://a.example:8080/b#c:d"),
            ("https://a.example<br>x", "https://a.example"),
            ("- https://a.example/b\n", "https://a.example/b"),
            ("## https://a.example/b\n", "https://a.example/b"),
            ("| a |\n|---|\n|https://a.example/b|\n", "https://a.example/b"),
            ("[embed]https://a.example/b[/embed]", "https://a.example/b"),
        ] {
            assert_eq!(addresses(markdown), [expected], "{markdown}");
        }
    }

    #[test]
    fn a_text_of_addresses_is_read_once() {
        for (piece, behind, count) in [
            ("https://a.example,", "", 1),
            ("https://x", ")", 0),
            ("https://a.example/", ")))))", 1),
            ("https://a.example/b)", "", 1),
            ("\u{fdfa}https://", "", 0),
        ] {
            let text = piece.repeat(50_000) + &behind.repeat(50_000);
            assert_eq!(addresses(&text).len(), count, "{piece}");
        }
        assert_eq!(addresses(&"https://a\\*".repeat(20_000)), [""; 0]);
        assert_eq!(addresses("https://a.example.) https://a.example; (https://a.example)?"), ["https://a.example"; 3]);
        assert_eq!(addresses("https://a..example https://.example https://a.example,b"), [""; 0]);
    }

    #[test]
    fn several_addresses_are_several_links() {
        assert_eq!(addresses("https://a.example https://b.example\nhttps://c.example\n\nhttps://d.example").len(), 4);
    }

    #[test]
    fn no_link_stands_in_a_link_in_code_or_in_a_word() {
        for markdown in [
            "[https://a.example/b](other.md)",
            "<https://a.example/b>",
            "<a href=\"https://a.example\">https://a.example/b</a>",
            "![https://a.example](map.svg)",
        ] {
            assert!(addresses(markdown).len() <= 1, "{markdown}");
        }
        assert_eq!(addresses("<a name=\"x\">\n\nhttps://a.example\n"), ["https://a.example"]);
        for markdown in [
            "`https://a.example`",
            "    https://a.example\n",
            "```\nhttps://a.example\n```",
            "<code>https://a.example</code>",
            "xhttps://a.example",
            "https://",
            "https://a",
            "https:\\//a.example",
            "ftp://a.example",
        ] {
            assert_eq!(addresses(markdown), [""; 0], "{markdown}");
        }
    }

    #[test]
    fn an_address_stays_as_it_is_and_places_behind_it_are_right() {
        let body = rendered("https://a.example/b?c=\"d\" and [x](gone.md)\n");
        assert_eq!(body.problems.0[0].place.clone().unwrap().column, 31);
    }
}
