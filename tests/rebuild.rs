//! A build that goes by what the last one has left gives what a build from nothing gives, byte for byte.
//!
//! `SEQUENCES=2000 cargo test --release --test rebuild` tries as many sequences of edits; few are tried without.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Run, Site, pictures};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::SystemTime;

/// What asks the site how many articles there are of something, and where something is.
const ASKING: &str =
    "{% for s in sections %}{{ count(section=s.id) }}{% endfor %} {{ count(author=\"ann\") }} {{ url(tag=\"iran\") }}";

/// A template of all pages that has something at their foot.
fn with_foot(foot: &str) -> String {
    format!("{{% extends \"theme/base.html\" %}}{{% block colophon %}}{foot}{{% endblock %}}")
}

/// Something that happens between two builds.
#[derive(Debug, Clone)]
enum Edit {
    Text(usize, usize),
    Title(usize, usize),
    Tags(usize, usize),
    Date(usize, usize),
    Draft(usize, bool),
    Slug(usize, usize),
    Picture(usize, usize),
    Link(usize, usize),
    Summary(usize, usize),
    Add(usize, usize),
    Remove(usize),
    Rename(usize, usize),
    Author(usize),
    Template(usize),
    Component(usize),
    Message(usize),
    Typography(usize),
    Configuration(usize),
    StyleSheet(usize),
    PictureFile(usize),
    Later(i64),
    DamageCache(usize),
    RemoveCache,
    TouchOutput(usize),
    DamageOutput(usize),
    RemoveOutput(usize),
    Nothing,
}

fn edit() -> impl Strategy<Value = Edit> {
    let (article, variant) = (0..STORIES, 0_usize..4);
    let on = |make: fn(usize, usize) -> Edit| (article.clone(), variant.clone()).prop_map(move |(a, v)| make(a, v));
    let with = |make: fn(usize) -> Edit| variant.clone().prop_map(make);
    prop_oneof![
        4 => on(Edit::Text),
        2 => on(Edit::Title),
        2 => on(Edit::Tags),
        2 => on(Edit::Date),
        1 => (article.clone(), any::<bool>()).prop_map(|(a, d)| Edit::Draft(a, d)),
        1 => on(Edit::Slug),
        2 => on(Edit::Picture),
        2 => on(Edit::Link),
        2 => on(Edit::Summary),
        2 => on(Edit::Add),
        2 => article.clone().prop_map(Edit::Remove),
        1 => on(Edit::Rename),
        1 => with(Edit::Author),
        1 => with(Edit::Template),
        1 => with(Edit::Component),
        1 => with(Edit::Message),
        1 => with(Edit::Typography),
        1 => with(Edit::Configuration),
        1 => with(Edit::StyleSheet),
        1 => with(Edit::PictureFile),
        2 => (1_i64..60).prop_map(Edit::Later),
        1 => (0_usize..5_000).prop_map(Edit::DamageCache),
        1 => Just(Edit::RemoveCache),
        1 => (0_usize..200).prop_map(Edit::TouchOutput),
        1 => (0_usize..200).prop_map(Edit::DamageOutput),
        1 => (0_usize..200).prop_map(Edit::RemoveOutput),
        1 => Just(Edit::Nothing),
    ]
}

const STORIES: usize = 9;

/// Texts that show one of its films let pages ask its player.
const PROVIDER: &str = "embeds:\n  tube:\n    name: Tube\n    kind: video\n    addresses: [\"tube.example/watch?v={id}\"]\n    \
    frame: \"https://player.tube.example/{id}\"\n";

/// Pages may show this only where a text does.
const FRAME: &str = "<iframe src=\"https://player.tube.example/own\" title=\"{{ site.title }}\"></iframe>";

/// What an article is at the moment.
#[derive(Debug, Clone, Default)]
struct Article {
    text: usize,
    title: usize,
    tags: usize,
    date: usize,
    draft: bool,
    slug: usize,
    picture: usize,
    link: usize,
    summary: usize,
    name: usize,
}

impl Article {
    fn path(&self, i: usize) -> String {
        let (section, language) = (["news", "opinion"][i % 2], ["en", "fr", "ru"][i % 3]);
        let suffix = ["", "-b", "-c", "-d"][self.name];
        format!("content/{section}/story-{}{suffix}.{language}.md", i / 3)
    }

    fn file(&self, i: usize) -> String {
        let tags = ["iran", "iran, tea", "tea, trade, iran", "trade"][self.tags];
        let text = [
            "Plain words.",
            "Other \"words\" -- here.",
            "See https://x.example/a.\n\nhttps://tube.example/watch?v=abc",
            "## Part\n\nMore[^1].\n\n[^1]: So.",
        ];
        let summary = ["", "\nsummary: What it is about.", "\nsummary: What \"it\" is about.", ""][self.summary];
        let dates = ["2025-01-10", "2025-01-20T08:00:00Z", "2025-02-15", "2024-06-01"];
        let picture =
            ["", "\nimage: { src: map.png, alt: A map }", "\nimage: { src: map.png, alt: Other }", ""][self.picture];
        let in_text = if self.picture == 3 { "\n\n![Map](map.png)" } else { "" };
        let link =
            ["", "\n\n[this](story-0.en.md)", "\n\n[that](../opinion/story-1.fr.md)", "\n\n[out](https://o.example/)"];
        let slug = ["", "\nslug: one", "\nslug: other", ""][self.slug].replace("one", &format!("one-{i}"));
        let slug = slug.replace("other", &format!("other-{i}"));
        let draft = if self.draft { "\ndraft: true" } else { "" };
        format!(
            "---\ntitle: Story {i} {}\ndate: {}\nauthor: ann\ntags: [{tags}]{draft}{slug}{picture}{summary}\n---\n{}{in_text}{}\n",
            ["now", "then", "later", "again"][self.title],
            dates[self.date],
            text[self.text],
            link[self.link],
        )
    }
}

struct World {
    site: Site,
    articles: BTreeMap<usize, Article>,
    now: Hour,
}

/// Hours since the beginning of February 2025; no sequence has more than two months.
#[derive(Debug, Clone, Copy)]
struct Hour(i64);

impl Hour {
    /// As the command line takes it.
    fn text(self) -> String {
        let (day, hour) = (self.0 / 24, self.0 % 24);
        let (month, day) = if day < 28 { (2, day + 1) } else { (3, (day - 28).min(30) + 1) };
        format!("2025-{month:02}-{day:02}T{hour:02}:00:00Z")
    }
}

/// Lets a site use the derivatives that those before it have made: to make them takes longer than all else, and what is tried
/// here does not depend on who made them.
fn share_derivatives(site: &Site) {
    static SHARED: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());
    let cache = site.root().join(".dateline/cache");
    fs::create_dir_all(&cache).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(SHARED.path(), cache.join("pictures")).unwrap();
}

impl World {
    fn new() -> World {
        let site = Site::new(&[("content/authors/ann.en.md", "---\nname: Ann\n---\nAnn writes.\n")]);
        for folder in ["news", "opinion"] {
            site.write(&format!("content/{folder}/map.png"), pictures::photograph(900, 600));
        }
        site.write("site.yaml", format!("{CONFIG}{PROVIDER}"));
        share_derivatives(&site);
        let mut world = World { site, articles: BTreeMap::new(), now: Hour(0) };
        for i in 0..STORIES - 2 {
            world.put(i, Article { tags: i % 4, date: i % 4, text: i % 4, summary: i % 3, ..Article::default() });
        }
        world.build(&[]);
        world
    }

    fn build(&self, more: &[&str]) -> Run {
        let now = self.now.text();
        self.site.run(&[&["build", "--json", "--now", &now, "--allow-withdrawn"], more].concat())
    }

    fn put(&mut self, i: usize, article: Article) {
        self.take(i);
        self.site.write(&article.path(i), article.file(i));
        self.articles.insert(i, article);
    }

    fn take(&mut self, i: usize) {
        if let Some(article) = self.articles.remove(&i) {
            self.site.remove(&article.path(i));
        }
    }

    fn change(&mut self, i: usize, change: impl FnOnce(&mut Article)) {
        if let Some(mut article) = self.articles.get(&i).cloned() {
            change(&mut article);
            self.put(i, article);
        }
    }

    fn output(&self, i: usize) -> Option<PathBuf> {
        let files = self.site.out().files();
        // Without the marker the folder is somebody else's; and a record that was asked for may not be damaged, as both builds
        // read the same one, and one of them asks for it.
        let path = files
            .keys()
            .filter(|path| ![".dateline", "addresses.json"].contains(&path.as_str()))
            .nth(i % files.len().max(1))?
            .clone();
        Some(self.site.out().folder.join(path))
    }

    fn happen(&mut self, edit: &Edit) {
        let site = &self.site;
        match *edit {
            Edit::Text(i, v) => self.change(i, |article| article.text = v),
            Edit::Title(i, v) => self.change(i, |article| article.title = v),
            Edit::Tags(i, v) => self.change(i, |article| article.tags = v),
            Edit::Date(i, v) => self.change(i, |article| article.date = v),
            Edit::Draft(i, draft) => self.change(i, |article| article.draft = draft),
            Edit::Slug(i, v) => self.change(i, |article| article.slug = v),
            Edit::Picture(i, v) => self.change(i, |article| article.picture = v),
            Edit::Link(i, v) => self.change(i, |article| article.link = v),
            Edit::Summary(i, v) => self.change(i, |article| article.summary = v),
            Edit::Add(i, v) => self.put(i, Article { text: v, tags: v, date: v, ..Article::default() }),
            Edit::Remove(i) => self.take(i),
            Edit::Rename(i, v) => {
                if let Some(article) = self.articles.get(&i).cloned() {
                    self.put(i, Article { name: v, ..article.clone() });
                    if self.articles[&i].path(i) != article.path(i) {
                        let _ = fs::remove_file(self.site.root().join(article.path(i)));
                    }
                }
            }
            Edit::Author(v) => site.write(
                "content/authors/ann.en.md",
                format!("---\nname: {}\n---\nAnn writes {v}.\n", ["Ann", "Anna", "Ann", "Anne"][v]),
            ),
            Edit::Template(v) => {
                site.write("templates/base.html", with_foot(["<i>a</i>", FRAME, "<i>{{ page.url }}</i>", ASKING][v]))
            }
            Edit::Component(v) => site.write(
                "templates/tags.html",
                format!(
                    "{{% extends \"theme/tags.html\" %}}{{# {v} #}}{{% block header %}}<p>Tags {v}</p>{{% endblock %}}"
                ),
            ),
            Edit::Message(v) => {
                site.write("locales/en/own.ftl", format!("related = {}\n", ["More", "Also", "Read", "See"][v]))
            }
            Edit::Typography(v) => site.write(
                "site.yaml",
                format!("{CONFIG}{PROVIDER}typography: {}\n", if v % 2 == 0 { "on" } else { "off" }),
            ),
            Edit::Configuration(v) => {
                let more = ["paginate: 2\n", "related: 2\n", "feeds: { size: 1 }\n", ""][v];
                site.write("site.yaml", format!("{CONFIG}{PROVIDER}{more}"));
            }
            Edit::StyleSheet(v) => site.write("static/own.css", format!("p {{ margin: {v}px }}\n")),
            Edit::PictureFile(v) => {
                site.write("content/news/map.png", pictures::photograph(900 + 30 * v as u32, 600));
            }
            Edit::Later(hours) => self.now.0 += hours,
            Edit::DamageCache(at) => {
                for file in self.caches() {
                    let mut bytes = fs::read(&file).unwrap();
                    let at = at % bytes.len();
                    bytes[at] ^= 0x40;
                    fs::write(file, bytes).unwrap();
                }
            }
            Edit::RemoveCache => self.caches().iter().for_each(|file| fs::remove_file(file).unwrap()),
            Edit::TouchOutput(i) => {
                if let Some(file) = self.output(i) {
                    fs::File::options().write(true).open(file).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
                }
            }
            Edit::DamageOutput(i) => {
                if let Some(file) = self.output(i) {
                    fs::write(file, "somebody else was here").unwrap();
                }
            }
            Edit::RemoveOutput(i) => {
                if let Some(file) = self.output(i) {
                    fs::remove_file(file).unwrap();
                }
            }
            Edit::Nothing => {}
        }
    }

    fn caches(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.site.root().join(".dateline/cache")) else { return Vec::new() };
        let files = entries.map(|entry| entry.unwrap().path());
        files.filter(|file| file.file_name().unwrap().to_string_lossy().starts_with("build-")).collect()
    }

    /// Builds from nothing, then by what is there; both say the same and give the same. Whether anything was published.
    fn check(&self) -> bool {
        let full = self.build(&["--full", "--out", "full", "--published", "public"]);
        let again = self.build(&[]);
        let told = |text: &str| {
            let mut report: Value = serde_json::from_str(text).unwrap();
            (report["diagnostics"].take(), report["notes"].take(), report["site"].take())
        };
        assert_eq!(full.code, again.code, "{}{}", full.stdout, again.stdout);
        assert!(told(&full.stdout) == told(&again.stdout), "{}{}", full.stdout, again.stdout);
        let is_published = full.code == 0;
        if is_published {
            let (full, again) = (self.site.out_in("full").files(), self.site.out().files());
            let other: Vec<&String> =
                full.iter().filter(|(path, bytes)| again.get(*path) != Some(bytes)).map(|(p, _)| p).collect();
            assert!(other.is_empty(), "{other:?}");
            assert_eq!(full.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
        }
        is_published
    }
}

#[test]
fn whatever_happens_between_two_builds_the_second_gives_what_a_build_from_nothing_gives() {
    let sequences = std::env::var("SEQUENCES").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let config = Config { cases: sequences, failure_persistence: None, max_shrink_iters: 30, ..Config::default() };
    let sequence = prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..7);
    let (builds, published) = (Cell::new(0), Cell::new(0));
    let result = TestRunner::new(config).run(&sequence, |steps| {
        let mut world = World::new();
        for step in &steps {
            step.iter().for_each(|edit| world.happen(edit));
            builds.set(builds.get() + 1);
            published.set(published.get() + u32::from(world.check()));
        }
        Ok(())
    });
    result.unwrap();
    assert!(
        2 * published.get() > builds.get(),
        "only {} of {} builds had something to compare",
        published.get(),
        builds.get()
    );
}

#[test]
fn an_edit_writes_the_files_that_it_concerns_and_no_others() {
    let mut world = World::new();
    let counts = |world: &World, more: &[&str]| {
        let run = world.build(more);
        assert_eq!(run.code, 0, "{}", run.stdout);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        ["written", "unchanged"].map(|name| report["published"][name].as_u64().unwrap())
    };
    let [_, all] = counts(&world, &[]);
    assert_eq!(counts(&world, &[]), [0, all]);
    assert_eq!(counts(&world, &["--paranoid"]), [0, all]);
    world.change(1, |article| article.text = 3);
    let [written, unchanged] = counts(&world, &[]);
    assert!((1..=12).contains(&written) && written + unchanged == all, "{written} {unchanged} {all}");
    let pages =
        world.site.out().files().keys().filter(|path| path.contains("/tags/") && path.ends_with(".html")).count();
    world
        .site
        .write("templates/tag.html", "{% extends \"theme/tag.html\" %}{% block header %}<p>A tag</p>{% endblock %}");
    let [written, unchanged] = counts(&world, &[]);
    assert!((3..=pages as u64).contains(&written) && written + unchanged == all, "{written} of {pages}, {unchanged}");
}

/// Changes a letter of a published page in such a way that no build sees it, unless it makes the page.
fn spoil(page: &Path) {
    let mut bytes = fs::read(page).unwrap();
    let time = fs::metadata(page).unwrap().modified().unwrap();
    *bytes.last_mut().unwrap() = b'x';
    fs::write(page, bytes).unwrap();
    fs::File::options().write(true).open(page).unwrap().set_modified(time).unwrap();
}

#[test]
fn an_article_that_comes_leaves_pages_alone_that_show_nothing_of_it() {
    let article = |day: u8| format!("---\ntitle: Day {day}\ndate: 2025-01-{day}\ntags: [iran]\n---\nWords.\n");
    let site = Site::new(&[
        ("site.yaml", &format!("{CONFIG}related: 1\nsocial_cards: false\n")),
        ("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\n"),
        ("content/about.en.md", ABOUT),
        ("content/news/a.en.md", &article(10)),
        ("content/news/b.en.md", &article(11)),
        ("content/news/c.en.md", &article(12)),
    ]);
    let out = site.build();
    // The oldest shows the one that is nearest to it; the sections in its head and its tag are those of before.
    let pages = ["about/index.html", "news/a/index.html"].map(|page| out.folder.join("en").join(page));
    let before = pages.each_ref().map(|page| fs::read(page).unwrap());
    pages.iter().for_each(|page| spoil(page));
    site.write("content/news/d.en.md", article(13));
    site.build();
    for (page, before) in pages.iter().zip(&before) {
        assert_ne!(fs::read(page).unwrap(), *before, "{} is made again", page.display());
    }
    assert!(site.out().page("/en/tags/iran/").text("p.count").contains('4'));
    // Whoever asks for the number is told.
    let foot = |of: &str| site.write("templates/base.html", with_foot(&format!("<i id=\"n\">{{{{ {of} }}}}</i>")));
    for (asked, day) in [("count(tag=\"iran\")", 14), ("count(section=\"ne\" ~ \"ws\")", 15)] {
        foot(asked);
        site.build();
        site.write(&format!("content/news/{day}.en.md"), article(day));
        let number = (day - 9).to_string();
        assert_eq!(site.build().page("/en/about/").text("#n"), number, "{asked}");
    }
    foot("count(tag=\"tea\")");
    let run = site.run(&["build"]);
    assert!(run.stderr.contains("there is no tag `tea`"), "{}", run.stderr);
    foot("count(story=\"a\")");
    assert!(site.run(&["build"]).stderr.contains("`count` needs one of section=, tag=, author= or dossier="));
}

#[test]
fn a_file_that_was_changed_behind_our_back_is_found_by_its_content_if_that_is_asked_for() {
    let world = World::new();
    let page = world.site.out().folder.join("en/index.html");
    let before = fs::read(&page).unwrap();
    spoil(&page);
    assert_eq!(world.build(&["--paranoid"]).code, 0);
    assert_eq!(fs::read(&page).unwrap(), before);
}

#[test]
fn what_is_left_for_the_next_build_is_nothing_for_git_where_a_site_has_no_pictures_either() {
    let site = Site::new(&[("site.yaml", &format!("{CONFIG}social_cards: false\n")), ("content/about.en.md", ABOUT)]);
    site.build();
    for label in [".gitignore", "CACHEDIR.TAG"] {
        assert!(site.root().join(".dateline/cache").join(label).exists(), "{label}");
    }
}

const ABOUT: &str = "---\ntitle: About\n---\nUs.\n";
