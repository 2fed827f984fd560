//! Films in texts: players, captions, posters, what browsers will not play, and that nothing leaks.

#![allow(clippy::unwrap_used)]

mod common;

use common::preview::Preview;
use common::recordings::{Mp4, captions, film, mp3, mp4, silent_film, webm};
use common::{CONFIG, Site, article, pictures, translation};
use std::time::Duration;

const FOLDER: &str = "content/news/port";

/// A site of one article with a text, and files beside it.
fn site(text: &str, files: &[(&str, Vec<u8>)]) -> Site {
    let site = Site::new(&[
        (&format!("{FOLDER}/index.en.md"), &article("Port", "2025-01-20", "russia", text)),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("locales/en/a.ftl", "section-news = News\ntag-russia = Russia\n"),
        ("locales/fr/a.ftl", "section-news = Actualités\ntag-russia = Russie\n"),
        ("locales/ru/a.ftl", "section-news = Новости\ntag-russia = Россия\n"),
    ]);
    files.iter().for_each(|(name, bytes)| site.write(&format!("{FOLDER}/{name}"), bytes));
    site
}

/// What is told, as `line:column code message`, of the codes that begin so.
fn told(site: &Site, codes: &[&str]) -> Vec<String> {
    let (_, problems) = site.check_json(&[]);
    let of_codes = problems.iter().filter(|p| codes.iter().any(|code| p["code"].as_str().unwrap().starts_with(code)));
    of_codes
        .map(|p| {
            let (code, message) = (p["code"].as_str().unwrap(), p["message"].as_str().unwrap());
            format!("{}:{} {code} {message}", p["line"], p["column"])
        })
        .collect()
}

#[test]
fn a_film_alone_in_its_paragraph_is_a_player_with_all_that_stands_beside_it() {
    let site = site(
        "![The crane lifts](crane.mp4 \"At dawn\"){credit=\"Bob Ray\" place=wide}\n",
        &[
            ("crane.mp4", film()),
            ("crane.JPG", pictures::photograph(1600, 900)),
            ("crane.en.vtt", captions("Up!").into()),
            ("crane.fr.vtt", captions("Hop !").into()),
            ("crane.notes.vtt", captions("nobody's language").into()),
            ("cranes.en.vtt", captions("another film's").into()),
        ],
    );
    let out = site.build();
    let page = out.page("en/news/port/");
    let at = |name: &str| page.attribute("figure.film.picture-wide > video", name);
    assert_eq!(at("src"), "/media/news/port/crane.mp4");
    assert_eq!((at("width"), at("height"), at("preload")), ("640".into(), "360".into(), "metadata".into()));
    assert_eq!(at("aria-label"), "The crane lifts");
    assert!(page.has("video[controls][playsinline]"));
    assert_eq!(page.attributes("video > track[kind=captions]", "srclang"), ["en", "fr"]);
    assert_eq!(page.attributes("video > track", "label"), ["English", "Français"]);
    assert_eq!(page.attribute("video > track[default]", "srclang"), "en");
    assert_eq!(page.text("figure.film .caption"), "At dawn");
    assert_eq!(page.text("figure.film .credit"), "Bob Ray");
    let poster = at("poster");
    assert!(poster.starts_with("/assets/media/news/port/crane.") && poster.ends_with(".jpg"), "{poster}");
    assert!(out.has(&poster[1..]), "the poster is made");
    assert!(out.has("media/news/port/crane.mp4") && out.has("media/news/port/crane.fr.vtt"));
    for gone in ["media/news/port/crane.JPG", "media/news/port/crane.notes.vtt", "media/news/port/cranes.en.vtt"] {
        assert!(!out.has(gone), "{gone}");
    }
    assert_eq!(told(&site, &["D2", "D7", "D8"]), [""; 0]);
}

#[test]
fn each_language_has_its_own_film_and_captions_by_their_names() {
    let site = site(
        "![Film](речь.mp4)\n",
        &[
            ("речь.mp4", silent_film()),
            ("речь.fr.mp4", mp4(&Mp4 { picture: Some((320, 240, b"avc1")), sound: None, ..Mp4::default() })),
            ("речь.vtt", captions("of the original").into()),
            ("речь.ru.vtt", captions("по-русски").into()),
            ("речь.fr.ru.vtt", captions("russe, du film français").into()),
        ],
    );
    site.write(&format!("{FOLDER}/index.fr.md"), translation("Le port", "![Film](речь.mp4)"));
    site.write(&format!("{FOLDER}/index.ru.md"), translation("Порт", "![Фильм](речь.mp4)"));
    let out = site.build();
    let tracks = |page: &common::Page| {
        let decoded = |src: String| percent_encoding(&src).rsplit('/').next().unwrap().to_owned();
        let src = page.attributes("video > track", "src").into_iter().map(decoded);
        src.zip(page.attributes("video > track", "srclang"))
            .map(|(src, tag)| format!("{src} {tag}"))
            .collect::<Vec<_>>()
    };
    let (en, fr, ru) = (out.page("en/news/port/"), out.page("fr/news/port/"), out.page("ru/news/port/"));
    assert_eq!(tracks(&en), ["речь.vtt en", "речь.ru.vtt ru"]);
    assert_eq!(tracks(&fr), ["речь.fr.ru.vtt ru", "речь.vtt en"]);
    assert_eq!(percent_encoding(&fr.attribute("video", "src")), "/media/news/port/речь.fr.mp4");
    assert_eq!((fr.attribute("video", "width"), ru.attribute("video", "width")), ("320".into(), "640".into()));
    assert_eq!(ru.attribute("track[default]", "srclang"), "ru");
    assert_eq!(fr.attribute("track[default]", "srclang"), "en", "what the site falls back to");
}

fn percent_encoding(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        match (bytes[i], text.get(i + 1..i + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                i += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                i += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap()
}

#[test]
fn what_browsers_will_not_play_is_told_with_a_way_out_and_shown_all_the_same() {
    let qt = |codec| mp4(&Mp4 { brand: b"qt  ", picture: Some((640, 360, codec)), sound: None, ..Mp4::default() });
    let late = mp4(&Mp4 { before: 2 << 20, behind: 0, sound: None, ..Mp4::default() });
    let cut = silent_film();
    let site = site(
        "![A](a.mov)\n\n![B](b.mov)\n\n![C](late.mp4)\n\n![D](lie.mp4)\n\n![E](cut.mp4)\n\n![F](empty.webm)\n\n![G](old.avi)\n\n![H](loud.mp4)\n",
        &[
            ("a.mov", qt(b"avc1")),
            ("b.mov", qt(b"apch")),
            ("late.mp4", late),
            ("lie.mp4", mp3(2)),
            ("cut.mp4", cut[..cut.len() - 6].to_vec()),
            ("empty.webm", Vec::new()),
            ("old.avi", b"RIFF\0\0\0\0AVI ".to_vec()),
            ("loud.mp4", film()),
        ],
    );
    let told = told(&site, &["D2", "D8"]);
    let words = [
        "10:1 D833 `content/news/port/b.mov` is coded with ProRes, which browsers do not play",
        "12:1 D834 `content/news/port/late.mp4` has what players must know first at its end",
        "14:1 D803 `content/news/port/lie.mp4` is MP3, and its name says MP4",
        "16:1 D832 the film `content/news/port/cut.mp4` ends before it should",
        "18:1 D832 the film `content/news/port/empty.webm`: the file is empty",
        "20:1 D209 `old.avi` is a film",
        "22:1 D835 `content/news/port/loud.mp4` has sound and no captions",
    ];
    assert_eq!(told.len(), words.len(), "{told:#?}");
    told.iter().zip(words).for_each(|(told, words)| assert!(told.starts_with(words), "{told}: {words}"));
    let (_, problems) = site.check_json(&[]);
    let hint =
        |code: &str| problems.iter().find(|p| p["code"] == code).unwrap()["hints"][0].as_str().unwrap().to_owned();
    assert!(hint("D833").contains("ffmpeg -i b.mov -c:v libx264") && hint("D834").contains("+faststart late-new.mp4"));
    assert!(hint("D803").contains("`.mp3`"));
    let page = site.build().page("en/news/port/");
    assert_eq!(page.attributes("figure.film > video", "src").len(), 7);
    assert!(!page.has("video[src$='empty.webm'][width]"), "shown without its size");
    assert_eq!(page.text(".story a[href$='old.avi']"), "G");
    assert_eq!(site.run(&["check", "--strict", "--now", common::NOW]).code, 1);
}

#[test]
fn captions_that_browsers_do_not_read_are_told_and_left_out() {
    let site = site(
        "![Film](crane.mp4)\n",
        &[
            ("crane.mp4", film()),
            ("crane.en.vtt", b"1\n00:00:01,000 --> 00:00:02,000\nUp!\n".to_vec()),
            ("crane.ru.vtt", b"\xff\xfeW\0E\0B\0".to_vec()),
            ("crane.fr.vtt", captions("Hop !").into()),
        ],
    );
    let told = told(&site, &["D83"]);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].starts_with("8:1 D836 the captions `content/news/port/crane.en.vtt`: the file is SubRip"),
        "{told:?}"
    );
    assert!(told[1].contains("crane.ru.vtt`: the file is UTF-16"), "{told:?}");
    let out = site.build();
    assert_eq!(out.page("en/news/port/").attributes("track", "srclang"), ["fr"]);
    assert!(!out.has("media/news/port/crane.en.vtt"));
}

#[test]
fn between_words_a_film_is_a_link_and_a_link_around_one_is_left_out() {
    let site = site(
        "See ![the film](a.mp4) here.\n\n[![B](a.mp4)](https://a.example/)\n\n![](a.mp4){focus=top crop=none}\n",
        &[("a.mp4", silent_film())],
    );
    assert_eq!(
        told(&site, &["D"]),
        [
            "8:5 D831 the film `a.mp4` stands between words: readers get a link to it, and no player",
            "10:2 D831 a link stands around the film `a.mp4`: it is left out",
            "12:1 D205 the film `a.mp4` has no description",
            "12:12 D824 `focus` says nothing of a film",
            "12:22 D824 `crop` says nothing of a film",
        ]
    );
    let page = site.build().page("en/news/port/");
    assert_eq!(page.attributes("p > a[href='/media/news/port/a.mp4']", "href").len(), 1);
    assert_eq!(page.attributes("video", "src").len(), 2);
    assert!(!page.has("a[href='https://a.example/']"));
}

#[test]
fn a_film_elsewhere_is_held_against_the_policy() {
    let text =
        "![There](https://cdn.example/v.webm?x=1){width=1280 height=720}\n\n![Plain](http://cdn.example/v.mp4)\n";
    let of = site(text, &[]);
    let found = told(&of, &["D220", "D823", "D8"]);
    assert!(found[0].contains("D220") && found[0].contains("media-src 'self'"), "{found:?}");
    assert!(found.iter().any(|told| told.starts_with("10:1 D823 the film `http://cdn.example/v.mp4`")), "{found:?}");
    let page = of.build().page("en/news/port/");
    assert_eq!(page.attributes("video", "width"), ["1280"]);
    of.write("site.yaml", format!("{CONFIG}hosting: {{ csp: {{ media-src: [\"https://cdn.example\"] }} }}\n"));
    assert!(told(&of, &["D220"]).iter().all(|told| told.starts_with("10:1")), "{:?}", told(&of, &["D220"]));
    assert!(of.build().text("_headers").contains("media-src 'self' https://cdn.example"));
}

#[test]
fn a_film_that_is_missing_stops_the_build_and_one_of_static_is_found() {
    let missing = site("![Gone](gone.mp4)\n", &[("g.fr.mp4", film())]);
    assert_eq!(told(&missing, &["D"]), ["8:1 D202 there is no film `gone.mp4` beside this file"],);
    assert_eq!(missing.try_build(&[]).code, 1);
    let of = site("![Own](/films/a.mp4)\n", &[]);
    of.write("static/films/a.mp4", silent_film());
    of.write("static/films/a.en.vtt", captions("x"));
    of.write("site.yaml", CONFIG.replace("news.example", "news.example/below"));
    let out = of.build();
    let page = out.page("en/news/port/");
    assert_eq!(page.attribute("video", "src"), "/below/films/a.mp4");
    assert_eq!(
        (page.attribute("video", "width"), page.attribute("track", "src")),
        ("640".into(), "/below/films/a.en.vtt".into())
    );
    assert!(out.has("films/a.mp4"));
}

#[test]
fn a_drafts_film_is_not_published_nor_what_stands_beside_it() {
    let of = site("Text.\n", &[]);
    let draft =
        article("Secret", "2025-01-20", "russia", "![Secret](secret.mp4)").replace("tags:", "draft: true\ntags:");
    of.write("content/news/draft/index.en.md", draft);
    of.write("content/news/draft/secret.mp4", film());
    of.write("content/news/draft/secret.en.vtt", captions("Secret words"));
    of.write("content/news/draft/secret.jpg", pictures::photograph(800, 450));
    let out = of.build();
    assert_eq!(out.traces_of("secret"), [""; 0]);
    assert_eq!(out.traces_of("Secret words"), [""; 0]);
    let thief = article("Thief", "2025-01-20", "russia", "![x](draft/secret.mp4)");
    of.write("content/news/thief.en.md", thief);
    let (code, problems) = of.check_json(&[]);
    assert!(code == 1 && problems.iter().any(|p| p["code"] == "D203" && p["line"] == 8), "{problems:?}");
}

#[test]
fn a_film_has_its_day_and_then_comes_down() {
    let of = site("![Licensed](a.mp4){until=2025-01-31}\n", &[("a.mp4", silent_film())]);
    assert!(told(&of, &["D822"])[0].starts_with("8:20 D822"), "{:?}", told(&of, &["D822"]));
    let out = of.build();
    assert!(!out.page("en/news/port/").has("figure.film") && !out.has("media/news/port/a.mp4"));
}

#[test]
fn a_player_stays_in_a_text_with_raw_html_and_in_feeds() {
    let text = "<b>Raw</b> words.\n\n![The crane](a.mp4)\n\n<video src=\"a.mp4\" controls></video>\n";
    let of = site(text, &[("a.mp4", silent_film()), ("a.en.vtt", captions("x").into())]);
    let found = told(&of, &["D208"]);
    assert!(found.len() == 1 && found[0].starts_with("12:1"), "{found:?}");
    let out = of.build();
    let page = out.page("en/news/port/");
    assert_eq!(page.attributes("video", "src").len(), 1);
    assert!(page.has("video[controls][playsinline] > track[default]"));
    let feed = out.text("en/feed.xml");
    assert!(feed.contains("src=\"https://news.example/media/news/port/a.mp4\"") && !feed.contains("<track"), "{feed}");
    assert!(feed.contains("<a href=\"https://news.example/media/news/port/a.mp4\">The crane</a></video>"), "{feed}");
}

#[test]
fn one_core_and_eight_write_the_same_bytes() {
    let of = site(
        "![A](a.mp4)\n\n![B](b.webm)\n",
        &[
            ("a.mp4", film()),
            ("b.webm", webm(320, 180, 3.0)),
            ("a.en.vtt", captions("x").into()),
            ("a.png", pictures::small()),
        ],
    );
    of.build_with(&["--jobs", "1", "--out", "one"]);
    of.build_with(&["--jobs", "8", "--out", "eight"]);
    assert_eq!(of.out_in("one").files(), of.out_in("eight").files());
}

#[test]
fn a_big_file_that_has_not_changed_is_the_same_file_and_one_that_has_is_another() {
    let big = |byte: u8| [silent_film(), of_free(byte, 2 << 20)].concat();
    let of = site("![A](a.mp4)\n", &[("a.mp4", big(1))]);
    let source = of.root().join(FOLDER).join("a.mp4");
    let past = std::time::SystemTime::now() - Duration::from_secs(3600);
    let set_time = |time| std::fs::File::options().write(true).open(&source).unwrap().set_modified(time).unwrap();
    set_time(past);
    let out = of.build();
    let published = out.folder.join("media/news/port/a.mp4");
    let time = || std::fs::metadata(&published).unwrap().modified().unwrap();
    assert_eq!(time(), past);
    assert!(of.try_build(&["--json"]).stdout.contains("\"written\": 0"));
    // A fresh checkout: another time, and the same film.
    set_time(past + Duration::from_secs(60));
    assert!(of.try_build(&["--json"]).stdout.contains("\"written\": 0"));
    assert_eq!(time(), past, "an unchanged file keeps its time");
    of.write(&format!("{FOLDER}/a.mp4"), big(2));
    assert!(of.try_build(&["--json"]).stdout.contains("\"written\": 1"));
    assert_eq!(std::fs::read(&published).unwrap(), big(2));
    // What is published is not what the editor has.
    of.write(&format!("{FOLDER}/a.mp4"), b"half an upl");
    assert_eq!(std::fs::read(&published).unwrap(), big(2));
}

/// A box that players pass over.
fn of_free(byte: u8, length: usize) -> Vec<u8> {
    [&(length as u32 + 8).to_be_bytes()[..], b"free", &vec![byte; length]].concat()
}

#[test]
fn the_preview_sends_the_parts_of_a_film_and_follows_its_captions() {
    let big = [silent_film(), of_free(9, 2 << 20)].concat();
    let of = site("![A](a.mp4)\n", &[("a.mp4", big.clone())]);
    let preview = Preview::of(&of, &["--watch"]);
    let address = "/media/news/port/a.mp4";
    let whole = preview.get(address);
    assert_eq!(
        (whole.status, whole.header("accept-ranges"), whole.header("content-type")),
        (200, "bytes", "video/mp4")
    );
    assert_eq!(whole.bytes, big);
    let tag = whole.header("etag").to_owned();
    let part = preview.get_with(address, &[("range", "bytes=1000000-1299999")]);
    assert_eq!((part.status, part.header("content-length")), (206, "300000"));
    assert_eq!(part.header("content-range"), format!("bytes 1000000-1299999/{}", big.len()));
    assert_eq!(part.bytes, big[1_000_000..1_300_000]);
    assert_eq!(preview.get_with(address, &[("range", "bytes=-5")]).bytes, big[big.len() - 5..]);
    let beyond = preview.get_with(address, &[("range", "bytes=99999999-")]);
    assert_eq!((beyond.status, beyond.header("content-range").to_owned()), (416, format!("bytes */{}", big.len())));
    assert_eq!(preview.get_with(address, &[("if-none-match", &tag)]).status, 304);
    let (current, stale) = (("if-range", tag.as_str()), ("if-range", "\"other\""));
    assert_eq!(preview.get_with(address, &[current, ("range", "bytes=0-9")]).status, 206);
    assert_eq!(preview.get_with(address, &[stale, ("range", "bytes=0-9")]).status, 200);

    let page = "/en/news/port/";
    assert!(!preview.get(page).text().contains("<track"));
    let listener = preview.listen(page);
    listener.next();
    of.write(&format!("{FOLDER}/a.en.vtt"), captions("Up!"));
    listener.next();
    assert!(preview.get(page).text().contains("src=\"/media/news/port/a.en.vtt\""));
    of.write(
        &format!("{FOLDER}/a.mp4"),
        mp4(&Mp4 { picture: Some((320, 240, b"avc1")), sound: None, ..Mp4::default() }),
    );
    listener.until(|_| preview.get(page).text().contains("width=\"320\""));
}
