//! Galleries, and captions of tables.

#![allow(clippy::unwrap_used)]

mod common;

use common::pictures::photograph;
use common::{Page, Site, article};

fn site(body: &str) -> Site {
    let site = Site::new(&[
        ("site.yaml", "title: The Gazette\nbase_url: https://news.example/x\nlanguages: [{ tag: en, prefix: en }]\n"),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\n"),
        ("content/news/x/index.en.md", &article("X", "2025-01-20", "iran", body)),
    ]);
    for name in ["a", "b", "c"] {
        site.write(&format!("content/news/x/{name}.jpg"), photograph(1600, 1000));
    }
    site
}

fn page(body: &str) -> Page {
    site(body).build().page("/en/news/x/")
}

#[test]
fn pictures_in_one_paragraph_are_a_gallery_with_one_caption() {
    for body in [
        "![A](a.jpg) ![B](b.jpg)\n![C](c.jpg)\n*Three **views***\n",
        "![A](a.jpg)\n![B](b.jpg)\n![C](c.jpg)\n*Three **views***\n",
        "![A](a.jpg)![B](b.jpg)![C](c.jpg)\n*Three **views***\n",
    ] {
        let site = site(body);
        let out = site.build();
        let page = out.page("/en/news/x/");
        assert_eq!(page.attributes(".gallery img", "alt"), ["A", "B", "C"], "{body}");
        assert_eq!(page.texts(".gallery > figcaption"), ["Three views"]);
        assert_eq!(page.attributes(".gallery img", "width").len(), 3, "nothing moves when they come");
        let sizes = |name: &str| page.attributes(".gallery img", name)[0].parse::<f64>().unwrap();
        assert!((sizes("width") / sizes("height") - 4.0 / 3.0).abs() < 0.01, "one shape for all");
        // Each is a link to itself, whole: the file is there.
        for href in page.attributes(".gallery a", "href") {
            assert!(href.starts_with("/x/assets/media/news/x/"), "{href}");
            let bytes = std::fs::read(out.folder.join(href.trim_start_matches("/x/"))).unwrap();
            let size = imagesize::blob_size(&bytes).unwrap();
            assert_eq!((size.width, size.height), (1600, 1000));
        }
        assert_eq!(page.attributes("head script[src]", "data-close"), ["Close"]);
        assert!(!page.has(".text p"));
    }
}

#[test]
fn each_picture_of_a_gallery_may_have_words_a_link_and_an_end_of_its_own() {
    let page = page(
        "![A](a.jpg \"The port\"){credit=\"Ann Lee\"} [![B](b.jpg)](https://b.example) ![C](c.jpg){until=2025-01-25}\n",
    );
    assert_eq!(page.attributes(".gallery img", "alt"), ["A", "B"]);
    assert_eq!(page.texts(".gallery figure figcaption"), ["The port Ann Lee"]);
    assert!(page.has(".gallery a[href='https://b.example'] img[alt=B]"));
    assert!(page.has("a.gallery-picture img[alt=A]") && !page.has("a.gallery-picture img[alt=B]"));
}

#[test]
fn one_picture_is_a_figure_and_pictures_among_words_are_no_gallery() {
    for body in [
        "![A](a.jpg)\n",
        "![A](a.jpg) and ![B](b.jpg)\n",
        "![A](a.jpg) ![B](b.jpg) end\n",
        "*x* ![A](a.jpg) ![B](b.jpg)\n",
    ] {
        let page = page(body);
        assert!(!page.has(".gallery") && !page.has("head script[src]"), "{body}");
    }
}

#[test]
fn a_feed_has_the_pictures_of_a_gallery_with_full_addresses() {
    let out = site("![A](a.jpg) ![B](b.jpg)\n*Two*\n").build();
    let feed: serde_json::Value = serde_json::from_str(&out.text("en/feed.json")).unwrap();
    let html = feed["items"][0]["content_html"].as_str().unwrap();
    let item = Page::parse(html);
    assert_eq!(item.attributes("img", "alt"), ["A", "B"]);
    assert!(
        item.attributes("a", "href").iter().all(|href| href.starts_with("https://news.example/x/assets/")),
        "{html}"
    );
    assert!(item.text("figcaption").contains("Two"));
}

#[test]
fn a_table_may_have_a_caption_below_it() {
    let table = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n";
    for caption in [": Trade *turnover*, 2015", ":  Trade *turnover*, 2015", "\u{a0}: Trade *turnover*, 2015"] {
        for gap in ["\n", ""] {
            let page = page(&format!("{table}{gap}{caption}\n\nAfter\n"));
            assert_eq!(page.texts("table caption"), ["Trade turnover, 2015"], "{gap:?}");
            assert_eq!(page.attribute(".table", "aria-label"), "Trade turnover, 2015");
            assert_eq!(page.texts("tbody tr").len(), 2);
            assert_eq!(page.texts(".text > p"), ["After"]);
        }
    }
    for other in ["Words", "**: x**", ":x", ":"] {
        let page = page(&format!("{table}\n{other}\n"));
        assert!(!page.has("caption"), "{other}");
        assert_eq!(page.attribute(".table", "aria-label"), "Table");
        assert_eq!(page.texts(".text > p").len(), 1, "{other}");
    }
    let page = page(&format!("{table}| : x | y |\n"));
    assert!(!page.has("caption") && page.texts("tbody tr").len() == 3, "what has bars is a row");
}
