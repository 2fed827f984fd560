//! The list of corrections of each language.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site, article, translation};

fn corrected(title: &str, date: &str, corrections: &str) -> String {
    article(title, date, "a", "Text.").replacen("---\n", &format!("---\ncorrections:\n{corrections}"), 1)
}

fn site() -> Site {
    Site::new(&[
        (
            "content/news/one.en.md",
            &corrected(
                "One",
                "2025-01-01",
                "  - { date: 2025-01-05, text: It was \"5 < 6\". }\n  - { date: 2025-01-20, text: Again. }\n",
            ),
        ),
        ("content/news/one.fr.md", &translation("Un", "Texte.")),
        ("content/news/two.en.md", &corrected("Two", "2025-01-02", "  - { date: 2025-01-10, text: A name. }\n")),
        ("content/news/secret.en.md", &corrected("Secret", "2025-03-01", "  - { date: 2025-01-11, text: Hush. }\n")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ])
}

#[test]
fn all_corrections_of_a_language_stand_on_one_page_the_newest_first() {
    let published = site().build();
    let page = published.page("/en/corrections/");
    assert_eq!(page.texts(".correction h2"), ["One", "Two", "One"]);
    assert_eq!(page.texts(".correction > p:last-child"), ["Again.", "A name.", "It was “5 < 6”."]);
    assert_eq!(page.texts(".correction time")[0], "January 20, 2025");
    assert_eq!(page.attributes(".correction h2 a", "href")[1], "/en/news/two/#corrections");
    assert_eq!(published.traces_of("Hush"), [""; 0]);
}

#[test]
fn a_language_without_corrections_has_no_such_page_and_no_link_to_it() {
    let published = site().build();
    assert!(!published.has("fr/corrections/index.html"));
    let links = |address: &str| published.page(address).attributes(".colophon a", "href");
    assert!(links("/en/").contains(&"/en/corrections/".to_owned()));
    assert!(!links("/fr/").iter().any(|link| link.contains("corrections")));
    assert_eq!(published.page("/en/news/one/").attributes(".corrections a", "href"), ["/en/corrections/"]);
}

#[test]
fn the_list_is_paginated_at_an_address_of_choice_and_known_to_the_sitemap() {
    let site = site();
    site.write("site.yaml", format!("{CONFIG}paginate: 2\npermalinks: {{ corrections: /errata/ }}\n"));
    let french = "---\ntitle: Un\nsummary: Un.\ncorrections: [{ date: 2025-01-05, text: Faux. }]\n---\nTexte.\n";
    site.write("content/news/one.fr.md", french);
    let published = site.build();
    assert_eq!(published.page("/en/errata/page/2/").texts(".correction h2"), ["One"]);
    assert_eq!(published.page("/en/errata/").alternates()["fr"], "https://news.example/fr/errata/");
    assert!(published.text("sitemap-en.xml").contains("https://news.example/en/errata/page/2/"));
}

#[test]
fn a_correction_that_is_dated_ahead_waits_for_its_day() {
    let dated = article("A", "2025-01-10", "tea", "x").replacen(
        "---\n",
        "---\nupdated: 2025-02-10\ncorrections: [{ date: 2025-02-20, text: Quagga. }]\n",
        1,
    );
    let site = Site::new(&[("content/news/a.en.md", &dated)]);
    let out = site.build();
    assert_eq!(out.traces_of("Quagga"), Vec::<String>::new());
    assert!(!out.text("en/atom.xml").contains("2025-02"), "nor does it move a date");
    let run = site.run(&["schedule", "--json", "--now", common::NOW]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let changes = report["changes"].as_array().unwrap().iter();
    let changes: Vec<_> = changes.map(|c| (c["at"].as_str().unwrap(), c["change"].as_str().unwrap())).collect();
    assert_eq!(changes, [("2025-02-10T00:00:00+01:00", "is-updated"), ("2025-02-20T00:00:00+01:00", "is-updated")]);
    let run = site.run(&["build", "--now", "2025-02-20T00:00:00Z"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(site.out().text("en/corrections/index.html").contains("Quagga"));
}
