//! Structured data and link previews, read as a search engine and a network read them.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Page, Site, article, translation};
use serde_json::{Value, json};

/// The nodes of a page by their types.
fn graph(page: &Page) -> Vec<Value> {
    let texts = page.texts("head script[type='application/ld+json']");
    assert_eq!(texts.len(), 1);
    let document: Value = serde_json::from_str(&texts[0]).unwrap();
    assert_eq!(document["@context"], "https://schema.org");
    document["@graph"].as_array().unwrap().clone()
}

fn node(page: &Page, kind: &str) -> Value {
    graph(page).into_iter().find(|node| node["@type"] == kind).unwrap_or_else(|| panic!("no {kind}"))
}

fn meta(page: &Page, name: &str) -> Vec<String> {
    page.attributes(&format!("meta[property='{name}'], meta[name='{name}']"), "content")
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xb0\0\0\x02\x76\x08\x02\0\0\0";

fn site() -> Site {
    let treaty = article("A <b> & C’s", "2025-01-10", "iran, tea", "One two *three*.\n\nFour.").replacen(
        "---\n",
        "---\nkind: analysis\ndateline: Moscow\nimage: { src: map.svg, alt: A map, caption: The map, credit: Us }\n\
         corrections: [{ date: 2025-01-20, text: It was </script>. }]\n",
        1,
    );
    let site = Site::new(&[
        ("content/news/treaty.en.md", &treaty),
        ("content/news/treaty.fr.md", &translation("Le traité", "Un.")),
        ("content/news/plain.en.md", &article("Plain", "2025-01-11", "tea", "Words.")),
        ("content/about.en.md", "---\ntitle: About\n---\nUs.\n"),
        ("content/about.fr.md", "---\ntitle: À propos\n---\nNous.\n"),
        ("content/ethics.en.md", "---\ntitle: Ethics\n---\nGood.\n"),
        (
            "content/authors/ann.en.md",
            "---\nname: Ann\nrole: Editor\nlinks: [{ title: Site, url: \"https://ann.example\" }]\n---\nAnn *writes*.\n",
        ),
        ("content/authors/ann.fr.md", "---\nname: Anne\nrole: Rédactrice\n---\nElle écrit.\n"),
        ("content/news/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 675\"/>"),
        ("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\ntag-tea = Tea\n"),
        ("locales/fr/names.ftl", "section-news = Actualités\ntag-iran = Iran\ntag-tea = Thé\n"),
    ]);
    site.write("static/card.png", PNG);
    site.write("static/logo.png", PNG);
    let more = "social_image: card.png\nspeakable: [h1]\ntwitter: \"@gazette\"\npublisher:\n  name: { en: The Gazette, fr: La Gazette }\n  \
                legal_name: Gazette Ltd\n  logo: logo.png\n  founded: 2021-05-01\n  email: a@news.example\n  policies: { publishing_principles: about }\n\
                follow: [{ title: X, url: \"https://x.com/gazette\" }]\n";
    site.write("site.yaml", format!("{CONFIG}{more}"));
    site
}

#[test]
fn an_article_says_what_it_is_in_words_of_schema_org() {
    let published = site().build();
    let page = published.page("/en/news/treaty/");
    let node = node(&page, "AnalysisNewsArticle");
    let url = "https://news.example/en/news/treaty/";
    assert_eq!(node["headline"], "A <b> & C’s");
    assert_eq!(node["@id"], format!("{url}#article"));
    assert_eq!(node["mainEntityOfPage"], url);
    assert_eq!(node["inLanguage"], "en");
    assert_eq!(node["datePublished"], "2025-01-10T00:00:00+01:00");
    assert_eq!(node["dateModified"], "2025-01-20T00:00:00+01:00", "a correction is a change");
    assert_eq!(node["author"][0]["name"], "Ann");
    assert_eq!(node["author"][0]["url"], "https://news.example/en/authors/ann/");
    assert_eq!(node["author"][0]["sameAs"], json!(["https://ann.example"]));
    assert_eq!(node["publisher"]["logo"]["width"], 1200);
    assert_eq!(node["image"][0]["url"], "https://news.example/media/news/map.svg");
    assert_eq!(node["image"][0]["height"], 675);
    assert_eq!(node["image"][0]["creditText"], "Us");
    assert_eq!(node["articleSection"], "News");
    assert_eq!(node["keywords"], json!(["Iran", "Tea"]));
    assert_eq!(node["dateline"], "Moscow");
    assert_eq!(node["correction"][0]["text"], "It was </script>.");
    assert_eq!(node["speakable"]["cssSelector"], json!(["h1"]));
    assert_eq!(node["isAccessibleForFree"], true);
    assert_eq!(node["workTranslation"][0]["@id"], "https://news.example/fr/news/treaty/#article");
}

#[test]
fn a_translation_names_its_original_and_speaks_its_language() {
    let published = site().build();
    let node = node(&published.page("/fr/news/treaty/"), "AnalysisNewsArticle");
    assert_eq!(node["translationOfWork"]["@id"], "https://news.example/en/news/treaty/#article");
    assert_eq!(node["translationOfWork"]["inLanguage"], "en");
    assert_eq!(node["workTranslation"], Value::Null);
    assert_eq!(node["author"][0]["name"], "Anne");
    assert_eq!(node["author"][0]["@id"], "https://news.example/#author-ann", "one person in all languages");
    assert_eq!(node["publisher"]["name"], "La Gazette");
    assert_eq!(node["keywords"], json!(["Iran", "Thé"]));
}

#[test]
fn a_page_around_another_language_is_not_told_as_an_article() {
    let site = site();
    let config = std::fs::read_to_string(site.root().join("site.yaml")).unwrap();
    site.write("site.yaml", format!("{config}missing_translations: page\n"));
    let page = site.build().page("/fr/news/plain/");
    let types: Vec<Value> = graph(&page).iter().map(|node| node["@type"].clone()).collect();
    assert_eq!(types, ["BreadcrumbList"]);
}

#[test]
fn breadcrumbs_lead_from_the_home_page_to_every_kind_of_page() {
    let published = site().build();
    let names = |address: &str| {
        let list = node(&published.page(address), "BreadcrumbList");
        let items = list["itemListElement"].as_array().unwrap().clone();
        for (i, item) in items.iter().enumerate() {
            assert_eq!(item["position"], i + 1);
            assert!(item["item"].as_str().unwrap().starts_with("https://news.example/"));
        }
        items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("/fr/news/treaty/"), ["The Gazette", "Actualités", "Le traité"]);
    assert_eq!(names("/en/tags/iran/"), ["The Gazette", "Topics", "Iran"]);
    assert_eq!(names("/en/authors/ann/"), ["The Gazette", "Authors", "Ann"]);
    assert_eq!(names("/en/archive/2025/01/"), ["The Gazette", "Archive", "2025", "January 2025"]);
    assert_eq!(names("/en/about/"), ["The Gazette", "About"]);
    assert_eq!(names("/en/corrections/"), ["The Gazette", "Corrections"]);
}

#[test]
fn the_home_page_tells_all_of_the_publisher() {
    let published = site().build();
    let home = published.page("/fr/");
    let publisher = node(&home, "NewsMediaOrganization");
    assert_eq!(publisher["name"], "La Gazette");
    assert_eq!(publisher["legalName"], "Gazette Ltd");
    assert_eq!(publisher["foundingDate"], "2021-05-01");
    assert_eq!(publisher["sameAs"], json!(["https://x.com/gazette"]));
    assert_eq!(publisher["publishingPrinciples"], "https://news.example/fr/about/");
    assert_eq!(
        publisher["ethicsPolicy"], "https://news.example/en/ethics/",
        "the nearest language, by its customary id"
    );
    assert_eq!(node(&home, "WebSite")["publisher"]["@id"], publisher["@id"]);
    assert_eq!(node(&published.page("/en/about/"), "AboutPage")["isPartOf"]["@id"], "https://news.example/en/#website");
}

#[test]
fn an_author_has_a_profile_and_a_list_is_a_collection() {
    let published = site().build();
    let profile = node(&published.page("/en/authors/ann/"), "ProfilePage");
    assert_eq!(profile["mainEntity"]["description"], "Ann writes.");
    assert_eq!(profile["mainEntity"]["jobTitle"], "Editor");
    assert_eq!(profile["mainEntity"]["worksFor"]["@id"], "https://news.example/#publisher");
    for address in ["/en/news/", "/en/tags/iran/", "/en/tags/", "/en/archive/", "/en/corrections/"] {
        assert_eq!(node(&published.page(address), "CollectionPage")["url"], format!("https://news.example{address}"));
    }
    for address in ["/", "/en/404.html"] {
        assert!(!published.page(address).has("script"), "{address}");
    }
}

#[test]
fn previews_know_languages_pictures_and_what_an_article_has() {
    let site = site();
    let config = std::fs::read_to_string(site.root().join("site.yaml")).unwrap();
    site.write("site.yaml", format!("{config}social_cards: false\n"));
    site.write("content/news/wide.jpg", common::pictures::photograph(1600, 900));
    site.write(
        "content/news/pictured.en.md",
        article("Pictured", "2025-01-12", "tea", "Text.").replacen(
            "---\n",
            "---\nexpires: 2026-01-01\nimage: { src: map.svg, social: wide.jpg, alt: Alt }\n",
            1,
        ),
    );
    let published = site.build();
    let page = published.page("/fr/news/treaty/");
    assert_eq!(meta(&page, "og:locale"), ["fr_FR"]);
    assert_eq!(meta(&page, "og:locale:alternate"), ["en_US"]);
    assert_eq!(meta(&page, "og:type"), ["article"]);
    assert_eq!(meta(&page, "og:image"), ["https://news.example/card.png"], "networks show no SVG");
    assert_eq!(meta(&page, "og:image:width"), ["1200"]);
    assert_eq!(meta(&page, "og:image:height"), ["630"]);
    assert_eq!(meta(&page, "og:image:type"), ["image/png"]);
    assert_eq!(meta(&page, "twitter:card"), ["summary_large_image"]);
    assert_eq!(meta(&page, "twitter:site"), ["@gazette"]);
    assert_eq!(meta(&page, "article:section"), ["Actualités"]);
    assert_eq!(meta(&page, "article:tag"), ["Iran", "Thé"]);
    assert_eq!(meta(&page, "article:author"), ["https://news.example/fr/authors/ann/"]);
    let pictured = published.page("/en/news/pictured/");
    let [picture] = &meta(&pictured, "og:image")[..] else { panic!("one picture") };
    assert!(picture.starts_with("https://news.example/assets/media/news/wide.") && picture.ends_with(".1280.jpg"));
    assert_eq!(meta(&pictured, "og:image:alt"), ["Alt"]);
    assert_eq!(meta(&pictured, "article:expiration_time"), ["2026-01-01T00:00:00+01:00"]);
    assert!(published.has(picture.strip_prefix("https://news.example/").unwrap()));
}

#[test]
fn a_site_that_says_nothing_of_its_publisher_still_says_who_it_is() {
    let site = Site::new(&[
        ("site.yaml", &format!("{CONFIG}social_cards: false\n")),
        ("content/news/a.en.md", &article("A", "2025-01-10", "tea", "Text.")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ]);
    let published = site.build();
    let page = published.page("/en/news/a/");
    assert_eq!(node(&page, "NewsArticle")["publisher"]["name"], "The Gazette");
    assert_eq!(meta(&page, "og:image"), [""; 0]);
    assert_eq!(meta(&page, "twitter:card"), ["summary"]);
}

#[test]
fn mistakes_in_the_configuration_have_a_place_and_a_way_out() {
    let site = site();
    let bad = "social_image: card.svg\ntwitter: gazette\npublisher:\n  logo: loga.png\n  same_as: [x.com]\n  policies:\n    ethics: ethica\n";
    site.write("site.yaml", format!("{CONFIG}{bad}"));
    let (_, problems) = site.check_json(&[]);
    let mut found: Vec<(u64, String)> = problems
        .iter()
        .filter(|d| d["path"] == "site.yaml")
        .map(|d| (d["line"].as_u64().unwrap(), d["hints"].to_string()))
        .collect();
    found.sort();
    let lines: Vec<u64> = found.iter().map(|f| f.0).collect();
    assert_eq!(lines, [5, 6, 8, 9, 11], "{found:?}");
    assert!(found[2].1.contains("`logo.png`"), "{found:?}");
    assert!(found[4].1.contains("`ethics`"), "{found:?}");
}

#[test]
fn share_links_are_plain_links_with_the_address_and_the_title_encoded() {
    let site = site();
    let page = site.build().page("/fr/news/treaty/");
    let links = page.attributes(".share a", "href");
    assert_eq!(
        links[0],
        "https://t.me/share/url?url=https%3A%2F%2Fnews.example%2Ffr%2Fnews%2Ftreaty%2F&text=Le%20trait%C3%A9"
    );
    assert_eq!(page.texts(".share a")[0], "Partager sur Telegram");
    assert!(page.attributes(".share a", "rel").iter().all(|rel| rel.split(' ').any(|word| word == "nofollow")));
    let config = std::fs::read_to_string(site.root().join("site.yaml")).unwrap();
    site.write("site.yaml", format!("{config}options: {{ share: [] }}\n"));
    assert!(!site.build().page("/fr/news/treaty/").has(".share"));
}

#[test]
fn a_channel_has_a_sign_from_a_file_of_the_theme_and_its_name_for_voices() {
    let names =
        "telegram vk x facebook youtube instagram linkedin whatsapp mastodon bluesky threads tiktok email rss pigeon";
    let names: Vec<&str> = names.split(' ').collect();
    let link = |name: &&str| format!("  - {{ title: On {name}, url: \"https://{name}.example/\", icon: {name} }}\n");
    let links: String = names.iter().map(link).collect();
    let site = Site::new(&[("content/news/a.en.md", &article("A", "2025-01-10", "tea", "Text."))]);
    site.write("site.yaml", format!("{CONFIG}social_cards: false\nfollow:\n{links}"));
    let published = site.build();
    let page = published.page("/en/news/a/");
    assert_eq!(page.texts(".follow li a"), names.iter().map(|name| format!("On {name}")).collect::<Vec<_>>());
    let signs = page.attributes(".follow li use", "href");
    assert_eq!(signs.len(), names.len());
    for (name, address) in names.into_iter().zip(signs) {
        let (file, id) = address.split_once('#').unwrap();
        assert_eq!(id, if name == "pigeon" { "link" } else { name });
        assert!(published.text(file.trim_start_matches('/')).contains(&format!(" id=\"{id}\"")), "{file} lacks {id}");
    }
    let own = "{% component icon_path(name: string) -%}\n{% if name == \"pigeon\" %}<path d=\"M0 0h24v24Z\"/>\
        {% else %}{{ <sign name={name} /> }}{% endif %}\n{%- endcomponent icon_path %}";
    site.write("templates/signs.html", own);
    let page = site.build().page("/en/news/a/");
    assert!(page.has(".follow a[href='https://pigeon.example/'] svg > path"), "{}", page.html());
    assert!(page.has(".follow a[href='https://rss.example/'] use[href$='#rss']"), "{}", page.html());
}

#[test]
fn a_network_that_nobody_knows_is_an_error_that_names_the_known_ones() {
    let site = site();
    let config = std::fs::read_to_string(site.root().join("site.yaml")).unwrap();
    site.write("site.yaml", format!("{config}options: {{ share: [telegramm] }}\n"));
    let run = site.try_build(&[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("no `telegramm`: it may be telegram, vk"), "{}", run.stderr);
    site.write("site.yaml", format!("{config}options: {{ share: [email, mastodon] }}\n"));
    let links = site.build().page("/en/news/treaty/").attributes(".share a", "href");
    assert!(links[0].starts_with("mailto:?subject=") && links[1].contains("text="), "{links:?}");
}
