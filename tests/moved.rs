//! `moved` in `site.yaml`: old addresses of what is no article lead on, and what leads nowhere is told.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site, article};

fn site(moved: &str) -> Site {
    let text = article("One", "2025-01-20", "x", "Text.");
    Site::new(&[("site.yaml", &format!("{CONFIG}{moved}")), ("content/news/one.en.md", &text)])
}

fn told(site: &Site) -> Vec<String> {
    let (_, problems) = site.check_json(&[]);
    let of = |p: &serde_json::Value| format!("{} {}:{}: {}", p["code"], p["path"], p["line"], p["message"]);
    let codes = ["D002", "D201", "D301", "D302", "D305"];
    problems.iter().filter(|p| codes.iter().any(|code| p["code"] == *code)).map(of).collect()
}

#[test]
fn lists_tags_and_feeds_lead_on_from_where_they_were() {
    let moved = "redirects: [html, netlify, nginx, apache]\nmoved:\n  /category/x/: /en/tags/x/\n  \
                 /feed/: /en/feed.xml\n  \"https://news.example/?cat=7\": /en/news/\n  /rss.php: en/feed.xml\n";
    let out = site(moved).build();
    let page = out.page("/category/x/");
    assert_eq!(page.attribute("link[rel=canonical]", "href"), "https://news.example/en/tags/x/");
    assert_eq!(page.attribute("html", "lang"), "en");
    let redirects = out.text("_redirects");
    for line in ["/category/x/ /en/tags/x/ 301\n", "/feed /en/feed.xml 301\n", "/ cat=7 /en/news/ 301!\n"] {
        assert!(redirects.contains(line), "{line}: {redirects}");
    }
    assert!(out.text("redirects.nginx.conf").contains("\"/rss.php\" \"/en/feed.xml\";"));
    assert!(out.text(".htaccess").contains("RedirectMatch 301 \"^/feed/?$\" \"/en/feed.xml\""));
    let record = out.text("addresses.json");
    assert!(record.contains("\"/category/x/\"") && record.contains("\"/?cat=7\""), "{record}");
}

#[test]
fn pages_without_ending_are_found_by_either_form_of_their_address() {
    let moved = "permalinks: { section: \"/:slug\", article: \"/:section/:slug\" }\nredirects: [netlify]\n\
                 moved: { /old/: /en/news/, /older: /en/news/one }\n";
    let redirects = site(moved).build().text("_redirects");
    assert!(
        redirects.contains("/old/ /en/news 301\n") && redirects.contains("/older/ /en/news/one 301\n"),
        "{redirects}"
    );
}

#[test]
fn what_leads_nowhere_is_told_at_its_line() {
    let site = site(
        "moved:\n  /a/: /en/nothing/\n  /b/: /a/\n  /en/news/: /en/tags/x/\n  /c/#d: /en/news/\n  /e/: /en/news/?p=1\n  \
         \"/?p=1\": /en/news/\n  /f/: https://other.example/\n  /G: /en/news/\n  /G/: /en/news/\n",
    );
    let told = told(&site);
    let expected = [
        ("D002", 9, "`/c/#d` names a part of a page"),
        ("D002", 10, "`/en/news/?p=1` has a query"),
        ("D002", 12, "`https://other.example/`"),
        ("D002", 14, "are one address"),
        ("D201", 6, "where there is nothing"),
        ("D201", 7, "only leads on"),
        ("D301", 8, "both want the address /en/news/"),
        ("D302", 11, "a file has no address with a query"),
    ];
    for (code, line, words) in expected {
        let is_it = |t: &String| t.starts_with(&format!("\"{code}\" \"site.yaml\":{line}:")) && t.contains(words);
        assert!(told.iter().any(is_it), "{code} {line} {words}: {told:#?}");
    }
}

#[test]
fn nobody_is_warned_of_a_list_that_has_moved() {
    let site = site("");
    site.build();
    site.write("site.yaml", format!("{CONFIG}permalinks: {{ tag: /topics/:slug/ }}\n"));
    let lost = |site: &Site| site.check_json(&[]).1.iter().filter(|p| p["code"] == "D311").count();
    assert_eq!(lost(&site), 1);
    site.write(
        "site.yaml",
        format!("{CONFIG}permalinks: {{ tag: /topics/:slug/ }}\nmoved: {{ /en/tags/x/: /en/topics/x/ }}\n"),
    );
    assert_eq!(lost(&site), 0);
}
