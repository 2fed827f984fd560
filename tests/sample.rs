//! The sample site of this repository: what a newcomer sees first.

#![allow(clippy::unwrap_used)]

use scraper::{Html, Selector};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample");
    let build = dateline(&["build", "--strict", "--now", "2026-01-01T00:00:00Z", "--out", out.to_str().unwrap()]);
    assert!(
        build.status.success(),
        "{}{}",
        String::from_utf8_lossy(&build.stdout),
        String::from_utf8_lossy(&build.stderr)
    );
    out
});

fn dateline(arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

fn page(path: &str) -> Html {
    Html::parse_document(&std::fs::read_to_string(BUILT.join(path)).unwrap())
}

fn texts(html: &Html, selector: &str) -> Vec<String> {
    let squeeze = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    html.select(&Selector::parse(selector).unwrap()).map(|e| squeeze(e.text().collect())).collect()
}

fn position(html: &Html, selector: &str) -> usize {
    let element = html.select(&Selector::parse(selector).unwrap()).next().unwrap_or_else(|| panic!("no {selector}"));
    html.root_element().descendants().position(|node| node.id() == element.id()).unwrap()
}

#[test]
fn it_has_a_dozen_stories_most_of_them_in_three_languages() {
    let report = dateline(&["check", "--json", "--strict", "--now", "2026-01-01T00:00:00Z"]);
    let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    assert_eq!(report["diagnostics"], serde_json::json!([]), "no problem, not even a warning");
    let articles: BTreeMap<String, u64> = serde_json::from_value(report["site"]["articles"].clone()).unwrap();
    assert_eq!(articles.keys().collect::<Vec<_>>(), ["en", "fr", "ru"]);
    assert!(articles.values().all(|count| *count >= 12), "{articles:?}");
}

#[test]
fn the_article_page_has_its_parts_in_the_order_of_a_newspaper() {
    for (language, date, related) in [
        ("en", "January 20, 2025", "More on this topic"),
        ("fr", "20 janvier 2025", "Sur le même sujet"),
        ("ru", "20 января 2025\u{202f}г.", "Ещё по теме"),
    ] {
        let html = page(&format!("{language}/analysis/russia-iran-treaty/index.html"));
        assert_eq!(texts(&html, "nav.languages li"), ["EN", "FR", "RU"]);
        let parts = [
            "nav.languages",
            ".follow",
            "article h1",
            "article .byline",
            "article .standfirst",
            "figure.lead-picture img",
            "figure.lead-picture figcaption",
            ".text p",
            "aside.pullquote",
            ".text h2",
            ".footnotes",
            ".corrections",
            "nav.tags",
            ".author-note",
            ".related",
        ];
        let positions: Vec<usize> = parts.iter().map(|part| position(&html, part)).collect();
        assert!(positions.is_sorted(), "{language}: {positions:?}");
        assert!(
            html.select(&Selector::parse("article .byline time").unwrap())
                .next()
                .unwrap()
                .text()
                .collect::<String>()
                .contains(date)
        );
        assert_eq!(texts(&html, ".related h2"), [related]);
        assert_eq!(texts(&html, ".related li").len(), 5);
    }
}

#[test]
fn more_on_the_treaty_is_about_its_neighbours() {
    let report = dateline(&[
        "related",
        "analysis/russia-iran-treaty",
        "--lang",
        "en",
        "--json",
        "--now",
        "2026-01-01T00:00:00Z",
    ]);
    let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    let paths: Vec<&str> =
        report[0]["related"].as_array().unwrap().iter().map(|r| r["path"].as_str().unwrap()).collect();
    assert!(paths[0].contains("eaeu-iran-trade"), "pinned: {paths:?}");
    for neighbour in ["syria-after-assad", "north-south-corridor"] {
        assert!(paths.iter().any(|path| path.contains(neighbour)), "{neighbour}: {paths:?}");
    }
}

#[test]
fn every_internal_link_of_the_site_leads_somewhere() {
    let mut links = 0;
    for entry in walkdir::WalkDir::new(&*BUILT)
        .into_iter()
        .map(Result::unwrap)
        .filter(|e| e.path().extension().is_some_and(|e| e == "html"))
    {
        let html = Html::parse_document(&std::fs::read_to_string(entry.path()).unwrap());
        for (selector, name) in [("a[href]", "href"), ("link[href]", "href"), ("img[src]", "src")] {
            for element in html.select(&Selector::parse(selector).unwrap()) {
                let address = element.value().attr(name).unwrap();
                let Some(path) = address.strip_prefix('/') else { continue };
                let path = path.split(['#', '?']).next().unwrap();
                let path = percent_encoding::percent_decode_str(path).decode_utf8().unwrap();
                let file = if path.is_empty() || path.ends_with('/') {
                    format!("{path}index.html")
                } else {
                    path.into_owned()
                };
                assert!(BUILT.join(&file).is_file(), "{} links to {address}", entry.path().display());
                links += 1;
            }
        }
        for element in html.select(&Selector::parse("a[href^='#']").unwrap()) {
            let id = element.value().attr("href").unwrap().trim_start_matches('#');
            let found = html
                .root_element()
                .descendants()
                .any(|n| n.value().as_element().is_some_and(|e| e.attr("id") == Some(id)));
            assert!(found, "{} has no #{id}", entry.path().display());
        }
    }
    assert!(links > 1000);
}

/// ISO 639-1.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it \
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb \
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss \
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Codes that are words of HTML (`<br>`, `<hr>`, `<li>`, `<th>`, `id="…"`, `translate="no"`), of XLIFF (`<sc>`) or of English (`date(to=…)`, `list(style="or")`).
const OTHER_WORDS: [&str; 9] = ["br", "hr", "id", "li", "no", "sc", "th", "to", "or"];

/// The texts in quotation marks on a line of code.
fn strings(line: &str) -> impl Iterator<Item = &str> {
    line.split(" //").next().unwrap().split('"').skip(1).step_by(2)
}

#[test]
fn no_language_is_named_in_the_code() {
    for entry in
        walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).into_iter().map(Result::unwrap)
    {
        if entry.path().extension().is_none_or(|e| e != "rs") || entry.file_name() == "tests.rs" {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (i, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for word in strings(line).filter(|word| !OTHER_WORDS.contains(word)) {
                let place = format!("{}:{}", entry.path().display(), i + 1);
                assert!(!LANGUAGES.split_whitespace().any(|code| code == word), "{place} names a language: {line}");
            }
        }
    }
}
