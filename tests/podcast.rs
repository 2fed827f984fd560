//! The podcast: what directories demand, who is in it, and what is told.

#![allow(clippy::unwrap_used)]

mod common;

use common::recordings::mp3;
use common::{CONFIG, Site, article, pictures, translation};

const PODCAST: &str = "feeds:\n  podcast:\n    title: { en: The Pier, ru: Причал }\n    image: cover.jpg\n    category: [News > Politics, history]\n    owner: { name: Ann Lee, email: podcast@news.example }\n";

fn site(config: &str, episodes: &[(&str, &str)]) -> Site {
    let site = Site::new(&[
        ("site.yaml", &format!("{CONFIG}{config}")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("locales/en/a.ftl", "section-news = News\ntag-russia = Russia\nsite-description = About ports\n"),
        ("locales/fr/a.ftl", "section-news = Actualités\ntag-russia = Russie\n"),
        ("locales/ru/a.ftl", "section-news = Новости\ntag-russia = Россия\n"),
    ]);
    if episodes.iter().any(|(path, _)| path.starts_with("talks")) {
        site.write("content/sections/talks.en.md", "---\nname: Talks\n---\n");
    }
    for (i, (path, front)) in episodes.iter().enumerate() {
        let date = format!("2025-01-{:02}", 10 + i);
        let text = article(&format!("Episode {i}"), &date, "russia", "Text with [a link](/en/).");
        site.write(&format!("content/{path}"), text.replace("tags:", &format!("{front}\ntags:")));
    }
    for folder in ["news", "talks"] {
        site.write(&format!("content/{folder}/talk.mp3"), mp3(65));
    }
    site.write("static/cover.jpg", pictures::photograph(1500, 1500));
    site
}

fn told(site: &Site) -> Vec<String> {
    let (_, problems) = site.check_json(&[]);
    let words = |p: &serde_json::Value| {
        let (place, code) = (format!("{}:{}", p["line"], p["column"]), p["code"].as_str().unwrap());
        format!("{place} {} {code} {}", p["severity"].as_str().unwrap(), p["message"].as_str().unwrap())
    };
    problems.iter().map(words).collect()
}

/// What stands between the tags of each element of a name.
fn inside<'x>(xml: &'x str, element: &str) -> Vec<&'x str> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    xml.match_indices(&open)
        .map(|(at, _)| &xml[at + open.len()..][..xml[at..].find(&close).unwrap() - open.len()])
        .collect()
}

#[test]
fn a_podcast_says_all_that_directories_demand() {
    let of = site(
        PODCAST,
        &[
            (
                "news/a.en.md",
                "audio: { src: talk.mp3, title: \"The pilot <speaks>\", episode: 7, season: 2, episode_type: bonus, explicit: on }",
            ),
            ("news/b.en.md", "audio: talk.mp3"),
            ("news/c.en.md", "draft: false"),
        ],
    );
    assert_eq!(told(&of), [""; 0]);
    let out = of.build();
    let xml = out.text("en/podcast.xml");
    let channel = &xml[..xml.find("<item>").unwrap()];
    for part in [
        "<title>The Pier</title>",
        "<link>https://news.example/en/</link>",
        "<description>About ports</description>",
        "<language>en</language>",
        "<atom:link href=\"https://news.example/en/podcast.xml\" rel=\"self\" type=\"application/rss+xml\"/>",
        "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"",
        "<itunes:author>The Gazette</itunes:author>",
        "<itunes:explicit>false</itunes:explicit>",
        "<itunes:type>episodic</itunes:type>",
        "<itunes:name>Ann Lee</itunes:name>",
        "<itunes:email>podcast@news.example</itunes:email>",
        "<itunes:category text=\"News\">",
        "<itunes:category text=\"Politics\">",
        "<itunes:category text=\"History\">",
    ] {
        assert!(channel.contains(part), "{part}: {channel}");
    }
    let at = channel.find("<itunes:image href=\"").unwrap() + "<itunes:image href=\"".len();
    let cover = &channel[at..at + channel[at..].find('"').unwrap()];
    let file = cover.strip_prefix("https://news.example/").unwrap();
    assert!(file.ends_with(".jpg") && out.has(file), "{cover}");
    let size = imagesize_of(&std::fs::read(out.folder.join(file)).unwrap());
    assert_eq!(size, (1500, 1500));
    let items = inside(&xml, "item");
    assert_eq!(
        inside(&xml, "title")[2..],
        ["Episode 1", "The pilot &lt;speaks&gt;"],
        "the newest first, and only what sounds"
    );
    let bonus = items[1];
    for part in [
        "length=\"",
        "type=\"audio/mpeg\"",
        "<itunes:duration>65</itunes:duration>",
        "<itunes:episode>7</itunes:episode>",
        "<itunes:season>2</itunes:season>",
        "<itunes:episodeType>bonus</itunes:episodeType>",
        "<itunes:explicit>true</itunes:explicit>",
        "<guid isPermaLink=\"false\">tag:news.example,2025:news/a:en</guid>",
        "<pubDate>Fri, 10 Jan 2025",
        "href=\"https://news.example/en/\"",
    ] {
        assert!(bonus.contains(part), "{part}: {bonus}");
    }
    let home = out.page("en/");
    assert_eq!(home.attribute("head link[href='/en/podcast.xml']", "title"), "The Pier");
    assert_eq!(home.attribute("head link[href='/en/podcast.xml']", "type"), "application/rss+xml");
    assert_eq!(home.text("footer a[href='/en/podcast.xml']"), "Podcast");
    assert!(out.text("_headers").contains("/*/podcast.xml\n  Content-Type: application/rss+xml; charset=utf-8"));
}

fn imagesize_of(jpeg: &[u8]) -> (u32, u32) {
    let at = jpeg.windows(2).position(|two| matches!(two, [0xff, 0xc0 | 0xc2])).unwrap();
    let side = |at: usize| u32::from(jpeg[at]) << 8 | u32::from(jpeg[at + 1]);
    (side(at + 7), side(at + 5))
}

#[test]
fn each_language_has_the_episodes_that_speak_it() {
    let of = site(PODCAST, &[("news/a.en.md", "audio: talk.mp3")]);
    of.write("content/news/a.fr.md", translation("Le port", "Texte."));
    of.write("content/news/a.ru.md", translation("Порт", "Текст."));
    of.write("content/news/talk.ru.mp3", mp3(20));
    let out = of.build();
    assert!(out.has("en/podcast.xml") && out.has("ru/podcast.xml") && !out.has("fr/podcast.xml"));
    assert!(!out.page("fr/").has("link[href$='podcast.xml']"));
    let ru = out.text("ru/podcast.xml");
    assert!(
        ru.contains("<title>Причал</title>") && ru.contains("talk.ru.mp3") && ru.contains("<language>ru</language>"),
        "{ru}"
    );
    assert!(out.text("fr/feed.xml").contains("<enclosure"), "whoever reads French may hear it all the same");
}

#[test]
fn what_is_not_public_is_no_episode_and_a_podcast_may_be_of_one_section() {
    let config = format!("{PODCAST}    sections: [talks]\n    size: 2\n");
    let of = site(
        &config,
        &[
            ("news/a.en.md", "audio: talk.mp3"),
            ("talks/b.en.md", "audio: talk.mp3"),
            ("talks/c.en.md", "audio: talk.mp3\ndraft: true"),
            ("talks/d.en.md", "audio: talk.mp3\nunlisted: true"),
            ("talks/e.en.md", "audio: talk.mp3\nexpires: 2025-01-20"),
            ("talks/f.en.md", "audio: talk.mp3"),
            ("talks/g.en.md", "audio: talk.mp3"),
        ],
    );
    let xml = of.build().text("en/podcast.xml");
    assert_eq!(inside(&xml, "title")[2..], ["Episode 6", "Episode 5"]);
    assert!(xml.contains("<link>https://news.example/en/talks/</link>"), "{xml}");
}

#[test]
fn what_directories_would_refuse_is_told_where_it_stands() {
    let of = |config: &str| told(&site(config, &[("news/a.en.md", "audio: talk.mp3")]));
    let has = |config: &str, words: &str| {
        let found = of(config);
        assert!(found.iter().any(|told| told.starts_with(words)), "{config}: {found:?}");
    };
    has("feeds: { podcast: {} }\n", "5:19 error D837 the podcast has no cover");
    has("feeds: { podcast: {} }\n", "5:19 error D837 the podcast has no category");
    has(
        "feeds: { podcast: { image: cover.jpg, category: News } }\n",
        "5:19 warning D837 the podcast has no mail address",
    );
    has(&PODCAST.replace("history", "Histroy"), "9:33 error D837 directories know no category `Histroy`");
    has(&PODCAST.replace("podcast@", "podcast at "), "10:36 error D837 `podcast at news.example` is no mail address");
    has(&PODCAST.replace("cover.jpg", "covr.jpg"), "8:12 error D202 there is no picture `covr.jpg`");
    has(&PODCAST.replace("cover.jpg", "cover.svg"), "8:12 error D838 `cover.svg` is no cover");
    has(&format!("{PODCAST}    sections: [tlaks]\n"), "11:16 warning D837 there is no section `tlaks`");
    has(&format!("{PODCAST}    size: 0\n"), "11:11 error D837 a podcast has at least 1 episode");
    has(&format!("{PODCAST}    type: weekly\n"), "11:11 error D104");
    let small = site(PODCAST, &[("news/a.en.md", "audio: talk.mp3")]);
    small.write("static/cover.jpg", pictures::photograph(900, 900));
    assert!(
        told(&small)[0].starts_with("8:12 warning D838 the cover `cover.jpg` is 900 × 900 pixels"),
        "{:?}",
        told(&small)
    );
    small.write("static/cover.jpg", pictures::photograph(2000, 1500));
    assert!(told(&small)[0].contains("is no square"), "{:?}", told(&small));
    let out = small.build();
    let xml = out.text("en/podcast.xml");
    assert!(xml.contains(".1500x1500"), "its middle is cut out: {xml}");
}

#[test]
fn a_podcast_comes_with_its_first_episode_while_somebody_writes() {
    let of = site(PODCAST, &[("news/a.en.md", "featured: true")]);
    let preview = common::preview::Preview::of(&of, &["--watch"]);
    assert_eq!(preview.get("/en/podcast.xml").status, 404);
    let listener = preview.listen("/en/news/a/");
    listener.next();
    let text = article("Episode", "2025-01-10", "russia", "Text.");
    let remote = "audio: { src: \"https://cdn.example/a.mp3\", length: 5, duration: 9 }\ntags:";
    of.write("content/news/a.en.md", text.replace("tags:", remote));
    listener.until(|_| preview.get("/en/podcast.xml").status == 200);
    let reply = preview.get("/en/podcast.xml");
    assert_eq!(reply.header("content-type"), "application/rss+xml; charset=utf-8");
    assert!(reply.text().contains("https://cdn.example/a.mp3"));
}
