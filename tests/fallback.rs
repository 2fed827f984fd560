//! What readers find where a translation is missing.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Published, Site, article, translation};

const PAGES: &str = "missing_translations: page\n";

/// A Russian original with an English translation, an English story in all languages, and one in English alone.
fn site(missing: &str) -> Site {
    let site = Site::new(&[
        ("site.yaml", &format!("{CONFIG}{missing}")),
        (
            "content/news/treaty.ru.md",
            &article("Договор", "2025-01-20", "iran, war", "См. [все](all.md), [один](../opinion/only.md) и [по-английски](all.en.md).")
                .replace("author:", "original: ru\nslug: dogovor\npullquote: Цитата.\nimage: { src: map.svg, alt: Карта, caption: Путь }\ncorrections: [{ date: 2025-01-21, text: Не так. }]\nauthor:"),
        ),
        ("content/news/map.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 60'/>"),
        ("content/news/all.en.md", &article("All", "2025-01-10", "iran", "See [it](treaty.md).")),
        ("content/news/all.fr.md", &translation("Tous", "Voir [là](treaty.md).")),
        ("content/news/all.ru.md", &translation("Все", "См. [там](treaty.md).")),
        ("content/opinion/only.en.md", &article("Only", "2025-01-05", "iran", "Text.")),
        ("content/about.en.md", "---\ntitle: About us\nsummary: Who we are.\n---\nWe are.\n"),
        ("content/authors/ann.en.md", "---\nname: Ann Example\n---\nAnn writes.\n"),
        ("content/authors/ann.fr.md", "---\nname: Ann Exemple\n---\nAnn écrit.\n"),
        ("locales/en/names.ftl", "section-news = News\nsection-opinion = Opinion\ntag-iran = Iran\ntag-war = War\n"),
        ("locales/fr/names.ftl", "section-news = Actualités\n    .slug = actualites\nsection-opinion = Opinions\ntag-iran = Iran (fr)\ntag-war = Guerre\n"),
        ("locales/ru/names.ftl", "section-news = Новости\nsection-opinion = Мнения\ntag-iran = Иран\ntag-war = Война\n"),
    ]);
    site.write("content/authors/ann.ru.md", "---\nname: Анна Пример\n---\nАнна пишет.\n");
    site
}

const FALLBACK: &str = "/fr/actualites/dogovor/";

fn bar(out: &Published, address: &str) -> Vec<(String, String)> {
    let page = out.page(address);
    let links = page.attributes("nav.languages a", "href");
    links.into_iter().zip(page.attributes("nav.languages a", "hreflang")).collect()
}

fn pair(url: &str, language: &str) -> (String, String) {
    (url.to_owned(), language.to_owned())
}

#[test]
fn home_is_the_default() {
    for missing in ["", "missing_translations: home\n", "missing_translations: { sections: { opinion: omit } }\n"] {
        let out = site(missing).build();
        assert_eq!(bar(&out, "/ru/news/dogovor/")[..2], [pair("/en/", "en"), pair("/fr/", "fr")]);
        assert!(!out.has("fr/actualites/dogovor"));
    }
}

#[test]
fn a_language_can_be_left_out_of_the_bar() {
    let out = site("missing_translations: omit\n").build();
    assert_eq!(bar(&out, "/ru/news/dogovor/"), [pair("/ru/news/dogovor/", "ru")]);
    assert_eq!(bar(&out, "/en/about/"), [pair("/en/about/", "en")]);
    assert_eq!(bar(&out, "/en/news/all/").len(), 3);
    assert_eq!(bar(&out, "/en/opinion/").len(), 3, "lists of articles are not translations");
}

#[test]
fn a_section_can_have_its_own_rule() {
    let out = site("missing_translations: { default: omit, sections: { news: page, opinion: home } }\n").build();
    assert!(out.has("fr/actualites/dogovor/index.html"));
    assert_eq!(bar(&out, "/en/opinion/only/")[1], pair("/fr/", "fr"));
    assert_eq!(bar(&out, "/en/about/").len(), 1);
}

#[test]
fn a_fallback_page_is_the_readers_page_around_the_text_as_it_is() {
    let out = site(PAGES).build();
    let page = out.page(FALLBACK);
    assert_eq!(page.attribute("html", "lang"), "fr");
    assert_eq!((page.attribute("article", "lang"), page.attribute("article", "dir")), ("ru".into(), "ltr".into()));
    // The nearest element with a language around each part.
    for (part, language, text) in [
        ("h1", "ru", "Договор"),
        (".standfirst", "ru", "About Договор."),
        ("figcaption", "ru", "Путь"),
        (".pullquote p", "ru", "Цитата."),
        (".corrections span", "ru", "Не так."),
        (".byline", "fr", "Ann Exemple20 janvier 2025"),
        (".kicker", "fr", "Actualités"),
        (".notice", "fr", "Ce texte n’a pas été traduit en français. Vous le lisez en russe."),
        ("#corrections", "fr", "Rectificatif"),
        (".corrections time", "fr", "21 janvier 2025"),
        ("footer .tags", "fr", "Iran (fr)"),
        ("#authors", "fr", "À propos de l’auteur"),
        (".author-note", "fr", "Ann Exemple Ann écrit."),
        ("#related", "fr", "Sur le même sujet"),
    ] {
        assert_eq!(page.text(&format!("main {part}")), text, "{part}");
        assert_eq!(page.language_of(&format!("main {part}")), language, "{part}");
    }
    assert!(page.has("nav.sections a[href='/fr/actualites/'][aria-current]"));
    assert!(page.has("footer.colophon a[href='/fr/archive/']"));
}

#[test]
fn the_language_bar_names_the_language_of_the_text() {
    let out = site(PAGES).build();
    let russian = pair("/ru/news/dogovor/", "ru");
    let expected = [pair("/en/news/dogovor/", "ru"), pair(FALLBACK, "ru"), russian];
    assert_eq!(bar(&out, "/ru/news/dogovor/"), expected);
    assert_eq!(bar(&out, FALLBACK), expected);
    assert_eq!(out.page(FALLBACK).attributes("nav.languages a[aria-current]", "lang"), ["fr"]);
}

#[test]
fn what_a_template_is_told() {
    let site = site(PAGES);
    site.write(
        "templates/article.html",
        "{{ page.kind }} {{ article.lang }} {% if article.original %}{{ article.original.url }}{% endif %}|{% for t in page.translations %}{{ t.tag }} {{ t.hreflang }} {{ t.exists }} {{ t.fallback }} {{ t.current }};{% endfor %}|{{ url(story=\"news/treaty\") }}",
    );
    let out = site.build();
    assert_eq!(
        out.text("fr/actualites/dogovor/index.html"),
        "article ru |en ru false true false;fr ru false true true;ru ru true false false;|/fr/actualites/dogovor/"
    );
    assert!(out.text("fr/actualites/all/index.html").starts_with("article fr /en/news/all/|"));
}

#[test]
fn search_engines_and_feeds_know_only_the_text_itself() {
    let out = site(PAGES).build();
    let page = out.page(FALLBACK);
    assert_eq!(page.attribute("link[rel=canonical]", "href"), "https://news.example/ru/news/dogovor/");
    assert_eq!(page.attribute("meta[property='og:url']", "content"), "https://news.example/ru/news/dogovor/");
    assert_eq!(page.attribute("meta[property='og:title']", "content"), "Договор");
    assert!(page.alternates().is_empty());
    assert!(out.page("/ru/news/dogovor/").alternates().is_empty());
    // Texts that link to the story do so in feeds, too.
    let allowed = |path: &str| ["dogovor", "/all/", "/only/", "feed.", "atom."].iter().any(|page| path.contains(page));
    let traces = out.traces_of("/fr/actualites/dogovor/");
    assert!(traces.iter().all(|path| allowed(path)), "{traces:?}");
    for list in [
        "fr/index.html",
        "fr/feed.xml",
        "fr/feed.json",
        "sitemap-fr.xml",
        "fr/actualites/index.html",
        "fr/archive/2025/01/index.html",
    ] {
        assert!(out.has(list) && !out.text(list).contains("Договор"), "{list}");
    }
    assert!(!out.has("fr/tags/war/index.html") && !out.has("fr/opinions/index.html"));
}

#[test]
fn links_lead_to_the_readers_own_pages() {
    let out = site(PAGES).build();
    assert!(out.page("/fr/actualites/all/").has(&format!(".text a[href='{FALLBACK}'][hreflang=ru]")));
    let related = format!(".related a[href='{FALLBACK}'][lang=ru][hreflang=ru]");
    assert!(out.page("/fr/actualites/all/").has(&related));
    let page = out.page(FALLBACK);
    assert!(
        page.has(".text a[href='/fr/actualites/all/'][hreflang=fr]") || page.has(".text a[href='/fr/actualites/all/']")
    );
    assert!(page.has(".text a[href='/fr/opinion/only/'][hreflang=en]"), "{}", page.html());
    assert!(page.has(".text a[href='/en/news/all/'][hreflang=en]"), "a link that names a language gets it");
    assert!(page.has(".related a[href='/fr/actualites/all/']:not([lang])"));
    assert!(out.page("/ru/news/dogovor/").has(".text a[href='/ru/news/all/']"));
}

#[test]
fn the_nearest_language_of_the_chain_is_shown() {
    let site = site(PAGES);
    site.write(
        "site.yaml",
        format!("{CONFIG}{PAGES}").replace("[en, fr, ru]", "[en, { tag: fr, fallback: [ru] }, ru, de]"),
    );
    site.write("content/opinion/only.ru.md", translation("Только", "Текст."));
    let out = site.build();
    assert_eq!(out.page("/fr/opinion/only/").text("h1"), "Только");
    assert_eq!(out.page("/de/opinion/only/").text("h1"), "Only");
    assert_eq!(
        out.page("/fr/opinion/only/").attribute("link[rel=canonical]", "href"),
        "https://news.example/ru/opinion/only/"
    );
}

#[test]
fn plain_pages_follow_the_sites_default() {
    let page = site(PAGES).build().page("/fr/about/");
    assert_eq!((page.attribute("html", "lang"), page.attribute("article", "lang")), ("fr".into(), "en".into()));
    assert_eq!(page.text("h1"), "About us");
    assert!(page.text(".notice").contains("Vous le lisez en anglais."));
    let out = site("missing_translations: { sections: { news: page } }\n").build();
    assert!(!out.has("fr/about"));
}

#[test]
fn right_to_left_text_keeps_its_direction_in_a_page_that_has_another() {
    let site = Site::new(&[
        (
            "site.yaml",
            &CONFIG.replace("[en, fr, ru]", "[en, fa]").replace("time_zone", "missing_translations: page\ntime_zone"),
        ),
        ("content/news/a.fa.md", &article("پیمان", "2025-01-20", "", "متن.")),
        ("content/news/b.en.md", &article("B", "2025-01-20", "", "Text.")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ]);
    let out = site.build();
    let page = out.page("/en/news/a/");
    assert_eq!((page.attribute("html", "dir"), page.attribute("article", "dir")), ("ltr".into(), "rtl".into()));
    assert_eq!(page.attribute(".byline", "dir"), "ltr");
    let page = out.page("/fa/news/b/");
    assert_eq!((page.attribute("html", "dir"), page.attribute("article", "dir")), ("rtl".into(), "ltr".into()));
    let notice = page.text(".notice");
    assert!(
        notice.contains("not available in فارسی"),
        "the theme does not speak this language, and says nothing wrong: {notice}"
    );
}

#[test]
fn nothing_that_is_not_public_gets_a_page() {
    let site = site(PAGES);
    for (name, key) in [("draft", "draft: true"), ("soon", "date: 2025-03-01"), ("gone", "expires: 2025-01-02")] {
        let text =
            article("Secret", "2025-01-01", "", "Hush.").replace("author:", &format!("slug: secret-{name}\nauthor:"));
        let text = if name == "soon" {
            text.replace("date: 2025-01-01", key)
        } else {
            text.replace("author:", &format!("{key}\nauthor:"))
        };
        site.write(&format!("content/news/{name}.en.md"), text);
    }
    // A public translation of a draft has a page, but not at the draft's address.
    site.write(
        "content/news/half.en.md",
        article("Secret", "2025-01-01", "", "Hush.").replace("author:", "slug: secret-half\ndraft: true\nauthor:"),
    );
    site.write(
        "content/news/half.ru.md",
        translation("Открыто", "Текст.").replace("summary:", "draft: false\nsummary:"),
    );
    let out = site.build();
    assert_eq!(out.traces_of("ecret"), Vec::<String>::new());
    assert!(out.has("fr/actualites/half/index.html"));
    let out = site.build_with(&["--drafts"]);
    let page = out.page("/fr/actualites/secret-draft/");
    assert!(page.has("meta[name=robots][content=noindex]"));
}

#[test]
fn an_address_that_is_taken_is_an_error() {
    let site = site(PAGES);
    site.write(
        "content/news/other.fr.md",
        article("Autre", "2025-01-22", "", "Texte.").replace("author:", "slug: dogovor\nauthor:"),
    );
    let (code, problems) = site.check_json(&[]);
    assert_eq!(code, 1);
    let parts = ["content/news/other.fr.md", "the page that shows content/news/treaty.ru.md in `fr`", FALLBACK];
    let names_all = |p: &serde_json::Value| parts.iter().all(|part| p["message"].as_str().unwrap().contains(part));
    assert!(problems.iter().any(|p| p["code"] == "D301" && names_all(p)), "{problems:#?}");
}

#[test]
fn wrong_words_and_sections_have_a_place_and_a_suggestion() {
    let found = |missing: &str| {
        let (code, problems) = site(missing).check_json(&[]);
        let problem =
            problems.iter().find(|p| p["code"] == "D002" || p["code"] == "D104" || p["code"] == "D103").unwrap();
        (
            code,
            problem["line"].as_u64().unwrap(),
            format!("{} {}", problem["message"].as_str().unwrap(), problem["hints"]),
        )
    };
    let (code, line, text) = found("missing_translations: pgae\n");
    assert!(
        code == 1 && line == 5 && text.contains("cannot be `pgae`") && text.contains("did you mean `page`"),
        "{line} {text}"
    );
    let (code, line, text) = found("missing_translations:\n  sections:\n    news: omitt\n");
    assert!(code == 1 && line == 7 && text.contains("did you mean `omit`"), "{line} {text}");
    let (_, line, text) = found("missing_translations:\n  sections:\n    newz: omit\n");
    assert!(
        line == 7 && text.contains("`newz` has no articles") && text.contains("did you mean `news`"),
        "{line} {text}"
    );
    let (_, line, text) = found("missing_translations: { defualt: omit }\n");
    assert!(line == 5 && text.contains("did you mean `default`"), "{line} {text}");
}

#[test]
fn a_translation_that_has_fallen_behind_says_so_where_the_site_wants_it() {
    let site = site("");
    site.write(
        "content/news/all.en.md",
        article("All", "2025-01-10", "iran", "New.").replace("author:", "updated: 2025-01-30\nauthor:"),
    );
    assert!(!site.build().page("/fr/actualites/all/").has(".notice"));
    site.write("site.yaml", format!("{CONFIG}options: {{ translation_notice: true }}\n"));
    let out = site.build();
    let page = out.page("/fr/actualites/all/");
    assert_eq!(page.text(".notice"), "Cette traduction est en cours de mise à jour. Lire l’original à jour (anglais)");
    assert!(page.has(".standfirst + .notice a[href='/en/news/all/'][hreflang=en]"));
    assert_eq!(out.page("/ru/news/all/").text(".notice a"), "Читать обновлённый оригинал (английский)");
    assert!(!out.page("/en/news/all/").has(".notice") && !out.page("/ru/news/dogovor/").has(".notice"));
}
