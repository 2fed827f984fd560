//! Sites of earlier versions: what was built once is built now, and every page is where it was.
//!
//! `tests/upgrades/<version>/` is a site as it was written for that version, and `<version>.txt` the files that it was
//! published as then. Neither is ever changed; a new version adds a folder. What a later version publishes besides
//! is no fault.
//! `DATELINE_SNAPSHOTS=write cargo test --test upgrades` writes the list of a version that has none.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, NOW, Site, article};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The files whose names do not depend on what is in them.
fn stays(path: &str) -> bool {
    !path.starts_with("assets/") && path != ".dateline"
}

#[test]
fn a_site_of_an_earlier_version_is_built_and_every_page_is_where_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upgrades");
    let versions = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let versions: Vec<_> = versions.filter(|path| path.is_dir()).collect();
    assert!(!versions.is_empty());
    for version in versions {
        let site = Site::new(&[]);
        for entry in
            walkdir::WalkDir::new(&version).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file())
        {
            let below = entry.path().strip_prefix(&version).unwrap();
            site.write(below.to_str().unwrap(), fs::read(entry.path()).unwrap());
        }
        let check = site.run(&["check", "--now", NOW]);
        assert_eq!(check.code, 0, "{}: {}{}", version.display(), check.stdout, check.stderr);
        let now: BTreeSet<String> = site.build().files().into_keys().filter(|path| stays(path)).collect();
        let list = version
            .with_extension("txt")
            .with_file_name(format!("{}.txt", version.file_name().unwrap().to_str().unwrap()));
        if std::env::var("DATELINE_SNAPSHOTS").is_ok_and(|what| what == "write") && !list.exists() {
            fs::write(&list, now.iter().map(|path| format!("{path}\n")).collect::<String>()).unwrap();
        }
        let then = fs::read_to_string(&list).unwrap();
        let lost: Vec<&str> = then.lines().filter(|path| !now.contains(*path)).collect();
        assert!(then.lines().count() > 50 && lost.is_empty(), "{}: {lost:?} is gone", version.display());
    }
}

#[test]
fn a_deprecated_key_is_read_as_before_and_stops_nothing() {
    let site = Site::new(&[]);
    for day in 1..=4 {
        site.write(&format!("content/news/a{day}.en.md"), article("A", &format!("2025-01-0{day}"), "x", ""));
    }
    let entries = || site.out().text("en/feed.xml").matches("<item>").count();
    for (feeds, expected) in [("feed: 3", 3), ("feeds: { size: 2 }", 2), ("feed: 3\nfeeds: { size: 2 }", 2)] {
        site.write("site.yaml", format!("{CONFIG}{feeds}\n"));
        let run = site.try_build(&["--json"]);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let notes: Vec<&str> =
            report["notes"].as_array().unwrap().iter().filter_map(|note| note["code"].as_str()).collect();
        assert_eq!((run.code, notes.contains(&"D005")), (0, feeds.starts_with("feed:")), "{feeds}: {}", run.stderr);
        assert_eq!(entries(), expected, "{feeds}");
    }
}

#[test]
fn a_site_in_a_newer_format_says_what_to_do_and_is_not_published() {
    let site = Site::new(&[("content/news/a.en.md", &article("A", "2025-01-01", "x", ""))]);
    for (format, says) in [("2", "D004"), ("0", "there is no format 0"), ("new", "`format`")] {
        site.write("site.yaml", format!("{CONFIG}format: {format}\n"));
        let run = site.try_build(&[]);
        assert!(run.code == 1 && run.stderr.contains(says), "{format}: {}{}", run.stdout, run.stderr);
        assert!(!site.root().join("public").exists());
    }
    site.write("site.yaml", format!("{CONFIG}format: 1\n"));
    site.build();
}
