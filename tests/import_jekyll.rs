//! A site of Jekyll in two languages, imported: Liquid, kramdown, drafts, collections, addresses.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::imported::{Imported, archive, import};
use common::pictures::photograph;

fn lighthouse() -> Imported {
    let site = archive("jekyll");
    site.write("source/assets/img/lamp.jpg", photograph(1300, 800));
    import(site, "jekyll", "source", &[])
}

#[test]
fn texts_keep_their_addresses_and_languages() {
    let site = lighthouse();
    assert_eq!(site.unanswered(), [""; 0]);
    assert!(site.file("site.yaml").contains("base_url: \"https://lighthouse.example/daily\""));
    let page = site.out.page("/coast/2019/06/01/storm.html");
    assert_eq!(page.text("h1"), "The storm");
    assert!(page.text("main").contains("The storm again."), "a template knows its page");
    assert!(page.text("main").contains("Ann Lee"), "the default of the configuration");
    let first = site.out.page("/coast/2019/05/02/first-light.html");
    assert!(
        first.alternates()["fr"].ends_with("/daily/fr/coast/2019/05/03/premiere-lueur.html"),
        "{:?}",
        first.alternates()
    );
    assert_eq!(site.leads_to("/coast/ships/2019/05/02/first-light.html"), "/daily/coast/2019/05/02/first-light.html");
    assert_eq!(site.leads_to("/old/first/"), "/daily/coast/2019/05/02/first-light.html");
    assert_eq!(site.out.page("/essays/tides/").text("h1"), "Tides");
    assert_eq!(site.out.page("/about/").text("h1"), "About");
    assert!(site.out.has("feed.xml") && site.out.has("assets/plain.txt"));
    assert!(!site.out.has("Gemfile") && !site.out.has("assets/main.scss"));
}

#[test]
fn liquid_is_evaluated_where_it_can_be() {
    let site = lighthouse();
    let text = site.file("content/coast/first-light.en.md");
    for words in [
        "[the storm](/coast/storm.md#wind)",
        "[who we are](/about.md)",
        "[by path](/coast/storm.md)",
        "[nothing](/nowhere.html)",
        "```ruby\nputs \"{{ not liquid }}\"\n```",
        "![The lamp](/assets/img/lamp.jpg \"At six\")",
        "<div class=\"box\"><strong>A box</strong> of The Lighthouse</div>",
        "Le Havre, Brest, 52 tonnes.",
        "`{{ shown as it is }}`",
        "https://www.youtube.com/watch?v=w7Ejv3HGfXw",
        "<!-- jekyll: {% include strange.html %} -->",
        "<!-- jekyll: {% mystery a b %} -->",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let left = site.found("Tags that nobody knows");
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(left.iter().all(|place| place.starts_with("_posts/2019-05-02-first-light.md:")), "{left:?}");
    let (_, problems) = site.site.check_json(&["--root", "site"]);
    assert_eq!(problems.iter().filter(|p| p["code"] == "D210").count(), 2, "{problems:#?}");
}

#[test]
fn kramdown_is_markdown() {
    let site = lighthouse();
    let text = site.file("content/coast/first-light.en.md");
    assert!(text.contains("## Why {#why}\n") && text.contains("Lead.\n"), "{text}");
    for gone in ["{:", "TOC", "<!-- cut -->"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
    let page = site.out.page("/coast/2019/05/02/first-light.html");
    assert!(page.has("main .footnotes, main section[role=doc-endnotes], main .footnote-definition, main [id^=fn]"));
    assert!(text.contains("- lamps\n- storms\n"), "tags as text are a list: {text}");
    assert!(text.contains("date: 2019-05-02 09:30:00 -0400"));
    assert!(text.contains("summary: A lamp is lit."));
}

#[test]
fn nothing_withheld_becomes_public() {
    let site = lighthouse();
    for words in ["Hidden words", "Not published", "Future words", "Draft words", "A note for the theme"] {
        assert_eq!(site.out.traces_of(words), [""; 0], "{words}");
    }
    assert!(site.files().iter().any(|file| file.ends_with("an-idea.en.md")), "{:?}", site.files());
    assert_eq!(site.found("Texts of collections that had no pages"), ["_notes/n.md: "]);
    assert_eq!(site.found("Pages that list texts"), ["index.html: "]);
}

#[test]
fn what_is_no_site_of_jekyll_is_told() {
    let site = archive("hugo");
    let run = site.run(&["import", "jekyll", "source", "--into", "site"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("_config.yml"), "{}", run.stderr);
}
