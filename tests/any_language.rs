//! Three languages that the theme does not speak, from files alone: Italian; Chinese in the script of Taiwan, which writes
//! no spaces; Persian, from right to left, with its own digits.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Published, Site};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

const NEW: [&str; 3] = ["it", "zh-Hant", "fa"];

/// The sample site with three more languages: one line of `site.yaml` is changed, the rest are new files.
fn sample() -> Site {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = fs::read_to_string(repository.join("site.yaml")).unwrap();
    let languages = "languages: [en, fr, ru]";
    assert!(config.contains(languages));
    let more =
        format!("languages: [en, fr, ru, {}]\noptions: {{ reading_time: true }}\nsocial_cards: false", NEW.join(", "));
    let site = Site::new(&[("site.yaml", &config.replace(languages, &more))]);
    for folder in ["content", "locales", "templates", "static"] {
        copy(&repository.join(folder), &site.root().join(folder));
    }
    for tag in NEW {
        let files = repository.join("tests/any_language").join(tag);
        copy(&files.join("content"), &site.root().join("content"));
        copy(&files.join("locales"), &site.root().join("locales").join(tag));
    }
    site
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file()) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(entry.path(), target).unwrap();
    }
}

static BUILT: LazyLock<Published> = LazyLock::new(|| {
    let site = sample();
    let run = site.run(&["build", "--strict", "--now", "2026-01-01T00:00:00Z"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    site.out()
});

const ARTICLE: &str = "analysis/russia-iran-treaty/";

#[test]
fn each_language_is_called_by_its_own_name() {
    let names = BUILT.page("/").texts(".chooser a");
    assert_eq!(names, ["English", "Français", "Русский", "Italiano", "繁體中文", "فارسی"]);
}

#[test]
fn the_story_is_there_in_six_languages_that_know_each_other() {
    for tag in ["en", "fr", "ru", "it", "zh-Hant", "fa"] {
        let page = BUILT.page(&format!("/{tag}/{ARTICLE}"));
        assert_eq!(page.attribute("html", "lang"), tag);
        assert_eq!(page.attribute("html", "dir"), if tag == "fa" { "rtl" } else { "ltr" });
        assert_eq!(page.alternates().len(), 7, "{tag}");
    }
}

#[test]
fn dates_and_digits_are_those_of_the_language() {
    let date = |tag: &str| BUILT.page(&format!("/{tag}/{ARTICLE}")).text(".byline time");
    assert_eq!(date("it"), "20 gennaio 2025");
    assert_eq!(date("zh-Hant"), "2025年1月20日");
    assert_eq!(date("fa"), "۱ بهمن ۱۴۰۳", "and the calendar");
    let persian = BUILT.page(&format!("/fa/{ARTICLE}"));
    assert_eq!(persian.text(".footnote-ref"), "۱");
    assert!(persian.has("a[href='#fn-1']"), "addresses keep their digits");
    assert_eq!(BUILT.page("/zh-Hant/archive/").text("h2"), "2025年");
}

#[test]
fn plurals_are_those_of_the_language_and_a_number_may_have_words_of_its_own() {
    let site = sample();
    let ask = "{% for n in [0, 1, 2, 1234] %}<p>{{ t(key=\"articles\", count=n) }}</p>{% endfor %}";
    site.write("templates/page.html", ask);
    site.write("content/about.fa.md", "---\ntitle: درباره ما\n---\n");
    let run = site.run(&["build", "--now", "2026-01-01T00:00:00Z"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let texts = site.out().page("/fa/about/").texts("p");
    assert_eq!(texts, ["بدون مقاله", "۱ مقاله", "۲ مقاله", "۱٬۲۳۴ مقاله"]);
}

#[test]
fn texts_without_spaces_are_counted_and_cut_between_words() {
    let page = BUILT.page(&format!("/zh-Hant/{ARTICLE}"));
    assert!(page.text(".byline").contains("閱讀約1分鐘"), "{}", page.text(".byline"));
    let description = page.attribute("meta[name=description]", "content");
    assert!(description.starts_with("俄羅斯和伊朗的總統"), "{description}");
    assert!(description.ends_with(['。', '？', '…']) && description.chars().count() <= 160, "{description}");
}

#[test]
fn each_language_is_set_by_its_own_rules() {
    let text = |tag: &str| BUILT.text(&format!("{tag}/{ARTICLE}index.html"));
    assert!(text("it").contains("“quarantasette”") && text("it").contains("vent’anni\u{a0}– senza"));
    assert!(text("fa").contains("«چهل و هفت»"));
    assert!(!text("fa").contains(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']), "no marks of direction leak");
}

#[test]
fn the_style_sheet_has_no_left_and_no_right() {
    let css =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/gazette/static/gazette.css")).unwrap();
    let code: String =
        css.split("/*").flat_map(|part| part.split_once("*/").map_or(part, |(_, code)| code).chars()).collect();
    for word in ["-left", "-right", "left:", "right:", ": left", ": right"] {
        assert!(!code.contains(word), "{word}");
    }
}

#[test]
fn the_new_languages_have_nothing_left_to_translate_but_articles() {
    let site = sample();
    let run = site.run(&["translations", "--json", "--now", "2026-01-01T00:00:00Z"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(report.to_string().contains("\"zh-Hant\""), "{report:#}");
    let run = site.run(&["check", "--strict", "--now", "2026-01-01T00:00:00Z"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}
