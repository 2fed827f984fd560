//! Tests of changes: each begins with a small site, and counts its files at the end.

use super::*;
use crate::input::discover;

fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [("content/a/index.md", "one"), ("content/a/map.svg", "map"), ("content/b.md", "two")] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn changes() -> Changes {
    let moved = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let text = |path: &str, was: Option<&str>, text: &str| NewText {
        path: path.to_owned(),
        was: was.map(str::to_owned),
        text: text.to_owned(),
    };
    Changes {
        what: "test".to_owned(),
        moves: vec![moved("content/a/index.md", "content/c/index.md"), moved("content/a/map.svg", "content/c/map.svg")],
        texts: vec![text("content/c/index.md", Some("one"), "ONE"), text("content/new.md", None, "new")],
        removals: vec![Removal {
            path: "content/b.md".to_owned(),
            was: crate::whole::fingerprint(&b"two"[..]).unwrap(),
        }],
        ..Changes::default()
    }
}

fn files(root: &Path) -> Vec<(String, String)> {
    let (files, _) = discover::files_below(root, "content");
    files.into_iter().map(|f| (f.below.clone(), String::from_utf8(f.bytes().unwrap().into_owned()).unwrap())).collect()
}

fn done() -> Vec<(String, String)> {
    [("c/index.md", "ONE"), ("c/map.svg", "map"), ("new.md", "new")].map(|(a, b)| (a.to_owned(), b.to_owned())).into()
}

#[test]
fn all_changes_are_made() {
    let folder = site();
    turn(folder.path()).unwrap().apply(&changes()).unwrap();
    assert_eq!(files(folder.path()), done());
    assert!(!folder.path().join("content/a").exists(), "no empty folder stays behind");
    assert!(!folder.path().join(".dateline/changes.json").exists());
    assert!(!folder.path().join(".dateline/removed").exists());
}

#[test]
fn a_change_that_was_stopped_anywhere_is_completed() {
    let all = changes();
    for steps in 0..=5 {
        let folder = site();
        let turn = turn(folder.path()).unwrap();
        // As if the machine had stopped after some steps.
        let some = Changes {
            moves: all.moves.iter().take(steps).cloned().collect(),
            texts: all.texts.iter().take(steps.saturating_sub(2)).cloned().collect(),
            removals: all.removals.iter().take(steps.saturating_sub(4)).cloned().collect(),
            ..Changes::default()
        };
        make::make(&turn.disk, &some, Attempt::First).unwrap();
        turn.journal.write(&all).unwrap();
        let completed = turn.complete_last().unwrap();
        assert_eq!(completed, Some(Completed { what: "test".to_owned(), renamed: Vec::new(), edited: Vec::new() }));
        assert_eq!(files(folder.path()), done(), "after {steps} steps");
        assert_eq!(turn.complete_last().unwrap(), None);
    }
}

#[test]
fn what_fails_is_put_back() {
    let folder = site();
    let before = files(folder.path());
    let mut changes = changes();
    // A file cannot be below a file.
    let bad = NewText { path: "content/c/map.svg/x.md".to_owned(), was: None, text: "x".to_owned() };
    changes.texts.push(bad);
    let problem = turn(folder.path()).unwrap().apply(&changes).unwrap_err();
    assert!(problem.hints.iter().any(|hint| hint.contains("as they were")), "{problem:?}");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn what_is_in_the_way_stops_it_before_anything_is_changed() {
    let folder = site();
    fs::create_dir_all(folder.path().join("content/c")).unwrap();
    fs::write(folder.path().join("content/c/map.svg"), "mine").unwrap();
    let before = files(folder.path());
    let turn = turn(folder.path()).unwrap();
    assert!(turn.apply(&changes()).is_err());
    assert_eq!(files(folder.path()), before);
    fs::remove_file(folder.path().join("content/c/map.svg")).unwrap();
    fs::write(folder.path().join("content/a/index.md"), "edited").unwrap();
    assert!(turn.apply(&changes()).unwrap_err().message.contains("changed"));
    assert!(super::turn(folder.path()).is_err_and(|problem| problem.code == Code::Locked));
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}

fn moving(pairs: &[(&str, &str)]) -> Changes {
    let moves = pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
    Changes { what: "test".to_owned(), moves, ..Changes::default() }
}

#[test]
fn a_file_that_the_same_command_moves_is_never_written_over() {
    let folder = site();
    write(folder.path(), "content/a/a/index.md", "inner");
    let before = files(folder.path());
    let turn = turn(folder.path()).unwrap();
    let chain = [("content/a/index.md", "content/a/a/index.md"), ("content/a/a/index.md", "content/a/a/a/index.md")];
    for chain in [chain, [chain[1], chain[0]]] {
        let problem = turn.apply(&moving(&chain)).unwrap_err();
        assert_eq!(problem.code, Code::InTheWay);
        assert!(problem.hints.iter().any(|hint| hint.contains("two steps")), "{problem:?}");
        assert_eq!(files(folder.path()), before);
    }
    let two = [("content/a/index.md", "content/c.md"), ("content/b.md", "content/c.md")];
    assert_eq!(turn.apply(&moving(&two)).unwrap_err().code, Code::InTheWay);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn what_another_program_puts_in_the_way_in_the_last_moment_is_kept() {
    let folder = site();
    let turn = turn(folder.path()).unwrap();
    check::changes(&turn.disk, &changes()).unwrap();
    write(folder.path(), "content/c/map.svg", "theirs");
    let before = files(folder.path());
    turn.journal.write(&changes()).unwrap();
    let problem = turn.make(&changes()).unwrap_err();
    assert!(problem.hints.iter().any(|hint| hint.contains("as they were")), "{problem:?}");
    assert_eq!(files(folder.path()), before);
    assert!(!folder.path().join(".dateline/changes.json").exists());
    fs::remove_dir_all(folder.path().join("content/c")).unwrap();
    write(folder.path(), "content/new.md", "theirs");
    let before = files(folder.path());
    turn.make(&changes()).unwrap_err();
    assert_eq!(files(folder.path()), before);
}

#[test]
fn what_an_editor_saves_in_the_last_moment_is_kept_and_told() {
    let folder = site();
    let turn = turn(folder.path()).unwrap();
    check::changes(&turn.disk, &changes()).unwrap();
    write(folder.path(), "content/a/index.md", "edited");
    write(folder.path(), "content/b.md", "edited, too");
    assert_eq!(turn.make(&changes()).unwrap(), ["content/c/index.md", "content/b.md"]);
    assert_eq!(read(folder.path(), "content/c/index.md"), "edited");
    assert_eq!(read(folder.path(), "content/b.md"), "edited, too");
}

#[test]
fn what_was_edited_since_it_was_read_is_not_deleted() {
    let folder = site();
    write(folder.path(), "content/b.md", "edited");
    let before = files(folder.path());
    let problem = turn(folder.path()).unwrap().apply(&changes()).unwrap_err();
    assert!(problem.message.contains("changed"), "{problem:?}");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_source_that_came_back_is_not_moved_over_an_edited_target() {
    for (back, there, expected) in [
        // Two different works: both stay.
        ("one", "edited", &["content/c/index.md", "content/a/index.md"][..]),
        ("mine", "ONE", &["content/c/index.md", "content/a/index.md"]),
        // Nobody's work: what the command was to write is enough.
        ("one", "ONE", &[]),
        ("one", "one", &[]),
    ] {
        let folder = site();
        let turn = turn(folder.path()).unwrap();
        make::make(&turn.disk, &changes(), Attempt::First).unwrap();
        turn.journal.write(&changes()).unwrap();
        write(folder.path(), "content/a/index.md", back);
        write(folder.path(), "content/c/index.md", there);
        let completed = turn.complete_last().unwrap().unwrap();
        assert_eq!(completed.edited, expected, "{back} {there}");
        if expected.is_empty() {
            assert_eq!(files(folder.path()), done());
        } else {
            assert_eq!(read(folder.path(), "content/a/index.md"), back);
            assert_eq!(read(folder.path(), "content/c/index.md"), there);
        }
        assert_eq!(turn.complete_last().unwrap(), None);
    }
}

#[test]
fn what_was_deleted_or_edited_since_stays_so() {
    let folder = site();
    let turn = turn(folder.path()).unwrap();
    make::make(&turn.disk, &changes(), Attempt::First).unwrap();
    turn.journal.write(&changes()).unwrap();
    fs::remove_file(folder.path().join("content/c/index.md")).unwrap();
    write(folder.path(), "content/new.md", "edited");
    write(folder.path(), "content/b.md", "edited");
    let completed = turn.complete_last().unwrap().unwrap();
    assert_eq!(completed.edited, ["content/c/index.md", "content/new.md", "content/b.md"]);
    assert!(!folder.path().join("content/c/index.md").exists());
    assert_eq!(read(folder.path(), "content/new.md"), "edited");
    assert_eq!(read(folder.path(), "content/b.md"), "edited");
}

#[test]
fn capitals_alone_can_change() {
    let folder = site();
    let pairs = [("content/a/index.md", "content/A/index.md"), ("content/a/map.svg", "content/A/map.svg")];
    turn(folder.path()).unwrap().apply(&moving(&pairs)).unwrap();
    let names: Vec<String> = files(folder.path()).into_iter().map(|(path, _)| path).collect();
    assert_eq!(names, ["A/index.md", "A/map.svg", "b.md"]);
}

#[test]
fn a_move_that_was_stopped_aside_is_completed_or_put_back() {
    let pairs = [("content/a/index.md", "content/A/index.md"), ("content/a/map.svg", "content/A/map.svg")];
    let stopped = || {
        let folder = site();
        write(folder.path(), ".dateline/moving/content/A/index.md", "one");
        fs::remove_file(folder.path().join("content/a/index.md")).unwrap();
        folder
    };
    let folder = stopped();
    let turn = turn(folder.path()).unwrap();
    turn.journal.write(&moving(&pairs)).unwrap();
    turn.complete_last().unwrap().unwrap();
    assert_eq!(read(folder.path(), "content/A/index.md"), "one");
    assert_eq!(read(folder.path(), "content/A/map.svg"), "map");
    assert!(!folder.path().join(".dateline/moving").exists());
    let folder = stopped();
    let turn = super::turn(folder.path()).unwrap();
    assert_eq!(make::undo(&turn.disk, &moving(&pairs)), Vec::<String>::new());
    assert_eq!(files(folder.path()), files(site().path()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_in_another_form_of_unicode_gets_no_twin() {
    let folder = site();
    let decomposed = "content/actualite\u{301}s";
    write(folder.path(), &format!("{decomposed}/p.md"), "p");
    write(folder.path(), &format!("{decomposed}/q.md"), "q");
    let turn = turn(folder.path()).unwrap();
    turn.apply(&moving(&[("content/actualit\u{e9}s/p.md", "content/actualit\u{e9}s/r.md")])).unwrap();
    assert_eq!(read(folder.path(), &format!("{decomposed}/r.md")), "p");
    let all = ["q", "r"].map(|name| {
        let file = |folder: &str| format!("content/{folder}/{name}.md");
        (file("actualit\u{e9}s"), file("d"))
    });
    turn.apply(&Changes { moves: all.into(), ..Changes::default() }).unwrap();
    assert!(!folder.path().join(decomposed).exists(), "no empty folder stays behind");
}

#[test]
fn a_journal_changes_nothing_but_texts() {
    let folder = site();
    let root = folder.path();
    let secret = root.join("secret").to_string_lossy().into_owned();
    write(root, "secret", "mine");
    write(root, ".git/config", "mine");
    write(root, "templates/base.html", "mine");
    let turn = turn(root).unwrap();
    let bad = [
        ".git/hooks/post-checkout",
        "content/../.git/config",
        "content/x/.hidden.md",
        "templates/base.html",
        "content",
        "content/",
        "./content/x.md",
        "../secret",
        &secret,
    ];
    for path in bad {
        let owned = path.to_owned();
        let text = NewText { path: owned.clone(), was: Some("mine".to_owned()), text: "theirs".to_owned() };
        let new = NewText { was: None, ..text.clone() };
        let removal = Removal { path: owned, was: crate::whole::fingerprint(&b"mine"[..]).unwrap() };
        for changes in [
            Changes { texts: vec![text], ..Changes::default() },
            Changes { texts: vec![new], ..Changes::default() },
            Changes { removals: vec![removal], ..Changes::default() },
            moving(&[(path, "content/c.md")]),
            moving(&[("content/b.md", path)]),
        ] {
            turn.journal.write(&changes).unwrap();
            let problem = turn.complete_last().unwrap_err();
            assert_eq!(problem.code, Code::OutsideSite, "{path}");
            assert!(problem.hints.iter().any(|hint| hint.contains("delete `.dateline/changes.json`")), "{problem:?}");
            assert!(turn.apply(&changes).is_err_and(|problem| problem.code == Code::OutsideSite), "{path}");
            assert_eq!(read(root, "secret"), "mine");
            assert_eq!(read(root, "content/b.md"), "two");
            assert!(!root.join(".git/hooks").exists());
        }
    }
}

#[cfg(unix)]
#[test]
fn no_link_leads_a_command_out_of_the_site() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "site.yaml", "theirs");
    let folder = site();
    let root = folder.path();
    write(root, ".git/hooks/sample", "git");
    symlink(outside.path().join("site.yaml"), root.join("site.yaml")).unwrap();
    symlink("../.git/hooks/sample", root.join("content/hook.md")).unwrap();
    symlink("../.git/hooks", root.join("content/hooks")).unwrap();
    let text = |path: &str, was: Option<&str>| NewText {
        path: path.to_owned(),
        was: was.map(str::to_owned),
        text: "evil".to_owned(),
    };
    let of_text = |text: NewText| Changes { texts: vec![text], ..Changes::default() };
    let turn = turn(root).unwrap();
    // The last makes the link only on the way.
    let mut hidden = moving(&[("content/hooks", "content/c")]);
    hidden.texts.push(text("content/c/new", None));
    for changes in [
        of_text(text("site.yaml", Some("theirs"))),
        of_text(text("content/hook.md", Some("git"))),
        of_text(text("content/hooks/new", None)),
        moving(&[("content/b.md", "content/hooks/b.md")]),
        hidden,
    ] {
        turn.apply(&changes).unwrap_err();
        turn.journal.write(&changes).unwrap();
        turn.complete_last().unwrap_err();
        assert_eq!(read(outside.path(), "site.yaml"), "theirs");
        assert_eq!(fs::read_dir(root.join(".git/hooks")).unwrap().count(), 1, "{changes:?}");
        assert_eq!(read(root, ".git/hooks/sample"), "git");
    }
    // What is linked inside the site stays linked.
    let folder = site();
    write(folder.path(), "shared/text.md", "shared");
    symlink("../shared/text.md", folder.path().join("content/linked.md")).unwrap();
    super::turn(folder.path()).unwrap().apply(&of_text(text("content/linked.md", Some("shared")))).unwrap();
    assert_eq!(read(folder.path(), "shared/text.md"), "evil");
}

#[cfg(unix)]
#[test]
fn the_folder_of_the_journal_is_no_link() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    for path in [".dateline", ".dateline/changes.lock", ".dateline/changes.json", ".dateline/removed"] {
        let folder = site();
        fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
        symlink(outside.path().join("there"), folder.path().join(path)).unwrap();
        assert!(turn(folder.path()).is_err_and(|problem| problem.code == Code::OutsideSite), "{path}");
    }
    let folder = site();
    fs::create_dir_all(folder.path().join(".dateline")).unwrap();
    symlink(outside.path().join("there"), folder.path().join(".dateline/changes.json.new")).unwrap();
    turn(folder.path()).unwrap().apply(&changes()).unwrap();
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
fn a_journal_that_cannot_be_read_is_not_written_over() {
    let folder = site();
    let turn = turn(folder.path()).unwrap();
    let journal = folder.path().join(".dateline/changes.json");
    for bytes in [&b"\xff\xfe"[..], b"{", b""] {
        fs::write(&journal, bytes).unwrap();
        assert_eq!(turn.complete_last().unwrap_err().code, Code::Unwritable);
        assert_eq!(fs::read(&journal).unwrap(), bytes);
    }
    fs::remove_file(&journal).unwrap();
    fs::create_dir(&journal).unwrap();
    assert_eq!(turn.complete_last().unwrap_err().code, Code::Unwritable);
    // Nor is a draft left where it cannot be written.
    let before = files(folder.path());
    turn.apply(&changes()).unwrap_err();
    assert_eq!(files(folder.path()), before);
    assert!(!folder.path().join(".dateline/changes.json.new").exists());
}

#[test]
fn many_files_take_as_long_as_few_times_many() {
    let folder = site();
    let names: Vec<String> = (0..8000).map(|i| format!("content/a/{i}.md")).collect();
    names.iter().for_each(|name| write(folder.path(), name, "one"));
    let to = |name: &String| name.replace("/a/", "/c/");
    let texts =
        names.iter().map(|name| NewText { path: to(name), was: Some("one".to_owned()), text: "two".to_owned() });
    let changes = Changes {
        moves: names.iter().map(|name| (name.clone(), to(name))).collect(),
        texts: texts.collect(),
        ..Changes::default()
    };
    // Reading alone: how long a disk writes is nobody's merit.
    let start = std::time::Instant::now();
    check(folder.path(), &changes).unwrap();
    // Each compared with each is 64 million comparisons, with two new texts each.
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}
