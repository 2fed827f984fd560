//! Mistakes that people make: each has its place, a way out and an exit code, and what was published stays.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, NOW, Site, article, run};
use std::fs;
use std::process::Command;

/// A site that has been published once, so that a failing build has something to spoil.
fn published() -> Site {
    let site = Site::new(&[("content/news/good.en.md", &article("Good", "2025-01-01", "x", "Text."))]);
    site.build();
    site
}

/// Breaks a published site, builds it, and expects an exit code and words in the report.
fn expect(site: &Site, code: i32, words: &[&str]) {
    let before = site.out().files();
    let build = site.try_build(&[]);
    assert_eq!(build.code, code, "{}{}", build.stdout, build.stderr);
    for word in words {
        assert!(build.stderr.contains(word), "`{word}` is not in:\n{}", build.stderr);
    }
    assert_eq!(site.out().files(), before, "the old output is untouched");
    let left: Vec<_> =
        fs::read_dir(site.root()).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(!left.iter().any(|name| name.starts_with(".public")), "{left:?}");
}

#[test]
fn an_empty_folder_is_no_site() {
    let folder = tempfile::tempdir().unwrap();
    let build = run(Command::new(env!("CARGO_BIN_EXE_dateline")).arg("build").current_dir(folder.path()));
    assert_eq!(build.code, 1);
    assert!(build.stderr.contains("there is no site.yaml") && build.stderr.contains("--root"), "{}", build.stderr);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_site_without_articles_builds() {
    let site = Site::new(&[]);
    let out = site.build();
    assert!(out.has("index.html") && out.has("en/index.html") && out.has("fr/404.html"));
}

#[test]
fn invalid_yaml() {
    let site = published();
    site.write("content/news/a.en.md", "---\ntitle: Oil: the cap\ndate: 2025-01-01\n---\n");
    expect(&site, 1, &["content/news/a.en.md:2:", "D102", "title: Oil: the cap", "must be in quotes"]);
}

#[test]
fn invalid_configuration() {
    let site = published();
    site.write("site.yaml", "title: x\nbase_url: https://x.example\nlanguages: [en\n");
    expect(&site, 1, &["site.yaml:", "D102"]);
}

#[test]
fn one_key_under_two_names() {
    let site = published();
    site.write("content/news/a.en.md", "---\ntitle: A\ndate: 2025-01-01\nauthor: ann\nauthors: [bob]\n---\n");
    expect(&site, 1, &["content/news/a.en.md:5:1", "`authors` says again what `author` says"]);
}

#[test]
fn a_file_for_the_home_page() {
    let site = published();
    site.write("content/index.en.md", "---\ntitle: Home\n---\n");
    expect(&site, 1, &["content/index.en.md", "home page"]);
}

#[test]
fn a_missing_title() {
    let site = published();
    site.write("content/news/a.en.md", "---\ndate: 2025-01-01\n---\nText.\n");
    expect(&site, 1, &["content/news/a.en.md:2:1", "D105", "no `title`"]);
}

#[test]
fn an_impossible_date() {
    let site = published();
    site.write("content/news/a.en.md", "---\ntitle: A\ndate: 2025-02-30\n---\nText.\n");
    expect(&site, 1, &["content/news/a.en.md:3:", "D104", "28 days", "2025-02-30"]);
}

#[test]
fn a_language_that_the_site_does_not_have() {
    let site = published();
    site.write("content/news/a.md", "---\ntitle: A\ndate: 2025-01-01\nlanguage: de\n---\n");
    site.write("content/news/b.de.md", article("B", "2025-01-01", "x", ""));
    expect(&site, 1, &["content/news/a.md:4:11", "`de` is not a language", "content/news/b.de.md: ", "en, fr, ru"]);
}

#[test]
fn a_file_name_and_a_language_that_disagree() {
    let site = published();
    site.write("content/news/a.fr.md", "---\ntitle: A\ndate: 2025-01-01\nlanguage: ru\n---\n");
    expect(&site, 1, &["content/news/a.fr.md:4:1", "D106", "`fr`", "`ru`"]);
}

#[test]
fn a_file_that_is_not_utf8() {
    let site = published();
    site.write("content/news/a.en.md", b"---\ntitle: A\n---\nd\xe9j\xe0 vu\n");
    expect(&site, 1, &["content/news/a.en.md:4:2", "D011", "UTF-8"]);
}

#[test]
fn a_file_of_fifty_megabytes() {
    let site = published();
    let mut text = article("Long", "2025-01-01", "x", "");
    text.push_str(&"word ".repeat(10_500_000));
    site.write("content/news/a.en.md", text);
    expect(&site, 1, &["content/news/a.en.md", "D013", "50 MB"]);
}

#[test]
fn a_picture_that_is_missing() {
    let site = published();
    site.write(
        "content/news/a/index.en.md",
        "---\ntitle: A\ndate: 2025-01-01\nimage: { src: lead.jpg, alt: x }\n---\nText.\n\n![A map](map.svg)\n",
    );
    expect(
        &site,
        1,
        &["content/news/a/index.en.md:4:15", "lead.jpg", "content/news/a/index.en.md:8:1", "map.svg", "D202"],
    );
}

#[test]
fn two_articles_with_one_address() {
    let site = published();
    site.write("content/news/a.en.md", article("A", "2025-01-01", "x", ""));
    site.write("content/news/b.en.md", article("B", "2025-01-01", "x", "").replace("tags:", "slug: a\ntags:"));
    expect(&site, 1, &["D301", "content/news/a.en.md", "content/news/b.en.md", "/en/news/a/"]);
}

#[test]
fn two_files_for_one_article() {
    let site = published();
    site.write("content/news/a.en.md", article("A", "2025-01-01", "x", ""));
    site.write("content/news/a/index.en.md", article("A", "2025-01-01", "x", ""));
    expect(&site, 1, &["D107", "content/news/a.en.md", "content/news/a/index.en.md"]);
}

#[test]
fn a_circle_of_fluent_terms() {
    let site = published();
    site.write("locales/en/a.ftl", "ok = fine\n-one = { -two }\n-two = { -one }\nuse = { -one }\n");
    expect(&site, 1, &["locales/en/a.ftl:2:1", "D503", "-one → -two → -one"]);
}

#[test]
fn a_fluent_file_that_cannot_be_understood() {
    let site = published();
    site.write("locales/en/a.ftl", "ok = fine\nbroken = { $n\n");
    expect(&site, 1, &["locales/en/a.ftl:", "D501"]);
}

#[test]
fn a_template_with_a_syntax_error_and_one_that_fails() {
    let site = published();
    site.write("templates/article.html", "<p>\n  {% if article.title %}\n  {{ article.titel }\n");
    expect(&site, 1, &["templates/article.html:3:", "D401"]);
    site.write("templates/article.html", "<p>\n{{ article.titel }}\n");
    expect(&site, 1, &["templates/article.html:2:12", "D402", "{{ article.titel }}", "did you mean `title`?"]);
    let run = site.run(&["build"]);
    assert!(
        run.stderr.contains("the page is `en/news/") && run.stderr.contains("made from content/news/"),
        "it names the page that was rendered: {}",
        run.stderr
    );
    site.write("templates/article.html", "{% extends \"gazete/article.html\" %}\n");
    expect(&site, 1, &["templates/article.html:1:", "D401", "gazete/article.html", "gazette/article.html"]);
    site.write("templates/article.html", "{{ article.title | no_such_filter }}\n");
    expect(&site, 1, &["templates/article.html:1:", "no_such_filter"]);
}

#[test]
fn a_theme_that_is_missing_or_incomplete() {
    let site = published();
    site.write("site.yaml", format!("{CONFIG}theme: gone\n"));
    expect(&site, 1, &["site.yaml:5:8", "D403", "there is no theme `gone`"]);
    assert_eq!(site.check_json(&[]).1.iter().filter(|d| d["severity"] == "error").count(), 1, "one cause, one error");
    site.write("themes/gone/theme.yaml", "name: Bare\n");
    site.write("themes/gone/templates/home.html", "home\n");
    expect(&site, 1, &["there is no template `article.html`", "extends: gazette"]);
    site.write("themes/gone/theme.yaml", "name: Bare\nextends: gone\n");
    expect(&site, 1, &["themes/gone/theme.yaml:2:10", "extends itself"]);
}

#[test]
fn two_tags_with_one_slug() {
    let site = published();
    site.write("content/news/a.en.md", article("A", "2025-01-01", "c, d", ""));
    site.write("locales/en/names.ftl", "tag-d = D\n    .slug = c\n");
    expect(&site, 1, &["D301", "the tag `c`", "the tag `d`", "/en/tags/c/"]);
}

#[test]
fn an_output_folder_that_cannot_be_written() {
    let site = published();
    site.write("a-file", "");
    let build = site.try_build(&["--out", "a-file/public"]);
    assert_eq!(build.code, 3, "{}", build.stderr);
    assert!(build.stderr.contains("D601") && build.stderr.contains("cannot be written"), "{}", build.stderr);
}

#[test]
fn an_output_folder_that_holds_other_things() {
    let site = published();
    site.write("thesis/chapter.txt", "years of work");
    let build = site.try_build(&["--out", "thesis"]);
    assert_eq!(build.code, 2, "{}", build.stderr);
    assert!(build.stderr.contains("chapter.txt"), "{}", build.stderr);
    assert!(site.root().join("thesis/chapter.txt").exists());
    for out in [".", "content", "content/news", ".."] {
        assert_eq!(site.try_build(&["--out", out]).code, 2, "{out}");
    }
    assert!(site.root().join("content/news/good.en.md").exists());
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_sites_folder() {
    let site = published();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.md"), article("Secret", "2025-01-01", "x", "Hush.")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.md"), site.root().join("content/news/secret.en.md"))
        .unwrap();
    std::os::unix::fs::symlink(outside.path(), site.root().join("static")).unwrap();
    expect(&site, 1, &["content/news/secret.en.md", "static: ", "D012", "out of the site's folder"]);
}

#[test]
fn links_that_lead_nowhere() {
    let site = published();
    site.write(
        "content/news/a.en.md",
        article(
            "A",
            "2025-01-01",
            "x",
            "See [this](god.md).\n\nAnd [that](../../../etc/passwd.md), [file](x.pdf), [code](javascript:x).",
        ),
    );
    expect(
        &site,
        1,
        &[
            "content/news/a.en.md:8:5",
            "did you mean `news/good`?",
            "content/news/a.en.md:10:5",
            "D012",
            "x.pdf",
            "D206",
        ],
    );
}

#[test]
fn a_link_to_a_draft() {
    let site = published();
    site.write("content/news/b.en.md", article("B", "2025-01-01", "x", "").replace("tags:", "draft: true\ntags:"));
    site.write("content/news/a.en.md", article("A", "2025-01-01", "x", "See [this](b.md)."));
    expect(&site, 1, &["content/news/a.en.md:8:5", "D203", "is a draft"]);
}

#[test]
fn twenty_mistakes_in_twenty_files_are_twenty_diagnostics_in_one_run() {
    let site = published();
    for i in 0..20 {
        let text = match i % 5 {
            0 => "---\ntitle: [a]\ndate: 2025-01-01\n---\n".to_owned(),
            1 => "---\ntitle: A\ndate: yesterday\n---\n".to_owned(),
            2 => "---\ntitle: A\ndate: 2025-01-01\nkind: poem\n---\n".to_owned(),
            3 => article("A", "2025-01-01", "x", "[gone](gone.md)"),
            _ => "no front matter\n".to_owned(),
        };
        site.write(&format!("content/news/m{i:02}.en.md"), text);
    }
    let (code, found) = site.check_json(&[]);
    assert_eq!(code, 1);
    let errors: Vec<_> = found.iter().filter(|d| d["severity"] == "error").collect();
    assert_eq!(errors.len(), 20, "{errors:#?}");
    for (i, error) in errors.iter().enumerate() {
        assert_eq!(error["path"], format!("content/news/m{i:02}.en.md"));
        assert!(error["line"].as_u64().unwrap() > 0 && !error["hints"].as_array().unwrap().is_empty(), "{error}");
    }
}

#[test]
fn an_unknown_key_is_a_warning_with_a_suggestion_and_strictly_an_error() {
    let site = published();
    site.write("content/news/a.en.md", article("A", "2025-01-01", "x", "").replace("summary:", "sumary:"));
    let build = site.try_build(&[]);
    assert_eq!(build.code, 0);
    assert!(
        build.stderr.contains("content/news/a.en.md:6:1") && build.stderr.contains("did you mean `summary`?"),
        "{}",
        build.stderr
    );
    assert!(site.out().has("en/news/a/index.html"), "what is right in the file is kept");
    let before = site.out().files();
    site.write("content/news/a.en.md", article("New", "2025-01-01", "x", "").replace("summary:", "sumary:"));
    assert_eq!(site.try_build(&["--strict"]).code, 1);
    assert_eq!(site.out().files(), before);
}

#[test]
fn two_builds_at_once() {
    let site = published();
    let lock = fs::File::create(site.root().join(".public.dateline-lock")).unwrap();
    lock.lock().unwrap();
    let build = site.try_build(&[]);
    assert_eq!(build.code, 3);
    assert!(build.stderr.contains("D602") && build.stderr.contains("another build"), "{}", build.stderr);
}

#[cfg(unix)]
#[test]
fn a_build_that_is_killed_leaves_the_old_site_and_the_next_one_cleans_up() {
    let site = published();
    let before = site.out().files();
    site.write("content/news/long.en.md", article("Long", "2025-01-01", "x", &"word ".repeat(100_000)));
    // The kernel kills a process that writes a file larger than it may.
    let command = format!("ulimit -f 64; exec {} build --now {NOW}", env!("CARGO_BIN_EXE_dateline"));
    let killed = Command::new("sh").args(["-c", &command]).current_dir(site.root()).output().unwrap();
    assert!(!killed.status.success());
    assert_eq!(site.out().files(), before);
    let out = site.build();
    assert!(out.has("en/news/long/index.html"));
    assert!(!site.root().join(".public.dateline-new").exists());
}

#[cfg(unix)]
#[test]
fn an_interrupted_build_leaves_no_trace() {
    let site = published();
    for i in 0..400 {
        site.write(&format!("content/news/a{i}.en.md"), article("A", "2025-01-01", "x", &"word ".repeat(4000)));
    }
    let before = site.out().files();
    let mut build = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["build", "--jobs", "1", "--now", NOW])
        .current_dir(site.root())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let stage = site.root().join(".public.dateline-new");
    while !stage.exists() {
        assert!(build.try_wait().unwrap().is_none(), "the build ended before it began to write");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    assert!(Command::new("kill").args(["-INT", &build.id().to_string()]).status().unwrap().success());
    assert_eq!(build.wait().unwrap().code(), Some(130));
    assert_eq!(site.out().files(), before);
    assert!(!stage.exists() && !site.root().join(".public.dateline-lock").exists());
}

#[test]
fn wrong_usage() {
    let site = Site::new(&[("site.yaml", CONFIG)]);
    assert_eq!(site.run(&["bild"]).code, 2);
    assert_eq!(site.run(&["build", "--now", "yesterday"]).code, 2);
    assert_eq!(site.run(&["build", "--root", "nowhere"]).code, 1);
    assert_eq!(site.run(&["related", "news/none"]).code, 2);
}

#[test]
fn a_site_that_is_half_changed_is_not_published() {
    let site = Site::new(&[
        (".dateline/changes.json", "{}"),
        ("content/news/a.en.md", "---\ntitle: A\ndate: 2025-01-20\n---\nText.\n"),
    ]);
    let run = site.try_build(&[]);
    assert!(run.code == 2 && run.stderr.contains("D612") && run.stderr.contains("run it again"), "{}", run.stderr);
    site.remove(".dateline/changes.json");
    assert_eq!(site.try_build(&[]).code, 0);
}
