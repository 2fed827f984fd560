//! `dateline tags`: which tags there are, what they lack, and which may be one.

use super::arguments::{TagsArguments, to_list};
use super::{exit_code, print};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::inspect::terms::lacks_name;
use crate::language::text::counted;
use crate::language::{LanguageId, near_twins, visible};
use crate::pipeline;
use crate::scaffold::named::language_of;
use crate::site::{NameSource, Site, TaxonomyKind, Term};
use crate::sources::create;
use crate::timings::Timings;
use anstream::println;
use serde_json::{Map, Value, json};
use std::cmp::Reverse;
use std::process::ExitCode;

/// The terms that the command lists.
const KIND: TaxonomyKind = TaxonomyKind::Tag;

/// A tag as the command lists it.
struct Row<'a> {
    term: &'a Term,
    count: usize,
    /// Languages that have articles of it and no name for it.
    missing: Vec<LanguageId>,
    near: Vec<&'a Term>,
    /// Files that have been made for it.
    written: Vec<String>,
}

/// Runs the command.
pub(super) fn run(arguments: &TagsArguments) -> ExitCode {
    // Drafts and articles to come will need the names of their tags, too.
    let options = to_list(&arguments.root, arguments.now);
    let (press, mut problems) = pipeline::load(&options, &mut Timings::default());
    if let Some(site) = press.map(|press| press.site) {
        problems.0.clear();
        match languages(&site, &arguments.lang) {
            Ok(languages) => list(&site, &languages, arguments, &mut problems),
            Err(problem) => problems.push(problem),
        }
    }
    print::problems(&problems, &[]);
    exit_code(problems.outcome(false))
}

fn list(site: &Site, languages: &[LanguageId], arguments: &TagsArguments, problems: &mut Diagnostics) {
    let mut rows = rows(site, languages);
    if arguments.write {
        problems.extend(write(site, &mut rows, arguments).err());
    }
    if arguments.missing {
        rows.retain(|row| !row.missing.is_empty());
    }
    if arguments.json {
        println!("{:#}", Value::Array(rows.iter().map(|row| as_json(site, row)).collect()));
    } else {
        print(site, &rows, languages, arguments);
    }
}

/// Makes a file for each name that is missing.
///
/// # Errors
/// A file cannot be written: then the others could not be, either.
fn write(site: &Site, rows: &mut [Row], arguments: &TagsArguments) -> Result<(), Diagnostic> {
    for Row { term, missing, written, .. } in rows {
        for language in missing.iter() {
            let path = path_of(site, term, *language);
            if create(&arguments.root, &path, &stub(site, term, *language))? {
                written.push(path);
            }
        }
    }
    Ok(())
}

/// The languages that are asked for; all where none is.
fn languages(site: &Site, wanted: &[String]) -> Result<Vec<LanguageId>, Diagnostic> {
    let found: Vec<LanguageId> = wanted.iter().map(|tag| language_of(site, tag)).collect::<Result<_, _>>()?;
    Ok(if found.is_empty() { site.locales.ids().collect() } else { found })
}

/// The tags, the most used first.
fn rows<'a>(site: &'a Site, languages: &[LanguageId]) -> Vec<Row<'a>> {
    let terms = &site.taxonomy(KIND).terms;
    let ids: Vec<&str> = terms.iter().map(|term| term.id.as_str()).collect();
    let row = |(term, near): (&'a Term, Vec<usize>)| Row {
        term,
        count: term.articles.iter().map(Vec::len).sum(),
        missing: languages.iter().copied().filter(|language| lacks_name(site, term, *language)).collect(),
        near: near.into_iter().map(|i| &terms[i]).collect(),
        written: Vec::new(),
    };
    let mut rows: Vec<Row> = terms.iter().zip(near_twins(&ids)).map(row).collect();
    rows.sort_by_key(|row| (Reverse(row.count), &row.term.id));
    rows
}

fn path_of(site: &Site, term: &Term, language: LanguageId) -> String {
    // A file `index` is that of its folder.
    let folder = if term.id == "index" { "index/" } else { "" };
    format!("content/{}/{folder}{}.{}.md", KIND.folder(), term.id, site.locales.get(language).tag)
}

/// A term file that waits for its name, with what the tag is called in other languages.
fn stub(site: &Site, term: &Term, language: LanguageId) -> String {
    let articles = counted(term.articles[language.0].len(), "article");
    let mut text = format!("---\n# {articles} in this language\n");
    for other in site.locales.ids().filter(|other| *other != language) {
        let label = &term.labels[other.0];
        if label.source != NameSource::Elsewhere {
            text.push_str(&format!("# {}: {}\n", site.locales.get(other).tag, visible(&label.name)));
        }
    }
    text + "name:\n---\n"
}

fn print(site: &Site, rows: &[Row], languages: &[LanguageId], arguments: &TagsArguments) {
    let tag = |language: LanguageId| site.locales.get(language).tag.as_str();
    for Row { term, count, missing, near, written } in rows {
        let used = site.locales.ids().filter(|l| !term.articles[l.0].is_empty());
        let used: Vec<String> = used.map(|l| format!("{} {}", tag(l), term.articles[l.0].len())).collect();
        println!("{count:>6}  {}  ({})", term.id, if used.is_empty() { "no list".to_owned() } else { used.join(", ") });
        if !missing.is_empty() {
            let missing: Vec<&str> = missing.iter().map(|language| tag(*language)).collect();
            println!("        no name in {}", missing.join(", "));
        }
        if !near.is_empty() {
            let near: Vec<String> = near.iter().map(|term| format!("`{}`", term.id)).collect();
            println!("        near {}: one tag?", near.join(", "));
        }
        for path in written {
            println!("        written: {path}");
        }
    }
    let lacking = |language: LanguageId| rows.iter().filter(|row| row.missing.contains(&language)).count();
    let lacking: Vec<String> = languages
        .iter()
        .map(|language| (tag(*language), lacking(*language)))
        .filter(|(_, n)| *n > 0)
        .map(|(tag, n)| format!("{tag} {n}"))
        .collect();
    let written: usize = rows.iter().map(|row| row.written.len()).sum();
    let tags = counted(rows.len(), "tag");
    match (lacking.is_empty(), arguments.write) {
        (true, _) => println!("{tags}; every one has a name."),
        (false, false) => println!("{tags}; without a name: {}. --write makes a file for each.", lacking.join(", ")),
        (false, true) => println!("{tags}; {} written: put each name behind `name:`.", counted(written, "file")),
    }
}

fn as_json(site: &Site, row: &Row) -> Value {
    let tag = |language: LanguageId| site.locales.get(language).tag.to_string();
    let of_languages = |value: &dyn Fn(LanguageId) -> Value| -> Map<String, Value> {
        let used = site.locales.ids().filter(|language| !row.term.articles[language.0].is_empty());
        used.map(|language| (tag(language), value(language))).collect()
    };
    json!({
        "id": row.term.id,
        "count": row.count,
        "articles": of_languages(&|language| json!(row.term.articles[language.0].len())),
        "names": of_languages(&|language| json!(row.term.labels[language.0].name)),
        "addresses": of_languages(&|language| json!(row.term.pages[language.0].address())),
        "missing": row.missing.iter().map(|language| tag(*language)).collect::<Vec<_>>(),
        "near": row.near.iter().map(|term| &term.id).collect::<Vec<_>>(),
        "written": row.written,
    })
}
