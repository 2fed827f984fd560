//! What a translator is told about Fluent files: every problem, at its place.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Site, article};

/// A site whose templates ask for the messages `greeting`, `count` and `since`.
fn site(english: &str, russian: &str) -> Site {
    let ask =
        "{{ t(key=\"greeting\", name=\"x\") }}{{ t(key=\"count\", n=3) }}{{ t(key=\"since\", date=\"2025-01-20\") }}";
    Site::new(&[
        ("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\n"),
        ("content/news/a.en.md", &article("A", "2025-01-20", "x", "Text.")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("templates/page.html", ask),
        ("locales/en/names.ftl", "section-news = News\ntag-x = X\n"),
        ("locales/ru/names.ftl", "section-news = Новости\ntag-x = Икс\n"),
        ("locales/en/a.ftl", english),
        ("locales/ru/a.ftl", russian),
    ])
}

const ENGLISH: &str = "greeting = Hello, { $name }\ncount = { $n ->\n    [one] { $n } page\n   *[other] { $n } pages\n }\nsince = Since { DATETIME($date, dateStyle: \"long\") }\n";
const RUSSIAN: &str = "greeting = Привет, { $name }\ncount = { $n ->\n    [one] { $n } страница\n    [few] { $n } страницы\n   *[many] { $n } страниц\n }\nsince = С { DATETIME($date, dateStyle: \"long\") }\n";

/// The problems as `code path:line:column message`.
fn found(english: &str, russian: &str) -> Vec<String> {
    let (_, problems) = site(english, russian).check_json(&[]);
    problems
        .iter()
        .map(|d| {
            format!(
                "{} {}:{}:{} {}",
                d["code"].as_str().unwrap(),
                d["path"].as_str().unwrap(),
                d["line"],
                d["column"],
                d["message"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn sound_files_have_no_problems() {
    assert_eq!(found(ENGLISH, RUSSIAN), Vec::<String>::new());
}

#[test]
fn a_missing_plural_form_and_one_that_the_language_does_not_have() {
    let russian = RUSSIAN.replace("    [few] { $n } страницы\n", "");
    assert_eq!(found(ENGLISH, &russian), ["D508 locales/ru/a.ftl:2:1 `count` lacks the plural form [few] of `ru`"]);
    let english = ENGLISH.replace("[one]", "[few] { $n } pages\n    [one]");
    assert_eq!(
        found(&english, RUSSIAN),
        ["D508 locales/en/a.ftl:2:1 `count` has the plural form [few], which `en` does not have"]
    );
}

#[test]
fn a_choice_that_is_not_a_plural_is_left_alone() {
    let english = ENGLISH.replace(
        "greeting = Hello, { $name }",
        "greeting = { $name ->\n    [boss] Good day\n   *[other] Hello, { $name }\n }",
    );
    assert_eq!(found(&english, RUSSIAN), Vec::<String>::new());
}

#[test]
fn references_to_nothing() {
    let english = format!("{ENGLISH}-brand = Gazette\n    .short = G\n");
    let english = english.replace("Hello, { $name }", "Hello, { $name } of { -brnad }, { since.shrot }, { cuont }");
    let problems = found(&english, RUSSIAN);
    assert!(problems.contains(&"D505 locales/en/a.ftl:1:34 there is no message `-brnad`".to_owned()), "{problems:#?}");
    assert!(
        problems.contains(&"D505 locales/en/a.ftl:1:46 `since` has no attribute `shrot`".to_owned()),
        "{problems:#?}"
    );
    assert!(problems.iter().any(|p| p.contains("there is no message `cuont`")), "{problems:#?}");
}

#[test]
fn functions_and_options_that_do_not_exist() {
    let russian = RUSSIAN.replace("DATETIME($date, dateStyle", "DATETIME($date, datestyle");
    let problems = found(ENGLISH, &russian);
    assert!(
        problems
            .iter()
            .any(|p| p.starts_with("D505 locales/ru/a.ftl:7:29") && p.contains("`DATETIME()` knows no `datestyle`")),
        "{problems:#?}"
    );
    let russian = RUSSIAN.replace("DATETIME(", "DATUM(");
    assert!(found(ENGLISH, &russian).iter().any(|p| p.contains("there is no function `DATUM()`")));
}

#[test]
fn variables_that_differ_between_languages() {
    let problems = found(ENGLISH, &RUSSIAN.replace("{ $name }", "{ $nmae }"));
    assert!(
        problems.contains(&"D506 locales/ru/a.ftl:1:22 `greeting` uses `$nmae`, which it does not in `en`".to_owned()),
        "{problems:#?}"
    );
    assert!(
        problems.contains(&"D506 locales/ru/a.ftl:1:1 `greeting` does not show `$name`, as it does in `en`".to_owned()),
        "{problems:#?}"
    );
}

#[test]
fn a_message_that_is_defined_twice_and_one_that_nothing_uses() {
    let problems = found(&format!("{ENGLISH}count = again\nforgotten = x\n"), RUSSIAN);
    assert!(
        problems.iter().any(|p| p.starts_with("D507 locales/en/a.ftl:7:1") && p.contains("locales/en/a.ftl:2")),
        "{problems:#?}"
    );
    assert!(
        problems.contains(&"D509 locales/en/a.ftl:8:1 nothing uses the message `forgotten`".to_owned()),
        "{problems:#?}"
    );
}

#[test]
fn the_default_themes_own_files_are_sound() {
    let site = Site::new(&[("content/about.en.md", "---\ntitle: A\n---\n")]);
    assert_eq!(site.check_json(&["--strict"]).1, Vec::<serde_json::Value>::new());
}
