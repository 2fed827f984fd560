//! `dateline list`: which texts there are, found by what they are and what they say.

#![allow(clippy::unwrap_used)]

mod common;

use common::{NOW, Run, Site, article, translation};
use std::time::{Duration, SystemTime};

fn with(line: &str, text: &str) -> String {
    text.replacen("---\n", &format!("---\n{line}\n"), 1)
}

/// A site with a text in each state.
fn site() -> Site {
    Site::new(&[
        ("content/authors/ann.md", "---\nname: Ann Lee\n---\n"),
        ("content/authors/bob.md", "---\nname: Bob\n---\n"),
        ("content/news/out.en.md", &article("A treaty", "2025-01-20", "Middle East, iran", "The harbour was quiet.")),
        ("content/news/out.fr.md", &translation("Un traité", "Le port était désert à l’été.")),
        ("content/news/draft.en.md", &with("draft: true", &article("Half done", "2025-01-10", "iran", "Words."))),
        ("content/analysis/later.en.md", &article("To come", "2025-03-01", "", "Words.")),
        ("content/analysis/over.en.md", &with("expires: 2025-01-15", &article("Over", "2025-01-02", "", "Words."))),
        ("content/news/quiet.ru.md", &with("unlisted: true", &article("Ёлка", "2025-01-05", "", "Слова."))),
        (
            "content/news/bob.en.md",
            &article("By Bob", "2024-12-01", "", "Words.").replace("author: ann", "author: [bob, ann]"),
        ),
        ("content/about.en.md", "---\ntitle: About\n---\nWords.\n"),
    ])
}

fn list(site: &Site, arguments: &[&str]) -> Run {
    site.run(&[&["list", "--now", NOW], arguments].concat())
}

/// The files that are found, without folder and ending.
fn found(site: &Site, arguments: &[&str]) -> Vec<String> {
    let run = list(site, &[arguments, &["--paths"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let name = |path: &str| path.rsplit('/').next().unwrap().trim_end_matches(".md").to_owned();
    run.stdout.lines().map(name).collect()
}

#[test]
fn each_text_is_in_one_state_and_the_newest_come_first() {
    let site = site();
    assert_eq!(found(&site, &["--drafts"]), ["draft.en"]);
    assert_eq!(found(&site, &["--scheduled"]), ["later.en"]);
    assert_eq!(found(&site, &["--expired"]), ["over.en"]);
    assert_eq!(found(&site, &["--unlisted"]), ["quiet.ru"]);
    assert_eq!(found(&site, &["--published"]), ["out.en", "out.fr", "bob.en", "about.en"]);
    assert_eq!(found(&site, &["--drafts", "--scheduled"]), ["later.en", "draft.en"], "one of these states");
    assert_eq!(found(&site, &["-n", "2"]), ["later.en", "out.en"]);
}

#[test]
fn filters_narrow() {
    let site = site();
    assert_eq!(found(&site, &["--author", "bob"]), ["bob.en"]);
    assert_eq!(found(&site, &["--tag", "MIDDLE  east", "--tag", "iran"]), ["out.en", "out.fr"]);
    assert_eq!(
        found(&site, &["--tag", "iran", "--lang", "fr"]),
        ["out.fr"],
        "a translation has the tags of its original"
    );
    assert_eq!(found(&site, &["--section", "analysis", "--expired"]), ["over.en"]);
    assert_eq!(found(&site, &["--kind", "page"]), ["about.en"]);
    assert_eq!(found(&site, &["--sort", "title", "--lang", "en", "--published"]), ["out.en", "about.en", "bob.en"]);
}

#[test]
fn words_are_found_whatever_their_accents_and_capitals() {
    let site = site();
    assert_eq!(found(&site, &["--search", "HARBOUR treaty"]), ["out.en"], "in the text and in the title");
    assert_eq!(found(&site, &["--search", "ete desert"]), ["out.fr"]);
    assert_eq!(found(&site, &["--search", "елка"]), ["quiet.ru"]);
    assert_eq!(found(&site, &["--search", "harbour", "--search", "ship"]), Vec::<String>::new());
    let run = list(&site, &["--search", "nowhere"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert!(run.stderr.contains("Nothing was found"));
}

#[test]
fn what_was_changed_lately_is_found_by_its_file() {
    let site = site();
    let set = |path: &str, days: u64| {
        let file = std::fs::File::options().write(true).open(site.root().join(path)).unwrap();
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_738_411_200);
        file.set_modified(now - Duration::from_secs(days * 86_400)).unwrap();
    };
    for (i, row) in found(&site, &[]).iter().enumerate() {
        let folder = ["news/", "analysis/", ""];
        let path = folder.iter().map(|folder| format!("content/{folder}{row}.md"));
        let path = path.into_iter().find(|path| site.root().join(path).exists()).unwrap();
        set(&path, if row == "draft.en" { 1 } else { 30 + i as u64 });
    }
    set("content/news/out.fr.md", 3);
    assert_eq!(found(&site, &["--changed", "2d"]), ["draft.en"]);
    assert_eq!(found(&site, &["--changed", "2025-01-28", "--sort", "changed"]), ["draft.en", "out.fr"]);
    let run = list(&site, &["--changed", "soon"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("7d"), "{}", run.stderr);
}

#[test]
fn other_programs_get_json_or_paths() {
    let site = site();
    let run = list(&site, &["--json", "--drafts"]);
    let all: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 1);
    let draft = &all[0];
    assert_eq!((&draft["story"], &draft["state"]), (&"news/draft".into(), &"draft".into()));
    assert_eq!((&draft["path"], &draft["authors"]), (&"content/news/draft.en.md".into(), &serde_json::json!(["ann"])));
    let run = list(&site, &["-0", "--author", "bob"]);
    assert_eq!(run.stdout, "content/news/bob.en.md\0");
    // Seen from elsewhere, the paths lead there.
    let root = site.root().to_str().unwrap();
    let elsewhere = common::run(
        std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["list", "--root", root, "--author", "bob", "--paths"])
            .current_dir("/"),
    );
    assert!(std::path::Path::new(elsewhere.stdout.trim_end()).is_file(), "{}", elsewhere.stdout);
}

#[test]
fn a_table_for_a_file_or_a_program_cuts_nothing() {
    let site = site();
    let long = "A very long headline that no terminal has room for, ".repeat(6);
    site.write("content/news/long.en.md", article(&long, "2025-01-21", "", "Words."));
    let run = list(&site, &["--search", "headline"]);
    let line = run.stdout.lines().next().unwrap();
    let columns: Vec<&str> = line.split("  ").collect();
    assert_eq!(columns[..4], ["2025-01-21", "en", "published", "content/news/long.en.md"], "{line}");
    assert!(line.contains(long.trim_end()));
}

#[test]
fn a_text_that_cannot_be_read_is_told_and_the_rest_is_listed() {
    let site = site();
    site.write("content/news/broken.en.md", "---\ntitle: [\n---\n");
    site.write("content/news/latin.en.md", b"---\ntitle: caf\xe9\n---\n");
    let run = list(&site, &["--paths"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stdout.lines().count(), 8);
    assert!(run.stderr.contains("content/news/broken.en.md") && run.stderr.contains("content/news/latin.en.md"));
}

#[test]
fn a_word_that_the_site_does_not_know_is_told_with_the_nearest() {
    let site = site();
    let run = list(&site, &["--author", "bop"]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("did you mean `bob`"), "{}", run.stderr);
    let run = list(&site, &["--lang", "de"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("en, fr, ru"), "{}", run.stderr);
}
