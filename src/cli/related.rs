//! `dateline related`: why these five.

use super::arguments::{RelatedArguments, to_list};
use super::exit_code;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::pipeline;
use crate::scaffold::named::language_of;
use crate::site::{Article, RelatedEntry, Site, related_of};
use crate::sources::Options;
use crate::timings::Timings;
use anstream::println;
use serde_json::{Value, json};
use std::process::ExitCode;
use std::sync::Arc;

/// Runs the command.
pub(super) fn run(arguments: &RelatedArguments) -> ExitCode {
    let options =
        Options { drafts: arguments.drafts, future: arguments.future, ..to_list(&arguments.root, arguments.now) };
    let (press, mut problems) = pipeline::load(&options, &mut Timings::default());
    let Some(press) = press else { return failed(&problems) };
    let mut site = Site::clone(&press.site);
    problems.0.clear();
    if let Some(count) = arguments.count {
        let mut config = (*site.config).clone();
        config.related = count.into();
        site.config = Arc::new(config);
    }
    let articles = match find(&site, arguments) {
        Ok(articles) => articles,
        Err(problem) => {
            problems.push(problem);
            return failed(&problems);
        }
    };
    if arguments.json {
        let all: Vec<Value> = articles.iter().map(|article| as_json(&site, article)).collect();
        println!("{:#}", Value::Array(all));
    } else {
        articles.iter().for_each(|article| print(&site, article));
    }
    exit_code(None)
}

fn failed(problems: &Diagnostics) -> ExitCode {
    super::print::problems(problems, &[]);
    exit_code(problems.outcome(false))
}

fn find<'a>(site: &'a Site, arguments: &RelatedArguments) -> Result<Vec<&'a Article>, Diagnostic> {
    let wanted = arguments.article.trim_start_matches("./");
    if let Some(article) =
        site.articles.iter().find(|a| a.document.path == wanted || a.document.path == format!("content/{wanted}"))
    {
        return Ok(vec![article]);
    }
    let id = crate::input::content::below_content(wanted);
    let name = crate::input::content::SourceName::parse(id, |tag| site.locales.find(tag).is_some());
    let tag = arguments.lang.as_ref().or(name.language.as_ref());
    let language = tag.map(|tag| language_of(site, tag)).transpose()?;
    let articles: Vec<&Article> = match site.story_index.get(&name.story) {
        Some(story) => {
            let of_story = site.stories[*story].articles.iter().flatten().map(|id| site.article(*id));
            of_story.filter(|a| language.is_none_or(|l| a.placement.language == l)).collect()
        }
        None => Vec::new(),
    };
    if !articles.is_empty() {
        return Ok(articles);
    }
    let problem = Diagnostic::error(Code::BadUsage, format!("there is no public article `{wanted}`"));
    if let Some(state) = site.hidden.get(&name.story) {
        return Err(problem.hint(format!("it {}: call with --drafts or --future", state.in_words())));
    }
    Err(match nearest(&name.story.0, site.story_index.keys().map(|k| &*k.0)) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint("name its file, content/analysis/treaty.fr.md, or its story, analysis/treaty"),
    })
}

fn tag_name(site: &Site, article: &Article, tag: usize) -> String {
    let term = &site.tags.terms[tag];
    format!(
        "{} ({} of {})",
        term.id,
        term.articles[article.placement.language.0].len(),
        site.latest[article.placement.language.0].len()
    )
}

fn print(site: &Site, article: &Article) {
    println!("\x1b[1m{}\x1b[0m  {}", article.title, article.document.path);
    let entries = related_of(site, article, article.placement.language);
    if entries.is_empty() {
        println!("  nothing: no other article shares a tag with it");
    }
    for (i, entry) in entries.iter().enumerate() {
        let number = i + 1;
        match entry {
            RelatedEntry::External(link) => println!("{number:>3}. pinned  {}  {}", link.title, link.url),
            RelatedEntry::Pinned(id) => {
                println!("{number:>3}. pinned  {}  {}", site.article(*id).title, site.article(*id).document.path)
            }
            RelatedEntry::Found(found) => {
                let other = site.article(found.article);
                println!("{number:>3}. {:.4}  {}  {}", found.score, other.title, other.document.path);
                for (tag, part) in &found.shared {
                    println!("       + {part:.4}  tag {}", tag_name(site, other, *tag));
                }
                println!(
                    "       × {:.4}  recency, published {}",
                    found.recency,
                    other.placement.date.map(|d| d.local.date().to_string()).unwrap_or_default()
                );
            }
        }
    }
    println!();
}

fn as_json(site: &Site, article: &Article) -> Value {
    let entries = related_of(site, article, article.placement.language).into_iter().map(|entry| match entry {
        RelatedEntry::External(link) => json!({ "pinned": true, "title": link.title, "url": link.url }),
        RelatedEntry::Pinned(id) => {
            let other = site.article(id);
            json!({ "pinned": true, "title": other.title, "path": other.document.path, "language": site.locales.get(other.placement.language).tag.as_str() })
        }
        RelatedEntry::Found(found) => {
            let other = site.article(found.article);
            let shared: Vec<Value> = found.shared.iter().map(|(tag, part)| json!({ "tag": site.tags.terms[*tag].id, "part": part })).collect();
            json!({
                "pinned": false,
                "title": other.title,
                "path": other.document.path,
                "language": site.locales.get(other.placement.language).tag.as_str(),
                "score": found.score,
                "shared": shared,
                "recency": found.recency,
            })
        }
    });
    json!({ "article": article.document.path, "language": site.locales.get(article.placement.language).tag.as_str(), "related": entries.collect::<Vec<_>>() })
}
