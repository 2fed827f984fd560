//! What a text says: the parser's events, with what its dialect lacks made good before it reads.
//!
//! CommonMark has no bare addresses, and takes stars beside Chinese, Japanese and Korean punctuation for text. Both are
//! helped by small changes to the text that the parser gets ([`Amended`]); places are those of what was written.

use super::amend::{Amended, Edit, With};
use super::{Spanned, bare, characters, cjk, marks};
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::collections::HashSet;
use std::ops::Range;

/// What the parser found besides its events.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// References `[text][name]` whose name is defined nowhere.
    pub undefined: Vec<Range<usize>>,
    /// Definitions of links to which nothing refers: readers do not see them.
    pub unused: Vec<Range<usize>>,
    /// All definitions of links, with the address of each.
    pub definitions: Vec<(Range<usize>, String)>,
    /// Character references that mean no character.
    pub no_characters: Vec<characters::Reference>,
    /// What is said of pictures in braces behind them.
    pub marks: Vec<marks::Found>,
    /// Why there are no events, where the text is one that nobody means.
    pub unread: Option<Unread>,
}

/// A shape of a text that is not read: it would take all time, or all of the stack.
#[derive(Debug)]
pub(super) struct Unread {
    /// Where it begins.
    pub at: usize,
    /// What it is.
    pub message: String,
    /// What to do.
    pub hint: &'static str,
}

/// Elements inside each other: no writer means more, and each takes its part of the stack.
const DEEPEST: usize = 200;

/// Where elements stand inside each other more often than anybody means.
fn too_deep(events: &[Spanned]) -> Option<Unread> {
    let mut depth = 0_usize;
    let at = events.iter().find_map(|(event, range)| {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        (depth > DEEPEST).then_some(range.start)
    })?;
    let message = format!("lists or quotations stand inside each other more than {DEEPEST} times");
    Some(Unread { at, message, hint: "remove the marks `>` or the indentation that nobody meant" })
}

/// Our dialect.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        // Only so that a single `~` is told apart from `~~`: it is given back as text.
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
}

/// Gives a text, amended where that is needed, to `then` with its events.
pub(super) fn parse<T>(markdown: &str, then: impl FnOnce(Vec<Spanned<'_>>, Findings) -> T) -> T {
    let mut edits = cjk::edits(markdown);
    edits.extend(colons(markdown));
    edits.extend(shortcodes(markdown));
    let amended = Amended::new(markdown, edits.clone());
    let mut findings = Findings::default();
    let found = events(&amended, &mut findings);
    if let Some(unread) = too_deep(&found) {
        return then(Vec::new(), Findings { unread: Some(unread), ..Findings::default() });
    }
    let mut addresses = bare::edits(markdown, &found);
    let marks = marks::find(markdown, &found);
    let is_in_marks = |range: &Range<usize>| {
        let next = marks.partition_point(|found| found.at.end <= range.start);
        marks.get(next).is_some_and(|found| found.at.start < range.end)
    };
    let mut references = characters::references(markdown, &found);
    if addresses.is_empty() && references.is_empty() && marks.is_empty() {
        return then(found, findings);
    }
    drop(found);
    references.retain(|reference| !is_in_marks(&reference.at));
    addresses.retain(|address| !is_in_marks(&address.range));
    edits.retain(|edit| {
        let next = addresses.partition_point(|address| address.range.end <= edit.at.start);
        addresses.get(next).is_none_or(|address| edit.at.start <= address.range.start)
    });
    edits.extend(addresses.into_iter().flat_map(|address| address.edits));
    edits.extend(references.iter().map(|reference| Edit { at: reference.at.clone(), with: reference.with() }));
    edits.extend(marks.iter().map(|marks| Edit { at: marks.at.clone(), with: With::Nothing }));
    let amended = Amended::new(markdown, edits);
    let mut findings = Findings { no_characters: references, marks, ..Findings::default() };
    let found = events(&amended, &mut findings);
    then(found, findings)
}

fn events<'a>(amended: &'a Amended<'_>, findings: &mut Findings) -> Vec<Spanned<'a>> {
    let note_undefined = |link: BrokenLink<'a>| -> Option<(CowStr<'a>, CowStr<'a>)> {
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            findings.undefined.push(amended.written(link.span.start)..amended.written(link.span.end));
        }
        None
    };
    let parser = Parser::new_with_broken_link_callback(&amended.text, options(), Some(note_undefined));
    let mut events = Vec::with_capacity(amended.text.len() / 32);
    let written = |span: &Range<usize>| amended.written(span.start)..amended.written(span.end);
    let all = parser.reference_definitions().iter();
    findings.definitions =
        all.map(|(_, definition)| (written(&definition.span), definition.dest.to_string())).collect();
    // Both compare as the parser does: without case.
    let definitions: Vec<(String, Range<usize>)> = parser
        .reference_definitions()
        .iter()
        .map(|(name, definition)| (name.to_lowercase(), definition.span.clone()))
        .collect();
    let mut used: HashSet<String> = HashSet::new();
    let mut links = Links::default();
    for (event, range) in parser.into_offset_iter() {
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event
            && !definitions.is_empty()
        {
            used.insert(id.to_lowercase());
        }
        let range = amended.written(range.start)..amended.written(range.end);
        let (mut event, range) = match event {
            Event::Start(Tag::Subscript) => (Event::Text(CowStr::Borrowed("~")), range.start..range.start + 1),
            Event::End(TagEnd::Subscript) => (Event::Text(CowStr::Borrowed("~")), range.end - 1..range.end),
            event => (event, range),
        };
        if links.stands(&event) && amended.without_marks(&mut event) {
            events.push((event, range));
        }
    }
    let unused = definitions.into_iter().filter(|(name, _)| !used.contains(name));
    findings.unused = unused.map(|(_, span)| written(&span)).collect();
    findings.unused.sort_by_key(|span| span.start);
    events
}

/// The links that are open. No link stands in a link, says CommonMark; of an address in pointed brackets pulldown-cmark 0.13 does not
/// know that it is one: `[a <https://x.example>](b)`. There the words of the inner one stay.
#[derive(Default)]
struct Links {
    open: usize,
}

impl Links {
    /// Whether an event stays.
    fn stands(&mut self, event: &Event) -> bool {
        match event {
            Event::Start(Tag::Link { .. }) => {
                self.open += 1;
                self.open == 1
            }
            Event::End(TagEnd::Link) => {
                self.open = self.open.saturating_sub(1);
                self.open == 0
            }
            _ => true,
        }
    }
}

/// Shortcodes without a blank, `{{<figure src="a.png">}}`: to the parser an element begins in them, and to browsers one that
/// takes the rest of the text.
fn shortcodes(markdown: &str) -> Vec<Edit> {
    let begins = |at: &usize| markdown[at + 3..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let found = memchr::memmem::find_iter(markdown.as_bytes(), b"{{<").filter(begins);
    found.map(|at| Edit { at: at + 3..at + 3, with: With::Mark }).collect()
}

/// Characters that a line of a term has at most.
const LONGEST_TERM: usize = 60;

/// Lines that are looked at for one that is longer.
const HIGHEST_TERM: usize = 8;

/// Lines that begin with a colon and are no definitions, whatever the parser says: those without a blank behind it
/// (`:::note`, `:smile:`), and those of a paragraph that a program has broken into lines (in French a blank stands before
/// a colon).
fn colons(markdown: &str) -> Vec<Edit> {
    let bytes = markdown.as_bytes();
    let is_prefix = |b: &&u8| matches!(b, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b'0'..=b'9');
    let begins_line = |at: usize| {
        let prefix = bytes[..at].iter().rev().take_while(is_prefix).count();
        at == prefix || bytes[at - prefix - 1] == b'\n'
    };
    // The second line of a table begins with a colon.
    let is_alignment = |at: usize| {
        let mut line = bytes[at..].iter().take_while(|b| !matches!(b, b'\n' | b'\r'));
        line.all(|b| matches!(b, b':' | b'-' | b'|' | b' ' | b'\t'))
    };
    let is_broken_paragraph = |at: usize| {
        let above = markdown[..at].split('\n').rev().skip(1).skip_while(|line| line.trim().is_empty());
        let mut paragraph =
            above.take(HIGHEST_TERM).take_while(|line| !line.trim_start_matches([' ', '\t', '>']).is_empty());
        paragraph.any(|line| !line.trim_start().starts_with(':') && line.chars().count() > LONGEST_TERM)
    };
    let is_needed = |at: &usize| match bytes.get(at + 1) {
        None | Some(b'\n' | b'\r') => false,
        Some(b'-') => begins_line(*at) && !is_alignment(*at),
        Some(b' ' | b'\t') => begins_line(*at) && is_broken_paragraph(*at),
        _ => begins_line(*at),
    };
    // Inside a line there is a letter before nearly every colon.
    let found = memchr::memchr_iter(b':', bytes);
    let found = found.filter(|at| *at == 0 || !bytes[at - 1].is_ascii_alphanumeric()).filter(is_needed);
    found.map(|at| Edit { at: at..at, with: With::Mark }).collect()
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::rendered;

    #[test]
    fn a_colon_begins_a_definition_below_a_term_and_nowhere_else() {
        for markdown in
            ["Term\n: Definition", "Term\n\n:   Definition", "> Term\n> : Definition", "- Term\n  : Definition"]
        {
            let html = rendered(markdown).html;
            assert!(html.contains("<dd>") && html.contains("<dt>Term"), "{html}");
        }
        for markdown in [
            "Le ministre a répondu aux questions des journalistes qui l’attendaient\n: « Oui. »",
            "Text\n:-) said she",
            "Text\n:::note",
            "> Text\n> :smile:",
            "- Text\n  :smile:",
            "At\n10:30",
            "```\na\n: b\n:c\n```",
        ] {
            let html = rendered(markdown).html;
            assert!(!html.contains("<dl>") && !html.contains('\u{fdd0}'), "{html}");
        }
        let table = rendered("| a | b |\n:--|--:\n| 1 | 2 |\n").html;
        assert!(table.contains("<td class=\"end\">2</td>"), "{table}");
    }

    #[test]
    fn an_address_in_a_link_is_text() {
        let html = rendered("[a <https://y.example> b](https://x.example) <https://z.example>\n").html;
        assert_eq!(
            html,
            "<p><a href=\"https://x.example\">a https://y.example b</a> <a href=\"https://z.example\">https://z.example</a></p>\n"
        );
    }

    #[test]
    fn one_tilde_is_text_and_two_strike_out() {
        let html = rendered("~5 km, a ~b~ c, ~~d~~, H~2~O\n").html;
        assert_eq!(html, "<p>~5 km, a ~b~ c, <del>d</del>, H~2~O</p>\n");
    }
}
