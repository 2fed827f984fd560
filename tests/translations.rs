//! What translators and editors are told of translations: what is there, what is missing, what has fallen behind.

#![allow(clippy::unwrap_used)]

mod common;

use common::{NOW, Site, article, translation};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

fn site() -> Site {
    Site::new(&[
        ("content/news/treaty.en.md", &article("The treaty", "2025-01-20", "", "One two three.\n\nFour five.\n\nSix.")),
        ("content/news/treaty.fr.md", &translation("Le traité", "Un deux trois.\n\nQuatre cinq.\n\nSix.")),
        ("content/news/later.en.md", &article("Later", "2025-03-01", "", "Soon.")),
        (
            "content/news/gone.en.md",
            &article("Gone", "2024-01-01", "", "Was.").replace("author", "expires: 2024-02-01\nauthor"),
        ),
        (
            "content/opinion/sketch.ru.md",
            &article("Набросок", "2025-01-10", "", "Мысль.").replace("author", "draft: true\nauthor"),
        ),
        ("content/authors/ann.en.md", "---\nname: Ann Example\nrole: Editor\n---\nAnn writes.\n"),
        ("content/authors/ann.fr.md", "---\nname: Ann Example\nrole: Rédactrice\n---\nAnn écrit.\n"),
        ("content/about.en.md", "---\ntitle: About us\n---\nWe are.\n"),
    ])
}

fn list(site: &Site, more: &[&str]) -> (i32, Value) {
    let run = site.run(&[&["translations", "--json", "--now", NOW], more].concat());
    (run.code, serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}{}", run.stdout, run.stderr)))
}

/// `id language` → the entry.
fn entries(site: &Site, more: &[&str]) -> BTreeMap<String, Value> {
    let (_, report) = list(site, more);
    let of_story = |story: &Value| {
        let id = story["id"].as_str().unwrap().to_owned();
        let entries = story["translations"].as_array().unwrap().clone();
        entries.into_iter().map(move |entry| (format!("{id} {}", entry["language"].as_str().unwrap()), entry))
    };
    report["stories"].as_array().unwrap().iter().flat_map(of_story).collect()
}

fn states(site: &Site, more: &[&str]) -> Vec<String> {
    entries(site, more).into_iter().map(|(key, entry)| format!("{key} {}", entry["state"].as_str().unwrap())).collect()
}

fn warnings(site: &Site) -> Vec<(String, u64, String)> {
    let (_, problems) = site.check_json(&[]);
    let outdated = problems.iter().filter(|problem| problem["code"] == "D111");
    outdated
        .map(|p| {
            let text = format!("{} {}", p["message"].as_str().unwrap(), p["hints"]);
            (p["path"].as_str().unwrap().to_owned(), p["line"].as_u64().unwrap(), text)
        })
        .collect()
}

fn edit(site: &Site, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(site.root().join(path)).unwrap();
    assert!(text.contains(from), "{text}");
    site.write(path, text.replace(from, to));
}

fn record(site: &Site, files: &[&str]) -> String {
    let how = if files.is_empty() { "--record-all" } else { "--record" };
    let run = site.run(&[&["translations", "--now", NOW, how], files].concat());
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    run.stdout
}

#[test]
fn every_story_page_and_note_is_listed_in_every_other_language() {
    let site = site();
    let expected = [
        "about fr missing",
        "about ru missing",
        "authors/ann fr present",
        "authors/ann ru missing",
        "news/later fr missing",
        "news/later ru missing",
        "news/treaty fr present",
        "news/treaty ru missing",
        "opinion/sketch en missing",
        "opinion/sketch fr missing",
    ];
    assert_eq!(states(&site, &[]), expected, "what has expired is not there");
    let (_, report) = list(&site, &[]);
    let stories: Vec<String> = report["stories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| {
            [&s["id"], &s["kind"], &s["visibility"], &s["original"]["language"]].map(|v| v.as_str().unwrap()).join(" ")
        })
        .collect();
    let newest_first = [
        "news/later article embargo en",
        "news/treaty article public en",
        "opinion/sketch article draft ru",
        "about page public en",
        "authors/ann author public en",
    ];
    assert_eq!(stories, newest_first);
}

#[test]
fn words_to_do_are_those_of_the_original_where_a_translation_is_missing() {
    let all = entries(&site(), &[]);
    // Title and standfirst, "The treaty" and "About The treaty.", then the text.
    assert_eq!(all["news/treaty ru"]["words"], 2 + 3 + 6);
    assert_eq!(all["news/treaty fr"]["words"], 0);
    assert_eq!(all["authors/ann ru"]["words"], 2 + 1 + 2);
    assert_eq!(all["opinion/sketch en"]["words"], 1 + 2 + 1);
}

#[test]
fn the_list_can_be_narrowed() {
    let site = site();
    assert_eq!(
        states(&site, &["--lang", "fr", "--section", "news"]),
        ["news/later fr missing", "news/treaty fr present"]
    );
    assert_eq!(states(&site, &["--only", "present"]), ["authors/ann fr present", "news/treaty fr present"]);
    assert_eq!(states(&site, &["--only", "outdated"]), Vec::<String>::new());
    assert_eq!(states(&site, &["--lang", "fr", "--lang", "ru"]).len(), 9);
    let run = site.run(&["translations", "--lang", "fx"]);
    assert!(run.code == 2 && run.stderr.contains("did you mean `fr`"), "{}", run.stderr);
    let run = site.run(&["translations", "--section", "newz"]);
    assert!(run.code == 2 && run.stderr.contains("did you mean `news`"), "{}", run.stderr);
}

#[test]
fn a_run_can_fail_on_what_is_missing_or_outdated() {
    let site = site();
    let code = |more: &[&str]| list(&site, more).0;
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&["--fail-on", "missing"]), 1);
    assert_eq!(code(&["--fail-on", "outdated"]), 0);
    assert_eq!(code(&["--fail-on", "outdated,missing", "--only", "present"]), 1);
    assert_eq!(code(&["--fail-on", "outdated", "--fail-on", "missing", "--lang", "fr", "--section", "opinion"]), 1);
    site.remove("content/news/later.en.md");
    assert_eq!(code(&["--fail-on", "missing", "--lang", "fr", "--section", "news"]), 0);
    assert_eq!(site.run(&["translations", "--fail-on", "present"]).code, 2);
}

#[test]
fn the_table_fits_eighty_columns_and_ends_with_a_summary() {
    let site = site();
    let long = "条约".repeat(50);
    site.write("content/news/long.en.md", article(&long, "2025-01-25", "", "Text."));
    site.write("content/news/arabic.en.md", article(&"المعاهدة ".repeat(20), "2025-01-26", "", "Text."));
    let run = site.run(&["translations", "--now", NOW]);
    assert!(run.stdout.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80), "{}", run.stdout);
    for part in [
        "2025-01-20  article  The treaty\n",
        "content/news/treaty.en.md (11 words)\n",
        "2025-01-10  article  [draft] Набросок\n",
        "2025-03-01  article  [embargo] Later\n",
        "  ru        missing       11 words\n",
    ] {
        assert!(run.stdout.contains(part), "{part}\n{}", run.stdout);
    }
    let summary: Vec<Vec<&str>> =
        run.stdout.lines().rev().take(3).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(summary[1][..4], ["fr", "2", "5", "0"]);
    site.write("locales/en/more.ftl", "one = One\ntwo = Two\n");
    site.write("locales/fr/more.ftl", "one = Un\n");
    let run = site.run(&["translations", "--now", NOW, "--lang", "fr"]);
    assert_eq!(run.stdout.lines().last().unwrap().split_whitespace().last(), Some("1"), "a message");
}

#[test]
fn without_a_record_the_dates_decide() {
    let site = site();
    edit(&site, "content/news/treaty.en.md", "author", "updated: 2025-01-25\nauthor");
    let entry = &entries(&site, &[])["news/treaty fr"];
    assert_eq!((entry["state"].as_str(), entry["words"].as_u64()), (Some("outdated"), Some(11)));
    let warning = &warnings(&site)[0];
    assert_eq!((warning.0.as_str(), warning.1), ("content/news/treaty.fr.md", 2));
    assert_eq!(site.try_build(&[]).code, 0, "a warning only");
    assert_eq!(site.try_build(&["--strict"]).code, 1);
    edit(&site, "content/news/treaty.fr.md", "summary", "updated: 2025-01-24\nsummary");
    assert_eq!(warnings(&site).len(), 1);
    edit(&site, "content/news/treaty.fr.md", "2025-01-24", "2025-01-25");
    assert_eq!(warnings(&site), []);
    assert_eq!(entries(&site, &[])["news/treaty fr"]["state"], "present");
}

#[test]
fn a_current_record_beats_an_older_date() {
    let site = site();
    edit(&site, "content/news/treaty.en.md", "author", "updated: 2025-01-25\nauthor");
    record(&site, &["content/news/treaty.fr.md"]);
    assert_eq!(warnings(&site), []);
    assert_eq!(entries(&site, &[])["news/treaty fr"]["recorded"], true);
}

#[test]
fn a_record_shows_what_has_changed_and_where() {
    let site = site();
    record(&site, &["content/news/treaty.fr.md"]);
    edit(&site, "content/news/treaty.en.md", "Four five.", "Four and five.\n\nNew.");
    let entry = entries(&site, &[])["news/treaty fr"].clone();
    assert_eq!(entry["state"], "outdated");
    assert_eq!(entry["words"], 4);
    let places: Vec<String> = entry["changed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| format!("{}:{}", c["path"].as_str().unwrap(), c["line"]))
        .collect();
    assert_eq!(places, ["content/news/treaty.en.md:10", "content/news/treaty.en.md:12"]);
    let run = site.run(&["translations", "--now", NOW, "--lang", "fr"]);
    assert!(
        run.stdout.contains("  fr        outdated       4 words\n            content/news/treaty.en.md:10\n"),
        "{}",
        run.stdout
    );
    let (path, line, text) = warnings(&site)[0].clone();
    assert_eq!((path.as_str(), line), ("content/news/treaty.fr.md", 4), "the line of the record");
    assert!(text.contains("4 words to do: content/news/treaty.en.md:10, content/news/treaty.en.md:12"), "{text}");
    record(&site, &["content/news/treaty.fr.md"]);
    assert_eq!(warnings(&site), []);
}

#[test]
fn order_and_wrapping_do_not_matter_and_words_of_the_front_matter_do() {
    let site = site();
    record(&site, &[]);
    edit(&site, "content/news/treaty.en.md", "One two three.\n\nFour five.", "Four\n  five.\n\n\nOne two\nthree.");
    assert_eq!(warnings(&site), []);
    edit(&site, "content/news/treaty.en.md", "About The treaty.", "About the new treaty.");
    assert!(warnings(&site)[0].2.contains("content/news/treaty.en.md:6"), "{:?}", warnings(&site));
    edit(
        &site,
        "content/news/treaty.en.md",
        "summary: \"About the new treaty.\"",
        "summary: \"About The treaty.\"\ncorrections: [{ date: 2025-01-21, text: Not so. }]",
    );
    assert!(warnings(&site)[0].2.contains("2 words to do: content/news/treaty.en.md:7"), "{:?}", warnings(&site));
}

#[test]
fn a_paragraph_that_the_original_takes_back_is_not_to_stay_in_a_translation() {
    let site = site();
    record(&site, &[]);
    edit(&site, "content/news/treaty.en.md", "\n\nSix.", "");
    let entry = entries(&site, &[])["news/treaty fr"].clone();
    assert_eq!((&entry["state"], &entry["removed"], &entry["words"]), (&"outdated".into(), &1.into(), &0.into()));
    assert!(warnings(&site)[0].2.contains("has lost 1 block"));
}

#[test]
fn a_note_about_an_author_is_recorded_like_an_article() {
    let site = site();
    record(&site, &["content/authors/ann.fr.md"]);
    edit(&site, "content/authors/ann.en.md", "Ann writes.", "Ann writes books.");
    let entry = entries(&site, &[])["authors/ann fr"].clone();
    assert_eq!((&entry["state"], &entry["words"]), (&"outdated".into(), &3.into()));
    assert_eq!(warnings(&site)[0].0, "content/authors/ann.fr.md");
    assert_eq!(site.build().page("/fr/authors/ann/").text("h1"), "Ann Example");
}

#[test]
fn a_recorded_file_differs_in_one_line_only() {
    for (path, before) in [
        (
            "content/news/treaty.fr.md",
            "---\r\n# Un mot\r\ntitle: \"Le traité\"   # titre\r\n\r\nsummary: Un.\r\n---\r\nTexte.\r\n",
        ),
        (
            "content/news/treaty/index.fr.md",
            "\u{feff}---\ntitle: Le traité\nsummary: >\n  Un\n  deux.\n---\n\nTexte sans fin de ligne",
        ),
        ("content/news/treaty.ru.md", "---\ntitle: Договор\n---"),
    ] {
        let site = site();
        site.remove("content/news/treaty.fr.md");
        site.write(path, before);
        assert!(record(&site, &[path]).contains(&format!("recorded   {path}  (5 blocks)")));
        let after = fs::read_to_string(site.root().join(path)).unwrap();
        let lines: Vec<&str> = after.split_inclusive('\n').filter(|line| !line.starts_with("translated: ")).collect();
        assert_eq!(lines.concat(), before);
        assert_eq!(after.split_inclusive('\n').count(), before.split_inclusive('\n').count() + 1);
        assert_eq!(after.contains("\r\n"), before.contains("\r\n"));
        assert_eq!(after.matches("\r\n").count(), if before.contains('\r') { after.matches('\n').count() } else { 0 });
        assert!(record(&site, &[path]).contains("unchanged"));
        assert_eq!(fs::read_to_string(site.root().join(path)).unwrap(), after);
        assert!(
            site.root().join("content/news").read_dir().unwrap().all(|e| !e
                .unwrap()
                .file_name()
                .to_string_lossy()
                .starts_with('.'))
        );
    }
}

#[test]
fn a_file_is_named_in_any_script_and_from_any_folder() {
    let site = Site::new(&[
        (
            "content/новости/йод.ru.md",
            &article("Йод", "2025-01-20", "", "Текст.").replace("author", "original: ru\nauthor"),
        ),
        ("content/новости/йод.en.md", &translation("Iodine", "Text.")),
        ("content/authors/ann.ru.md", "---\nname: Анна\n---\n"),
    ]);
    record(&site, &["./content/новости/йод.en.md"]);
    edit(&site, "content/новости/йод.ru.md", "Текст.", "Новый текст.");
    let run = common::run(
        std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["translations", "--root", "..", "--record", "новости/йод.en.md"])
            .current_dir(site.root().join("content")),
    );
    assert!(
        run.code == 0 && run.stdout.contains("recorded   content/новости/йод.en.md"),
        "{}{}",
        run.stdout,
        run.stderr
    );
    // As macOS hands the same name out: in pieces.
    let decomposed = "content/новости/и\u{306}од.en.md";
    fs::rename(site.root().join("content/новости/йод.en.md"), site.root().join(decomposed)).unwrap();
    edit(&site, "content/новости/йод.ru.md", "Новый", "Самый новый");
    assert!(record(&site, &[decomposed]).contains("recorded"));
    assert_eq!(warnings(&site), []);
}

#[test]
fn only_translations_can_be_recorded() {
    let site = site();
    let before = fs::read_to_string(site.root().join("content/news/treaty.fr.md")).unwrap();
    for (file, word) in [
        ("content/news/treaty.en.md", "is an original"),
        ("content/news/traety.fr.md", "did you mean `content/news/treaty.fr.md`"),
        ("content/authors/ann.en.md", "is an original"),
        ("site.yaml", "is no translation"),
    ] {
        let run = site.run(&["translations", "--record", "content/news/treaty.fr.md", file]);
        assert!(run.code == 2 && run.stderr.contains(word), "{file}: {}", run.stderr);
    }
    assert_eq!(fs::read_to_string(site.root().join("content/news/treaty.fr.md")).unwrap(), before, "all or nothing");
}

#[test]
fn without_files_what_is_plainly_current_is_recorded() {
    let site = site();
    site.write("content/about.fr.md", "---\ntitle: À propos\n---\nNous.\n");
    site.write("content/about.ru.md", "---\ntitle: О нас\ndraft: true\n---\nМы.\n");
    edit(&site, "content/news/treaty.en.md", "author", "updated: 2025-01-25\nauthor");
    let said = record(&site, &[]);
    let paths: Vec<&str> =
        said.lines().filter_map(|line| line.strip_prefix("recorded")?.split_whitespace().next()).collect();
    assert_eq!(paths, ["content/about.fr.md", "content/authors/ann.fr.md"], "not what is out of date, nor drafts");
    for part in
        ["2 translations recorded\n", "1 not recorded: out of date", "1 not recorded: drafts\n  content/about.ru.md"]
    {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(record(&site, &[]).contains("0 translations recorded"));
}

#[test]
fn a_record_that_no_program_wrote_is_reported() {
    let site = site();
    edit(&site, "content/news/treaty.fr.md", "summary", "translated: yes indeed\nsummary");
    let (code, problems) = site.check_json(&[]);
    let problem = problems.iter().find(|p| p["code"] == "D104").unwrap();
    assert_eq!((code, problem["line"].as_u64()), (1, Some(3)));
    assert!(problem["message"].as_str().unwrap().contains("`yes`"), "{problem}");
    assert!(problem["hints"].to_string().contains("dateline translations --record"), "{problem}");
}

#[test]
fn the_original_is_the_language_that_the_front_matter_names() {
    let site = site();
    site.write(
        "content/news/b.ru.md",
        article("Б", "2025-01-21", "", "Раз два.").replace("author", "original: ru\nauthor"),
    );
    site.write("content/news/b.en.md", translation("B", "One two three four."));
    let all = entries(&site, &["--section", "news"]);
    assert_eq!(all["news/b en"]["state"], "present");
    assert_eq!(all["news/b fr"]["words"], 1 + 2 + 2);
    assert!(record(&site, &["content/news/b.en.md"]).contains("4 blocks") || !all.contains_key("news/b ru"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever the text is: after recording, an edit of one paragraph flags that paragraph and no other.
    #[test]
    fn an_edit_of_one_paragraph_flags_that_paragraph(
        paragraphs in prop::collection::vec("[a-zа-я一-三]{1,8}( [a-zа-я]{1,8}){0,4}", 1..8),
        chosen in any::<prop::sample::Index>(),
        gap in 1_usize..3,
    ) {
        // Two paragraphs of the same words are one piece; numbers make them different.
        let numbered: Vec<String> = paragraphs.iter().enumerate().map(|(i, text)| format!("{i} {text}")).collect();
        let between = "\n".repeat(gap + 1);
        let site = Site::new(&[
            ("content/news/a.en.md", &article("A", "2025-01-20", "", &numbered.join(&between))),
            ("content/news/a.fr.md", &translation("A", "Texte.")),
            ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ]);
        record(&site, &[]);
        prop_assert_eq!(&entries(&site, &[])["news/a fr"]["state"], "present");
        let chosen = chosen.index(numbered.len());
        let mut edited = numbered.clone();
        edited[chosen].push_str(" edited");
        site.write("content/news/a.en.md", article("A", "2025-01-20", "", &edited.join(&between)));
        let entry = entries(&site, &[])["news/a fr"].clone();
        prop_assert_eq!(&entry["state"], "outdated");
        prop_assert_eq!(entry["changed"].as_array().unwrap().len(), 1);
        prop_assert_eq!(&entry["changed"][0]["line"], 8 + chosen * (gap + 1));
        prop_assert_eq!(&entry["removed"], 0);
    }
}
