//! Withdrawn and gone: what was public is never taken down without a word, and what has gone is remembered.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, NOW, Run, Site, article, translation};
use serde_json::Value;

fn config(more: &str) -> String {
    format!("{}{more}", CONFIG.replace("[en, fr, ru]", "[en, fr]"))
}

fn site() -> Site {
    Site::new(&[
        ("site.yaml", &config("")),
        ("content/news/treaty.en.md", &treaty("")),
        ("content/news/treaty.fr.md", &translation("Le traité", "Un.")),
        ("content/news/plain.en.md", &article("Plain", "2025-01-11", "tea", "Words.")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\ntag-tea = Tea\n"),
        ("locales/fr/names.ftl", "section-news = Actualités\ntag-iran = Iran\ntag-tea = Thé\n"),
    ])
}

fn treaty(more: &str) -> String {
    article("The treaty", "2025-01-10", "iran", "Text.").replacen("---\n", &format!("---\n{more}"), 1)
}

/// Takes away the article that alone has a tag, with the tag's name.
fn remove_plain(site: &Site) {
    site.remove("content/news/plain.en.md");
    site.write("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\n");
    site.write("locales/fr/names.ftl", "section-news = Actualités\ntag-iran = Iran\n");
}

fn report(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}{}", run.stdout, run.stderr))
}

/// The diagnostics with a code: place, and message with hints.
fn told(report: &Value, code: &str) -> Vec<(String, String)> {
    let all = report["diagnostics"].as_array().unwrap();
    all.iter()
        .filter(|d| d["code"] == code)
        .map(|d| {
            let text = |key: &str| d[key].as_str().unwrap_or_default().to_owned();
            let hints = d["hints"].as_array().unwrap().iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ");
            (format!("{}:{}", text("path"), d["line"]), format!("{}; {hints}", text("message")))
        })
        .collect()
}

fn check(site: &Site, more: &[&str]) -> Value {
    report(&site.run(&[&["check", "--json", "--now", NOW], more].concat()))
}

fn record(site: &Site) -> Value {
    serde_json::from_str(&site.out().text("addresses.json")).unwrap()
}

#[test]
fn a_slip_in_the_year_of_a_published_article_is_told_at_its_line() {
    let site = site();
    site.build();
    site.write("content/news/plain.en.md", article("Plain", "2205-01-11", "tea", "Words."));
    let run = site.try_build(&["--strict"]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("content/news/plain.en.md:3:1: ") && run.stderr.contains("D313"), "{}", run.stderr);
    assert!(run.stderr.contains("2205-01-11") && run.stderr.contains("--allow-withdrawn"), "{}", run.stderr);
    assert!(run.stdout.contains("1 withdrawn: news/plain.en, dated 2205-01-11"), "{}", run.stdout);
    assert!(site.out().has("en/news/plain/index.html"), "what was published stays");
    let report = check(&site, &[]);
    let withdrawn = report["withdrawn"].as_array().unwrap();
    assert_eq!(withdrawn.len(), 1);
    for (key, value) in [
        ("story", "news/plain"),
        ("language", "en"),
        ("why", "embargo"),
        ("date", "2205-01-11"),
        ("path", "content/news/plain.en.md"),
        ("address", "/en/news/plain/"),
    ] {
        assert_eq!(withdrawn[0][key], value, "{withdrawn:?}");
    }
    assert_eq!(withdrawn[0]["line"], 3);
}

#[test]
fn an_editor_who_means_it_says_so_and_then_hears_no_more_of_it() {
    let site = site();
    site.build();
    site.write("content/news/plain.en.md", article("Plain", "2205-01-11", "tea", "Words."));
    let run = site.try_build(&["--strict", "--allow-withdrawn"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("1 withdrawn: news/plain.en"), "it is named all the same: {}", run.stdout);
    assert!(!site.out().has("en/news/plain/index.html"));
    let run = site.try_build(&["--strict"]);
    assert!(run.code == 0 && !run.stdout.contains("withdrawn"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn without_strict_it_is_a_warning() {
    let site = site();
    site.build();
    site.write("content/news/plain.en.md", article("Plain", "2205-01-11", "tea", "Words."));
    let run = site.try_build(&[]);
    assert!(run.code == 0 && run.stderr.contains("warning[D313]"), "{}", run.stderr);
    assert!(!site.out().has("en/news/plain/index.html"));
}

#[test]
fn the_line_of_the_original_is_told_where_translations_inherit_it_and_once() {
    let site = site();
    site.build();
    site.write("content/news/treaty.en.md", treaty("").replace("2025-01-10", "2035-01-10"));
    let told = told(&check(&site, &[]), "D313");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "content/news/treaty.en.md:3");
    assert!(told[0].1.contains("news/treaty.en") && told[0].1.contains("news/treaty.fr"), "{told:?}");
}

#[test]
fn drafts_and_what_has_expired_are_told_by_their_lines_too() {
    let site = site();
    site.build();
    site.write("content/news/treaty.fr.md", translation("Le traité", "Un.").replacen("---\n", "---\ndraft: true\n", 1));
    site.write(
        "content/news/plain.en.md",
        article("Plain", "2025-01-11", "tea", "Words.").replace("author:", "expires: 2025-01-20\nauthor:"),
    );
    let report = check(&site, &[]);
    let mut told = told(&report, "D313");
    told.sort();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].0 == "content/news/plain.en.md:4" && told[0].1.contains("2025-01-20"), "{told:?}");
    assert!(told[1].0 == "content/news/treaty.fr.md:2" && told[1].1.contains("draft"), "{told:?}");
    let run = site.try_build(&[]);
    for words in ["2 withdrawn", "news/plain.en, expired 2025-01-20", "news/treaty.fr, a draft"] {
        assert!(run.stdout.contains(words), "{}", run.stdout);
    }
}

#[test]
fn what_expires_when_its_page_said_it_would_is_named_and_stops_nothing() {
    let site = site();
    let text = article("Plain", "2025-01-11", "tea", "Words.").replace("author:", "expires: 2025-03-01\nauthor:");
    site.write("content/news/plain.en.md", &text);
    site.build();
    let run = site.run(&["build", "--strict", "--now", "2025-04-01T00:00:00Z"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("1 expired as announced: news/plain.en, expired 2025-03-01"), "{}", run.stdout);
    // Not so where the day was written later.
    site.build();
    site.write("content/news/plain.en.md", text.replace("2025-03-01", "2025-02-15"));
    let run = site.run(&["build", "--strict", "--now", "2025-04-01T00:00:00Z"]);
    assert!(run.code == 1 && run.stderr.contains("D313"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn many_at_once_are_told_together_and_listed_for_programs() {
    let site = site();
    let write = |year: &str| {
        for i in 0..40 {
            let text = article(&format!("Story number {i}"), &format!("{year}-01-02"), "tea", "Words.");
            site.write(&format!("content/news/s{i}.en.md"), text);
        }
    };
    write("2025");
    site.build();
    write("2105");
    let report = check(&site, &[]);
    let told = told(&report, "D313");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].1.starts_with("40 texts") && told[0].1.contains("and 30 other texts"), "{told:?}");
    assert_eq!(report["withdrawn"].as_array().unwrap().len(), 40);
}

#[test]
fn a_withdrawn_text_stands_in_no_public_file_not_even_in_the_record() {
    let site = site();
    site.write(
        "content/news/quokka.en.md",
        article("Quokka", "2025-01-12", "tea", "W.").replace("tags:", "aliases: [/old/quokka]\ntags:"),
    );
    site.build();
    site.write(
        "content/news/quokka.en.md",
        article("Quokka", "2025-01-12", "tea", "W.").replace("tags:", "draft: true\naliases: [/old/quokka]\ntags:"),
    );
    let out = site.build();
    assert_eq!(out.traces_of("uokka"), [""; 0]);
    // A file that is deleted while it is withheld was not gone: nobody knows of it.
    site.remove("content/news/quokka.en.md");
    let run = site.try_build(&["--strict"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(site.out().traces_of("uokka"), [""; 0]);
}

#[test]
fn a_text_that_belongs_to_a_story_with_another_name_is_withdrawn_too() {
    let site = site();
    site.remove("content/news/treaty.fr.md");
    let text = translation("Le traité", "Un.").replacen("---\n", "---\ntranslation: news/treaty\nslug: quokka\n", 1);
    site.write("content/news/traite.fr.md", &text);
    site.build();
    site.write("content/news/traite.fr.md", text.replacen("---\n", "---\ndraft: true\n", 1));
    let report = check(&site, &[]);
    assert_eq!(told(&report, "D311"), [], "it is not gone");
    assert_eq!(told(&report, "D313").len(), 1, "{report:#}");
    assert_eq!(site.build().traces_of("quokka"), [""; 0]);
}

#[test]
fn a_text_that_is_renamed_and_withheld_is_not_gone_once_it_names_its_old_address() {
    let site = site();
    site.build();
    site.remove("content/news/plain.en.md");
    let text =
        |more: &str| article("Plain", "2025-01-11", "tea", "W.").replace("tags:", &format!("draft: true\n{more}tags:"));
    site.write("content/news/renamed.en.md", text(""));
    site.build();
    assert_eq!(record(&site)["former"]["/en/news/plain/"]["id"], "news/plain", "nobody can know that it is the same");
    site.write("content/news/renamed.en.md", text("aliases: [/en/news/plain/]\n"));
    let run = site.try_build(&["--strict"]);
    assert!(!run.stderr.contains("D311") && !run.stderr.contains("D313"), "{}", run.stderr);
    site.build();
    assert!(!site.out().text("addresses.json").contains("news/plain"));
}

#[test]
fn no_file_of_the_sites_own_takes_the_place_of_the_record() {
    let site = site();
    site.write("static/addresses.json", "{}");
    let run = site.try_build(&[]);
    assert!(
        run.code == 1 && run.stderr.contains("D301") && run.stderr.contains("static/addresses.json"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_text_with_a_mistake_is_not_said_to_be_gone() {
    let site = site();
    site.build();
    site.write("content/news/plain.en.md", article("Plain", "20255-01-11", "tea", "W."));
    let report = check(&site, &[]);
    assert_eq!((told(&report, "D311"), told(&report, "D313")), (vec![], vec![]), "its own mistake is enough");
    assert!(report["errors"].as_u64().unwrap() > 0);
}

#[test]
fn an_unlisted_text_that_is_withdrawn_is_told_by_the_page_that_it_had() {
    let site = site();
    let text = article("Quokka", "2025-01-12", "tea", "W.").replace("tags:", "unlisted: true\ntags:");
    site.write("content/news/quokka.en.md", &text);
    site.build();
    assert!(!site.out().text("addresses.json").contains("quokka"));
    site.write("content/news/quokka.en.md", text.replace("2025", "2205"));
    let told_of = told(&check(&site, &[]), "D313");
    assert!(told_of.len() == 1 && told_of[0].1.contains("news/quokka.en"), "{told_of:?}");
    assert_eq!(site.build().traces_of("uokka"), [""; 0]);
    assert_eq!(told(&check(&site, &[]), "D313"), []);
}

#[test]
fn a_dossier_that_is_made_a_draft_is_told() {
    let site = site();
    let text = "---\ntitle: Tea\nsummary: All of it.\ntags: [tea]\n---\nText.\n";
    site.write("content/dossiers/quokkas.en.md", text);
    site.build();
    site.write("content/dossiers/quokkas.en.md", text.replacen("---\n", "---\ndraft: true\n", 1));
    let report = check(&site, &[]);
    let told_of = told(&report, "D313");
    assert!(told_of.len() == 1 && told_of[0].0 == "content/dossiers/quokkas.en.md:2", "{told_of:?}");
    assert_eq!(told(&report, "D311"), []);
    assert_eq!(site.build().traces_of("quokkas"), [""; 0]);
}

#[test]
fn an_address_that_is_gone_is_told_at_every_build_until_an_alias_answers() {
    let site = site();
    site.build();
    remove_plain(&site);
    for _ in 0..3 {
        let run = site.try_build(&[]);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("warning[D311]") && run.stderr.contains("/en/news/plain/"), "{}", run.stderr);
    }
    assert_eq!(record(&site)["former"]["/en/news/plain/"]["id"], "news/plain");
    let before = site.out().files();
    site.build();
    assert!(site.out().files() == before, "the same site with the same record gives the same bytes");
    assert_eq!(site.try_build(&["--strict"]).code, 1);
    site.write("content/news/treaty.en.md", treaty("aliases: [/en/news/plain/, /en/tags/tea/]\n"));
    let run = site.try_build(&["--strict"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    // An alias that is lost later is an address that is gone again.
    site.write("content/news/treaty.en.md", treaty(""));
    let run = site.try_build(&[]);
    assert!(run.stderr.contains("/en/news/plain/") && run.stderr.contains("D311"), "{}", run.stderr);
}

#[test]
fn what_moves_twice_leaves_two_addresses_to_answer_for() {
    let site = site();
    site.build();
    for slug in ["pact", "accord"] {
        site.write("content/news/treaty.en.md", treaty(&format!("slug: {slug}\n")));
        site.build();
    }
    let told_of = told(&check(&site, &[]), "D311");
    assert_eq!(told_of.len(), 2, "{told_of:?}");
    for old in ["/en/news/treaty/", "/en/news/pact/"] {
        assert!(
            told_of.iter().any(|(_, words)| words.contains(old) && words.contains("/en/news/accord/")),
            "{told_of:?}"
        );
    }
    site.write("content/news/treaty.en.md", treaty(""));
    assert_eq!(told(&check(&site, &[]), "D311").len(), 2, "back where it was: /pact/ and /accord/ are left");
}

#[test]
fn gone_for_good_is_said_in_site_yaml_and_hosts_answer_so() {
    let site = site();
    site.build();
    remove_plain(&site);
    site.build();
    site.write(
        "site.yaml",
        config("redirects: [netlify, nginx, apache]\ngone: [/en/news/plain, \"https://news.example/en/tags/tea/\"]\n"),
    );
    for _ in 0..2 {
        let run = site.try_build(&["--strict"]);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    }
    let out = site.out();
    assert!(out.text("_redirects").contains("/en/news/plain/ /404.html 410\n"), "{}", out.text("_redirects"));
    let nginx = out.text("redirects.nginx.conf");
    assert!(nginx.contains("$dateline_gone") && nginx.contains("    \"/en/news/plain/\" \"1\";\n"), "{nginx}");
    assert!(out.text(".htaccess").contains("RedirectMatch 410 \"^/en/news/plain/?$\"\n"));
    site.write("site.yaml", config(""));
    assert_eq!(told(&check(&site, &[]), "D311").len(), 2, "without the line it is not answered");
}

#[test]
fn what_stands_under_gone_and_is_not_is_told_at_its_line() {
    let site = site();
    site.build();
    let lines = "gone:\n  - /en/news/plain/\n  - /en/news/plane/\n  - /old/\n";
    site.write("site.yaml", config(lines));
    site.write("content/news/treaty.en.md", treaty("aliases: [/old]\n"));
    let told_of = told(&check(&site, &[]), "D314");
    let expected = [
        ("site.yaml:6", "content/news/plain.en.md is there"),
        ("site.yaml:7", "nothing is known"),
        ("site.yaml:8", "an alias in"),
    ];
    assert_eq!(told_of.len(), 3, "{told_of:?}");
    for ((place, words), (line, part)) in told_of.iter().zip(expected) {
        assert!(place == line && words.contains(part), "{told_of:?}");
    }
    for (line, part) in [
        ("gone: [\"\"]", "is empty"),
        ("gone: [\"https://other.example/a/\"]", "belongs to another site"),
        ("gone: [\"/en/news/plain/#notes\"]", "a part of a page"),
        ("gone: /en/news/plain/", "list"),
    ] {
        site.write("site.yaml", config(&format!("{line}\n")));
        let run = site.try_build(&[]);
        assert!(
            run.code == 1 && run.stderr.contains("site.yaml:5:") && run.stderr.contains(part),
            "{line}: {}",
            run.stderr
        );
    }
}

#[test]
fn no_file_of_a_host_says_that_a_withdrawn_text_is_gone() {
    let site = site();
    site.build();
    site.write("content/news/plain.en.md", article("Plain", "2205-01-11", "tea", "W."));
    site.write("site.yaml", config("redirects: [netlify, apache]\ngone: [/en/news/plain/]\n"));
    assert_eq!(told(&check(&site, &[]), "D314").len(), 1);
    let out = site.build();
    for file in ["_redirects", ".htaccess", "addresses.json"] {
        assert!(!out.text(file).contains("plain"), "{file}: {}", out.text(file));
    }
}

#[test]
fn a_machine_with_an_empty_folder_remembers_by_the_record_that_it_is_given() {
    let site = site();
    site.build();
    let carry = || {
        std::fs::rename(site.root().join("public/addresses.json"), site.root().join("last.json")).unwrap();
        std::fs::remove_dir_all(site.root().join("public")).unwrap();
    };
    carry();
    site.remove("content/news/plain.en.md");
    for _ in 0..3 {
        let run = site.try_build(&["--published", "last.json"]);
        assert!(run.code == 0 && run.stderr.contains("/en/news/plain/"), "{}", run.stderr);
        carry();
    }
}

#[test]
fn an_empty_folder_of_articles_is_told_before_it_takes_the_site_down() {
    let site = site();
    for i in 0..30 {
        site.write(&format!("content/news/s{i}.en.md"), article(&format!("Number {i}"), "2025-01-02", "tea", "W."));
    }
    site.build();
    std::fs::remove_dir_all(site.root().join("content")).unwrap();
    let report = check(&site, &[]);
    let told_of = told(&report, "D311");
    assert!(
        told_of
            .iter()
            .any(|(place, words)| place.starts_with("content/news:") && words.contains("32 articles of `news` (en)")),
        "{told_of:#?}"
    );
    assert!(told_of.len() < 10, "{told_of:#?}");
    assert!(report["lost"].as_array().unwrap().len() > 33, "every address is listed for programs");
    let run = site.try_build(&["--strict"]);
    assert!(run.code == 1 && run.stdout.contains("published lead nowhere"), "{}{}", run.stdout, run.stderr);
    assert!(site.out().has("en/news/treaty/index.html"));
    std::fs::create_dir(site.root().join("content")).unwrap();
    assert_eq!(site.try_build(&["--strict"]).code, 1);
}

#[test]
fn a_language_that_leaves_the_site_is_told_once() {
    let site = site();
    site.build();
    site.write("site.yaml", config("").replace("[en, fr]", "[{ tag: en, prefix: en }]"));
    site.remove("content/news/treaty.fr.md");
    std::fs::remove_dir_all(site.root().join("locales/fr")).unwrap();
    let told_of = told(&check(&site, &[]), "D311");
    assert_eq!(told_of.len(), 1, "{told_of:?}");
    assert!(told_of[0].0 == "site.yaml:3" && told_of[0].1.contains("`fr`"), "{told_of:?}");
}

#[test]
fn a_text_that_moves_to_a_folder_of_drafts_is_withdrawn_and_in_no_record() {
    let site = site();
    site.build();
    site.remove("content/news/plain.en.md");
    site.write(
        "content/_drafts/plain.en.md",
        article("Plain", "2025-01-11", "tea", "Words.").replacen("---\n", "---\ndraft: true\n", 1),
    );
    let run = site.try_build(&["--json"]);
    let report = report(&run);
    assert_eq!(told(&report, "D313").len(), 1, "{report:#}");
    assert_eq!(told(&report, "D311").iter().filter(|(_, message)| message.contains("news/plain")).count(), 0);
    assert_eq!(site.out().traces_of("news/plain"), Vec::<String>::new());
}
