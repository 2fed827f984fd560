//! What articles show of others: an address alone in its paragraph, and frames of raw HTML.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Page, Published, Site, article};

const CONFIG: &str = "title: The Gazette\nbase_url: https://news.example\nlanguages: [en, fr, ru]\n";

const PROVIDER: &str = "
embeds:
  tube:
    name: { en: Tube, fr: Le Tube }
    kind: video
    addresses: [\"tube.example/watch?v={id}\"]
    frames: [\"player.tube.example/{id}\"]
    frame: \"https://player.tube.example/{id}?start={?t:seconds}&hl={language}\"
    page: \"https://tube.example/watch?v={id}\"
    hosts: [\"https://cdn.tube.example\"]
    allow: [autoplay, fullscreen]
";

fn site(config: &str, body: &str) -> Site {
    Site::new(&[
        ("site.yaml", &format!("{CONFIG}{PROVIDER}{config}")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\n"),
        ("content/news/x.en.md", &article("X", "2025-01-20", "iran", body)),
    ])
}

fn page(out: &Published) -> Page {
    out.page("/en/news/x/")
}

fn frames(page: &Page) -> Vec<String> {
    page.attributes("[data-frame]", "data-frame")
}

/// What stands in the policy for frames.
fn frame_src(out: &Published) -> Option<String> {
    let headers = out.text("_headers");
    let policy = headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "))?.to_owned();
    policy.split("; ").find_map(|directive| directive.strip_prefix("frame-src ")).map(str::to_owned)
}

fn codes(site: &Site) -> Vec<(String, String)> {
    let (_, problems) = site.check_json(&[]);
    let text = |problem: &serde_json::Value, key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    problems.iter().map(|problem| (text(problem, "code"), text(problem, "message"))).collect()
}

#[test]
fn an_address_alone_in_its_paragraph_is_a_card_with_a_link_and_nothing_is_asked_of_others() {
    let out = site("", "Before\n\nhttps://www.tube.example/watch?v=abc&t=1m5s\n*The speech of **January***\n\nAfter\n")
        .build();
    let page = page(&out);
    assert_eq!(frames(&page), ["https://player.tube.example/abc?start=65&hl=en"]);
    assert_eq!(page.attribute(".embed a", "href"), "https://www.tube.example/watch?v=abc&t=1m5s");
    assert_eq!(page.text(".embed a"), "Watch on Tube");
    assert_eq!(page.text(".embed figcaption"), "The speech of January");
    assert_eq!(page.attribute("[data-frame]", "data-title"), "The speech of January (Tube)");
    assert!(!page.has("iframe") && !page.has(".text script"));
    assert_eq!(page.attributes("head script[src]", "src").len(), 1, "the script that makes frames");
    assert_eq!(frame_src(&out).unwrap(), "https://cdn.tube.example https://player.tube.example");
    for feed in ["en/feed.xml", "en/atom.xml", "en/feed.json"] {
        let text = out.text(feed);
        assert!(text.contains("Watch on Tube") && !text.contains("<iframe") && !text.contains("&lt;iframe"), "{feed}");
    }
}

#[test]
fn what_is_not_alone_is_a_link_and_what_nobody_knows_too() {
    let body = "See https://tube.example/watch?v=abc here.\n\n- https://tube.example/watch?v=abc\n\nhttps://other.example/5\n\n\
                `https://tube.example/watch?v=abc`\n\n[Film](https://tube.example/watch?v=abc)\n\nhttps://tube.example/about\n";
    let out = site("", body).build();
    assert_eq!(frames(&page(&out)), [""; 0]);
    assert_eq!(frame_src(&out), None, "nobody is allowed who is not shown");
    assert!(!page(&out).has("head script[src]"));
    assert!(page(&out).has("a[href='https://other.example/5']"));
}

#[test]
fn a_picture_of_a_film_is_that_film_with_its_description() {
    let out = site("", "![The speech](https://tube.example/watch?v=abc \"In January\")\n").build();
    let page = page(&out);
    assert_eq!(frames(&page).len(), 1);
    assert_eq!(page.text(".embed-what"), "The speech");
    assert_eq!(page.text(".embed figcaption"), "In January");
    assert_eq!(page.attribute("[data-frame]", "data-title"), "The speech (Tube)");
}

#[test]
fn what_is_said_in_braces_of_a_film_counts_or_is_told() {
    let body = "![A](https://tube.example/watch?v=a \"Cap\"){credit=\"Ann Lee\" place=wide}\n\n\
                ![B](https://tube.example/watch?v=b){until=2025-01-25}\n\n\
                ![C](https://tube.example/watch?v=c){crop=none}\n";
    let site = site("", body);
    let page = page(&site.build());
    assert_eq!(page.text(".picture-wide figcaption"), "Cap Ann Lee");
    assert_eq!(page.text(".picture-wide .credit"), "Ann Lee");
    let ids: Vec<String> = frames(&page).iter().map(|frame| frame[28..29].to_owned()).collect();
    assert_eq!(ids, ["a", "c"], "what has ended has come down");
    let told: Vec<String> = codes(&site).into_iter().map(|(code, message)| format!("{code} {message}")).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().any(|told| told == "D824 `crop` says nothing of what another site shows"), "{told:?}");
}

#[test]
fn several_addresses_in_lines_of_their_own_are_all_shown_in_quotations_too() {
    let one = "https://tube.example/watch?v=a\nhttps://tube.example/watch?v=b\n";
    let out = site("", &format!("{one}\n> https://tube.example/watch?v=c\n")).build();
    let ids: Vec<String> = frames(&page(&out)).iter().map(|frame| frame[28..29].to_owned()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    // One of them is of nobody: all stay what they are.
    let out = site("", &one.replace("v=b", "w=b")).build();
    assert_eq!(frames(&page(&out)).len(), 0);
}

#[test]
fn words_are_those_of_the_text_and_the_name_that_of_its_language() {
    let site = site("", "https://tube.example/watch?v=abc\n");
    site.write("content/news/x.fr.md", "---\ntitle: X\n---\nhttps://tube.example/watch?v=abc\n");
    site.write("content/news/x.ru.md", "---\ntitle: X\n---\nhttps://tube.example/watch?v=abc\n");
    site.write("locales/fr/names.ftl", "section-news = Actualités\ntag-iran = Iran\n");
    site.write("locales/ru/names.ftl", "section-news = Новости\ntag-iran = Иран\n");
    let out = site.build();
    let link = |tag: &str| out.page(&format!("/{tag}/news/x/")).text(".embed a");
    assert_eq!([link("en"), link("fr"), link("ru")], ["Watch on Tube", "Regarder sur Le Tube", "Смотреть на Tube"]);
    assert!(frames(&out.page("/ru/news/x/"))[0].ends_with("hl=ru"));
    let note = out.page("/ru/news/x/").attribute("[data-frame]", "data-note");
    assert!(note.contains("адрес"), "{note}");
}

#[test]
fn a_frame_of_raw_html_becomes_the_same_card_wherever_it_stands() {
    let frame = "<iframe src=\"//player.tube.example/abc?autoplay=1\" width=\"400\" height=\"300\" title=\"Speech\">old</iframe>";
    for body in [
        frame.to_owned(),
        format!("<div class=\"wrap\"><p>{frame}</p></div>"),
        format!("Words {frame} and words"),
        frame.replace("src=", "loading=lazy data-src="),
        frame.replace("iframe", "IFRAME"),
    ] {
        for trust in ["", "trust_html: true\n"] {
            let out = site(trust, &format!("{body}\n\nAfter\n")).build();
            let page = page(&out);
            assert_eq!(frames(&page), ["https://player.tube.example/abc?hl=en"], "{trust}{body}");
            assert_eq!(page.attribute("[data-frame] a", "href"), "https://tube.example/watch?v=abc");
            assert_eq!(page.attribute("[data-frame]", "data-ratio"), "4/3", "as its embed code says");
            assert!(!page.has("iframe") && !page.text(".text").contains("old"), "{trust}{body}");
            assert!(page.text(".text").ends_with("After"));
            assert_eq!(codes(&site(trust, &body)), [], "{trust}{body}");
        }
    }
}

#[test]
fn an_unknown_frame_is_told_with_the_lines_that_make_it_known() {
    let body =
        "<iframe src=\"https://charts.example/e/5?x=1\"></iframe>\n\n<iframe src=\"https://maps.example/\"></iframe>\n";
    let site = site("", body);
    let (_, problems) = site.check_json(&[]);
    let told: Vec<&serde_json::Value> = problems.iter().filter(|problem| problem["code"] == "D208").collect();
    assert_eq!(told.len(), 2, "{problems:?}");
    assert_eq!((told[0]["line"].as_u64(), told[1]["line"].as_u64()), (Some(8), Some(10)));
    let hint = told[0]["hints"][0].as_str().unwrap();
    let lines = hint.split('`').nth(1).unwrap().trim_start_matches("embeds: {").trim_end_matches('}').trim();
    // What is told is what helps.
    let known = self::site(&format!("  {lines}\n"), body);
    assert_eq!(frames(&page(&known.build())), ["https://charts.example/e/5?x=1"]);
}

#[test]
fn an_embed_code_does_not_choose_where_its_link_leads() {
    let of =
        |meant: &str| format!("<iframe src=\"https://www.facebook.com/plugins/post.php?href={meant}\"></iframe>\n");
    let good = site("", &of("https%3A%2F%2Fwww.facebook.com%2Fzuck%2Fposts%2F1")).build();
    assert_eq!(page(&good).attribute("[data-frame] a", "href"), "https://www.facebook.com/zuck/posts/1");
    for meant in
        ["javascript%3Aalert(1)", "%2F%2Fevil.example%2F", "https%3A%2F%2Fevil.example%2F", "data%3Atext%2Fhtml,x", "x"]
    {
        for trust in ["", "trust_html: true\n"] {
            let site = site(trust, &of(meant));
            assert_eq!(site.try_build(&[]).code, 0);
            let page = page(&site.out());
            assert!(!page.has("[data-frame]"), "{meant}");
            assert!(page.attributes(".text a", "href").is_empty(), "{meant}");
        }
    }
}

#[test]
fn a_frame_in_a_link_and_the_same_again_for_browsers_without_scripts() {
    let frame = "<iframe src=\"https://player.tube.example/abc\"></iframe>";
    let inside =
        site("", &format!("<a href=\"https://a.example\">{frame}</a>\n\nWords [x {frame} y](https://b.example)\n"));
    let links = page(&inside.build());
    assert_eq!(frames(&links).len(), 0, "no link stands in a link");
    assert_eq!(codes(&inside).iter().filter(|(code, _)| code == "D208").count(), 2);
    let late = frame.replace("src=", "data-src=");
    for trust in ["", "trust_html: true\n"] {
        let twice = site(trust, &format!("<div>{late}<noscript>{frame}</noscript></div>\n"));
        assert_eq!(frames(&page(&twice.build())).len(), 1, "{trust}");
    }
    let wrapped = site("", "<figure><div class=\"wrap\">\nhttps://tube.example/watch?v=abc&amp;t=5\n</div></figure>\n");
    assert_eq!(frames(&page(&wrapped.build())), ["https://player.tube.example/abc?start=5&hl=en"]);
    let linked = site("", "<p><a href=\"https://tube.example/watch?v=abc\">https://tube.example/watch?v=abc</a></p>\n");
    assert_eq!(frames(&page(&linked.build())).len(), 0);
}

#[test]
fn films_that_stand_like_pictures_are_told_or_shown() {
    let two = "![a](https://tube.example/watch?v=a) ![b](https://tube.example/watch?v=b)\n";
    let two = page(&site("", two).build());
    assert_eq!(frames(&two).len(), 2);
    assert!(!two.has(".gallery"));
    let between = site("", "Words ![A film](https://tube.example/watch?v=a) and words\n");
    assert!(!page(&between.build()).has("img"));
    assert!(codes(&between).iter().any(|(code, message)| code == "D209" && message.contains("between words")));
    let captions = "https://tube.example/watch?v=a\n*One*\nhttps://tube.example/watch?v=b\n*Two*\n";
    assert_eq!(page(&site("", captions).build()).texts(".embed figcaption"), ["One", "Two"]);
    let pasted = "\u{a0}https://tube.example/watch?v=a\u{200f}\n";
    assert_eq!(frames(&page(&site("", pasted).build())).len(), 1);
}

#[test]
fn doing_without_a_provider_is_doing_without_its_relatives_and_a_slip_is_told() {
    let body = "https://youtu.be/abcdefghijk\n\nhttps://www.youtube.com/shorts/abcdefghijk\n";
    let out = site("  youtube: off\n", body).build();
    assert_eq!(frames(&page(&out)).len(), 0);
    let slip = site("  yotube: off\n", body);
    let (_, problems) = slip.check_json(&[]);
    let told = problems.iter().find(|problem| problem["message"].as_str().unwrap().contains("yotube")).unwrap();
    assert!(told["hints"].to_string().contains("`youtube`") && told["line"] == 15, "{told}");
    let part = site(
        "  bad:\n    name: Bad\n    addresses: [\"a.example/{id}\"]\n    frame: \"https://a.example/{ide}\"\n",
        "x\n",
    );
    assert!(codes(&part).iter().any(|(_, message)| message.contains("`{ide}`")), "{:?}", codes(&part));
}

#[test]
fn no_writer_can_name_a_frame_that_no_provider_has() {
    let body = "<div class=\"embed-card\" data-frame=\"https://evil.example/\" data-show=\"Play\"><a href=\"https://a.example\">x</a></div>\n\n\
                <span data-aside=\"0\"></span>\n\n<iframe src=\"https://player.tube.example/a&quot;&gt;&lt;script&gt;\"></iframe>\n\n\
                <iframe src=\"javascript:alert(1)\"></iframe>\n";
    let site = site("", body);
    let out = site.out();
    let run = site.try_build(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = page(&out);
    assert!(frames(&page).iter().all(|frame| frame.starts_with("https://player.tube.example/")), "{:?}", frames(&page));
    assert!(!page.has(".text script") && !page.html().contains("evil.example"));
}

#[test]
fn a_mistake_in_a_provider_is_told_at_its_place() {
    let site =
        site("  bad:\n    name: Bad\n    addresses: [\"{host}/a\"]\n    frame: player.example\n    raito: x\n", "x\n");
    let (code, problems) = site.check_json(&[]);
    assert_eq!(code, 1);
    assert!(problems.iter().any(|problem| problem["message"].as_str().unwrap().contains("raito")), "{problems:?}");
    site.write(
        "site.yaml",
        format!(
            "{CONFIG}{PROVIDER}  bad:\n    name: Bad\n    addresses: [\"{{host}}/a\"]\n    frame: player.example\n"
        ),
    );
    let (_, problems) = site.check_json(&[]);
    let places: Vec<_> =
        problems.iter().map(|problem| (problem["line"].as_u64(), problem["column"].as_u64())).collect();
    assert_eq!(places, [(Some(17), Some(17)), (Some(18), Some(12))], "{problems:?}");
}

#[test]
fn a_theme_brings_providers_and_the_site_may_do_without_them() {
    let site = Site::new(&[
        ("site.yaml", &format!("{CONFIG}theme: own\nembeds:\n  vimeo: off\n")),
        ("themes/own/theme.yaml", "name: Own\nextends: gazette\n"),
        (
            "themes/own/embeds.yaml",
            "tube:\n  name: Tube\n  addresses: [\"tube.example/{id}\"]\n  frame: \"https://tube.example/e/{id}\"\n",
        ),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\n"),
        (
            "content/news/x.en.md",
            &article(
                "X",
                "2025-01-20",
                "iran",
                "https://tube.example/5\n\nhttps://vimeo.com/76979871\n\nhttps://t.me/durov/1\n",
            ),
        ),
    ]);
    let out = site.build();
    assert_eq!(frames(&page(&out)), ["https://tube.example/e/5", "https://t.me/durov/1?embed=1&mode=tme"]);
    assert_eq!(page(&out).text(".embed a"), "Open on Tube");
    assert_eq!(frame_src(&out).unwrap(), "https://t.me https://tube.example");
    site.write("themes/own/embeds.yaml", "tube:\n  name: Tube\n");
    let run = site.try_build(&[]);
    assert!(run.code == 1 && run.stderr.contains("themes/own/embeds.yaml:2:3"), "{}", run.stderr);
}

#[test]
fn a_policy_of_the_sites_own_that_blocks_a_frame_is_told() {
    let own = "hosting: { headers: { Content-Security-Policy: \"default-src 'self'\" } }\n";
    let site = site(own, "https://tube.example/watch?v=abc\n");
    let (_, problems) = site.check_json(&[]);
    let told: Vec<_> = problems.iter().filter(|problem| problem["code"] == "D220").collect();
    assert_eq!(told.len(), 1, "{problems:?}");
    assert!(told[0]["message"].as_str().unwrap().contains("the frame from https://player.tube.example"));
    assert_eq!(told[0]["line"], 8);
}

#[test]
fn what_is_withheld_allows_nobody_anything() {
    let body = "https://tube.example/watch?v=abc\n";
    let site = site("", "Words\n");
    site.write("content/news/y.en.md", article("Y", "2030-01-20", "iran", body));
    site.write(
        "content/news/z.en.md",
        article("Z", "2025-01-20", "iran", body).replace("title:", "draft: true\ntitle:"),
    );
    let out = site.build();
    assert_eq!(out.traces_of("player.tube.example"), [""; 0]);
}

#[test]
fn the_description_of_a_page_is_no_caption_of_a_player() {
    let text =
        "---\ntitle: X\ndate: 2025-01-20\n---\nhttps://tube.example/watch?v=abc\n*Below*\n\nWords of the text.\n";
    let site = site("", "x\n");
    site.write("content/news/x.en.md", text);
    assert_eq!(page(&site.build()).attribute("meta[name=description]", "content"), "Words of the text.");
}

/// What an editor pastes, and what is asked for once a reader wants to see it.
const KNOWN: &str = "
https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1&t=90 youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0&hl=en&start=90
https://youtu.be/dQw4w9WgXcQ?si=x youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0&hl=en
https://m.youtube.com/shorts/abcdefghijk youtube-nocookie.com/embed/abcdefghijk?autoplay=1&rel=0&hl=en
https://www.youtube.com/live/abcdefghijk?feature=share youtube-nocookie.com/embed/abcdefghijk?autoplay=1&rel=0&hl=en
https://www.youtube.com/playlist?list=PL-1 youtube-nocookie.com/embed/videoseries?list=PL-1&autoplay=1&hl=en
https://music.youtube.com/watch?v=abcdefghijk youtube-nocookie.com/embed/abcdefghijk?autoplay=1&rel=0&hl=en
https://vimeo.com/76979871/abcdef player.vimeo.com/video/76979871?autoplay=1&dnt=1&h=abcdef
https://vimeo.com/channels/staffpicks/76979871 player.vimeo.com/video/76979871?autoplay=1&dnt=1
https://www.dailymotion.com/video/x8abc geo.dailymotion.com/player.html?video=x8abc&autoplay=1
https://dai.ly/x8abc geo.dailymotion.com/player.html?video=x8abc&autoplay=1
https://rutube.ru/video/0123456789abcdef/?t=12 rutube.ru/play/embed/0123456789abcdef?autoplay=true&t=12
https://vk.com/video-22822305_456241864 vkvideo.ru/video_ext.php?oid=-22822305&id=456241864&autoplay=1
https://vk.com/club1?z=video-1_2%2Fpl_wall vkvideo.ru/video_ext.php?oid=-1&id=2&autoplay=1
https://vkvideo.ru/video-1_2?t=1m vkvideo.ru/video_ext.php?oid=-1&id=2&autoplay=1&t=1m
https://t.me/s/durov/123?single t.me/durov/123?embed=1&mode=tme
https://twitter.com/jack/status/20?s=20 platform.twitter.com/embed/Tweet.html?id=20&dnt=true&lang=en
https://x.com/jack/status/20 platform.twitter.com/embed/Tweet.html?id=20&dnt=true&lang=en
https://www.facebook.com/zuck/posts/10102577175875681 facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fzuck%2Fposts%2F10102577175875681&show_text=true
https://www.facebook.com/watch/?v=10153231379946729 facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D10153231379946729&show_text=false&autoplay=true
https://www.instagram.com/reel/CxAbC-1_/?igsh=x instagram.com/p/CxAbC-1_/embed/
https://www.instagram.com/nasa/p/CxAbC/ instagram.com/p/CxAbC/embed/
https://www.tiktok.com/@nasa/video/7123456789 tiktok.com/embed/v2/7123456789?lang=en
https://soundcloud.com/nasa/golden-record w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fnasa%2Fgolden-record&auto_play=true&visual=false
https://open.spotify.com/intl-fr/episode/5abc?si=x open.spotify.com/embed/episode/5abc
https://open.spotify.com/album/5abc open.spotify.com/embed/album/5abc
https://datawrapper.dwcdn.net/AbC12/3/ datawrapper.dwcdn.net/AbC12/
https://public.flourish.studio/visualisation/123456/ flo.uri.sh/visualisation/123456/embed
https://www.openstreetmap.org/?mlat=48.85&mlon=2.35#map=12/48.85/2.35 openstreetmap.org/export/embed.html?bbox=2.25387,48.80256,2.44613,48.89744&layer=mapnik&marker=48.85,2.35
https://www.google.com/maps/place/Kremlin/@55.7,37.6,17z/data=!3m1 google.com/maps?q=Kremlin&ll=55.7,37.6&z=17&hl=en&output=embed
https://www.google.com/maps/d/viewer?mid=1abc&ll=5 google.com/maps/d/embed?mid=1abc&hl=en
https://docs.google.com/forms/d/e/1FAI/viewform?usp=sf_link docs.google.com/forms/d/e/1FAI/viewform?embedded=true&hl=en
https://www.c-span.org/video/?123456-1/a-speech c-span.org/standalone/?123456-1
https://www.c-span.org/clip/campaign-2024/a-speech/5012345 c-span.org/standalone/?c5012345
https://www.c-span.org/video/?123-1/a-speech&start=30 c-span.org/standalone/?123-1&start=30
https://x.com/jack/status/20/photo/1 platform.twitter.com/embed/Tweet.html?id=20&dnt=true&lang=en
https://fr-fr.facebook.com/zuck/posts/1 facebook.com/plugins/post.php?href=https%3A%2F%2Ffr-fr.facebook.com%2Fzuck%2Fposts%2F1&show_text=true
https://www.google.com/maps/place/Eiffel+Tower google.com/maps?q=Eiffel%20Tower&hl=en&output=embed
";

#[test]
fn the_default_theme_knows_what_editors_paste() {
    let known: Vec<(&str, &str)> = KNOWN.lines().filter_map(|line| line.split_once(' ')).collect();
    let body: String = known.iter().map(|(address, _)| format!("{address}\n\n")).collect();
    let site = site("", &body);
    let page = page(&site.build());
    let shown = frames(&page);
    let links = page.attributes(".embed a", "href");
    assert_eq!(links, known.iter().map(|(address, _)| *address).collect::<Vec<_>>());
    for ((address, expected), frame) in known.iter().zip(&shown) {
        let frame = frame.trim_start_matches("https://").trim_start_matches("www.");
        assert_eq!(frame, *expected, "{address}");
    }
    // A frame that is pasted back as raw HTML is the same.
    let back: String = shown.iter().map(|frame| format!("<iframe src=\"{frame}\"></iframe>\n\n")).collect();
    let again = self::page(&self::site("", &back).build());
    assert_eq!(frames(&again).len(), known.len(), "{:?}", frames(&again));
    // The style sheet keeps the room of each kind of frame free.
    let css = include_str!("../themes/gazette/static/gazette.css");
    for (attribute, value) in ["data-ratio", "data-height"]
        .into_iter()
        .flat_map(|name| page.attributes(&format!("[{name}]"), name).into_iter().map(move |value| (name, value)))
    {
        let is_low = attribute == "data-height" && value.parse::<u32>().is_ok_and(|height| height < 400);
        assert!(is_low || css.contains(&format!("[{attribute}=\"{value}\"]")), "{attribute} {value}");
    }
}

#[test]
fn the_same_bytes_whatever_the_number_of_cores() {
    let body = "https://tube.example/watch?v=abc\n\n<iframe src=\"https://player.tube.example/x\"></iframe>\n";
    let built = |jobs: &str| site("", body).build_with(&["--jobs", jobs]).files();
    assert!(built("1") == built("8"));
}
