//! The content security policy that the site's host sends and the pages agree: what browsers would block is told.

#![allow(clippy::unwrap_used)]

mod common;

use common::preview::Preview;
use common::{Site, article};
use serde_json::Value;

const CONFIG: &str = "title: The Gazette\nbase_url: https://news.example\nlanguages: [{ tag: en, prefix: en }]\n";

fn site(config: &str, files: &[(&str, &str)]) -> Site {
    let config = format!("{CONFIG}{config}");
    let all = [
        ("site.yaml", config.as_str()),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\n"),
    ];
    Site::new(&[&all[..], files].concat())
}

fn with_text(config: &str, body: &str) -> Site {
    site(config, &[("content/news/x.en.md", &article("X", "2025-01-20", "iran", body))])
}

/// What the policy blocks.
fn blocked(site: &Site) -> Vec<Value> {
    let (_, problems) = site.check_json(&[]);
    let of_policy = problems.into_iter().filter(|p| matches!(p["code"].as_str(), Some("D220" | "D221")));
    of_policy.collect()
}

/// Place and message.
fn in_short(problem: &Value) -> String {
    let message = problem["message"].as_str().unwrap();
    let message = message.trim_start_matches("the policy in `/_headers` blocks ");
    match problem["path"].as_str() {
        Some(path) => format!("{path}:{}:{} {message}", problem["line"], problem["column"]),
        None => message.to_owned(),
    }
}

fn footer(markup: &str) -> String {
    format!("{{% extends \"gazette/base.html\" %}}{{% block colophon %}}{markup}{{% endblock colophon %}}")
}

#[test]
fn a_picture_of_another_host_is_told_with_its_place_its_page_and_the_line_that_allows_it() {
    let body = "![A](https://cdn.example/p.jpg)\n\nText ![B](//CDN.example/q.jpg) and\n![C](own.svg).\n";
    let site = with_text("", body);
    site.write("content/news/own.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    let found = blocked(&site);
    let from = "the picture from https://cdn.example: `img-src 'self'`";
    assert_eq!(
        found.iter().map(in_short).collect::<Vec<_>>(),
        [format!("content/news/x.en.md:8:1 {from}"), format!("content/news/x.en.md:10:6 {from}")]
    );
    assert_eq!(found[0]["severity"], "warning");
    let hints = found[0]["hints"].to_string();
    for word in ["/en/news/x/", "hosting: { pictures_from: [cdn.example] }", "hosting.csp", "site.yaml"] {
        assert!(hints.contains(word), "{hints}");
    }
    let run = site.try_build(&[]);
    assert!(run.code == 0 && run.stderr.contains("D220"), "build tells it, too: {}", run.stderr);
    assert_eq!(site.try_build(&["--strict"]).code, 1);
}

#[test]
fn the_line_that_is_named_allows_it() {
    let body =
        "![A](https://cdn.example/p.jpg) ![B](https://a.photos.example/q.jpg) ![C](https://d.example:8443/q.jpg)";
    let config = "hosting: { pictures_from: [cdn.example, \"*.photos.example\", \"d.example:8443\"] }\n";
    let site = with_text(config, body);
    assert_eq!(blocked(&site), [Value::Null; 0]);
    let headers = site.build().text("_headers");
    assert!(
        headers.contains("img-src 'self' https://cdn.example https://*.photos.example https://d.example:8443;"),
        "{headers}"
    );
    for config in [
        "hosting: { csp: { img-src: [\"https://cdn.example\", \"https://*.photos.example\", \"https://d.example:8443\"] } }\n",
        "hosting: { pictures_from: [\"https:\"] }\n",
        "hosting: { headers: off }\n",
        "hosting: { headers: { Content-Security-Policy: off } }\n",
        "hosting: { headers: { Content-Security-Policy: \"default-src *; style-src 'self'\" } }\n",
    ] {
        assert_eq!(blocked(&with_text(config, body)), [Value::Null; 0], "{config}");
    }
    let (code, problems) =
        with_text("hosting: { pictures_from: [\"cdn.example; script-src *\"] }\n", "x").check_json(&[]);
    assert!(code == 1 && problems[0]["code"] == "D104", "{problems:?}");
}

#[test]
fn every_part_of_a_trusted_text_is_held_against_the_policy() {
    let body = "<iframe src=\"https://v.example/e\"></iframe>\n\n<video src=\"https://m.example/v.mp4\" poster=\"https://p.example/p.jpg\"></video>\n\n\
        <script src=\"https://s.example/s.js\"></script>\n\n<link rel=\"stylesheet\" href=\"https://c.example/c.css\">\n\n\
        <form action=\"/subscribe\"></form>\n\n<object data=\"https://o.example/o\"></object>\n\n<script>x()</script>\n\n\
        <p style=\"color:red\" onclick=\"x()\">a</p>\n\n<style>p {}</style>\n\n<script type=\"application/json\">{}</script>\n\n\
        <img src=\"data:image/gif;base64,AA\" alt=\"\">\n\n<iframe src=\"/en/\"></iframe>\n";
    let found = blocked(&with_text("trust_html: true\n", body));
    let found: Vec<String> = found.iter().map(in_short).collect();
    let at = |line: usize, what: &str| format!("content/news/x.en.md:{line}:1 {what}");
    let on_page = "which stands on the page itself";
    let mut expected = vec![
        at(8, "the frame from https://v.example: `default-src 'none'`"),
        at(10, "the film or sound from https://m.example: `media-src 'self'`"),
        at(10, "the picture from https://p.example: `img-src 'self'`"),
        at(12, "the script from https://s.example: `script-src 'self'`"),
        at(14, "the style sheet from https://c.example: `style-src 'self'`"),
        at(16, "the form to this site: `form-action 'none'`"),
        at(18, "the embedded file from https://o.example: `default-src 'none'`"),
        at(20, &format!("the script, {on_page}: `script-src 'self'`")),
        at(22, &format!("`onclick`, {on_page}: `script-src 'self'`")),
        at(22, &format!("the `style` of `<p>`, {on_page}: `style-src 'self'`")),
        at(24, &format!("the style, {on_page}: `style-src 'self'`")),
        at(28, "the picture from `data:`: `img-src 'self'`"),
        at(30, "the frame from this site: `default-src 'none'`"),
    ];
    let mut found = found;
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn what_a_template_writes_is_told_once_with_a_page_and_its_template() {
    let markup = "<img src=\"https://stats.example/pixel.gif\" alt=\"\"><script>x()</script>";
    let site = with_text("trust_html: true\n", "Text <script>y()</script>.");
    site.write("templates/base.html", footer(markup));
    let found = blocked(&site);
    let short: Vec<String> = found.iter().map(in_short).collect();
    assert_eq!(short.len(), 3, "{short:?}");
    assert!(short.iter().any(|s| s.starts_with("content/news/x.en.md:8:6 the script,")), "{short:?}");
    let of_template: Vec<&Value> = found.iter().filter(|p| p["path"].is_null()).collect();
    assert!(
        of_template[0]["message"]
            .as_str()
            .unwrap()
            .contains("https://stats.example: `img-src 'self'`; it is on `404.html` and ")
    );
    assert!(of_template.iter().all(|p| p["hints"].to_string().contains("the template `404.html`")), "{of_template:?}");
}

#[test]
fn style_sheets_and_other_files_of_the_site_are_read_too() {
    let sheet = "body { color: red }\n@font-face { font-family: F; src: url(https://fonts.example/f.woff2) }\n/* url(https://no.example/x) */\n";
    let site = site(
        "",
        &[
            ("static/site.css", sheet),
            ("static/widget.html", "<!doctype html>\n<title>W</title>\n<script>x()</script>\n"),
            ("static/style.css", "@import \"/site.css\"; p { background: url(/a.png) }"),
        ],
    );
    let found: Vec<String> = blocked(&site).iter().map(in_short).collect();
    assert_eq!(
        found,
        [
            "static/site.css:2:35 the font from https://fonts.example: `font-src 'self'`",
            "static/widget.html:3:1 the script, which stands on the page itself: `script-src 'self'`",
        ]
    );
}

#[test]
fn the_default_theme_and_its_pages_keep_to_the_policy() {
    let root = env!("CARGO_MANIFEST_DIR");
    let arguments = ["check", "--root", root, "--now", "2026-01-01T00:00:00Z"];
    let run = common::run(std::process::Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments));
    assert!(run.code == 0 && !run.stderr.contains("D22"), "{}", run.stderr);
}

#[test]
fn a_policy_of_ones_own_is_held_against_the_pages_and_named_as_the_place_to_change() {
    let config = "hosting: { headers: { Content-Security-Policy: \"default-src 'self'\" } }\n";
    let found = blocked(&with_text(config, "![A](https://cdn.example/p.jpg)"));
    assert!(found.len() == 1 && found[0]["message"].as_str().unwrap().contains("`default-src 'self'`"), "{found:?}");
    assert!(found[0]["hints"].to_string().contains("hosting.headers"), "{found:?}");
}

#[test]
fn the_preview_sends_the_policy_of_the_published_site() {
    let policy = |config: &str| {
        let preview = Preview::of(&with_text(config, "Text."), &[]);
        preview.get("/en/news/x/").header("content-security-policy").to_owned()
    };
    let site = with_text("hosting: { pictures_from: [cdn.example] }\n", "x");
    let headers = site.build().text("_headers");
    let sent = policy("hosting: { pictures_from: [cdn.example] }\n");
    assert!(headers.contains(&format!("Content-Security-Policy: {sent}\n")), "{sent}: {headers}");
    assert_eq!(policy("hosting: { headers: off }\n"), "");
    let own = policy("hosting: { headers: { Content-Security-Policy: \"default-src 'none'; img-src *\" } }\n");
    assert_eq!(own, "default-src 'none'; img-src *; script-src 'self'; connect-src 'self'");
}
