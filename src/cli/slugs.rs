//! `dateline slugs`: which addresses could still change, and how to stop that.

use super::arguments::{SlugsArguments, to_list};
use super::{exit_code, print};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::path::OutputPath;
use crate::pipeline;
use crate::site::{Article, Site};
use crate::sources::{rewrite, with_slug};
use crate::timings::Timings;
use anstream::println;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub(super) fn run(arguments: &SlugsArguments) -> ExitCode {
    // Drafts and embargoed articles will have an address, too; and at the beginning of time nothing has expired.
    let options = to_list(&arguments.root, Some(Timestamp::UNIX_EPOCH));
    let (press, mut problems) = pipeline::load(&options, &mut Timings::default());
    if let Some(site) = press.map(|press| press.site) {
        let site = &*site;
        problems.0.clear();
        let unpinned = unpinned(site, &arguments.files, &mut problems);
        if problems.0.is_empty() {
            let shared = shared_addresses(site);
            let written = |article: &&Article| match shared.get(&article.placement.path) {
                _ if !arguments.write => false,
                Some(other) => {
                    problems.push(shares_its_address(article, other));
                    false
                }
                None => pin(&arguments.root, article, &mut problems),
            };
            let written: Vec<bool> = unpinned.iter().map(written).collect();
            if arguments.json {
                let all = unpinned.iter().zip(&written).map(|(article, written)| as_json(site, article, *written));
                println!("{:#}", Value::Array(all.collect()));
            } else {
                print(&unpinned, &written, arguments.write);
            }
        }
    }
    print::problems(&problems, &[]);
    exit_code(problems.outcome(false))
}

/// The articles whose slug is not pinned, in the order of their files.
fn unpinned<'a>(site: &'a Site, files: &[String], problems: &mut Diagnostics) -> Vec<&'a Article> {
    let is_named =
        |article: &Article, file: &str| article.document.path.trim_start_matches("content/") == below_content(file);
    for file in files.iter().filter(|file| !site.articles.iter().any(|article| is_named(article, file))) {
        let known = site.articles.iter().map(|article| article.document.path.as_str());
        problems.push(
            Diagnostic::error(Code::BadUsage, format!("there is no article `{file}`"))
                .did_you_mean(file, known)
                .hint("name its file below the site's folder: content/analysis/treaty.fr.md"),
        );
    }
    let is_wanted = |article: &Article| files.is_empty() || files.iter().any(|file| is_named(article, file));
    let mut articles: Vec<&Article> = site
        .articles
        .iter()
        .map(|article| &**article)
        .filter(|article| {
            article.slug_origin.in_words().is_some() && !article.placement.slug.is_empty() && is_wanted(article)
        })
        .collect();
    articles.sort_by(|a, b| a.document.path.cmp(&b.document.path));
    articles
}

/// The addresses that more than one article wants, with the file of the first.
fn shared_addresses(site: &Site) -> HashMap<&OutputPath, &str> {
    let mut first: HashMap<&OutputPath, &str> = HashMap::new();
    let mut shared = HashMap::new();
    for article in &site.articles {
        match first.entry(&article.placement.path) {
            Entry::Vacant(entry) => {
                entry.insert(&article.document.path);
            }
            Entry::Occupied(entry) => {
                shared.insert(*entry.key(), *entry.get());
            }
        }
    }
    shared
}

/// A slug that is written down is for ever: two articles must not get the same.
fn shares_its_address(article: &Article, first: &str) -> Diagnostic {
    let message = format!("the address {} is not this article's alone", article.placement.path.address());
    let problem = Diagnostic::error(Code::RouteConflict, message).at(article.document.block().place_of("title"));
    let hint = "give one of them another `slug` by hand; then run this again";
    if first == article.document.path { problem } else { problem.hint(format!("{first} wants it too")) }.hint(hint)
}

fn below_content(file: &str) -> &str {
    crate::input::content::below_content(file.trim_start_matches("./"))
}

/// Writes the slug into the file; false with a problem reported where that cannot be done.
fn pin(root: &Path, article: &Article, problems: &mut Diagnostics) -> bool {
    let path = &article.document.path;
    let result = match with_slug(article.document.block(), &article.placement.slug) {
        Ok(text) => rewrite(root, &article.document, &text),
        Err(reason) => Err(Diagnostic::error(Code::BadYaml, format!("there is no place for the slug: {reason}"))
            .at(Place::file(path))
            .hint(format!("write `slug: \"{}\"` into the front matter yourself", article.placement.slug))),
    };
    let written = result.is_ok();
    problems.extend(result.err());
    written
}

fn print(articles: &[&Article], written: &[bool], write: bool) {
    for (article, written) in articles.iter().zip(written) {
        let source = article.slug_origin.in_words().unwrap_or_default();
        let note = if *written { "pinned".to_owned() } else { format!("changes with {source}") };
        println!("{}  {}  {note}", article.document.path, article.placement.slug);
    }
    let pinned = written.iter().filter(|written| **written).count();
    match (articles.len(), write) {
        (0, _) => println!("Every address is pinned."),
        (all, true) => println!("{pinned} of {all} written."),
        (all, false) => println!("{all} not pinned: --write writes them into the front matter."),
    }
}

fn as_json(site: &Site, article: &Article, written: bool) -> Value {
    json!({
        "path": article.document.path,
        "language": site.locales.get(article.placement.language).tag.as_str(),
        "slug": article.placement.slug,
        "address": article.placement.path.address(),
        "changes_with": article.slug_origin.in_words(),
        "draft": article.placement.draft,
        "written": written,
    })
}
