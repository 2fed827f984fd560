//! The pseudo-locale, and text that stands in a template instead of a message.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Site, article, translation};

fn site(template: &str) -> Site {
    Site::new(&[
        ("site.yaml", "title: Gazette\nbase_url: https://x.example\nlanguages: [en, fr]\n"),
        ("content/news/a.en.md", &article("The treaty", "2025-01-20", "iran", "Some text.")),
        ("content/news/a.fr.md", &translation("Le traité", "Du texte.")),
        ("content/about.en.md", "---\ntitle: About\n---\nText.\n"),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        (
            "locales/en/a.ftl",
            "section-news = News\n    .slug = latest\ntag-iran = Iran\nsigned = Signed <b class=\"who\">by { $name }</b>\n",
        ),
        (
            "locales/fr/a.ftl",
            "section-news = Actualités\ntag-iran = Iran\n    .slug = iran-fr\nsigned = Signé <b class=\"who\">par { $name }</b>\n",
        ),
        (
            "templates/page.html",
            &format!("{{% extends \"gazette/page.html\" %}}{{% block main %}}{template}{{% endblock %}}"),
        ),
    ])
}

const SIGNED: &str = "<p>{{ t_html(key=\"signed\", name=\"Samir\") }}</p>";

#[test]
fn every_message_is_accented_longer_and_in_brackets() {
    let out = site(SIGNED).build_with(&["--pseudo"]);
    let page = out.page("/en/about/");
    assert_eq!(page.text("a.skip"), "[Şķiƥ ŧoo ƈooƞŧeeƞŧ]");
    assert_eq!(page.text("main p"), "[Şiɠƞeeḓ ƀẏ Samir]", "values stay");
    assert_eq!(page.text("main b.who"), "ƀẏ Samir", "mark-up stays");
    assert_eq!(page.attribute("nav.sections", "aria-label"), "[Şeeƈŧiooƞş]");
    assert_eq!(page.attribute("html", "dir"), "ltr");
    assert_eq!(out.page("/fr/news/a/").text("h1"), "Le traité", "what authors write stays");
}

#[test]
fn a_mirrored_page_runs_from_right_to_left() {
    let page = site(SIGNED).build_with(&["--pseudo=bidi"]).page("/en/about/");
    assert_eq!(page.attribute("html", "dir"), "rtl");
    assert_eq!(page.text("a.skip"), "[Sʞıd ʇo ɔouʇǝuʇ]");
}

#[test]
fn addresses_are_the_same_as_without() {
    let site = site(SIGNED);
    // Cards are named for what is in them.
    let is_card = |path: &String| path.starts_with("assets/cards/");
    let paths =
        |more: &[&str]| site.build_with(more).files().into_keys().filter(|path| !is_card(path)).collect::<Vec<_>>();
    let plain = paths(&[]);
    assert!(plain.contains(&"en/latest/a/index.html".to_owned()));
    assert!(plain.contains(&"fr/tags/iran-fr/index.html".to_owned()));
    assert_eq!(paths(&["--pseudo"]), plain);
}

#[test]
fn a_kind_that_does_not_exist_is_a_wrong_call() {
    let run = site(SIGNED).run(&["build", "--pseudo=loud"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("accented, bidi"), "{}", run.stderr);
}

/// The problems of a site whose about page shows a template, as `code path:line:column message`.
fn problems(site: &Site, more: &[&str]) -> Vec<String> {
    let (_, problems) = site.check_json(more);
    let line = |d: &serde_json::Value| {
        let text = |key: &str| d[key].as_str().unwrap_or_default();
        format!("{} {}:{}:{} {}", text("code"), text("path"), d["line"], d["column"], text("message"))
    };
    problems.iter().map(line).filter(|line| line.starts_with("D510")).collect()
}

#[test]
fn text_that_stands_in_a_template_is_reported_at_its_place() {
    let site = site(SIGNED);
    site.write(
        "templates/tag.html",
        "{# A note #}\n<p title=\"Hint\">{{ tag.name }}: read on</p>\n<script>let a;</script>",
    );
    assert_eq!(
        problems(&site, &[]),
        [
            "D510 templates/tag.html:2:11 \"Hint\" is the same in all languages",
            "D510 templates/tag.html:2:33 \"read on\" is the same in all languages",
        ]
    );
    site.write("templates/tag.html", "<p translate=\"no\">Gazette <b>&copy;</b></p> · {{ \"x\" }}");
    assert_eq!(problems(&site, &[]), Vec::<String>::new());
}

#[test]
fn a_site_in_one_language_may_write_text_into_its_templates() {
    let site = Site::new(&[
        ("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [{ tag: en, prefix: en }]\n"),
        ("content/about.en.md", "---\ntitle: About\n---\nText.\n"),
        ("templates/page.html", "<p>Text</p>"),
    ]);
    assert_eq!(problems(&site, &[]), Vec::<String>::new());
    assert_eq!(problems(&site, &["--pseudo"]).len(), 1);
}
