//! A site of Hugo in two languages, imported: what readers get, at which addresses, and what its editor is told.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::imported::{Imported, archive, import};
use common::pictures::photograph;

fn courier(more: &[&str]) -> Imported {
    let site = archive("hugo");
    site.write("source/content/post/port-strike/cranes.jpg", photograph(1300, 800));
    site.write("source/static/img/ann.jpg", photograph(900, 900));
    site.write("source/static/img/unnamed.jpg", photograph(300, 300));
    site.write("source/content/post/secret-plan.jpg", photograph(400, 300));
    import(site, "hugo", "source", more)
}

#[test]
fn articles_keep_their_addresses_languages_and_words() {
    let site = courier(&[]);
    let page = site.out.page("/2019/05/the-port-strike-day-one/");
    assert_eq!(page.text("h1"), "The port strike: day one");
    assert_eq!(page.attribute("html", "lang"), "en");
    assert!(page.text("main").contains("Ann Lee"));
    assert!(page.alternates().contains_key("fr"), "{:?}", page.alternates());
    let french = site.out.page("/fr/2019/05/la-grève-du-port-premier-jour/");
    assert_eq!(french.attribute("html", "lang"), "fr");
    assert!(french.text("h1").contains("La grève du port"));
    // An essay has the pattern of its own section.
    assert_eq!(site.out.page("/essays/long/").text("h1"), "A long essay");
    assert_eq!(site.out.page("/about/").text("h1"), "About us");
    assert!(site.out.page("/tags/trade/").text("h1").contains("Trade and tariffs"));
    assert!(site.out.page("/authors/ann-lee/").text("main").contains("Ann Lee writes about ports."));
    assert!(site.out.page("/post/").text("h1").contains("Dispatches"));
}

#[test]
fn every_old_address_is_a_page_or_leads_on() {
    let site = courier(&[]);
    assert_eq!(site.unanswered(), [""; 0]);
    for (old, new) in [
        ("/old/strike.html", "/2019/05/the-port-strike-day-one/"),
        ("/special/tea/", "/2019/07/tea/"),
        ("/categories/labour/", "/tags/labour/"),
        ("/fr/greve/", "/fr/2019/05/la-grève-du-port-premier-jour/"),
    ] {
        assert_eq!(site.leads_to(old), new, "{old}");
    }
    let redirects = site.out.text("_redirects");
    assert!(redirects.contains("/ p=12 /2019/05/the-port-strike-day-one/ 301!"), "{redirects}");
    assert!(redirects.contains("/index.xml /feed.xml 301"), "{redirects}");
    assert!(site.out.has("redirects.nginx.conf") && site.out.has(".htaccess"));
}

#[test]
fn nothing_withheld_becomes_public() {
    let site = courier(&[]);
    for word in
        ["Not yet", "Tomorrow", "Internal", "A part of others", "Expired", "Text of a broken file", "secret-plan"]
    {
        assert_eq!(site.out.traces_of(word), [""; 0], "{word}");
    }
    // What keeps each from readers can be read in its file.
    for (file, line) in [
        ("content/post/unfinished.en.md", "draft: true"),
        ("content/post/embargo.en.md", "date: 2099-01-01"),
        ("content/post/hidden-status.en.md", "draft: true"),
        ("content/post/headless.en.md", "draft: true"),
        ("content/post/gone-soon.en.md", "expires: 2019-07-01"),
        ("content/broken.en.md", "draft: true"),
    ] {
        assert!(site.file(file).lines().any(|l| l == line), "{file}: {}", site.file(file));
    }
    // A picture that only a draft shows lies beside it, where nobody finds it.
    assert!(site.file("content/post/unfinished.en.md").contains("](unfinished-secret-plan.jpg)"));
    assert!(site.has("content/post/unfinished-secret-plan.jpg"));
    assert!(site.file("content/broken.en.md").contains("title: Broken: yes"), "nothing is lost");
}

#[test]
fn shortcodes_are_markdown_and_unknown_ones_comments() {
    let site = courier(&[]);
    let page = site.out.page("/2019/05/the-port-strike-day-one/");
    assert_eq!(page.attributes(".embed-card", "data-provider"), ["YouTube"]);
    let captions = page.texts("figcaption");
    assert!(captions.iter().any(|caption| caption.contains("basin")), "{captions:?}");
    assert!(page.text("pre").contains("fmt.Println"));
    assert!(page.text("main").contains("Nobody knows this box."));
    assert!(!page.html().contains("notice"), "readers do not see it");
    let unknown = site.found("Shortcodes that nobody knows");
    assert_eq!(unknown, ["content/post/port-strike/index.md:23: {{% notice warning %}}"]);
    let (_, problems) = site.site.check_json(&["--root", "site"]);
    let told: Vec<_> = problems.iter().filter(|p| p["message"].as_str().unwrap().contains("notice warning")).collect();
    assert_eq!(told.len(), 1, "{problems:#?}");
}

#[test]
fn the_site_says_what_its_shortcodes_mean() {
    let site = archive("hugo");
    site.write("site/import.yaml", "shortcodes:\n  notice: \"> **{0}**\\n>\\n> {inner}\"\nkeys: { kicker: summary }\n");
    let site = import(site, "hugo", "source", &[]);
    assert!(site.out.page("/2019/05/the-port-strike-day-one/").text("blockquote").contains("Nobody knows this box."));
    assert_eq!(site.found("Shortcodes that nobody knows"), [""; 0]);
    let wrong = archive("hugo");
    wrong.write("source/import.yaml", "shortcode: {}\n");
    let run = wrong.run(&["import", "hugo", "source", "--into", "site"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("import.yaml:1:1") && run.stderr.contains("shortcodes"), "{}", run.stderr);
}

#[test]
fn links_lead_to_files_and_pictures_are_shown() {
    let site = courier(&[]);
    let text = site.file("content/post/port-strike/index.en.md");
    for link in [
        "[the second part](/post/second.md#why)",
        "[on the site](/post/second.md)",
        "[by file](/post/second.md)",
        ", to a draft,",
        "[to nothing](/nowhere/)",
        "[the tariffs](tariffs.pdf)",
        "![A crane](cranes.jpg \"Crane four\")",
        "src: cranes.jpg",
    ] {
        assert!(text.contains(link), "{link}: {text}");
    }
    assert!(site.file("content/post/port-strike/index.fr.md").contains("(/post/port-strike/index.en.md)"));
    let page = site.out.page("/2019/05/the-port-strike-day-one/");
    assert!(page.attributes("main img", "srcset").iter().any(|srcset| srcset.contains("1280w")));
    assert!(site.out.has("img/unnamed.jpg"), "what was published as it is stays so");
}

#[test]
fn the_report_says_what_must_be_decided_and_what_is_missing() {
    let site = courier(&[]);
    let missing = site.found("Links that lead to nothing");
    assert_eq!(missing.len(), 1, "{missing:?}");
    let line = missing[0].split(':').nth(1).unwrap().parse::<usize>().unwrap();
    let text = site.file("content/post/port-strike/index.en.md");
    assert!(text.lines().nth(line - 1).unwrap().contains("/nowhere/"), "{missing:?}");
    assert!(site.found("Lead pictures that the archive does not have")[0].contains("/img/missing-lead.jpg"));
    assert!(site.found("not read (AsciiDoc")[0].contains("content/essays/page.org"));
    assert!(site.found("Keys that may keep a text")[0].contains("visibility"));
    assert!(site.found("The text of the home page").len() == 1);
    let people = site.file("import-report.md");
    for words in ["## What came over", "| articles (en) | 4 |", "## To decide", "## Left out", "/nowhere/"] {
        assert!(people.contains(words), "{words}: {people}");
    }
    assert_eq!(site.report["check"]["errors"], 0);
}

#[test]
fn a_dry_run_writes_nothing_and_says_the_same() {
    let site = archive("hugo");
    let run = site.run(&["import", "hugo", "source", "--into", "site", "--dry-run", "--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let left: Vec<_> = std::fs::read_dir(site.root()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&report["dry_run"], &report["check"]["errors"]), (&true.into(), &0.into()));
}

#[test]
fn a_second_import_destroys_no_edit() {
    let site = courier(&[]);
    let again = |more: &[&str]| {
        site.site.run(&[&["import", "hugo", "source", "--into", "site", "--now", common::NOW], more].concat())
    };
    let refused = again(&[]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("D611") && refused.stderr.contains("--update"), "{}", refused.stderr);
    // An editor works on one file and deletes another; in the source one text changes and one comes.
    let edited = site.file("content/post/second.en.md").replace("Talks began.", "Talks began at noon.");
    site.site.write("site/content/post/second.en.md", &edited);
    site.site.remove("site/content/post/embargo.en.md");
    let source = |path: &str| std::fs::read_to_string(site.site.root().join("source").join(path)).unwrap();
    site.site.write("source/content/essays/long.md", source("content/essays/long.md") + "\nOne more line.\n");
    site.site.write("source/content/essays/new.md", "---\ntitle: New\ndate: 2018-02-02\n---\nNew.\n");
    let done = again(&["--update"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(site.file("content/post/second.en.md").contains("Talks began at noon."));
    assert!(!site.has("content/post/embargo.en.md"));
    assert!(site.file("content/essays/long.en.md").contains("One more line."));
    assert!(site.has("content/essays/new.en.md"));
    let report = site.file("import-report.md");
    assert!(report.contains("somebody has changed") && report.contains("somebody has removed"), "{report}");
}

#[test]
fn the_live_sites_sitemap_is_held_against_the_new_one() {
    let site = archive("hugo");
    let loc = |path: &str| format!("<url><loc>https://courier.example{path}</loc></url>");
    let all = ["/2019/05/the-port-strike-day-one/", "/fr/", "/search/?q=a&amp;b=c", "/page/2/"].map(loc).concat();
    site.write(
        "sitemap.xml",
        format!("<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{all}</urlset>"),
    );
    let site = import(site, "hugo", "source", &["--sitemap", "sitemap.xml"]);
    assert_eq!(site.unanswered(), ["/page/2/", "/search/?q=a&b=c"]);
    let run = site.site.run(&["import", "hugo", "source", "--into", "b", "--sitemap", "source/hugo.toml"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
}

#[test]
fn what_is_no_site_of_hugo_is_told() {
    let site = archive("hugo");
    let run = site.run(&["import", "hugo", "source/content", "--into", "site"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("no site of Hugo"), "{}", run.stderr);
    assert!(!site.root().join("site").exists());
}

/// A site of Hugo made of some texts.
fn small(files: &[(&str, &str)]) -> Imported {
    let site = common::Site::new(&[("unused", "")]);
    site.remove("site.yaml");
    site.write(
        "source/hugo.yaml",
        "baseURL: https://old.example/\ntitle: Old\nlanguages:\n  en: { weight: 1 }\n  fr: { disabled: true }\n",
    );
    site.write("source/content/post/shown.md", "---\ntitle: Shown\ndate: 2019-01-01\n---\nShown words.\n");
    files.iter().for_each(|(path, text)| site.write(&format!("source/{path}"), text));
    import(site, "hugo", "source", &[])
}

#[test]
fn what_hugo_kept_from_readers_in_other_ways_stays_there() {
    let site = small(&[
        ("content/post/noend.md", "---\ntitle: x\ndraft: true\n\nHIDE without end\n"),
        ("content/post/far.md", "---\ntitle: Far\ndate: 20219-01-01\n---\nHIDE odd date\n"),
        ("content/post/a.fr.md", "---\ntitle: Off\ndate: 2019-01-01\n---\nHIDE language\n"),
        ("content/secret/_index.md", "---\ncascade:\n  - draft: true\n    _target: { path: /secret/** }\n---\n"),
        ("content/secret/s.md", "---\ntitle: S\ndate: 2019-01-01\n---\nHIDE cascade\n"),
    ]);
    assert_eq!(site.out.traces_of("HIDE"), [""; 0]);
    assert!(!site.out.traces_of("Shown words").is_empty());
    assert_eq!(site.found("Front matter that cannot be read").len(), 1);
}

#[test]
fn one_bad_link_or_file_is_no_obstacle() {
    let site = small(&[
        (
            "content/media/a.md",
            "---\ntitle: A\ndate: 2019-01-01\n---\nA [print](javascript:window.print()) and \u{8}words.\n",
        ),
        ("content/authors/b.md", "---\ntitle: B\ndate: 2019-01-01\n---\nB.\n"),
        (
            "content/post/c.md",
            "---\ntitle: C\ndate: 2019-01-01\nimage: /img/empty.jpg\n---\nSee ![a map](/img/empty.jpg).\n",
        ),
        ("static/img/empty.jpg", ""),
        ("static/index.html", "<p>x</p>"),
        ("static/post/shown/index.html", "<p>x</p>"),
    ]);
    assert!(site.file("content/media-section/a.md").contains("A print and words."));
    assert!(site.file("content/post/c.md").contains("See [a map](/img/empty.jpg)."));
    assert_eq!(site.found("Pictures that cannot be read").len(), 1);
    assert_eq!(site.unanswered(), [""; 0]);
    assert_eq!(site.out.page("/post/shown/").text("h1"), "Shown");
    assert!(site.found("Files that stand in the place of a page").len() == 2);
}
