//! `dateline unpublish` and `dateline gone`: what readers are not to see any more, and what is left for the editor.

#![allow(clippy::unwrap_used)]

mod common;

use common::{NOW, Run, Site, article, translation};
use std::fs;

const CONFIG: &str = "# The site\ntitle: T\nbase_url: https://news.example\nlanguages: [en, fr, ru]\nredirects: [html, netlify, nginx]\n";

fn site() -> Site {
    Site::new(&[
        ("site.yaml", CONFIG),
        ("locales/en/n.ftl", "section-news = News\n"),
        ("locales/fr/n.ftl", "section-news = Actualités\n"),
        ("locales/ru/n.ftl", "section-news = Новости\n"),
        ("content/authors/ann.md", "---\nname: Ann\n---\n"),
        (
            "content/news/treaty/index.en.md",
            &article("The treaty", "2025-01-20", "", "Words of it.").replacen("---\n", "---\naliases: [/old/]\n", 1),
        ),
        ("content/news/treaty/index.fr.md", &translation("Le traité", "Mots.")),
        ("content/news/treaty/notes.txt", "Notes"),
        (
            "content/news/other.en.md",
            &article("Other", "2025-01-19", "", "See [it](treaty.md).").replacen(
                "---\n",
                "---\nrelated: [news/treaty]\n",
                1,
            ),
        ),
        (
            "content/news/draft.en.md",
            &article("D", "2025-01-18", "", "T.").replacen("---\n", "---\ndraft: false # for now\n", 1),
        ),
    ])
}

fn run(site: &Site, arguments: &[&str]) -> Run {
    let (command, rest) = arguments.split_first().unwrap();
    site.run(&[&[*command, "--now", NOW], rest].concat())
}

fn text(site: &Site, path: &str) -> String {
    fs::read_to_string(site.root().join(path)).unwrap()
}

fn codes(site: &Site, more: &[&str]) -> Vec<String> {
    let (_, problems) = site.check_json(more);
    let mut codes: Vec<String> = problems.iter().map(|problem| problem["code"].as_str().unwrap().to_owned()).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[test]
fn an_unpublished_story_is_a_draft_in_all_languages_and_keeps_its_words() {
    let site = site();
    site.build();
    let run = run(&site, &["unpublish", "news/treaty"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for expected in [
        "/en/news/treaty/",
        "/fr/news/treaty/",
        "content/news/other.en.md:2:11",
        "content/news/other.en.md:9:10",
        "--allow-withdrawn",
    ] {
        assert!(run.stdout.contains(expected), "{expected} in {}", run.stdout);
    }
    let original = text(&site, "content/news/treaty/index.en.md");
    assert!(
        original.contains("title: \"The treaty\"\ndraft: true # unpublished\n") && original.contains("Words of it."),
        "{original}"
    );
    assert_eq!(codes(&site, &["--allow-withdrawn"]), ["D203"], "the link of the other text is told");
    site.write("content/news/other.en.md", article("Other", "2025-01-19", "", "Nothing."));
    assert_eq!(codes(&site, &["--allow-withdrawn", "--strict"]), Vec::<String>::new());
    let run = self::run(&site, &["unpublish", "news/treaty", "--undo"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(text(&site, "content/news/treaty/index.fr.md").contains("draft: false\n"));
    assert!(site.build().has("fr/news/treaty/index.html"));
}

#[test]
fn one_language_is_unpublished_and_the_others_stay() {
    let site = site();
    let run = run(&site, &["unpublish", "news/treaty", "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("content/news/treaty/index.fr.md gets `draft: false`"), "{}", run.stdout);
    let out = site.build();
    assert!(out.has("fr/news/treaty/index.html") && !out.has("en/news/treaty/index.html"));
    let run = self::run(&site, &["unpublish", "content/news/treaty/index.fr.md"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(text(&site, "content/news/treaty/index.fr.md").contains("draft: true # unpublished\n"));
}

#[test]
fn a_line_that_says_draft_is_changed_and_nothing_else() {
    let site = site();
    let before = text(&site, "content/news/draft.en.md");
    assert_eq!(run(&site, &["unpublish", "news/draft"]).code, 0);
    assert_eq!(
        text(&site, "content/news/draft.en.md"),
        before.replace("draft: false # for now", "draft: true # unpublished # for now")
    );
    let again = run(&site, &["unpublish", "news/draft"]);
    assert!(again.code == 0 && again.stdout.contains("nothing to change"), "{}", again.stdout);
}

#[test]
fn what_is_gone_is_answered_by_410_and_its_files_are_kept() {
    let site = site();
    site.build();
    let run = run(&site, &["gone", "news/treaty"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        text(&site, "site.yaml"),
        format!("{CONFIG}gone: [\"/en/news/treaty/\", \"/fr/news/treaty/\", \"/old/\"]\n")
    );
    assert!(!site.root().join("content/news/treaty").exists());
    for path in ["index.en.md", "index.fr.md", "notes.txt"] {
        assert!(site.root().join("withdrawn/news/treaty").join(path).is_file(), "{path}");
    }
    assert!(run.stdout.contains("content/news/other.en.md:2:11   news/treaty"), "{}", run.stdout);
    assert_eq!(codes(&site, &[]), ["D110", "D201"], "the other text still names it");
    site.write("content/news/other.en.md", article("Other", "2025-01-19", "", "Nothing."));
    let out = site.build_with(&["--strict"]);
    for address in ["/en/news/treaty/", "/fr/news/treaty/", "/old/"] {
        assert!(out.text("_redirects").contains(&format!("{address} /404.html 410")), "{}", out.text("_redirects"));
    }
    assert!(out.text("redirects.nginx.conf").contains("/en/news/treaty/"));
    // A second build, of which the first is the record, has nothing to say either.
    assert_eq!(codes(&site, &["--strict"]), Vec::<String>::new());
}

#[test]
fn one_language_is_gone_and_the_original_cannot_go_alone() {
    let site = site();
    site.build();
    let run = run(&site, &["gone", "/fr/news/treaty/"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(site.root().join("withdrawn/news/treaty/index.fr.md").is_file());
    assert!(site.root().join("content/news/treaty/notes.txt").is_file());
    let out = site.build_with(&["--strict"]);
    assert!(out.text("_redirects").contains("/fr/news/treaty/ /404.html 410") && out.has("en/news/treaty/index.html"));
    let site = self::site();
    let run = self::run(&site, &["gone", "news/treaty", "--lang", "en"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stderr.contains("content/news/treaty/index.fr.md"), "{}", run.stderr);
    assert_eq!(text(&site, "site.yaml"), CONFIG);
}

#[test]
fn files_are_deleted_only_by_somebody_who_says_so() {
    let site = site();
    let asked = run(&site, &["gone", "news/treaty", "--delete"]);
    assert_eq!(asked.code, 2, "{}", asked.stdout);
    assert!(
        asked.stderr.contains("--yes") && asked.stderr.contains("content/news/treaty/index.en.md"),
        "{}",
        asked.stderr
    );
    assert!(site.root().join("content/news/treaty/index.en.md").is_file() && text(&site, "site.yaml") == CONFIG);
    let run = run(&site, &["gone", "news/treaty", "--delete", "--yes"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!site.root().join("content/news/treaty").exists() && !site.root().join("withdrawn").exists());
    assert!(!site.root().join(".dateline/removed").exists());
}

#[test]
fn an_address_of_something_deleted_before_can_be_gone_and_one_in_use_cannot() {
    let site = site();
    site.write("site.yaml", format!("{CONFIG}gone: # why\n  - /en/older/ # 2019\n\n# end\n"));
    let run = run(&site, &["gone", "https://news.example/en/lost/", "/%D1%81%D1%82/"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        text(&site, "site.yaml"),
        format!("{CONFIG}gone: # why\n  - /en/older/ # 2019\n  - \"/en/lost/\"\n  - \"/ст/\"\n\n# end\n")
    );
    for (address, why) in [
        ("/old/", "alias"),
        ("/en/news/", "page of a list"),
        ("a b", "there is no text"),
        ("news/draught", "news/draft"),
    ] {
        let before = text(&site, "site.yaml");
        let run = self::run(&site, &["gone", address]);
        assert_eq!(run.code, 2, "{address}: {}", run.stdout);
        assert!(run.stderr.contains(why), "{address}: {}", run.stderr);
        assert_eq!(text(&site, "site.yaml"), before);
    }
    // As browsers show it, with a blank and with the host alone.
    let run = self::run(&site, &["gone", "/a b", "news.example/en/host/"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let config = text(&site, "site.yaml");
    assert!(config.contains("  - \"/a b/\"\n") && config.contains("  - \"/en/host/\"\n"), "{config}");
    assert!(site.build().text("_redirects").contains("/a%20b/ /404.html 410"));
}

#[test]
fn what_is_gone_a_second_time_says_what_is_in_the_way() {
    let site = site();
    assert_eq!(run(&site, &["gone", "news/treaty"]).code, 0);
    site.write("site.yaml", CONFIG);
    site.write("content/news/treaty/index.en.md", article("The treaty", "2025-01-20", "", "Again."));
    for more in [&[][..], &["--dry-run"]] {
        let run = run(&site, &[&["gone", "news/treaty"], more].concat());
        assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
        for expected in ["D611", "withdrawn/news/treaty/index.en.md", "--delete"] {
            assert!(run.stderr.contains(expected), "{expected}: {}", run.stderr);
        }
    }
    assert!(text(&site, "withdrawn/news/treaty/index.en.md").contains("Words of it."));
    let run = run(&site, &["gone", "news/treaty", "--delete", "--yes"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!site.root().join("content/news/treaty").exists());
}

#[test]
fn what_was_a_draft_before_is_none_of_what_comes_back() {
    let site = site();
    site.write(
        "content/news/half.en.md",
        article("H", "2025-01-20", "", "T.").replacen("---\n", "---\ndraft: true\n", 1),
    );
    assert_eq!(run(&site, &["unpublish", "news/half"]).code, 0);
    let run = run(&site, &["unpublish", "news/half", "--undo"]);
    assert!(run.code == 0 && run.stdout.contains("was a draft before"), "{}{}", run.stdout, run.stderr);
    assert!(!site.build().has("en/news/half/index.html"));
}

#[test]
fn a_text_that_is_renamed_while_it_is_unpublished_keeps_its_old_address() {
    let site = site();
    site.build();
    assert_eq!(run(&site, &["unpublish", "news/treaty"]).code, 0);
    assert_eq!(run(&site, &["rename", "news/treaty", "news/pact"]).code, 0);
    assert_eq!(run(&site, &["unpublish", "news/pact", "--undo"]).code, 0);
    let out = site.build();
    assert!(out.has("en/news/pact/index.html") && out.has("en/news/treaty/index.html"), "the old one leads on");
}

#[test]
fn a_draft_with_a_date_ahead_is_not_found_again_by_the_next_build() {
    let site = site();
    let draft = |date| article("L", date, "", "T.").replacen("---\n", "---\ndraft: true # unpublished\n", 1);
    site.write("content/news/later.en.md", draft("2025-03-20"));
    site.write("content/news/now.en.md", draft("2025-01-20"));
    let run = run(&site, &["unpublish", "news/later", "news/now", "--undo"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("/en/news/now/") && !run.stdout.contains("/en/news/later/"), "{}", run.stdout);
    assert!(
        run.stdout.contains("content/news/later.en.md is a draft no longer, but is under embargo"),
        "{}",
        run.stdout
    );
    let out = site.build();
    assert!(out.has("en/news/now/index.html") && !out.has("en/news/later/index.html"));
}

#[test]
fn what_is_not_public_has_no_address_that_could_be_gone() {
    let site = site();
    assert_eq!(run(&site, &["unpublish", "news/treaty"]).code, 0);
    let run = run(&site, &["gone", "news/treaty"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("is not public"), "{}", run.stderr);
    assert_eq!(text(&site, "site.yaml"), CONFIG);
}

#[test]
fn a_dry_run_shows_everything_and_changes_nothing() {
    let site = site();
    for arguments in [&["gone", "news/treaty", "--delete", "--dry-run"][..], &["unpublish", "news/treaty", "--dry-run"]]
    {
        let run = run(&site, arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(
            run.stdout.contains("/fr/news/treaty/") && run.stdout.contains("Nothing was changed"),
            "{}",
            run.stdout
        );
        assert!(
            text(&site, "site.yaml") == CONFIG && !text(&site, "content/news/treaty/index.en.md").contains("draft")
        );
    }
    let run = run(&site, &["gone", "news/treaty", "--dry-run", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&report["done"], report["kept"].as_array().unwrap().len()), (&false.into(), 3));
}
