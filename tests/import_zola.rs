//! A site of Zola in two languages, imported: what readers get, at which addresses, and what its editor is told.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::imported::{Imported, archive, import};
use common::pictures::photograph;

fn tides(more: &[&str]) -> Imported {
    let site = archive("zola");
    site.write("source/content/news/low-tide/bay.jpg", photograph(1300, 800));
    site.write("source/content/news/secret-plan.jpg", photograph(400, 300));
    import(site, "zola", "source", more)
}

#[test]
fn articles_keep_their_addresses_languages_and_words() {
    let site = tides(&[]);
    let page = site.out.page("/news/lowest-tide/");
    assert_eq!(page.text("h1"), "The lowest tide of the year");
    assert_eq!(page.attribute("html", "lang"), "en");
    let words = page.text("main");
    assert!(words.contains("Ann Lee") && words.contains("Boris Petrov"), "{words}");
    assert!(page.alternates().contains_key("fr"), "{:?}", page.alternates());
    let french = site.out.page("/fr/news/low-tide/");
    assert_eq!(french.attribute("html", "lang"), "fr");
    assert!(french.text("h1").contains("La plus basse mer"));
    // A date at the beginning of a name is the date, and no part of the address.
    let dated = site.file("content/news/two-tides.en.md");
    assert!(dated.contains("date: 2018-10-10") && site.out.page("/news/two-tides/").text("h1").contains("Two tides"));
    assert!(site.out.page("/fr/news/ete-au-phare/").text("h1").contains("Un été au phare"));
    assert_eq!(site.out.page("/who-we-are/").text("h1"), "About us");
    assert_eq!(site.out.page("/fr/about/").text("h1"), "Qui nous sommes");
    assert_eq!(site.out.page("/notes/").text("h1"), "Notes", "a section without articles is a page");
    assert!(site.out.page("/news/").text("h1").contains("Reports"));
    assert!(site.out.page("/fr/news/").text("h1").contains("Reportages"));
    assert!(site.out.page("/tags/the-sea/").text("h1").contains("The sea"));
}

#[test]
fn every_old_address_is_a_page_or_leads_on() {
    let site = tides(&[]);
    assert_eq!(site.unanswered(), [""; 0]);
    for (old, new) in [
        ("/old/tide.html", "/news/lowest-tide/"),
        ("/tide-2019/", "/news/lowest-tide/"),
        ("/reports/", "/news/"),
        ("/news/2019/", "/news/"),
        ("/news/2019/gauge/", "/news/2019/gauge/"),
        ("/places/saint-malo/", "/tags/saint-malo/"),
        ("/fr/tags/l-ete/", "/fr/tags/l-ete/"),
    ] {
        assert_eq!(site.leads_to(old), new, "{old}");
    }
    let redirects = site.out.text("_redirects");
    assert!(redirects.contains("/rss.xml /feed.xml 301"), "{redirects}");
    assert!(redirects.contains("/fr/rss.xml /fr/feed.xml 301"), "{redirects}");
    // What Zola made of other scripts is its own affair, and is said.
    assert!(site.found("in a way of its own")[0].contains("content/news/приливы.md"));
}

#[test]
fn nothing_withheld_becomes_public() {
    let site = tides(&[]);
    for word in [
        "Not yet",
        "Tomorrow",
        "Internal",
        "A part of others",
        "Text of a broken file",
        "Half an idea",
        "Below deck",
        "Ignored plan",
        "secret-plan",
        "secret layers",
    ] {
        assert_eq!(site.out.traces_of(word), [""; 0], "{word}");
    }
    for (file, line) in [
        ("content/news/unfinished.en.md", "draft: true"),
        ("content/news/embargo.en.md", "date: 2099-01-01"),
        ("content/news/part.en.md", "draft: true"),
        ("content/news/hidden.en.md", "draft: true"),
        ("content/drafts/idea.en.md", "draft: true"),
    ] {
        assert!(site.file(file).lines().any(|l| l == line), "{file}: {}", site.file(file));
    }
    // A picture that only a draft shows lies beside it, where nobody finds it.
    assert!(site.has("content/news/unfinished-secret-plan.jpg"), "{:#?}", site.files());
    assert!(site.found("Dates ahead")[0].contains("2099-01-01"));
    assert!(site.found("Files that Zola was told to ignore").len() == 2);
}

#[test]
fn shortcodes_are_markdown_and_unknown_ones_comments() {
    let site = tides(&[]);
    let page = site.out.page("/news/lowest-tide/");
    assert_eq!(page.attributes(".embed-card", "data-provider"), ["YouTube"]);
    let quote = page.text("blockquote");
    assert!(quote.contains("The moon does it.") && quote.contains("The sun helps."), "{quote}");
    assert!(page.text("main").contains("Nobody knows this box."));
    assert!(!page.html().contains("warning("), "readers do not see it");
    assert!(page.html().contains("youtube(id=") && page.html().contains("<code>"));
    let unknown = site.found("Shortcodes that nobody knows");
    assert_eq!(unknown, ["content/news/low-tide/index.md:35: {% warning(level=\"high\") %}"]);
}

#[test]
fn links_lead_to_files_and_pictures_are_shown() {
    let site = tides(&[]);
    let text = site.file("content/news/lowest-tide/index.en.md");
    for link in [
        "[two tides a day](/news/two-tides.md#why)",
        "[on the site](/news/two-tides.md)",
        "to a draft, [to nothing](/nowhere/)",
        "[the table](table.csv)",
        "![A boat on the sand](bay.jpg \"At noon\")",
        "![map](/img/map.svg)",
        "src: bay.jpg",
        "kicker: Coast",
    ] {
        assert!(text.contains(link), "{link}: {text}");
    }
    assert!(!text.contains("more -->") && !text.contains("template:"), "{text}");
    assert!(site.file("content/news/lowest-tide/index.fr.md").contains("(/news/lowest-tide/index.en.md)"));
    assert!(
        site.file("content/about.en.md").contains("[all reports](/news/#all)"),
        "{}",
        site.file("content/about.en.md")
    );
    assert!(site.file("content/sections/news.en.md").contains("(/news/two-tides.md)"));
    assert!(site.file("content/news/gauge.en.md").contains("[the bay](/news/lowest-tide/index.md)"));
    let page = site.out.page("/news/lowest-tide/");
    assert!(page.attributes("main img", "srcset").iter().any(|srcset| srcset.contains("1280w")));
}

#[test]
fn the_report_says_what_must_be_decided_and_what_is_missing() {
    let site = tides(&[]);
    assert_eq!(site.found("Links that lead to nothing").len(), 1, "{:?}", site.found("Links that lead to nothing"));
    assert!(site.found("Keys that may keep a text")[0].contains("visibility"));
    assert!(site.found("Texts below a section that is a draft").len() == 2);
    assert!(site.found("The text of the home page").len() == 1);
    assert!(site.found("Templates")[0].contains("templates"));
    assert_eq!(site.report["check"]["errors"], 0);
    assert!(site.file("site.yaml").contains("paginate: 12"), "{}", site.file("site.yaml"));
}

#[test]
fn what_is_no_site_of_zola_is_told() {
    let site = archive("zola");
    let run = site.run(&["import", "zola", "source/content", "--into", "site"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("no site of Zola"), "{}", run.stderr);
    assert!(!site.root().join("site").exists());
}
