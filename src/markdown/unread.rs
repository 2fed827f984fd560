//! Links and pictures that Markdown takes for text: `![Alt](my photo.png)`, `[text][nowhere]`.

use super::visible::Visible;
use super::{Source, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::path::beginning;
use memchr::memmem;
use pulldown_cmark::{Event, Tag};
use std::collections::HashSet;
use std::ops::Range;

/// Why something is no link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flaw {
    /// The address has a blank.
    Blank,
    /// What follows the address is no title.
    Title,
    /// The bracket is never closed.
    Open,
    /// Nothing of these: what stands in the brackets is a link already.
    Nested,
}

/// What stands behind `](`.
struct Target<'t> {
    address: &'t str,
    /// What follows the address, with the closing bracket.
    rest: &'t str,
    flaw: Flaw,
}

/// Tells of what was meant as a link or a picture and is none. What stands in `passed_over` has been told.
pub(super) fn report(
    source: &Source,
    markdown: &str,
    events: &[Spanned],
    undefined: &[Range<usize>],
    passed_over: &[Range<usize>],
    problems: &mut Diagnostics,
) {
    let mut candidates = candidates(markdown).into_iter().peekable();
    let is_told = |range: Range<usize>| {
        let next = passed_over.partition_point(|told| told.end <= range.start);
        passed_over.get(next).is_some_and(|told| told.start < range.end)
    };
    if candidates.peek().is_some() {
        let visible = Visible::of(markdown, events);
        for (at, target) in candidates {
            let is_text = visible.has(at) && visible.has(at + 1) && !visible.is_escaped(at);
            let Some(bracket) = is_text.then(|| visible.opening_bracket(at)).flatten() else { continue };
            let is_picture = bracket > 0 && visible.has(bracket - 1) && markdown[..bracket].ends_with('!');
            let start = bracket - usize::from(is_picture);
            let end = at + 2 + target.address.len() + target.rest.len();
            if is_meant(target.address, is_picture) && !is_told(start..end) {
                problems.push(problem(source, &markdown[start..at + 2], start, is_picture, &target));
            }
        }
    }
    headings(source, markdown, events, problems);
    footnotes(source, markdown, events, is_told, problems);
    for range in undefined.iter().filter(|range| !is_told((*range).clone())) {
        problems.extend(undefined_reference(source, markdown, range.clone()));
    }
}

/// Tells of headings without a blank, `##Why`: other Markdowns took them for headings, and readers would see the signs. One
/// sign alone may be a hashtag.
fn headings(source: &Source, markdown: &str, events: &[Spanned], problems: &mut Diagnostics) {
    for pair in events.windows(2) {
        let (Event::Start(Tag::Paragraph) | Event::SoftBreak, Event::Text(_)) = (&pair[0].0, &pair[1].0) else {
            continue;
        };
        let at = pair[1].1.start;
        let line = markdown[at..].lines().next().unwrap_or_default();
        let rest = line.trim_start_matches('#');
        let level = line.len() - rest.len();
        if (2..=6).contains(&level) && rest.starts_with(char::is_alphanumeric) && !markdown[..at].ends_with('\\') {
            let message = "this is no heading, readers see the signs: there is no blank behind them".to_owned();
            let problem = source.problem(Diagnostic::warning, Code::UnreadLink, message, at);
            problems.push(problem.hint(format!("write `{} {}`", &line[..level], rest.trim_end())));
        }
    }
}

/// Tells of references to footnotes that have no text: the parser takes them for text.
fn footnotes(
    source: &Source,
    markdown: &str,
    events: &[Spanned],
    is_told: impl Fn(Range<usize>) -> bool,
    problems: &mut Diagnostics,
) {
    let references = memmem::find_iter(markdown.as_bytes(), b"[^").filter_map(|at| {
        let label = &markdown[at + 2..];
        let label = &label[..label.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.'))?];
        (!label.is_empty() && markdown[at + 2 + label.len()..].starts_with(']')).then_some((at, label))
    });
    let mut references = references.peekable();
    if references.peek().is_none() {
        return;
    }
    // The parser knows the others.
    let known: HashSet<&str> = events.iter().filter_map(known_label).collect();
    let mut unknown = references.filter(|(_, label)| !known.contains(label)).peekable();
    if unknown.peek().is_none() {
        return;
    }
    let visible = Visible::of(markdown, events);
    for (at, label) in unknown {
        if visible.has(at) && !visible.is_escaped(at) && !is_told(at..at + label.len() + 3) {
            let message = format!("the footnote `[^{label}]` has no text");
            let problem = source.problem(Diagnostic::warning, Code::BrokenFootnote, message, at);
            problems.push(
                problem.hint(format!("add a line `[^{label}]: …` at the end of the text, or remove the reference")),
            );
        }
    }
}

fn known_label<'e>((event, _): &'e Spanned) -> Option<&'e str> {
    if let Event::FootnoteReference(label) = event { Some(label) } else { None }
}

/// Where `](` stands, and what behind it, unless that is surely a link.
fn candidates(markdown: &str) -> Vec<(usize, Target<'_>)> {
    let mut found = Vec::new();
    let mut last = 0;
    for at in memmem::find_iter(markdown.as_bytes(), b"](") {
        let Some(target) = target(&markdown[at + 2..]) else { continue };
        // Where the last one is inside this one, there is no bracket between the two.
        let is_apart = last > 0 && last <= at && memchr::memchr(b'[', &markdown.as_bytes()[last..at]).is_some();
        let end = at + 2 + target.address.len() + target.rest.len();
        if target.flaw != Flaw::Nested || last > 0 && !is_apart {
            found.push((at, target));
        }
        last = end;
    }
    found
}

/// Bytes that address and title may have.
const LONGEST: usize = 4000;

/// What stands behind `](`. None for what is a link in ways that are not looked at here.
fn target(text: &str) -> Option<Target<'_>> {
    let text = beginning(text, LONGEST);
    let inside = text.trim_start();
    // In pointed brackets an address may have blanks, and over two lines there may be a title.
    if inside.starts_with('<') {
        return None;
    }
    let length = plain_address(inside);
    let behind = inside[length..].trim_start();
    let after_title = title(behind).unwrap_or(behind).trim_start();
    if after_title.starts_with(')') && (after_title.len() == behind.len() || behind.len() < inside[length..].len()) {
        // The brackets in it may be links themselves: then the parser takes the outer ones for text.
        let rest = &inside[length..inside.len() - after_title.len() + 1];
        return Some(Target { address: &inside[..length], rest, flaw: Flaw::Nested });
    }
    let line = text.split('\n').next().unwrap_or_default();
    let bracket = line.find(')');
    // A title may hold brackets, so long as it begins before the first.
    let quote = line.find(['"', '“']).filter(|at| *at > 0 && bracket.is_none_or(|bracket| *at < bracket));
    let title_end = quote.and_then(|at| {
        let inside = at + line[at..].chars().next().map_or(1, char::len_utf8);
        line[inside..].find("\")").map(|end| inside + end + 1)
    });
    let close = title_end.or(bracket);
    let Some(close) = close else {
        let address = &line[..plain_address(line)];
        return Some(Target { address, rest: "", flaw: Flaw::Open });
    };
    let address = line[..quote.map_or(close, |quote| quote.min(close))].trim();
    let from = line.find(address).unwrap_or(0);
    let flaw = if address.contains(char::is_whitespace) { Flaw::Blank } else { Flaw::Title };
    Some(Target { address, rest: &line[from + address.len()..=close], flaw })
}

/// The length of the address that a text begins with, without blanks and with its brackets in pairs.
fn plain_address(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (i, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c.is_whitespace() => return i,
            '(' => depth += 1,
            ')' if depth == 0 => return i,
            ')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// What follows the title that a text begins with.
fn title(text: &str) -> Option<&str> {
    let close = match text.chars().next()? {
        quote @ ('"' | '\'') => quote,
        '(' => ')',
        _ => return None,
    };
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| match c {
        _ if escaped => {
            escaped = false;
            false
        }
        '\\' => {
            escaped = true;
            false
        }
        c => *c == close,
    });
    end.map(|(i, _)| &text[i + 1..])
}

/// Whether a text is meant as an address, and is no remark in brackets.
fn is_meant(address: &str, is_picture: bool) -> bool {
    let begins = ["/", "./", "../", "#", "mailto:", "www."].iter().any(|start| address.starts_with(start));
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let has_extension = path.rsplit_once('.').is_some_and(|(name, extension)| {
        !name.is_empty()
            && (2..=5).contains(&extension.len())
            && extension.starts_with(|c: char| c.is_ascii_alphabetic())
            && extension.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    !address.is_empty() && (is_picture || begins || address.contains("://") || has_extension)
}

fn problem(source: &Source, opening: &str, start: usize, is_picture: bool, target: &Target) -> Diagnostic {
    let what = if is_picture { "picture" } else { "link" };
    let Target { address, rest, flaw } = target;
    let opening = &opening.split_whitespace().collect::<Vec<_>>().join(" ");
    let (why, hint) = match flaw {
        Flaw::Blank => (
            "its address has a blank",
            format!("write `{opening}<{address}>{rest}`, or `{opening}{}{rest}`", address.replace(' ', "%20")),
        ),
        Flaw::Title => (
            "what follows the address is no title",
            format!(
                "a title stands in quotation marks behind a blank, `{opening}{address} \"title\")`, and has no other such marks inside; `\\\"` is one"
            ),
        ),
        Flaw::Open => {
            ("its bracket is never closed", format!("write `)` where the address ends: `{opening}{address})`"))
        }
        Flaw::Nested => ("a link cannot stand inside a link", "close the inner one first, or remove it".to_owned()),
    };
    let message = format!("this is no {what}, readers see it as it stands: {why}");
    source.problem(Diagnostic::warning, Code::UnreadLink, message, start).hint(hint)
}

/// `[text][name]`, where no line defines `name`.
fn undefined_reference(source: &Source, markdown: &str, range: Range<usize>) -> Option<Diagnostic> {
    // The parser leaves the empty brackets of `[name][]` out.
    let empty = if markdown[range.end..].starts_with("[]") { 2 } else { 0 };
    let written = &markdown[range.start..range.end + empty];
    let (words, label) = written.strip_suffix(']')?.rsplit_once("][")?;
    let words = words.trim_start_matches('!').trim_start_matches('[');
    let name = if label.is_empty() { words } else { label };
    let is_number = |text: &str| text.chars().all(|c| c.is_numeric() || matches!(c, ',' | '-' | '–' | ' '));
    // `[1][2]` are two remarks, `a[i][j]` is arithmetic.
    let is_index = markdown[..range.start].ends_with(|c: char| c.is_alphanumeric() || c == ']');
    if is_number(words) && is_number(name) || is_index || name.starts_with('^') || words.starts_with('^') {
        return None;
    }
    let message = format!("`[{name}]` is defined nowhere in this file: readers see the brackets");
    let hint = format!("write the address, `[{words}](…)`, or add a line `[{name}]: …` at the end of the text");
    Some(source.problem(Diagnostic::warning, Code::UnreadLink, message, range.start).hint(hint))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::markdown::tests::rendered;

    fn told(markdown: &str) -> Vec<(u32, u32, String)> {
        let body = rendered(markdown);
        let unread = body.problems.0.iter().filter(|p| p.code == Code::UnreadLink);
        unread
            .map(|p| {
                let place = p.place.clone().unwrap();
                (place.line, place.column, p.hints[0].clone())
            })
            .collect()
    }

    #[test]
    fn an_address_with_a_blank_is_told_with_the_way_to_write_it() {
        let picture = told("Text.\n\n![Alt](my photo.png \"Cap\")\n");
        assert_eq!((picture[0].0, picture[0].1), (3, 1));
        assert!(picture[0].2.contains("![Alt](<my photo.png> \"Cap\")") && picture[0].2.contains("my%20photo.png"));
        for (markdown, way) in [
            ("a ![Alt](my photo.png)", "![Alt](<my photo.png>)"),
            ("a [text](my file.pdf)", "[text](<my file.pdf>)"),
            ("a [text](my file.pdf#page=2)", "<my file.pdf#page=2>"),
            ("a [*t*ext](https://a.example/b c)", "<https://a.example/b c>"),
            ("a [text](../a b/c d.md)", "<../a b/c d.md>"),
            ("a [text](/a b/)", "</a b/>"),
        ] {
            let told = told(markdown);
            assert_eq!((told.len(), told[0].1), (1, 3), "{markdown}");
            assert!(told[0].2.contains(way), "{markdown}: {}", told[0].2);
        }
    }

    #[test]
    fn titles_and_brackets_that_spoil_a_link_are_told() {
        for markdown in [
            "![Alt](map.svg \"He said \"no\" to it\")",
            "![Alt](map.svg “Cap”)",
            "![Alt](map.svg \"Cap)",
            "[a](https://a.example/Foo_(bar)",
            "[a [b](other.md) c](../news/treaty.md)",
            "[text][nowhere]",
            "[text][]",
            "![Alt][nowhere]",
        ] {
            assert_eq!(told(markdown).iter().map(|t| (t.0, t.1)).collect::<Vec<_>>(), [(1, 1)], "{markdown}");
        }
    }

    #[test]
    fn a_footnote_without_text_is_told() {
        let told = |markdown: &str| {
            let problems = rendered(markdown).problems.0.into_iter();
            let footnotes = problems.filter(|p| p.code == Code::BrokenFootnote);
            footnotes.map(|p| p.place.map_or(0, |place| place.column)).collect::<Vec<_>>()
        };
        assert_eq!(told("a[^1] b[^x]\n\n[^1]: Note.\n"), [8]);
        assert_eq!(told("a[^1] `[^2]` \\[^3] [^ 4] [^]\n\n[^1]: Note.\n"), [0; 0]);
    }

    #[test]
    fn what_is_a_link_or_only_looks_like_one_is_not_told() {
        for markdown in [
            "[a](other.md) ![A map](map.svg \"The \\\"route\\\" (new)\") [b](other.md 'c') [d](<a b.md>)",
            "[a](../news/treaty.md\n\"b\")",
            "[sic](see the note below) and [1](p. 12)",
            "[a](b \"t\" c) [x](see below) [y](p. 5) [z](other.md)",
            "`[a](b c.pdf)`",
            "    [a](b c.pdf)",
            "```\n![a](b c.png)\n```",
            "\\[a](b c.pdf)",
            "![a\\](b c.pdf)",
            "[1][2] and a[i][j] and [text][ref]\n\n[ref]: other.md",
            "[a]\n\n(b c.pdf)",
            "![[a b.jpg]]",
            "![a]({% asset x %}/a b.png)",
            "<!-- ![a](b c.png) -->",
        ] {
            assert_eq!(told(markdown), [], "{markdown}");
        }
    }
}
