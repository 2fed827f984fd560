//! An export of Ghost with its pictures, imported: what readers get, at which addresses, and what its editor is told.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::imported::{Imported, archive, import};
use common::pictures::photograph;

const MORE: [&str; 4] = ["--uploads", "content", "--base-url", "https://tides.example"];

fn tides() -> Imported {
    let site = archive("ghost");
    for (name, width, height) in
        [("bay", 1300, 800), ("pier", 900, 900), ("ann", 600, 600), ("secret-plan", 400, 300), ("unnamed", 300, 300)]
    {
        site.write(&format!("content/images/2019/03/{name}.jpg"), photograph(width, height));
    }
    site.write("content/images/size/w600/2019/03/bay.jpg", photograph(600, 369));
    site.write("content/files/2019/03/table.csv", "day,metres\n");
    import(site, "ghost", "source/export.json", &MORE)
}

#[test]
fn posts_keep_their_addresses_authors_and_tags() {
    let site = tides();
    let page = site.out.page("/lowest-tide/");
    assert_eq!(page.text("h1"), "The lowest tide of the year");
    assert_eq!(page.attribute("html", "lang"), "en");
    let file = site.file("content/posts/lowest-tide.md");
    for line in [
        "date: 2019-03-21T08:30:00Z",
        "updated: 2019-03-22T10:00:00Z",
        "summary: The water leaves the bay.",
        "featured: true",
        "canonical: https://coast.example/lowest-tide/",
        "  alt: The bay without water",
        "  caption: Seen from the pier",
    ] {
        assert!(file.lines().any(|l| l == line), "{line}: {file}");
    }
    // The first tag and the first author are those that Ghost shows first.
    assert!(file.contains("tags:\n- Tides\n- The sea\n") && file.contains("author:\n- ann\n- boris\n"), "{file}");
    assert!(site.out.page("/tag/the-sea/").text("h1").contains("The sea"));
    let author = site.out.page("/author/ann/");
    assert!(author.text("main").contains("Ann Lee reads tide gauges."));
    let links = author.attributes("main a", "href");
    assert!(links.iter().any(|url| url == "https://x.com/annlee"), "{links:?}");
    assert_eq!(site.out.page("/about/").text("h1"), "About us");
    assert_eq!(site.out.page("/old-form/").text("h1"), "An old form");
    assert!(site.file("content/posts/old-form.md").contains("date: 2013-12-29T"));
    assert!(site.file("site.yaml").contains("time_zone: \"Europe/Paris\""));
}

#[test]
fn every_old_address_is_a_page_or_leads_on() {
    let site = tides();
    assert_eq!(site.unanswered(), [""; 0]);
    assert_eq!(site.leads_to("/lowest-tide/"), "/lowest-tide/");
    for (old, new) in [("/rss/", "/feed.xml"), ("/author/ann/rss/", "/author/ann/feed.xml")] {
        assert!(site.file("site.yaml").contains(&format!("\"{old}\": \"{new}\"")), "{old}");
    }
}

#[test]
fn nothing_withheld_becomes_public() {
    let site = tides();
    for word in [
        "Not yet",
        "Tomorrow",
        "Waited too long",
        "For paying eyes",
        "For the few",
        "By mail",
        "A word for subscribers",
        "secret-plan",
        "import-batch",
        "ann-private",
        "secrethash",
        "Only Logs In",
        "track()",
    ] {
        assert_eq!(site.out.traces_of(word), [""; 0], "{word}");
    }
    for (file, line) in [
        ("content/posts/unfinished.md", "draft: true"),
        ("content/posts/tomorrow.md", "date: 2099-01-01T08:00:00Z"),
        ("content/posts/overdue.md", "draft: true"),
        ("content/posts/members.md", "draft: true"),
        ("content/posts/letter.md", "draft: true"),
        ("content/posts/old-letter.md", "draft: true"),
    ] {
        assert!(site.file(file).lines().any(|l| l == line), "{file}: {}", site.file(file));
    }
    assert!(site.has("content/posts/unfinished-secret-plan.jpg"), "{:#?}", site.files());
    let secrets = site.files().into_iter().filter(|file| {
        std::fs::read(site.site.root().join("site").join(file)).unwrap().windows(10).any(|w| w == b"secrethash")
    });
    assert_eq!(secrets.count(), 0);
}

#[test]
fn cards_are_markdown() {
    let site = tides();
    let page = site.out.page("/lowest-tide/");
    assert_eq!(page.attributes(".embed-card", "data-provider"), ["YouTube"]);
    let captions = page.texts("figcaption");
    assert!(captions.iter().any(|caption| caption.contains("At noon")), "{captions:?}");
    assert!(captions.iter().any(|caption| caption.contains("Two views")), "{captions:?}");
    assert_eq!(page.texts("summary").last().map(String::as_str), Some("How large?"));
    let text = site.file("content/posts/lowest-tide.md");
    for part in [
        "![A boat on the sand](/content/images/2019/03/bay.jpg \"At noon\")",
        "## Why {#why}",
        "![The bay](/content/images/2019/03/bay.jpg) ![The pier](/content/images/2019/03/pier.jpg)\n*Two views*",
        "[Phases of the moon](https://moon.example/phases)\n",
        "> 💡 The moon does it, and the sun helps.",
        "[Read on](/posts/two-tides.md)",
        "[The table](/content/files/2019/03/table.csv)",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("kg-") && !text.contains("GHOST"), "{text}");
}

#[test]
fn texts_of_the_editor_are_read_where_there_is_no_html() {
    let site = tides();
    let text = site.file("content/posts/two-tides.md");
    for part in [
        "See [**the bay**](/posts/lowest-tide.md).",
        "## Why",
        "![The pier](/content/images/2019/03/pier.jpg \"In the morning\")",
        "| Day | Metres |",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(
        site.file("content/about.md")
            .contains("Nous lisons les *marégraphes*.\n\nVoir [la baie](/posts/lowest-tide.md).")
    );
    assert_eq!(site.found("a form of Ghost's editor"), ["post two-tides: poll"]);
}

#[test]
fn links_lead_to_files_and_the_report_says_what_is_missing() {
    let site = tides();
    let text = site.file("content/posts/lowest-tide.md");
    for link in [
        "[two tides a day](/posts/two-tides.md#why)",
        "[on the site](/posts/two-tides.md)",
        ", to a draft,",
        "[about the sea](/tag/the-sea/)",
        "[to nothing](/nowhere/)",
    ] {
        assert!(text.contains(link), "{link}: {text}");
    }
    assert!(text.contains("<a href=\"/about.md\">Ask us</a>"), "{text}");
    assert_eq!(site.found("Links that lead to nothing").len(), 1);
    assert!(site.found("Pictures and files that texts name and the archive does not have")[0].contains("gone.jpg"));
    assert!(site.found("not everybody could read")[0].contains("post members: paid"));
    assert_eq!(site.found("sent by mail alone").len(), 2);
    assert!(site.found("Internal tags")[0].contains("#import-batch"));
    assert!(site.found("Files that no text names")[0].contains("unnamed.jpg"));
    assert_eq!(site.report["check"]["errors"], 0);
}

#[test]
fn without_its_pictures_and_its_address_the_editor_is_asked_for_them() {
    let site = import(archive("ghost"), "ghost", "source/export.json", &[]);
    assert_eq!(site.found("The export holds no pictures").len(), 1);
    assert_eq!(site.found("does not say the address").len(), 1);
}

#[test]
fn what_is_no_export_of_ghost_is_told() {
    let site = archive("ghost");
    site.write("source/other.json", "{\"posts\": 3}");
    for source in ["source/other.json", "source/nothing.json"] {
        let run = site.run(&["import", "ghost", source, "--into", "site"]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains("no export of Ghost"), "{}", run.stderr);
    }
    assert!(!site.root().join("site").exists());
}
