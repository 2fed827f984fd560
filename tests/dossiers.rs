//! Dossiers: which articles they gather, where they are shown, what stays out of them.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Site, article, translation};

const DOSSIER: &str = "---\ntitle: \"The Gulf\"\nsummary: \"All of it.\"\ntags: [iran, oil]\n---\nHow it *began*.\n";

fn site(dossier: &str) -> Site {
    Site::new(&[
        ("content/dossiers/gulf.en.md", dossier),
        ("content/dossiers/gulf.fr.md", "---\ntitle: \"Le Golfe\"\n---\nLe début.\n"),
        ("content/news/first.en.md", &article("First", "2025-01-01", "iran", "One.")),
        ("content/news/second.en.md", &article("Second", "2025-01-02", "iran, oil", "Two.")),
        ("content/news/second.fr.md", &translation("Deuxième", "Deux.")),
        ("content/news/third.en.md", &article("Third", "2025-01-03", "oil", "Three.")),
        ("content/news/other.en.md", &article("Other", "2025-01-04", "tea", "Four.")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ])
}

fn titles(site: &Site, address: &str) -> Vec<String> {
    site.build().page(address).texts(".list h3")
}

#[test]
fn a_dossier_gathers_articles_by_tags_the_newest_first() {
    let published = site(DOSSIER).build();
    let page = published.page("/en/dossiers/gulf/");
    assert_eq!(page.text("h1"), "The Gulf");
    assert_eq!(page.text(".introduction"), "How it began.");
    assert_eq!(page.texts(".list h3"), ["Third", "Second", "First"]);
    assert_eq!(published.page("/fr/dossiers/gulf/").texts(".list h3"), ["Deuxième"]);
    assert!(!published.has("ru/dossiers/gulf/index.html"), "a dossier exists where its text does");
}

#[test]
fn a_list_made_by_hand_comes_first_and_the_rest_can_run_forward() {
    let by_hand = DOSSIER.replace("tags:", "articles: [news/other, news/second]\norder: oldest\ntags:");
    assert_eq!(titles(&site(&by_hand), "/en/dossiers/gulf/"), ["Other", "Second", "First", "Third"]);
    let all = DOSSIER.replace("tags:", "match: all\ntags:");
    assert_eq!(titles(&site(&all), "/en/dossiers/gulf/"), ["Second"]);
}

#[test]
fn pages_lead_to_the_dossiers_and_the_languages_know_each_other() {
    let published = site(DOSSIER).build();
    let article = published.page("/en/news/second/");
    assert_eq!(article.attributes(".in-dossiers a", "href"), ["/en/dossiers/gulf/"]);
    assert!(!published.page("/en/news/other/").has(".in-dossiers"));
    assert_eq!(published.page("/en/").attributes(".front-dossiers h3 a", "href"), ["/en/dossiers/gulf/"]);
    assert!(published.page("/en/").attributes(".colophon a", "href").contains(&"/en/dossiers/".to_owned()));
    let alternates = published.page("/en/dossiers/gulf/").alternates();
    assert_eq!(alternates["fr"], "https://news.example/fr/dossiers/gulf/");
    assert_eq!(published.page("/en/dossiers/").texts(".dossiers h2"), ["The Gulf"]);
    assert!(published.text("sitemap-en.xml").contains("https://news.example/en/dossiers/gulf/"));
    assert!(!published.page("/ru/").has(".front-dossiers"));
}

#[test]
fn long_dossiers_have_several_pages_and_the_introduction_stands_on_the_first() {
    let site = site(DOSSIER);
    site.write("site.yaml", format!("{}paginate: 2\n", common::CONFIG));
    let published = site.build();
    let second = published.page("/en/dossiers/gulf/page/2/");
    assert_eq!(second.texts(".list h3"), ["First"]);
    assert!(!second.has(".introduction"));
}

#[test]
fn drafts_embargoed_articles_and_their_pictures_stay_out() {
    let site = site(&DOSSIER.replace("tags:", "draft: true\nimage: { src: secret.svg, alt: x }\ntags:"));
    site.write("content/dossiers/secret.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"/>");
    site.remove("content/dossiers/gulf.fr.md");
    let published = site.build();
    for word in ["The Gulf", "gulf", "secret.svg"] {
        assert_eq!(published.traces_of(word), [""; 0], "{word}");
    }
    let previewed = site.build_with(&["--drafts", "--out", "preview"]);
    drop(previewed);
    let preview = site.out_in("preview");
    assert!(preview.page("/en/dossiers/gulf/").has("meta[name=robots][content=noindex]"));

    let site = self::site(&DOSSIER.replace("tags:", "articles: [news/later]\ntags:"));
    site.write("content/news/later.en.md", article("Tomorrow", "2025-03-01", "iran", "Soon."));
    assert_eq!(site.build().traces_of("Tomorrow"), [""; 0]);
}

#[test]
fn a_dossier_without_public_articles_has_no_page() {
    let site = site("---\ntitle: \"Empty\"\narticles: [news/later]\n---\nText.\n");
    site.remove("content/dossiers/gulf.fr.md");
    site.write("content/news/later.en.md", article("Tomorrow", "2025-03-01", "iran", "Soon."));
    assert_eq!(site.build().traces_of("Empty"), [""; 0]);
}

#[test]
fn mistakes_have_a_place_and_a_way_out() {
    let problems = |front: &str| {
        let (_, problems) = site(&format!("---\ntitle: T\n{front}\n---\nText.\n")).check_json(&[]);
        let in_dossier = |d: &&serde_json::Value| d["path"] == "content/dossiers/gulf.en.md";
        let found: Vec<String> = problems
            .iter()
            .filter(in_dossier)
            .map(|d| format!("{}:{} {}", d["line"], d["code"].as_str().unwrap(), d["hints"]))
            .collect();
        found
    };
    let found = problems("tags: [iran, oyl]\narticles:\n  - news/frist");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("3:D113") && found[0].contains("`oil`"), "{found:?}");
    assert!(found[1].starts_with("5:D110") && found[1].contains("`news/first`"), "{found:?}");
    assert!(problems("").iter().any(|d| d.contains("D105")));
    assert!(problems("tags: [iran]\ndate: 2025-01-01").iter().any(|d| d.contains("D104") && d.contains("section")));
}

#[test]
fn a_text_can_link_to_a_dossier_by_its_file() {
    let site = site(DOSSIER);
    let text = article("Linked", "2025-01-05", "tea", "See [it](../dossiers/gulf.md), not [this](../dossiers/glf.md).");
    site.write("content/news/linked.en.md", text);
    let (_, mut problems) = site.check_json(&[]);
    problems.retain(|d| d["code"] != "D502");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0]["hints"].to_string().contains("dossiers/gulf"));
    site.write("content/news/linked.en.md", article("Linked", "2025-01-05", "tea", "See [it](../dossiers/gulf.md)."));
    assert_eq!(site.build().page("/en/news/linked/").attributes(".text a", "href"), ["/en/dossiers/gulf/"]);
}

#[test]
fn translators_find_dossiers_in_their_list() {
    let site = Site::new(&[
        ("content/news/a.en.md", &article("A", "2025-01-10", "tea", "x")),
        ("content/dossiers/tea.en.md", "---\ntitle: All tea\ntags: tea\n---\nFour words of tea.\n"),
        ("content/dossiers/tea.fr.md", "---\ntitle: Tout le thé\n---\nUn.\n"),
    ]);
    let run = site.run(&["translations", "--json", "--now", common::NOW]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let all = report["stories"].as_array().unwrap();
    let dossier = all.iter().find(|work| work["id"] == "dossiers/tea").unwrap();
    assert_eq!((&dossier["kind"], &dossier["title"]), (&"dossier".into(), &"All tea".into()));
    assert_eq!(dossier["original"]["words"], 6);
    let states: Vec<_> =
        dossier["translations"].as_array().unwrap().iter().map(|t| t["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["present", "missing"], "the French one is there, though no French article is");
}
