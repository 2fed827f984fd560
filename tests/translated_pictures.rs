//! Pictures that speak the reader's language: `map.fr.svg` beside `map.svg`.

#![allow(clippy::unwrap_used)]

mod common;

use common::preview::Preview;
use common::{CONFIG, Site, article, translation};

fn drawing(words: &str) -> String {
    format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 9'><text>{words}</text></svg>")
}

/// A story in two languages with a map that has a French variant, in the front matter and in the text.
fn newsroom(config: &str) -> Site {
    let body = "![A map](map.svg)\n\nAs [a file](map.svg), and <img src=\"map.svg\" alt=\"A map\">.";
    let story = article("A map", "2025-01-20", "iran", body)
        .replace("tags:", "image: { src: map.svg, social: map.png, alt: A map }\ntags:");
    let site = Site::new(&[
        ("site.yaml", &format!("{config}diagnostics: {{ D502: off }}\n")),
        ("content/news/a/index.en.md", &story),
        (
            "content/news/a/index.fr.md",
            &translation("Une carte", body).replace("summary:", "image: { alt: Carte }\nsummary:"),
        ),
        ("content/news/a/map.svg", &drawing("Black Sea")),
        ("content/news/a/map.fr.svg", &drawing("Mer Noire")),
        ("content/authors/ann.en.md", "---\nname: Ann\nphoto: ann.svg\n---\n"),
        ("content/authors/ann.svg", &drawing("Ann")),
        ("content/authors/ann.ru.svg", &drawing("Анна")),
    ]);
    for name in ["content/news/a/map.png", "content/news/a/map.fr.png"] {
        site.write(
            name,
            [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xb0\0\0\x02\x76\x08\x02\0\0\0"[..], name.as_bytes()].concat(),
        );
    }
    site
}

#[test]
fn readers_get_the_picture_of_their_language_wherever_it_is_named() {
    let out = newsroom(CONFIG).build_with(&["--strict"]);
    for (tag, name) in [("en", "map"), ("fr", "map.fr")] {
        let page = out.page(&format!("/{tag}/news/a/"));
        let address = format!("/media/news/a/{name}.svg");
        let shown = page.attributes("article img[src*='map'], main img[src*='map']", "src");
        assert!(shown.len() >= 3 && shown.iter().all(|src| *src == address), "{tag}: {shown:?}");
        assert_eq!(page.attributes("main a[href*='/media/']", "href"), [address.as_str()]);
        assert!(page.attribute("meta[property='og:image']", "content").ends_with(&format!("/{name}.png")));
        assert!(page.html().contains(&format!("\"https://news.example{address}\"")), "structured data");
        assert!(out.page(&format!("/{tag}/")).attributes("img", "src").contains(&address), "lists");
        for feed in ["feed.xml", "atom.xml", "feed.json"] {
            let feed = out.text(&format!("{tag}/{feed}"));
            assert!(feed.contains(&address), "{feed}");
        }
        assert!(out.text(&format!("sitemap-{tag}.xml")).contains(&address));
        assert!(out.has(&address[1..]));
    }
}

#[test]
fn a_text_that_stands_in_for_a_missing_translation_keeps_its_own_pictures() {
    let config = format!("{CONFIG}missing_translations: page\n");
    let site = newsroom(&config);
    site.write("content/news/a/map.ru.svg", drawing("Чёрное море"));
    let out = site.build();
    let page = out.page("/ru/news/a/");
    assert!(page.text("h1").contains("A map"));
    let shown = page.attributes("main img[src*='map']", "src");
    assert!(!shown.is_empty() && shown.iter().all(|src| src == "/media/news/a/map.svg"), "{shown:?}");
    assert!(!out.has("media/news/a/map.ru.svg"), "no page shows it");
}

#[test]
fn a_variety_of_a_language_is_served_by_the_language_and_by_those_it_falls_back_to() {
    let config = CONFIG.replace("[en, fr, ru]", "[en, fr-CA, { tag: ru, fallback: [fr-CA] }]");
    let site = Site::new(&[
        ("site.yaml", &config),
        ("content/news/a.en.md", &article("A map", "2025-01-20", "iran", "![A map](map.svg)")),
        ("content/news/a.fr-CA.md", &translation("Une carte", "![Carte](map.svg)")),
        ("content/news/a.ru.md", &translation("Карта", "![Карта](map.svg)")),
        ("content/news/map.svg", &drawing("Map")),
        ("content/news/map.fr.svg", &drawing("Carte")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ]);
    let shown =
        |site: &Site, tag: &str| site.build().page(&format!("/{tag}/news/a/")).attribute("main figure img", "src");
    assert_eq!(shown(&site, "en"), "/media/news/map.svg");
    assert_eq!(shown(&site, "fr-CA"), "/media/news/map.fr.svg");
    assert_eq!(shown(&site, "ru"), "/media/news/map.fr.svg");
    site.write("content/news/map.fr_ca.svg", drawing("Carte du Québec"));
    assert_eq!(shown(&site, "fr-CA"), "/media/news/map.fr_ca.svg");
}

#[test]
fn the_picture_of_an_author_speaks_the_language_of_the_page() {
    let site = newsroom(CONFIG);
    assert!(!site.build().has("media/authors/ann.ru.svg"), "nobody reads of her in Russian");
    site.write("content/news/a/index.ru.md", translation("Карта", "Текст."));
    let out = site.build();
    assert_eq!(out.page("/ru/authors/ann/").attributes("main img[src*='ann']", "src")[0], "/media/authors/ann.ru.svg");
    assert_eq!(out.page("/en/authors/ann/").attributes("main img[src*='ann']", "src")[0], "/media/authors/ann.svg");
    assert!(out.has("media/authors/ann.ru.svg"));
}

#[test]
fn dossiers_and_terms_speak_their_language_too() {
    let site = newsroom(CONFIG);
    for tag in ["en", "fr"] {
        site.write(
            &format!("content/dossiers/iran.{tag}.md"),
            "---\ntitle: Iran\nimage: { src: i.svg, alt: I }\ntags: [iran]\n---\n",
        );
        site.write(&format!("content/tags/iran.{tag}.md"), "---\nname: Iran\nimage: { src: t.svg, alt: T }\n---\n");
    }
    for name in ["dossiers/i.svg", "dossiers/i.fr.svg", "tags/t.svg", "tags/t.fr.svg"] {
        site.write(&format!("content/{name}"), drawing(name));
    }
    let out = site.build();
    for (address, name) in [
        ("/en/dossiers/iran/", "dossiers/i.svg"),
        ("/fr/dossiers/iran/", "dossiers/i.fr.svg"),
        ("/en/tags/iran/", "tags/t.svg"),
        ("/fr/tags/iran/", "tags/t.fr.svg"),
    ] {
        assert!(out.page(address).attributes("main img", "src").contains(&format!("/media/{name}")), "{address}");
    }
}

#[test]
fn a_file_that_is_named_with_its_language_is_what_was_asked_for() {
    let site = newsroom(CONFIG);
    site.write("content/news/b.en.md", article("B", "2025-01-21", "iran", "![A map](a/map.fr.svg)"));
    assert_eq!(site.build().page("/en/news/b/").attribute("main figure img", "src"), "/media/news/a/map.fr.svg");
}

#[test]
fn a_name_that_is_missing_leads_to_its_relative() {
    let site = newsroom(CONFIG);
    site.write("content/news/a/only.fr.svg", drawing("Seul"));
    site.write(
        "content/news/b/index.en.md",
        article("B", "2025-01-21", "iran", "![A map](../a/map.ru.svg)\n\n![One](../a/only.svg)"),
    );
    site.write(
        "content/news/c.en.md",
        article("C", "2025-01-21", "iran", "Text.").replace("tags:", "image: { src: a/map.ru.svg, alt: A }\ntags:"),
    );
    let (_, found) = site.check_json(&["--only", "D202"]);
    let hints: Vec<String> = found.iter().map(|problem| problem["hints"].to_string()).collect();
    assert_eq!(hints.len(), 3, "{found:?}");
    assert!(hints[0].contains("`map.svg` is there") && hints[2].contains("`map.svg` is there"), "{hints:?}");
    assert!(hints[1].contains("`only.fr.svg` is there"), "{hints:?}");
}

#[test]
fn a_draft_gives_away_none_of_its_variants() {
    let site = newsroom(CONFIG);
    let quokka =
        article("The quokka", "2025-01-22", "iran", "![A quokka](quokka.svg)").replace("tags:", "draft: true\ntags:");
    site.write("content/news/q/index.en.md", quokka);
    site.write("content/news/q/quokka.svg", drawing("Quokka"));
    site.write("content/news/q/quokka.fr.svg", drawing("Le quokka"));
    assert!(site.build().traces_of("quokka").is_empty());
    // A template that writes the address out gives it away.
    let base =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/gazette/templates/base.html")).unwrap();
    site.write(
        "templates/base.html",
        base.replace("</body>", "<img src=\"/media/news/q/quokka.fr.svg\" alt=\"\"></body>"),
    );
    let run = site.try_build(&[]);
    assert!(run.code == 1 && run.stderr.contains("D701"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn the_draft_of_a_translation_keeps_its_pictures_to_itself() {
    let site = newsroom(CONFIG);
    let french = translation("Une carte", "![Carte](map.svg)").replace("summary:", "draft: true\nsummary:");
    site.write("content/news/a/index.fr.md", french);
    let out = site.build();
    assert!(
        out.has("media/news/a/map.svg") && !out.has("media/news/a/map.fr.svg") && !out.has("media/news/a/map.fr.png")
    );
}

#[test]
fn a_variant_that_is_added_while_somebody_writes_comes_into_the_page() {
    let site = newsroom(CONFIG);
    site.remove("content/news/a/map.fr.svg");
    let preview = Preview::of(&site, &["--watch", "--now", common::NOW]);
    let shows = |name: &str| preview.get("/fr/news/a/").text().contains(&format!("src=\"/media/news/a/{name}\""));
    assert!(shows("map.svg"));
    site.write("content/news/a/map.fr.svg", drawing("Mer Noire"));
    let begin = std::time::Instant::now();
    while !shows("map.fr.svg") {
        assert!(begin.elapsed().as_secs() < 20, "the page still shows the other map");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(preview.get("/media/news/a/map.fr.svg").text().contains("Mer Noire"));
}
