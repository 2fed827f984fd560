//! `dateline rename`: everything that names a story goes on to find it, and so do readers.

#![allow(clippy::unwrap_used)]

mod common;

use common::{NOW, Run, Site, article, translation};
use std::collections::BTreeMap;
use std::fs;

const PNG: &[u8] = include_bytes!("../docs/article.png");
const DRAWING: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"><path d="M0 0h1600v900z"/></svg>"#;

/// A site in which a story is named in every way that there is.
fn site() -> Site {
    let config = format!(
        "{}\npages: [about]\npublisher:\n  name: The Gazette\n  policies: {{ ethics: about }}\nfollow:\n  - {{ title: Us, url: \"https://news.example/en/news/treaty/\" }}\nredirects: [html]\n",
        common::CONFIG.trim_end()
    );
    let links = "One [a](treaty.md), [b](treaty/index.md#why), [c](../news/treaty/index.fr.md), [d](/news/treaty.md \"T\"), \
        [e](<treaty/index.en.md>), [f][1], [g][two] and [h](/en/news/treaty/).\n\n\
        <a href=\"treaty.md\">i</a>, <a href='/en/news/treaty/#why'>j</a>, <a href=../treaty/>k</a>, https://news.example/en/news/treaty/ and \
        <https://news.example/en/news/treaty/>.\n\n![A map](treaty/map.svg)\n\n<img src=\"treaty/map.svg\" alt=\"A map\">\n\n\
        ![A map](/media/news/treaty/map.svg)\n\n[1]: treaty.md\n[two]: <../news/treaty.md> 'T'\n\n`[x](treaty.md)`\n";
    let mut other = article("Other", "2025-01-19", "iran", links);
    other = other.replacen("---\n", "---\nrelated: [news/treaty, { title: T, url: \"https://news.example/en/news/treaty/\" }]\nimage: { src: treaty/map.svg, alt: Map }\n", 1);
    let mut own = article(
        "The treaty",
        "2025-01-20",
        "iran, Middle East",
        "## Why {#why}\n\nSee [o](../other.md), [p](index.md), [about](../../about.md), [here](/en/news/other/), <a href=\"../other/\">there</a>.\n\n![A map](map.svg)\n\n[The file](map.svg)\n",
    );
    own = own.replacen("---\n", "---\nimage: { src: map.svg, alt: Map }\nrelated:\n  - news/other\n", 1);
    let site = Site::new(&[
        ("site.yaml", &config),
        (
            "locales/en/names.ftl",
            "section-news = News\nsection-world = World\ntag-iran = Iran\ntag-middle-east = Middle East\n",
        ),
        (
            "locales/fr/names.ftl",
            "section-news = Actualités\nsection-world = Monde\ntag-iran = Iran\ntag-middle-east = Moyen-Orient\n",
        ),
        (
            "locales/ru/names.ftl",
            "section-news = Новости\nsection-world = Мир\ntag-iran = Иран\ntag-middle-east = Ближний Восток\n",
        ),
        ("content/authors/ann.md", "---\nname: Ann Lee\n---\nShe wrote [it](../news/treaty.md).\n"),
        ("content/about.en.md", "---\ntitle: About\n---\nAs in [it](news/treaty/index.en.md).\n"),
        (
            "content/dossiers/gulf.en.md",
            "---\ntitle: Gulf\nsummary: Gulf.\narticles:\n  - 'news/treaty'\n  - news/other\n---\nOn [it](../news/treaty.md).\n",
        ),
        ("content/tags/iran.en.md", "---\nname: Iran\n---\nBegin with [it](../news/treaty/index.md).\n"),
        ("content/news/treaty/index.en.md", &own),
        ("content/news/treaty/index.fr.md", &translation("Le traité", "## Pourquoi {#why}\n\nVoir [o](../other.md).")),
        ("content/news/other.en.md", &other),
        (
            "content/news/traktat.ru.md",
            &translation("Договор", "## Почему {#why}\n\nСм. [о](other.md).").replacen(
                "---\n",
                "---\ntranslation: news/treaty\n",
                1,
            ),
        ),
        (
            "content/world/far.en.md",
            &article("Far", "2025-01-18", "iran", "See [a](../news/treaty.md) and ![A map](../news/treaty/map.svg)."),
        ),
        ("content/news/treaty/map.svg", DRAWING),
    ]);
    site.write("content/news/treaty/photo.png", PNG);
    site
}

fn rename(site: &Site, arguments: &[&str]) -> Run {
    site.run(&[&["rename", "--now", NOW], arguments].concat())
}

/// What `check` says, without the names of files.
fn problems(site: &Site) -> BTreeMap<String, usize> {
    let (_, problems) = site.check_json(&["--strict"]);
    let mut codes = BTreeMap::new();
    for problem in &problems {
        *codes.entry(format!("{} {}", problem["code"], problem["severity"])).or_default() += 1;
    }
    codes
}

fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(site.root()).into_iter().map(Result::unwrap) {
        let below = entry.path().strip_prefix(site.root()).unwrap().to_string_lossy().into_owned();
        if entry.file_type().is_file() && !below.starts_with("public") && !below.starts_with(".dateline") {
            files.insert(below, fs::read(entry.path()).unwrap());
        }
    }
    files
}

fn text(site: &Site, path: &str) -> String {
    fs::read_to_string(site.root().join(path)).unwrap()
}

#[test]
fn a_story_moves_with_all_that_names_it_and_nothing_is_wrong_afterwards() {
    let site = site();
    site.build();
    let before = problems(&site);
    let run = rename(&site, &["news/treaty", "world/pact"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(problems(&site), before, "{}", run.stdout);
    assert!(!site.root().join("content/news/treaty").exists());
    for path in ["index.en.md", "index.fr.md", "map.svg", "photo.png"] {
        assert!(site.root().join("content/world/pact").join(path).is_file(), "{path}");
    }
    assert!(site.root().join("content/world/traktat.ru.md").is_file(), "a translation stays beside its original");

    let other = text(&site, "content/news/other.en.md");
    for expected in [
        "related: [world/pact, { title: T, url: \"https://news.example/en/world/pact/\" }]",
        "image: { src: ../world/pact/map.svg, alt: Map }",
        "[a](../world/pact.md), [b](../world/pact/index.md#why), [c](../world/pact/index.fr.md), [d](/world/pact.md \"T\")",
        "[e](<../world/pact/index.en.md>), [f][1], [g][two] and [h](/en/world/pact/).",
        "<a href=\"../world/pact.md\">i</a>, <a href='/en/world/pact/#why'>j</a>, <a href=/en/world/pact/>k</a>, https://news.example/en/world/pact/ and",
        "<https://news.example/en/world/pact/>.",
        "![A map](../world/pact/map.svg)\n\n<img src=\"../world/pact/map.svg\" alt=\"A map\">\n\n![A map](/media/world/pact/map.svg)",
        "[1]: ../world/pact.md\n[two]: <../world/pact.md> 'T'",
        "`[x](treaty.md)`",
    ] {
        assert!(other.contains(expected), "{expected} in\n{other}");
    }
    let own = text(&site, "content/world/pact/index.en.md");
    for expected in [
        "[o](../../news/other.md), [p](index.md), [about](../../about.md), [here](/en/news/other/)",
        "<a href=\"/en/news/other/\">there</a>",
        "![A map](map.svg)",
        "aliases: [\"/en/news/treaty/\"]",
    ] {
        assert!(own.contains(expected), "{expected} in\n{own}");
    }
    assert!(text(&site, "content/world/pact/index.fr.md").contains("aliases: [\"/fr/news/treaty/\"]"));
    assert!(text(&site, "content/world/traktat.ru.md").contains("translation: world/pact"));
    assert!(
        text(&site, "content/dossiers/gulf.en.md")
            .contains("  - 'world/pact'\n  - news/other\n---\nOn [it](../world/pact.md)")
    );
    assert!(text(&site, "content/authors/ann.md").contains("[it](../world/pact.md)"));
    assert!(text(&site, "content/about.en.md").contains("[it](world/pact/index.en.md)"));
    assert!(text(&site, "content/world/far.en.md").contains("[a](pact.md) and ![A map](pact/map.svg)"));
    assert!(text(&site, "site.yaml").contains("url: \"https://news.example/en/world/pact/\""));

    // What readers have kept leads on, in each language; the record of the last site says so.
    let out = site.build();
    for (old, new) in [("/en/news/treaty/", "/en/world/pact/"), ("/fr/news/treaty/", "/fr/world/pact/")] {
        assert!(out.page(old).attribute("meta[http-equiv=refresh]", "content").ends_with(new), "{old}");
    }
    let record: serde_json::Value = serde_json::from_str(&out.text("addresses.json")).unwrap();
    assert_eq!(record["articles"]["world/pact"]["en"], "/en/world/pact/");
    assert_eq!(record["former"]["/ru/news/traktat/"]["id"], "world/pact");
}

#[test]
fn a_story_that_moves_back_is_where_it_was() {
    let site = site();
    let before = files(&site);
    assert_eq!(rename(&site, &["news/treaty", "news/pact"]).code, 0);
    assert_ne!(files(&site), before);
    let run = rename(&site, &["content/news/pact/index.fr.md", "news/treaty"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(text(&site, "content/news/treaty/index.en.md").contains("aliases: [\"/en/news/pact/\"]"));
    let clean = |files: BTreeMap<String, Vec<u8>>| -> BTreeMap<String, String> {
        let lines = |bytes: Vec<u8>| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let text: Vec<&str> = text.lines().filter(|line| !line.starts_with("aliases:")).collect();
            // A detour is written as the shortest way, and a relative address in raw HTML as one from the root.
            let shorter =
                text.join("\n").replace("../news/treaty", "treaty").replace("=../treaty/", "=/en/news/treaty/");
            shorter.replace("\"../other/\"", "\"/en/news/other/\"")
        };
        let texts = files.into_iter().filter(|(path, _)| path.ends_with(".md") || path.ends_with(".yaml"));
        texts.map(|(path, bytes)| (path, lines(bytes))).collect()
    };
    assert_eq!(files(&site).keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert_eq!(clean(files(&site)), clean(before));
}

#[test]
fn a_dry_run_shows_everything_and_changes_nothing() {
    let site = site();
    let before = files(&site);
    let run = rename(&site, &["news/treaty", "world/", "--dry-run"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for expected in
        ["world/treaty", "content/news/other.en.md:", "/en/news/treaty/ → /en/world/treaty/", "Nothing was changed"]
    {
        assert!(run.stdout.contains(expected), "{expected} in {}", run.stdout);
    }
    assert_eq!(files(&site), before);
    assert!(!site.root().join(".dateline").exists());
    let run = rename(&site, &["news/treaty", "world/", "--dry-run", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&report["new"], &report["done"]), (&"world/treaty".into(), &false.into()));
    assert!(
        report["references"].as_array().unwrap().iter().any(|r| r["path"] == "content/about.en.md" && r["line"] == 4)
    );
}

#[test]
fn what_was_never_public_leaves_no_alias_and_a_fixed_slug_needs_none() {
    let site = Site::new(&[
        ("content/authors/ann.md", "---\nname: Ann\n---\n"),
        ("content/news/draft.en.md", &article("D", "2025-01-20", "", "T.").replacen("---\n", "---\ndraft: true\n", 1)),
        ("content/news/later.en.md", &article("L", "2025-03-20", "", "T.")),
        ("content/news/fixed.en.md", &article("F", "2025-01-20", "", "T.").replacen("---\n", "---\nslug: fixed\n", 1)),
        (
            "content/news/known.en.md",
            &article("K", "2025-01-20", "", "T.").replacen("---\n", "---\naliases:\n  - /old/\n", 1),
        ),
    ]);
    for (old, new, why) in [("draft", "one", "is a draft"), ("later", "two", "is under embargo")] {
        let run = rename(&site, &[&format!("news/{old}"), &format!("news/{new}")]);
        assert!(run.stdout.contains(why), "{}{}", run.stdout, run.stderr);
        assert!(!text(&site, &format!("content/news/{new}.en.md")).contains("aliases"));
    }
    assert_eq!(rename(&site, &["news/fixed", "news/three"]).code, 0);
    assert!(!text(&site, "content/news/three.en.md").contains("aliases"));
    assert_eq!(rename(&site, &["news/known", "news/four"]).code, 0);
    assert!(text(&site, "content/news/four.en.md").contains("aliases:\n  - /old/\n  - \"/en/news/known/\"\n"));
}

#[test]
fn what_is_in_the_way_stops_it_and_nothing_is_changed() {
    let site = site();
    site.write("content/world/taken/index.ru.md", article("T", "2025-01-01", "", "T."));
    site.write(
        "content/world/alias.en.md",
        article("A", "2025-01-01", "", "T.").replacen("---\n", "---\naliases: [/en/world/owned/]\n", 1),
    );
    let before = files(&site);
    for (old, new, why) in [
        ("news/treaty", "world/taken", "is there already"),
        ("news/treaty", "world/far", "is there already"),
        ("news/treaty", "world/FAR", "is there already"),
        ("news/treaty", "world/owned", "D301"),
        ("news/treaty", "pact", "news/pact"),
        ("news/treaty", "news/treaty", "already"),
        ("news/treaty", "../pact", "cannot be the name"),
        ("news/treaty", "news/.pact", "cannot be the name"),
        ("news/treaty", "news/fr/pact", "is a language"),
        ("news/treaty", "news/pact.fr/x/index.md/..", "cannot"),
        ("news/treaty", "authors/pact", "an author"),
        ("news/traety", "news/pact", "did you mean `news/treaty`"),
    ] {
        let run = rename(&site, &[old, new]);
        assert!(run.code != 0 && run.stderr.contains(why), "{old} {new}: {} {}{}", run.code, run.stdout, run.stderr);
        assert_eq!(files(&site), before, "{old} {new}");
    }
}

#[test]
fn names_of_any_script_are_found_and_written() {
    let site = Site::new(&[
        ("content/authors/ann.md", "---\nname: Ann\n---\n"),
        ("content/новости/договор.ru.md", &article("Договор", "2025-01-20", "", "Текст.")),
        (
            "content/новости/другой.ru.md",
            &article(
                "Другой",
                "2025-01-19",
                "",
                "[а](договор.md), [б](%D0%B4%D0%BE%D0%B3%D0%BE%D0%B2%D0%BE%D1%80.md), [в](/ru/новости/договор/).",
            ),
        ),
        ("content/sections/новости.ru.md", "---\nname: Новости\n---\n"),
        ("content/sections/новости.en.md", "---\nname: News\n---\n"),
        ("content/sections/новости.fr.md", "---\nname: Actualités\n---\n"),
    ]);
    site.build();
    let run = rename(&site, &["новости/договор", "новости/большой союз"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let other = text(&site, "content/новости/другой.ru.md");
    assert!(other.contains("[а](большой%20союз.md)") && other.contains("[в](/ru/новости/большой-союз/)"), "{other}");
    assert!(!other.contains("%D0%B4%D0%BE"), "{other}");
    assert!(text(&site, "content/новости/большой союз.ru.md").contains("aliases: [\"/ru/новости/договор/\"]"));
    site.build_with(&["--strict"]);
}

#[test]
fn a_translation_does_not_become_out_of_date_by_an_address() {
    let site = site();
    assert_eq!(site.run(&["translations", "--record-all", "--now", NOW]).code, 0);
    site.write("content/news/other.fr.md", translation("Autre", "Voir [a](treaty.md)."));
    assert_eq!(site.run(&["translations", "--now", NOW, "--record", "content/news/other.fr.md"]).code, 0);
    let before = problems(&site);
    assert_eq!(rename(&site, &["news/treaty", "news/pact"]).code, 0);
    assert_eq!(problems(&site), before);
    let run = site.run(&["translations", "--now", NOW, "--fail-on", "outdated"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
}

#[test]
fn line_ends_quotes_and_comments_stay() {
    let site = Site::new(&[
        ("content/authors/ann.md", "---\nname: Ann\n---\n"),
        ("content/news/a.en.md", &article("A", "2025-01-20", "", "T.")),
        (
            "content/news/b.en.md",
            "---\r\ntitle: B # headline\r\ndate: 2025-01-20\r\nauthor: ann\r\nrelated:\r\n  - 'news/a' # first\r\n---\r\n[x](a.md)\r\n",
        ),
    ]);
    assert_eq!(rename(&site, &["news/a", "news/c"]).code, 0);
    assert_eq!(
        text(&site, "content/news/b.en.md"),
        "---\r\ntitle: B # headline\r\ndate: 2025-01-20\r\nauthor: ann\r\nrelated:\r\n  - 'news/c' # first\r\n---\r\n[x](c.md)\r\n"
    );
    assert_eq!(rename(&site, &["news/b", "news/d"]).code, 0);
    assert!(text(&site, "content/news/d.en.md").contains("title: B # headline\r\naliases: [\"/en/news/b/\"]\r\ndate:"));
}

#[test]
fn an_author_gets_another_id() {
    let site = site();
    let before = problems(&site);
    let run = rename(&site, &["authors/ann", "ann-lee"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(text(&site, "content/news/treaty/index.en.md").contains("author: ann-lee\n"));
    assert!(site.root().join("content/authors/ann-lee.md").is_file());
    assert!(run.stdout.contains("/en/authors/ann/ → /en/authors/ann-lee/"), "{}", run.stdout);
    assert_eq!(problems(&site), before);
}

#[test]
fn a_tag_and_a_section_keep_their_addresses() {
    let site = site();
    site.build();
    let before = problems(&site);
    let run = rename(&site, &["tags/middle-east", "tags/levant"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(text(&site, "content/news/treaty/index.en.md").contains("tags: [iran, levant]"));
    assert!(run.stdout.contains("call the message `tag-levant`"), "{}", run.stdout);
    let run = rename(&site, &["sections/world", "sections/planet"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(site.root().join("content/planet/far.en.md").is_file());
    for path in ["en", "fr", "ru"] {
        let messages = format!("locales/{path}/names.ftl");
        site.write(
            &messages,
            text(&site, &messages).replace("tag-middle-east", "tag-levant").replace("section-world", "section-planet"),
        );
    }
    assert_eq!(problems(&site), before);
    let out = site.build();
    assert!(out.has("en/world/far/index.html") && out.has("en/tags/middle-east/index.html"));
}

#[test]
fn a_rename_that_was_stopped_is_completed_by_the_next() {
    let site = site();
    let done = self::site();
    assert_eq!(rename(&done, &["news/treaty", "world/pact"]).code, 0);
    // A journal as a killed command leaves it, when the first file has been moved.
    let run = rename(&site, &["news/treaty", "world/pact", "--dry-run", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let moves: Vec<(String, String)> = report["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| (file["from"].as_str().unwrap().into(), file["to"].as_str().unwrap().into()))
        .collect();
    let before = files(&site);
    let was = |path: &str| moves.iter().find(|(_, to)| to == path).map_or(path.to_owned(), |(from, _)| from.clone());
    let texts: Vec<serde_json::Value> = report["written"].as_array().unwrap().iter().map(|path| {
        let path = path.as_str().unwrap();
        serde_json::json!({ "path": path, "was": String::from_utf8(before[&was(path)].clone()).unwrap(), "text": text(&done, path) })
    }).collect();
    let journal = serde_json::json!({ "what": "rename news/treaty world/pact", "renamed": [["news/treaty", "world/pact"]], "moves": moves, "texts": texts, "removals": [] });
    site.write(".dateline/changes.json", journal.to_string());
    fs::create_dir_all(site.root().join("content/world/pact")).unwrap();
    fs::rename(site.root().join(&moves[0].0), site.root().join(&moves[0].1)).unwrap();
    let run = rename(&site, &["news/treaty", "world/pact"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("has been completed"), "{}", run.stderr);
    assert_eq!(files(&site), files(&done));
}

#[test]
fn a_folder_that_cannot_be_made_leaves_everything_as_it_was() {
    // A file in the place of the folder: the translation beside it has been moved by then.
    let site = Site::new(&[
        ("content/authors/ann.md", "---\nname: Ann\n---\n"),
        ("content/news/treaty/index.en.md", &article("T", "2025-01-20", "", "T.")),
        ("content/news/traktat.ru.md", &translation("Т", "Т.").replacen("---\n", "---\ntranslation: news/treaty\n", 1)),
        ("content/world/pact", "no folder"),
    ]);
    let before = files(&site);
    let run = rename(&site, &["news/treaty", "world/pact"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("as they were"), "{}", run.stderr);
    assert_eq!(files(&site), before);
    assert!(!site.root().join(".dateline/changes.json").exists());
}

/// Two stories, one in the folder of the other.
fn nested() -> Site {
    Site::new(&[
        ("content/authors/ann.md", "---\nname: Ann\n---\n"),
        ("content/news/x/index.en.md", &article("Outer", "2025-01-20", "", "OUTER")),
        (
            "content/news/x/x/index.en.md",
            &article("Inner", "2025-01-20", "", "INNER").replacen("---\n", "---\nslug: inner\n", 1),
        ),
    ])
}

#[test]
fn a_story_in_a_storys_folder_is_not_written_over() {
    let site = nested();
    let before = files(&site);
    for arguments in [&["news/x", "news/x/x"][..], &["news/x", "news/x/x", "--dry-run"]] {
        let run = rename(&site, arguments);
        assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("D611") && run.stderr.contains("two steps"), "{}", run.stderr);
        assert_eq!(files(&site), before);
    }
    // The way out that the message names.
    for (old, new) in [("news/x", "news/y"), ("news/y", "news/x/x")] {
        let run = rename(&site, &[old, new]);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    }
    assert!(text(&site, "content/news/x/x/index.en.md").contains("OUTER"));
    assert!(text(&site, "content/news/x/x/x/index.en.md").contains("INNER"));
}

#[test]
fn only_the_very_rename_that_was_stopped_is_done_by_completing_it() {
    let journal = |renamed: &[(&str, &str)]| {
        let site = Site::new(&[
            ("content/authors/ann.md", "---\nname: Ann\n---\n"),
            ("content/news/a.en.md", &article("A", "2025-01-20", "", "T.")),
        ]);
        let moves = [("content/news/a.en.md", "content/news/b.en.md")];
        let journal = serde_json::json!({
            "what": "rename news/a news/b", "renamed": renamed, "moves": moves, "texts": [], "removals": [],
        });
        site.write(".dateline/changes.json", journal.to_string());
        site
    };
    for (old, new, code) in [
        ("news/a", "news/b", 0),
        ("content/news/a.en.md", "news/b", 0),
        ("news/ab", "news/bc", 2),
        ("a", "b", 2),
        ("news/a", "news/c", 2),
        ("news", "n", 2),
    ] {
        let site = journal(&[("news/a", "news/b"), ("content/news/a.en.md", "news/b")]);
        let run = rename(&site, &[old, new]);
        assert_eq!(run.code, code, "{old} {new}: {}", run.stderr);
        assert!(run.stderr.contains("has been completed"), "{}", run.stderr);
        assert!(site.root().join("content/news/b.en.md").is_file());
    }
}

#[test]
fn a_journal_of_another_site_installs_nothing() {
    let site = site();
    let journal = serde_json::json!({
        "what": "rename a b", "moves": [], "removals": [],
        "texts": [{ "path": ".git/hooks/post-checkout", "was": null, "text": "#!/bin/sh" }],
    });
    site.write(".dateline/changes.json", journal.to_string());
    let before = files(&site);
    let run = rename(&site, &["news/treaty", "news/pact"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("D012") && run.stderr.contains("delete `.dateline/changes.json`"), "{}", run.stderr);
    assert_eq!(files(&site), before);
    site.remove(".dateline/changes.json");
    assert_eq!(rename(&site, &["news/treaty", "news/pact"]).code, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_in_another_form_of_unicode_gets_no_twin() {
    let site = Site::new(&[
        ("content/authors/ann.md", "---\nname: Ann\n---\n"),
        ("content/actualite\u{301}s/p.fr.md", &article("P", "2025-01-20", "", "T.")),
    ]);
    let run = rename(&site, &["actualit\u{e9}s/p", "actualit\u{e9}s/r"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(site.root().join("content/actualite\u{301}s/r.fr.md").is_file());
    assert!(!site.root().join("content/actualit\u{e9}s").exists());
}

#[test]
fn of_two_at_once_the_second_stops() {
    let site = site();
    let before = files(&site);
    site.write(".dateline/changes.lock", "");
    let lock = fs::File::options().write(true).open(site.root().join(".dateline/changes.lock")).unwrap();
    lock.lock().unwrap();
    let run = rename(&site, &["news/treaty", "news/pact"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("D602") && files(&site) == before, "{}", run.stderr);
    drop(lock);
    assert_eq!(rename(&site, &["news/treaty", "news/pact"]).code, 0);
}

#[test]
fn a_dossier_keeps_its_address_and_a_text_that_cannot_be_read_is_told() {
    let site = site();
    site.write("content/news/latin.en.md", b"---\ntitle: caf\xe9\n---\n[x](treaty.md)\n");
    let run = rename(&site, &["dossiers/gulf", "hormuz"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let dossier = text(&site, "content/dossiers/hormuz.en.md");
    assert!(dossier.contains("title: Gulf\nslug: \"gulf\"\n"), "{dossier}");
    assert!(run.stdout.contains("content/news/latin.en.md") && run.stdout.contains("not looked at"), "{}", run.stdout);
    let run = rename(&site, &["tags/MIDDLE east", "levant"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(text(&site, "content/news/treaty/index.en.md").contains("tags: [iran, levant]"));
}

/// A site of a few stories in one language.
fn few(files: &[(&str, &str)]) -> Site {
    let site = Site::new(&[
        ("content/authors/ann.md", "---\nname: Ann\n---\n"),
        ("content/news/a.en.md", &article("A", "2025-01-20", "", "T.")),
        ("content/news/a/map.svg", DRAWING),
    ]);
    files.iter().for_each(|(path, text)| site.write(path, text));
    site
}

#[test]
fn an_address_among_the_marks_of_a_quotation_is_told_and_not_changed() {
    let body = "> See [x](\n> a.md) and [y](a.md).\n\n<p><img alt=\"Map\" src=\"a/map.svg\" srcset=\"a/map.svg?x=1&amp;y=2 1x\"></p>\n";
    let site = few(&[("content/news/b.en.md", &article("B", "2025-01-19", "", body))]);
    let run = site.run(&["unpublish", "news/a", "--now", NOW, "--dry-run"]);
    assert!(run.stdout.contains("content/news/b.en.md:9:1"), "what is told of a link: {}{}", run.stdout, run.stderr);
    let run = rename(&site, &["news/a", "world/z"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let new = text(&site, "content/news/b.en.md");
    assert!(new.contains("> See [x](\n> a.md) and [y](../world/z.md)."), "{new}");
    assert!(new.contains("src=\"../world/z/map.svg\" srcset=\"a/map.svg?x=1&amp;y=2 1x\""), "{new}");
    for told in ["`a.md` is written in a way", "write `../world/z.md`", "write `../world/z/map.svg?x=1&y=2`"] {
        assert!(run.stdout.contains(told), "{told} in {}", run.stdout);
    }
}

#[test]
fn a_name_is_found_in_each_form_that_it_is_written_in() {
    let site = few(&[
        ("content/news/caf_é.en.md", &article("C", "2025-01-20", "", "T.")),
        ("content/news/b.en.md", &article("B", "2025-01-19", "", "[u](caf_e\u{301}.md)")),
        ("content/news/d.en.md", &article("D", "2025-01-18", "", "[u](caf\\_é.md)")),
        ("content/news/e.en.md", &article("E", "2025-01-17", "", "[u](caf&#95;e\u{301}.md)")),
    ]);
    let run = rename(&site, &["news/caf_é", "news/thé"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for path in ["b", "d", "e"] {
        let new = text(&site, &format!("content/news/{path}.en.md"));
        assert!(new.contains("[u](thé.md)"), "{new}");
    }
}

#[test]
fn a_tag_that_articles_name_keeps_a_name() {
    let tagged = || few(&[("content/news/b.en.md", &article("B", "2025-01-19", "Middle East", "T."))]);
    for (new, file, name) in [
        ("tags/Near East", "near-east", "Near East"),
        ("levant", "levant", "Middle East"),
        ("tags/C++", "c-plus-plus", "C++"),
    ] {
        let site = tagged();
        let run = rename(&site, &["tags/middle-east", new]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(text(&site, "content/news/b.en.md").contains(&format!("tags: [{file}]")));
        let term = text(&site, &format!("content/tags/{file}.en.md"));
        assert_eq!(term, format!("---\nname: \"{name}\"\nslug: \"middle-east\"\n---\n"));
        assert!(
            run.stdout.contains(&format!("content/tags/{file}.en.md")) && run.stdout.contains(name),
            "{}",
            run.stdout
        );
        let out = site.build();
        assert!(out.text("en/tags/middle-east/index.html").contains(name), "{new}");
    }
    // A file that says less is told the rest; one that gives it the old name gets the new one.
    let site = tagged();
    site.write("content/tags/middle-east.en.md", "---\nsummary: About it.\n---\n");
    for (old, new) in [("middle-east", "Near East"), ("near-east", "Far East")] {
        assert_eq!(rename(&site, &[&format!("tags/{old}"), &format!("tags/{new}")]).code, 0);
        let term = text(&site, &format!("content/tags/{new}.en.md"));
        let expected = format!("summary: About it.\nname: \"{new}\"\nslug: \"middle-east\"\n");
        assert!(term.contains(&expected), "{term}");
    }
    // A name of its own stays.
    let site = tagged();
    site.write("content/tags/middle-east.en.md", "---\nname: The Region\nslug: region\n---\n");
    assert_eq!(rename(&site, &["tags/middle-east", "tags/Near East"]).code, 0);
    assert_eq!(text(&site, "content/tags/Near East.en.md"), "---\nname: The Region\nslug: region\n---\n");
}

#[test]
fn the_addresses_of_texts_in_the_place_of_translations_lead_on() {
    let site = few(&[
        ("site.yaml", &format!("{}missing_translations: page\n", common::CONFIG)),
        ("content/news/b.en.md", &article("B", "2025-01-19", "", "[x](/fr/news/a/)")),
        ("content/news/a.ru.md", &translation("А", "Т.").replacen("---\n", "---\ndraft: true\n", 1)),
    ]);
    let run = rename(&site, &["news/a", "news/c"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("/fr/news/a/ → /fr/news/c/   the old one leads on"), "{}", run.stdout);
    // To readers the draft was a missing translation, too.
    let aliases = "aliases: [\"/en/news/a/\", \"/fr/news/a/\", \"/ru/news/a/\"]\n";
    assert!(text(&site, "content/news/c.en.md").contains(aliases), "{}", text(&site, "content/news/c.en.md"));
    assert!(!text(&site, "content/news/c.ru.md").contains("aliases"));
    assert!(text(&site, "content/news/b.en.md").contains("[x](/fr/news/c/)"));
    let out = site.build();
    assert!(out.page("/fr/news/a/").attribute("meta[http-equiv=refresh]", "content").ends_with("/en/news/c/"));
    assert_eq!(rename(&site, &["news/c", "news/a"]).code, 0);
    let back = text(&site, "content/news/a.en.md");
    assert!(back.contains(&aliases.replace("/a/", "/c/")), "{back}");
    site.build();
}

#[test]
fn a_story_moves_back_where_aliases_have_another_name() {
    let config = format!("{}keys: {{ redirect_from: aliases }}\n", common::CONFIG);
    let old = "---\nredirect_from:\n  - /old/\n";
    let site = few(&[
        ("site.yaml", &config),
        ("content/news/a.en.md", &article("A", "2025-01-20", "", "T.").replacen("---\n", old, 1)),
        (
            "content/news/b.en.md",
            &article("B", "2025-01-20", "", "T.").replacen("---\n", "---\nredirect_from: [/en/news/d/]\n", 1),
        ),
    ]);
    assert_eq!(rename(&site, &["news/a", "news/c"]).code, 0);
    let run = rename(&site, &["news/c", "news/a"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(text(&site, "content/news/a.en.md").contains(&format!("{old}  - \"/en/news/c/\"\n")));
    // The last of a list makes room for another.
    assert_eq!(rename(&site, &["news/b", "news/d"]).code, 0);
    assert!(text(&site, "content/news/d.en.md").contains("redirect_from: [\"/en/news/b/\"]\n"));
}

#[test]
fn a_name_that_no_file_can_have_everywhere_is_refused() {
    let site = few(&[]);
    let before = files(&site);
    for new in ["news/ x", "news/a?b", "news/a:b", "news/a\"b", "news/con", "news/x.", "con/x", "news/a\\b"] {
        let run = rename(&site, &["news/a", new]);
        assert!(run.code == 2 && run.stderr.contains("cannot be the name"), "{new}: {} {}", run.code, run.stderr);
        assert_eq!(files(&site), before, "{new}");
    }
    let run = site.run(&["new", "news/con"]);
    assert!(run.code == 2 && run.stderr.contains("Windows"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_page_in_the_folder_of_a_section_does_not_take_the_section_along() {
    let site = few(&[("content/news/index.en.md", "---\ntitle: News\n---\nT.\n")]);
    let before = files(&site);
    let run = rename(&site, &["news", "/world"]);
    assert!(run.code == 2 && run.stderr.contains("sections/news"), "{} {}{}", run.code, run.stdout, run.stderr);
    assert_eq!(files(&site), before);
}

#[test]
fn the_sites_own_address_is_known_however_it_is_written() {
    let body = "[a](//news.example/en/news/a/#x), [b](HTTPS://www.News.example/en/news/a/), [c](http://news.example/en/news/a/), \
        [d](https://other.example/en/news/a/)";
    let site = few(&[("content/news/b.en.md", &article("B", "2025-01-19", "", body))]);
    assert_eq!(rename(&site, &["news/a", "news/c"]).code, 0);
    let new = text(&site, "content/news/b.en.md");
    for expected in [
        "[a](//news.example/en/news/c/#x)",
        "[b](HTTPS://www.News.example/en/news/c/)",
        "[c](http://news.example/en/news/c/)",
        "[d](https://other.example/en/news/a/)",
    ] {
        assert!(new.contains(expected), "{expected} in {new}");
    }
}

#[test]
fn a_new_error_is_seen_where_another_of_its_kind_goes() {
    let alias =
        |alias: &str| article("B", "2025-01-19", "", "T.").replacen("---\n", &format!("---\naliases: [{alias}]\n"), 1);
    let site =
        few(&[("content/news/one.en.md", &alias("/en/news/a/")), ("content/news/two.en.md", &alias("/en/news/c/"))]);
    site.write("content/news/a.en.md", article("A", "2025-01-20", "", "T.").replacen("---\n", "---\ndraft: true\n", 1));
    let before = files(&site);
    let run = rename(&site, &["news/a", "news/c"]);
    assert!(run.code == 1 && run.stderr.contains("D301"), "{} {}{}", run.code, run.stdout, run.stderr);
    assert_eq!(files(&site), before);
    // What is wrong already stops nothing.
    let run = rename(&site, &["news/one", "news/three"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}
