//! Withheld stays withheld, published stays published: slips and habits that would otherwise decide it in silence.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site, article};
use serde_json::Value;

fn with_line(line: &str) -> String {
    format!("---\ntitle: Secret\ndate: 2025-01-01\n{line}\n---\nNot yet.\n")
}

fn code_and_place(problem: &Value) -> (String, String) {
    let place = |key: &str| problem[key].as_u64().map_or(String::new(), |n| format!(":{n}"));
    let path = problem["path"].as_str().unwrap_or_default();
    (problem["code"].as_str().unwrap().to_owned(), format!("{path}{}", place("line")))
}

/// The problems of one severity, by code and line.
fn told(site: &Site, severity: &str) -> (i32, Vec<(String, String)>) {
    let (code, problems) = site.check_json(&[]);
    // The test sites have no names for their sections and authors.
    let is_about_text = |problem: &&Value| problem["code"] != "D502" && problem["code"] != "D109";
    let of_severity = problems.iter().filter(|problem| problem["severity"] == severity);
    let found = of_severity.filter(is_about_text).map(code_and_place).collect();
    (code, found)
}

#[test]
fn a_key_that_withholds_elsewhere_publishes_nothing_here() {
    for line in [
        "Draft: true",
        "darft: true",
        "published: false",
        "unlsted: true",
        "expiryDate: 2020-01-01",
        "publishDate: 2099-01-01",
        "embargo: 2099-01-01",
        "status: draft",
        "workflow: Pending",
        "visibility: private",
        "hidden: true",
        "password: x",
        "lang: ru",
    ] {
        let site = Site::new(&[("content/news/secret.en.md", &with_line(line))]);
        let build = site.try_build(&[]);
        assert_eq!(build.code, 1, "{line}: {}", build.stderr);
        assert!(
            build.stderr.contains("content/news/secret.en.md:4:1") && build.stderr.contains("  = "),
            "{}",
            build.stderr
        );
        assert!(!site.root().join("public").exists(), "{line}");
    }
}

#[test]
fn a_key_that_withholds_nothing_is_only_told() {
    let site = Site::new(&[("content/news/a.en.md", &with_line("state: Texas"))]);
    let (code, warnings) = told(&site, "warning");
    assert_eq!((code, warnings), (0, vec![("D103".to_owned(), "content/news/a.en.md:4".to_owned())]));
    assert!(site.build().has("en/news/a/index.html"));
}

#[test]
fn an_archive_moves_in_with_its_own_keys() {
    let config = format!("{CONFIG}keys: {{ headline: title, expiryDate: expires, topics: tags, layout: ~ }}\n");
    let text =
        "---\nlayout: post\nheadline: Moved\ndate: 2025-01-01\nexpiryDate: 2025-01-15\ntopics: [iran]\n---\nText.\n";
    let site = Site::new(&[
        ("site.yaml", &config),
        ("content/news/gone.en.md", text),
        ("content/news/here.en.md", &text.replace("2025-01-15", "2026-01-01")),
    ]);
    let out = site.build();
    assert!(!out.has("en/news/gone/index.html"), "it has expired");
    assert_eq!(out.page("/en/news/here/").text("h1"), "Moved");
    // Places are those of the file, and a value is told under its name there.
    site.write("content/news/here.en.md", text.replace("2025-01-15", "soon"));
    let (code, errors) = told(&site, "error");
    assert_eq!((code, errors), (1, vec![("D104".to_owned(), "content/news/here.en.md:5".to_owned())]));
    site.write("site.yaml", format!("{CONFIG}keys: {{ topics: tgas, title: summary }}\n"));
    let stderr = site.try_build(&[]).stderr;
    assert!(stderr.contains("did you mean `tags`") && stderr.contains("`title` has a meaning of its own"), "{stderr}");
}

#[test]
fn a_folder_of_drafts_publishes_nothing_until_its_texts_say_so() {
    let site = Site::new(&[
        ("content/_drafts/a.en.md", &article("A", "2025-01-01", "x", "Text.")),
        ("content/news/_drafts/b.en.md", &article("B", "2025-01-01", "x", "Text.")),
        ("content/news/c.draft.md", &article("C", "2025-01-01", "x", "Text.")),
        ("content/news/drafts/d.en.md", &with_line("draft: true")),
    ]);
    let (code, errors) = told(&site, "error");
    assert_eq!(code, 1);
    let files = ["content/_drafts/a.en.md", "content/news/_drafts/b.en.md", "content/news/c.draft.md"];
    assert_eq!(errors, files.map(|path| ("D121".to_owned(), path.to_owned())));
}

#[test]
fn a_text_without_a_title_or_a_date_that_can_be_read_stops_the_build() {
    for (line, code) in [
        ("titel: Hello\ndate: 2025-01-01", "D105"),
        ("Title: Hello\nDate: 2025-01-01", "D105"),
        ("title: Hello\ndate: 20 January", "D104"),
        ("title: Hello\ndate: 9999-12-31", "D104"),
        ("title: !Important\ndate: 2025-01-01", "D102"),
        ("title: !Urgent talks fail\ndate: 2025-01-01", "D102"),
        ("title: [a]\ndate: 2025-01-01", "D104"),
        ("title: ''\ndate: 2025-01-01", "D105"),
    ] {
        let site = Site::new(&[("content/news/x.en.md", &format!("---\n{line}\n---\nText.\n"))]);
        let build = site.try_build(&[]);
        assert_eq!(build.code, 1, "{line}");
        assert!(build.stderr.contains(code), "{line}: {}", build.stderr);
    }
    let site = Site::new(&[
        ("content/dossiers/d.en.md", "---\nTitle: D\ntags: [x]\n---\n"),
        ("content/about.en.md", "---\ntitre: About\n---\n"),
    ]);
    let (_, errors) = told(&site, "error");
    let places: Vec<&str> = errors.iter().map(|(_, place)| place.as_str()).collect();
    assert!(places.contains(&"content/dossiers/d.en.md:2") && places.contains(&"content/about.en.md:2"), "{errors:?}");
}

#[test]
fn markdown_is_read_whatever_its_file_is_called() {
    let text = |title: &str| article(title, "2025-01-01", "x", "Text.");
    let site = Site::new(&[
        ("content/news/x.en.MD", &text("X")),
        ("content/news/y.en.markdown", &text("Y")),
        ("content/news/z.en.md", &text("Z")),
    ]);
    let out = site.build();
    ["x", "y", "z"].iter().for_each(|slug| assert!(out.has(&format!("en/news/{slug}/index.html")), "{slug}"));
}

#[test]
fn a_file_that_looks_like_a_text_and_is_not_read_is_told() {
    let text = article("X", "2025-01-01", "x", "Text.");
    let site = Site::new(&[
        ("content/news/a.mdx", &text),
        ("content/news/b.html", &text),
        ("content/news/c.html", "<h1>Chart</h1>"),
        ("content/news/d.pt_BR.md", &text),
        ("content/fr/news/e.md", &text),
        ("content/fr/f.md", &text),
        ("content/g.en.md", &text),
        ("content/news/h.txt", "Notes of the desk."),
    ]);
    let (code, errors) = told(&site, "error");
    let codes: Vec<(&str, &str)> = errors.iter().map(|(code, place)| (code.as_str(), place.as_str())).collect();
    let expected = [
        ("D123", "content/fr/f.md"),
        ("D123", "content/fr/news/e.md"),
        ("D122", "content/news/a.mdx"),
        ("D122", "content/news/b.html"),
        ("D003", "content/news/d.pt_BR.md"),
    ];
    assert_eq!((code, codes), (1, expected.to_vec()));
    let warnings = told(&site, "warning").1;
    assert!(warnings.contains(&("D123".to_owned(), "content/g.en.md:3".to_owned())), "{warnings:?}");
    assert!(warnings.contains(&("D122".to_owned(), "content/news/c.html".to_owned())));
}

#[test]
fn a_language_may_be_written_with_an_underscore() {
    let site = Site::new(&[
        ("site.yaml", &CONFIG.replace("ru]", "pt-BR]")),
        ("content/news/x.en.md", &article("X", "2025-01-01", "x", "Text.")),
        ("content/news/x.pt_BR.md", "---\ntitle: Olá\n---\nTexto.\n"),
    ]);
    assert_eq!(site.build().page("/pt-BR/news/x/").text("h1"), "Olá");
}

#[test]
fn translations_of_a_draft_are_drafts_too() {
    let site = Site::new(&[
        ("content/news/secret.en.md", &with_line("draft: true")),
        ("content/news/secret.fr.md", "---\ntitle: Sesame\nimage: { src: only.png, alt: x }\n---\nTexte.\n"),
        ("content/news/only.png", "x"),
        ("content/news/open.en.md", &with_line("draft: true")),
        ("content/news/open.fr.md", "---\ntitle: Ouvert\ndraft: false\n---\nTexte.\n"),
        ("content/dossiers/d.en.md", "---\ntitle: D\narticles: [news/open]\ndraft: true\n---\n"),
        ("content/dossiers/d.fr.md", "---\ntitle: Dessous\n---\n"),
    ]);
    let out = site.build();
    for word in ["secret", "Sesame", "only.png", "Dessous"] {
        assert_eq!(out.traces_of(word), Vec::<String>::new(), "{word}");
    }
    assert!(out.has("fr/news/open/index.html"), "it says `draft: false`");
}

#[test]
fn two_files_that_are_one_story_are_told_by_both_their_names() {
    let text = article("X", "2025-01-01", "x", "Text.");
    let two = |first: &str, second: &str| {
        let site = Site::new(&[(first, &text), (second, &text)]);
        let build = site.try_build(&[]);
        assert_eq!(build.code, 1, "{first} {second}: {}", build.stderr);
        assert!(build.stderr.contains("D107"), "{}", build.stderr);
        build.stderr
    };
    // The same name composed (NFC) and decomposed (NFD).
    let stderr = two("content/news/caf\u{e9}.en.md", "content/news/cafe\u{301}.en.md");
    assert!(stderr.contains("cafe\\u{301}.en.md") && stderr.contains("caf\u{e9}.en.md"), "{stderr}");
    for (first, second) in [
        ("content/news/Treaty.en.md", "content/news/treaty.en.md"),
        ("content/News/a.en.md", "content/news/a.fr.md"),
        ("content/news/a.en.md", "content/news/a/index.en.md"),
        ("content/news/a.en.md", "content/news/a.en.markdown"),
    ] {
        let stderr = two(first, second);
        assert!(stderr.contains(first) && stderr.contains(second), "{stderr}");
    }
}

#[test]
fn a_slip_in_an_original_is_told_once() {
    for broken in ["---\ntitle: Oil: the cap\ndate: 2025-01-01\n---\n", "---\ntitle: Oil\ndate: 2025-01-01\n"] {
        let site = Site::new(&[
            ("content/news/a.en.md", broken),
            ("content/news/a.fr.md", "---\ntitle: Pétrole\n---\nTexte.\n"),
            ("content/news/a.ru.md", "---\ntitle: Нефть\n---\nТекст.\n"),
        ]);
        let (code, errors) = told(&site, "error");
        assert_eq!((code, errors.len()), (1, 1), "{errors:?}");
        assert!(errors[0].1.starts_with("content/news/a.en.md"));
    }
}

#[test]
fn a_headline_that_yaml_cuts_is_told_and_one_in_lines_is_one_line() {
    let site = Site::new(&[(
        "content/news/a.en.md",
        "---\ntitle: Women march for #rights today\nsummary: |\n  A standfirst.\ndate: 2025-01-01\n---\nText.\n",
    )]);
    let (code, warnings) = told(&site, "warning");
    assert_eq!((code, &warnings[0]), (0, &("D120".to_owned(), "content/news/a.en.md:2".to_owned())));
    site.write("content/news/a.en.md", "---\ntitle: >\n  A folded\n  title\ndate: 2025-01-01\n---\nText.\n");
    let out = site.build();
    assert_eq!(out.page("/en/news/a/").text("h1"), "A folded title");
    assert_eq!(out.traces_of("A folded title\n"), Vec::<String>::new());
    site.write("content/news/a.en.md", "---\ntitle: \"A\\eB\"\ndate: 2025-01-01\n---\nText.\n");
    assert!(told(&site, "warning").1.contains(&("D114".to_owned(), "content/news/a.en.md:2".to_owned())));
}

#[test]
fn a_translation_may_appear_later_and_a_slip_in_its_year_is_told() {
    let site = |date: &str| {
        Site::new(&[
            ("content/news/x.en.md", "---\ntitle: EN\ndate: 2024-05-01\n---\nText.\n"),
            ("content/news/x.fr.md", &format!("---\ntitle: FR\ndate: {date}\n---\nTexte.\n")),
            ("locales/en/s.ftl", "section-news = News\n"),
            ("locales/fr/s.ftl", "section-news = Actualités\n"),
        ])
    };
    let dates = |date: &str| {
        let found = told(&site(date), "warning").1.into_iter();
        found.filter(|(_, place)| place.starts_with("content/news/x.fr.md")).map(|(code, _)| code).collect::<Vec<_>>()
    };
    assert_eq!(dates("2024-05-20"), Vec::<String>::new(), "it is news in its language");
    assert_eq!(dates("2025-05-01"), ["D124"], "the day of another year");
    assert_eq!(dates("2024-04-01"), ["D108"], "earlier than the original");
    let odd = Site::new(&[(
        "content/news/y.en.md",
        "---\ntitle: Y\ndate: 2025-01-10\nupdated: 2024-01-11\nexpires: 2025-01-02\n---\n",
    )]);
    let codes: Vec<String> = told(&odd, "warning").1.into_iter().map(|(_, place)| place).collect();
    assert_eq!(codes, ["content/news/y.en.md:4", "content/news/y.en.md:5"]);
}

#[test]
fn no_key_of_an_archive_is_passed_over_where_it_withholds() {
    let site = |keys: &str, line: &str| {
        Site::new(&[
            ("site.yaml", &format!("{CONFIG}keys: {{ {keys} }}\n")),
            ("content/news/secret.en.md", &with_line(line)),
        ])
    };
    for (keys, line) in [
        ("status: ~", "status: draft"),
        ("hidden: ~", "hidden: true"),
        ("darft: ~", "darft: true"),
        ("visibility: ~", "visibility: private"),
        ("lang: ~", "lang: ru"),
    ] {
        let (code, errors) = told(&site(keys, line), "error");
        assert_eq!((code, errors), (1, vec![("D103".to_owned(), "content/news/secret.en.md:4".to_owned())]), "{line}");
        assert_eq!(site("status: ~", "status: publish").try_build(&[]).code, 0);
    }
    for keys in ["published: draft", "visible: unlisted", "visibility: dateline"] {
        let build = site(keys, "summary: x").try_build(&[]);
        assert!(build.code == 1 && build.stderr.contains("site.yaml:5"), "{keys}: {}", build.stderr);
    }
}

#[test]
fn keys_below_the_front_matter_are_told() {
    let site = Site::new(&[("content/news/x.en.md", "---\ntitle: X\ndate: 2025-01-01\n---\ndraft: true\n\nText.\n")]);
    assert_eq!(told(&site, "error").1, [("D102".to_owned(), "content/news/x.en.md:5".to_owned())]);
}

#[test]
fn a_translation_that_breaks_the_embargo_of_its_original_is_told() {
    let site = Site::new(&[
        ("content/news/x.en.md", "---\ntitle: Later\ndate: 2099-03-01\n---\nText.\n"),
        ("content/news/x.fr.md", "---\ntitle: Trop tôt\ndate: 2025-01-01\n---\nTexte.\n"),
    ]);
    let told = told(&site, "warning").1;
    assert!(told.contains(&("D108".to_owned(), "content/news/x.fr.md:3".to_owned())), "{told:?}");
    assert_eq!(site.run(&["check", "--strict"]).code, 1);
}

#[test]
fn a_link_does_not_give_away_the_address_of_what_is_withheld() {
    for link in [
        "[it](/en/news/later/)",
        "[it](https://news.example/en/news/later)",
        "<a href=\"/en/news/later/\">it</a>",
        "[it](later.md)",
    ] {
        let site = Site::new(&[
            ("content/news/later.en.md", "---\ntitle: Later\ndate: 2099-03-01\n---\nText.\n"),
            ("content/news/x.en.md", &article("X", "2025-01-01", "x", link)),
        ]);
        let (code, errors) = told(&site, "error");
        assert_eq!((code, errors[0].0.as_str()), (1, "D203"), "{link}: {errors:?}");
    }
}

#[test]
fn files_of_other_kinds_are_told_by_what_is_in_them() {
    let text = article("X", "2025-01-01", "x", "Text.");
    let site = Site::new(&[
        ("content/news/a.en.md.bak", &text),
        ("content/news/b", &text),
        ("content/news/c.docx", "PK"),
        ("content/news/x/fr.md", &text),
        ("content/news/ru/y.md", &text),
    ]);
    let (_, errors) = told(&site, "error");
    let expected = [
        ("D122", "content/news/a.en.md.bak"),
        ("D122", "content/news/b"),
        ("D123", "content/news/ru/y.md"),
        ("D123", "content/news/x/fr.md"),
    ];
    assert_eq!(errors, expected.map(|(code, path)| (code.to_owned(), path.to_owned())));
    assert!(told(&site, "warning").1.contains(&("D122".to_owned(), "content/news/c.docx".to_owned())));
}

#[test]
fn a_proof_is_never_inside_what_is_published() {
    let site = Site::new(&[("content/news/x.en.md", &article("X", "2025-01-01", "x", "Text."))]);
    assert_eq!(site.try_build(&["--drafts", "--out", "public"]).code, 2, "before anything is published, too");
    site.build();
    assert_eq!(site.try_build(&["--drafts", "--out", "public/sub"]).code, 2);
    assert!(!site.root().join("public/sub").exists());
}

#[test]
fn a_mistake_is_not_told_again_where_others_name_the_story() {
    let site = Site::new(&[
        ("content/news/bad.en.md", "---\ntitle: X: y\ndate: 2025-01-01\n---\n"),
        (
            "content/news/x.en.md",
            &article("X", "2025-01-01", "x", "[bad](bad.md)").replace("tags:", "related: [news/bad]\ntags:"),
        ),
        ("content/dossiers/d.en.md", "---\ntitle: D\narticles: [news/bad, news/x]\n---\n"),
    ]);
    assert_eq!(told(&site, "error").1, [("D102".to_owned(), "content/news/bad.en.md:2".to_owned())]);
}

#[test]
fn a_first_word_that_yaml_takes_for_a_name_is_told() {
    let site = Site::new(&[("content/news/x.en.md", "---\ntitle: &Partners opens in Berlin\ndate: 2025-01-01\n---\n")]);
    assert_eq!(told(&site, "error").1, [("D102".to_owned(), "content/news/x.en.md:2".to_owned())]);
    site.write(
        "content/news/x.en.md",
        "---\ntitle: Q&A: five questions & answers\ndate: 2025-01-01\n---\n".replace("Q&A:", "Q&A"),
    );
    assert_eq!(told(&site, "error").1, []);
    site.write("site.yaml", CONFIG.replace("The Gazette", "Voice of #rights"));
    assert!(told(&site, "warning").1.contains(&("D120".to_owned(), "site.yaml:1".to_owned())));
}
