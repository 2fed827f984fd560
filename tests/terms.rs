//! Tags and sections: as people write them, as readers see them, as `check` tells of them.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Run, Site, article, translation};
use serde_json::Value;

const ONE: &str = "title: T\nbase_url: https://x.example\nlanguages: [{ tag: en, prefix: en }]\n";
const TWO: &str = "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\n";
const NAMES: (&str, &str) = ("locales/en/names.ftl", "section-news = News\n");
const ИМЕНА: (&str, &str) = ("locales/ru/names.ftl", "section-news = Новости\n");
const ANN: (&str, &str) = ("content/authors/ann.en.md", "---\nname: Ann\n---\n");

/// A site in English whose articles have these tags; the first is `content/news/a0.en.md`.
fn english(tags: &[&str]) -> Site {
    let site = Site::new(&[("site.yaml", ONE), NAMES, ANN]);
    for (i, tags) in tags.iter().enumerate() {
        site.write(&format!("content/news/a{i}.en.md"), article(&format!("A{i}"), "2025-01-20", tags, "Text."));
    }
    site
}

/// A site in English and Russian, in the same way.
fn in_two_languages(tags: &[&str]) -> Site {
    let site = english(tags);
    site.write("site.yaml", TWO);
    site.write(ИМЕНА.0, ИМЕНА.1);
    site.write("content/authors/ann.ru.md", "---\nname: Анна\n---\n");
    for i in 0..tags.len() {
        site.write(&format!("content/news/a{i}.ru.md"), translation(&format!("А{i}"), "Текст."));
    }
    site
}

fn problems(site: &Site) -> Vec<Value> {
    site.check_json(&[]).1
}

/// Problems as `severity code path:line:column`.
fn places(problems: &[Value]) -> Vec<String> {
    let line = |d: &Value| {
        let text = |key: &str| d[key].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}:{}:{}", text("severity"), text("code"), text("path"), d["line"], d["column"])
    };
    problems.iter().map(line).collect()
}

fn all_of(problem: &Value) -> String {
    format!("{} {}", problem["message"], problem["hints"])
}

fn listed(run: &Run) -> Vec<Value> {
    serde_json::from_str::<Value>(&run.stdout).unwrap().as_array().unwrap().clone()
}

#[test]
fn spellings_of_one_tag_are_one_tag_with_one_page_and_one_report() {
    for (tags, id) in [
        (["iran", "Iran"], "iran"),
        (["no", "NO"], "no"),
        (["middle-east", "middle east"], "middle-east"),
        (["middle-east", "\"Middle  East\""], "middle-east"),
        (["café", "cafe\u{301}"], "café"),
        (["iran", "\"\u{200b}iran\""], "iran"),
        (["iran", "\"iran\u{feff}\""], "iran"),
        (["иран", "ИРАН"], "иран"),
        (["r-and-d", "R&D"], "r-and-d"),
    ] {
        let site = english(&[tags[0], tags[1], tags[0]]);
        let found = problems(&site);
        assert_eq!(places(&found).len(), 1, "{tags:?}: {found:#?}");
        assert!(places(&found)[0].starts_with("warning D115 content/news/a1.en.md:5:"), "{found:#?}");
        let text = all_of(&found[0]);
        for place in ["content/news/a0.en.md:5:8", "content/news/a2.en.md:5:8", "content/news/a1.en.md:5:"] {
            assert!(text.contains(place), "{tags:?} {place}: {text}");
        }
        let page = site.build().page(&format!("/en/tags/{id}/"));
        assert_eq!(page.texts(".card h2").len(), 3, "{tags:?}: {}", page.html());
    }
}

#[test]
fn an_invisible_character_and_a_form_of_unicode_are_named() {
    let site = english(&["iran, café", "\"\u{200b}iran\", cafe\u{301}"]);
    let found: Vec<String> = problems(&site).iter().map(all_of).collect();
    assert!(found.iter().any(|text| text.contains("U+200B")), "{found:?}");
    assert!(found.iter().any(|text| text.contains("decomposed")), "{found:?}");
}

#[test]
fn tags_that_differ_have_pages_of_their_own_whatever_signs_they_are_made_of() {
    let tags = [
        "C",
        "C++",
        "\"C#\"",
        "R&D",
        "Middle East",
        "Иран",
        "fec.gov",
        "2024",
        "🔥",
        "no",
        "1.5",
        "true",
        "\"#MeToo\"",
        ".NET",
    ];
    let site = english(&[&tags.join(", ")]);
    assert_eq!(problems(&site), Vec::<Value>::new());
    let out = site.build();
    for (address, name) in [
        ("c", "C"),
        ("c-plus-plus", "C++"),
        ("c-sharp", "C#"),
        ("r-and-d", "R&D"),
        ("middle-east", "Middle East"),
        ("иран", "Иран"),
        ("fec-gov", "fec.gov"),
        ("2024", "2024"),
        ("fire", "🔥"),
        ("no", "No"),
        ("1-5", "1.5"),
        ("true", "True"),
        ("metoo", "#MeToo"),
        ("dot-net", ".NET"),
    ] {
        assert_eq!(out.page(&format!("/en/tags/{address}/")).text("h1"), name);
    }
    // The address of a tag is the same if there are no others.
    assert!(english(&["C++"]).build().has("en/tags/c-plus-plus/index.html"));
}

#[test]
fn what_is_no_tag_is_refused_where_it_stands() {
    let site = english(&["iran", "\"-\"", "\"\"", "iran, \"\u{200b}\", \"!?\""]);
    site.write("content/dossiers/d.en.md", "---\ntitle: D\ntags: [iran, \"—\"]\n---\n");
    let found = problems(&site);
    let lines: Vec<String> = places(&found).iter().map(|place| place.rsplit_once(':').unwrap().0.to_owned()).collect();
    assert_eq!(
        lines,
        [
            "error D104 content/dossiers/d.en.md:3",
            "error D104 content/news/a1.en.md:5",
            "error D104 content/news/a2.en.md:5",
            "error D104 content/news/a3.en.md:5",
            "error D104 content/news/a3.en.md:5",
        ],
        "{found:#?}"
    );
}

#[test]
fn a_text_that_is_a_list_is_an_error_with_the_list_to_write() {
    let site = english(&["iran"]);
    let write = |key: &str| {
        site.write("content/news/b.en.md", format!("---\ntitle: B\ndate: 2025-01-20\n{key}\n---\nText.\n"));
        let found = problems(&site);
        assert!(places(&found).iter().all(|p| p.starts_with("error D104 content/news/b.en.md:")), "{found:#?}");
        found.iter().map(all_of).collect::<String>()
    };
    assert!(write("tags: iran, russia").contains("`tags: [iran, russia]`"));
    assert!(write("tags: iran; russia").contains("`tags: [iran, russia]`"));
    assert!(write("author: ann, bob").contains("`author: [ann, bob]`"));
    assert!(write("authors: ann, bob").contains("`author: [ann, bob]`"));
    assert!(write("tags: \"#iran #russia\"").contains("`tags: [iran, russia]`"));
    assert!(!write("tags:\n  - [iran, russia]").is_empty());
    assert_eq!(write("tags: 2024"), "");
    assert_eq!(write("tags: one two"), "");
    assert!(site.build().has("en/tags/one-two/index.html"));
    std::fs::remove_dir_all(site.root().join("public")).unwrap();
    site.write("content/dossiers/d.en.md", "---\ntitle: D\ntags: iran, russia\n---\n");
    assert!(problems(&site).iter().map(all_of).collect::<String>().contains("`tags: [iran, russia]`"));
}

#[test]
fn a_list_in_quotes_is_told_unless_the_tag_has_a_name() {
    let site = english(&["\"iran, russia\"", "\"Washington, D.C.\""]);
    site.write("content/tags/washington-d-c.en.md", "---\nname: Washington, D.C.\n---\n");
    let found = problems(&site);
    assert_eq!(places(&found), ["warning D116 content/news/a0.en.md:5:8"], "{found:#?}");
    assert!(all_of(&found[0]).contains("`tags: [iran, russia]`"));
}

#[test]
fn a_term_file_says_what_a_tag_is_called_where_it_is_and_what_it_is_about() {
    let site = in_two_languages(&["Middle East"]);
    site.write(
        "content/tags/middle-east.ru.md",
        "---\nname: Ближний Восток\nslug: восток\nsummary: Всё о регионе.\nimage: { src: map.svg, alt: Карта }\n---\nЧитайте [первую статью](../news/a0.ru.md).\n",
    );
    site.write("content/tags/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    assert_eq!(problems(&site), Vec::<Value>::new());
    let out = site.build();
    let page = out.page("/ru/tags/восток/");
    assert_eq!((page.text("h1"), page.text(".standfirst")), ("Ближний Восток".to_owned(), "Всё о регионе.".to_owned()));
    assert_eq!(page.text(".introduction"), "Читайте первую статью.");
    assert_eq!(page.attribute(".introduction a", "href"), "/ru/news/a0/");
    assert_eq!(page.attribute("main img", "alt"), "Карта");
    assert_eq!(out.page("/en/tags/middle-east/").text("h1"), "Middle East");
    assert_eq!(page.alternates()["en"], "https://x.example/en/tags/middle-east/");
    // The file is no article and no page.
    assert!(!out.has("ru/tags/middle-east/index.html"));
    let article = out.text("ru/news/a0/index.html");
    assert!(article.contains("Ближний Восток") && !article.contains("Middle East"));
    assert!(out.text("ru/tags/восток/feed.xml").contains("Ближний Восток"));
}

#[test]
fn a_term_file_names_a_section_and_moves_it() {
    let site = in_two_languages(&["Iran"]);
    site.write("locales/ru/names.ftl", "");
    site.write("content/sections/news.ru.md", "---\nname: Лента\nslug: lenta\n---\nО разделе.\n");
    site.write("content/tags/iran.ru.md", "---\nname: Иран\n---\n");
    assert_eq!(problems(&site), Vec::<Value>::new());
    let out = site.build();
    let page = out.page("/ru/lenta/");
    assert_eq!((page.text("h1"), page.text(".introduction")), ("Лента".to_owned(), "О разделе.".to_owned()));
    assert!(out.has("ru/lenta/a0/index.html") && out.has("en/news/a0/index.html"));
}

#[test]
fn a_name_comes_from_the_file_then_the_message_then_the_articles() {
    let site = in_two_languages(&["NATO, iran, eu", "Nato, iran, eu", "NATO"]);
    site.write("locales/en/tags.ftl", "tag-iran = Iran (message)\ntag-eu = EU (message)\n");
    site.write("content/tags/eu.en.md", "---\nname: EU (file)\n---\n");
    site.write("content/tags/eu.ru.md", "---\nname: ЕС\n---\n");
    site.write("content/tags/iran.ru.md", "---\nsummary: Только об этом.\n---\n");
    let out = site.build();
    let name = |address: &str| out.page(address).text("h1");
    assert_eq!(name("/en/tags/eu/"), "EU (file)");
    assert_eq!(name("/en/tags/iran/"), "Iran (message)");
    assert_eq!(name("/en/tags/nato/"), "NATO");
    assert_eq!(name("/ru/tags/eu/"), "ЕС");
    // A language without a name of its own borrows it, and is told so.
    assert_eq!(name("/ru/tags/iran/"), "Iran (message)");
    let found: Vec<Value> = problems(&site).into_iter().filter(|d| d["code"] == "D502").collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0]["message"].as_str().unwrap().contains("2 tags have no name in `ru`"), "{found:#?}");
}

#[test]
fn mistakes_in_term_files_are_told_at_their_place() {
    let site = in_two_languages(&["iran"]);
    site.write("locales/en/tags.ftl", "tag-iran = Iran\n");
    site.write("content/tags/iran.ru.md", "---\nname: Иран\nsumary: x\n---\n");
    site.write("content/tags/Iran.ru.md", "---\nname: Иран\n---\n");
    site.write("content/tags/irna.en.md", "---\nname: Irna\n---\n");
    site.write("content/tags/iran.de.md", "---\nname: Iran\n---\n");
    site.write("content/tags/eu.en.md", "---\ntitle: EU\ndate: 2025-01-20\n---\n");
    site.write("content/sections/nwes.en.md", "---\nname: News\n---\n");
    site.write("content/sections/news.en.md", "---\nname: News\nslug: \"a?b\"\n---\n");
    let found = problems(&site);
    let found: Vec<String> =
        places(&found).into_iter().zip(&found).map(|(p, d)| format!("{p} {}", all_of(d))).collect();
    for (place, words) in [
        ("warning D103 content/tags/iran.ru.md:3:1", "summary"),
        ("error D107 content/tags/iran.ru.md:2:1", "content/tags/Iran.ru.md"),
        ("warning D117 content/tags/irna.en.md:2:1", "did you mean `iran`"),
        ("error D003 content/tags/iran.de.md", "de"),
        ("error D104 content/tags/eu.en.md:3:1", "no article"),
        ("warning D117 content/sections/nwes.en.md:2:1", "did you mean `news`"),
        ("error D104 content/sections/news.en.md:3:", "address"),
    ] {
        assert!(found.iter().any(|line| line.starts_with(place) && line.contains(words)), "{place}: {found:#?}");
    }
}

#[test]
fn tags_without_a_name_are_one_report_and_none_in_a_site_of_one_language() {
    let tags: Vec<String> = (0..60).map(|n| format!("topic{n}")).collect();
    let tags = tags.join(", ");
    assert_eq!(problems(&english(&[&tags, "iran"])), Vec::<Value>::new());
    let site = in_two_languages(&[&tags, "topic7, 2024, 🔥, Middle East"]);
    let found = problems(&site);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["code"], "D502");
    let text = all_of(&found[0]);
    // What English articles write is the English name; numbers and emoji need none.
    assert!(text.contains("61 tags") && text.contains("en: 60") && text.contains("ru: 61"), "{text}");
    assert!(text.contains("`topic7`") && text.contains("and 5") && !text.contains("2024"), "{text}");
}

#[test]
fn a_tag_without_a_name_that_is_nearly_another_is_told_as_a_slip() {
    let site = in_two_languages(&["sanctions", "sanctions", "sanctoins, iran, iraq"]);
    for language in ["en", "ru"] {
        for tag in ["sanctions", "iran", "iraq"] {
            site.write(&format!("content/tags/{tag}.{language}.md"), format!("---\nname: {tag}\n---\n"));
        }
    }
    let found = problems(&site);
    assert_eq!(places(&found), ["warning D502 content/news/a2.en.md:5:8"], "{found:#?}");
    assert!(all_of(&found[0]).contains("`sanctoins` for `sanctions`"), "{found:#?}");
}

#[test]
fn a_translation_may_spell_a_tag_in_its_own_way() {
    let site = in_two_languages(&["Iran, eu"]);
    let found = |tags: &str| {
        site.write("content/news/a0.ru.md", format!("---\ntitle: А\nsummary: А\ntags: [{tags}]\n---\nТекст.\n"));
        places(&problems(&site)).iter().map(|place| place.split(' ').nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(!found("eu, IRAN").contains(&"D108".to_owned()));
    assert!(found("eu, IRAN").contains(&"D115".to_owned()));
    assert!(found("eu, Iraq").contains(&"D108".to_owned()));
}

#[test]
fn a_dossier_and_more_on_this_topic_go_by_the_tag_and_not_by_its_spelling() {
    let site = english(&["Iran", "iran", "IRAN, trade"]);
    site.write("content/news/a3.en.md", article("A3", "2025-01-20", "Iran", "x"));
    site.write("content/dossiers/d.en.md", "---\ntitle: D\ntags: [iRAN, TRADE]\nmatch: all\n---\n");
    site.write("content/dossiers/e.en.md", "---\ntitle: E\ntags: \"\u{200b}Iran\"\n---\n");
    let out = site.build();
    assert_eq!(out.page("/en/dossiers/d/").texts(".card h3"), ["A2"]);
    assert_eq!(out.page("/en/dossiers/e/").texts(".card h3").len(), 4);
    let related = site.run(&["related", "content/news/a0.en.md", "--json", "--now", common::NOW]);
    assert!(related.stdout.contains("A1") && related.stdout.contains("A2"), "{}", related.stdout);
    assert!(!problems(&site).iter().any(|d| d["code"] == "D113"));
    // Pages, structured data and feeds call it by one name.
    for (i, keywords) in [(0, vec!["Iran"]), (1, vec!["Iran"]), (2, vec!["Iran", "Trade"])] {
        let page = out.page(&format!("/en/news/a{i}/"));
        let data: Value = serde_json::from_str(&page.text("script[type='application/ld+json']")).unwrap();
        let article = data["@graph"].as_array().unwrap().iter().find(|node| node["keywords"].is_array());
        assert_eq!(article.unwrap()["keywords"], serde_json::json!(keywords), "{i}");
    }
    assert_eq!(out.text("en/feed.xml").matches("<category>Iran</category>").count(), 4);
}

#[test]
fn what_is_not_public_gives_a_tag_no_page_and_no_name() {
    let site = english(&["iran"]);
    site.write(
        "content/news/d.en.md",
        "---\ntitle: D\ndate: 2025-01-20\ndraft: true\ntags: [IRAN, Secret Talks]\n---\nx\n",
    );
    site.write(
        "content/tags/secret-talks.en.md",
        "---\nname: Hush\nimage: { src: hush.svg, alt: x }\n---\nIntroduced.\n",
    );
    site.write("content/tags/hush.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    assert_eq!(places(&problems(&site)), ["warning D115 content/news/d.en.md:5:8"]);
    let out = site.build();
    assert_eq!(out.page("/en/tags/iran/").text("h1"), "Iran");
    for word in ["secret-talks", "Hush", "hush", "Introduced"] {
        assert_eq!(out.traces_of(word), Vec::<String>::new());
    }
}

#[test]
fn two_authors_with_one_address_are_one_error_that_names_both_files() {
    let site = english(&["iran"]);
    site.write("content/authors/Ann.en.md", "---\nname: Ann the Other\n---\n");
    site.write("content/news/b.en.md", article("B", "2025-01-20", "iran", "x").replace("author: ann", "author: Ann"));
    let found = problems(&site);
    assert_eq!(places(&found), ["error D301 content/authors/ann.en.md:2:1"], "{found:#?}");
    assert!(all_of(&found[0]).contains("content/authors/Ann.en.md"));
    // Before one of them has written anything, too.
    site.remove("content/news/b.en.md");
    assert_eq!(problems(&site).len(), 1);
}

#[test]
fn two_tags_that_want_one_address_are_one_error_with_their_places() {
    let site = english(&["iran, trade", "trade"]);
    site.write("content/tags/trade.en.md", "---\nname: Trade\nslug: iran\n---\n");
    let found = problems(&site);
    assert_eq!(places(&found), ["error D301 content/news/a0.en.md:5:14"], "{found:#?}");
    assert!(all_of(&found[0]).contains("content/news/a0.en.md:5:8"), "{found:#?}");
}

#[test]
fn the_command_lists_tags_with_counts_missing_names_and_near_twins() {
    let site = in_two_languages(&["sanctions, C++", "sanctions", "sanction", "2024"]);
    site.write("content/tags/sanctions.ru.md", "---\nname: Санкции\n---\n");
    let rows = listed(&site.run(&["tags", "--json"]));
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["sanctions", "2024", "c-plus-plus", "sanction"]);
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(row("sanctions")["count"], 4);
    assert_eq!(row("sanctions")["articles"], serde_json::json!({ "en": 2, "ru": 2 }));
    assert_eq!(row("sanctions")["names"]["ru"], "Санкции");
    assert_eq!(row("sanctions")["missing"], serde_json::json!(["en"]));
    assert_eq!(row("sanctions")["near"], serde_json::json!(["sanction"]));
    assert_eq!(row("c-plus-plus")["missing"], serde_json::json!(["ru"]));
    assert_eq!(row("2024")["missing"], serde_json::json!([]));
    let text = site.run(&["tags", "--lang", "ru"]).stdout;
    assert!(text.contains("sanctions  (en 2, ru 2)") && text.contains("near `sanction`"), "{text}");
    assert!(text.contains("without a name: ru 2"), "{text}");
    assert_eq!(site.run(&["tags", "--lang", "de"]).code, 2);
}

#[test]
fn stubs_are_written_for_names_that_are_missing_and_never_over_a_file() {
    let site = in_two_languages(&["Middle East, iran"]);
    site.write("content/tags/iran.en.md", "---\nname: Iran\n---\n");
    site.write("content/tags/iran.ru.md", "---\nsummary: Мой текст.\n---\n");
    let run = site.run(&["tags", "--write"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let read = |path: &str| std::fs::read_to_string(site.root().join(path)).unwrap();
    let stub = read("content/tags/middle-east.ru.md");
    assert!(stub.contains("# en: Middle East\n") && stub.ends_with("name:\n---\n"), "{stub}");
    assert_eq!(read("content/tags/iran.ru.md"), "---\nsummary: Мой текст.\n---\n");
    assert!(!site.root().join("content/tags/middle-east.en.md").exists());
    // A stub is no name yet, and no mistake either.
    assert_eq!(places(&problems(&site)).iter().filter(|place| !place.contains("D502")).count(), 0);
    assert_eq!(listed(&site.run(&["tags", "--json", "--missing"])).len(), 2);
    site.write("content/tags/middle-east.ru.md", stub.replace("name:", "name: Ближний Восток"));
    assert_eq!(site.build().page("/ru/tags/middle-east/").text("h1"), "Ближний Восток");
    let again = site.run(&["tags", "--write"]);
    assert!(read("content/tags/middle-east.ru.md").contains("name: Ближний Восток"), "{}", again.stdout);
}

#[test]
fn a_text_may_link_to_a_term_and_a_template_may_name_a_tag_as_it_is_written() {
    let site = english(&["Middle East"]);
    site.write(
        "content/news/b.en.md",
        article(
            "B",
            "2025-01-20",
            "",
            "[t](../tags/middle-east.en.md) [s](../sections/news.en.md) [a](../authors/ann.en.md)",
        ),
    );
    site.write("templates/page.html", "<a href=\"{{ url(tag=\"MIDDLE EAST\") }}\">x</a>");
    site.write("content/about.en.md", "---\ntitle: About\n---\nx\n");
    let out = site.build();
    let links = out.page("/en/news/b/").attributes(".text a", "href");
    assert_eq!(links[..3], ["/en/tags/middle-east/", "/en/news/", "/en/authors/ann/"]);
    assert_eq!(out.page("/en/about/").attribute("a", "href"), "/en/tags/middle-east/");
    site.write("content/news/b.en.md", article("B", "2025-01-20", "", "[t](../tags/midle-east.en.md)"));
    assert!(problems(&site).iter().any(|d| d["code"] == "D201" && all_of(d).contains("tags/middle-east")));
}

#[test]
fn a_term_file_that_is_a_draft_says_nothing_yet() {
    let site = in_two_languages(&["Middle East"]);
    site.write("content/tags/middle-east.ru.md", "---\nname: Черновик\ndraft: true\n---\nЕщё нет.\n");
    assert_eq!(places(&problems(&site)), ["warning D502 content/news/a0.en.md:5:8"]);
    let out = site.build();
    assert!(out.traces_of("Черновик").is_empty() && out.traces_of("Ещё нет").is_empty());
}

#[cfg(unix)]
#[test]
fn no_stub_is_written_outside_the_site_and_that_is_told_once() {
    let site = in_two_languages(&["Middle East, Far East"]);
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), site.root().join("content/tags")).unwrap();
    let run = site.run(&["tags", "--write"]);
    assert_eq!((run.code, run.stderr.matches("D601").count()), (3, 1), "{}", run.stderr);
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
fn an_author_with_an_invisible_character_is_told_with_it() {
    let site = english(&["iran"]);
    site.write(
        "content/news/b.en.md",
        article("B", "2025-01-20", "iran", "x").replace("author: ann", "author: \"ann\u{200b}\""),
    );
    let found = problems(&site);
    for code in ["D109", "D301"] {
        assert!(found.iter().any(|d| d["code"] == code && all_of(d).contains("U+200B")), "{code}: {found:#?}");
    }
}
