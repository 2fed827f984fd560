//! How a house writes names: what `check` tells of other spellings, where, and what it leaves alone.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Site, article};

/// The spellings that are told: `path:line:column message`.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let (_, problems) = Site::new(files).check_json(&["--only", "D230"]);
    let text = |d: &serde_json::Value, key: &str| d[key].as_str().unwrap_or_default().to_owned();
    problems
        .iter()
        .map(|d| format!("{}:{}:{} {}", text(d, "path"), d["line"], d["column"], text(d, "message")))
        .collect()
}

/// Mistakes of a list: `line:column message`.
fn mistakes(list: &str) -> Vec<String> {
    let site = Site::new(&[
        ("content/news/a.en.md", &article("A", "2025-01-20", "x", "Text.")),
        ("locales/en/style.yaml", list),
    ]);
    let (_, problems) = site.check_json(&[]);
    let of_list = problems.iter().filter(|d| d["path"] == "locales/en/style.yaml");
    of_list.map(|d| format!("{}:{} {}", d["line"], d["column"], d["message"].as_str().unwrap())).collect()
}

const LIST: &str = "Kyiv: { not: [Kiev], unless: [chicken Kiev], note: By the map of 2019. }\n";

#[test]
fn a_name_is_told_wherever_readers_see_it_and_where_it_stands() {
    let text = "---\ntitle: Kiev votes\ndate: 2025-01-20\nauthor: ann\nsummary: |\n  A line.\n  To Kiev and back.\nimage: { src: a.svg, alt: A street in Kiev, caption: \"Kiev, 2020\" }\n\
                corrections: [{ date: 2025-01-21, text: Kiev is not Lviv }]\ntags: [x]\n---\nOn Monday\nin **Kiev** it rained.\n\n![Kiev by night](a.svg \"The Kiev metro\")\n";
    let found = told(&[
        ("content/news/a.en.md", text),
        ("content/news/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"16\" height=\"9\"/>"),
        ("content/authors/ann.en.md", "---\nname: Ann Kiev\nrole: Kiev correspondent\n---\nAnn lives in Kiev.\n"),
        ("content/dossiers/d.en.md", "---\ntitle: Kiev\ntags: [x]\n---\nAbout Kiev.\n"),
        ("content/tags/x.en.md", "---\nname: Kiev\n---\n"),
        ("locales/en/site.ftl", "site-description = News of Kiev\n"),
        ("locales/en/style.yaml", LIST),
    ]);
    let places: Vec<&str> = found.iter().map(|found| found.split(' ').next().unwrap()).collect();
    assert_eq!(
        places,
        [
            "content/authors/ann.en.md:3:7",
            "content/authors/ann.en.md:5:14",
            "content/dossiers/d.en.md:2:8",
            "content/dossiers/d.en.md:5:7",
            "content/news/a.en.md:2:8",
            "content/news/a.en.md:7:6",
            "content/news/a.en.md:8:39",
            "content/news/a.en.md:8:55",
            "content/news/a.en.md:9:41",
            "content/news/a.en.md:13:6",
            "content/news/a.en.md:15:3",
            "content/news/a.en.md:15:29",
            "content/tags/x.en.md:2:7",
            "locales/en/site.ftl:1:28",
        ]
    );
    assert!(found.iter().all(|found| found.ends_with("the house writes `Kyiv`, not `Kiev`")));
}

#[test]
fn what_is_no_word_of_the_house_is_left_alone() {
    let text = "Chicken Kiev, `Kiev`, <https://kiev.example/Kiev>, [a](https://x.example/Kiev), #Kiev, Kievan.\n\n> In Kiev, he said.\n\n\
                ```\nKiev\n```\n\n<p class=\"Kiev\">Text</p>\n";
    let file = format!(
        "---\ntitle: T\ndate: 2025-01-20\ntags: [Kiev]\nextra: {{ title: Kiev }}\nrelated: [{{ title: Kiev Post, url: \"https://k.example/\" }}]\n---\n{text}"
    );
    let found = told(&[("content/news/a.en.md", &file), ("locales/en/style.yaml", LIST)]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn each_language_has_its_list_and_a_variety_inherits_name_by_name() {
    let config = "title: T\nbase_url: https://x.example\nlanguages: [en, en-GB, ru]\n";
    let found = told(&[
        ("site.yaml", config),
        ("content/news/a.en.md", &article("A", "2025-01-20", "x", "Kiev, Odessa, Peking.")),
        ("content/news/a.en-GB.md", &article("A", "2025-01-20", "x", "Kiev, Odessa, Peking.")),
        ("content/news/a.ru.md", &article("A", "2025-01-20", "x", "Kiev. В Кыргызстане.")),
        ("locales/en/style.yaml", "Kyiv: [Kiev]\nOdesa: [Odessa]\n"),
        ("locales/en-GB/style.yaml", "Odesa: []\nBeijing: Peking\n"),
        ("locales/ru/style.yaml", "Киргизия: [Кыргызстан*]\n"),
    ]);
    let told: Vec<&str> = found.iter().map(|found| found.trim_start_matches("content/news/a.")).collect();
    assert_eq!(
        told,
        [
            "en-GB.md:8:1 the house writes `Kyiv`, not `Kiev`",
            "en-GB.md:8:15 the house writes `Beijing`, not `Peking`",
            "en.md:8:1 the house writes `Kyiv`, not `Kiev`",
            "en.md:8:7 the house writes `Odesa`, not `Odessa`",
            "ru.md:8:9 the house writes `Киргизия`, not `Кыргызстане`",
        ]
    );
}

#[test]
fn a_mistake_in_the_list_is_told_at_its_place() {
    assert_eq!(
        mistakes("Kyiv: { nto: [Kiev] }\nA: [K*]\nB: [Same]\nC: [Same]\nD: [D]\n"),
        [
            "1:9 `Kyiv` has a key `nto` that is not known",
            "2:5 `K*` would be found in too many words",
            "4:5 `Same` stands for two names: `B` and `C`",
            "5:5 `D` cannot be what the house writes and what it does not",
        ]
    );
    assert_eq!(mistakes("Kiev: [Kyiv]\nKyiv: [Kiev]\n").len(), 2);
    assert_eq!(mistakes("Kyiv: [Kiev\n").len(), 1);
}

#[test]
fn the_note_and_the_file_that_says_so_are_told() {
    let site = Site::new(&[
        ("content/news/a.en.md", &article("A", "2025-01-20", "x", "In Kiev.")),
        ("locales/en/style.yaml", LIST),
    ]);
    let run = site.run(&["check", "--now", common::NOW]);
    for words in ["By the map of 2019.", "locales/en/style.yaml says so", "warning[D230]"] {
        assert!(run.stdout.contains(words) || run.stderr.contains(words), "{words}: {}{}", run.stdout, run.stderr);
    }
}
