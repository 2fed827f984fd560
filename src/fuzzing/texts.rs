//! Texts: front matter, Markdown, and what comes back from translators.

use super::locales::typography_for;
use super::{Outcome, held, number_of, size_of, text_of};
use crate::diagnostic::Code;
use crate::exchange;
use crate::html::embed::Embed;
use crate::input::content::{SourceName, parse_document};
use crate::language::LanguageTag;
use crate::markdown::{
    Asked, EmbedAsked, Labels, Picture, RawHtml, Source, Surroundings, Target, outline, picture_ends, references,
    render, runs, structure, words_in_place,
};
use crate::path::is_safe_address;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

/// Files of each kind that has front matter.
const FILES: [&str; 4] = ["news/a.xx.md", "authors/a.xx.md", "dossiers/a.xx.md", "tags/a.xx.md"];

/// A file of `content/`.
pub fn front_matter(input: &[u8]) -> Outcome {
    let text = text_of(input);
    let file = FILES[input.len() % FILES.len()];
    let path = format!("content/{file}");
    let parse = || {
        let name = SourceName::parse(file, |tag| tag == "xx");
        parse_document(path.clone(), name, text.clone(), Arc::from([]))
    };
    let (document, problems) = parse();
    let said = held::told(&problems, &path, &text)?;
    let Some(document) = document else { return Err("no document".to_owned()) };
    let kind = format!("{:?}", document.kind);
    if parse().0.is_none_or(|again| format!("{:?}", again.kind) != kind) {
        return Err("read twice, it says two things".to_owned());
    }
    if !text.is_char_boundary(document.body) || !text.is_char_boundary(document.yaml.end) {
        return Err("its parts begin inside a letter".to_owned());
    }
    Ok(number_of((said, size_of(document.body))))
}

/// A site where many links are broken, those among them that run code, and where everything of one host can be shown.
struct Around;

impl Surroundings for Around {
    fn link(&self, target: &str) -> Target {
        match target.len() % 5 {
            _ if !is_safe_address(target) => {
                Target::Broken(Code::UnsafeLink, "unsafe".to_owned(), "remove it".to_owned())
            }
            0 => Target::Broken(Code::BrokenLink, "broken".to_owned(), "fix it".to_owned()),
            1 => Target::Address { href: target.to_owned(), language: Some("yy".to_owned()) },
            _ => Target::Address { href: target.to_owned(), language: None },
        }
    }

    fn picture(&self, asked: &Asked) -> Result<Picture, (Code, String, String)> {
        match asked.src.len() % 5 {
            0 => Err((Code::MissingFile, "missing".to_owned(), "add it".to_owned())),
            _ => Ok(Picture::plain(asked.src, Some((640, 480)))),
        }
    }

    fn embed(&self, asked: &EmbedAsked) -> Option<Embed> {
        asked.address.contains("video.example").then(|| Embed {
            frame: "https://video.example/embed/1".to_owned(),
            page: asked.address.to_owned(),
            sources: Vec::new(),
            provider: "Video".to_owned(),
            kind: "video".to_owned(),
            room: ("ratio", "16/9".to_owned()),
            allow: String::new(),
            title: "A film".to_owned(),
            link: "Watch".to_owned(),
            show: "Show".to_owned(),
            note: String::new(),
        })
    }
}

/// The Markdown of an article, with the typography of one of the languages that come with the program.
pub fn markdown(input: &[u8]) -> Outcome {
    let text = text_of(input);
    let path = "content/news/a.md";
    let typography = typography_for(input);
    let headline = text.lines().next().map(|line| line.trim_start_matches('#').trim());
    let mut said = Vec::new();
    for raw_html in [RawHtml::Sanitised, RawHtml::Trusted] {
        let (around, labels, lines, start) = (&Around, Labels::default(), OnceCell::new(), 0);
        let part = Some("a").filter(|_| input.len().is_multiple_of(2));
        let source = Source { path, text: &text, start, around, labels, raw_html, typography, headline, part, lines };
        let body = render(&source);
        said.push((held::told(&body.problems, path, &text)?, size_of(body.html.len()), size_of(body.toc.len())));
        if raw_html == RawHtml::Sanitised {
            held::well_formed(&body.html)?;
            held::harmless(&body.html)?;
            let again = Source { labels: Labels::default(), ..source };
            if render(&again).html != body.html {
                return Err("rendered twice, it is two texts".to_owned());
            }
        }
        if body.html.contains('\u{fdd0}') && !text.contains('\u{fdd0}') {
            return Err(format!("what was put in for the parser is on the page: {}", body.html));
        }
        if !body.html.is_char_boundary(body.fold) {
            return Err("it folds inside a letter".to_owned());
        }
        let mut ids: Vec<&str> = body.toc.iter().map(|heading| &*heading.id).collect();
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(format!("two headings have the id `{}`", twice[0]));
        }
        if let Some(link) = body.links.iter().find(|link| link.offset > text.len()) {
            return Err(format!("a link from nowhere: {link:?}"));
        }
    }
    let others = other_readers(&text)?;
    Ok(number_of((said, others)))
}

/// Those that read Markdown for something else than its page.
fn other_readers(text: &str) -> Result<[u32; 5], String> {
    let is_there = |range: &Range<usize>| text.get(range.clone()).is_some();
    let ends = picture_ends(text).len();
    let parts = outline(text);
    if let Some(part) = parts.iter().find(|part| !is_there(&part.range)) {
        return Err(format!("a part from nowhere: {part:?}"));
    }
    let references = references(text);
    if let Some(found) = references.iter().find(|found| !is_there(&found.at)) {
        return Err(format!("a reference from nowhere: {found:?}"));
    }
    let entries = runs::entries(text);
    if let Some(entry) = entries.iter().find(|entry| !is_there(&entry.range)) {
        return Err(format!("an entry from nowhere: {entry:?}"));
    }
    let words = words_in_place(text).len();
    Ok([ends, parts.len(), references.len(), entries.len() + structure(text).len(), words].map(size_of))
}

/// A file that a translator sends back.
pub fn exchange(input: &[u8]) -> Outcome {
    let text = text_of(input);
    match exchange::sentences("a", &text) {
        Ok(sentences) => Ok(number_of((true, size_of(sentences)))),
        Err(problem) => Ok(number_of(held::told(&problem.into(), "a", &text)?)),
    }
}

/// A text and its translation, on their way to translators and back. A line of equals signs parts the two.
pub fn translators(input: &[u8]) -> Outcome {
    let text = text_of(input);
    let (original, translation) = match text.split_once("\n====\n") {
        Some((original, translation)) => (original, Some(translation)),
        None => (text.as_str(), None),
    };
    let (Some(source), Some(language)) = (LanguageTag::parse("xx"), LanguageTag::parse("yy")) else {
        return Err("no languages".to_owned());
    };
    let languages = [source, language];
    let read = |file: &str, text: String| {
        let name = SourceName::parse(file, |tag| tag == "xx" || tag == "yy");
        parse_document(format!("content/{file}"), name, text, Arc::from([])).0
    };
    let titled = |text: &str| format!("---\ntitle: T\n---\n{text}");
    let Some(original) = read("news/a.xx.md", titled(original)) else { return Err("no document".to_owned()) };
    let translation = translation.and_then(|text| read("news/a.yy.md", titled(text)));
    let (shouted, went_out) = exchange::rehearse(&original, translation.as_ref(), &languages)?;
    let shouted_size = shouted.as_ref().map_or(0, String::len);
    // What was written is itself a translation, which goes out again beside its original.
    let again = shouted.and_then(|text| read("news/a.yy.md", text));
    let (_, again) = exchange::rehearse(&original, again.as_ref(), &languages)?;
    Ok(number_of((size_of(went_out), size_of(shouted_size), size_of(again))))
}
