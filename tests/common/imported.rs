//! An archive of another program in a temporary folder, imported, built and checked by the real program.

use super::{NOW, Page, Published, Site};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// What an import has come to.
pub struct Imported {
    pub site: Site,
    /// The report, as programs read it.
    pub report: Value,
    pub out: Published,
}

/// Copies the archive `tests/import/<name>` into the folder `source` of a new temporary folder.
pub fn archive(name: &str) -> Site {
    let site = Site::new(&[("unused", "")]);
    site.remove("site.yaml");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name), &site.root().join("source"));
    site
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}

/// Imports the folder `source`, or a file in it, into `site`; the result must build, and pass `check`.
pub fn import(site: Site, kind: &str, source: &str, more: &[&str]) -> Imported {
    let run = site.run(&[&["import", kind, source, "--into", "site", "--json", "--now", NOW], more].concat());
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    for command in ["build", "check"] {
        let run = site.run(&[command, "--root", "site", "--now", NOW]);
        assert_eq!(run.code, 0, "{command}: {}{}", run.stdout, run.stderr);
    }
    let out = site.out_in("site/public");
    Imported { site, report, out }
}

impl Imported {
    /// The text of a file of the new site.
    pub fn file(&self, path: &str) -> String {
        let file = self.site.root().join("site").join(path);
        fs::read_to_string(&file).unwrap_or_else(|_| panic!("{path} is missing; there are {:#?}", self.files()))
    }

    pub fn has(&self, path: &str) -> bool {
        self.site.root().join("site").join(path).exists()
    }

    /// The files of the new site's own folders.
    pub fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        for folder in ["content", "static", "data"] {
            list(&self.site.root().join("site"), folder, &mut files);
        }
        files.sort();
        files
    }

    /// Where the page at an old address leads; the address itself where it is a page of its own.
    pub fn leads_to(&self, address: &str) -> String {
        let page: Page = self.out.page(address);
        let refresh = page.attributes("meta[http-equiv=refresh]", "content");
        refresh.first().and_then(|to| to.split_once("url=")).map_or_else(|| address.to_owned(), |(_, to)| to.to_owned())
    }

    /// The places and details of what was found, under a sentence that has some words.
    pub fn found(&self, words: &str) -> Vec<String> {
        let groups = self.report["findings"].as_array().unwrap();
        let of = groups.iter().filter(|group| group["what"].as_str().unwrap().contains(words));
        let places = of.flat_map(|group| group["places"].as_array().unwrap());
        places
            .map(|place| format!("{}: {}", place["place"].as_str().unwrap(), place["detail"].as_str().unwrap_or("")))
            .collect()
    }

    /// The old addresses that nothing answers.
    pub fn unanswered(&self) -> Vec<String> {
        let all = self.report["addresses"]["unanswered"].as_array().unwrap();
        all.iter().map(|address| address.as_str().unwrap().to_owned()).collect()
    }
}

fn list(root: &Path, below: &str, files: &mut Vec<String>) {
    for entry in fs::read_dir(root.join(below)).into_iter().flatten() {
        let path = format!("{below}/{}", entry.unwrap().file_name().to_string_lossy());
        if root.join(&path).is_dir() { list(root, &path, files) } else { files.push(path) }
    }
}
