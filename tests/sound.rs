//! Sound: players in texts, `audio` of the front matter, and what feeds, networks and search engines are told of it.

#![allow(clippy::unwrap_used)]

mod common;

use common::recordings::{Mp4, mp3, mp4, wav};
use common::{CONFIG, Page, Published, Site, article, translation};
use serde_json::Value;

fn site(front: &str, text: &str, files: &[(&str, Vec<u8>)]) -> Site {
    let of = article("Harbour", "2025-01-20", "russia", text).replace("tags:", &format!("{front}\ntags:"));
    let site = Site::new(&[
        ("content/news/harbour/index.en.md", &of),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("locales/en/a.ftl", "section-news = News\ntag-russia = Russia\n"),
        ("locales/fr/a.ftl", "section-news = Actualités\ntag-russia = Russie\n"),
        ("locales/ru/a.ftl", "section-news = Новости\ntag-russia = Россия\n"),
    ]);
    files.iter().for_each(|(name, bytes)| site.write(&format!("content/news/harbour/{name}"), bytes));
    site
}

fn told(site: &Site) -> Vec<String> {
    let (_, problems) = site.check_json(&[]);
    let words = |p: &Value| {
        format!("{}:{} {} {}", p["line"], p["column"], p["code"].as_str().unwrap(), p["message"].as_str().unwrap())
    };
    problems.iter().map(words).collect()
}

fn structured(page: &Page) -> Value {
    let data: Value = serde_json::from_str(&page.texts("script[type='application/ld+json']")[0]).unwrap();
    data["@graph"].as_array().unwrap().iter().find(|node| node.get("headline").is_some()).unwrap().clone()
}

fn item(out: &Published, feed: &str) -> Value {
    serde_json::from_str::<Value>(&out.text(feed)).unwrap()["items"][0].clone()
}

#[test]
fn sound_in_a_text_is_a_player_with_a_name() {
    let site = site("", "![The harbour bell](bell.wav \"At noon\")\n", &[("bell.wav", wav(3))]);
    assert_eq!(told(&site), [""; 0]);
    let page = site.build().page("en/news/harbour/");
    assert_eq!(page.attribute("figure.sound > audio[controls]", "src"), "/media/news/harbour/bell.wav");
    assert_eq!(page.attribute("audio", "aria-label"), "The harbour bell");
    assert_eq!(page.text("figure.sound figcaption"), "At noon");
}

#[test]
fn the_sound_of_an_article_is_a_player_and_told_to_all_who_read_it() {
    let front =
        "audio:\n  src: talk.mp3\n  title: The pilot speaks\n  caption: Recorded on the pier\n  credit: Bob Ray";
    let bytes = mp3(75);
    let site = site(front, "Text.\n", &[("talk.mp3", bytes.clone())]);
    assert_eq!(told(&site), [""; 0]);
    let out = site.build();
    let page = out.page("en/news/harbour/");
    assert_eq!(page.attribute("figure.recording > audio", "src"), "/media/news/harbour/talk.mp3");
    assert_eq!(page.text(".recording .name"), "The pilot speaks");
    assert_eq!(
        (page.text(".recording time"), page.attribute(".recording time", "datetime")),
        ("1:15".into(), "PT1M15S".into())
    );
    assert_eq!(page.text(".recording figcaption"), "Recorded on the pier Bob Ray");
    assert!(!page.has(".recording .foreign"));
    let url = "https://news.example/media/news/harbour/talk.mp3";
    assert_eq!(page.attribute("meta[property='og:audio']", "content"), url);
    assert_eq!(page.attribute("meta[property='og:audio:type']", "content"), "audio/mpeg");
    let audio = structured(&page)["audio"].clone();
    assert_eq!(
        (&audio["@type"], &audio["contentUrl"], &audio["duration"]),
        (&"AudioObject".into(), &url.into(), &"PT1M15S".into())
    );
    assert_eq!((&audio["name"], &audio["inLanguage"]), (&"The pilot speaks".into(), &"en".into()));
    let rss = out.text("en/feed.xml");
    assert!(
        rss.contains(&format!("<enclosure url=\"{url}\" length=\"{}\" type=\"audio/mpeg\"/>", bytes.len())),
        "{rss}"
    );
    let atom = out.text("en/atom.xml");
    assert!(atom.contains("rel=\"enclosure\"") && atom.contains(&format!("length=\"{}\"", bytes.len())), "{atom}");
    let attached = &item(&out, "en/feed.json")["attachments"][0];
    assert_eq!((&attached["url"], &attached["mime_type"]), (&url.into(), &"audio/mpeg".into()));
    assert_eq!((&attached["duration_in_seconds"], &attached["size_in_bytes"]), (&75.into(), &bytes.len().into()));
    assert!(!out.has("en/podcast.xml"), "nobody asked for it");
}

#[test]
fn a_translation_inherits_the_recording_and_says_in_which_language_it_is() {
    let front = "audio: { src: talk.mp3, title: The pilot speaks, episode: 3 }";
    let site = site(front, "Text.\n", &[("talk.mp3", mp3(10))]);
    site.write("content/news/harbour/index.fr.md", translation("Le port", "Texte."));
    site.write("content/news/harbour/index.ru.md", translation("Порт", "Текст."));
    let out = site.build();
    let fr = out.page("fr/news/harbour/");
    assert_eq!(fr.attribute(".recording audio", "src"), "/media/news/harbour/talk.mp3");
    assert_eq!(
        (fr.text(".recording .name"), fr.text(".recording .foreign")),
        ("À écouter".into(), "en anglais".into())
    );
    assert_eq!(structured(&fr)["audio"]["inLanguage"], "en");
    // A file of its own language, by its name.
    site.write("content/news/harbour/talk.ru.mp3", mp3(20));
    site.write(
        "content/news/harbour/index.fr.md",
        translation("Le port", "Texte.").replace("title:", "audio: { src: parle.mp3, caption: Sur le quai }\ntitle:"),
    );
    site.write("content/news/harbour/parle.mp3", mp3(30));
    let out = site.build();
    let (fr, ru) = (out.page("fr/news/harbour/"), out.page("ru/news/harbour/"));
    assert_eq!(
        (ru.attribute(".recording audio", "src"), ru.has(".foreign")),
        ("/media/news/harbour/talk.ru.mp3".into(), false)
    );
    assert_eq!((fr.text(".recording time"), fr.has(".foreign")), ("0:30".into(), false));
    assert_eq!(fr.text(".recording .caption"), "Sur le quai");
}

#[test]
fn sound_elsewhere_says_what_nobody_fetches() {
    let front =
        "audio: { src: \"https://cdn.example/12?id=1\", type: audio/mpeg, length: 1540000, duration: \"32:10\" }";
    let of = site(front, "Text.\n", &[]);
    let found = told(&of);
    assert!(
        found.len() == 1 && found[0].contains("D220") && found[0].starts_with("5:"),
        "told once, where it is written: {found:?}"
    );
    let out = of.build();
    assert!(
        out.text("en/feed.xml")
            .contains("<enclosure url=\"https://cdn.example/12?id=1\" length=\"1540000\" type=\"audio/mpeg\"/>")
    );
    assert_eq!(out.page("en/news/harbour/").text(".recording time"), "32:10");
    let bare = site("audio: https://cdn.example/a.mp3", "Text.\n", &[]);
    bare.write("site.yaml", format!("{CONFIG}hosting: {{ csp: {{ media-src: [\"https://cdn.example\"] }} }}\n"));
    let found = told(&bare);
    assert!(found.len() == 1 && found[0].contains("D839"), "{found:?}");
    let (_, problems) = bare.check_json(&[]);
    assert!(
        problems[0]["hints"][0].as_str().unwrap().contains("`length: 15400000` and `duration: 32:10`"),
        "{problems:?}"
    );
}

#[test]
fn what_front_matter_says_wrongly_is_told_at_its_place() {
    for (front, place, words) in [
        ("audio: gone.mp3", "5:8", "D202 there is no sound file `gone.mp3` beside this file"),
        ("audio: { title: Nothing }", "5:1", "D105 `audio` lacks `src`"),
        ("audio: { src: talk.mp3, duration: \"1:75\" }", "5:35", "`1:75` does not say how long it lasts"),
        (
            "audio: { src: talk.mp3, duration: \"9:00\" }",
            "5:35",
            "D839 `duration` is 9:00, and the file lasts 10 seconds",
        ),
        ("audio: { src: talk.mp3, length: 12 }", "5:33", "D839 `length` is for sound elsewhere"),
        ("audio: report.pdf", "5:8", "D839 `report.pdf` is no sound that browsers play"),
        ("audio: { src: talk.mp3, epsode: 1 }", "5:33", "`epsode`"),
        ("audio: \"javascript:alert(1)\"", "5:8", "D206 `javascript:alert(1)` is no address of a sound file"),
        ("audio: C:\\talk.mp3", "5:8", "is a place on your own computer"),
        ("audio: http://cdn.example/a.mp3", "5:8", "D823"),
        ("audio: lie.mp3", "5:8", "D803 `content/news/harbour/lie.mp3` is WAVE, and its name says MP3"),
        ("audio: broken.mp3", "5:8", "D832 the sound file `content/news/harbour/broken.mp3`"),
        ("audio: old.m4a", "5:8", "D833 `content/news/harbour/old.m4a` is coded with AMR"),
    ] {
        let old = mp4(&Mp4 { picture: None, sound: Some(b"samr"), ..Mp4::default() });
        let files = [
            ("talk.mp3", mp3(10)),
            ("report.pdf", b"%PDF-1.7".to_vec()),
            ("lie.mp3", wav(1)),
            ("broken.mp3", b"not sound".to_vec()),
            ("old.m4a", old),
        ];
        let found = told(&site(front, "Text.\n", &files));
        assert!(found.iter().any(|told| told.starts_with(place) && told.contains(words)), "{front}: {found:?}");
    }
}

#[test]
fn a_drafts_sound_is_not_published() {
    let of = site("audio: talk.mp3\ndraft: true", "Text.\n", &[("talk.mp3", mp3(3))]);
    assert_eq!(of.build().traces_of("talk.mp3"), [""; 0]);
    let embargoed = site("audio: talk.mp3", "Text.\n", &[("talk.mp3", mp3(3))]);
    let text = article("Harbour", "2026-01-20", "russia", "x").replace("tags:", "audio: talk.mp3\ntags:");
    embargoed.write("content/news/harbour/index.en.md", text);
    assert!(!embargoed.build().has("media/news/harbour/talk.mp3"));
}

#[test]
fn a_film_may_be_what_is_heard() {
    let of = site("audio: talk.mp4", "Text.\n", &[("talk.mp4", mp4(&Mp4::default()))]);
    let out = of.build();
    let page = out.page("en/news/harbour/");
    assert_eq!(page.attribute("figure.film.recording > video", "width"), "640");
    assert!(out.text("en/feed.xml").contains("type=\"video/mp4\"") && !page.has("meta[property='og:audio']"));
    let of = site("audio: talk.m4a", "Text.\n", &[("talk.m4a", mp4(&Mp4 { picture: None, ..Mp4::default() }))]);
    assert!(of.build().text("en/feed.xml").contains("type=\"audio/mp4\""));
}

#[test]
fn below_a_path_all_addresses_are_below_it() {
    let of = site("audio: запись.mp3", "![Bell](bell.wav)\n", &[("запись.mp3", mp3(3)), ("bell.wav", wav(1))]);
    of.write("site.yaml", CONFIG.replace("news.example", "x.example/news"));
    let out = of.build();
    let page = out.page("en/news/harbour/");
    assert!(page.attribute(".recording audio", "src").starts_with("/news/media/news/harbour/%D0%B7"));
    assert_eq!(page.attribute(".text audio", "src"), "/news/media/news/harbour/bell.wav");
    let url = page.attribute("meta[property='og:audio']", "content");
    assert!(url.starts_with("https://x.example/news/media/news/harbour/%D0%B7"), "{url}");
    assert!(out.text("en/feed.xml").contains(&format!("<enclosure url=\"{url}\"")));
    assert_eq!(told(&of), [""; 0]);
}
