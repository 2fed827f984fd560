//! Headings of a text: their ids, and a first one that repeats the headline.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Site, article};
use serde_json::Value;
use std::collections::BTreeMap;

const ONE_LANGUAGE: &str =
    "title: G\nbase_url: https://news.example\nlanguages: [{ tag: en, prefix: en }]\ntime_zone: Europe/Paris\n";

fn site(files: &[(&str, &str)]) -> Site {
    let names = [
        ("site.yaml", ONE_LANGUAGE),
        ("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\n"),
        ("content/news/y.en.md", &article("Y", "2025-01-01", "iran", "Text.")),
    ];
    let kept = names.iter().filter(|(path, _)| !files.iter().any(|(other, _)| other == path)).copied();
    Site::new(&kept.chain(files.iter().copied()).collect::<Vec<_>>())
}

/// The ids of a page and how often each stands there.
fn ids(html: &str) -> BTreeMap<String, usize> {
    let mut ids = BTreeMap::new();
    let page = scraper::Html::parse_document(html);
    let all = scraper::Selector::parse("[id], a[name]").unwrap();
    for element in page.select(&all) {
        let element = element.value();
        let id = element.attr("id").or_else(|| element.attr("name")).unwrap();
        *ids.entry(id.to_owned()).or_insert(0) += 1;
    }
    ids
}

fn once(ids: &BTreeMap<String, usize>) {
    let twice: Vec<_> = ids.iter().filter(|(_, n)| **n > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn every_id_stands_once_on_a_page_whatever_headings_are_called() {
    let text = "See [the share](#share) and [content](#content).\n\n## Content\n\n## Share\n\n## Share\n\n## Related\n\n## Corrections\n\n## Authors\n\n## fn-1\n\n## fnref-1\n\nText[^1].\n\n[^1]: Note.\n\n    ## Share\n";
    let matter = "---\ntitle: One\ndate: 2025-01-20\ntags: [iran]\nauthor: ann\ncorrections: [{ date: 2025-01-21, text: was wrong }]\n---\n";
    let note = "---\nname: Ann\n---\n## Share\n\nAnn[^1] [writes](#share).\n\n## Background\n\n[^1]: Her note.\n";
    let site = site(&[
        ("content/news/x.en.md", &format!("{matter}{text}\n## Background\n")),
        ("content/authors/ann.en.md", note),
    ]);
    let out = site.build();
    let html = out.text("en/news/x/index.html");
    let found = ids(&html);
    once(&found);
    for id in
        ["content", "share", "related", "corrections", "authors", "fn-1", "fnref-1", "share-2", "share-3", "background"]
    {
        assert!(found.contains_key(id), "{id} in {found:?}");
    }
    let page = out.page("/en/news/x/");
    assert_eq!(page.text("h2#content-2"), "Content");
    assert_eq!(page.text("h2#share-2"), "Share");
    assert!(page.has(".text a[href='#share-2']") && page.has(".text a[href='#content-2']"));
    assert!(page.has("a[href='#fn-1']") && page.text("#fn-1").starts_with("Note."));
    assert_eq!(page.text("#ann--background"), "Background");
    assert!(page.has("a[href='#ann--share']") && page.has("a[href='#ann--fn-1']") && page.has("#ann--fn-1"));
    once(&ids(&out.text("en/authors/ann/index.html")));
}

#[test]
fn a_heading_keeps_the_id_of_its_words_where_the_page_has_no_such_element() {
    let site = site(&[("content/news/x.en.md", &article("One", "2025-01-20", "iran", "## Latest\n\n## Why?\n"))]);
    let page = site.build().page("/en/news/x/");
    assert_eq!(page.attributes(".text h2", "id"), ["latest", "why"]);
}

#[test]
fn an_own_template_is_read_for_its_ids() {
    let own = "{% extends \"gazette/article.html\" %}{% block article_end %}<p id=\"why\">x</p><p id='part-{{ lang }}'>y</p>{% endblock article_end %}";
    let site = site(&[
        ("content/news/x.en.md", &article("One", "2025-01-20", "iran", "## Why?\n\n## Part EN\n\n## Content\n")),
        ("templates/article.html", own),
    ]);
    let out = site.build();
    once(&ids(&out.text("en/news/x/index.html")));
    assert_eq!(out.page("/en/news/x/").attributes(".text h2", "id"), ["why-2", "text-part-en", "content-2"]);
}

#[test]
fn braces_behind_a_heading_are_its_id() {
    let text = "[To it](#deal)\n\n## The deal {#deal}\n\nText.\n\nAnother one {#two_a}\n---\n\n## With *stress* {#three .class} ##\n\n## Plain {a, b}\n\n## Code `{#x}`\n\n## Escaped \\{#y}\n";
    let site = site(&[("content/news/x.en.md", &article("One", "2025-01-20", "iran", text))]);
    let page = site.build().page("/en/news/x/");
    assert_eq!(page.text("h2#deal"), "The deal");
    assert_eq!(page.text("h2#two_a"), "Another one");
    assert_eq!(page.text("h2#three"), "With stress");
    assert_eq!(page.text("h2#plain-a-b"), "Plain {a, b}");
    assert_eq!(page.text("h2#code-x"), "Code {#x}");
    assert_eq!(page.text("h2#escaped-y"), "Escaped {#y}");
    assert!(page.has(".text a[href='#deal']"));
}

/// The lines in the text of what is told of ids.
fn told(site: &Site) -> Vec<(u64, u64)> {
    let (code, problems) = site.check_json(&[]);
    assert_eq!(code, 0, "{problems:?}");
    let place = |p: &Value| (p["line"].as_u64().unwrap() - 7, p["column"].as_u64().unwrap());
    problems.iter().filter(|p| p["code"] == "D211").map(place).collect()
}

#[test]
fn ids_that_cannot_be_used_or_stand_twice_are_told_at_their_place() {
    let text = "## A {#a}\n\n## B {#a}\n\n## C {#b%c}\n\n## D {#}\n\n## E {#share}\n\n## F {#f .note}\n\n<a name=\"content\"></a>\n\n<div id=\"g\">x</div>\n\n<p><i id=\"g\">y</i></p>\n\n## G\n";
    let site = site(&[("content/news/x.en.md", &article("One", "2025-01-20", "iran", text))]);
    assert_eq!(told(&site), [(3, 1), (5, 6), (7, 6), (9, 1), (11, 6), (13, 4), (17, 7)]);
    let page = site.build().page("/en/news/x/");
    assert_eq!(page.attributes(".text h2", "id"), ["a", "a-2", "c", "d", "share-2", "f", "g-2"]);
}

#[test]
fn a_first_heading_that_repeats_the_headline_is_shown_once() {
    let count = |title: &str, text: &str| {
        let front = format!("---\ntitle: '{}'\ndate: 2025-01-20\ntags: [iran]\n---\n{text}", title.replace('\'', "''"));
        let page = site(&[("content/news/x.en.md", &front)]).build().page("/en/news/x/");
        (page.texts("h1").len(), page.texts(".text h2").len())
    };
    assert_eq!(count("The \"deal\" -- what's next?", "# The “Deal” — what’s  next ?\n\nText.\n"), (1, 0));
    assert_eq!(count("The deal", "The *deal*\n========\n\nText.\n"), (1, 0));
    assert_eq!(count("The deal", "<!-- imported -->\n\n# The deal {#the-deal}\n\n[Top](#the-deal)\n"), (1, 0));
    assert_eq!(count("The deal", "# Another deal\n\nText.\n"), (1, 1));
    assert_eq!(count("The deal", "Text.\n\n# The deal\n"), (1, 1));
    assert_eq!(count("The deal", "# [The deal](y.md)\n\nText.\n"), (1, 1));
}
