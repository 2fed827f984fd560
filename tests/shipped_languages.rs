//! The languages that the theme speaks: each says all, in its own plural forms, to whoever asks for it by any tag.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Site, article};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn locales() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/gazette/locales")
}

/// The languages that have first texts: a variety has only what it says differently.
fn languages() -> Vec<String> {
    let folders = fs::read_dir(locales()).unwrap().map(|entry| entry.unwrap().path());
    let whole = folders.filter(|folder| folder.join("beginning").is_dir());
    let mut names: Vec<String> = whole.map(|at| at.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn site_in(languages: &[&str], template: &str) -> Site {
    let config = format!("title: T\nbase_url: https://x.example\nlanguages: [{}]\n", languages.join(", "));
    let site = Site::new(&[("site.yaml", &config)]);
    for tag in languages {
        site.write(&format!("content/news/a.{tag}.md"), article("T", "2025-01-20", "x", "A"));
    }
    site.write("templates/article.html", template);
    site
}

#[test]
fn every_language_says_all_that_english_says() {
    let names = |language: &str| -> BTreeSet<String> {
        let text = fs::read_to_string(locales().join(language).join("gazette.ftl")).unwrap();
        let names =
            text.lines().filter(|line| !line.starts_with([' ', '#', '}'])).filter_map(|line| line.split_once(" ="));
        let own = |name: &str| {
            ["title-case", "words-per-minute", "slug-apostrophe"].contains(&name)
                || name.starts_with("date-")
                || name.starts_with("time-")
        };
        names.map(|(name, _)| name.to_owned()).filter(|name| !own(name)).collect()
    };
    let english = names("en");
    for language in languages() {
        assert_eq!(names(&language), english, "{language}");
        for text in ["about", "article", "author", "section"] {
            assert!(locales().join(&language).join(format!("beginning/{text}.md")).is_file(), "{language} {text}");
        }
    }
}

#[test]
fn the_docs_list_every_folder() {
    let docs = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/localisation.md")).unwrap();
    for folder in fs::read_dir(locales()).unwrap().map(|entry| entry.unwrap().file_name()) {
        let row = format!("\n| `{}` | ", folder.to_str().unwrap());
        assert!(docs.contains(&row), "{folder:?}");
    }
}

#[test]
fn check_finds_nothing_in_a_site_of_all_languages() {
    let languages = languages();
    let config =
        format!("title: T\nbase_url: https://x.example\nsocial_cards: false\nlanguages: [{}]\n", languages.join(", "));
    let site = Site::new(&[("site.yaml", &config)]);
    for tag in &languages {
        let folder = locales().join(tag);
        site.write(&format!("content/about.{tag}.md"), fs::read(folder.join("beginning/about.md")).unwrap());
        // As files of the site they are judged more strictly than as part of the program.
        for file in ["gazette.ftl", "typography.yaml"] {
            site.write(&format!("locales/{tag}/{file}"), fs::read(folder.join(file)).unwrap());
        }
    }
    let run = site.run(&["check", "--strict", "--now", "2026-01-01T00:00:00Z"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn counts_take_the_plural_forms_of_each_language() {
    let counts: BTreeMap<&str, [&str; 7]> = BTreeMap::from([
        ("de", ["0 Artikel", "1 Artikel", "2 Artikel", "5 Artikel", "11 Artikel", "21 Artikel", "100 Artikel"]),
        (
            "es",
            [
                "0 artículos",
                "1 artículo",
                "2 artículos",
                "5 artículos",
                "11 artículos",
                "21 artículos",
                "100 artículos",
            ],
        ),
        ("pt", ["0 texto", "1 texto", "2 textos", "5 textos", "11 textos", "21 textos", "100 textos"]),
        ("ar", ["لا مقالات", "مقال واحد", "مقالان", "5 مقالات", "11 مقالًا", "21 مقالًا", "100 مقال"]),
        ("zh-Hans", ["0篇文章", "1篇文章", "2篇文章", "5篇文章", "11篇文章", "21篇文章", "100篇文章"]),
        ("uk", ["0 статей", "1 стаття", "2 статті", "5 статей", "11 статей", "21 стаття", "100 статей"]),
        ("tr", ["0 yazı", "1 yazı", "2 yazı", "5 yazı", "11 yazı", "21 yazı", "100 yazı"]),
        ("sr", ["0 чланака", "1 чланак", "2 чланка", "5 чланака", "11 чланака", "21 чланак", "100 чланака"]),
        ("sr-Latn", ["0 članaka", "1 članak", "2 članka", "5 članaka", "11 članaka", "21 članak", "100 članaka"]),
    ]);
    let ask = "{% for n in [0, 1, 2, 5, 11, 21, 100] %}<p>{{ t(key=\"articles\", count=n) }}</p>{% endfor %}\
               {% for n in [1, 2, 21] %}<i>{{ t(key=\"about-the-author\", count=n) }}</i>{% endfor %}";
    let tags: Vec<&str> = counts.keys().copied().collect();
    let out = site_in(&tags, ask).build();
    for (tag, expected) in counts {
        let page = out.page(&format!("/{tag}/news/a/"));
        assert_eq!(page.texts("p"), expected, "{tag}");
        let about = page.texts("i");
        assert_eq!(
            about[1] == about[2],
            tag != "ar",
            "21 authors are many, whatever form the number takes: {tag} {about:?}"
        );
    }
}

#[test]
fn whoever_asks_by_script_and_region_gets_the_language_that_is_meant() {
    for (tag, word) in [
        ("pt-BR", "Compartilhar"),
        ("pt-PT", "Partilhar"),
        ("pt-AO", "Partilhar"),
        ("zh", "分享"),
        ("zh-CN", "分享"),
        ("zh-Hans-CN", "分享"),
        ("sr-Cyrl", "Поделите"),
        ("sr-RS", "Поделите"),
        ("sr-Latn-RS", "Podelite"),
        ("sr-ME", "Podelite"),
        ("de-CH", "Teilen"),
        ("es-MX", "Compartir"),
        ("en-GB", "Share"),
        ("en-AU", "Share"),
    ] {
        let out = site_in(&[tag, "ru"], "<p>{{ t(key=\"share\") }}</p><q>{{ article.body }}</q>").build();
        assert_eq!(out.page(&format!("/{tag}/news/a/")).text("p"), word, "{tag}");
    }
}

#[test]
fn a_variety_that_the_theme_speaks_makes_no_folder_of_the_site_strange() {
    let site = site_in(&["de", "pt"], "");
    site.write("locales/de/names.ftl", "section-news = Nachrichten\n");
    site.write("locales/pt-PT/names.ftl", "section-news = Notícias\n");
    let run = site.try_build(&[]);
    assert!(!run.stderr.contains("`de-CH`"), "{}", run.stderr);
    assert!(run.stderr.contains("`pt-PT` is not a language of this site"), "{}", run.stderr);
}

#[test]
fn another_script_is_another_language() {
    let out = site_in(&["zh-TW", "en"], "<p>{{ t(key=\"share\") }}</p>").try_build(&[]);
    assert!(out.stderr.contains("zh-TW"), "the words of another script are no words: {}", out.stderr);
}
