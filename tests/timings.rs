//! Where the time of a build goes: the tables of `--timings`, and the flame graph of `--profile`.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Site, article, translation};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

fn site() -> Site {
    let names = "section-news = News\ntag-iran = Iran\n";
    let original = article("A", "2025-01-20", "iran", "Text, and ![A map](p.svg).");
    Site::new(&[
        (
            "site.yaml",
            "title: The Gazette\nbase_url: https://news.example\nlanguages: [en, fr]\ntime_zone: Europe/Paris\n\
             social_cards: false\n",
        ),
        ("content/news/a.en.md", &original.replace("tags:", "aliases: [/old/a/]\ntags:")),
        ("content/news/a.fr.md", &translation("A en français", "Texte.")),
        ("content/news/b.en.md", &article("B", "2025-01-21", "iran", "Text.")),
        ("content/news/p.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'/>"),
        ("content/about.en.md", "---\ntitle: About\n---\nA page.\n"),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\nAnn writes.\n"),
        ("locales/en/names.ftl", names),
        ("locales/fr/names.ftl", names),
        ("static/hello.txt", "Hello"),
        ("templates/article.html", "{% extends \"theme/article.html\" %}\n"),
    ])
}

/// What kind of file a reader would say is at a path.
fn kind_of(path: &str) -> &'static str {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    // What is below the folder of a language.
    let below: Vec<&str> = folder.split('/').skip(1).collect();
    match (name, below.as_slice()) {
        ("feed.xml", _) => "RSS feed",
        ("atom.xml", _) => "Atom feed",
        ("feed.json", _) => "JSON feed",
        ("404.html", _) => "not-found page",
        ("robots.txt" | "_headers", _) => "host file",
        ("addresses.json", _) => "record of addresses",
        ("manifest.webmanifest", _) => "app manifest",
        (name, _) if name.starts_with("sitemap") => "sitemap",
        (_, _) if folder.starts_with("media") => "media",
        (_, _) if folder.starts_with("assets") || name == "hello.txt" => "static",
        (_, _) if folder.starts_with("old") => "redirect",
        ("index.html", []) if folder.is_empty() => "choice of language",
        ("index.html", []) => "home",
        ("index.html", ["news"]) => "section list",
        ("index.html", ["tags"]) => "index of tags",
        ("index.html", ["tags", _]) => "tag list",
        ("index.html", ["authors"]) => "index of authors",
        ("index.html", ["authors", _]) => "author list",
        ("index.html", ["archive", ..]) => "archive",
        ("index.html", ["news", _] | ["about"]) => "article",
        _ => panic!("what is {path}?"),
    }
}

fn report(site: &Site, arguments: &[&str]) -> Value {
    let run = site.run(&[arguments, &["--json", "--now", common::NOW]].concat());
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

/// The rows of a table: count and bytes of each name.
fn rows(report: &Value, table: &str) -> BTreeMap<String, (u64, u64)> {
    let rows = report["timings"][table].as_array().unwrap_or_else(|| panic!("no {table} in {report}"));
    let number = |row: &Value, key: &str| row[key].as_u64().unwrap();
    rows.iter()
        .map(|row| (row["name"].as_str().unwrap().to_owned(), (number(row, "count"), number(row, "bytes"))))
        .collect()
}

#[test]
fn each_kind_of_file_is_counted_as_often_as_it_is_written_and_with_its_bytes() {
    let site = site();
    let report = report(&site, &["build", "--timings"]);
    let mut written: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (path, bytes) in site.out().files().iter().filter(|(path, _)| *path != ".dateline") {
        let (count, size) = written.entry(kind_of(path).to_owned()).or_default();
        *count += 1;
        *size += bytes.len() as u64;
    }
    assert_eq!(rows(&report, "files"), written);
    let all: u64 = written.values().map(|(count, _)| count).sum();
    assert_eq!(report["published"]["written"], all);
    let steps = rows(&report, "steps");
    assert_eq!(steps["write"].0 + steps["copy"].0, all);
}

#[test]
fn templates_and_texts_are_counted_and_a_template_of_the_site_is_named_by_its_file() {
    let report = report(&site(), &["check", "--timings"]);
    let (files, templates, texts) = (rows(&report, "files"), rows(&report, "templates"), rows(&report, "texts"));
    assert_eq!((templates["article.html"].0, templates["page.html"].0), (3, 1));
    assert_eq!(templates["tag.html"], files["tag list"], "a template makes the whole of a page");
    assert_eq!((texts["article"].0, texts["author note"].0), (4, 1));
    let list = report["timings"]["templates"].as_array().unwrap();
    let own = list.iter().find(|row| row["name"] == "article.html").unwrap();
    assert_eq!(own["file"], "templates/article.html");
    for table in ["files", "templates", "texts", "steps"] {
        let rows = report["timings"][table].as_array().unwrap();
        let seconds: Vec<f64> = rows.iter().map(|row| row["seconds"].as_f64().unwrap()).collect();
        assert!(seconds.is_sorted_by(|a, b| a >= b), "what took longest is first: {seconds:?}");
        assert!(rows.iter().all(|row| row["p95"].as_f64() <= row["seconds"].as_f64()), "{table}");
    }
}

#[test]
fn the_tables_are_printed_for_those_who_ask_and_for_nobody_else() {
    let site = site();
    let asked = site.try_build(&["--timings"]).stdout;
    let row = asked.lines().find(|line| line.starts_with("article ")).unwrap_or_else(|| panic!("{asked}"));
    assert_eq!(row.split_whitespace().nth(1), Some("4"), "{row}");
    assert!(asked.contains("templates/article.html"), "{asked}");
    assert!(!site.try_build(&[]).stdout.contains("p95"));
    let quiet = report(&site, &["build"]);
    assert!(quiet["timings"]["render"].is_f64() && quiet["timings"]["files"].is_null(), "{quiet}");
}

#[test]
fn a_profile_is_a_drawing_that_names_the_stages_and_what_was_done_in_them() {
    let site = site();
    assert_eq!(site.try_build(&["--profile", "profile.svg"]).code, 0);
    let drawing = fs::read_to_string(site.root().join("profile.svg")).unwrap();
    let document = roxmltree::Document::parse(&drawing).unwrap();
    assert!(document.root_element().has_tag_name(("http://www.w3.org/2000/svg", "svg")));
    let named: Vec<&str> =
        document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|text| text.text()).collect();
    for name in ["parse", "markdown", "render", "publish", "article", "article.html", "RSS feed", "write"] {
        assert!(named.contains(&name), "{name}: {named:?}");
    }
    // It asks nobody for anything.
    assert!(!drawing.contains("href") && !drawing.contains("@import") && !drawing.contains("url("));
}

#[test]
fn stacks_are_for_other_programs_and_a_longer_profile_before_is_gone() {
    let site = site();
    site.write("profile.folded", "old\n".repeat(10_000));
    assert_eq!(site.run(&["check", "--now", common::NOW, "--profile", "profile.folded"]).code, 0);
    let stacks = fs::read_to_string(site.root().join("profile.folded")).unwrap();
    let line = stacks.lines().find(|line| line.starts_with("dateline;render;article;article.html ")).unwrap();
    assert!(line.rsplit(' ').next().unwrap().parse::<u64>().unwrap() > 0, "{line}");
    assert!(!stacks.contains("old"));
}

#[test]
fn a_profile_that_cannot_be_written_stops_the_build_before_it_begins() {
    let site = site();
    let nowhere = site.try_build(&["--profile", "nowhere/profile.svg"]);
    assert_eq!(nowhere.code, 3, "{}", nowhere.stderr);
    assert!(nowhere.stderr.contains("D601") && nowhere.stderr.contains("nowhere/profile.svg"), "{}", nowhere.stderr);
    assert!(!site.out().has("index.html"));
    let in_output = site.try_build(&["--profile", "public/profile.svg"]);
    assert_eq!(in_output.code, 2, "{}", in_output.stderr);
    let no_profile = site.try_build(&["--profile", "content/news/a.en.md"]);
    assert_eq!(no_profile.code, 2, "{}", no_profile.stderr);
    assert!(no_profile.stderr.contains(".svg"), "{}", no_profile.stderr);
}
