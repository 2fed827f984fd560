//! What editors are given to read the site's files by.

mod common;

use common::{Run, Site};
use serde_json::Value;

const CONFIG: &str = "title: The Gazette\nbase_url: https://news.example\nlanguages: [en, fr]\n\
                      keys: { description: summary, layout: ~ }\n";

fn site() -> Site {
    Site::new(&[
        ("site.yaml", CONFIG),
        ("content/news/a.en.md", "---\ntitle: A\ndate: 2025-01-20\nauthor: ann\ntags: [Gulf states]\n---\nText\n"),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ])
}

fn read(site: &Site, path: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(site.root().join(path)).unwrap()).unwrap()
}

fn fine(run: Run) -> String {
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    run.stdout
}

#[test]
fn schemas_know_the_site_that_they_are_made_for() {
    let site = site();
    let said = fine(site.run(&["schema"]));
    assert!(said.contains("# yaml-language-server: $schema=schemas/site.json"), "{said}");
    assert!(said.contains("$schema=../../schemas/theme.json"), "{said}");
    let article = read(&site, "schemas/article.json");
    let keys = &article["properties"];
    assert_eq!(keys["language"]["enum"], serde_json::json!(["en", "fr", null]));
    assert!(keys["author"].to_string().contains("\"ann\"") && keys["authors"].to_string().contains("\"ann\""));
    assert!(keys["tags"].to_string().contains("\"gulf-states\""));
    assert!(keys["description"]["markdownDescription"].as_str().unwrap().contains("standfirst"), "`keys` maps it");
    assert!(keys["layout"].is_object(), "`keys` passes over it");
    assert_eq!(article["additionalProperties"], false);
    let config = read(&site, "schemas/site.json");
    assert!(config["properties"]["options"]["properties"]["pictures"].is_object(), "the theme's options");
    assert!(config["properties"]["sections"].to_string().contains("\"news\""));
    // Nothing has changed: nothing is touched. And what the command has written it may write again.
    fine(site.run(&["schema"]));
    site.write("content/authors/bob.en.md", "---\nname: Bob\n---\n");
    site.write("content/news/a.en.md", "---\ntitle: A\ndate: 2025-01-20\nauthor: bob\n---\nText\n");
    fine(site.run(&["schema"]));
    assert!(read(&site, "schemas/article.json")["properties"]["author"].to_string().contains("\"bob\""));
}

#[test]
fn one_schema_is_printed_for_other_programs() {
    let site = site();
    let said = fine(site.run(&["schema", "author"]));
    let schema: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(schema["required"], serde_json::json!(["name"]));
    assert!(!site.root().join("schemas").exists());
    let general: Value = serde_json::from_str(&fine(site.run(&["schema", "article", "--general"]))).unwrap();
    assert!(!general["properties"]["author"].to_string().contains("ann"));
    let run = site.run(&["schema", "artical"]);
    assert!(run.code == 2 && run.stderr.contains("did you mean `article`?"), "{}", run.stderr);
}

#[test]
fn without_a_site_the_schemas_fit_any() {
    let site = site();
    site.remove("site.yaml");
    assert!(fine(site.run(&["schema"])).contains("for any site"));
    site.write("site.yaml", "title: [\n");
    let run = site.run(&["schema"]);
    assert!(run.stderr.contains("cannot be read"), "{}", run.stderr);
    assert!(fine(run).contains("for any site"));
}

#[test]
fn a_file_of_somebody_else_is_not_written_over() {
    let site = site();
    site.write("schemas/article.json", "{}");
    let run = site.run(&["schema"]);
    assert!(run.code == 1 && run.stderr.contains("D631") && run.stderr.contains("--force"), "{}", run.stderr);
    assert_eq!(read(&site, "schemas/article.json"), serde_json::json!({}));
    fine(site.run(&["schema", "--force"]));
    assert!(read(&site, "schemas/article.json")["properties"].is_object());
}
