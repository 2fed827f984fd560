//! The preview as a browser sees it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::preview::{Preview, Reply};
use common::{NOW, Site};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

const A: &str = "content/news/a.en.md";
const BEGINNING: &str = "---\ntitle: A quiet day\ndate: 2025-01-20\ntags: [iran]\n---\n";

fn newsroom() -> Site {
    Site::new(&[
        (A, &format!("{BEGINNING}First words.\n")),
        ("content/news/a.fr.md", "---\ntitle: Un jour calme\n---\nPremiers mots.\n"),
        ("content/news/b.en.md", "---\ntitle: Another day\ndate: 2025-01-19\ntags: [iran]\n---\nOther words.\n"),
        ("content/news/c.en.md", "---\ntitle: Elsewhere\ndate: 2025-01-18\ntags: [trade]\n---\nMore words.\n"),
        ("locales/en/site.ftl", "section-news = News\ntag-iran = Iran\ntag-trade = Trade\n"),
        ("locales/fr/site.ftl", "section-news = Actualités\ntag-iran = Iran\ntag-trade = Commerce\n"),
        ("locales/ru/site.ftl", "section-news = Новости\ntag-iran = Иран\ntag-trade = Торговля\n"),
    ])
}

/// The bytes without the element that keeps the page up to date.
fn as_built(reply: &Reply) -> Vec<u8> {
    let text = String::from_utf8_lossy(&reply.bytes);
    let Some(at) = text.find("<script src=\"/__dateline/preview.js\"") else { return reply.bytes.clone() };
    let end = at + text[at..].find("</script>").unwrap() + "</script>".len();
    let mut bytes = reply.bytes.clone();
    bytes.drain(at..end);
    bytes
}

fn files(folder: &Path) -> BTreeMap<String, (u64, std::time::SystemTime)> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let of = |entry: walkdir::DirEntry| {
        let metadata = entry.metadata().unwrap();
        (entry.path().display().to_string(), (metadata.len(), metadata.modified().unwrap()))
    };
    entries.map(of).collect()
}

fn encoded(path: &str) -> String {
    path.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"/-._~".contains(&b) {
                (b as char).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// Serves what a build of the same moment has written, file by file.
fn serves_what_is_built(root: &Path, now: &str) {
    let out = tempfile::tempdir().unwrap();
    let mut build = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
    build.args(["build", "--now", now, "--out"]).arg(out.path().join("public")).current_dir(root);
    assert!(build.output().unwrap().status.success());
    let mut serve = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
    let preview = Preview::start(serve.args(["serve", "--port", "0", "--no-drafts", "--now", now]).current_dir(root));
    let mut pages = 0;
    for entry in walkdir::WalkDir::new(out.path().join("public")).into_iter().map(Result::unwrap) {
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(out.path().join("public")).unwrap().to_str().unwrap().to_owned();
        if path == ".dateline" {
            continue; // The mark of an output folder: nothing that a reader gets.
        }
        let address = path.strip_suffix("index.html").unwrap_or(&path);
        let reply = preview.get(&format!("/{}", encoded(address)));
        assert_eq!(reply.status, 200, "{path}");
        assert!(as_built(&reply) == std::fs::read(entry.path()).unwrap(), "{path} is not what a build writes");
        let has_element = as_built(&reply) != reply.bytes;
        let is_redirect = reply.text_if_html().is_some_and(|html| html.contains("http-equiv=\"refresh\""));
        assert_eq!(has_element, path.ends_with(".html") && !is_redirect, "{path}");
        pages += 1;
    }
    assert!(pages > 20, "{pages}");
}

impl Reply {
    fn text_if_html(&self) -> Option<String> {
        self.header("content-type").starts_with("text/html").then(|| self.text())
    }
}

#[test]
fn every_file_of_the_sample_site_is_served_as_a_build_writes_it() {
    serves_what_is_built(Path::new(env!("CARGO_MANIFEST_DIR")), "2026-01-01T00:00:00Z");
}

#[test]
fn nothing_is_written() {
    let site = newsroom();
    let before = files(site.root());
    let preview = Preview::of(&site, &["--watch"]);
    for path in ["/", "/en/", "/en/news/a/", "/fr/news/a/", "/sitemap.xml", "/__dateline/", "/none"] {
        preview.get(path);
    }
    drop(preview);
    assert_eq!(files(site.root()), before);
}

#[test]
fn a_saved_article_changes_the_pages_that_show_it_and_no_others() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--watch", "--now", NOW]);
    let paths = ["/en/news/a/", "/en/", "/fr/news/a/", "/en/news/b/", "/en/news/c/", "/ru/"];
    let pages = paths.map(|path| (path, preview.listen(path)));
    let before = pages.each_ref().map(|(_, page)| page.next());
    site.write(A, format!("{BEGINNING}Second words.\n"));
    let changed = |edition: u64, before: &[Value]| -> Vec<&str> {
        let after = pages.iter().map(|(_, page)| page.until(|state| state["edition"] == edition));
        paths
            .into_iter()
            .zip(before.iter().zip(after))
            .filter(|(_, (b, a))| b["page"] != a["page"])
            .map(|(p, _)| p)
            .collect()
    };
    assert_eq!(changed(1, &before), ["/en/news/a/"]);
    assert!(preview.get("/en/news/a/").text().contains("Second words."));
    site.write(A, BEGINNING.replace("quiet", "loud") + "Second words.\n");
    assert_eq!(changed(2, &before), ["/en/news/a/", "/en/", "/en/news/b/"], "home, and what is related to it");
}

#[test]
fn what_is_wrong_is_told_while_the_last_good_page_stays() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--watch", "--now", NOW]);
    let page = preview.listen("/en/news/a/");
    let first = page.next();
    site.write(A, "---\ntitle: [A quiet day\ndate: 2025-01-20\n---\nThird words.\n");
    let broken = page.until(|state| state["edition"] == 1);
    let problem = &broken["problems"]["shown"][0];
    assert_eq!((&problem["path"], &problem["severity"]), (&A.into(), &"error".into()));
    assert!(problem["line"].as_u64().is_some() && problem["own"] == true, "{problem:#}");
    assert_eq!(broken["page"], first["page"]);
    assert!(preview.get("/en/news/a/").text().contains("First words."));
    let printed = preview.printed_with("error[D102]");
    assert!(printed.contains(&format!("{A}:")) && printed.contains("the last good state is shown"), "{printed}");
    site.write(A, format!("{BEGINNING}Third words.\n"));
    let mended = page.until(|state| state["edition"] == 2);
    assert_eq!(mended["problems"]["errors"], 0);
    assert!(preview.get("/en/news/a/").text().contains("Third words."));
    preview.printed_with("no errors any more");
    // A link that leads to nothing shows when the text is rendered; the page is there all the same.
    site.write(A, format!("{BEGINNING}See [that](nowhere.en.md).\n"));
    let link = page.until(|state| state["edition"] == 3);
    assert_eq!((&link["problems"]["errors"], &link["problems"]["shown"][0]["line"]), (&1.into(), &6.into()));
    assert_ne!(link["page"], mended["page"]);
}

#[test]
fn a_file_that_was_never_right_holds_nobody_up() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--watch", "--now", NOW]);
    let page = preview.listen("/en/news/a/");
    page.next();
    site.write("content/news/new.en.md", "---\ntitle: Begun\n---\nWithout a date.\n");
    assert_eq!(page.until(|state| state["edition"] == 1)["problems"]["errors"], 1);
    site.write(A, format!("{BEGINNING}Meanwhile.\n"));
    preview.get_until("/en/news/a/", |reply| reply.text().contains("Meanwhile."));
    // A mistake that leaves the page where it is shows the page with it.
    site.write(A, BEGINNING.replace("tags:", "related: [news/nowhere]\ntags:") + "With a wrong entry.\n");
    preview.get_until("/en/news/a/", |reply| reply.text().contains("With a wrong entry."));
    // One that would take the page away does not.
    site.write(A, "---\ntitle: A quiet day\n---\nNo date any more.\n");
    let state = page.until(|state| state["behind"] == true);
    assert!(state["problems"]["shown"][0]["message"].as_str().unwrap().contains("`date`"), "{state:#}");
    assert!(preview.get("/en/news/a/").text().contains("With a wrong entry."));
}

#[test]
fn what_editors_leave_for_a_moment_changes_no_page() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--watch", "--now", NOW]);
    let page = preview.listen("/en/news/c/");
    let first = page.next();
    for name in ["4913", "sedX1y2z3", "a.en.md.AbCdEf"] {
        site.write(&format!("content/news/{name}"), "");
        site.remove(&format!("content/news/{name}"));
    }
    site.write(A, format!("{BEGINNING}Saved by such an editor.\n"));
    let last =
        page.until(|state| !state["problems"].is_null() && preview.get("/en/news/a/").text().contains("Saved by"));
    assert_eq!((&first["page"], &first["others"]), (&last["page"], &last["others"]));
    site.write("content/news/map.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'/>");
    site.write(A, format!("{BEGINNING}![A map](map.svg)\n"));
    page.until(|state| state["others"] != first["others"]);
}

#[test]
fn a_page_that_listens_is_told_what_is_so_and_then_left_alone() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--now", NOW]);
    let page = preview.listen("/en/");
    page.next();
    assert!(page.is_quiet(), "without --watch nothing changes, and nobody hangs up");
    let watched = Preview::of(&site, &["--watch", "--now", NOW]);
    let moved = watched.listen("/en/news/c/");
    let index = watched.listen("/__dateline/");
    assert_eq!((moved.next()["page"].is_string(), &index.next()["page"]), (true, &"0".into()));
    let text = "---\ntitle: Elsewhere\ndate: 2025-01-18\ntags: [trade]\nslug: d\naliases: [/en/news/c/]\n---\nText.\n";
    site.write("content/news/c.en.md", text);
    assert_eq!((&moved.next()["page"], &index.next()["page"]), (&"no-page".into(), &"1".into()));
}

#[test]
fn a_template_that_fails_shows_where() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--watch", "--now", NOW]);
    let page = preview.listen("/en/news/a/");
    page.next();
    let failing = "{{ article.title }} {{ article.nothing.at_all }}";
    for (template, code) in [(failing, "D402"), ("{% if %}", "D401")] {
        site.write("templates/article.html", template);
        let broken = page.until(|state| state["problems"]["shown"][0]["code"] == code);
        assert_eq!(broken["problems"]["shown"][0]["path"], "templates/article.html");
        assert!(preview.get("/en/news/a/").text().contains("First words."), "somebody looks at it: it stays");
    }
    site.write("templates/article.html", "<p>{{ article.title }}</p>");
    page.until(|state| state["problems"]["errors"] == 0);
    assert!(preview.get("/en/news/a/").text().starts_with("<p>A quiet day</p>"));
    // A page that nobody looked at stands for itself.
    site.write("templates/tag.html", failing);
    page.until(|state| state["edition"].as_u64() > Some(3));
    let reply = preview.get("/en/tags/iran/");
    assert_eq!(reply.status, 500);
    assert!(reply.text().contains("templates/tag.html:1:") && reply.text().contains("/__dateline/preview.js"));
    assert_eq!(preview.listen("/en/tags/iran/").next()["page"], "broken");
}

#[test]
fn a_style_sheet_changes_without_the_page() {
    let site = newsroom();
    site.write("static/site.css", "p { color: red }");
    site.write("static/site.js", "1");
    let preview = Preview::of(&site, &["--watch", "--now", NOW]);
    let page = preview.listen("/en/");
    let first = page.next();
    site.write("static/site.css", "p { color: blue }");
    let second = page.next();
    assert_eq!((&first["page"], &first["others"]), (&second["page"], &second["others"]));
    assert_ne!(first["styles"]["site.css"], second["styles"]["site.css"]);
    // A file of the site stands over the theme's: the folder of its theme has another name by it.
    site.write("static/gazette.css", "p { color: green }");
    let third = page.until(|state| state["styles"]["gazette.css"] != first["styles"]["gazette.css"]);
    assert_eq!(first["page"], third["page"]);
    let address = third["styles"]["gazette.css"].as_str().unwrap();
    assert_eq!(preview.get(address).text(), "p { color: green }");
    let last = first["styles"]["gazette.css"].as_str().unwrap();
    assert_eq!(preview.get(last).text(), "p { color: green }", "a page that is open has the last address");
    assert!(preview.get("/en/").text().contains(address));
    site.write("static/site.js", "2");
    page.until(|state| state["others"] != first["others"]);
}

#[test]
fn a_new_translation_comes_into_the_language_bar() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--watch", "--now", NOW]);
    let page = preview.listen("/en/news/a/");
    page.next();
    site.write("content/news/a.ru.md", "---\ntitle: Тихий день\n---\nПервые слова.\n");
    page.next();
    assert!(preview.get("/en/news/a/").text().contains("href=\"/ru/news/a/\""));
    assert!(preview.get("/ru/news/a/").text().contains("Первые слова."));
    site.remove("content/news/a.ru.md");
    preview.get_until("/ru/news/a/", |reply| reply.status == 404);
}

#[test]
fn folders_that_come_and_move_are_followed() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--watch", "--now", NOW]);
    site.write("templates/page.html", "<p>late</p>");
    site.write("content/about.en.md", "---\ntitle: About\n---\nUs.\n");
    preview.get_until("/en/about/", |reply| reply.text().contains("late"));
    site.write("templates/page.html", "<p>later</p>");
    preview.get_until("/en/about/", |reply| reply.text().contains("later"));
    let rename = |from: &str, to: &str| std::fs::rename(site.root().join(from), site.root().join(to)).unwrap();
    rename("content/news", "content/world");
    preview.get_until("/en/world/a/", |reply| reply.status == 200);
    site.write("content/world/a.en.md", format!("{BEGINNING}Moved words.\n"));
    preview.get_until("/en/world/a/", |reply| reply.text().contains("Moved words."));
    rename("content", "away");
    preview.get_until("/en/world/a/", |reply| reply.status == 404);
    rename("away", "content");
    preview.get_until("/en/world/a/", |reply| reply.status == 200);
    site.write("content/world/a.en.md", format!("{BEGINNING}Back again.\n"));
    preview.get_until("/en/world/a/", |reply| reply.text().contains("Back again."));
}

#[test]
fn a_file_is_found_in_whatever_form_its_name_is_written() {
    let site = newsroom();
    let decomposed = "content/news/e\u{301}.en.md";
    site.write(decomposed, format!("{BEGINNING}First words.\n"));
    let preview = Preview::of(&site, &["--watch", "--now", NOW]);
    assert_eq!(preview.get("/en/news/%C3%A9/").status, 200);
    site.write(decomposed, format!("{BEGINNING}Second words.\n"));
    preview.get_until("/en/news/%C3%A9/", |reply| reply.text().contains("Second words."));
    site.write("content/news/день.en.md", format!("{BEGINNING}Today.\n"));
    preview.get_until(&encoded("/en/news/день/"), |reply| reply.text().contains("Today."));
    site.remove(decomposed);
    preview.get_until("/en/news/%C3%A9/", |reply| reply.status == 404);
}

#[test]
fn polling_finds_changes_too() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--watch", "--poll", "--now", NOW]);
    site.write(A, format!("{BEGINNING}Polled words.\n"));
    preview.get_until("/en/news/a/", |reply| reply.text().contains("Polled words."));
}

#[test]
fn an_embargo_ends_while_the_preview_runs() {
    let site = newsroom();
    let soon = jiff::Timestamp::now().checked_add(jiff::SignedDuration::from_secs(2)).unwrap();
    site.write("content/news/d.en.md", format!("---\ntitle: Soon\ndate: \"{soon}\"\n---\nNow.\n"));
    let preview = Preview::of(&site, &[]);
    assert_eq!(preview.get("/en/news/d/").status, 404);
    preview.get_until("/en/news/d/", |reply| reply.status == 200);
}

#[test]
fn drafts_are_shown_unless_nobody_wants_them() {
    let site = newsroom();
    site.write("content/news/d.en.md", "---\ntitle: Not yet\ndate: 2025-01-20\ndraft: true\n---\nDraft.\n");
    site.write("content/news/e.en.md", "---\ntitle: Later\ndate: 2025-03-20\n---\nFuture.\n");
    let with = Preview::of(&site, &["--now", NOW]);
    assert_eq!((with.get("/en/news/d/").status, with.get("/en/news/e/").status), (200, 404));
    let without = Preview::of(&site, &["--now", NOW, "--no-drafts", "--future"]);
    assert_eq!((without.get("/en/news/d/").status, without.get("/en/news/e/").status), (404, 200));
    let about = |preview: &Preview, path: &str| -> Value {
        serde_json::from_slice(&preview.get(&format!("/__dateline/page?path={path}")).bytes).unwrap()
    };
    let draft = about(&with, "/en/news/d/");
    assert_eq!((&draft["state"]["name"], &draft["source"]), (&"draft".into(), &"content/news/d.en.md".into()));
    let future = about(&without, "/en/news/e/");
    assert_eq!(future["state"]["name"], "embargo");
    assert!(future["state"]["more"].as_str().unwrap().contains("2025-03-20 00:00 (Europe/Paris)"));
    let index = with.get("/__dateline/").text();
    assert!(index.contains("Not yet") && index.contains("content/news/e.en.md"), "{index}");
    assert!(without.get("/__dateline/").text().contains("not shown in this preview"));
}

#[test]
fn the_bar_says_where_the_page_comes_from_and_why_it_names_others() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--now", NOW]);
    let about: Value = serde_json::from_slice(&preview.get("/__dateline/page?path=/en/news/a/").bytes).unwrap();
    let page = &about;
    assert_eq!((&page["source"], &page["words"], &page["minutes"]), (&A.into(), &2.into(), &1.into()));
    assert_eq!(page["state"]["name"], "public");
    let standing: Vec<_> = page["translations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| (t["lang"].as_str().unwrap(), t["state"].as_str().unwrap(), t["here"] == true))
        .collect();
    assert_eq!(standing, [("en", "present", true), ("fr", "present", false), ("ru", "missing", false)]);
    let related = &page["related"][0];
    assert_eq!(related["title"], "Another day");
    assert!(related["why"].as_str().unwrap().starts_with("iran "), "{related}");
    let home: Value = serde_json::from_slice(&preview.get("/__dateline/page?path=/en/").bytes).unwrap();
    assert_eq!(home["translations"].as_array().unwrap().len(), 3);
    let plain = Preview::of(&site, &["--plain"]);
    assert!(plain.get("/en/").text().contains(" data-plain"));
}

#[test]
fn a_saved_article_is_told_of_to_those_who_follow() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--watch", "--follow", "--now", NOW]);
    assert!(preview.get("/en/").text().contains(" data-follow"));
    let page = preview.listen("/en/");
    assert_eq!(page.next()["follow"], Value::Null);
    site.write("content/news/c.en.md", "---\ntitle: Elsewhere\ndate: 2025-01-18\ntags: [trade]\n---\nNew words.\n");
    assert_eq!(page.next()["follow"], "/en/news/c/");
    site.write("content/news/e.fr.md", "---\ntitle: Nouveau\ndate: 2025-01-18\n---\nMots.\n");
    assert_eq!(page.next()["follow"], "/fr/news/e/");
}

#[test]
fn strangers_and_crooked_paths_get_nothing() {
    let site = newsroom();
    let secret =
        site.root().parent().unwrap().join(format!("{}-secret", site.root().file_name().unwrap().to_str().unwrap()));
    std::fs::write(&secret, "SECRET").unwrap();
    site.write("static/ok.txt", "fine");
    let preview = Preview::of(&site, &["--now", NOW]);
    let host = format!("127.0.0.1:{}", preview.port);
    let ask =
        |line: &str, headers: &str| preview.raw(&format!("{line} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n"));
    let own = format!("Host: {host}\r\n");
    let name = secret.file_name().unwrap().to_str().unwrap();
    for path in [
        format!("/../{name}"),
        format!("/%2e%2e/{name}"),
        format!("/..%2f{name}"),
        format!("/en/..%5c..%5c{name}"),
        format!("/{}", secret.display()),
        format!("/%2f{}", secret.display()),
        format!("/assets/0123456789/../../{name}"),
        "/site.yaml".into(),
        "/content/news/a.en.md".into(),
        "/%00".into(),
        "/%ff".into(),
        "/en/news".repeat(500),
        "/media/../site.yaml".into(),
        "//etc/passwd".into(),
        "/.".into(),
    ] {
        let reply = ask(&format!("GET {path}"), &own);
        assert!(!reply.contains("SECRET") && !reply.contains("base_url: "), "{path}: {reply}");
        let status = reply.split(' ').nth(1).unwrap_or("");
        assert!(["302", "400", "404", "414", "431"].contains(&status), "{path}: {reply}");
    }
    let twice = ask("GET /en/", &format!("{own}Host: evil.example\r\n"));
    assert!(twice.starts_with("HTTP/1.1 4"), "{twice}");
    assert!(ask("GET http://evil.example/en/", &own).starts_with("HTTP/1.1 403"));
    assert!(ask("GET /media/", &own).starts_with("HTTP/1.1 404"), "no listing of a folder");
    for headers in ["Host: evil.example\r\n", "", "Host: 127.0.0.1.evil.example\r\n"] {
        let reply = ask("GET /en/", headers);
        assert!(reply.starts_with("HTTP/1.1 403") && !reply.contains("<html"), "{headers}: {reply}");
    }
    let reply = ask("GET /__dateline/events?path=/en/", &format!("{own}Origin: http://evil.example\r\n"));
    assert!(reply.starts_with("HTTP/1.1 403"), "{reply}");
    let reply = ask(
        "GET /__dateline/page?path=/en/",
        &format!("{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: script\r\n"),
    );
    assert!(reply.starts_with("HTTP/1.1 403"), "{reply}");
    let reply = ask("POST /en/", &format!("{own}Content-Length: 0\r\n"));
    assert!(reply.starts_with("HTTP/1.1 405") && reply.to_lowercase().contains("allow: get, head"), "{reply}");
    let reply = ask("GET /en/", &format!("{own}Content-Length: 99999999\r\n"));
    assert!(reply.starts_with("HTTP/1.1 413"), "{reply}");
    let reply = ask("GET /en/", &format!("{own}X: {}\r\n", "x".repeat(100_000)));
    assert!(reply.starts_with("HTTP/1.1 431") || reply.is_empty(), "{reply}");
    let many: String = (0..200).map(|i| format!("X-{i}: 1\r\n")).collect();
    assert!(ask("GET /en/", &format!("{own}{many}")).starts_with("HTTP/1.1 431"));
    assert!(!preview.raw("nonsense\r\n\r\n").contains("200"));
    std::fs::remove_file(secret).unwrap();
}

#[test]
fn a_name_that_somebody_allows_is_answered_and_the_refusal_says_how() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--now", NOW, "--allow-host", "desk.example.org,.cloud.example"]);
    let ask = |host: &str, more: &str| {
        preview.raw(&format!("GET /en/ HTTP/1.1\r\nConnection: close\r\nHost: {host}\r\n{more}\r\n"))
    };
    for host in ["desk.example.org", "a-4000.cloud.example:443", "cloud.example"] {
        assert!(ask(host, &format!("Origin: https://{host}\r\n")).starts_with("HTTP/1.1 200"), "{host}");
    }
    let refused = ask("other.example:4000", "");
    assert!(refused.starts_with("HTTP/1.1 403") && refused.contains("--allow-host other.example"), "{refused}");
    let wrong = common::run(std::process::Command::new(env!("CARGO_BIN_EXE_dateline")).args([
        "serve",
        "--allow-host",
        "https://desk.example.org",
    ]));
    assert!(wrong.code == 2 && wrong.stderr.contains("without https://"), "{}", wrong.stderr);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_site_is_never_read() {
    use std::os::unix::fs::symlink;
    let site = newsroom();
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("a.en.md"), format!("{BEGINNING}SECRET\n")).unwrap();
    std::fs::write(outside.path().join("x.txt"), "SECRET").unwrap();
    site.write("static/x.txt", "fine");
    for means in [&["--watch", "--now", NOW][..], &["--watch", "--poll", "--now", NOW]] {
        let preview = Preview::of(&site, means);
        assert_eq!(preview.get("/x.txt").text(), "fine");
        site.remove("static/x.txt");
        symlink(outside.path().join("x.txt"), site.root().join("static/x.txt")).unwrap();
        symlink(outside.path(), site.root().join("static/folder")).unwrap();
        std::fs::rename(site.root().join("content/news"), site.root().join("news")).unwrap();
        symlink(outside.path(), site.root().join("content/news")).unwrap();
        preview.printed_with("D012");
        std::fs::write(outside.path().join("b.en.md"), format!("{BEGINNING}SECRET\n")).unwrap();
        std::thread::sleep(Duration::from_millis(700));
        for path in ["/x.txt", "/folder/x.txt", "/en/news/a/", "/en/news/b/", "/en/"] {
            assert!(!preview.get(path).text().contains("SECRET"), "{path}");
        }
        for link in ["static/x.txt", "static/folder", "content/news"] {
            site.remove(link);
        }
        std::fs::rename(site.root().join("news"), site.root().join("content/news")).unwrap();
        site.write("static/x.txt", "fine");
    }
}

#[test]
fn files_are_served_as_browsers_ask_for_them() {
    let site = newsroom();
    site.write("static/film.mp4", [7; 1000]);
    site.write("content/news/карта 1.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'/>");
    site.write(
        "content/news/d.en.md",
        "---\ntitle: With a map\ndate: 2025-01-20\naliases: [/old/d]\n---\n![A map](<карта 1.svg>)\n",
    );
    let preview = Preview::of(&site, &["--now", NOW]);
    let film = preview.get_with("/film.mp4", &[("range", "bytes=10-19")]);
    assert_eq!((film.status, film.bytes.len(), film.header("content-range")), (206, 10, "bytes 10-19/1000"));
    assert_eq!(film.header("content-type"), "video/mp4");
    let page = preview.get("/en/news/d/");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let again = preview.get_with("/en/news/d/", &[("if-none-match", page.header("etag"))]);
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    let head = preview
        .raw(&format!("HEAD /en/news/d/ HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", preview.port));
    assert!(head.contains(&format!("content-length: {}", page.bytes.len())) && head.ends_with("\r\n\r\n"), "{head}");
    let picture = preview.get(&format!("/media/news/{}", encoded("карта 1.svg")));
    assert_eq!((picture.status, picture.header("content-type")), (200, "image/svg+xml; charset=utf-8"));
    let feed = preview.get("/en/feed.xml");
    assert_eq!((feed.status, feed.header("content-type")), (200, "application/rss+xml; charset=utf-8"));
    let folder = preview.get("/en/news/d");
    assert_eq!((folder.status, folder.header("location")), (302, "/en/news/d/"));
    let lost = preview.get("/fr/nowhere/");
    assert_eq!(lost.status, 404);
    assert!(lost.text().contains("lang=\"fr\""));
    assert_eq!(preview.get("/old/d/").status, 200);
    site.remove("static/film.mp4");
    assert_eq!(preview.get("/film.mp4").status, 404);
    let hosted = Site::new(&[
        (
            "site.yaml",
            "title: T\nbase_url: https://news.example\nlanguages: [{ tag: ru, prefix: ru }]\nredirects: [netlify]\n",
        ),
        ("content/news/день.md", &format!("{}Текст.\n", BEGINNING.replace("tags", "aliases: [/old]\ntags"))),
    ]);
    let redirected = Preview::of(&hosted, &["--now", NOW]).get("/old/");
    assert_eq!((redirected.status, redirected.header("location")), (302, encoded("/ru/news/день/").as_str()));
    let below = Site::new(&[
        ("site.yaml", "title: T\nbase_url: https://news.example/below\nlanguages: [{ tag: en, prefix: en }]\n"),
        (A, &format!("{BEGINNING}x\n")),
    ]);
    let preview = Preview::of(&below, &["--now", NOW]);
    assert_eq!(preview.get("/").header("location"), "/below/");
    assert_eq!((preview.get("/below/en/news/a/").status, preview.get("/en/news/a/").status), (200, 404));
    assert!(preview.printed().contains("/below/"));
}

#[test]
fn the_next_free_port_is_taken_and_ctrl_c_ends_it_at_once() {
    let site = newsroom();
    let first = Preview::of(&site, &["--watch"]);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["serve", "--port", &first.port.to_string()]).current_dir(site.root());
    let mut second = Preview::start(&mut command);
    assert!(second.port > first.port);
    let page = second.listen("/en/");
    page.next();
    let begin = Instant::now();
    kill_process(Pid::from_child(&second.child), signal_that_is_heard()).unwrap();
    let status = second.child.wait().unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
    second.printed_with("The preview has ended.");
}

/// Ctrl-C; a program that a script has begun in the background ignores it, and so does what that begins.
fn signal_that_is_heard() -> Signal {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default();
    if ignored & (1 << (Signal::INT.as_raw() - 1)) == 0 { Signal::INT } else { Signal::TERM }
}

#[test]
fn what_keeps_a_preview_from_beginning_is_said() {
    let nowhere = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str], root: &Path| {
        common::run(std::process::Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).current_dir(root))
    };
    let none = run(&["serve", "--port", "0"], nowhere.path());
    assert_eq!(none.code, 1);
    assert!(none.stderr.contains("D001"), "{}", none.stderr);
    let site = newsroom();
    let unknown = run(&["serve", "--host", "no.such.host.invalid"], site.root());
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("no.such.host.invalid"), "{}", unknown.stderr);
    let open = Preview::of(&site, &["--host", "0.0.0.0"]);
    open.printed_with("Everybody in your network can read this preview");
    let begun_wrong =
        Site::new(&[(A, "---\ntitle: [\n---\n"), ("content/news/b.en.md", &format!("{BEGINNING}Right.\n"))]);
    let preview = Preview::of(&begun_wrong, &["--watch", "--now", NOW]);
    assert_eq!(preview.get("/en/news/b/").status, 200);
    begun_wrong.write("content/news/b.en.md", format!("{BEGINNING}Still right.\n"));
    preview.get_until("/en/news/b/", |reply| reply.text().contains("Still right."));
}

#[test]
fn a_site_without_articles_is_served_and_grows() {
    let site = Site::new(&[]);
    let preview = Preview::of(&site, &["--watch", "--now", NOW]);
    assert_eq!(preview.get("/en/").status, 200);
    site.write(A, format!("{BEGINNING}The first.\n"));
    preview.get_until("/en/news/a/", |reply| reply.text().contains("The first."));
}
