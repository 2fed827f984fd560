//! How a site gets into its folder: where folders cannot change places, with what others have left or put there, and back.

#![allow(clippy::unwrap_used)]
#![cfg(unix)]

mod common;

use common::{NOW, Run, Site, article, run};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const A: &str = "content/news/a.en.md";

/// Leaves something at a place.
type LeftOver = fn(&Path);

type Files = BTreeMap<String, Vec<u8>>;

/// What a script says that could not mount anything.
const NOT_ALLOWED: i32 = 77;

fn site() -> Site {
    Site::new(&[
        (A, &article("Treaty", "2025-01-10", "iran", "First words.")),
        ("content/news/b.en.md", &article("Plain", "2025-01-11", "tea", "Words.")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\nAnn writes.\n"),
        ("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\ntag-tea = Tea\n"),
        ("static/notes/index.txt", "One.\n"),
    ])
}

fn edit(site: &Site) {
    site.write(A, article("Treaty", "2025-01-10", "iran", "Second words."));
    fs::remove_file(site.root().join("content/news/b.en.md")).unwrap();
    site.write("content/news/c.en.md", article("New", "2025-01-12", "tea", "Words."));
}

/// Holds a published site against what a build from nothing writes.
fn assert_whole(site: &Site, found: &str, when: &str) {
    let _ = fs::remove_dir_all(site.root().join("expected"));
    site.build_with(&["--out", "expected"]);
    assert_same(&site.out_in(found).files(), &site.out_in("expected").files(), when);
}

/// The record of addresses apart, which knows the past.
fn assert_same(found: &Files, expected: &Files, when: &str) {
    let is_other = |path: &&String| *path != "addresses.json" && found.get(*path) != expected.get(*path);
    let other: Vec<&String> = found.keys().chain(expected.keys()).filter(is_other).collect();
    assert!(other.is_empty(), "{when}: {other:?}");
}

/// Runs a script that may mount file systems, which are gone when it ends. None, with a word, where that is not allowed.
fn with_mounts(site: &Site, script: &str) -> Option<Run> {
    let script = format!("set -e\ndateline() {{ {} \"$@\"; }}\n{script}", env!("CARGO_BIN_EXE_dateline"));
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", &script]).current_dir(site.root());
    let made = command.output().ok().filter(|made| made.status.code() != Some(NOT_ALLOWED));
    let is_refused = |text: &[u8]| String::from_utf8_lossy(text).contains("unshare: ");
    let Some(made) = made.filter(|made| !is_refused(&made.stderr)) else {
        eprintln!("skipped: nothing can be mounted here");
        return None;
    };
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Some(Run { code: made.status.code().unwrap_or(-1), stdout: text(made.stdout), stderr: text(made.stderr) })
}

#[test]
fn a_mount_point_is_published_file_by_file() {
    let site = site();
    let Some(first) = with_mounts(
        &site,
        &format!(
            "mkdir public; mount -t tmpfs tmpfs public || exit 77\n\
             dateline build --now {NOW}; cp -a public first\n\
             sed -i s/First/Second/ {A}; mv content/news/b.en.md content/news/c.en.md\n\
             dateline build --now {NOW}; cp -a public second\n\
             dateline build --now {NOW} --json | grep -q '\"written\": 0'\n"
        ),
    ) else {
        return;
    };
    assert_eq!(first.code, 0, "{}{}", first.stdout, first.stderr);
    assert!(first.stdout.contains("file by file: the folder is a mount point"), "{}", first.stdout);
    assert_whole(&site, "second", "nothing but the site is left");
    let time = |name: &str| fs::metadata(site.root().join(name).join("notes/index.txt")).unwrap().modified().unwrap();
    assert_eq!(time("first"), time("second"), "what has not changed is not touched");
    assert!(site.out_in("first").has("en/news/b/index.html") && !site.out_in("second").has("en/news/b"));
}

#[test]
fn a_volume_in_the_folder_stays_where_it_is() {
    let site = site();
    let Some(run) = with_mounts(
        &site,
        &format!(
            "dateline build --now {NOW}; mkdir kept; cp -a public/notes/. kept\n\
             mount -t tmpfs tmpfs public/notes || exit 77\n\
             cp -a kept/. public/notes; echo Two. > static/notes/index.txt\n\
             sed -i s/First/Second/ {A}; mv content/news/b.en.md content/news/c.en.md\n\
             dateline build --now {NOW}; mountpoint -q public/notes; cp -a public second\n"
        ),
    ) else {
        return;
    };
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("file by file: the folder is a mount point, or has one in it"), "{}", run.stdout);
    assert_eq!(site.out_in("second").text("notes/index.txt"), "Two.\n");
    assert_whole(&site, "second", "with a volume");
}

#[test]
fn a_folder_of_a_lower_layer_is_published_file_by_file() {
    let site = site();
    let Some(run) = with_mounts(
        &site,
        &format!(
            "dateline build --now {NOW}\n\
             mkdir /tmp/.merged 2>/dev/null || true; mount -t tmpfs tmpfs /tmp/.merged || exit 77\n\
             mkdir /tmp/.merged/u /tmp/.merged/w /tmp/.merged/m\n\
             mount -t overlay overlay -o lowerdir=$PWD,upperdir=/tmp/.merged/u,workdir=/tmp/.merged/w /tmp/.merged/m \
             || exit 77\n\
             out=$PWD/second; cd /tmp/.merged/m\n\
             sed -i s/First/Second/ {A}; mv content/news/b.en.md content/news/c.en.md\n\
             dateline build --now {NOW}; cp -a public $out; cp {A} $out.md\n"
        ),
    ) else {
        return;
    };
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("file by file: the folder comes from a lower layer"), "{}", run.stdout);
    fs::copy(site.root().join("second.md"), site.root().join(A)).unwrap();
    fs::rename(site.root().join("content/news/b.en.md"), site.root().join("content/news/c.en.md")).unwrap();
    assert_whole(&site, "second", "from a layer");
}

/// A site of the machine's administrator and an output folder of somebody else, who builds. None, with a word, where the
/// test may not become somebody else.
fn as_somebody_else(site: &Site, out: &Path, more: &[&str]) -> Option<Run> {
    if !rustix::process::geteuid().is_root() {
        eprintln!("skipped: only root can become somebody else");
        return None;
    }
    fs::set_permissions(site.root(), fs::Permissions::from_mode(0o755)).unwrap();
    // The folder of the program may be closed to others.
    let program = site.root().join("program");
    fs::copy(env!("CARGO_BIN_EXE_dateline"), &program).unwrap();
    fs::create_dir_all(out).unwrap();
    std::os::unix::fs::chown(out, Some(65534), Some(65534)).unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]).arg(program);
    command.args(["build", "--now", NOW]).args(more).arg("--out").arg(out).current_dir(site.root());
    Some(run(&mut command))
}

#[test]
fn a_folder_in_one_that_is_not_ours_is_published_file_by_file_and_without_a_cache() {
    let site = site();
    let out = site.root().join("public");
    let Some(first) = as_somebody_else(&site, &out, &["--strict"]) else { return };
    assert_eq!(first.code, 0, "{}{}", first.stdout, first.stderr);
    assert!(first.stdout.contains("file by file: the folder that it is in may not be written"), "{}", first.stdout);
    assert_eq!(first.stderr.matches("note[D805]").count(), 1, "{}", first.stderr);
    edit(&site);
    let second = as_somebody_else(&site, &out, &[]).unwrap();
    assert_eq!(second.code, 0, "{}", second.stderr);
    assert_whole(&site, "public", "as somebody else");
    // Who may write beside it, and who may not, do not build at once.
    let lock = fs::File::create(site.root().join(".public.dateline-lock")).unwrap();
    lock.lock().unwrap();
    let third = as_somebody_else(&site, &out, &[]).unwrap();
    assert!(third.code == 3 && third.stderr.contains("D602"), "{}", third.stderr);
    drop(lock);
    let lock = fs::File::create(out.join(".dateline-lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(site.try_build(&[]).code, 3);
}

#[test]
fn a_link_to_a_folder_that_is_not_there_yet_stays_a_link() {
    let site = site();
    symlink("srv/www/site", site.root().join("public")).unwrap();
    let run = site.try_build(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("in one step"), "{}", run.stdout);
    assert!(fs::symlink_metadata(site.root().join("public")).unwrap().is_symlink());
    assert!(site.out_in("srv/www/site").has("en/news/a/index.html"));
    edit(&site);
    site.build();
    assert_whole(&site, "public", "after an edit");
}

#[test]
fn what_other_builds_have_left_is_in_nobodys_way() {
    let leave: [(&str, LeftOver); 8] = [
        ("new", |place| fs::write(place, "a file").unwrap()),
        ("new", |place| symlink("nowhere", place).unwrap()),
        ("new", |place| fs::create_dir_all(place.join("en")).unwrap()),
        ("next", |place| fs::write(place, "a file").unwrap()),
        ("next", |place| {
            fs::create_dir_all(place.join("en/index.html")).unwrap();
            fs::write(place.join("en/news"), "of another state").unwrap();
        }),
        ("last", |place| symlink("nowhere", place).unwrap()),
        ("lock", |place| symlink("nowhere", place).unwrap()),
        ("lock", |place| fs::write(place, "4711 a-machine-that-is-gone\n").unwrap()),
    ];
    for (what, leave) in leave {
        let site = site();
        site.build();
        leave(&site.root().join(format!(".public.dateline-{what}")));
        edit(&site);
        let run = site.try_build(&[]);
        assert_eq!(run.code, 0, "{what}: {}", run.stderr);
        assert_whole(&site, "public", what);
        let names = fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        // A link to nothing is no state; who keeps none lets it be.
        let left: Vec<String> = names.filter(|name| name.starts_with(".public") && what != "last").collect();
        assert_eq!(left, Vec::<String>::new(), "{what}");
        assert!(!site.root().join("nowhere").exists());
    }
}

#[test]
fn what_cannot_be_removed_is_named() {
    let site = site();
    let lock = site.root().join(".public.dateline-lock");
    fs::create_dir(&lock).unwrap();
    let run = site.try_build(&[]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains(&format!("remove {}", fs::canonicalize(lock).unwrap().display())), "{}", run.stderr);
}

#[test]
fn who_has_the_lock_is_named_and_can_be_waited_for() {
    let site = site();
    let path = site.root().join(".public.dateline-lock");
    fs::write(&path, "4711 another-machine\n").unwrap();
    let lock = fs::File::open(&path).unwrap();
    lock.lock().unwrap();
    let run = site.try_build(&[]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("process 4711 on another-machine"), "{}", run.stderr);
    assert!(run.stderr.contains("if that machine or process is gone, remove "), "{}", run.stderr);
    assert_eq!(site.try_build(&["--wait", "1"]).code, 3);
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| site.try_build(&["--wait", "60"]));
        std::thread::sleep(Duration::from_secs(1));
        drop(lock);
        let run = waiting.join().unwrap();
        assert_eq!(run.code, 0, "{}", run.stderr);
    });
}

#[test]
fn files_of_others_stay_and_are_told_until_somebody_names_them() {
    let site = site();
    site.build();
    for path in ["CNAME", ".well-known/acme/token", "google1.html"] {
        site.write(&format!("public/{path}"), path);
    }
    fs::create_dir_all(site.root().join("public/uploads")).unwrap();
    edit(&site);
    let run = site.try_build(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("note[D607]") && run.stderr.contains("`CNAME`"), "{}", run.stderr);
    let stay = |names: &[&str]| names.iter().all(|name| site.out().text(name) == **name);
    assert!(stay(&["CNAME", ".well-known/acme/token", "google1.html"]));
    assert!(site.out().has("uploads"), "a folder without files, too");
    assert!(!site.out().has("en/news/b"), "what is the site's own goes");
    let config = fs::read_to_string(site.root().join("site.yaml")).unwrap();
    site.write("site.yaml", format!("{config}keep: [CNAME, .well-known, \"google*.html\"]\n"));
    let run = site.try_build(&[]);
    assert!(run.code == 0 && !run.stderr.contains("D607"), "{}", run.stderr);
    assert!(stay(&["CNAME", ".well-known/acme/token", "google1.html"]));
    // What somebody has removed does not come back.
    for _ in 0..2 {
        site.write(A, article("Treaty", "2025-01-10", "iran", "Third words."));
        site.build_with(&["--keep-last"]);
        let _ = fs::remove_file(site.root().join("public/CNAME"));
        site.write(A, article("Treaty", "2025-01-10", "iran", "Fourth words."));
        site.build_with(&["--keep-last"]);
        assert!(!site.out().has("CNAME") && site.out().has("google1.html"));
    }
}

#[test]
fn what_is_not_ours_and_in_the_way_stops_the_build() {
    let site = site();
    let before = site.build().files();
    site.write("public/en/news/c", "a file of somebody's");
    edit(&site);
    let run = site.try_build(&[]);
    assert!(run.code == 2 && run.stderr.contains("D603") && run.stderr.contains("en/news/c"), "{}", run.stderr);
    fs::remove_file(site.root().join("public/en/news/c")).unwrap();
    assert_same(&site.out().files(), &before, "before");
    site.write("public/.git/config", "");
    let run = site.try_build(&[]);
    assert!(run.code == 2 && run.stderr.contains("D603") && run.stderr.contains(".git"), "{}", run.stderr);
}

#[test]
fn the_last_state_comes_back_if_it_was_kept_and_goes_again() {
    let site = site();
    let none = site.run(&["rollback"]);
    assert!(none.code == 2 && none.stderr.contains("D608"), "{}", none.stderr);
    let first = site.build().files();
    edit(&site);
    site.build();
    assert_whole(&site, "public", "after an edit");
    assert_eq!(site.run(&["rollback"]).code, 2, "a build keeps nothing unasked");
    assert!(!site.root().join(".public.dateline-last").exists());
    let second = site.out().files();
    site.write(A, article("Treaty", "2025-01-10", "iran", "Third words."));
    let third = site.build_with(&["--keep-last"]).files();
    assert!(third != second);
    let last = site.root().join(".public.dateline-last");
    assert_eq!(fs::metadata(&last).unwrap().mode() & 0o777, 0o700, "nobody else reads what was withdrawn");
    let number = |folder: &Path| fs::metadata(folder.join("notes/index.txt")).unwrap().ino();
    assert_eq!(number(&last), number(&site.root().join("public")), "what is the same is one file");
    site.write("public/CNAME", "put there since");
    let back = site.run(&["rollback"]);
    assert_eq!(back.code, 0, "{}", back.stderr);
    assert_eq!(site.out().text("CNAME"), "put there since");
    fs::remove_file(site.root().join("public/CNAME")).unwrap();
    assert_same(&site.out().files(), &second, "second");
    assert!(site.out().files() != first);
    assert_eq!(fs::metadata(site.root().join("public")).unwrap().mode() & 0o777, 0o755);
    assert_eq!(site.run(&["rollback"]).code, 0);
    fs::remove_file(site.root().join("public/CNAME")).unwrap();
    assert_same(&site.out().files(), &third, "third");
    // A state that was rolled back is no obstacle to the next build.
    assert_eq!(site.run(&["rollback"]).code, 0);
    assert_same(&site.build().files(), &third, "third");
}

#[test]
fn a_state_that_was_kept_is_brought_up_to_date_and_changes_nothing_of_the_published_one() {
    let site = site();
    site.build_with(&["--keep-last"]);
    for round in 0..6 {
        match round % 3 {
            0 => edit(&site),
            1 => {
                site.write("content/news/b.en.md", article("Plain", "2025-01-11", "tea", "Words."));
                site.remove("content/news/c.en.md");
                site.write("static/notes/index.txt", "Two.\n");
            }
            // Somebody's hand in what was published is undone.
            _ => {
                site.write("public/en/news/a/index.html", "scribbled");
                fs::remove_dir_all(site.root().join("public/en/tags")).unwrap();
                site.write("static/notes/index.txt", "Three.\n");
            }
        }
        let before = site.out().files();
        site.build_with(&["--keep-last"]);
        assert_whole(&site, "public", &round.to_string());
        assert_same(&site.out_in(".public.dateline-last").files(), &before, &round.to_string());
    }
}
