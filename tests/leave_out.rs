//! One broken text, and no time: a site is published without it.

#![allow(clippy::unwrap_used)]

mod common;

use common::{NOW, Run, Site, article, translation};
use serde_json::Value;

const BROKEN: &str = "content/news/guest.en.md";

fn newsroom() -> Site {
    Site::new(&[
        ("content/news/good.en.md", &article("Good", "2025-01-01", "x", "See [the guest](guest.en.md).")),
        (BROKEN, &article("The guest", "2025-01-02", "x", "Words of a guest.")),
    ])
}

fn build(site: &Site, more: &[&str]) -> (Run, Value) {
    let run = site.run(&[&["build", "--json", "--now", NOW], more].concat());
    let report = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}{}", run.stdout, run.stderr));
    (run, report)
}

fn codes(report: &Value, kind: &str) -> Vec<String> {
    report[kind].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_site_is_published_without_a_broken_text_and_says_so() {
    let site = newsroom();
    site.build();
    site.write(BROKEN, "---\ntitle: [\n---\n\u{7}");
    assert_eq!(site.try_build(&[]).code, 1);
    // Named from the site's folder, or in full.
    let full = site.root().join(BROKEN);
    for name in [BROKEN, full.to_str().unwrap()] {
        let (run, report) = build(&site, &["--leave-out", name]);
        assert_eq!(run.code, 0, "{report:#}");
        assert_eq!(report["left_out"], serde_json::json!([BROKEN]));
        assert!(codes(&report, "notes").contains(&"D613".to_owned()));
        assert!(codes(&report, "diagnostics").contains(&"D203".to_owned()), "{report:#}");
        assert_eq!(report["withdrawn"].as_array().unwrap().len(), usize::from(name == BROKEN), "{report:#}");
        assert!(!codes(&report, "diagnostics").contains(&"D313".to_owned()), "it is meant: {report:#}");
    }
    assert!(!site.out().has("en/news/guest/index.html") && site.out().has("en/news/good/index.html"));
    assert_eq!(site.out().traces_of("The guest"), Vec::<String>::new());
    let printed = site.try_build(&["--leave-out", BROKEN]);
    assert!(printed.stdout.contains(&format!("Left out  {BROKEN}")), "{}", printed.stdout);
    // Fixed, it is back.
    site.write(BROKEN, article("The guest", "2025-01-02", "x", "Better words."));
    assert!(site.build().text("en/news/guest/index.html").contains("Better words."));
}

#[test]
fn whatever_is_wrong_with_it_is_not_looked_at() {
    for broken in
        [&b"\xff\xfe"[..], b"", b"---\nno end", b"---\ntitle: A\ndate: 2025-01-01\nlayout: { draft: yes\n---\n"]
    {
        let site = newsroom();
        site.write(BROKEN, broken);
        let (run, report) = build(&site, &["--leave-out", BROKEN]);
        assert_eq!(run.code, 0, "{report:#}");
    }
    #[cfg(unix)]
    {
        let site = newsroom();
        site.remove(BROKEN);
        std::os::unix::fs::symlink("nowhere", site.root().join(BROKEN)).unwrap();
        assert_eq!(site.try_build(&[]).code, 1);
        assert_eq!(build(&site, &["--leave-out", BROKEN]).0.code, 0);
    }
}

#[test]
fn a_translation_goes_along_where_it_says_too_little_by_itself_and_stays_where_it_says_enough() {
    let site = newsroom();
    site.write("content/news/guest.fr.md", translation("L’invité", "Texte."));
    site.write("content/news/guest.ru.md", article("Гость", "2025-01-02", "x", "Текст."));
    site.write(BROKEN, "broken");
    let (run, report) = build(&site, &["--leave-out", BROKEN]);
    assert_eq!(run.code, 0, "{report:#}");
    let told = report["diagnostics"].as_array().unwrap().iter().filter(|problem| problem["code"] == "D613");
    let paths: Vec<&str> = told.map(|problem| problem["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["content/news/guest.fr.md"]);
    assert!(site.out().has("ru/news/guest/index.html") && !site.out().has("fr/news/guest/index.html"));
    let (run, report) = build(&site, &["--leave-out", BROKEN, "--leave-out", "content/news/guest.fr.md"]);
    assert_eq!((run.code, report["left_out"].as_array().unwrap().len()), (0, 2));
    assert!(!codes(&report, "diagnostics").contains(&"D613".to_owned()), "{report:#}");
}

#[test]
fn an_author_a_term_and_a_dossier_can_be_left_out_too() {
    let site = newsroom();
    for file in ["content/authors/ann.md", "content/tags/x.en.md", "content/dossiers/d.en.md"] {
        site.write(file, "---\nname: [\n---\n");
        assert_eq!(site.try_build(&[]).code, 1, "{file}");
        assert_eq!(build(&site, &["--leave-out", file]).0.code, 0, "{file}");
        site.remove(file);
    }
}

#[test]
fn what_is_no_text_of_the_site_cannot_be_left_out() {
    let site = newsroom();
    site.write("content/news/harbour.jpg", "no picture");
    for file in ["content/news/gest.en.md", "content/news/harbour.jpg", "site.yaml", "templates/base.html"] {
        let run = site.try_build(&["--leave-out", file]);
        assert!(run.code == 2 && run.stderr.contains("cannot be left out"), "{file}: {}", run.stderr);
    }
    assert!(site.try_build(&["--leave-out", "content/news/gest.en.md"]).stderr.contains(&format!("`{BROKEN}`")));
}
