//! A template cannot give away what is not public, either: each page is searched before anything is published.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Run, Site, article};

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>";

/// A public article, and others that are not.
fn site() -> Site {
    Site::new(&[
        ("content/news/open.en.md", &article("The open story", "2025-01-20", "iran", "Text.")),
        (
            "content/news/secret/index.en.md",
            "---\ntitle: The minister's secret visit to the island\ndate: 2025-03-01\nsummary: Nobody was to know that he went there \"by boat\" and stayed.\n\
             tags: [iran, quolls]\nauthor: zoe\nimage: { src: boat.svg, alt: A boat }\naliases: [/old/boat]\n---\nText.\n",
        ),
        ("content/news/secret/boat.svg", PICTURE),
        (
            "content/news/for-some.en.md",
            "---\ntitle: What only its readers should find here\ndate: 2025-01-01\nauthor: ann\nunlisted: true\n---\nText.\n",
        ),
        (
            "content/новости/тайна.ru.md",
            "---\ntitle: Тайный визит министра на остров\ndate: 2025-01-01\ndraft: true\n---\nТекст.\n",
        ),
        (
            "content/dossiers/islands.en.md",
            "---\ntitle: All the islands of the world\ntags: [iran]\ndraft: true\n---\nText.\n",
        ),
    ])
}

/// Builds with something in the footer of every page.
fn with_footer(site: &Site, footer: &str) -> Run {
    site.write(
        "templates/base.html",
        format!("{{% extends \"gazette/base.html\" %}}{{% block colophon %}}{footer}{{% endblock colophon %}}"),
    );
    site.try_build(&[])
}

#[test]
fn a_template_that_gives_away_a_hidden_text_stops_the_build() {
    for (footer, kind, place) in [
        (
            "<p translate=\"no\">The minister’s secret visit to the island</p>",
            "title",
            "content/news/secret/index.en.md:2:1",
        ),
        (
            "<p translate=\"no\">{{ \"The minister's secret visit to the island\" }}</p>",
            "title",
            "content/news/secret/index.en.md:2:1",
        ),
        (
            "<p translate=\"no\">Nobody was to know that he went there …</p>",
            "summary",
            "content/news/secret/index.en.md:4:1",
        ),
        ("<a href=\"/en/news/secret\">{{ site.title }}</a>", "address", "content/news/secret/index.en.md:2:1"),
        ("<a href=\"/en/tags/quolls/\">{{ site.title }}</a>", "tag or author", "content/news/secret/index.en.md:2:1"),
        ("<a href=\"/en/authors/zoe/\">{{ site.title }}</a>", "tag or author", "content/news/secret/index.en.md:2:1"),
        ("<p translate=\"no\">What only its readers should find here</p>", "title", "content/news/for-some.en.md:2:1"),
        ("<a href=\"/en/news/secret/\">{{ site.title }}</a>", "address", "content/news/secret/index.en.md:2:1"),
        (
            "<a href=\"{{ site.base_url }}/en/news/secret/\">{{ site.title }}</a>",
            "address",
            "content/news/secret/index.en.md:2:1",
        ),
        ("<a href=\"/old/boat\">{{ site.title }}</a>", "address", "content/news/secret/index.en.md:2:1"),
        ("<p data-id=\"news/secret\"></p>", "id", "content/news/secret/index.en.md:2:1"),
        ("<img src=\"/media/news/secret/boat.svg\" alt=\"\">", "picture", "content/news/secret/index.en.md:2:1"),
        ("<p translate=\"no\">Тайный визит министра на остров</p>", "title", "content/новости/тайна.ru.md:2:1"),
        ("<a href=\"/ru/новости/тайна/\">{{ site.title }}</a>", "address", "content/новости/тайна.ru.md:2:1"),
        (
            "<a href=\"/ru/{{ \"новости\" | url_encode }}/{{ \"тайна\" | url_encode }}/\">{{ site.title }}</a>",
            "address",
            "content/новости/тайна.ru.md:2:1",
        ),
        ("<p translate=\"no\">All the islands of the world</p>", "title", "content/dossiers/islands.en.md:2:1"),
        ("<a href=\"/en/dossiers/islands/\">{{ site.title }}</a>", "address", "content/dossiers/islands.en.md:2:1"),
    ] {
        let site = site();
        let run = with_footer(&site, footer);
        assert_eq!(run.code, 1, "{footer}: {}{}", run.stdout, run.stderr);
        assert!(!site.out().folder.exists(), "nothing is published");
        let expected = format!("{place}: error[D701]: `404.html` and ");
        assert!(
            run.stderr.contains(&expected) && run.stderr.contains(&format!(" its {kind} `")),
            "{footer}: {}",
            run.stderr
        );
        assert!(run.stderr.contains("look in the template `404.html`"), "{}", run.stderr);
        let (code, problems) = site.check_json(&[]);
        assert!(code == 1 && problems.iter().any(|problem| problem["code"] == "D701"), "`check` finds it, too");
    }
}

#[test]
fn what_was_published_before_stays_as_it_was() {
    let site = site();
    let before = site.build().files();
    assert_eq!(with_footer(&site, "<a href=\"/en/news/secret/\">{{ site.title }}</a>").code, 1);
    assert!(site.out().files() == before);
}

#[test]
fn what_is_shown_on_purpose_gives_nothing_away() {
    let site = site();
    site.write("templates/base.html", "{% extends \"gazette/base.html\" %}{% block colophon %}<a href=\"/en/news/secret/\">{{ site.title }}</a>{% endblock colophon %}");
    assert_eq!(site.try_build(&["--future"]).code, 0, "the article is there");
}

#[test]
fn what_public_texts_say_as_well_is_no_secret() {
    let site = site();
    // The same headline on a public article, a standfirst that a public text quotes over two lines, an id that is the
    // beginning of a public one, a hidden text that is called like a word of the theme.
    site.write(
        "content/news/again.en.md",
        article(
            "The minister's secret visit to the island",
            "2025-01-19",
            "iran",
            "It is said: *nobody was\nto* know.",
        ),
    );
    site.write(
        "content/news/quoting.en.md",
        article("Quoting", "2025-01-18", "iran", "\"Nobody was to know that\nhe went **there**\" — so it\nwas."),
    );
    site.write("content/news/secret-ballot.en.md", article("A secret ballot", "2025-01-18", "iran", "Text."));
    for (name, title) in [
        ("a", "More on this topic"),
        ("b", "January 2025"),
        ("c", "News"),
        ("d", "The Gazette"),
        ("e", "The open story"),
    ] {
        site.write(
            &format!("content/news/{name}.en.md"),
            format!("---\ntitle: {title}\ndate: 2025-01-02\ndraft: true\n---\nText.\n"),
        );
    }
    let run = site.try_build(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(site.out().page("/en/news/quoting/").text("article").contains("know that he went"));
}

#[test]
fn a_hidden_translation_does_not_make_a_secret_of_its_public_story() {
    let site = site();
    site.write("site.yaml", format!("{}missing_translations: page\n", common::CONFIG));
    site.write(
        "content/news/open.fr.md",
        "---\ntitle: Le récit que personne ne lit encore\ndraft: true\n---\nTexte.\n",
    );
    let out = site.build();
    assert!(out.has("fr/news/open/index.html"), "a page stands in for the draft, at the same address");
    assert!(out.traces_of("personne ne lit").is_empty());
}
