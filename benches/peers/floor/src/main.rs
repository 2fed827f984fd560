//! `floor CONTENT OUT`, the bare loop: reads every article, parses its front matter, renders its Markdown, fills one
//! template and writes one file, on all cores.
//!
//! It resolves nothing, lists nothing and links nothing, so that no generator can do with less for an article: what
//! one needs above it is what its site costs.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tera::{Context, Tera, Value};
use walkdir::WalkDir;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Deserialize, Serialize)]
struct Article {
    title: String,
    author: Vec<String>,
    date: String,
    language: String,
    summary: String,
    tags: Vec<String>,
}

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// The front matter and the Markdown of a file.
fn parts(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("---\n")?.split_once("\n---\n")
}

fn articles(content: &Path) -> Vec<PathBuf> {
    WalkDir::new(content)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|file| file.extension().is_some_and(|extension| extension == "md"))
        .filter(|file| !file.parent().is_some_and(|folder| folder.ends_with("authors")))
        .collect()
}

fn page(templates: &Tera, file: &Path) -> Outcome<String> {
    let source = fs::read_to_string(file)?;
    let (front_matter, markdown) = parts(&source).ok_or("no front matter")?;
    let article: Article = serde_yaml::from_str(front_matter)?;
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut text = String::with_capacity(markdown.len() + markdown.len() / 4);
    html::push_html(&mut text, Parser::new_ext(markdown, options));
    let mut context = Context::new();
    context.insert("article", &article);
    context.insert("languages", &["en", "fr", "ru"]);
    context.insert_value("text", Value::safe_string(&text));
    Ok(templates.render("article.html", &context)?)
}

fn main() -> Outcome<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(content), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("floor CONTENT OUT".into());
    };
    let mut templates = Tera::new();
    templates.add_raw_template("article.html", include_str!("article.html"))?;
    articles(&content).par_iter().try_for_each(|file| -> Outcome<()> {
        let folder = out.join(file.strip_prefix(&content)?).with_extension("");
        fs::create_dir_all(&folder)?;
        Ok(fs::write(folder.join("index.html"), page(&templates, file)?)?)
    })
}
