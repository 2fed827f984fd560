//! Themes that stand over each other, and the copies of a theme that a site has.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Run, Site};

const ARTICLE: (&str, &str) = (
    "content/news/lighthouse.en.md",
    "---\ntitle: The lighthouse\ndate: 2025-01-20\nsummary: It is lit again.\n---\nA text of some words.\n",
);

/// A site over a child theme over gazette: each adds to a block and has a part of its own.
fn chain() -> Site {
    Site::new(&[
        (
            "site.yaml",
            "title: The Gazette\nbase_url: https://news.example\nlanguages: [{ tag: en, prefix: en }]\ntheme: coast\n",
        ),
        ARTICLE,
        ("themes/coast/theme.yaml", "name: Coast\nextends: gazette\n"),
        ("themes/coast/templates/part.html", "<i id=\"part-of-coast\">{{ page.title }}</i>"),
        (
            "themes/coast/templates/article.html",
            "{% extends \"theme/article.html\" %}{% block article_end %}{{ super() }}<p id=\"coast\"></p>{% endblock %}",
        ),
        (
            "templates/article.html",
            "{% extends \"theme/article.html\" %}\n{% block article_end %}{{ super() }}\
             {% include \"theme/part.html\" %}<p id=\"own\"></p>{% endblock %}",
        ),
        ("templates/part.html", "<i id=\"part-of-site\"></i>"),
    ])
}

const PAGE: &str = "en/news/lighthouse/index.html";

#[test]
fn each_of_three_layers_adds_to_a_block_of_the_next_in_line() {
    let site = chain();
    let page = site.build().text(PAGE);
    let at = |what: &str| page.find(what).unwrap_or_else(|| panic!("{what}: {page}"));
    assert!(at("<h1") < at("id=\"coast\""), "gazette's page is around it");
    assert!(at("id=\"coast\"") < at("id=\"part-of-coast\""), "the child theme's block comes from super()");
    assert!(at("id=\"part-of-coast\"") < at("id=\"own\""));
    assert!(!page.contains("part-of-site"), "theme/part.html is not the site's own");
}

#[test]
fn a_mistake_behind_the_name_of_the_next_in_line_is_told_where_it_stands() {
    let site = chain();
    site.write("themes/coast/templates/part.html", "{% include \"theme/404.html\" %}{{ no.thing }}");
    // The name that stands in for `theme/part.html` is longer; the column is that of the file.
    let template =
        "{% extends \"theme/article.html\" %}{% block article_end %}{% include \"theme/part.html\" %}{% endblock %}";
    site.write("templates/article.html", template.replace("{% include", "é{{ nothing.here }}{% include"));
    let run = site.try_build(&[]);
    let column = template.find("{% include").unwrap() + 1 + 1 + 3;
    told(&run, &["D402", &format!("templates/article.html:1:{column}")]);
    site.write("templates/article.html", template);
    site.write("themes/coast/templates/part.html", "{% if true %}{% include \"theme/social-card.svg\" %}\n{{ titel(}}");
    told(&site.try_build(&[]), &["D401", "themes/coast/templates/part.html:2:"]);
}

#[test]
fn a_template_that_is_the_last_in_line_is_told() {
    let site = chain();
    site.write("templates/article.html", "\n{% extends \"theme/artcle.html\" %}");
    told(&site.try_build(&[]), &["D404", "templates/article.html:2:12", "`article.html`", "coast, gazette"]);
    site.write("templates/article.html", "{% extends \"theme/article.html\" %}");
    site.write("themes/coast/theme.yaml", "name: Coast\n");
    told(&site.try_build(&[]), &["D404", "themes/coast/templates/article.html:1:12", "`extends` in its theme.yaml"]);
}

#[test]
fn templates_that_take_themselves_in_are_told_before_anything_is_rendered() {
    let site = chain();
    site.write("templates/article.html", "\n{% extends \"article.html\" %}");
    let run = site.try_build(&[]);
    told(&run, &["templates/article.html:2:12: error[D401]: the template extends itself", "theme/article.html"]);
    assert!(!run.stderr.contains("D402"), "{}", run.stderr);
    // By way of a template of a theme that extends what includes it.
    site.write("templates/article.html", "{% extends \"theme/article.html\" %}");
    site.write("themes/coast/templates/part.html", "{% extends \"article.html\" %}");
    site.write(
        "themes/coast/templates/article.html",
        "{% extends \"theme/article.html\" %}{% block article_end %}\n {% include \"coast/part.html\" %}{% endblock %}",
    );
    site.remove("templates/part.html");
    let run = site.try_build(&[]);
    told(
        &run,
        &[
            "templates/article.html:1:12: error[D401]: the template extends themes/coast/templates/article.html, and so itself",
            "themes/coast/templates/article.html:2:13 includes themes/coast/templates/part.html",
            "themes/coast/templates/part.html:1:12 extends templates/article.html",
        ],
    );
    assert_eq!(run.stderr.matches("error[D401]").count(), 1, "{}", run.stderr);
}

#[test]
fn the_name_of_the_next_in_line_is_nobodys_own() {
    let site = chain();
    site.write("templates/theme/article.html", "x");
    told(&site.try_build(&[]), &["D401", "templates/theme/article.html", "rename the folder"]);
    let site = Site::new(&[
        ("site.yaml", "title: A\nbase_url: https://news.example\nlanguages: [{ tag: en, prefix: en }]\ntheme: theme\n"),
        ("themes/theme/theme.yaml", "extends: gazette\n"),
    ]);
    told(&site.try_build(&[]), &["D403", "site.yaml:4:8", "rename"]);
}

#[test]
fn a_heading_gets_no_id_that_the_next_in_line_writes() {
    let site = chain();
    site.write("themes/coast/templates/part.html", "<i id=\"storm\"></i>");
    site.write(ARTICLE.0, ARTICLE.1.replace("A text", "## Storm\n\nA text"));
    let page = site.build().text(PAGE);
    assert_eq!(page.matches("id=\"storm\"").count(), 1, "{page}");
}

fn told(run: &Run, words: &[&str]) {
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    for word in words {
        assert!(run.stderr.contains(word), "{word} is not in:\n{}{}", run.stdout, run.stderr);
    }
}

fn plain_site() -> Site {
    Site::new(&[
        ("site.yaml", "title: The Gazette\nbase_url: https://news.example\nlanguages: [{ tag: en, prefix: en }]\n"),
        ARTICLE,
        ("content/sections/news.en.md", "---\nname: News\n---\n"),
    ])
}

fn fine(run: Run) -> String {
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    run.stdout
}

fn read(site: &Site, path: &str) -> String {
    std::fs::read_to_string(site.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_file_that_is_exported_takes_effect() {
    let site = plain_site();
    let before = site.build().text(PAGE);
    fine(site.run(&["theme", "export", "templates/article.html", "static/gazette.css", "locales/en"]));
    fine(site.try_build(&["--strict"]));
    assert_eq!(site.out().text(PAGE), before, "copies change nothing");
    site.write(
        "templates/article.html",
        read(&site, "templates/article.html")
            .replace("{% block article_end", "<b id=\"mine\"></b>{% block article_end"),
    );
    let words = read(&site, "locales/en/gazette.ftl");
    site.write("locales/en/gazette.ftl", words.replace("Skip to", "Jump to"));
    let page = site.build().text(PAGE);
    assert!(page.contains("id=\"mine\"") && page.contains("Jump to"), "{page}");
}

#[test]
fn the_whole_theme_is_exported_and_used() {
    let site = plain_site();
    let before = site.build().text(PAGE);
    let said = fine(site.run(&["theme", "export", "gazette"]));
    assert!(said.contains("themes/gazette/theme.yaml") && said.contains("from now on"), "{said}");
    fine(site.try_build(&["--strict"]));
    assert_eq!(site.out().text(PAGE), before);
    site.write("themes/gazette/templates/page.html", "x");
    site.remove("themes/gazette/templates/tags.html");
    told(&site.run(&["theme", "export"]), &["D631", "themes/gazette/templates/page.html", "--force"]);
    assert_eq!(read(&site, "themes/gazette/templates/page.html"), "x");
    assert!(read(&site, "themes/gazette/templates/tags.html").contains("extends"), "what is missing is written again");
    fine(site.run(&["theme", "export", "--force"]));
    assert_ne!(read(&site, "themes/gazette/templates/page.html"), "x");
}

#[test]
fn what_has_no_effect_is_not_exported() {
    let site = plain_site();
    for (names, words) in [
        (&["theme.yaml"][..], &["D604", "`options` in site.yaml"][..]),
        (&["templates/artikle.html"], &["D604", "templates/article.html"]),
        (&["gazete"], &["D604", "did you mean `gazette`?"]),
        (&["--to", "public/x"], &["D604", "public"]),
    ] {
        site.build();
        let run = site.run(&[&["theme", "export"], names].concat());
        assert_eq!(run.code, 2, "{names:?} {}{}", run.stdout, run.stderr);
        words.iter().for_each(|word| assert!(run.stderr.contains(word), "{word}: {}", run.stderr));
    }
    let empty = tempfile::tempdir().unwrap();
    let run = common::run(
        std::process::Command::new(env!("CARGO_BIN_EXE_dateline")).args(["theme", "export"]).current_dir(empty.path()),
    );
    assert!(run.code == 1 && run.stderr.contains("D001") && run.stderr.contains("--to"), "{}", run.stderr);
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0, "nothing is written");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_out_of_the_site() {
    let (site, elsewhere) = (plain_site(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(elsewhere.path(), site.root().join("templates")).unwrap();
    let run = site.run(&["theme", "export", "templates/article.html"]);
    assert!(run.code == 3 && run.stderr.contains("D601"), "{}", run.stderr);
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn diff_tells_whose_change_it_is() {
    let site = plain_site();
    let names = ["article", "page", "home", "tag", "section"].map(|name| format!("templates/{name}.html"));
    fine(
        site.run(&[&["theme", "export", "locales/en/gazette.ftl"][..], &names.each_ref().map(String::as_str)].concat()),
    );
    let original = read(&site, "templates/home.html");
    // An older program exported `home` and `tag`: its fingerprint is that of another text.
    let record = read(&site, "themes/exported.yaml");
    let as_older = |record: String, path: &str, text: &str| {
        let at = record.find(&format!("{path}:")).unwrap_or_else(|| panic!("{path}: {record}"));
        let from = record[at..].find("original: ").unwrap() + at + "original: ".len();
        let end = record[from..].find('\n').map_or(record.len(), |i| i + from);
        record[..from].to_owned() + &blake3::hash(text.as_bytes()).to_hex()[..32] + &record[end..]
    };
    let record = as_older(record, "templates/home.html", "older");
    let record = as_older(record, "templates/tag.html", "older");
    let record = as_older(record, "locales/en/gazette.ftl", "older");
    site.write("themes/exported.yaml", record.replace("program: ", "program: 0.0."));
    site.write("templates/home.html", "older");
    site.write("templates/tag.html", "older and mine");
    site.write("templates/page.html", original.clone() + "mine");
    site.write("templates/archive.html", "by hand");
    site.write("templates/base.html", "{% extends \"theme/base.html\" %}");
    let words = read(&site, "locales/en/gazette.ftl");
    site.write(
        "locales/en/gazette.ftl",
        words.lines().filter(|line| !line.starts_with("skip-")).fold(String::new(), |a, l| a + l + "\n"),
    );
    let all: serde_json::Value = serde_json::from_str(&fine(site.run(&["theme", "diff", "--json"]))).unwrap();
    let state =
        |path: &str| all.as_array().unwrap().iter().find(|copy| copy["path"] == path).map(|copy| copy["state"].clone());
    assert_eq!(state("templates/article.html").unwrap(), "same");
    assert_eq!(state("templates/page.html").unwrap(), "yours");
    assert_eq!(state("templates/home.html").unwrap(), "newer");
    assert_eq!(state("templates/tag.html").unwrap(), "both");
    assert_eq!(state("templates/archive.html").unwrap(), "unrecorded");
    assert_eq!(state("locales/en/gazette.ftl").unwrap(), "both");
    assert_eq!(state("templates/base.html"), None, "what extends is no copy");
    let said = fine(site.run(&["theme", "diff"]));
    for words in ["-older\n", "+{% extends", "skip-", "export templates/home.html", "4 may miss"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let names = fine(site.run(&["theme", "diff", "--names-only"]));
    assert_eq!(
        names.lines().collect::<Vec<_>>(),
        ["locales/en/gazette.ftl", "templates/archive.html", "templates/home.html", "templates/tag.html"]
    );
    // Nobody has changed it: it is brought up to date.
    fine(site.run(&["theme", "export", "templates/home.html"]));
    assert_eq!(read(&site, "templates/home.html"), original);
    let run = site.run(&["theme", "diff", "templates/hom.html"]);
    assert!(run.code == 2 && run.stderr.contains("templates/home.html"), "{}", run.stderr);
}

#[test]
fn a_theme_folder_is_told_what_files_it_lacks() {
    let site = plain_site();
    fine(site.run(&["theme", "export"]));
    site.remove("themes/gazette/templates/tags.html");
    let theme = read(&site, "themes/gazette/theme.yaml");
    let at = theme.find("options:").unwrap();
    site.write("themes/gazette/theme.yaml", &theme[..at]);
    site.remove("themes/exported.yaml");
    let said = fine(site.run(&["theme", "diff"]));
    assert!(said.contains("themes/gazette/templates/tags.html") && said.contains("not there"), "{said}");
    assert!(said.contains("options.pictures"), "{said}");
}

#[test]
fn a_record_that_cannot_be_read_is_told_and_kept() {
    let site = plain_site();
    site.write("themes/exported.yaml", "templates/article.html: { theme: gazette, fil: x }\n");
    for command in [&["theme", "diff"][..], &["theme", "export", "templates/page.html"]] {
        let run = site.run(command);
        assert!(run.code == 1 && run.stderr.contains("themes/exported.yaml:1:"), "{}{}", run.stdout, run.stderr);
    }
    assert!(read(&site, "themes/exported.yaml").contains("fil: x"));
}

#[test]
fn two_exports_at_once_remember_both() {
    let site = plain_site();
    let files = ["article", "page", "home", "tag", "section", "author"].map(|name| format!("templates/{name}.html"));
    std::thread::scope(|scope| {
        for file in &files {
            scope.spawn(|| fine(site.run(&["theme", "export", file])));
        }
    });
    let record = read(&site, "themes/exported.yaml");
    files.iter().for_each(|file| assert!(record.contains(file), "{file}: {record}"));
}

#[test]
fn the_files_of_the_theme_are_listed_with_what_they_are() {
    let site = plain_site();
    let said = fine(site.run(&["theme", "list", "templates/*.html"]));
    let line = said.lines().find(|line| line.starts_with("templates/article.html ")).unwrap();
    assert!(line.ends_with("an article"), "{line}");
    assert!(!said.contains("static/"));
}

#[test]
fn a_folder_is_seen_from_where_the_program_is_called() {
    let site = plain_site();
    let to = site.root().join("themes/mine");
    fine(site.run(&["theme", "export", "templates/page.html", "theme.yaml", "--to", to.to_str().unwrap()]));
    assert!(read(&site, "themes/exported.yaml").contains("themes/mine/theme.yaml"), "it is a folder of the site");
    let elsewhere = tempfile::tempdir().unwrap();
    fine(site.run(&["theme", "export", "--to", elsewhere.path().to_str().unwrap()]));
    assert!(elsewhere.path().join("templates/page.html").is_file());
    assert!(!elsewhere.path().join("themes").exists() && !read(&site, "themes/exported.yaml").contains("fonts"));
}
