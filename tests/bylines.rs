//! What stands around a headline: when, by whom, of what kind, and in which languages.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Page, Site};

fn config(more: &str) -> String {
    format!("title: T\nbase_url: https://x.example\nlanguages: [en, fr, ru]\ntime_zone: Europe/Paris\n{more}")
}

/// An article of the section `news` in three languages with this front matter, on its English, French and Russian pages.
fn pages(matter: &str, more: &str) -> [Page; 3] {
    let file = |title: &str| format!("---\ntitle: {title}\n{matter}---\nText.\n");
    // A translation is changed for itself.
    let updated: String =
        matter.lines().filter(|line| line.starts_with("updated")).map(|line| format!("{line}\n")).collect();
    let words = |title: &str| format!("---\ntitle: {title}\n{updated}---\nText.\n");
    let site = Site::new(&[
        ("site.yaml", &config(more)),
        ("content/news/a.en.md", &file("A")),
        ("content/news/a.fr.md", &words("B")),
        ("content/news/a.ru.md", &words("C")),
        ("content/authors/ann.en.md", "---\nname: Ann\ngender: feminine\n---\n"),
        ("content/authors/ann.ru.md", "---\nname: Анна\n---\n"),
        ("content/authors/eve.fr.md", "---\nname: Ève\ngender: feminine\n---\n"),
        ("content/authors/bob.en.md", "---\nname: Bob\ngender: masculine\n---\n"),
        ("content/authors/kim.en.md", "---\nname: Kim\n---\n"),
        ("locales/en/x.ftl", "section-news = News\n"),
        ("locales/fr/x.ftl", "section-news = Opinions\n"),
        ("locales/ru/x.ftl", "section-news = Новости\n"),
    ]);
    let out = site.build();
    ["en", "fr", "ru"].map(|language| out.page(&format!("/{language}/news/a/")))
}

fn dates(page: &Page) -> Vec<String> {
    page.texts(".story > header .byline time")
}

#[test]
fn news_says_its_hour_in_the_house_style_of_the_language() {
    let matter = "date: 2025-01-18T18:30\nupdated: 2025-01-18T21:05\nkind: news\n";
    let [en, fr, ru] = pages(matter, "").map(|page| dates(&page));
    assert_eq!(en, ["January 18, 2025 at 6:30 p.m.", "Updated 9:05 p.m."]);
    assert_eq!(fr, ["18 janvier 2025 à 18 h 30", "Mis à jour à 21 h 05"]);
    assert_eq!(ru, ["18 января 2025 г. в 18:30", "Обновлено в 21:05"]);
}

#[test]
fn an_update_on_another_day_says_the_day_too_and_the_zone_is_named_on_demand() {
    let matter = "date: 2025-01-18T18:30\nupdated: 2025-01-19T09:00\nkind: news\n";
    let [en, fr, _] = pages(matter, "options: { zone_name: offset }\n").map(|page| dates(&page));
    assert_eq!(en, ["January 18, 2025 at 6:30 p.m. GMT+1", "Updated January 19, 2025 at 9:00 a.m. GMT+1"]);
    assert_eq!(fr, ["18 janvier 2025 à 18 h 30 UTC+1", "Mis à jour le 19 janvier 2025 à 9 h UTC+1"]);
}

#[test]
fn a_day_alone_another_kind_and_a_site_that_wants_none_print_no_hour() {
    for (matter, more) in [
        ("date: 2025-01-18\nkind: news\n", ""),
        ("date: 2025-01-18T18:30\nkind: interview\n", "options: { times: [analysis] }\n"),
        ("date: 2025-01-18T18:30\nkind: news\n", "options: { times: [] }\n"),
    ] {
        assert_eq!(dates(&pages(matter, more)[0]), ["January 18, 2025"], "{matter}{more}");
    }
    // The section stands for its articles.
    let matter = "date: 2025-01-18T18:30\nkind: interview\n";
    assert_eq!(dates(&pages(matter, "")[0]), ["January 18, 2025 at 6:30 p.m."]);
}

#[test]
fn readers_see_the_kind_unless_the_section_says_it() {
    let kinds = |kind: &str| {
        pages(&format!("date: 2025-01-18\nkind: {kind}\n"), "").map(|page| page.texts(".story .kicker .kind").concat())
    };
    assert_eq!(kinds("opinion"), ["Opinion", "", "Мнение"]);
    assert_eq!(kinds("interview"), ["Interview", "Entretien", "Интервью"]);
    assert_eq!(kinds("news"), ["", "", ""]);
}

#[test]
fn authors_are_spoken_of_in_the_gender_that_their_files_say() {
    let about = |authors: &str| {
        let [_, fr, _] = pages(&format!("date: 2025-01-18\nauthor: [{authors}]\n"), "");
        fr.texts("#authors").concat()
    };
    // The gender of a language without a file of its own is that of a fallback; nothing is guessed.
    assert_eq!(about("ann"), "À propos de l’autrice");
    assert_eq!(about("bob"), "À propos de l’auteur");
    assert_eq!(about("kim"), "À propos de l’auteur");
    assert_eq!(about("ann, eve"), "À propos des autrices");
    assert_eq!(about("ann, bob"), "À propos des auteurs");
    assert_eq!(about("ann, kim"), "À propos des auteurs");
}

#[test]
fn the_language_bar_has_short_names_that_nobody_confuses() {
    let site = Site::new(&[
        (
            "site.yaml",
            "title: T\nbase_url: https://x.example\nlanguages: [sr-Latn, sr-Cyrl, zh-Hans, { tag: fr, short_name: Fr. }, ru]\n",
        ),
        ("content/news/a.fr.md", &common::article("A", "2025-01-20", "x", "Text.")),
        ("locales/ru/x.ftl", "language-short = РУС\n"),
    ]);
    site.try_build(&[]);
    let page = site.out().page("/fr/");
    assert_eq!(page.texts(".languages a"), ["SR-Latn", "SR-Cyrl", "ZH", "Fr.", "РУС"]);
}
