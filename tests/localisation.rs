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

/// The problems of a site as `code path:line:column message`.
fn problems(site: &Site) -> Vec<String> {
    let (_, problems) = site.check_json(&[]);
    problems.iter().map(line).collect()
}

fn line(d: &serde_json::Value) -> String {
    let text = |key: &str| d[key].as_str().unwrap_or_default();
    let place = match (d["line"].as_u64(), d["column"].as_u64()) {
        (Some(line), Some(column)) => format!("{}:{line}:{column}", text("path")),
        _ => text("path").to_owned(),
    };
    format!("{} {place} {}", text("code"), text("message"))
}

fn hints(site: &Site, message: &str) -> String {
    let (_, problems) = site.check_json(&[]);
    problems.iter().find(|d| d["message"].as_str().unwrap().contains(message)).map(|d| d["hints"].to_string()).unwrap()
}

#[test]
fn a_message_that_one_language_lacks_is_reported_where_another_has_it() {
    let russian = RUSSIAN.lines().skip(1).collect::<Vec<_>>().join("\n");
    let site = site(ENGLISH, &russian);
    assert_eq!(problems(&site), ["D502 locales/en/a.ftl:1:1 `ru` lacks the message `greeting`"]);
    assert!(hints(&site, "greeting").contains("add it to locales/ru/a.ftl"));
}

#[test]
fn a_fallback_does_not_hide_that_a_message_is_missing() {
    let site = site(ENGLISH, &RUSSIAN.replace("since = ", "snice = "));
    site.write("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [en, { tag: ru, fallback: [en] }]\n");
    assert_eq!(
        problems(&site),
        [
            "D502 locales/en/a.ftl:6:1 `ru` lacks the message `since`",
            "D509 locales/ru/a.ftl:7:1 nothing uses the message `snice`"
        ]
    );
}

#[test]
fn a_file_that_was_never_translated_is_reported_once() {
    let site = site(ENGLISH, "");
    assert_eq!(
        problems(&site),
        ["D502 locales/en/a.ftl:1:1 `ru` has nothing of this file: 3 messages that its pages ask for"]
    );
    assert!(hints(&site, "nothing of this file").contains("copy the file to locales/ru/a.ftl"));
    site.write("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [en, it]\n");
    let problems = problems(&site);
    assert!(
        problems[2].starts_with("D502 themes/gazette/locales/en/gazette.ftl:4:1 `it` has nothing of this file: "),
        "the theme's, too: {problems:#?}"
    );
}

#[test]
fn what_nothing_uses_is_not_missing() {
    assert_eq!(
        found(&format!("{ENGLISH}old = Old\n"), RUSSIAN),
        ["D509 locales/en/a.ftl:7:1 nothing uses the message `old`"]
    );
}

#[test]
fn an_attribute_that_is_asked_for_and_one_that_is_not() {
    let site = site(
        &format!("{ENGLISH}menu = Menu\n    .title = The menu\n    .help = Help\n"),
        &format!("{RUSSIAN}menu = Меню\n"),
    );
    site.write("templates/tag.html", "{{ t(key=\"menu\") }}{{ t(key=\"menu.title\") }}");
    assert_eq!(
        problems(&site),
        [
            "D502 locales/en/a.ftl:8:6 `ru` lacks the attribute `menu.title`",
            "D509 locales/en/a.ftl:9:6 nothing uses the attribute `menu.help`"
        ]
    );
}

#[test]
fn a_description_that_one_language_lacks_and_one_of_a_tag_that_no_article_has() {
    let site = site(ENGLISH, RUSSIAN);
    site.write("content/news/a.ru.md", "---\ntitle: А\nsummary: А\n---\nТекст.\n");
    site.write("content/news/d.en.md", article("D", "2025-01-20", "later", "x").replace("date:", "draft: true\ndate:"));
    site.write(
        "locales/en/names.ftl",
        "section-news = News\ntag-x = X\n    .slug = eks\n    .description = About X.\ntag-y = Y\n    .description = About Y.\ntag-later = Later\n    .description = Of a draft.\n",
    );
    assert_eq!(
        problems(&site),
        [
            "D502 locales/en/names.ftl:4:6 `ru` lacks the attribute `tag-x.description`",
            "D509 locales/en/names.ftl:5:1 nothing uses the message `tag-y`"
        ]
    );
}

#[test]
fn a_tag_that_has_no_name_anywhere_is_reported_at_the_article_that_has_it() {
    let site = site(ENGLISH, RUSSIAN);
    site.write("content/news/b.en.md", article("B", "2025-01-20", "x, irna", "Text."));
    site.write("content/world/c.en.md", article("C", "2025-01-20", "x", "Text."));
    assert_eq!(
        problems(&site),
        [
            "D502 content/news/b.en.md:5:11 the tag `irna` has no name in any language",
            "D502 content/world/c.en.md the section `world` has no name in any language",
        ]
    );
    site.write("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\nsections: [news, world]\n");
    assert!(
        problems(&site).contains(&"D502 site.yaml:4:18 the section `world` has no name in any language".to_owned())
    );
}

#[test]
fn a_key_that_no_language_has_is_reported_in_the_template() {
    let site = site(ENGLISH, RUSSIAN);
    site.write("templates/tag.html", "<p>\n  {{ t(key=\"cuont\", n=1) }}");
    assert_eq!(problems(&site), ["D502 templates/tag.html:2:12 no language has the message `cuont`"]);
    assert!(hints(&site, "cuont").contains("did you mean `count`?"));
    site.write("templates/tag.html", "{{ t(key=\"greeting\" ~ \"-x\", name=1) }}");
    assert_eq!(problems(&site), ["D502 templates/tag.html:1:10 no language has the message `greeting-x`"]);
}

#[test]
fn a_message_that_cannot_be_formatted_is_reported_where_it_is_defined() {
    let site = site(ENGLISH, RUSSIAN);
    let call = "{% set what = \"greeting\" %}{{ t(key=what) }}{{ t(key=\"count\", n=1) }}{{ t(key=\"since\", date=\"2025-01-20\") }}";
    site.write("templates/page.html", call);
    site.write("content/about.ru.md", "---\ntitle: О нас\n---\n");
    assert_eq!(problems(&site), ["D504 locales/ru/a.ftl:1:1 `greeting` cannot be formatted in `ru`"]);
    assert!(hints(&site, "greeting").contains("`$name`"));
}

#[test]
fn a_selector_that_no_number_chooses() {
    let problems = found(ENGLISH, &RUSSIAN.replace("[one]", "[oen]"));
    assert!(
        problems
            .contains(&"D508 locales/ru/a.ftl:3:6 `count` chooses by a number, and [oen] is no plural form".to_owned()),
        "{problems:#?}"
    );
    let english = ENGLISH.replace("{ $n ->\n    [one]", "{ NUMBER($n) ->\n    [oen]");
    let problems = found(&english, RUSSIAN);
    assert!(problems.iter().any(|p| p.starts_with("D508 locales/en/a.ftl:3:6")), "{problems:#?}");
}

#[test]
fn a_choice_by_an_attribute_that_a_term_does_not_have() {
    let english = format!("{ENGLISH}-brand = Gazette\n    .gender = she\n").replace(
        "greeting = Hello, { $name }",
        "greeting = { -brand.gendre ->\n    [she] Hello, { $name } of { -brand }\n   *[other] Hi, { $name }\n }",
    );
    let problems = found(&english, RUSSIAN);
    assert!(
        problems.iter().any(|p| p.starts_with("D505 locales/en/a.ftl:1:14") && p.contains("no attribute `gendre`")),
        "{problems:#?}"
    );
}

#[test]
fn a_term_that_another_language_has() {
    let with = |text: &str| text.replace("{ $name }", "{ $name } { -brand }");
    let site = site(&format!("{}-brand = Gazette\n", with(ENGLISH)), &with(RUSSIAN));
    assert_eq!(problems(&site), ["D505 locales/ru/a.ftl:1:32 there is no message `-brand`"]);
    assert!(hints(&site, "-brand").contains("another language has it: locales/en/a.ftl:7"));
}

#[test]
fn a_term_that_nothing_refers_to() {
    assert_eq!(
        found(&format!("{ENGLISH}-brand = Gazette\n"), RUSSIAN),
        ["D509 locales/en/a.ftl:7:1 nothing refers to the term `-brand`"]
    );
}

#[test]
fn a_theme_of_the_sites_own_is_checked_like_the_site() {
    let site = site(ENGLISH, RUSSIAN);
    site.write("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\ntheme: mine\n");
    site.write("themes/mine/theme.yaml", "extends: gazette\n");
    site.write("themes/mine/templates/tag.html", "{{ t(key=\"mine\") }}");
    site.write("themes/mine/locales/en/mine.ftl", "mine = Mine\nold = Old\n");
    site.write(
        "themes/mine/locales/ru/other.ftl",
        "count = { $n ->\n    [one] { $n } статья\n    [few] { $n } статьи\n   *[many] { $n } статей\n }\n",
    );
    assert_eq!(
        problems(&site),
        [
            "D502 themes/mine/locales/en/mine.ftl:1:1 `ru` lacks the message `mine`",
            "D509 themes/mine/locales/en/mine.ftl:2:1 nothing uses the message `old`"
        ]
    );
    assert!(hints(&site, "lacks the message").contains("add it to themes/mine/locales/ru/mine.ftl"));
}

#[test]
fn a_folder_for_a_language_that_the_site_does_not_have() {
    let site = site(ENGLISH, RUSSIAN);
    site.write("locales/de/a.ftl", "greeting = Hallo\n");
    site.write("locales/de/b.ftl", "since = Seit\n");
    assert_eq!(problems(&site), ["D003 locales/de `de` is not a language of this site"]);
}

#[test]
fn a_variety_of_a_language_has_the_words_of_the_language_under_its_own() {
    let site = site(ENGLISH, RUSSIAN);
    site.write("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [en-GB, ru]\n");
    site.write("content/news/a.en-GB.md", article("A", "2025-01-20", "x", "Text."));
    site.write("content/authors/ann.en-GB.md", "---\nname: Ann\n---\n");
    site.remove("content/news/a.en.md");
    site.remove("content/authors/ann.en.md");
    site.write("locales/en-GB/a.ftl", "greeting = Good day, { $name }\n");
    site.write("content/about.en-GB.md", "---\ntitle: About\n---\nText.\n");
    assert_eq!(problems(&site), Vec::<String>::new());
    let page = site.build().page("/en-GB/about/");
    assert!(page.text("body").starts_with("Good day, x3 pages"), "{}", page.html());
}

#[test]
fn a_variable_that_no_template_passes() {
    let english = ENGLISH.replace("{ $name }", "{ $nmae }");
    let russian = RUSSIAN.replace("{ $name }", "{ $nmae }");
    let site = site(&english, &russian);
    let of = |language: &str, column: u32| {
        format!(
            "D506 locales/{language}/a.ftl:1:{column} `greeting` uses `$nmae`, which templates/page.html:1 does not pass"
        )
    };
    let problems = problems(&site);
    assert!(problems.contains(&of("en", 21)) && problems.contains(&of("ru", 22)), "{problems:#?}");
    assert!(hints(&site, "does not pass").contains("did you mean `$name`?"));
    site.write("templates/tag.html", "{% set k = page.kind %}{{ t(key=k) }}");
    assert!(!self::problems(&site).iter().any(|p| p.contains("does not pass")), "where a key is computed nobody knows");
}

#[test]
fn the_default_themes_own_files_are_sound() {
    let site = Site::new(&[("content/about.en.md", "---\ntitle: A\n---\n")]);
    assert_eq!(site.check_json(&["--strict"]).1, Vec::<serde_json::Value>::new());
}
