//! Addresses: what they are made of, that they last, and how they are written where a standard wants ASCII.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Site, article, translation};

const TITLE: &str = "Что меняет договор? Щукин";

/// A site with one Russian article; `more` stands in site.yaml.
fn site(more: &str) -> Site {
    let config = format!("title: T\nbase_url: https://x.example\nlanguages: [en, ru]\n{more}");
    Site::new(&[
        ("site.yaml", &config),
        ("content/news/договор.ru.md", &article(TITLE, "2025-01-20", "иран", "Текст.")),
        ("content/news/plain.en.md", &article("A plain title", "2025-01-19", "", "Text.")),
        ("content/authors/ann.ru.md", "---\nname: Анна\n---\n"),
        ("locales/en/names.ftl", "section-news = News\n"),
        ("locales/ru/names.ftl", "section-news = Новости\n"),
    ])
}

/// The codes and messages of `check`.
fn problems(site: &Site) -> Vec<String> {
    let (_, problems) = site.check_json(&[]);
    let text = |d: &serde_json::Value, key: &str| d[key].as_str().unwrap().to_owned();
    let line = |d| format!("{} {}:{} {}", text(d, "code"), text(d, "path"), d["line"], text(d, "message"));
    problems.iter().map(line).collect()
}

#[test]
fn a_file_name_is_the_address_as_it_stands() {
    let site = site("");
    assert!(site.build().has("ru/news/договор/index.html"));
    assert_eq!(problems(&site), Vec::<String>::new());
}

#[test]
fn cyrillic_is_transliterated_by_the_standard_that_the_site_names() {
    let with = |name: &str| {
        let languages = format!("languages: [en, {{ tag: ru, transliterate: {name} }}]");
        let site = site("slugs: title\n");
        let config = format!("title: T\nbase_url: https://x.example\n{languages}\nslugs: title\n");
        site.write("site.yaml", config);
        let out = site.build();
        out.files().into_keys().filter(|path| path.starts_with("ru/")).collect::<Vec<_>>()
    };
    let bgn = with("bgn");
    assert!(bgn.contains(&"ru/news/chto-menyayet-dogovor-shchukin/index.html".to_owned()), "{bgn:#?}");
    assert!(bgn.contains(&"ru/tags/iran/index.html".to_owned()), "{bgn:#?}");
    let iso = with("iso9");
    assert!(iso.contains(&"ru/news/cto-menaet-dogovor-sukin/index.html".to_owned()), "{iso:#?}");
    let by_id = with("und-Latn-t-und-cyrl");
    assert_eq!(by_id, iso);
}

#[test]
fn a_default_is_for_the_languages_that_have_it() {
    let site = site("transliterate: bgn\n");
    let out = site.build();
    assert!(out.has("ru/news/dogovor/index.html"));
    assert!(out.has("en/news/plain/index.html"));
    assert!(site.check_json(&[]).1.iter().all(|d| d["code"] == "D112"));
}

#[test]
fn chinese_is_transliterated_to_pinyin() {
    let site = Site::new(&[
        (
            "site.yaml",
            "title: T\nbase_url: https://x.example\nlanguages: [{ tag: zh-Hans, prefix: zh-Hans, transliterate: und-Latn-t-und-hans }]\n",
        ),
        ("content/news/条约.md", &article("条约", "2025-01-20", "", "文。")),
    ]);
    let out = site.build();
    assert!(out.has("zh-Hans/news/tiao-yue/index.html"), "{:#?}", out.files().keys());
}

#[test]
fn a_wrong_name_of_a_standard_is_reported_at_its_place() {
    let site = site("");
    site.write(
        "site.yaml",
        "title: T\nbase_url: https://x.example\nlanguages:\n  - en\n  - { tag: ru, transliterate: bng }\nslugs: titel\n",
    );
    let (code, found) = site.check_json(&[]);
    assert_eq!(code, 1);
    let wrong = found.iter().find(|d| d["message"].as_str().unwrap().contains("`bng`")).unwrap();
    assert_eq!((&wrong["path"], &wrong["line"], &wrong["column"]), (&"site.yaml".into(), &5.into(), &31.into()));
    let hints = wrong["hints"].to_string();
    assert!(hints.contains("did you mean `bgn`") && hints.contains("iso9"), "{hints}");
    let source = found.iter().find(|d| d["message"].as_str().unwrap().contains("`titel`")).unwrap();
    assert_eq!(source["line"], 6);
    assert!(source["hints"].to_string().contains("`title`"));
    site.write("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\ntransliterate: nothing\n");
    let (_, found) = site.check_json(&[]);
    assert!(found.iter().any(|d| d["line"] == 4 && d["code"] == "D002"), "{found:#?}");
}

#[test]
fn a_slug_that_somebody_wrote_is_never_transliterated() {
    let site = site("transliterate: bgn\n");
    let text = article(TITLE, "2025-01-20", "иран", "Текст.").replace("date:", "slug: Договор\ndate:");
    site.write("content/news/договор.ru.md", text);
    site.write("locales/ru/names.ftl", "section-news = Новости\n    .slug = новости\n");
    assert!(site.build().has("ru/новости/Договор/index.html"));
}

#[test]
fn each_language_makes_its_address_of_its_own_title() {
    let site = site("slugs: title\n");
    site.write("content/news/plain.ru.md", translation("Простой заголовок", "Текст."));
    let out = site.build();
    assert!(out.has("en/news/a-plain-title/index.html"));
    assert!(out.has("ru/news/простой-заголовок/index.html"));
    assert_eq!(
        out.page("/en/news/a-plain-title/").attribute("nav.languages a[hreflang=ru]", "href"),
        "/ru/news/простой-заголовок/"
    );
}

#[test]
fn an_address_that_would_change_with_the_title_is_reported_until_it_is_pinned() {
    let site = site("slugs: title\n");
    site.write(
        "content/news/draft.en.md",
        article("A draft", "2025-01-20", "", "x").replace("date:", "draft: true\ndate:"),
    );
    let crlf = "---\r\ntitle: 'Windows'\r\ndate: 2025-01-02\r\nauthor: ann\r\n---\r\nText.\r\n";
    site.write("content/news/crlf.en.md", crlf);
    let found = problems(&site);
    assert_eq!(found.len(), 3, "drafts are nobody's addresses yet: {found:#?}");
    assert!(found[0].starts_with("D112 content/news/crlf.en.md:2 the address `windows` would change with the title"));
    let listed = site.run(&["slugs", "--json"]);
    let listed: serde_json::Value = serde_json::from_str(&listed.stdout).unwrap();
    let paths: Vec<&str> = listed.as_array().unwrap().iter().map(|e| e["path"].as_str().unwrap()).collect();
    assert_eq!(
        paths,
        [
            "content/news/crlf.en.md",
            "content/news/draft.en.md",
            "content/news/plain.en.md",
            "content/news/договор.ru.md"
        ]
    );
    let before = site.build().files();
    let one = site.run(&["slugs", "--write", "content/news/crlf.en.md"]);
    assert_eq!(one.code, 0, "{}", one.stderr);
    assert_eq!(problems(&site).len(), 2);
    assert_eq!(
        std::fs::read_to_string(site.root().join("content/news/crlf.en.md")).unwrap(),
        crlf.replace("'Windows'\r\n", "'Windows'\r\nslug: \"windows\"\r\n")
    );
    assert_eq!(site.run(&["slugs", "--write"]).code, 0);
    assert_eq!(problems(&site), Vec::<String>::new());
    assert!(site.run(&["slugs"]).stdout.contains("Every address is pinned."));
    assert_eq!(site.build().files(), before, "no page changed");
    assert!(std::fs::read_dir(site.root().join("content/news")).unwrap().count() == 4, "no copies are left");
    let text = std::fs::read_to_string(site.root().join("content/news/plain.en.md")).unwrap();
    site.write("content/news/plain.en.md", text.replace("A plain title", "Another title"));
    let page = site.build().page("/en/news/a-plain-title/");
    assert_eq!(page.text("h1"), "Another title");
}

#[test]
fn two_articles_are_never_pinned_to_one_address() {
    let site = site("slugs: title\n");
    site.write("content/news/another.ru.md", article(TITLE, "2025-01-18", "", "Другой текст."));
    site.write("content/news/third.ru.md", article("Третий", "2025-01-17", "", "Текст."));
    let run = site.run(&["slugs", "--write"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert_eq!(run.stderr.matches("D301").count(), 2, "{}", run.stderr);
    let written = |name: &str| std::fs::read_to_string(site.root().join(name)).unwrap().contains("slug:");
    assert!(!written("content/news/another.ru.md") && !written("content/news/договор.ru.md"));
    assert!(written("content/news/third.ru.md"), "the others are pinned all the same");
}

#[test]
fn a_file_that_is_no_article_is_a_wrong_call() {
    let run = site("slugs: title\n").run(&["slugs", "--write", "content/news/plian.en.md"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("did you mean `content/news/plain.en.md`"), "{}", run.stderr);
}

#[test]
fn pages_link_in_cyrillic_and_sitemaps_feeds_and_heads_are_encoded() {
    let site = site("");
    site.write("content/news/договор.en.md", article("The treaty", "2025-01-20", "иран", "Text."));
    let out = site.build();
    let encoded = "https://x.example/ru/news/%D0%B4%D0%BE%D0%B3%D0%BE%D0%B2%D0%BE%D1%80/";
    assert!(out.page("/ru/").attributes(".card a", "href").contains(&"/ru/news/договор/".to_owned()));
    let page = out.page("/ru/news/договор/");
    assert_eq!(page.attribute("link[rel=canonical]", "href"), encoded);
    assert_eq!(page.alternates()["ru"], encoded);
    assert_eq!(page.attribute("meta[property='og:url']", "content"), encoded);
    for file in ["sitemap-ru.xml", "ru/feed.xml"] {
        let text = out.text(file);
        assert!(text.contains(encoded), "{file}: {text}");
        assert!(!text.contains("news/договор/"), "{file}");
    }
}
