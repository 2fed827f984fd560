//! A folder of Markdown files in two languages, imported: what readers get, and what its editor is told.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::imported::{Imported, archive, import};
use common::pictures::photograph;

fn notes(more: &[&str]) -> Imported {
    let site = archive("markdown");
    for (name, width) in [("bay", 1300), ("pier", 900), ("secret-plan", 400), ("unnamed", 300)] {
        site.write(&format!("source/news/pictures/{name}.jpg"), photograph(width, 300));
    }
    let more = [&["--base-url", "https://tides.example"], more].concat();
    import(site, "markdown", "source", &more)
}

#[test]
fn titles_dates_and_languages_are_found_where_they_are() {
    let site = notes(&["--languages", "en,fr"]);
    let page = site.out.page("/reports/low-tide/");
    assert_eq!(page.text("h1"), "The lowest tide of the year");
    assert_eq!(page.attribute("html", "lang"), "en");
    assert!(page.text("main").contains("Ann Lee"));
    assert!(page.alternates().contains_key("fr"), "{:?}", page.alternates());
    let file = site.file("content/news/low-tide.en.md");
    for line in
        ["title: The lowest tide of the year", "summary: The water leaves the bay.", "- tides", "  kicker: Coast"]
    {
        assert!(file.lines().any(|l| l == line), "{line}: {file}");
    }
    assert!(file.contains("other_titles:\n  - Equinox tide") && !file.contains("# The lowest"), "{file}");
    let french = site.file("content/news/low-tide.fr.md");
    assert!(french.contains("title: La plus basse mer") && french.contains("(/news/low-tide.en.md)"), "{french}");
    let pier = site.file("content/news/pier.en.md");
    assert!(pier.contains("title: A new gauge\ndate: 2018-10-10\n") && !pier.contains("==="), "{pier}");
    assert!(site.file("content/essays/moon.en.md").contains("date: 2018-01-02"));
    assert!(site.file("content/about.en.md").contains("title: About us"));
    assert!(site.file("content/undated.en.md").contains("title: Undated"));
    assert!(site.has("content/news/strait/index.en.md") && site.has("content/news/strait/map.svg"));
    let section = site.file("content/sections/news.en.md");
    assert!(section.contains("name: Reports") && section.contains("[reports](/news/low-tide.md)"), "{section}");
    assert!(site.file("site.yaml").contains("title: \"The Tide Table\""));
}

#[test]
fn every_old_address_that_is_known_is_a_page_or_leads_on() {
    let site = notes(&["--languages", "en,fr"]);
    assert_eq!(site.unanswered(), [""; 0]);
    assert_eq!(site.leads_to("/old/tide.html"), "/reports/low-tide/");
    assert_eq!(site.leads_to("/2019/tide/"), "/reports/low-tide/");
}

#[test]
fn nothing_withheld_becomes_public() {
    let site = notes(&["--languages", "en,fr"]);
    for word in [
        "Not yet",
        "Underscored",
        "Kept back",
        "Half an idea",
        "Tomorrow",
        "Text of a broken file",
        "secret-plan",
        "ask-the-harbour",
        "unnamed",
    ] {
        assert_eq!(site.out.traces_of(word), [""; 0], "{word}");
    }
    for (file, line) in [
        ("content/news/unfinished.en.md", "draft: true"),
        ("content/news/hidden.en.md", "draft: true"),
        ("content/news/private.en.md", "draft: true"),
        ("content/drafts/idea.en.md", "draft: true"),
        ("content/news/embargo.en.md", "date: 2099-01-01"),
    ] {
        assert!(site.file(file).lines().any(|l| l == line), "{file}: {}", site.file(file));
    }
    assert!(site.has("content/news/unfinished-secret-plan.jpg"), "{:#?}", site.files());
}

#[test]
fn wiki_links_are_links_and_pictures() {
    let site = notes(&["--languages", "en,fr"]);
    let text = site.file("content/news/low-tide.en.md");
    for part in [
        "![A boat on the sand](/news/pictures/bay.jpg)",
        "[the pier](/news/pier.md), Unfinished, [Moon](/essays/moon.md) and nothing.",
        "![The pier](/news/pictures/pier.jpg \"In the morning\")",
        "In code `[[Low tide]]` stays.",
        "src: /news/pictures/bay.jpg",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let about = site.file("content/about.en.md");
    assert!(about.contains("[the bay](/news/low-tide.md#why) and [the pier](/news/pier.md)"), "{about}");
    let page = site.out.page("/reports/low-tide/");
    assert!(page.attributes("main img", "srcset").iter().any(|srcset| srcset.contains("1280w")));
}

#[test]
fn the_report_says_what_must_be_decided_and_what_is_missing() {
    let site = notes(&[]);
    assert_eq!(site.found("Texts that say no language"), ["site.yaml: en"]);
    assert_eq!(site.found("Names that say a language"), ["*.fr.md: "]);
    assert!(site.found("Wiki links that lead to nothing")[0].contains("news/Low tide.md:18: Nowhere|nothing"));
    assert!(site.found("Pictures and files that texts name")[0].contains("gone.jpg"));
    assert_eq!(site.found("Comments, which readers did not see").len(), 1);
    assert_eq!(site.found("The text of the home page").len(), 1);
    assert!(site.found("Front matter that cannot be read")[0].contains("news/broken.md"));
    assert_eq!(site.report["check"]["errors"], 0);
}

#[test]
fn what_is_no_folder_of_markdown_is_told() {
    let site = archive("markdown");
    let run = site.run(&["import", "markdown", "source/news/strait/map.svg", "--into", "site"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("no folder of Markdown"), "{}", run.stderr);
    assert!(!site.root().join("site").exists());
}
