//! Changes: what has changed in an original since it was translated, beside the translation, as a page of the preview.

use super::edition::Edition;
use crate::html::escape;
use crate::inspect::behind::{Basis, Comparison, Pair, Part, Past, Row, compare, pairs, parts};
use crate::language::LanguageId;
use crate::language::text::counted;
use crate::path::encode_path;
use crate::site::Site;
use std::fmt::Write;

/// Where these pages are: below it the language, then the story.
pub const BELOW: &str = "/__dateline/translations/";

/// The address of the page of a translation.
pub fn address(site: &Site, story: &str, language: LanguageId) -> String {
    format!("{BELOW}{}/{}", site.locales.get(language).tag, encode_path(story))
}

/// The page, with the element that keeps it up to date; none where there is no such translation.
pub fn html(edition: &Edition, tag: &str, story: &str, element: &str) -> Option<String> {
    let site = &*edition.press.site;
    let language = site.locales.find(tag)?;
    let all = pairs(site);
    let pair = all.iter().find(|pair| pair.to == language && pair.id == story)?;
    let past = Past::ask(&edition.root, vec![pair]);
    let comparison = compare(pair, &past);
    let mut rows = String::new();
    for row in &comparison.rows {
        // Writing into a string cannot fail.
        let _ = writeln!(
            rows,
            "<section>\n<div>\n{}</div>\n<div>\n{}</div>\n</section>",
            original(site, pair, row),
            translation(site, pair, row)
        );
    }
    let (from, to) = (&site.locales.get(pair.from).name, &site.locales.get(pair.to).name);
    Some(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>What changed: {id} · Dateline</title>\n\
         <style>{style}</style>\n</head>\n<body>\n<main>\n<h1>What changed</h1>\n\
         <p><code>{id}</code>: {from} → {to}. {basis}</p>\n<p>{links}</p>\n{rows}</main>\n{element}\n</body>\n</html>\n",
        id = escape(&pair.id),
        style = include_str!("assets/changes.css"),
        from = escape(from),
        to = escape(to),
        basis = escape(&basis(&comparison, &past)),
        links = links(site, pair),
    ))
}

/// The pages of both texts, where they have some, and the list of all that is in hand.
fn links(site: &Site, pair: &Pair) -> String {
    let page = |path: &str| {
        let article = site.articles.iter().find(|article| article.document.path == path)?;
        Some(site.href(&article.placement.path))
    };
    let link = |(path, word): (&str, &str)| {
        let address = page(path)?;
        Some(format!("<a href=\"{}\">{word}</a>", escape(&address)))
    };
    let texts = [(&*pair.original.path, "The original"), (&*pair.translation.path, "The translation")];
    let texts = texts.into_iter().filter_map(link);
    texts.chain(["<a href=\"/__dateline/\">In hand</a>".to_owned()]).collect::<Vec<_>>().join(" · ")
}

fn basis(comparison: &Comparison, past: &Past) -> String {
    let since = match &comparison.basis {
        Basis::Record => "Since the translation was recorded".to_owned(),
        Basis::Commit(commit) => format!("Since the translation was committed ({}, {})", commit.short(), commit.day),
        Basis::Uncommitted => {
            return "The translation has changes that are not committed, and counts as up to date.".to_owned();
        }
        Basis::Nothing => {
            let why = past.unknown.as_ref().map(|unknown| format!(", and {}", unknown.in_words()));
            return format!("It is not known: the translation has no record{}.", why.unwrap_or_default());
        }
    };
    let gone = comparison.rows.iter().filter(|row| row.block.line.is_none()).count();
    let gone = if gone > 0 { format!(", {} gone", counted(gone, "block")) } else { String::new() };
    let cut =
        if past.is_cut { " This clone has only the last part of the history: more may have changed." } else { "" };
    let blind = comparison.rows.iter().any(|row| row.block.before.is_none());
    let blind = match past.unknown.as_ref().filter(|_| blind) {
        Some(unknown) => format!(" What the blocks said before is not known: {}.", unknown.in_words()),
        None => String::new(),
    };
    match comparison.rows.len() {
        0 => format!("{since}, nothing has changed.{cut}"),
        _ => format!("{since}: {} to do{gone}.{cut}{blind}", counted(comparison.words, "word")),
    }
}

/// The attributes of an element in a language.
fn attributes(site: &Site, language: LanguageId) -> String {
    let locale = site.locales.get(language);
    format!("lang=\"{}\" dir=\"{}\"", locale.tag, locale.direction)
}

fn original(site: &Site, pair: &Pair, row: &Row) -> String {
    let block = &row.block;
    let key = block.key.as_ref().map(|key| format!(" ({key})")).unwrap_or_default();
    let place = block.line.map_or_else(
        || format!("{}{key}: gone", pair.original.path),
        |line| format!("{}:{line}{key}", pair.original.path),
    );
    let text = match (&block.before, &block.after) {
        (Some(before), Some(after)) => parts(before.trim(), after.trim()).iter().map(part).collect(),
        (None, Some(after)) => part(&Part::New(after.trim())),
        (Some(before), None) => part(&Part::Gone(before.trim())),
        (None, None) => {
            return format!(
                "<h2>{}</h2>\n<p class=\"aside\">A block that the record names is no longer there.</p>\n",
                escape(&place)
            );
        }
    };
    format!("<h2>{}</h2>\n<p {}>{text}</p>\n", escape(&place), attributes(site, pair.from))
}

/// A part of a text. Who does not see colours and lines hears a word.
fn part(part: &Part) -> String {
    let said = |word: &str| format!("<span class=\"said\" lang=\"en\"> [{word}: </span>");
    let end = "<span class=\"said\">] </span>";
    match part {
        Part::Same(text) => escape(text),
        Part::Gone(text) => format!("<del>{}{}{end}</del>", said("removed"), escape(text)),
        Part::New(text) => format!("<ins>{}{}{end}</ins>", said("added"), escape(text)),
    }
}

fn translation(site: &Site, pair: &Pair, row: &Row) -> String {
    let path = &pair.translation.path;
    match (&row.translation, row.after_line) {
        (Some(passage), _) => format!(
            "<h2>{}</h2>\n<p {}>{}</p>\n",
            escape(&format!("{path}:{}", passage.line)),
            attributes(site, pair.to),
            escape(passage.text.trim())
        ),
        (None, Some(line)) if row.block.line.is_some() => {
            format!("<h2>{}</h2>\n<p class=\"aside\">To be written after line {line}.</p>\n", escape(path))
        }
        (None, _) => format!(
            "<h2>{}</h2>\n<p class=\"aside\">It is not known where the translation says this.</p>\n",
            escape(path)
        ),
    }
}
