//! Nothing leaks: of what is not public no trace is in any file, not in its path and not in its bytes.
//!
//! Every text that must not appear has a word of its own, which is in everything that it consists of: its id, slug,
//! title, summary, text, caption, correction, place, pull quote, alias, tag and its name, author and note, picture.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Published, Site, article, translation};

/// How each text is kept from readers, and the line of front matter that does it.
const STATES: [(&str, &str); 4] = [
    ("drafty", "draft: true\ndate: 2025-01-05"),
    ("embargoed", "date: 2025-03-01"),
    ("expired", "expires: 2025-01-15\ndate: 2025-01-05"),
    ("unlisted", "unlisted: true\ndate: 2025-01-05"),
];

fn picture(word: &str) -> String {
    format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><title>{word}</title></svg>")
}

/// A text whose every part holds a word.
fn text(word: &str, state: &str) -> String {
    format!(
        "---\ntitle: \"Of {word} and others\"\n{state}\nauthor: {word}-author\ntags: [{word}-tag, iran]\nslug: {word}-slug\n\
         summary: \"A {word} summary.\"\npullquote: \"A {word} quote.\"\ndateline: {word}-town\nfeatured: true\naliases: [/old/{word}]\n\
         image: {{ src: {word}.svg, alt: {word} alt, caption: {word} caption, credit: {word} credit }}\n\
         corrections: [{{ date: 2025-01-06, text: A {word} correction. }}]\nrelated: [news/open]\nextra: {{ note: {word} }}\n---\n\
         ## A {word} heading\n\nThe {word} text.[^1]\n\n![{word}](inner-{word}.svg)\n\n[^1]: A {word} note.\n"
    )
}

/// Puts a text with its pictures, its author and the names of its tag into a site.
fn add(site: &Site, word: &str, state: &str, languages: &[&str]) {
    for (i, language) in languages.iter().enumerate() {
        let own =
            if i == 0 { text(word, state) } else { text(word, state).replace("[/old/", &format!("[/{language}/old/")) };
        site.write(&format!("content/news/{word}/index.{language}.md"), own);
        site.write(
            &format!("locales/{language}/{word}.ftl"),
            format!("tag-{word}-tag = The {word} tag\n    .slug = {word}-topic\n    .description = All of {word}.\n"),
        );
        site.write(
            &format!("content/authors/{word}-author.{language}.md"),
            format!("---\nname: Author {word}\nrole: {word} editor\nphoto: {word}-face.svg\n---\nThe {word} author.\n"),
        );
    }
    site.write(&format!("content/news/{word}/{word}.svg"), picture(word));
    site.write(&format!("content/news/{word}/inner-{word}.svg"), picture(word));
    site.write(&format!("content/authors/{word}-face.svg"), picture(word));
}

/// A public site around texts that are not: each state in one language, in all three, and in each place that could
/// give it away.
fn site() -> Site {
    let pinned: Vec<String> =
        STATES.iter().flat_map(|(word, _)| [format!("news/one{word}"), format!("news/all{word}")]).collect();
    let open = article("The open story", "2025-01-20", "iran, trade", "Text.")
        .replace("tags:", &format!("related: [{}]\ntags:", pinned.join(", ")));
    let site = Site::new(&[
        ("site.yaml", &format!("{CONFIG}missing_translations: page\npages: [page-drafty, about]\n")),
        ("content/news/open.en.md", &open),
        ("content/news/open.fr.md", &translation("Le récit", "Texte.")),
        ("content/news/other.en.md", &article("Another story", "2025-01-19", "iran, trade", "![A map](roadmap.svg)")),
        ("content/news/other.ru.md", &translation("Другое", "Текст.")),
        ("content/news/roadmap.svg", &picture("road")),
        ("content/about.en.md", "---\ntitle: About us\n---\nText.\n"),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\nAnn writes.\n"),
        (
            "content/dossiers/open.en.md",
            &format!(
                "---\ntitle: The open dossier\ntags: [iran, onedrafty-tag, allunlisted-tag]\narticles: [{}]\n---\nText.\n",
                pinned.join(", ")
            ),
        ),
    ]);
    for (word, state) in STATES {
        add(&site, &format!("one{word}"), state, &["en"]);
        add(&site, &format!("all{word}"), state, &["en", "fr", "ru"]);
        // A translation of a public story, with a picture and an author of its own.
        site.write(&format!("content/news/story-{word}.en.md"), article("A story", "2025-01-18", "trade", "Text."));
        let of_story = text(&format!("trans{word}"), state)
            .replace("related: [news/open]", &format!("translation: news/story-{word}"));
        site.write(&format!("content/news/trans{word}.ru.md"), of_story);
        site.write(&format!("content/news/trans{word}.svg"), picture(&format!("trans{word}")));
        site.write(&format!("content/news/inner-trans{word}.svg"), picture(&format!("trans{word}")));
        let page = format!("---\ntitle: The page{word} page\n{state}\n---\nA page{word} text.\n");
        site.write(&format!("content/page{word}.en.md"), page);
    }
    // A draft of a dossier, a draft translation of a public one, an author whom nobody names.
    site.write("content/dossiers/shelved/index.en.md", "---\ntitle: The shelved dossier\nsummary: All about shelved.\ntags: [iran]\ndraft: true\nimage: { src: shelved.svg, alt: shelved }\n---\nA shelved text.\n");
    site.write("content/dossiers/shelved/shelved.svg", picture("shelved"));
    site.write("content/dossiers/open.fr.md", "---\ntitle: Un dossier shelved\ndraft: true\n---\nshelved\n");
    site.write("content/authors/shelved.en.md", "---\nname: Shelved\nphoto: shelved.svg\n---\nshelved\n");
    site.write("content/authors/shelved.svg", picture("shelved"));
    // Pictures beside public articles that only a draft shows: their names end like that of a public one, or stand in
    // the text of a public article as the name of another folder's file.
    site.write("content/news/map.svg", picture("shelved"));
    site.write("content/news/chart.svg", picture("shelved"));
    site.write("content/analysis/chart.svg", picture("chart"));
    site.write("content/analysis/fourth.en.md", article("A fourth", "2025-01-16", "trade", "![a chart](chart.svg)"));
    site.write(
        "content/news/third.en.md",
        article("A third", "2025-01-17", "trade", "Text of [a chart](../analysis/chart.svg)."),
    );
    site.write(
        "content/news/side.en.md",
        "---\ntitle: A shelved side\ndate: 2025-01-01\ndraft: true\nimage: { src: map.svg, alt: a }\n---\n![a](chart.svg)\n",
    );
    site
}

/// Words in Latin letters, in whatever case.
fn traces(out: &Published, word: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.to_ascii_lowercase().windows(word.len()).any(|w| w == word.as_bytes());
    out.files()
        .into_iter()
        .filter(|(path, bytes)| holds(path.as_bytes()) || holds(bytes))
        .map(|(path, _)| path)
        .collect()
}

#[test]
fn of_what_is_not_public_there_is_no_trace_in_any_file() {
    let out = site().build();
    assert!(out.has("en/news/open/index.html") && out.has("en/dossiers/open/index.html"));
    assert!(out.has("media/news/roadmap.svg") && out.has("media/analysis/chart.svg"), "what is public is there");
    for word in ["drafty", "embargoed", "expired", "shelved"] {
        let kinds = if word == "shelved" { &[""][..] } else { &["one", "all", "trans", "page"] };
        let found: Vec<String> = kinds.iter().flat_map(|kind| traces(&out, &format!("{kind}{word}"))).collect();
        assert_eq!(found, Vec::<String>::new(), "{word}");
    }
}

#[test]
fn an_unlisted_article_leaves_its_traces_on_its_own_pages_alone() {
    let out = site().build();
    // Its card has the address of its page, and tests/social_cards.rs looks who names it.
    let traces = |out: &Published, word: &str| -> Vec<String> {
        traces(out, word).into_iter().filter(|path| !path.starts_with("assets/cards/")).collect()
    };
    let own = |word: &str, languages: &[&str]| {
        let mut own: Vec<String> = languages.iter().map(|l| format!("{l}/news/{word}-slug/index.html")).collect();
        own.extend([format!("media/authors/{word}-face.svg"), format!("media/news/{word}/inner-{word}.svg")]);
        own.extend([format!("media/news/{word}/{word}.svg"), format!("old/{word}/index.html")]);
        own.extend(languages.iter().skip(1).map(|l| format!("{l}/old/{word}/index.html")));
        own.sort();
        own
    };
    assert_eq!(traces(&out, "oneunlisted"), own("oneunlisted", &["en"]));
    assert_eq!(traces(&out, "allunlisted"), own("allunlisted", &["en", "fr", "ru"]));
    assert_eq!(traces(&out, "pageunlisted"), ["en/pageunlisted/index.html"]);
    let of_translation = traces(&out, "transunlisted");
    let is_own = |path: &String| path.contains("transunlisted");
    assert!(of_translation.len() == 4 && of_translation.iter().all(is_own), "{of_translation:?}");
}

#[test]
fn every_trace_is_there_where_drafts_and_the_future_are_asked_for() {
    let out = site().build_with(&["--drafts", "--future"]);
    for word in ["onedrafty", "alldrafty", "oneembargoed", "allembargoed"] {
        let found = traces(&out, word);
        for path in [
            format!("en/news/{word}-slug/index.html"),
            format!("media/news/{word}/{word}.svg"),
            format!("media/news/{word}/inner-{word}.svg"),
            format!("media/authors/{word}-face.svg"),
            format!("en/tags/{word}-topic/index.html"),
            format!("en/authors/{word}-author/index.html"),
            format!("old/{word}/index.html"),
        ] {
            assert!(found.contains(&path), "{path}: {found:?}");
        }
        for path in
            ["en/index.html", "en/tags/index.html", "en/authors/index.html", "en/feed.xml", "en/news/index.html"]
        {
            assert!(found.iter().any(|f| f == path), "{path}: {found:?}");
        }
        assert!(
            found.iter().any(|f| f == "en/corrections/index.html")
                && found.iter().any(|f| f == "en/dossiers/open/index.html")
        );
        let in_sitemap = found.iter().any(|f| f == "sitemap-en.xml");
        assert!(in_sitemap || word.ends_with("drafty"), "{found:?}");
    }
    assert!(out.page("/en/news/open/").text(".related").contains("onedrafty"));
    for path in [
        "ru/news/transdrafty-slug/index.html",
        "en/dossiers/shelved/index.html",
        "media/news/map.svg",
        "media/news/chart.svg",
    ] {
        assert!(out.has(path), "{path}");
    }
    assert!(!traces(&out, "pagedrafty").is_empty());
}

#[test]
fn what_has_expired_was_there_before() {
    let site = site();
    let run = site.run(&["build", "--now", "2025-01-10T00:00:00Z"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(traces(&site.out(), "oneexpired").len() > 10);
}

#[test]
fn a_link_to_what_is_not_public_stops_the_build() {
    for word in ["drafty", "embargoed", "expired"] {
        let site = site();
        let link = format!("[The name of it](one{word}/index.md).");
        site.write("content/news/linking.en.md", article("A link", "2025-01-20", "trade", &link));
        let run = site.try_build(&[]);
        assert!(run.code == 1 && run.stderr.contains("D203") && !site.out().folder.exists(), "{}", run.stderr);
    }
}
