//! Sitemaps as search engines read them.

#![allow(clippy::unwrap_used)]

mod common;

use common::pictures;
use common::{CONFIG, Published, Site, article, translation};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// An entry of a sitemap, or of the index: texts of its elements by name, and `hreflang` → address.
#[derive(Debug, Default, Clone)]
struct Entry {
    texts: BTreeMap<String, Vec<String>>,
    alternates: BTreeMap<String, String>,
}

impl Entry {
    fn one(&self, name: &str) -> &str {
        match self.texts.get(name).map(Vec::as_slice) {
            Some([text]) => text,
            other => panic!("{name}: {other:?}"),
        }
    }
}

fn entries(xml: &str) -> Vec<Entry> {
    let mut reader = Reader::from_str(xml);
    let mut entries = Vec::new();
    let (mut entry, mut open) = (Entry::default(), Vec::new());
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                open.push(start.name().as_ref().to_owned());
                text.clear();
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(part) => {
                text.push_str(quick_xml::escape::resolve_predefined_entity(&part).unwrap());
            }
            Event::Empty(element) if element.name().as_ref() == "xhtml:link" => {
                let attribute = |name: &str| {
                    let attribute = element.try_get_attribute(name).unwrap().unwrap();
                    attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned()
                };
                assert_eq!(attribute("rel"), "alternate");
                assert!(entry.alternates.insert(attribute("hreflang"), attribute("href")).is_none());
            }
            Event::End(_) => {
                let name = open.pop().unwrap();
                match name.as_str() {
                    "url" | "sitemap" => entries.push(std::mem::take(&mut entry)),
                    _ => entry.texts.entry(name).or_default().push(text.trim().to_owned()),
                }
                text.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    entries
}

fn sitemap(out: &Published, path: &str) -> BTreeMap<String, Entry> {
    let found = entries(&out.text(path));
    let count = found.len();
    let by_address: BTreeMap<_, _> = found.into_iter().map(|entry| (entry.one("loc").to_owned(), entry)).collect();
    assert_eq!(by_address.len(), count, "each address once");
    by_address
}

fn site() -> Site {
    let treaty = article("A & <B>", "2025-01-10T09:00", "iran", "![Map](map.png) and ![again](map.png)").replacen(
        "---\n",
        "---\nupdated: 2025-01-12\nimage: { src: lead.png, alt: A map }\n",
        1,
    );
    let site = Site::new(&[
        ("content/news/treaty.en.md", &treaty),
        ("content/news/treaty.fr.md", &translation("Le traité", "Un.")),
        ("content/news/plain.en.md", &article("Plain", "2025-01-09", "tea", "Words.")),
        (
            "content/news/elsewhere.en.md",
            &article("Elsewhere", "2025-01-31", "tea", "W.").replacen(
                "---\n",
                "---\ncanonical: https://first.example/a\naliases: [/old/]\n",
                1,
            ),
        ),
        ("content/about.en.md", "---\ntitle: About\n---\nUs.\n"),
    ]);
    site.write("content/news/lead.png", pictures::small());
    site.write("content/news/map.png", pictures::small());
    site
}

#[test]
fn a_sitemap_has_every_page_that_says_something_and_no_other() {
    let out = site().build();
    let english = sitemap(&out, "sitemap-en.xml");
    let is = |path: &str| english.contains_key(&format!("https://news.example{path}"));
    for page in [
        "/en/",
        "/en/news/",
        "/en/news/treaty/",
        "/en/about/",
        "/en/tags/iran/",
        "/en/authors/ann/",
        "/en/archive/2025/01/",
    ] {
        assert!(is(page), "{page}");
    }
    assert!(!is("/en/news/elsewhere/"), "it is listed where it was first published");
    assert!(english.keys().all(|address| !address.contains("404") && !address.contains("/fr/")));
    let index: Vec<_> = entries(&out.text("sitemap.xml")).iter().map(|e| e.one("loc").to_owned()).collect();
    assert_eq!(index, ["en", "fr", "ru"].map(|l| format!("https://news.example/sitemap-{l}.xml")));
    assert!(out.text("robots.txt").contains("Sitemap: https://news.example/sitemap.xml"));
}

#[test]
fn an_entry_has_its_last_change_its_translations_and_its_pictures() {
    let out = site().build();
    let english = sitemap(&out, "sitemap-en.xml");
    let entry = &english["https://news.example/en/news/treaty/"];
    assert_eq!(entry.one("lastmod"), "2025-01-12T00:00:00+01:00");
    let pictures = &entry.texts["image:loc"];
    let is_of = |i: usize, picture: &str| {
        let address: &str = &pictures[i];
        address.starts_with(&format!("https://news.example/assets/media/news/{picture}."))
    };
    assert!(is_of(0, "lead") && is_of(1, "map") && pictures.len() == 2, "each once, the lead picture first");
    let (en, fr) = ("https://news.example/en/news/treaty/", "https://news.example/fr/news/treaty/");
    let expected = [("en", en), ("fr", fr), ("x-default", en)].map(|(l, url)| (l.to_owned(), url.to_owned()));
    assert_eq!(entry.alternates, BTreeMap::from(expected));
    let list = &english["https://news.example/en/tags/iran/"];
    assert_eq!(list.one("lastmod"), "2025-01-12T00:00:00+01:00", "a list changes with its articles");
    let index = entries(&out.text("sitemap.xml"));
    // What is not listed does not change the sitemap; the lists that it is in do change.
    assert_eq!(index[0].one("lastmod"), "2025-01-31T00:00:00+01:00");
}

#[test]
fn news_is_what_was_published_in_the_last_two_days() {
    let site = site();
    let build = |now: &str| {
        let run = site.run(&["build", "--now", now]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        site.out()
    };
    let out = build("2025-01-12T07:59:59Z");
    let news = sitemap(&out, "news-sitemap-en.xml");
    assert_eq!(news.keys().collect::<Vec<_>>(), ["https://news.example/en/news/treaty/"]);
    let entry = &news["https://news.example/en/news/treaty/"];
    assert_eq!(entry.one("news:title"), "A & <B>");
    assert_eq!(entry.one("news:publication_date"), "2025-01-10T09:00:00+01:00");
    assert_eq!((entry.one("news:name"), entry.one("news:language")), ("The Gazette", "en"));
    assert_eq!(sitemap(&out, "news-sitemap-fr.xml").len(), 1);
    let index = out.text("sitemap.xml");
    assert!(index.contains("/news-sitemap-en.xml") && index.contains("/news-sitemap-fr.xml"));
    assert!(
        !index.contains("/news-sitemap-ru.xml") && !out.has("news-sitemap-ru.xml"),
        "a language without news has none"
    );
    let out = build("2025-01-12T08:00:00Z");
    assert!(!out.has("news-sitemap-en.xml") && !out.text("sitemap.xml").contains("news-sitemap"), "48 hours are over");
    let out = build("2025-01-31T12:00:00Z");
    assert!(!out.has("news-sitemap-en.xml"), "news of others is not ours");
    let first = build("2025-01-10T12:00:00Z").files();
    build("2025-01-20T12:00:00Z");
    assert!(first == build("2025-01-10T12:00:00Z").files(), "the same moment gives the same bytes");
}

#[test]
fn a_news_sitemap_calls_a_language_as_google_does_and_holds_a_thousand() {
    let config = CONFIG.replace("[en, fr, ru]", "[{ tag: zh-Hans, news_language: zh-cn }, pt-BR]");
    let site = Site::new(&[("site.yaml", &format!("{config}social_cards: false\n"))]);
    for i in 0..1_003 {
        let date = format!("2025-01-31T{:02}:{:02}:{:02}", i / 3600, i / 60 % 60, i % 60);
        site.write(&format!("content/news/n{i:04}.zh-Hans.md"), article(&format!("N{i:04}"), &date, "t", "x"));
    }
    site.write("content/news/n0000.pt-BR.md", translation("Notícia", "x"));
    let out = site.build();
    let news = entries(&out.text("news-sitemap-zh-Hans.xml"));
    assert_eq!(news.len(), 1_000);
    assert_eq!((news[0].one("news:title"), news[999].one("news:title")), ("N1002", "N0003"), "the newest");
    assert_eq!(news[0].one("news:language"), "zh-cn");
    assert_eq!(entries(&out.text("news-sitemap-pt-BR.xml"))[0].one("news:language"), "pt");
}

/// The bytes are reckoned before the pages are rendered, from the pictures that a text mentions.
#[test]
fn a_sitemap_that_could_be_too_large_is_divided() {
    let site = Site::new(&[("site.yaml", &CONFIG.replace("[en, fr, ru]", "[{ tag: en, prefix: en }]"))]);
    site.write("content/news/map.png", pictures::small());
    let text = "![a](map.png) ".repeat(10_000);
    for i in 0..30 {
        site.write(&format!("content/news/n{i}.md"), article(&format!("N{i}"), "2025-01-10", "t", &text));
    }
    let out = site.build();
    let parts = [sitemap(&out, "sitemap-en.xml"), sitemap(&out, "sitemap-en-2.xml")];
    let all: BTreeSet<_> = parts.iter().flat_map(BTreeMap::keys).collect();
    assert_eq!(all.len(), parts[0].len() + parts[1].len(), "no address twice");
    assert!((0..30).all(|i| all.contains(&format!("https://news.example/en/news/n{i}/"))));
    assert!(out.text("sitemap.xml").contains("https://news.example/sitemap-en-2.xml"));
}

/// Slow on most disks; CI runs it by name.
#[test]
#[ignore = "writes 100,000 files"]
fn an_archive_of_more_than_fifty_thousand_addresses_is_divided() {
    let config = CONFIG.replace("[en, fr, ru]", "[{ tag: en, prefix: en }]");
    let site = Site::new(&[(
        "site.yaml",
        &format!("{config}feeds: {{ of: [] }}\nrelated: 0\npaginate: 1000\nsocial_cards: false\n"),
    )]);
    // Plain pages are the cheapest to render; a template of one word makes them cheaper.
    site.write("templates/page.html", "{{ article.title }}");
    site.write("templates/home.html", "home");
    for i in 0..50_010 {
        site.write(&format!("content/p{i:05}.en.md"), "---\ntitle: P\n---\n");
    }
    let run = site.try_build(&[]);
    assert_eq!(run.code, 0, "{}", &run.stderr[..run.stderr.len().min(2_000)]);
    let out = site.out();
    let (first, second) = (sitemap(&out, "sitemap-en.xml"), sitemap(&out, "sitemap-en-2.xml"));
    assert_eq!(first.len(), 50_000);
    let all: BTreeSet<_> = first.keys().chain(second.keys()).collect();
    assert_eq!(all.len(), first.len() + second.len(), "no address twice");
    assert!((0..50_010).all(|i| all.contains(&format!("https://news.example/en/p{i:05}/"))));
    assert!(out.text("sitemap.xml").contains("https://news.example/sitemap-en-2.xml"));
}

/// Every page of the sample site and every sitemap entry: translations name each other and themselves, or nobody.
#[test]
fn translations_name_each_other_all_over_the_sample_site() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let arguments = ["build", "--now", "2026-01-01T00:00:00Z", "--out", out.to_str().unwrap()];
    let run = common::run(std::process::Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).current_dir(root));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = |path: &str| std::fs::read_to_string(out.join(path)).unwrap();
    let mut in_sitemaps = BTreeMap::new();
    for entry in ["en", "fr", "ru"].iter().flat_map(|l| entries(&text(&format!("sitemap-{l}.xml")))) {
        in_sitemaps.insert(entry.one("loc").to_owned(), entry.alternates);
    }
    assert!(in_sitemaps.len() > 100);
    reciprocal(&in_sitemaps);
    let mut in_pages = BTreeMap::new();
    for file in walkdir::WalkDir::new(&out).into_iter().map(Result::unwrap) {
        if file.path().extension().is_some_and(|e| e == "html") {
            let page = common::Page::parse(&std::fs::read_to_string(file.path()).unwrap());
            let canonical = page.attributes("head link[rel=canonical]", "href");
            if let (Some(canonical), false) = (canonical.first(), page.has("meta[http-equiv=refresh]")) {
                in_pages.insert(canonical.clone(), page.alternates());
            }
        }
    }
    reciprocal(&in_pages);
    for (address, alternates) in &in_sitemaps {
        assert_eq!(in_pages.get(address), Some(alternates), "the page and the sitemap agree: {address}");
    }
}

fn reciprocal(pages: &BTreeMap<String, BTreeMap<String, String>>) {
    for (address, alternates) in pages.iter().filter(|(_, alternates)| !alternates.is_empty()) {
        assert!(alternates.values().any(|url| url == address), "{address} names itself");
        assert!(alternates.contains_key("x-default") && alternates.len() > 2, "{address}: {alternates:?}");
        for other in alternates.values() {
            assert_eq!(pages.get(other), Some(alternates), "{other} does not name {address} back");
        }
    }
}

#[test]
fn a_text_that_was_first_published_elsewhere_is_nobodys_alternate() {
    let site = site();
    site.write("content/news/elsewhere.fr.md", translation("Ailleurs", "Un."));
    site.write("content/news/elsewhere.ru.md", translation("Там", "Раз."));
    let out = site.build();
    assert!(out.page("/en/news/elsewhere/").alternates().is_empty());
    let french = out.page("/fr/news/elsewhere/").alternates();
    assert_eq!(french.keys().collect::<Vec<_>>(), ["fr", "ru", "x-default"]);
    assert_eq!(sitemap(&out, "sitemap-ru.xml")["https://news.example/ru/news/elsewhere/"].alternates, french);
}
