//! A project of Eleventy in two languages, imported: data files, permalinks, templates in texts.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::imported::{Imported, archive, import};

fn ferry() -> Imported {
    import(archive("eleventy"), "eleventy", "source", &[])
}

#[test]
fn texts_keep_their_addresses_and_languages() {
    let site = ferry();
    assert_eq!(site.unanswered(), [""; 0]);
    let page = site.out.page("/blog/first-crossing/");
    assert_eq!(page.text("h1"), "First crossing");
    assert!(page.text("main").contains("The ferry left Le Havre."), "data is known to templates");
    assert!(page.text("main").contains("Ann Lee"));
    assert!(page.alternates()["fr"].ends_with("/fr/blog/premiere/"), "{:?}", page.alternates());
    assert_eq!(site.leads_to("/special/second/"), "/blog/second/");
    assert_eq!(site.leads_to("/fr/posts/premiere/"), "/fr/blog/premiere/");
    assert_eq!(site.out.page("/about/").text("h1"), "About");
    assert!(site.out.has("plain.txt") && site.out.has("img/quay.svg"));
    assert!(site.file("site.yaml").contains("title: \"The Ferry\""));
}

#[test]
fn texts_are_markdown() {
    let site = ferry();
    let text = site.file("content/posts/first-crossing.en.md");
    for words in [
        "[the second](/posts/second.md), [by address](/posts/second.md), [who](/about/index.md)",
        "![The quay](/img/quay.svg)",
        "https://www.youtube.com/watch?v=w7Ejv3HGfXw",
        "<!-- eleventy: {% chart \"x\", 7 %} -->",
        "<!-- eleventy: {{ content | unknownFilter }} -->",
        "- tides\n- ferries\n",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(site.file("content/about/index.en.md").contains("We keep the **ferry**."));
    assert_eq!(site.found("Tags that nobody knows").len(), 2);
    assert_eq!(site.found("Data files that are programs"), ["src/_data/metadata.js: "]);
}

#[test]
fn nothing_withheld_becomes_public() {
    let site = ferry();
    for words in ["Draft words", "Part words", "Not yet", "No page"] {
        assert_eq!(site.out.traces_of(words), [""; 0], "{words}");
    }
    assert_eq!(site.found("Pages that list texts"), ["src/index.njk: "]);
}
