//! `dateline watch`: the real program publishes a site while its files and the time change it.

#![allow(clippy::unwrap_used)]
#![cfg(unix)]

mod common;

use common::{Published, Site, article};
use jiff::{SignedDuration, Timestamp};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Longer than any machine takes: a test that waits for it has failed.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longer than it takes until a change is published; where nothing is to happen, nothing happens for so long.
const WHILE: Duration = Duration::from_millis(1_500);

const A: &str = "content/news/a.en.md";

fn site() -> Site {
    Site::new(&[
        (
            "site.yaml",
            "title: The Gazette\nbase_url: https://news.example\nlanguages: [{ tag: en, prefix: en }]\n\
             time_zone: Europe/Paris\n",
        ),
        (A, &article("Treaty", "2025-01-10", "iran", "First words.")),
        ("content/news/b.en.md", &article("Plain", "2025-01-11", "tea", "Words.")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\nAnn writes.\n"),
        ("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\ntag-tea = Tea\n"),
        ("static/notes.txt", "One.\n"),
    ])
}

/// The program at work.
struct Watching {
    child: Child,
    printed: Arc<Mutex<String>>,
}

impl Watching {
    /// Begins to watch a site, which is published once.
    fn of(site: &Site, arguments: &[&str]) -> Watching {
        let watching = Watching::start(site, arguments);
        watching.printed_with("Start  ");
        watching
    }

    fn start(site: &Site, arguments: &[&str]) -> Watching {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.arg("watch").args(arguments).current_dir(site.root());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let printed = Arc::new(Mutex::new(String::new()));
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let printed = Arc::clone(&printed);
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    printed.lock().unwrap().push_str(&format!("{line}\n"));
                }
            });
        }
        Watching { child, printed }
    }

    fn printed(&self) -> String {
        self.printed.lock().unwrap().clone()
    }

    /// What is on the terminal, as soon as it holds a text.
    fn printed_with(&self, text: &str) -> String {
        self.until(|| self.printed().contains(text), text);
        self.printed()
    }

    fn until(&self, holds: impl Fn() -> bool, what: &str) {
        let begin = Instant::now();
        while !holds() {
            assert!(begin.elapsed() < PATIENCE, "no `{what}`; printed was {}", self.printed());
            sleep(Duration::from_millis(10));
        }
    }

    /// How many publications there were: one line for each.
    fn publications(&self) -> usize {
        self.printed().matches(" unchanged, ").count()
    }

    fn end(&mut self) -> ExitStatus {
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
        let begin = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begin.elapsed() < PATIENCE, "it does not end: {}", self.printed());
            sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !std::thread::panicking() {
            assert!(!self.printed().contains("panicked"), "{}", self.printed());
        }
    }
}

fn page(out: &Published, story: &str) -> String {
    fs::read_to_string(out.folder.join(format!("en/news/{story}/index.html"))).unwrap_or_default()
}

#[test]
fn what_is_saved_is_published_and_as_a_build_would_publish_it() {
    let site = site();
    let watching = Watching::of(&site, &["--strict"]);
    let out = site.out();
    assert!(page(&out, "a").contains("First words."));
    let is_as_built = || {
        let built = site.run(&["build", "--strict", "--out", "fresh", "--published", "public"]);
        assert_eq!(built.code, 0, "{}", built.stderr);
        assert_eq!(site.out().files(), site.out_in("fresh").files());
    };
    // A text that is longer than its neighbours in the feed.
    site.write(A, article("Treaty", "2025-01-10", "iran", &"Second words. ".repeat(100)));
    watching.until(|| page(&out, "a").contains("Second words."), "Second words");
    let printed = watching.printed_with("content/news/a.en.md  ");
    let line = printed.lines().find(|line| line.starts_with(A)).unwrap();
    assert!(line.contains(" written, ") && line.contains(" s after it was saved; no problems"), "{line}");
    is_as_built();
    // The place of an article, a message, a file that is copied, a template, a file that comes and one that goes.
    let changes: [(&str, &str, &str); 5] = [
        (A, &article("Treaty", "2025-01-12", "iran, tea", "Third words."), "content/news/a.en.md  "),
        ("locales/en/names.ftl", "section-news = Newsroom\ntag-iran = Iran\ntag-tea = Tea\n", "locales/en/names.ftl  "),
        ("static/notes.txt", "Two.\n", "static/notes.txt  "),
        ("templates/article.html", "{% extends \"theme/article.html\" %}\n", "templates"),
        (
            "content/news/c.en.md",
            &article("New", "2025-01-13", "tea", "With a [link](a.en.md)."),
            "content/news/c.en.md  ",
        ),
    ];
    for (path, text, told) in changes {
        let before = watching.publications();
        site.write(path, text);
        watching.until(|| watching.publications() > before, told);
        assert!(watching.printed().lines().last().unwrap().contains(told), "{told} in {}", watching.printed());
    }
    let before = watching.publications();
    site.remove("content/news/b.en.md");
    site.write("site.yaml", fs::read_to_string(site.root().join("site.yaml")).unwrap() + "gone: [/en/news/b/]\n");
    watching.until(|| watching.publications() > before, "b is gone");
    is_as_built();
}

#[test]
fn an_embargo_ends_and_an_article_expires_while_it_runs() {
    let site = site();
    let watching = Watching::of(&site, &[]);
    let out = site.out();
    let soon = Timestamp::from_second(Timestamp::now().as_second() + 7).unwrap();
    let end = soon.checked_add(SignedDuration::from_secs(3)).unwrap();
    let later = article("Later", &soon.to_string(), "tea", "Not before.");
    site.write("content/news/later.en.md", later.replacen("---\n", &format!("---\nexpires: {end}\n"), 1));
    watching.printed_with("content/news/later.en.md  ");
    let is_public = || !page(&out, "later").is_empty();
    let was_public = is_public();
    assert!(!was_public || Timestamp::now() >= soon, "it is published before its time");
    watching.printed_with("content/news/later.en.md appeared  ");
    assert!(Timestamp::now() >= soon);
    assert!(page(&out, "later").contains("Not before.") || Timestamp::now() >= end);
    let printed = watching.printed_with("content/news/later.en.md disappeared  ");
    assert!(Timestamp::now() >= end);
    assert!(!is_public(), "{printed}");
    assert_eq!(out.traces_of("Not before."), Vec::<String>::new());
}

#[test]
fn a_mistake_leaves_the_site_as_it_was_and_is_told_until_it_is_mended() {
    let site = site();
    let watching = Watching::of(&site, &[]);
    let before = site.out().files();
    site.write(A, article("Treaty", "soon", "iran", "Second words."));
    let printed = watching.printed_with("Nothing was published");
    assert!(printed.contains("content/news/a.en.md:3:7: error[D104]"), "{printed}");
    assert!(printed.lines().any(|line| line.starts_with(A) && line.ends_with("the site is as it was; 1 error")));
    assert_eq!(site.out().files(), before);
    site.write(A, article("Treaty", "2025-01-10", "iran", "Third words."));
    watching.until(|| page(&site.out(), "a").contains("Third words."), "Third words");
    // A site whose languages nobody knows is waited for, too.
    site.write("site.yaml", "languages: 7\n");
    watching.until(|| watching.printed().matches("Nothing was published").count() == 2, "the second mistake");
    assert!(page(&site.out(), "a").contains("Third words."));
}

#[test]
fn a_site_that_nobody_can_read_yet_is_published_when_it_is_mended() {
    let site = site();
    let config = fs::read_to_string(site.root().join("site.yaml")).unwrap();
    site.write("site.yaml", "languages: 7\n");
    let watching = Watching::of(&site, &[]);
    watching.printed_with("Nothing was published");
    assert!(!site.out().folder.exists());
    site.write("site.yaml", config);
    watching.until(|| page(&site.out(), "a").contains("First words."), "the first publication");
}

#[test]
fn warnings_stop_it_where_it_is_strict() {
    let site = site();
    let watching = Watching::of(&site, &["--strict"]);
    let before = site.out().files();
    site.write(A, article("Treaty", "2025-01-10", "iran", "Text.").replacen("---\n", "---\nsumary: Wrong\n", 1));
    let printed = watching.printed_with("Nothing was published");
    assert!(printed.contains("did you mean `summary`?"), "{printed}");
    assert_eq!(site.out().files(), before);
}

#[test]
fn it_ends_when_the_system_says_so_and_leaves_nothing_behind() {
    let site = site();
    let mut watching = Watching::of(&site, &[]);
    let before = site.out().files();
    // In the middle of the work, perhaps.
    site.write(A, article("Treaty", "2025-01-10", "iran", "Second words."));
    sleep(Duration::from_millis(250));
    let status = watching.end();
    assert_eq!(status.code(), Some(0), "{}", watching.printed());
    watching.printed_with("The watch has ended.");
    let names = fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    // The last state is kept: `dateline rollback` may be called next.
    let is_left = |name: &String| name.starts_with(".public") && name != ".public.dateline-last";
    let left: Vec<String> = names.filter(is_left).collect();
    assert_eq!(left, Vec::<String>::new());
    let after = site.out().files();
    assert!(after == before || page(&site.out(), "a").contains("Second words."));
}

#[test]
fn another_build_is_waited_for_and_that_is_told_once() {
    let site = site();
    let lock = site.root().join(".public.dateline-lock");
    let held = fs::File::create(&lock).unwrap();
    held.lock().unwrap();
    let watching = Watching::start(&site, &[]);
    watching.printed_with("it is waited for");
    sleep(Duration::from_millis(2_500));
    assert!(!site.out().folder.exists());
    assert_eq!(watching.printed().matches("it is waited for").count(), 1);
    drop(held);
    watching.printed_with("Start  ");
    assert!(page(&site.out(), "a").contains("First words."));
}

#[test]
fn all_files_of_a_commit_are_one_publication() {
    let site = site();
    let watching = Watching::of(&site, &[]);
    let before = watching.publications();
    let lock = site.root().join(".git/index.lock");
    site.write(".git/index.lock", "");
    for name in ["a", "b", "c"] {
        site.write(&format!("content/news/{name}.en.md"), article(name, "2025-01-10", "tea", "Pulled."));
        sleep(Duration::from_millis(600));
    }
    assert_eq!(watching.publications(), before);
    assert!(!page(&site.out(), "a").contains("Pulled."));
    fs::remove_file(lock).unwrap();
    watching.printed_with("content/news/a.en.md and 2 other files  ");
    assert!(["a", "b", "c"].iter().all(|name| page(&site.out(), name).contains("Pulled.")));
    sleep(WHILE);
    assert_eq!(watching.publications(), before + 1, "{}", watching.printed());
}

#[test]
fn neither_its_own_output_nor_copies_of_editors_make_it_publish() {
    let site = site();
    let watching = Watching::of(&site, &[]);
    sleep(WHILE);
    let before = watching.printed();
    for path in [
        "content/news/.a.en.md.swp",
        "content/news/a.en.md~",
        "content/news/#a.en.md#",
        "public/more.txt",
        ".dateline/more.txt",
        "notes.txt",
    ] {
        site.write(path, "More.");
    }
    sleep(WHILE);
    assert_eq!(watching.printed(), before);
}

#[test]
fn files_that_are_looked_at_again_and_again_are_published_too() {
    let site = site();
    let watching = Watching::of(&site, &["--poll"]);
    site.write(A, article("Treaty", "2025-01-10", "iran", "Second words."));
    watching.until(|| page(&site.out(), "a").contains("Second words."), "Second words");
}

#[test]
fn what_cannot_be_done_ends_it_at_once() {
    let site = site();
    for (arguments, code) in [
        (&["watch", "--root", "nowhere"][..], 1),
        (&["watch", "--out", "content"], 2),
        (&["watch", "--base-url", "nonsense"], 2),
    ] {
        let run = site.run(arguments);
        assert_eq!(run.code, code, "{arguments:?}: {}", run.stderr);
        assert!(!run.stderr.is_empty());
    }
    site.write("mine/holiday.txt", "x");
    let run = site.run(&["watch", "--out", "mine"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(site.root().join("mine/holiday.txt").exists());
}
