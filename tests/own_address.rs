//! The site's own addresses: what cannot be one is refused where it was written.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site, article};

fn site() -> Site {
    Site::new(&[("content/news/a.en.md", &article("A", "2025-01-20", "tea", "Text."))])
}

/// Code, place and message of all errors.
fn errors(site: &Site) -> Vec<String> {
    let (_, problems) = site.check_json(&[]);
    let errors = problems.iter().filter(|problem| problem["severity"] == "error");
    let text = |problem: &serde_json::Value, key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    errors
        .map(|p| {
            format!("{} {}:{}: {}; {}", text(p, "code"), text(p, "path"), p["line"], text(p, "message"), p["hints"])
        })
        .collect()
}

#[test]
fn an_address_on_the_command_line_that_is_none_is_wrong_usage() {
    let site = site();
    site.build();
    let before = site.out().files();
    for url in [
        "not-a-url",
        "",
        "https://user@news.example",
        "https://news.example:99999",
        "https://{host}",
        "https://news.example/?a",
    ] {
        for command in ["build", "check"] {
            let run = site.run(&[command, "--base-url", url]);
            assert_eq!(run.code, 2, "{command} {url}: {}", run.stderr);
            assert!(run.stderr.contains("D604") && run.stderr.contains("--base-url"), "{}", run.stderr);
            assert!(!run.stderr.contains("site.yaml:"), "the file is not to blame: {}", run.stderr);
        }
    }
    assert!(site.out().files() == before);
    let out = site.build_with(&["--base-url", "http://localhost:8000/daily/"]);
    assert_eq!(
        out.page("/en/news/a/").attribute("link[rel=canonical]", "href"),
        "http://localhost:8000/daily/en/news/a/"
    );
}

#[test]
fn an_address_in_the_configuration_that_is_none_is_refused_at_its_line() {
    let site = site();
    for (url, word) in [
        ("not-a-url", "https://"),
        ("https://user:secret@news.example", "user"),
        ("https://news.example:port", "port"),
        ("\"https://{{ host }}\"", "brace"),
        ("\"https://news.example/#top\"", "`#`"),
    ] {
        site.write("site.yaml", CONFIG.replace("https://news.example", url));
        let errors = errors(&site);
        assert!(
            errors.len() == 1 && errors[0].starts_with("D002 site.yaml:2:") && errors[0].contains(word),
            "{url}: {errors:?}"
        );
    }
}

#[test]
fn a_pattern_is_a_path_and_nothing_else() {
    let site = site();
    for (line, sign) in [
        ("article: \"/:section/:slug/?amp=1/\"", "`?`"),
        ("tag: \"/tags/#:slug/\"", "`#`"),
        ("page: \"/{lang}/:slug/\"", "`{`"),
        ("archive: \"/old news/\"", "` `"),
        ("sections: { news: \"/n%20/:slug/\" }", "`%`"),
    ] {
        site.write("site.yaml", format!("{CONFIG}permalinks:\n  {line}\n"));
        let errors = errors(&site);
        assert!(
            errors.len() == 1 && errors[0].starts_with("D002 site.yaml:6:") && errors[0].contains(sign),
            "{line}: {errors:?}"
        );
    }
}

#[test]
fn a_section_in_the_place_of_our_own_folders_is_told_once_by_its_cause() {
    for (section, folder) in [
        ("keywords", "/en/tags/"),
        ("authors-desk", "/en/authors/"),
        ("archive", "/en/archive/"),
        ("corrections", "/en/corrections/"),
        ("files", "/en/dossiers/"),
    ] {
        let site = site();
        for i in 0..3 {
            site.write(&format!("content/{section}/s{i}.en.md"), article("S", "2025-01-20", "tea, s0, s1", "Text."));
        }
        let slug = folder.trim_end_matches('/').rsplit('/').next().unwrap();
        site.write("locales/en/s.ftl", format!("section-{section} = S\n    .slug = {slug}\n"));
        let errors: Vec<String> = errors(&site).into_iter().filter(|error| !error.starts_with("D1")).collect();
        assert_eq!(errors.len(), 1, "{section}: {errors:#?}");
        assert!(errors[0].starts_with(&format!("D304 content/{section}:")) && errors[0].contains(folder), "{errors:?}");
    }
    // Below its language a section of that name is in nobody's way.
    let site = site();
    site.write("content/media/a.en.md", article("M", "2025-01-20", "tea", "Text."));
    assert!(site.build().has("en/media/a/index.html"));
}
