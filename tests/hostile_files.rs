//! What stands on a disk beside texts and pictures: pipes, links that lead astray, names that no disk takes back,
//! files that are far too large. Nobody waits, nothing leaks, and what passes `check` can be published.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod common;

use common::preview::Preview;
use common::{CONFIG, NOW, Run, Site, article, pictures};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::time::{Duration, Instant};

/// The folders of a site.
const FOLDERS: [&str; 6] = ["content/news", "templates", "themes/own/templates", "locales/en", "static", "fonts"];

fn newsroom() -> Site {
    Site::new(&[("content/news/good.en.md", &article("Good", "2025-01-01", "x", "Text."))])
}

fn pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o644), 0).unwrap();
}

fn said(run: &Run) -> String {
    format!("{}{}", run.stdout, run.stderr)
}

/// Checks and builds: the two say the same of what stops them.
fn expect(site: &Site, code: i32, words: &[&str]) {
    for command in ["check", "build"] {
        let run = site.run(&[command, "--now", NOW]);
        assert_eq!(run.code, code, "{command}: {}", said(&run));
        words.iter().for_each(|word| assert!(run.stderr.contains(word), "{command}, `{word}`: {}", said(&run)));
    }
}

#[test]
fn nobody_waits_for_a_pipe_a_socket_or_a_device() {
    let site = newsroom();
    for (i, folder) in FOLDERS.iter().enumerate() {
        for ending in ["md", "jpg", "ttf"] {
            pipe(&site.root().join(format!("{folder}/pipe{i}.{ending}")));
        }
    }
    symlink("pipe4.jpg", site.root().join("static/linked.jpg")).unwrap();
    let _socket = UnixListener::bind(site.root().join("static/socket.png")).unwrap();
    let begin = Instant::now();
    expect(&site, 0, &["D014"]);
    let (_, found) = site.check_json(&[]);
    let told: Vec<&str> = found.iter().filter(|p| p["code"] == "D014").map(|p| p["path"].as_str().unwrap()).collect();
    for path in ["static/linked.jpg", "static/socket.png", "content/news/pipe0.md", "fonts/pipe5.ttf"] {
        assert!(told.contains(&path), "{path}: {told:?}");
    }
    assert!(begin.elapsed() < Duration::from_secs(60));
    assert!(!site.out().has("linked.jpg") && !site.out().has("socket.png"));
    // A device is outside in any case.
    symlink("/dev/zero", site.root().join("static/zero.txt")).unwrap();
    expect(&site, 1, &["static/zero.txt", "D012"]);
}

#[test]
fn nobody_waits_for_a_pipe_in_the_place_of_the_configuration() {
    for file in ["site.yaml", "themes/own/theme.yaml"] {
        let site = newsroom();
        site.write("site.yaml", format!("{CONFIG}theme: own\n"));
        site.write("themes/own/theme.yaml", "name: Own\nextends: gazette\n");
        site.build();
        site.remove(file);
        pipe(&site.root().join(file));
        let run = site.try_build(&[]);
        assert!(run.code != 0 && run.stderr.contains(file), "{}", said(&run));
    }
}

#[test]
fn a_preview_goes_on_where_a_pipe_comes() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--watch", "--now", NOW]);
    for path in ["content/news/pipe.en.md", "content/news/pipe.jpg", "static/pipe.css", "templates/article.html"] {
        pipe(&site.root().join(path));
    }
    preview.printed_with("D014");
    site.write("content/news/good.en.md", article("Good", "2025-01-01", "x", "Still there."));
    preview.get_until("/en/news/good/", |reply| reply.text().contains("Still there."));
}

#[test]
fn a_link_leads_to_files_of_the_site_alone() {
    let site = newsroom();
    site.write(".git/config", "SECRET");
    site.write("content/.hidden/notes.txt", "SECRET");
    site.write("themes/own/.git", "SECRET");
    site.write("notes/plan.txt", "SECRET");
    site.write("static/own.txt", "fine");
    let targets =
        ["../.git/config", "../site.yaml", "../notes/plan.txt", "../content/.hidden/notes.txt", "../themes/own/.git"];
    for (i, target) in targets.iter().enumerate() {
        let link = format!("static/{i}.txt");
        symlink(target, site.root().join(&link)).unwrap();
        expect(&site, 1, &[&link, "D012"]);
        site.remove(&link);
    }
    for folder in ["content", "static", "templates"] {
        let site = newsroom();
        site.write(".git/config.txt", "SECRET");
        site.write("content.old/news/good.en.md", article("Good", "2025-01-01", "x", "Text."));
        if folder == "content" {
            fs::rename(site.root().join("content"), site.root().join("texts")).unwrap();
        }
        for target in [".", ".git"] {
            symlink(target, site.root().join(folder)).unwrap();
            let run = site.try_build(&[]);
            assert!(run.code == 1 && run.stderr.contains("D012"), "{folder} to {target}: {}", said(&run));
            site.remove(folder);
        }
    }
    // What is the site's own may be linked to, and its folders may be elsewhere in it.
    symlink("own.txt", site.root().join("static/again.txt")).unwrap();
    symlink("../content/news/good.en.md", site.root().join("static/source.txt")).unwrap();
    fs::rename(site.root().join("content"), site.root().join("texts")).unwrap();
    symlink("texts", site.root().join("content")).unwrap();
    let out = site.build();
    assert_eq!(out.text("again.txt"), "fine");
    assert!(out.has("source.txt") && out.has("en/news/good/index.html"));
}

#[test]
fn links_that_lead_in_a_circle_are_told() {
    let site = newsroom();
    symlink("self.en.md", site.root().join("content/news/self.en.md")).unwrap();
    fs::create_dir_all(site.root().join("static")).unwrap();
    symlink("b.txt", site.root().join("static/a.txt")).unwrap();
    symlink("a.txt", site.root().join("static/b.txt")).unwrap();
    symlink("..", site.root().join("content/news/above")).unwrap();
    expect(
        &site,
        1,
        &["content/news/self.en.md: ", "static/a.txt: ", "in a circle", "content/news/above", "not followed"],
    );
}

#[test]
fn a_name_that_is_no_text_is_told_once_for_a_folder() {
    let site = newsroom();
    let folder = site.root().join(OsStr::from_bytes(b"static/caf\xe9"));
    fs::create_dir_all(&folder).unwrap();
    (0..5).for_each(|i| fs::write(folder.join(format!("{i}.txt")), "x").unwrap());
    fs::write(site.root().join(OsStr::from_bytes(b"content/news/d\xe9j\xe0.en.md")), "x").unwrap();
    let (code, found) = site.check_json(&[]);
    let of_names: Vec<_> = found.iter().filter(|problem| problem["code"] == "D011").collect();
    assert_eq!((code, of_names.len()), (1, 2), "{found:#?}");
    assert!(of_names[0]["message"].as_str().unwrap().contains("not UTF-8"));
}

#[test]
fn a_name_that_is_too_long_for_disks_is_found_by_check() {
    let site = newsroom();
    site.write(
        "content/news/slug.en.md",
        article("A", "2025-01-01", "x", "").replace("---\ntitle", &format!("---\nslug: {}\ntitle", "a".repeat(256))),
    );
    expect(&site, 1, &["D308", "content/news/slug.en.md:2:", "256 bytes", "`slug`"]);

    let site = newsroom();
    site.write("content/tags/x.en.md", format!("---\nname: X\nslug: {}\n---\n", "ж".repeat(128)));
    expect(&site, 1, &["D308", "content/news/good.en.md:5:", "256 bytes", "content/tags/", "two bytes"]);
    let (_, found) = site.check_json(&[]);
    assert_eq!(found.iter().filter(|problem| problem["code"] == "D308").count(), 1, "{found:#?}");

    let site = newsroom();
    site.write("site.yaml", format!("{CONFIG}transliterate: bgn\n"));
    // Two bytes of a letter become four: zhch.
    site.write(&format!("content/news/{}.ru.md", "щ".repeat(100)), article("Щ", "2025-01-01", "x", ""));
    expect(&site, 1, &["D308", "400 bytes"]);

    let site = newsroom();
    site.write(
        "site.yaml",
        format!("{CONFIG}permalinks:\n  article: /{}/:slug/\n", vec!["c".repeat(200); 16].join("/")),
    );
    expect(&site, 1, &["D308", "3000"]);
}

#[test]
fn the_longest_names_that_disks_take_are_published() {
    let site = newsroom();
    let name = |ending: &str| format!("{}{ending}", "d".repeat(255 - ending.len()));
    let picture = name(".jpg");
    site.write(&format!("content/news/{picture}"), pictures::photograph(1200, 800));
    site.write("content/news/good.en.md", article("Good", "2025-01-01", "x", &format!("![A harbour]({picture})")));
    site.write(&format!("static/{}", name(".txt")), "x");
    site.write(&format!("content/news/{}", name(".en.md")), article("Long", "2025-01-01", "x", ""));
    let out = site.build();
    assert!(out.files().keys().any(|path| path.starts_with("assets/media/news/ddd") && path.ends_with(".webp")));
    site.build();
}

#[test]
fn files_that_are_far_too_large_are_not_read() {
    let site = newsroom();
    for name in
        ["content/news/huge.jpg", "static/huge.css", "templates/huge.html", "locales/en/huge.ftl", "static/film.mp4"]
    {
        site.write(name, [0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F']);
        fs::File::options().write(true).open(site.root().join(name)).unwrap().set_len(4 << 30).unwrap();
    }
    site.write("content/news/good.en.md", article("Good", "2025-01-01", "x", "![A harbour](huge.jpg)"));
    let begin = Instant::now();
    let run = site.run(&["check", "--now", NOW]);
    assert!(begin.elapsed() < Duration::from_secs(30), "{:?}", begin.elapsed());
    for words in ["huge.jpg", "at most 256 MB", "templates/huge.html", "locales/en/huge.ftl"] {
        assert!(run.code == 1 && run.stderr.contains(words), "{words}: {}", said(&run));
    }
}

#[test]
fn a_file_that_may_not_be_read_is_told_with_what_to_do() {
    let site = newsroom();
    let closed = |path: &str, mode: u32| {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(site.root().join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    site.write("content/news/closed.en.md", "x");
    closed("content/news/closed.en.md", 0);
    if fs::read(site.root().join("content/news/closed.en.md")).is_ok() {
        eprintln!("passed over: this user may read everything");
        return;
    }
    expect(&site, 3, &["content/news/closed.en.md", "permission denied", "give the user"]);
    closed("content/news/closed.en.md", 0o644);
    closed("content/news", 0);
    expect(&site, 3, &["content/news", "permission denied"]);
    closed("content/news", 0o755);
}

#[test]
fn a_site_that_is_deleted_and_copied_back_is_followed_on() {
    let desk = tempfile::tempdir().unwrap();
    let root = desk.path().join("site");
    let copy = |text: &str| {
        fs::create_dir_all(root.join("content/news")).unwrap();
        fs::write(root.join("site.yaml"), CONFIG).unwrap();
        fs::write(root.join("content/news/a.en.md"), article("A", "2025-01-01", "x", text)).unwrap();
    };
    copy("At first.");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["serve", "--port", "0", "--watch", "--now", NOW]).current_dir(&root);
    let preview = Preview::start(&mut command);
    for text in ["Copied back.", "Copied back again."] {
        fs::remove_dir_all(&root).unwrap();
        std::thread::sleep(Duration::from_millis(300));
        assert_eq!(preview.get("/en/").status, 200, "the last state stays");
        copy(text);
        preview.get_until("/en/news/a/", |reply| reply.text().contains(text));
    }
    fs::write(root.join("content/news/a.en.md"), article("A", "2025-01-01", "x", "Saved afterwards.")).unwrap();
    preview.get_until("/en/news/a/", |reply| reply.text().contains("Saved afterwards."));
}
