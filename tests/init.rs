//! `dateline init`: a new site, of any kind, is published as it is.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Published, Run, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder in which sites are made.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(tempfile::tempdir().unwrap())
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    /// Runs the program with nobody to ask.
    fn run(&self, folder: &str, arguments: &[&str]) -> Run {
        let program = env!("CARGO_BIN_EXE_dateline");
        run(Command::new(program).args(arguments).current_dir(self.path(folder)).stdin(Stdio::null()).env("TZ", "UTC"))
    }

    /// Makes a site, and publishes it without a warning.
    fn site(&self, options: &[&str]) -> Published {
        let made = self.run(".", &[&["init", "gazette"], options].concat());
        assert_eq!(made.code, 0, "{}{}", made.stdout, made.stderr);
        for command in ["build", "check"] {
            let done = self.run("gazette", &[command, "--strict", "--json"]);
            let report: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
            assert_eq!((done.code, &report["diagnostics"]), (0, &serde_json::json!([])), "{options:?} {report:#}");
        }
        let site = common::Site::new(&[]);
        // The published folder outlives the desk.
        for (path, bytes) in read(&self.path("gazette/public")) {
            site.write(&format!("public/{path}"), bytes);
        }
        site.out()
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }
}

fn read(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
    files
        .map(|e| {
            let below = e.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (below, fs::read(e.path()).unwrap())
        })
        .collect()
}

/// Every link of the pages leads to a page, and no id stands twice.
fn is_sound(site: &Published, base: &str) {
    let mut links = 0;
    for (path, bytes) in site.files().iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = common::Page::parse(std::str::from_utf8(bytes).unwrap());
        assert!(!page.attribute("html", "lang").is_empty() && page.has("title"), "{path}");
        for address in page.attributes("a[href], link[rel=stylesheet]", "href") {
            let Some(below) = address.strip_prefix(base).filter(|below| below.starts_with('/')) else { continue };
            let below = below.split(['#', '?']).next().unwrap();
            let below = percent_encoding::percent_decode_str(below).decode_utf8().unwrap().into_owned();
            let file = if below.ends_with('/') { format!("{below}index.html") } else { below };
            let is_there = site.has(file.trim_start_matches('/'));
            assert!(is_there || site.has(&format!("{}.html", file.trim_start_matches('/'))), "{path}: {address}");
            links += 1;
        }
        let mut ids = page.attributes("[id]", "id");
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all, "{path}");
    }
    assert!(links > 20, "{links}");
}

/// The page of the first article in a language, wherever its address is.
fn first_article(site: &Published, lang: &str) -> common::Page {
    let files = site.files();
    let is_first = |path: &&String| path.contains("our-first-story");
    let pages = files.iter().filter(|(path, _)| is_first(path) && path.ends_with(".html"));
    let mut pages = pages.map(|(_, bytes)| common::Page::parse(std::str::from_utf8(bytes).unwrap()));
    pages.find(|page| page.attribute("html", "lang") == lang).unwrap()
}

#[test]
fn a_site_in_one_language_names_no_language_in_its_files() {
    let desk = Desk::new();
    let site = desk.site(&["--title", "Le Phare", "--languages", "fr"]);
    is_sound(&site, "");
    assert_eq!(site.page("/news/our-first-story/").text("h1"), "Notre premier article");
    assert!(desk.path("gazette/content/news/our-first-story.md").is_file());
    assert!(!desk.path("gazette/locales").exists(), "the theme speaks the language");
}

#[test]
fn a_site_in_three_languages_has_its_first_story_in_each_in_its_own_words() {
    let desk = Desk::new();
    let site = desk.site(&["--languages", "ru, en, fr", "--base-url", "gazette.example"]);
    is_sound(&site, "");
    for (lang, title, section) in [
        ("ru", "Наша первая статья", "Новости"),
        ("en", "Our First Story", "News"),
        ("fr", "Notre premier article", "Actualités"),
    ] {
        let page = first_article(&site, lang);
        assert_eq!(page.text("h1").to_lowercase(), title.to_lowercase());
        assert!(page.html().contains(section), "{lang}");
        assert_eq!(page.alternates().len(), 4, "three languages and x-default");
    }
    assert!(site.text("robots.txt").contains("https://gazette.example/"));
}

#[test]
fn a_language_that_the_theme_speaks_begins_in_its_own_words_whatever_its_tag_says_of_script_and_region() {
    let desk = Desk::new();
    let site = desk.site(&["--languages", "de-AT,tr,pt-BR,zh-CN,sr-Cyrl,sr-ME,ar-EG"]);
    is_sound(&site, "");
    for (lang, title) in [
        ("de-AT", "Unser erster Artikel"),
        ("tr", "İlk yazımız"),
        ("pt-BR", "Nosso primeiro texto"),
        ("zh-CN", "我们的第一篇文章"),
        ("sr-Cyrl", "Наш први чланак"),
        ("sr-ME", "Naš prvi članak"),
        ("ar-EG", "مقالنا الأول"),
    ] {
        assert_eq!(first_article(&site, lang).text("h1"), title, "{lang}");
    }
    assert!(!desk.path("gazette/locales").exists(), "the theme speaks them all");
    for (path, bytes) in read(&desk.path("gazette/content")) {
        assert!(!String::from_utf8(bytes).unwrap().contains("TODO"), "{path}");
    }
}

#[test]
fn languages_from_right_to_left_that_the_theme_does_not_speak_are_published_and_marked() {
    let desk = Desk::new();
    let site = desk.site(&["--languages", "ur,he,fa-AF"]);
    is_sound(&site, "");
    let page = first_article(&site, "ur");
    assert_eq!(page.attribute("html", "dir"), "rtl");
    let messages = desk.text("gazette/locales/he/gazette.ftl");
    assert!(messages.contains("# TODO translate\nmore-on-this-topic = More on this topic\n"), "{messages}");
    assert!(messages.contains("[two] { $count } articles"), "the plural forms of Hebrew: {messages}");
    let report = desk.run("gazette", &["translations", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&report.stdout).unwrap();
    for language in report["languages"].as_array().unwrap() {
        let marked = language["marked"].as_array().unwrap();
        assert!(marked.len() > 60, "{language:#}");
        assert!(marked.iter().all(|message| message["line"].as_u64().unwrap() > 1));
    }
    for story in report["stories"].as_array().unwrap() {
        let translations = story["translations"].as_array().unwrap();
        let missing =
            |language: &str| translations.iter().any(|t| t["language"] == language && t["state"] == "missing");
        assert!(missing("ur") && missing("he"), "English words are none, not even in the original: {story:#}");
    }
}

#[test]
fn what_is_marked_counts_as_missing_until_the_mark_is_gone() {
    let desk = Desk::new();
    desk.site(&["--languages", "en,zh-Hant"]);
    let fails = || desk.run("gazette", &["translations", "--fail-on", "missing", "--lang", "zh-Hant"]);
    let run = fails();
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert!(
        run.stdout.contains("locales/zh-Hant/gazette.ftl:") && run.stdout.contains("more; --json"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 90), "{}", run.stdout);
    let files = read(&desk.path("gazette"));
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".ftl") || path.ends_with("zh-Hant.md")) {
        let text = String::from_utf8(bytes.clone()).unwrap().replace("# TODO translate\n", "");
        fs::write(desk.path("gazette").join(path), text).unwrap();
    }
    let run = fails();
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_site_may_lie_below_a_path() {
    let desk = Desk::new();
    let site = desk.site(&["--base-url", "https://example.org/news", "--languages", "en,fr"]);
    is_sound(&site, "/news");
    let page = first_article(&site, "en");
    assert!(page.attribute("link[rel=canonical]", "href").starts_with("https://example.org/news/"));
}

#[test]
fn a_language_at_the_root_and_addresses_of_every_form() {
    for (kind, address) in [
        ("html", "/news/our-first-story.html"),
        ("plain", "/news/our-first-story"),
        ("folders", "/news/our-first-story/"),
    ] {
        let desk = Desk::new();
        let options =
            ["--languages", "en,fr,zh-Hans", "--prefix", "en=", "--prefix", "zh-hans=cn", "--addresses", kind];
        let site = desk.site(&options);
        is_sound(&site, "");
        let canonical = |lang: &str| first_article(&site, lang).attribute("link[rel=canonical]", "href");
        assert_eq!(canonical("en"), format!("https://example.org{address}"));
        assert_eq!(canonical("fr"), format!("https://example.org/fr{address}"));
        assert_eq!(canonical("zh-Hans"), format!("https://example.org/cn{address}"));
    }
    let desk = Desk::new();
    let run = desk.run(".", &["init", "x", "--languages", "en,fr", "--prefix", "en=media", "--prefix", "fr=a b"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stderr.contains("media") && run.stderr.contains("a b"), "{}", run.stderr);
}

#[test]
fn languages_with_scripts_and_regions_and_one_that_nobody_knows() {
    let desk = Desk::new();
    let site = desk.site(&["--languages", "pt_BR,zh-Hant,sr-Latn,no,en-GB,qaa,cy,pl,ja", "--ci", "gitlab"]);
    is_sound(&site, "");
    assert_eq!(first_article(&site, "zh-Hant").attribute("html", "dir"), "ltr");
    assert!(!desk.path("gazette/locales/en-GB").exists(), "a variety has the words of its language");
    assert!(desk.path("gazette/.gitlab-ci.yml").is_file() && !desk.path("gazette/.github").exists());
}

#[test]
fn options_of_the_theme_and_the_clock_are_said_on_the_command_line() {
    let desk = Desk::new();
    let options = ["--option", "reading_time=yes", "--option", "share=[]", "--option", "theme_color=#123456"];
    let site = desk.site(&[&options[..], &["--time-zone", "Pacific/Kiritimati"]].concat());
    let page = first_article(&site, "en");
    assert!(page.text(".byline").contains("min read"), "{}", page.text(".byline"));
    assert!(page.html().contains("#123456"));
    assert!(desk.text("gazette/site.yaml").contains("time_zone: Pacific/Kiritimati\n"));
}

#[test]
fn in_a_pipe_nobody_is_asked_and_the_next_commands_are_said() {
    let desk = Desk::new();
    fs::create_dir(desk.path("a new gazette")).unwrap();
    let run = desk.run(".", &["init", "a new gazette"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("cd 'a new gazette'\n") && run.stdout.contains("dateline serve --watch --open"));
    assert!(desk.text("a new gazette/site.yaml").contains("title: \"A new gazette\"\n"));
    assert_eq!(desk.run("a new gazette", &["build", "--strict"]).code, 0);
}

#[test]
fn a_fresh_clone_takes_a_site_and_files_in_the_way_are_all_told() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("clone/.git")).unwrap();
    fs::write(desk.path("clone/.git/config"), "[remote \"origin\"]\n\turl = git@gitlab.com:a/b.git\n").unwrap();
    fs::write(desk.path("clone/README.md"), "# A").unwrap();
    fs::write(desk.path("clone/.gitignore"), "*.swp\npublic").unwrap();
    assert_eq!(desk.run("clone", &["init"]).code, 0);
    assert!(desk.path("clone/.gitlab-ci.yml").is_file(), "its repository is at GitLab");
    assert_eq!(desk.text("clone/.gitignore"), "*.swp\npublic\n/proof/\n/.dateline/\n.*.dateline-*\n");
    let before = read(&desk.path("clone"));
    let again = desk.run("clone", &["init", "--title", "Another"]);
    assert_eq!(again.code, 2);
    for path in ["site.yaml", ".editorconfig", "content/about.md"] {
        assert!(again.stderr.contains("error[D611]") && again.stderr.contains(path), "{path}: {}", again.stderr);
    }
    assert_eq!(read(&desk.path("clone")), before);
}

#[test]
fn languages_without_plural_forms_and_in_other_scripts_begin_without_a_warning() {
    for languages in ["ja", "zh-Hans,zh-Hant,en", "sr-Latn,sr,en", "sw,no,en"] {
        let out = Desk::new().site(&["--languages", languages]);
        assert!(out.files().keys().any(|path| path.ends_with("index.html")), "{languages}");
    }
}

#[test]
fn a_name_that_is_taken_by_a_file_leaves_no_half_site() {
    let desk = Desk::new();
    fs::create_dir(desk.path("a")).unwrap();
    fs::write(desk.path("a/content"), "mine").unwrap();
    fs::write(desk.path("b"), "mine").unwrap();
    for folder in ["a", "b"] {
        let run = desk.run(".", &["init", folder]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains("D611"), "{}", run.stderr);
    }
    assert_eq!(fs::read_dir(desk.path("a")).unwrap().count(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_written_nothing_is_left() {
    let desk = Desk::new();
    // A folder in which not even an administrator can write.
    let run = desk.run(".", &["init", "/proc/gazette"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("D601") && run.stderr.contains("nothing was written"), "{}", run.stderr);
    // A link leads out of the folder: what was written before it is taken back.
    fs::create_dir_all(desk.path("site")).unwrap();
    fs::create_dir_all(desk.path("outside")).unwrap();
    std::os::unix::fs::symlink(desk.path("outside"), desk.path("site/.vscode")).unwrap();
    let run = desk.run(".", &["init", "site"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert_eq!(fs::read_dir(desk.path("site")).unwrap().count(), 1);
    assert_eq!(fs::read_dir(desk.path("outside")).unwrap().count(), 0);
}

#[test]
fn what_is_said_wrongly_is_told_at_once_and_nothing_is_written() {
    let desk = Desk::new();
    let run = desk.run(
        ".",
        &["init", "x", "--languages", "en,klingon language", "--base-url", "my site", "--option", "readingtime=yes"],
    );
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`language` is no language tag") || run.stderr.contains("`klingon`"), "{}", run.stderr);
    assert!(run.stderr.contains("my site") && run.stderr.contains("did you mean `reading_time`"), "{}", run.stderr);
    assert!(!desk.path("x").exists());
}

#[test]
fn the_recipes_are_yaml_and_build_strictly() {
    let desk = Desk::new();
    desk.site(&["--base-url", "https://example.org/news"]);
    let recipe = desk.text("gazette/.github/workflows/publish.yml");
    let read: serde_yaml::Value = serde_yaml::from_str(&recipe).unwrap();
    assert!(read["jobs"]["publish"]["steps"].as_sequence().unwrap().len() > 5);
    for word in
        ["dateline build --strict", "dateline schedule --next", ".dateline/cache", "example.org/news/addresses.json"]
    {
        assert!(recipe.contains(word), "{word}");
    }
    let settings: serde_json::Value = serde_json::from_str(&desk.text("gazette/.vscode/settings.json")).unwrap();
    let schemas = settings["yaml.schemas"].as_object().unwrap();
    assert_eq!(schemas["./schemas/site.json"], "site.yaml");
    for path in schemas.keys() {
        let schema: serde_json::Value = serde_json::from_str(&desk.text(&format!("gazette/{path}"))).unwrap();
        assert!(schema["title"].is_string(), "{path}");
    }
    for ignored in ["/public/", "/proof/", "/.dateline/"] {
        assert!(desk.text("gazette/.gitignore").contains(ignored));
    }
}
