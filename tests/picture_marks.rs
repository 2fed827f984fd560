//! What is said of a picture in braces behind it, and what readers get of it.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Site, article, translation};
use serde_json::Value;

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='6'/>";

fn site(body: &str) -> Site {
    let site = Site::new(&[("content/news/a.en.md", &article("Tea", "2025-01-20", "tea", body))]);
    site.write("content/news/a.svg", SVG);
    site.write("content/news/b.svg", SVG);
    site.write("static/photos/x.svg", SVG);
    site
}

fn schedule(site: &Site) -> Vec<(String, String, String)> {
    let run = site.run(&["schedule", "--json", "--now", common::NOW]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let text = |entry: &Value, key: &str| entry[key].as_str().unwrap().to_owned();
    let changes = report["changes"].as_array().unwrap().iter();
    changes.map(|entry| (text(entry, "at"), text(entry, "change"), text(entry, "path"))).collect()
}

#[test]
fn a_figure_shows_the_credit_in_braces_and_not_the_line_below() {
    let site = site("![Tea](a.svg \"A cup\"){credit=“Ann Lee / Agency” place=wide}\n*Somebody*\n");
    let page = site.build().text("en/news/a/index.html");
    assert!(page.contains("<span class=\"credit\">Ann Lee / Agency</span>"), "{page}");
    assert!(page.contains("<figure class=\"picture picture-wide\">"), "{page}");
    assert!(!page.contains("Somebody"), "{page}");
}

#[test]
fn a_picture_in_the_text_comes_down_with_all_that_is_said_of_it() {
    let ended = [
        "![Rare tea](a.svg \"Rare cup\"){until=2025-02-01 credit=\"Rare Agency\"}\n",
        "![Rare tea](a.svg \"Rare cup\"){until=2025-01-31T10:00}\n*Rare Agency*\n",
        "[![Rare tea](a.svg)](https://rare.example){until=\"2025-02-01\"}\n",
        "Words ![Rare tea](a.svg){until=2025-02-01} words.\n",
        "![Rare tea](a.svg){until=2025-02-01}\n![Rare tea](a.svg){until=2025-02-01}\n",
        "Words [![Rare tea](a.svg){until=2025-02-01}](https://rare.example) words.\n",
        "![Rare tea][r]{until=2025-02-01}\n\n[r]: a.svg \"Rare cup\"\n",
    ];
    for body in ended {
        let site = site(&format!("Before.\n\n{body}\nAfter.\n"));
        let run = site.try_build(&[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stderr.contains("warning[D822]") && run.stderr.contains("a.en.md:"), "{}", run.stderr);
        let out = site.out();
        for path in ["en/news/a/index.html", "en/feed.xml", "sitemap-en.xml"] {
            let text = out.text(path).to_lowercase();
            assert!(!text.contains("rare") && !text.contains("a.svg"), "{body}: {text}");
            assert!(!text.contains("<p></p>") && !text.contains("<figure class=\"picture\"></figure>"), "{body}");
        }
        assert!(!out.has("media/news/a.svg"), "{body}");
        assert_eq!(schedule(&site), [], "{body}");
    }
}

#[test]
fn the_schedule_lists_when_pictures_come_down() {
    let body = "![Tea](b.svg){until=\"2025-02-05 10:00\"}\n\n`![Tea](b.svg){until=2025-02-06}`\n";
    let site = site(body);
    let image = "---\nimage: { src: a.svg, alt: A cup, until: 2025-02-03 }\n";
    site.write("content/news/a.en.md", article("Tea", "2025-01-20", "tea", body).replacen("---\n", image, 1));
    site.write("content/news/a.fr.md", translation("Thé", "Mots."));
    site.write(
        "content/news/gone.en.md",
        article("Gone", "2025-01-20", "tea", "W.").replacen("---\n", &format!("{image}expires: 2025-02-02\n"), 1),
    );
    site.write(
        "content/tags/tea.en.md",
        "---\nname: Tea\nimage: { src: /news/a.svg, alt: Tea, until: 2025-02-04 }\n---\n",
    );
    site.write(
        "content/authors/ann.en.md",
        "---\nname: Ann\nphoto: { src: /photos/x.svg, until: 2025-02-07 }\n---\nA.\n",
    );
    let expected = [
        ("2025-02-02T00:00:00+01:00", "disappears", "content/news/gone.en.md"),
        ("2025-02-03T00:00:00+01:00", "picture-ends", "content/news/a.en.md"),
        ("2025-02-03T00:00:00+01:00", "picture-ends", "content/news/a.fr.md"),
        ("2025-02-04T00:00:00+01:00", "picture-ends", "content/tags/tea.en.md"),
        ("2025-02-05T10:00:00+01:00", "picture-ends", "content/news/a.en.md"),
        ("2025-02-07T00:00:00+01:00", "picture-ends", "content/authors/ann.en.md"),
    ];
    let expected = expected.map(|(at, change, path)| (at.to_owned(), change.to_owned(), path.to_owned()));
    assert_eq!(schedule(&site), expected);
    let run = site.run(&["schedule", "--now", common::NOW]);
    assert!(run.stdout.contains("a picture comes down"), "{}", run.stdout);
    let run = site.run(&["schedule", "--next", "--now", "2025-02-02T12:00:00Z"]);
    assert_eq!(run.stdout.trim(), "2025-02-02T23:00:00Z");
}

#[test]
fn a_last_day_that_nobody_can_read_stops_the_build() {
    for mark in ["until=someday", "untill=2025-03-01"] {
        let run = site(&format!("![Tea](a.svg){{{mark}}}\n")).try_build(&[]);
        assert_eq!(run.code, 1, "{mark}: {}", run.stderr);
        assert!(run.stderr.contains("error[D824]"), "{mark}: {}", run.stderr);
    }
}

#[test]
fn a_picture_of_a_text_may_be_in_static_or_elsewhere_with_its_size() {
    let site = site(
        "![Tea](static/photos/x.svg)\n\n![Tea](/photos/x.svg)\n\n\
         ![Tea](https://pics.example/a.jpg){width=1200 height=800}\n",
    );
    site.write("site.yaml", format!("{}hosting: {{ pictures_from: [pics.example] }}\n", common::CONFIG));
    let page = site.build().text("en/news/a/index.html");
    assert_eq!(page.matches("<img src=\"/photos/x.svg\" alt=\"Tea\" width=\"8\" height=\"6\"").count(), 2, "{page}");
    assert!(page.contains("src=\"https://pics.example/a.jpg\" alt=\"Tea\" width=\"1200\" height=\"800\""), "{page}");
}
