//! Aliases as people paste them: encoded, in full, with a query; each leads on, or is told.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site, article};

fn site(more: &str, aliases: &str) -> Site {
    let text = article("One", "2025-01-20", "x", "Text.").replace("tags:", &format!("aliases: {aliases}\ntags:"));
    Site::new(&[("site.yaml", &format!("{CONFIG}{more}")), ("content/news/one.en.md", &text)])
}

/// Code, line and message of what is said about an article.
fn told(site: &Site, code: &str) -> Vec<String> {
    let (_, problems) = site.check_json(&[]);
    let of_code = problems.iter().filter(|problem| problem["code"] == code);
    of_code.map(|p| format!("{}:{}: {} {}", p["path"], p["line"], p["message"], p["hints"])).collect()
}

#[test]
fn an_address_that_was_pasted_from_the_browser_leads_on() {
    for alias in [
        "/%D1%81%D1%82/",
        "/%d1%81%d1%82",
        "/ст/",
        "\"https://news.example/%D1%81%D1%82/\"",
        "\"//www.news.example/ст\"",
    ] {
        let out = site("redirects: [html, netlify, nginx, apache]\n", &format!("[{alias}]")).build();
        assert!(out.page("/ст/").attribute("link[rel=canonical]", "href").ends_with("/en/news/one/"), "{alias}");
        assert_eq!(out.traces_of("%25D1"), [""; 0], "{alias}");
        assert!(!out.files().keys().any(|path| path.contains('%')), "{alias}");
        assert!(out.text("_redirects").contains("/%D1%81%D1%82/ /en/news/one/ 301\n"), "{alias}");
        assert!(out.text("redirects.nginx.conf").contains("\"/ст/\" \"/en/news/one/\";"), "{alias}");
        assert!(out.text(".htaccess").contains("RedirectMatch 301 \"^/ст/?$\" \"/en/news/one/\"\n"), "{alias}");
    }
}

#[test]
fn names_of_files_with_spaces_are_names_of_files() {
    let out = site("redirects: [html, netlify]\n", "[\"/Old Page.html\", \"/2014/an%20other.html\"]").build();
    assert!(out.has("Old Page.html") && out.has("2014/an other.html"));
    assert!(out.text("_redirects").contains("/Old%20Page.html /en/news/one/ 301\n"));
}

#[test]
fn one_address_in_many_forms_is_one_and_of_two_articles_a_conflict() {
    let site = site(
        "redirects: [html, netlify]\n",
        "[/ст/, /%D1%81%D1%82, \"https://news.example/ст\", \"/?p=1\", \"https://news.example/?p=1\"]",
    );
    let out = site.build();
    assert_eq!(out.text("_redirects").lines().count(), 3, "{}", out.text("_redirects"));
    let text =
        article("Two", "2025-01-20", "x", "Text.").replace("tags:", "aliases: [/%d1%81%d1%82, \"/?p=1\"]\ntags:");
    site.write("content/news/two.en.md", text);
    let conflicts = told(&site, "D301");
    assert_eq!(conflicts.len(), 2, "{conflicts:?}");
    for words in ["/ст/", "/?p=1"] {
        assert!(
            conflicts.iter().any(|c| c.contains(words) && c.contains("one.en.md") && c.contains("two.en.md")),
            "{conflicts:?}"
        );
    }
}

#[test]
fn a_query_leads_on_where_the_host_can_tell_it() {
    let site = site("redirects: [html, netlify, nginx, apache]\n", "[\"/?p=123\", \"/index.php?id=5&lang=en\"]");
    let out = site.build();
    assert!(!out.files().keys().any(|path| path.contains('?') || path.contains("p=123") || path.contains("index.php")));
    let redirects = out.text("_redirects");
    assert!(redirects.contains("/ p=123 /en/news/one/ 301!\n"), "{redirects}");
    assert!(redirects.contains("/index.php id=5 lang=en /en/news/one/ 301!\n"), "{redirects}");
    let nginx = out.text("redirects.nginx.conf");
    assert!(
        nginx.contains("map \"$uri?$args\" $dateline_redirect") && nginx.contains("\\\\?p=123$\" \"/en/news/one/\";"),
        "{nginx}"
    );
    let apache = out.text(".htaccess");
    assert!(
        apache.contains(
            "RewriteCond %{QUERY_STRING} \"^p=123$\"\nRewriteRule \"^$\" \"/en/news/one/\" [R=301,L,NE,QSD]\n"
        ),
        "{apache}"
    );
    assert!(out.page("/").has("html"), "the page without the query stays");
}

#[test]
fn a_query_that_no_form_can_tell_is_refused_and_no_folder_is_written() {
    let site = site("", "[\"/?p=123\"]");
    let run = site.try_build(&[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("content/news/one.en.md:5:") && run.stderr.contains("D302"), "{}", run.stderr);
    assert!(run.stderr.contains("netlify") && run.stderr.contains("site.yaml"), "{}", run.stderr);
    site.write("site.yaml", format!("{CONFIG}redirects: [netlify]\n"));
    assert_eq!(site.try_build(&[]).code, 0);
    site.write(
        "content/news/one.en.md",
        article("One", "2025-01-20", "x", "T").replace("tags:", "aliases: [\"/?123\"]\ntags:"),
    );
    let told = told(&site, "D302");
    assert!(told.len() == 1 && told[0].contains("name=value"), "{told:?}");
}

#[test]
fn an_alias_that_no_host_would_show_as_a_page_is_told_where_pages_alone_lead_on() {
    let aliases = "[/post.php, /rss.xml, /2014/a.htm, /b.html, /c]";
    let told_of = told(&site("", aliases), "D305");
    assert!(told_of.len() == 2 && told_of[0].contains("/post.php") && told_of[1].contains("/rss.xml"), "{told_of:?}");
    assert_eq!(told(&site("redirects: [html, apache]\n", aliases), "D305").len(), 0);
}

#[test]
fn a_fragment_is_told_and_the_rest_leads_on() {
    let site = site("", "[\"/2014/12/a.html#frag\"]");
    let told = told(&site, "D303");
    assert!(told.len() == 1 && told[0].contains("#frag") && told[0].contains(".md\":5"), "{told:?}");
    assert!(site.build().has("2014/12/a.html"));
}

#[test]
fn what_is_no_old_address_of_this_site_is_refused_with_the_reason() {
    for (alias, reason) in [
        ("\"https://other.example/a/\"", "belongs to another site"),
        ("ftp://news.example/a/", "belongs to another site"),
        ("\"\"", "is empty"),
        ("\"?p=1\"", "a file has no address with a query"),
        ("/%E9t%E9/", "UTF-8"),
        ("/a/../b/", "no address of a file"),
        ("/%2e%2e/b/", "no address of a file"),
    ] {
        let told = told(&site("", &format!("[{alias}]")), "D302");
        assert!(told.len() == 1 && told[0].contains(reason) && told[0].contains(".md\":5"), "{alias}: {told:?}");
    }
}

#[test]
fn a_query_of_an_unlisted_article_is_not_given_away_to_a_hosts_file() {
    let site = site("redirects: [netlify]\n", "[\"/?p=123\"]");
    site.write(
        "content/news/one.en.md",
        article("One", "2025-01-20", "x", "T").replace("tags:", "unlisted: true\naliases: [\"/?p=123\"]\ntags:"),
    );
    assert_eq!(told(&site, "D302").len(), 1);
}

#[test]
fn a_full_address_lies_below_that_of_the_site() {
    let more = "redirects: [html, apache, nginx]\n";
    let site = site(more, "[\"https://news.example/daily/post/1\", \"https://news.example/daily/?p=1\"]");
    site.write("site.yaml", format!("{CONFIG}{more}").replace("news.example", "news.example/daily"));
    let out = site.build();
    assert!(out.has("post/1/index.html"));
    assert!(out.text(".htaccess").contains("RewriteRule \"^$\" \"/daily/en/news/one/\""), "{}", out.text(".htaccess"));
    assert!(
        out.text("redirects.nginx.conf").contains("\"~^/daily/\\\\?p=1$\""),
        "{}",
        out.text("redirects.nginx.conf")
    );
}
