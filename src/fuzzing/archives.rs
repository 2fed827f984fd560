//! Archives of other programs, as far as their texts are ours. What a reader finds on a disk is put into a folder for it.

use super::{Outcome, held, number_of, size_of, text_of};
use crate::import::{self, Kind, Options};
use crate::input::content::{SourceName, parse_document};
use jiff::Timestamp;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// What parts the files of a folder in an input: `==> content/a.md`, a line by itself.
const FILE: &str = "==> ";

/// The export of WordPress.
pub fn wordpress(input: &[u8]) -> Outcome {
    of_file(Kind::WordPress, "export.xml", input)
}

/// The export of Ghost.
pub fn ghost(input: &[u8]) -> Outcome {
    of_file(Kind::Ghost, "export.json", input)
}

/// A site of Hugo.
pub fn hugo(input: &[u8]) -> Outcome {
    of_folder(Kind::Hugo, ["hugo.toml", "content/post/a.md"], input)
}

/// A site of Jekyll.
pub fn jekyll(input: &[u8]) -> Outcome {
    of_folder(Kind::Jekyll, ["_config.yml", "_posts/2025-01-20-a.md"], input)
}

/// A site of Zola.
pub fn zola(input: &[u8]) -> Outcome {
    of_folder(Kind::Zola, ["config.toml", "content/news/a.md"], input)
}

/// A project of Eleventy.
pub fn eleventy(input: &[u8]) -> Outcome {
    of_folder(Kind::Eleventy, ["posts/posts.json", "posts/a.md"], input)
}

/// A folder of Markdown files.
pub fn markdown(input: &[u8]) -> Outcome {
    of_folder(Kind::Markdown, ["notes/b.md", "notes/a.md"], input)
}

fn of_file(kind: Kind, name: &str, input: &[u8]) -> Outcome {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let source = folder.path().join(name);
    fs::write(&source, input).map_err(|error| error.to_string())?;
    read(kind, &source)
}

/// `names` are those of the files that an input has which names none: its settings up to a line of `===`, and its text.
fn of_folder(kind: Kind, names: [&str; 2], input: &[u8]) -> Outcome {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let source = folder.path().join("source");
    let text = text_of(input);
    let (settings, body) = text.split_once("\n===\n").unwrap_or(("", &text));
    let mut files = vec![(names[0], settings)];
    let mut parts = body.split(FILE);
    files.extend(parts.next().map(|first| (names[1], first)));
    files.extend(parts.filter_map(|part| part.split_once('\n')));
    for (name, text) in files {
        // A name that is none of a file here, or that leads elsewhere, is not what is tried.
        let is_name =
            |part: &str| !part.is_empty() && part.len() < 60 && !part.starts_with("..") && !part.contains('\0');
        if name.len() < 200 && name.split('/').all(is_name) {
            let _ = import::put(&source, name, text);
        }
    }
    read(kind, &source)
}

/// Reads an archive. The texts of the new site have front matter that is read.
fn read(kind: Kind, source: &Path) -> Outcome {
    let options = Options {
        kind,
        source: source.to_owned(),
        into: source.with_file_name("site"),
        dry_run: true,
        update: false,
        sitemap: None,
        uploads: None,
        base_url: Some("https://news.example".to_owned()),
        languages: Vec::new(),
        time_zone: None,
        now: Timestamp::from_second(1_738_411_200).unwrap_or_default(),
    };
    let texts = match import::texts(&options) {
        Ok(texts) => texts,
        Err(problems) => {
            let said: Vec<_> = problems.0.iter().map(|problem| problem.code).collect();
            return if said.is_empty() { Err("refused without a word".to_owned()) } else { Ok(number_of(said)) };
        }
    };
    let mut said = Vec::new();
    for (path, text) in &texts {
        let below = path.strip_prefix("content/").unwrap_or(path);
        if below.split('/').any(|part| part.is_empty() || part == "..") {
            return Err(format!("no path of a text: {path}"));
        }
        let name = SourceName::parse(below, |_| false);
        let (document, problems) = parse_document(path.clone(), name, text.clone(), Arc::from([]));
        let codes = held::told(&problems, path, text)?;
        if document.is_none_or(|document| document.yaml.is_empty()) {
            return Err(format!("no front matter in {path}: {text}"));
        }
        said.push((codes, size_of(text.len())));
    }
    said.truncate(4);
    Ok(number_of((size_of(texts.len()), said)))
}
