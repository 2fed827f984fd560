//! What no element may hold: a link in a link, a block in a paragraph. Browsers end the outer one by themselves where they
//! can; a table in a link and an element that was taken out hide from them that they should.

use super::open::{OpenElements, is_one_of};
use super::tags::{Token, read, reader_of_most};
use crate::edit::{Edit, applied};
use std::borrow::Cow;
use std::ops::Range;

/// Elements in elements: browsers know of no more, and the parser looks through all of them at each tag.
const DEEPEST: usize = 512;

/// The same without the tags of elements that stand too deep in others; what is in them stays.
pub(super) fn not_too_deep(html: &str) -> Cow<'_, str> {
    if memchr::memchr_iter(b'<', html.as_bytes()).nth(DEEPEST).is_none() {
        return Cow::Borrowed(html);
    }
    let (mut open, mut is_too_deep) = (OpenElements::up_to(DEEPEST), false);
    let mut tags: Vec<Edit> = Vec::new();
    let cut = |at: Range<usize>| Edit { at, with: String::new() };
    let read = reader_of_most(html).unwrap_or(read);
    read(html.as_bytes(), &mut |token, span| match token {
        Token::Open(name) => {
            is_too_deep = open.begin(name);
            if is_too_deep {
                tags.push(cut(span.start..span.start));
            }
        }
        Token::Close { alone } => {
            open.end_of_tag(alone);
            if let Some(tag) = tags.last_mut().filter(|_| is_too_deep) {
                tag.at.end = span.end;
            }
        }
        Token::End(name) => tags.extend(open.end(name).then(|| cut(span))),
        _ => {}
    });
    match tags.is_empty() {
        true => Cow::Borrowed(html),
        false => Cow::Owned(applied(html, &tags)),
    }
}

/// Elements that end a paragraph.
const BLOCKS: &str = "address article aside blockquote center dd details div dl dt figcaption figure footer h1 h2 h3 \
    h4 h5 h6 header hr ol p pre table ul";

/// Whether a block stands in a paragraph: there was an element between them that hid the one from the other.
pub(super) fn has_block_in_paragraph(html: &str) -> bool {
    let (mut paragraphs, mut found) = (0_usize, false);
    read(html.as_bytes(), &mut |token, _| match token {
        Token::Open(name) => {
            found |= paragraphs > 0 && is_one_of(BLOCKS, name);
            paragraphs += usize::from(name == b"p");
        }
        Token::End(b"p") => paragraphs = paragraphs.saturating_sub(1),
        _ => {}
    });
    found
}

/// A link of a text.
#[derive(Debug, Default)]
struct Link {
    begin: Range<usize>,
    end: Option<Range<usize>>,
    leads_somewhere: bool,
    /// Whether another begins in it.
    holds_another: bool,
}

/// The same without links that hold others: the inner ones stay, as browsers end a link where the next one begins. Of what
/// leads nowhere, the place that others lead to stays.
pub(crate) fn without_links_in_links(html: String) -> String {
    if memchr::memmem::find_iter(html.as_bytes(), b"<a").nth(1).is_none() {
        return html;
    }
    let mut links: Vec<Link> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut is_tag = false;
    read(html.as_bytes(), &mut |token, span| match token {
        Token::Open(name) => {
            is_tag = name == b"a";
            if is_tag {
                // All further out hold one already.
                if let Some(outer) = open.last() {
                    links[*outer].holds_another = true;
                }
                open.push(links.len());
                links.push(Link { begin: span.start..html.len(), ..Link::default() });
            }
        }
        Token::Name(b"href") if is_tag => {
            if let Some(link) = links.last_mut() {
                link.leads_somewhere = true;
            }
        }
        Token::Close { .. } if is_tag => {
            if let Some(link) = links.last_mut() {
                link.begin.end = span.end;
            }
            is_tag = false;
        }
        Token::End(b"a") => {
            if let Some(link) = open.pop() {
                links[link].end = Some(span);
            }
        }
        _ => {}
    });
    let mut edits: Vec<Edit> = Vec::new();
    let mut edit = |at, with: &str| edits.push(Edit { at, with: with.to_owned() });
    for link in links.into_iter().filter(|link| link.holds_another) {
        match link.leads_somewhere {
            true => edit(link.begin, ""),
            false => edit(link.begin.end..link.begin.end, "</a>"),
        }
        if let Some(end) = link.end {
            edit(end, "");
        }
    }
    if edits.is_empty() {
        return html;
    }
    applied(&html, &edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::clean;

    #[test]
    fn of_links_in_links_the_inner_ones_stay() {
        for (html, expected) in [
            ("<a href=\"x\">1 <b><a href=\"y\">2</a></b> 3</a>", "1 <b><a href=\"y\">2</a></b> 3"),
            (
                "<a href=\"x\"><a href=\"y\"><a href=\"z\">1</a></a><a href=\"z\">2</a></a>",
                "<a href=\"z\">1</a><a href=\"z\">2</a>",
            ),
            ("<a name=\"n\">1 <a href=\"y\">2</a></a>", "<a name=\"n\"></a>1 <a href=\"y\">2</a>"),
        ] {
            assert_eq!(without_links_in_links(html.to_owned()), expected);
        }
        let beside = "<a href=\"x\" title=\"<a>\">1</a> <a href=\"y\">2</a>";
        assert_eq!(without_links_in_links(beside.to_owned()), beside);
    }

    #[test]
    fn elements_stand_in_elements_as_often_as_browsers_know() {
        for (open, close) in [("<div>", "</div>"), ("<b title=\"x\">", ""), ("<tr><div><summary>", "")] {
            let html = format!("{}é{}", open.repeat(20_000), close.repeat(20_000));
            let left = not_too_deep(&html);
            assert!(left.matches('<').count() <= 20_000 + 2 * DEEPEST && left.contains('é'), "{open}");
            assert!(clean(&html).contains('é'), "{open}");
        }
        let list = "<ul>".to_owned() + &"<li><p>a<br>".repeat(2_000);
        assert!(matches!(not_too_deep(&list), Cow::Borrowed(_)));
    }

    #[test]
    fn a_table_does_not_hide_that_a_link_is_open() {
        assert_eq!(
            clean("<a href=\"x\">1<table><tr><td><a href=\"y\">2</a></table>"),
            "1<table><tbody><tr><td><a href=\"y\">2</a></td></tr></tbody></table>"
        );
    }

    #[test]
    fn what_is_taken_out_of_a_paragraph_does_not_hide_that_it_is_open() {
        for hidden in ["button", "object", "marquee"] {
            let clean = clean(&format!("<p>1 <{hidden}><p>2</{hidden}>"));
            assert!(!has_block_in_paragraph(&clean) && clean.contains('2'), "{clean}");
        }
    }

    #[test]
    fn an_end_of_what_is_not_open_ends_nothing() {
        for tags in ["<ul></i>", "<span><div></span></div>", "<rt>", "<div><table><tr><td></div>"] {
            let (mut depth, mut deepest) = (0_usize, 0);
            read(clean(&tags.repeat(2_000)).as_bytes(), &mut |token, _| match token {
                Token::Open(_) => (depth, deepest) = (depth + 1, deepest.max(depth + 1)),
                Token::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            });
            // A table has a body that nobody has written, and a row and a cell.
            assert!((200..=DEEPEST * 3).contains(&deepest), "{tags}: {deepest}");
        }
        let ruby = "<ruby>a<rt>b</ruby><div><b>c</div></b>".repeat(2_000);
        assert!(matches!(not_too_deep(&ruby), Cow::Borrowed(_)));
    }
}
