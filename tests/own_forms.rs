//! Addresses of a site's own: prefixes of languages, the root, endings, slugs to the letter.

#![allow(clippy::unwrap_used)]

mod common;

use common::preview::Preview;
use common::{Published, Site, article, translation};
use std::collections::BTreeSet;

/// A story, a page and an author in the languages of `site.yaml`, English and perhaps French, with this below them.
fn site(languages: &str, more: &str) -> Site {
    let head = format!("title: The Gazette\nbase_url: https://news.example\nlanguages: {languages}\n");
    let site = Site::new(&[
        ("site.yaml", &format!("{head}{more}")),
        ("content/news/treaty.en.md", &article("The treaty", "2025-01-20", "iran", "Read [more](vote.md).")),
        ("content/news/vote.en.md", &article("The vote", "2025-01-21", "iran", "Text.")),
        ("content/about.en.md", "---\ntitle: About us\n---\nText.\n"),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\nShe writes.\n"),
    ]);
    if languages.contains("fr") {
        site.write("content/news/treaty.fr.md", translation("Le traité", "Voir [ici](vote.md)."));
        site.write("content/news/vote.fr.md", translation("Le vote", "Texte."));
        site.write("content/about.fr.md", "---\ntitle: À propos\n---\nTexte.\n");
    }
    site
}

/// All patterns with an ending.
fn patterns(end: &str) -> String {
    format!(
        "permalinks:\n  article: /:section/:year/:slug{end}\n  page: /:slug{end}\n  section: /:slug{end}\n  tag: /tags/:slug{end}\n  author: /authors/:slug{end}\n  archive: /archive{end}\n"
    )
}

/// The codes of what `check` says.
fn codes(site: &Site) -> BTreeSet<String> {
    let (_, problems) = site.check_json(&[]);
    problems.iter().map(|problem| problem["code"].as_str().unwrap_or_default().to_owned()).collect()
}

/// No link of the site leads to nothing, whatever its addresses look like.
fn is_whole(site: &Site) {
    let codes = codes(site);
    assert!(!codes.iter().any(|code| ["D201", "D301", "D304", "D702"].contains(&code.as_str())), "{codes:?}");
}

fn canonical(out: &Published, file: &str) -> String {
    common::Page::parse(&out.text(file)).attribute("link[rel=canonical]", "href")
}

#[test]
fn a_site_in_one_language_has_it_at_the_root() {
    let out = site("[en]", "").build();
    assert!(out.has("index.html") && out.has("news/treaty/index.html") && out.has("404.html") && out.has("feed.xml"));
    assert!(!out.files().keys().any(|path| path.starts_with("en/")));
    let home = out.page("/");
    assert!(home.attribute("html", "lang").starts_with("en") && home.alternates().is_empty());
    assert!(!home.has("nav.languages"), "there is nothing to choose");
    assert_eq!(home.attribute("link[rel=manifest]", "href"), "/manifest.webmanifest");
    assert!(out.text("_headers").contains("\n/news/*\n  Cache-Control"), "{}", out.text("_headers"));
    assert!(out.text("_headers").contains("\n/feed.xml\n  Content-Type"));
}

#[test]
fn an_empty_prefix_takes_the_place_of_the_chooser() {
    let site = site("[en, { tag: fr, prefix: \"\" }]", "");
    is_whole(&site);
    let out = site.build();
    assert_eq!(out.page("/").language_of("html"), "fr");
    assert_eq!(common::Page::parse(&out.text("404.html")).language_of("html"), "fr");
    assert!(out.has("news/treaty/index.html") && out.has("en/news/treaty/index.html") && out.has("en/404.html"));
    let alternates = out.page("/en/").alternates();
    assert_eq!(alternates["fr"], "https://news.example/");
    assert_eq!(alternates["x-default"], "https://news.example/en/", "the first language is the site's own");
    assert!(out.text("sitemap-fr.xml").contains("<loc>https://news.example/news/treaty/</loc>"));
    assert!(out.text("addresses.json").contains("\"fr\": \"/news/treaty/\""));
    assert!(out.page("/en/news/treaty/").html().contains("href=\"/news/treaty/\""), "the language bar leads there");
}

#[test]
fn a_prefix_is_what_all_addresses_of_its_language_begin_with() {
    let site = site("[en, { tag: fr, prefix: /édition/fr_CA/ }]", "redirects: [netlify]\n");
    is_whole(&site);
    let out = site.build();
    assert!(
        out.has("édition/fr_CA/news/treaty/index.html") && out.has("édition/fr_CA/404.html") && out.has("index.html")
    );
    assert!(!out.files().keys().any(|path| path.starts_with("fr/")));
    assert!(
        out.text("feed.xml".replace("feed", "édition/fr_CA/feed").as_str())
            .contains("/%C3%A9dition/fr_CA/news/treaty/")
    );
    assert!(out.text("_headers").contains("/%C3%A9dition/fr_CA/*\n"));
}

#[test]
fn a_prefix_that_cannot_be_is_told_at_its_line() {
    for (languages, words) in [
        ("[{ tag: en, prefix: \"\" }, { tag: fr, prefix: / }]", "would both be at the root"),
        ("[en, { tag: fr, prefix: EN }]", "would both be at /EN/"),
        ("[{ tag: en, prefix: Новости }, { tag: fr, prefix: новости }]", "would both be at /новости/"),
        ("[en, { tag: fr, prefix: media }]", "the program's own"),
        ("[en, { tag: fr, prefix: \"a b\" }]", "it has a space"),
        ("[en, { tag: fr, prefix: ../x }]", "`..`"),
    ] {
        let site = site(languages, "");
        let (status, problems) = site.check_json(&[]);
        let told = problems.iter().find(|problem| problem["code"] == "D002").unwrap_or_else(|| panic!("{languages}"));
        assert_eq!((status, told["path"].as_str(), told["line"].as_i64()), (1, Some("site.yaml"), Some(3)));
        assert!(told["message"].as_str().unwrap().contains(words), "{told}");
    }
}

#[test]
fn addresses_may_end_in_html() {
    let site = site("[en, fr]", &patterns(".html"));
    is_whole(&site);
    let out = site.build();
    assert_eq!(canonical(&out, "en/news/2025/treaty.html"), "https://news.example/en/news/2025/treaty.html");
    for file in
        ["en/about.html", "en/news.html", "en/tags.html", "en/tags/iran.html", "en/authors/ann.html", "en/archive.html"]
    {
        assert!(out.has(file), "{file}");
    }
    assert!(out.has("en/archive/2025/01.html") && out.has("en/news/feed.xml") && out.has("en/index.html"));
    assert!(!out.files().keys().any(|path| path.ends_with("/index.html") && path.contains("news")));
}

#[test]
fn addresses_may_end_in_nothing() {
    let more = format!("{}paginate: 1\nredirects: [netlify, apache]\n", patterns(""));
    let site = site("[en, fr]", &more);
    is_whole(&site);
    let out = site.build();
    assert_eq!(canonical(&out, "en/news/2025/treaty.html"), "https://news.example/en/news/2025/treaty");
    let list = common::Page::parse(&out.text("en/news.html"));
    assert!(list.attributes("a", "href").contains(&"/en/news/page/2".to_owned()), "{:?}", list.attributes("a", "href"));
    assert!(out.has("en/news/page/2.html") && out.has("en/news/feed.xml"));
    assert!(out.text("sitemap-fr.xml").contains("<loc>https://news.example/fr/news/2025/treaty</loc>"));
    assert!(out.text("en/feed.json").contains("\"https://news.example/en/news/2025/treaty\""));
    assert!(out.text("addresses.json").contains("\"/fr/news/2025/treaty\""));
    assert!(out.text(".htaccess").contains("RewriteCond %{REQUEST_FILENAME}.html -f\n"));
    let preview = Preview::of(&site, &[]);
    assert_eq!(preview.get("/en/news/2025/treaty").status, 200);
    let moved = preview.get("/en/news/2025/treaty/");
    assert_eq!((moved.status, moved.header("location")), (302, "/en/news/2025/treaty"));
    assert_eq!(preview.get("/en/news/nothing").status, 404);
}

#[test]
fn with_or_without_a_slash_it_is_one_address() {
    let site = site("[en]", "permalinks: { page: \"/:slug\" }\n");
    // A section and a page want `/about`.
    site.write("content/about/x.en.md", article("X", "2025-01-22", "iran", "Text."));
    assert!(codes(&site).contains("D301"));
    site.remove("content/about/x.en.md");
    site.write("content/about.en.md", "---\ntitle: About us\naliases: [/about/]\n---\nText.\n");
    assert!(codes(&site).contains("D301"), "an alias cannot be the page itself");
    site.write("content/about.en.md", "---\ntitle: About us\n---\nText.\n");
    site.build();
    // Another ending is another address to a file, and the same one to readers.
    let config = std::fs::read_to_string(site.root().join("site.yaml")).unwrap();
    site.write("site.yaml", config.replace("\"/:slug\"", "/:slug/"));
    assert!(!codes(&site).contains("D311"));
    site.write("site.yaml", config.replace("\"/:slug\"", "/:slug.html"));
    assert!(codes(&site).contains("D311"));
}

#[test]
fn a_pattern_of_another_ending_is_told() {
    for (pattern, words) in [("/:slug.php", "`.php`"), ("about/:slug", "no pattern"), ("/a//:slug", "no pattern")] {
        let (_, problems) = site("[en]", &format!("permalinks: {{ page: \"{pattern}\" }}\n")).check_json(&[]);
        let told = problems.iter().find(|problem| problem["code"] == "D002").unwrap();
        assert!(told["message"].as_str().unwrap().contains(words), "{told}");
    }
}

#[test]
fn a_slug_is_kept_to_the_letter() {
    for (slug, file) in [
        ("Treaty_2025", "news/Treaty_2025/index.html"),
        ("v1.2", "news/v1.2/index.html"),
        ("C++", "news/C++/index.html"),
        ("Договор", "news/Договор/index.html"),
        ("2014/12/old", "news/2014/12/old/index.html"),
        ("007", "news/007/index.html"),
        ("1.10", "news/1.10/index.html"),
    ] {
        let site = site("[en]", "");
        let text = article("T", "2025-01-20", "iran", "Text.").replace("tags:", &format!("slug: {slug}\ntags:"));
        site.write("content/news/treaty.en.md", text);
        is_whole(&site);
        assert!(site.build().has(file), "{slug}");
    }
    let site = site("[en]", "");
    site.write("content/tags/iran.en.md", "---\nname: Iran\nslug: Iran_(country)\n---\n");
    site.write("locales/en/names.ftl", "section-news = News\n    .slug = The.News\n");
    let out = site.build();
    assert!(out.has("tags/Iran_(country)/index.html") && out.has("The.News/treaty/index.html"));
}

#[test]
fn a_slug_that_cannot_be_an_address_is_refused_at_its_place() {
    for (slug, hint) in [("a b", "`slug: a-b`"), ("50%", "`slug: 50`"), ("what?", "`slug: what`"), ("/a/", "`slug: a`")]
    {
        let site = site("[en]", "");
        let text = article("T", "2025-01-20", "iran", "Text.").replace("tags:", &format!("slug: \"{slug}\"\ntags:"));
        site.write("content/news/treaty.en.md", text);
        let (status, problems) = site.check_json(&[]);
        let told: Vec<_> = problems.iter().filter(|problem| problem["severity"] == "error").collect();
        assert_eq!((status, told.len()), (1, 1), "{slug}: {told:?}");
        assert!(told[0]["hints"].to_string().contains(hint), "{slug}: {told:?}");
        assert_eq!(told[0]["path"], "content/news/treaty.en.md");
    }
    let site = site("[en]", "");
    site.write("locales/en/names.ftl", "section-news = News\n    .slug = a b\n");
    let (_, problems) = site.check_json(&[]);
    let told = problems.iter().find(|problem| problem["code"] == "D104").unwrap();
    assert_eq!((told["path"].as_str(), told["line"].as_i64()), (Some("locales/en/names.ftl"), Some(2)), "{told}");
}

#[test]
fn addresses_that_differ_in_case_alone_are_told() {
    let site = site("[en]", "");
    let text = article("T", "2025-01-20", "iran", "Text.").replace("tags:", "slug: Treaty\ntags:");
    site.write("content/news/other.en.md", text);
    let (_, problems) = site.check_json(&[]);
    let told: Vec<_> = problems.iter().filter(|problem| problem["code"] == "D306").collect();
    assert_eq!(told.len(), 1, "{problems:?}");
    assert_eq!((told[0]["path"].as_str(), told[0]["line"].as_i64()), (Some("content/news/other.en.md"), Some(5)));
}

#[test]
fn an_alias_may_differ_from_a_page_in_case_where_no_page_leads_on_from_it() {
    for (form, is_told) in [("html", true), ("nginx", false)] {
        let site = site("[en]", &format!("redirects: [{form}]\n"));
        let text = article("T", "2025-01-20", "iran", "Text.").replace("tags:", "aliases: [/News/Vote/]\ntags:");
        site.write("content/news/treaty.en.md", text);
        assert_eq!(codes(&site).contains("D306"), is_told, "{form}");
    }
}

#[test]
fn the_page_of_a_folder_is_no_page_without_ending() {
    let site = site("[en]", &patterns(""));
    let text = article("T", "2025-01-20", "iran", "Text.").replace("tags:", "slug: index\ntags:");
    site.write("content/news/treaty.en.md", text);
    let (_, problems) = site.check_json(&[]);
    let told: Vec<_> = problems.iter().filter(|problem| problem["severity"] == "error").collect();
    assert!(told.len() == 1 && told[0]["message"].as_str().unwrap().contains("no address"), "{told:?}");
}

#[test]
fn two_rules_for_headers_never_match_one_page() {
    let out = site("[{ tag: en, prefix: \"\" }, { tag: fr, prefix: news/fr }]", "").build();
    let headers = out.text("_headers");
    assert!(headers.contains("\n/news/*\n") && !headers.contains("\n/news/fr/*\n"), "{headers}");
}

#[test]
fn a_section_may_not_take_the_folder_of_another_language_or_of_our_own() {
    for section in ["media", "tags", "fr", "assets"] {
        let site = site("[{ tag: en, prefix: \"\" }, fr]", "");
        site.write(&format!("content/{section}/x.en.md"), article("X", "2025-01-22", "iran", "Text."));
        let told = codes(&site);
        // What lies in `content/tags/` are files of tags; a folder for a language is told as such.
        let code = match section {
            "tags" => "D104",
            "fr" => "D123",
            _ => "D304",
        };
        assert!(told.contains(code), "{section}: {told:?}");
    }
}

#[test]
fn an_alias_is_understood_without_its_slash_or_its_scheme() {
    for alias in ["post/5", "/post/5", "%70ost/5/", "news.example/post/5", "https://news.example/post/5"] {
        let site = site("[en]", "redirects: [html, netlify]\n");
        let text =
            article("T", "2025-01-20", "iran", "Text.").replace("tags:", &format!("aliases: [\"{alias}\"]\ntags:"));
        site.write("content/news/treaty.en.md", text);
        let out = site.build();
        assert!(out.has("post/5/index.html"), "{alias}");
        assert!(out.text("_redirects").contains("/post/5/ /news/treaty/ 301\n"), "{alias}");
    }
}

#[test]
fn what_is_withheld_is_not_given_away_in_any_form() {
    for end in ["/", ".html", ""] {
        let site = site("[{ tag: en, prefix: \"\" }, fr]", &format!("{}redirects: [netlify]\n", patterns(end)));
        let secret = article("A visit that nobody knows of", "2025-01-20", "iran", "Text.")
            .replace("tags:", "draft: true\ntags:");
        site.write("content/news/secret-visit.en.md", secret);
        let gone = format!("gone: [/news/2025/secret-visit{end}]\n");
        let config = std::fs::read_to_string(site.root().join("site.yaml")).unwrap();
        site.write("site.yaml", format!("{config}{gone}"));
        let out = site.build();
        assert_eq!(out.traces_of("secret-visit"), [""; 0], "{end}");
        assert!(codes(&site).contains("D314"), "{end}");
    }
}

#[test]
fn the_preview_leads_on_from_queries_and_knows_what_is_gone() {
    let site = site("[en]", "redirects: [nginx]\ngone: [/old/, \"/?p=7\"]\npermalinks: { page: \"/:slug\" }\n");
    site.write("content/about.en.md", "---\ntitle: About us\naliases: [/us/]\n---\nText.\n");
    let text = article("T", "2025-01-20", "iran", "Text.").replace("tags:", "aliases: [\"?p=5&x=%d1%8f\"]\ntags:");
    site.write("content/news/treaty.en.md", text);
    let preview = Preview::of(&site, &[]);
    let moved = preview.get("/?p=5&x=%D1%8F");
    assert_eq!((moved.status, moved.header("location")), (302, "/news/treaty/"));
    assert_eq!(preview.get("/?p=6").status, 200);
    for old in ["/us", "/us/"] {
        assert_eq!(preview.get(old).header("location"), "/about", "{old}");
    }
    for gone in ["/old/", "/old", "/?p=7"] {
        let page = preview.get(gone);
        assert_eq!(page.status, 410, "{gone}");
        assert!(page.text().contains("<html"), "{gone}");
    }
}
