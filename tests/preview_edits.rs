//! The preview resolves only what has changed. Whatever is edited in whatever order, it must show what a build would write.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, NOW, Site};
use dateline::diagnostic::{Code, Diagnostic, Diagnostics, Fault, Severity};
use dateline::pictures::Effort;
use dateline::pipeline;
use dateline::render::{Press, render};
use dateline::serve::Desk;
use dateline::sources::{Options, Texts, Touched};
use dateline::timings::Timings;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

fn options(site: &Site) -> Options {
    Options {
        root: site.root().to_owned(),
        base_url: None,
        drafts: true,
        future: false,
        proof: false,
        pseudo: None,
        now: NOW.parse().unwrap(),
        effort: Effort::Beginning,
        texts: Texts::Kept,
        leave_out: Vec::new(),
        today: 0,
    }
}

/// Every file that a site would write, and what is wrong with it before it is rendered.
fn whole(press: &Press) -> BTreeMap<String, Vec<u8>> {
    let file = |route| (format!("{:?}", route), render(press, route).map(|page| page.bytes).unwrap_or_default());
    press.routes.iter().map(file).collect()
}

fn in_words(problems: Diagnostics) -> Vec<String> {
    problems.sorted().0.iter().map(|problem| format!("{problem:?}")).collect()
}

/// A change to one of the files of the site.
#[derive(Debug, Clone)]
struct Edit {
    file: usize,
    change: usize,
    word: usize,
}

const FILES: [&str; 12] = [
    "content/news/a.en.md",
    "content/news/a.fr.md",
    "content/news/b.en.md",
    "content/analysis/c.ru.md",
    "content/analysis/c.en.md",
    "content/about.en.md",
    "content/news/d.en.md",
    "content/authors/ann.en.md",
    "content/dossiers/talks.en.md",
    "content/world/e.en.md",
    "content/news/a.ru.md",
    "content/about.fr.md",
];
// No standard for Russian knows Greek letters: an address keeps them, and that is told.
const WORDS: [&str; 8] = ["Iran", "eaeu", "Moscow", "ann", "news/b", "map.svg", "Ωδή", "Ёлка"];
/// Where addresses are made, and whether most edits move an article.
const CONFIGS: [&str; 2] = ["", "slugs: title\ntransliterate: bgn\n"];

fn text(edit: &Edit) -> Option<String> {
    let word = WORDS[edit.word];
    let front = |more: &str, body: &str| {
        format!("---\ntitle: On {word}\ndate: {}\ntags: [talks, iran]\n{more}---\n{body}\n", date(edit.file))
    };
    Some(match edit.change {
        0 => front("", &format!("A text about {word}.")),
        1 => front(&format!("summary: Of {word}"), &format!("More of {word}."))
            .replace("Of", "All of")
            .replace("---\nMore", "\n---\nMore"),
        2 => front(&format!("tags: [{}]\n", word.to_lowercase().replace('/', "-")), "Other tags.")
            .replace("tags: [talks, iran]\n", ""),
        3 => front("draft: true\n", "A draft."),
        4 => front("unlisted: true\n", "Unlisted."),
        5 => front("author: ann\nrelated: [news/b]\n", "See [b](b.en.md) and ![a map](map.svg)."),
        6 => front("slug: another\naliases: [/old]\n", "Moved."),
        7 => front("updated: 2025-01-30\ncorrections: [{ date: 2025-01-29, text: One }]\n", "Corrected."),
        8 => front("image: { src: map.svg, alt: A map }\n", "![again](map.svg)"),
        9 => front("date: 2026-01-01\n", "Of the future.").replacen(&format!("date: {}\n", date(edit.file)), "", 1),
        10 => front("canonical: https://elsewhere.example/x\nexpires: 2025-06-01\n", "From elsewhere."),
        11 => "no front matter".to_owned(),
        12 => front("sumary: mistaken\n", "A warning."),
        13 => front("related: [news/nowhere]\n", "An error."),
        14 => front("translation: news/b\n", "Of another story."),
        15 => "---\ntags: [talks]\n---\nNeither title nor date.\n".to_owned(),
        16 => front("", "Another spelling.").replace("tags: [talks, iran]", "tags: [Talks, IRAN]"),
        17 => front("", "A line higher.").replace("tags: [talks, iran]", "summary: Above\ntags: [Talks, iran]"),
        18 => front("", "Another day.").replace(&date(edit.file), &format!("2025-01-{:02}", 28 - edit.word)),
        19 => front("original: ru\nauthor: [ann, bob]\n", "Of others."),
        _ => return None,
    })
}

fn date(file: usize) -> String {
    format!("2025-01-{}", 15 + file)
}

fn edits() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let edit =
        (0..FILES.len(), 0..22_usize, 0..WORDS.len()).prop_map(|(file, change, word)| Edit { file, change, word });
    prop::collection::vec(prop::collection::vec(edit, 1..3), 1..8)
}

fn beginning() -> Site {
    let site = Site::new(&[
        ("locales/en/site.ftl", "tag-iran = Iran\n    .slug = persia\nsection-news = News\n"),
        ("content/news/map.svg", "<svg viewBox='0 0 4 3'/>"),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\nWrites.\n"),
        ("content/dossiers/talks.en.md", "---\ntitle: Talks\ntags: [talks]\n---\nAll of it.\n"),
    ]);
    for file in [0, 1, 2, 3, 4, 5] {
        site.write(FILES[file], text(&Edit { file, change: 0, word: 0 }).unwrap());
    }
    site
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn an_edited_preview_is_what_a_build_would_write(edits in edits(), config in 0..CONFIGS.len()) {
        let site = beginning();
        site.write("site.yaml", format!("{CONFIG}{}", CONFIGS[config]));
        let mut desk = Desk::open(&options(&site)).0.unwrap();
        for step in edits {
            let mut touched = Touched::default();
            for edit in &step {
                let path = FILES[edit.file];
                match text(edit) {
                    Some(text) => site.write(path, text),
                    None => { let _ = fs::remove_file(site.root().join(path)); }
                }
                touched.paths.insert(path.to_owned());
            }
            desk.take_in(&touched, &[]);
            let (built, mut problems) = pipeline::load(&options(&site), &mut Timings::default());
            let built = built.unwrap();
            problems = problems.sorted();
            // A text that cannot be understood counts as it was before.
            let is_not_understood = |problem: &Diagnostic| {
                problem.severity == Severity::Error && matches!(problem.code, Code::NoFrontMatter | Code::UnknownKey)
            };
            if problems.0.iter().any(is_not_understood) {
                continue;
            }
            prop_assert_eq!(in_words(desk.edition().problems), in_words(problems));
            let latest = desk.latest();
            let (shown, wanted) = (whole(latest), whole(&built));
            prop_assert_eq!(shown.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>());
            for (route, bytes) in &wanted {
                prop_assert!(shown[route] == *bytes, "{} differs after {:?}", route, step);
            }
        }
    }
}

/// After each change of another kind the preview is what a build would write.
#[test]
fn templates_messages_and_other_files_are_taken_in() {
    let site = beginning();
    let mut desk = Desk::open(&options(&site)).0.unwrap();
    let changes: [(&str, Option<&str>); 19] = [
        ("templates/article.html", Some("{% extends \"gazette/article.html\" %}")),
        ("locales/en/site.ftl", Some("tag-iran = Persia\n    .slug = persia\nsection-news = The news\n")),
        ("locales/en/site.ftl", Some("tag-iran = Persia\n    .slug = elsewhere\nsection-news = The news\n")),
        ("content/tags/iran.en.md", Some("---\nname: Of the file\n---\nSee [b](../news/b.en.md).\n")),
        ("content/tags/iran.en.md", Some("---\nname: Of the file\nslug: third\nimage: map.svg\n---\nText.\n")),
        ("content/tags/map.svg", Some("<svg viewBox='0 0 4 3'/>")),
        ("content/sections/news.fr.md", Some("---\nname: Nouvelles\nslug: nouvelles\n---\n")),
        ("locales/fr/more.ftl", Some("tag-iran = L’Iran\n")),
        ("content/tags/iran.en.md", None),
        ("locales/fr/typography.yaml", Some("quotes: [\"“\", \"”\"]\n")),
        ("static/style.css", Some("body { color: red }")),
        ("static/style.css", Some("body { color: blue }")),
        ("static/robots.txt", Some("User-agent: *")),
        ("site.yaml", Some("title: Another\nbase_url: https://news.example/below\nlanguages: [en, fr, ru]\n")),
        ("site.yaml", Some("title: Another\nbase_url: https://news.example\nlanguages: [ru, en]\n")),
        ("themes/mine/theme.yaml", Some("extends: gazette\n")),
        ("site.yaml", Some("title: Third\nbase_url: https://news.example\nlanguages: [ru, en]\ntheme: mine\n")),
        ("themes/mine/templates/article.html", Some("{{ article.title }} {{ t(key=\"nowhere\") }}")),
        ("content/news/map.svg", None),
    ];
    for (path, content) in changes {
        match content {
            Some(content) => site.write(path, content),
            None => site.remove(path),
        }
        desk.take_in(&Touched { paths: [path.to_owned()].into(), everything: false }, &[]).unwrap();
        let (built, problems) = pipeline::load(&options(&site), &mut Timings::default());
        assert_eq!(in_words(desk.edition().problems), in_words(problems), "{path}");
        assert!(whole(desk.latest()) == whole(&built.unwrap()), "{path}");
    }
}

#[test]
fn a_folder_that_moves_takes_its_articles_with_it() {
    let site = beginning();
    let mut desk = Desk::open(&options(&site)).0.unwrap();
    let rename = |from: &str, to: &str| fs::rename(site.root().join(from), site.root().join(to)).unwrap();
    let touched =
        |paths: &[&str]| Touched { paths: paths.iter().map(|path| (*path).to_owned()).collect(), everything: false };
    site.write(FILES[0], text(&Edit { file: 0, change: 8, word: 5 }).unwrap());
    desk.take_in(&touched(&[FILES[0]]), &[]).unwrap();
    fs::create_dir(site.root().join("content/news/empty")).unwrap();
    assert!(desk.take_in(&touched(&["content/news/empty"]), &[]).is_none(), "an empty folder is nothing");
    assert!(desk.latest().routes.iter().any(|route| route.path.as_str() == "media/news/map.svg"));
    rename("content/news", "content/world");
    desk.take_in(&touched(&["content/news", "content/world"]), &[]).unwrap();
    let (built, _) = pipeline::load(&options(&site), &mut Timings::default());
    assert!(whole(desk.latest()) == whole(&built.unwrap()));
    rename("content/world", "away");
    desk.take_in(&touched(&["content/world"]), &[]).unwrap();
    let (built, _) = pipeline::load(&options(&site), &mut Timings::default());
    assert!(whole(desk.latest()) == whole(&built.unwrap()));
    rename("away", "content/news");
    desk.take_in(&Touched { everything: true, ..Touched::default() }, &[]).unwrap();
    assert!(desk.latest().site.articles.iter().any(|article| article.document.path == "content/news/b.en.md"));
    // Another folder with the same names.
    site.write("other/b.en.md", "---\ntitle: Of another folder\ndate: 2025-01-22\n---\nText\n");
    rename("content/news", "away");
    rename("other", "content/news");
    desk.take_in(&touched(&["content/news"]), &[]).unwrap();
    let (built, _) = pipeline::load(&options(&site), &mut Timings::default());
    assert!(whole(desk.latest()) == whole(&built.unwrap()));
}

#[test]
fn an_edited_text_leaves_all_others_as_they_were() {
    let site = beginning();
    let mut desk = Desk::open(&options(&site)).0.unwrap();
    let before = (desk.latest().site.articles.clone(), Arc::clone(&desk.latest().routes));
    site.write(FILES[2], text(&Edit { file: 2, change: 0, word: 3 }).unwrap());
    let edition = desk.take_in(&Touched { paths: [FILES[2].to_owned()].into(), everything: false }, &[]).unwrap();
    let changed = before.0.iter().zip(&edition.press.site.articles).filter(|(a, b)| !Arc::ptr_eq(a, b));
    assert_eq!(changed.map(|(_, article)| article.document.path.as_str()).collect::<Vec<_>>(), [FILES[2]]);
    assert!(Arc::ptr_eq(&before.1, &edition.press.routes));
}

/// An article that gets another place moves others, which say what they said.
#[test]
fn stories_are_told_again_only_where_their_files_are_others() {
    let site = beginning();
    let mut desk = Desk::open(&options(&site)).0.unwrap();
    let mut told_after = |path: &str, text: Option<&str>| -> Vec<String> {
        let before: Vec<_> = desk.latest().site.articles.iter().map(|article| Arc::clone(&article.telling)).collect();
        match text {
            Some(text) => site.write(path, text),
            None => site.remove(path),
        }
        let edition = desk.take_in(&Touched { paths: [path.to_owned()].into(), everything: false }, &[]).unwrap();
        let now = edition.press.site.articles.iter();
        let new = now.filter(|article| !before.iter().any(|telling| Arc::ptr_eq(telling, &article.telling)));
        let mut paths: Vec<String> = new.map(|article| article.document.path.clone()).collect();
        paths.sort();
        paths
    };
    let b = "content/news/b.en.md";
    assert_eq!(told_after(b, Some("---\ntitle: B\ndate: 2025-01-22\ntags: [new, iran]\n---\n")), [b]);
    assert_eq!(told_after(b, Some("---\ntitle: B\ndate: 2025-01-02\ntags: [iran]\n---\n")), [b]);
    assert_eq!(told_after(b, Some("---\ntitle: B\ndate: 2025-01-02\nslug: moved\n---\n")), [b]);
    let new = "content/world/new.en.md";
    assert_eq!(told_after(new, Some("---\ntitle: New\ndate: 2025-01-30\n---\n")), [new], "a new section");
    assert!(told_after(new, None).is_empty());
    // A story is told by all its files.
    let french = "content/news/a.fr.md";
    assert_eq!(told_after(french, None), [FILES[0]]);
    // An author that has a file now may be named by any article.
    assert!(told_after("content/authors/bob.en.md", Some("---\nname: Bob\n---\n")).len() > 3);
}

#[test]
fn what_was_rendered_can_be_forgotten() {
    let site = beginning();
    let mut desk = Desk::open(&options(&site)).0.unwrap();
    let before = whole(&desk.edition().press);
    assert!(desk.forget_rendered(99).is_none());
    let fresh = desk.forget_rendered(0).unwrap();
    assert_eq!(fresh.set_articles(), 0);
    assert!(whole(&fresh) == before && whole(desk.latest()) == before);
}

#[test]
fn files_that_change_together_are_all_taken_in() {
    let site = beginning();
    let mut desk = Desk::open(&options(&site)).0.unwrap();
    let text = "---\ntitle: Together\ndate: 2025-01-22\n---\nText\n";
    let config = "title: Together\nbase_url: https://news.example\nlanguages: [en, fr, ru]\n";
    for (others, config) in [("tag-iran = Persia\n", config), ("tag-iran = Iran\n", "title: [")] {
        site.write(FILES[2], text);
        site.write("site.yaml", config);
        site.write("locales/en/site.ftl", others);
        site.write("templates/page.html", "{{ article.title }}");
        let paths = [FILES[2], "site.yaml", "locales/en/site.ftl", "templates/page.html"].map(str::to_owned);
        desk.take_in(&Touched { paths: paths.into(), everything: false }, &[]).unwrap();
        site.write("site.yaml", "title: Together\nbase_url: https://news.example\nlanguages: [en, fr, ru]\n");
        let (built, _) = pipeline::load(&options(&site), &mut Timings::default());
        assert!(whole(desk.latest()) == whole(&built.unwrap()), "{config}");
    }
}

#[test]
fn the_last_good_site_stays_while_something_is_wrong() {
    let site = beginning();
    let mut desk = Desk::open(&options(&site)).0.unwrap();
    let mut write = |path: &str, text: &str| {
        site.write(path, text);
        desk.take_in(&Touched { paths: [path.to_owned()].into(), everything: false }, &[]).unwrap()
    };
    let title = |edition: &dateline::serve::Edition| {
        let article = edition.press.site.articles.iter().find(|article| article.document.path == FILES[2]).unwrap();
        article.title.clone()
    };
    let broken = write(FILES[2], "---\ntitle: [\n---\n");
    assert_eq!(title(&broken), "On Iran");
    let is_told =
        |path: &str| broken.problems.0.iter().any(|p| p.place.as_ref().is_some_and(|place| place.path == path));
    assert!(is_told(FILES[2]), "{:?}", broken.problems);
    let mended = write(FILES[2], "---\ntitle: Mended\ndate: 2025-01-22\n---\nText\n");
    assert_eq!((title(&mended).as_str(), mended.problems.outcome(false)), ("Mended", None));
    assert_eq!(mended.saved.as_deref(), Some("/en/news/b/"));
    write(FILES[2], "---\ntitle: [\n---\n");
    let beside = write(FILES[0], "---\ntitle: Meanwhile\ndate: 2025-01-22\n---\nText\n");
    assert_eq!((beside.problems.outcome(false), title(&beside).as_str()), (Some(Fault::Site), "Mended"));
    assert!(beside.press.site.articles.iter().any(|article| article.title == "Meanwhile"), "others go on");
    let back = write(FILES[2], "---\ntitle: Mended\ndate: 2025-01-22\n---\nText\n");
    assert_eq!(back.problems.outcome(false), None);
    for (path, wrong, right) in [
        ("templates/page.html", "{% if %}", "{{ article.title }}"),
        ("locales/en/site.ftl", "tag-iran = {", "tag-iran = Iran"),
    ] {
        write(path, right);
        assert_eq!(write(path, wrong).problems.outcome(false), Some(Fault::Site), "{path}");
        let beside = write(FILES[2], &format!("---\ntitle: Beside {path}\ndate: 2025-01-22\n---\nText\n"));
        assert!(beside.is_behind && title(&beside) == format!("Beside {path}"));
        let mended = write(path, right);
        assert!(!mended.is_behind && mended.problems.outcome(false).is_none(), "{:?}", mended.problems);
    }
    let lost = write("templates/article.html", "{% if %}");
    assert!(lost.press.templates.are_sound());
    assert!(write("site.yaml", "title: [").press.templates.are_sound());
    let kept = write(FILES[0], "---\ntitle: Meanwhile again\ndate: 2025-01-22\n---\nText\n");
    assert!(!kept.problems.0.is_empty());
}
