//! Addresses for ever: what moves against the last published site is noticed, with the alias that mends it.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site, article, translation};
use serde_json::Value;

fn site() -> Site {
    Site::new(&[
        ("site.yaml", &CONFIG.replace("[en, fr, ru]", "[en, fr]")),
        ("content/news/treaty.en.md", &article("The treaty", "2025-01-10", "iran", "Text.")),
        ("content/news/treaty.fr.md", &translation("Le traité", "Un.")),
        ("content/news/plain.en.md", &article("Plain", "2025-01-11", "tea", "Words.")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\ntag-tea = Tea\n"),
        ("locales/fr/names.ftl", "section-news = Actualités\ntag-iran = Iran\n    .slug = perse\ntag-tea = Thé\n"),
    ])
}

/// What `check` says of addresses: path and message, then the hints.
fn moved(site: &Site, more: &[&str]) -> Vec<(String, String, String)> {
    let (_, diagnostics) = site.check_json(more);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of_addresses = diagnostics.iter().filter(|d| d["code"] == "D311");
    of_addresses
        .map(|d| {
            assert_eq!(d["severity"], "warning");
            (
                text(&d["path"]),
                text(&d["message"]),
                d["hints"].as_array().unwrap().iter().map(text).collect::<Vec<_>>().join("; "),
            )
        })
        .collect()
}

#[test]
fn a_build_writes_down_what_is_where() {
    let site = site();
    site.write(
        "content/news/draft.en.md",
        article("D", "2025-01-11", "tea", "x").replacen("---\n", "---\ndraft: true\n", 1),
    );
    site.write(
        "content/news/secret.en.md",
        article("S", "2025-01-11", "tea", "x").replacen("---\n", "---\nunlisted: true\n", 1),
    );
    let out = site.build_with(&["--drafts"]);
    let record: Value = serde_json::from_str(&out.text("addresses.json")).unwrap();
    assert_eq!(
        record,
        serde_json::json!({
            "articles": {
                "news/plain": { "en": "/en/news/plain/" },
                "news/treaty": { "en": "/en/news/treaty/", "fr": "/fr/news/treaty/" },
            },
            "sections": { "news": { "en": "/en/news/", "fr": "/fr/news/" } },
            "tags": { "iran": { "en": "/en/tags/iran/", "fr": "/fr/tags/perse/" }, "tea": { "en": "/en/tags/tea/" } },
            "authors": { "ann": { "en": "/en/authors/ann/", "fr": "/fr/authors/ann/" } },
            "dossiers": {},
        })
    );
}

#[test]
fn an_article_that_moved_is_noticed_until_it_has_its_alias() {
    let site = site();
    assert_eq!(moved(&site, &[]), [], "before the first build there is nothing to compare with");
    site.build();
    assert_eq!(moved(&site, &[]), []);
    let renamed = article("The treaty", "2025-01-10", "iran", "Text.").replacen("---\n", "---\nslug: pact\n", 1);
    site.write("content/news/treaty.en.md", &renamed);
    let [(path, message, hints)] = moved(&site, &[]).try_into().unwrap();
    assert_eq!(path, "content/news/treaty.en.md");
    assert!(message.contains("/en/news/treaty/") && message.contains("/en/news/pact/"), "{message}");
    assert!(hints.contains("aliases: [\"/en/news/treaty/\"]"), "{hints}");
    assert_eq!(site.run(&["check", "--strict", "--now", common::NOW]).code, 1);
    site.write("content/news/treaty.en.md", renamed.replacen("---\n", "---\naliases: [\"/en/news/treaty/\"]\n", 1));
    assert_eq!(moved(&site, &[]), []);
    site.write("site.yaml", format!("{}redirects: [netlify]\n", CONFIG.replace("[en, fr, ru]", "[en, fr]")));
    assert_eq!(moved(&site, &[]), [], "in any form");
    site.write("site.yaml", CONFIG.replace("[en, fr, ru]", "[en, fr]"));
    assert!(site.build().text("en/news/treaty/index.html").contains("/en/news/pact/"));
}

#[test]
fn a_file_that_was_renamed_is_noticed_and_taken_back_ones_are_not() {
    let site = site();
    site.build();
    site.remove("content/news/plain.en.md");
    let [(path, message, hints), (_, tag, _)] = moved(&site, &[]).try_into().unwrap();
    assert_eq!(path, "content/news/plain.en.md");
    assert!(message.contains("gone") && tag.contains("tag `tea`"), "{message} {tag}");
    assert!(hints.contains("aliases: [\"/en/news/plain/\"]"), "{hints}");
    let text = article("Plain", "2025-01-11", "tea", "Words.");
    let says_so = "---\naliases: [\"/en/news/plain/\"]\n";
    site.write("content/news/new-name.en.md", text.replacen("---\n", says_so, 1));
    assert_eq!(moved(&site, &[]), [], "the hint helps");
    site.remove("content/news/new-name.en.md");
    site.write("content/news/plain.en.md", text.replacen("---\n", "---\ndraft: true\n", 1));
    assert_eq!(moved(&site, &[]), [], "what was taken back is gone on purpose, with its tag");
}

#[test]
fn an_address_that_another_article_took_is_noticed() {
    let site = site();
    site.build();
    site.write(
        "content/news/treaty.en.md",
        article("The treaty", "2025-01-10", "iran", "x").replacen("---\n", "---\nslug: pact\n", 1),
    );
    site.write(
        "content/news/plain.en.md",
        article("Plain", "2025-01-11", "tea", "x").replacen("---\n", "---\nslug: treaty\n", 1),
    );
    let paths: Vec<String> = moved(&site, &[]).into_iter().map(|(path, ..)| path).collect();
    assert_eq!(paths, ["content/news/plain.en.md", "content/news/treaty.en.md"]);
}

#[test]
fn lists_that_moved_are_noticed_and_empty_ones_are_not() {
    let site = site();
    site.build();
    site.write("locales/fr/names.ftl", "section-news = Actualités\ntag-iran = Iran\ntag-tea = Thé\n");
    let [(_, message, hints)] = moved(&site, &[]).try_into().unwrap();
    assert!(message.contains("tag `iran`") && message.contains("/fr/tags/perse/"), "{message}");
    assert!(hints.contains(".slug"), "{hints}");
}

#[test]
fn ci_compares_with_the_file_that_readers_have() {
    let site = site();
    site.build();
    std::fs::rename(site.root().join("public/addresses.json"), site.root().join("last.json")).unwrap();
    site.write(
        "content/news/treaty.en.md",
        article("T", "2025-01-10", "iran", "x").replacen("---\n", "---\nslug: pact\n", 1),
    );
    assert_eq!(moved(&site, &[]), []);
    assert_eq!(moved(&site, &["--published", "last.json"]).len(), 1);
    let run = site.try_build(&["--published", "last.json"]);
    assert!(run.code == 0 && run.stderr.contains("D311"), "{}", run.stderr);
    let run = site.try_build(&["--published", "nothing.json"]);
    assert!(run.code == 2 && run.stderr.contains("nothing.json"), "{}", run.stderr);
    site.write("last.json", "<html>");
    let run = site.try_build(&["--published", "last.json"]);
    assert!(run.code == 2 && run.stderr.contains("last.json is not a record"), "{}", run.stderr);
    site.write("public/addresses.json", "{");
    let run = site.try_build(&[]);
    assert!(run.code == 0 && run.stderr.contains("warning[D312]"), "the next build mends it: {}", run.stderr);
    assert!(!site.try_build(&[]).stderr.contains("D312"));
}

#[test]
fn what_has_another_id_is_noticed_too_and_a_hidden_translation_hides_no_other() {
    let site = site();
    site.build();
    site.remove("content/authors/ann.en.md");
    site.write("content/authors/anne.en.md", "---\nname: Anne\n---\n");
    let text = article("The treaty", "2025-01-10", "persia", "Text.").replace("author: ann", "author: anne");
    site.write("content/news/treaty.en.md", text.replacen("---\n", "---\ndraft: true\n", 1));
    site.write("content/news/treaty.fr.md", text.replacen("---\n", "---\nslug: nouveau\ndraft: false\n", 1));
    site.write(
        "content/news/plain.en.md",
        article("Plain", "2025-01-11", "tea", "W.").replace("author: ann", "author: anne"),
    );
    let mut messages: Vec<String> = moved(&site, &[]).into_iter().map(|(_, message, _)| message).collect();
    messages.sort();
    let expected = [
        "the article was published at /fr/news/treaty/",
        "the author `ann` (en)",
        "the author `ann` (fr)",
        "the tag `iran` (en)",
        "the tag `iran` (fr)",
    ];
    assert_eq!(messages.len(), expected.len(), "{messages:#?}");
    for (message, start) in messages.iter().zip(expected) {
        assert!(message.starts_with(start), "{message}");
    }
}
