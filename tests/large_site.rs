//! An archive of a few hundred stories with everything that an article can have. What is built here is left in
//! `target/tmp/large-site/public`, where CI reads it with other people's programs.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../benches/corpus/mod.rs"]
mod corpus;

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

const STORIES: usize = 200;

/// Between the dates of the corpus: some of its articles are news, most are old, some are under embargo.
const NOW: &str = "2022-05-06T12:00:00Z";

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 160 90\"><path d=\"M0 0h160v90H0z\" fill=\"#345\"/></svg>\n";

/// What the story with a number says in its original besides what the corpus says.
fn more(i: usize) -> String {
    let mut more = format!("kind: {}\n", ["news", "analysis", "opinion", "interview", "reportage"][i % 5]);
    if i.is_multiple_of(2) {
        more.push_str("image: { src: drawing.svg, alt: A field, caption: 'A “field” & more', credit: Us }\n");
    }
    if i.is_multiple_of(3) {
        more.push_str("updated: 2022-03-01T08:00:00+03:00\ndateline: Москва\n");
    }
    if i.is_multiple_of(5) {
        more.push_str(
            "corrections: [{ date: 2022-03-02, text: 'It was <b>2</b> & not 3.' }]\npullquote: One sentence.\n",
        );
    }
    if i.is_multiple_of(7) {
        more.push_str(&format!("aliases: [/old/{i}, \"/старое/{i}\"]\n"));
    }
    if i % 11 == 1 {
        more.push_str("canonical: https://first.example/there?a=1&b=2\n");
    }
    if i % 13 == 1 {
        more.push_str("expires: 2021-01-01\n");
    }
    if i % 17 == 1 {
        more.push_str("draft: true\n");
    }
    more
}

fn enrich(root: &Path) {
    let write = |path: &str, text: &[u8]| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for section in ["news", "analysis", "economy", "opinion"] {
        write(&format!("content/{section}/drawing.svg"), DRAWING.as_bytes());
        write(&format!("content/{section}/pixel.png"), &common::pictures::small());
        for i in 0..STORIES {
            let path = root.join(format!("content/{section}/story-{i:06}.en.md"));
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let text = text.replacen("---\n", &format!("---\n{}", more(i)), 1);
            let text = format!(
                "{text}\nSee [another](../news/drawing.svg), a [picture](pixel.png), a note[^1].\n\n![A pixel](pixel.png \"A “title”\")\n\n[^1]: A note with <b>HTML</b> & more.\n"
            );
            fs::write(path, text).unwrap();
        }
    }
    for i in 0..50 {
        let author = format!(
            "---\nname: Author {i} & Co\nrole: Writer\nphoto: pixel.png\nlinks: [{{ title: Site, url: \"https://a{i}.example/?x=1&y=2\" }}]\n---\nOne *who* writes.\n"
        );
        write(&format!("content/authors/author-{i}.en.md"), author.as_bytes());
    }
    write("content/authors/pixel.png", &common::pictures::small());
    for (id, tags) in [("first", "tag-0"), ("second", "tag-1, tag-2")] {
        for language in ["en", "fr", "ru"] {
            let dossier =
                format!("---\ntitle: Dossier “{id}”\ntags: [{tags}]\nsummary: S & T.\n---\nAn *introduction*.\n");
            write(&format!("content/dossiers/{id}.{language}.md"), dossier.as_bytes());
        }
    }
    write("content/ethics.en.md", b"---\ntitle: Ethics\n---\nGood.\n");
    let config = fs::read_to_string(root.join("site.yaml")).unwrap();
    write("site.yaml", format!("{config}missing_translations: page\nspeakable: [h1]\n").as_bytes());
}

#[test]
fn a_large_archive_is_built_as_a_whole() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large-site");
    if root.exists() {
        fs::remove_dir_all(&root).unwrap();
    }
    corpus::write(&root, STORIES);
    enrich(&root);
    let build = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["build", "--json", "--now", NOW])
        .current_dir(&root)
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&build.stdout).unwrap();
    assert!(build.status.success(), "{:#}", report["diagnostics"]);
    let articles: u64 = report["site"]["articles"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    assert!((250..500).contains(&articles), "half of it is under embargo: {articles}");
    for file in ["news-sitemap-en.xml", "sitemap-ru.xml", "fr/dossiers/first/feed.xml", "en/corrections/index.html"] {
        assert!(root.join("public").join(file).exists(), "{file}");
    }
}
