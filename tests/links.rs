//! Every link leads somewhere: what `check` says of the addresses on the rendered pages.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site, article, translation};
use serde_json::Value;

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>";

fn site(more: &[(&str, &str)]) -> Site {
    let names = "section-news = News\ntag-iran = Iran\n";
    let files = [
        ("content/authors/ann.en.md", "---\nname: Ann\nphoto: ann.svg\n---\nAnn writes.\n"),
        ("content/authors/ann.svg", PICTURE),
        ("content/news/first.en.md", &article("First", "2025-01-20", "iran", "## Why?\n\nText.[^1]\n\n[^1]: A note.")),
        ("content/news/first.fr.md", &translation("Premier", "## Pourquoi ?\n\nTexte.")),
        ("content/news/first.ru.md", &translation("Первый", "## Что дальше?\n\nТекст.")),
        ("content/about.en.md", "---\ntitle: About\n---\nText.\n"),
        ("locales/en/names.ftl", names),
        ("locales/fr/names.ftl", names),
        ("locales/ru/names.ftl", names),
    ];
    Site::new(&[&files[..], more].concat())
}

/// The places and messages of what leads nowhere.
fn broken(site: &Site) -> Vec<(String, String)> {
    let (code, problems) = site.check_json(&[]);
    assert_eq!(code, 0, "a link that leads nowhere is a warning: {problems:?}");
    let place = |p: &Value| match &p["path"] {
        Value::String(path) => format!("{path}:{}:{}", p["line"], p["column"]),
        _ => String::new(),
    };
    let of_links = problems.iter().filter(|problem| problem["code"] == "D702");
    of_links.map(|p| (place(p), p["message"].as_str().unwrap().to_owned())).collect()
}

fn with_footer(footer: &str) -> String {
    format!("{{% extends \"gazette/base.html\" %}}{{% block colophon %}}{footer}{{% endblock colophon %}}")
}

#[test]
fn a_sound_site_has_no_broken_link_in_any_page_feed_or_sitemap() {
    let site = site(&[]);
    assert_eq!(broken(&site), []);
    site.write(
        "site.yaml",
        format!("{CONFIG}missing_translations: page\npaginate: 1\n").replace(".example", ".example/paper"),
    );
    for i in 0..4 {
        site.write(&format!("content/news/more{i}.en.md"), article("More", "2025-01-10", "iran", "Text."));
    }
    assert_eq!(broken(&site), [], "with a base path, pages of lists and pages that stand in for translations");
}

#[test]
fn a_site_that_has_little_links_to_nothing_that_it_lacks() {
    assert_eq!(broken(&Site::new(&[])), [], "no article at all");
    let plain = "---\ntitle: Plain\ndate: 2025-01-19\n---\nText.\n";
    let site = Site::new(&[("content/news/plain.en.md", plain)]);
    assert_eq!(broken(&site), [], "no tag, no author, nothing in the other languages");
    site.write(
        "content/news/plain.en.md",
        plain.replace(
            "date:",
            "unlisted: true\ntags: [a]\nauthor: b\ncorrections: [{ date: 2025-01-20, text: x }]\ndate:",
        ),
    );
    assert_eq!(broken(&site), [], "an article in no list");
    site.write(
        "content/news/other.fr.md",
        plain.replace("date:", "tags: [a]\nauthor: b\ncorrections: [{ date: 2025-01-20, text: x }]\ndate:"),
    );
    site.write("content/dossiers/d.fr.md", "---\ntitle: D\ntags: [a]\n---\n");
    for missing in ["omit", "home", "page"] {
        site.write("site.yaml", format!("{CONFIG}missing_translations: {missing}\n"));
        assert_eq!(broken(&site), [], "{missing}");
    }
    site.write("site.yaml", format!("{CONFIG}feeds: {{ formats: [atom] }}\n"));
    assert_eq!(broken(&site), [], "other feeds than usual");
}

#[test]
fn the_sample_site_has_no_broken_link() {
    let root = env!("CARGO_MANIFEST_DIR");
    let run = common::run(std::process::Command::new(env!("CARGO_BIN_EXE_dateline")).args([
        "check",
        "--root",
        root,
        "--now",
        "2026-01-01T00:00:00Z",
    ]));
    assert!(run.code == 0 && !run.stderr.contains("D702"), "{}", run.stderr);
}

#[test]
fn a_broken_link_of_a_template_is_told_once_with_a_page_and_its_template() {
    let site = site(&[("templates/base.html", &with_footer("<a href=\"/en/abuot/\">{{ site.title }}</a>"))]);
    let (code, problems) = site.check_json(&[]);
    let of_links: Vec<&Value> = problems.iter().filter(|problem| problem["code"] == "D702").collect();
    assert_eq!((code, of_links.len()), (0, 1), "{problems:?}");
    let message = of_links[0]["message"].as_str().unwrap();
    assert!(message.starts_with("the address `/en/abuot/` leads to nothing; it is on `404.html` and "), "{message}");
    let hints = of_links[0]["hints"].to_string();
    assert!(hints.contains("did you mean `/en/about/`?") && hints.contains("the template `404.html`"), "{hints}");
    assert_eq!(site.run(&["check", "--strict", "--now", common::NOW]).code, 1);
}

#[test]
fn every_kind_of_address_is_followed() {
    for markup in [
        "<link rel=\"stylesheet\" href=\"/gone\">",
        "<script src=\"/gone\"></script>",
        "<img src=\"/gone\" alt=\"\">",
        "<img src=\"/media/authors/ann.svg\" srcset=\"/media/authors/ann.svg 1x, /gone 2x\" alt=\"\">",
        "<video poster=\"/gone\"></video>",
        "<audio src=\"https://news.example/gone\"></audio>",
        "<form action=\"//news.example/gone\"></form>",
        "<meta property=\"og:image\" content=\"https://news.example/gone\">",
        "<a href=\"../../../../../../gone\">{{ site.title }}</a>",
    ] {
        let site = site(&[("templates/base.html", &with_footer(markup))]);
        let found = broken(&site);
        assert!(found.len() == 1 && found[0].1.contains("gone` leads to nothing"), "{markup}: {found:?}");
    }
}

#[test]
fn a_broken_address_in_a_text_is_told_where_it_stands() {
    let site = site(&[
        (
            "content/news/bad.en.md",
            &article(
                "Bad",
                "2025-01-19",
                "iran",
                "See [this](/en/news/frist/).\n\nAnd <img src=\"/media/news/gone.png\" alt=\"x\">.",
            ),
        ),
        (
            "content/news/anchors.en.md",
            &article(
                "Anchors",
                "2025-01-18",
                "iran",
                "[Here](#nowhere), [there](first.md#wyh), [yes](first.md#why), [top](#top), [note](first.md#fn-1).",
            ),
        ),
    ]);
    let body = "content/news/bad.en.md";
    assert_eq!(
        broken(&site),
        [
            ("content/news/anchors.en.md:8:1".into(), "there is no `#nowhere` on the page /en/news/anchors/".into()),
            ("content/news/anchors.en.md:8:19".into(), "there is no `#wyh` on the page /en/news/first/".into()),
            (format!("{body}:8:5"), "the address `/en/news/frist/` leads to nothing".into()),
            (format!("{body}:10:5"), "the address `/media/news/gone.png` leads to nothing".into()),
        ]
    );
    let run = site.run(&["check", "--now", common::NOW]);
    assert!(
        run.stderr.contains("did you mean `/en/news/first/`?") && run.stderr.contains("did you mean `#why`?"),
        "{}",
        run.stderr
    );
}

#[test]
fn of_two_files_with_the_same_text_each_is_told_at_its_own_place() {
    let body = "The address /en/news/lost/ is `[x](/en/news/lost/)`.\n\nSee [this](/en/news/lost/), and [this](/en/news/lost/).";
    let site = site(&[
        ("content/news/one.en.md", &article("One", "2025-01-19", "iran", body)),
        ("content/news/two.en.md", &article("Two", "2025-01-18", "iran", &format!("Text.\n\n{body}"))),
        ("content/news/words.en.md", &article("Words", "2025-01-17", "iran", "The address /en/news/lost/ in words.")),
        (
            "content/news/pinned.en.md",
            &article("Pinned", "2025-01-16", "iran", "Text.")
                .replace("tags:", "related: [{ title: Lost, url: /en/news/lost/ }]\ntags:"),
        ),
    ]);
    let places: Vec<String> = broken(&site).into_iter().map(|(place, _)| place).collect();
    let (one, two) = ("content/news/one.en.md", "content/news/two.en.md");
    assert_eq!(
        places,
        [
            format!("{one}:10:5"),
            format!("{one}:10:33"),
            "content/news/pinned.en.md:5:31".to_owned(),
            format!("{two}:12:5"),
            format!("{two}:12:33")
        ]
    );
}

#[test]
fn words_of_feeds_that_look_like_links_are_words() {
    let text = article("Words", "2025-01-19", "iran", "Text.")
        .replace("summary: \"About Words.\"", "summary: 'How to write <a href=\"/en/nowhere/\">a link</a>.'");
    assert_eq!(broken(&site(&[("content/news/words.en.md", &text)])), []);
}

#[test]
fn what_markdown_links_to_by_its_file_is_not_told_twice() {
    let site = site(&[("content/news/bad.en.md", &article("Bad", "2025-01-19", "iran", "See [this](gone.md)."))]);
    let (code, problems) = site.check_json(&[]);
    assert!(code == 1 && problems.iter().any(|p| p["code"] == "D201"));
    assert!(!problems.iter().any(|p| p["code"] == "D702"), "{problems:?}");
}

#[test]
fn old_addresses_static_files_queries_and_letters_of_any_script_are_found() {
    let body = "[old](/post/1) [old](/post/1/) [file](/files/a%20b.pdf) [pdf](</files/a b.pdf>) [query](/en/about/?a=b#content) \
                [page](/en/about) [ru](/ru/новости/второй/#что-дальше) [enc](/ru/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/второй/) \
                [full](https://news.example/en/) [root](https://news.example) [mail](mailto:a@b.example) [text](/en/about/#:~:text=Text)";
    let site = site(&[
        ("content/news/good.en.md", &article("Good", "2025-01-19", "iran", body)),
        (
            "content/news/old.en.md",
            &article("Old", "2025-01-18", "iran", "Text.").replace("tags:", "aliases: [/post/1]\ntags:"),
        ),
        ("content/новости/второй.ru.md", &article("Второй", "2025-01-19", "iran", "## Что дальше?\n\nТекст.")),
        ("static/files/a b.pdf", "%PDF"),
    ]);
    assert_eq!(broken(&site), []);
}

#[test]
fn the_base_path_is_part_of_an_address_and_what_is_beside_it_is_elsewhere() {
    let site = site(&[
        ("site.yaml", &CONFIG.replace("news.example", "news.example/paper")),
        (
            "templates/base.html",
            &with_footer(
                "<a href=\"/paper/en/gone/\">{{ site.title }}</a> <a href=\"/paperback/\">{{ site.title }}</a> <a href=\"/shop/\">{{ site.title }}</a>",
            ),
        ),
        ("content/news/bad.en.md", &article("Bad", "2025-01-19", "iran", "See [this](/en/lost/).")),
    ]);
    let found = broken(&site);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].1.contains("`/paper/en/gone/`"));
    assert_eq!(found[1].0, "content/news/bad.en.md:8:5", "a text has its addresses without the base path");
    let run = site.run(&["check", "--now", common::NOW, "--external-links", "list"]);
    assert!(
        run.stdout.contains("https://news.example/shop/\n") && run.stdout.contains("https://news.example/paperback/\n")
    );
}

#[test]
fn what_something_else_answers_is_not_looked_for() {
    let config = format!("{CONFIG}elsewhere: [/shop/, /search, shop]\n");
    let footer = "<a href=\"/shop/\">{{ site.title }}</a> <a href=\"/shop/a?b\">{{ site.title }}</a> <a href=\"/search\">{{ site.title }}</a> \
                  <a href=\"/searching\">{{ site.title }}</a>";
    let site = site(&[("site.yaml", &config), ("templates/base.html", &with_footer(footer))]);
    let (_, problems) = site.check_json(&[]);
    let of = |code: &str| {
        problems.iter().filter(|p| p["code"] == code).map(|p| p["message"].as_str().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(of("D002"), ["`shop` is no path below the site's"]);
    let broken = of("D702");
    assert!(broken.len() == 1 && broken[0].starts_with("the address `/searching` leads to nothing"), "{broken:?}");
    let run = site.run(&["check", "--now", common::NOW, "--external-links", "list"]);
    assert!(run.stdout.contains("https://news.example/shop/a\n"), "{}", run.stdout);
}

#[test]
fn addresses_of_other_sites_are_listed_once_with_the_files_that_have_them() {
    let site = site(&[(
        "content/news/out.en.md",
        &article(
            "Out",
            "2025-01-19",
            "iran",
            "[a](https://b.example/x?y=1&z=2#c) [a](https://b.example/x?y=1&z=2#c) [b](http://a.example) [m](mailto:a@b.example)",
        ),
    )]);
    let run = site.run(&["check", "--json", "--now", common::NOW, "--external-links", "list"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let list = report["external_links"].as_array().unwrap();
    let addresses: Vec<&str> = list.iter().map(|entry| entry["address"].as_str().unwrap()).collect();
    assert_eq!(addresses, ["http://a.example", "https://b.example/x?y=1&z=2#c"]);
    let files = list[0]["files"].as_array().unwrap();
    assert_eq!(files, &["en/news/out/index.html"]);
    let run = site.run(&["check", "--now", common::NOW, "--external-links", "list"]);
    assert!(run.stdout.starts_with("http://a.example\n    en/news/out/index.html\n"), "{}", run.stdout);
    assert!(!site.run(&["check", "--now", common::NOW]).stdout.contains("a.example"), "only where it is asked for");
}

#[test]
fn an_old_address_leads_on_in_any_form_and_a_host_in_any_case() {
    let body = "<a href=\"/old/\">a</a> <a href=\"HTTPS://News.Example/en/nowhere/\">b</a> <svg><use href=\"/lost.svg#x\"/></svg>";
    let site = Site::new(&[(
        "content/news/a.en.md",
        &article("A", "2025-01-10", "tea", body).replacen("---\n", "---\naliases: [/old]\n", 1),
    )]);
    site.write("site.yaml", format!("{}redirects: [netlify]\ntrust_html: true\n", common::CONFIG));
    let (_, found) = site.check_json(&[]);
    let broken: Vec<&str> =
        found.iter().filter(|d| d["code"] == "D702").map(|d| d["message"].as_str().unwrap()).collect();
    assert!(broken.iter().all(|message| message.contains("nowhere") || message.contains("lost.svg")), "{broken:?}");
    assert!(
        broken.iter().any(|m| m.contains("nowhere")) && broken.iter().any(|m| m.contains("lost.svg")),
        "{broken:?}"
    );
}
