//! Feeds as feed readers get them. Other people's programs read them in CI (`.ci/feeds.py`); here is what they must say.

#![allow(clippy::unwrap_used)]

mod common;

use common::pictures;
use common::{CONFIG, Published, Site, article, translation};
use serde_json::Value;
use std::collections::BTreeSet;

const BODY: &str = "See [the other](plain.md), [below](#down), [out](https://x.example/?a=1&b=2).\n\n![Map](in%20text.png \"The map\")\n\n## Down\n\nEnd `]]>` of it.";

fn treaty() -> String {
    article("A & <B>", "2025-01-10T09:00", "iran, tea", BODY).replacen(
        "---\n",
        "---\nupdated: 2025-01-12\nimage: { src: lead.png, alt: 'A \"map\"', caption: A map, credit: Us }\n\
         corrections: [{ date: 2025-01-20, text: It was <two>. }]\n",
        1,
    )
}

fn site() -> Site {
    let site = Site::new(&[
        ("content/news/treaty.en.md", &treaty()),
        ("content/news/treaty.fr.md", &translation("Le traité", "Voir [ceci](plain.md).")),
        ("content/news/plain.en.md", &article("Plain", "2025-01-11", "tea", "Words.")),
        ("content/opinion/old.en.md", &article("Old", "2024-01-11", "tea", "Words.")),
        ("content/about.en.md", "---\ntitle: About\n---\nUs.\n"),
        ("content/authors/ann.en.md", "---\nname: Ann\nphoto: ann.png\n---\nAnn writes.\n"),
        ("content/dossiers/tea.en.md", "---\ntitle: All tea\ntags: tea\norder: oldest\n---\nOn tea.\n"),
        ("locales/en/names.ftl", "section-news = News\nsection-opinion = Opinion\ntag-iran = Iran\ntag-tea = Tea\n"),
        ("locales/fr/names.ftl", "section-news = Actualités\n    .slug = actualites\ntag-iran = Iran\ntag-tea = Thé\n"),
    ]);
    for picture in ["content/news/lead.png", "content/news/in text.png", "content/authors/ann.png"] {
        site.write(picture, pictures::transparent(1200, 630));
    }
    site
}

/// Whether an address is that of a picture, in one width.
fn is_of(address: &str, picture: &str) -> bool {
    address.starts_with(&format!("https://news.example/assets/media/{picture}.")) && address.ends_with(".1200.png")
}

fn rss(out: &Published, path: &str) -> rss::Channel {
    rss::Channel::read_from(out.text(path).as_bytes()).unwrap()
}

fn atom(out: &Published, path: &str) -> atom_syndication::Feed {
    atom_syndication::Feed::read_from(out.text(path).as_bytes()).unwrap()
}

fn json(out: &Published, path: &str) -> Value {
    serde_json::from_str(&out.text(path)).unwrap()
}

fn titles(feed: &Value) -> Vec<&str> {
    feed["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect()
}

#[test]
fn every_list_with_articles_has_a_feed() {
    let out = site().build();
    let feeds: BTreeSet<String> =
        out.files().into_keys().filter_map(|path| Some(path.strip_suffix("feed.xml")?.to_owned())).collect();
    let expected = [
        "en/",
        "en/authors/ann/",
        "en/dossiers/tea/",
        "en/news/",
        "en/opinion/",
        "en/tags/iran/",
        "en/tags/tea/",
        "fr/",
        "fr/actualites/",
        "fr/authors/ann/",
        "fr/tags/iran/",
        "fr/tags/tea/",
        "ru/",
    ];
    assert_eq!(feeds, expected.map(str::to_owned).into());
    for list in &feeds {
        let entries = rss(&out, &format!("{list}feed.xml")).items().len();
        // Those of home and sections are in every format.
        let is_polled = !["tags", "authors", "dossiers"].iter().any(|kind| list.contains(kind));
        assert_eq!(out.has(&format!("{list}atom.xml")), is_polled, "{list}");
        assert_eq!(out.has(&format!("{list}feed.json")), is_polled, "{list}");
        if is_polled {
            assert_eq!(json(&out, &format!("{list}feed.json"))["items"].as_array().unwrap().len(), entries, "{list}");
            assert_eq!(atom(&out, &format!("{list}atom.xml")).entries().len(), entries, "{list}");
        }
    }
    assert_eq!(titles(&json(&out, "en/feed.json")), ["Plain", "A & <B>", "Old"]);
    assert_eq!(titles(&json(&out, "en/news/feed.json")), ["Plain", "A & <B>"]);
    let of_rss = |path: &str| -> Vec<String> {
        rss(&out, path).items().iter().filter_map(|item| item.title().map(str::to_owned)).collect()
    };
    assert_eq!(of_rss("en/tags/iran/feed.xml"), ["A & <B>"]);
    assert_eq!(of_rss("en/dossiers/tea/feed.xml"), ["Plain", "A & <B>", "Old"], "the newest first");
    assert_eq!(titles(&json(&out, "ru/feed.json")), [""; 0], "nothing is published in it yet");
}

#[test]
fn an_entry_tells_everything_in_every_format() {
    let out = site().build();
    let url = "https://news.example/en/news/treaty/";
    let id = "tag:news.example,2025:news/treaty:en";

    let channel = rss(&out, "en/news/feed.xml");
    assert_eq!(channel.language(), Some("en"));
    assert_eq!(channel.link(), "https://news.example/en/news/");
    let own = &channel.atom_ext().unwrap().links[0];
    assert_eq!((own.rel.as_str(), own.href.as_str()), ("self", "https://news.example/en/news/feed.xml"));
    let item = &channel.items()[1];
    assert_eq!(item.title(), Some("A & <B>"));
    assert_eq!(item.link(), Some(url));
    assert_eq!((item.guid().unwrap().value(), item.guid().unwrap().is_permalink()), (id, false));
    assert_eq!(item.pub_date(), Some("Fri, 10 Jan 2025 09:00:00 +0100"));
    assert_eq!(item.dublin_core_ext().unwrap().creators(), ["Ann"]);
    assert_eq!(item.categories().iter().map(|c| c.name()).collect::<Vec<_>>(), ["News", "Iran", "Tea"]);
    let media = &item.extensions()["media"]["content"][0].attrs;
    assert!(is_of(&media["url"], "news/lead"), "{media:?}");
    assert_eq!(
        (media["type"].as_str(), media["medium"].as_str(), media["width"].as_str()),
        ("image/png", "image", "1200")
    );
    let updated = "<atom:updated>2025-01-20T00:00:00+01:00</atom:updated>";
    assert_eq!(out.text("en/news/feed.xml").matches(updated).count(), 1, "only where it differs from the date");

    let feed = atom(&out, "en/news/atom.xml");
    assert_eq!(feed.updated().to_rfc3339(), "2025-01-20T00:00:00+01:00", "a correction is a change");
    let entry = &feed.entries()[1];
    assert_eq!((entry.id(), entry.title().as_str()), (id, "A & <B>"));
    assert_eq!(entry.updated().to_rfc3339(), "2025-01-20T00:00:00+01:00");
    assert_eq!(entry.published().unwrap().to_rfc3339(), "2025-01-10T09:00:00+01:00");
    assert_eq!(entry.authors()[0].uri(), Some("https://news.example/en/authors/ann/"));
    let categories: Vec<_> = entry.categories().iter().map(|c| (c.term(), c.label().unwrap())).collect();
    assert_eq!(categories, [("news", "News"), ("iran", "Iran"), ("tea", "Tea")]);

    let feed = json(&out, "en/news/feed.json");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["feed_url"], "https://news.example/en/news/feed.json");
    let entry_json = &feed["items"][1];
    assert_eq!((&entry_json["id"], &entry_json["url"]), (&id.into(), &url.into()));
    assert_eq!(entry_json["date_modified"], "2025-01-20T00:00:00+01:00");
    assert!(is_of(entry_json["authors"][0]["avatar"].as_str().unwrap(), "authors/ann"));
    assert!(is_of(entry_json["image"].as_str().unwrap(), "news/lead"));

    let texts = [
        item.content().unwrap(),
        entry.content().unwrap().value().unwrap(),
        entry_json["content_html"].as_str().unwrap(),
    ];
    assert!(texts.iter().all(|text| *text == texts[0]), "one text in all formats");
}

#[test]
fn the_text_is_whole_and_its_addresses_lead_back_from_anywhere() {
    let out = site().build();
    let feed = json(&out, "en/feed.json");
    let html = scraper::Html::parse_fragment(feed["items"][1]["content_html"].as_str().unwrap());
    let attributes = |element: &str, name: &str| -> Vec<String> {
        let selector = scraper::Selector::parse(element).unwrap();
        html.select(&selector).map(|e| e.value().attr(name).unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(
        attributes("a", "href"),
        [
            "https://news.example/en/news/plain/",
            "https://news.example/en/news/treaty/#down",
            "https://x.example/?a=1&b=2"
        ]
    );
    let pictures = attributes("img", "src");
    assert!(is_of(&pictures[0], "news/lead") && is_of(&pictures[1], "news/in-text") && pictures.len() == 2);
    assert_eq!(attributes("img", "alt"), ["A \"map\"", "Map"]);
    let text: String = html.root_element().text().collect();
    for part in ["A map Us", "End ]]> of it.", "January 20, 2025", "It was <two>."] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn ids_stay_whatever_is_renamed() {
    let site = site();
    let ids = |out: &Published| -> Vec<String> {
        let feed = json(out, "en/news/feed.json");
        feed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let before = ids(&site.build());
    let renamed = treaty()
        .replace("A & <B>", "Quite another title")
        .replace("date: 2025-01-10T09:00", "slug: another-slug\ndate: 2025-01-10T09:30");
    site.write("content/news/treaty.en.md", renamed);
    site.write(
        "site.yaml",
        CONFIG.replace("title: The Gazette", "title: Renamed\npermalinks: { article: \"/:year/:slug/\" }"),
    );
    let out = site.build();
    assert_eq!(ids(&out), before);
    assert!(out.has("en/2025/another-slug/index.html"));
    let moved = treaty().replacen("---\n", "---\ntranslation: news/treaty\n", 1);
    site.remove("content/news/treaty.en.md");
    site.write("content/news/moved.en.md", moved);
    assert_eq!(ids(&site.build()), before, "a file that says which story it belongs to can move");
}

#[test]
fn a_rebuild_without_a_change_changes_no_feed() {
    let site = site();
    site.build();
    let run = site.run(&["build", "--now", "2025-06-01T00:00:00Z", "--json"]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&report["published"]["written"], run.code), (&0.into(), 0), "{report}");
}

#[test]
fn sizes_formats_lists_and_content_are_the_sites_choice() {
    let site = site();
    let with = |feeds: &str| {
        site.write("site.yaml", format!("{CONFIG}feeds: {feeds}\n"));
        site.build()
    };
    let out = with("{ size: 1 }");
    assert_eq!(titles(&json(&out, "en/feed.json")), ["Plain"]);
    let out = with("{ size: { home: 2, tags: 1 }, formats: [atom], of: [home, tags] }");
    assert_eq!(atom(&out, "en/atom.xml").entries().len(), 2);
    assert_eq!(atom(&out, "en/tags/tea/atom.xml").entries().len(), 1);
    assert!(!out.has("en/feed.xml") && !out.has("en/feed.json") && !out.has("en/news/atom.xml"));
    let page = out.page("/en/news/treaty/");
    assert_eq!(
        page.attributes("head link[type='application/atom+xml']", "href"),
        ["/en/atom.xml"],
        "its section has none"
    );
    assert!(page.texts("footer a[href='/en/atom.xml']").contains(&"Atom".to_owned()));
    let out = with("{ formats: { home: [json], tags: [rss, atom] } }");
    assert!(out.has("en/feed.json") && !out.has("en/feed.xml"), "the home page's");
    assert!(out.has("en/tags/tea/atom.xml") && !out.has("en/tags/tea/feed.json"), "a tag's");
    assert!(out.has("en/news/feed.json") && out.has("en/news/feed.xml"), "nothing is said of sections");
    let out = with("{ of: [] }");
    assert!(!out.files().into_keys().any(|path| path.contains("feed.") || path.contains("atom.")));
    assert!(!out.page("/en/").has("a[href*='feed'], a[href*='atom'], link[type*='rss']"));
    let out = with("{ content: summary }");
    let item = &json(&out, "en/feed.json")["items"][1];
    assert_eq!((&item["content_html"], &item["content_text"]), (&Value::Null, &"About A & <B>.".into()));
    assert!(!out.text("en/feed.xml").contains("<content:encoded"));
}

#[test]
fn a_wrong_choice_is_told_with_a_way_out() {
    let site = site();
    for (feeds, says) in [
        ("feeds: { size: 0 }", "at least 1 article"),
        ("feeds: { size: { homes: 3 } }", "homes"),
        ("feeds: { formats: [rdf] }", "rdf"),
        ("feeds: { formats: { tags: [rdf] } }", "rdf"),
        ("feeds: { formats: { tag: [rss] } }", "tag"),
        ("feeds: 20", "feeds"),
    ] {
        site.write("site.yaml", format!("{CONFIG}{feeds}\n"));
        let run = site.try_build(&[]);
        assert_eq!(run.code, 1, "{feeds}");
        assert!(run.stderr.contains(says) && run.stderr.contains("site.yaml:5"), "{feeds}: {}", run.stderr);
    }
}

#[test]
fn pages_name_the_feeds_of_their_list() {
    let out = site().build();
    let feeds = |address: &str| out.page(address).attributes("head link[rel=alternate][title]", "href");
    let three = |list: &str| ["feed.xml", "atom.xml", "feed.json"].map(|file| format!("{list}{file}"));
    assert_eq!(feeds("/en/"), three("/en/"));
    assert_eq!(feeds("/en/news/treaty/"), three("/en/news/"));
    assert_eq!(feeds("/fr/tags/tea/"), ["/fr/tags/tea/feed.xml"]);
    assert_eq!(feeds("/en/authors/ann/"), ["/en/authors/ann/feed.xml"]);
    assert_eq!(feeds("/en/dossiers/tea/"), ["/en/dossiers/tea/feed.xml"]);
    assert_eq!(feeds("/en/archive/"), three("/en/"));
    let title = out.page("/fr/tags/tea/").attribute("link[type='application/rss+xml']", "title");
    assert_eq!(title, "The Gazette\u{202f}: Thé", "with the colon of the language");
}

#[test]
fn characters_that_xml_has_no_room_for_do_not_break_a_feed() {
    let site = site();
    site.write("content/news/odd.en.md", article("Od\\u0007d \\uFFFE", "2025-01-15", "tea", "Bell."));
    let out = site.build();
    for path in ["en/feed.xml", "en/atom.xml", "sitemap-en.xml"] {
        let text = out.text(path);
        assert!(!text.contains(|c: char| c < ' ' && !"\n\t\r".contains(c) || c == '\u{fffe}'), "{path}");
    }
    assert_eq!(rss(&out, "en/feed.xml").items()[0].title(), Some("Odd"));
}
