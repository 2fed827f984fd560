//! A text in pieces: all that a translator writes anew.

use super::document::{Document, DocumentKind};
use super::dossier_matter::DossierMatter;
use super::front_matter::{AuthorMatter, FrontMatter};
use super::record::{Fingerprint, Record};
use super::term_matter::TermMatter;
use crate::diagnostic::KeyPath;
use crate::language::text::{count_words, without_addresses};
use crate::yaml;

/// A heading, a paragraph, a caption: what changes as a whole and is translated as a whole.
#[derive(Debug, Clone)]
pub struct Piece<'a> {
    at: At<'a>,
    /// The text, with its mark-up.
    pub text: &'a str,
    /// What the text is known by.
    pub fingerprint: Fingerprint,
}

impl<'a> Piece<'a> {
    fn new(at: At<'a>, text: &'a str) -> Piece<'a> {
        Piece { at, text, fingerprint: Fingerprint::of(text) }
    }

    /// The key of the front matter that it is the value of; none for a block of the Markdown.
    pub fn key(&self) -> Option<&KeyPath> {
        match &self.at {
            At::Block { .. } => None,
            At::Key(_, path) => Some(path),
        }
    }

    /// The bytes of the file that a block of the Markdown stands in.
    pub fn range(&self) -> Option<std::ops::Range<usize>> {
        match self.at {
            At::Block { start, .. } => Some(start..start + self.text.len()),
            At::Key(..) => None,
        }
    }

    /// The line of the file that it begins in, from 1.
    pub fn line(&self) -> u32 {
        match &self.at {
            At::Block { line, .. } => *line,
            At::Key(document, path) => document.block().place_of(path.clone()).line,
        }
    }

    /// The words in it.
    pub fn words(&self) -> usize {
        count_words(&without_addresses(self.text))
    }
}

/// Where a piece begins. Keys are looked for only when somebody is told of them.
#[derive(Debug, Clone)]
enum At<'a> {
    Block { line: u32, start: usize },
    Key(&'a Document, KeyPath),
}

/// The words in some pieces.
pub fn words(pieces: &[Piece]) -> usize {
    pieces.iter().map(Piece::words).sum()
}

/// The record of some pieces.
pub fn record(pieces: &[Piece]) -> Record {
    Record(pieces.iter().map(|piece| piece.fingerprint).collect())
}

/// The pieces of an article: what a translation does not inherit of the front matter, then each block of the text.
pub fn pieces<'a>(document: &'a Document, text: &'a str, matter: &'a FrontMatter) -> Vec<Piece<'a>> {
    let (image, audio) = (matter.image.as_ref(), matter.audio.as_ref());
    let mut front: Vec<(KeyPath, Option<&str>)> = vec![
        ("title".into(), matter.title.as_deref()),
        ("summary".into(), matter.summary.as_deref()),
        ("pullquote".into(), matter.pullquote.as_deref()),
        ("dateline".into(), matter.dateline.as_deref()),
        (KeyPath::from("image").key("alt"), image.and_then(|i| i.alt.as_deref())),
        (KeyPath::from("image").key("caption"), image.and_then(|i| i.caption.as_deref())),
        (KeyPath::from("audio").key("title"), audio.and_then(|a| a.title.as_deref())),
        (KeyPath::from("audio").key("caption"), audio.and_then(|a| a.caption.as_deref())),
    ];
    let corrections = matter.corrections.iter().enumerate();
    front.extend(corrections.map(|(i, c)| (KeyPath::from("corrections").item(i).key("text"), Some(c.text.as_str()))));
    with_blocks(document, text, front)
}

/// The pieces of a note about an author.
pub fn author_pieces<'a>(document: &'a Document, text: &'a str, matter: &'a AuthorMatter) -> Vec<Piece<'a>> {
    with_blocks(document, text, vec![("name".into(), matter.name.as_deref()), ("role".into(), matter.role.as_deref())])
}

/// The pieces of a dossier's introduction.
fn dossier_pieces<'a>(document: &'a Document, text: &'a str, matter: &'a DossierMatter) -> Vec<Piece<'a>> {
    with_blocks(
        document,
        text,
        vec![("title".into(), matter.title.as_deref()), ("summary".into(), matter.summary.as_deref())],
    )
}

/// The pieces of a term's introduction.
fn term_pieces<'a>(document: &'a Document, text: &'a str, matter: &'a TermMatter) -> Vec<Piece<'a>> {
    with_blocks(
        document,
        text,
        vec![("name".into(), matter.name.as_deref()), ("summary".into(), matter.summary.as_deref())],
    )
}

/// What `then` makes of the pieces of a document whose front matter has gone elsewhere: it is read once more.
pub fn pieces_of<T>(document: &Document, then: impl FnOnce(&[Piece]) -> T) -> T {
    let text = document.text();
    match &document.kind {
        DocumentKind::Author(matter) => then(&author_pieces(document, &text, matter)),
        DocumentKind::Dossier(_) => {
            let (matter, _) = yaml::parse::<DossierMatter>(document.block());
            then(&dossier_pieces(document, &text, &matter))
        }
        DocumentKind::Term(matter) => then(&term_pieces(document, &text, matter)),
        DocumentKind::Article(_) => {
            let (matter, _) = yaml::parse::<FrontMatter>(document.block());
            then(&pieces(document, &text, &matter))
        }
    }
}

/// What a document says that it was translated from.
pub fn recorded(document: &Document) -> Option<Record> {
    match &document.kind {
        DocumentKind::Author(matter) => matter.translated.clone(),
        DocumentKind::Dossier(_) | DocumentKind::Term(_) => None,
        DocumentKind::Article(_) => yaml::parse::<FrontMatter>(document.block()).0.translated,
    }
}

fn with_blocks<'a>(document: &'a Document, text: &'a str, front: Vec<(KeyPath, Option<&'a str>)>) -> Vec<Piece<'a>> {
    let written = front.into_iter().filter_map(|(path, text)| Some((path, text?)));
    let mut pieces: Vec<Piece> = written
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(path, text)| Piece::new(At::Key(document, path), text))
        .collect();
    pieces.extend(blocks(document, text));
    pieces
}

/// The blocks of the Markdown: lines with no blank line between them.
fn blocks<'a>(document: &Document, text: &'a str) -> Vec<Piece<'a>> {
    let body = document.body.min(text.len());
    let first = text[..body].bytes().filter(|b| *b == b'\n').count() as u32 + 1;
    let mut offset = body;
    let mut open: Option<(u32, usize)> = None;
    let mut found = Vec::new();
    for (line, written) in (first..).zip(text[body..].split_inclusive('\n')) {
        if written.trim().is_empty() {
            found.extend(open.take().map(|(line, start)| Piece::new(At::Block { line, start }, &text[start..offset])));
        } else {
            open.get_or_insert((line, offset));
        }
        offset += written.len();
    }
    found.extend(open.map(|(line, start)| Piece::new(At::Block { line, start }, &text[start..offset])));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::content::{SourceName, parse_document};

    #[test]
    fn a_text_falls_into_pieces_at_its_lines() {
        let text = "---\r\ntitle: Two words\r\nimage:\r\n  src: a.svg\r\n  alt: A map\r\ncorrections: [{ date: 2025-01-20, text: Wrong }]\r\n---\r\n\r\nOne\r\ntwo.\r\n \r\n## Why?\r\n\r\n\r\nLast";
        let name = SourceName::parse("news/a.xx.md", |_| true);
        let (document, problems) = parse_document("content/news/a.xx.md".into(), name, text.into(), [].into());
        assert!(problems.0.is_empty());
        let found = pieces_of(&document.unwrap(), |pieces| {
            pieces.iter().map(|p| (p.line(), p.text.trim().to_owned())).collect::<Vec<_>>()
        });
        let expected =
            [(2, "Two words"), (5, "A map"), (6, "Wrong"), (9, "One\r\ntwo."), (12, "## Why?"), (15, "Last")];
        assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
    }
}
