//! Of the files beside the texts, readers get those that public pages show or link to, and no other.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Published, Site, article};

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'/>";

fn site(files: &[(&str, &str)]) -> Site {
    let names = "section-news = News\nsection-analysis = Analysis\ntag-iran = Iran\n";
    let all = [
        ("site.yaml", "title: The Gazette\nbase_url: https://news.example\nlanguages: [{ tag: en, prefix: en }]\n"),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\nAnn writes.\n"),
        ("locales/en/names.ftl", names),
    ];
    Site::new(&[&all[..], files].concat())
}

/// The files below `media/`.
fn media(out: &Published) -> Vec<String> {
    out.files().into_keys().filter_map(|path| path.strip_prefix("media/").map(str::to_owned)).collect()
}

fn text(body: &str) -> String {
    article("Story", "2025-01-20", "iran", body)
}

fn draft(body: &str) -> String {
    article("Later", "2025-01-20", "iran", body).replace("tags:", "draft: true\ntags:")
}

#[test]
fn a_name_in_a_comment_in_code_or_in_plain_text_publishes_nothing() {
    let body = "[unused]: p.svg\n[^unused]: A note with <img src=\"p.svg\" alt=\"\"> and ![x](p.svg) to which nothing refers.\n\nText about p.svg and [p.svg].\n\n<!-- ![x](p.svg) <img src=\"p.svg\"> -->\n\n`![x](p.svg)` \\![x] (p.svg)\n\n\
        ```\n![x](p.svg)\n```\n\n<pre>p.svg</pre>\n";
    let front = text(body).replace("author:", "# image: { src: p.svg, alt: later }\nextra: { later: p.svg }\nauthor:");
    let site = site(&[("content/news/a.en.md", &front), ("content/news/p.svg", PICTURE)]);
    for trust in ["false", "true"] {
        site.write(
            "site.yaml",
            format!("title: T\nbase_url: https://news.example\nlanguages: [{{ tag: en, prefix: en }}]\ntrust_html: {trust}\n"),
        );
        assert_eq!(media(&site.build()), [""; 0], "{trust}");
    }
}

#[test]
fn what_only_a_draft_an_embargo_or_an_expired_text_shows_is_not_published() {
    let later = article("L", "2025-03-01", "iran", "![x](embargo.svg)");
    let gone = article("G", "2025-01-01", "iran", "![x](gone.svg)").replace("tags:", "expires: 2025-01-20\ntags:");
    let site = site(&[
        ("content/news/a.en.md", &text("Text, and <!-- secret.svg embargo.svg gone.svg --> more.")),
        ("content/news/b.en.md", &draft("![The deal](secret.svg)")),
        ("content/news/c.en.md", &later),
        ("content/news/d.en.md", &gone),
        ("content/news/secret.svg", PICTURE),
        ("content/news/embargo.svg", PICTURE),
        ("content/news/gone.svg", PICTURE),
    ]);
    let out = site.build();
    assert_eq!(media(&out), [""; 0]);
    for word in ["secret.svg", "embargo.svg", "gone.svg"] {
        assert_eq!(out.traces_of(word), [""; 0], "{word}");
    }
    let all = site.build_with(&["--drafts", "--future", "--out", "proof"]);
    drop(all);
    assert_eq!(media(&site.out_in("proof")), ["news/embargo.svg", "news/secret.svg"]);
}

#[test]
fn what_public_pages_show_is_published_wherever_it_is_named() {
    let note = "---\nname: Ann\nphoto: ann.svg\n---\nAnn writes. ![At work](desk.svg)\n";
    let dossier =
        "---\ntitle: Gulf\ntags: [iran]\nimage: { src: gulf.svg, alt: x }\n---\n<img src=\"map.svg\" alt=\"\">\n";
    let front = text("![x](a.svg) [pdf](../files/r.pdf) [r]\n\n[r]: b.svg\n\n![ref][c]\n\n[c]: c.svg")
        .replace("author:", "image: { src: lead.svg, alt: x, social: social.png }\nauthor:");
    let unlisted = text("![x](u.svg)").replace("tags:", "unlisted: true\ntags:");
    let mut files: Vec<(String, String)> = [
        "authors/ann.svg",
        "authors/desk.svg",
        "authors/no.svg",
        "dossiers/gulf.svg",
        "dossiers/map.svg",
        "dossiers/no.svg",
        "news/a.svg",
        "news/b.svg",
        "news/c.svg",
        "news/lead.svg",
        "news/social.png",
        "news/u.svg",
        "news/no.svg",
        "files/r.pdf",
        "files/no.pdf",
    ]
    .map(|name| (format!("content/{name}"), PICTURE.to_owned()))
    .into();
    files.push(("content/news/x.en.md".into(), front));
    files.push(("content/news/u.en.md".into(), unlisted));
    files.push(("content/authors/ann.en.md".into(), note.into()));
    files.push(("content/dossiers/gulf.en.md".into(), dossier.into()));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let out = site(&files).build();
    assert_eq!(
        media(&out),
        [
            "authors/ann.svg",
            "authors/desk.svg",
            "dossiers/gulf.svg",
            "dossiers/map.svg",
            "files/r.pdf",
            "news/a.svg",
            "news/b.svg",
            "news/c.svg",
            "news/lead.svg",
            "news/social.png",
            "news/u.svg",
        ]
    );
}

#[test]
fn what_a_template_makes_of_a_text_is_published_too() {
    let front = text("Text.").replace("author:", "extra: { chart: \"chart 1.svg\", sheet: data.csv }\nauthor:");
    let template = "{% extends \"gazette/article.html\" %}{% block colophon %}\
        <img src=\"/media/news/{{ article.extra.chart | url_encode }}\" alt=\"\"><a href=/media/news/{{ article.extra.sheet }}>CSV</a>\
        <p translate=no>/media/news/no.svg</p>{% endblock colophon %}";
    let other = draft("x").replace("author:", "extra: { chart: \"chart 1.svg\" }\nauthor:");
    let site = site(&[
        ("content/news/a.en.md", &front),
        ("content/news/b.en.md", &other),
        ("content/news/chart 1.svg", PICTURE),
        ("content/news/data.csv", "a"),
        ("content/news/no.svg", PICTURE),
        ("templates/article.html", template),
    ]);
    assert_eq!(media(&site.build()), ["news/chart 1.svg", "news/data.csv"]);
    let (code, problems) = site.check_json(&[]);
    assert!(code == 0 && !problems.iter().any(|p| p["code"] == "D702"), "{problems:?}");
}

#[test]
fn a_template_that_shows_the_picture_of_a_draft_gives_it_away() {
    let template = "{% extends \"gazette/base.html\" %}{% block colophon %}<img src=\"/media/news/secret.svg\" alt=\"\">{% endblock colophon %}";
    let site = site(&[
        ("content/news/a.en.md", &text("<!-- secret.svg -->")),
        ("content/news/b.en.md", &draft("![x](secret.svg)")),
        ("content/news/secret.svg", PICTURE),
        ("templates/base.html", template),
    ]);
    let run = site.try_build(&[]);
    assert!(run.code == 1 && run.stderr.contains("D701") && run.stderr.contains("its picture"), "{}", run.stderr);
}

#[test]
fn the_folder_of_a_draft_cannot_be_shown_from_outside() {
    for body in
        ["![x](later/p.svg)", "[x](later/p.svg)", "<img src=\"later/p.svg\" alt=\"\">", "![x](/media/news/later/p.svg)"]
    {
        let site = site(&[
            ("content/news/a.en.md", &text(body)),
            ("content/news/later/index.en.md", &draft("![x](p.svg)")),
            ("content/news/later/p.svg", PICTURE),
        ]);
        let (code, problems) = site.check_json(&[]);
        assert!(code == 1 && problems.iter().any(|p| p["code"] == "D203" && p["line"] == 8), "{body}: {problems:?}");
    }
}

#[test]
fn nor_can_the_folder_of_a_dossier_that_is_not_public() {
    let site = site(&[
        ("content/news/a.en.md", &text("![x](../dossiers/gulf/p.svg)")),
        ("content/dossiers/gulf/index.en.md", "---\ntitle: Gulf\ndraft: true\ntags: [iran]\n---\n![x](p.svg)\n"),
        ("content/dossiers/gulf/p.svg", PICTURE),
    ]);
    let (code, problems) = site.check_json(&[]);
    assert!(code == 1 && problems.iter().any(|p| p["code"] == "D203"), "{problems:?}");
    site.write("content/dossiers/gulf/index.en.md", "---\ntitle: Gulf\ntags: [iran]\n---\nText.\n");
    assert_eq!(media(&site.build()), ["dossiers/gulf/p.svg"]);
}

#[test]
fn what_leaves_a_text_leaves_the_site() {
    let site = site(&[("content/news/a.en.md", &text("![x](p.svg)")), ("content/news/p.svg", PICTURE)]);
    assert_eq!(media(&site.build()), ["news/p.svg"]);
    site.write("content/news/a.en.md", text("p.svg"));
    assert_eq!(media(&site.build()), [""; 0]);
}
