//! When the published site changes without an edit.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site, article, translation};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

fn site() -> Site {
    let with = |title: &str, date: &str, more: &str| {
        article(title, date, "tea", "Words.").replacen("---\n", &format!("---\n{more}"), 1)
    };
    Site::new(&[
        ("content/news/old.en.md", &with("Old", "2024-01-01", "")),
        ("content/news/ends.en.md", &with("Ends", "2024-01-02", "expires: 2025-02-03\n")),
        ("content/news/fresh.en.md", &with("Fresh", "2025-02-01T08:00", "")),
        ("content/news/later.en.md", &with("Later", "2025-02-02T09:00:00.250+03:00", "")),
        ("content/news/later.fr.md", &translation("Plus tard", "Un.")),
        ("content/news/brief.en.md", &with("Brief", "2025-02-05", "expires: 2025-02-06\n")),
        ("content/news/never.en.md", &with("Never", "2025-02-05", "expires: 2025-02-04\n")),
        ("content/news/draft.en.md", &with("Draft", "2025-02-05", "draft: true\n")),
        ("content/news/quiet.en.md", &with("Quiet", "2025-02-08", "unlisted: true\n")),
        ("content/news/elsewhere.en.md", &with("Elsewhere", "2025-02-09", "canonical: https://first.example/\n")),
        ("content/rules.en.md", "---\ntitle: Rules\ndate: 2025-02-07\n---\nBe good.\n"),
    ])
}

fn changes(site: &Site, now: &str) -> Vec<(String, String, String)> {
    let run = site.run(&["schedule", "--json", "--now", now]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
    let entry = |entry: &Value| (text(entry, "at"), text(entry, "change"), text(entry, "path"));
    let changes: Vec<_> = report["changes"].as_array().unwrap().iter().map(entry).collect();
    let instant = |text: &str| text.parse::<Timestamp>().unwrap();
    assert_eq!(report["next"].as_str().map(instant), changes.first().map(|(at, ..)| instant(at)));
    changes
}

#[test]
fn it_lists_what_will_happen_to_each_article() {
    let expected = [
        ("2025-02-02T07:00:01+01:00", "appears", "content/news/later.en.md"),
        ("2025-02-02T07:00:01+01:00", "appears", "content/news/later.fr.md"),
        ("2025-02-03T00:00:00+01:00", "disappears", "content/news/ends.en.md"),
        ("2025-02-03T08:00:00+01:00", "leaves-news", "content/news/fresh.en.md"),
        ("2025-02-04T07:00:01+01:00", "leaves-news", "content/news/later.en.md"),
        ("2025-02-04T07:00:01+01:00", "leaves-news", "content/news/later.fr.md"),
        ("2025-02-05T00:00:00+01:00", "appears", "content/news/brief.en.md"),
        ("2025-02-06T00:00:00+01:00", "disappears", "content/news/brief.en.md"),
        ("2025-02-07T00:00:00+01:00", "appears", "content/rules.en.md"),
        ("2025-02-08T00:00:00+01:00", "appears", "content/news/quiet.en.md"),
        ("2025-02-09T00:00:00+01:00", "appears", "content/news/elsewhere.en.md"),
    ];
    let expected = expected.map(|(at, change, path)| (at.to_owned(), change.to_owned(), path.to_owned()));
    assert_eq!(changes(&site(), "2025-02-01T12:00:00Z"), expected);
}

/// The promise itself: a build at each of the moments differs from one a second before, and in between nothing changes.
#[test]
fn the_site_changes_at_these_moments_and_at_no_other() {
    let site = site();
    let build = |at: Timestamp| {
        let run = site.run(&["build", "--now", &at.to_string()]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        site.out().files()
    };
    let start: Timestamp = "2025-02-01T12:00:00Z".parse().unwrap();
    let mut moments: Vec<Timestamp> =
        changes(&site, "2025-02-01T12:00:00Z").iter().map(|(at, ..)| at.parse().unwrap()).collect();
    moments.dedup();
    let mut now = build(start);
    for moment in moments {
        let before = build(moment - SignedDuration::from_secs(1));
        let differ: Vec<_> =
            before.iter().filter(|(path, bytes)| now.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
        assert!(before == now, "nothing changes before {moment}: {differ:?}");
        now = build(moment);
        assert!(before != now, "something changes at {moment}");
    }
    assert!(build("2035-01-01T00:00:00Z".parse().unwrap()) == now, "and then no more");
}

#[test]
fn the_next_moment_alone_is_for_timers() {
    let site = site();
    let next = |now: &str| site.run(&["schedule", "--next", "--now", now]).stdout;
    assert_eq!(next("2025-02-03T12:00:00Z"), "2025-02-04T06:00:01Z\n");
    assert_eq!(next("2025-02-08T22:59:59Z"), "2025-02-08T23:00:00Z\n");
    assert_eq!(next("2025-02-08T23:00:00Z"), "", "nothing more will happen");
    assert!(site.run(&["schedule", "--now", "2025-02-08T23:00:00Z"]).stdout.contains("Nothing will change"));
}

#[test]
fn the_table_is_in_the_newsrooms_time_and_says_how_far_away() {
    let run = site().run(&["schedule", "--now", "2025-02-02T05:30:00Z"]);
    assert_eq!(run.code, 0);
    let rows: Vec<&str> = run.stdout.lines().collect();
    let row = rows[0].split("  ").filter(|cell| !cell.is_empty()).map(str::trim).collect::<Vec<_>>();
    assert_eq!(row, ["2025-02-02 07:00:01+01:00", "in 31 min", "appears", "content/news/later.en.md", "Later"]);
    assert!(rows.iter().any(|row| row.contains("in 5 days") && row.contains("Quiet")), "{rows:#?}");
}

#[test]
fn what_could_hide_an_article_is_told() {
    let site = site();
    site.write("content/news/broken.en.md", "---\ntitle: [\n---\n");
    let run = site.run(&["schedule", "--next", "--now", "2025-02-03T12:00:00Z"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("content/news/broken.en.md"), "{}", run.stderr);
    site.write("site.yaml", CONFIG.replace("[en, fr, ru]", "[]"));
    assert_eq!(site.run(&["schedule", "--json"]).code, 1);
}
