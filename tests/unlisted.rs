//! Articles that only those find who have their address.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Site, article, translation};

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>";

/// A listed story with an unlisted translation, and a story that is unlisted in both of its languages.
fn with_unlisted_articles() -> Site {
    let quokka = article("The quokka dossier", "2025-01-25", "iran, quokka-tag", "A quokka.")
        .replace("author: ann", "author: [ann, quokka-author]\nunlisted: true\nfeatured: true\naliases: [/old/quokka]\nimage: { src: quokka.svg, alt: A }\ncorrections: [{ date: 2025-01-26, text: No quokka. }]");
    let treaty =
        article("The treaty", "2025-01-20", "iran", "Text.").replace("tags:", "related: [analysis/quokka]\ntags:");
    Site::new(&[
        ("content/analysis/quokka/index.en.md", &quokka),
        ("content/analysis/quokka/index.fr.md", &translation("Le quokka", "Un quokka.")),
        ("content/analysis/quokka/quokka.svg", PICTURE),
        ("content/analysis/treaty.en.md", &treaty),
        ("content/analysis/treaty.fr.md", &translation("Le traité", "Texte.")),
        (
            "content/analysis/treaty.ru.md",
            &translation("Договор о суслике", "Текст.").replace("summary:", "unlisted: true\nsummary:"),
        ),
        ("content/analysis/other.en.md", &article("The other", "2025-01-10", "iran", "Text.")),
        ("content/quokka-page.en.md", "---\ntitle: A quokka page\nunlisted: true\n---\nText.\n"),
        (
            "content/dossiers/iran.en.md",
            "---\ntitle: Iran\ntags: [iran, quokka-tag]\narticles: [analysis/quokka, quokka-page]\n---\n",
        ),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("content/authors/quokka-author.en.md", "---\nname: Q. Quokka\n---\nWrites.\n"),
    ])
}

/// Traces but for the article's own card, which its page alone names (`tests/social_cards.rs`).
fn without_cards(traces: Vec<String>) -> Vec<String> {
    traces.into_iter().filter(|path| !path.starts_with("assets/cards/")).collect()
}

#[test]
fn an_unlisted_article_is_on_its_own_pages_alone() {
    let out = with_unlisted_articles().build();
    let traces = without_cards(out.traces_of("quokka"));
    assert_eq!(
        traces,
        [
            "en/analysis/quokka/index.html",
            "en/quokka-page/index.html",
            "fr/analysis/quokka/index.html",
            "media/analysis/quokka/quokka.svg",
            "old/quokka/index.html"
        ]
    );
    assert_eq!(out.traces_of("суслик"), ["ru/analysis/treaty/index.html"]);
    assert!(!out.has("ru/analysis/index.html") && !out.has("ru/archive/index.html"), "no list has it");
    assert!(!out.has("news-sitemap-ru.xml") && !out.has("en/corrections/index.html"));
    assert!(out.page("/en/tags/iran/").text("main").contains("The treaty"));
}

#[test]
fn the_page_of_an_unlisted_article_is_whole_and_asks_not_to_be_indexed() {
    let out = with_unlisted_articles().build();
    let page = out.page("/en/analysis/quokka/");
    assert_eq!(page.attribute("meta[name=robots]", "content"), "noindex");
    assert!(page.has("article img[src='/media/analysis/quokka/quokka.svg']"));
    assert!(page.texts("nav.tags li").iter().any(|tag| tag.eq_ignore_ascii_case("quokka tag")), "{}", page.html());
    assert_eq!(page.attributes("nav.tags a", "href"), ["/en/tags/iran/"], "a tag that no list has is a word");
    assert_eq!(page.attributes("p.byline a", "href"), ["/en/authors/ann/"]);
    assert!(page.text("footer .authors").contains("Q. Quokka"));
    assert!(page.text(".related").contains("The treaty"), "its reader may go on to the others");
    assert!(page.has("nav.languages a[href='/fr/analysis/quokka/']"), "its translations name each other");
    assert!(page.alternates().is_empty(), "to readers, not to search engines");
}

#[test]
fn a_listed_article_does_not_give_away_its_unlisted_translation() {
    let out = with_unlisted_articles().build();
    let page = out.page("/en/analysis/treaty/");
    assert!(!page.html().contains("/ru/analysis/treaty/"));
    assert!(page.has("a[href='/ru/'][hreflang=ru]"), "the language bar leads home");
    assert!(!page.alternates().contains_key("ru"));
    let page = out.page("/ru/analysis/treaty/");
    assert!(page.has("a[href='/en/analysis/treaty/'][hreflang=en]"));
    assert!(page.alternates().is_empty(), "hreflang is reciprocal or not there");
}

#[test]
fn a_link_in_a_text_leads_to_an_unlisted_article() {
    let site = with_unlisted_articles();
    site.write("content/analysis/other.en.md", article("The other", "2025-01-10", "iran", "[This](quokka/index.md)."));
    let out = site.build();
    assert!(out.page("/en/analysis/other/").has("article a[href='/en/analysis/quokka/']"));
}

#[test]
fn where_a_translation_is_missing_no_page_stands_in_for_it_with_an_unlisted_text() {
    let site = with_unlisted_articles();
    site.write("site.yaml", format!("{}missing_translations: page\n", common::CONFIG));
    let out = site.build();
    assert!(!out.has("ru/analysis/quokka/index.html") && !out.has("fr/quokka-page/index.html"));
    assert!(out.page("/ru/analysis/other/").has("h1"), "a listed one has such a page");
}

#[test]
fn no_file_for_hosts_names_an_unlisted_article() {
    let site = Site::new(&[
        (
            "content/news/a.en.md",
            &article("A", "2025-01-10", "tea", "x").replacen("---\n", "---\naliases: [/old]\n", 1),
        ),
        (
            "content/news/quokka.en.md",
            &article("B", "2025-01-10", "tea", "x").replacen(
                "---\n",
                "---\nunlisted: true\naliases: [/quokka-old]\n",
                1,
            ),
        ),
    ]);
    site.write("site.yaml", format!("{}redirects: [netlify, nginx, apache]\n", common::CONFIG));
    let out = site.build();
    assert!(out.text("_redirects").contains("/old /en/news/a/ 301"));
    assert_eq!(without_cards(out.traces_of("quokka")), ["en/news/quokka/index.html", "quokka-old/index.html"]);
}
