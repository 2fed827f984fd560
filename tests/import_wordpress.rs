//! An export of WordPress in two languages, imported: classic texts and blocks, uploads, states, addresses.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::imported::{Imported, archive, import};
use common::pictures::photograph;

const EXPORT: &str = "source/export.xml";

fn harbour() -> Imported {
    let site = archive("wordpress");
    for name in ["cranes", "quay", "ship"] {
        site.write(&format!("source/uploads/2019/05/{name}.jpg"), photograph(1300, 800));
        site.write(&format!("source/uploads/2019/05/{name}-300x200.jpg"), photograph(300, 200));
    }
    import(site, "wordpress", EXPORT, &["--uploads", "source/uploads", "--time-zone", "Europe/Paris"])
}

#[test]
fn texts_keep_their_addresses_and_languages() {
    let site = harbour();
    assert_eq!(site.unanswered(), [""; 0]);
    let page = site.out.page("/2019/05/strike-day-one/");
    assert_eq!(page.text("h1"), "The strike – day one");
    assert_eq!(page.attribute("html", "lang"), "en");
    assert!(page.text("main").contains("Ann Lee") && page.text("main").contains("Cranes stand still."));
    assert!(page.alternates()["fr"].ends_with("/fr/2019/05/greve/"), "{:?}", page.alternates());
    assert_eq!(site.out.page("/2019/07/чай/").text("h1"), "Чай в порту");
    assert_eq!(site.out.page("/about/who/").text("h1"), "Who we are");
    assert!(site.out.page("/category/news/").text("main").contains("What happens in the harbours."));
    assert!(site.out.page("/author/ann/").text("h1").contains("Ann Lee"));
    assert_eq!(site.leads_to("/category/news/europe/"), "/tag/europe-and-the-sea/");
    assert_eq!(site.leads_to("/2019/05/"), "/archive/2019/05/");
    assert_eq!(site.leads_to("/2019/05/strike/"), "/2019/05/strike-day-one/", "an old slug");
    assert_eq!(site.leads_to("/2019/05/strike-day-one/2/"), "/2019/05/strike-day-one/", "a second page");
    let redirects = site.out.text("_redirects");
    assert!(redirects.contains("/ p=10 /2019/05/strike-day-one/ 301!"), "{redirects}");
    assert!(
        redirects.contains("/ page_id=30 /about/who/ 301!") && redirects.contains("/feed/ /feed.xml 301"),
        "{redirects}"
    );
}

#[test]
fn a_classic_text_is_markdown() {
    let site = harbour();
    let text = site.file("content/news/strike-day-one.en.md");
    for words in [
        "The port was quiet on Thursday.\\\nNobody worked, and *nobody* said why.\n",
        "![Cranes, seen from the sea](/wp-content/uploads/2019/05/cranes.jpg \"The cranes at noon\")\n",
        "\nhttps://www.youtube.com/watch?v=w7Ejv3H_Xw_\n",
        "- shorter shifts\n- warm rooms",
        "\nhttps://vimeo.com/55073825\n",
        "\nhttps://twitter.com/port/status/453110110599868418\n",
        "[the second day](/news/second-day.md#why), [the same](/news/second-day.md) and [who we are](/who.md)",
        "![Gone](/wp-content/uploads/2018/gone.jpg)",
        "<!-- wordpress: [slider id=\"7\"] -->Inside",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("<!--more-->") && !text.contains("nextpage") && !text.contains("<script"));
    let page = site.out.page("/2019/05/strike-day-one/");
    assert_eq!(page.attributes(".embed-card", "data-provider"), ["YouTube", "Vimeo", "X"]);
    assert!(page.has("main .gallery img"), "two pictures in a paragraph");
    assert!(page.text("main").contains("[sic]"), "words in brackets are prose");
    assert!(
        page.attributes("main img", "srcset").iter().any(|srcset| srcset.contains("1280w")),
        "the original is shown"
    );
    assert!(!site.has("static/wp-content/uploads/2019/05/cranes-300x200.jpg"));
}

#[test]
fn blocks_are_markdown() {
    let site = harbour();
    let text = site.file("content/news/second-day.en.md");
    for words in [
        "## Why {#why}\n",
        "![The quay](/wp-content/uploads/2019/05/quay.jpg \"The quay, seen from the east\")\n",
        "https://youtu.be/w7Ejv3HGfXw\n*The hall*\n",
        "> **We waited.**\n>\n> — A crane driver\n",
        "| 2018 | 40     |\n\n: Freight\n",
        "![Quay](/wp-content/uploads/2019/05/quay.jpg) ![Cranes](/wp-content/uploads/2019/05/cranes.jpg)\n",
        "Kept once, shown often.",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(site.found("Blocks that a server fills"), ["post 12: <wp:latest-posts>"]);
    assert!(text.contains("author:\n- boris-petrov\n"), "the one who wrote, not the one who pasted");
}

#[test]
fn nothing_withheld_becomes_public() {
    let site = harbour();
    for words in
        ["Not ready.", "secret memo", "Members only", "plan of tomorrow", "To be reviewed", "Thrown away", "behind"]
    {
        assert_eq!(site.out.traces_of(words), [""; 0], "{words}");
    }
    assert!(site.file("content/news/secret-memo.en.md").contains("draft: true"));
    assert!(site.file("content/news/behind.en.md").contains("draft: true"));
    assert!(site.file("content/news/plan.en.md").contains("date: 2099-06-02T12:00:00+02:00"));
    assert_eq!(site.found("Texts with a password"), ["post 15: Behind a password"]);
    assert_eq!(site.found("Private texts"), ["post 14: A secret memo"]);
    assert_eq!(site.found("Texts in the bin"), ["post 18: In the bin"]);
    assert_eq!(site.found("Comments of readers"), ["comments: 3"]);
}

#[test]
fn without_uploads_the_texts_still_build_and_say_what_they_lack() {
    let site = import(archive("wordpress"), "wordpress", EXPORT, &[]);
    assert_eq!(site.found("An export holds no pictures").len(), 1);
    let missing = site.found("Pictures and files that texts name");
    assert!(missing.iter().any(|place| place.contains("quay.jpg")), "{missing:?}");
    assert_eq!(site.report["check"]["errors"], 0);
}

#[test]
fn what_is_no_export_is_told() {
    let site = archive("wordpress");
    site.write("feed.xml", "<rss><channel><title>x</title></channel></rss>");
    site.write("cut.xml", site.root().join("source/export.xml").to_str().unwrap());
    for (file, words) in
        [("feed.xml", "no export of WordPress"), ("nothing.xml", "cannot be read"), ("cut.xml", "no export")]
    {
        let run = site.run(&["import", "wordpress", file, "--into", "site"]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains(words), "{file}: {}", run.stderr);
        assert!(!site.root().join("site").exists());
    }
}
