//! The outline of a text: its blocks, in their order, and what each is. For who makes another text after this one.

use super::parse::options;
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// A block of a text: what stands between two blank lines, or a list, a table, a quotation as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where it stands.
    pub range: Range<usize>,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartKind {
    /// A heading of a level from 1.
    Heading(usize),
    /// Words.
    Paragraph,
    /// Pictures, films or sounds and nothing else.
    Pictures(Vec<Picture>),
    /// A quotation.
    Quote,
    /// A list.
    List,
    /// A table.
    Table,
    /// A footnote.
    Footnote,
    /// What is no prose, and is the same in all languages: code, raw HTML, an address alone, a rule, a component's lines,
    /// definitions of links.
    Other,
}

/// A picture in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its address, as it can stand between parentheses.
    pub address: String,
    /// What is said of it in braces behind it, with them.
    pub marks: String,
}

/// The blocks of a text.
pub fn outline(markdown: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut open = Open::default();
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    open = Open { kind: kind_of(&tag), ..Open::default() };
                }
                if let Tag::Image { link_type, dest_url, .. } = &tag {
                    open.is_in_picture = true;
                    open.picture(markdown, *link_type, dest_url, &range);
                }
                depth += 1;
            }
            Event::End(end) => {
                open.is_in_picture &= end != TagEnd::Image;
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    parts.push(Part { kind: open.kind_of(&markdown[range.clone()]), range });
                }
            }
            Event::Rule if depth == 0 => parts.push(Part { kind: PartKind::Other, range }),
            // Braces behind a picture say something of it, and are told from words by where they stand.
            Event::Text(text) if !open.is_in_picture && open.marks_end.is_none_or(|end| range.end > end) => {
                open.has_words |= !text.trim().is_empty();
            }
            Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => open.has_words = true,
            _ => {}
        }
    }
    with_definitions(markdown, parts)
}

/// The block that is being read.
#[derive(Default)]
struct Open {
    kind: Option<PartKind>,
    pictures: Vec<Picture>,
    has_words: bool,
    is_in_picture: bool,
    marks_end: Option<usize>,
}

impl Open {
    fn picture(&mut self, markdown: &str, link_type: LinkType, address: &str, range: &Range<usize>) {
        let rest = &markdown[range.end..];
        let end = rest.find('}').filter(|end| rest.starts_with('{') && !rest[..*end].contains('\n'));
        let marks = end.map_or("", |end| &rest[..=end]);
        self.marks_end = Some(range.end + marks.len());
        let is_plain = link_type == LinkType::Inline && !address.contains([' ', '(', ')', '<', '>']);
        let address = if is_plain { address.to_owned() } else { format!("<{address}>") };
        self.pictures.push(Picture { address, marks: marks.to_owned() });
    }

    fn kind_of(&mut self, text: &str) -> PartKind {
        let text = text.trim();
        let is_address = text.contains("://") && !text.contains(char::is_whitespace) && !text.contains("](");
        match self.kind.take() {
            Some(PartKind::Paragraph) if !self.pictures.is_empty() && !self.has_words => {
                PartKind::Pictures(std::mem::take(&mut self.pictures))
            }
            Some(PartKind::Paragraph) if is_address || text.starts_with("::") => PartKind::Other,
            kind => kind.unwrap_or(PartKind::Other),
        }
    }
}

fn kind_of(tag: &Tag) -> Option<PartKind> {
    Some(match tag {
        Tag::Heading { level, .. } => PartKind::Heading(*level as usize),
        Tag::Paragraph | Tag::DefinitionList => PartKind::Paragraph,
        Tag::BlockQuote(_) => PartKind::Quote,
        Tag::List(_) => PartKind::List,
        Tag::Table(_) => PartKind::Table,
        Tag::FootnoteDefinition(_) => PartKind::Footnote,
        _ => return None,
    })
}

/// Definitions of links are no blocks to the parser: what stands between two blocks and is not blank is one.
fn with_definitions(markdown: &str, parts: Vec<Part>) -> Vec<Part> {
    let mut all = Vec::with_capacity(parts.len());
    let mut end = 0;
    let between = |range: Range<usize>| {
        let is_blank = markdown.get(range.clone()).is_none_or(|text| text.trim().is_empty());
        (!is_blank).then_some(Part { kind: PartKind::Other, range })
    };
    for part in parts {
        all.extend(between(end..part.range.start));
        end = part.range.end;
        all.push(part);
    }
    all.extend(between(end..markdown.len()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_its_blocks_in_order() {
        let text = "One *two*.\n\n## Why {#why}\n\n![A](a.jpg \"b\"){place=wide}\n![](b.jpg)\n\nSee ![A](c.jpg) there.\n\n> Said.\n\n- a\n- b\n\n\
                    | a |\n| - |\n| b |\n\n```\ncode\n```\n\nhttps://example.org/film\n\n[^1]: A note.\n\n[x]: https://example.org\n\n---\n\nLast [^1].\n";
        let found = outline(text);
        let kinds: Vec<PartKind> = found.iter().map(|part| part.kind.clone()).collect();
        let picture = |address: &str, marks: &str| Picture { address: address.to_owned(), marks: marks.to_owned() };
        use PartKind::*;
        assert_eq!(
            kinds,
            [
                Paragraph,
                Heading(2),
                Pictures(vec![picture("a.jpg", "{place=wide}"), picture("b.jpg", "")]),
                Paragraph,
                Quote,
                List,
                Table,
                Other,
                Other,
                Footnote,
                Other,
                Other,
                Paragraph
            ]
        );
        assert_eq!(&text[found[1].range.clone()], "## Why {#why}\n");
    }
}
