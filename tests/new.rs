//! `dateline new`: articles, translations, pages, authors, dossiers and terms are begun, and nothing is written over.

#![allow(clippy::unwrap_used)]

mod common;

use common::{NOW, Run, Site};
use std::fs;

const AUTHOR: (&str, &str) = ("content/authors/ann.en.md", "---\nname: Ann Lee\nrole: Reporter\n---\nAnn writes.\n");

const ORIGINAL: (&str, &str) = (
    "content/news/treaty/index.en.md",
    "---\ntitle: \"What the treaty: says\"\nsummary: \"It says less than it seems.\"\ndate: 2025-01-20\nauthor: ann\n\
     tags: [treaties]\nimage: { src: signing.svg, alt: \"A pen\", caption: \"The pen\", credit: \"Ann\" }\n\
     pullquote: \"Less than it seems.\"\n---\nThe first paragraph -- with a dash.\n\n## Why it matters\n\n\
     ![A map](map.svg \"The map\")\n\n> They said so.\n\n- One\n- Two\n\n```\ncode\n```\n\nThe last one.[^1]\n\n[^1]: A note.\n",
);

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" height=\"900\"/>";

fn site() -> Site {
    let site = Site::new(&[AUTHOR, ORIGINAL]);
    site.write("content/news/treaty/signing.svg", DRAWING);
    site.write("content/news/treaty/map.svg", DRAWING);
    for (lang, name) in [("en", "News"), ("fr", "Actualités"), ("ru", "Новости")] {
        site.write(&format!("content/sections/news.{lang}.md"), format!("---\nname: {name}\n---\n"));
        site.write(&format!("content/tags/treaties.{lang}.md"), format!("---\nname: {name} T\n---\n"));
    }
    site
}

fn new(site: &Site, arguments: &[&str]) -> Run {
    site.run(&[&["new", "--now", NOW], arguments].concat())
}

/// Makes a text, which must succeed; its path and what is in it.
fn made(site: &Site, arguments: &[&str]) -> (String, String) {
    let run = new(site, arguments);
    assert_eq!(run.code, 0, "{arguments:?} {}", run.stderr);
    let path = run.stdout.trim_end().to_owned();
    assert!(!path.contains('\n'), "the path alone: {}", run.stdout);
    let text = fs::read_to_string(site.root().join(&path)).unwrap();
    (path, text)
}

/// What is not written yet disturbs nobody who publishes, and nothing but words is missing in it.
fn disturbs_nobody(site: &Site) {
    let strict = site.run(&["check", "--strict", "--now", NOW]);
    assert_eq!(strict.code, 0, "{}{}", strict.stdout, strict.stderr);
    let drafts = site.run(&["check", "--drafts", "--now", NOW]);
    assert_eq!(drafts.code, 0, "{}{}", drafts.stdout, drafts.stderr);
}

#[test]
fn an_article_is_a_draft_of_now_by_the_only_author() {
    let site = site();
    let (path, text) = made(&site, &["news/lighthouse"]);
    assert_eq!(path, "content/news/lighthouse.en.md");
    for line in ["title: \"Lighthouse\"", "date: 2025-02-01T13:00", "author: ann", "draft: true"] {
        assert!(text.lines().any(|written| written == line), "{line}: {text}");
    }
    disturbs_nobody(&site);
    assert!(!site.build().has("en/news/lighthouse/index.html"));
    let proof = site.build_with(&["--drafts"]);
    assert_eq!(proof.page("/en/news/lighthouse/").text("h1"), "Lighthouse");
}

#[test]
fn a_name_is_in_any_script_and_becomes_the_headline() {
    let site = site();
    let (path, text) = made(&site, &["news/Маяк на «Севере»", "--lang", "ru"]);
    assert_eq!(path, "content/news/маяк-на-севере.ru.md");
    assert!(text.contains("title: \"Маяк на «Севере»\"\n"), "{text}");
    let (path, text) = made(&site, &["content/news/x.fr.md", "--title", "Dire \"non\" : oui", "--folder"]);
    assert_eq!(path, "content/news/x/index.fr.md");
    assert!(text.contains("title: \"Dire \\\"non\\\" : oui\"\n"), "{text}");
    disturbs_nobody(&site);
}

#[test]
fn a_translation_has_the_structure_of_its_original_and_gaps_for_its_words() {
    let site = site();
    let (path, text) = made(&site, &["news/treaty", "--lang", "fr"]);
    assert_eq!(path, "content/news/treaty/index.fr.md", "beside its original");
    for part in [
        "# TODO translate\n",
        "# What the treaty: says\ntitle:\n",
        "# It says less than it seems.\nsummary:\n",
        "pullquote:\n",
        "image:\n  # A pen\n  alt:\n  # The pen\n  caption:\n",
        "draft: true\n",
        "translated: \"",
        "<!-- The first paragraph - - with a dash. -->\n",
        "<!-- Why it matters -->\n##\n",
        "![](map.svg)\n",
        "- <!-- One -->\n- <!-- Two -->\n",
        "```\ncode\n```\n",
        "[^1]: <!-- A note. -->",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("date:") && !text.contains("tags:") && !text.contains("credit"), "it inherits: {text}");
    disturbs_nobody(&site);
}

#[test]
fn an_unfilled_translation_shows_nothing_of_its_original_and_is_missing() {
    let site = site();
    made(&site, &["news/treaty", "--lang", "fr"]);
    let page = site.build_with(&["--drafts"]).page("/fr/news/treaty/");
    assert!(!page.html().contains("first paragraph"), "{}", page.html());
    assert!(page.has(".text img") && !page.text("h1").is_empty());
    let report = site.run(&["translations", "--json", "--now", NOW, "--section", "news"]);
    let report: serde_json::Value = serde_json::from_str(&report.stdout).unwrap();
    let french = &report["stories"][0]["translations"][0];
    assert_eq!((french["state"].as_str(), french["language"].as_str()), (Some("missing"), Some("fr")));
}

#[test]
fn a_filled_translation_is_public_and_a_later_change_of_the_original_shows() {
    let site = site();
    let (path, text) = made(&site, &["news/treaty", "--lang", "fr"]);
    let mut filled = text.replace("# TODO translate\n", "").replace("draft: true\n", "");
    for key in ["title", "summary", "pullquote", "  alt", "  caption"] {
        filled = filled.replace(&format!("\n{key}:\n"), &format!("\n{key}: \"Les mots.\"\n"));
    }
    filled = filled.replace("\n##\n", "\n## Pourquoi\n").replace("![](map.svg)", "![Une carte](map.svg \"La carte\")");
    filled = filled.replace("-->\n\n", "-->\n\nUne phrase.[^1]\n\n");
    site.write(&path, &filled);
    let strict = site.run(&["check", "--strict", "--now", NOW]);
    assert_eq!(strict.code, 0, "{}{filled}", strict.stderr);
    let page = site.build().page("/fr/news/treaty/");
    assert_eq!(page.text("article h2"), "Pourquoi");
    assert!(!page.html().contains("<!--"), "no comment is published");
    site.write(ORIGINAL.0, ORIGINAL.1.replace("The last one.", "Another last one."));
    let run = site.run(&["check", "--now", NOW]);
    assert!(run.stderr.contains(&format!("{path}:")) && run.stderr.contains("D111"), "{}", run.stderr);
}

#[test]
fn a_story_gives_its_structure_to_another() {
    let site = site();
    let (path, text) = made(&site, &["news/next", "--from", "news/treaty"]);
    assert_eq!(path, "content/news/next.en.md");
    assert!(text.contains("## Why it matters\n") && text.contains("tags: [\"treaties\"]\n"), "{text}");
    assert!(!text.contains("first paragraph") && !text.contains("<!--"), "{text}");
    let run = new(&site, &["news/other", "--from", "news/treatys"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("did you mean `news/treaty`?"), "{}", run.stderr);
}

#[test]
fn authors_pages_dossiers_and_terms_are_begun_in_their_places() {
    let site = site();
    for (arguments, path, line) in [
        (&["authors/anna-lind"][..], "content/authors/anna-lind.en.md", "name: \"Anna Lind\""),
        (&["authors/ann", "--lang", "ru"], "content/authors/ann.ru.md", "name: \"Ann Lee\""),
        (&["dossiers/gulf"], "content/dossiers/gulf.en.md", "title: \"Gulf\""),
        (&["dossiers/gulf", "--lang", "fr"], "content/dossiers/gulf.fr.md", "title:"),
        (&["tags/C++"], "content/tags/c-plus-plus.en.md", "name: \"C++\""),
        (&["sections/opinion", "--lang", "fr"], "content/sections/opinion.fr.md", "name: \"Opinion\""),
        (&["pages/about"], "content/about.en.md", "title: \"About\""),
        (&["about", "--lang", "fr"], "content/about.fr.md", "# About"),
    ] {
        let (made, text) = made(&site, arguments);
        assert_eq!(made, path);
        assert!(text.lines().any(|written| written == line), "{line}: {text}");
    }
    disturbs_nobody(&site);
}

#[test]
fn what_is_there_already_is_told_and_stays() {
    let site = site();
    let run = new(&site, &["news/treaty"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("content/news/treaty/index.en.md: error[D611]"), "{}", run.stderr);
    assert!(run.stderr.contains("--lang fr (it is not there in fr, ru)"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(site.root().join(ORIGINAL.0)).unwrap(), ORIGINAL.1);
    assert_eq!(run.stdout, "");
    // Another spelling of a tag is the same tag.
    assert_eq!(new(&site, &["tags/Treaties"]).code, 2);
}

#[test]
fn a_slip_in_a_name_makes_no_file() {
    let site = site();
    for (arguments, says) in [
        (&["nesw/a"][..], "did you mean `news/…`?"),
        (&["author/bob"], "did you mean `authors/…`?"),
        (&["news/a", "--lang", "frr"], "did you mean `fr`?"),
        (&["news/a.fr", "--lang", "ru"], "say it once"),
        (&["news/a", "--author", "anm"], "did you mean `ann`?"),
        (&["../a"], "no name of a text"),
        (&["/etc/a"], "no name of a text"),
        (&["news/"], "is a folder and no text"),
        (&["fr/a"], "a folder of the program's own"),
        (&["media/a"], "a folder of the program's own"),
        (&["news/!!!"], "can stand in an address"),
    ] {
        let run = new(&site, arguments);
        assert_eq!(run.code, 2, "{arguments:?} {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains(says), "{arguments:?}: {}", run.stderr);
    }
    assert!(!site.root().join("content/nesw").exists() && !site.root().join("content/author").exists());
}

#[test]
fn archetypes_of_the_site_stand_over_those_of_the_program() {
    let site = site();
    site.write(
        "archetypes/news.md",
        "---\ntitle: {{ title | quoted }}\ndate: {{ date }}\ndateline: Paris\ndraft: true\n---\n## What we know\n\n{{ site }}, {{ section }}\n",
    );
    site.write("archetypes/news.fr.md", "---\ntitle: {{ title | quoted }}\ndraft: true\n---\n## Ce que l’on sait\n");
    site.write(
        "archetypes/translation.md",
        "---\n{{ words }}draft: true\n---\n{{ original.title }}: {{ original.path }}\n",
    );
    let (_, text) = made(&site, &["news/a"]);
    assert!(text.contains("dateline: Paris\n") && text.contains("The Gazette, news\n"), "{text}");
    assert!(made(&site, &["news/b", "--lang", "fr"]).1.contains("## Ce que l’on sait"));
    assert!(made(&site, &["analysis/c"]).1.contains("# pullquote:"), "another section");
    let (_, text) = made(&site, &["news/treaty", "--lang", "fr"]);
    assert!(text.contains("What the treaty: says: content/news/treaty/index.en.md\n"), "{text}");
}

#[test]
fn mistakes_in_an_archetype_are_told_at_their_place() {
    let site = site();
    for (archetype, says) in [
        ("---\ntitle: {{ titel | quoted }}\n---\n", "archetypes/news.md:2:"),
        ("---\ntitle: a\n{% if %}\n---\n", "archetypes/news.md:3:"),
        ("title: {{ title }}\n", "archetypes/news.md"),
        ("---\ntitle: [\n---\n", "archetypes/news.md"),
    ] {
        site.write("archetypes/news.md", archetype);
        let run = new(&site, &["news/a"]);
        assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains(says), "{says}: {}", run.stderr);
    }
    assert!(!site.root().join("content/news/a.en.md").exists());
}

#[test]
fn a_site_of_one_language_names_its_files_without_it() {
    let site = Site::new(&[("site.yaml", "title: A\nbase_url: https://a.example\nlanguages: [ru]\n")]);
    assert_eq!(made(&site, &["news/a"]).0, "content/news/a.md");
    site.write("content/news/b.ru.md", "---\ntitle: B\ndate: 2025-01-01\n---\n");
    assert_eq!(made(&site, &["news/c"]).0, "content/news/c.ru.md", "as the others have it");
}

#[test]
fn a_language_that_comes_to_the_site_gets_the_words_around_its_texts() {
    let site = site();
    site.write("locales/en/site.ftl", "site-description = About the world.\n");
    let run = new(&site, &["locales/he"]);
    assert_eq!(run.stdout, "locales/he/gazette.ftl\nlocales/he/site.ftl\n", "{}", run.stderr);
    assert!(run.stderr.contains("Add `he` to `languages`"), "{}", run.stderr);
    let own = fs::read_to_string(site.root().join("locales/he/site.ftl")).unwrap();
    assert!(own.contains("# TODO translate\nsite-description = About the world.\n"), "{own}");
    site.write("site.yaml", common::CONFIG.replace("ru]", "ru, he]"));
    site.write("locales/fr/site.ftl", "site-description = Le monde.\n");
    site.write("locales/ru/site.ftl", "site-description = О мире.\n");
    let strict = site.run(&["check", "--strict", "--now", NOW]);
    assert_eq!(strict.code, 0, "{}", strict.stderr);
    assert_eq!(new(&site, &["locales/he"]).code, 2, "there is nothing more to write");
    assert_eq!(new(&site, &["locales/klingon?"]).code, 2);
}

#[test]
fn a_mistake_in_another_file_keeps_nobody_from_writing() {
    let site = site();
    site.write("content/news/broken.en.md", "---\ntitle: [\n---\n");
    site.write("templates/base.html", "{% if %}");
    assert_eq!(made(&site, &["news/a"]).0, "content/news/a.en.md");
    site.remove("site.yaml");
    let run = new(&site, &["news/b"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("D001"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn the_editor_of_the_writer_opens_the_new_file() {
    let site = site();
    let seen = site.root().join("seen with a space");
    let editor = format!("sh -c 'printf %s \"$1\" > \"{}\"' editor", seen.display());
    let program = env!("CARGO_BIN_EXE_dateline");
    let edit = |name: &str, editor: &str| {
        let mut command = std::process::Command::new(program);
        command.args(["new", name, "--edit"]).current_dir(site.root()).env("VISUAL", editor);
        common::run(&mut command)
    };
    assert_eq!(edit("news/a", &editor).code, 0);
    assert_eq!(fs::read_to_string(&seen).unwrap(), "content/news/a.en.md");
    let run = edit("news/b", "no-such-editor");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("no-such-editor") && run.stderr.contains("the file is there"), "{}", run.stderr);
}

#[test]
fn of_two_runs_at_once_one_writes() {
    let site = site();
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| new(&site, &["news/race"]))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut codes: Vec<i32> = runs.iter().map(|run| run.code).collect();
    codes.sort();
    assert_eq!(codes, [0, 2, 2, 2]);
}
