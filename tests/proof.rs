//! Proofs: what shows drafts never takes the place of the site that readers get, and says what it is.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site, article, translation};

fn site() -> Site {
    let draft = article("Hidden", "2025-01-11", "tea", "Words.").replacen("---\n", "---\ndraft: true\n", 1);
    Site::new(&[
        ("site.yaml", &format!("{CONFIG}redirects: [html, netlify]\n")),
        (
            "content/news/open.en.md",
            &article("Open", "2025-01-10", "tea", "Text.").replace("tags:", "aliases: [/old]\ntags:"),
        ),
        ("content/news/open.fr.md", &translation("Ouvert", "Texte.")),
        ("content/news/open.ru.md", &translation("Открыто", "Текст.")),
        ("content/news/hidden.en.md", &draft),
        ("content/news/later.en.md", &article("Later", "2099-01-11", "tea", "Words.")),
    ])
}

#[test]
fn a_proof_is_written_beside_the_published_site() {
    let site = site();
    let published = site.build().files();
    for options in [&["--drafts"][..], &["--future"], &["--drafts", "--future"], &["--pseudo"]] {
        let run = site.try_build(options);
        assert!(run.code == 0 && run.stdout.contains("proof"), "{options:?}: {}{}", run.stdout, run.stderr);
        assert!(site.out().files() == published, "{options:?}");
    }
    assert!(site.build_with(&["--drafts"]).has("en/news/hidden/index.html"));
    assert!(site.build_with(&["--future"]).has("en/news/later/index.html"));
}

#[test]
fn a_proof_is_never_written_over_the_site_nor_the_site_over_a_proof() {
    let site = site();
    site.build();
    site.build_with(&["--drafts"]);
    let before = (site.out().files(), site.out_in("proof").files());
    for options in [
        &["--drafts", "--out", "public"][..],
        &["--future", "--out", "public"],
        &["--pseudo", "--out", "public"],
        &["--out", "proof"],
    ] {
        let run = site.try_build(options);
        assert!(run.code == 2 && run.stderr.contains("D606"), "{options:?}: {}", run.stderr);
    }
    assert!((site.out().files(), site.out_in("proof").files()) == before);
    assert_eq!(site.try_build(&["--drafts", "--out", "preview"]).code, 0);
    assert_eq!(site.try_build(&["--out", "preview"]).code, 2, "wherever it is");
}

#[test]
fn every_page_of_a_proof_says_so_in_its_language() {
    let site = site();
    let public = site.build();
    let out = site.build_with(&["--drafts"]);
    let mut pages = 0;
    for path in out.files().keys().filter(|path| path.ends_with(".html") && !path.starts_with("old/")) {
        let page = out.page(&format!("/{path}"));
        let word = match page.attribute("html", "lang").as_str() {
            "fr" => "Épreuve",
            "ru" => "Пробная",
            _ => "Proof",
        };
        assert!(page.text("body > .proof[role=note]:first-child").starts_with(word), "{path}");
        assert!(page.attributes("head meta[name=robots]", "content").iter().any(|c| c.contains("noindex")), "{path}");
        pages += 1;
    }
    assert!(pages > 10);
    assert!(out.page("/old/").has("meta[name=robots][content=noindex]"));
    assert!(
        !public.page("/en/news/open/").has(".proof, meta[name=robots]"),
        "the site itself says nothing of the kind"
    );
}

#[test]
fn search_engines_are_kept_out_of_a_proof_whatever_the_site_says_otherwise() {
    let site = site();
    site.write("static/robots.txt", "User-agent: *\nAllow: /\n");
    let out = site.build_with(&["--drafts"]);
    assert_eq!(out.text("robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(out.text("_headers").contains("  X-Robots-Tag: noindex, nofollow\n"));
    let public = site.build();
    assert!(public.text("robots.txt").contains("Allow: /") && !public.text("_headers").contains("X-Robots-Tag"));
}

#[test]
fn a_theme_of_ones_own_cannot_leave_the_notice_out() {
    let site = site();
    site.write("templates/article.html", "<!doctype html><html lang=\"{{ lang }}\"><head><title>x</title></head><body class=\"a>b\"><h1>{{ article.title }}</h1></body></html>");
    let page = site.build_with(&["--drafts"]).page("/fr/news/open/");
    assert!(page.text("body > .proof:first-child").starts_with("Épreuve"));
    assert!(page.has("head meta[name=robots]"));
}

#[test]
fn the_published_record_is_what_a_proof_is_held_against_and_never_the_other_way() {
    let site = site();
    site.build();
    site.build_with(&["--drafts"]);
    assert!(!site.out_in("proof").text("addresses.json").contains("hidden"));
    let run = site.try_build(&["--strict"]);
    assert!(!run.stderr.contains("D311") && !run.stderr.contains("D313"), "{}", run.stderr);
}
