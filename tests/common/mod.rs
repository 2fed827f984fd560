//! A small site in a temporary folder, built by the real program, read as a reader would.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

pub mod imported;
pub mod pictures;
pub mod preview;
pub mod recordings;
#[cfg(unix)]
pub mod turning;

use scraper::{Html, Selector};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use tempfile::TempDir;

pub const CONFIG: &str =
    "title: The Gazette\nbase_url: https://news.example\nlanguages: [en, fr, ru]\ntime_zone: Europe/Paris\n";

/// The moment that the tests build for.
pub const NOW: &str = "2025-02-01T12:00:00Z";

pub struct Site {
    folder: Arc<TempDir>,
}

pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Site {
    /// A site of the given files; `site.yaml` is [`CONFIG`] where none is given.
    pub fn new(files: &[(&str, &str)]) -> Site {
        let site = Site { folder: Arc::new(tempfile::tempdir().unwrap()) };
        if !files.iter().any(|(path, _)| *path == "site.yaml") {
            site.write("site.yaml", CONFIG);
        }
        files.iter().for_each(|(path, text)| site.write(path, text));
        site
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).unwrap();
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        run(Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).current_dir(self.root()))
    }

    /// Builds for [`NOW`].
    pub fn try_build(&self, more: &[&str]) -> Run {
        self.run(&[&["build", "--now", NOW], more].concat())
    }

    /// Builds; anything but success fails the test.
    pub fn build(&self) -> Published {
        self.build_with(&[])
    }

    pub fn build_with(&self, more: &[&str]) -> Published {
        let run = self.try_build(more);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        let is_proof = |option: &&str| ["--drafts", "--future"].contains(option) || option.starts_with("--pseudo");
        self.out_in(if more.iter().any(is_proof) { "proof" } else { "public" })
    }

    pub fn check_json(&self, more: &[&str]) -> (i32, Vec<serde_json::Value>) {
        let run = self.run(&[&["check", "--json", "--now", NOW], more].concat());
        let report: serde_json::Value =
            serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}{}", run.stdout, run.stderr));
        (run.code, report["diagnostics"].as_array().unwrap().clone())
    }

    pub fn out(&self) -> Published {
        self.out_in("public")
    }

    pub fn out_in(&self, name: &str) -> Published {
        Published { folder: self.root().join(name), _site: Arc::clone(&self.folder) }
    }
}

pub fn run(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let run = Run {
        code: status.code().unwrap_or(-1),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    };
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    run
}

/// A published site.
pub struct Published {
    pub folder: PathBuf,
    /// The folder lives as long as somebody reads in it.
    _site: Arc<TempDir>,
}

impl Published {
    pub fn has(&self, path: &str) -> bool {
        self.folder.join(path).exists()
    }

    pub fn text(&self, path: &str) -> String {
        let path = self.folder.join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The page at an address, `/en/news/a/`.
    pub fn page(&self, address: &str) -> Page {
        let path = if address.ends_with('/') { format!("{address}index.html") } else { address.to_owned() };
        Page::parse(&self.text(path.trim_start_matches('/')))
    }

    /// Every file with its bytes.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(&self.folder).into_iter().map(Result::unwrap) {
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(&self.folder).unwrap().to_string_lossy().into_owned();
                files.insert(below, fs::read(entry.path()).unwrap());
            }
        }
        files
    }

    /// The files whose path or content holds a word.
    pub fn traces_of(&self, word: &str) -> Vec<String> {
        let holds = |bytes: &[u8]| bytes.windows(word.len()).any(|w| w == word.as_bytes());
        self.files()
            .into_iter()
            .filter(|(path, bytes)| holds(path.as_bytes()) || holds(bytes))
            .map(|(path, _)| path)
            .collect()
    }
}

/// A parsed page.
pub struct Page {
    html: Html,
}

impl Page {
    pub fn parse(html: &str) -> Page {
        Page { html: Html::parse_document(html) }
    }

    pub fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        let squeeze = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.html.select(&selector).map(|element| squeeze(element.text().collect())).collect()
    }

    pub fn text(&self, selector: &str) -> String {
        self.texts(selector).first().cloned().unwrap_or_else(|| panic!("no {selector} in {}", self.html.html()))
    }

    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.html.select(&selector).filter_map(|element| element.value().attr(name).map(str::to_owned)).collect()
    }

    pub fn attribute(&self, selector: &str, name: &str) -> String {
        self.attributes(selector, name)
            .first()
            .cloned()
            .unwrap_or_else(|| panic!("no {selector} with {name} in {}", self.html.html()))
    }

    /// The language that an element is in: its own, or that of the nearest element around it.
    pub fn language_of(&self, selector: &str) -> String {
        let element = self.html.select(&Selector::parse(selector).unwrap()).next().unwrap();
        let around = element.ancestors().filter_map(scraper::ElementRef::wrap);
        let lang = |e: scraper::ElementRef| e.value().attr("lang").map(str::to_owned);
        lang(element).or_else(|| around.into_iter().find_map(lang)).unwrap()
    }

    pub fn has(&self, selector: &str) -> bool {
        self.html.select(&Selector::parse(selector).unwrap()).next().is_some()
    }

    /// `hreflang` → address.
    pub fn alternates(&self) -> BTreeMap<String, String> {
        let languages = self.attributes("head link[rel=alternate][hreflang]", "hreflang");
        languages.into_iter().zip(self.attributes("head link[rel=alternate][hreflang]", "href")).collect()
    }

    pub fn html(&self) -> String {
        self.html.html()
    }
}

/// An article with a title, a date, tags and a body.
pub fn article(title: &str, date: &str, tags: &str, body: &str) -> String {
    format!(
        "---\ntitle: \"{title}\"\ndate: {date}\nauthor: ann\ntags: [{tags}]\nsummary: \"About {title}.\"\n---\n{body}\n"
    )
}

/// A translation: words only.
pub fn translation(title: &str, body: &str) -> String {
    format!("---\ntitle: \"{title}\"\nsummary: \"{title}.\"\n---\n{body}\n")
}
