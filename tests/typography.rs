//! Sentences before and after, in each language: what a writer types and what a printer sets.

#![allow(clippy::unwrap_used)]

use dateline::language::LanguageTag;
use dateline::language::typography::{Typography, Written};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The folder of the theme with a folder for each language.
fn locales() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/gazette/locales")
}

/// The languages of the theme that have a file of a name.
fn languages_with(file: &str) -> Vec<String> {
    let folders = std::fs::read_dir(locales()).unwrap().map(|entry| entry.unwrap().path());
    let with = folders.filter(|folder| folder.join(file).is_file());
    let mut languages: Vec<String> = with.map(|at| at.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    languages.sort();
    languages
}

/// How a language of the theme is set.
fn typography(language: &str) -> &'static Typography {
    static ALL: LazyLock<BTreeMap<String, Typography>> = LazyLock::new(|| {
        languages_with("typography.yaml").into_iter().map(|language| (language.clone(), rules_of(&language))).collect()
    });
    &ALL[language]
}

/// The rules of a language, key by key over those of the one that it is a variety of.
fn rules_of(language: &str) -> Typography {
    let mut lineage: Vec<LanguageTag> = LanguageTag::parse(language).unwrap().lineage().collect();
    lineage.reverse();
    let mut rules = Written::default();
    for tag in lineage {
        let Ok(text) = std::fs::read_to_string(locales().join(format!("{tag}/typography.yaml"))) else { continue };
        let (written, problems) = Written::parse(&format!("{tag}/typography.yaml"), &text);
        assert!(problems.0.is_empty(), "{problems:#?}");
        rules = rules.under(written);
    }
    Typography::new(rules)
}

/// Special spaces as marks that can be seen: `~` does not break, `_` is narrow and does not break.
fn visible(text: &str) -> String {
    text.replace('\u{a0}', "~").replace('\u{202f}', "_")
}

/// A table of `typed ⇒ set`, one pair a line; lines that begin with `#` are headings.
fn table(language: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/typography/{language}.txt"));
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    rows.map(|row| {
        let (typed, set) = row.split_once(" ⇒ ").unwrap_or_else(|| panic!("{row}"));
        (typed.replace('~', "\u{a0}").replace('_', "\u{202f}"), set.to_owned())
    })
    .collect()
}

/// What is wrong in the table of a language.
fn wrong_in(language: &str) -> Vec<String> {
    let typography = typography(language);
    let rows = table(language);
    let is_variety =
        LanguageTag::parse(language).unwrap().lineage().any(|tag| tag.as_str() != language && has_table(&tag));
    assert!(rows.len() >= if is_variety { 25 } else { 40 }, "{language}: {} rows", rows.len());
    let mut wrong = Vec::new();
    for (typed, expected) in rows {
        let set = typography.set(&typed).into_owned();
        if visible(&set) != expected {
            wrong.push(format!(
                "{language}\ntyped    {}\nset      {}\nexpected {expected}\n",
                visible(&typed),
                visible(&set)
            ));
        } else if *typography.set(&set) != *set {
            wrong.push(format!(
                "{language}\nset      {}\nset again {}\n",
                visible(&set),
                visible(&typography.set(&set))
            ));
        }
    }
    wrong
}

/// All that the rules of a language name, and all words of its table.
fn words_of(language: &str) -> &'static [String] {
    static ALL: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
        let of = |language: &String| {
            let text = std::fs::read_to_string(locales().join(format!("{language}/typography.yaml"))).unwrap();
            let mut words = Vec::new();
            add_texts(&serde_yaml::from_str(&text).unwrap(), &mut words);
            let rows = table(language).into_iter();
            words.extend(rows.flat_map(|(typed, _)| typed.split(' ').map(str::to_owned).collect::<Vec<_>>()));
            words
        };
        languages_with("typography.yaml").iter().map(|language| (language.clone(), of(language))).collect()
    });
    &ALL[language]
}

fn add_texts(value: &serde_yaml::Value, texts: &mut Vec<String>) {
    match value {
        serde_yaml::Value::String(text) => texts.push(text.clone()),
        serde_yaml::Value::Sequence(items) => items.iter().for_each(|item| add_texts(item, texts)),
        serde_yaml::Value::Mapping(entries) => entries.values().for_each(|value| add_texts(value, texts)),
        _ => {}
    }
}

/// The sample site is a corpus: each of its paragraphs, as it is written, is set once.
#[test]
fn every_paragraph_of_the_sample_is_set_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut paragraphs = 0;
    for entry in walkdir::WalkDir::new(root).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file()) {
        let name = entry.file_name().to_str().unwrap().to_owned();
        let Some(language) = name.strip_suffix(".md").and_then(|name| name.rsplit('.').next()) else { continue };
        let typography = typography(language);
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for paragraph in text.split("\n\n") {
            let once = typography.set(paragraph).into_owned();
            assert_eq!(visible(&typography.set(&once)), visible(&once), "{name}");
            paragraphs += 1;
        }
    }
    assert!(paragraphs > 600, "{paragraphs}");
}

fn has_table(tag: &LanguageTag) -> bool {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/typography/{tag}.txt")).is_file()
}

#[test]
fn each_language_is_set_as_its_table_says() {
    let languages = languages_with("typography.yaml");
    let wrong: Vec<String> = languages.iter().flat_map(|language| wrong_in(language)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_language_that_has_rules_has_a_table_and_each_table_has_rules() {
    let tables = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/typography")).unwrap();
    let mut tables: Vec<String> =
        tables.map(|entry| entry.unwrap().file_name().to_str().unwrap().trim_end_matches(".txt").to_owned()).collect();
    tables.sort();
    assert_eq!(tables, languages_with("typography.yaml"));
}

#[test]
fn pieces_of_a_text_stay_apart() {
    let french = typography("fr");
    let text = "Il dit \"oui\" ? Non !";
    let mut cuts = [7, 12, text.len()];
    let set = french.set_with(text, &mut cuts).unwrap();
    assert_eq!(visible(&set[..cuts[0]]), "Il dit ");
    assert_eq!(visible(&set[cuts[0]..cuts[1]]), "«_oui_»");
    assert_eq!(visible(&set[cuts[1]..cuts[2]]), "_? Non_!");
}

#[test]
fn a_language_without_rules_is_left_alone() {
    let none = Typography::default();
    assert!(none.is_none());
    assert_eq!(none.set("\"a\" - b..."), "\"a\" - b...");
}

#[test]
fn mistakes_in_the_rules_are_reported_at_their_line() {
    let (_, problems) = Written::parse(
        "locales/xx/typography.yaml",
        "quotes: [\"«\"]\ndashes:\n  \"-\": \"—\"\napostrofe: \"’\"\nabbreviations: [abc]\ninitials: wide\n",
    );
    let found: Vec<(u32, &str)> =
        problems.0.iter().map(|p| (p.place.as_ref().unwrap().line, p.message.as_str())).collect();
    for (line, part) in
        [(1, "without a partner"), (3, "no way to type a dash"), (4, "apostrofe"), (5, "has no parts"), (6, "wide")]
    {
        assert!(found.iter().any(|(l, message)| *l == line && message.contains(part)), "{line} {part}: {found:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, rng_seed: RngSeed::Fixed(20_250_120), ..ProptestConfig::default() })]

    /// What is set already stays as it is, whatever was typed.
    #[test]
    fn setting_twice_is_setting_once(
        language in prop::sample::select(languages_with("typography.yaml")),
        words in prop::collection::vec(prop::sample::select(vec![
            "\"", "\"", "'", "'", " ", " ", " ", "\u{a0}", "\u{202f}", "\n", "-", "--", "---", "—", "–", ".", "...", "…", ",", ":", ";", "!", "?",
            "%", "«", "»", "„", "“", "”", "‘", "’", "(", ")", "№", "§", "1", "25", "300", "1914", "2025", "a", "м", "в", "В", "бы", "слово", "Слово", "word",
            "no", "M.", "т.", "е.", "А.", "С.", "XX", "век", "siècle", "km", "г.", "n°", "https://a.b/c", "x@y.z", "\u{fffc}", "\u{2028}", "É",
        ]), 0..14),
    ) {
        let typography = typography(&language);
        let typed = words.concat();
        let once = typography.set(&typed).into_owned();
        let twice = typography.set(&once).into_owned();
        prop_assert_eq!(visible(&once), visible(&twice), "typed {:?}", visible(&typed));
    }

    /// The same for all that the rules of a language name, and all words of its table, one behind the other.
    #[test]
    fn all_that_the_tables_hold_is_set_once(
        (language, words) in prop::sample::select(languages_with("typography.yaml")).prop_flat_map(|language| {
            let words = prop::collection::vec(prop::sample::select(words_of(&language)), 1..8);
            (Just(language), words)
        }),
    ) {
        let typography = typography(&language);
        let typed = words.join(" ");
        let once = typography.set(&typed).into_owned();
        let twice = typography.set(&once).into_owned();
        prop_assert_eq!(visible(&once), visible(&twice), "typed {:?}", visible(&typed));
    }

    /// Nothing but marks, dashes and spaces ever changes, and cuts stay inside the text and in order.
    #[test]
    fn letters_and_digits_are_never_touched(
        language in prop::sample::select(languages_with("typography.yaml")),
        typed in "[a-zA-Zа-яА-Я0-9 '\"\\-.:;!?%«»\n№]{0,60}",
    ) {
        let typography = typography(&language);
        let mut cuts: Vec<usize> = typed.char_indices().map(|(n, _)| n).collect();
        let set = typography.set_with(&typed, &mut cuts).unwrap_or_else(|| typed.clone());
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&set), letters(&typed));
        prop_assert!(cuts.is_sorted());
        prop_assert!(cuts.iter().all(|cut| set.is_char_boundary(*cut)));
    }
}

mod common;

use common::{Site, article};

/// A French page: what typography touches, and what it must not.
#[test]
fn only_text_is_set_whatever_mark_up_runs_through_it() {
    let body = "Il dit *\"oui\"* ; puis **\"non\"** !\nVoir `a -- \"b\"` et <https://a.example/b--c?d> : voilà.\n\n\
                ![Une \"carte\" !](map.svg \"Le \"trajet\" : ici\")\n\n\
                <code>if (a ? b : c)</code> et <span title=\"a : b\">c'est \"tout\"</span>.\n\n\
                ```\n\"code\" : non\n```\n\n## Que faire ?\n\n| a | \"b\" |\n| - | - |\n| c ! | d |\n\nLigne\\\n\"deux\"\n\nMot[^1] !\n\n[^1]: L'\"autre\" : note.\n";
    let body = body.replace("\"Le \"trajet\" : ici\"", "'Le \"trajet\" : ici'");
    let site = Site::new(&[
        ("content/news/a.fr.md", &article("L'accord : \\\"oui\\\" ?", "2025-01-20", "x", &body)),
        ("content/news/map.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 60'/>"),
    ]);
    let out = site.build();
    let html = out.text("fr/news/a/index.html");
    for expected in [
        "Il dit <em>«_oui_»</em>_; puis <strong>«_non_»</strong>_!",
        "<code>a -- \"b\"</code> et <a href=\"https://a.example/b--c?d\">https://a.example/b--c?d</a>_: voilà.",
        "alt=\"Une &quot;carte&quot; !\"",
        "<span class=\"caption\">Le «_trajet_»_: ici</span>",
        "<code>if (a ? b : c)</code> et <span title=\"a : b\">c’est «_tout_»</span>.",
        "\"code\" : non",
        "<h2 id=\"que-faire\">Que faire_?</h2>",
        "«_b_»",
        "c_!",
        "Ligne<br>",
        "«_deux_»",
        "L’«_autre_»_: note.",
        "<h1>L’accord_: «_oui_»_?</h1>",
        "<meta property=\"og:title\" content=\"L’accord_: «_oui_»_?\">",
    ] {
        let html = visible(&html).replace("&quot;code&quot;", "\"code\"");
        assert!(html.contains(expected), "{expected}\n{html}");
    }
    let feed = visible(&out.text("fr/feed.xml"));
    assert!(feed.contains("<title>L’accord_: «_oui_»_?</title>"), "{feed}");
}

#[test]
fn typography_is_off_for_a_site_a_language_or_an_article() {
    let text = |typography: &str, key: &str| {
        let config = format!("{}{typography}\n", common::CONFIG);
        let body = article("T", "2025-01-20", "x", "\"A\" !").replace("---\ntitle", &format!("---\n{key}title"));
        let site = Site::new(&[("site.yaml", config.as_str()), ("content/news/a.fr.md", body.as_str())]);
        let html = visible(&site.build().text("fr/news/a/index.html"));
        let (_, rest) = html.split_once("<div class=\"text\">").unwrap();
        rest.split("</p>").next().unwrap().split("<p>").last().unwrap().to_owned()
    };
    let (set, typed) = ("«_A_»_!", "\"A\" !");
    assert_eq!(text("", ""), set);
    assert_eq!(text("typography: off", ""), typed);
    assert_eq!(text("", "typography: off\n"), typed);
    assert_eq!(text("typography: false", "typography: on\n"), set);
    let languages = "title: T\nbase_url: https://x.example\nlanguages: [en, { tag: fr, typography: off }]\n";
    let site = Site::new(&[
        ("site.yaml", languages),
        ("content/news/a.fr.md", &article("T", "2025-01-20", "x", "\"A\" !")),
        ("content/news/a.en.md", &article("T", "2025-01-20", "x", "\"A\" !")),
    ]);
    let out = site.build();
    assert!(out.text("fr/news/a/index.html").contains("<p>\"A\" !</p>"));
    assert!(out.text("en/news/a/index.html").contains("<p>“A” !</p>"));
}

#[test]
fn a_site_brings_rules_for_a_language_of_its_own_and_changes_those_of_the_theme() {
    let site = Site::new(&[
        ("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [de-AT, fr]\ntheme: bare\n"),
        ("themes/bare/templates/article.html", "<p class=\"t\">{{ article.body }}</p>"),
        ("themes/bare/templates/home.html", ""),
        ("locales/de/typography.yaml", "quotes: [\"„\", \"“\", \"‚\", \"‘\"]\napostrophe: \"’\"\nunits: [km]\n"),
        ("locales/fr/typography.yaml", "before:\n  \":\": \"\\u00A0\"\n"),
        ("content/news/a.de-AT.md", &article("T", "2025-01-20", "x", "\"Das 'Amt' hat's\", 5 km.")),
        ("content/news/a.fr.md", &article("T", "2025-01-20", "x", "\"A\" : b !")),
    ]);
    let run = site.try_build(&[]);
    assert!(!run.stderr.contains("typography"), "{}", run.stderr);
    for template in ["section", "tag", "author", "archive", "tags", "authors", "404", "chooser", "page"] {
        site.write(&format!("themes/bare/templates/{template}.html"), "");
    }
    let out = site.build();
    assert_eq!(
        visible(&out.text("de-AT/news/a/index.html")).trim(),
        "<p class=\"t\"><p>„Das ‚Amt‘ hat’s“, 5~km.</p>\n</p>"
    );
    assert!(
        visible(&out.text("fr/news/a/index.html")).contains("«_A_»~: b !"),
        "the site's `before` stands for the theme's"
    );
}

/// Messages are written as they shall stand: the rules would change nothing in them.
#[test]
fn the_words_of_the_theme_are_set_already() {
    let mut wrong = Vec::new();
    for language in languages_with("gazette.ftl") {
        let typography = typography(&language);
        let path = locales().join(format!("{language}/gazette.ftl"));
        let text = std::fs::read_to_string(path).unwrap();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.contains(['(', '"'])) {
            let value = line.split_once([']', '=']).map_or(line, |(_, value)| value).trim();
            let mut depth = 0;
            // What stands in braces is a number or a word.
            let in_place = value.chars().filter_map(|c| match c {
                '{' => {
                    depth += 1;
                    Some(dateline::language::typography::OBJECT)
                }
                '}' => {
                    depth -= 1;
                    None
                }
                _ if depth > 0 => None,
                c => Some(c),
            });
            let plain: String = in_place.collect();
            if *typography.set(&plain) != *plain {
                wrong.push(format!("{language}: {}", visible(&typography.set(&plain))));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
