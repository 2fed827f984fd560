//! What readers get: small real sites, built and read.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, NOW, Site, article, translation};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::time::{Duration, SystemTime};

fn treaty_in_three_languages() -> Site {
    Site::new(&[
        (
            "content/analysis/treaty/index.en.md",
            "---\ntitle: The treaty\ndate: 2025-01-20\nauthor: [ann, boris]\ntags: [iran, russia]\nkind: analysis\nsummary: What it says.\n\
             image: { src: map.svg, alt: A map, caption: The route, credit: Us }\n---\nSee [the other](../other.md#why).\n\n## Why?\n\nBecause.\n",
        ),
        (
            "content/analysis/treaty/index.fr.md",
            "---\ntitle: Le traité\nsummary: Ce qu’il dit.\nimage: { alt: Une carte, caption: Le trajet }\n---\nVoir [l’autre](../other.md).\n",
        ),
        (
            "content/analysis/treaty/index.ru.md",
            &translation("Договор", "См. [там](../other.md).")
                .replace("summary: \"Договор", "summary: \"Договор & <b>"),
        ),
        ("content/analysis/treaty/map.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 60'/>"),
        ("content/analysis/treaty/unused.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"),
        ("content/analysis/other.en.md", &article("The other", "2025-01-10", "iran, trade", "Text.")),
        ("content/analysis/other.ru.md", &translation("Другой", "Текст.")),
        ("content/authors/ann.en.md", "---\nname: Ann Example\nrole: Editor\n---\nAnn writes.\n"),
        ("content/authors/ann.ru.md", "---\nname: Анна Пример\nrole: Редактор\n---\nАнна пишет.\n"),
        ("content/authors/boris.en.md", "---\nname: Boris Example\n---\nBoris writes.\n"),
        ("content/about.en.md", "---\ntitle: About us\n---\nWe are.\n"),
        (
            "locales/ru/names.ftl",
            "section-analysis = Аналитика\ntag-iran = Иран\n    .slug = иран\ntag-russia = Россия\ntag-trade = Торговля\n",
        ),
    ])
}

#[test]
fn the_pages_of_a_story_name_each_other_in_every_direction() {
    let out = treaty_in_three_languages().build();
    let addresses = ["/en/analysis/treaty/", "/fr/analysis/treaty/", "/ru/analysis/treaty/"];
    let expected = BTreeMap::from(
        [("en", 0), ("fr", 1), ("ru", 2), ("x-default", 0)]
            .map(|(tag, i)| (tag.to_owned(), format!("https://news.example{}", addresses[i]))),
    );
    for address in addresses {
        let page = out.page(address);
        assert_eq!(page.alternates(), expected, "{address}");
        assert_eq!(page.attribute("head link[rel=canonical]", "href"), format!("https://news.example{address}"));
        for other in addresses {
            assert!(page.has(&format!("a[href='{other}'][hreflang]")), "{address} → {other}");
        }
    }
    assert_eq!(out.page("/ru/analysis/treaty/").attribute("html", "lang"), "ru");
}

#[test]
fn every_hreflang_of_the_site_is_reciprocal() {
    let out = treaty_in_three_languages().build();
    let mut pages = 0;
    for path in out.files().keys().filter(|path| path.ends_with("index.html")) {
        let address = format!("/{}", path.trim_end_matches("index.html"));
        for (tag, url) in out.page(&address).alternates() {
            let other = url.strip_prefix("https://news.example").unwrap().to_owned();
            let other = percent_encoding::percent_decode_str(&other).decode_utf8().unwrap().into_owned();
            let back = out.page(&other).alternates();
            assert!(
                back.values().any(|u| percent_encoding::percent_decode_str(u).decode_utf8().unwrap()
                    == format!("https://news.example{address}"))
                    || tag == "x-default",
                "{address} → {other}"
            );
            pages += 1;
        }
    }
    assert!(pages > 20);
}

#[test]
fn where_a_translation_is_missing_the_language_bar_leads_home() {
    let out = treaty_in_three_languages().build();
    let page = out.page("/en/analysis/other/");
    assert!(page.has("a[href='/ru/analysis/other/'][hreflang=ru]"));
    assert!(page.has("a[href='/fr/'][hreflang=fr]"));
    assert_eq!(page.alternates().keys().collect::<Vec<_>>(), ["en", "ru", "x-default"]);
}

#[test]
fn a_translation_inherits_all_but_words() {
    let out = treaty_in_three_languages().build();
    let page = out.page("/fr/analysis/treaty/");
    assert_eq!(page.text("h1"), "Le traité");
    assert_eq!(page.attribute("article time", "datetime"), "2025-01-20T00:00:00+01:00");
    assert!(page.text("article time").contains("20 janvier 2025"));
    assert!(page.has("article img[src='/media/analysis/treaty/map.svg'][alt='Une carte'][width='120'][height='60']"));
    let html = page.html();
    assert!(html.contains("Le trajet") && html.contains("Us"), "own caption, inherited credit");
    assert!(page.has("a[href='/fr/tags/iran/']") && page.has("a[href='/fr/authors/boris/']"));
    let page = out.page("/ru/analysis/treaty/");
    assert!(page.text("article time").contains("20 января 2025"));
    assert!(
        page.html().contains("Анна Пример") && page.html().contains("Анна пишет"),
        "the author as Russian writes her"
    );
    assert!(page.html().contains("Boris writes"), "a note that is not translated is shown in the site's own language");
    assert!(page.has("a[href='/ru/tags/иран/']"), "the tag's slug is a message");
}

#[test]
fn links_to_source_files_lead_to_the_page_in_the_readers_language() {
    let out = treaty_in_three_languages().build();
    assert!(out.page("/en/analysis/treaty/").has("a[href='/en/analysis/other/#why']"));
    assert!(out.page("/ru/analysis/treaty/").has("a[href='/ru/analysis/other/']"));
    let page = out.page("/fr/analysis/treaty/");
    assert!(page.has("a[href='/en/analysis/other/'][hreflang=en]"), "not in French: the nearest there is, marked");
}

#[test]
fn only_files_that_a_public_article_asks_for_are_published() {
    let out = treaty_in_three_languages().build();
    assert!(out.has("media/analysis/treaty/map.svg"));
    assert!(!out.has("media/analysis/treaty/unused.svg"));
}

#[test]
fn the_related_box_speaks_the_readers_language_first() {
    let out = treaty_in_three_languages().build();
    let related = |address: &str| out.page(address).attributes("aside a, section a, nav a", "href");
    assert!(related("/ru/analysis/treaty/").contains(&"/ru/analysis/other/".to_owned()));
    let page = out.page("/fr/analysis/treaty/");
    assert!(
        page.has("a[href='/en/analysis/other/'][lang=en]"),
        "what French lacks comes from another language, marked: {}",
        page.html()
    );
    assert!(
        !related("/en/analysis/treaty/").contains(&"/ru/analysis/other/".to_owned()),
        "never a translation of what is there already"
    );
}

#[test]
fn a_pinned_entry_comes_first_and_the_command_explains_the_rest() {
    let site = treaty_in_three_languages();
    site.write("content/news/far.en.md", article("Far away", "2020-01-01", "trade", "Text."));
    site.write(
        "content/analysis/other.en.md",
        article("The other", "2025-01-10", "iran, trade", "Text.")
            .replace("tags:", "related: [news/far, { title: Elsewhere, url: 'https://else.example/' }]\ntags:"),
    );
    site.build();
    let run = site.run(&["related", "analysis/other", "--lang", "en", "--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let related = report[0]["related"].as_array().unwrap();
    assert_eq!(related[0]["path"], "content/news/far.en.md");
    assert_eq!(related[1]["url"], "https://else.example/");
    assert_eq!(related[2]["path"], "content/analysis/treaty/index.en.md");
    let parts: f64 = related[2]["shared"].as_array().unwrap().iter().map(|s| s["part"].as_f64().unwrap()).sum();
    let score = related[2]["score"].as_f64().unwrap();
    assert!((parts * related[2]["recency"].as_f64().unwrap() - score).abs() < 1e-9 && score > 0.0 && score < 1.0);
    let run = site.run(&["related", "content/analysis/other.en.md"]);
    assert!(run.stdout.contains("tag iran") && run.stdout.contains("recency"), "{}", run.stdout);
}

/// Articles that are not public, each with a word, a picture, a tag and an author of its own.
fn with_hidden_articles() -> Site {
    let site = treaty_in_three_languages();
    for (word, key) in
        [("zeppelin", "draft: true"), ("xylophone", "date: 2025-03-01"), ("quicksand", "expires: 2025-01-15")]
    {
        let date = if key.starts_with("date") { String::new() } else { "date: 2025-01-01\n".to_owned() };
        site.write(
            &format!("content/news/{word}/index.en.md"),
            format!("---\ntitle: A {word}\n{date}{key}\nauthor: {word}-author\ntags: [{word}-tag, iran]\nimage: {{ src: {word}.svg, alt: x }}\n---\n{word}\n"),
        );
        site.write(
            &format!("content/news/{word}/{word}.svg"),
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>",
        );
        site.write(
            &format!("content/authors/{word}-author.en.md"),
            format!("---\nname: {word}\nphoto: {word}-face.svg\n---\n"),
        );
        site.write(
            &format!("content/authors/{word}-face.svg"),
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>",
        );
    }
    site
}

#[test]
fn what_is_not_public_appears_nowhere() {
    let out = with_hidden_articles().build();
    for word in ["zeppelin", "xylophone", "quicksand"] {
        assert_eq!(out.traces_of(word), Vec::<String>::new());
    }
}

#[test]
fn drafts_and_the_future_are_shown_where_they_are_asked_for() {
    let site = with_hidden_articles();
    let out = site.build_with(&["--drafts", "--future"]);
    assert!(out.has("en/news/zeppelin/index.html") && out.has("en/news/xylophone/index.html"));
    assert!(out.page("/en/news/zeppelin/").attribute("meta[name=robots]", "content").contains("noindex"));
    assert!(!out.has("en/news/quicksand/index.html"), "what has expired stays away");
    let out = site.build();
    assert!(!out.has("en/news/zeppelin/index.html"));
}

#[test]
fn an_embargo_ends_at_its_moment() {
    let site = Site::new(&[("content/news/a.en.md", &article("A", "2025-02-01T13:00:00+01:00", "x", "Text."))]);
    let now = |instant: &str| site.run(&["build", "--now", instant]).code;
    assert_eq!(now("2025-02-01T11:59:59Z"), 0);
    assert!(!site.out().has("en/news/a/index.html"));
    assert_eq!(now("2025-02-01T12:00:00Z"), 0);
    assert!(site.out().has("en/news/a/index.html"));
}

#[test]
fn the_same_input_gives_the_same_bytes_on_one_core_and_on_many() {
    let site = with_hidden_articles();
    for (jobs, out) in [("1", "one"), ("4", "four")] {
        assert_eq!(site.try_build(&["--jobs", jobs, "--out", out]).code, 0);
    }
    let (one, four) = (site.out_in("one").files(), site.out_in("four").files());
    assert!(one.len() > 50);
    assert!(one == four);
}

#[test]
fn the_same_input_gives_the_same_bytes_in_another_folder_on_a_machine_with_other_habits() {
    let site = with_hidden_articles();
    let elsewhere = Site::new(&[]);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(86_400);
    // In the other order, as the system lists files in that of their making.
    for (path, bytes) in site.out_in("").files().into_iter().rev() {
        elsewhere.write(&path, bytes);
        fs::File::options().write(true).open(elsewhere.root().join(path)).unwrap().set_modified(long_ago).unwrap();
    }
    let (here, there) = (site.build(), elsewhere.root().join("public"));
    for (zone, locale) in [("Pacific/Kiritimati", "tr_TR.UTF-8"), ("America/Adak", "C"), ("no/such", "no such")] {
        let run = common::run(
            Command::new(env!("CARGO_BIN_EXE_dateline"))
                .args(["build", "--now", NOW, "--out"])
                .arg(&there)
                .current_dir("/")
                .arg("--root")
                .arg(elsewhere.root())
                .env_clear()
                .envs([("TZ", zone), ("LANG", locale), ("LC_ALL", locale), ("HOME", "/no/such/folder")]),
        );
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        assert!(elsewhere.out().files() == here.files(), "{zone} {locale}");
        fs::remove_dir_all(&there).unwrap();
        fs::remove_dir_all(elsewhere.root().join(".dateline")).unwrap();
    }
}

#[test]
fn a_second_build_touches_only_what_changed() {
    let site = treaty_in_three_languages();
    let out = site.build();
    let times = || -> BTreeMap<String, SystemTime> {
        out.files().keys().map(|p| (p.clone(), fs::metadata(out.folder.join(p)).unwrap().modified().unwrap())).collect()
    };
    let before = times();
    std::thread::sleep(Duration::from_millis(30));
    site.write("content/about.en.md", "---\ntitle: About us\n---\nWe are here.\n");
    site.remove("content/analysis/other.ru.md");
    site.build();
    let after = times();
    assert!(!after.contains_key("ru/analysis/other/index.html"));
    assert_ne!(before["en/about/index.html"], after["en/about/index.html"]);
    assert_eq!(before["fr/404.html"], after["fr/404.html"]);
    assert_eq!(before["media/analysis/treaty/map.svg"], after["media/analysis/treaty/map.svg"]);
}

#[test]
fn lists_are_in_pages_and_the_archive_has_years_and_months() {
    let site = Site::new(&[("site.yaml", &format!("{CONFIG}paginate: 3\n"))]);
    for i in 1..=8 {
        site.write(
            &format!("content/news/a{i}.en.md"),
            article(&format!("Article {i}"), &format!("2024-1{}-0{i}", i % 3), "x", "Text."),
        );
    }
    let out = site.build();
    let titles = |address: &str| {
        out.page(address)
            .attributes("main a[href^='/en/news/a']", "href")
            .into_iter()
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    };
    assert_eq!((titles("/en/news/"), titles("/en/news/page/2/"), titles("/en/news/page/3/")), (3, 3, 2));
    assert!(!out.has("en/news/page/4/index.html") && !out.has("en/news/page/1/index.html"));
    assert!(out.page("/en/news/page/2/").has("a[href='/en/news/'][rel~=prev], a[href='/en/news/']"));
    assert!(out.page("/en/archive/").has("a[href='/en/archive/2024/12/']"));
    assert!(out.page("/en/archive/2024/12/").has("a[href='/en/news/a2/']"));
    assert!(out.has("en/tags/x/page/3/index.html") && out.has("en/authors/ann/index.html"));
    assert!(
        out.page("/en/tags/").has("a[href='/en/tags/x/']")
            && out.page("/en/authors/").has("a[href='/en/authors/ann/']")
    );
}

#[test]
fn the_home_page_leads_with_the_newest_featured_article() {
    let site = Site::new(&[
        ("content/news/new.en.md", &article("New", "2025-01-30", "x", "Text.")),
        (
            "content/news/big.en.md",
            &article("Big", "2025-01-20", "x", "Text.").replace("tags:", "featured: true\ntags:"),
        ),
        (
            "content/news/old.en.md",
            &article("Old", "2025-01-01", "x", "Text.").replace("tags:", "featured: true\ntags:"),
        ),
    ]);
    let out = site.build();
    let hrefs = out.page("/en/").attributes("main a[href^='/en/news/']", "href");
    assert_eq!(hrefs.iter().find(|h| h.len() > "/en/news/".len()).unwrap(), "/en/news/big/");
    assert!(out.page("/").has("a[href='/en/'][lang=en]") && out.page("/").has("a[href='/ru/'][lang=ru]"));
}

#[test]
fn addresses_follow_the_patterns_of_the_site() {
    let site = Site::new(&[
        (
            "site.yaml",
            "title: T\nbase_url: https://news.example/paper\nlanguages: [{ tag: en, prefix: en }]\npermalinks:\n  sections: { news: /:section/:year/:month/:slug/ }\n  tag: /topics/:slug/\n",
        ),
        (
            "content/news/a.en.md",
            &article("A", "2025-01-20", "x", "Text. [b](../opinion/b.md) [root](/about/)")
                .replace("tags:", "slug: Better_Slug\ntags:"),
        ),
        ("content/opinion/b.en.md", &article("B", "2025-01-20", "x", "Text.")),
    ]);
    let out = site.build();
    let page = out.page("/en/news/2025/01/Better_Slug/");
    assert!(page.has("a[href='/paper/en/opinion/b/']"), "the base address's path is part of every link");
    assert!(page.has("a[href='/paper/about/']") && page.has("a[href='/paper/en/topics/x/']"));
    assert_eq!(
        page.attribute("head link[rel=canonical]", "href"),
        "https://news.example/paper/en/news/2025/01/Better_Slug/"
    );
    assert!(page.attribute("head link[rel=stylesheet]", "href").starts_with("/paper/assets/"));
    let out = site.build_with(&["--base-url", "https://other.example"]);
    assert_eq!(
        out.page("/en/opinion/b/").attribute("head link[rel=canonical]", "href"),
        "https://other.example/en/opinion/b/"
    );
}

#[test]
fn old_addresses_lead_to_the_article() {
    let site = Site::new(&[(
        "content/news/a.en.md",
        &article("A & B", "2025-01-20", "x", "Text.").replace("tags:", "aliases: [/post/12345, /old/a.html]\ntags:"),
    )]);
    let out = site.build();
    for path in ["post/12345/index.html", "old/a.html"] {
        let page = out.page(&format!("/{path}"));
        assert_eq!(page.attribute("link[rel=canonical]", "href"), "https://news.example/en/news/a/");
        assert_eq!(page.attribute("meta[http-equiv=refresh]", "content"), "0; url=/en/news/a/");
    }
}

#[test]
fn names_in_any_script_become_addresses() {
    let site = Site::new(&[
        ("content/новости/договор о мире.ru.md", &article("Договор", "2025-01-20", "мир", "Текст. [Ещё](второй.md)")),
        ("content/новости/второй.ru.md", &article("Второй", "2025-01-19", "мир", "## Что дальше?\n\nТекст.")),
    ]);
    let out = site.build();
    let page = out.page("/ru/новости/договор-о-мире/");
    assert!(page.has("a[href='/ru/новости/второй/']"));
    assert!(page.attribute("link[rel=canonical]", "href").ends_with("/ru/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%D0%B4%D0%BE%D0%B3%D0%BE%D0%B2%D0%BE%D1%80-%D0%BE-%D0%BC%D0%B8%D1%80%D0%B5/"));
    assert!(out.page("/ru/новости/второй/").has("h2[id='что-дальше']"));
}

#[test]
fn a_template_extends_the_one_that_it_overrides_and_a_theme_another_theme() {
    let site = treaty_in_three_languages();
    site.write("site.yaml", format!("{CONFIG}theme: special\noptions: {{ motto: Mine, moto: typo }}\n"));
    site.write("themes/special/theme.yaml", "extends: gazette\noptions: { motto: Theirs }\n");
    site.write("themes/special/templates/page.html", "{% extends \"gazette/page.html\" %}{% block main %}<p class=\"special\">{{ options.motto }}</p>{{ super() }}{% endblock main %}");
    site.write("themes/special/locales/en/x.ftl", "support-us = Support { $name }\n");
    site.write("templates/page.html", "{% extends \"special/page.html\" %}{% block main %}<p class=\"own\">{{ t(key=\"support-us\", name=\"<us>\") }}</p>{{ super() }}{% endblock main %}");
    let build = site.try_build(&[]);
    assert!(
        build.stderr.contains("no option `moto`") && build.stderr.contains("did you mean `motto`"),
        "{}",
        build.stderr
    );
    let page = site.out().page("/en/about/");
    assert_eq!(
        (page.text("p.own"), page.text("p.special"), page.text("h1")),
        ("Support <us>".into(), "Mine".into(), "About us".into())
    );
}

#[test]
fn a_component_of_the_site_stands_over_the_themes() {
    let site = treaty_in_three_languages();
    site.write("templates/mine.html", "{% component byline(article: map, @lang) %}<p class=\"mine\">{{ lang }}: {{ article.date | date(style=\"full\") }}</p>{% endcomponent byline %}");
    let out = site.build();
    assert_eq!(out.page("/en/analysis/treaty/").text("p.mine"), "en: Monday, January 20, 2025");
    assert_eq!(out.page("/fr/analysis/treaty/").text("p.mine"), "fr: lundi 20 janvier 2025");
}

#[test]
fn messages_come_from_the_site_then_the_theme_then_the_fallback_language_then_the_key() {
    let site = Site::new(&[
        ("site.yaml", "title: T\nbase_url: https://news.example\nlanguages: [en, fr, { tag: ru, fallback: [fr] }]\n"),
        ("content/about.en.md", "---\ntitle: About\n---\n"),
        ("content/about.ru.md", "---\ntitle: О нас\n---\n"),
        (
            "templates/page.html",
            "{% for key in [\"a\", \"b\", \"c\", \"d\", \"archive\"] %}<p>{{ t(key=key) }}</p>{% endfor %}<i>{{ t(key=\"n\", n=5) }}</i>",
        ),
        ("locales/en/x.ftl", "a = A en\nb = B en\nc = C en\narchive = My archive\nn = { $n }\n"),
        ("locales/fr/x.ftl", "b = B fr\n"),
        (
            "locales/ru/x.ftl",
            "a = A ru\nn = { $n ->\n    [one] { $n } статья\n    [few] { $n } статьи\n   *[many] { NUMBER($n, minimumFractionDigits: 1) } статей\n }\n",
        ),
    ]);
    let build = site.try_build(&[]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    let page = site.out().page("/ru/about/");
    assert_eq!(page.texts("p"), ["A ru", "B fr", "C en", "d", "Архив"]);
    assert_eq!(page.text("i"), "5,0 статей");
    assert_eq!(site.out().page("/en/about/").texts("p")[4], "My archive");
    for (place, message) in [
        ("locales/en/x.ftl:2:1", "`ru` lacks the message `b`"),
        ("locales/en/x.ftl:3:1", "`ru` lacks the message `c`"),
        ("templates/page.html:1:31", "no language has the message `d`"),
    ] {
        assert!(build.stderr.contains(&format!("{place}: warning[D502]: {message}")), "{place}: {}", build.stderr);
    }
}

#[test]
fn a_house_style_of_dates_is_a_message() {
    let site = Site::new(&[
        ("content/news/a.fr.md", &article("A", "2025-03-01", "x", "Texte.")),
        ("templates/article.html", "<p>{{ article.date | date }}</p><p>{{ article.date | date(style=\"short\") }}</p>"),
        ("locales/fr/x.ftl", "date-long = { $day ->\n    [1] 1er\n   *[other] { $day }\n } { $month } { $year }\n"),
    ]);
    site.run(&["build", "--now", "2025-04-01T00:00:00Z"]);
    let texts = site.out().page("/fr/news/a/").texts("p");
    assert_eq!(texts, ["1er mars 2025", "01/03/2025"]);
}

#[test]
fn a_translation_with_a_file_name_of_its_own_joins_its_story() {
    let site = Site::new(&[
        ("content/news/treaty.en.md", &article("Treaty", "2025-01-20", "x", "[x](traite.md)")),
        (
            "content/news/traite.fr.md",
            &translation("Traité", "[x](treaty.md)").replace("summary:", "translation: news/treaty\nsummary:"),
        ),
    ]);
    let out = site.build();
    assert!(out.page("/en/news/treaty/").has("a[href='/fr/news/traite/'][hreflang=fr]"));
    assert!(out.page("/fr/news/traite/").has("a[href='/en/news/treaty/'][hreflang=en]"));
}

#[test]
fn what_a_translation_repeats_differently_is_reported() {
    let site = treaty_in_three_languages();
    site.write("content/analysis/other.ru.md", article("Другой", "2025-01-09", "iran, trade", "Текст."));
    let (_, found) = site.check_json(&[]);
    let differs: Vec<_> = found.iter().filter(|d| d["code"] == "D108").collect();
    assert_eq!(differs.len(), 1, "the date differs, the tags and the author do not: {found:#?}");
    assert_eq!(
        (differs[0]["path"].as_str(), differs[0]["line"].as_u64()),
        (Some("content/analysis/other.ru.md"), Some(3))
    );
}

#[test]
fn feeds_and_sitemaps_can_be_read_by_others() {
    let out = treaty_in_three_languages().build();
    let feed = rss::Channel::read_from(out.text("ru/feed.xml").as_bytes()).unwrap();
    assert_eq!(feed.language(), Some("ru"));
    let item = &feed.items()[0];
    assert_eq!((item.title(), item.link()), (Some("Договор"), Some("https://news.example/ru/analysis/treaty/")));
    assert_eq!(item.pub_date(), Some("Mon, 20 Jan 2025 00:00:00 +0100"));
    assert!(!item.guid().unwrap().is_permalink());
    assert_eq!(item.description(), Some("Договор &amp; &lt;b&gt;."), "a standfirst is text, a description HTML");
    let section = rss::Channel::read_from(out.text("en/analysis/feed.xml").as_bytes()).unwrap();
    assert_eq!(section.items().len(), 2);

    let sitemap = out.text("sitemap-fr.xml");
    let parsed = scraper::Html::parse_document(&sitemap);
    let urls = scraper::Selector::parse("url").unwrap();
    let treaty = parsed
        .select(&urls)
        .find(|u| u.html().contains("<loc>https://news.example/fr/analysis/treaty/</loc>"))
        .unwrap()
        .html();
    for tag in ["en", "fr", "ru", "x-default"] {
        assert!(treaty.contains(&format!("hreflang=\"{tag}\"")), "{treaty}");
    }
    assert!(!sitemap.contains("404"));
    assert!(out.text("sitemap.xml").contains("https://news.example/sitemap-ru.xml"));
    assert!(out.text("robots.txt").contains("Sitemap: https://news.example/sitemap.xml"));
}

#[test]
fn files_of_static_are_published_and_stand_over_the_themes() {
    let site = Site::new(&[
        ("static/robots.txt", "User-agent: *\nDisallow: /\n"),
        ("static/fonts/a.woff2", "x"),
        ("static/gazette.css", "body { color: teal }"),
    ]);
    let out = site.build();
    assert_eq!(out.text("robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(out.has("fonts/a.woff2"));
    let sheet = out.page("/en/").attribute("link[rel=stylesheet]", "href");
    assert_eq!(out.text(sheet.trim_start_matches('/')), "body { color: teal }");
}

#[test]
fn a_report_for_programs_says_what_happened() {
    let site = treaty_in_three_languages();
    let run = site.try_build(&["--json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["errors"], 0);
    assert_eq!(report["site"]["articles"], serde_json::json!({ "en": 2, "fr": 1, "ru": 2 }));
    assert!(report["published"]["written"].as_u64().unwrap() > 30);
    let again: serde_json::Value = serde_json::from_str(&site.try_build(&["--json"]).stdout).unwrap();
    assert_eq!(again["published"]["written"], 0);
}
