//! Whatever a writer types, the program answers with text or with a diagnostic whose place exists.

#![allow(clippy::unwrap_used)]

use dateline::diagnostic::{Code, Diagnostics};
use dateline::input::config::{self, permalinks};
use dateline::input::content::{SourceName, parse_document};
use dateline::language::WrittenDate;
use dateline::language::typography::{Typography, Written};
use dateline::markdown::{Asked, Labels, Picture, RawHtml, Source, Surroundings, Target, render};
use dateline::path;
use proptest::prelude::*;

struct Anything;

impl Surroundings for Anything {
    fn link(&self, target: &str) -> Target {
        if target.len().is_multiple_of(3) {
            return Target::Broken(Code::BrokenLink, "broken".into(), "fix it".into());
        }
        Target::Address { href: target.to_owned(), language: None }
    }
    fn picture(&self, asked: &Asked) -> Result<Picture, (Code, String, String)> {
        let src = asked.src;
        if src.len().is_multiple_of(3) {
            Err((Code::MissingFile, "missing".into(), "add it".into()))
        } else {
            Ok(Picture::plain(src, None))
        }
    }
}

/// Pieces that Markdown, YAML and HTML give a meaning to, in any order, between words of several scripts.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\n\n",
        "# ",
        "## ",
        "- ",
        "  - ",
        "> ",
        "**",
        "*",
        "_",
        "`",
        "```\n",
        "[",
        "](",
        ")",
        "![",
        "![a](b){",
        "{credit=“é",
        " until=2025-01-01",
        "focus=\"",
        "=",
        "\"",
        "[^a]",
        "[^a]: ",
        "| a | b |\n|---|---|\n",
        "|",
        "<div>",
        "</div>",
        "<b",
        ">",
        "<!--",
        "-->",
        "---\n",
        "title: ",
        "date: ",
        "2025-02-30",
        "2025-01-01",
        "tags: [",
        "]",
        "{",
        "}",
        ": ",
        "image:\n  src: ",
        "author: &a ",
        "*a",
        "\t",
        "\r\n",
        "\u{feff}",
        "слово",
        "mot\u{a0}clé",
        "字",
        "e\u{301}",
        "🙂",
        "\u{202e}",
        "\0",
        "~~",
        "- [x] ",
        "https://a.b",
        "a.md",
        "'",
        "&amp;",
        "\\",
        ":slug",
        "/",
        "..",
        "—",
        "!",
        "—\u{a0}",
        "~",
        "。",
        "“",
        "{{ a.b }}",
        "{% raw %}",
        "{{<",
        "{#a}",
        "{: .a",
        "[[",
        "[/a]",
        "[a b=c]",
        ":::",
        "\n: ",
        "==",
        "%%",
        "://",
        "&#1;",
        "<a id=a",
        "<code>",
        "htps://a",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn typography() -> Typography {
    let rules = "quotes: [\"«\\u202F\", \"\\u202F»\", \"“\", \"”\"]\napostrophe: \"’\"\nellipsis: \"…\"\nbefore: { \"?\": \"\\u202F\" }\n\
                 dashes: { \" - \": \" – \", \"--\": \"–\" }\nrange: \"–\"\nkeep_with_next: [a]\nunits: [km]\ninitials: space\n";
    let (written, problems) = Written::parse("typography.yaml", rules);
    assert!(problems.0.is_empty(), "{problems:?}");
    Typography::new(written)
}

fn places_exist(problems: &Diagnostics, text: &str) {
    let lines = text.lines().count().max(1) as u32;
    for place in problems.0.iter().filter_map(|d| d.place.as_ref()) {
        assert!(place.line <= lines + 1, "{place:?} in {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn documents_are_parsed_or_reported(body in text(), fenced in any::<bool>()) {
        let text = if fenced { format!("---\n{body}\n---\n{body}") } else { body };
        let name = SourceName::parse("news/a.xx.md", |_| true);
        let (document, problems) = parse_document("content/news/a.xx.md".into(), name, text.clone(), [].into());
        prop_assert!(document.is_some() || !problems.0.is_empty());
        places_exist(&problems, &text);
    }

    #[test]
    fn markdown_is_rendered_and_cut_between_blocks(text in text()) {
        let rules = typography();
        for raw_html in [RawHtml::Sanitised, RawHtml::Trusted] {
            let body = render(&Source { path: "a.md", text: &text, start: 0, around: &Anything, labels: Labels::default(), raw_html, typography: &rules, headline: Some("слово"), part: None, lines: Default::default() });
            prop_assert!(body.html.is_char_boundary(body.fold));
            prop_assert!(!body.html.contains('\u{fdd0}'), "what was put in for the parser is on the page");
            let mut ids: Vec<&str> = body.toc.iter().map(|h| h.id.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), body.toc.len());
            if raw_html == RawHtml::Sanitised {
                prop_assert!(!body.html.contains("<script") && !body.html.contains("onclick"));
            }
            places_exist(&body.problems, &text);
        }
    }

    #[test]
    fn configurations_are_read_or_reported(text in text()) {
        let (config, problems) = config::parse(&text, None);
        prop_assert!(config.is_some() || !problems.0.is_empty());
        places_exist(&problems, &text);
    }

    #[test]
    fn small_texts_are_read_or_refused(text in text()) {
        let _ = WrittenDate::parse(&text);
        let _ = SourceName::parse(&text, |_| false);
        let _ = permalinks::Pattern::parse(&text, &["slug"]);
        if let Some(output) = path::OutputPath::page(&text) {
            prop_assert!(!output.as_str().split('/').any(|part| part == ".." || part.is_empty()));
        }
        let slug = path::slugify(&text);
        prop_assert_eq!(&path::slugify(&slug), &slug);
    }
}
