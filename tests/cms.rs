//! What `dateline cms` writes. That the system itself takes it, and that `check` takes what the system writes, is tried in a
//! browser by `.ci/cms.py`.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Run, Site};
use serde_yaml::Value;

const TEXT: &str = "---\ntitle: A\ndate: 2025-01-20\nsummary: B\n---\nText.\n";

fn fine(run: Run) -> (String, String) {
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    (run.stdout, run.stderr)
}

fn configuration(site: &Site, path: &str) -> Value {
    serde_yaml::from_str(&std::fs::read_to_string(site.root().join(path)).unwrap()).unwrap()
}

fn collection<'a>(config: &'a Value, name: &str) -> &'a Value {
    let all = config["collections"].as_sequence().unwrap();
    all.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no collection {name}"))
}

fn field<'a>(collection: &'a Value, name: &str) -> &'a Value {
    let all = collection["fields"].as_sequence().unwrap();
    all.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no field {name}"))
}

#[test]
fn each_section_is_a_collection_in_the_languages_and_with_the_names_of_the_site() {
    let site = Site::new(&[
        ("content/news/a.en.md", TEXT),
        ("content/news/a.fr.md", "---\ntitle: C\n---\nTexte.\n"),
        ("content/analysis/b/index.en.md", TEXT),
        ("content/sections/news.en.md", "---\nname: The news\n---\n"),
    ]);
    let (said, _) = fine(site.run(&["cms", "--repo", "gazette/site", "--backend", "gitlab"]));
    assert!(!said.contains("OWNER"), "{said}");
    let config = configuration(&site, "cms/config.yml");
    assert_eq!(config["backend"]["repo"], "gazette/site");
    assert_eq!(config["backend"]["name"], "gitlab");
    assert_eq!(config["i18n"]["structure"], "multiple_files");
    assert_eq!(config["i18n"]["locales"], serde_yaml::from_str::<Value>("[en, fr, ru]").unwrap());
    let news = collection(&config, "news");
    assert_eq!((&news["label"], &news["folder"]), (&"The news".into(), &"content/news".into()));
    assert_eq!(news.get("path"), None);
    assert_eq!(news["media_folder"], "", "pictures lie beside the texts");
    assert_eq!(collection(&config, "analysis")["path"], "{{slug}}/index", "as the section's texts are");
    assert_eq!(field(news, "title")["i18n"], true);
    assert_eq!(field(news, "date").get("i18n"), None, "a translation inherits the date");
    assert_eq!(field(news, "date")["format"], "YYYY-MM-DD", "as the site's dates are");
    assert_eq!(field(news, "author")["collection"], "authors");
    let draft = field(news, "draft");
    assert!(
        draft.get("default").is_none() && draft.get("required").is_none(),
        "what a form assumes takes texts off a site"
    );
    for name in ["plain-pages", "authors", "dossiers", "tags", "sections"] {
        assert!(!collection(&config, name)["fields"].as_sequence().unwrap().is_empty());
    }
    let page = std::fs::read_to_string(site.root().join("cms/index.html")).unwrap();
    assert!(page.contains("integrity=\"sha384-") && page.contains("The Gazette"), "{page}");
}

#[test]
fn a_site_in_one_language_has_no_languages_there() {
    let config = "title: <Газета> & Co\nbase_url: https://news.example\nlanguages: [ru]\n";
    let site = Site::new(&[("site.yaml", config), ("content/новости/a.md", TEXT)]);
    fine(site.run(&["cms"]));
    let config = configuration(&site, "cms/config.yml");
    assert_eq!(config.get("i18n"), None);
    let news = collection(&config, "новости");
    assert_eq!(news.get("i18n"), None);
    assert_eq!(field(news, "title").get("i18n"), None);
    let page = std::fs::read_to_string(site.root().join("cms/index.html")).unwrap();
    assert!(page.contains("&lt;Газета"), "{page}");
}

#[test]
fn the_language_of_the_site_can_be_left_out_of_names() {
    let site = Site::new(&[
        ("content/news/a.md", TEXT),
        ("content/news/a.fr.md", "---\ntitle: C\n---\nTexte.\n"),
        ("content/news/b.md", TEXT),
    ]);
    fine(site.run(&["cms"]));
    assert_eq!(configuration(&site, "cms/config.yml")["i18n"]["omit_default_locale_from_file_path"], true);
    let (said, _) = fine(site.run(&["cms", "--kind", "decap", "--to", &site.root().join("decap").to_string_lossy()]));
    assert!(said.contains("rename"), "{said}");
    let decap = configuration(&site, "decap/config.yml");
    assert_eq!(decap.get("output"), None, "a setting of the other system");
}

#[test]
fn what_a_form_would_lose_is_told() {
    let short = TEXT.replace("summary: B", "image: cup.jpg");
    let site = Site::new(&[
        ("content/news/a.en.md", short.as_str()),
        ("content/authors/ann.en.md", "---\nname: Ann\nphoto: { src: ann.jpg }\n---\n"),
        ("content/news/2025/deep/c.en.md", TEXT),
        ("content/news/b.en.md", TEXT),
        ("content/news/d.md", TEXT),
    ]);
    let (said, told) = fine(site.run(&["cms"]));
    for word in ["D632", "content/news/a.en.md:4:8", "image: { src: cup.jpg }"] {
        assert!(told.contains(word), "{word}: {told}");
    }
    assert!(!told.contains("ann.en.md"), "{told}");
    assert!(said.contains("1 text without a language in the name cannot be edited there"), "{said}");
    assert!(said.contains("content/news/ are not shown") && said.contains("OWNER/REPOSITORY"), "{said}");
}

#[test]
fn what_somebody_has_written_stays() {
    let site = Site::new(&[("content/news/a.en.md", TEXT)]);
    fine(site.run(&["cms"]));
    fine(site.run(&["cms"]));
    site.write("cms/config.yml", "mine: true\n");
    let run = site.run(&["cms"]);
    assert!(run.code == 1 && run.stderr.contains("D631") && run.stderr.contains("--force"), "{}", run.stderr);
    assert_eq!(configuration(&site, "cms/config.yml")["mine"], true);
    fine(site.run(&["cms", "--force"]));
    site.build();
    let inside = site.root().join("public/admin");
    for (arguments, word) in [
        (vec!["--kind", "sveltja"], "did you mean `sveltia`?"),
        (vec!["--backend", "githab"], "did you mean `github`?"),
        (vec!["--repo", "https://github.com/a/b"], "--repo gazette/site"),
        (vec!["--to", inside.to_str().unwrap()], "replaces as a whole"),
    ] {
        let run = site.run(&[vec!["cms"], arguments].concat());
        assert!(run.code == 2 && run.stderr.contains(word), "{word}: {}{}", run.stdout, run.stderr);
    }
}

#[test]
fn a_site_that_has_just_begun_is_told_to_come_again() {
    let site = Site::new(&[("content/about.en.md", "---\ntitle: About\n---\nText.\n")]);
    let (said, _) = fine(site.run(&["cms"]));
    assert!(said.contains("no section yet"), "{said}");
    // A section of site.yaml is one before it has a text.
    site.write("site.yaml", common::CONFIG.to_owned() + "sections: [news]\n");
    fine(site.run(&["cms", "--force"]));
    assert_eq!(collection(&configuration(&site, "cms/config.yml"), "news")["label"], "News");
}
